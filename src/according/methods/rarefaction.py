"""How widely events are spread over places, without taking more events for a wider spread.

More events touch more places by chance alone. Rarefied richness (Hurlbert 1971) is the number of places
that so many events, drawn from those of a period, would touch on average; the effective number (Hill 1973,
order 1) is how many places, all alike, would be as spread: exp of Shannon's entropy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def rarefied(counts: Integers, size: int) -> float:
    """The expected number of places touched by `size` events drawn without replacement from counts by
    place; NaN where there are fewer."""
    events = int(counts.sum())
    if size > events:
        return float("nan")
    held = counts[counts > 0].astype(np.float64)
    return float((1 - _missed(events - held, float(events), size)).sum())


def _choose(of: Floats, size: int) -> Floats:
    found: Floats = gammaln(of + 1) - gammaln(size + 1) - gammaln(of - size + 1)
    return found


def rarefied_spread(counts: Integers, size: int) -> float:
    """The standard deviation of the number of places touched (Heck, van Belle and Simberloff 1975)."""
    events = float(counts.sum())
    if size > events:
        return float("nan")
    held = counts[counts > 0].astype(np.float64)
    one = _missed(events - held, events, size)
    both = _missed(events - held[:, None] - held[None, :], events, size)
    np.fill_diagonal(both, one)
    return float(np.sqrt(max(0.0, float((both - one[:, None] * one[None, :]).sum()))))


def _missed(rest: Floats, events: float, size: int) -> Floats:
    """The chance that none of the events drawn is among those beside the rest."""
    able = np.maximum(rest, size)
    chance: Floats = np.exp(_choose(able, size) - _choose(np.array([events]), size))
    return np.where(rest >= size, chance, 0.0)


def effective(counts: Integers) -> float:
    """The effective number of places: 1 where all events fall on one; NaN without events."""
    events = counts.sum()
    if not events:
        return float("nan")
    shares = counts / events
    return float(np.exp(-xlogy(shares, shares).sum()))
