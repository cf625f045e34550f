"""The words that the reading of places rests on: a language's table made ready, and a report's tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, ne
from typing import Any

from according.model import Document, Sentence

#: A mark; a plain word (most of them); "St." before a name; initials; any other word. Each takes the white
#: space after it along, so that lengths alone tell where the words stand.
_TOKEN = re.compile(
    r"(?:[^\w\s]|\w++(?!['’ʻ\-\.])|(?:St|Ste|Mt|Ft)\.(?= \w)|(?:\w\.){2,}|\w+(?:['’ʻ\-]\w+)*)\s*"
)
_POSSESSIVE = re.compile(r"['’][sS](?!['’ʻ\-]?\w)")
_PHONE = re.compile(r"([2-9][0-9]{2})\)?[-. ][0-9]{3}[-. ][0-9]{4}(?![\d-])")
_BEFORE_PHONE = re.compile(r"(?:^|[^\d.-])(?:1[-. ]?)?\(?$")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The table `[places]` of a language, ready for use. `abbreviations`: "Ala", "AL" … to (country, state);
    `county_phrases`: areas of the second level in several words;
    `masthead`: where a title names its outlet; `after`: what a word after a name says of it: the kinds that
    the name is restricted to, the sort of the word, and whether it says so only as part of the name (with a
    capital)."""

    sets: Mapping[str, frozenset[str]]
    near_phrases: frozenset[tuple[str, ...]]
    county_phrases: frozenset[tuple[str, ...]]
    demonyms: Mapping[str, str]
    abbreviations: Mapping[str, tuple[str, str]]
    area_codes: Mapping[str, tuple[str, str]]
    abbreviated: re.Pattern[str]
    no_places: frozenset[str]
    no_place_firsts: frozenset[str]
    after: Mapping[str, tuple[frozenset[str], str, bool]]
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
    sets["list_words"] = sets["place_nouns"] | sets["compass"] | sets["list_joints"]
    sets["tails"] = (
        sets["roads"] | sets["features"] | sets["institutions"] | sets["hospitals"] | sets["place_nouns"]
    )
    sets["tails_or_never"] = sets["tails"] | sets["never"]
    sets["roads_features"] = sets["roads"] | sets["features"]
    sets["plain_words"] = sets["common_words"] | sets["tails"]
    sets["compass_or_nouns"] = sets["compass"] | sets["place_nouns"]
    sets["around"] = sets["compass"] | sets["articles"]
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
        frozenset(tuple(phrase.split()) for phrase in table["county_phrases"]),
        {word.replace("-", " "): iso3 for iso3, words in table["demonyms"].items() for word in words.split()},
        abbreviations,
        area_codes,
        re.compile(rf" ?, ?({choice})(?:\.|(?!\w))"),
        frozenset(table["no_places"]),
        frozenset(name.split()[0] for name in table["no_places"]),
        _after(sets),
        re.compile(rf" (?:[-–|]|::|») (?=[^-–|]{{0,60}}(?:{table['masthead']}))"),
    )


def _after(sets: Mapping[str, frozenset[str]]) -> dict[str, tuple[frozenset[str], str, bool]]:
    anything: frozenset[str] = frozenset()
    found: dict[str, tuple[frozenset[str], str, bool]] = {}
    for name, sort in (
        ("features", "no"),
        ("newspapers", "outlet"),
        ("hospitals", "hospital"),
        ("institutions", "authority"),
        ("roads", "no"),
    ):
        found |= dict.fromkeys(sets[name], (anything, sort, True))
    found |= dict.fromkeys(sets["local_voices"], (anything, "authority", False))
    towns = frozenset({"populated"})
    found |= {
        word: (towns, "area" if word in sets["settlement_before"] else "settlement", False)
        for word in sets["settlement_after"]
    }
    found |= dict.fromkeys(sets["county_after"], (frozenset({"admin2", "admin1"}), "area", False))
    return found | dict.fromkeys(sets["province_after"], (frozenset({"admin1", "region"}), "area", False))


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
    starts: list[int] = []
    spaced: list[str] = []
    for sentence in sentences:
        begins.append(len(spaced))
        own = _TOKEN.findall(content, sentence.start, sentence.end)
        starts += list(accumulate(map(len, own), initial=sentence.start))[:-1]
        spaced += own
        places += [sentence.index] * len(own)
    text = list(map(str.rstrip, spaced))
    sizes = list(map(len, text))
    ends = list(map(add, starts, sizes))
    for owner in _POSSESSIVE.finditer(content):
        at = bisect_left(ends, owner.end())
        if at < len(ends) and ends[at] == owner.end() and sizes[at] > 2:
            text[at], ends[at] = text[at][:-2], ends[at] - 2
            sizes[at] -= 2
    low = "\n".join(text).lower().split("\n") if text else []
    lower = list(filter(str.islower, text))
    words = Words(
        text,
        low,
        starts,
        ends,
        places,
        list(map(ne, text, low)),
        [False] * len(text),
        lowered=set(lower),
    )
    upper = 2 * len(lower) < len(text) and _is_upper(text)
    long = [at for at, size in enumerate(sizes) if size > 3]
    flags = [words.capital[at] for at in long]
    for sentence, begin, stop in zip(sentences, begins, [*begins, len(text)][1:], strict=True):
        loud = flags[bisect_left(long, begin) : bisect_left(long, stop)]
        words.mode[sentence.index] = "upper" if upper else _mode(words, begin, stop, loud)
        if begin < stop:
            words.first[begin] = True
    return words


def _is_upper(text: Sequence[str]) -> bool:
    """Whether most words of the whole document are written in capitals."""
    capitals = sum(map(str.isupper, text))
    return capitals > 0 and capitals >= 0.6 * sum(map(str.isalpha, text))


def _mode(words: Words, begin: int, stop: int, long: Sequence[bool]) -> str:
    """How a sentence is written: plain, title, upper, or "label" where it is but a name or two. `long` tells
    of each longer word whether it has a capital."""
    size = len(long)
    mixed = size < 3 or sum(long) < 0.7 * size
    if mixed and size >= 6:
        return "plain"
    own = words.text[begin:stop]
    flags = words.capital[begin:stop]
    if size < 6 and all(flag or not word.isalpha() for word, flag in zip(own, flags, strict=True)):
        names = [low for low in words.low[begin:stop] if len(low) > 3]
        if words.lowered.isdisjoint(names):
            return "label" if stop - begin <= 9 and begin == 0 and stop == len(words.text) else "title"
    if mixed:
        return "plain"
    loud = sum(map(str.isupper, [word for word in own if len(word) > 3]))
    return "upper" if loud >= 0.6 * size else "title"


def phone_states(content: str, known: PlaceWords) -> tuple[tuple[str, str], ...]:
    """The states whose telephone numbers a report gives."""
    codes = (
        known.area_codes.get(match.group(1))
        for match in _PHONE.finditer(content)
        if _BEFORE_PHONE.search(content[max(0, match.start() - 4) : match.start()])
    )
    return tuple(state for state in codes if state)
