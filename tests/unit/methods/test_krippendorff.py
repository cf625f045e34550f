"""Alphas against printed worked examples, and what must hold of any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import krippendorff
from according.methods.krippendorff import (
    METRICS,
    SET_METRICS,
    Metric,
    Ratings,
    ac1,
    alpha,
    by_pairs,
    by_units,
    ratings,
    set_ratings,
    sets_apart,
)

_ = None
#: Four observers, twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C.
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
#: Three coders, fifteen units.
THREE = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)
#: Two coders, ten units: the same, example A.
TWO = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))


def rated(rows: Sequence[Sequence[float | None]]) -> Ratings:
    given = [(unit, value) for row in rows for unit, value in enumerate(row) if value is not None]
    return ratings(np.array([unit for unit, _ in given]), np.array([float(value) for _, value in given]))


def by_definition(rows: Sequence[Sequence[float | None]], metric: Metric) -> float | None:
    """Alpha from the coincidences of every pair of values, as the definition says it."""
    units = [[v for v in column if v is not None] for column in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]

    def differ(one: float, other: float) -> float:
        low, high = min(one, other), max(one, other)
        if metric == "nominal":
            return float(one != other)
        if metric == "ordinal":
            between = sum(low <= value <= high for value in values)
            return float(between - (values.count(low) + values.count(high)) / 2) ** 2 if low != high else 0.0
        if metric == "ratio":
            return ((one - other) / (one + other)) ** 2 if one + other else 0.0
        return (one - other) ** 2

    observed = sum(differ(a, b) / (len(unit) - 1) for unit in units for a in unit for b in unit)
    expected = sum(differ(a, b) for a in values for b in values)
    return None if not expected else 1 - (len(values) - 1) * observed / expected


@pytest.mark.parametrize(
    ("rows", "metric", "printed"),
    [
        (FOUR, "nominal", 0.7434),
        (FOUR, "ordinal", 0.8154),
        (FOUR, "interval", 0.8491),
        (FOUR, "ratio", 0.7974),
        (THREE, "nominal", 0.6914),
        (THREE, "interval", 0.8108),
        (TWO, "nominal", 0.0952),
    ],
)
def test_printed_examples(rows: Sequence[Sequence[float | None]], metric: Metric, printed: float) -> None:
    assert alpha(rated(rows), metric) == pytest.approx(printed, abs=5e-5)


VALUES = st.one_of(st.none(), st.integers(0, 6).map(float))
TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.integers(1, 8).flatmap(
        lambda units: st.lists(
            st.lists(VALUES, min_size=units, max_size=units), min_size=coders, max_size=coders
        )
    )
)


@given(TABLES, st.sampled_from(METRICS))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_the_definition_gives_the_same(rows: list[list[float | None]], metric: Metric) -> None:
    own, defined = alpha(rated(rows), metric), by_definition(rows, metric)
    assert (own is None) == (defined is None)
    assert own is None or own == pytest.approx(defined, abs=1e-9)


@given(TABLES, st.sampled_from(METRICS), st.randoms(use_true_random=False))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_order_and_names_do_not_matter(rows: list[list[float | None]], metric: Metric, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = [list(row) for row in rows]
    chance.shuffle(shuffled)
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    shuffled = [[row[n] for n in order] for row in shuffled]
    one, other = alpha(rated(rows), metric), alpha(rated(shuffled), metric)
    assert one == other or one == pytest.approx(other, abs=1e-9)


SETS = st.frozensets(st.sampled_from("abc"), max_size=3)


@given(st.lists(st.lists(SETS, min_size=2, max_size=3), min_size=1, max_size=8), st.sampled_from(SET_METRICS))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_sets_by_their_definition(given_sets: list[list[frozenset[str]]], metric: Metric) -> None:
    units = np.array([n for n, unit in enumerate(given_sets) for _ in unit])
    values = [value for unit in given_sets for value in unit]
    observed = sum(
        sets_apart(a, b, metric) / (len(unit) - 1) for unit in given_sets for a in unit for b in unit
    )
    expected = sum(sets_apart(a, b, metric) for a in values for b in values)
    own = alpha(set_ratings(units, values, metric), metric)
    assert (own is None) == (not expected)
    assert own is None or own == pytest.approx(1 - (len(values) - 1) * observed / expected, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "masi", "jaccard"),
    [
        ("ab", "ab", 0, 0),
        ("a", "ab", 2 / 3, 1 / 2),
        ("ab", "bc", 8 / 9, 2 / 3),
        ("a", "b", 1, 1),
        ("", "a", 1, 1),
    ],
)
def test_how_far_sets_differ(one: str, other: str, masi: float, jaccard: float) -> None:
    for a, b in ((set(one), set(other)), (set(other), set(one))):
        assert sets_apart(a, b, "masi") == pytest.approx(masi)
        assert sets_apart(a, b, "jaccard") == pytest.approx(jaccard)


def test_too_many_sets_are_refused() -> None:
    many = [frozenset({str(n), str(n + 1)}) for n in range(krippendorff.MOST_SETS + 1)]
    with pytest.raises(ValueError, match="1,001 distinct sets"):
        set_ratings(np.arange(len(many)), many, "masi")


def test_values_all_the_same_have_no_alpha() -> None:
    assert all(alpha(rated(((3, 3, 3), (3, 3, 3))), metric) is None for metric in METRICS)
    assert ac1(rated(((3, 3, 3), (3, 3, 3)))) is None


def test_complete_agreement_is_exactly_one() -> None:
    rows = ((0.1, 0.7, 12.0), (0.1, 0.7, 12.0), (0.1, 0.7, 12.0))
    assert all(alpha(rated(rows), metric) == 1.0 for metric in METRICS)


def test_ratio_refuses_values_below_zero() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        alpha(rated(((-1, 2), (1, 2))), "ratio")


def test_the_integral_of_the_ratio_metric_is_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.concatenate(([0.0], np.random.default_rng(3).lognormal(2, 3, 400)))
    frequency = np.random.default_rng(4).integers(0, 9, len(values)).astype(float)
    order = np.argsort(values)
    by_table = krippendorff._by_ratio(frequency[order], values[order])
    monkeypatch.setattr(krippendorff, "_TABLED", 10)
    assert krippendorff._by_ratio(frequency[order], values[order]) == pytest.approx(by_table, rel=1e-11)


def test_ac1_by_hand() -> None:
    # Shares of "1": (2 + 0.5 · …): 6 of 20 values; agreed on 6 of 10 units; by chance 2 · 0.3 · 0.7.
    assert ac1(rated(TWO)) == pytest.approx((0.6 - 0.42) / (1 - 0.42))


def test_draws_are_those_of_their_seed_and_hold_the_estimate() -> None:
    whole = rated(np.random.default_rng(1).integers(0, 3, (3, 60)).cumsum(axis=0).tolist())
    for draw in (by_units, by_pairs):
        one = draw(whole, "interval", np.random.default_rng(5), 200)
        assert np.array_equal(one, draw(whole, "interval", np.random.default_rng(5), 200))
        assert np.quantile(one, 0.01) < alpha(whole, "interval") < np.quantile(one, 0.99)


def test_random_groups_spread_as_units_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    truth = np.random.default_rng(2).poisson(8, 6000)
    values = np.concatenate([np.random.default_rng(n).poisson(truth) for n in range(3)]).astype(float)
    whole = ratings(np.tile(np.arange(6000), 3), values)
    drawn = by_units(whole, "interval", np.random.default_rng(1), 400)
    monkeypatch.setattr(krippendorff, "_DRAWN_WHOLE", 5000)
    grouped = by_units(whole, "interval", np.random.default_rng(1), 4000)
    assert grouped.std() == pytest.approx(drawn.std(), rel=0.25)
    assert grouped.mean() == pytest.approx(drawn.mean(), abs=0.005)


def test_a_unit_drawn_twice_counts_twice() -> None:
    whole = rated(FOUR)
    doubled = whole.of(np.tile(np.arange(whole.units), 2))
    assert doubled.units == 24
    assert doubled.pairable == 2 * whole.pairable
