"""The protocols between the pure core and the edges. Imports `model` only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from according.model import (
    Correction,
    Document,
    Entry,
    Judgement,
    Problem,
    Reading,
    Retraction,
    Sentence,
)

PlaceKind = Literal["populated", "admin1", "admin2", "country", "region", "feature", "waters"]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place that a name can stand for. `population` in people, 0 where unknown; lat, lon in degrees,
    None for an area without a point. `country_iso3` is empty for waters and for regions of several
    countries; `capital`: of a country; `gazetteer`: the added gazetteer that it comes from and its version
    ("aid_sites@0f3c…"), empty for the shipped places."""

    name: str
    kind: PlaceKind
    country_iso3: str
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    geonames_id: int | None
    exact_name: bool = True
    capital: bool = False
    gazetteer: str = ""


class Gazetteer(Protocol):
    """Names to places."""

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Every place of that name (case, accents and hyphens folded), most populous first; () if none."""
        ...

    def similar(self, name: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        """Populated places and districts of that country whose name is another spelling of this one's
        sound (Jamrud, Jamrood), most populous first; () if none."""
        ...


class Parser(Protocol):
    """Sentences to the same sentences with tokens."""

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """The sentences in the same order, each with its tokens; token offsets count in the document."""
        ...


class LanguageIdentifier(Protocol):
    """Texts to languages."""

    def identify(self, text: str) -> str:
        """The ISO 639-1 code of the likeliest language of the text."""
        ...


class Source(Protocol):
    """A format of documents."""

    def documents(self, raw: bytes, name: str) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """The documents in one file's bytes, and what was wrong with it. Never raises on bad data."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of entries ends: the last entry's sequence number (0 in an empty book) and id."""

    sequence: int
    entry_id: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to add with its reading. `original` holds the bytes that `document.original_sha256`
    names; None where there are none or where the archive has them already. Rows of one table share the
    same bytes."""

    document: Document
    reading: Reading
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What one call of `Store.add` did: ids of documents now in the book, ids of those that were there
    already and unchanged, and why the others were refused (ACC-401 to ACC-404, ACC-408)."""

    entries: tuple[Entry, ...]
    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[Problem, ...]


class Originals(Protocol):
    """Original files byte for byte under their SHA-256 (64 hex digits)."""

    def put(self, raw: bytes) -> str:
        """Keep the bytes and give their SHA-256; on return they survive a killed process."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes; BookError where they are not there, BookBroken where they are not the same."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether there is an original of that name. Does not read it."""
        ...


class Store(Protocol):
    """Where a book's entries and originals are kept. Append-only. BookError where it cannot be done."""

    @property
    def archive(self) -> Originals:
        """The originals."""
        ...

    def add(self, additions: Iterable[Addition], problems: Iterable[Problem] = ()) -> Added:
        """Documents with their readings, and problems that belong to no reading, in one transaction; on
        return they survive a killed process. What the book has already changes nothing."""
        ...

    def append(
        self,
        values: Iterable[Reading | Judgement | Correction | Retraction | Problem],
        after: Head | None = None,
    ) -> tuple[Entry, ...]:
        """Chain and store the values in one transaction; on return they survive a killed process. `after`:
        where the book must still end (None: anywhere); where it does not, BookMoved, and nothing is
        written."""
        ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries in order, from the one after sequence number `after`. Never waits for a writer."""
        ...

    def entry(self, sequence: int) -> Entry | None:
        """The entry of that sequence number."""
        ...

    def head(self) -> Head:
        """Where the chain ends, as noted when it was last written (not derived from the entries)."""
        ...

    def has_document(self, document_id: str, content_sha256: str) -> bool:
        """Whether the book holds that document with exactly that content, not retracted."""
        ...

    def close(self) -> None:
        """Let go of the database. Nothing is lost without it."""
        ...
