"""Names of places as a report writes them: found and weighed, before it is known which place is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from according.model import Document, Sentence
from according.ports import Gazetteer, GazetteerEntry
from according.read.place_cues import Cues, Sighting
from according.read.place_words import PlaceWords, Words, words_of

_ROAD = re.compile(r"([^\W\d_]{3,30}) ?[-–—] ?([^\W\d_]{3,30}) (\w{4,12})")
_LONGEST_NAME = 5
_TOWNS = frozenset({"populated"})
#: Everything below this score is no place.
ACCEPTED = 0.5


def sightings_in(
    document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer, known: PlaceWords
) -> tuple[Sighting, ...]:
    """Every name that reads as a place's, in order, and the words they were found among."""
    words = words_of(document, sentences)
    finder = _Finder(document.content, sentences, words, gazetteer, known)
    go_on = 0
    for at in [at for at, capital in enumerate(words.capital) if capital]:
        if at >= go_on:
            go_on = finder.step(at)
    return finder.settled()


class _Finder(Cues):
    """One pass over a report's words. Keeps what earlier words tell about later ones: surnames, lists."""

    def __init__(
        self,
        content: str,
        sentences: Sequence[Sentence],
        words: Words,
        gazetteer: Gazetteer,
        known: PlaceWords,
    ) -> None:
        super().__init__(content, sentences, words, known)
        self.gazetteer = gazetteer

    def step(self, at: int) -> int:
        """Read the name that begins at this word, if one does; returns the word to go on with."""
        words, low = self.words, self.words.low[at]
        if len(low) < 2 or low in self.sets["never"]:
            return at + 1
        run = self.run_end(at)
        plain = words.mode[words.sentence[at]] == "plain"
        if run == at + 1 and words.first[at] and plain and self.is_word(at):
            return run
        if low.replace(".", "") in self.known.abbreviations and self._abbreviation(at):
            return at + 1
        if (line := self._between(at)) is not None:
            self.found.append(line)
            return next((i for i in range(at + 1, self.size) if words.start[i] >= line.end), self.size)
        if ("-" in low or self.dash_follows(at)) and (road := self._road(at)):
            self.found.append(road)
            return next((i for i in range(at + 1, self.size) if words.start[i] >= road.end), self.size)
        count, entries = self._longest(at, run)
        if count < 2 and plain and low in self.sets["first_names"] and self._opens_person(at):
            self.surnames.update(words.low[at + 1 : run])
            return max(run, at + 2)
        if count < 2 and low in self.known.demonyms and self._demonym(at):
            return at + 1
        if count < run - at and (unknown := self._unknown(at, run, count)):
            self.found.append(unknown)
            return self._behind(unknown.end, run)
        if not entries:
            return at + max(1, count)
        if sighting := self._judged(at, at + count, entries):
            self.found.append(sighting)
        return at + count

    def _behind(self, end: int, run: int) -> int:
        """The word to go on with behind a name that ends there: within the run where it names more."""
        words = self.words
        after = next(i for i in range(run, -1, -1) if i == 0 or words.end[i - 1] <= end)
        while after < run and words.low[after] in self.sets["place_nouns"]:
            after += 1
        return after

    def settled(self) -> tuple[Sighting, ...]:
        """The sightings that stand: a name sure at one spot carries its doubtful repetitions with it."""
        best: dict[str, float] = {}
        for seen in self.found:
            best[seen.name.lower()] = max(best.get(seen.name.lower(), 0.0), seen.score)
        settled: list[Sighting] = []
        place: dict[int, int] = {}
        for number, seen in enumerate(self.found):
            low = seen.name.lower()
            score = max(seen.score, 0.6) if best[low] >= 0.75 and seen.score >= 0.25 else seen.score
            surname = (seen.score < 0.9 or seen.role == "origin") and low in self.surnames
            if score < ACCEPTED or surname:
                continue
            place[number] = len(settled)
            before = place.get(seen.before) if seen.before is not None else None
            same = score == seen.score and before == seen.before
            settled.append(seen if same else replace(seen, score=score, before=before))
        return tuple(settled)

    def _longest(self, at: int, run: int) -> tuple[int, tuple[GazetteerEntry, ...]]:
        """How many words the longest known name from here has, and what it can stand for."""
        words, lookup = self.words, self.gazetteer.lookup
        if run == at + 1 < self.size and words.start[run] - words.end[at] == 3 and words.capital[run]:
            name = self.content[words.start[at] : words.end[run]]  # Lee's Summit
            if name[-1].isalpha() and (entries := lookup(name)):
                return 2, entries
        barred = words.low[at] in self.known.no_place_firsts
        for stop in range(min(run, at + _LONGEST_NAME), at, -1):
            if not words.capital[stop - 1]:
                continue
            name = " ".join(words.text[at:stop]) if stop > at + 1 else words.text[at]
            entries = lookup(name)
            if not entries and not barred:
                continue
            if self.sets["compass"].issuperset(words.low[at:stop]):
                continue
            if barred and name.lower() in self.known.no_places:
                return stop - at, ()
            if entries and (entries := self._allowed(at, stop, name, entries)):
                return stop - at, entries
        return 0, ()

    def _allowed(
        self, at: int, stop: int, name: str, entries: tuple[GazetteerEntry, ...]
    ) -> tuple[GazetteerEntry, ...]:
        """Of what the gazetteer has, what can be meant: initials ("U.N.", "BRA") stand for countries and
        regions only, and a small place named like a street ("Church Street") is the street."""
        if stop - at > 1 and self.words.low[stop - 1] in self.sets["roads"]:
            return tuple(e for e in entries if e.population >= 50_000)
        letters = name.replace(".", "")
        if len(letters) > 5 and "." not in name[:2]:
            return entries
        mode = self.words.mode[self.words.sentence[at]]
        initials = stop - at == 1 and letters.isupper() and mode == "plain" and not self.dateline(at, stop)
        if len(letters) < 3 or "." in name[:2] or initials:
            if mode == "upper" and "." not in name:
                return ()
            return tuple(
                e
                for e in entries
                if e.kind in ("country", "region", "admin1") and e.exact_name and len(letters) < 5
            )
        return entries

    def _opens_person(self, at: int) -> bool:
        """A first name and then a capitalised word that is no part of a place's name."""
        words = self.words
        if at + 1 >= self.size or not words.capital[at + 1] or words.start[at + 1] - words.end[at] != 1:
            return False
        return words.low[at + 1] not in self.sets["tails_or_never"]

    def _judged(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> Sighting | None:
        words = self.words
        role, score, near, before = self.cue(at)
        kinds, tail = self.tail(stop)
        kinds = kinds or self.kinds_before(at)
        loud = words.mode[words.sentence[at]] != "plain"
        alone = stop - at == 1 and words.low[at] in self.sets["tails"] and (loud or tail != "area")
        if alone or tail == "no" or self.person(at, stop, entries) or self.owner(at, stop, entries):
            return None
        if kinds == {"populated"} and not self.said_town(at, stop):
            wide = any(e.kind in ("country", "admin1") and e.exact_name for e in entries[:3])
            kinds = frozenset() if wide else kinds
        if site := self.site(stop):
            near = True
            own = self.gazetteer.lookup(self.content[words.start[at] : words.end[stop + site - 1]])
            entries, near, kinds = (own, False, kinds) if own else (entries, True, _TOWNS)
            score, tail = max(score, 0.7), ""
        if tail == "outlet" and role != "event-like":
            role, score = "outlet", 0.6
        elif tail == "hospital":
            role, score = "other", 0.45
        elif tail == "authority":
            role, score = ("authority", max(score, 0.7)) if role != "event-like" else (role, score)
        elif tail == "area":
            score = max(score, 0.75) + 0.1
        score += self.standing(at, stop, entries, tail, score)
        state = self.state(stop)
        if words.start[at] in self.masthead:
            role = "outlet"
        elif self.dateline(at, stop):
            role, score = "dateline", max(score, 0.9)
        name = self.content[words.start[at] : words.end[stop - 1]]
        if state:
            score = max(score, 0.6) + 0.3
        after = words.low[stop] if tail == "area" else ""
        return Sighting(
            name,
            words.start[at],
            words.end[stop - 1],
            words.sentence[at],
            role,
            min(score, 1.0),
            entries,
            kinds,
            near,
            state,
            before,
            after,
        )

    def _road(self, at: int) -> Sighting | None:
        """ "the Quetta-Karachi highway": on the way between two towns."""
        match = _ROAD.match(self.content, self.words.start[at])
        if not match or match.group(3).lower() not in self.sets["roads_between"]:
            return None
        one, other = self.gazetteer.lookup(match.group(1)), self.gazetteer.lookup(match.group(2))
        if not one or not other:
            return None
        role, score, _, _ = self.cue(at)
        role = "event-like" if self.words.low[max(0, at - 2)] in self.sets["along"] else role
        place = (match.start(), match.end(), self.words.sentence[at])
        return Sighting(match.group(), *place, role, max(score, 0.8), one, near=True, road_to=other)

    def _between(self, at: int) -> Sighting | None:
        """ "the road between Quetta and Karachi": on the way between two towns, or near the first of them."""
        words, known = self.words, self.sets
        if not (self.same(at - 2, at) and words.low[at - 1] in known["between"]):
            return None
        head = words.low[at - 2]
        if head not in known["roads_between"] and head not in known["between_after"]:
            return None
        count, one = self._longest(at, self.run_end(at, 4))
        joint = at + count
        if not count or joint + 1 >= self.size or words.low[joint] not in known["between_joints"]:
            return None
        more, other = self._longest(joint + 1, self.run_end(joint + 1, 4))
        if not more or words.sentence[joint + more] != words.sentence[at]:
            return None
        towns = [tuple(e for e in entries if e.kind == "populated") for entries in (one, other)]
        if not all(towns):
            return None
        first = at - 2 if head in known["roads_between"] else at - 1
        begin, end = words.start[first], words.end[joint + more]
        place = (begin, end, words.sentence[at])
        name = self.content[begin:end]
        return Sighting(name, *place, "event-like", 0.8, towns[0], near=True, road_to=towns[1])

    def _abbreviation(self, at: int) -> bool:
        """ "Ala.", "FL" right after a comma: read with the name before it."""
        words = self.words
        if len(words.text[at]) > 5:
            return False
        dotted = words.text[at].endswith(".") or self.content[words.end[at] : words.end[at] + 1] == "."
        return at > 0 and words.text[at - 1] == "," and (dotted or words.text[at].isupper())

    def _demonym(self, at: int) -> bool:
        """ "Pakistani": context for the other names, and the country that is spoken of."""
        words = self.words
        iso3 = self.known.demonyms[words.low[at]]
        following = (
            at + 1 < self.size and words.capital[at + 1] and words.low[at + 1] in self.sets["county_after"]
        )
        if following:
            return False
        country = GazetteerEntry(words.text[at], "country", iso3, None, None, None, None, 0, None)
        role = "people" if words.low[at] in self.sets["peoples"] else "demonym"
        where = (words.start[at], words.end[at], words.sentence[at])
        self.found.append(Sighting(words.text[at], *where, role, 0.9, (country,)))
        return True

    def _unknown(self, at: int, stop: int, matched: int) -> Sighting | None:
        """A name that the gazetteer lacks, or has only a part of, where the words around it say that it is a
        place: "in Spin Ghar village", "the Kharotabad area of Quetta"."""
        words, known = self.words, self.sets
        if words.mode[words.sentence[at]] != "plain" or words.low[at] in known["compass_or_nouns"]:
            return None
        parts = (
            i for i in range(at + 1, stop) if words.low[i] in known["at"] or words.low[i] in known["joints"]
        )
        stop = next(parts, stop)
        while stop - at > max(1, matched) and words.low[stop - 1] in known["place_nouns"]:
            stop -= 1
        if stop - at <= matched or words.low[stop - 1] in known["tails_or_never"]:
            return None
        if at and words.capital[at - 1] and self.inside_name(at, at + 1, ""):
            return None
        role, _, near, before = self.cue(at)
        if role != "event-like":
            return None
        kinds, tail = self.tail(stop)
        said = tail in ("area", "settlement") and (not matched or words.text[stop].islower())
        said = said or (not matched and bool(self.kinds_before(at)))
        if stop - at == 1 and words.low[at] in known["common_words"]:
            return None
        sure = said or (not matched and self.comma_name(stop))
        if not sure and (matched or words.first[at] or words.low[at] in known["first_names"]):
            return None
        name = self.content[words.start[at] : words.end[stop - 1]]
        after = words.low[stop] if said and stop < self.size else ""
        place = (words.start[at], words.end[stop - 1], words.sentence[at])
        kinds = kinds or self.kinds_before(at)
        return Sighting(name, *place, role, 0.6, (), kinds, near, None, before, after, tentative=not sure)
