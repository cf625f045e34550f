"""Synchrony against chance: what is planted is found, what is not there is not, small books are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from according.link.synchrony import LEAST_EVENTS, LEVEL, SiteEvent, against_chance

FIRST = date(2025, 1, 1)


def event(day: int, site: int) -> SiteEvent:
    return SiteEvent(FIRST + timedelta(day), f"district {site}", f"incident {day}-{site}")


#: One attack every third day, each in another of ten districts: nothing together.
SCATTERED = [event(3 * n, n % 10) for n in range(60)]
PLANTED = [*SCATTERED, *(event(100, site) for site in range(9))]


def test_a_planted_day_is_beyond_chance_and_nothing_else() -> None:
    found = against_chance("group", PLANTED, 1, seed=1)
    best = found.bursts[0]
    assert (best.start, best.end) == (FIRST + timedelta(100), FIRST + timedelta(100))
    assert len(best.sites) == 9 == len(best.incident_ids)
    assert best.p <= LEVEL
    assert [b for b in found.bursts if b.p <= LEVEL] == [best]
    assert best.expected < 9 and best.chance_95 < 9


def test_where_nothing_was_planted_nothing_is_found() -> None:
    assert [b for b in against_chance("group", SCATTERED, 1, seed=1).bursts if b.p <= LEVEL] == []


def test_a_tempo_that_explains_it_is_no_synchrony() -> None:
    """Five districts a day on each of 18 days: chance gives as many."""
    busy = [event(5 * day, site) for day in range(18) for site in range(5)]
    assert all(b.p > LEVEL for b in against_chance("group", busy, 1, seed=1).bursts)


def test_one_quarter_is_never_moved_into_another() -> None:
    """All of a quarter on one day: permuting within the quarter changes nothing, so p is 1."""
    one_day = [event(10, site) for site in range(25)]
    assert against_chance("group", one_day, 1, seed=1).bursts[0].p == 1.0


def test_too_few_events_are_refused_with_the_reason() -> None:
    few = against_chance("group", SCATTERED[: LEAST_EVENTS - 1], 1, seed=1)
    assert few.bursts == () and f"{LEAST_EVENTS} are needed" in few.refused
    assert against_chance("group", [], 1, seed=1).refused
    assert not against_chance("group", SCATTERED[:LEAST_EVENTS], 1, seed=1).refused


def test_the_same_seed_gives_the_same_and_the_order_does_not_matter() -> None:
    assert against_chance("group", PLANTED, 1, seed=5) == against_chance("group", PLANTED[::-1], 1, seed=5)
    doubled = [*PLANTED, *PLANTED]
    assert against_chance("group", doubled, 1, seed=5) == against_chance("group", PLANTED, 1, seed=5)


@pytest.mark.parametrize("seed", range(5))
def test_p_hardly_depends_on_the_seed(seed: int) -> None:
    assert against_chance("group", PLANTED, 1, seed=seed).bursts[0].p <= LEVEL


def test_a_window_of_days_counts_what_lies_within_it() -> None:
    spread = [*SCATTERED, *(event(100 + site % 2, site) for site in range(9))]
    one, two = (against_chance("group", spread, days, seed=1).bursts[0] for days in (1, 2))
    assert len(one.sites) < len(two.sites) == 9
    assert two.end - two.start == timedelta(1)


def test_a_district_struck_twice_on_one_day_counts_once() -> None:
    twice = [SiteEvent(FIRST, "district 1", f"incident {n}") for n in range(30)]
    assert against_chance("group", twice, 1, seed=1).refused
