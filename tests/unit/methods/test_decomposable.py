"""Averages over decomposable models against Madigan and York's examples as dga prints them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaln

from according.methods import decomposable
from listing import FIVE, KOSOVO, SPINA


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822)])
def test_the_decomposable_graphs_are_counted(lists: int, graphs: int) -> None:
    assert len(decomposable.graphs(lists)) == graphs


def test_a_ring_of_four_is_not_decomposable() -> None:
    assert ((0, 1), (0, 3), (1, 2), (2, 3)) not in decomposable.graphs(4)


def births(people: NDArray[np.float64]) -> NDArray[np.float64]:
    """Madigan and York's prior of the children: a Poisson number whose mean is gamma (13.14, 55.17)."""
    shape, scale = 13.14, 55.17
    known = gammaln(people + shape) - gammaln(people + 1) - gammaln(shape)
    return people * np.log(scale) - (people + shape) * np.log(1 + scale) + known


def test_three_lists_of_madigan_and_york() -> None:
    found = decomposable.average(SPINA, delta=1.0, most_unseen=300, prior=births)
    assert (found.mode, found.quantile(0.5)) == (728, 731)
    assert found.mean == pytest.approx(733.5, abs=0.1)
    assert (found.quantile(0.025), found.quantile(0.975)) == (682, 797)
    weights = dict(found.models[:4])
    assert weights[((0, 1),)] == pytest.approx(0.374, abs=0.001)
    assert weights[((0, 1), (1, 2))] == pytest.approx(0.310, abs=0.001)
    assert weights[((0, 1), (0, 2))] == pytest.approx(0.282, abs=0.001)
    assert weights[((0, 1), (0, 2), (1, 2))] == pytest.approx(0.034, abs=0.001)


def test_five_lists_of_madigan_and_york() -> None:
    found = decomposable.average(FIVE, delta=0.5, most_unseen=300)
    assert (found.mode, found.quantile(0.5)) == (614, 616)
    assert found.mean == pytest.approx(617.8, abs=0.05)
    assert (found.quantile(0.025), found.quantile(0.975)) == (588, 655)


def test_kosovo() -> None:
    found = decomposable.average(KOSOVO, delta=1 / 16, most_unseen=20_000)
    assert (found.mode, found.quantile(0.5)) == (12267, 12595)
    assert (found.quantile(0.025), found.quantile(0.975)) == (9827, 16543)
    assert found.models[0][1] == pytest.approx(0.986, abs=0.001)
    assert found.bounded


def test_the_range_is_found_by_itself_and_the_shares_are_a_distribution() -> None:
    found = decomposable.average(KOSOVO)
    assert found.shares.sum() == pytest.approx(1)
    assert found.quantile(0.5) == pytest.approx(12595, abs=5)
    assert sum(weight for _, weight in found.models) == pytest.approx(1)


def test_two_lists_cannot_be_averaged() -> None:
    with pytest.raises(ValueError, match="3 to 5 lists"):
        decomposable.average(KOSOVO.of([0, 1]))
