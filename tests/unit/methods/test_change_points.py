"""Change points against all partitions, a published break, and the distribution that its interval rests
on."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import change_points as own
from according.methods.change_points import Cost, change_points, of_counts, of_values, one_break

NILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "analysis" / "nile.csv"


def total(length: int, cost: Cost, penalty: float, changes: tuple[int, ...]) -> float:
    edges = [0, *changes, length]
    return penalty * len(changes) + sum(float(cost(np.array([a]), b)[0]) for a, b in pairwise(edges))


def least(length: int, cost: Cost, penalty: float, shortest: int) -> float:
    """The cost of the best partition, by trying all."""
    found = np.inf
    for pattern in range(2 ** (length - 1)):
        changes = tuple(n + 1 for n in range(length - 1) if pattern >> n & 1)
        edges = [0, *changes, length]
        if min(b - a for a, b in pairwise(edges)) >= shortest:
            found = min(found, total(length, cost, penalty, changes))
    return found


@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=8),
    st.sampled_from([0.0, 0.4]),
    st.floats(0.1, 12.0),
    st.integers(1, 2),
)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_no_partition_costs_less(counts: list[int], scatter: float, penalty: float, shortest: int) -> None:
    cost = of_counts(np.array(counts, dtype=float), scatter)
    changes = change_points(len(counts), cost, penalty, shortest)
    best = least(len(counts), cost, penalty, shortest)
    assert total(len(counts), cost, penalty, changes) == pytest.approx(best, abs=1e-8)


def test_a_level_that_changes_twice_is_found() -> None:
    rng = np.random.default_rng(2)
    counts = np.concatenate([rng.poisson(3, 60), rng.poisson(12, 40), rng.poisson(4, 60)]).astype(float)
    found = change_points(160, of_counts(counts), 2 * np.log(160))
    assert len(found) == 2
    assert found == pytest.approx((60, 100), abs=2)


def test_scatter_costs_nothing_where_there_is_none() -> None:
    counts, start = np.array([3.0, 5.0, 9.0]), np.array([0])
    assert of_counts(counts, 1e-9)(start, 3)[0] == pytest.approx(
        of_counts(counts)(start, 3)[0] + 0.0, abs=1e-5
    )


@pytest.mark.skipif(not NILE.exists(), reason="the series of the worked example is not here")
def test_the_nile() -> None:
    flow = np.genfromtxt(NILE, delimiter=",", skip_header=1)[:, 1]
    found = one_break(flow, 15)
    assert (found.last, found.low, found.high) == (28, 25, 32)
    assert change_points(100, of_values(flow, float(np.var(np.diff(flow)) / 2)), 2 * np.log(100)) == (28,)


def test_the_break_s_distribution_is_symmetric_for_equal_errors_and_else_as_simulated() -> None:
    assert own._argmax_below(11.0333, 1.0) == pytest.approx(0.975, abs=1e-5)
    assert own._argmax_below(-11.0333, 1.0) == pytest.approx(0.025, abs=1e-5)
    rng, step = np.random.default_rng(1), 0.02
    drift = np.arange(1, 2501) * step / 2
    left = np.cumsum(rng.normal(0, step**0.5, (800, 2500)), axis=1) - drift
    right = np.cumsum(rng.normal(0, (2 * step) ** 0.5, (800, 2500)), axis=1) - drift
    is_left = left.max(axis=1) > right.max(axis=1)
    where = np.where(is_left, -(left.argmax(axis=1) + 1), right.argmax(axis=1) + 1) * step
    for x in (-2.0, 0.5, 6.0):
        assert own._argmax_below(x, 2.0) == pytest.approx(float(np.mean(where <= x)), abs=0.04)


def test_a_break_without_noise_is_certain() -> None:
    found = one_break(np.array([1.0] * 10 + [5.0] * 10), 3)
    assert (found.last, found.low, found.high) == (10, 10, 10)
