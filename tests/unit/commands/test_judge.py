"""`according judge` over a real book: verdicts, the list, taking back, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from according import wiring
from commanding import done, run
from keeping import additions, book_of


@pytest.fixture
def book(tmp_path: Path) -> str:
    folder = tmp_path / "book"
    book_of(folder, additions()).close()
    return str(folder)


def entries(book: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in done("judge", book, "--list", "--format", "jsonl").splitlines()]


def test_a_verdict_is_recorded_once_and_says_what_it_did(book: str) -> None:
    words = ("judge", book, "gulf-page", "pothohar", "--verdict", "same", "--by", "A. Reader", "--why", "one")
    first = done(*words)
    assert "Recorded: A. Reader judges them to be the same event" in first
    assert "of one incident now" in first
    assert "Recorded before" in done(*words)
    [entry] = entries(book)
    assert (entry["verdict"], entry["by"], entry["why"]) == ("same", "A. Reader", "one")
    assert {entry["document_a"], entry["document_b"]} == {"gulf-page", "pothohar"}
    assert f"--retract {entry['entry_id'][:12]}" in first


def test_it_survives_linking_and_is_undone_by_retracting(book: str) -> None:
    done("link", book)
    by_model = done("link", book, "--as", "documents", "--format", "jsonl")
    home = {link["document_id"]: link["incident_id"] for link in map(json.loads, by_model.splitlines())}
    verdict = "different" if home["gulf-page"] == home["pothohar"] else "same"
    said = done("judge", book, "gulf-page", "pothohar", "--verdict", verdict, "--by", "A. Reader")
    assert ("of different incidents now" if verdict == "different" else "of one incident now") in said
    bound = done("link", book, "--as", "documents", "--format", "jsonl")
    assert bound != by_model
    assert done("link", book, "--as", "documents", "--format", "jsonl") == bound
    entry = entries(book)[0]["entry_id"]
    assert "is retracted" in done(
        "judge", book, "--retract", entry[:10], "--by", "B. Editor", "--why", "one blast"
    )
    assert done("link", book, "--as", "documents", "--format", "jsonl") == by_model
    assert entries(book)[0]["state"] == "retracted"
    assert entries(book)[0]["retracted_by"] == "B. Editor"


def test_the_list_for_people_shows_who_and_why(book: str) -> None:
    assert "Nobody has judged yet" in done("judge", book, "--list")
    done(
        "judge", book, "gulf-page", "pothohar", "--verdict", "unsure", "--by", "A. Reader", "--why", "far off"
    )
    shown = done("judge", book, "--list")
    for words in ("unsure", "gulf-page", "pothohar", "A. Reader", "far off", "Quetta"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "Nobody has judged yet" in done("judge", book, "--list", "--as-of", "2026-01-01")
    assert "far off" in done("judge", book, "--list", "--format", "csv")


def test_people_who_differ_are_told(book: str) -> None:
    done("judge", book, "gulf-page", "pothohar", "--verdict", "different", "--by", "A. Reader")
    result = run("judge", book, "gulf-page", "pothohar", "--verdict", "same", "--by", "B. Reader")
    assert "But A. Reader judges them to be different events" in result.output
    assert "of different incidents now" in result.output


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "--verdict same --by NAME"),
        (("gulf-page",), "--verdict same --by NAME"),
        (("gulf-page", "pothohar", "--verdict", "same"), "--by NAME"),
        (("gulf-page", "elsewhere", "--verdict", "same", "--by", "X"), "according link BOOK --as documents"),
        (("--list", "--retract", "abcd"), "one of them at a time"),
        (("gulf-page", "pothohar", "--list"), "one of them at a time"),
        (("--retract", "abcd", "--by", "X", "--why", "y"), "--list"),
        (("gulf-page", "pothohar", "--verdict", "same", "--by", "X", "--as-of", "2026-01-01"), "--list"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_what_to_do(
    book: str, arguments: tuple[str, ...], hint: str
) -> None:
    before = wiring.load(Path(book)).head
    result = run("judge", book, *arguments)
    assert result.exit_code == 2
    assert hint in result.output
    assert wiring.load(Path(book)).head == before


def test_linking_as_of_a_day_judges_nothing(book: str) -> None:
    folded = wiring.load(Path(book))
    third = folded.entries[5].recorded_at.date().isoformat()
    then = done("link", book, "--as", "documents", "--as-of", third, "--format", "jsonl")
    assert len(then.splitlines()) == 3
    assert f"as the book knew it on {third}" in done("link", book, "--as-of", third)
    assert wiring.load(Path(book)).head == folded.head
