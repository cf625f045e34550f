"""Where, without a parser: names of places by the gazetteer and the language's own names for countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from according.lang import language
from according.model import Document, Span
from according.ports import Gazetteer, GazetteerEntry
from according.read.place_cues import Sighting
from according.read.place_words import place_words
from according.read.placing import place_of
from according.read.plain.words import Phrases, Tongue, Word
from according.read.where import Toponym
from according.read.whereabouts import resolved

_LONGEST_NAME = 4


def toponyms_in(
    document: Document, words: Sequence[Word], tongue: Tongue, bounds: Sequence[tuple[int, int]],
    gazetteer: Gazetteer, taken: Set[int],
) -> tuple[Toponym, ...]:  # fmt: skip
    """The names of places in order, resolved together. `taken`: words that are no names (dates, people)."""
    finder = _Finder(document, words, tongue, gazetteer, taken)
    sightings = tuple(s for first, last in bounds for s in finder.sightings(first, last))
    known = place_words(language("en"))
    entries, country = resolved(document, sightings, gazetteer, known)
    return tuple(
        Toponym(
            Span.of(document.content, s.start, s.end), s.sentence, place_of(s, e, country), s.score, s.role
        )
        for s, e in zip(sightings, entries, strict=True)
    )


class _Finder:
    def __init__(
        self, document: Document, words: Sequence[Word], tongue: Tongue, gazetteer: Gazetteer, taken: Set[int]
    ) -> None:
        self.content, self.words, self.tongue = document.content, words, tongue
        self.gazetteer, self.taken = gazetteer, taken
        table = tongue.table.get("places", {})
        known = table.get("known", {})
        self.known = Phrases(
            [
                (tuple(tongue.analysed(w)[0] for w in name.replace("'", "' ").split()), to)
                for name, to in known.items()
            ]
        )
        self.capitals = bool(table.get("capitals", True))

    def sightings(self, first: int, last: int) -> Iterator[Sighting]:
        i = first
        while i < last:
            seen = None if i in self.taken else self._sighting(i, first, last)
            if seen is None:
                i += 1
                continue
            end, sighting = seen
            if sighting is not None:
                yield sighting
            i = end

    def _sighting(self, i: int, first: int, last: int) -> tuple[int, Sighting | None] | None:
        word = self.words[i]
        if word.kind != "word":
            return None
        own = self.known.at(self.words, i, last)
        if own is not None:
            entries = self.gazetteer.lookup(own[1])
            return i + own[0], self._seen(i, i + own[0], first, entries, own=True)
        if self.capitals and not word.text[0].isupper():
            return None
        cue = self._cue(i, first)
        hyphen = self.content[word.end : word.end + 1] == "-"
        for n in range(min(_LONGEST_NAME, last - i), 0, -1):
            if any(k in self.taken or self.words[k].kind != "word" for k in range(i, i + n)):
                continue
            entries = self._entries(i, n, cue)
            if entries and (n > 1 or not hyphen) and self._allowed(i, n, entries, cue):
                return i + n, self._seen(i, i + n, first, entries)
        return None

    def _entries(self, i: int, n: int, cue: str) -> tuple[GazetteerEntry, ...]:
        """What the gazetteer has under the name, with or without particles written onto it."""
        if self.capitals and not self.words[i + n - 1].text[0].isupper():
            return ()
        name = self.content[self.words[i].start : self.words[i + n - 1].end]
        entries = self.gazetteer.lookup(name)
        if entries or self.capitals:
            return entries
        for lead in self.tongue.leads:
            if name.startswith(lead) and len(name) - len(lead) > 2:
                bare = name[len(lead) :]
                articles = ("", *self.tongue.table["writing"].get("article", ()))
                found = next((e for a in articles if (e := self.gazetteer.lookup(a + bare))), ())
                if found:
                    return found
        return ()

    def _allowed(self, i: int, n: int, entries: Sequence[GazetteerEntry], cue: str) -> bool:
        """Common words that are also somebody's village are none here."""
        word, sets = self.words[i], self.tongue.sets
        if n == 1 and (word.norm in self.tongue.vocabulary and word.norm not in sets["places.names"]):
            return False
        if n == 1 and word.norm in sets["places.never"]:
            return False
        big = max(e.population for e in entries)
        wide = any(e.kind in ("country", "admin1", "region", "waters") for e in entries)
        if n > 1 or cue in ("at", "near", "of_place", "list"):
            return big >= (500 if self.capitals or n > 1 or cue == "of_place" else 2000) or wide
        if self.capitals:
            return cue != "start" and (big >= 20_000 or wide)
        return big >= 50_000 or wide

    def _cue(self, i: int, first: int) -> str:
        """What stands before a name: "near", "at", "of_place" (a word for a sort of place), "list" or ""."""
        sets, k = self.tongue.sets, i - 1
        if any(c in self.words[i].lead for c in sets["places.at"]) and self.words[i].lead:
            return "at"
        for mark in sets["places.at"]:
            if not self.capitals and len(mark) == 1 and self.words[i].text.startswith(mark):
                return "at"
        while k >= first and i - k < 4 and self.words[k].norm in sets["places.between"]:
            k -= 1
        if k < first:
            return "start"
        word = self.words[k]
        if word.norm in sets["places.near"]:
            return "near"
        if word.norm in sets["places.sorts"]:
            return "of_place"
        if word.norm in sets["places.at"]:
            return "at"
        behind = [self.words[m].norm for m in range(i + 1, min(len(self.words), i + 4))]
        if any(b in sets["places.at_behind"] for b in behind):
            return "at"
        return "list" if word.text in ",،(" or k != i - 1 else ""

    def _seen(
        self, i: int, end: int, first: int, entries: tuple[GazetteerEntry, ...], own: bool = False
    ) -> Sighting | None:
        cue = self._cue(i, first)
        behind = self.words[end].norm if end < len(self.words) else ""
        near = cue == "near" or behind in self.tongue.sets["places.near_behind"]
        located = (
            cue in ("near", "at", "of_place", "list")
            or near
            or behind in self.tongue.sets["places.at_behind"]
        )
        role = "event-like" if located else "other"
        if not entries:
            return None
        name = self.content[self.words[i].start : self.words[end - 1].end]
        for lead in () if self.capitals else self.tongue.leads:
            bare = name[len(lead) :]
            if name.startswith(lead) and not self.gazetteer.lookup(name) and self.gazetteer.lookup(bare):
                name, start = bare, self.words[i].start + len(lead)
                return Sighting(
                    name,
                    start,
                    self.words[end - 1].end,
                    self.words[i].sentence,
                    role,
                    0.9,
                    entries,
                    near=near,
                )
        return Sighting(
            name, self.words[i].start, self.words[end - 1].end, self.words[i].sentence, role,
            0.95 if own or located else 0.7, entries, near=near,
        )  # fmt: skip
