"""Where the level of a series changes: exact optimal partitioning with pruning, and Bai's interval of a
break.

The partition minimises the cost of its segments plus a penalty a change (PELT: Killick, Fearnhead & Eckley
2012, JASA 107:1590); it is the optimum, found in time that grows with the candidates kept. Costs are −2 log
likelihoods without terms that no partition moves; for counts Poisson, or negative binomial of a given
scatter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import log_ndtr, xlogy

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
#: The cost of [start, stop) for many starts at once.
Cost = Callable[[Positions, int], Floats]


def of_counts(counts: Floats, scatter: float = 0.0) -> Cost:
    """Poisson, or negative binomial with variance mean + scatter·mean²."""
    sums = np.concatenate(([0.0], np.cumsum(counts)))

    def cost(start: Positions, stop: int) -> Floats:
        steps = stop - start
        total = sums[stop] - sums[start]
        mean = total / steps
        if scatter <= 0.0:
            return np.asarray(2.0 * (total - xlogy(total, mean)))
        size = 1.0 / scatter
        return np.asarray(2.0 * ((total + steps * size) * np.log1p(mean * scatter) - xlogy(total, mean)))

    return cost


def of_values(values: Floats, variance: float) -> Cost:
    """Normal with a known variance."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    squares = np.concatenate(([0.0], np.cumsum(values**2)))

    def cost(start: Positions, stop: int) -> Floats:
        total = sums[stop] - sums[start]
        return np.asarray((squares[stop] - squares[start] - total**2 / (stop - start)) / variance)

    return cost


def change_points(length: int, cost: Cost, penalty: float, shortest: int = 1) -> tuple[int, ...]:
    """The positions at which a new segment begins in the best partition of a series, each segment at least
    `shortest` long."""
    best = np.full(length + 1, np.inf)
    best[0] = -penalty
    before = np.zeros(length + 1, dtype=np.intp)
    candidates = np.array([0], dtype=np.intp)
    for stop in range(shortest, length + 1):
        found = best[candidates] + cost(candidates, stop)
        chosen = int(np.argmin(found))
        best[stop], before[stop] = found[chosen] + penalty, candidates[chosen]
        entering = stop - shortest + 1
        kept = candidates[found <= best[stop]] if shortest == 1 else candidates
        candidates = np.append(kept, entering) if entering < length and np.isfinite(best[entering]) else kept
    changes: list[int] = []
    at = int(before[length])
    while at > 0:
        changes.append(at)
        at = int(before[at])
    return tuple(reversed(changes))


@dataclass(frozen=True, slots=True)
class Break:
    """One break in the mean: after `last` observations, with an interval of that number (ends included)."""

    last: int
    low: int
    high: int


def one_break(values: Floats, shortest: int, level: float = 0.95) -> Break:
    """The break that leaves the least squares, with the interval of Bai 1997 (Rev Econ Stat 79:551), errors
    of either side with a variance of their own."""
    stops = np.arange(shortest, len(values) - shortest + 1)
    cost, start = of_values(values, 1.0), np.zeros(1, dtype=np.intp)
    left = np.concatenate([cost(start, int(stop)) for stop in stops])
    last = int(stops[np.argmin(left + cost(stops, len(values)))])
    before, after = values[:last], values[last:]
    apart = float((after.mean() - before.mean()) ** 2)
    if apart == 0.0 or before.var() == 0.0:
        return Break(last, last, last)
    scale, spread = float(before.var()) / apart, float(after.var() / before.var())
    tail = (1.0 - level) / 2.0
    up = _quantile(1.0 - tail, spread) * scale
    down = _quantile(tail, spread) * scale
    return Break(last, last - int(up) - 1, last - int(np.floor(down)))


def _quantile(share: float, spread: float) -> float:
    return float(brentq(lambda x: _argmax_below(x, spread) - share, -5000.0, 5000.0))


def _argmax_below(x: float, spread: float) -> float:
    """P(V ≤ x), V where W(s) − |s|/2 is largest, W a Brownian motion from 0 either way whose variance is 1 a
    step below 0 and `spread` above."""
    if x > 0:
        return 1.0 - _beyond(x / spread, 1.0 / spread)
    return _beyond(-x, spread)


def _beyond(x: float, spread: float) -> float:
    """P(V ≤ −x) for x ≥ 0."""
    root, share = np.sqrt(x), 1.0 / spread
    near = float(-root * np.exp(-x / 8.0) / np.sqrt(2.0 * np.pi))
    far = spread * (spread + 2.0) / (spread + 1.0)
    far *= float(np.exp(share * (1.0 + share) * x / 2.0 + log_ndtr(-(0.5 + share) * root)))
    middle = x / 2.0 - 2.0 + (spread + 2.0) ** 2 / (spread + 1.0)
    return near - far + middle * float(np.exp(log_ndtr(-root / 2.0)))
