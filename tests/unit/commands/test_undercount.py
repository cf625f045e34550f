"""`according analyse undercount` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from according.methods.lists import Lists
from commanding import done, run
from listing import ARTIFICIAL, KOSOVO

#: Independent lists.
SMALL = Lists(("police", "press", "hospital"), np.array([0, 120, 110, 32, 100, 29, 26, 8]))
QUICK = ("--classes", "2", "--draws", "4")


def written(folder: Path, lists: Lists) -> str:
    """The lists as a file of patterns."""
    rows = [
        ",".join([*("1" if on else "0" for on in lists.on[code]), str(lists.cells[code])])
        for code in range(1, len(lists.cells))
    ]
    file = folder / "lists.csv"
    file.write_text("\n".join([",".join([*lists.names, "count"]), *rows]) + "\n", "utf-8")
    return str(file)


def test_programs_and_pages_get_the_same_answer(tmp_path: Path) -> None:
    small = written(tmp_path, SMALL)
    record = json.loads(done("analyse", "undercount", "--lists", small, *QUICK, "--format", "jsonl"))
    assert (record["question"], record["answered"], record["seed"]) == ("undercount", True, 1)
    models = next(t for t in record["tables"] if t["name"] == "models")
    assert models["rows"][0][0] == "[1,2,3]"
    out = tmp_path / "page.html"
    done("analyse", "undercount", "--lists", small, *QUICK, "--format", "html", "--out", str(out))
    assert record["sentence"] in out.read_text("utf-8")


def test_lists_keep_the_names_that_their_file_gives_them(tmp_path: Path) -> None:
    named = Lists(("Police", "UN-Press", "hospital"), SMALL.cells)
    record = json.loads(
        done("analyse", "undercount", "--lists", written(tmp_path, named), *QUICK, "--format", "jsonl")
    )
    assert "Police, UN-Press, hospital" in record["definition"]
    lists = next(t for t in record["tables"] if t["name"] == "lists")
    assert [row[1] for row in lists["rows"]] == ["Police", "UN-Press", "hospital"]


def test_refusals_end_with_their_status(tmp_path: Path) -> None:
    ran = run("analyse", "undercount", "--lists", written(tmp_path, ARTIFICIAL))
    assert ran.exit_code == 5
    assert "Refused" in ran.output


@pytest.mark.parametrize("option", ["--lists", "--table", "--book"])
def test_tolls_are_refused(tmp_path: Path, option: str) -> None:
    table = tmp_path / "tolls.csv"
    table.write_text("date,deaths\n2026-01-31,31\n2026-02-01,17\n", "utf-8")
    ran = run("analyse", "undercount", option, str(tmp_path if option == "--book" else table))
    assert ran.exit_code == 5
    assert "person by person" in " ".join(ran.output.split())


def test_a_list_can_be_left_out(tmp_path: Path) -> None:
    ran = run("analyse", "undercount", "--lists", written(tmp_path, KOSOVO), "--list", "EXH", "--list", "ABA")
    assert ran.exit_code == 5
    assert "2 lists with people" in ran.output


def test_nothing_asked_is_told() -> None:
    ran = run("analyse", "undercount")
    assert ran.exit_code not in (0, 5)
    assert "--lists FILE" in ran.output
