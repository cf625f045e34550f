"""Figures as values: what is drawn, without how. `report.figures` draws them; their numbers can be tabulated.

`group` names a colour: a side of `model.SIDES`, a category of `model.CATEGORIES`, or "" for none; groups of
other names get colours in the order in which they come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Where a mark stands along an axis: a day, or a number.
Along = date | float


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: low ≤ best ≤ high; None where an end or the best figure is not known. `note` stands in
    the margin; `hollow`: its mark is not filled."""

    label: str
    low: float | None
    best: float | None
    high: float | None
    group: str = ""
    note: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Intervals:
    """Rows of intervals below each other. `reference`: a value that all are held against. `log`: whether the
    axis is logarithmic; zeros then stand in a gutter at its left, marked 0. `filled`, `hollow`: what filled
    and hollow marks stand for; said where a mark is hollow."""

    title: str
    axis: str
    rows: tuple[Interval, ...]
    reference: float | None = None
    reference_label: str = ""
    log: bool = False
    filled: str = ""
    hollow: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A course of values. `low`, `high`: its band, () for none. `style`: "line", "step", "points" or
    "bars"."""

    name: str
    x: tuple[Along, ...]
    y: tuple[float | None, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    style: str = "line"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Lines over days or numbers. `marks`: (place, words) of vertical lines; `spans`: (from, to, words) of
    shaded stretches."""

    title: str
    x_axis: str
    y_axis: str
    lines: tuple[Line, ...]
    marks: tuple[tuple[Along, str], ...] = ()
    spans: tuple[tuple[Along, Along, str], ...] = ()
    log: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values as a histogram (a null model's, a posterior's), with what was observed marked as
    (value, words)."""

    title: str
    axis: str
    values: tuple[float, ...]
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """Stacked bars: one a label, its parts by group; whiskers on the whole, None where its ends are open."""

    title: str
    axis: str
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    parts: tuple[tuple[float, ...], ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in rows and columns, coloured by value; None is a cell without a value (hatched, never zero)."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    axis: str = ""
    log: bool = False


@dataclass(frozen=True, slots=True)
class Overlaps:
    """How many individuals are on which lists together (an UpSet plot): patterns of the lists' positions."""

    title: str
    lists: tuple[str, ...]
    patterns: tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its point (degrees, WGS 84) and what stands there; `size` is drawn as an area."""

    lat: float
    lon: float
    size: float
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Spots:
    """Places on a plain map without a background. `note`: what is not drawn and why."""

    title: str
    spots: tuple[Spot, ...]
    note: str = ""


Figure = Intervals | Course | Distribution | Stack | Grid | Overlaps | Spots
