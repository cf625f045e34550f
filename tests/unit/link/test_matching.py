"""Each rule of matching tables, on rows made for it. One degree of latitude is 111.2 km."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from according.areas import great_circle_km
from according.errors import UsageError
from according.link.matching import Incident, Matching, Row, Taxonomy, Within, grid, match
from according.link.nearby import Grounds, pairs

KM = 1 / 111.195
WITHIN = Within(5, 1)


def row(
    name: str,
    day: int = 10,
    until: int | None = None,
    north: float = 0.0,
    levels: tuple[tuple[str, ...] | None, ...] = (),
) -> Row:
    """A row called by table and id ("a1"), so many km north of a point, from a day of May to another."""
    end = date(2031, 5, until or day)
    return Row(name[0], name[1:], date(2031, 5, day), end, 30 + north * KM, 67.0, levels)


def names(incident: Incident) -> str:
    return " ".join(r.table + r.row_id for r in incident.rows)


def joined(found: Matching) -> set[str]:
    return {names(incident) for incident in found.matches}


def reviewed(found: Matching) -> set[str]:
    return {f"{p.first.table}{p.first.row_id} {p.second.table}{p.second.row_id}" for p in found.review}


def test_rows_within_the_window_are_one_incident_and_say_how_far_apart_they_are() -> None:
    found = match([row("a1"), row("b1", day=11, north=3)], WITHIN)
    assert joined(found) == {"a1 b1"}
    [pair] = found.matches[0].pairs
    assert pair.distance_km == pytest.approx(3, abs=0.001)
    assert (pair.lag_days, pair.score, pair.levels) == (1, 0.0, ())
    assert (found.rows, len(found.incidents), found.duplicates) == (2, 1, 1)
    assert found.overlap == {("a", "b"): 1}


@pytest.mark.parametrize(
    "other",
    [row("b1", north=5.01), row("b1", day=12), row("b1", day=8), row("a2")],
    ids=["too far", "too late", "too early", "of the same table"],
)
def test_rows_outside_the_window_or_of_one_table_are_two(other: Row) -> None:
    found = match([row("a1"), other], WITHIN)
    assert (joined(found), len(found.incidents), found.review) == (set(), 2, ())


def test_the_ends_of_the_window_belong_to_it() -> None:
    far = row("b1", day=11, north=5)
    apart = great_circle_km((30.0, 67.0), (far.lat or 0.0, 67.0))
    assert joined(match([row("a1"), far], Within(round(apart, 6), 1))) == {"a1 b1"}
    assert joined(match([row("a1"), row("b1")], Within(0, 0))) == {"a1 b1"}


def test_both_ends_of_episodes_must_fit() -> None:
    assert joined(match([row("a1", 10, 14), row("b1", 11, 13)], WITHIN)) == {"a1 b1"}
    assert joined(match([row("a1", 10, 14), row("b1", 10, 12)], WITHIN)) == set()


def test_an_event_and_an_episode_are_never_joined_but_shown() -> None:
    rows = [row("a1", 10, 14), row("b1", 9), row("b2", 12), row("b3", 15), row("b4", 16), row("b5", 8)]
    found = match(rows, WITHIN)
    assert joined(found) == set()
    assert reviewed(found) == {"a1 b1", "a1 b2", "a1 b3"}
    assert {p.second.row_id: p.lag_days for p in found.review} == {"1": 1, "2": 0, "3": 1}
    assert found.episodes_to_review == 1


def test_a_table_that_has_both_an_event_and_an_episode_tells_them_apart() -> None:
    found = match([row("a1", 10, 12), row("a2", 11), row("b1", 11)], WITHIN)
    assert joined(found) == {"a2 b1"}
    assert found.review == ()


def test_the_closest_agreement_is_joined_first_then_the_nearest_day_then_place() -> None:
    fine, coarse = (("shot", "armed"),), (("shelled", "armed"),)
    assert joined(
        match([row("a1", levels=fine), row("b1", levels=coarse), row("b2", 11, levels=fine)], WITHIN)
    ) == {"a1 b2"}
    assert joined(match([row("a1"), row("b1", 11), row("b2", north=4)], WITHIN)) == {"a1 b2"}
    assert joined(match([row("a1"), row("b1", north=2), row("b2", north=-1)], WITHIN)) == {"a1 b2"}


def test_one_row_of_a_table_is_in_one_match_only() -> None:
    found = match([row("a1"), row("a2", north=1), row("b1"), row("b2", north=1), row("b3")], WITHIN)
    assert joined(found) in ({"a1 b1", "a2 b2"}, {"a1 b3", "a2 b2"})
    assert len(found.incidents) == 3


def test_three_tables_are_joined_where_every_two_rows_fit() -> None:
    assert joined(match([row("a1"), row("b1", north=2), row("c1", north=4)], WITHIN)) == {"a1 b1 c1"}


def test_no_chain_of_near_rows_joins_far_ones() -> None:
    found = match([row("a1"), row("b1", north=3), row("c1", north=7)], WITHIN)
    assert joined(found) == {"a1 b1"}


@pytest.mark.parametrize(
    ("a", "b", "levels", "score"),
    [
        ((("shot", "armed", "any"),), (("shot", "armed", "any"),), (0,), 0.0),
        ((("shot", "armed", "any"),), (("shelled", "armed", "any"),), (1,), 0.5),
        ((("shot", "armed", "any"),), (("burned", "fire", "any"),), (2,), 1.0),
        ((("shot",),), (("shot",),), (0,), 0.0),
        ((("shot", "armed"), ("road",)), (("shelled", "armed"), ("road",)), (1, 0), 0.5),
    ],
)
def test_the_score_says_at_which_level_the_taxonomies_agree(
    a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...], levels: tuple[int, ...], score: float
) -> None:
    [incident] = match([row("a1", levels=a), row("b1", levels=b)], WITHIN).matches
    assert (incident.pairs[0].levels, incident.pairs[0].score) == (levels, score)


def test_rows_must_agree_in_every_taxonomy() -> None:
    a, b = (("shot", "armed"), ("road",)), (("shot", "armed"), ("market",))
    assert joined(match([row("a1", levels=a), row("b1", levels=b)], WITHIN)) == set()


def test_an_empty_label_agrees_with_nothing() -> None:
    assert joined(match([row("a1", levels=(("",),)), row("b1", levels=(("",),))], WITHIN)) == set()


def test_rows_that_lack_something_are_kept_alone_and_say_what() -> None:
    good = row("a1", levels=(("shot",),))
    undated = Row("b", "1", None, None, 30.0, 67.0, (("shot",),))
    reversed_days = Row("b", "2", date(2031, 5, 10), date(2031, 5, 9), 30.0, 67.0, (("shot",),))
    nowhere = Row("b", "3", good.start, good.end, None, None, (("shot",),))
    null_island = Row("b", "4", good.start, good.end, 0.0, 0.0, (("shot",),))
    off_earth = Row("b", "5", good.start, good.end, 91.0, 67.0, (("shot",),))
    no_number = Row("b", "6", good.start, good.end, float("nan"), 67.0, (("shot",),))
    untold = row("b7", levels=(None,))
    rows = [good, undated, reversed_days, nowhere, null_island, off_earth, no_number, untold]
    found = match(rows, WITHIN)
    assert (joined(found), found.rows, len(found.incidents)) == (set(), 8, 8)
    assert [r.lack for r in rows] == [None, "date", "date", *["point"] * 4, "category"]


@pytest.mark.parametrize(
    ("here", "there"),
    [((-17.0, 179.99), (-17.0, -179.99)), ((89.99, 10.0), (89.99, -170.0)), ((60.0, 10.0), (60.0, 10.04))],
    ids=["across the 180th meridian", "over the pole", "where degrees are short"],
)
def test_near_is_near_everywhere_on_earth(here: tuple[float, float], there: tuple[float, float]) -> None:
    day = date(2031, 5, 10)
    found = match([Row("a", "1", day, day, *here), Row("b", "1", day, day, *there)], WITHIN)
    assert joined(found) == {"a1 b1"}
    assert found.matches[0].pairs[0].distance_km == pytest.approx(great_circle_km(here, there), abs=1e-5)


def test_the_grid_is_what_each_window_gives_alone() -> None:
    rows = [
        row(f"{table}{n}", day, day + n // 8, north=n * 1.7 + shift)
        for shift, table in enumerate("abc")
        for n in range(12)
        for day in [10 + (n + shift * n) % 4]
    ]
    windows = [Within(km, days) for km in (1, 4, 20) for days in (0, 1, 3)]
    alone = [match(rows, window) for window in windows]
    cells = grid(rows, windows)
    assert [(c.matches, c.incidents, c.episodes_to_review) for c in cells] == [
        (len(m.matches), len(m.incidents), m.episodes_to_review) for m in alone
    ]
    assert len({c.matches for c in cells}) > 1


def test_nothing_gives_nothing() -> None:
    found = match([], WITHIN)
    assert (found.incidents, found.review, found.overlap) == ((), (), {})
    assert grid([], [WITHIN])[0].incidents == 0


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        match([row("a1"), row("a1", 11)], WITHIN)
    with pytest.raises(ValueError, match="taxonomies"):
        match([row("a1"), row("b1", levels=(("shot",),))], WITHIN)
    for km, days in ((-1.0, 0), (1001.0, 0), (1.0, -1), (1.0, 367), (float("nan"), 1)):
        with pytest.raises(ValueError, match="a window is"):
            Within(km, days)


def test_a_taxonomy_knows_categories_whatever_their_case_and_spaces() -> None:
    taxonomy = Taxonomy("type", 1, {("ours", "car bomb"): ("explosion",)})
    assert taxonomy.of("Ours", " Car  Bomb") == ("explosion",)
    assert taxonomy.of("theirs", "car bomb") is None


def test_a_window_that_holds_too_many_pairs_is_refused_with_what_to_do() -> None:
    grounds = Grounds(
        table=np.array([0, 0, 1, 1]),
        start=np.full(4, 10),
        end=np.full(4, 10),
        lat=np.full(4, 30.0),
        lon=np.full(4, 67.0),
        levels=(),
    )
    assert len(pairs(grounds, 5, 1, most=4).first) == 4
    with pytest.raises(UsageError, match="narrow --km or --days"):
        pairs(grounds, 5, 1, most=3)
