"""`according correct` over a real book: the figures stand aside, stay to be seen, and come back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from according import wiring
from according.errors import BookError
from according.ledger import verify
from according.model import Correction
from according.ports import Addition
from according.store import open_book
from commanding import done, run
from keeping import additions, book_of, clock


@pytest.fixture
def book(tmp_path: Path) -> str:
    """The reports of the episode, all judged to tell of one event."""
    folder = tmp_path / "book"
    book_of(folder, additions()).close()
    first, *others = [addition.document.document_id for addition in additions()]
    for other in others:
        wiring.judge(folder, first, other, "same", "A. Reader")
    return str(folder)


SAID = ("--by", "A. Reader", "--why", "its page says so")


def records(book: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in done("correct", book, "--list", "--format", "jsonl").splitlines()]


def incident(book: str, *more: str) -> dict[str, object]:
    [line] = done("incidents", book, "--format", "jsonl", *more).splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def reasons(book: str) -> set[str]:
    tolls = incident(book)["tolls"]
    return {s["reason"] for t in tolls for s in t["set_aside"]}  # type: ignore[attr-defined]


def test_the_figures_stand_aside_and_come_back_when_it_is_taken_back(book: str) -> None:
    before = incident(book)
    said = done("correct", book, "gulf", "--in", "pothohar", *SAID)
    assert "Recorded: gulf is corrected in pothohar" in said
    assert "Recorded before" in done("correct", book, "gulf-page", "--in", "pothohar", *SAID)
    assert "corrected" in reasons(book)
    shown = done("why", book, "29", "--all")
    assert "29 civilians" in shown
    [entry] = records(book)
    assert (entry["document_id"], entry["corrected_in"], entry["basis"], entry["state"]) == (
        "gulf-page",
        "pothohar",
        "person",
        "in_force",
    )
    done("correct", book, "--retract", entry["entry_id"][:12], "--by", "B. Editor", "--why", "another page")
    assert incident(book) == before
    assert records(book)[0]["retracted_by"] == "B. Editor"


def test_linking_again_and_the_past_do_not_touch_it(book: str) -> None:
    then = wiring.load(Path(book)).entries[-1].recorded_at.isoformat()
    before = incident(book, "--as-of", then)
    done("correct", book, "gulf-page", *SAID)
    done("link", book)
    assert "corrected" in reasons(book)
    assert incident(book, "--as-of", then) == before
    shown = done("diff", book, then)
    assert "moved" in shown
    assert "A. Reader recorded a correction of gulf-page (“its page says so”)" in shown
    stated = wiring.load(Path(book)).entries[-1].recorded_at.isoformat()
    done("correct", book, "gulf-page", "--stands", "--by", "A. Reader", "--why", "another page")
    assert "A. Reader said that gulf-page stands" in done("diff", book, stated)
    with open_book(Path(book), clock()) as store:
        assert verify(store) == ()


def test_a_report_published_anew_is_listed_without_anybodys_word(book: str) -> None:
    reports = {a.document.document_id: a for a in additions()}
    old = reports["gulf-page"].document
    with open_book(Path(book), wiring.now) as store:
        store.append([Correction("open-courtyard", "A. Reader", "a column, not a report")])
        again = replace(old, document_id="gulf-2", published=date(2026, 2, 9), url="https://gulf.example/1")
        first = replace(old, document_id="gulf-1", url="https://gulf.example/1", text=old.text + " (1)")
        for document in (first, again):
            reading = reports["gulf-page"].reading
            mentions = tuple(
                replace(m, mention_id=document.document_id * 8, document_id=document.document_id)
                for m in reading.mentions
            )
            store.add(
                [
                    Addition(
                        document,
                        replace(reading, document_id=document.document_id, mentions=mentions, claims=()),
                    )
                ]
            )
    wiring.judge(Path(book), "gulf-1", "gulf-page", "same", "A. Reader")
    wiring.judge(Path(book), "gulf-2", "gulf-page", "same", "A. Reader")
    shown = done("correct", book, "--list")
    for words in ("(the reports)", "gulf-1", "gulf-2", "the same address", "open-courtyard", "withdrawn"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "same_address" in done("correct", book, "--list", "--format", "csv")
    assert "said to stand" in done("correct", book, "gulf-1", "--stands", *SAID)
    assert "the same address" not in done("correct", book, "--list")
    assert [r["stands"] for r in records(book)] == [False, True]


def test_a_report_that_is_taken_out_is_in_no_view_and_comes_back_whole(book: str) -> None:
    before = incident(book)
    wiring.correct(Path(book), "gulf-page", "B. Editor", "its page", "pothohar")
    corrected = incident(book)
    then = wiring.load(Path(book)).entries[-1].recorded_at.isoformat()
    said = done(
        "correct", book, "gulf", "--take-out", "--by", "A. Reader", "--why", "a duplicate of pothohar"
    )
    assert "Recorded: gulf is taken out" in said
    out = incident(book)
    assert out["document_ids"] == [d for d in before["document_ids"] if d != "gulf-page"]  # type: ignore[attr-defined]
    assert reasons(book).isdisjoint({"corrected"})
    folded = wiring.load(Path(book))
    assert list(folded.standing.taken_out) == ["gulf-page"]
    assert not [c for c in folded.claims.values() if c.document_id == "gulf-page"]
    assert "Recorded before" in done(
        "correct", book, "gulf-page", "--take-out", "--by", "A. Reader", "--why", "a duplicate of pothohar"
    )
    assert "A. Reader took gulf-page out of the book (“a duplicate of pothohar”)" in done("diff", book, then)
    assert incident(book, "--as-of", then) == corrected

    [_, entry] = records(book)
    assert (entry["taken_out"], entry["state"]) == (True, "in_force")
    assert "taken out" in done("correct", book, "--list")
    last = wiring.load(Path(book)).entries[-1].recorded_at.isoformat()
    done("correct", book, "--retract", entry["entry_id"][:12], "--by", "B. Editor", "--why", "another attack")
    assert incident(book) == corrected
    shown = " ".join(done("diff", book, last).split())
    assert "B. Editor put gulf-page back into the book (“another attack”)" in shown
    with open_book(Path(book), clock()) as store:
        assert verify(store) == ()


def test_what_is_taken_out_stays_out_when_its_files_are_added_again(book: str) -> None:
    wiring.correct(Path(book), "gulf-page", "A. Reader", "no report of violence", None, taken_out=True)
    with open_book(Path(book), clock()) as store:
        result = store.add([a for a in additions() if a.document.document_id == "gulf-page"])
    assert result.unchanged == ("gulf-page",)
    assert "gulf-page" not in wiring.load(Path(book)).documents


def test_no_report_is_corrected_in_one_that_is_taken_out(book: str) -> None:
    assert run("correct", book, "gulf", "--take-out", *SAID).exit_code == 0
    refused = run("correct", book, "pothohar", "--in", "gulf", *SAID)
    assert refused.exit_code == 2
    assert "'gulf' has been taken out of the book: name another report" in refused.output
    assert len(records(book)) == 1


def test_of_one_persons_words_on_a_report_the_last_counts(book: str) -> None:
    wiring.correct(Path(book), "gulf-page", "A. Reader", "a duplicate", None, taken_out=True)
    wiring.correct(Path(book), "gulf-page", "B. Editor", "I think not", None, stands=True)
    assert "gulf-page" not in wiring.load(Path(book)).documents
    wiring.correct(Path(book), "gulf-page", "A. Reader", "I was wrong", None, stands=True)
    assert "gulf-page" in wiring.load(Path(book)).documents


def test_an_empty_list_says_what_to_do(book: str) -> None:
    assert "Next: according correct" in done("correct", book, "--list")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "according correct"),
        (("gulf-page", "--by", "X"), "--why"),
        (("gulf-page", "--why", "x"), "--by NAME"),
        (("gulf-page", "--in", "gulf-page", *SAID), "the one that corrects it"),
        (("gulf-page", "--in", "pothohar", "--stands", *SAID), "say one"),
        (("gulf-page", "--in", "pothohar", "--take-out", *SAID), "say one"),
        (("gulf-page", "--stands", "--take-out", *SAID), "say one"),
        (("gulf-page", "--take-out", "--by", "X"), "--why"),
        (("elsewhere", *SAID), "according link BOOK --as documents"),
        (("gulf-page", "--in", "elsewhere", *SAID), "according link BOOK --as documents"),
        (("gulf-page", "--list"), "one of them at a time"),
        (("gulf-page", *SAID, "--as-of", "2026-01-01"), "--list"),
        (("--retract", "abcd", *SAID), "no correction of the book"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_what_to_do(
    book: str, arguments: tuple[str, ...], hint: str
) -> None:
    before = wiring.load(Path(book)).head
    result = run("correct", book, *arguments)
    assert result.exit_code == 2
    assert hint in result.output
    assert wiring.load(Path(book)).head == before


def test_a_book_corrects_only_what_it_holds(book: str) -> None:
    with open_book(Path(book), clock()) as store:
        for correction in (Correction("none", "A. Reader"), Correction("pothohar", "A. Reader", "", "none")):
            with pytest.raises(BookError, match="add it before its correction"):
                store.append([correction])
