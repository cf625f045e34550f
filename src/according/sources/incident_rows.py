"""Tables of incidents, for matching: CSV and JSON Lines into rows, and taxonomies of their categories.

A table is a dataset of other people's making: its columns are found by the names that the common datasets use
(`ALIASES`), or as the user says. Days are read as written; an end that is missing is the start. A row that
lacks what matching needs is kept, and named in a problem: one problem a table and fault, with the rows.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from according.errors import UsageError
from according.link.matching import Lack, Row, Taxonomy, folded
from according.model import Problem
from according.sources.fixing import decoded
from according.sources.record import day_of

#: What a column may tell, and the names by which it is found, the first that a table has. Beside the plain
#: names those of UCDP GED, ACLED, GTD and According's own exports.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "event_id_cnty", "eventid", "incident_id", "mention_id", "event"),
    "start": ("start", "date", "start_date", "date_start", "event_date", "event.start", "event_start"),
    "end": ("end", "enddate", "end_date", "date_end", "event.end", "event_end"),
    "latitude": ("latitude", "lat", "place.lat", "place_lat"),
    "longitude": ("longitude", "lon", "lng", "long", "place.lon", "place_lon"),
}
_NEEDED = ("start", "latitude", "longitude")
_SOURCE, _CATEGORY = "data.source", "base.categories"
#: How many rows a problem names.
_NAMED = 5
_LACKS: dict[Lack, tuple[str, str]] = {
    "date": ("ACC-170", "no day that can be read, or one that ends before it starts"),
    "point": ("ACC-171", "no point on Earth"),
    "category": ("ACC-172", "a category that a taxonomy does not have for this table"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands: its name, its columns in lower case, and each row's cells with its line;
    `spelled`, how a column is written."""

    name: str
    columns: tuple[str, ...]
    cells: tuple[tuple[int, Mapping[str, str]], ...]
    problems: tuple[Problem, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)


def read_table(raw: bytes, name: str, where: str) -> Table:
    """The table in a file: JSON Lines where it begins with an object, else CSV whose first row names the
    columns (comma, semicolon, tab or bar between them). Fields within fields get names such as `event.start`.
    UsageError where there is no text or no row. Problems: ACC-110, ACC-111, ACC-130, ACC-134."""
    text, problems = decoded(raw, where)
    if text is None:
        raise UsageError(f"{where} is not text: give a table as CSV or JSON Lines in UTF-8")
    text = text.removeprefix("\ufeff")
    read = _from_json if text.lstrip()[:1] == "{" else _from_csv
    spelled: dict[str, str] = {}
    found = list(read(text, where, spelled))
    cells = tuple((line, cell) for line, cell in found if not isinstance(cell, Problem))
    if not cells:
        raise UsageError(
            f"{where} has no rows: give a table whose first row names the columns, or JSON Lines"
        )
    columns = tuple(dict.fromkeys(column for _, cell in cells for column in cell))
    faults = tuple(cell for _, cell in found if isinstance(cell, Problem))
    return Table(name, columns, cells, (*problems, *faults), spelled)


def _from_csv(
    text: str, where: str, spelled: dict[str, str]
) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    try:
        for row in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip().casefold() for cell in row]
                spelled.update(zip(header, (cell.strip() for cell in row), strict=True))
            elif len(row) > len(header):
                said = f"{len(row)} cells for {len(header)} columns; left out"
                yield line, Problem("ACC-134", said, f"{where}:{line}")
            else:
                filled = [*row, *[""] * (len(header) - len(row))]
                yield line, dict(zip(header, filled, strict=True))
    except csv.Error as fault:
        line = reader.line_num
        yield line, Problem("ACC-134", f"the table cannot be read on from here: {fault}", f"{where}:{line}")


def _from_json(
    text: str, where: str, spelled: dict[str, str]
) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            fields = json.loads(written)
        except (ValueError, RecursionError):
            fields = None
        if isinstance(fields, dict):
            told = tuple(_flat(fields, ""))
            spelled.update((column.casefold(), column) for column, _ in told)
            yield line, {column.casefold(): value for column, value in told}
        else:
            yield line, Problem("ACC-130", "the line is not an object; left out", f"{where}:{line}")


def _flat(fields: Mapping[Any, Any], before: str) -> Iterator[tuple[str, str]]:
    """The fields by column; those of fields within fields too, one deep. Lists and what lies deeper tell
    nothing that matching needs."""
    for name, value in fields.items():
        column = f"{before}{name}"
        if isinstance(value, dict) and not before:
            yield from _flat(value, f"{column}.")
        elif not isinstance(value, dict | list):
            yield column, "" if value is None else str(value)


def read_taxonomy(raw: bytes, column: str, where: str) -> Taxonomy:
    """The taxonomy of a column: a table of `data.source` (the table), `base.categories` (a category as that
    table writes it), then the levels from fine to coarse. UsageError where it is none of these."""
    table = read_table(raw, column, where)
    if table.columns[:2] != (_SOURCE, _CATEGORY) or len(table.columns) < 3:
        raise UsageError(
            f"the taxonomy {where} has the columns {_listed(table.columns)}: it needs {_SOURCE}, "
            f"{_CATEGORY}, then one column a level, from fine to coarse"
        )
    if table.problems:
        raise UsageError(f"the taxonomy {where} cannot be read: {table.problems[0].message}; mend that line")
    names = table.columns[2:]
    levels: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, cell in table.cells:
        key = (folded(cell[_SOURCE]), folded(cell[_CATEGORY]))
        labels = tuple(cell[name].strip() for name in names)
        if levels.setdefault(key, labels) != labels:
            raise UsageError(f"{where}:{line} places “{cell[_CATEGORY]}” a second time, elsewhere: keep one")
    _check_order(levels, names, where)
    return Taxonomy(column.casefold(), len(names), levels)


def _check_order(levels: Mapping[tuple[str, str], tuple[str, ...]], names: Sequence[str], where: str) -> None:
    """UsageError where a level has more labels than the finer one before it."""
    counts = [len(set(column)) for column in zip(*levels.values(), strict=True)]
    for finer, coarser in zip(range(len(counts)), range(1, len(counts)), strict=False):
        if counts[coarser] > counts[finer]:
            raise UsageError(
                f"in {where} {names[coarser]} has more labels than {names[finer]} before it: "
                "order the levels from fine to coarse"
            )


def rows_of(
    table: Table, columns: Sequence[tuple[str, str]], taxonomies: Sequence[Taxonomy]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of a table, and what is wrong with some (ACC-170 to ACC-173). `columns` are the user's pairs
    of what a column tells (a key of `ALIASES`) and its name; the first that the table has is taken.
    UsageError where a column is missing that matching needs, or a taxonomy knows nothing of the table."""
    named = {role: _column(table, role, columns) for role in ALIASES}
    for taxonomy in taxonomies:
        _check_taxonomy(table, taxonomy)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, cell in table.cells:
        told = {role: cell.get(column, "").strip() if column else "" for role, column in named.items()}
        row_id = _printable(told["id"]) or str(line)
        seen[row_id] = seen.get(row_id, 0) + 1
        rows.append(_row(table.name, _unique(row_id, seen), told, cell, taxonomies))
    repeated = [row_id for row_id, count in seen.items() if count > 1]
    return tuple(rows), (*table.problems, *_faults(table.name, rows, repeated))


def _printable(words: str) -> str:
    """Words of one line that any terminal and file can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _unique(row_id: str, seen: dict[str, int]) -> str:
    """The id, numbered where the table has it again; numbered on where that is an id of the table too."""
    while seen[row_id] > 1:
        row_id = f"{row_id} ({seen[row_id]})"
        seen[row_id] = seen.get(row_id, 0) + 1
    return row_id


def _column(table: Table, role: str, columns: Sequence[tuple[str, str]]) -> str | None:
    """The column that tells this; None where the table has none and none is needed."""
    asked = [name.casefold() for wanted, name in columns if wanted == role]
    found = next((name for name in (*asked, *ALIASES[role]) if name in table.columns), None)
    if found is None and role in _NEEDED:
        raise UsageError(
            f"the table {table.name} has no column for the {role}: name it with --column {role}=NAME "
            f"(it has {_listed(table.columns)})"
        )
    return found


def _check_taxonomy(table: Table, taxonomy: Taxonomy) -> None:
    if taxonomy.column not in table.columns:
        raise UsageError(
            f"the table {table.name} has no column {taxonomy.column} for the taxonomy: "
            f"name one that every table has (it has {_listed(table.columns)})"
        )
    sources = sorted({source for source, _ in taxonomy.levels})
    if folded(table.name) not in sources:
        raise UsageError(
            f"the taxonomy of {taxonomy.column} tells nothing of the table {table.name}: in {_SOURCE} it has "
            f"{_listed(sources)}; call the table so with NAME=FILE, or add its categories"
        )


def _row(
    table: str, row_id: str, told: Mapping[str, str], cell: Mapping[str, str], taxonomies: Sequence[Taxonomy]
) -> Row:
    start = day_written(told["start"])
    return Row(
        table=table,
        row_id=row_id,
        start=start,
        end=day_written(told["end"]) if told["end"] else start,
        lat=number_written(told["latitude"]),
        lon=number_written(told["longitude"]),
        levels=tuple(taxonomy.of(table, cell.get(taxonomy.column, "")) for taxonomy in taxonomies),
    )


def day_written(written: str) -> date | None:
    """The day; None for a week (2026-W05), which the library would take for its Monday."""
    if "-W" in written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return day_of(written)


def number_written(written: str) -> float | None:
    """The number; None where the words are none, or no finite one."""
    try:
        number = float(written)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _faults(table: str, rows: Sequence[Row], repeated: Sequence[str]) -> Iterator[Problem]:
    for lack, (code, said) in _LACKS.items():
        ids = [row.row_id for row in rows if row.lack == lack]
        if ids:
            named = f"{_how_many(ids)} with {said}: {_listed(ids, _NAMED)}; kept, unmatched"
            yield Problem(code, named, table)
    if repeated:
        said = f"several rows have the id {_listed(repeated, _NAMED)}; the later ones were numbered"
        yield Problem("ACC-173", said, table)


def _how_many(ids: Sequence[str]) -> str:
    return "1 row" if len(ids) == 1 else f"{len(ids):,} rows"


def _listed(words: Sequence[str], most: int = 20) -> str:
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
