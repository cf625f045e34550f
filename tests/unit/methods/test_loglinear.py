"""Hierarchical log-linear models against the figures that Rcapture prints."""

from __future__ import annotations

import numpy as np
import pytest

from according.methods import loglinear
from according.methods.lists import Lists, lincoln_petersen
from listing import ARTIFICIAL, FIVE, HIV, KOSOVO, PUBLISHED, SPINA, made_up, published


def model(lists: Lists, name: str) -> loglinear.Model:
    return next(m for m in loglinear.search(lists).models if m.name == name)


@pytest.mark.parametrize(("lists", "models"), [(3, 8), (4, 113), (5, 6893)])
def test_all_hierarchical_models_are_counted(lists: int, models: int) -> None:
    found = loglinear.hierarchical(lists)
    assert len(found) == models == len({tuple(row) for row in found})


def test_the_best_model_of_kosovo_to_the_printed_digits() -> None:
    best = loglinear.search(KOSOVO).models[0]
    assert best.name == "[123,14,34]"
    assert round(best.people, 2) == 10356.52
    assert round(best.standard_error, 1) == 785.9
    assert (round(best.deviance, 3), best.freedom) == (9.323, 4)
    assert (round(best.aic, 3), round(best.bic, 3)) == (132.747, 203.030)


def test_the_model_just_behind_it_says_another_number() -> None:
    best, second = loglinear.search(KOSOVO).models[:2]
    assert round(second.bic - best.bic, 2) == 0.08
    assert round(second.people) == 12741


def test_the_spread_of_kosovo_over_models_that_fit_about_equally_well() -> None:
    found = loglinear.search(KOSOVO)
    people = [m.people for m in found.within(10)]
    assert (round(min(people)), round(max(people))) == (9824, 19233)
    assert found.complete
    assert round(min(found.models, key=lambda m: m.aic).people) == 12741


def test_the_models_of_the_drug_users() -> None:
    independent = model(HIV, "[1,2,3,4]")
    assert (round(independent.people, 2), round(independent.standard_error, 1)) == (11124.58, 904.8)
    assert loglinear.search(HIV).models[0].name == "[1,2,3,4]"
    assert round(model(HIV, "[12,3,4]").people, 2) == 12318.47


def test_two_lists_by_themselves() -> None:
    whole = lincoln_petersen(KOSOVO).round()
    said = {(0, 1): 7242, (0, 2): 7137, (0, 3): 6779, (1, 2): 5972, (1, 3): 9691, (2, 3): 5462}
    assert {pair: whole[pair] for pair in said} == said


def test_the_profile_interval_holds_the_estimate_and_is_near_the_published_one() -> None:
    low, high = loglinear.profile_interval(KOSOVO, loglinear.search(KOSOVO).models[0].terms)
    assert high is not None
    # Ball told the court 9,002 to 12,122, from another method.
    assert low == pytest.approx(9002, rel=0.002)
    assert high == pytest.approx(12122, rel=0.002)


def test_the_profile_interval_without_bound_says_so() -> None:
    lists = Lists(("a", "b", "c"), np.array([0, 40, 30, 0, 20, 0, 0, 0]))
    assert loglinear.profile_interval(lists, (1, 2, 4))[1] is None


def test_independent_lists_find_the_truth() -> None:
    lists = made_up([[0.3, 0.25, 0.2, 0.3]], [5000], seed=3)
    found = model(lists, "[1,2,3,4]")
    assert abs(found.people - 5000) < 3 * found.standard_error


def test_a_dependence_without_shared_people_has_no_estimate() -> None:
    lists = KOSOVO.counting(np.where(KOSOVO.on[:, 0] & KOSOVO.on[:, 3], 0, KOSOVO.cells))
    found = loglinear.search(lists)
    assert found.empty > 0
    assert not any(9 in m.terms for m in found.models)
    assert not loglinear.estimate_exists(lists, (1, 2, 4, 8, 9))


def test_the_search_by_steps_reaches_the_best_of_all_models() -> None:
    best = loglinear.search(KOSOVO).models[0]
    assert min(loglinear._by_steps(KOSOVO), key=lambda m: m.bic).people == pytest.approx(
        best.people, rel=1e-6
    )


def test_models_fitted_again_are_the_same() -> None:
    found = loglinear.search(KOSOVO)
    again = loglinear.refitted(KOSOVO, found.within(10))
    assert [m.name for m in again] == [m.name for m in found.within(10)]
    assert again[0].people == pytest.approx(found.models[0].people)


def test_the_documented_people_are_as_printed() -> None:
    assert [lists.documented for lists in (KOSOVO, HIV, SPINA, FIVE)] == [4400, 1896, 626, 537]
    assert KOSOVO.sizes.tolist() == [1910, 1528, 1786, 685]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not beside the project")
@pytest.mark.parametrize(
    ("file", "lists"),
    [
        ("kosovo_lists.csv", KOSOVO),
        ("mse_HIV.csv", HIV),
        ("MY1997_3list.csv", SPINA),
        ("MY1997_5list.csv", FIVE),
        ("mse_Artificial_3.csv", ARTIFICIAL),
    ],
)
def test_the_published_files_hold_these_cells(file: str, lists: Lists) -> None:
    assert published(file).cells.tolist() == lists.cells.tolist()
