"""The ratio of two sources' figures over incidents: recovered from simulated claims, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest

from according.methods.claim_gap import pooled

#: The own side tells half of its dead, the enemy three times as many: six to one.
OWN, ENEMY = 0.5, 3.0


def simulated(seed: int, incidents: int = 12, spread: float = 0.4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = rng.lognormal(3, 1, incidents) + 3
    noise = np.exp(rng.normal(0, spread / 2**0.5, (2, incidents)))
    return rng.poisson(truth * OWN * noise[0]).astype(float), rng.poisson(truth * ENEMY * noise[1]).astype(
        float
    )


def test_the_ratio_is_recovered_and_its_interval_covers_it() -> None:
    found = [pooled(*simulated(seed)) for seed in range(8)]
    assert float(np.median([one.ratio for one in found])) == pytest.approx(ENEMY / OWN, rel=0.12)
    assert sum(one.low <= ENEMY / OWN <= one.high for one in found) >= 7


def test_two_sources_that_say_the_same_have_the_ratio_one() -> None:
    figures = np.array([4.0, 17, 31, 9, 84])
    found = pooled(figures, figures)
    assert found.ratio == pytest.approx(1, abs=1e-3)
    assert found.low < 1 < found.high


def test_exchanging_the_sources_inverts_the_ratio() -> None:
    own, enemy = simulated(3)
    one, other = pooled(own, enemy), pooled(enemy, own)
    assert one.ratio * other.ratio == pytest.approx(1, abs=1e-2)
    assert one.low * other.high == pytest.approx(1, abs=5e-2)


def test_the_order_of_incidents_does_not_matter() -> None:
    own, enemy = simulated(4)
    one, other = pooled(own, enemy), pooled(own[::-1], enemy[::-1])
    assert one.ratio == pytest.approx(other.ratio, rel=1e-6)
    assert one.each == pytest.approx(other.each[::-1], rel=1e-4)


def test_small_figures_are_drawn_towards_the_common_ratio_more_than_large_ones() -> None:
    own, enemy = np.array([100.0, 100, 100, 100, 100, 1]), np.array([300.0, 300, 700, 500, 200, 20])
    found = pooled(own, enemy)
    assert found.each[5] < 10
    assert found.each[2] == pytest.approx(7, rel=0.1)


def test_a_side_that_admits_none_has_no_infinite_ratio() -> None:
    found = pooled(np.array([0.0, 2, 4, 3]), np.array([9.0, 8, 20, 12]))
    assert np.all(np.isfinite(found.each))
    assert found.each[0] > 1


def test_incidents_told_twice_over_give_the_same_ratio_and_a_narrower_interval() -> None:
    own, enemy = simulated(5)
    one, twice = pooled(own, enemy), pooled(np.tile(own, 2), np.tile(enemy, 2))
    assert twice.ratio == pytest.approx(one.ratio, rel=1e-4)
    assert twice.high / twice.low < one.high / one.low
    assert twice.each == pytest.approx(np.tile(one.each, 2), rel=1e-3)
