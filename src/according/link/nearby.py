"""Which rows of different tables lie within a window of each other: every such pair, with how alike it is.

Rows are sorted into cubes of space (points of the sphere in three dimensions, so that neither the poles nor
the 180th meridian is a special case) and by day within a cube; each row is then compared only with those of
its own and the adjoining cubes whose days fit. The work grows with the rows and the pairs found, not with
the square of the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from according.errors import UsageError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_RADIUS_KM = 6371.0
#: The narrowest cube, in km: bounds the numbers that name cubes, so that one fits an integer with a day.
_NARROWEST_KM = 2.0
#: The most pairs of rows that are weighed at a time: bounds memory.
_AT_A_TIME = 2_000_000
#: The most pairs that are kept, about 2 GiB: a window that holds more tells nothing apart.
MOST_PAIRS = 20_000_000
#: What a level holds where a row has no label for it: such levels never agree.
NO_LABEL = -1


@dataclass(frozen=True, slots=True)
class Grounds:
    """Rows as columns, one position a row. `levels` holds one array a taxonomy, rows × levels from fine to
    coarse, a number a label, `NO_LABEL` where there is none."""

    table: Ints
    start: Ints
    end: Ints
    lat: Floats
    lon: Floats
    levels: tuple[Ints, ...]

    @property
    def episode(self) -> Flags:
        """Which rows last longer than a day."""
        found: Flags = self.start != self.end
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs as columns, the most alike first: the positions of both rows, how alike they are, and whether one
    is an episode and the other an event (then `first` is the episode)."""

    first: Ints
    second: Ints
    score: Floats
    km: Floats
    lag: Ints
    levels: Ints
    mixed: Flags

    def where(self, chosen: NDArray[Any]) -> Found:
        """The pairs at these positions, or where the mask holds."""
        return Found(
            self.first[chosen],
            self.second[chosen],
            self.score[chosen],
            self.km[chosen],
            self.lag[chosen],
            self.levels[chosen],
            self.mixed[chosen],
        )


def pairs(rows: Grounds, km: float, days: int, most: int = MOST_PAIRS) -> Found:
    """Every pair of rows of different tables within the window whose levels agree in every taxonomy.

    Two events, or two episodes, are within the window where their starts and their ends lie at most `days`
    days apart; an episode and an event where the event falls on a day of the episode or at most `days` days
    before or after. `lag` is the larger of the two distances in days; for an episode and an event, the days
    that the event lies outside. `levels` holds, for each taxonomy, the finest level that agrees (0 is the
    finest); `score` is the mean over the taxonomies of that level as a share of the way to the coarsest:
    0 is the closest agreement, 1 the loosest, and 0 where there are no taxonomies. UsageError where there are
    more than `most`.
    """
    parts: list[Found] = []
    for a, b in _proposed(rows, km, days):
        parts.append(_weighed(rows, a, b, km, days))
        if sum(len(part.first) for part in parts) > most:
            raise UsageError(
                f"more than {most:,} pairs of rows lie within {km:g} km and {days} days of each other: "
                "narrow --km or --days, add a --taxonomy, or match a part of the tables"
            )
    columns = len(rows.levels)
    none = np.zeros(0, dtype=np.int64)
    empty = Found(
        none, none, none.astype(float), none.astype(float), none, none.reshape(0, columns), none.astype(bool)
    )
    joined = _joined([empty, *parts])
    order = np.lexsort((joined.second, joined.first, joined.km, joined.lag, joined.score))
    return joined.where(order)


def _joined(parts: Sequence[Found]) -> Found:
    return Found(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Found.__dataclass_fields__)
    )


def _proposed(rows: Grounds, km: float, days: int) -> Iterator[tuple[Ints, Ints]]:
    """Rows of the same or adjoining cubes, the second starting within the days of the first widened by
    `days`; in portions."""
    if len(rows.table) == 0:
        return
    cubes, strides = _cubes(rows, km)
    first_day = int(rows.start.min()) - days
    span = int(rows.end.max()) + days - first_day + 1
    keys = cubes * span + (rows.start - first_day)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    until = ordered + (rows.end - rows.start)[order] + days
    for step in product((-1, 0, 1), repeat=3):
        aside = sum(s * stride for s, stride in zip(step, strides, strict=True)) * span
        # Asked in their own order, which is many times faster than in any other.
        low = np.searchsorted(ordered, ordered + (aside - days), side="left")
        high = np.searchsorted(ordered, until + aside, side="right")
        for begin, stop in _portions(high - low):
            counts = (high - low)[begin:stop]
            a = np.repeat(order[begin:stop], counts)
            within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
            yield a, order[np.repeat(low[begin:stop], counts) + within]


def _cubes(rows: Grounds, km: float) -> tuple[Ints, tuple[int, int, int]]:
    """The number of each row's cube, and by how much it changes along each axis. A straight line is never
    longer than the way over the ground, so rows within `km` lie in the same or adjoining cubes."""
    width = max(km, _NARROWEST_KM) * 1.000001
    lat, lon = np.radians(rows.lat), np.radians(rows.lon)
    axes = (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    count = int(2 * _RADIUS_KM / width) + 4
    x, y, z = (np.floor(_RADIUS_KM * (axis + 1) / width).astype(np.int64) + 1 for axis in axes)
    return (x * count + y) * count + z, (count * count, count, 1)


def _portions(counts: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of rows that together have no more than `_AT_A_TIME` pairs, or are one row alone."""
    total = np.cumsum(counts)
    begin, done = 0, 0
    while begin < len(counts):
        stop = max(begin + 1, int(np.searchsorted(total, done + _AT_A_TIME, side="right")))
        if int(total[stop - 1]) > done:
            yield begin, stop
        begin, done = stop, int(total[stop - 1])


def _weighed(rows: Grounds, a: Ints, b: Ints, km: float, days: int) -> Found:
    """Of the proposed pairs those that hold, each once, weighed."""
    keep = _fitting(rows, a, b, days)
    a, b = a[keep], b[keep]
    # Rounded to a millimetre, so that the order of rows cannot show in the last digit and turn a tie.
    apart = np.round(_apart_km(rows, a, b), 6)
    keep = apart <= km
    a, b, apart = a[keep], b[keep], apart[keep]
    levels, agree = _levels(rows, a, b)
    a, b, apart, levels = a[agree], b[agree], apart[agree], levels[agree]
    mixed = rows.episode[a] != rows.episode[b]
    return Found(a, b, _score(rows, levels), apart, _lag(rows, a, b, mixed), levels, mixed)


def _fitting(rows: Grounds, a: Ints, b: Ints, days: int) -> Flags:
    """Which pairs are of different tables and of days that fit; like with like is proposed from both sides
    and kept from one."""
    like = rows.episode[a] == rows.episode[b]
    starts, ends = np.abs(rows.start[a] - rows.start[b]), np.abs(rows.end[a] - rows.end[b])
    alike = like & (a < b) & (starts <= days) & (ends <= days)
    fits: Flags = (rows.table[a] != rows.table[b]) & (alike | (~like & rows.episode[a]))
    return fits


def _lag(rows: Grounds, a: Ints, b: Ints, mixed: Flags) -> Ints:
    apart = np.maximum(np.abs(rows.start[a] - rows.start[b]), np.abs(rows.end[a] - rows.end[b]))
    outside = np.maximum(0, np.maximum(rows.start[a] - rows.start[b], rows.start[b] - rows.end[a]))
    lag: Ints = np.where(mixed, outside, apart)
    return lag


def _apart_km(rows: Grounds, a: Ints, b: Ints) -> Floats:
    """The great-circle distances in kilometres, by the same formula as `areas.great_circle_km`."""
    lat_a, lat_b = np.radians(rows.lat[a]), np.radians(rows.lat[b])
    across = np.radians(rows.lon[b]) - np.radians(rows.lon[a])
    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(across / 2) ** 2
    found: Floats = 2 * _RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return found


def _levels(rows: Grounds, a: Ints, b: Ints) -> tuple[Ints, Flags]:
    """The finest level that agrees in each taxonomy, and which pairs agree in every one."""
    levels = np.zeros((len(a), len(rows.levels)), dtype=np.int64)
    agree = np.ones(len(a), dtype=bool)
    for number, labels in enumerate(rows.levels):
        same = (labels[a] == labels[b]) & (labels[a] != NO_LABEL)
        agree &= same.any(axis=1)
        levels[:, number] = same.argmax(axis=1)
    return levels, agree


def _score(rows: Grounds, levels: Ints) -> Floats:
    if not rows.levels:
        return np.zeros(len(levels))
    coarsest = np.array([max(1, labels.shape[1] - 1) for labels in rows.levels])
    score: Floats = np.round((levels / coarsest).mean(axis=1), 9)
    return score
