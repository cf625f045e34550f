"""Small published tables of who is on which lists, and made-up people on lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from according.methods.lists import Lists, of_patterns, of_people
from according.sources.incident_rows import read_table
from according.sources.list_table import lists_of

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data" / "analysis"


def of_cells(names: Sequence[str], cells: Mapping[str, int]) -> Lists:
    """Lists from counted patterns, written as "0110" in the order of the lists."""
    codes = [sum(int(mark) << n for n, mark in enumerate(pattern)) for pattern in cells]
    return of_patterns(names, np.array(codes), np.array(list(cells.values())))


#: Kosovo 1999: interviews, bar association, OSCE, Human Rights Watch (Ball and others 2002).
KOSOVO = of_cells(
    ("EXH", "ABA", "OSCE", "HRW"),
    {
        "0001": 306, "0010": 936, "0011": 123, "0100": 845, "0101": 31, "0110": 217, "0111": 32, "1000": 1131,
        "1001": 106, "1010": 228, "1011": 42, "1100": 177, "1101": 18, "1110": 181, "1111": 27,
    },
)  # fmt: skip
#: Children with spina bifida on three lists (Madigan and York 1997).
SPINA = of_cells(
    ("L1", "L2", "L3"),
    {"100": 60, "010": 49, "110": 4, "001": 247, "101": 112, "011": 142, "111": 12},
)
#: Five lists (Madigan and York 1997), in the order in which the first list turns fastest.
_FIVE = (
    0, 27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5,
    83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2,
)  # fmt: skip
FIVE = Lists(("L1", "L2", "L3", "L4", "L5"), np.array(_FIVE))
#: Drug users on four lists (Abeni and others 1994; in Rcapture).
HIV = of_cells(
    ("c1", "c2", "c3", "c4"),
    {
        "1110": 3, "1101": 1, "1100": 33, "1010": 20, "1001": 6, "1000": 403, "0111": 3, "0110": 35,
        "0101": 10, "0100": 545, "0011": 11, "0010": 621, "0001": 205,
    },
)  # fmt: skip
#: A made-up table in SparseMSE: the third list shares no one.
ARTIFICIAL = of_cells(("A", "B", "C"), {"100": 40, "010": 30, "001": 20, "110": 6})


def published(name: str) -> Lists:
    """A published table from its file."""
    path = PUBLISHED / name
    found, _ = lists_of(read_table(path.read_bytes(), path.stem, path.name))
    return found[""]


def made_up(chances: Sequence[Sequence[float]], people: Sequence[int], seed: int) -> Lists:
    """Lists that groups of people come on with these chances each, independently."""
    random = np.random.default_rng(seed)
    rows = [
        random.random((count, len(row))) < np.array(row) for row, count in zip(chances, people, strict=True)
    ]
    return of_people([f"list {n}" for n in range(len(chances[0]))], np.vstack(rows))
