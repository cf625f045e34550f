"""Names of places as a report writes them: found, cued and weighed, before it is known which place is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import ne
from typing import Any

from according.model import Document, Sentence
from according.ports import Gazetteer, GazetteerEntry

_TOKEN = re.compile(r"(?:St|Ste|Mt|Ft)\.(?= \w)|(?:\w\.){2,}|\w+(?:['’ʻ\-]\w+)*|[^\w\s]")
_POSSESSIVES = frozenset({"'s", "’s", "'S", "’S"})
_PHONE = re.compile(r"(?<![\d.-])(?:1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]\d{3}[-. ]\d{4}(?![\d-])")
_LETTERS = re.compile(r"[^\W\d_]+")
_DASHES = frozenset("-–—")
_OUTLET = re.compile(
    r" (?:[-–|]|::|») (?=[^-–|]{0,60}(?:News|NEWS|Times|Post\b|Herald|Tribune|Gazette|Journal|Daily|Chronicle|Star\b|TV\b"
    r"|FOX|Fox|CBS|ABC|NBC|CNN|Patch|Radio|\.com|\.org|\.net|\b[WK][A-Z]{2,3}\b))"
)
_LONGEST_NAME = 5
_WIDE = frozenset({"country", "admin1", "region", "waters"})
#: Everything below this score is no place.
ACCEPTED = 0.5


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The table `[places]` of a language, ready for use. `abbreviations`: "Ala", "AL" … to (country, state)."""

    sets: Mapping[str, frozenset[str]]
    near_phrases: frozenset[tuple[str, ...]]
    demonyms: Mapping[str, str]
    abbreviations: Mapping[str, tuple[str, str]]
    area_codes: Mapping[str, tuple[str, str]]
    abbreviated: re.Pattern[str]
    no_places: frozenset[str]

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
    sets["tails"] = sets["roads"] | sets["features"] | sets["institutions"] | sets["place_nouns"]
    abbreviations: dict[str, tuple[str, str]] = {}
    area_codes: dict[str, tuple[str, str]] = {}
    for country, states in table["states"].items():
        for state, row in states.items():
            for word in (row["postal"], row["press"], state):
                abbreviations[word.replace(".", "").lower()] = (country, state)
            area_codes |= dict.fromkeys(row["area_codes"].split(), (country, state))
    forms = {form for states in table["states"].values() for row in states.values() for form in (row["postal"], row["press"])}
    choice = "|".join(sorted((re.escape(form).replace(r"\.", r"\. ?") for form in forms), key=len, reverse=True))
    return PlaceWords(
        sets,
        frozenset(tuple(phrase.split()) for phrase in table["near_phrases"]),
        {word.replace("-", " "): iso3 for iso3, words in table["demonyms"].items() for word in words.split()},
        abbreviations,
        area_codes,
        re.compile(rf" ?, ?({choice})(?:\.|(?!\w))"),
        frozenset(table["no_places"]),
    )


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name at one spot. `kinds` restricts what it can stand for (empty: no restriction); `near` that
    the event is said to be near it; `state` is the (country, state) of an abbreviation after it; `before`
    the index of the sighting that it follows in an address ("Noshki, Balochistan")."""

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
        text, low, [start for start, _ in spans], ends, places,
        list(map(ne, text, low)), [False] * len(text), lowered=set(filter(str.islower, text)),
    )
    alphabetic = sum(map(str.isalpha, text))
    upper = alphabetic > 0 and sum(map(str.isupper, text)) >= 0.6 * alphabetic
    for sentence, begin, stop in zip(sentences, begins, (*begins[1:], len(text)), strict=True):
        words.mode[sentence.index] = "upper" if upper else _mode(words, begin, stop)
        if begin < stop:
            words.first[begin] = True
    return words


def _mode(words: Words, begin: int, stop: int) -> str:
    """How a sentence is written: plain, title, upper, or "label" where it is but a name or two."""
    long = [at for at in range(begin, stop) if len(words.text[at]) > 3]
    capitals = sum([words.capital[at] for at in long])
    if len(long) < 6 and capitals == len(long) and not any(words.low[at] in words.lowered for at in long):
        if all(words.capital[at] or not words.text[at].isalpha() for at in range(begin, stop)):
            return "label" if stop - begin <= 9 and begin == 0 and stop == len(words.text) else "title"
    if len(long) < 3 or capitals < 0.7 * len(long):
        return "plain"
    return "upper" if sum([words.text[at].isupper() for at in long]) >= 0.6 * len(long) else "title"


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


class _Finder:
    """One pass over a document's words. Keeps what earlier words tell about later ones: surnames, lists."""

    def __init__(
        self, content: str, sentences: Sequence[Sentence], words: Words, gazetteer: Gazetteer, known: PlaceWords
    ) -> None:
        self.content, self.words, self.gazetteer, self.known = content, words, gazetteer, known
        self.surnames: set[str] = set()
        self.found: list[Sighting] = []
        self.size = len(words.text)
        self.masthead = _masthead(content, sentences)

    def step(self, at: int) -> int:
        """Read the name that begins at this word, if one does; returns the word to go on with."""
        words = self.words
        if len(words.text[at]) < 2 or words.low[at] in self.known["never"]:
            return at + 1
        run = self._run_end(at)
        if run == at + 1 and words.first[at] and self._is_word(at) and words.mode[words.sentence[at]] == "plain":
            return run
        if self._abbreviation(at):
            return at + 1
        if self._opens_person(at):
            end = self._run_end(at)
            self.surnames.update(words.low[at + 1 : end])
            return max(end, at + 2)
        count, entries = self._longest(at, run)
        if count < 2 and words.low[at] in self.known.demonyms and self._demonym(at):
            return at + 1
        if count < run - at and (unknown := self._unknown(at, run, count)):
            self.found.append(unknown)
            return run
        if not entries:
            return at + max(1, count)
        if sighting := self._judged(at, at + count, entries):
            self.found.append(sighting)
        return at + count

    def settled(self) -> tuple[Sighting, ...]:
        """The sightings that stand: a name sure at one spot carries its doubtful repetitions with it."""
        best: dict[str, float] = {}
        for seen in self.found:
            best[seen.name.lower()] = max(best.get(seen.name.lower(), 0.0), seen.score)
        settled, place = [], {}
        for number, seen in enumerate(self.found):
            sure = best[seen.name.lower()] >= 0.75 and seen.score >= 0.25
            score = max(seen.score, 0.6) if sure else seen.score
            surname = (seen.score < 0.9 or seen.role == "origin") and seen.name.lower() in self.surnames
            if score < ACCEPTED or surname:
                continue
            place[number] = len(settled)
            before = place.get(seen.before) if seen.before is not None else None
            settled.append(replace(seen, score=score, before=before))
        return tuple(settled)

    # -- names -----------------------------------------------------------------------------------------

    def _longest(self, at: int, run: int) -> tuple[int, tuple[GazetteerEntry, ...]]:
        """How many words the longest known name from here has, and what it can stand for."""
        words = self.words
        for stop in range(min(run, at + _LONGEST_NAME), at, -1):
            if not words.capital[stop - 1]:
                continue
            if all(word in self.known["compass"] for word in words.low[at:stop]):
                continue
            name = " ".join(words.text[at:stop])
            if name.lower() in self.known.no_places:
                return stop - at, ()
            if entries := self._allowed(at, stop, name):
                return stop - at, entries
        return 0, ()

    def _allowed(self, at: int, stop: int, name: str) -> tuple[GazetteerEntry, ...]:
        """What the gazetteer has; initials ("U.N.", "BRA") stand for countries and regions only, and a small
        place named like a street ("Church Street") is the street."""
        entries = self.gazetteer.lookup(name)
        letters, mode = name.replace(".", ""), self.words.mode[self.words.sentence[at]]
        if stop - at > 1 and self.words.low[stop - 1] in self.known["roads"]:
            return tuple(e for e in entries if e.population >= 50_000)
        initials = stop - at == 1 and letters.isupper() and mode == "plain" and not self._dateline(at, stop)
        if len(letters) < 3 or "." in name[:2] or (len(letters) < 6 and initials):
            if mode == "upper" and "." not in name:
                return ()
            return tuple(e for e in entries if e.kind in ("country", "region", "admin1") and e.exact_name and len(letters) < 5)
        return entries

    def _run_end(self, at: int, most: int = 8) -> int:
        """The end of the run of capitalised words (and connectors between them) from here."""
        words, end = self.words, at + 1
        while end < min(self.size, at + most) and words.sentence[end] == words.sentence[at]:
            if words.start[end] - words.end[end - 1] > 1 or (words.start[end] == words.end[end - 1]):
                break
            if not words.capital[end]:
                follows = end + 1 < self.size and words.capital[end + 1]
                if words.low[end] not in self.known["connectors"] or not follows:
                    break
            end += 1
        return end

    def _opens_person(self, at: int) -> bool:
        """A first name or a title, and then a capitalised word that is no part of a place's name."""
        words, known = self.words, self.known
        if at + 1 >= self.size or not words.capital[at + 1] or words.start[at + 1] - words.end[at] != 1:
            return False
        if words.mode[words.sentence[at]] != "plain" or words.low[at] not in known["first_names"]:
            return False
        after = words.low[at + 1]
        if after in known["tails"] or after in known["never"]:
            return False
        return self._longest(at, self._run_end(at))[0] < 2

    # -- judging ---------------------------------------------------------------------------------------

    def _judged(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> Sighting | None:
        words = self.words
        role, score, near, before = self._cue(at)
        kinds, tail = self._tail(stop)
        loud = words.mode[words.sentence[at]] in ("title", "upper")
        alone = stop - at == 1 and words.low[at] in self.known["tails"] and (loud or tail in ("authority", "name", "outlet"))
        if alone or tail == "no" or self._person(at, stop, entries) or self._owner(at, stop, entries):
            return None
        if kinds == {"populated"} and any(e.kind in ("country", "admin1") and e.exact_name for e in entries[:3]):
            kinds = frozenset()
        if tail == "outlet" and role != "event-like":
            role, score = "outlet", 0.6
        elif tail == "authority":
            role, score = ("authority", max(score, 0.7)) if role != "event-like" else (role, score)
        elif tail == "area":
            score = max(score, 0.75) + 0.1
        score += self._standing(at, stop, entries, tail, score)
        state = self._state(stop)
        if words.start[at] in self.masthead:
            role = "outlet"
        elif self._dateline(at, stop):
            role, score = "dateline", max(score, 0.9)
        name = self.content[words.start[at] : words.end[stop - 1]]
        if state:
            score = max(score, 0.6) + 0.3
        after = words.low[stop] if tail == "area" else ""
        return Sighting(
            name, words.start[at], words.end[stop - 1], words.sentence[at], role, min(score, 1.0), entries,
            kinds, near, state, before, after,
        )

    def _cue(self, at: int) -> tuple[str, float, bool, int | None]:
        """What stands before: (role, score, near, index of the sighting of the same address or list)."""
        words, known = self.words, self.known
        left = at - 1
        while left >= 0 and self._same(left, at) and (words.low[left] in known["compass"] or words.low[left] == "the"):
            left -= 1
        if left < 0 or not self._same(left, at):
            return "other", 0.7 if words.mode[words.sentence[at]] == "label" else 0.4, False, None
        if words.mode[words.sentence[at]] == "label":
            return "other", 0.7, False, None
        word = words.low[left]
        two = (words.low[left - 1], word) if left and self._same(left - 1, at) else ("", word)
        if word == "of" and two[0] in known["place_nouns"]:
            near = self._said_near(left - 1, at)
            return "event-like", 0.9, near, None
        if two in known.near_phrases or word in known["near"]:
            return "event-like", 0.9, True, None
        if word in known["at"]:
            away = any(words.low[i] in known["elsewhere"] for i in range(max(0, left - 3), left) if self._same(i, at))
            return "other" if away else "event-like", 0.9, False, None
        if word in known["settlement_before"] and words.mode[words.sentence[at]] == "plain" and word.islower():
            return "other", 0.7, False, None
        if word in known["of"]:
            return "origin", 0.75, False, None
        if inherited := self._listed(left, at):
            return inherited
        return ("other", 0.65, False, None) if word in known["to"] else ("other", 0.45, False, None)

    def _same(self, left: int, at: int) -> bool:
        return 0 <= left < self.size and self.words.sentence[left] == self.words.sentence[at]

    def _said_near(self, at: int, of: int) -> bool:
        words = self.words
        return any(words.low[i] in self.known["near"] for i in range(max(0, at - 3), at) if words.sentence[i] == words.sentence[of])

    def _listed(self, left: int, at: int) -> tuple[str, float, bool, int | None] | None:
        """"Quetta, Mastung and Kalat"; "Noshki, Balochistan": the role of the name before carries over."""
        words = self.words
        if not self.found or words.text[left] not in {",", "and", "or", "&", "/", "-", "–", "("}:
            return None
        last = self.found[-1]
        gap = self.content[last.end : words.start[at]]
        if len(gap) > 32 or last.sentence != words.sentence[at] or not _plain_gap(gap, self.known):
            return None
        before = len(self.found) - 1 if "," in gap and "and" not in gap else None
        return last.role, max(0.5, last.score - 0.1), last.near, before

    def _tail(self, stop: int) -> tuple[frozenset[str], str]:
        """What stands after: kinds that the name is then restricted to, and the sort of the word."""
        words, known = self.words, self.known
        if stop >= self.size or words.start[stop] - words.end[stop - 1] != 1:
            return frozenset(), ""
        word, capital = words.low[stop], words.capital[stop]
        if word in known["province_after"]:
            return frozenset({"admin1", "region"}), "area"
        if word in known["county_after"]:
            return frozenset({"admin2", "admin1"}), "area"
        if word in known["settlement_after"]:
            return frozenset({"populated"}), "area" if word in known["settlement_before"] else "settlement"
        if not capital or words.mode[words.sentence[stop]] != "plain":
            return frozenset(), ""
        if word in known["roads"]:
            return frozenset(), "no"
        if word in known["institutions"]:
            return frozenset(), "authority"
        if word in known["newspapers"]:
            return frozenset(), "outlet"
        if word in known["features"]:
            return frozenset(), "no"
        return frozenset(), "" if word in known["never"] else "name"

    def _person(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> bool:
        """Persons named like places: after a title or a first name, before a verb of saying or an age."""
        words, known = self.words, self.known
        if entries[0].kind == "country" and entries[0].exact_name:
            return False
        left = at - 1
        if self._same(left, at) and words.text[left] == "." and self._same(left - 1, at):
            left -= 1
        if self._same(left, at) and words.low[left] in known["titles"] and words.start[at] - words.end[left] <= 2:
            if words.capital[left] or words.low[left] not in known["place_nouns"]:
                self.surnames.update(words.low[at:stop])
                return True
        if stop + 1 < self.size and words.text[stop] == "," and words.text[stop + 1].isdigit():
            return len(words.text[stop + 1]) == 2 and self.content[words.end[stop + 1] : words.end[stop + 1] + 1] in ",."
        small = entries[0].population < 400_000 and not any(e.kind == "admin1" for e in entries[:4])
        return small and stop < self.size and words.low[stop] in known["said"] and words.text[stop] != words.text[stop].upper()

    def _standing(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...], tail: str, cue: float) -> float:
        """How much the name itself and its neighbours speak for a place."""
        words, known, top = self.words, self.known, entries[0]
        single, mode = stop - at == 1, words.mode[words.sentence[at]]
        size = max(e.population for e in entries[:3])
        grand = any(e.kind in ("country", "admin1", "region", "waters") and e.exact_name for e in entries)
        score = 0.2 if grand or size >= 100_000 else 0.1 if size >= 20_000 else 0.0 if size >= 2_000 else -0.1
        if not single:
            score += 0.15
        if single and top.kind != "country" and self._is_word(at):
            score -= 0.1 if mode == "plain" and cue >= 0.85 and size >= 5_000 else 0.45 if mode == "plain" else 0.6
        if single and mode == "plain" and words.first[at] and not grand:
            score -= 0.1
        if single and mode in ("title", "upper") and not grand and size < 20_000:
            score -= 0.15
        if single and words.low[at] in known["first_names"] and size < 200_000:
            score -= 0.25
        if not top.exact_name and not any(e.exact_name for e in entries):
            score -= 0.1
        if mode == "plain" and self._inside_name(at, stop, tail):
            score -= 0.45
            if single and size < 200_000 and tail != "name" and not words.first[at - 1]:
                self.surnames.add(words.low[at])
        return score

    def _is_word(self, at: int) -> bool:
        low, known = self.words.low[at], self.known
        return low in known["common_words"] or low in known["tails"] or low in self.words.lowered

    def _owner(self, at: int, stop: int, entries: tuple[GazetteerEntry, ...]) -> bool:
        """"near McDonald's", "at St. Joseph's", "in Milner's death": the owner of something, no place."""
        words, end = self.words, self.words.end[stop - 1]
        if self.content[end : end + 2] not in ("'s", "’s"):
            return False
        if words.low[at] in ("st", "st.") or words.low[stop - 1] in self.surnames:
            return True
        if entries[0].population > 150_000:
            return False
        follows = stop < self.size and self._same(stop, at) and (words.capital[stop] or words.low[stop] in self.known["place_nouns"])
        return not follows and entries[0].kind not in _WIDE and self._cue(at)[0] == "event-like"

    def _inside_name(self, at: int, stop: int, tail: str) -> bool:
        """Part of a longer name that is no place's: capitalised words right before or after."""
        words, known, left = self.words, self.known, at - 1
        if tail == "name":
            return True
        if not self._same(left, at) or not words.capital[left] or words.start[at] - words.end[left] != 1:
            return False
        if words.first[left] and (words.low[left] in known["at"] or words.low[left] in words.lowered):
            return False
        if words.first[left] and words.low[left] in known["common_words"]:
            return False
        fine = words.low[left] in known["compass"] or words.low[left] in known["never"] or words.low[left] in known["place_nouns"]
        return not fine and words.low[left] not in known["at"] and words.low[left] not in known["near"]

    def _state(self, stop: int) -> tuple[str, str] | None:
        """The state of an abbreviation right after: "Selma, Ala.", "Tampa, FL"."""
        match = self.known.abbreviated.match(self.content, self.words.end[stop - 1])
        return self.known.abbreviations[match.group(1).replace(".", "").replace(" ", "").lower()] if match else None

    def _dateline(self, at: int, stop: int) -> bool:
        """A name that opens a paragraph and is closed by a dash, a colon or an agency in brackets."""
        words = self.words
        opening = words.first[at] or (at and words.first[at - 1] and words.text[at - 1] in _DASHES)
        if not opening:
            return bool(self.found and self.found[-1].role == "dateline" and self._listed(at - 1, at))
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

    def _abbreviation(self, at: int) -> bool:
        """"Ala.", "FL" right after a comma: read with the name before it."""
        words = self.words
        if words.low[at].replace(".", "") not in self.known.abbreviations or len(words.text[at]) > 5:
            return False
        dotted = words.text[at].endswith(".") or self.content[words.end[at] : words.end[at] + 1] == "."
        return at > 0 and words.text[at - 1] == "," and (dotted or words.text[at].isupper())

    def _demonym(self, at: int) -> bool:
        """"Pakistani": context for the other names, and the country that is spoken of."""
        words = self.words
        iso3 = self.known.demonyms[words.low[at]]
        following = at + 1 < self.size and words.capital[at + 1] and words.low[at + 1] in self.known["county_after"]
        if following:
            return False
        country = GazetteerEntry(words.text[at], "country", iso3, None, None, None, None, 0, None)
        self.found.append(
            Sighting(words.text[at], words.start[at], words.end[at], words.sentence[at], "demonym", 0.9, (country,))
        )
        return True

    def _unknown(self, at: int, stop: int, matched: int) -> Sighting | None:
        """A name that the gazetteer lacks, or has only a part of, where the words around it say that it is a
        place: "in Spin Ghar village", "the Kharotabad area of Quetta"."""
        words, known = self.words, self.known
        if words.mode[words.sentence[at]] != "plain":
            return None
        if at and words.capital[at - 1] and self._inside_name(at, at + 1, ""):
            return None
        while stop - at > max(1, matched) and words.low[stop - 1] in known["place_nouns"]:
            stop -= 1
        if stop - at <= matched or words.low[stop - 1] in known["tails"] | known["never"] or words.low[at] in known["compass"]:
            return None
        role, score, near, before = self._cue(at)
        kinds, tail = self._tail(stop)
        said = tail in ("area", "settlement") and (not matched or words.text[stop].islower())
        if role != "event-like" or not (said or (not matched and self._comma_name(stop))):
            return None
        if stop - at == 1 and words.low[at] in known["common_words"]:
            return None
        name = self.content[words.start[at] : words.end[stop - 1]]
        after = words.low[stop] if said else ""
        place = (words.start[at], words.end[stop - 1], words.sentence[at])
        return Sighting(name, *place, role, 0.6, (), kinds, near, None, before, after)

    def _comma_name(self, stop: int) -> bool:
        words = self.words
        return stop + 1 < self.size and words.text[stop] == "," and words.capital[stop + 1] and self._same(stop + 1, stop)


def _masthead(content: str, sentences: Sequence[Sentence]) -> range:
    """Where the title names its outlet after a dash or a bar ("… - WBRC FOX6 News - Birmingham, AL")."""
    for sentence in sentences[:2]:
        if sentence.is_title and (found := _OUTLET.search(content, sentence.start, sentence.end)):
            return range(found.start(), sentence.end)
    return range(0)


def _plain_gap(gap: str, known: PlaceWords) -> bool:
    """Whether only list marks and words for areas stand between two names."""
    if any(mark in gap for mark in ".;:!?\n"):
        return False
    return all(word.lower() in known["list_words"] for word in _LETTERS.findall(gap))


def phone_states(content: str, known: PlaceWords) -> tuple[tuple[str, str], ...]:
    """The states whose telephone numbers a report gives."""
    codes = (known.area_codes.get(match.group(1)) for match in _PHONE.finditer(content))
    return tuple(state for state in codes if state)
