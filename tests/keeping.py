"""Real books of a few reports, made without reading: for tests of what people write into a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from according.model import Document, Reading
from according.ports import Addition
from according.store import create_book
from according.store.sqlite import SqliteStore
from told import episode

START = datetime(2026, 2, 1, 12, tzinfo=UTC)


def clock(start: datetime = START) -> Callable[[], datetime]:
    """A clock that is a day further at each look."""
    looks = iter(range(10**6))
    return lambda: start + timedelta(days=next(looks))


def additions() -> tuple[Addition, ...]:
    """The reports of the told episode with their readings, a mention each, in the order of their ids."""
    case = episode()
    made = []
    for document_id, document in sorted(case.documents.items()):
        mentions = tuple(m for m in case.mentions if m.document_id == document_id)
        claims = tuple(c for c in case.claims if c.document_id == document_id)
        made.append(Addition(document, Reading(document_id, "by hand", mentions, claims)))
    return tuple(made)


def book_of(
    folder: Path, added: Iterable[Addition], now: Callable[[], datetime] | None = None
) -> SqliteStore:
    """A new book in the folder, each report added by itself: one moment each."""
    store = create_book(folder, now or clock())
    for addition in added:
        store.add([addition])
    return store


def retitled(addition: Addition, document: Document) -> Addition:
    """The same reading of a document that differs in title, outlet, day or address only."""
    return Addition(document, addition.reading)
