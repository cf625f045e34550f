"""How many times more one source counts than another, over incidents, partially pooled.

log E[claim] = incident + source: of the two figures of one incident, given their sum, the second is then
binomial, and whatever the incident's true toll is drops out. Log ratios of incidents are normal around a
common one with a spread between incidents (a random effect), integrated on a grid; both are fitted by maximum
likelihood. The two figures need no truth and give none: which source is right cannot be told from their
ratio. Incidents with the same two figures are looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_expit
from scipy.stats import t as student

Floats = NDArray[np.float64]

#: Log ratios that are looked at: up to e^9 to one, in steps finer than the least spread.
_GRID: Floats = np.linspace(-9.0, 9.0, 451)
#: Bounds of the logarithm of the spread.
_SPREADS = (-3.0, 1.5)
#: Chances below are taken as this one: far from where the likelihood is highest.
_LEAST = 1e-300
#: How far beside its top the likelihood is looked at for its curvature.
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Pooled:
    """The common ratio of second to first, with its interval; `spread`: the standard deviation of log ratios
    between incidents; `each`: every incident's ratio, drawn towards the common one the more, the smaller its
    figures are."""

    ratio: float
    low: float
    high: float
    spread: float
    each: Floats


def pooled(first: Floats, second: Floats, level: float = 0.95) -> Pooled:
    """The ratio of second to first over incidents (whole numbers ≥ 0, not both 0; three incidents or more).
    The interval is by Student's t with one degree of freedom less than incidents, on the log scale."""
    pairs, which, often = np.unique(
        np.stack([first, second], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    known = pairs[:, 1:] * log_expit(_GRID) + pairs[:, :1] * log_expit(-_GRID)
    tops = known.max(axis=1)
    chances: Floats = np.exp(known - tops[:, None])
    counts = _Counts(chances, often.astype(float), float(often @ tops))
    found = minimize_scalar(lambda at: -_profile(at, counts)[0], bounds=(-8, 8), method="bounded")
    middle = float(found.x)
    top, log_spread = _profile(middle, counts)
    curve = (2 * top - _profile(middle + _STEP, counts)[0] - _profile(middle - _STEP, counts)[0]) / _STEP**2
    half = float(student.ppf((1 + level) / 2, len(first) - 1) / np.sqrt(max(curve, 1e-4)))
    ratio, low, high = (float(np.exp(middle + step)) for step in (0, -half, half))
    weights = _normal(middle, log_spread)
    each: Floats = np.exp((chances @ (weights * _GRID)) / np.maximum(chances @ weights, _LEAST))
    return Pooled(ratio, low, high, float(np.exp(log_spread)), each[which.reshape(-1)])


@dataclass(frozen=True, slots=True)
class _Counts:
    """Distinct pairs of figures: the chance of each at every log ratio, its highest being 1; how `often`
    there are such incidents; `top`: what was taken off the log likelihood by that."""

    chances: Floats
    often: Floats
    top: float


def _normal(middle: float, log_spread: float) -> Floats:
    """The weights of all log ratios, summing to 1."""
    density = np.exp(-0.5 * ((_GRID - middle) / np.exp(log_spread)) ** 2)
    weights: Floats = density / density.sum()
    return weights


def _profile(middle: float, counts: _Counts) -> tuple[float, float]:
    """The log likelihood of a common log ratio with the spread that suits it best, and the log of that."""

    def unlikely(log_spread: float) -> float:
        chance = counts.chances @ _normal(middle, log_spread)
        return -float(counts.often @ np.log(np.maximum(chance, _LEAST))) - counts.top

    found = minimize_scalar(unlikely, bounds=_SPREADS, method="bounded", options={"xatol": 0.01})
    return -float(found.fun), float(found.x)
