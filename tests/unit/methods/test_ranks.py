"""Ranks of intervals: exact enumeration, and what must hold whatever the figures are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import ranks
from according.methods.ranks import Spread

#: A and B are each one of three numbers, C is 12: every outcome as likely as any other.
OUTCOMES = np.array([(a, b, 12) for a, b in product((10, 11, 12), (11, 12, 13))])


def test_exact_enumeration_with_shared_ties() -> None:
    assert ranks.top_shares(OUTCOMES, 1).round(4).tolist() == [0.0926, 0.4815, 0.4259]


def test_exact_enumeration_of_who_is_alone_at_the_top() -> None:
    both = [ranks.bounds(row.astype(float), row.astype(float)) for row in OUTCOMES]
    alone = np.mean([(best == 1) & (worst == 1) for best, worst in both], axis=0)
    assert alone.tolist() == pytest.approx([0, 1 / 3, 2 / 9])


def test_bounds_by_hand() -> None:
    low, high = np.array([10.0, 11, 12, 2]), np.array([12.0, 13, 12, np.inf])
    best, worst = ranks.bounds(low, high)
    assert best.tolist() == [1, 1, 1, 1]
    assert worst.tolist() == [4, 4, 4, 4]
    best, worst = ranks.bounds(np.array([10.0, 21]), np.array([12.0, 23]))
    assert (best.tolist(), worst.tolist()) == ([2, 1], [2, 1])


def spreads(least: int = 1) -> st.SearchStrategy[Spread]:
    three = st.lists(st.integers(0, 60), min_size=3, max_size=3).map(sorted)
    return st.lists(three, min_size=least, max_size=25).map(
        lambda rows: Spread(*np.array(rows, dtype=float).T)
    )


@given(spreads(), st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=60)
def test_bounds_do_not_depend_on_order_and_are_what_counting_gives(spread: Spread, random: object) -> None:
    best, worst = ranks.bounds(spread.low, spread.high)
    assert best.tolist() == [1 + int((spread.low > high).sum()) for high in spread.high]
    assert worst.tolist() == [int((spread.high >= low).sum()) for low in spread.low]
    order = np.argsort(spread.best[::-1], kind="stable")
    again = ranks.bounds(spread.low[order], spread.high[order])
    assert (again[0].tolist(), again[1].tolist()) == (best[order].tolist(), worst[order].tolist())


@given(spreads())
@settings(derandomize=True, max_examples=60)
def test_figures_without_a_range_have_the_ordinary_rank(spread: Spread) -> None:
    best, worst = ranks.bounds(spread.best, spread.best)
    ordered = np.sort(spread.best)[::-1].tolist()
    assert best.tolist() == [ordered.index(value) + 1 for value in spread.best]
    assert worst.tolist() == [len(ordered) - ordered[::-1].index(value) for value in spread.best]


@given(spreads(2), st.integers(1, 30))
@settings(derandomize=True, max_examples=60)
def test_a_wider_interval_never_has_a_worse_best_rank(spread: Spread, more: int) -> None:
    before = ranks.bounds(spread.low, spread.high)
    low, high = spread.low.copy(), spread.high.copy()
    low[0], high[0] = max(0, low[0] - more), high[0] + more
    after = ranks.bounds(low, high)
    assert after[0][0] <= before[0][0]
    assert after[1][0] >= before[1][0]


@given(spreads(), st.integers(1, 12))
@settings(derandomize=True, max_examples=40, deadline=None)
def test_chances_sum_to_k_and_lie_within_the_bounds(spread: Spread, k: int) -> None:
    found = ranks.standing(spread, 0, (k,), 200, np.random.default_rng(3))
    best, worst = ranks.bounds(spread.low, spread.high)
    assert found.top[k].sum() == pytest.approx(min(k, len(spread.low)))
    assert np.all(found.top[k][best > k] == 0)
    assert np.all(found.top[k][worst <= k] == pytest.approx(1))
    assert best[0] <= found.low <= found.median <= found.high <= worst[0]


@given(spreads(), st.integers(1, 12))
@settings(derandomize=True, max_examples=40, deadline=None)
def test_leaving_out_who_cannot_lead_changes_nothing(spread: Spread, k: int) -> None:
    values = ranks.drawn(spread, 100, np.random.default_rng(5))
    kept = ranks.may_lead(spread.low, spread.high, k)
    whole = ranks.top_shares(values, k)
    assert whole[kept] == pytest.approx(ranks.top_shares(values[:, kept], k))
    assert np.all(whole[~kept] == 0)


def test_a_source_s_figures_rise_and_fall_together_and_keep_their_own_spread() -> None:
    low, high = np.array([10.0, 100.0]), np.array([50.0, 180.0])
    apart = ranks.drawn(Spread(low, low, high), 4000, np.random.default_rng(1))
    shared = ranks.drawn(Spread(low, low, high, np.array([7, 7])), 4000, np.random.default_rng(1))
    assert abs(np.corrcoef(apart.T)[0, 1]) < 0.06
    assert np.corrcoef(shared.T)[0, 1] > 0.99
    assert shared.mean(axis=0) == pytest.approx(apart.mean(axis=0), rel=0.03)


def test_the_same_seed_gives_the_same_chances() -> None:
    spread = Spread(np.arange(40.0), np.arange(40.0) + 5, np.arange(40.0) + 12)
    first, second = (ranks.standing(spread, 37, (1, 5), 500, np.random.default_rng(9)) for _ in "ab")
    assert first.top[1].tolist() == second.top[1].tolist()
    assert (first.median, first.low) == (second.median, second.low)
