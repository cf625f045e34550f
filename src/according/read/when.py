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
        frame = Frame(base, frame.told, month_first, mark.role == "future", same)
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
        needs[at].add(trigger.lastgroup or "")
    for index, kinds in needs.items():
        sentence = sentences[index]
        hits = found_in(grammar, content, low, sentence.start, sentence.end, kinds)
        if hits:
            yield from _sentence_marks(cues, content, low, sentence, hits)


def _sentence_marks(
    cues: _Cues, content: str, low: str, sentence: Sentence, hits: Sequence[Found]
) -> Iterator[_Mark]:
    signs = [(m.start(), m.end(), m.lastgroup or "") for m in cues.signs.finditer(low, sentence.start, sentence.end)]
    bare_line = _is_date_line(low, sentence, hits)
    for hit in hits:
        page = bare_line or _on_page(cues, content, low, sentence, hit)
        role = "page" if page else _role(cues, low, sentence, hit, signs)
        lead = cues.lead.search(low, max(sentence.start, hit.start - 24), hit.start)
        yield _Mark(hit, sentence.index, role, lead.lastgroup or "" if lead else "", _has_clock(low, sentence, hit))


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
    before = max(sentence.start, hit.start - 34)
    if cues.page.search(low, before, hit.start):
        return True
    place = content[sentence.start : hit.start]
    opens = hit.reads == "day" and 3 < len(place) <= 60 and place.rstrip(" ,(").isupper()
    return opens and bool(_DATELINE_TAIL.match(content, hit.end, min(sentence.end, hit.end + 80)))


# ── what a date is the date of ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Cues:
    signs: re.Pattern[str]
    lead: re.Pattern[str]
    page: re.Pattern[str]
    range_open: re.Pattern[str]
    range_join: re.Pattern[str]


def _cues_of(lang: Mapping[str, Any]) -> _Cues:
    return _compiled_cues(SameTable(lang["dates"]))


@lru_cache(maxsize=8)
def _compiled_cues(key: SameTable) -> _Cues:
    cues = key.table["cues"]
    kinds = [kind for kind in get_args(DateRole) if kind in cues and kind != "page"]
    signs = "|".join(f"(?P<{kind}>{any_of(cues[kind])})" for kind in kinds)
    lead = "|".join(f"(?P<{kind}>{any_of(cues[kind])})" for kind in ("since", "until"))
    return _Cues(
        signs=re.compile(rf"(?<!\w)(?:{signs})(?!\w)"),
        lead=re.compile(rf"(?<!\w)(?:{lead})(?: the| on)? \Z"),
        page=re.compile(rf"(?<!\w)(?:{any_of(cues['page'])})(?:\s?[:|-]|\s(?=\S))(?:[^a-z]|[ap]m|at|on|est|edt|cst|cdt|by){{0,12}}\Z"),
        range_open=re.compile(rf"(?<!\w)(?:{any_of(cues['range_open'])})(?: the)? \Z"),
        range_join=re.compile(rf"\s?(?:{any_of(cues['range_join'])})(?: the| on)?\s?"),
    )


_BREAKS = re.compile(r"[,;:()\"“”]| (?:who|which|when|where|after|before|that|but|while|as|and|because) ")
#: How many characters of distance a break between cue and date, or a cue behind the date, is worth.
_BREAK_COST, _BEHIND_COST, _FARTHEST = 15, 14, 170


def _role(
    cues: _Cues, low: str, sentence: Sentence, hit: Found, signs: Sequence[tuple[int, int, str]]
) -> DateRole:
    """The kind of the nearest cue; what stands before counts as nearer, unless the date opens its clause."""
    opens = _opens_clause(low, sentence, hit)
    clock = _has_clock(low, sentence, hit)
    best, role = float(_FARTHEST), "bare"
    for start, end, kind in signs:
        if start >= hit.end:
            cost = _cost_behind(low, hit, start, kind, opens)
        elif end <= hit.start:
            cost = _cost_before(low, hit, end, kind)
        else:
            continue
        if kind == "saying" and clock:
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
    if kind == "future" and gap > _FUTURE_REACH:
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


def _names(low: str, hit: Found, start: int) -> bool:
    """"Monday's shooting", "the Monday night attack": the cue is what the date belongs to."""
    return start - hit.end <= 1 or (low[hit.end - 2 : hit.end] in ("'s", "’s") and start - hit.end < 30)


# ── resolved expressions ──────────────────────────────────────────────────────────────────────────────


def _base(grammar: Grammar, frame: Frame, marked: Sequence[_Mark]) -> date | None:
    """The day that relative words count from: publication, or an earlier line of the page's own."""
    for mark in marked:
        if mark.role != "page":
            continue
        days = resolve(grammar, mark.found, frame)
        if days.precision == "day" and days.start:
            return min(days.start, frame.base) if frame.base else days.start
    return frame.base


def _expression(content: str, mark: _Mark, days: Resolved) -> DateExpression:
    span = Span.of(content, mark.found.start, mark.found.end)
    role = "future" if days.ahead and mark.role != "page" else mark.role
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

_ROLE_WEIGHT: Mapping[str, float] = {
    "event": 3.0, "dying": 1.8, "bare": 1.2, "saying": -1.0, "procedure": -1.0, "background": -2.0,
}  # fmt: skip
#: Reports follow events closely: (most days between, weight).
_LAG_WEIGHT = ((1, 1.2), (3, 0.8), (7, 0.4), (31, 0.0), (366, -0.6))
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
    told = [e for e in expressions if _may_date_event(e, base)]
    scores: dict[tuple[date, date], list[float]] = defaultdict(list)
    for e in told:
        if e.start and e.end:
            scores[e.start, e.end].append(_score(e, base, anchors))
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
    pages = [e.start for e in expressions if e.role == "page" and e.start and e.precision == "day"][:1]
    return min([*pages, *([document.published] if document.published else [])], default=None)


def _may_date_event(e: DateExpression, base: date | None) -> bool:
    if e.role in ("page", "future") or e.kind in ("duration", "until") or e.start is None or e.end is None:
        return False
    return base is None or e.start <= base


def _score(e: DateExpression, base: date | None, anchors: Sequence[int]) -> float:
    score = _ROLE_WEIGHT[e.role] + 1.5 * e.clock
    if e.sentence in anchors:
        score += 1.5
    elif any(abs(e.sentence - a) == 1 for a in anchors):
        score += 0.6
    score -= min(1.0, 0.05 * e.sentence)
    score -= {"day": 0.0, "week": 2.0, "month": 2.5, "year": 4.0, "unknown": 9.0}[e.precision]
    if base and e.start:
        lag = (base - e.start).days
        score += next((w for most, w in _LAG_WEIGHT if lag <= most), -1.2)
    return score


def _total(scores: Sequence[float]) -> float:
    """The best mention of a day, and a little for each further one."""
    best = max(scores)
    return best + 0.25 * (sum(s for s in scores if s > 0) - max(best, 0))


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
