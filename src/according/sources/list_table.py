"""Tables of who is on which lists: CSV or JSON Lines into `Lists`.

One row is a person, or a pattern with the number of people who have it; one column is a list, with 1 or 0 (or
yes, no, true, false) in it. A blank cell says that the person is not on the list. Names are not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from according.errors import UsageError
from according.methods.lists import MOST_LISTS, Lists, of_patterns
from according.model import Problem
from according.sources.incident_rows import Table

#: Names of a column of counts, the first that a table has.
_COUNTS = ("count", "counts", "freq", "frequency", "n")
#: More people than there are are a misread column.
_MOST_PEOPLE = 10**10
_MARKS: dict[str, bool | None] = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "y", "x"), True),
    **dict.fromkeys(("", "0", "0.0", "false", "no", "n", "na", "nan", "none"), False),
}


#: A row as read: its stratum, its lists as bits, its people.
_Row = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns tell what. `lists`: names, or patterns such as `source_*`, () for every column that holds
    marks only; `count`: None for one of the usual names where there is one; `strata`: people are divided by
    what stands in these."""

    lists: tuple[str, ...] = ()
    count: str | None = None
    strata: tuple[str, ...] = ()


def lists_of(table: Table, asked: Asked | None = None) -> tuple[dict[str, Lists], tuple[Problem, ...]]:
    """The lists of each stratum by its name ("" where people are not divided), none where no column holds
    marks; and what is wrong with some rows (ACC-175). UsageError for a column that the table has not."""
    asked = asked or Asked()
    count = _count_column(table, asked)
    strata = [_existing(table, name) for name in asked.strata]
    columns = _list_columns(table, asked, {*strata, *([count] if count else [])})
    if len(columns) > MOST_LISTS:
        raise UsageError(
            f"the table {table.name} has {len(columns)} columns of lists, at most {MOST_LISTS} can be used: "
            f"say which with --list NAME ({', '.join(columns[:20])})"
        )
    if not columns:
        return {}, table.problems
    found, left_out = _counted(table, columns, strata, count)
    names = [table.spelled.get(column, column) for column in columns]
    lists = {stratum: _gathered(names, rows) for stratum, rows in sorted(found.items())}
    return lists, (*table.problems, *_left_out(table.name, left_out))


def _gathered(names: Sequence[str], rows: Sequence[tuple[int, int]]) -> Lists:
    codes, people = np.array(rows, dtype=np.int64).T
    return of_patterns(names, codes, people)


def _existing(table: Table, name: str) -> str:
    if name.casefold() not in table.columns:
        raise UsageError(
            f"the table {table.name} has no column {name}: it has {', '.join(table.columns[:20])}"
        )
    return name.casefold()


def _count_column(table: Table, asked: Asked) -> str | None:
    if asked.count:
        return _existing(table, asked.count)
    return next((name for name in _COUNTS if name in table.columns), None)


def _list_columns(table: Table, asked: Asked, other: set[str]) -> tuple[str, ...]:
    """The columns of lists in the table's order."""
    if not asked.lists:
        return tuple(name for name in table.columns if name not in other and _holds_marks(table, name))
    for pattern in asked.lists:
        if not any(fnmatchcase(name, pattern.casefold()) for name in table.columns):
            _existing(table, pattern)
    return tuple(
        name
        for name in table.columns
        if name not in other and any(fnmatchcase(name, pattern.casefold()) for pattern in asked.lists)
    )


def _holds_marks(table: Table, name: str) -> bool:
    """Whether a column holds nothing but marks, one of them at least saying yes."""
    written = {cell.get(name, "") for _, cell in table.cells}
    values = {value.strip().casefold() for value in written}
    return values <= _MARKS.keys() and any(_MARKS[value] for value in values)


def _counted(
    table: Table, columns: Sequence[str], strata: Sequence[str], count: str | None
) -> tuple[dict[str, list[tuple[int, int]]], list[int]]:
    """Patterns and people of each stratum, and the lines of rows that were left out."""
    # Most rows are like others: each kind of row is read once.
    read: dict[tuple[str | None, ...], _Row | None] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    left_out: list[int] = []
    told = (*columns, *strata, *([count] if count else []))
    for line, cell in table.cells:
        written = tuple(map(cell.get, told))
        if written not in read:
            read[written] = _row(cell, columns, strata, count)
        row = read[written]
        if row is None:
            left_out.append(line)
        elif row[1]:
            found.setdefault(row[0], []).append(row[1:])
    return found, left_out


def _row(
    cell: Mapping[str, str], columns: Sequence[str], strata: Sequence[str], count: str | None
) -> _Row | None:
    """What a row says; None where it cannot be read or puts people on no list."""
    code, people = _code(cell, columns), _people(cell, count)
    if code is None or people is None or (code == 0 and people > 0):
        return None
    return ", ".join(cell.get(name, "").strip() or "not told" for name in strata), code, people


def _code(cell: Mapping[str, str], columns: Sequence[str]) -> int | None:
    """The lists that a row is on as bits; None where a cell holds no mark."""
    marks = [_MARKS.get(cell.get(name, "").strip().casefold()) for name in columns]
    if any(mark is None for mark in marks):
        return None
    return sum(1 << n for n, mark in enumerate(marks) if mark)


def _people(cell: Mapping[str, str], count: str | None) -> int | None:
    """How many people a row stands for; None where that is no whole number of 0 or more."""
    if count is None:
        return 1
    try:
        people = float(cell.get(count, "").replace(",", ""))
    except ValueError:
        return None
    return int(people) if 0 <= people <= _MOST_PEOPLE and people.is_integer() else None


def _left_out(name: str, lines: Sequence[int]) -> tuple[Problem, ...]:
    if not lines:
        return ()
    shown = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
    return (Problem("ACC-175", f"{len(lines):,} rows on no list, or not readable (lines {shown})", name),)
