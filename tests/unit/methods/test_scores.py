"""Scores against values by hand, against sums over the distribution, and what makes them proper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from according.methods.scores import (
    NegativeBinomials,
    block_interval,
    covered,
    crps_negative_binomial,
    crps_poisson,
    ign,
    mis,
    pit,
    reliability,
    samples,
)


def row(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_values_by_hand() -> None:
    assert samples(row(1, 2, 3)[None]).crps(row(2)) == pytest.approx(2 / 9)
    assert crps_poisson(row(3), row(2.5)) == pytest.approx(0.4576085, abs=5e-8)
    assert crps_negative_binomial(row(3), row(2), row(0.4)) == pytest.approx(0.6380531, abs=5e-8)
    zeros = samples(np.zeros((2, 1000)))
    assert ign(zeros, row(0, 5)) == pytest.approx([0.01434, 9.98157], abs=5e-6)
    assert mis(samples(np.arange(101.0)[None]), row(120)) == pytest.approx(590)


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12),
    st.integers(0, 60),
    st.randoms(use_true_random=False),
)
@settings(max_examples=80, derandomize=True, deadline=None)
def test_crps_is_the_sum_of_squared_differences(values: list[int], outcome: int, chance) -> None:  # type: ignore[no-untyped-def]
    weights = row(*(chance.random() + 0.01 for _ in values))
    made = samples(row(*values)[None], weights[None])
    steps = np.arange(0, 100.0)
    upto = np.array([weights[row(*values) <= k].sum() / weights.sum() for k in steps])
    assert made.crps(row(outcome))[0] == pytest.approx(np.sum((upto - (outcome <= steps)) ** 2))


def test_closed_forms_are_the_sum_of_squared_differences() -> None:
    steps = np.arange(0, 3000.0)
    for mean, size, outcome in ((0.2, 0.1, 0), (4.0, 0.7, 11), (30.0, 3.0, 2)):
        made = NegativeBinomials(row(mean, mean), row(size, np.inf))
        found = made.crps(row(outcome, outcome))
        scattered = np.sum((nbinom.cdf(steps, size, size / (size + mean)) - (outcome <= steps)) ** 2)
        plain = np.sum((poisson.cdf(steps, mean) - (outcome <= steps)) ** 2)
        assert found == pytest.approx([scattered, plain], rel=1e-6)


def test_no_deaths_expected_scores_what_came() -> None:
    assert NegativeBinomials(row(0, 0), row(np.inf, np.inf)).crps(row(0, 7)) == pytest.approx([0, 7])


def test_the_truth_scores_best() -> None:
    rng = np.random.default_rng(1)
    came = rng.negative_binomial(0.5, 0.5 / 2.5, 20_000).astype(float)
    count = len(came)

    def scores(mean: float, size: float) -> tuple[float, float]:
        made = NegativeBinomials(np.full(count, mean), np.full(count, size))
        return float(made.crps(came).mean()), float(ign(made, came).mean())

    true = scores(2.0, 0.5)
    for other in (scores(1.0, 0.5), scores(4.0, 0.5), scores(2.0, 5.0)):
        assert true[0] < other[0]
        assert true[1] < other[1]


def test_calibrated_forecasts_have_an_even_pit_and_intervals_that_hold() -> None:
    rng = np.random.default_rng(2)
    came = rng.poisson(30, 20_000).astype(float)
    made = NegativeBinomials(np.full(20_000, 30.0), np.full(20_000, np.inf))
    even = np.histogram(pit(made, came, rng), bins=10, range=(0, 1))[0] / 20_000
    assert even == pytest.approx(np.full(10, 0.1), abs=0.01)
    assert covered(made, came, 0.8).mean() == pytest.approx(0.8, abs=0.05)
    late = pit(NegativeBinomials(np.full(20_000, 20.0), np.full(20_000, np.inf)), came, rng)
    assert np.mean(late > 0.9) > 0.4


def test_reliability_adds_up_and_finds_miscalibration() -> None:
    rng = np.random.default_rng(3)
    chance = rng.random(5000)
    right = reliability(chance, rng.random(5000) < chance)
    wrong = reliability(chance**3, rng.random(5000) < chance)
    for found in (right, wrong):
        parts = found.miscalibration - found.discrimination + found.uncertainty
        assert found.brier == pytest.approx(parts)
        assert found.miscalibration >= 0
    assert right.miscalibration < 0.01 < wrong.miscalibration


def test_blocks_widen_the_interval_where_months_depend_on_each_other() -> None:
    rng = np.random.default_rng(4)
    months = np.repeat(rng.normal(size=40), 6)
    single = block_interval(months, 1, np.random.default_rng(1))
    blocks = block_interval(months, 6, np.random.default_rng(1))
    assert blocks[1] - blocks[0] > 1.8 * (single[1] - single[0])
    assert blocks == block_interval(months, 6, np.random.default_rng(1))
