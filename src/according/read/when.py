"""When: the date expressions of a report, and the day of the event that it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from according.model import DatePrecision, Document, EventDate, Sentence, Span, Window
from according.read.calendar import DateKind, Frame, Resolved, resolve
from according.read.datecues import ABSOLUTE, Cues, DateRole, Mark, cues_of, marked
from according.read.dateforms import Grammar, grammar_of, lowered


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A stretch of a report that stands for days.

    `start`, `end` are the first and last day, both inclusive, None for an open end or where the words
    cannot be resolved (precision is then "unknown"). `kind`: "on Monday" is a point, "in January" a period,
    "since Friday night" a since, "over the past 48 hours" a duration, "until Sunday" an until. `clock` is
    whether an hour stands beside it, `part` whether it names a part of the day ("Monday night").
    """

    span: Span
    sentence: int
    start: date | None
    end: date | None
    precision: DatePrecision
    kind: DateKind
    role: DateRole = "bare"
    clock: bool = False
    part: bool = False


# ── expressions ───────────────────────────────────────────────────────────────────────────────────────


def dates_in(
    document: Document, sentences: Sequence[Sentence], lang: Mapping[str, Any]
) -> tuple[DateExpression, ...]:
    """Every date expression of the document in order, resolved against its publication.

    The base is `document.published`, or the earliest of it and the page's own "Posted: …" line or
    dateline; without any, relative words have start and end None.
    """
    grammar, cues = grammar_of(lang), cues_of(lang)
    low = lowered(document.content)
    marks = list(marked(grammar, cues, document.content, low, sentences))
    month_first = document.country_hint in grammar.month_first if document.country_hint else None
    frame = Frame(document.published, None, month_first)
    base = _base(grammar, frame, marks)
    expressions: list[DateExpression] = []
    near: tuple[int, date | None] = (-1, None)
    for mark in marks:
        same = near[1] if near[0] == mark.sentence else None
        frame = Frame(base, frame.told, month_first, mark.role == "future", same, mark.opens)
        days = resolve(grammar, mark.found, frame)
        expressions.append(_expression(document.content, mark, days))
        if days.kind == "point" and days.start and not days.ahead and mark.role != "page":
            near = (mark.sentence, days.start)
            if mark.role not in ("future", "saying"):
                frame = replace(frame, told=days.start)
    return tuple(_ranges_joined(document.content, low, cues, expressions))


#: A line of the page's own is believed over the stated publication only where it is older by more days.
_SAME_ISSUE_DAYS = 3


def _base(grammar: Grammar, frame: Frame, marks: Sequence[Mark]) -> date | None:
    """The day that relative words count from: publication, or a much older line of the page's own."""
    for mark in marks:
        if mark.role == "page":
            days = resolve(grammar, mark.found, frame)
            if days.precision == "day" and days.start and mark.found.reads in ABSOLUTE:
                return _earlier_base(frame.base, days.start)
    return frame.base


def _earlier_base(published: date | None, page: date) -> date:
    if published is None or (published - page).days > _SAME_ISSUE_DAYS:
        return page
    return published


def _expression(content: str, mark: Mark, days: Resolved) -> DateExpression:
    span = Span.of(content, mark.found.start, mark.found.end)
    role = "future" if days.ahead and mark.role != "page" else mark.role
    if mark.found.parts.get("way") == "later" and role != "page":
        role = "procedure"
    start, end, kind = days.start, days.end, days.kind
    if mark.lead == "since" and kind in ("point", "period"):
        end, kind = None, "since"
    elif mark.lead == "until" and kind in ("point", "period"):
        start, kind = None, "until"
    return DateExpression(span, mark.sentence, start, end, days.precision, kind, role, mark.clock, mark.part)


def _ranges_joined(
    content: str, low: str, cues: Cues, expressions: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """ "from X to Y" and "late X into Y" as one period."""
    held: DateExpression | None = None
    for expression in expressions:
        joined = _joined(content, low, cues, held, expression) if held else None
        if held and not joined:
            yield held
        held = joined or expression
    if held:
        yield held


#: "from X [at 5 a.m.] to [4 p.m. on] Y": how many characters may stand between the two days.
_WIDEST_JOIN = 48


def _joined(
    content: str, low: str, cues: Cues, first: DateExpression, second: DateExpression
) -> DateExpression | None:
    gap = second.span.start - first.span.end
    if first.sentence != second.sentence or gap > _WIDEST_JOIN or not first.start:
        return None
    if not cues.range_join.fullmatch(low, first.span.end, second.span.start):
        return None
    last = second.end or second.start
    opened = cues.range_open.search(low, max(0, first.span.start - 40), first.span.start)
    if last is None or last < first.start or not (opened or (last - first.start).days == 1):
        return None
    if first.kind not in ("point", "period") or second.kind not in ("point", "period", "until"):
        return None
    span = Span.of(content, first.span.start, second.span.end)
    clock = first.clock or second.clock
    return replace(first, span=span, end=last, precision="day", kind="period", clock=clock)


# ── the event ─────────────────────────────────────────────────────────────────────────────────────────

#: What speaks for a day (and against it), by weight. Set on one half of the development reports, checked on
#: the other and on reports of another kind and time.
WEIGHTS: Mapping[str, float] = {
    "event": 2.6, "dying": 1.0, "bare": 1.2, "saying": -1.2, "procedure": -0.7, "background": -2.0,
    "clock": 1.3, "part of day": 0.5, "anchor": 1.5, "near anchor": 1.0, "since": -1.0,
    "told first": 0.4, "lead": 0.3, "far down": -0.7, "at the foot": -1.1,
    "in figures": 1.8, "own day in full": -0.2,
    "week": -2.2, "month": -2.9, "year": -4.0,
    "lag 0": 0.3, "lag 1": 0.9, "lag 3": 0.8, "lag 7": 0.0, "lag 31": 0.2, "lag 366": -0.5, "lag more": -0.6,
    "again": 0.2,
}  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LAGS = (0, 1, 3, 7, 31, 366)
_LEAST = 0.0


def event_date(
    document: Document,
    sentences: Sequence[Sentence],
    expressions: Sequence[DateExpression],
    anchors: Sequence[int],
) -> EventDate:
    """The day of the event that the report is about.

    `anchors` are the indices of the sentences that tell of it, strongest first; may be empty. Without any
    fitting expression, the day of publication; precision "unknown" only where nothing at all is known.
    """
    base = _base_of(document, expressions)
    told = [e for e in expressions if _may_date_event(e, document.published or base)]
    scores: dict[tuple[date, date], list[float]] = defaultdict(list)
    shapes: dict[tuple[date, date], DateExpression] = {}
    for order, e in enumerate(told):
        if e.start:
            days = e.start, e.end or e.start
            scores[days].append(sum(WEIGHTS[trait] for trait in _traits(e, order, base, anchors)))
            shapes.setdefault(days, e)
    totals = {days: _total(found) for days, found in scores.items()}
    likely = (days for days in totals if totals[days] > _LEAST)
    ranked = sorted(likely, key=lambda days: (-totals[days], days))
    if ranked:
        return _narrowed(shapes[ranked[0]], ranked)
    return EventDate(base, base, "day") if base else EventDate()


def _narrowed(best: DateExpression, ranked: Sequence[tuple[date, date]]) -> EventDate:
    """The days of the best expression; for a loose one ("overnight", "over the weekend"), the single day
    within it that another expression names.

    Of a night alone the later day is taken: "overnight" mostly tells of the hours after midnight.
    """
    start, end = best.start, best.end or best.start
    if start is None or end is None or start == end:
        return EventDate(start, end, best.precision)
    night = best.kind == "point"
    if night or best.precision != "day":
        for first, last in ranked:
            if first == last and start <= first <= end:
                return EventDate(first, first, "day")
    return EventDate(end, end, "day") if night else EventDate(start, end, best.precision)


def _base_of(document: Document, expressions: Sequence[DateExpression]) -> date | None:
    pages = (e.start for e in expressions if e.role == "page" and e.start and e.precision == "day")
    page = next(pages, document.published)
    return min(page, document.published) if page and document.published else page


def _may_date_event(e: DateExpression, latest: date | None) -> bool:
    if e.role in ("page", "future") or e.kind in ("duration", "until") or e.start is None:
        return False
    if latest is not None and e.precision == "year" and e.end is not None and e.end >= latest:
        return False  # "the fourth this year" is a count, no date
    return latest is None or e.start <= latest


def _traits(e: DateExpression, order: int, base: date | None, anchors: Sequence[int]) -> Iterator[str]:
    """The rows of WEIGHTS that hold for an expression."""
    yield e.role
    yield from _traits_of_its_words(e, base)
    yield from _traits_of_its_place(e, order, anchors)
    if base and e.start:
        lag = (base - e.start).days
        yield next((f"lag {most}" for most in _LAGS if lag <= most), "lag more")


def _traits_of_its_words(e: DateExpression, base: date | None) -> Iterator[str]:
    if e.clock:
        yield "clock"
    if e.part:
        yield "part of day"
    if e.kind == "since":
        yield "since"
    if e.precision in ("week", "month", "year"):
        yield e.precision
    if e.kind == "point" and e.precision == "day" and any(c.isdigit() for c in e.span.quote):
        yield "in figures"
        if e.start == base and _YEAR.search(e.span.quote):  # under a picture, mostly
            yield "own day in full"


def _traits_of_its_place(e: DateExpression, order: int, anchors: Sequence[int]) -> Iterator[str]:
    if order == 0:
        yield "told first"
    if e.sentence in anchors:
        yield "anchor"
    elif any(abs(e.sentence - a) == 1 for a in anchors):
        yield "near anchor"
    for trait, holds in (
        ("lead", e.sentence < 3),
        ("far down", e.sentence > 12),
        ("at the foot", e.sentence > 25),
    ):
        if holds:
            yield trait


def _total(scores: Sequence[float]) -> float:
    """The best mention of a day, and a little for each of the next two."""
    first, *others = sorted(scores, reverse=True)
    return first + WEIGHTS["again"] * sum(max(0.0, score) for score in others[:2])


def window_of(expression: DateExpression, published: date | None) -> Window:
    """The days that a figure told with this expression covers; an open end closes on publication."""
    end = expression.end
    if expression.kind == "since" and end is None:
        end = published
    if expression.start and end and end < expression.start:
        end = None
    return Window(expression.start, end)
