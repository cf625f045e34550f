"""Self-excitation in continuous time: recovery, residuals, and why it is no more than a diagnostic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import hawkes


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.floats(0.05, 30.0))
def test_the_recursion_is_the_sum_over_all_pairs(seed: int, beta: float) -> None:
    times = np.sort(rng(seed).uniform(0, 60, 120))
    past, aged = hawkes._past(times, beta)
    age = times[:, None] - times[None]
    before = np.tril(np.exp(-beta * np.maximum(age, 0)), -1)
    assert np.allclose(past, before.sum(axis=1), atol=1e-9)
    assert np.allclose(aged, (before * age).sum(axis=1), atol=1e-9)


def test_gradients_are_those_of_finite_differences() -> None:
    times, values = hawkes.simulated(1.0, 0.6, 1.5, 200.0, rng()), np.array([0.7, 0.4, 1.1])
    _, gradient = hawkes.log_likelihood(values, times, 200.0)
    for n, step in enumerate(np.eye(3) * 1e-6):
        up, down = (hawkes.log_likelihood(values + sign * step, times, 200.0)[0] for sign in (1, -1))
        assert gradient[n] == pytest.approx((up - down) / 2e-6, rel=1e-5)


def test_what_was_simulated_is_recovered() -> None:
    times = hawkes.simulated(1.0, 0.6, 1.5, 5000.0, rng())
    found = hawkes.fit(times, 5000.0)
    assert (found.mu, found.eta, found.beta) == pytest.approx((1.0, 0.6, 1.5), abs=0.15)
    assert len(times) / 5000 == pytest.approx(1 / (1 - 0.6), abs=0.2)
    assert found.p_residuals > 0.01
    assert found.residuals.mean() == pytest.approx(1.0, abs=0.02)


def test_replicates_scatter_as_published() -> None:
    found = [hawkes.fit(hawkes.simulated(0.5, 0.5, 1.0, 1500.0, rng(n)), 1500.0) for n in range(40)]
    values = np.array([(one.mu, one.eta, one.beta) for one in found])
    # 100 replicates gave .502, .495, 1.020 with standard deviations .036, .040, .132.
    assert values.mean(axis=0).tolist() == pytest.approx([0.502, 0.495, 1.02], abs=0.05)
    assert values.std(axis=0).tolist() == pytest.approx([0.036, 0.040, 0.132], rel=0.4)


def test_times_of_whole_days_are_refused_for_the_likelihood_has_no_maximum() -> None:
    days = np.floor(hawkes.simulated(1.0, 0.6, 1.5, 400.0, rng()))
    with pytest.raises(hawkes.SharedTimes, match="share their time"):
        hawkes.fit(days, 400.0)
    growing = [
        hawkes.log_likelihood(np.array([0.5, 0.5, beta]), days, 400.0)[0] for beta in 10.0 ** np.arange(5)
    ]
    assert growing == sorted(growing)


def test_times_scattered_over_their_day_fade_more_slowly_than_they_did() -> None:
    """The trap: whole days with a random hour are accepted, and the rate of fading comes out too low
    (another program: 1.29 where exact times give 1.58, a factor of .82)."""
    factors = []
    for seed in range(6):
        times = hawkes.simulated(1.0, 0.6, 1.5, 1500.0, rng(seed))
        scattered = np.floor(times) + rng(seed + 100).uniform(0, 1, len(times))
        factors.append(hawkes.fit(scattered, 1500.0).beta / hawkes.fit(times, 1500.0).beta)
    assert max(factors) < 1
    assert np.mean(factors) == pytest.approx(0.82, abs=0.06)


def test_reporting_that_doubles_is_read_as_self_excitation() -> None:
    """The trap that cannot be mended, with 0.3 true: the background seems about the same, eta higher than
    the same share of reports all along gives (another program: .35)."""
    changed, even = [], []
    for seed in range(4):
        times = hawkes.simulated(0.2, 0.3, 1.0, 4000.0, rng(seed))
        chance = rng(seed + 100).random(len(times))
        changed.append(hawkes.fit(times[chance < np.where(times > 2000, 1.0, 0.5)], 4000.0))
        even.append(hawkes.fit(times[chance < 0.75], 4000.0))
    told, true = (np.mean([(one.mu, one.eta) for one in found], axis=0) for found in (changed, even))
    assert told[0] == pytest.approx(true[0], rel=0.12)
    assert told[1] > true[1] + 0.03
    assert told[1] == pytest.approx(0.35, abs=0.05)


def test_a_varying_background_is_read_as_self_excitation() -> None:
    draw = rng()
    days = draw.uniform(0, 2000, 12_000)
    times = days[draw.uniform(0, 6, 12_000) < 3 * (1 + 0.9 * np.sin(2 * np.pi * days / 365))]
    assert hawkes.fit(times, 2000.0).eta > 0.9


def test_order_does_not_matter() -> None:
    times = hawkes.simulated(1.0, 0.5, 1.0, 300.0, rng())
    assert hawkes.fit(rng(2).permutation(times), 300.0).eta == hawkes.fit(times, 300.0).eta
