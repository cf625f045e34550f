"""Ranks of figures that are only known as low ≤ best ≤ high: certain bounds, and chances by drawing.

Rank 1 is the largest. Bounds need nothing but the intervals (Soliman and Ilyas 2009). Chances draw whole
numbers from a PERT distribution (a beta between low and high with its mode at best and weight 4) and share
tied ranks. Who cannot come among the first k is left out before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Weight of the mode in a PERT distribution.
_WEIGHT = 4.0
#: Numbers drawn at once.
_BLOCK = 2_000_000
#: Ends of the interval of ranks that is told.
_TAILS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures with low ≤ best ≤ high, all known and high finite. `sources`: a number for whose figure each
    is; equal numbers rise and fall together. None: each by itself."""

    low: Floats
    best: Floats
    high: Floats
    sources: Integers | None = None

    def of(self, chosen: Integers) -> Spread:
        """The chosen figures alone."""
        sources = None if self.sources is None else self.sources[chosen]
        return Spread(self.low[chosen], self.best[chosen], self.high[chosen], sources)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one figure stands among all. `median`, `low`, `high`: of its rank, the middle and the ends of 90
    %; `top`: for each k asked the chance of every figure to be among the first k, by position."""

    median: float
    low: float
    high: float
    top: dict[int, Floats]


def bounds(low: Floats, high: Floats) -> tuple[Integers, Integers]:
    """The best and the worst rank that each figure can have, whatever the truth within the intervals is.
    `high` may be infinite."""
    ends, starts = np.sort(high), np.sort(low)
    best = 1 + len(low) - np.searchsorted(starts, high, side="right")
    worst = len(high) - np.searchsorted(ends, low, side="left")
    return best.astype(np.int64), worst.astype(np.int64)


def may_lead(low: Floats, high: Floats, k: int) -> Flags:
    """Which figures can be among the first k: those that fewer than k others certainly exceed."""
    if len(low) <= k:
        return np.ones(len(low), dtype=bool)
    limit = np.partition(low, len(low) - k)[len(low) - k]
    reaches: Flags = high >= limit
    return reaches


def drawn(spread: Spread, draws: int, rng: np.random.Generator) -> Integers:
    """Whole numbers drawn for every figure, a row a draw. With sources, one number a source and draw says how
    far up in its range each of its figures lies."""
    values = np.tile(np.rint(spread.best).astype(np.int64), (draws, 1))
    open_ = np.flatnonzero(spread.high > spread.low)
    if not len(open_):
        return values
    low, width = spread.low[open_], (spread.high - spread.low)[open_]
    rise = (spread.best[open_] - low) / width
    a, b = 1 + _WEIGHT * rise, 1 + _WEIGHT * (1 - rise)
    if spread.sources is None:
        share = rng.beta(a, b, size=(draws, len(open_)))
    else:
        codes, places = np.unique(spread.sources[open_], return_inverse=True)
        share = betaincinv(a, b, rng.random((draws, len(codes)))[:, places])
    values[:, open_] = np.rint(low + width * share).astype(np.int64)
    return values


def top_shares(values: Integers, k: int) -> Floats:
    """The share of rows in which each column is among the first k; places that columns tie for are shared
    among them equally. Sums to k, or to the number of columns where there are fewer."""
    rows, columns = values.shape
    if columns <= k:
        return np.ones(columns)
    limit = np.partition(values, columns - k, axis=1)[:, columns - k][:, None]
    above, level = values > limit, values == limit
    left = (k - above.sum(axis=1)) / level.sum(axis=1)
    shares: Floats = (above + level * left[:, None]).sum(axis=0) / rows
    return shares


def standing(spread: Spread, one: int, ks: Sequence[int], draws: int, rng: np.random.Generator) -> Standing:
    """Where the figure at position `one` stands, and the chance of every figure to be among the first k. Only
    figures that can lead, or whose range meets that of the one asked for, are drawn."""
    low, high = spread.low, spread.high
    meets = (high >= low[one]) & (low <= high[one])
    kept = np.flatnonzero(may_lead(low, high, max(ks)) | meets)
    at = int(np.searchsorted(kept, one))
    above = int(np.sum(low > high[one])) - int(np.sum(low[kept] > high[one]))
    ranks, sums = [], {k: np.zeros(len(kept)) for k in ks}
    for values in _blocks(spread.of(kept), draws, rng):
        own = values[:, at : at + 1]
        tied = (values == own).sum(axis=1) - 1
        ranks.append(1 + above + (values > own).sum(axis=1) + tied / 2)
        for k in ks:
            sums[k] += top_shares(values, k) * len(values)
    ends = np.quantile(np.concatenate(ranks), _TAILS)
    return Standing(
        float(ends[1]),
        float(ends[0]),
        float(ends[2]),
        {k: _placed(sums[k] / draws, kept, len(low)) for k in ks},
    )


def _blocks(spread: Spread, draws: int, rng: np.random.Generator) -> Iterator[Integers]:
    size = max(1, _BLOCK // len(spread.low))
    for done in range(0, draws, size):
        yield drawn(spread, min(size, draws - done), rng)


def _placed(shares: Floats, kept: Integers, length: int) -> Floats:
    placed = np.zeros(length)
    placed[kept] = shares
    return placed
