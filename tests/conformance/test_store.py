"""What every store must do, whatever database is behind it. A new database adds one row to STORES."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from according import ledger
from according.errors import BookError, BookMoved
from according.model import (
    Document,
    EventDate,
    EventTypes,
    Judgement,
    Mention,
    Problem,
    Reading,
    Retraction,
    Span,
)
from according.ports import Addition, Store
from according.store import create_book, open_book
from according.store.archive import sha256_of

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Kind:
    """How to make and to open a book of one kind of store. `wait_seconds`: for another writer."""

    create: Callable[[Path, Now], Store]
    open: Callable[[Path, Now, float], Store]


STORES = {"sqlite": Kind(create_book, open_book)}


class Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.time = datetime(2026, 2, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class Books:
    """One book, opened as often as a test wants; all are closed in the end."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind, self.folder, self.clock = kind, folder / "book", Clock()
        self.stores: list[Store] = [kind.create(self.folder, self.clock)]

    def open(self, wait_seconds: float = 30.0) -> Store:
        self.stores.append(self.kind.open(self.folder, self.clock, wait_seconds))
        return self.stores[-1]


@pytest.fixture(params=sorted(STORES))
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    books = Books(STORES[request.param], tmp_path)
    yield books
    for store in books.stores:
        store.close()


def addition(name: str, text: str = "Six people died.", original: bytes | None = None) -> Addition:
    """A document of that id and text with a reading that has one mention."""
    digest = None if original is None else sha256_of(original)
    document = Document(name, f"Report {name}", text, original_sha256=digest)
    span = Span.of(document.content, 0, 6)
    mention = Mention(f"m-{name}", name, 1, EventDate(), None, EventTypes(), (), span)
    return Addition(document, Reading(name, "r1", (mention,), ()), original)


def test_a_new_book_is_empty_and_verifies(books: Books) -> None:
    store = books.stores[0]
    assert list(store.entries()) == []
    assert store.entry(1) is None
    assert store.head() == ledger.GENESIS
    assert ledger.verify(store) == ()


def test_what_is_added_comes_back(books: Books) -> None:
    one, two = addition("one", original=b"<p>Six"), addition("two", "Zwölf \udce9 \0 tot كويتا 🕯")
    store = books.stores[0]
    done = store.add([one, two], [Problem("ACC-101", "no text", "c.txt")])
    assert done.added == ("one", "two")
    assert (done.unchanged, done.refused) == ((), ())
    assert [entry.kind for entry in done.entries] == ["document", "reading"] * 2 + ["problem"]
    again = books.open()
    assert tuple(again.entries()) == done.entries
    book = ledger.fold(again.entries())
    assert dict(book.documents) == {"one": one.document, "two": two.document}
    assert dict(book.readings) == {"one": one.reading, "two": two.reading}
    assert book.problems == (Problem("ACC-101", "no text", "c.txt"),)
    assert again.archive.get(sha256_of(b"<p>Six")) == b"<p>Six"
    assert again.head() == book.head
    assert ledger.verify(again) == ()


def test_one_call_is_one_moment(books: Books) -> None:
    store = books.stores[0]
    first = store.add([addition("one"), addition("two")]).entries
    second = store.add([addition("three")]).entries
    assert len({entry.recorded_at for entry in first}) == 1
    assert second[0].recorded_at > first[0].recorded_at
    early = ledger.fold(store.entries(), first[0].recorded_at)
    assert list(early.readings) == ["one", "two"]


def test_adding_twice_changes_nothing(books: Books) -> None:
    store, problem = books.stores[0], Problem("ACC-101", "no text", "c.txt")
    store.add([addition("one")], [problem])
    before = list(store.entries())
    done = store.add([addition("one"), addition("one")], [problem, problem])
    assert done.unchanged == ("one", "one")
    assert (done.added, done.entries, done.refused) == ((), (), ())
    assert list(books.open().entries()) == before


def test_twice_in_one_call_is_once(books: Books) -> None:
    done = books.stores[0].add([addition("one"), addition("one"), addition("one", "Other text.")])
    assert done.added == ("one",)
    assert done.unchanged == ("one",)
    assert [problem.code for problem in done.refused] == ["ACC-401"]
    assert len(done.entries) == 2


def test_other_content_under_the_same_id_is_refused(books: Books) -> None:
    store = books.stores[0]
    store.add([addition("one")])
    done = store.add([addition("one", "Seven people died."), addition("two")])
    assert done.added == ("two",)
    assert [(p.code, p.document_id) for p in done.refused] == [("ACC-401", "one")]
    assert "id of its own" in done.refused[0].message
    assert ledger.fold(store.entries()).documents["one"].text == "Six people died."


def test_whether_a_document_is_there(books: Books) -> None:
    store, document = books.stores[0], addition("one").document
    assert not store.has_document("one", document.content_sha256)
    store.add([addition("one")])
    assert books.open().has_document("one", document.content_sha256)
    assert not store.has_document("one", "0" * 64)
    assert not store.has_document("two", document.content_sha256)
    assert not store.has_document("\ud800", document.content_sha256)


def test_bad_additions_are_refused_and_cost_no_other(books: Books) -> None:
    good, other = addition("good"), addition("other")
    span = Span(0, 6, "Nobody")
    misread = replace(other.reading, mentions=(replace(other.reading.mentions[0], span=span),))
    named = replace(addition("named").document, original_sha256="0" * 64)
    bad = [
        replace(other, reading=misread),
        replace(addition("stray"), reading=good.reading),
        Addition(named, addition("named").reading, b"other bytes"),
        Addition(named, addition("named").reading, None),
        addition("\ud800"),
        addition("pair", "a \ud83d\ude00 b"),
    ]
    done = books.stores[0].add([*bad, good])
    assert done.added == ("good",)
    codes = [problem.code for problem in done.refused]
    assert codes == ["ACC-402", "ACC-402", "ACC-404", "ACC-403", "ACC-408", "ACC-408"]
    assert ledger.verify(books.stores[0]) == ()


def test_rows_of_one_table_share_their_original(books: Books) -> None:
    rows = [addition(name, original=b"id,text") for name in ("one", "two")]
    late = Addition(rows[0].document, rows[0].reading, None)
    store = books.stores[0]
    store.add(rows)
    unseen = replace(late.document, document_id="three")
    assert store.add([Addition(unseen, replace(addition("three").reading, mentions=()))]).added == ("three",)
    assert ledger.verify(store) == ()


def test_values_are_appended_in_order(books: Books) -> None:
    store = books.stores[0]
    store.add([addition("one"), addition("two")])
    judgement = Judgement("m-one", "m-two", "same", "rule 1", weight=0.75)
    later = replace(addition("one").reading, reader="r2")
    entries = store.append([judgement, later, Problem("ACC-301", "odd")])
    assert [entry.kind for entry in entries] == ["judgement", "reading", "problem"]
    assert list(store.entries(after=4)) == list(entries)
    assert store.entry(5) == entries[0]
    assert store.append([]) == ()
    book = ledger.fold(store.entries())
    assert book.judgements == (judgement,)
    assert book.readings["one"].reader == "r2"
    assert ledger.verify(store) == ()


def test_a_reading_must_fit_a_document_of_the_book(books: Books) -> None:
    store = books.stores[0]
    store.add([addition("one")])
    with pytest.raises(BookError, match="no document two"):
        store.append([addition("two").reading])
    mention = replace(addition("one").reading.mentions[0], span=Span(0, 6, "Nobody"))
    with pytest.raises(BookError, match="does not fit"):
        store.append([Problem("ACC-101", "x"), Reading("one", "r2", (mention,), ())])
    assert store.head().sequence == 2


def test_a_retracted_document_leaves_the_view_and_may_come_again(books: Books) -> None:
    store = books.stores[0]
    entry = store.add([addition("one")]).entries[0]
    store.append([Retraction(entry.entry_id, "A. Reader", "not a report")])
    assert not ledger.fold(store.entries()).documents
    assert not store.has_document("one", addition("one").document.content_sha256)
    assert store.add([addition("one", "Seven people died.")]).added == ("one",)
    book = ledger.fold(store.entries())
    assert book.documents["one"].text == "Seven people died."
    assert len(book.entries) == 5
    assert ledger.verify(store) == ()


def test_what_cannot_be_retracted(books: Books) -> None:
    store = books.stores[0]
    entry = store.add([addition("one")]).entries[1]
    retraction = store.append([Retraction(entry.entry_id, "A. Reader")])[0]
    with pytest.raises(BookError, match="final"):
        store.append([Retraction(retraction.entry_id, "A. Reader")])
    with pytest.raises(BookError, match="nothing to retract"):
        store.append([Retraction("f" * 64, "A. Reader")])
    assert store.head().sequence == 3


def test_a_retracted_problem_does_not_come_back(books: Books) -> None:
    store, problem = books.stores[0], Problem("ACC-101", "no text", "c.txt")
    entry = store.add([], [problem]).entries[0]
    store.append([Retraction(entry.entry_id, "A. Reader")])
    assert store.add([], [problem]).entries == ()
    assert ledger.fold(store.entries()).problems == ()


def test_the_books_time_does_not_run_backwards(books: Books) -> None:
    store = books.stores[0]
    first = store.add([addition("one")]).entries[0]
    books.clock.time -= timedelta(days=400)
    second = store.add([addition("two")]).entries[0]
    assert second.recorded_at == first.recorded_at
    books.clock.time += timedelta(days=400)
    assert store.add([addition("three")]).entries[0].recorded_at > first.recorded_at
    assert ledger.verify(store) == ()


def test_a_noted_head_proves_the_end(books: Books) -> None:
    store = books.stores[0]
    store.add([addition("one")])
    noted = store.head()
    store.add([addition("two")])
    assert ledger.verify(store, noted) == ()
    assert ledger.verify(store, ledger.GENESIS) == ()
    for wrong in (replace(noted, entry_id="0" * 64), replace(noted, sequence=99)):
        assert [problem.code for problem in ledger.verify(store, wrong)] == ["ACC-407"]


def test_each_entry_is_told_while_verifying(books: Books) -> None:
    store, seen = books.stores[0], []
    store.add([addition(str(n)) for n in range(3)])
    ledger.verify(store, each=seen.append)
    assert seen == list(store.entries())


def test_two_writers_both_get_through(books: Books) -> None:
    stores = [books.open(), books.open()]

    def write(store: Store, name: str) -> None:
        for n in range(20):
            store.add([addition(f"{name}{n}"), addition(f"both{n}")])

    threads = [threading.Thread(target=write, args=pair) for pair in zip(stores, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    book = ledger.fold(stores[0].entries())
    assert len(book.documents) == 60
    assert len(book.entries) == 120
    assert ledger.verify(stores[1]) == ()


def test_a_reader_does_not_wait_and_sees_whole_batches(books: Books) -> None:
    writer, reader = books.open(), books.open(wait_seconds=0.0)
    stop, counts = threading.Event(), []

    def look() -> None:
        while not stop.is_set():
            counts.append(len(ledger.fold(reader.entries()).entries))

    thread = threading.Thread(target=look)
    thread.start()
    for n in range(30):
        writer.add([addition(f"{n}-{part}") for part in "abc"])
    stop.set()
    thread.join()
    assert counts == sorted(counts)
    assert {count % 6 for count in counts} == {0}
    assert len(list(reader.entries())) == 180


def test_what_hangs_on_where_the_book_ends_is_written_there_or_not_at_all(books: Books) -> None:
    store, other = books.stores[0], books.open()
    seen = store.head()
    other.add([addition("a")])
    with pytest.raises(BookMoved, match="try again"):
        store.append([Judgement("m-a", "m-b", "same", "A. Reader")], after=seen)
    assert [entry.kind for entry in store.entries()] == ["document", "reading"]
    store.append([Judgement("m-a", "m-b", "same", "A. Reader")], after=store.head())
    assert store.head().sequence == 3
