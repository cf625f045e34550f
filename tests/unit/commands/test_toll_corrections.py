"""`according toll`: an outlet's own correction within a group supersedes; the old figure stays to be seen."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commanding import done, run

FIRST = {
    "id": "first",
    "title": "Five killed in market blast in Quetta",
    "text": "QUETTA - Five people were killed when a bomb exploded in a market on Saturday, police said.",
    "published": "2026-01-31",
    "publisher": "Evening Ledger",
}
NOTICE = {
    "id": "notice",
    "title": "Correction: market blast in Quetta",
    "text": "QUETTA - Three people were killed in Saturday's market blast in Quetta, not five as this paper"
    " reported on Saturday.",
    "published": "2026-02-01",
    "publisher": "Evening Ledger",
}
OTHER = {
    "id": "other",
    "title": "Blast in Quetta market kills four",
    "text": "QUETTA - A bomb in a market in Quetta killed four people on Saturday, a doctor said.",
    "published": "2026-01-31",
    "publisher": "Coast Reporter",
}
UPDATE = FIRST | {"id": "update", "title": "More on the blast in Quetta", "text": OTHER["text"]}


def groups(tmp_path: Path, *documents: dict[str, str]) -> str:
    path = tmp_path / "groups.jsonl"
    path.write_text(json.dumps({"id": "g", "documents": documents}) + "\n", "utf-8")
    return str(path)


def told(tmp_path: Path, *documents: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(done("toll", groups(tmp_path, *documents), "--format", "jsonl"))
    return found


def dead(record: dict[str, object]) -> dict[str, object]:
    [toll] = [t for t in record["tolls"] if (t["measure"], t["category"]) == ("deaths", "all")]  # type: ignore[attr-defined]
    return dict(toll)


def test_the_corrected_figure_supersedes_and_the_old_claims_are_set_aside_with_the_reason(
    tmp_path: Path,
) -> None:
    record = told(tmp_path, FIRST, OTHER, NOTICE)
    assert record["corrected"] == [{"document_id": "first", "corrected_in": "notice", "basis": "notice"}]
    toll = dead(record)
    assert (toll["low"], toll["best"], toll["high"]) == (3, 3, 4)
    reasons = [item["reason"] for item in toll["set_aside"]]  # type: ignore[attr-defined]
    assert "corrected" in reasons


def test_no_order_of_the_documents_matters_and_another_outlets_notice_corrects_nothing(
    tmp_path: Path,
) -> None:
    assert dead(told(tmp_path, NOTICE, OTHER, FIRST)) == dead(told(tmp_path, FIRST, OTHER, NOTICE))
    record = told(tmp_path, FIRST, OTHER, NOTICE | {"publisher": "Coast Mirror"})
    assert record["corrected"] == []
    assert dead(record)["high"] == 5


def test_a_notice_that_may_mean_several_is_a_problem_and_corrects_none(tmp_path: Path) -> None:
    result = run("toll", groups(tmp_path, FIRST, UPDATE, NOTICE), "--format", "jsonl")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["corrected"] == []
    assert "ACC-307" in result.stderr


def test_the_spreadsheet_names_what_was_corrected(tmp_path: Path) -> None:
    written = done("toll", groups(tmp_path, FIRST, OTHER, NOTICE), "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(written))
    assert row["corrected"] == "first (notice, notice)"


@pytest.mark.parametrize("format_name", ["table", "csv"])
def test_the_corrected_toll_is_in_every_format(tmp_path: Path, format_name: str) -> None:
    shown = done("toll", groups(tmp_path, FIRST, NOTICE), "--format", format_name)
    assert "g" in shown
    assert "3" in shown
    assert "5" not in shown.replace("deaths", "")


def test_the_table_names_the_rule_and_says_what_a_figure_rests_on(tmp_path: Path) -> None:
    report = {
        "id": "a",
        "title": "",
        "text": "The army said that 12 militants were killed in Quetta on Friday.",
    }
    path = tmp_path / "groups.jsonl"
    path.write_text(json.dumps({"id": "g", "documents": [{**report, "published": "2026-01-31"}]}), "utf-8")
    shown = done("toll", str(path))
    assert "0–12  ‡" in shown
    assert "‡ a party's word about its enemy is not taken as best" in shown
    assert "Profile: neutral" in shown
    assert "12  *" in done("toll", str(path), "--profile", "maximum")
