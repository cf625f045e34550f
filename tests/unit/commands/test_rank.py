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


REPORTS = {
    "one": "QUETTA, Jan 31 - Gunmen killed nine soldiers in Quetta on Saturday, the military said. A "
    "separatist group, the Northern Front, claimed the attack and called it part of Operation Winter Wind.\n",
    "two": "GWADAR, Feb 1 - A bomb killed four policemen in Gwadar on Sunday, police said. The Northern "
    "Front claimed the bombing as part of Operation Winter Wind.\n",
}


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A book of two attacks of one named operation, and the beginning of the campaign's id."""
    room = tmp_path_factory.mktemp("rank")
    folder = str(room / "book")
    done("init", folder)
    for name, words in REPORTS.items():
        (room / f"{name}.txt").write_text(words, "utf-8")
        done("add", folder, str(room / f"{name}.txt"), "--published", "2026-02-02", "--country", "Pakistan")
    told = json.loads(done("campaigns", folder, "--format", "jsonl").splitlines()[0])
    return folder, str(told["campaign_id"])[:8]


def test_a_campaign_is_ranked_by_its_own_figures_among_stretches_as_long(
    campaign: tuple[str, str], days: Path
) -> None:
    folder, begun = campaign
    found = record("--campaign", begun, "--book", folder, "--table", str(days))
    lead = dict(zip(found["tables"][0]["columns"], found["tables"][0]["rows"][0], strict=True))
    assert (lead["killed"], lead["low"], lead["best"], lead["high"]) == ("all dead", 13, 13, 13)
    assert "stretches of 2 days" in found["estimand"]
    assert found["sentence"].startswith("Operation Winter Wind")
    assert found["verdict"] == "improbable"


def test_a_campaign_alone_in_its_book_is_refused_with_what_it_needs(campaign: tuple[str, str]) -> None:
    folder, begun = campaign
    result = run("analyse", "rank", "--campaign", begun, "--book", folder)
    assert result.exit_code == 5
    assert "a table of other days" in result.output
    assert "--table FILE" in result.output


def test_an_id_that_begins_no_campaign_tells_where_ids_are(campaign: tuple[str, str]) -> None:
    result = run("analyse", "rank", "--campaign", "zz", "--book", campaign[0])
    assert result.exit_code == 2
    assert "according campaigns" in result.output


def test_among_the_first_hundred_of_sixty_is_no_answer(days: Path) -> None:
    result = run("analyse", "rank", "--day", "2025-12-31", "--table", str(days), "--top", "100")
    assert result.exit_code == 5
    assert "60 others, and 100 are needed" in " ".join(result.output.split())


def test_a_region_that_is_written_otherwise_is_offered(days: Path) -> None:
    result = run("analyse", "rank", "--day", "2025-12-31", "--table", str(days), "--region", "Balochistn")
    assert result.exit_code == 5
    assert "near to it: Balochistan" in " ".join(result.output.split())


def test_a_day_without_an_incident_names_the_nearest(days: Path) -> None:
    result = run("analyse", "rank", "--day", "2025-12-29", "--table", str(days))
    assert result.exit_code == 5
    assert "2025-12-31" in result.output
