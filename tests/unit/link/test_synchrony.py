"""Synchrony against chance: what is planted is found, what is not there is not, small books are refused."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from according.link import synchrony
from according.link.synchrony import LEAST_EVENTS, LEVEL, SiteEvent, against_chance
from according.link.tempo import drawn, tempo_of

FIRST = date(2025, 1, 1)
ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"
GROUPS = ("Baloch", "BLA", "BRA", "BLF")


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
    """All on one day, and no other day known: neither permuting nor drawing can change anything."""
    one_day = [event(10, site) for site in range(25)]
    burst = against_chance("group", one_day, 1, seed=1).bursts[0]
    assert (burst.p, burst.p_permuted) == (1.0, 1.0)


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


def test_a_day_that_holds_most_of_its_quarter_is_seen_by_drawing_and_not_by_permuting() -> None:
    others = [event(11 * n, 20 + n) for n in range(12)]
    burst = against_chance("group", [*others, *(event(300, site) for site in range(9))], 1, seed=1).bursts[0]
    assert len(burst.sites) == 9
    assert burst.p <= 0.01 and burst.p_permuted == 1.0


def test_what_the_runs_with_drawn_days_came_to_is_told() -> None:
    trial = against_chance("group", PLANTED, 1, seed=1, permutations=99)
    assert sum(trial.chance) == 99
    reached = sum(trial.chance[9:])
    assert trial.bursts[0].p == (1 + reached) / 100
    assert {row.site for row in trial.rows} == {f"district {n}" for n in range(10)}


def composed(kind: str, chance: np.random.Generator) -> list[SiteEvent]:
    """Sixty attacks over two years on days and in districts drawn apart from each other: no synchrony."""
    days = np.arange(720)
    share = {
        "even": np.ones(720),
        "busy month": np.where(days // 30 % 6 == 2, 8.0, 1.0),
        "told on Mondays": np.where(days % 7 == 0, 1.0, 0.0),
        "offensive": np.where((days > 300) & (days < 314), 12.0, 1.0),
        "uneven days": chance.gamma(0.7, 1 / 0.7, 720),
    }[kind]
    when = chance.choice(720, 60, p=share / share.sum())
    where = chance.choice(25, 60, p=(rank := 1 / np.arange(1, 26) ** 0.8) / rank.sum())
    return [event(int(day), int(site)) for day, site in zip(when, where, strict=True)]


KINDS = ("even", "busy month", "told on Mondays", "offensive", "uneven days")


def lowest(events: list[SiteEvent], seed: int) -> float:
    return min((b.p for b in against_chance("group", events, 1, seed, 99).bursts), default=1.0)


def test_without_synchrony_no_more_than_one_in_twenty_is_found() -> None:
    """The size of the test that decides: 250 composed records of five kinds of tempo."""
    chance = np.random.default_rng(2026)
    found = [lowest(composed(kind, chance), seed) <= LEVEL for kind in KINDS for seed in range(50)]
    assert sum(found) <= LEVEL * len(found)


def planted(kind: str, chance: np.random.Generator) -> list[SiteEvent]:
    """Such a record with nine districts on some one day."""
    day, sites = int(chance.integers(0, 720)), chance.choice(25, 9, replace=False).tolist()
    return [*composed(kind, chance), *(event(day, site) for site in sites)]


def test_nine_districts_on_one_day_are_found_under_every_tempo() -> None:
    """The power of the test that decides: 50 records."""
    chance = np.random.default_rng(2027)
    found = [lowest(planted(kind, chance), seed) <= LEVEL for kind in KINDS for seed in range(10)]
    assert sum(found) >= 0.95 * len(found)


def test_days_are_drawn_within_their_quarter_and_near_where_the_tempo_is() -> None:
    when = np.array([0, 3, 40, 40, 120], dtype=np.int64)
    quarters, weekdays = np.repeat([1, 2], [90, 60]), np.arange(150) % 7
    runs = np.array(list(drawn(when, quarters, tempo_of(when, weekdays), np.random.default_rng(1), 200)))
    assert runs.shape == (200, 5)
    assert (quarters[runs] == quarters[when]).all()
    assert (np.abs(runs[..., None] - when).min(axis=2) <= 7).all()
    assert len(np.unique(runs[:, 0])) > 1


@pytest.fixture(scope="module")
def archive() -> list[SiteEvent]:
    """Events of Baloch groups in Balochistan by UCDP GED, of a known district."""
    if not ARCHIVE.exists():
        pytest.skip("needs the archive")
    with ARCHIVE.open() as lines:
        rows = [row for row in csv.DictReader(lines) if "Baloch" in row["adm_1"] and row["adm_2"]]
    named = [row for row in rows if any(name in row["side_a"] + row["side_b"] for name in GROUPS)]
    return [SiteEvent(date.fromisoformat(row["date_start"][:10]), row["adm_2"], row["id"]) for row in named]


def test_an_archive_holds_no_more_districts_on_a_day_than_permuted_days(archive: list[SiteEvent]) -> None:
    best = against_chance("Baloch groups", archive, 1, seed=1, permutations=199).bursts[0]
    assert (best.start, len(best.sites)) == (date(2008, 7, 26), 3)
    assert best.p > LEVEL
    assert best.p_permuted > LEVEL


def test_events_of_one_day_and_district_scattered_one_by_one_make_districts_of_each_other(
    archive: list[SiteEvent],
) -> None:
    """Another program, on the archive to 2021, gives the highest count a mean of 3.5, a 95th percentile of 4
    and p .999: what comes of scattering every event by itself. Here those of one day and district are one."""
    apart = synchrony._grid(sorted((event.day, event.site) for event in archive))
    merged = synchrony._grid(sorted({(event.day, event.site) for event in archive}))
    highest, fewer = (
        synchrony._highest(synchrony._permuted(grid, np.random.default_rng(1), 199), grid, 1)
        for grid in (apart, merged)
    )
    assert highest.mean() == pytest.approx(3.5, abs=0.06)
    assert np.quantile(highest, 0.95) == 4
    assert (1 + (highest >= 3).sum()) / 200 > 0.99
    assert fewer.mean() < 2.8
