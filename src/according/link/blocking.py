"""Which mentions are compared at all: those that share a block of days and an area, an operation or a name.

Comparing each with each would be quadratic. A block holds the mentions of some days in one area; a mention
stands in several blocks, so that a date a day off or a place near a border still meets its like. Reports of
other days or places meet where the names that one of them opens with stand in the other and are rare enough.
What a mention meets costs time that grows with its blocks, not with the book.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import floor, log

from according.link.kept import Kept
from according.link.rarity import Named, Rarity
from according.link.traits import Traits

#: An event is looked for this many days before and after the days its report gives.
_REACH_DAYS = 1
#: Side of a cell, in degrees: about 55 km from south to north.
_CELL = 0.5
#: In a block larger than this a mention meets so many neighbours on either side, in order of place and day.
_LARGEST, _NEIGHBOURS = 300, 100
#: Words that more reports than this hold bring nobody together.
_HOLDERS = 40
#: What shared names must tell to bring reports together, in a book of so many reports; more in a larger book.
_TOLD, _BOOK = 2.0, 2600


def pairs(traits: Iterable[Traits], rarity: Rarity) -> Iterator[tuple[Traits, Traits]]:
    """The pairs to compare, each once, the lower id first. Never two of one document."""
    blocks = Blocks(rarity)
    for one in sorted(traits, key=lambda t: t.mention_id):
        for other in blocks.partners(one):
            yield other, one
        blocks.add(one)


class Blocks:
    """The mentions by what they are looked for by: their blocks and the names of their reports."""

    def __init__(
        self, rarity: Rarity, kept: Kept | None = None, traits: dict[str, Traits] | None = None
    ) -> None:
        kept = Kept() if kept is None else kept
        self._rarity = rarity
        self._traits = {} if traits is None else traits
        self._members: dict[Hashable, list[tuple[_Order, str]]] = kept.members
        self._naming: dict[str, list[str]] = kept.naming
        self._opening: dict[str, list[str]] = kept.opening

    def add(self, one: Traits, told: Named | None = None) -> None:
        """Let those that come later meet this one. `told`: all that its report names, where what is common
        now may be rare later; what too many hold already stays common."""
        self._traits[one.mention_id] = one
        entry = (_order(one), one.mention_id)
        for key in set(keys_of(one)):
            insort(self._members[key], entry)
        named = one.named if told is None else told
        for word in named.words:
            if self._rarity.holding(word) <= _HOLDERS:
                self._naming[word].append(one.mention_id)
                if word in named.opening:
                    self._opening[word].append(one.mention_id)

    def partners(self, one: Traits) -> list[Traits]:
        """The mentions added so far that this one is compared with, by id; none of its own document."""
        found = set(self._by_names(one))
        at = (_order(one), one.mention_id)
        for key in set(keys_of(one)):
            found.update(mention_id for _, mention_id in _near(self._members[key], at))
        others = (self._traits[mention_id] for mention_id in sorted(found))
        return [other for other in others if other.document_id != one.document_id]

    def _by_names(self, one: Traits) -> Iterator[str]:
        told: dict[str, float] = defaultdict(float)
        for word in one.named.words:
            if self._rarity.holding(word) <= _HOLDERS:
                holders = self._naming if word in one.named.opening else self._opening
                for mention_id in holders[word]:
                    told[mention_id] += self._rarity.of_word(word)
        enough = _TOLD + max(0.0, log(max(self._rarity.reports, 1) / _BOOK))
        return (mention_id for mention_id, much in told.items() if round(much, 6) >= enough)


def keys_of(one: Traits) -> Iterator[Hashable]:
    """The blocks that a mention stands in."""
    days = list(_reach(one))
    place = one.place
    areas = {(p.country_iso3, p.admin1) for p in one.places if p.country_iso3}
    for area in areas:
        yield from (("area", day, *area) for day in days)
    if place is not None:
        for cell in _cells(place.lat, place.lon):
            yield from (("cell", day, *cell) for day in days)
    for week in {d.toordinal() // 7 for d in days}:
        for operation in one.operations:
            yield "operation", week, operation
        for name in one.named.names:
            yield "name", week, name
    if place is not None and place.country_iso3 is not None:
        for name in one.named.names:
            yield "named", place.country_iso3, place.admin1, name


def _reach(one: Traits) -> Iterable[date]:
    if one.first is None or one.last is None:
        return ()
    length = (one.last - one.first).days + 2 * _REACH_DAYS
    start = one.first - timedelta(days=_REACH_DAYS)
    return (start + timedelta(days=n) for n in range(length + 1))


def _cells(lat: float | None, lon: float | None) -> Iterator[tuple[int, int]]:
    """The cell of the point and those that a point near its edge has next to it."""
    if lat is None or lon is None:
        return
    near = _CELL / 4
    yield from {
        (floor((lat + dy) / _CELL), floor((lon + dx) / _CELL)) for dy in (-near, near) for dx in (-near, near)
    }


_Order = tuple[str, str, float, float, date]


def _order(one: Traits) -> _Order:
    """Where a mention stands in a block: by place, then by day."""
    place, day = one.place, one.first or date.max
    if place is None:
        return "", "", 0.0, 0.0, day
    return place.country_iso3 or "", place.admin1 or "", place.lat or 0.0, place.lon or 0.0, day


def _near(members: Sequence[tuple[_Order, str]], at: tuple[_Order, str]) -> Sequence[tuple[_Order, str]]:
    if len(members) <= _LARGEST:
        return members
    here = bisect_left(members, at)
    return members[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS]
