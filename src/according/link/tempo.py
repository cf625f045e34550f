"""The tempo of one actor: how its events would fall on days if none of them had to do with another.

Days are drawn anew for every event, each by itself, within its quarter of a year. A day's share is the
actor's tempo: its events within REACH days before and after, times how busy that weekday is over all. Days
of one actor differ by more than that (weather, reports that lump days); so each drawing also makes every day
busier or quieter by a random factor, which varies as much as the actor's days do: as often as two events fall
on one day beyond what the days around it tell. The one busiest day counts for no more than the second busiest
in all of this, so that what is tested does not explain itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

#: So many days before and after a day tell how busy it is: a week, so that each weekday meets its like.
REACH = 7
#: Days that vary by less than this beyond their tempo are drawn without a factor; by more, with this one.
_EVEN, _MOST_UNEVEN = 1e-6, 50.0


@dataclass(frozen=True, slots=True)
class Tempo:
    """The share of each day (not summing to one), and by how much days differ beyond it: the variance of a
    factor with mean one, 0 where they do not."""

    shares: Floats
    unevenness: float


def tempo_of(when: Integers, weekdays: Integers) -> Tempo:
    """The tempo of events on these days (counted from 0); `weekdays`: the weekday, 0 to 6, of every day."""
    counts = np.bincount(when, minlength=len(weekdays)).astype(np.float64)
    counts = np.minimum(counts, max(1.0, float(np.sort(counts)[-2:][0])))
    rhythm = _rhythm(counts, weekdays)
    near, room = _around(counts), _around(rhythm)
    beside = np.zeros(len(counts))
    np.divide(near - counts, room - rhythm, out=beside, where=room - rhythm > _EVEN)
    expected = float((counts * beside * rhythm).sum())
    pairs = float((counts * (counts - 1)).sum())
    return Tempo(near * rhythm, _unevenness(pairs, expected))


def _unevenness(pairs: float, expected: float) -> float:
    """By how much more often two events share a day than the days beside it make expected."""
    if expected <= 0:
        return _MOST_UNEVEN if pairs else 0.0
    return min(_MOST_UNEVEN, max(0.0, pairs / expected - 1))


def _rhythm(counts: Floats, weekdays: Integers) -> Floats:
    """How busy the weekday of each day is; 1 for one that is as busy as the mean."""
    days = np.maximum(1, np.bincount(weekdays, minlength=7))
    busy = np.bincount(weekdays, weights=counts, minlength=7) / days
    rhythm: Floats = (busy / busy.mean())[weekdays]
    return rhythm


def _around(values: Floats) -> Floats:
    """The sum of the values within REACH of each."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    found: Floats = total[np.minimum(len(values), at + REACH + 1)] - total[np.maximum(0, at - REACH)]
    return found


def drawn(
    when: Integers, quarters: Integers, tempo: Tempo, chance: np.random.Generator, times: int
) -> Iterator[Integers]:
    """The days of the events, drawn anew so many times. `quarters`: the quarter of every day, in order."""
    first = np.searchsorted(quarters, quarters[when], side="left")
    last = np.searchsorted(quarters, quarters[when], side="right")
    for _ in range(times):
        total = np.concatenate(([0.0], np.cumsum(_uneven(tempo, chance))))
        low, high = total[first], total[last]
        days = np.searchsorted(total, low + (high - low) * chance.random(len(when)), side="right") - 1
        # Where a factor made all days of a quarter empty, nothing can be drawn: the events stay.
        yield np.where(high > low, np.clip(days, first, last - 1), when)


def _uneven(tempo: Tempo, chance: np.random.Generator) -> Floats:
    if tempo.unevenness <= _EVEN:
        return tempo.shares
    spread = tempo.unevenness
    return tempo.shares * chance.gamma(1 / spread, spread, len(tempo.shares))
