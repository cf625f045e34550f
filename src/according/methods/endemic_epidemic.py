"""Counts by step of time that come from a background and from the counts before: endemic and epidemic.

Held, Höhle and Hofmann 2005 (Statistical Modelling 5; `hhh4` of R's surveillance): the count y of unit i at
step t is negative binomial with mean

    share_i exp(z_t b)  +  eta × sum over k of w_k x_kit,        variance  mean + psi mean²

where z_t is the background (trend, season, splines), x_k the counts of the unit k steps before or those of
its neighbours, and w_k ≥ 0 sum to one. eta is how many events more are expected after one event more:
dependence on the past, whatever its cause. Fitted by maximum likelihood with analytic gradients; the interval
of eta is that of the likelihood ratio, which may end at 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.optimize import brentq, minimize
from scipy.special import digamma, gammaln
from scipy.stats import chi2

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Bounds of eta, of log psi, and of the logarithms of the weights.
_MOST, _LOG_PSI, _LOG_WEIGHT = 3.0, (-8.0, 5.0), (-8.0, 8.0)
#: Keeps coefficients of stretches without any event finite; it moves none that the counts tell of.
_RIDGE = 1e-6
_TINY = 1e-10


@dataclass(frozen=True, slots=True)
class Panel:
    """`counts`: steps × units; `past`: what they may depend on, kind × steps × units; `shares`: of the
    units in the background; `skipped`: steps before the first that have no past."""

    counts: Floats
    past: Floats
    shares: Floats
    skipped: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """`weights`: of the kinds of past, summing to one; `psi`: of the variance; `mean`, `background`: by step,
    over all units; `free`: how many coefficients; `values`: the coefficients as fitted."""

    eta: float
    weights: Floats
    psi: float
    log_likelihood: float
    mean: Floats
    background: Floats
    free: int
    values: Floats

    @property
    def aic(self) -> float:
        """Akaike's criterion; lower is better."""
        return 2 * self.free - 2 * self.log_likelihood


def panel_of(counts: Integers, lags: int, near: Floats | None = None) -> Panel:
    """Counts (steps × units) with those of up to so many steps before; `near`: who is whose neighbour, rows
    summing to one, whose mean of the last step is one more kind of past."""
    y = counts.astype(np.float64)
    past = [y[lags - k : len(y) - k] for k in range(1, lags + 1)]
    if near is not None:
        past.append(y[lags - 1 : len(y) - 1] @ near.T)
    shares = y.sum(axis=0) / max(1.0, y.sum())
    return Panel(y[lags:], np.array(past), shares, lags)


def trend_and_season(steps: int, a_year: float) -> Floats:
    """A constant, a straight trend (on the scale of logarithms, a unit a year) and, from two years on, the
    year's first harmonic."""
    t = np.arange(steps) / a_year
    columns = [np.ones(steps), t - t.mean()]
    return np.column_stack(columns + _season(t, steps >= 2 * a_year))


def flexible(steps: int, a_year: float, columns: int) -> Floats:
    """A background that may go anywhere slowly: so many cubic splines, with the season."""
    inner = np.linspace(0, steps - 1, max(2, columns - 2))
    knots = np.r_[[inner[0]] * 3, inner, [inner[-1]] * 3]
    splines = BSpline.design_matrix(np.arange(steps, dtype=float), knots, 3).toarray()
    return np.column_stack([splines, *_season(np.arange(steps) / a_year, steps >= 2 * a_year)])


def _season(t: Floats, told: bool) -> list[Floats]:
    return [np.sin(2 * np.pi * t), np.cos(2 * np.pi * t)] if told else []


def fit(panel: Panel, design: Floats, eta: float | None = None, start: Floats | None = None) -> Fitted:
    """The fit with the background's design (a row a step of the panel); `eta` fixes it."""
    model = _Model(panel, design, eta)
    starts = [model.start(at) for at in ((0.1, 0.6) if eta is None else (eta,))]
    if start is not None:
        starts = [model.levelled(start)]
    found = min((model.minimised(values) for values in starts), key=lambda one: float(one[1]))
    return model.fitted(found[0])


def eta_interval(panel: Panel, design: Floats, fitted: Fitted, level: float = 0.95) -> tuple[float, float]:
    """The values of eta that the likelihood ratio does not reject at the level; 0 to `_MOST`."""
    limit = float(chi2.ppf(level, 1))
    start = fitted.values

    def excess(eta: float) -> float:
        nonlocal start
        at = fit(panel, design, eta, start)
        start = at.values
        return 2 * (fitted.log_likelihood - at.log_likelihood) - limit

    low = (
        0.0 if fitted.eta <= _TINY or excess(0.0) <= 0 else float(brentq(excess, 0.0, fitted.eta, xtol=1e-4))
    )
    start, high = fitted.values, min(_MOST, fitted.eta + 0.1)
    while high < _MOST and excess(high) < 0:
        high = min(_MOST, fitted.eta + 2 * (high - fitted.eta))
    if excess(high) < 0:
        return low, _MOST
    return low, float(brentq(excess, fitted.eta, high, xtol=1e-4))


class _Model:
    """The likelihood as a function of one array: the background's coefficients, log psi, the logarithms of
    the weights against the first, and eta unless it is fixed."""

    def __init__(self, panel: Panel, design: Floats, eta: float | None) -> None:
        self._panel, self._eta = panel, eta
        # Columns at right angles: the search then needs few steps.
        self._basis: Floats = np.linalg.qr(design)[0] * np.sqrt(len(design))
        self._columns = self._basis.shape[1]

    def start(self, eta: float) -> Floats:
        """Where to begin with this eta."""
        level = np.log(max(0.1, self._panel.counts.sum(axis=1).mean() * max(0.1, 1 - eta)))
        rest = np.r_[-1.0, np.zeros(len(self._panel.past) - 1), eta]
        return np.concatenate((self._level(float(level)), rest))

    def levelled(self, values: Floats) -> Floats:
        """The values with eta as fixed and the background as high as then adds up to all events."""
        values = values.copy()
        if self._eta is not None:
            values[-1] = self._eta
        background, weights, _, eta = self._parts(values)
        left = self._panel.counts.sum() - eta * np.tensordot(weights, self._panel.past, axes=1).sum()
        ratio = max(left, 0.01 * self._panel.counts.sum()) / (background.sum() * self._panel.shares.sum())
        values[: self._columns] += self._level(float(np.log(ratio)))
        return values

    def _level(self, log: float) -> Floats:
        """The coefficients of a background that is the same at every step."""
        found: Floats = np.linalg.lstsq(self._basis, np.full(len(self._basis), log), rcond=None)[0]
        return found

    def minimised(self, values: Floats) -> tuple[Floats, float]:
        """The values at the maximum, and the loss there."""
        bounds = [(-60.0, 60.0)] * self._columns + [_LOG_PSI]
        bounds += [_LOG_WEIGHT] * (len(self._panel.past) - 1) + [(0.0, _MOST)]
        if self._eta is not None:
            bounds[-1] = (self._eta, self._eta)
        options = {"maxiter": 500, "ftol": 1e-12, "gtol": 1e-6}
        found = minimize(self.loss, values, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        return found.x, float(found.fun)

    def loss(self, values: Floats) -> tuple[float, Floats]:
        """What is minimised, with its gradient: minus the mean of the log-likelihood, with the ridge."""
        value, gradient = self.log_likelihood(values)
        size = self._panel.counts.size
        b = np.r_[values[: self._columns], np.zeros(len(values) - self._columns)]
        return (_RIDGE * float(b @ b) - value) / size, (2 * _RIDGE * b - gradient) / size

    def log_likelihood(self, values: Floats) -> tuple[float, Floats]:
        """With its gradient in the values."""
        y, past = self._panel.counts, self._panel.past
        background, weights, kappa, eta = self._parts(values)
        joined = np.tensordot(weights, past, axes=1)
        mean = background[:, None] * self._panel.shares + eta * joined + _TINY
        # The counts' own terms of the negative binomial, with kappa = 1 / psi.
        value = gammaln(y + kappa) - gammaln(kappa) - gammaln(y + 1)
        value += kappa * np.log(kappa / (kappa + mean)) + y * np.log(mean / (kappa + mean))
        by_mean = y / mean - (y + kappa) / (kappa + mean)
        by_kappa = digamma(y + kappa) - digamma(kappa) + np.log(kappa / (kappa + mean)) + 1
        by_kappa -= (y + kappa) / (kappa + mean)
        by_level = (by_mean * self._panel.shares).sum(axis=1) * background
        by_weight = eta * weights * ((by_mean * (past - joined)).sum(axis=(1, 2)))
        gradient = np.r_[
            self._basis.T @ by_level, -kappa * by_kappa.sum(), by_weight[1:], (by_mean * joined).sum()
        ]
        return float(value.sum()), gradient

    def _parts(self, values: Floats) -> tuple[Floats, Floats, float, float]:
        logs = np.r_[0.0, values[self._columns + 1 : -1]]
        weights = np.exp(logs - logs.max())
        background = np.exp(np.clip(self._basis @ values[: self._columns], -40, 25))
        return background, weights / weights.sum(), float(np.exp(-values[self._columns])), float(values[-1])

    def fitted(self, values: Floats) -> Fitted:
        """What the values say."""
        background, weights, kappa, eta = self._parts(values)
        mean = background * self._panel.shares.sum() + eta * np.tensordot(weights, self._panel.past, 1).sum(
            axis=1
        )
        free = len(values) - (self._eta is not None)
        value = self.log_likelihood(values)[0]
        return Fitted(eta, weights, 1 / kappa, value, mean, background, free, values)


def simulated(
    background: Floats, eta: float, psi: float, rng: np.random.Generator, weights: Floats | None = None
) -> Integers:
    """One unit's counts with this background by step, dependence and dispersion (0: Poisson)."""
    share = np.array([1.0]) if weights is None else weights
    counts = np.zeros(len(background) + len(share), dtype=np.int64)
    for t in range(len(share), len(counts)):
        mean = background[t - len(share)] + eta * float(share @ counts[t - len(share) : t][::-1])
        rate = mean * (rng.gamma(1 / psi, psi) if psi > 0 else 1.0)
        counts[t] = rng.poisson(rate)
    return counts[len(share) :]
