"""Incidents for tests of analyses: a table's rows, built by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from according.analysis.incident_columns import Incidents
from according.model import Problem
from according.sources.analysed_table import incidents_of
from according.sources.incident_rows import read_table

#: A small table with the plain columns: two provinces, thirteen months, one row of unknown day.
PLAIN = """\
id,date,end_date,province,district,lat,lon,deaths_low,deaths_best,deaths_high,deaths_civilian,deaths_security_force,injured,actor
a,2025-12-03,,North,Hill,30.0,67.0,2,2,2,2,0,5,Front
b,2026-01-04,,North,Hill,30.0,67.0,10,12,15,9,3,1,Front
c,2026-01-20,2026-01-21,South,Port,25.0,62.0,3,3,3,1,1,,League
d,2026-01-31,2026-02-02,South,Port,25.0,62.0,4,,,,4,2,League
e,some day,,South,Port,25.0,62.0,1,1,1,1,0,0,League
f,2025-02-10,,North,Hill,,,7,7,7,7,0,0,Front
"""


def table(text: str, name: str = "plain") -> tuple[Incidents, tuple[Problem, ...]]:
    """The incidents of a table in CSV, and what is wrong with some rows."""
    return incidents_of(read_table(text.encode(), name, f"{name}.csv"))


def rows(lines: Iterable[str], header: str) -> Incidents:
    """The incidents of rows below a header; AssertionError where any has a problem."""
    found, problems = table("\n".join((header, *lines)))
    assert not problems, problems
    return found


def written(folder: Path, header: str, lines: Iterable[str]) -> Path:
    """A file of rows below a header."""
    path = folder / "incidents.csv"
    path.write_text("\n".join((header, *lines)) + "\n", "utf-8")
    return path
