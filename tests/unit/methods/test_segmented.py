"""Segmented regressions against a published example (where its series is present) and against what made
the counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import f as f_distribution

from according.methods.segmented import (
    LEVEL,
    SLOPE,
    TREND,
    design,
    negative_binomial,
    poisson,
    ratio,
)

SERIES = Path(__file__).resolve().parents[4] / "shared" / "data" / "analysis" / "sicily.csv"
needs_series = pytest.mark.skipif(not SERIES.exists(), reason="the series of the worked example is not here")


@pytest.fixture(scope="module")
def series() -> tuple[np.ndarray, np.ndarray]:
    """Hospital admissions by month and the standardised population: Lopez Bernal et al. 2017; the ban from
    month 37."""
    table = np.genfromtxt(SERIES, delimiter=",", names=True)
    return table["aces"], table["stdpop"]


def near(found, value: float, low: float, high: float, within: float = 6e-5) -> None:  # type: ignore[no-untyped-def]
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=within)


@needs_series
def test_poisson_and_quasi_poisson(series: tuple[np.ndarray, np.ndarray]) -> None:
    fit = poisson(design(59, 36), *series)
    near(ratio(fit, fit.bread, LEVEL), 0.8944, 0.8647, 0.9251)
    assert fit.dispersion == pytest.approx(3.5592, abs=5e-5)
    near(ratio(fit, fit.quasi, LEVEL), 0.8944, 0.8392, 0.9532)


@needs_series
def test_with_a_season_and_errors_that_depend_on_each_other(series: tuple[np.ndarray, np.ndarray]) -> None:
    fit = poisson(design(59, 36, harmonics=2), *series)
    assert fit.dispersion == pytest.approx(2.2622, abs=5e-5)
    near(ratio(fit, fit.quasi, LEVEL), 0.8851, 0.8394, 0.9332)
    assert ratio(fit, fit.quasi, TREND).value ** 12 == pytest.approx(1.0668, abs=5e-5)
    near(ratio(fit, fit.hac(6), LEVEL), 0.8851, 0.8502, 0.9214)


@needs_series
def test_a_change_of_slope(series: tuple[np.ndarray, np.ndarray]) -> None:
    level = poisson(design(59, 36, harmonics=2), *series)
    bent = poisson(design(59, 36, harmonics=2, slope=True), *series)
    near(ratio(bent, bent.quasi, SLOPE), 1.0015, 0.9978, 1.0051)
    f = 2 * (bent.log_likelihood - level.log_likelihood) / bent.dispersion
    assert f == pytest.approx(0.639, abs=5e-4)
    assert f_distribution.sf(f, 1, 51) > 0.4


@needs_series
def test_negative_binomial(series: tuple[np.ndarray, np.ndarray]) -> None:
    fit = negative_binomial(design(59, 36, harmonics=2), *series)
    near(ratio(fit, fit.bread, LEVEL), 0.8842, 0.8411, 0.9295, within=2e-4)


@needs_series
def test_the_true_date_ranks_fourth_among_placebo_dates(series: tuple[np.ndarray, np.ndarray]) -> None:
    def z(at: int) -> float:
        fit = poisson(design(59, at, harmonics=2), *series)
        return abs(ratio(fit, fit.quasi, LEVEL).z)

    ranked = sorted(range(12, 49), key=lambda at: -z(at))
    assert len(ranked) == 37
    assert ranked.index(36) + 1 == 4
    assert {33, 35} < set(ranked[:3])


def test_what_made_the_counts_is_found_again() -> None:
    rng = np.random.default_rng(7)
    x = design(600, 300, harmonics=1)
    truth = np.array([3.0, 0.001, -0.5, 0.3, -0.2])
    expected = np.exp(x @ truth)
    plain = poisson(x, rng.poisson(expected).astype(float))
    assert plain.converged
    assert plain.coefficients == pytest.approx(truth, abs=0.06)
    scattered = negative_binomial(x, rng.negative_binomial(4.0, 4.0 / (4.0 + expected)).astype(float))
    assert scattered.scatter == pytest.approx(0.25, abs=0.05)
    assert scattered.coefficients == pytest.approx(truth, abs=0.25)
    assert scattered.dispersion == pytest.approx(1.0, abs=0.15)


def test_the_negative_binomial_has_the_greatest_likelihood_near_its_scatter() -> None:
    rng = np.random.default_rng(3)
    x = design(120, 60)
    fit = negative_binomial(x, rng.negative_binomial(2.0, 0.2, 120).astype(float))
    plain = poisson(x, fit.counts)
    assert fit.log_likelihood > plain.log_likelihood
    # The score equations hold: weighted residuals are orthogonal to every column.
    weighted = (fit.counts - fit.expected) / (1.0 + fit.scatter * fit.expected)
    assert x.T @ weighted == pytest.approx(np.zeros(3), abs=1e-5)


def test_without_lags_and_scatter_hac_is_the_plain_sandwich() -> None:
    rng = np.random.default_rng(4)
    x = design(80, 40)
    fit = poisson(x, rng.poisson(6.0, 80).astype(float))
    residual = fit.counts - fit.expected
    plain = fit.bread @ (x.T * residual**2) @ x @ fit.bread
    assert fit.hac(0) == pytest.approx(plain)


def test_counts_that_vary_less_than_poisson_have_no_scatter() -> None:
    assert negative_binomial(design(40, 20), np.full(40, 7.0)).scatter == 0.0


def test_an_exposure_twice_as_large_halves_the_rate() -> None:
    counts = np.random.default_rng(1).poisson(20, 60).astype(float)
    one, double = poisson(design(60, 30), counts), poisson(design(60, 30), counts, np.full(60, 2.0))
    assert double.coefficients[0] == pytest.approx(one.coefficients[0] - np.log(2.0))
    assert double.coefficients[1:] == pytest.approx(one.coefficients[1:])
