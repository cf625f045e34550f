"""A self-exciting process in continuous time, a diagnostic: rate = mu + sum of eta beta exp(-beta age).

Hawkes 1971. The likelihood has a maximum only where times are told apart: of times rounded to days it grows
without bound, and `fit` refuses them. A background that varies is read as self-excitation; the count model
of `endemic_epidemic` is the one to answer with. Sums over the past by Ozaki's recursion, O(n), in blocks
within which it is a cumulative sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import kstest

Floats = NDArray[np.float64]

#: Of all events, no more than this share may have the time of another.
SHARED = 0.2
#: exp of this is far from the largest number, so sums within a block neither overflow nor vanish.
_BLOCK = 200.0


class SharedTimes(ValueError):
    """Too many events at the same time: the likelihood has no maximum."""


@dataclass(frozen=True, slots=True)
class Excited:
    """`mu`: events per unit of time from the background; `eta`: events that one event brings about on
    average, if the model is right; `beta`: the rate at which that fades; `log_likelihood`; `residuals`: times
    between events on the model's own clock, Exp(1) if it is right; `p_residuals`: of Kolmogorov's test."""

    mu: float
    eta: float
    beta: float
    log_likelihood: float
    residuals: Floats
    p_residuals: float


def shared(times: Floats) -> float:
    """The share of events whose time another event has too."""
    _, counts = np.unique(times, return_counts=True)
    return float(counts[counts > 1].sum() / max(1, len(times)))


def fit(times: Floats, end: float) -> Excited:
    """The fit to times from 0 to `end`. SharedTimes where more than `SHARED` of them are not distinct."""
    times = np.sort(times)
    if shared(times) > SHARED:
        raise SharedTimes(f"{shared(times):.0%} of the events share their time with another")
    rate = len(times) / end
    start = np.log([rate / 2, 0.5, rate])

    def loss(logs: Floats) -> tuple[float, Floats]:
        value, gradient = log_likelihood(np.exp(logs), times, end)
        return -value / len(times), -gradient * np.exp(logs) / len(times)

    bounds = [(np.log(rate) - 12, np.log(rate) + 3), (-12, 3), (np.log(rate) - 12, np.log(rate) + 12)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    mu, eta, beta = np.exp(found.x)
    clock = mu * times + eta * (np.arange(len(times)) - _past(times, beta)[0])
    residuals = np.diff(clock, prepend=0.0)
    p = float(kstest(residuals, "expon").pvalue)
    return Excited(float(mu), float(eta), float(beta), float(-found.fun * len(times)), residuals, p)


def log_likelihood(values: Floats, times: Floats, end: float) -> tuple[float, Floats]:
    """Of (mu, eta, beta), with its gradient."""
    mu, eta, beta = values
    past, aged = _past(times, beta)
    rates = mu + eta * beta * past
    fading = np.exp(-beta * (end - times))
    value = float(np.log(rates).sum() - mu * end - eta * (1 - fading).sum())
    gradient = np.array(
        [
            (1 / rates).sum() - end,
            (beta * past / rates).sum() - (1 - fading).sum(),
            (eta * (past - beta * aged) / rates).sum() - eta * ((end - times) * fading).sum(),
        ]
    )
    return value, gradient


def _past(times: Floats, beta: float) -> tuple[Floats, Floats]:
    """For every event the sum over those before it of exp(-beta age), and of age × exp(-beta age)."""
    past, aged = np.zeros(len(times)), np.zeros(len(times))
    before = older = 0.0
    first = 0
    while first < len(times):
        start = times[first]
        last = int(np.searchsorted(times, start + _BLOCK / beta, side="right"))
        since = times[first:last] - start
        # Sums carried over from before the block are told as of its first event.
        grown = np.exp(beta * since)
        sums = np.cumsum(grown) - grown + before
        weighted = np.cumsum(since * grown) - since * grown - older
        past[first:last] = sums / grown
        aged[first:last] = (since * sums - weighted) / grown
        if last < len(times):
            gap = times[last] - start
            fade = np.exp(-beta * gap)
            whole, moment = sums[-1] + grown[-1], weighted[-1] + since[-1] * grown[-1]
            before, older = whole * fade, (gap * whole - moment) * fade
        first = last
    return past, aged


def simulated(mu: float, eta: float, beta: float, end: float, rng: np.random.Generator) -> Floats:
    """Times of such a process up to `end`, by branching: every event has its own offspring."""
    generation = rng.uniform(0, end, rng.poisson(mu * end))
    every = [generation]
    while len(generation):
        children = np.repeat(generation, rng.poisson(eta, len(generation)))
        generation = children + rng.exponential(1 / beta, len(children))
        generation = generation[generation < end]
        every.append(generation)
    return np.sort(np.concatenate(every))
