"""Coordination as asked: three questions side by side, what is left out, refusals, verdicts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from according.analysis.coordination import Asked, coordination
from according.analysis.incident_columns import Chosen
from according.analysis.result import Answered
from commanding import analysed, figures, run
from tabled import rows as rows_of
from tabled import written

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"
HEAD = "id,date,deaths,actor,district,latitude,longitude,where_prec,end"
START = date(2020, 1, 1)


def rows(burst: bool, events: int = 60, seed: int = 1) -> list[str]:
    """Incidents of one actor over a year in twelve districts; with `burst`, ten of them on one day."""
    draw = np.random.default_rng(seed)
    made = []
    for n in range(events):
        district, day = int(draw.integers(0, 12)), int(draw.integers(0, 360))
        if burst and n < 10:
            district, day = n, 200
        when = START + timedelta(days=day)
        made.append(
            f"e{n},{when},1,Northern Front,D{district},{28 + district % 4},{64 + district // 4},1,{when}"
        )
    return made


def asked(tmp_path: Path, lines: list[str], *options: str) -> dict[str, Any]:
    return analysed("coordination", written(tmp_path, HEAD, lines), "--runs", "199", *options)


def test_many_districts_at_once_are_beyond_chance(tmp_path: Path) -> None:
    record = asked(tmp_path, rows(burst=True))
    assert record["verdict"] == "beyond chance"
    assert "10 districts within one day (19 Jul 2020)" in record["sentence"]
    assert figures(record, "synchrony")[0]["districts"] == 10


def test_events_of_chance_are_within_chance(tmp_path: Path) -> None:
    assert asked(tmp_path, rows(burst=False))["verdict"] == "within chance"


def test_each_question_tells_its_null_its_runs_and_what_was_tried(tmp_path: Path) -> None:
    record = asked(tmp_path, rows(burst=True), "--near-km", "100", "--near-km", "200", "--near-days", "3")
    told = figures(record, "questions")
    assert [row["question"] for row in told] == ["synchrony", "Knox", "scan"]
    assert all(row["null"] and row["B"] for row in told)
    assert told[1]["tried"] == "2 windows"
    knox = figures(record, "knox")
    assert [(row["km"], row["days"]) for row in knox] == [(100, 3), (200, 3)]
    assert all(row["p"] * 200 == pytest.approx(round(row["p"] * 200)) for row in knox)


def test_what_is_not_dated_or_placed_closely_is_left_out_and_told(tmp_path: Path) -> None:
    loose = [
        "x1,2020-03-01,1,Northern Front,D1,28,64,4,2020-03-01",
        "x2,2020-03-01,1,Northern Front,D1,,,1,2020-03-01",
        "x3,2020-03-01,1,Northern Front,D1,28,64,1,2020-03-09",
    ]
    record = asked(tmp_path, rows(burst=False) + loose)
    assert "60 of 63 incidents" in record["coverage"]
    found = {check["name"]: check for check in record["checks"]}
    assert found["every incident has one known day"]["found"].startswith("1 ")
    assert found["every incident has a place within its district"]["found"].startswith("2 ")
    assert figures(record, "questions") == figures(asked(tmp_path, rows(burst=False)), "questions")


def test_every_run_is_told_as_it_ends() -> None:
    ends: list[int] = []
    table = rows_of(rows(burst=True), HEAD)
    result = coordination(table, Asked(runs=99), Chosen(), 1, lambda: ends.append(1))
    assert isinstance(result, Answered)
    assert len(ends) == sum(row[5] for row in result.tables[0].rows if row[0] in ("Knox", "scan"))


def test_few_incidents_are_refused(tmp_path: Path) -> None:
    record = asked(tmp_path, rows(burst=True, events=19))
    assert "verdict" not in record or record["verdict"] is None or "refus" in str(record["verdict"]).lower()
    assert "19 incidents" in record["reason"]
    assert record["needed"]


def test_an_actor_of_few_incidents_leaves_synchrony_undecided(tmp_path: Path) -> None:
    lines = [row.replace("Northern Front", f"Group {n % 5}") for n, row in enumerate(rows(burst=False))]
    record = asked(tmp_path, lines)
    assert record["verdict"] == "undecided"
    assert figures(record, "knox")


def test_order_does_not_matter_and_the_seed_is_kept(tmp_path: Path) -> None:
    lines = rows(burst=False)
    one, other = asked(tmp_path, lines), asked(tmp_path, lines[::-1])
    assert one["tables"] == other["tables"]
    assert one["seed"] == 1
    assert asked(tmp_path, lines) == one


def test_the_page_shows_its_figures(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, rows(burst=True))
    result = run("analyse", "coordination", "--table", str(path), "--format", "html", "--runs", "99")
    assert result.exit_code == 0
    assert result.stdout.count("<svg") == 4


@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs the archive")
def test_an_archive_to_2017_shows_no_excess_of_days_with_many_districts() -> None:
    record = analysed("coordination", ARCHIVE, "--region", "Baloch", "--actor", "BRA", "--runs", "99")
    best = figures(record, "synchrony")[0]
    assert (best["from"], best["districts"]) == ("2008-07-26", 3)
    assert record["verdict"] == "within chance"
