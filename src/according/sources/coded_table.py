"""Tables of what coders gave: one row a unit and one column a coder, or one row a unit and coder.

Wide: the first column (or one called unit or id) names the unit, every other is a coder; `anna.low` is the
field low of coder anna. Long: columns unit and coder, and a column each field, or `field` and `value`. Spans:
columns unit, coder, start, end, and perhaps category and length (of the text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from according.analysis.agreement import Coded
from according.analysis.span_agreement import Marked
from according.errors import UsageError
from according.sources.incident_rows import Table

#: Cells that say that a coder gave no value.
_NONE = frozenset({"", "na", "n/a", "nan", ".", "*", "null", "none"})
_UNIT = ("unit", "id", "document_id", "item")
_CODER = ("coder", "observer", "annotator", "rater")


def holds_spans(table: Table) -> bool:
    """Whether a table tells of spans."""
    return {"start", "end"} <= set(table.columns)


def fields_of(table: Table) -> dict[str, Coded]:
    """The fields of a table of values, each with who gave which. UsageError where there are no two coders to
    be found in its form."""
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for field, unit, coder, value in _read(table):
        if value.casefold() not in _NONE:
            rows.setdefault(field, []).append((unit, coder, value))
    return {
        field: Coded(*(np.array([row[n] for row in given], dtype=object) for n in range(3)))
        for field, given in sorted(rows.items())
    }


def _read(table: Table) -> Iterator[tuple[str, str, str, str]]:
    """(field, unit, coder, value) of every cell."""
    unit, coder = _named(table, _UNIT), _named(table, _CODER)
    if unit is not None and coder is not None:
        yield from _long(table, unit, coder)
        return
    first = unit or table.columns[0]
    others = [column for column in table.columns if column != first]
    if len(others) < 2:
        raise UsageError(
            f"the table {table.name} has not two coders: give one row a unit and one column a coder, or the "
            "columns unit, coder and value"
        )
    for _, cell in table.cells:
        for column in others:
            who, dot, field = column.rpartition(".")
            yield (field, cell[first], who, cell.get(column, "").strip()) if dot else (
                "value", cell[first], column, cell.get(column, "").strip(),
            )  # fmt: skip


def _long(table: Table, unit: str, coder: str) -> Iterator[tuple[str, str, str, str]]:
    by_field = {"field", "value"} <= set(table.columns)
    others = [column for column in table.columns if column not in (unit, coder)]
    if not others:
        raise UsageError(f"the table {table.name} has no column beside unit and coder: what did they give?")
    for _, cell in table.cells:
        if by_field:
            yield cell["field"].strip(), cell[unit], cell[coder], cell["value"].strip()
        else:
            for column in others:
                yield column, cell[unit], cell[coder], cell.get(column, "").strip()


def _named(table: Table, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in table.columns), None)


def spans_of(table: Table) -> tuple[Marked, ...]:
    """The spans of a table. UsageError where a column is missing or a row is no span."""
    unit, coder = _named(table, _UNIT), _named(table, _CODER)
    if unit is None or coder is None:
        raise UsageError(f"the table {table.name} of spans needs the columns unit, coder, start and end")
    return tuple(_span(table.name, line, cell, unit, coder) for line, cell in table.cells)


def _span(name: str, line: int, cell: Mapping[str, str], unit: str, coder: str) -> Marked:
    try:
        start, end = int(cell["start"]), int(cell["end"])
        length = int(cell.get("length") or 0)
    except ValueError:
        start, end, length = 0, 0, 0
    if not 0 <= start < end or (length and end > length):
        raise UsageError(f"{name}:{line} is no span: 0 ≤ start < end ≤ length, in characters")
    category = cell.get("category", "") or cell.get("value", "")
    return Marked(cell[unit], cell[coder], category, start, end, length)
