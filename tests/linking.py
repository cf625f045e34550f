"""Books of composed reports that are linked, for tests of the index beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from according import wiring
from according.ledger import Book
from according.link import incidents_of
from according.model import Correction, Document, Judgement, Place, Reading, Retraction, Span
from according.ports import Addition
from according.store import create_book, open_book
from according.store.linkage import NAME
from claiming import day
from mentioning import GWADAR, NUSHKI, QUETTA, mention

PEOPLE = ("Karim Baloch", "Asma Notezai", "Sadiq Rind", "Lala Jamot", "Bibi Durrani")
PLACES = (QUETTA, QUETTA, GWADAR, NUSHKI)


def report(n: int) -> Addition:
    """The n-th report: some tell of one event, some name the same people, one tells of nothing."""
    name, place = f"r{n}", PLACES[n % len(PLACES)]
    told = " ".join(f"The police named {PEOPLE[(n + k) % len(PEOPLE)]}." for k in range(n % 3))
    text = f"An attack in {place.name} was reported. {told} Nobody else was hurt."
    document = Document(name, "", text, day(31) + timedelta(days=n % 4))
    told_of = replace(
        mention(f"m{n}", day(29 + n % 3), place, document=name), span=Span.of(document.content, 3, 9)
    )
    return Addition(document, Reading(name, "composed", () if n == 7 else (told_of,), ()))


REPORTS = tuple(map(report, range(12)))


def alone() -> Addition:
    """A report with nothing in common with any other: no verdict is on it."""
    document = Document("alone", "", "A fire broke out in Lagos.", day(1))
    place = Place("Lagos", "NGA", "Lagos", None, 6.45, 3.39, 1)
    told_of = replace(
        mention("m-alone", day(1), place, document="alone"), span=Span.of(document.content, 2, 6)
    )
    return Addition(document, Reading("alone", "composed", (told_of,), ()))


def made(folder: Path, reports: Iterable[Addition] = ()) -> Path:
    """A new book of the reports."""
    with create_book(folder, wiring.now) as store:
        assert not store.add(reports).refused
    return folder


def add(folder: Path, *reports: Addition) -> None:
    with open_book(folder, wiring.now) as store:
        assert not store.add(reports).refused


def say(folder: Path, *values: Judgement | Correction | Retraction | Reading) -> None:
    with open_book(folder, wiring.now) as store:
        store.append(values)


def without_index(folder: Path) -> wiring.Linked:
    """Link after the index was deleted."""
    (folder / NAME).unlink(missing_ok=True)
    return wiring.link(folder)


def sizes_of(book: Book) -> tuple[int, int]:
    """How many mentions and incidents a fold of the whole book finds."""
    return len(book.mentions), len(incidents_of(book.mentions.values(), book.judgements))
