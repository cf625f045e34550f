"""Segmented regressions of counts: did their level change at a date? Poisson and negative binomial, log link.

log E[y] = log(exposure) + constant + trend + level·(t ≥ date) + harmonics of the season [+ slope after the
date]; fitted by iteratively reweighted least squares (Lopez Bernal, Cummins & Gasparrini 2017, Int J
Epidemiol 46:348). Errors by the dispersion (quasi-likelihood), or as Newey & West 1987 for errors that
depend on those before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, xlogy

Floats = NDArray[np.float64]

_ROUNDS, _CLOSE = 100, 1e-10
#: Normal quantile of a 95 % interval.
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted regression. `scatter`: the negative binomial's, variance = mean + scatter·mean²; 0 for
    Poisson. `bread`: the inverse information, without dispersion; `dispersion`: Pearson's."""

    design: Floats
    counts: Floats
    coefficients: Floats
    expected: Floats
    bread: Floats
    scatter: float
    dispersion: float
    converged: bool

    @property
    def log_likelihood(self) -> float:
        """Of the counts."""
        return _log_likelihood(self.counts, self.expected, self.scatter)

    @property
    def residuals(self) -> Floats:
        """Pearson's."""
        found: Floats = (self.counts - self.expected) / np.sqrt(
            self.expected * (1.0 + self.scatter * self.expected)
        )
        return found

    @property
    def quasi(self) -> Floats:
        """The covariance of the coefficients where the variance is the dispersion times the model's."""
        return self.bread * self.dispersion

    def hac(self, lags: int) -> Floats:
        """The covariance where errors depend on those up to so many steps before (Bartlett weights)."""
        score = self.design * ((self.counts - self.expected) / (1.0 + self.scatter * self.expected))[:, None]
        meat = score.T @ score
        for lag in range(1, lags + 1):
            across = score[lag:].T @ score[:-lag]
            meat += (1.0 - lag / (lags + 1.0)) * (across + across.T)
        found: Floats = self.bread @ meat @ self.bread
        return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of rates with its 95 % interval and z of its logarithm."""

    value: float
    low: float
    high: float
    z: float


def ratio(fit: Fit, covariance: Floats, column: int) -> Ratio:
    """exp(coefficient) of a column of the design."""
    return ratio_of(float(fit.coefficients[column]), float(np.sqrt(max(covariance[column, column], 0.0))))


def ratio_of(estimate: float, error: float) -> Ratio:
    """exp(estimate), of a logarithm with its standard error."""
    z = estimate / error if error > 0 else float("nan")
    return Ratio(
        float(np.exp(estimate)),
        float(np.exp(estimate - Z95 * error)),
        float(np.exp(estimate + Z95 * error)),
        z,
    )


#: Where the constant, the trend and the level stand in every design made here; the slope follows where asked.
TREND, LEVEL, SLOPE = 1, 2, 3


def design(steps: int, at: int, period: float = 12.0, harmonics: int = 0, slope: bool = False) -> Floats:
    """Of so many equal steps whose level changes at position `at`. The trend is per step."""
    inside = (np.arange(steps) >= at).astype(np.float64)
    return design_of(inside, period, harmonics, slope)


def design_of(inside: Floats, period: float, harmonics: int, slope: bool = False) -> Floats:
    """Of steps that lie within an interruption (1) or not (0). The slope counts the steps within it."""
    t = np.arange(float(len(inside)))
    columns = [np.ones(len(inside)), t, inside]
    if slope:
        columns.append(np.where(inside > 0, t - np.argmax(inside > 0), 0.0))
    return np.column_stack(columns + seasons(t, period, harmonics))


def seasons(t: Floats, period: float, harmonics: int) -> list[Floats]:
    """Sine and cosine of so many harmonics of a period."""
    angles = [2.0 * np.pi * k * t / period for k in range(1, harmonics + 1)]
    return [wave(angle) for angle in angles for wave in (np.sin, np.cos)]


def poisson(x: Floats, counts: Floats, exposure: Floats | None = None) -> Fit:
    """The Poisson fit; its `quasi` covariance is the quasi-Poisson's."""
    return _fitted(x, counts, exposure, 0.0)


def negative_binomial(x: Floats, counts: Floats, exposure: Floats | None = None) -> Fit:
    """The negative binomial fit, its scatter by maximum likelihood; scatter 0 where the counts vary no more
    than Poisson's. Its dispersion is 1: the scatter is in the weights."""
    plain = _fitted(x, counts, exposure, 0.0)
    if plain.dispersion <= 1.0:
        return plain

    def misfit(log_scatter: float) -> float:
        return -_fitted(x, counts, exposure, float(np.exp(log_scatter)), plain.coefficients).log_likelihood

    found = minimize_scalar(misfit, bounds=(-14.0, 4.0), method="bounded", options={"xatol": 1e-5})
    if -found.fun <= plain.log_likelihood:
        return plain
    return _fitted(x, counts, exposure, float(np.exp(found.x)), plain.coefficients)


def _fitted(
    x: Floats, counts: Floats, exposure: Floats | None, scatter: float, start: Floats | None = None
) -> Fit:
    offset = np.zeros(len(counts)) if exposure is None else np.log(exposure)
    eta = np.log(counts + 0.5) if start is None else x @ start + offset
    coefficients, converged = np.zeros(x.shape[1]), False
    for _ in range(_ROUNDS):
        expected = np.exp(np.clip(eta, -30.0, 30.0))
        weight = expected / (1.0 + scatter * expected)
        information = x.T @ (x * weight[:, None])
        aim = x.T @ (weight * (eta - offset + (counts - expected) / expected))
        after = np.linalg.lstsq(information, aim, rcond=None)[0]
        converged = bool(np.max(np.abs(after - coefficients)) < _CLOSE * (1.0 + np.max(np.abs(after))))
        coefficients, eta = after, x @ after + offset
        if converged:
            break
    expected = np.exp(np.clip(eta, -30.0, 30.0))
    variance = expected * (1.0 + scatter * expected)
    bread = np.linalg.pinv(x.T @ (x * (expected**2 / variance)[:, None]), hermitian=True)
    free = max(1, len(counts) - x.shape[1])
    pearson = float(np.sum((counts - expected) ** 2 / variance)) / free
    return Fit(x, counts, coefficients, expected, bread, scatter, pearson, converged)


def _log_likelihood(counts: Floats, expected: Floats, scatter: float) -> float:
    if scatter == 0.0:
        return float(np.sum(xlogy(counts, expected) - expected - gammaln(counts + 1.0)))
    size = 1.0 / scatter
    terms = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1.0)
    terms += size * np.log(size / (size + expected)) + xlogy(counts, expected / (size + expected))
    return float(np.sum(terms))
