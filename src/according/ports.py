"""The protocols between the pure core and the edges. Imports `model` only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from according.model import Document, Entry, Problem, Sentence

PlaceKind = Literal["populated", "admin1", "admin2", "country", "region", "feature"]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place that a name can stand for. `population` in people, 0 where unknown; lat, lon in degrees,
    None for an area without a point."""

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


class Gazetteer(Protocol):
    """Names to places."""

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Every place of that name (case, accents and hyphens folded), most populous first; () if none."""
        ...


class Parser(Protocol):
    """Sentences to the same sentences with tokens."""

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """The sentences in the same order, each with its tokens; token offsets count in the document."""
        ...


class Source(Protocol):
    """A format of documents."""

    def documents(self, raw: bytes, name: str) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """The documents in one file's bytes, and what was wrong with it. Never raises on bad data."""
        ...


class Store(Protocol):
    """Where a book's entries and originals are kept. Append-only."""

    def append(self, kind: str, bodies: Iterable[str]) -> tuple[Entry, ...]:
        """Chain and store the bodies in one transaction; on return they survive a killed process."""
        ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries in order, from the one after sequence number `after`."""
        ...
