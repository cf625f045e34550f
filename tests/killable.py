"""Adds documents to a book and says which are safe: run as a process of its own, to be killed.

    python killable.py BOOK COUNT

Prints "safe ID…" after each batch that the store acknowledged, and "done" in the end.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from according.errors import BookError
from according.model import Document, EventDate, EventTypes, Mention, Reading, Span
from according.ports import Addition
from according.store import create_book, open_book
from according.store.archive import sha256_of

BATCH = 5


def addition(n: int) -> Addition:
    """The n-th document: always the same, with an original of its own."""
    raw = b"<p>%d people died.</p>" % n
    document = Document(f"d{n}", f"Report {n}", f"{n} people died. " * 40, original_sha256=sha256_of(raw))
    span = Span.of(document.content, 0, 6)
    mention = Mention(f"m{n}", f"d{n}", 1, EventDate(), None, EventTypes(), (), span)
    return Addition(document, Reading(f"d{n}", "r1", (mention,), ()), raw)


def now() -> datetime:
    return datetime.now(UTC)


def tell(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(folder: Path, count: int) -> None:
    try:
        store = open_book(folder, now)
    except BookError:
        store = create_book(folder, now)
    with store:
        for start in range(0, count, BATCH):
            done = store.add(addition(n) for n in range(start, min(count, start + BATCH)))
            assert not done.refused, done.refused
            tell("safe", *done.added, *done.unchanged)
    tell("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
