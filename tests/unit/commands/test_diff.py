"""`according diff` over a real book: for people, for programs, and where nothing changed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from according import wiring
from according.store import create_book
from commanding import done, run
from keeping import START, additions


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two reports on 1 February, a third on the 2nd, a verdict on the 3rd, taken back on the 4th."""
    folder, today = tmp_path / "book", [START]
    monkeypatch.setattr(wiring, "now", lambda: today[0])
    reports = {addition.document.document_id: addition for addition in additions()}
    with create_book(folder, wiring.now) as store:
        store.add([reports["gulf-page"], reports["pothohar"]])
        today[0] += timedelta(days=1)
        store.add([reports["three-rivers"]])
    today[0] += timedelta(days=1)
    judged = wiring.judge(folder, "gulf-page", "pothohar", "same", "A. Reader", "one raid")
    today[0] += timedelta(days=1)
    wiring.take_back(folder, judged.entry.entry_id, "B. Editor", "other towns")
    return str(folder)


def test_people_are_told_what_why_and_who(book: str) -> None:
    shown = done("diff", book, "2026-02-01", "2026-02-03")
    for words in (
        "1 report added, 1 verdict by a person",
        "appeared  Quetta, Balochistan, 31 Jan 2026",
        "2 Feb 2026: report three-rivers of Three Rivers added",
        "joined  Quetta, Balochistan, 31 Jan 2026",
        "2 reports",
        "3 Feb 2026: A. Reader judged",
        "the same event (“one raid”)",
        "2 changes, 0 incidents as before",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "B. Editor retracted the verdict on" in done("diff", book, "2026-02-03")


def test_programs_get_one_record_a_change(book: str, tmp_path: Path) -> None:
    out = tmp_path / "diff.jsonl"
    done("diff", book, "2026-02-03", "2026-02-04", "--format", "jsonl", "--out", str(out))
    [change] = map(json.loads, out.read_text("utf-8").splitlines())
    assert (change["change"], len(change["before"]), len(change["after"])) == ("split", 1, 2)
    assert change["causes"][0]["by"] == "B. Editor"
    assert change["causes"][0]["why"] == "other towns"
    assert change["moved"]
    assert (change["documents_added"], change["documents_removed"]) == ([], [])


def test_where_nothing_changed_it_says_so(book: str, tmp_path: Path) -> None:
    shown = done("diff", book, "2026-02-04", "2026-02-05")
    assert "nothing was recorded" in shown
    assert "No incident and no toll changed; 3 incidents as before." in shown
    out = tmp_path / "diff.txt"
    done("diff", book, "2026-02-04", "--out", str(out))
    assert "No incident and no toll changed" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("2026-02-04", "2026-02-01"), "give the earlier moment first"),
        (("lately",), "write it as 2026-02-02"),
        (("2026-02-01", "2026-02-02", "--profile", "none"), "choose one of"),
    ],
)
def test_what_cannot_be_done_ends_with_2(book: str, arguments: tuple[str, ...], hint: str) -> None:
    result = run("diff", book, *arguments)
    assert result.exit_code == 2
    assert hint in result.output


def test_every_view_takes_a_moment(book: str, tmp_path: Path) -> None:
    """As of the first day there are two reports and no verdict, in every view."""
    first = ("--as-of", "2026-02-01")
    assert len(done("incidents", book, *first, "--format", "jsonl").splitlines()) == 2
    assert len(done("incidents", book, "--as-of", "2026-02-03T18:00", "--format", "jsonl").splitlines()) == 2
    assert len(done("incidents", book, "--as-of", "20260203", "--format", "jsonl").splitlines()) == 2
    assert len(done("link", book, "--as", "documents", *first, "--format", "jsonl").splitlines()) == 2
    assert "No problems found" in done("problems", book, "--as-of", "2026-01-01")
    assert "Nobody has judged" in done("judge", book, "--list", *first)
    page = tmp_path / "then.html"
    done("report", book, *first, "--out", str(page))
    assert "as it was known on 2026-02-01" in page.read_text("utf-8")
    assert "three-rivers" not in page.read_text("utf-8")
    assert "Three Rivers" not in page.read_text("utf-8")
    assert run("why", book, "three-rivers", *first).exit_code == 2
    assert "145 fighters" in done("why", book, "145")
