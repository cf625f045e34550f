"""The geometry of "who says what over time": panels, axes and marks in the units of an SVG view box.

Pure arithmetic; the template draws it. The y axis is linear from zero and shared by the panels, because
the panels are there to be compared. Marks of one day stand side by side within the day's band.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, log10

from according.analysis.course import Course, Mark
from according.model import Category, Side

#: The view box of one panel and the room around its plotting area.
WIDTH, HEIGHT = 360, 300
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 16, 30
_MOST_TICKS = 6
#: Sides that stand for no one speaker: their marks have no label.
_NO_SPEAKER: frozenset[Side] = frozenset({"author", "media", "unknown"})
#: The room of one label.
_LABEL_WIDTH, _LABEL_HEIGHT = 30, 14


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark: where it stands, how far its range reaches (`top` above `bottom`; open ends as arrows), and
    its label and where that stands, where it has one."""

    x: float
    y: float
    top: float
    bottom: float
    open_above: bool
    open_below: bool
    mark: Mark
    label: str = ""
    label_x: float = 0
    label_y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Line:
    """One speaker's series, as the points of a step line."""

    side: Side
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One category's plot."""

    category: Category
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Days and people to view-box units."""

    first: date
    last: date
    highest: int

    @property
    def band(self) -> float:
        """The width of one day."""
        return (WIDTH - LEFT - RIGHT) / ((self.last - self.first).days + 1)

    def x(self, day: date, share: float = 0.5) -> float:
        """Where within a day's band; `share` 0 is its left edge, 1 its right one."""
        return round(LEFT + self.band * ((day - self.first).days + share), 1)

    def y(self, people: int) -> float:
        """How high a number of people stands."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * people / self.highest, 1)


def panels(courses: Sequence[Course]) -> tuple[Panel, ...]:
    """One panel a course, all on the same scales; () where there is nothing to draw."""
    marks = [mark for course in courses for mark in course.marks]
    if not marks:
        return ()
    highest = max(value for mark in marks for value in (mark.low, mark.best, mark.high) if value is not None)
    step = nice_step(max(highest, 1))
    scale = Scale(min(m.day for m in marks), max(m.day for m in marks), step * ceil(max(highest, 1) / step))
    return tuple(_panel(course, scale, step) for course in courses)


def nice_step(highest: int) -> int:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, at most six of them."""
    rough = max(1.0, highest / _MOST_TICKS)
    power = 10 ** int(log10(rough))
    return next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= rough)


def _panel(course: Course, scale: Scale, step: int) -> Panel:
    dots = tuple(_labelled(_dots(course.marks, scale)))
    return Panel(
        course.category,
        tuple(Tick(scale.x(day), f"{day.day} {day:%b}") for day in tick_days(scale.first, scale.last)),
        tuple(Tick(scale.y(people), f"{people:,}") for people in range(0, scale.highest + 1, step)),
        dots,
        tuple(_lines(dots, course.chains)),
        course.undated,
    )


def tick_days(first: date, last: date, most: int = _MOST_TICKS) -> tuple[date, ...]:
    """At most six days (or so many) to label, evenly apart, the first one among them."""
    count = (last - first).days + 1
    apart = ceil(count / most)
    return tuple(first + timedelta(days=n) for n in range(0, count, apart))


def _dots(marks: Iterable[Mark], scale: Scale) -> list[Dot]:
    by_day: dict[date, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_day[mark.day].append(mark)
    found = []
    for day, together in by_day.items():
        for index, mark in enumerate(sorted(together, key=lambda m: (m.level, m.side))):
            share = (index + 1) / (len(together) + 1)
            found.append(_dot(mark, scale.x(day, share), scale))
    return sorted(found, key=lambda dot: dot.x)


def _dot(mark: Mark, x: float, scale: Scale) -> Dot:
    top = scale.y(mark.level if mark.high is None else mark.high)
    bottom = scale.y(mark.level if mark.low is None else mark.low)
    return Dot(x, scale.y(mark.level), top, bottom, mark.high is None, mark.low is None, mark)


def _labelled(dots: Sequence[Dot]) -> Iterable[Dot]:
    """The same dots, the highest of each side with its figure beside it."""
    peak: dict[Side, Dot] = {}
    for dot in dots:
        if dot.mark.side in _NO_SPEAKER or dot.mark.corrected:
            continue
        if dot.mark.side not in peak or dot.mark.level >= peak[dot.mark.side].mark.level:
            peak[dot.mark.side] = dot
    taken: list[tuple[float, float]] = []
    for dot in dots:
        if peak.get(dot.mark.side) is not dot:
            yield dot
            continue
        x, y, anchor = _label_place(dot, taken)
        taken.append((x, y))
        yield replace(dot, label=f"{dot.mark.level:,}", label_x=x, label_y=y, anchor=anchor)


def _label_place(dot: Dot, taken: Sequence[tuple[float, float]]) -> tuple[float, float, str]:
    """Above the mark (above its arrow, where it has one), or beside it where another label stands there."""
    above = round(min(dot.y - (21 if dot.open_above else 10), dot.top - 6), 1)
    beside = round(dot.y + 4.5, 1)
    places = (
        (dot.x, above, "middle"),
        (round(dot.x - 10, 1), beside, "end"),
        (round(dot.x + 10, 1), beside, "start"),
        (dot.x, round(dot.y + 20, 1), "middle"),
    )
    return next((place for place in places if _is_free(place, taken)), places[0])


def _is_free(place: tuple[float, float, str], taken: Sequence[tuple[float, float]]) -> bool:
    x, y, anchor = place
    inside = TOP - 4 < y < HEIGHT - BOTTOM and LEFT + 14 < x < WIDTH - (30 if anchor == "start" else 8)
    return inside and all(abs(x - tx) > _LABEL_WIDTH or abs(y - ty) > _LABEL_HEIGHT for tx, ty in taken)


def _lines(dots: Sequence[Dot], chains: Iterable[frozenset[str]]) -> Iterable[Line]:
    """A step line for each series whose marks stand at two places or more, through its highest mark of each
    day, as long as that does not fall: a later report may tell of an earlier figure."""
    for chain in chains:
        highest: dict[date, Dot] = {}
        for dot in dots:
            if any(claim.claim_id in chain for claim in dot.mark.claims):
                kept = highest.get(dot.mark.day)
                if kept is None or dot.mark.level > kept.mark.level:
                    highest[dot.mark.day] = dot
        ordered = _rising([highest[day] for day in sorted(highest)])
        if len(ordered) > 1:
            yield Line(ordered[0].mark.side, tuple(_steps(ordered)))


def _rising(dots: Sequence[Dot]) -> list[Dot]:
    kept: list[Dot] = []
    for dot in dots:
        if not kept or dot.mark.level >= kept[-1].mark.level:
            kept.append(dot)
    return kept


def _steps(dots: Sequence[Dot]) -> Iterable[tuple[float, float]]:
    """The corners of a line that stays at a figure until the next one is said."""
    for earlier, later in pairwise(dots):
        yield earlier.x, earlier.y
        yield later.x, earlier.y
    yield dots[-1].x, dots[-1].y
