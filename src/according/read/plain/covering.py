"""What figures cover and how they relate, without a parser: scope, events, repeats, sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.model import Category, EventDate, Scope, Sentence, Window
from according.read.plain.harms import Found
from according.read.plain.words import Tongue, Word
from according.read.when import DateExpression, window_of

#: A day named this long before the event belongs to another event.
_APART = timedelta(days=4)
#: How many harms are looked through for the one that is told again: long pages stay linear.
_LOOKED_BACK = 60
_SINGLES = ("one", "definite", "single")


@dataclass(frozen=True, slots=True)
class Covered:
    """A harm with what it covers: the sentence's index, scope and window, its event (1 the main one, 0 the
    background), and the positions of the harms that it repeats, adds to and consists of."""

    found: Found
    sentence: int
    scope: Scope
    window: Window
    event: int = 1
    repeats: int | None = None
    adds_to: int | None = None
    parts: tuple[int, ...] = ()


def scope_of(
    words: Sequence[Word], tongue: Tongue, bounds: tuple[int, int], found: Found,
    expressions: Sequence[DateExpression], event: EventDate, published: date | None,
) -> tuple[Scope, Window]:  # fmt: skip
    """The scope and window of one harm, from the dates and cue words of its sentence."""
    own = Window(event.start, event.end)
    apart = any(True for _ in tongue.phrases["scope.separate"].within(words, *bounds))
    for e in expressions:
        if e.kind == "since" and _same_clause(words, tongue, e, found):
            return "cumulative", window_of(e, published)
    past = [(a, b) for a, b, _ in tongue.phrases["scope.background"].within(words, *bounds)]
    now = [(a, b) for a, b, _ in tongue.phrases["scope.cumulative"].within(words, *bounds)]
    told = [a for a, b in now if not any(c < b and a < d and d >= b for c, d in past)]
    if any(_near(words, tongue, a, found) for a in told):
        return "cumulative", Window(None, published or event.end)
    for e in expressions:
        if e.kind == "point" and e.end and event.start and event.start - e.end > _APART and e.role == "event":
            return "background", Window(e.start, e.end)
        if (
            e.kind == "point"
            and e.end
            and event.start
            and e.end < event.start
            and e.role == "event"
            and apart
        ):
            return "background", Window(e.start, e.end)
        if e.kind == "period" and e.precision == "week" and e.start and e.end and e.role == "event":
            return "cumulative", Window(e.start, e.end)
        if e.kind == "period" and e.precision in ("month", "year") and e.role == "event":
            if e.end and event.start and e.end < event.start:
                return "background", Window(e.start, e.end)
            if e.precision == "year" or _many(found):
                return "cumulative", Window(e.start, min(e.end, published) if e.end and published else e.end)
    if any(_near(words, tongue, a, found) for a, _ in past):
        return "background", Window()
    return "mention", own


def _many(found: Found) -> bool:
    return (found.group.quantity.best or found.group.quantity.low or 0) >= 10


def _same_clause(words: Sequence[Word], tongue: Tongue, e: DateExpression, found: Found) -> bool:
    at = next((i for i, w in enumerate(words) if w.start >= e.span.start), len(words))
    return _near(words, tongue, at, found)


def _near(words: Sequence[Word], tongue: Tongue, at: int, found: Found) -> bool:
    """Whether no strong mark stands between a cue and the figure."""
    a, b = sorted((at, found.group.first))
    return not any(w.text in ";؛" for w in words[a:b])


def events_of(
    harms: Sequence[Covered], sentences: Sequence[Sentence], words: Sequence[Word], tongue: Tongue,
    bounds: Sequence[tuple[int, int]],
) -> list[Covered]:  # fmt: skip
    """Each harm with its event: from 2 on those of which the report says that they were others."""
    out: list[Covered] = []
    current, paragraph, count = 1, -1, 1
    opened: dict[int, int] = {}
    for one in harms:
        sentence = sentences[one.sentence]
        if sentence.paragraph != paragraph:
            current, paragraph = 1, sentence.paragraph
        apart = any(True for _ in tongue.phrases["scope.separate"].within(words, *bounds[one.sentence]))
        if apart and not sentence.is_title and one.sentence not in opened:
            count += 1
            opened[one.sentence] = count
        current = opened.get(one.sentence, current)
        out.append(replace(one, event=0 if one.scope == "background" else current))
    return out


def related(harms: Sequence[Covered], sentences: Sequence[Sentence]) -> list[Covered]:
    """The harms with their relations. Those of other events, scopes or measures have none to each other."""
    out = list(harms)
    for i, one in enumerate(out):
        if one.found.stance != "asserted" or one.found.whole is not None:
            continue
        out[i] = _again(out, i, sentences)
    for i, one in enumerate(out):
        if one.repeats is None and one.found.stance == "asserted":
            out[i] = _added(out, i)
    return _with_parts(out)


def _alike(a: Covered, b: Covered) -> bool:
    same = a.found.measure == b.found.measure and a.event == b.event and a.scope == b.scope
    return same and b.found.stance == "asserted"


def compatible(a: Category | None, b: Category | None) -> bool:
    """Whether two figures may count the same people."""
    return a == b or a is None or b is None


def _again(harms: list[Covered], i: int, sentences: Sequence[Sentence]) -> Covered:
    one = harms[i]
    for k in range(max(0, i - _LOOKED_BACK), i):
        before = harms[k]
        if not _alike(one, before) or before.sentence == one.sentence or before.repeats is not None:
            continue
        a, b = one.found.group, before.found.group
        more = a.others and not sentences[before.sentence].is_title
        if not compatible(a.category, b.category) or more or before.found.whole is not None:
            continue
        single = a.sort in _SINGLES and b.sort in _SINGLES
        same = (a.quantity.best, a.quantity.low, a.quantity.high) == (
            b.quantity.best,
            b.quantity.low,
            b.quantity.high,
        )
        if (
            a.quantity.best is not None
            and a.quantity.best == b.quantity.best
            and (single or a.quantity.best > 1 or same)
        ):
            return replace(one, repeats=k)
        if same:
            return replace(one, repeats=k)
    return one


def _added(harms: list[Covered], i: int) -> Covered:
    """ "Three soldiers and two civilians were killed", "two others died": people besides those before."""
    one = harms[i]
    if one.found.whole is not None or one.found.of_before:
        return one
    for k in range(i - 1, max(-1, i - 1 - _LOOKED_BACK), -1):
        before = harms[k]
        if not _alike(one, before) or before.found.whole is not None or before.found.of_before:
            continue
        listed = before.sentence == one.sentence and before.found.trigger == one.found.trigger
        kinds = {one.found.group.category, before.found.group.category}
        apart = before.sentence == one.sentence and len(kinds) == 2 and None not in kinds
        more = one.found.group.others and i - k < 4
        if listed or more or apart:
            return replace(one, adds_to=k if before.repeats is None else before.repeats)
    return one


def _with_parts(harms: list[Covered]) -> list[Covered]:
    """Each whole with its parts: those said to be of it, and those that make up its sum."""
    out = list(harms)
    by_sentence: dict[tuple[int, int], list[int]] = {}
    for i, one in enumerate(out):
        by_sentence.setdefault((one.sentence, one.event), []).append(i)
    for i, one in enumerate(out):
        whole: int | None = None
        if one.found.whole is not None:
            whole = next((k for k, h in enumerate(out) if h.found.group.first == one.found.whole), None)
        elif one.found.of_before:
            known = [
                k
                for k in range(i)
                if _alike(one, out[k]) and out[k].found.whole is None and not out[k].found.of_before
            ]
            whole = known[-1] if known else None
        if whole is not None and whole != i:
            first = out[whole].repeats
            target = whole if first is None else first
            out[target] = replace(out[target], parts=tuple(sorted({*out[target].parts, i})))
    return _sums(out)


def _sums(harms: list[Covered]) -> list[Covered]:
    """A list whose sum stands elsewhere in the report is its parts."""
    out = list(harms)
    heads = {h.adds_to for h in out if h.adds_to is not None}
    for head in sorted(heads):
        members = [head, *(i for i, h in enumerate(out) if h.adds_to == head)]
        best = [out[m].found.group.quantity.best for m in members]
        if any(b is None for b in best):
            continue
        total = sum(b or 0 for b in best)
        for k, one in enumerate(out):
            fits = k not in members and _alike(out[head], one) and one.found.group.quantity.best == total
            if (
                fits
                and one.repeats is None
                and one.found.whole is None
                and one.found.group.category in (None, "civilian")
            ):
                out[k] = replace(one, parts=tuple(sorted({*one.parts, *members})))
                for m in members:
                    out[m] = replace(out[m], adds_to=None)
                break
    return out
