"""The index of links beside a book: used where it fits, made anew where it does not, never believed."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from according import ledger, wiring
from according.errors import BookError
from according.link import LINKER
from according.model import Correction, Judgement, Reading, Retraction
from according.store import open_book
from according.store.linkage import NAME, linkage_index
from commanding import run
from linking import REPORTS, add, alone, made, say, sizes_of, without_index


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A linked book to which one report has come since."""
    folder = made(tmp_path / "book", REPORTS[:6])
    assert wiring.link(folder).new
    add(folder, REPORTS[8])
    return folder


def bare(folder: Path) -> wiring.Linked:
    """What linking a copy of the book gives where there is no index."""
    copy = folder.parent / "bare"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return without_index(copy)


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(statement)


def check(folder: Path, *, anew: bool) -> wiring.Linked:
    """Link; it must come to what a book without an index comes to, and to what a fold of the book says."""
    expected = bare(folder)
    done = wiring.link(folder)
    assert (done.new, done.mentions, done.incidents) == (expected.new, expected.mentions, expected.incidents)
    assert (done.mentions, done.incidents) == sizes_of(wiring.load(folder))
    assert bool(done.anew) == anew
    return done


def test_one_more_report_is_followed(book: Path) -> None:
    assert check(book, anew=False).new
    assert check(book, anew=False).new == 0


def test_what_was_said_before_stands(book: Path) -> None:
    before = {entry.entry_id for entry in wiring.load(book).standing.judgements.values()}
    wiring.link(book)
    assert before <= {entry.entry_id for entry in wiring.load(book).standing.judgements.values()}


def test_peoples_verdicts_are_followed(book: Path) -> None:
    say(book, Judgement("m0", "m4", "different", "A. Reader"), Judgement("m2", "m3", "same", "A. Reader"))
    check(book, anew=False)
    say(book, Judgement("m0", "m4", "same", "A. Reader"))
    check(book, anew=False)


def test_a_withdrawn_report_is_linked_all_the_same(book: Path) -> None:
    say(book, Correction("r1", "A. Reader", "its page"))
    check(book, anew=False)


@pytest.mark.parametrize("what", ["taken out", "put back", "taken back", "read again", "another model"])
def test_what_changes_old_links_makes_the_index_anew(book: Path, what: str) -> None:
    if what == "taken back":
        first = next(e for e in wiring.load(book).entries if e.kind == "document")
        say(book, Retraction(first.entry_id, "A. Reader"))
    elif what == "read again":
        say(book, Reading("r1", "another reader", (), ()))
    elif what == "another model":
        say(book, Judgement("m0", "m1", "different", "model:other-1", weight=-9.0))
    else:
        say(book, Correction("r1", "A. Reader", "a duplicate", taken_out=True))
        if what == "put back":
            check(book, anew=True)
            say(book, Correction("r1", "A. Reader", "it is none", stands=True))
    check(book, anew=True)
    wiring.link(book)
    assert wiring.link(book).new == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kept SET value = 'x'",
        "UPDATE kept SET value = '{}' WHERE shelf IN ('told', 'mentions', 'verdicts')",
        "UPDATE kept SET value = '7' WHERE shelf = 'members'",
        "UPDATE kept SET value = x'ff' WHERE shelf = 'holding'",
        "UPDATE kept SET value = 'none' WHERE shelf IN ('small', 'totals')",
        "UPDATE kept SET value = 'older' WHERE key = 'made_by'",
        "UPDATE kept SET value = '999999' WHERE key = 'sequence'",
        "UPDATE kept SET value = 'of another book' WHERE key = 'entry_id'",
        "DELETE FROM kept WHERE shelf IN ('told', 'mentions')",
        "DELETE FROM kept WHERE shelf = 'header'",
    ],
)
def test_an_index_that_does_not_fit_is_made_anew(book: Path, statement: str) -> None:
    change(book, statement)
    check(book, anew=True)
    check(book, anew=False)


def test_made_anew_it_is_kept_though_what_came_since_leaves_no_trace(book: Path) -> None:
    wiring.link(book)
    add(book, alone())
    change(book, "UPDATE kept SET value = 'older' WHERE key = 'made_by'")
    assert check(book, anew=True).new == 0
    for number in (9, 10):
        check(book, anew=False)
        add(book, REPORTS[number])
    assert check(book, anew=False).new


@pytest.mark.parametrize("content", [b"", b"no database at all, but a longer text " * 40])
def test_a_file_that_is_no_index_is_replaced(book: Path, content: bytes) -> None:
    (book / NAME).write_bytes(content)
    check(book, anew=False)
    assert check(book, anew=False).new == 0


def test_an_index_of_another_book_is_not_believed(book: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "other", REPORTS[6:])
    wiring.link(other)
    shutil.copy(other / NAME, book / NAME)
    check(book, anew=True)


def test_killed_after_the_verdicts_and_before_the_index(book: Path) -> None:
    behind = (book / NAME).read_bytes()
    wiring.link(book)
    (book / NAME).write_bytes(behind)
    assert check(book, anew=False).new == 0
    (book / NAME).write_bytes(behind)
    add(book, REPORTS[9])
    check(book, anew=False)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(5)
    folder = made(tmp_path / "book", REPORTS)
    link = f"from pathlib import Path\nfrom according import wiring\nwiring.link(Path({str(folder)!r}))"
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", link])
        time.sleep(chance.uniform(0.3, 0.9))
        process.kill()
        process.wait()
    wiring.link(folder)
    assert wiring.link(folder).new == 0
    with open_book(folder, wiring.now) as store:
        assert ledger.verify(store) == ()
    check(folder, anew=False)


def test_two_at_once(tmp_path: Path) -> None:
    folder = made(tmp_path / "book", REPORTS)
    expected = bare(folder)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(wiring.link, [folder, folder]))
    assert sorted(one.new for one in done) == [0, expected.new]
    verdicts = [j for j in wiring.load(folder).judgements if j.by == LINKER]
    entries = [e for e in wiring.load(folder).entries if e.kind == "judgement"]
    assert len(entries) == len(verdicts) == expected.new


def test_who_waits_too_long_is_told_so(book: Path) -> None:
    with (
        linkage_index(book),
        pytest.raises(BookError, match="another process is linking"),
        linkage_index(book, 0.1),
    ):
        pass


def test_the_command_says_that_the_index_is_made_anew(book: Path) -> None:
    change(book, "UPDATE kept SET value = 'older' WHERE key = 'made_by'")
    told = run("link", str(book))
    assert "made anew from the book" in told.stderr
    assert "7 mentions tell of" in told.stdout
    assert run("link", str(book)).stderr == ""
