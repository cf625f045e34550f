"""Whatever the lists: estimates never fall below what is documented, and no order has a meaning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import decomposable, loglinear, sparse_lists
from according.methods.lists import Lists, of_people

CELLS = st.lists(st.integers(1, 200), min_size=7, max_size=7)


def lists_of(cells: list[int]) -> Lists:
    return Lists(("a", "b", "c"), np.array([0, *cells]))


@settings(deadline=None, max_examples=40, derandomize=True)
@given(CELLS)
def test_estimates_are_above_the_documented(cells: list[int]) -> None:
    lists = lists_of(cells)
    assert all(model.people > lists.documented for model in loglinear.search(lists).models)
    assert sparse_lists.stepwise(lists).people > lists.documented
    assert decomposable.average(lists, most_unseen=500).people.min() == lists.documented


@settings(deadline=None, max_examples=40, derandomize=True)
@given(CELLS, st.permutations([0, 1, 2]))
def test_the_order_of_lists_has_no_meaning(cells: list[int], order: list[int]) -> None:
    lists = lists_of(cells)
    other = lists.of(order)
    one, same = loglinear.search(lists), loglinear.search(other)
    assert [round(m.bic, 6) for m in one.models] == [round(m.bic, 6) for m in same.models]
    assert one.models[0].people == pytest.approx(same.models[0].people, rel=1e-6)
    assert decomposable.average(lists, most_unseen=300).mean == pytest.approx(
        decomposable.average(other, most_unseen=300).mean
    )


@settings(deadline=None, max_examples=30, derandomize=True)
@given(CELLS)
def test_the_fit_has_the_margins_of_the_data(cells: list[int]) -> None:
    lists = lists_of(cells)
    fitted = sparse_lists.stepwise(lists)
    on = lists.on.astype(float)
    assert on.T @ fitted.expected == pytest.approx(lists.sizes, rel=1e-6)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=40))
def test_people_are_counted_once(rows: list[tuple[bool, bool, bool]]) -> None:
    people = np.array(rows, dtype=bool).reshape(len(rows), 3)
    lists = of_people(("a", "b", "c"), people)
    assert lists.documented == int(people.any(axis=1).sum())
    assert lists.sizes.tolist() == people.sum(axis=0).tolist()
    assert (np.diag(lists.overlaps) == lists.sizes).all()
    assert lists.without(0).documented == int(people[:, 1:].any(axis=1).sum())
