"""When: the date expressions of a report, and the day of the event that it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, get_args

from according.model import DatePrecision, Document, EventDate, Sentence, Span, Window
from according.read.calendar import UNRESOLVED, DateKind, Frame, Resolved, precision_of, resolve
from according.read.dateforms import Found, Grammar, SameTable, any_of, found_in, grammar_of, lowered

#: What a date is the date of, by the words around it. `page`: when the page was put up, or a dateline.
DateRole = Literal["event", "dying", "saying", "procedure", "future", "background", "page", "bare"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A stretch of a report that stands for days.

    `start`, `end` are the first and last day, both inclusive, None for an open end or where the words
    cannot be resolved (precision is then "unknown"). `kind`: "on Monday" is a point, "in January" a period,
    "since Friday night" a since, "over the past 48 hours" a duration, "until Sunday" an until. `clock` is
    whether an hour stands beside it.
    """

    span: Span
    sentence: int
    start: date | None
    end: date | None
    precision: DatePrecision
    kind: DateKind
    role: DateRole = "bare"
    clock: bool = False


# ── expressions ───────────────────────────────────────────────────────────────────────────────────────


def dates_in(
    document: Document, sentences: Sequence[Sentence], lang: Mapping[str, Any]
) -> tuple[DateExpression, ...]:
    """Every date expression of the document in order, resolved against its publication.

    The base is `document.published`, or the earliest of it and the page's own "Posted: …" line or
    dateline; without any, relative words have start and end None.
    """
    grammar, cues = grammar_of(lang), _cues_of(lang)
    low = lowered(document.content)
    marked = list(_marked(grammar, cues, document.content, low, sentences))
    month_first = not document.country_hint or document.country_hint in grammar.month_first
    frame = Frame(document.published, None, month_first)
    base = _base(grammar, frame, marked)
    expressions: list[DateExpression] = []
    near: tuple[int, date | None] = (-1, None)
    for mark in marked:
        same = near[1] if near[0] == mark.sentence else None
        frame = Frame(base, frame.told, month_first, mark.role == "future", same, mark.opens)
        days = resolve(grammar, mark.found, frame)
        expressions.append(_expression(document.content, mark, days))
        if days.kind == "point" and days.start and not days.ahead and mark.role != "page":
            near = (mark.sentence, days.start)
            if mark.role not in ("future", "saying"):
                frame = replace(frame, told=days.start)
    return tuple(_ranges_joined(document.content, low, cues, expressions))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A found stretch with its sentence and what the words around it make of it."""

    found: Found
    sentence: int
    role: DateRole
    lead: str
    clock: bool
    opens: bool


def _marked(
    grammar: Grammar, cues: _Cues, content: str, low: str, sentences: Sequence[Sentence]
) -> Iterator[_Mark]:
    needs: dict[int, set[str]] = defaultdict(set)
    at = 0
    for trigger in grammar.triggers.finditer(low):
        while at < len(sentences) and sentences[at].end <= trigger.start():
            at += 1
        if at == len(sentences):
            break
        needs[at] |= grammar.trigger_kinds.get(trigger[0]) or {trigger.lastgroup or ""}
    for index, kinds in needs.items():
        sentence = sentences[index]
        hits = found_in(grammar, content, low, sentence.start, sentence.end, kinds)
        if hits:
            yield from _sentence_marks(cues, content, low, sentence, hits)


def _sentence_marks(
    cues: _Cues, content: str, low: str, sentence: Sentence, hits: Sequence[Found]
) -> Iterator[_Mark]:
    signs = [(m.start(), m.end(), cues.kinds[m[0]]) for m in cues.signs.finditer(low, sentence.start, sentence.end)]
    bare_line = _is_date_line(low, sentence, hits)
    page_end = -1
    for hit in hits:
        page = bare_line or hit.start - page_end in range(4) or _on_page(cues, content, low, sentence, hit)
        page_end = hit.end if page else page_end
        role = "page" if page else _role(cues, low, sentence, hit, signs)
        lead = cues.lead.search(low, max(sentence.start, hit.start - 24), hit.start)
        opens = hit.start - sentence.start < 16 or sentence.index < 3
        clock = _has_clock(low, sentence, hit)
        yield _Mark(hit, sentence.index, role, lead.lastgroup or "" if lead else "", clock, opens)


def _is_date_line(low: str, sentence: Sentence, hits: Sequence[Found]) -> bool:
    """Whether a line holds little but dates: a page's own date, not a report's."""
    if sentence.is_title:
        return False
    rest, at = "", sentence.start
    for hit in hits:
        rest, at = rest + low[at : hit.start], hit.end
    rest += low[at : sentence.end]
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1


_DATELINE_TAIL = re.compile(r"[^a-z]{0,40}(?:--|—|–| - |\) ?-)|\s?\([^()]{1,40}\)\s?[-–—]", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{1,20}\) \Z")  # the foot of a quoted message of a social medium
_CLOCK_BEFORE = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\.?|p\.?m\.?|hours|hrs)|o'clock|midnight|noon)[,]? ?(?:on |the )?(?:early |late )?\Z"
)
_CLOCK_AFTER = re.compile(
    r"(?: (?:morning|night|evening|afternoon))?,? ?(?:\(|at |around |about |just |shortly |before |after |approximately |sometime ){1,4}"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m|p\.?m|hours|hrs|o'clock)|\d{1,2}:\d\d|midnight|noon)"
)


def _has_clock(low: str, sentence: Sentence, hit: Found) -> bool:
    before = _CLOCK_BEFORE.search(low, max(sentence.start, hit.start - 30), hit.start)
    return bool(before or _CLOCK_AFTER.match(low, hit.end, min(sentence.end, hit.end + 50)))


def _on_page(cues: _Cues, content: str, low: str, sentence: Sentence, hit: Found) -> bool:
    """Whether a date tells when the page was put up ("Posted: …"), or is a dateline's."""
    if hit.reads in ("day", "numeric", "iso", "weekday", "word"):
        label = cues.page.search(low, max(sentence.start, hit.start - 40), hit.start)
        if label and (label["colon"] or label.start() == sentence.start or low[label.start() - 1] in "([|/"):
            return True
        if cues.page_after.match(low, hit.end, min(sentence.end, hit.end + 24)):
            return True
        if _HANDLE.search(low, max(sentence.start, hit.start - 24), hit.start):
            return True
    place = content[sentence.start : hit.start]
    opens = hit.reads == "day" and 3 < len(place) <= 60 and place.rstrip(" ,(").isupper()
    return opens and bool(_DATELINE_TAIL.match(content, hit.end, min(sentence.end, hit.end + 80)))


# ── what a date is the date of ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Cues:
    kinds: Mapping[str, DateRole]
    signs: re.Pattern[str]
    lead: re.Pattern[str]
    page: re.Pattern[str]
    page_after: re.Pattern[str]
    range_open: re.Pattern[str]
    range_join: re.Pattern[str]


def _cues_of(lang: Mapping[str, Any]) -> _Cues:
    return _compiled_cues(SameTable(lang["dates"]))


@lru_cache(maxsize=8)
def _compiled_cues(key: SameTable) -> _Cues:
    cues = key.table["cues"]
    kinds = {w: k for k in reversed(get_args(DateRole)) for w in cues.get(k, ()) if k != "page"}
    lead = "|".join(f"(?P<{kind}>{any_of(cues[kind])})" for kind in ("since", "until"))
    page = any_of(cues["page"])
    return _Cues(
        kinds=kinds,
        signs=re.compile(rf"(?<!\w){any_of(kinds)}(?!\w)"),
        lead=re.compile(rf"(?<![\w-])(?:{lead})(?: the| on)? \Z"),
        page=re.compile(rf"(?<!\w){page}(?P<colon>\s?:|\s[|-])?(?:[^a-z]|[ap]m|at|on|est|edt|cst|cdt|by){{0,12}}\Z"),
        page_after=re.compile(rf",? {any_of(cues['page_after'])}(?!\w)"),
        range_open=re.compile(rf"(?<!\w){any_of(cues['range_open'])}(?: the)? \Z"),
        range_join=re.compile(rf"\s?{any_of(cues['range_join'])}(?: the| on)?\s?"),
    )


_BREAKS = re.compile(r"[,;:()\"“”]| (?:who|which|when|where|after|before|that|but|while|as|and|because) ")
#: How many characters of distance a break between cue and date, or a cue behind the date, is worth.
_BREAK_COST, _BEHIND_COST, _FARTHEST = 15, 14, 170


def _role(
    cues: _Cues, low: str, sentence: Sentence, hit: Found, signs: Sequence[tuple[int, int, str]]
) -> DateRole:
    """The kind of the nearest cue; what stands before counts as nearer, unless the date opens its clause."""
    opens = _opens_clause(low, sentence, hit)
    best, role = float(_FARTHEST), "bare"
    for start, end, kind in signs:
        if start >= hit.end:
            cost = _cost_behind(low, hit, start, kind, opens)
        elif end <= hit.start:
            cost = _cost_before(low, hit, end, kind)
        else:
            continue
        if cost < best:
            best, role = cost, kind
    return role  # type: ignore[return-value]


#: "said in a statement Friday" dates the saying; "said that two men were shot on Friday" does not.
_CLAUSE = re.compile(r"\b(?:that|was|were|had|has|is|are|who|when|after|at about|around)\b")
_SAYING_REACH, _FUTURE_REACH = 32, 70


def _cost_before(low: str, hit: Found, end: int, kind: str) -> float:
    gap = hit.start - end
    if kind == "saying" and (gap > _SAYING_REACH or _CLAUSE.search(low, end, hit.start)):
        return _FARTHEST
    if kind in ("future", "background") and gap > _FUTURE_REACH:
        return _FARTHEST
    return _gap_cost(low, end, hit.start)


def _cost_behind(low: str, hit: Found, start: int, kind: str, opens: bool) -> float:
    gap = low[hit.end : start] if start - hit.end < _FARTHEST else ","
    if kind == "saying" and not opens and ("," in gap or len(gap) > _SAYING_REACH):
        return _FARTHEST  # "on Friday, police said" tells who says it
    if kind == "future" and len(gap) > _SAYING_REACH:
        return _FARTHEST
    return _gap_cost(low, hit.end, start) + (0 if opens or _names(low, hit, start) else _BEHIND_COST)


def _gap_cost(low: str, start: int, end: int) -> float:
    if end - start > _FARTHEST:
        return _FARTHEST
    return end - start + _BREAK_COST * sum(1 for _ in _BREAKS.finditer(low, start, end))


def _opens_clause(low: str, sentence: Sentence, hit: Found) -> bool:
    before = low[max(sentence.start, hit.start - 12) : hit.start].rstrip()
    before = re.sub(r"\b(?:on|in|at|early|late|the|and)\Z", "", before).rstrip()
    return before == "" and hit.start - sentence.start <= 12 or before[-1:] in tuple(",;:—–\"“")


_ARTICLE = re.compile(r"\b(?:the|a|an|this|last)(?: [a-z-]+)? \Z")


def _names(low: str, hit: Found, start: int) -> bool:
    """ "Monday's shooting", "the March 2 drive-by shooting": the cue is what the date belongs to."""
    gap = low[hit.end : start] if start - hit.end < 30 else "."
    if not re.search(r"[^\W_]", gap):
        return "." not in gap
    owns = low[hit.end - 2 : hit.end] in ("'s", "’s") or gap[:2] in ("'s", "’s")
    modifies = _ARTICLE.search(low, max(0, hit.start - 16), hit.start) or low[hit.start : hit.start + 4] == "the "
    return bool(owns or modifies) and not _BREAKS.search(gap, 1)


# ── resolved expressions ──────────────────────────────────────────────────────────────────────────────


#: A line of the page's own is believed over the stated publication only where it is older by more days.
_SAME_ISSUE_DAYS = 3


def _base(grammar: Grammar, frame: Frame, marked: Sequence[_Mark]) -> date | None:
    """The day that relative words count from: publication, or a much older line of the page's own."""
    for mark in marked:
        if mark.role == "page":
            days = resolve(grammar, mark.found, frame)
            if days.precision == "day" and days.start:
                return _earlier_base(frame.base, days.start)
    return frame.base


def _earlier_base(published: date | None, page: date) -> date:
    if published is None or (published - page).days > _SAME_ISSUE_DAYS:
        return page
    return published


def _expression(content: str, mark: _Mark, days: Resolved) -> DateExpression:
    span = Span.of(content, mark.found.start, mark.found.end)
    role = "future" if days.ahead and mark.role != "page" else mark.role
    if mark.found.parts.get("way") == "later" and role != "page":
        role = "procedure"
    start, end, kind = days.start, days.end, days.kind
    if mark.lead == "since" and kind in ("point", "period"):
        end, kind = None, "since"
    elif mark.lead == "until" and kind in ("point", "period"):
        start, kind = None, "until"
    return DateExpression(span, mark.sentence, start, end, days.precision, kind, role, mark.clock)


def _ranges_joined(
    content: str, low: str, cues: _Cues, expressions: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """"from X to Y" and "late X into Y" as one period."""
    held: DateExpression | None = None
    for expression in expressions:
        joined = _joined(content, low, cues, held, expression) if held else None
        if held and not joined:
            yield held
        held = joined or expression
    if held:
        yield held


def _joined(
    content: str, low: str, cues: _Cues, first: DateExpression, second: DateExpression
) -> DateExpression | None:
    gap = second.span.start - first.span.end
    if first.sentence != second.sentence or gap > 14 or not first.start:
        return None
    if not cues.range_join.fullmatch(low, first.span.end, second.span.start):
        return None
    last = second.end or second.start
    opened = cues.range_open.search(low, max(0, first.span.start - 16), first.span.start)
    if last is None or last < first.start or not (opened or (last - first.start).days == 1):
        return None
    if first.kind not in ("point", "period") or second.kind not in ("point", "period", "until"):
        return None
    span = Span.of(content, first.span.start, second.span.end)
    precision = precision_of(first.start, last)
    return replace(first, span=span, end=last, precision=precision, kind="period", clock=first.clock or second.clock)


# ── the event ─────────────────────────────────────────────────────────────────────────────────────────

#: What speaks for a day (and against it), by weight. Set on one half of the development reports, checked on
#: the other and on reports of another kind and time; see docs/methods.md.
WEIGHTS: Mapping[str, float] = {
    "event": 3.3, "dying": 1.0, "bare": 1.2, "saying": -1.5, "procedure": -1.0, "background": -2.0,
    "clock": 1.5, "anchor": 1.8, "near anchor": 0.6, "since": -1.0,
    "told first": 0.6, "told second": 0.3, "far down": -1.0,
    "week": -2.0, "month": -2.5, "year": -4.0,
    "lag 0": 1.2, "lag 1": 1.4, "lag 3": 0.8, "lag 7": 0.2, "lag 31": 0.2, "lag 366": -0.5, "lag more": -1.2,
    "again": 0.5,
}  # fmt: skip
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
    for order, e in enumerate(told):
        if e.start:
            traits = _traits(e, order, base, anchors)
            scores[e.start, e.end or e.start].append(sum(WEIGHTS[trait] for trait in traits))
    ranked = sorted(((_total(s), days) for days, s in scores.items()), key=lambda x: (-x[0], x[1]))
    if ranked and ranked[0][0] > _LEAST:
        return _narrowed(*ranked[0][1], [days for score, days in ranked if score > _LEAST])
    return _fallback(base)


def _narrowed(start: date, end: date, ranked: Sequence[tuple[date, date]]) -> EventDate:
    """A single day within the days found ("overnight", "over the weekend"), where another expression names it.

    Of a night alone the later day is taken: reports that say "overnight" mostly tell of the hours after midnight.
    """
    if start < end:
        for first, last in ranked:
            if first == last and start <= first <= end:
                return EventDate(first, first, "day")
        if (end - start).days == 1:
            return EventDate(end, end, "day")
    return EventDate(start, end, precision_of(start, end))


def _base_of(document: Document, expressions: Sequence[DateExpression]) -> date | None:
    pages = (e.start for e in expressions if e.role == "page" and e.start and e.precision == "day")
    page = next(pages, document.published)
    return min(page, document.published) if page and document.published else page


def _may_date_event(e: DateExpression, latest: date | None) -> bool:
    if e.role in ("page", "future") or e.kind in ("duration", "until") or e.start is None:
        return False
    return latest is None or e.start <= latest


def _traits(e: DateExpression, order: int, base: date | None, anchors: Sequence[int]) -> Iterator[str]:
    """The rows of WEIGHTS that hold for an expression."""
    yield e.role
    if order < 2:
        yield ("told first", "told second")[order]
    if e.clock:
        yield "clock"
    if e.kind == "since":
        yield "since"
    if e.sentence in anchors:
        yield "anchor"
    elif any(abs(e.sentence - a) == 1 for a in anchors):
        yield "near anchor"
    if e.sentence > 12:
        yield "far down"
    if e.precision in ("week", "month", "year"):
        yield e.precision
    if base and e.start:
        lag = (base - e.start).days
        yield next((f"lag {most}" for most in _LAGS if lag <= most), "lag more")


def _total(scores: Sequence[float]) -> float:
    """The best mention of a day, and a little for each of the next two."""
    first, *others = sorted(scores, reverse=True)
    return first + WEIGHTS["again"] * sum(max(0.0, score) for score in others[:2])


def _narrowed(start: date, end: date, ranked: Sequence[tuple[date, date]]) -> EventDate:
    """A single day within the days found ("overnight", "over the weekend"), where another expression names it.

    Of a night alone the later day is taken: reports that say "overnight" mostly tell of the hours after midnight.
    """
    if start < end:
        for first, last in ranked:
            if first == last and start <= first <= end:
                return EventDate(first, first, "day")
        if (end - start).days == 1:
            return EventDate(end, end, "day")
    return EventDate(start, end, precision_of(start, end))


def _base_of(document: Document, expressions: Sequence[DateExpression]) -> date | None:
    pages = (e.start for e in expressions if e.role == "page" and e.start and e.precision == "day")
    page = next(pages, document.published)
    return min(page, document.published) if page and document.published else page


def _may_date_event(e: DateExpression, latest: date | None) -> bool:
    if e.role in ("page", "future") or e.kind in ("duration", "until") or e.start is None:
        return False
    return latest is None or e.start <= latest


def _traits(e: DateExpression, order: int, base: date | None, anchors: Sequence[int]) -> Iterator[str]:
    """The rows of WEIGHTS that hold for an expression."""
    yield e.role
    if order < 2:
        yield ("told first", "told second")[order]
    if e.clock:
        yield "clock"
    if e.kind == "since":
        yield "since"
    if e.sentence in anchors:
        yield "anchor"
    elif any(abs(e.sentence - a) == 1 for a in anchors):
        yield "near anchor"
    if e.sentence > 12:
        yield "far down"
    if e.precision in ("week", "month", "year"):
        yield e.precision
    if base and e.start:
        lag = (base - e.start).days
        yield next((f"lag {most}" for most in _LAGS if lag <= most), "lag more")


def _total(scores: Sequence[float]) -> float:
    """The best mention of a day, and a little for each further one."""
    best = max(scores)
    return best + WEIGHTS["again"] * (sum(s for s in scores if s > 0) - max(best, 0))


def _fallback(base: date | None) -> EventDate:
    return EventDate(base, base, "day") if base else EventDate()


def window_of(expression: DateExpression, published: date | None) -> Window:
    """The days that a figure told with this expression covers; an open end closes on publication."""
    end = expression.end
    if expression.kind == "since" and end is None:
        end = published
    if expression.start and end and end < expression.start:
        end = None
    return Window(expression.start, end)


_ = (timedelta, UNRESOLVED)
