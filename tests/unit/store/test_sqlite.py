"""The SQLite book: making and opening, other writers, and everything that verify must see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from according import ledger, record
from according.errors import BookBroken, BookError
from according.model import Correction, Document, EventDate, EventTypes, Mention, Reading, Retraction, Span
from according.ports import Addition
from according.store import create_book, is_book, open_book
from according.store.archive import sha256_of
from according.store.sqlite import SqliteStore

START = datetime(2026, 2, 1, 12, tzinfo=UTC)


def noon() -> datetime:
    return START


def addition(n: int) -> Addition:
    raw = b"original %d" % n
    document = Document(f"d{n}", "", f"{n} people died.", original_sha256=sha256_of(raw))
    span = Span.of(document.content, 0, 8)
    mention = Mention(f"m{n}", f"d{n}", 1, EventDate(), None, EventTypes(), (), span)
    return Addition(document, Reading(f"d{n}", "r1", (mention,), ()), raw)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of five documents (entries 1 to 10), an hour apart."""
    times = iter(START + timedelta(hours=n) for n in range(99))
    with create_book(tmp_path / "book", times.__next__) as store:
        for n in range(1, 6):
            store.add([addition(n)])
    return tmp_path / "book"


@pytest.fixture
def store(folder: Path) -> Iterator[SqliteStore]:
    with open_book(folder, noon) as store:
        yield store


def tamper(folder: Path, *statements: str) -> None:
    """Change the database from outside, past its guards."""
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as connection:
        for guard in ("entries_no_update", "entries_no_delete"):
            connection.execute(f"DROP TRIGGER {guard}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


def codes(store: SqliteStore) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in ledger.verify(store)]


def test_an_untouched_book_verifies(store: SqliteStore) -> None:
    assert codes(store) == []
    assert store.head().sequence == 10


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entries SET body = replace(body, '3 people', '9 people')", ("ACC-405", "entry 5")),
        ("UPDATE entries SET kind = 'reading'", ("ACC-405", "entry 5")),
        ("UPDATE entries SET recorded_at = replace(recorded_at, ':00.0', ':01.0')", ("ACC-405", "entry 5")),
        ("UPDATE entries SET previous_id = entry_id", ("ACC-405", "entry 5")),
        ("UPDATE entries SET entry_id = 'e'", ("ACC-405", "entry 5")),
        ("DELETE FROM entries", ("ACC-406", "entry 6")),
    ],
)
def test_a_changed_or_deleted_entry_is_seen(
    folder: Path, store: SqliteStore, statement: str, found: tuple[str, str]
) -> None:
    tamper(folder, f"{statement} WHERE sequence = 5")
    assert found in codes(store)


def test_a_cut_beginning_is_seen(folder: Path, store: SqliteStore) -> None:
    tamper(folder, "DELETE FROM entries WHERE sequence < 5")
    assert codes(store) == [("ACC-406", "entry 5")]


def test_re_ordered_entries_are_seen(folder: Path, store: SqliteStore) -> None:
    tamper(
        folder,
        "UPDATE entries SET sequence = -3 WHERE sequence = 3",
        "UPDATE entries SET sequence = 3 WHERE sequence = 5",
        "UPDATE entries SET sequence = 5 WHERE sequence = -3",
    )
    found = codes(store)
    assert {("ACC-405", "entry 3"), ("ACC-405", "entry 5"), ("ACC-406", "entry 3")} <= set(found)


def test_a_cut_end_is_seen_and_nothing_is_added_to_it(folder: Path, store: SqliteStore) -> None:
    tamper(folder, "DELETE FROM entries WHERE sequence > 8")
    assert codes(store) == [("ACC-407", "entry 8")]
    with pytest.raises(BookBroken, match="outside According"):
        store.add([addition(9)])


def test_an_emptied_book_is_seen(folder: Path, store: SqliteStore) -> None:
    tamper(folder, "DELETE FROM entries")
    assert codes(store) == [("ACC-407", "entry 0")]


def forge(folder: Path, store: SqliteStore, change: tuple[str, str]) -> None:
    """Rewrite the whole chain with a changed text, head and all: what a careful forger does."""
    bodies = [(entry.kind, entry.body.replace(*change), entry.recorded_at) for entry in store.entries()]
    head, rows = ledger.GENESIS, []
    for kind, body, time in bodies:
        entry = ledger.chain(head, [(kind, body)], time)[0]
        rows.append((body, entry.previous_id, entry.entry_id, entry.sequence))
        head = ledger.Head(entry.sequence, entry.entry_id)
    tamper(folder)
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as connection:
        connection.executemany("UPDATE entries SET body=?, previous_id=?, entry_id=? WHERE sequence=?", rows)
        connection.execute("UPDATE meta SET value = ? WHERE name = 'head_id'", (head.entry_id,))


def test_a_rewritten_chain_is_seen_by_texts_and_spans(folder: Path, store: SqliteStore) -> None:
    forge(folder, store, ('"text":"3 people', '"text":"9 people'))
    assert codes(store) == [("ACC-409", "entry 5"), ("ACC-402", "entry 6")]


def test_a_perfect_forgery_is_seen_by_a_noted_head_only(folder: Path, store: SqliteStore) -> None:
    noted = store.head()
    forge(folder, store, ('"reader":"r1"', '"reader":"r9"'))
    assert ledger.verify(store) == ()
    assert [problem.code for problem in ledger.verify(store, noted)] == ["ACC-407"]


def test_time_that_runs_backwards_is_seen(folder: Path, store: SqliteStore) -> None:
    tamper(folder, "UPDATE entries SET recorded_at = '2020-01-01T00:00:00.000000+00:00' WHERE sequence = 5")
    assert codes(store) == [("ACC-405", "entry 5"), ("ACC-411", "entry 5")]


def test_unreadable_entries_are_seen(folder: Path, store: SqliteStore) -> None:
    tamper(folder, "UPDATE entries SET body = '{' WHERE sequence = 5")
    assert codes(store) == [("ACC-405", "entry 5"), ("ACC-408", "entry 5"), ("ACC-410", "entry 6")]
    with pytest.raises(BookBroken, match="entry 5"):
        dict(ledger.fold(store.entries()).documents)


@pytest.mark.parametrize("change", ["recorded_at = 'noon'", "recorded_at = '2026-02-01'", "body = x'ff00'"])
def test_what_is_no_entry_is_seen(folder: Path, store: SqliteStore, change: str) -> None:
    tamper(folder, f"UPDATE entries SET {change} WHERE sequence = 5")
    assert codes(store) == [("ACC-408", "book")]


def test_missing_and_changed_originals_are_seen(folder: Path, store: SqliteStore) -> None:
    two, four = (sha256_of(b"original %d" % n) for n in (2, 4))
    (folder / "archive" / two[:2] / two).unlink()
    (folder / "archive" / four[:2] / four).chmod(0o644)
    (folder / "archive" / four[:2] / four).write_bytes(b"original 5")
    assert codes(store) == [("ACC-403", "entry 3"), ("ACC-404", "entry 7")]


@pytest.mark.parametrize(
    "value",
    [Retraction("f" * 64, "A. Reader"), Correction("none", "A. Reader"), Correction("d1", "A.", "", "no")],
)
def test_a_reference_to_nothing_is_seen(
    folder: Path, store: SqliteStore, value: Retraction | Correction
) -> None:
    body = record.kind_of(value), record.encode(value)
    entry = ledger.chain(store.head(), [body], START + timedelta(days=1))[0]
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as connection:
        time = ledger.time_text(entry.recorded_at)
        row = (entry.sequence, entry.kind, entry.body, time, entry.previous_id, entry.entry_id)
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", row)
        connection.execute("UPDATE meta SET value = '11' WHERE name = 'head_sequence'")
        connection.execute("UPDATE meta SET value = ? WHERE name = 'head_id'", (entry.entry_id,))
    assert codes(store) == [("ACC-410", "entry 11")]


def test_a_reading_long_after_its_document_is_checked_against_it(folder: Path, store: SqliteStore) -> None:
    store.append([replace(addition(1).reading, reader="r2")])
    assert codes(store) == []
    forge(folder, store, ('"text":"1 people', '"text":"7 people'))
    assert codes(store) == [("ACC-409", "entry 1"), ("ACC-402", "entry 2"), ("ACC-402", "entry 11")]


def test_a_damaged_file_is_seen(folder: Path) -> None:
    file = folder / "book.sqlite"
    raw = bytearray(file.read_bytes())
    raw[4096:] = b"\xaa" * (len(raw) - 4096)
    file.write_bytes(raw)
    with pytest.raises(BookBroken, match="damaged"):
        open_book(folder, noon)


def test_entries_cannot_be_edited_by_mistake(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "book.sqlite")) as connection:
        for statement in ("UPDATE entries SET body = ''", "DELETE FROM entries"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_a_second_writer_is_told_to_try_again(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_book(folder, noon, wait_seconds=0.05) as store:
            with pytest.raises(BookError, match=r"another process is writing .* try again"):
                store.add([addition(6)])
            assert len(list(store.entries())) == 10  # readers do not wait
            other.execute("ROLLBACK")
            assert store.add([addition(6)]).added == ("d6",)


def test_a_failed_transaction_leaves_nothing(folder: Path, store: SqliteStore) -> None:
    def broken_clock() -> datetime:
        raise RuntimeError("no time")

    with open_book(folder, noon) as failing:
        failing._now = broken_clock
        with pytest.raises(RuntimeError):
            failing.add([addition(6)])
    assert store.head().sequence == 10
    assert store.add([addition(6)]).added == ("d6",)
    assert codes(store) == []


def test_settings_keep_what_was_acknowledged(store: SqliteStore) -> None:
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_where_no_book_can_be_made(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="already"):
        create_book(folder, noon)
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(BookError, match="is a file"):
        create_book(file, noon)
    with pytest.raises(BookError, match="other files"):
        create_book(tmp_path, noon)


def test_where_no_book_is(folder: Path, tmp_path: Path) -> None:
    assert is_book(folder)
    assert not is_book(tmp_path)
    with pytest.raises(BookError, match="according init"):
        open_book(tmp_path, noon)


def test_a_book_half_made_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "book.sqlite").touch()
    with pytest.raises(BookError, match="no finished book"):
        open_book(tmp_path, noon)
    with create_book(tmp_path, noon) as store:
        assert store.add([addition(1)]).added == ("d1",)


def test_a_newer_format_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = '2' WHERE name = 'format'")
    with pytest.raises(BookError, match="update According"):
        open_book(folder, noon)


def test_another_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 99)
    with pytest.raises(BookBroken, match="damaged"):
        open_book(tmp_path, noon)
