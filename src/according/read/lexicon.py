"""The words of a language as sets, compiled once: what reading looks tokens up in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import MEASURES, Category, Measure

Words = Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Harm words by measure, people words by category. All keys are lower case."""

    code: str
    patient: Words
    bearer: Words
    nouns: Words
    counted: Words
    states: Words
    phrases: re.Pattern[str]
    phrase_measures: Words
    triage: re.Pattern[str]
    telling: re.Pattern[str]
    negations: frozenset[str]
    denials: frozenset[str]
    unviolent: re.Pattern[str]
    violent: re.Pattern[str]
    expected: re.Pattern[str]
    hypothetical: re.Pattern[str]
    people: Mapping[str, Category | None]
    modifiers: Mapping[str, Category]
    titles: frozenset[str]
    collective: Mapping[str, int]
    measure_nouns: frozenset[str]
    not_people: frozenset[str]


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of `lang/<code>.toml`; KeyError where there is no such language."""
    lang = language(code)
    harm, people = lang["harm"], lang["people"]
    words = {role: _by_measure(harm, role) for role in ("patient", "bearer", "nouns", "counted", "states")}
    phrases: dict[str, Measure] = {p: m for m in MEASURES for p in harm["phrases"].get(m, ())}
    stance = harm["stance"]
    return Lexicon(
        code=code,
        **words,
        phrases=_any_of(phrases),
        phrase_measures=phrases,
        triage=_any_of({w for table in words.values() for w in table} | set(phrases)),
        telling=_telling({w for table in words.values() for w in table} | set(phrases), lang["triage"]),
        negations=frozenset(stance["negations"].split()),
        denials=frozenset(stance["denials"].split()),
        unviolent=_any_of(harm["unviolent"]["causes"].split()),
        violent=_any_of(harm["unviolent"]["violent"].split()),
        expected=_any_of(stance["expected"]),
        hypothetical=_any_of(
            stance["hypothetical"].split()
            if isinstance(stance["hypothetical"], str)
            else stance["hypothetical"]
        ),
        people=_people(people),
        modifiers=_modifiers(people),
        titles=frozenset(people["security_force_titles"].split()),
        collective=people["collective"],
        measure_nouns=frozenset(people["measures"].split()),
        not_people=frozenset(people["not_people"].split()),
    )


def _telling(words: set[str], triage: Mapping[str, str]) -> re.Pattern[str]:
    """Words of harm that tell of somebody; of the weak ones only those with somebody beside them."""
    weak = "|".join(sorted(triage["weak"].split(), key=len, reverse=True))
    strong = "|".join(sorted(map(re.escape, words - set(triage["weak"].split())), key=len, reverse=True))
    somebody, owners = "|".join(triage["somebody"].split()), "|".join(triage["owners"].split())
    return re.compile(
        rf"(?i:(?<![\w-])(?:{strong})(?![\w-]))"
        rf"|(?i:(?<![\w-])(?:{weak})(?![\w-])\s+(?:to\s+)?)(?:(?i:{somebody})\b|\d|(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])"
        rf"|(?i:(?:\b(?:was|were|been|being|are|is|{owners}|\d|{somebody})|{owners}))\s+(?:\w+\s+){{0,2}}?(?i:{weak})(?![\w-])"
    )


def _by_measure(harm: Mapping[str, Mapping[str, str]], role: str) -> dict[str, Measure]:
    # Earlier measures win: "captured" as harm of the living never hides a word of death.
    return {word: m for m in reversed(MEASURES) for word in harm[m][role].split()}


def _people(table: Mapping[str, str]) -> dict[str, Category | None]:
    found: dict[str, Category | None] = dict.fromkeys(table["open"].split())
    for category in ("civilian", "security_force", "armed_group"):
        found.update(dict.fromkeys(table[category].split(), category))
    return found


def _modifiers(table: Mapping[str, str]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for category in ("civilian", "security_force", "armed_group"):
        found.update(dict.fromkeys(table[f"{category}_modifiers"].split(), category))
    return found


def _any_of(phrases: object) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)  # type: ignore[call-overload]
    words = "|".join(re.escape(p) for p in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
