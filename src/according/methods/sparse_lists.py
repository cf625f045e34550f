"""Estimates from lists that share few people, some of them no one (Chan, Silverman and Vincent 2021).

Dependences of two lists are added one by one by Poisson p-values. Where two lists of a dependence share no
one its estimate lies at minus infinity: the cells of both are then left out, and the others tell the number.
No dependence is added whose estimate would not exist or could not be told apart (Fienberg and Rinaldo 2012).
Conventions are those of the R package SparseMSE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import ndtr, ndtri, pdtr, pdtrc

from according.methods import poisson
from according.methods.lists import Floats, Integers, Lists

Pair = tuple[int, int]

#: A dependence whose p-value is not below this is not added.
THRESHOLD = 0.02


@dataclass(frozen=True, slots=True)
class Fitted:
    """`people`: N, all people, the documented ones among them; `pairs`: the dependences in the order in
    which they were added; `expected`: the count of each cell by its code, 0 for those left out."""

    people: float
    pairs: tuple[Pair, ...]
    expected: Floats


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its bias-corrected and accelerated bootstrap interval (`low`, `high`) and
    the estimates of the resamples."""

    people: float
    low: float
    high: float
    resampled: Floats


def faults(lists: Lists, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """What is wrong with the estimate of a model: "does not exist", "is not identified", both, or nothing."""
    _, design, counts = _cells(lists, tuple(pairs))
    found = () if poisson.exists(design, counts) else ("does not exist",)
    return found if poisson.is_identified(design) else (*found, "is not identified")


def every_pair(lists: Lists) -> tuple[Pair, ...]:
    """All pairs of lists."""
    return tuple(combinations(range(len(lists.names)), 2))


def stepwise(lists: Lists, threshold: float = THRESHOLD) -> Fitted:
    """The model reached from no dependence on by adding, while its p-value is below the threshold, the
    dependence whose number of shared people is least expected."""
    shared = lists.overlaps
    pairs: tuple[Pair, ...] = ()
    fitted = _fitted(lists, pairs)
    assert fitted is not None
    while True:
        chances = _chances(lists, fitted, shared)
        for chance, pair in sorted(chances):
            if chance >= threshold:
                return fitted
            further = _fitted(lists, (*pairs, pair), checked=True)
            if further is not None:
                pairs, fitted = (*pairs, pair), further
                break
        else:
            return fitted


def _chances(lists: Lists, fitted: Fitted, shared: Integers) -> list[tuple[float, Pair]]:
    """The one-sided p-value of the people that two lists share, for each pair that is not in the model."""
    on = lists.on.astype(float)
    expected = on.T @ (fitted.expected[:, None] * on)
    return [
        (float(min(pdtr(shared[a, b], expected[a, b]), _at_least(int(shared[a, b]), expected[a, b]))), (a, b))
        for a, b in every_pair(lists)
        if (a, b) not in fitted.pairs
    ]


def _at_least(count: int, mean: float) -> float:
    return float(pdtrc(count - 1, mean)) if count > 0 else 1.0


def _cells(lists: Lists, pairs: tuple[Pair, ...]) -> tuple[Integers, Floats, Floats]:
    """The codes of the cells that a model is fitted to, its design and their counts."""
    on = lists.on
    shared = lists.overlaps
    kept = np.ones(len(on), dtype=bool)
    kept[0] = False
    columns = [np.ones(len(on)), *on.T.astype(float)]
    for a, b in pairs:
        both = on[:, a] & on[:, b]
        if shared[a, b]:
            columns.append(both.astype(float))
        else:
            kept &= ~both
    codes = np.flatnonzero(kept)
    return codes, np.stack(columns, axis=1)[codes], lists.cells[codes].astype(float)


def _fitted(lists: Lists, pairs: tuple[Pair, ...], checked: bool = False) -> Fitted | None:
    """A model fitted; None where that was asked to be checked and its estimate is at fault."""
    codes, design, counts = _cells(lists, pairs)
    if checked and not poisson.is_identified(design):
        return None
    fits = poisson.fit(design, np.ones((1, design.shape[1]), dtype=bool), counts)
    if checked and not poisson.surely_exist(fits)[0] and not poisson.exists(design, counts):
        return None
    expected = np.zeros(len(lists.cells))
    expected[codes] = fits.expected[0]
    return Fitted(float(lists.documented + np.exp(min(fits.log_zero[0], 100.0))), pairs, expected)


def interval(
    lists: Lists, seed: int, resamples: int = 1000, level: float = 0.95, threshold: float = THRESHOLD
) -> Interval:
    """The estimate with its interval: every resample of the documented people chooses its own model, and so
    does every sample without one person (for the acceleration). The same seed gives the same interval."""
    random = np.random.default_rng(seed)
    estimate = stepwise(lists, threshold).people
    shares = lists.cells / lists.documented
    drawn = random.multinomial(lists.documented, shares, size=resamples)
    resampled = np.array([stepwise(lists.counting(cells), threshold).people for cells in drawn])
    low, high = _adjusted(resampled, estimate, _acceleration(lists, threshold), level)
    return Interval(estimate, low, high, resampled)


def _acceleration(lists: Lists, threshold: float) -> float:
    held = np.flatnonzero(lists.cells)
    without = np.empty(len(held))
    for n, code in enumerate(held):
        cells = lists.cells.copy()
        cells[code] -= 1
        without[n] = stepwise(lists.counting(cells), threshold).people
    weights = lists.cells[held]
    away = (weights @ without) / weights.sum() - without
    spread = float(weights @ away**2)
    return float(weights @ away**3 / (6 * spread**1.5)) if spread > 0 else 0.0


def _adjusted(resampled: Floats, estimate: float, acceleration: float, level: float) -> tuple[float, float]:
    """The ends of the interval (DiCiccio and Efron 1996)."""
    below = np.clip(np.mean(resampled < estimate), 0.5 / len(resampled), 1 - 0.5 / len(resampled))
    bias = ndtri(below)
    ends = ndtri(np.array([(1 - level) / 2, (1 + level) / 2])) + bias
    shares = ndtr(bias + ends / (1 - acceleration * ends))
    low, high = np.quantile(resampled, shares, method="median_unbiased")
    return float(low), float(high)
