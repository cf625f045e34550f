"""Series: how one speaker's figure rises as its window grows. For display and for superseding; never a sum.

A later figure by the same speaker supersedes an earlier one where its window is the same or contains the
earlier one's, and the figure does not fall. A figure whose window starts elsewhere stands apart, whatever
its height.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from according.model import Category, Claim, Document, Measure, Place, Window, level_of
from according.scopes import compare_areas, compare_windows
from according.speakers import Speaker
from according.stated import Stated, onset_of, statements_of

#: "In 40 hours" told on another day may begin a day earlier or later than the window that it grew from.
_DRIFT_DAYS = 1


_Node = list[Stated]


@dataclass(frozen=True, slots=True)
class Point:
    """The figure as of the day it was first given, and every claim that gives it. `window` is what it
    covers."""

    as_of: date | None
    low: int | None
    best: int | None
    high: int | None
    window: Window
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]

    @property
    def level(self) -> int:
        """The single figure to compare by: best, else low, else high, else 0."""
        return level_of(self.low, self.best, self.high) or 0


@dataclass(frozen=True, slots=True)
class Series:
    """One speaker's rising line for one measure and category; points in order of time, then of height."""

    speaker: Speaker
    names: tuple[str, ...]
    measure: Measure
    category: Category
    area: Place | None
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point:
        """The point that supersedes the others."""
        return self.points[-1]


def series_of(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[Series, ...]:
    """Every speaker's lines in one incident, longest first within a speaker, measure and category.

    Claims that assert no figure of the event (denied, background, wire copies) and categories that nobody
    states but that only follow by adding (`all` of what one document happens to mention) have no line.
    """
    stated = statements_of(claims, documents).stated
    told = [s for s in stated if s.category != "all" or s.whole]
    lines = chains_of(_of_the_event(told))
    found = (_series(line) for line in lines)
    return tuple(
        sorted(found, key=lambda s: (s.measure, s.category, s.speaker.family, -len(s.points), _ids(s)))
    )


def _of_the_event(stated: Sequence[Stated]) -> list[Stated]:
    """The figures without those of single days before the event, where others tell of the event itself.

    "40 killed in raids on Friday" may be contained in a later figure; it is no earlier stand of it.
    """
    onset = onset_of(stated)
    if onset is None:
        return list(stated)
    return [s for s in stated if s.scope != "mention" or s.window.end is None or s.window.end >= onset]


def _ids(series: Series) -> tuple[str, ...]:
    return series.points[0].claim_ids


def chains_of(stated: Iterable[Stated]) -> tuple[tuple[Stated, ...], ...]:
    """The figures as chains, each by one speaker over a window that stays or grows, never falling. What a
    state says of its own soldiers and of another state's are two.

    A figure that is told again later, by whomever, stands in its chain where it was told first.
    """
    lines: dict[tuple[str, str, str, bool], list[list[_Node]]] = {}
    for node in _nodes(stated):
        item = node[0]
        of_speaker = lines.setdefault((item.measure, item.category, item.speaker.family, item.enemy), [])
        fitting = [line for line in of_speaker if _grows(line[-1][0], item)]
        if fitting:
            max(fitting, key=lambda line: _fit(line, item)).append(node)
        else:
            of_speaker.append([node])
    return tuple(
        tuple(item for node in line for item in node) for of_speaker in lines.values() for line in of_speaker
    )


def _nodes(stated: Iterable[Stated]) -> list[_Node]:
    """One speaker's same figure over what may be the same window, first told first."""
    nodes: dict[tuple[object, ...], list[_Node]] = {}
    for item in sorted(stated, key=lambda s: s.key):
        figure = (item.low, item.best, item.high)
        alike = nodes.setdefault((item.measure, item.category, item.speaker.family, item.area, figure), [])
        home = next((node for node in alike if any(_one_start(known, item) for known in node)), None)
        if home is None:
            alike.append([item])
        else:
            home.append(item)
    found = (_typical_first(node) for alike in nodes.values() for node in alike)
    return sorted(found, key=lambda node: node[0].key)


def _typical_first(node: _Node) -> _Node:
    """The node with a figure in front that is counted from the day that most of its reports count from."""
    starts = Counter(item.window.start for item in node if item.window.start is not None)
    if not starts:
        return node
    often = max(starts, key=lambda day: (starts[day], day))
    counted = [item for item in node if item.window.start == often]
    first = next((item for item in counted if item.scope == "cumulative"), counted[0])
    return [first, *(item for item in node if item is not first)]


def _one_start(a: Stated, b: Stated) -> bool:
    if a.window.start is None or b.window.start is None:
        return a.window.start == b.window.start or a.scope == b.scope
    return abs((a.window.start - b.window.start).days) <= _DRIFT_DAYS


def _fit(line: Sequence[_Node], item: Stated) -> tuple[bool, int, int]:
    """The line that this figure continues best: same start, then longest, then highest."""
    last = line[-1][0]
    return last.window.start == item.window.start, len(line), last.figure


def _grows(last: Stated, item: Stated) -> bool:
    """Whether the second figure can stand in the first one's place."""
    if item.figure < last.figure or compare_areas(item.area, last.area) not in ("equal", "unknown"):
        return False
    if (item.area is None) != (last.area is None) or item.as_of is None or last.as_of is None:
        return False
    if item.document_id == last.document_id and item.speaker.name == last.speaker.name:
        return item.window != last.window and _same_start(last, item)
    relation = compare_windows(item.window, last.window)
    if relation == "unknown":
        return item.scope == last.scope == "mention"
    return relation in ("equal", "contains") and _same_start(last, item)


def _same_start(last: Stated, item: Stated) -> bool:
    """Equal starts; a figure whose window ends later may start a day off, another may not."""
    a, b = last.window.start, item.window.start
    if a == b:
        return True
    if a is None or b is None:
        return item.as_of != last.as_of
    return _end(item) > _end(last) and abs((b - a).days) <= _DRIFT_DAYS


def _end(item: Stated) -> date:
    return item.window.end or item.as_of or date.min


def _series(line: Sequence[Stated]) -> Series:
    first = line[0]
    names = tuple(dict.fromkeys(s.speaker.name for s in line if s.speaker.name))
    return Series(first.speaker, names, first.measure, first.category, first.area, _points(line))


def _points(line: Sequence[Stated]) -> tuple[Point, ...]:
    """One point for each figure, as of the day it was first given, with every claim that gives it."""
    heaps: dict[tuple[object, ...], list[Stated]] = {}
    for item in line:
        heaps.setdefault((item.low, item.best, item.high), []).append(item)
    return tuple(_point(heap) for heap in heaps.values())


def _point(heap: Sequence[Stated]) -> Point:
    first = heap[0]
    claim_ids = tuple(sorted({c for s in heap for c in s.claim_ids}))
    documents = tuple(sorted({s.document_id for s in heap}))
    as_of = min((s.as_of for s in heap if s.as_of is not None), default=None)
    return Point(as_of, first.low, first.best, first.high, first.window, claim_ids, documents)
