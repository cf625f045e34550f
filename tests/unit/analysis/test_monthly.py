from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from according.analysis.added import Sum, added, change_words
from according.analysis.figure import Course
from according.analysis.incident_columns import Chosen, Figures, Incidents, numbers
from according.analysis.monthly import monthly
from according.analysis.result import Answered, Refused, Table
from according.sources.analysed_table import incidents_of
from according.sources.incident_rows import read_table
from tabled import PLAIN, rows, table

GED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"


def asked(month: date = date(2026, 1, 1), chosen: Chosen = Chosen()) -> Answered:  # noqa: B008
    result = monthly(table(PLAIN)[0], month, chosen)
    assert isinstance(result, Answered)
    return result


def named(result: Answered, name: str) -> Table:
    return next(t for t in result.tables if t.name == name)


def test_a_sum_is_open_where_one_that_is_counted_is_open() -> None:
    closed = Figures(numbers([1, 2]), numbers([1, 3]), numbers([2, 3]))
    assert added(closed) == Sum(3, 4, 5, 2)
    open_above = Figures(numbers([1, 2]), numbers([1, None]), numbers([2, None]))
    assert added(open_above) == Sum(3, None, None, 2)
    nobody = Figures(numbers([None]), numbers([None]), numbers([None]))
    assert added(nobody) == Sum(None, None, None, 0)


def test_an_incident_that_nobody_counted_adds_nothing_and_hides_nothing() -> None:
    figures = Figures(numbers([4, None]), numbers([4, None]), numbers([4, None]))
    assert added(figures) == Sum(4, 4, 4, 1)


def test_a_change_is_told_only_where_the_months_lie_apart() -> None:
    assert change_words(Sum(30, 30, 30, 1), Sum(20, 20, 20, 1)) == "+50 %"
    assert change_words(Sum(10, 10, 10, 1), Sum(20, 20, 20, 1)) == "−50 %"
    assert change_words(Sum(10, 20, 30, 1), Sum(20, 25, 40, 1)) == "no clear change"
    assert change_words(Sum(30, None, None, 1), Sum(20, 20, 20, 1)) == "more"
    assert change_words(Sum(None, None, None, 0), Sum(20, 20, 20, 1)) == ""


def test_the_month_holds_what_begins_in_it() -> None:
    result = asked()
    assert result.verdict == "described"
    glance = named(result, "glance")
    assert glance.rows[0][2:4] == ("3", "1")
    killed = next(row for row in glance.rows if row[:2] == ("killed", "everyone"))
    assert killed[2] == "≥ 17"
    reach = next(check for check in result.checks if "next month" in check.name)
    assert reach.held is False
    assert "more is to come" not in result.sentence


def test_a_province_that_had_incidents_only_the_month_before_is_told() -> None:
    lines = ["a,2024-02-03,Hill,4", "b,2024-02-09,Port,2", "c,2024-03-30,Hill,1"]
    result = monthly(rows(lines, "id,date,province,deaths_best"), date(2024, 3, 1), Chosen())
    assert isinstance(result, Answered)
    assert [row[:3] for row in named(result, "provinces").rows] == [("Hill", 1, 1), ("Port", 0, 1)]


def test_a_month_that_the_input_breaks_off_in_says_so() -> None:
    lines = [f"e{n},2024-{1 + n // 28:02}-{1 + n % 28:02},Hill,1" for n in range(62)]
    result = monthly(rows(lines, "id,date,province,deaths_best"), date(2024, 3, 1), Chosen())
    assert isinstance(result, Answered)
    assert result.sentence.endswith(
        "more is to come: the last incident is of 6 Mar 2024, 25 days before the end."
    )


def test_whether_the_categories_add_up_is_told_by_province() -> None:
    provinces = {row[0]: row for row in named(asked(), "provinces").rows}
    assert provinces["North"][-1] == "✓"
    assert provinces["South"][-1] == ""
    found = rows(["2026-01-04,North,12,9,1"], "date,province,deaths,deaths_civilian,deaths_armed_group")
    result = monthly(found, date(2026, 1, 31), Chosen())
    assert isinstance(result, Answered)
    assert named(result, "provinces").rows[0][-1] == "✗ +2"


def test_twelve_months_end_with_the_one_asked_for() -> None:
    months = named(asked(), "months").rows
    assert [row[0] for row in months][::11] == ["2025-02", "2026-01"]
    assert months[0][2] == 7
    assert months[1][2] is None


def test_a_month_without_incidents_is_refused_not_called_calm() -> None:
    result = monthly(table(PLAIN)[0], date(2026, 3, 1), Chosen())
    assert isinstance(result, Refused)
    assert "no report of a calm month" in result.reason
    assert "2025-02 to 2026-01" in result.needed


def test_an_empty_input_is_refused() -> None:
    result = monthly(table(PLAIN)[0], date(2026, 1, 1), Chosen(region="nowhere"))
    assert isinstance(result, Refused)
    assert "nowhere" in result.reason
    assert "North, South" in result.needed


def test_a_month_of_which_the_input_tells_nothing_is_empty_and_one_that_is_elsewhere_told_of_is_zero() -> (
    None
):
    months = {row[0]: row for row in named(asked(chosen=Chosen(region="South")), "months").rows}
    assert months["2026-01"][1] == 2
    assert months["2025-12"][1:5] == (0, 0, 0, 0)
    assert months["2025-11"][1] is None
    figure = next(f for f in asked().figures if isinstance(f, Course) and f.title.startswith("Incidents"))
    assert figure.lines[0].y[8:] == (None, None, 1.0, 3.0)
    since = asked(chosen=Chosen(since=date(2026, 1, 1)))
    assert {row[0]: row[1] for row in named(since, "months").rows}["2025-12"] is None
    assert "tells nothing of the month before" in since.sentence
    check = next(check for check in since.checks if "twelve months" in check.name)
    assert check.held is False


def test_kinds_stand_apart_and_columns_that_nobody_fills_are_named() -> None:
    header = "date,province,type_of_violence,deaths"
    found = rows(["2026-01-04,North,1,12", "2026-01-05,North,3,2", "2026-01-06,North,1,3"], header)
    result = monthly(found, date(2026, 1, 1), Chosen())
    assert isinstance(result, Answered)
    kinds = named(result, "kinds").rows
    assert [row[:2] for row in kinds] == [("state-based conflict", 2), ("one-sided violence", 1)]
    assert kinds[0][2] == "15"
    provinces = named(result, "provinces")
    assert "injured" not in provinces.columns
    assert "injured" in provinces.note


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        # As printed by monitors: CRSS, first quarter of 2025, second of 2024 in the country and in a
        # province; SATP, 2011 against 2010.
        (897, 1028, "−13 %"),
        (380, 432, "−12 %"),
        (96, 178, "−46 %"),
        (711, 347, "+105 %"),
    ],
)
def test_changes_are_those_that_monitors_print(now: int, before: int, words: str) -> None:
    assert change_words(Sum(now, now, now, 1), Sum(before, before, before, 1)) == words


@pytest.mark.parametrize(
    ("header", "cells", "total", "closes"),
    [
        # PICSS, January 2026 (militants, civilians, security); SATP, 2011; the military's statement of
        # 31 January 2026; a monitor's April 2023, whose parts fall one short.
        ("deaths_armed_group,deaths_civilian,deaths_security_force", "242,73,46", 361, "✓"),
        ("deaths_civilian,deaths_security_force,deaths_armed_group", "542,122,47", 711, "✓"),
        ("deaths_armed_group,deaths_civilian,deaths_security_force", "145,31,17", 193, "✓"),
        ("deaths_security_force,deaths_civilian", "11,9", 21, "✗ +1"),
    ],
)
def test_the_sums_of_monitors_close_or_not(header: str, cells: str, total: int, closes: str) -> None:
    found = rows([f"2026-01-31,Balochistan,{total},{cells}"], f"date,province,deaths,{header}")
    result = monthly(found, date(2026, 1, 1), Chosen())
    assert isinstance(result, Answered)
    killed = next(row for row in named(result, "glance").rows if row[:2] == ("killed", "everyone"))
    assert killed[-1] == closes


@pytest.mark.skipif(not GED.exists(), reason="the events of Pakistan are not here")
def test_the_months_of_a_year_add_up_to_the_archive_s_own_figures() -> None:
    """UCDP GED, Pakistan: best figures and incidents by year; ends that the archive has in the wrong order
    are turned, so that the sum of the lows is no higher than printed and that of the highs no lower."""
    every = incidents_of(read_table(GED.read_bytes(), GED.stem, str(GED)))[0]
    of_year = {
        2007: (1366, 210, 1352, 1973), 2008: (4620, 664, 4577, 5703), 2009: (7460, 883, 5897, 8192),
        2010: (7226, 962, 6857, 8887), 2013: (2914, 337, 2914, 2952),
    }  # fmt: skip
    for year, (best, count, lowest, highest) in of_year.items():
        assert added_up(every, year, ("killed best", "incidents")) == (best, count)
        low, high = added_up(every, year, ("killed low", "killed high"))
        assert 0.99 * lowest <= low <= lowest
        assert highest <= high <= 1.01 * highest
    for year, whole in ((2012, Sum(200, 200, 444, 123)), (2013, Sum(447, 447, 456, 33))):
        of_province = Chosen(since=date(year, 1, 1), until=date(year, 12, 31), region="Balochistan")
        assert added(of_province.of(every).counted()) == whole


def added_up(every: Incidents, year: int, names: tuple[str, ...]) -> tuple[int, ...]:
    result = monthly(every, date(year, 12, 1), Chosen(region="Pakistan"))
    assert isinstance(result, Answered)
    months = named(result, "months")
    columns = [months.columns.index(name) for name in names]
    return tuple(sum(int(row[n] or 0) for row in months.rows) for n in columns)
