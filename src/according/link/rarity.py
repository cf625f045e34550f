"""What reports name, and how rare that is: the names of people, streets and venues that two reports share.

Names are compared here and go nowhere else: they stand in no judgement, incident or output, and no name is
kept apart from its report. A word counts as a name where it is written with a capital and hardly ever without
one. How much a shared word tells is its rarity: the natural log of one in so many reports, above a floor. A
book of a few dozen reports cannot show how rare a word is; there names of two or three words, and words that
hardly any of its reports hold, count as if the book were of common size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import exp, log

from according.model import Document
from according.text import fold

#: So many characters of a report are looked at, so many of them open it.
_READ, _OPENING = 4000, 700
#: Rarity counts above this: a word in every 55th report tells nothing.
_FLOOR = 4.0
#: A word that is written small in more than this share of its reports is no name.
_SMALL = 0.2
#: Names of two or three words count as if the book held so many reports, unless more than so many hold them.
_COMMON_SIZE, _HOLDERS = 2000, 12
#: So do single words that no more reports than this hold, and no more than one in so many: common ones stand
#: in more, even of a few dozen reports.
_FEW, _ONE_IN = 3, 10
#: Reports that name fewer rare words than this lack them by their shortness.
_ENOUGH = 4
#: A word: letters of one case or script, joined by hyphens or apostrophes.
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’].$")
#: Two or three words in a row with capitals.
_NAME = re.compile(r"[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){1,2}\b")
#: A number, with two words hung on to it or without: ages are written so, or between commas.
_NUMBER = re.compile(r"\d+(?P<hung>-[^\W\d]+-[^\W\d]+)?")


@dataclass(frozen=True, slots=True)
class Named:
    """What one report names. `names`: of two or three words. `opening`: those words and names that it opens
    with. `again`: words that it tells twice or more. `capitals`: all its words with a capital, rare or not.
    `small`: its words in small letters."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    ages: frozenset[int] = frozenset()
    again: frozenset[str] = frozenset()
    capitals: tuple[str, ...] = ()
    small: frozenset[str] = field(default=frozenset(), compare=False)


def named_in(document: Document) -> Named:
    """The words, names and ages of a report's first 4,000 characters."""
    text = document.content[:_READ]
    told: Counter[str] = Counter()
    small: set[str] = set()
    for piece, times in Counter(text.split()).items():
        capitals, others = _taken_apart(piece)
        small.update(others)
        for word in capitals:
            told[word] += times
    words = frozenset(told)
    again = frozenset(word for word, times in told.items() if times > 1)
    names = dict(_names(text))
    opening = words_of(text[:_OPENING]).union(name for name, start in names.items() if start < _OPENING)
    ages = frozenset(_ages(text))
    return Named(words, frozenset(names), opening, ages, again, tuple(sorted(words)), frozenset(small))


def words_of(text: str) -> frozenset[str]:
    """The words with a capital and small letters, as they are compared."""
    return frozenset(word for piece in text.split() for word in _taken_apart(piece)[0])


@lru_cache(maxsize=1 << 17)
def _taken_apart(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of what stands between white space: those with a capital and small letters, without case and
    possessive ending, and those in small letters. Most pieces stand in many reports."""
    words = _WORD.findall(piece)
    capitals = (word for word in words if word[0].isupper() and not word.isupper())
    bare = tuple(_POSSESSIVE.sub("", word).casefold().replace("’", "'") for word in capitals)
    return bare, tuple(word for word in words if word.islower())


def _names(text: str) -> Iterator[tuple[str, int]]:
    """The names of two or three words that do not begin a sentence, the last first, with their start."""
    found = []
    match = _NAME.search(text)
    while match:
        start = match.start()
        before = text[max(0, start - 2) : start]
        begins = not before or before[-1].isalnum() or (before[-1] == " " and before[0] in ".!?\n")
        if not begins:
            found.append((fold(match.group()), start))
        match = _NAME.search(text, start + 1 if begins else match.end())
    return reversed(found)


def _ages(text: str) -> Iterator[int]:
    """Numbers of one or two digits between commas, or with two words hung on to them."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        digits = match.group().partition("-")[0]
        if len(digits) > 2:
            continue
        between = text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", ".", ";")
        before = text[start - 1 : start] if start else ""
        if between or (match["hung"] and not (before.isalnum() or before in ("-", "_"))):
            yield int(digits)


class Rarity:
    """How many reports hold each word and name. Grows report by report; the order does not matter."""

    def __init__(self, reports: Iterable[Named] = ()) -> None:
        self.reports = 0
        self._holding: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._told: dict[str, float] = {}
        self._held: dict[str, str] = {}
        for one in reports:
            self.add(one)

    def add(self, one: Named) -> None:
        """Count one more report."""
        self.reports += 1
        self._holding.update(one.words)
        self._holding.update(one.names)
        self._small.update(one.small)
        self._told.clear()

    def holding(self, word: str) -> int:
        """How many reports hold the word or name."""
        return self._holding[word]

    def of_word(self, word: str) -> float:
        """What a shared word tells, in natural log units above the floor; 0 for common words and no names."""
        told = self._told.get(word)
        if told is None:
            told = self._told[word] = 0.0 if self._is_small(word) else self._of_holders(word, self._few())
        return told

    def _few(self) -> int:
        return min(_FEW, self.reports // _ONE_IN)

    def _of_holders(self, name: str, few: int) -> float:
        """How rare what so many reports hold is: in a book of common size, where only a few do."""
        holding = self._holding[name]
        if not holding:
            return 0.0
        reports = max(self.reports, _COMMON_SIZE) if holding <= few else self.reports
        return max(0.0, log(reports / holding) - _FLOOR)

    def _is_small(self, word: str) -> bool:
        return self._small[word] > _SMALL * self._holding[word]

    def of_name(self, name: str) -> float:
        """What a shared name of two or three words tells, its words taken together or by itself."""
        return self._of_holders(name, _HOLDERS) if self._holding[name] <= _HOLDERS else 0.0

    def rare(self, one: Named) -> Named:
        """What of a report is rare so far, or may turn out to be in a small book; the rest is forgotten."""
        most = max(_HOLDERS, self.reports * exp(-_FLOOR))
        words = frozenset(w for w in one.words if self._holding[w] <= most and not self._is_small(w))
        names = frozenset(name for name in one.names if self._holding[name] <= _HOLDERS)
        capitals = tuple(self._held.setdefault(word, word) for word in one.capitals)
        return Named(words, names, one.opening & (words | names), one.ages, one.again & words, capitals)

    def tells(self, one: Named, opening: bool) -> bool:
        """Whether a report names enough that is rare for a lack of shared names to tell anything."""
        words = one.opening if opening else one.words
        return sum(1 for word in words if self.of_word(word) > 0) >= _ENOUGH

    def shared(self, a: Named, b: Named) -> tuple[float, float, float]:
        """What two reports' shared names tell: anywhere in both, in the opening of at least one, and those
        that both tell more than once."""
        anywhere = opening = again = 0.0
        lead = a.opening | b.opening
        for word in sorted(a.words & b.words):
            told = self.of_word(word)
            anywhere += told
            opening += told if word in lead else 0.0
            again += told if word in a.again and word in b.again else 0.0
        for name in sorted(a.names & b.names):
            told = max(0.0, self.of_name(name) - sum(map(self.of_word, name.split())))
            anywhere += told
            opening += told if name in lead else 0.0
        return anywhere, opening, again


def without(one: Named, known: Set[str]) -> Named:
    """What a report names but for some names of two or three words, such as those of its own places."""
    return replace(one, names=one.names - known, opening=one.opening - (one.names & known))
