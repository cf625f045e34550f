"""How many times more one source counts than another, over incidents, partially pooled.

log E[claim] = incident + source: of the two figures of one incident, given their sum, the second is then
binomial, and whatever the incident's true toll is drops out. Log ratios of incidents are normal around a
common one with a spread between incidents (a random effect), integrated on a grid; both are fitted by maximum
likelihood. The two figures need no truth and give none: which source is right cannot be told from their
ratio.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_expit, logsumexp
from scipy.stats import t as student

Floats = NDArray[np.float64]

#: Log ratios that are looked at: up to e^9 to one, in steps finer than the least spread.
_GRID: Floats = np.linspace(-9.0, 9.0, 451)
#: Bounds of the logarithm of the spread.
_SPREADS = (-3.0, 1.5)
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
    known = second[:, None] * log_expit(_GRID) + first[:, None] * log_expit(-_GRID)
    found = minimize_scalar(lambda at: -_profile(at, known)[0], bounds=(-8, 8), method="bounded")
    middle = float(found.x)
    top, log_spread = _profile(middle, known)
    curve = (2 * top - _profile(middle + _STEP, known)[0] - _profile(middle - _STEP, known)[0]) / _STEP**2
    half = float(student.ppf((1 + level) / 2, len(first) - 1) / np.sqrt(max(curve, 1e-4)))
    ratio, low, high = (float(np.exp(middle + step)) for step in (0, -half, half))
    weights = _joint(middle, log_spread, known)
    each: Floats = np.exp(np.exp(weights - logsumexp(weights, axis=1, keepdims=True)) @ _GRID)
    return Pooled(ratio, low, high, float(np.exp(log_spread)), each)


def _joint(middle: float, log_spread: float, known: Floats) -> Floats:
    """The log likelihood of every incident at every log ratio, with the normal density of that."""
    normal = -0.5 * ((_GRID - middle) / np.exp(log_spread)) ** 2
    joint: Floats = known + (normal - logsumexp(normal))
    return joint


def _profile(middle: float, known: Floats) -> tuple[float, float]:
    """The log likelihood of a common log ratio with the spread that suits it best, and the log of that."""

    def unlikely(log_spread: float) -> float:
        joint = _joint(middle, log_spread, known)
        top = joint.max(axis=1, keepdims=True)
        return -float(np.sum(top[:, 0] + np.log(np.exp(joint - top).sum(axis=1))))

    found = minimize_scalar(unlikely, bounds=_SPREADS, method="bounded", options={"xatol": 0.01})
    return -float(found.fun), float(found.x)
