"""Stretches of days and their figures: single days, or episodes of several.

An incident belongs to a stretch that holds all its possible days. Stretches do not overlap: the one asked for
stands; around it the worst are taken first (by best figure, then the earlier), each from a day on which an
incident begins, so that none is cut in two by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from according.analysis.incident_columns import Figures, Floats, Incidents, Integers
from according.model import Category

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stretches:
    """One position a stretch, in order of days. `start`: its first day, as days since 1970. low ≤ best ≤ high
    add up its incidents, high infinite where one is open; `sources`: a number for whose figures they are,
    each its own where several sources or none is told; `places`: the districts or provinces."""

    days: int
    start: Integers
    low: Floats
    best: Floats
    high: Floats
    sources: Integers
    places: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.start)

    def position(self, day: date) -> int | None:
        """Where the stretch that begins on a day stands; None where none does."""
        found = np.flatnonzero(self.start == np.datetime64(day, "D").astype(np.int64))
        return int(found[0]) if len(found) else None

    def day(self, position: int) -> date:
        """The first day of a stretch."""
        found: date = np.datetime64(int(self.start[position]), "D").astype(object)
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures that a definition counts, added over its categories. What no category is known of is NaN in all
    three; a category that is unknown beside a known one leaves the high figure open."""

    low: Floats
    best: Floats
    high: Floats

    @property
    def known(self) -> Flags:
        """Which incidents have a figure."""
        flags: Flags = ~np.isnan(self.low)
        return flags


def counted(incidents: Incidents, categories: Sequence[Category]) -> Counted:
    """The deaths of several categories together."""
    parts = [_filled(incidents.counted("deaths", category)) for category in categories]
    known = np.array([~np.isnan(part.low) for part in parts])
    none = ~known.any(axis=0)
    low = np.where(none, np.nan, np.nansum([part.low for part in parts], axis=0))
    best = np.where(none, np.nan, np.nansum([part.best for part in parts], axis=0))
    high = np.where(known.all(axis=0), np.sum([part.high for part in parts], axis=0), np.inf)
    return Counted(low, best, np.where(none, np.nan, high))


def _filled(figures: Figures) -> Figures:
    """Known figures with both ends: an unknown low end is 0 below a best figure, an unknown high end is
    infinite, an unknown best figure is the low one."""
    known = ~(np.isnan(figures.low) & np.isnan(figures.best))
    low = np.where(np.isnan(figures.low), 0.0, figures.low)
    best = np.where(np.isnan(figures.best), low, figures.best)
    high = np.where(np.isnan(figures.high), np.inf, figures.high)
    return Figures(*(np.where(known, values, np.nan) for values in (low, best, high)))


def stretches(incidents: Incidents, figures: Counted, days: int, asked: date | None) -> Stretches:
    """The stretches of so many days that hold an incident with a figure; `asked`: the first day of the one
    that stands whatever lies around it."""
    dated = figures.known & ~np.isnat(incidents.first) & ~np.isnat(incidents.last)
    spans = (incidents.last - incidents.first).astype(float)
    own = np.flatnonzero(dated & (np.nan_to_num(spans, nan=np.inf) < days)).astype(np.int64)
    first, last = (column[own].astype(np.int64) for column in (incidents.first, incidents.last))
    place = None if asked is None else int(np.datetime64(asked, "D").astype(np.int64))
    start = _apart(first, last, figures.best[own], days, place)
    within = np.searchsorted(start, first, side="right").astype(np.int64) - 1
    held = (within >= 0) & (last < start[within] + days) if len(start) else np.zeros(len(own), dtype=bool)
    own, within = own[held], within[held]
    low, best, high = (
        np.bincount(within, weights=values[own], minlength=len(start)).astype(np.float64)
        for values in (figures.low, figures.best, figures.high)
    )
    named = _named(incidents, own, within, len(start))
    return Stretches(days, start, low, best, high, _sources(incidents, own, within, len(start)), named)


def _apart(first: Integers, last: Integers, best: Floats, days: int, asked: int | None) -> Integers:
    """The first days of stretches that do not overlap, in order."""
    if not len(first):
        return np.array([], dtype=np.int64)
    base = int(first.min()) - days + 1
    sums, filled = np.zeros((2, int(last.max()) - base + 1))
    for step in range(days):
        begins = last - days + 1 + step
        fits = begins <= first
        np.add.at(sums, begins[fits] - base, best[fits])
        np.add.at(filled, begins[fits] - base, 1)
    begun = np.unique(first) - base
    order = begun[np.lexsort((begun, -sums[begun]))].tolist()
    wanted = [] if asked is None or not 0 <= asked - base < len(sums) else [asked - base]
    taken = np.zeros(len(sums) + days, dtype=bool)
    found = []
    for place in (*wanted, *order):
        if filled[place] and not taken[place : place + days].any():
            taken[place : place + days] = True
            found.append(place + base)
    return np.array(sorted(found), dtype=np.int64)


def _sources(incidents: Incidents, own: Integers, within: Integers, length: int) -> Integers:
    """A number for whose figures each stretch has; a negative one of its own where not one source is told."""
    names, codes = np.unique([str(s).strip().casefold() for s in incidents.sources[own]], return_inverse=True)
    found = -1 - np.arange(length)
    if not len(own):
        return found
    lowest, highest = np.full(length, len(names)), np.full(length, -1)
    np.minimum.at(lowest, within, codes)
    np.maximum.at(highest, within, codes)
    one = (lowest == highest) & np.array([name != "" for name in names])[np.clip(lowest, 0, len(names) - 1)]
    return np.where(one, lowest, found)


def _named(incidents: Incidents, own: Integers, within: Integers, length: int) -> tuple[str, ...]:
    places: list[list[str]] = [[] for _ in range(length)]
    for at, stretch in zip(own.tolist(), within.tolist(), strict=True):
        name = str(incidents.district[at] or incidents.province[at])
        if name and name not in places[stretch]:
            places[stretch].append(name)
    return tuple(", ".join(names[:3]) + (" …" if len(names) > 3 else "") for names in places)
