"""What a figure covers: this event, a longer window, or other events of the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from according.model import EventDate, Scope, Sentence, Window
from according.read.lexicon import _any_of
from according.read.victims import Harm
from according.read.when import DateExpression

#: A day named this long before the event belongs to another event.
_APART = timedelta(days=4)
_LONG = timedelta(days=200)


def scope_of(
    harm: Harm,
    sentence: Sentence,
    expressions: Sequence[DateExpression],
    event: EventDate,
    lang: Mapping[str, Any],
) -> tuple[Scope, Window]:
    """The scope and window of one harm, from the date expressions and cue words of its own sentence.

    Yearly totals and events named as past are `background`; a window longer than the event ("since
    Friday", "this month") is `cumulative`. Guidelines: docs/codebook.md, "Scope".
    """
    background, cumulative = _cues(lang["code"])
    own = Window(event.start, event.end)
    nearest = _nearest(harm, expressions)
    if nearest is not None:
        scope = _dated(nearest, event, harm.quantity.best == 1)
        if scope != "mention":
            return scope, Window(nearest.start, nearest.end)
    clause = _around(sentence, harm)
    if background.search(clause):
        return "background", Window()
    if cumulative.search(clause) and harm.quantity.best != 1:
        return "cumulative", Window(None, event.end)
    return "mention", own


def _dated(expression: DateExpression, event: EventDate, single: bool) -> Scope:
    start, end = expression.start, expression.end
    if expression.role == "background":
        return "background"
    if expression.kind in ("since", "duration"):
        return "mention" if single else "cumulative"
    if start is not None and end is not None and end - start > _LONG:
        return "background"
    if end is not None and event.start is not None and end < event.start - _APART:
        return "background"
    if expression.kind == "period" and start is not None and end is not None and (end - start).days > 7:
        return "mention" if single else "cumulative"
    return "mention"


def _nearest(harm: Harm, expressions: Sequence[DateExpression]) -> DateExpression | None:
    own = [e for e in expressions if e.sentence == harm.sentence]
    return min(own, key=lambda e: abs(e.span.start - harm.trigger.start), default=None)


def _around(sentence: Sentence, harm: Harm) -> str:
    at = harm.trigger.start - sentence.start
    return sentence.text[max(0, at - 140) : at + 140]


@lru_cache(maxsize=8)
def _cues(code: str) -> tuple[Any, Any]:
    from according.lang import language

    table = language(code)["scope"]
    return _any_of(table["background"]), _any_of(table["cumulative"])
