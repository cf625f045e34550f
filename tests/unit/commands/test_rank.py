"""`according analyse rank` as a user runs it, on a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commanding import done, run

HEAD = "date,province,district,low,best,high,deaths_civilian,deaths_security_force"


@pytest.fixture
def days(tmp_path: Path) -> Path:
    lines = [
        f"2025-{1 + n % 12:02}-{1 + n // 12:02},Balochistan,Kech,{n},{n + 1},{n + 3},{n},1" for n in range(60)
    ]
    path = tmp_path / "days.csv"
    path.write_text(
        "\n".join((HEAD, *lines, "2025-12-31,Balochistan,Kech,100,110,120,60,50")) + "\n", "utf-8"
    )
    return path


def record(*arguments: str) -> dict[str, Any]:
    found = json.loads(done("analyse", "rank", *arguments, "--format", "jsonl"))
    assert isinstance(found, dict)
    return found


def test_a_day_of_a_table(days: Path) -> None:
    found = record("--day", "2025-12-31", "--table", str(days), "--region", "balochistan")
    assert found["verdict"] == "certain"
    assert found["seed"] == 1
    assert "2025-12-31" not in json.dumps(found["tables"][2])


def test_a_page_shows_a_figure_for_each_definition(days: Path, tmp_path: Path) -> None:
    page = tmp_path / "rank.html"
    done(
        "analyse", "rank", "--day", "2025-12-31", "--table", str(days), "--format", "html", "--out", str(page)
    )
    assert page.read_text("utf-8").count("<svg") == 4


@pytest.mark.parametrize("wrong", [(), ("--day", "2025-12-31", "--campaign", "abcd")])
def test_one_thing_is_ranked(days: Path, wrong: tuple[str, ...]) -> None:
    result = run("analyse", "rank", "--table", str(days), *wrong)
    assert result.exit_code == 2
    assert "--day DATE or --campaign ID" in result.output


def test_a_campaign_needs_a_book(days: Path) -> None:
    assert "give --book" in run("analyse", "rank", "--campaign", "abcd", "--table", str(days)).output
