from __future__ import annotations

from datetime import date

from according.analysis.incident_columns import Chosen, Figures, numbers
from according.analysis.monthly import Sum, added, change_words, monthly
from according.analysis.result import Answered, Refused, Table
from tabled import PLAIN, rows, table


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
    assert "no dated incident" in result.needed
