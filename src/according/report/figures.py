"""Figures of analyses as SVG, drawn with matplotlib: on paper and screen, light and dark.

Ink and paper are the page's own colours (`currentColor`), groups have the colour-blind safe colours of Okabe
and Ito. The same figure gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from math import cos, radians, sqrt
from typing import Any, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import FuncFormatter, MaxNLocator

from according.analysis.figure import (
    Along,
    Course,
    Distribution,
    Figure,
    Grid,
    Intervals,
    Line,
    Overlaps,
    Spots,
    Stack,
)
from according.report.inks import FAINT, INK, OTHERS, SOFT, colour_of, number_words
from according.report.interval_rows import intervals

#: What the inks are replaced by, so that a figure follows the page into the dark.
_PAGE = {INK: "currentColor", SOFT: "var(--soft, #5f5b54)", FAINT: "var(--faint, #e4e0d7)"}
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "according",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": FAINT,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "hatch.color": FAINT,
}
#: On paper the faint colours are their own; in `_STYLE` they stand for the page's.
_PAPER: dict[str, Any] = {"grid.color": "#e4e0d7", "hatch.color": "#e4e0d7"}
#: Width of a figure, and the height of its frame without rows, in inches.
_WIDTH, _FRAME, _ROW = 8.4, 0.9, 0.26
_USUAL = 3.2


def svg(figure: Figure) -> str:
    """The figure as an SVG element whose title tells what it shows."""
    file = io.StringIO()
    with matplotlib.rc_context(cast(Any, _STYLE)):
        _drawn(figure).savefig(file, format="svg", transparent=True, metadata={"Date": None})
    return _element(file.getvalue(), figure.title)


def png(figure: Figure) -> tuple[bytes, float, float]:
    """The figure for paper: a PNG of 200 dots an inch, and its width and height in inches."""
    file = io.BytesIO()
    with matplotlib.rc_context(cast(Any, _STYLE | _PAPER)):
        sheet = _drawn(figure)
        sheet.savefig(file, format="png", dpi=200)
    wide, high = sheet.get_size_inches()
    return file.getvalue(), float(wide), float(high)


def _drawn(figure: Figure) -> Sheet:
    sheet = Sheet(figsize=(_WIDTH, _height(figure)), layout="constrained")
    _DRAWN[type(figure)](sheet, figure)
    return sheet


def _element(drawn: str, title: str) -> str:
    """The svg element alone, in the page's colours, with an accessible name; groups need no ids, which would
    stand on a page twice."""
    body = drawn[drawn.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    for colour, own in _PAGE.items():
        body = body.replace(colour, own)
    words = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return body.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1).strip()


def _height(figure: Figure) -> float:
    """The height in inches: rows need room each, the rest is as high as usual."""
    if isinstance(figure, Intervals):
        return _FRAME + _ROW * max(2, len(figure.rows))
    if isinstance(figure, Grid):
        return _FRAME + 0.22 * max(3, len(figure.rows))
    if isinstance(figure, Spots):
        return 5.2
    if isinstance(figure, Overlaps):
        return 2.2 + 0.24 * len(figure.lists)
    return _USUAL


def _at(place: Along) -> float:
    return float(cast(Any, date2num)(place)) if isinstance(place, date) else float(place)


def _course(sheet: Sheet, figure: Course) -> None:
    axes = sheet.add_subplot()
    groups = [line.group or line.name for line in figure.lines]
    for line in figure.lines:
        _line(
            axes,
            line,
            INK if len(figure.lines) == 1 and not line.group else colour_of(line.group or line.name, groups),
        )
    _whole_axis(axes, figure)
    _marked(axes, figure)
    if any(isinstance(place, date) for line in figure.lines for place in line.x[:1]):
        locator = cast(Any, AutoDateLocator)()
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(cast(Any, ConciseDateFormatter)(locator))
    axes.set_xlabel(figure.x_axis)
    axes.set_ylabel(figure.y_axis)
    if figure.log:
        axes.set_yscale("log")
    elif axes.get_ylim()[1] > 0 and all(v is None or v >= 0 for line in figure.lines for v in line.y):
        axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(FuncFormatter(number_words))
    if len(figure.lines) > 1:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9)


def _whole_axis(axes: Axes, figure: Course) -> None:
    """Places of unknown value are on the axis too, though nothing is drawn there."""
    if any(None in line.y for line in figure.lines):
        places = sorted({_at(place) for line in figure.lines for place in line.x})
        margin = min((b - a for a, b in pairwise(places)), default=1.0) / 2
        axes.set_xlim(places[0] - margin, places[-1] + margin)


def _marked(axes: Axes, figure: Course) -> None:
    """The vertical lines and the shaded stretches with their words."""
    first, last = axes.get_xlim()
    for place, words in figure.marks:
        is_late = _at(place) > first + 0.7 * (last - first)
        axes.axvline(_at(place), color=SOFT, linestyle=(0, (4, 3)), linewidth=1)
        axes.annotate(words, (_at(place), 1), xycoords=("data", "axes fraction"), va="top",
                      xytext=(-3 if is_late else 3, -2), ha="right" if is_late else "left",
                      textcoords="offset points", fontsize=9, color=SOFT)  # fmt: skip
    for start, end, words in figure.spans:
        axes.axvspan(_at(start), _at(end), color=FAINT, zorder=0, linewidth=0)
        axes.annotate(words, (_at(start), 1), xycoords=("data", "axes fraction"), xytext=(3, -14),
                      textcoords="offset points", fontsize=9, color=SOFT, va="top")  # fmt: skip


def _line(axes: Axes, line: Line, colour: str) -> None:
    x = [_at(place) for place in line.x]
    y = [float("nan") if value is None else value for value in line.y]
    if line.low and line.high:
        axes.fill_between(x, line.low, line.high, color=colour, alpha=0.18, linewidth=0)
    if line.style == "bars":
        width = min((b - a for a, b in pairwise(x)), default=1.0) * 0.85
        axes.bar(x, y, width=width, color=colour, label=line.name)
    elif line.style == "points":
        axes.plot(x, y, "o", markersize=3.5, color=colour, label=line.name)
    else:
        step = line.style == "step"
        axes.plot(
            x, y, color=colour, linewidth=1.6, label=line.name, marker="o" if step else None, markersize=3.5,
            drawstyle=cast(Any, "steps-post" if step else "default"),
        )  # fmt: skip


def _distribution(sheet: Sheet, figure: Distribution) -> None:
    axes = sheet.add_subplot()
    whole = all(value == int(value) for value in figure.values)
    span = (max(figure.values) - min(figure.values)) if figure.values else 0
    if whole and span <= 60:
        lowest = int(min(figure.values, default=0))
        bins: Any = [lowest + n - 0.5 for n in range(int(span) + 2)]
    else:
        bins = min(40, max(5, len(figure.values) // 10))
    axes.hist(figure.values, bins=bins, color=OTHERS[5], edgecolor=FAINT, linewidth=0.5)
    for n, (value, words) in enumerate(figure.marks):
        axes.axvline(value, color=OTHERS[1], linewidth=1.8)
        axes.annotate(words, (value, 1), xycoords=("data", "axes fraction"), xytext=(4, -2 - 13 * n),
                      textcoords="offset points", fontsize=9, va="top")  # fmt: skip
    if whole:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(figure.axis)
    axes.set_ylabel("how often")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(number_words))


def _stack(sheet: Sheet, figure: Stack) -> None:
    axes = sheet.add_subplot()
    places = list(range(len(figure.labels)))
    heights = [0.0] * len(places)
    for n, group in enumerate(figure.groups):
        values = [parts[n] for parts in figure.parts]
        axes.bar(places, values, 0.8, bottom=heights, color=colour_of(group, figure.groups),
                 label=group.replace("_", " "))  # fmt: skip
        heights = [h + v for h, v in zip(heights, values, strict=True)]
    for n, (low, high) in enumerate(zip(figure.low, figure.high, strict=True)):
        if low is not None and high is not None and high > low:
            axes.plot([n, n], [low, high], color=INK, linewidth=1.2)
    shown = max(1, len(places) // 24)
    axes.set_xticks(
        places[::shown],
        figure.labels[::shown],
        rotation=45 if len(places) > 8 else 0,
        ha="right" if len(places) > 8 else "center",
    )
    axes.set_ylabel(figure.axis)
    axes.grid(axis="x", visible=False)
    axes.yaxis.set_major_formatter(FuncFormatter(number_words))
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9)


def _grid(sheet: Sheet, figure: Grid) -> None:
    axes = sheet.add_subplot()
    axes.grid(visible=False)
    axes.set_facecolor("none")
    axes.patch.set_hatch("////")
    rows = [[float("nan") if value is None else value for value in row] for row in figure.values]
    mesh = axes.pcolormesh(
        rows,
        cmap="cividis",
        norm=cast(Any, "symlog" if figure.log else None),
        edgecolors="none",
        rasterized=False,
    )
    shown = max(1, len(figure.columns) // 12)
    axes.set_xticks([n + 0.5 for n in range(len(figure.columns))][::shown], figure.columns[::shown])
    axes.set_yticks([n + 0.5 for n in range(len(figure.rows))], figure.rows)
    axes.invert_yaxis()
    bar = sheet.colorbar(mesh, ax=axes, label=figure.axis, pad=0.01)
    # An image would not scale with the page.
    cast(Any, bar).solids.set(rasterized=False, edgecolor="face")
    if not figure.log and all(value is None or value == int(value) for row in figure.values for value in row):
        bar.ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    bar.ax.yaxis.set_major_formatter(FuncFormatter(number_words))


def _overlaps(sheet: Sheet, figure: Overlaps) -> None:
    patterns = sorted(figure.patterns, key=lambda pattern: (-pattern[1], pattern[0]))[:40]
    top, below = sheet.subplots(2, 1, sharex=True, height_ratios=[2.0, 0.24 * len(figure.lists) + 0.1])
    places = list(range(len(patterns)))
    top.bar(places, [count for _, count in patterns], 0.7, color=INK)
    for n, (_, count) in enumerate(patterns):
        top.annotate(
            f"{count:,}", (n, count), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=8
        )
    top.set_ylabel("individuals")
    top.grid(axis="x", visible=False)
    below.grid(visible=False)
    for n, (on, _) in enumerate(patterns):
        below.plot([n] * len(figure.lists), range(len(figure.lists)), "o", color=FAINT, markersize=6)
        below.plot([n] * len(on), on, "o-", color=INK, markersize=6, linewidth=1.5)
    below.set_yticks(range(len(figure.lists)), figure.lists)
    below.set_ylim(len(figure.lists) - 0.5, -0.5)
    below.set_xticks([])
    for side in ("left", "bottom"):
        below.spines[side].set_visible(False)


def _spots(sheet: Sheet, figure: Spots) -> None:
    axes = sheet.add_subplot()
    groups = [spot.group for spot in figure.spots]
    largest = max((spot.size for spot in figure.spots), default=1.0) or 1.0
    for spot in sorted(figure.spots, key=lambda s: -s.size):
        colour = colour_of(spot.group, groups)
        area = 12 + 500 * spot.size / largest
        axes.scatter([spot.lon], [spot.lat], s=area, color=colour, alpha=0.55, edgecolors=INK, linewidths=0.6)
        if spot.label:
            axes.annotate(spot.label, (spot.lon, spot.lat), xytext=(2 + sqrt(area) / 2, 0),
                          textcoords="offset points", va="center", fontsize=8)  # fmt: skip
    axes.set_aspect(1.0 / max(0.2, _cosine([spot.lat for spot in figure.spots])), adjustable="datalim")
    axes.set_xlabel("longitude")
    axes.set_ylabel("latitude")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    if figure.note:
        axes.annotate(figure.note, (0, -0.14), xycoords="axes fraction", fontsize=9, color=SOFT)
    sheet.draw_without_rendering()  # the ticks move with the aspect, and the layout must know their width


def _cosine(latitudes: Sequence[float]) -> float:
    return cos(radians(sum(latitudes) / len(latitudes))) if latitudes else 1.0


_DRAWN: dict[type, Callable[[Sheet, Any], None]] = {
    Intervals: intervals,
    Course: _course,
    Distribution: _distribution,
    Stack: _stack,
    Grid: _grid,
    Overlaps: _overlaps,
    Spots: _spots,
}
