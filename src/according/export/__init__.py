"""What leaves a book: one file a format, one row of `EXPORTERS` a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from according.export import csv_table, jsonl
from according.export.interchange import Record


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: `write(records, kind)` gives its text piece by piece. `kind` is mentions, claims, links,
    incidents, problems or evidence."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Record], str], Iterator[str]]


#: Every format by its name on the command line.
EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("jsonl", ".jsonl", "application/x-ndjson", jsonl.lines),
        Exporter("csv", ".csv", "text/csv", csv_table.lines),
    )
}
