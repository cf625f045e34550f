"""The words of a language as sets, compiled once: what reading looks tokens up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    single: frozenset[str]
    telling: re.Pattern[str]
    negations: frozenset[str]
    denials: frozenset[str]
    unviolent: re.Pattern[str]
    violent: re.Pattern[str]
    fatal: re.Pattern[str]
    expected: re.Pattern[str]
    hypothetical: re.Pattern[str]
    people: Mapping[str, Category | None]
    modifiers: Mapping[str, Category]
    titles: frozenset[str]
    collective: Mapping[str, int]
    measure_nouns: frozenset[str]
    not_people: frozenset[str]

    def harms(self, text: str) -> bool:
        """Whether a word or phrase of harm stands in the text: the triage before anything is parsed."""
        words = _WORD.findall(text.lower())
        return not self.single.isdisjoint(words) or bool(self.phrases.search(text))


_WORD = re.compile(r"[\w-]+")


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
        single=frozenset(w for table in words.values() for w in table),
        telling=_telling({w for table in words.values() for w in table} | set(phrases), lang["triage"]),
        negations=frozenset(stance["negations"].split()),
        denials=frozenset(stance["denials"].split()),
        unviolent=_any_of([*harm["unviolent"]["causes"].split(), *harm["unviolent"]["phrases"]]),
        violent=_any_of(harm["unviolent"]["violent"].split()),
        fatal=_any_of(harm["fatal"]),
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
    weak_words = set(triage["weak"].split())
    weak, strong = _longest_first(weak_words), _longest_first(words - weak_words)
    somebody, owners = "|".join(triage["somebody"].split()), "|".join(triage["owners"].split())
    days = "(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    return re.compile(
        rf"(?i:(?<![\w-])(?:{strong})(?![\w-]))"
        rf"|(?i:(?<![\w-])(?:{weak})\s+)(?:(?i:{somebody})\b|\d|{days}[A-Z])"
        rf"|(?i:(?:(?<!\w)(?:{owners}|\d[\d,]*)|['’]s)\s+(?:[\w-]+\s+){{0,2}}?(?:{weak})(?![\w-]))"
        rf"|(?i:\b(?:was|were|been|being|be|are|is|got)\s+(?:\w+\s+)?(?:{weak})(?![\w-]))"
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


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


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_longest_first(phrases)})(?![\w-])", re.IGNORECASE)
