"""What the words around a name say of it: a place or not, and what part it plays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.model import Sentence
from according.ports import GazetteerEntry
from according.read.place_words import PlaceWords, Words

_LETTERS = re.compile(r"[^\W\d_]+")
_DASHES = frozenset("-–—")
_JOINTS = frozenset({",", "&", "/", "-", "–", "("})
_ANY: frozenset[str] = frozenset()
_TOWNS = frozenset({"populated"})
_COUNTY = frozenset({"admin2", "admin1"})
_NOTHING = (_ANY, "name", True)
_WIDE = frozenset({"country", "admin1", "region", "waters"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name at one spot. `kinds` restricts what it can stand for (empty: no restriction); `near` that
    the event is said to be near it; `state` is the (country, state) of an abbreviation after it; `before`
    the index of the sighting that it follows in an address ("Noshki, Balochistan"); `after` the word for the
    sort of area after it; `road_to` the other end of a road named after two towns; `tentative`: a place only
    if the country of the report has one of a like name."""

    name: str
    start: int
    end: int
    sentence: int
    role: str
    score: float
    entries: tuple[GazetteerEntry, ...]
    kinds: frozenset[str] = frozenset()
    near: bool = False
    state: tuple[str, str] | None = None
    before: int | None = None
    after: str = ""
    road_to: tuple[GazetteerEntry, ...] = ()
    tentative: bool = False


class Cues:
    """A report's words with what has been found among them so far. Indices are of words."""

    def __init__(self, content: str, sentences: Sequence[Sentence], words: Words, known: PlaceWords) -> None:
        self.content, self.words, self.known, self.sets = content, words, known, known.sets
        self.surnames: set[str] = set()
        self.found: list[Sighting] = []
        self.size = len(words.text)
        self.masthead = _masthead(content, sentences, known)

    def run_end(self, at: int, most: int = 8) -> int:
        """The end of the run of capitalised words (and connectors between them) from here."""
        words, end = self.words, at + 1
        start, ends, capital = words.start, words.end, words.capital
        last = min(self.size, at + most)
        while end < last and start[end] - ends[end - 1] == 1 and words.sentence[end] == words.sentence[at]:
            if not capital[end]:
                follows = end + 1 < self.size and capital[end + 1]
                if words.low[end] not in self.sets["connectors"] or not follows:
                    break
            end += 1
        return end

    def cue(self, at: int) -> tuple[str, float, bool, int | None]:
        """What stands before: (role, score, near, index of the sighting of the same address or list)."""
        words, known = self.words, self.sets
        left = at - 1
        while left >= 0 and self.same(left, at) and words.low[left] in known["around"]:
            left -= 1
        if left < 0 or not self.same(left, at):
            return "other", 0.7 if words.mode[words.sentence[at]] == "label" else 0.4, False, None
        if words.mode[words.sentence[at]] == "label":
            return "other", 0.7, False, None
        word = words.low[left]
        two = (words.low[left - 1], word) if left and self.same(left - 1, at) else ("", word)
        if word in known["of_area"] and two[0] in known["place_nouns"]:
            near = self.said_near(left - 1, at)
            return "event-like", 0.9, near, None
        if two in self.known.near_phrases or word in known["near"]:
            return "event-like", 0.9, True, None
        if word in known["at"]:
            away = any(
                words.low[i] in known["elsewhere"] for i in range(max(0, left - 3), left) if self.same(i, at)
            )
            return "elsewhere" if away else "event-like", 0.9, False, None
        if (
            word in known["settlement_before"]
            and words.mode[words.sentence[at]] == "plain"
            and word.islower()
        ):
            return "other", 0.7, False, None
        if word in known["of"]:
            return "origin", 0.75, False, None
        if (owned := self.owned(left, at)) is not None:
            return owned
        if inherited := self.listed(left, at):
            return inherited
        return ("other", 0.65, False, None) if word in known["to"] else ("other", 0.45, False, None)

    def same(self, left: int, at: int) -> bool:
        return 0 <= left < self.size and self.words.sentence[left] == self.words.sentence[at]

    def said_near(self, at: int, of: int) -> bool:
        words = self.words
        return any(
            words.low[i] in self.sets["near"]
            for i in range(max(0, at - 3), at)
            if words.sentence[i] == words.sentence[of]
        )

    def owned(self, left: int, at: int) -> tuple[str, float, bool, int | None] | None:
        """ "Pakistan's Kalat": the role of the owner is that of the place it owns."""
        last = self.found[-1] if self.found else None
        if last is None or last.end != self.words.end[left] or last.sentence != self.words.sentence[at]:
            return None
        if self.content[last.end : self.words.start[at]] not in ("'s ", "’s ") or last.role != "event-like":
            return None
        return last.role, max(0.5, last.score - 0.1), last.near, None

    def listed(self, left: int, at: int) -> tuple[str, float, bool, int | None] | None:
        """ "Quetta, Mastung and Kalat"; "Noshki, Balochistan": the role of the name before carries over."""
        words = self.words
        word = words.text[left]
        if not self.found or not (word in _JOINTS or word in self.sets["joints"]):
            return None
        last = self.found[-1]
        gap = self.content[last.end : words.start[at]]
        if len(gap) > 32 or last.sentence != words.sentence[at] or not _plain_gap(gap, self.known):
            return None
        joined = any(word in gap for word in self.sets["conjunction"])
        before = len(self.found) - 1 if "," in gap and not joined else None
        return last.role, max(0.5, last.score - 0.1), last.near, before

    def tail(self, stop: int) -> tuple[frozenset[str], str]:
        """What stands after: kinds that the name is then restricted to, and the sort of the word."""
        words, known = self.words, self.sets
        if stop >= self.size or words.start[stop] - words.end[stop - 1] != 1:
            return _ANY, ""
        word, capital = words.low[stop], words.capital[stop]
        if any(tuple(words.low[stop : stop + len(phrase)]) == phrase for phrase in self.known.county_phrases):
            return _COUNTY, "area"
        kinds, sort, named = self.known.after.get(word, _NOTHING)
        if not named:
            return kinds, sort
        if not capital or words.mode[words.sentence[stop]] != "plain":
            return _ANY, ""
        return _ANY, "" if sort == "name" and word in known["never"] else sort

    def kinds_before(self, at: int) -> frozenset[str]:
        """What "the city of", "the district of" or "the province of" before a name restrict it to."""
        words, known, left = self.words, self.sets, at - 1
        while self.same(left, at) and words.low[left] in known["around"]:
            left -= 1
        if not (self.same(left - 1, at) and words.low[left] in known["of_area"]):
            return _ANY
        word = words.low[left - 1]
        if word in known["towns"]:
            return _TOWNS
        return self.known.after.get(word, _NOTHING)[0] if word in known["areas"] else _ANY

    def said_town(self, at: int, stop: int) -> bool:
        """Whether the words beside a name say that the town is meant, not the area named after it."""
        after = stop < self.size and self.same(stop, at) and self.words.low[stop] in self.sets["towns"]
        return after or self.kinds_before(at) == _TOWNS

    def site(self, stop: int) -> int:
        """How many words after a name make it that of an airport outside the town; 0 where none do."""
        words, known = self.words, self.sets
        long = stop < self.size and words.low[stop] in known["international"]
        last = stop + long
        return (
            1 + long
            if last < self.size and self.same(last, stop) and words.low[last] in known["sites"]
            else 0
        )

    def person(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> bool:
        """Persons named like places: after a title or a first name, before a verb of saying or an age."""
        words, known = self.words, self.sets
        if entries[0].kind == "country" and entries[0].exact_name:
            return False
        left = at - 1
        if self.same(left, at) and words.text[left] == "." and self.same(left - 1, at):
            left -= 1
        titled = self.same(left, at) and words.start[at] - words.end[left] <= 2
        if titled and words.low[left] in known["titles"] and words.low[left] not in known["place_nouns"]:
            self.surnames.update(words.low[at:stop])
            return True
        if stop + 1 < self.size and words.text[stop] == "," and words.text[stop + 1].isdigit():
            return (
                len(words.text[stop + 1]) == 2
                and self.content[words.end[stop + 1] : words.end[stop + 1] + 1] in ",."
            )
        small = not any(e.population >= 400_000 and e.kind != "admin2" for e in entries[:8])
        return (
            small
            and stop < self.size
            and words.low[stop] in known["said"]
            and words.text[stop] != words.text[stop].upper()
        )

    def is_word(self, at: int) -> bool:
        low = self.words.low[at]
        return low in self.sets["plain_words"] or low in self.words.lowered

    def owner(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> bool:
        """ "near McDonald's", "at St. Joseph's", "in Milner's death": the owner of something, no place."""
        words, end = self.words, self.words.end[stop - 1]
        if self.content[end : end + 2] not in ("'s", "’s"):
            return False
        if words.low[at] in self.sets["saint"] or words.low[stop - 1] in self.surnames:
            return True
        if self.same(stop, at) and words.capital[stop] and words.low[stop] in self.sets["roads_features"]:
            return True
        if entries[0].population > 150_000:
            return False
        follows = (
            stop < self.size
            and self.same(stop, at)
            and (words.capital[stop] or words.low[stop] in self.sets["place_nouns"])
        )
        return not follows and entries[0].kind not in _WIDE and self.cue(at)[0] == "event-like"

    def inside_name(self, at: int, stop: int, tail: str) -> bool:
        """Part of a longer name that is no place's: capitalised words right before or after."""
        words, known, left = self.words, self.sets, at - 1
        if tail == "name":
            return True
        if not self.same(left, at) or not words.capital[left] or words.start[at] - words.end[left] != 1:
            return False
        if words.first[left] and (words.low[left] in known["at"] or words.low[left] in words.lowered):
            return False
        if words.first[left] and words.low[left] in known["common_words"]:
            return False
        fine = (
            words.low[left] in known["compass"]
            or words.low[left] in known["never"]
            or words.low[left] in known["place_nouns"]
        )
        return not fine and words.low[left] not in known["at"] and words.low[left] not in known["near"]

    def standing(
        self, at: int, stop: int, entries: tuple[GazetteerEntry, ...], tail: str, cue: float
    ) -> float:
        """How much the name itself and its neighbours speak for a place."""
        words, known, top = self.words, self.sets, entries[0]
        single, mode = stop - at == 1, words.mode[words.sentence[at]]
        size = max(e.population for e in entries[:3])
        grand = any(e.kind in ("country", "admin1", "region", "waters") and e.exact_name for e in entries)
        score = 0.2 if grand or size >= 100_000 else 0.1 if size >= 20_000 else 0.0 if size >= 2_000 else -0.1
        if not single:
            score += 0.15
        if single and top.kind != "country" and self.is_word(at):
            score -= (
                0.1 if mode == "plain" and cue >= 0.85 and size >= 5_000 else 0.45 if mode == "plain" else 0.6
            )
        if single and mode == "plain" and words.first[at] and not grand:
            score -= 0.1
        if single and mode in ("title", "upper") and not grand and size < 20_000:
            score -= 0.15
        if single and words.low[at] in known["first_names"] and size < 200_000:
            score -= 0.4
        if not top.exact_name and not any(e.exact_name for e in entries):
            score -= 0.1
        if mode == "plain" and self.inside_name(at, stop, tail):
            score -= 0.45
            if single and size < 200_000 and tail != "name" and not words.first[at - 1]:
                self.surnames.add(words.low[at])
        return score

    def state(self, stop: int) -> tuple[str, str] | None:
        """The state of an abbreviation right after: "Selma, Ala.", "Tampa, FL"."""
        match = self.known.abbreviated.match(self.content, self.words.end[stop - 1])
        return (
            self.known.abbreviations[match.group(1).replace(".", "").replace(" ", "").lower()]
            if match
            else None
        )

    def dateline(self, at: int, stop: int) -> bool:
        """A name that opens a paragraph and is closed by a dash, a colon or an agency in brackets."""
        words = self.words
        opening = words.first[at] or (at and words.first[at - 1] and words.text[at - 1] in _DASHES)
        if not opening:
            return bool(self.found and self.found[-1].role == "dateline" and self.listed(at - 1, at))
        for i in range(stop, min(stop + 9, self.size)):
            if words.sentence[i] != words.sentence[at]:
                return False
            if words.text[i] in _DASHES:
                return words.start[i] > words.end[i - 1] or words.text[i] == "—"
            if words.text[i] in (":", "(", "[") and i - stop < 7:
                return words.text[i] != ":" or words.text[at].isupper()
            if not words.capital[i] and not words.text[i].isdigit() and words.text[i] not in ",.)":
                return False
        return False

    def dash_follows(self, at: int) -> bool:
        return at + 1 < self.size and self.words.text[at + 1] in _DASHES

    def comma_name(self, stop: int) -> bool:
        words = self.words
        return (
            stop + 1 < self.size
            and words.text[stop] == ","
            and words.capital[stop + 1]
            and self.same(stop + 1, stop)
        )


def _masthead(content: str, sentences: Sequence[Sentence], known: PlaceWords) -> range:
    """Where the title names its outlet after a dash or a bar ("… - WBRC FOX6 News - Birmingham, AL")."""
    for sentence in sentences[:2]:
        if sentence.is_title and (found := known.masthead.search(content, sentence.start, sentence.end)):
            return range(found.start(), sentence.end)
    return range(0)


def _plain_gap(gap: str, known: PlaceWords) -> bool:
    """Whether only list marks and words for areas stand between two names."""
    if any(mark in gap for mark in ".;:!?\n"):
        return False
    return all(word.lower() in known["list_words"] for word in _LETTERS.findall(gap))
