"""Forecasts as asked: what ships, what is refused, and the order of the field's baselines on real data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from according.analysis.forecast import OURS, forecast
from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.result import Answered, Refused, Table
from according.analysis.unit_months import unit_months
from commanding import run

GED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"


def incidents(counts: np.ndarray, start: str = "2001-01") -> Incidents:
    """One incident for each area and month with deaths."""
    area, month = np.nonzero(counts)
    killed = counts[area, month].astype(float)
    days = (np.datetime64(start, "M") + month + 1).astype("datetime64[D]") - 1
    count = len(killed)
    words, whole = np.full(count, "", dtype=object), np.zeros(count, dtype=np.int64)
    names = np.array([f"district {n}" for n in area], dtype=object)
    lat, lon = 30.0 + area / 10, 67.0 + area / 10
    return Incidents(
        "table", np.arange(count).astype(str).astype(object), days, days, lat, lon, whole, words,
        words, names, (), words, words, whole, {("deaths", "all"): Figures(killed, killed, killed + 1)},
    )  # fmt: skip


def drawn(seed: int, areas: int = 8, months: int = 150) -> np.ndarray:
    found: np.ndarray = np.random.default_rng(seed).negative_binomial(0.4, 0.1, (areas, months))
    return found


def jumping(seed: int, areas: int = 10, months: int = 150) -> np.ndarray:
    """Areas whose level jumps every year and a half, seldom back."""
    rng = np.random.default_rng(seed)
    level = np.repeat(rng.choice([0.05, 1.0, 25.0], (areas, -(-months // 18))), 18, axis=1)[:, :months]
    found: np.ndarray = rng.poisson(level)
    return found


def answered(result: object) -> Answered:
    assert isinstance(result, Answered)
    return result


def named(result: Answered, name: str) -> Table:
    return next(table for table in result.tables if table.name == name)


def test_where_nothing_changes_the_own_past_is_the_forecast() -> None:
    steady = np.random.default_rng(1).poisson(np.array([[0.1], [1], [4], [20], [60]]), (5, 150))
    found = answered(forecast(incidents(steady), 3, "district", Chosen()))
    assert found.verdict == "not better than the unit's own history"
    assert named(found, "forecast").title.endswith("own ten years")


def test_ours_ships_only_beyond_the_interval_against_both_histories() -> None:
    for seed in (2,):
        found = answered(forecast(incidents(jumping(seed)), 1, "district", Chosen()))
        rows = {row[0]: row for row in named(found, "scores").rows}
        beats = all(rows[name][8] < 0 for name in ("own year", "own ten years"))
        assert (found.verdict == "better than the unit's own history") == beats
        assert named(found, "forecast").title.endswith(OURS) == beats


def test_the_scores_of_nobody_killed_are_the_means_of_what_came() -> None:
    counts = drawn(4)
    found = answered(forecast(incidents(counts), 2, "district", Chosen()))
    row = next(row for row in named(found, "scores").rows if row[0] == "nobody")
    judged = counts[:, -60:]
    assert row[1] == pytest.approx(judged.mean(), abs=1e-4)
    assert "CRPS of samples in its energy form" in named(found, "scores").note
    assert row[5] == pytest.approx(judged.mean() + np.mean(judged > 0), abs=1e-4)


def test_order_does_not_matter_and_the_seed_moves_no_forecast() -> None:
    own = incidents(drawn(5, areas=4, months=90))
    turned = own.of(np.arange(len(own))[::-1])
    one, other = (answered(forecast(which, 3, "district", Chosen(), 1)) for which in (own, turned))
    assert one.tables == other.tables
    again = answered(forecast(own, 3, "district", Chosen(), 2))
    assert named(again, "forecast") == named(one, "forecast")


@pytest.mark.parametrize(("months", "reason"), [(30, "of history"), (45, "too few to judge")])
def test_short_histories_are_refused(months: int, reason: str) -> None:
    counts = np.ones((4, months), dtype=int)
    found = forecast(incidents(counts), 3, "district", Chosen())
    assert isinstance(found, Refused)
    assert reason in found.reason
    assert "51 months" in found.needed or "36 months" in found.needed


def test_a_last_month_that_breaks_off_is_refused_with_the_day_to_ask_for() -> None:
    own = incidents(drawn(5, areas=8, months=90))
    early = replace(own, first=own.first - 25, last=own.last - 25)
    refused = forecast(early, 3, "district", Chosen())
    assert isinstance(refused, Refused)
    assert "25 days before the end" in refused.reason
    assert str(early.first.max().astype("datetime64[M]").astype("datetime64[D]") - 1) in refused.needed


def test_last_months_that_look_unfinished_are_refused_unless_they_are_said_to_be_complete() -> None:
    counts = np.random.default_rng(3).poisson(3.0, (8, 120))
    counts[:, -3:] = 0
    counts[0, -1] = 1
    found = forecast(incidents(counts), 3, "district", Chosen())
    assert isinstance(found, Refused)
    assert "still to come" in found.reason
    assert "--until" in found.needed
    assert isinstance(forecast(incidents(counts), 3, "district", Chosen(), is_complete=True), Answered)
    # As calm as it has been before: no sign of reports to come.
    counts[:, 60:63] = 0
    assert isinstance(forecast(incidents(counts), 3, "district", Chosen()), Answered)


def test_a_region_that_the_input_does_not_know_is_refused_with_those_that_it_does() -> None:
    own = incidents(drawn(1))
    own.province[:] = "Alpha"
    found = forecast(own, 3, "district", Chosen(region="Omega"))
    assert isinstance(found, Refused)
    assert "Omega" in found.reason
    assert "Alpha" in found.needed


def test_an_answer_names_areas_and_months_and_no_day() -> None:
    found = answered(forecast(incidents(drawn(5, areas=4, months=90)), 3, "district", Chosen()))
    assert re.search(r"each month from Jul 2008 to Sep 2008", found.sentence)
    assert not re.search(r"\d{4}-\d\d-\d\d|\b\d{1,2} (Jul|Aug|Sep) 2008", found.sentence)
    check = next(one for one in found.checks if "beats" in one.name)
    assert check.held == (found.verdict == "better than the unit's own history")
    assert "own ten years" in check.found


def test_one_area_is_refused_and_seven_months_are_not_asked() -> None:
    assert isinstance(forecast(incidents(drawn(1, areas=1)), 3, "district", Chosen()), Refused)
    with pytest.raises(ValueError, match="1 to 6"):
        forecast(incidents(drawn(1)), 7, "district", Chosen())


def test_unknown_areas_days_and_figures_are_left_out_and_told() -> None:
    own = incidents(drawn(6))
    own.district[0] = ""
    own.first[1] = own.last[1] = np.datetime64("NaT")
    own.figures["deaths", "all"].low[2] = own.figures["deaths", "all"].best[2] = np.nan
    own.figures["deaths", "all"].high[2] = np.nan
    table = unit_months(own, "district")
    assert (table.unplaced, table.undated, table.uncounted) == (1, 1, 1)
    assert table.best.sum() == np.nansum(own.counted().best[3:])


def test_areas_of_one_name_in_two_provinces_are_two() -> None:
    own = incidents(np.ones((2, 5), dtype=int))
    own.district[:] = "Here"
    own.province[:] = np.where(own.lat > 30.05, "North", "South")
    assert unit_months(own, "district").units == ("Here, North", "Here, South")


@pytest.mark.skipif(not GED.exists(), reason="the events of Pakistan are not here")
def test_the_field_s_baselines_come_in_their_known_order() -> None:
    """29 districts of Balochistan over 60 months: the last month alone is worst, nobody and the own year
    near each other, then neighbours, three years' moments, and ten years' own history best."""
    asked = ("analyse", "forecast", "--table", str(GED), "--region", "Balochistan", "--format", "jsonl")
    record: dict[str, Any] = json.loads(run(*asked).stdout)
    table = next(table for table in record["tables"] if table["name"] == "scores")
    crps = {row[0]: row[1] for row in table["rows"]}
    order = [
        "own ten years", "own three years, negative binomial", "own and neighbours' year", "nobody",
        "last month",
    ]  # fmt: skip
    assert [crps[name] for name in order] == sorted(crps[name] for name in order)
    assert crps["own year"] == pytest.approx(crps["nobody"], rel=0.03)
    assert crps["own ten years"] == pytest.approx(0.7312, abs=5e-4)
    assert record["verdict"] == "not better than the unit's own history"
