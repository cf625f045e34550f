"""Which mentions are compared at all: those that share a block of days and an area, an operation or a name.

Comparing each with each would be quadratic. A block holds the mentions of some days in one area; a mention
stands in several blocks, so that a date a day off or a place near a border still meets its like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import floor

from according.link.traits import Traits

#: An event is looked for this many days before and after the days its report gives.
_REACH_DAYS = 1
#: Side of a cell, in degrees: about 55 km from south to north.
_CELL = 0.5
#: A block larger than this is cut: each mention then meets its neighbours in order of place and day only.
_LARGEST, _NEIGHBOURS = 80, 25


def pairs(traits: Sequence[Traits]) -> tuple[tuple[Traits, Traits], ...]:
    """The pairs to compare, each once, the lower id first, in order of ids. Never two of one document."""
    blocks: dict[Hashable, list[Traits]] = defaultdict(list)
    for one in traits:
        for key in set(keys_of(one)):
            blocks[key].append(one)
    found: dict[tuple[str, str], tuple[Traits, Traits]] = {}
    for members in blocks.values():
        for a, b in _within(members):
            if a.document_id != b.document_id:
                low, high = sorted((a, b), key=lambda t: t.mention_id)
                found[low.mention_id, high.mention_id] = (low, high)
    return tuple(found[key] for key in sorted(found))


def keys_of(one: Traits) -> Iterator[Hashable]:
    """The blocks that a mention stands in."""
    days = list(_reach(one))
    place = one.place
    areas = {(p.country_iso3, p.admin1) for p in (one.place, *one.places) if p is not None and p.country_iso3}
    for area in areas:
        yield from (("area", day, *area) for day in days)
    if place is not None:
        for week in {d.toordinal() // 7 for d in days}:
            yield from (("cell", week, *cell) for cell in _cells(place.lat, place.lon))
    for week in {d.toordinal() // 7 for d in days}:
        for operation in one.operations:
            yield "operation", week, operation
        for name in one.names:
            yield "name", week, name
    if place is not None and place.country_iso3 is not None:
        for name in one.names:
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


def _within(members: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    if len(members) <= _LARGEST:
        yield from combinations(members, 2)
        return
    ordered = sorted(members, key=lambda t: (_place_key(t), t.first or date.max, t.mention_id))
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 : n + 1 + _NEIGHBOURS]:
            yield one, other


def _place_key(one: Traits) -> tuple[str, str, float, float]:
    place = one.place
    if place is None:
        return "", "", 0.0, 0.0
    return place.country_iso3 or "", place.admin1 or "", place.lat or 0.0, place.lon or 0.0
