#!/usr/bin/env python3
"""How fast a book is written, folded, read and verified, and how much memory that takes.

    book_speed.py [--documents 100000] [--claims 5] [--batch 500]

Documents of some 1500 characters with that many claims each, made beforehand, without originals. Seconds
are given twice, by the clock and of the processor, because a busy machine slows the first. Each part runs
in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from according import ledger
from according.model import (
    Actor,
    Claim,
    Document,
    EventDate,
    EventTypes,
    Mention,
    Place,
    Quantity,
    Reading,
    Span,
    Voice,
    Window,
    claim_id_of,
    mention_id_of,
)
from according.ports import Addition
from according.store import create_book, open_book

DAY = date(2026, 1, 31)
PARTS = ("append", "fold", "claims", "verify")


def main() -> int:
    """Run the parts one after the other on one book."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=5)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run_part(options)
        return 0
    with tempfile.TemporaryDirectory() as room:
        for part in PARTS:
            command = [sys.executable, __file__, "--part", part, "--book", f"{room}/book"]
            for name in ("documents", "claims", "batch"):
                command += [f"--{name}", str(getattr(options, name))]
            subprocess.run(command, check=True)
    return 0


def run_part(options: argparse.Namespace) -> None:
    """One part in this process."""
    if options.part == "append":
        append(options)
        return
    with open_book(options.book, now) as store, timed(options.part, options.documents):
        if options.part == "verify":
            assert ledger.verify(store) == ()
            return
        book = ledger.fold(store.entries())
        assert len(book.documents) == options.documents
        if options.part == "claims":
            assert len(book.claims) == options.documents * options.claims


def append(options: argparse.Namespace) -> None:
    """Add the documents in batches; only adding them is timed."""
    wall = processor = 0.0
    with create_book(options.book, now) as store:
        for start in range(0, options.documents, options.batch):
            end = min(options.documents, start + options.batch)
            additions = [addition(n, options.claims) for n in range(start, end)]
            began = time.monotonic(), time.process_time()
            done = store.add(additions)
            wall += time.monotonic() - began[0]
            processor += time.process_time() - began[1]
            assert len(done.added) == len(additions), done.refused
    tell("append", options.documents, wall, processor)


@contextmanager
def timed(part: str, documents: int) -> Iterator[None]:
    """Time what is done inside and tell."""
    began = time.monotonic(), time.process_time()
    yield
    tell(part, documents, time.monotonic() - began[0], time.process_time() - began[1])


def tell(part: str, documents: int, wall: float, processor: float) -> None:
    """One figure line."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{part}: {documents} documents, {wall:.1f} s by the clock, {processor:.1f} s of the processor, "
        f"{documents / processor:.0f} documents per processor second, peak {peak_mb:.0f} MB",
        flush=True,
    )


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def addition(number: int, claims: int) -> Addition:
    """A document with a reading like those of real reports."""
    text = "At least 12 people were killed in the valley, the police said on Monday. " * 20 + str(number)
    name = f"report-{number}"
    document = Document(name, "Twelve killed in the valley", text, DAY, "A newspaper", lang="en")
    content = document.content
    span = Span.of(content, 30, 50)
    place = Place("Quetta", "PAK", "Balochistan", None, 30.18, 66.99, 1, 1167528)
    types = EventTypes(("Battles", "Armed clash"), 1, ("Armed Assault",))
    actors = (Actor("gunmen", "perpetrator", "armed_group", "reported", span),)
    mention_id = mention_id_of(name, span)
    event = EventDate(DAY, DAY, "day")
    mention = Mention(mention_id, name, 1, event, place, types, actors, span)
    found = tuple(claim_of(name, mention_id, content, n) for n in range(claims))
    return Addition(document, Reading(name, "bench", (mention,), found))


def claim_of(name: str, mention_id: str, content: str, n: int) -> Claim:
    """The n-th claim of a document, with an outlet and a speaker."""
    span = Span.of(content, 29 + 73 * n, 47 + 73 * n)
    quantity = Quantity(12, 12, None, "at least 12", "at_least")
    voices = Voice("A newspaper", "media", False), Voice("the police", "state", True, span)
    claim_id = claim_id_of(name, "deaths", "all", quantity, span)
    window = Window(DAY, DAY)
    figure = "deaths", "all", quantity, span, "mention", window, "asserted", voices
    return Claim(claim_id, name, mention_id, *figure)


if __name__ == "__main__":
    sys.exit(main())
