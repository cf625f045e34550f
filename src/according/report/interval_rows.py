"""Rows of intervals drawn below each other, on a plain axis or a logarithmic one with a gutter for zeros."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

from according.analysis.figure import Interval, Intervals
from according.report.inks import INK, SOFT, colour_of, number_words


def intervals(sheet: Sheet, figure: Intervals) -> None:
    """Draw the rows, with their reference and what filled and hollow marks stand for."""
    axes = sheet.add_subplot()
    groups = [row.group for row in figure.rows]
    gutter = _gutter(figure)
    for n, row in enumerate(figure.rows):
        _interval(axes, n, row, colour_of(row.group, groups), gutter)
        if row.note:
            axes.annotate(row.note, (1.01, n), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    if figure.reference is not None:
        axes.axvline(figure.reference, color=SOFT, linestyle=(0, (4, 3)), linewidth=1)
        axes.annotate(
            figure.reference_label, (figure.reference, 1), xycoords=("data", "axes fraction"),
            xytext=(3, 2), textcoords="offset points", fontsize=9, color=SOFT,
        )  # fmt: skip
    axes.set_yticks(range(len(figure.rows)), [row.label for row in figure.rows])
    axes.set_ylim(len(figure.rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(figure.axis)
    if figure.log:
        _logarithmic(axes, figure, gutter)
    else:
        axes.xaxis.set_major_formatter(FuncFormatter(number_words))
    if any(row.hollow for row in figure.rows):
        _filled_and_hollow(axes, figure)


def _interval(axes: Axes, n: int, row: Interval, colour: str, gutter: float | None) -> None:
    """One row: a line between known ends, a pointer where one is open, a mark at the best."""
    low, best, high = (
        gutter if gutter is not None and v is not None and v <= 0 else v
        for v in (row.low, row.best, row.high)
    )
    face = "none" if row.hollow else colour
    if low is not None and high is not None:
        axes.plot([low, high], [n, n], color=colour, linewidth=2, solid_capstyle="butt")
    elif low is not None and best is not None:
        axes.annotate("›", (low, n), xytext=(6, 0), textcoords="offset points", va="center", color=colour)
    elif low is not None:
        axes.plot([low], [n], marker=">", color=colour, mfc=face, markersize=5, linestyle="none")
    elif high is not None:
        axes.plot([high], [n], marker="<", color=colour, mfc=face, markersize=5, linestyle="none")
    if best is not None:
        axes.plot([best], [n], marker="o", color=colour, mfc=face, markersize=6, linestyle="none")


def _values(figure: Intervals) -> list[float]:
    return [v for row in figure.rows for v in (row.low, row.best, row.high) if v is not None]


def _ends(values: Iterable[float]) -> tuple[float, float]:
    """The least and the most of those above 0."""
    above = [v for v in values if v > 0]
    return min(above, default=1.0), max(above, default=1.0)


def _gutter(figure: Intervals) -> float | None:
    """Where zeros stand on a logarithmic axis: left of the least value above; None without zeros."""
    values = _values(figure)
    least, most = _ends(values)
    return least / max(2.0, (most / least) ** 0.15) if figure.log and min(values, default=1.0) <= 0 else None


def _logarithmic(axes: Axes, figure: Intervals, gutter: float | None) -> None:
    """A logarithmic axis whose gutter, if it has one, is set apart and marked 0."""
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(number_words))
    axes.xaxis.set_minor_formatter(NullFormatter())
    if gutter is None:
        return
    least, most = _ends(_values(figure))
    edge = (gutter * least) ** 0.5
    axes.set_xlim(gutter * gutter / edge, most * 1.15)
    steps = [k * 10.0**e for e in range(-2, 9) for k in (1, 2, 5)]
    places = [gutter, *(step for step in steps if edge < step <= most * 1.15)]
    axes.set_xticks(places, ["0", *(number_words(place) for place in places[1:])])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.axvline(edge, color=SOFT, linestyle=(0, (1, 2)), linewidth=1)


def _filled_and_hollow(axes: Axes, figure: Intervals) -> None:
    """What filled and hollow marks stand for, above the rows."""
    marks = [
        Line2D([], [], marker="o", color=INK, mfc=face, markersize=6, linestyle="none", label=words)
        for face, words in ((INK, figure.filled), ("none", figure.hollow))
        if words
    ]
    axes.legend(handles=marks, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, fontsize=9, borderpad=0)
