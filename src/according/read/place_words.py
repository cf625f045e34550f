"""The words that the reading of places rests on: a language's table made ready, and a report's tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import ne
from typing import Any

from according.model import Document, Sentence

_TOKEN = re.compile(r"(?:St|Ste|Mt|Ft)\.(?= \w)|(?:\w\.){2,}|\w+(?:['’ʻ\-]\w+)*|[^\w\s]")
_POSSESSIVES = frozenset({"'s", "’s", "'S", "’S"})
_PHONE = re.compile(r"(?<![\d.-])(?:1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]\d{3}[-. ]\d{4}(?![\d-])")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The table `[places]` of a language, ready for use. `abbreviations`: "Ala", "AL" … to (country, state);
    `masthead`: where a title names its outlet."""

    sets: Mapping[str, frozenset[str]]
    near_phrases: frozenset[tuple[str, ...]]
    demonyms: Mapping[str, str]
    abbreviations: Mapping[str, tuple[str, str]]
    area_codes: Mapping[str, tuple[str, str]]
    abbreviated: re.Pattern[str]
    no_places: frozenset[str]
    masthead: re.Pattern[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


_READY: dict[int, tuple[Mapping[str, Any], PlaceWords]] = {}


def place_words(lang: Mapping[str, Any]) -> PlaceWords:
    """The words of a language, prepared once for each table."""
    table = lang["places"]
    known = _READY.get(id(table))
    if known is None or known[0] is not table:
        known = _READY[id(table)] = (table, _prepared(table))
    return known[1]


def _prepared(table: Mapping[str, Any]) -> PlaceWords:
    sets = {name: frozenset(value.split()) for name, value in table.items() if isinstance(value, str)}
    sets["areas"] = sets["county_after"] | sets["province_after"] | sets["division_after"]
    sets["place_nouns"] = sets["areas"] | sets["settlement_after"] | sets["settlement_before"]
    sets["list_words"] = sets["place_nouns"] | sets["compass"] | {"and", "or", "the", "in", "s"}
    sets["tails"] = (
        sets["roads"] | sets["features"] | sets["institutions"] | sets["hospitals"] | sets["place_nouns"]
    )
    abbreviations: dict[str, tuple[str, str]] = {}
    area_codes: dict[str, tuple[str, str]] = {}
    for country, states in table["states"].items():
        for state, row in states.items():
            for word in (row["postal"], row["press"], state):
                abbreviations[word.replace(".", "").lower()] = (country, state)
            area_codes |= dict.fromkeys(row["area_codes"].split(), (country, state))
    forms = {
        form
        for states in table["states"].values()
        for row in states.values()
        for form in (row["postal"], row["press"])
    }
    choice = "|".join(
        sorted((re.escape(form).replace(r"\.", r"\. ?") for form in forms), key=len, reverse=True)
    )
    return PlaceWords(
        sets,
        frozenset(tuple(phrase.split()) for phrase in table["near_phrases"]),
        {word.replace("-", " "): iso3 for iso3, words in table["demonyms"].items() for word in words.split()},
        abbreviations,
        area_codes,
        re.compile(rf" ?, ?({choice})(?:\.|(?!\w))"),
        frozenset(table["no_places"]),
        re.compile(rf" (?:[-–|]|::|») (?=[^-–|]{{0,60}}(?:{table['masthead']}))"),
    )


@dataclass(slots=True)
class Words:
    """A document's tokens as parallel lists. `capital`: has a capital; `mode` by sentence: plain,
    title (a headline with capitals throughout), upper, or label (the document is but a name or two)."""

    text: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    mode: dict[int, str] = field(default_factory=dict)
    lowered: set[str] = field(default_factory=set)


def words_of(document: Document, sentences: Sequence[Sentence]) -> Words:
    """The tokens of all sentences, in order."""
    content, places, begins = document.content, [], []
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        begins.append(len(spans))
        spans += [match.span() for match in _TOKEN.finditer(content, sentence.start, sentence.end)]
        places += [sentence.index] * (len(spans) - begins[-1])
    text = [content[start:end] for start, end in spans]
    ends = [end for _, end in spans]
    for at in [at for at, word in enumerate(text) if word[-2:] in _POSSESSIVES and len(word) > 2]:
        text[at], ends[at] = text[at][:-2], ends[at] - 2
    low = "\n".join(text).lower().split("\n") if text else []
    words = Words(
        text,
        low,
        [start for start, _ in spans],
        ends,
        places,
        list(map(ne, text, low)),
        [False] * len(text),
        lowered=set(filter(str.islower, text)),
    )
    alphabetic = sum(map(str.isalpha, text))
    upper = alphabetic > 0 and sum(map(str.isupper, text)) >= 0.6 * alphabetic
    for sentence, begin, stop in zip(sentences, begins, [*begins, len(text)][1:], strict=True):
        words.mode[sentence.index] = "upper" if upper else _mode(words, begin, stop)
        if begin < stop:
            words.first[begin] = True
    return words


def _mode(words: Words, begin: int, stop: int) -> str:
    """How a sentence is written: plain, title, upper, or "label" where it is but a name or two."""
    long = [at for at in range(begin, stop) if len(words.text[at]) > 3]
    capitals = sum([words.capital[at] for at in long])
    named = len(long) < 6 and all(
        words.capital[at] or not words.text[at].isalpha() for at in range(begin, stop)
    )
    if named and not any(words.low[at] in words.lowered for at in long):
        return "label" if stop - begin <= 9 and begin == 0 and stop == len(words.text) else "title"
    if len(long) < 3 or capitals < 0.7 * len(long):
        return "plain"
    return "upper" if sum([words.text[at].isupper() for at in long]) >= 0.6 * len(long) else "title"


def phone_states(content: str, known: PlaceWords) -> tuple[tuple[str, str], ...]:
    """The states whose telephone numbers a report gives."""
    codes = (known.area_codes.get(match.group(1)) for match in _PHONE.finditer(content))
    return tuple(state for state in codes if state)
