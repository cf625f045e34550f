"""Counts by step of time that come from a background and from the counts before: endemic and epidemic.

Held, Höhle and Hofmann 2005 (Statistical Modelling 5; `hhh4` of R's surveillance): the count y of unit i at
step t is negative binomial with mean

    share_i exp(z_t b)  +  eta × sum over k of w_k x_kit,        variance  mean + psi mean²

where z_t is the background (trend, season, splines), x_k the counts of the unit k steps before or those of
its neighbours, and w_k ≥ 0 sum to one. eta is how many events more are expected after one event more:
dependence on the past, whatever its cause. Fitted by maximum likelihood (`endemic_likelihood`); the interval
of eta is that of the likelihood ratio, which may end at 0 and may have no upper end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import BSpline
from scipy.optimize import brentq
from scipy.stats import chi2

from according.methods.endemic_likelihood import Counts, Floats, Integers, likeliest

#: An upper end of eta is looked for up to here at least.
FARTHEST = 10.0
#: The ends of an interval of eta are so exact.
_EXACT = 1e-4


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
    """`weights`: of the kinds of past, summing to one, NaN where eta is 0; `psi`: of the variance; `mean`,
    `background`: by step, over all units; `free`: how many coefficients; `values`: these as fitted."""

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


def fit(panel: Panel, design: Floats) -> Fitted:
    """The fit with the background's design (a row a step of the panel)."""
    counts = Counts(panel.counts, panel.past, panel.shares, design)
    ends = [likeliest(counts, counts.start(eta)) for eta in (0.1, 0.6)]
    return _fitted(counts, min(ends, key=counts.loss))


def _fitted(counts: Counts, values: Floats) -> Fitted:
    """What the values say."""
    background, psi, shares = counts.parts(values)
    eta = float(shares.sum())
    mean = background * counts.shares.sum() + np.tensordot(shares, counts.past, axes=1).sum(axis=1)
    weights = shares / eta if eta > 0 else np.full(len(shares), np.nan)
    return Fitted(eta, weights, psi, counts.log_likelihood(values), mean, background, len(values), values)


def eta_interval(panel: Panel, design: Floats, fitted: Fitted, level: float = 0.95) -> tuple[float, float]:
    """The values of eta that the likelihood ratio does not reject at the level, from 0 on. The upper end is
    infinity where nothing up to `FARTHEST` is rejected."""
    counts, limit = Counts(panel.counts, panel.past, panel.shares, design), float(np.sqrt(chi2.ppf(level, 1)))
    known = {fitted.eta: fitted.values}

    def excess(eta: float) -> float:
        """The root of the likelihood ratio, which is nearly straight, above its limit."""
        nearest = min(known, key=lambda other: abs(other - eta))
        known[eta] = likeliest(counts, counts.levelled(known[nearest], eta), eta)
        ratio = 2 * (fitted.log_likelihood - counts.log_likelihood(known[eta]))
        return float(np.sqrt(max(0.0, ratio))) - limit

    return _low(excess, fitted.eta), _high(excess, fitted.eta)


def _low(excess: Callable[[float], float], eta: float) -> float:
    if eta <= _EXACT or excess(0.0) <= 0:
        return 0.0
    return float(brentq(excess, 0.0, eta, xtol=_EXACT))


def _high(excess: Callable[[float], float], eta: float) -> float:
    inside, step = eta, 0.1
    while excess(inside + step) < 0:
        inside, step = inside + step, 2 * step
        if inside > FARTHEST:
            return float("inf")
    return float(brentq(excess, inside, inside + step, xtol=_EXACT))


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
