"""Forecasts of counts from the past alone: the field's baselines, and one pool of histories of our own.

All take counts by unit and month, and give one distribution a unit for a month `lead` months after the last
that they look at (`now`, exclusive). None uses anything later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from according.methods.scores import Distributions, NegativeBinomials, Samples, samples

Floats = NDArray[np.float64]
#: Units × months, and how many of the months are known: one distribution a unit.
Model = Callable[[Floats, int], Distributions]

#: Months of the past that histories are made of.
YEAR, DECADE = 12, 120


def zero(counts: Floats, now: int) -> Samples:
    """Nobody is killed."""
    return samples(np.zeros((len(counts), 1)))


def last(counts: Floats, now: int) -> NegativeBinomials:
    """Poisson with the last known month as mean."""
    return NegativeBinomials(counts[:, now - 1], np.full(len(counts), np.inf))


def year(counts: Floats, now: int) -> Samples:
    """The unit's last twelve months, each as likely as the others ("conflictology")."""
    return samples(counts[:, max(0, now - YEAR) : now])


def decade(counts: Floats, now: int) -> Samples:
    """The unit's own history: its last ten years, or as much as there is."""
    return samples(counts[:, max(0, now - DECADE) : now])


def moments(counts: Floats, now: int) -> NegativeBinomials:
    """Negative binomial with mean and variance of the last 36 months."""
    past = counts[:, max(0, now - 3 * YEAR) : now]
    mean, variance = past.mean(axis=1), past.var(axis=1, ddof=1)
    extra = variance - mean
    size = np.divide(mean**2, extra, out=np.full(len(mean), np.inf), where=extra > 1e-12)
    return NegativeBinomials(mean, np.where(mean > 0, size, np.inf))


def with_neighbours(near: Sequence[Sequence[int]]) -> Model:
    """The last twelve months of the unit and of its neighbours, all as likely (units have different
    numbers of them)."""
    widest = max((len(others) for others in near), default=0)

    def model(counts: Floats, now: int) -> Samples:
        past = counts[:, max(0, now - YEAR) : now]
        months = past.shape[1]
        values = np.zeros((len(counts), months * (widest + 1)))
        weights = np.zeros_like(values)
        for unit, others in enumerate(near):
            own = past[[unit, *others]].ravel()
            values[unit, : len(own)], weights[unit, : len(own)] = own, 1.0
        return samples(values, weights)

    return model


@dataclass(frozen=True, slots=True)
class Pool:
    """Our own: the unit's past ten years, a month's weight halving every `half_life` months, with a share
    `shared` given to what all units saw in the last twelve months."""

    half_life: float = 36.0
    shared: float = 0.05

    def __call__(self, counts: Floats, now: int) -> Samples:
        """One distribution a unit."""
        own = counts[:, max(0, now - DECADE) : now]
        age = np.arange(own.shape[1])[::-1]
        recent = 0.5 ** (age / self.half_life)
        distinct, often = np.unique(counts[:, max(0, now - YEAR) : now], return_counts=True)
        values = np.hstack([own, np.broadcast_to(distinct, (len(own), len(distinct)))])
        weights = np.concatenate(
            [(1.0 - self.shared) * recent / recent.sum(), self.shared * often / often.sum()]
        )
        return samples(values, weights)


#: What is tried of the pool, on months before those that it is judged on.
_HALF_LIVES, _SHARED = (3, 6, 12, 24, 48, 96, 1e9), (0.0, 0.02, 0.05, 0.1)
POOLS = tuple(Pool(*both) for both in product(_HALF_LIVES, _SHARED))


def tuned(counts: Floats, months: Sequence[int], lead: int) -> Pool:
    """The pool that scores best on these months, each forecast from `lead` months before it."""
    scores = np.mean([pool_scores(counts, month - lead + 1, counts[:, month]) for month in months], axis=0)
    return POOLS[int(np.argmin(scores))]


def pool_scores(counts: Floats, now: int, outcomes: Floats) -> Floats:
    """The mean CRPS of each of `POOLS`, from one sorting of the past.

    CRPS = E|X − y| − E|X − X'| / 2 of a mixture of the unit's own months and those of all is a sum over the
    two parts and their pairs: what a share changes is only how these are added.
    """
    own = np.sort(counts[:, max(0, now - DECADE) : now], axis=1)
    order = np.argsort(counts[:, max(0, now - DECADE) : now], axis=1, kind="stable")
    distinct, often = np.unique(counts[:, max(0, now - YEAR) : now], return_counts=True)
    chance = often / often.sum()
    levels, place = np.unique(np.concatenate([own.ravel(), outcomes]), return_inverse=True)
    to_all = np.abs(levels[:, None] - distinct) @ chance
    own_to_all, outcome_to_all = to_all[place[: own.size]].reshape(own.shape), to_all[place[own.size :]]
    all_apart = float(chance @ np.abs(distinct[:, None] - distinct) @ chance)
    to_outcome = np.abs(own - outcomes[:, None])
    scores = []
    for half_life in _HALF_LIVES:
        recent = 0.5 ** (np.arange(own.shape[1])[::-1] / half_life)
        weights = (recent / recent.sum())[order]
        spread = weights * (2.0 * np.cumsum(weights, axis=1) - weights - 1.0)
        near, apart = np.vecdot(to_outcome, weights), 2.0 * np.vecdot(own, spread)
        across = np.vecdot(own_to_all, weights)
        for share in _SHARED:
            left = 1.0 - share
            pairs = left**2 * apart + 2.0 * left * share * across + share**2 * all_apart
            scores.append(float(np.mean(left * near + share * outcome_to_all - pairs / 2.0)))
    return np.array(scores)


def nearest(lat: Floats, lon: Floats, many: int = 4) -> tuple[tuple[int, ...], ...]:
    """The nearest other units of each by their points (degrees, WGS 84); none for a unit without a point."""
    east, north = np.radians(lon), np.radians(lat)
    point = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
    known = ~np.isnan(point).any(axis=1)
    found: list[tuple[int, ...]] = []
    for unit in range(len(lat)):
        if not known[unit]:
            found.append(())
            continue
        apart = np.where(known, np.sum((point - point[unit]) ** 2, axis=1), np.inf)
        apart[unit] = np.inf
        order = np.argsort(apart, kind="stable")[:many]
        found.append(tuple(int(other) for other in order if np.isfinite(apart[other])))
    return tuple(found)
