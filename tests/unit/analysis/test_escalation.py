"""Escalation as asked: refusals, the verdict by the flexible background, districts a year."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from according.analysis.escalation import MODELS, escalation
from according.analysis.incident_columns import Chosen
from according.analysis.result import Answered
from according.methods.endemic_epidemic import simulated
from commanding import analysed, figures, run
from tabled import rows, written

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"
HEAD = "id,date,deaths,district,latitude,longitude,where_prec"
START = date(2010, 1, 4)


def lines_of(counts: np.ndarray, districts: int = 6) -> list[str]:
    """One row an incident: so many a week, their days and districts drawn."""
    draw = np.random.default_rng(9)
    made = []
    for week, count in enumerate(counts.tolist()):
        for _ in range(count):
            day = START + timedelta(days=7 * week + int(draw.integers(0, 7)))
            n = int(draw.integers(0, districts))
            made.append(f"e{len(made)},{day},1,D{n},{28 + n % 3},{64 + n // 3},1")
    return made


def asked(tmp_path: Path, lines: list[str], *options: str) -> dict[str, Any]:
    return analysed("escalation", written(tmp_path, HEAD, lines), *options)


def test_dependence_is_found(tmp_path: Path) -> None:
    counts = simulated(np.full(260, 1.5), 0.6, 0.0, np.random.default_rng(1))
    record = asked(tmp_path, lines_of(counts))
    assert record["verdict"] == "dependence found"
    lead = next(row for row in figures(record, "dependence") if row["decides"])
    assert 0 < lead["low"] < lead["eta"] < lead["high"]
    assert sum(row["incidents"] for row in figures(record, "course")) <= counts.sum()


def test_a_slow_background_is_no_dependence_though_a_straight_trend_says_so(tmp_path: Path) -> None:
    background = 4 * np.exp(1.2 * np.sin(2 * np.pi * np.arange(364) / 140))
    record = asked(tmp_path, lines_of(simulated(background, 0.0, 0.0, np.random.default_rng(2))))
    found = figures(record, "dependence")
    assert found[0]["low"] > 0.5
    assert record["verdict"] == "no dependence found"
    assert "contagion" not in json.dumps(record)
    assert any("reporting" in caution for caution in record["cautions"])


def test_where_no_upper_limit_is_found_none_is_printed(tmp_path: Path) -> None:
    counts = np.zeros(60, dtype=np.int64)
    counts[[0, 59]] = 1, 120
    record = asked(tmp_path, lines_of(counts))
    lead = next(row for row in figures(record, "dependence") if row["decides"])
    assert lead["low"] == 0
    assert lead["high"] is None
    assert "(from 0.00; no upper limit found within 10)" in record["sentence"]


def test_every_model_is_told_as_it_is_fitted() -> None:
    ends: list[int] = []
    table = rows(lines_of(np.random.default_rng(8).poisson(3.0, 60)), HEAD)
    assert isinstance(escalation(table, "week", Chosen(), lambda: ends.append(1)), Answered)
    assert len(ends) == MODELS


def test_few_incidents_are_refused(tmp_path: Path) -> None:
    record = asked(tmp_path, lines_of(np.full(33, 3)))
    assert "99 dated incidents" in record["reason"]


def test_few_weeks_are_refused(tmp_path: Path) -> None:
    record = asked(tmp_path, lines_of(np.full(40, 5)))
    assert "40 weeks" in record["reason"]


def test_districts_a_year_are_compared_at_one_size(tmp_path: Path) -> None:
    counts = np.random.default_rng(6).poisson(np.r_[np.full(52, 1.2), np.full(104, 5.0)])
    years = figures(asked(tmp_path, lines_of(counts)), "spread")
    assert [row["year"] for row in years[:3]] == ["2010", "2011", "2012"]
    assert all(row["rarefied_to_15"] == pytest.approx(5.6, abs=0.5) for row in years[:3])
    assert years[0]["first_time"] == 6
    assert years[1]["first_time"] == 0


def test_order_does_not_matter(tmp_path: Path) -> None:
    lines = lines_of(simulated(np.full(70, 1.5), 0.3, 0.0, np.random.default_rng(3)))
    assert asked(tmp_path, lines)["tables"] == asked(tmp_path, lines[::-1])["tables"]


def test_by_day(tmp_path: Path) -> None:
    record = asked(tmp_path, lines_of(np.random.default_rng(7).poisson(8.0, 16)), "--by", "day")
    assert 90 <= len(figures(record, "course")) <= 112 - 7
    assert record["verdict"] == "no dependence found"


def test_the_page_shows_its_figures(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, lines_of(np.random.default_rng(8).poisson(3.0, 60)))
    result = run("analyse", "escalation", "--table", str(path), "--format", "html")
    assert result.exit_code == 0
    assert result.stdout.count("<svg") == 3


@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs the archive")
def test_an_archive_shows_why_the_background_matters() -> None:
    record = analysed("escalation", ARCHIVE, "--region", "Baloch", "--since", "2004-01-01")
    stiff, lead = figures(record, "dependence")[:2]
    assert stiff["low"] > 0.2
    assert lead["low"] == 0
    assert record["verdict"] == "no dependence found"
