"""`according match` on tables made for it, and on the worked example of MELTT where that is present."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from according.cli import cli

OURS = """id,date,enddate,latitude,longitude,type
1,2031-05-10,,30.00,67.00,Ambush
2,2031-05-20,2031-05-23,30.00,67.00,Shelling
3,2031-05-28,,31.00,67.00,Ambush
4,,,31.00,67.00,Ambush
"""
THEIRS = """event_id_cnty,event_date,latitude,longitude,type
T1,11 May 2031,30.01,67.00,armed clash
T2,21 May 2031,30.00,67.01,shelling
T3,28 May 2031,35.00,67.00,armed clash
"""
TYPES = """data.source,base.categories,fine,coarse
ours,Ambush,ambush,fighting
ours,Shelling,shelling,fire from afar
theirs,Armed clash,clash,fighting
theirs,Shelling,shelling,fire from afar
"""
EXAMPLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "analysis" / "meltt"
WINDOW = ("--km", "5", "--days", "1")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["match", *arguments])


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def records(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(*arguments, "--format", "jsonl").splitlines()]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[str, ...]:
    for name, text in (("ours", OURS), ("theirs", THEIRS), ("types", TYPES)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return (
        str(tmp_path / "ours.csv"),
        str(tmp_path / "theirs.csv"),
        "--taxonomy",
        f"type={tmp_path / 'types.csv'}",
    )


def test_the_table_tells_counts_overlap_doubts_and_limits(tables: tuple[str, ...]) -> None:
    result = run(*tables, *WINDOW)
    assert result.exit_code == 0
    shown = result.stdout
    for words in (
        "Within 5 km and 1 day, agreeing in type",
        "1 of events, 0 of episodes",
        "left alone",
        "ours 1",
        "theirs T1",
        "2 of 2",
        "theirs T2",
        "Unmatched is not missing",
        "Never estimate",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "ACC-170" in result.stderr
    assert "4; kept, unmatched" in result.stderr


def test_rows_for_programs_hold_every_row_and_its_incident(tables: tuple[str, ...]) -> None:
    found = {(r["table"], r["id"]): r for r in records(*tables, *WINDOW)}
    assert len(found) == 7
    one, other = found["ours", "1"], found["theirs", "T1"]
    assert one["incident"] == other["incident"]
    assert (one["rows"], one["tables"], one["kind"], one["lag_days"]) == (2, ["ours", "theirs"], "event", 1)
    assert one["distance_km"] == pytest.approx(1.112, abs=0.001)
    assert one["score"] == 1.0
    assert found["ours", "2"]["review"] == ["theirs T2"]
    assert found["theirs", "T2"]["review"] == ["ours 2"]
    assert (found["ours", "4"]["lacks"], found["ours", "4"]["kind"]) == ("date", None)


def test_pairs_for_programs_say_how_alike_they_are(tables: tuple[str, ...]) -> None:
    match, review = records(*tables, *WINDOW, "--as", "pairs")
    assert (match["standing"], match["id_a"], match["id_b"]) == ("match", "1", "T1")
    assert match["levels"] == ["type 2/2"]
    assert (review["standing"], review["incident"], review["lag_days"]) == ("review", None, 0)
    assert (review["table_a"], review["id_a"], review["levels"]) == ("ours", "2", ["type 1/2"])


@pytest.mark.parametrize("listing", [("--as", "rows"), ("--as", "pairs"), ("--grid",)])
def test_csv_has_the_fields_of_json_lines(tables: tuple[str, ...], listing: tuple[str, ...]) -> None:
    written = list(csv.DictReader(io.StringIO(done(*tables, *WINDOW, *listing, "--format", "csv"))))
    told = records(*tables, *WINDOW, *listing)
    assert len(written) == len(told)
    assert list(written[0]) == list(told[0])


def test_the_grid_shows_how_matches_change_with_the_window(tables: tuple[str, ...]) -> None:
    shown = done(*tables, "--grid", "--km", "4", "--days", "1")
    assert "same day" in shown
    assert "[1]" in shown
    assert "Unmatched is not missing" in shown
    cells = {(r["km"], r["days"]): r["matches"] for r in records(*tables, "--grid")}
    assert len(cells) == 24
    assert (cells[1.0, 3], cells[2.0, 0], cells[2.0, 1], cells[50.0, 3]) == (0, 0, 1, 1)


def test_the_order_of_tables_does_not_matter(tables: tuple[str, ...]) -> None:
    ours, theirs, *rest = tables
    assert done(ours, theirs, *rest, *WINDOW) == done(theirs, ours, *rest, *WINDOW)


def test_without_a_taxonomy_day_and_place_decide(tables: tuple[str, ...]) -> None:
    assert "by day and place alone" in done(*tables[:2], *WINDOW)


def test_a_table_can_be_called_otherwise_and_written_to_a_file(
    tables: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "out" / "matched.txt"
    assert done(f"mine={tables[0]}", tables[1], *WINDOW, "--out", str(out)) == ""
    assert "mine" in out.read_text("utf-8")


def test_a_line_that_cannot_be_read_ends_with_3(tables: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(OURS + "5,2031-05-10,,30,67,Ambush,more\n", "utf-8")
    result = run(*tables, *WINDOW)
    assert result.exit_code == 3
    assert "ACC-134" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("{ours}", *WINDOW), "two tables or more"),
        (("{ours}", "{theirs}"), "--km 5 --days 1"),
        (("{ours}", "{theirs}", "--km", "5"), "--grid"),
        (("{ours}", "{ours}", *WINDOW), "NAME=FILE"),
        (("{ours}", "nowhere.csv", *WINDOW), "check the path"),
        (("{ours}", "{theirs}", *WINDOW, "--taxonomy", "type"), "COLUMN=FILE"),
        (("{ours}", "{theirs}", *WINDOW, "--column", "day=when"), "WHAT=NAME"),
        (("{ours}", "{theirs}", "--km", "5000", "--days", "1"), "1000"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_what_to_do(
    tables: tuple[str, ...], arguments: tuple[str, ...], hint: str
) -> None:
    result = run(*(word.format(ours=tables[0], theirs=tables[1]) for word in arguments))
    assert result.exit_code == 2
    assert hint in " ".join(result.output.split())


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the worked example of MELTT is not beside the checkout")
def test_the_published_counts_of_the_worked_example_come_out() -> None:
    """The counts that MELTT's README publishes for its car crashes: 4 km, 2 days, three taxonomies."""
    files = [str(EXAMPLE / f"crash_data{n}.csv") for n in (3, 1, 2)]
    for column in ("model_tax", "color_tax", "damage_tax"):
        files += ["--taxonomy", f"{column}={EXAMPLE / f'taxonomy_{column}.csv'}"]
    found = records(*files, "--km", "4", "--days", "2")
    incidents = {r["incident"]: (tuple(r["tables"]), r["kind"]) for r in found}
    assert (len(found), len(incidents), len(found) - len(incidents)) == (195, 140, 55)
    matches = [kind for tables, kind in incidents.values() if len(tables) > 1]
    assert (len(matches), matches.count("event"), matches.count("episode")) == (34, 26, 8)
    short = ["".join(table[-1] for table in tables) for tables, _ in incidents.values()]
    overlap = {tables: short.count(tables) for tables in set(short)}
    assert overlap == {"1": 41, "2": 34, "3": 31, "12": 5, "13": 4, "23": 4, "123": 21}
    [cell] = [r for r in records(*files, "--grid", "--km", "4") if (r["km"], r["days"]) == (4.0, 2)]
    assert (cell["matches"], cell["episodes_to_review"]) == (34, 6)
