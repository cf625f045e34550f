"""The words of a language as sets, compiled once: what reading looks tokens up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
    phrases: Phrases
    phrase_measures: Words
    single: frozenset[str]
    strong: frozenset[str]
    weak: re.Pattern[str]
    denials: frozenset[str]
    unviolent: Phrases
    violent: frozenset[str]
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
        words = words_in(text)
        return not self.single.isdisjoint(words) or self.phrases.stand_in(text, words)

    def tells(self, text: str) -> bool:
        """Whether a word of harm tells of somebody: "the shooting happened" alone does not."""
        words = words_in(text)
        strong = not self.strong.isdisjoint(words) or self.phrases.stand_in(text, words)
        return strong or bool(self.weak.search(text))

    def is_unviolent(self, text: str) -> bool:
        """Whether the text tells of disease, disaster or accident and of no violence."""
        return self.unviolent.stand_in(text, words_in(text)) and not self.is_violent(text)

    def is_violent(self, text: str) -> bool:
        """Whether the text has a word of violence."""
        return not self.violent.isdisjoint(words_in(text))


_WORD = re.compile(r"[\w-]+")


def words_in(text: str) -> set[str]:
    """The words of a text in lower case."""
    return set(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look for. `keys` holds one word of each: where none of them stands no phrase does, which is
    much faster to see than to search. `small` is asked of small letters, `pattern` of text as it stands."""

    keys: frozenset[str]
    small: re.Pattern[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """The phrases compiled, longest first."""
        listed = [*phrases]
        keys = frozenset(max(_WORD.findall(p.lower()), key=len) for p in listed)
        return cls(keys, any_of_small(listed), any_of(listed))

    def stand_in(self, text: str, words: set[str]) -> bool:
        """Whether one of them stands in the text, whose `words_in` are given."""
        return not self.keys.isdisjoint(words) and bool(self.small.search(text.lower()))

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where they stand in the text."""
        if not self.keys.isdisjoint(words_in(text)):
            yield from self.pattern.finditer(text)


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
        phrases=Phrases.of(phrases),
        phrase_measures=phrases,
        single=frozenset(w for table in words.values() for w in table),
        strong=frozenset(w for table in words.values() for w in table) - set(lang["triage"]["weak"].split()),
        weak=_weak(lang["triage"]),
        denials=frozenset(stance["denials"].split()),
        unviolent=Phrases.of([*harm["unviolent"]["causes"].split(), *harm["unviolent"]["phrases"]]),
        violent=frozenset(harm["unviolent"]["violent"].split()),
        fatal=any_of(harm["fatal"]),
        expected=any_of(stance["expected"]),
        hypothetical=any_of(stance["hypothetical"]),
        people=_people(people),
        modifiers=_modifiers(people),
        titles=frozenset(people["security_force_titles"].split()),
        collective=people["collective"],
        measure_nouns=frozenset(people["measures"].split()),
        not_people=frozenset(people["not_people"].split()),
    )


def _weak(triage: Mapping[str, str]) -> re.Pattern[str]:
    """The weak words of harm with somebody beside them."""
    weak = _longest_first(triage["weak"].split())
    somebody, owners = "|".join(triage["somebody"].split()), "|".join(triage["owners"].split())
    owner, being, days = triage["owner"], "|".join(triage["being"].split()), triage["days"]
    return re.compile(
        rf"(?i:(?<![\w-])(?:{weak})\s+)(?:(?i:{somebody})\b|\d|(?!{days})[A-Z])"
        rf"|(?i:(?:(?<!\w)(?:{owners}|\d[\d,]*)|{owner})\s+(?:[\w-]+\s+){{0,2}}?(?:{weak})(?![\w-]))"
        rf"|(?i:\b(?:{being})\s+(?:\w+\s+)?(?:{weak})(?![\w-]))"
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


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole phrases, case ignored, the longest first."""
    return re.compile(_whole(phrases), re.IGNORECASE)


def any_of_small(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole phrases, to be asked of text in small letters: three times as fast as one that
    ignores case."""
    return re.compile(_whole(p.lower() for p in phrases))


def _whole(phrases: Iterable[str]) -> str:
    return rf"(?<![\w-])(?:{_longest_first(phrases)})(?![\w-])"
