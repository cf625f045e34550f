"""Interruptions as asked: verdicts, refusals, and what cannot move them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.interruption import interruption
from according.analysis.interruption_course import Interruption
from according.analysis.interruption_tables import e_value
from according.analysis.result import Answered, Check, Refused
from according.analysis.steps import counted
from commanding import run

EVERY = Chosen()


def incidents(by_month: list[int], start: str = "2010-01", deaths: float = 2.0) -> Incidents:
    """So many incidents in each month from `start` on."""
    first = np.datetime64(start, "M")
    days = np.repeat((first + np.arange(len(by_month))).astype("datetime64[D]"), by_month)
    count = len(days)
    words, unknown = np.full(count, "", dtype=object), np.full(count, np.nan)
    known = np.full(count, deaths)
    whole = np.zeros(count, dtype=np.int64)
    return Incidents(
        "table", np.arange(count).astype(str).astype(object), days, days, unknown, unknown, whole, words,
        words, words, (), words, words, whole, {("deaths", "all"): Figures(known, known, known * 2)},
    )  # fmt: skip


def counts(seed: int, months: int = 120, mean: float = 8.0) -> list[int]:
    found: list[int] = np.random.default_rng(seed).poisson(mean, months).tolist()
    return found


def answered(result: object) -> Answered:
    assert isinstance(result, Answered)
    return result


def test_one_date_is_never_more_than_not_identifiable() -> None:
    dropped = [*counts(1, 60, 20.0), *counts(2, 60, 4.0)]
    found = answered(interruption(incidents(dropped), [Interruption(date(2015, 1, 1))], EVERY))
    assert found.verdict == "not identifiable"
    assert "1 date of the 8 needed" in found.sentence
    first = found.tables[0].rows[0]
    assert first[2] == pytest.approx(0.2, abs=0.06)
    assert next(c for c in found.checks if c.name == "other dates show less").held


def operations(series: list[int], starts: range, effect: float) -> list[int]:
    """The series with months after each start thinned."""
    rng, found = np.random.default_rng(9), list(series)
    for start in starts:
        for month in range(start, start + 3):
            found[month] = int(rng.binomial(found[month], effect))
    return found


def day(month: int) -> date:
    return (np.datetime64("2010-01", "M") + month).astype("datetime64[D]").astype(object)


def test_dates_enough_that_past_violence_does_not_predict_can_be_consistent_with_an_effect() -> None:
    starts = range(7, 112, 11)
    series = operations(counts(3, 120, 30.0), starts, 0.3)
    dates = [Interruption(day(month)) for month in starts]
    found = answered(interruption(incidents(series), dates, EVERY))
    assert found.verdict == "consistent with an effect"
    said = answered(interruption(incidents(series), dates, EVERY, claimed="more"))
    assert said.verdict == "contradicted"


def test_dates_after_peaks_are_not_identifiable_though_violence_falls() -> None:
    rng, level, series = np.random.default_rng(5), 0.0, []
    for _ in range(300):
        level = 0.8 * level + rng.normal(0, 0.5)
        series.append(int(rng.poisson(8 * np.exp(level))))
    past = np.convolve(series, np.ones(3), "valid")
    peaks = [n + 3 for n in np.argsort(-past[:-6])[:60] if n > 6]
    starts: list[int] = []
    for peak in peaks:
        if all(abs(peak - other) > 5 for other in starts):
            starts.append(int(peak))
    assert len(starts) >= 8
    found = answered(interruption(incidents(series), [Interruption(day(s)) for s in starts], EVERY))
    assert found.verdict == "not identifiable"
    assert "the dates follow past violence" in found.sentence


def test_order_of_incidents_and_dates_does_not_matter_and_the_seed_does_not_move_the_estimate() -> None:
    own = incidents(counts(4))
    dates = [Interruption(day(month)) for month in range(10, 110, 11)]
    one = answered(interruption(own, dates, EVERY, seed=1))
    turned = own.of(np.arange(len(own))[::-1])
    other = answered(interruption(turned, dates[::-1], EVERY, seed=1))
    assert one.tables == other.tables
    assert answered(interruption(own, dates, EVERY, seed=2)).tables[0] == one.tables[0]


def test_low_and_high_deaths_have_ratios_of_their_own() -> None:
    found = answered(interruption(incidents(counts(6)), [Interruption(day(60))], EVERY, "deaths"))
    assert {row[1] for row in found.tables[0].rows} >= {"low figures", "high figures"}


@pytest.mark.parametrize(
    ("series", "at", "reason"),
    [
        (counts(1, 20), 10, "20 months"),
        (counts(1, 60), 4, "on either side"),
        ([0] * 30 + [1] * 5 + [0] * 30, 32, "5 months"),
    ],
)
def test_too_little_is_refused(series: list[int], at: int, reason: str) -> None:
    found = interruption(incidents(series), [Interruption(day(at))], EVERY)
    assert isinstance(found, Refused)
    assert reason in found.reason
    assert found.needed


def test_a_date_within_a_month_leaves_that_month_out() -> None:
    series = [10] * 60 + [500] + [10] * 59
    found = answered(interruption(incidents(series), [Interruption(date(2015, 1, 15))], EVERY))
    assert found.tables[0].rows[2][2] == pytest.approx(1.0, abs=1e-6)


def test_weeks_begin_on_mondays_and_months_without_incidents_are_zero() -> None:
    own = incidents([1, 0, 0, 2])
    assert counted(own, "month", "events").best.tolist() == [1, 0, 0, 2]
    weeks = counted(own, "week", "events")
    assert all(one.weekday() == 0 for one in weeks.days)
    assert weeks.best.sum() == 3
    assert weeks.position(date(2010, 1, 1)) == 0
    assert weeks.position(date(2010, 1, 4)) == 1


def test_unknown_deaths_are_left_out_and_told() -> None:
    own = incidents([3] * 40)
    figures = own.figures["deaths", "all"]
    figures.low[0] = figures.best[0] = figures.high[0] = np.nan
    steps = counted(own, "month", "deaths")
    assert steps.uncounted == 1
    assert steps.best[0] == 4
    assert counted(own, "month", "deaths").high[1] == 12


def test_e_values() -> None:
    # A ratio of 2 needs 2 + sqrt(2); the interval's near end counts; 1 where it holds 1.
    assert e_value(3.0, 2.0, 4.0) == pytest.approx(2 + 2**0.5)
    assert e_value(1 / 3, 0.25, 0.5) == pytest.approx(2 + 2**0.5)
    assert e_value(1.2, 0.9, 1.5) == 1.0


def test_the_command_answers_with_its_p_and_refuses_with_status_5(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    months = [f"20{year:02}-{month:02}" for year in range(10, 16) for month in range(1, 13)]
    rows = [f"{month}-{day:02},1" for n, month in enumerate(months) for day in range(1, 4 + n % 5)]
    path.write_text("date,deaths\n" + "\n".join(rows) + "\n", "utf-8")
    asked = ("analyse", "interruption", "--table", str(path), "--format", "jsonl")
    record: dict[str, Any] = json.loads(run(*asked, "--date", "2013-01-01").stdout)
    assert record["verdict"] == "not identifiable"
    assert any("(r + 1)/(B + 1)" in table["note"] for table in record["tables"])
    assert run(*asked, "--date", "2010-02-01").exit_code == 5
    dates = tmp_path / "dates.csv"
    dates.write_text("start,end\n2011-03-01,2011-05-31\n2013-03-01,\n", "utf-8")
    assert run(*asked, "--dates", str(dates)).exit_code == 0
    assert run(*asked).exit_code not in (0, 5)


def test_a_region_beside_tells_what_would_have_been() -> None:
    ours, theirs = [*counts(1, 60, 20.0), *counts(2, 60, 5.0)], counts(3, 120, 20.0)
    own, other = incidents(ours), incidents(theirs)
    own.province[:], other.province[:] = "Alpha", "Omega"
    both = joined(own, other)
    found = answered(interruption(both, [Interruption(day(60))], Chosen(region="Alpha"), beside="Omega"))
    row = next(row for row in found.tables[0].rows if row[1] == "beside Omega")
    assert row[2] == pytest.approx(0.25, abs=0.06)
    assert found.verdict == "not identifiable"
    assert any("Omega" in assumption for assumption in found.terms.assumptions)


def test_a_region_beside_without_incidents_is_refused_with_those_that_there_are() -> None:
    own = incidents(counts(1))
    own.province[:] = "Alpha"
    found = interruption(own, [Interruption(day(60))], Chosen(region="Alpha"), beside="Omega")
    assert isinstance(found, Refused)
    assert "Omega" in found.reason
    assert "Alpha" in found.needed


def test_a_region_that_the_input_does_not_know_is_refused_with_those_that_it_does() -> None:
    own = incidents(counts(1))
    own.province[:] = "Alpha"
    found = interruption(own, [Interruption(day(60))], Chosen(region="Omega"))
    assert isinstance(found, Refused)
    assert "Omega" in found.reason
    assert "Alpha" in found.needed


def test_more_dates_than_leave_others_are_refused_and_interruptions_without_a_time_between() -> None:
    months = [Interruption(day(month)) for month in range(6, 54)]
    found = interruption(incidents(counts(1, 60)), months, EVERY)
    assert isinstance(found, Refused)
    assert "leave no others" in found.reason
    assert found.needed


def check(found: Answered, words: str) -> Check:
    return next(one for one in found.checks if words in one.name)


def test_provinces_not_asked_about_are_tried_alike() -> None:
    ours, theirs = [*counts(1, 60, 20.0), *counts(2, 60, 5.0)], counts(3, 120, 20.0)
    for other, held in ((theirs, True), ([*counts(4, 60, 40.0), *counts(5, 60, 1.0)], False)):
        one, two = incidents(ours), incidents(other)
        one.province[:], two.province[:] = "Alpha", "Omega"
        both = joined(one, two)
        found = answered(interruption(both, [Interruption(day(60))], Chosen(region="Alpha")))
        table = next(table for table in found.tables if table.name == "elsewhere")
        assert [row[0] for row in table.rows] == ["Alpha (asked about)", "Omega"]
        assert check(found, "other provinces").held is held


def test_a_level_that_changes_elsewhere_and_reports_that_grow_are_told() -> None:
    own = incidents([*counts(1, 40, 4.0), *counts(2, 40, 20.0), *counts(3, 40, 5.0)])
    own.reports[:] = np.where(own.first >= np.datetime64(day(80)), 6, 2)
    found = answered(interruption(own, [Interruption(day(80))], EVERY))
    assert check(found, "change of level").held is False
    assert "--since" in check(found, "change of level").found
    assert check(found, "reports of each").held is False
    own.reports[:] = 2
    assert check(answered(interruption(own, [Interruption(day(80))], EVERY)), "reports of each").held


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--date", "2013-05-01", "--ended", "2013-01-01"), "before --date"),
        (("--dates", "no days"), "2016-06-01"),
        (("--dates", "no rows"), "has no rows"),
        (("--dates", "two", "--beside", "Omega"), "one date"),
    ],
)
def test_dates_that_cannot_be_meant_end_with_what_to_write(
    tmp_path: Path, asked: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,deaths\n2012-01-01,1\n", "utf-8")
    for name, rows in (("no days", "soon\n"), ("no rows", ""), ("two", "2013-01-01\n2014-01-01\n")):
        (tmp_path / name).write_text(f"start\n{rows}", "utf-8")
    told = [str(tmp_path / word) if word in ("no days", "no rows", "two") else word for word in asked]
    found = run("analyse", "interruption", "--table", str(path), *told)
    assert found.exit_code == 2
    assert words in found.stderr


def joined(one: Incidents, other: Incidents) -> Incidents:
    columns = {
        field: np.concatenate([getattr(one, field), getattr(other, field)])
        for field in ("ids", "first", "last", "lat", "lon", "where_prec", "country", "province", "district")
    }
    rest = {field: np.concatenate([getattr(one, field), getattr(other, field)])
            for field in ("kind", "sources", "reports")}  # fmt: skip
    return Incidents("table", **columns, actors=(), **rest)
