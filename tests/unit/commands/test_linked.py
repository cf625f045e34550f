"""`according why --link`: two reports held against each other."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commanding import run

REPORTS = {
    "harbour": "A bomb killed three police officers at a checkpoint in Quetta on Saturday, police said. "
    "Relatives of Ander Quillfeather waited at the hospital.",
    "lantern": "Three policemen were killed in a bomb attack in Quetta on Saturday, hospital staff said. "
    "Among the visitors was Ander Quillfeather.",
    "plain": "Gunmen shot dead two farmers near Karachi on Friday, officials said.",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("linked")
    lines = (
        json.dumps({"id": name, "title": "", "text": text, "published": "2026-02-01"})
        for name, text in REPORTS.items()
    )
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    made = folder / "book"
    assert run("init", str(made)).exit_code == 0
    assert run("add", str(made), str(folder / "reports.jsonl"), "--country", "Pakistan").exit_code == 0
    assert run("link", str(made)).exit_code == 0
    yield made


def test_the_table_adds_up_and_says_what_came_of_it(book: Path) -> None:
    text = run("why", str(book), "--link", "harbour", "lantern").output
    assert "day         same" in text
    assert "Verdict: same" in text
    assert "Both are in incident" in text
    assert max(map(len, text.splitlines())) <= 100
    assert "quillfeather" not in text.casefold()


def test_the_records_hold_the_sum(book: Path) -> None:
    lines = run("why", str(book), "--link", "harbour", "lantern", "--format", "jsonl").output.splitlines()
    records = [json.loads(line) for line in lines]
    assert sum(r["weight"] for r in records) == pytest.approx(records[0]["sum"])
    assert {r["verdict"] for r in records} == {"same"}
    assert {r["together"] for r in records} == {True}
    table = run("why", str(book), "--link", "harbour", "lantern", "--format", "csv").output
    assert [r["question"] for r in records] == [r["question"] for r in csv.DictReader(io.StringIO(table))]


def test_either_order_gives_the_same_comparisons(book: Path) -> None:
    there, back = (
        [
            json.loads(x)
            for x in run("why", str(book), "--link", *pair, "--format", "jsonl").output.splitlines()
        ]
        for pair in (("harbour", "plain"), ("plain", "harbour"))
    )
    said = ("question", "level", "weight", "sum", "verdict", "together")
    assert [[r[k] for k in said] for r in there] == [[r[k] for k in said] for r in back]
    assert there[0]["verdict"] == "different"
    assert there[0]["together"] is False


def test_what_was_never_recorded_is_told_as_such(book: Path) -> None:
    text = run("why", str(book), "--link", "harbour", "plain").output
    assert "They are in incidents" in text


@pytest.mark.parametrize(
    "arguments", [("225", "--link", "harbour", "lantern"), (), ("--link", "harbour", "harbour")]
)
def test_a_question_that_is_none_ends_with_2(book: Path, arguments: tuple[str, ...]) -> None:
    result = run("why", str(book), *arguments)
    assert result.exit_code == 2


def test_each_change_alone_turns_the_verdict() -> None:
    from according.analysis.linked import changes_of
    from according.link.scoring import WEIGHTS, verdict_of, weight_of

    levels = dict.fromkeys(WEIGHTS, "unknown") | {
        "start": "pair",
        "actors": "none",
        "day": "same",
        "place": "same",
    }
    changes = changes_of(levels)
    assert changes
    for change in changes:
        weight = weight_of({**levels, change.question: change.level})
        assert (weight, verdict_of(weight)) == (change.weight, change.verdict)
        assert change.verdict != verdict_of(weight_of(levels))


def test_the_command_that_it_names_can_be_given_as_it_stands(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "book"
    shutil.copytree(book, copy)
    shown = " ".join(run("why", str(copy), "--link", "harbour", "plain").output.split())
    words = shown.partition("according judge ")[2].partition(" (or ")[0]
    result = run("judge", *words.split())
    assert result.exit_code == 0, result.output
    assert "NAME" in run("judge", str(copy), "--list").output
