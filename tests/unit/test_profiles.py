from __future__ import annotations

from datetime import date

import pytest

from according.profiles import (
    PROFILES,
    Vote,
    bounds,
    conservative,
    ends_of_all,
    gtd,
    maximum,
    median,
    neutral,
    two_source,
    ucdp,
)

VOTES = (Vote(5, 5, 5), Vote(8, 8, None), Vote(24, None, 99))


def exactly(*figures: int) -> tuple[Vote, ...]:
    return tuple(Vote(n, n, n) for n in figures)


def on(day: int, figure: int) -> Vote:
    return Vote(figure, figure, figure, date(2026, 1, day))


def test_the_profiles_of_the_design_are_all_there() -> None:
    assert list(PROFILES) == ["neutral", "conservative", "ucdp", "gtd", "two_source", "median", "maximum"]


def test_bounds_and_rules_on_bare_votes() -> None:
    assert bounds(VOTES) == (5, 99)
    assert neutral(VOTES) == 8
    assert neutral((*VOTES, *exactly(9, 9))) == 9
    assert conservative(VOTES) == 5
    assert maximum(VOTES) == 99


def test_ucdp_takes_the_highest_exact_figure() -> None:
    assert ucdp(exactly(4, 6, 6, 7)) == 7
    assert ucdp((*exactly(4, 6), Vote(7, 7, None))) == 6
    assert ucdp((Vote(24, None, 99),)) == 24


def test_ucdp_sets_a_lone_figure_of_more_than_twice_the_others_aside() -> None:
    assert ucdp(exactly(10, 13, 50)) == 13
    assert ucdp(exactly(10, 13, 26)) == 26
    assert ucdp(exactly(10, 50, 50)) == 50
    assert ucdp(exactly(7)) == 7


def test_ucdp_keeps_a_lone_high_figure_of_a_later_day_than_all_others() -> None:
    early, middle = Vote(6, 6, 6, date(2026, 1, 2)), Vote(7, 7, 7, date(2026, 1, 3))
    assert ucdp((early, middle, Vote(18, 18, 18, date(2026, 1, 4)))) == 18
    assert ucdp((early, middle, Vote(18, 18, 18, date(2026, 1, 3)))) == 7
    assert ucdp((early, middle, Vote(18, 18, 18))) == 7


def test_ucdp_takes_the_lowest_where_only_parties_speak_of_their_enemies() -> None:
    claimed = [Vote(n, n, n, side="state", enemy=True) for n in (20, 23)]
    assert ucdp(claimed) == 20
    assert ucdp([*claimed, Vote(21, 21, 21)]) == 23


def test_ucdp_takes_those_who_count_bodies_before_others_and_witnesses_after() -> None:
    doctors, neighbours = Vote(12, 12, 12, side="medical"), Vote(20, 20, 20, side="witness")
    assert ucdp((*exactly(15), doctors, neighbours)) == 12
    assert ucdp((*exactly(15), neighbours)) == 15


@pytest.mark.parametrize(
    ("figures", "expected"), [((6, 6), (6, 6)), ((6, 10), (3, 12)), ((1, 40), (1, 48)), ((2, 3), (1, 4))]
)
def test_ucdp_widens_where_figures_differ(figures: tuple[int, ...], expected: tuple[int, int]) -> None:
    assert ends_of_all(exactly(*figures), ()) == expected


def test_ucdp_has_a_number_for_high_even_where_every_figure_is_open() -> None:
    assert ends_of_all((Vote(12, 12, None), Vote(15, 15, None)), ()) == (4, 18)


def test_gtd_takes_the_latest_days_figure_then_the_majoritys_then_the_lowest() -> None:
    assert gtd((on(1, 9), on(2, 12))) == 12
    assert gtd((on(2, 9), on(2, 12), on(2, 12))) == 12
    assert gtd((on(2, 9), on(2, 12))) == 9
    assert gtd((on(1, 9), on(1, 9), on(2, 12), on(2, 9))) == 9
    assert gtd((Vote(24, None, 99),)) is None


def test_two_source_takes_only_what_two_voices_give() -> None:
    assert two_source(exactly(5, 9)) is None
    assert two_source(exactly(5, 5, 9)) == 5
    assert two_source(exactly(5, 5, 9, 9)) == 9
    assert two_source((Vote(5, 5, 5), Vote(5, 5, 5, enemy=True))) == 5
    assert two_source((Vote(5, 5, 5, enemy=True), Vote(5, 5, 5, enemy=True))) is None


def test_median_is_a_figure_that_somebody_gave() -> None:
    assert median(exactly(3, 9, 4)) == 4
    assert median(exactly(3, 9)) == 3
    assert median((Vote(24, None, 99),)) is None


def test_a_rule_without_a_best_figure_keeps_its_ends() -> None:
    answer = PROFILES["two_source"].decide(exactly(5, 9))
    assert (answer.low, answer.best, answer.high) == (5, None, 9)
