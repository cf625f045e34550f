from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model import Place, Window
from according.scopes import (
    Coverage,
    compare,
    compare_areas,
    compare_categories,
    compare_windows,
    contains,
    coverage_of,
    flipped,
    joined,
)
from claiming import claim, day

DAY = Window(day(31), day(31))
TWO_DAYS = Window(day(31), day(1, 2))
MONTH = Window(day(1), day(31))
PAKISTAN = Place("Pakistan", "PAK", precision=6)
BALOCHISTAN = Place("Balochistan", "PAK", "Balochistan", precision=4)
SINDH = Place("Sindh", "PAK", "Sindh", precision=4)
QUETTA_DISTRICT = Place("Quetta District", "PAK", "Balochistan", "Quetta", precision=3)
QUETTA = Place("Quetta", "PAK", "Balochistan", "Quetta", 30.2, 67.0, 1, 1167528)
GWADAR = Place("Gwadar", "PAK", "Balochistan", "Gwadar", 25.1, 62.3, 1, 1177446)
INDIA = Place("India", "IND", precision=6)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (DAY, DAY, "equal"),
        (TWO_DAYS, DAY, "contains"),
        (DAY, TWO_DAYS, "contained"),
        (MONTH, TWO_DAYS, "overlaps"),
        (Window(day(30), day(30)), DAY, "disjoint"),
        (Window(day(30), None), TWO_DAYS, "contains"),
        (Window(None, day(31)), DAY, "contains"),
        (Window(), DAY, "unknown"),
        (Window(), Window(), "unknown"),
    ],
)
def test_windows_compare_as_sets_of_days(a: Window, b: Window, expected: str) -> None:
    assert compare_windows(a, b) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (None, None, "equal"),
        (None, QUETTA, "unknown"),
        (PAKISTAN, QUETTA, "contains"),
        (QUETTA, BALOCHISTAN, "contained"),
        (BALOCHISTAN, QUETTA_DISTRICT, "contains"),
        (QUETTA_DISTRICT, QUETTA, "contains"),
        (QUETTA, GWADAR, "disjoint"),
        (BALOCHISTAN, SINDH, "disjoint"),
        (SINDH, QUETTA, "disjoint"),
        (PAKISTAN, INDIA, "disjoint"),
        (QUETTA, Place("Quetta City", "PAK", "Balochistan", None, 30.2, 67.0, 1, 1167528), "equal"),
        (QUETTA, Place("Somewhere"), "unknown"),
        (PAKISTAN, Place("Islamic Republic of Pakistan", "PAK", precision=6), "equal"),
    ],
)
def test_areas_compare_by_their_chains(a: Place | None, b: Place | None, expected: str) -> None:
    assert compare_areas(a, b) == expected
    assert compare_areas(b, a) == flipped(expected)  # type: ignore[arg-type]


def test_a_point_contains_nothing() -> None:
    assert not contains(QUETTA, QUETTA_DISTRICT)
    assert not contains(QUETTA, QUETTA)


def test_categories() -> None:
    assert compare_categories("all", "civilian") == "contains"
    assert compare_categories("civilian", "all") == "contained"
    assert compare_categories("civilian", "armed_group") == "disjoint"
    assert compare_categories("civilian", "unknown") == "unknown"


def test_a_month_of_a_country_is_never_equal_to_two_days_of_a_province() -> None:
    month = Coverage(Window(day(1), day(31)), PAKISTAN, "armed_group", "deaths")
    two_days = Coverage(Window(day(31), day(2, 2)), BALOCHISTAN, "armed_group", "deaths")
    assert compare(month, two_days) == "overlaps"


def test_coverages_join_their_factors() -> None:
    a = coverage_of(claim("a", 3, "all", None, (day(31), day(31))))
    b = coverage_of(claim("b", 2, "civilian", None, (day(30), day(31))))
    assert compare(a, b) == "overlaps"
    assert compare(a, coverage_of(claim("c", 2, "civilian", None, (day(31), day(31))))) == "contains"
    assert (
        compare(a, coverage_of(claim("d", 2, "all", None, (day(31), day(31)), measure="injured")))
        == "disjoint"
    )
    assert joined(["equal", "unknown"]) == "unknown"
    assert joined(["unknown", "disjoint"]) == "disjoint"


days = st.none() | st.dates(day(1), day(20))
windows = st.builds(Window, days, days).filter(lambda w: not (w.start and w.end and w.end < w.start))


@given(windows, windows)
def test_relations_of_windows_read_the_same_from_both_ends(a: Window, b: Window) -> None:
    assert compare_windows(a, b) == flipped(compare_windows(b, a))


@given(windows, windows, windows)
def test_containing_is_transitive(a: Window, b: Window, c: Window) -> None:
    within = ("contains", "equal")
    if compare_windows(a, b) in within and compare_windows(b, c) in within:
        assert compare_windows(a, c) in within
