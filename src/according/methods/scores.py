"""How good forecasts of counts are: proper scores of whole distributions, and their calibration.

CRPS in its energy form (E|X − y| − ½E|X − X'|, the estimator of ensembles as they stand, not the "fair"
one); IGN: −log2 of the probability of the bin that holds the outcome, as if 1,000 draws and one more in
every bin; MIS: width of the central interval plus 2/alpha times what lies outside (Gneiting & Raftery
2007; bins and pseudo-draw as in the ViEWS prediction challenge, Hegre et al. 2025). One row of every array
is one forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from scipy.special import hyp2f1, i0e, i1e
from scipy.stats import nbinom, poisson

Floats = NDArray[np.float64]

#: Upper ends of the bins of IGN, the last one open.
BINS = (0.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0)
_DRAWS = 1000.0


class Distributions(Protocol):
    """A row of forecast distributions of counts."""

    def crps(self, outcomes: Floats) -> Floats:
        """The continuous ranked probability score of each; 0 is perfect, in the unit of the counts."""

    def cdf(self, at: Floats) -> Floats:
        """P(X ≤ at) of each."""

    def quantile(self, share: float) -> Floats:
        """The least count that at least this share lies at or below."""

    def mean(self) -> Floats:
        """The expected count."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Each a weighted sample: a row of values in rising order, with weights that sum to 1, one row for all
    or one for each."""

    values: Floats
    weights: Floats

    def crps(self, outcomes: Floats) -> Floats:
        """In O(values), from the order."""
        spread = self.weights * (2.0 * np.cumsum(self.weights, axis=1) - self.weights - 1.0)
        apart = np.abs(self.values - outcomes[:, None])
        return np.asarray(np.vecdot(apart, self.weights) - np.vecdot(self.values, spread))

    def cdf(self, at: Floats) -> Floats:
        """The weight at or below."""
        return np.asarray(np.sum(self.weights * (self.values <= at[:, None]), axis=1))

    def quantile(self, share: float) -> Floats:
        """The first value at which the weight reaches the share."""
        first = np.argmax(np.cumsum(self.weights, axis=1) >= share - 1e-12, axis=1)
        return np.asarray(self.values[np.arange(len(self.values)), first])

    def mean(self) -> Floats:
        """The weighted mean."""
        return np.asarray(np.vecdot(self.values, self.weights))


@dataclass(frozen=True, slots=True)
class NegativeBinomials:
    """Each by its mean and its size: variance mean + mean²/size; an infinite size is Poisson's."""

    means: Floats
    sizes: Floats

    def crps(self, outcomes: Floats) -> Floats:
        """In closed form (Wei & Held 2014)."""
        found = np.empty(len(self.means))
        plain = np.isinf(self.sizes)
        found[plain] = crps_poisson(outcomes[plain], self.means[plain])
        size, mean = self.sizes[~plain], self.means[~plain]
        found[~plain] = crps_negative_binomial(outcomes[~plain], size, size / (size + mean))
        return found

    def cdf(self, at: Floats) -> Floats:
        """By scipy."""
        plain, others = poisson.cdf(at, self.means), nbinom.cdf(at, *self._told)
        return np.asarray(np.where(np.isinf(self.sizes), plain, others))

    def quantile(self, share: float) -> Floats:
        """By scipy."""
        plain, others = poisson.ppf(share, self.means), nbinom.ppf(share, *self._told)
        return np.asarray(np.maximum(np.where(np.isinf(self.sizes), plain, others), 0.0))

    def mean(self) -> Floats:
        """As given."""
        return self.means

    @property
    def _told(self) -> tuple[Floats, Floats]:
        size = np.where(np.isinf(self.sizes), 1.0, self.sizes)
        return size, size / (size + self.means)


def samples(values: Floats, weights: Floats | None = None) -> Samples:
    """Samples of rows in any order; without weights all values count the same."""
    if weights is None:
        return Samples(np.sort(values, axis=1), np.full((1, values.shape[1]), 1.0 / values.shape[1]))
    order = np.argsort(values, axis=1, kind="stable")
    sorted_weights = np.take_along_axis(np.broadcast_to(weights, values.shape), order, axis=1)
    whole = sorted_weights.sum(axis=1, keepdims=True)
    return Samples(np.take_along_axis(values, order, axis=1), sorted_weights / whole)


def crps_poisson(outcomes: Floats, means: Floats) -> Floats:
    """Of Poisson forecasts."""
    upto, at = poisson.cdf(outcomes, means), poisson.pmf(outcomes, means)
    spread = means * (i0e(2.0 * means) + i1e(2.0 * means))
    return np.asarray((outcomes - means) * (2.0 * upto - 1.0) + 2.0 * means * at - spread)


def crps_negative_binomial(outcomes: Floats, sizes: Floats, chances: Floats) -> Floats:
    """Of negative binomial forecasts: failures before `sizes` successes of probability `chances`."""
    first = outcomes * (2.0 * nbinom.cdf(outcomes, sizes, chances) - 1.0)
    shifted = chances * (2.0 * nbinom.cdf(outcomes - 1.0, sizes + 1.0, chances) - 1.0)
    spread = hyp2f1(sizes + 1.0, 0.5, 2.0, -4.0 * (1.0 - chances) / chances**2)
    return np.asarray(first - sizes * (1.0 - chances) / chances**2 * (shifted + spread))


def ign(forecasts: Distributions, outcomes: Floats) -> Floats:
    """In bits."""
    edges = np.array([-1.0, *BINS, np.inf])
    place = np.searchsorted(np.array(BINS), outcomes, side="left")
    above = forecasts.cdf(edges[place + 1])
    chance = above - np.where(place == 0, 0.0, forecasts.cdf(edges[place]))
    return np.asarray(-np.log2((_DRAWS * chance + 1.0) / (_DRAWS + len(BINS) + 1.0)))


def mis(forecasts: Distributions, outcomes: Floats, alpha: float = 0.1) -> Floats:
    """Of the central 1 − alpha interval."""
    low, high = forecasts.quantile(alpha / 2.0), forecasts.quantile(1.0 - alpha / 2.0)
    outside = np.maximum(low - outcomes, 0.0) + np.maximum(outcomes - high, 0.0)
    return np.asarray(high - low + 2.0 / alpha * outside)


def pit(forecasts: Distributions, outcomes: Floats, rng: np.random.Generator) -> Floats:
    """The randomised probability integral transform: even over 0 to 1 where forecasts are calibrated."""
    below, upto = forecasts.cdf(outcomes - 1.0), forecasts.cdf(outcomes)
    return np.asarray(below + rng.random(len(outcomes)) * (upto - below))


def covered(forecasts: Distributions, outcomes: Floats, share: float) -> NDArray[np.bool_]:
    """Which outcomes lie within the central interval of this share."""
    low, high = forecasts.quantile((1.0 - share) / 2.0), forecasts.quantile((1.0 + share) / 2.0)
    return np.asarray((low <= outcomes) & (outcomes <= high))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of probabilities of an event: Brier score = miscalibration − discrimination + uncertainty, after
    Dimitriadis, Gneiting & Jordan 2021 (isotonic recalibration)."""

    brier: float
    miscalibration: float
    discrimination: float
    uncertainty: float


def reliability(chances: Floats, happened: NDArray[np.bool_]) -> Reliability:
    """Of probabilities and what happened."""
    order = np.lexsort((happened, chances))
    outcome = happened[order].astype(np.float64)
    distinct, place = np.unique(chances[order], return_inverse=True)
    weight = np.bincount(place).astype(np.float64)
    rate = np.bincount(place, outcome) / weight
    fitted = isotonic_regression(rate, weights=weight).x[place]
    brier = float(np.mean((distinct[place] - outcome) ** 2))
    best = float(np.mean((fitted - outcome) ** 2))
    base = float(outcome.mean() * (1.0 - outcome.mean()))
    return Reliability(brier, brier - best, base - best, base)


def block_interval(
    by_month: Floats, block: int, rng: np.random.Generator, draws: int = 2000
) -> tuple[float, float]:
    """The 95 % interval of a mean over months, drawn again in circular blocks of months (a forecast's
    errors depend on those of months that it overlaps with)."""
    length = len(by_month)
    starts = rng.integers(0, length, (draws, -(-length // block)))
    places = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :length] % length
    low, high = np.quantile(by_month[places].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)
