"""What must hold for matching whatever the tables hold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.areas import great_circle_km
from according.link.matching import Matching, Row, Within, grid, match

FEW = settings(max_examples=60, deadline=None, derandomize=True)
LABELS = ((("shot", "armed"),), (("shelled", "armed"),), (("burned", "fire"),))
told = st.tuples(
    st.sampled_from("abc"),
    st.integers(0, 4),
    st.sampled_from([0, 0, 0, 1, 3]),
    st.integers(-3, 3),
    st.integers(-3, 3),
    st.sampled_from(LABELS),
)
windows = st.builds(Within, st.sampled_from([0.0, 1.0, 2.5, 6.0, 50.0]), st.integers(0, 3))
corners = st.sampled_from([(33.0, 68.0), (0.01, 0.01), (-17.0, 180.0), (89.98, 0.0)])


@st.composite
def worlds(draw: st.DrawFn) -> list[Row]:
    """Rows of three tables, crowded around a point so that many are within a window of each other."""
    lat, lon = draw(corners)
    rows = []
    for n, (table, day, length, north, east, levels) in enumerate(draw(st.lists(told, max_size=14))):
        start = date(2031, 5, 1) + timedelta(day)
        where = min(90.0, lat + north / 100 + n / 1e6), (lon + east / 100 + 180) % 360 - 180
        rows.append(Row(table, str(n), start, start + timedelta(length), *where, levels))
    return rows


Parts = set[frozenset[tuple[str, str]]]


def parts(found: Matching) -> Parts:
    return {frozenset((r.table, r.row_id) for r in incident.rows) for incident in found.incidents}


def fits(a: Row, b: Row, within: Within) -> bool:
    """The rule of the window and the taxonomies in the plainest words, for two rows of one kind."""
    assert a.start and a.end and b.start and b.end
    near = apart_km(a, b) <= within.km
    days = max(abs((a.start - b.start).days), abs((a.end - b.end).days)) <= within.days
    return near and days and all(labels_agree(x, y) for x, y in zip(a.levels, b.levels, strict=True))


def apart_km(a: Row, b: Row) -> float:
    """The distance to the millimetre."""
    return round(great_circle_km((a.lat or 0, a.lon or 0), (b.lat or 0, b.lon or 0)), 6)


def labels_agree(a: tuple[str, ...] | None, b: tuple[str, ...] | None) -> bool:
    return any(x == y for x, y in zip(a or (), b or (), strict=True))


@FEW
@given(worlds(), windows, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_tables_does_not_matter(
    rows: list[Row], within: Within, chance: random.Random
) -> None:
    found = match(rows, within)
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert match(shuffled, within) == found


@FEW
@given(worlds(), windows)
def test_names_of_tables_and_rows_do_not_matter_where_no_two_rows_hold_the_same(
    rows: list[Row], within: Within
) -> None:
    other = {"a": "z", "b": "m", "c": "b"}
    renamed = [replace(r, table=other[r.table], row_id=str(99 - int(r.row_id))) for r in rows]
    back = {v: k for k, v in other.items()}
    found = {
        frozenset((back[table], str(99 - int(row_id))) for table, row_id in part)
        for part in parts(match(renamed, within))
    }
    assert found == parts(match(rows, within))


@FEW
@given(worlds(), windows)
def test_every_row_is_in_exactly_one_incident_and_no_table_twice_in_one(
    rows: list[Row], within: Within
) -> None:
    found = match(rows, within)
    kept = [(r.table, r.row_id) for incident in found.incidents for r in incident.rows]
    assert sorted(kept) == sorted((r.table, r.row_id) for r in rows)
    assert all(len(set(incident.tables)) == len(incident.rows) for incident in found.incidents)
    assert sum(found.overlap.values()) == len(found.incidents) == found.rows - found.duplicates


@FEW
@given(worlds(), windows)
def test_a_match_holds_only_rows_that_fit_and_no_two_incidents_are_left_that_fit(
    rows: list[Row], within: Within
) -> None:
    found = match(rows, within)
    for incident in found.matches:
        assert all(fits(a, b, within) for a, b in combinations(incident.rows, 2))
        assert len(incident.pairs) == len(incident.rows) * (len(incident.rows) - 1) // 2
    for one, two in combinations(found.incidents, 2):
        could = one.kind == two.kind and not set(one.tables) & set(two.tables)
        assert not (could and all(fits(a, b, within) for a in one.rows for b in two.rows))


@FEW
@given(worlds(), windows)
def test_episodes_beside_events_are_shown_wherever_the_window_holds_both(
    rows: list[Row], within: Within
) -> None:
    found = match(rows, within)
    home = {(r.table, r.row_id): set(i.tables) for i in found.incidents for r in i.rows}
    expected = set()
    for episode in (r for r in rows if r.kind == "episode"):
        for event in (r for r in rows if r.kind == "event" and r.table != episode.table):
            assert episode.start and episode.end and event.start
            margin = timedelta(within.days)
            day = episode.start - margin <= event.start <= episode.end + margin
            agree = all(labels_agree(x, y) for x, y in zip(episode.levels, event.levels, strict=True))
            keys = (episode.table, episode.row_id), (event.table, event.row_id)
            if day and agree and apart_km(episode, event) <= within.km and not home[keys[0]] & home[keys[1]]:
                expected.add(keys)
    assert {
        ((p.first.table, p.first.row_id), (p.second.table, p.second.row_id)) for p in found.review
    } == expected


@FEW
@given(worlds(), windows, st.sampled_from("abc"))
def test_removing_a_table_takes_its_rows_only_and_touches_nothing_that_is_out_of_their_reach(
    rows: list[Row], within: Within, gone: str
) -> None:
    rest = [r for r in rows if r.table != gone]
    before, after = parts(match(rows, within)), parts(match(rest, within))
    assert {name for part in after for name in part} == {(r.table, r.row_id) for r in rest}
    reached = reach([r for r in rows if r.table == gone], rows, within)
    untouched = {part for part in before if not part & reached}
    assert untouched == {part for part in after if not part & reached}


def reach(seeds: list[Row], rows: list[Row], within: Within) -> set[tuple[str, str]]:
    """Every row that is joined to these by a chain of rows that fit."""
    found, open_rows = {(r.table, r.row_id) for r in seeds}, list(seeds)
    while open_rows:
        here = open_rows.pop()
        for r in rows:
            if (r.table, r.row_id) not in found and r.kind == here.kind and fits(r, here, within):
                found.add((r.table, r.row_id))
                open_rows.append(r)
    return found


@FEW
@given(st.lists(st.sets(st.sampled_from("abcd"), min_size=1), max_size=10), st.sampled_from("abcd"))
def test_where_incidents_lie_apart_each_is_found_and_removing_a_table_leaves_the_others_joined(
    incidents: list[set[str]], gone: str
) -> None:
    day = date(2031, 5, 1)
    rows = [
        Row(table, str(n), day, day, 30.0 + n + ord(table) / 1e5, 67.0)
        for n, tables in enumerate(incidents)
        for table in sorted(tables)
    ]
    within = Within(5, 1)
    assert parts(match(rows, within)) == {
        frozenset((table, str(n)) for table in tables) for n, tables in enumerate(incidents)
    }
    assert parts(match([r for r in rows if r.table != gone], within)) == {
        frozenset((table, str(n)) for table in tables - {gone})
        for n, tables in enumerate(incidents)
        if tables - {gone}
    }


@FEW
@given(worlds(), st.lists(windows, min_size=1, max_size=3))
def test_the_grid_counts_what_each_window_matches(rows: list[Row], chosen: list[Within]) -> None:
    for cell in grid(rows, chosen):
        found = match(rows, cell.within)
        assert (cell.matches, cell.incidents) == (len(found.matches), len(found.incidents))
        assert cell.episodes_to_review == found.episodes_to_review
