"""What a figure covers: this event, a longer window, or other events of the past."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from according.lang import language
from according.model import EventDate, Scope, Sentence, Span, Window
from according.read.lexicon import any_of
from according.read.people import IN_ORDER
from according.read.victims import Harm
from according.read.when import DateExpression, window_of
from according.read.wordlists import alternatives

#: A day named this long before the event belongs to another event.
_APART = timedelta(days=4)
#: A stretch longer than this is no window of one event or operation.
_LONG = timedelta(days=200)
_WEEK = timedelta(days=7)
#: "in one day", "within 24 hours" is the event itself.
_ONE_DAY = timedelta(days=1)
#: "a three-day siege" is one event; "a week-long operation" is a window of many.
_ONE_EVENT = timedelta(days=4)
_FIGURE = re.compile(r"\d{1,6}")
#: Date roles that tell nothing of when people were harmed.
_ASIDE = ("procedure", "saying", "future", "page", "dying")
#: Sentences that tell what a report is about.
_LEAD = 3
#: How far before the word of harm its year stands ("the 2005 mass killing").
_PHRASE = 30
#: A figure from here on is hardly that of one event told in passing.
_MANY = 100
#: So many are driven out by a war, not by one attack.
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Cues:
    background: re.Pattern[str]
    past: re.Pattern[str]
    cumulative: re.Pattern[str]
    one_event: re.Pattern[str]
    worst: re.Pattern[str]
    war: re.Pattern[str]
    perfect: re.Pattern[str]
    ordinal: re.Pattern[str]
    rate: re.Pattern[str]
    after: re.Pattern[str]
    compared: re.Pattern[str]
    held_for: re.Pattern[str]
    up_to_now: re.Pattern[str]
    year_before: re.Pattern[str]  # the one group: the year
    ever_since: re.Pattern[str]
    deed: re.Pattern[str]
    months: frozenset[str]


_FORMS = ("perfect", "ordinal", "held_for", "up_to_now", "year_before", "ever_since", "deed")


@cache
def _cues(code: str) -> _Cues:
    table = language(code)["scope"]
    names = ("background", "past", "cumulative", "worst", "war", "after", "compared")
    nouns, forms = alternatives(table["one_event"]), table["forms"]
    rates = rf"{forms['before_rate']}\b(?:{alternatives(table['rate'])})\b{forms['behind_rate']}"
    return _Cues(
        **{name: any_of(table[name]) for name in names},
        one_event=re.compile(forms["one_event"].replace("{nouns}", nouns), re.IGNORECASE),
        **{name: re.compile(forms[name], re.IGNORECASE) for name in _FORMS},
        months=frozenset(n for names in language(code)["dates"]["month_names"] for n in names),
        rate=re.compile(rates, re.IGNORECASE),
    )


def scope_of(
    harm: Harm,
    sentence: Sentence,
    expressions: Sequence[DateExpression],
    event: EventDate,
    lang: Mapping[str, Any],
    published: date | None = None,
    beside: Sequence[Span] = (),
) -> tuple[Scope, Window]:
    """The scope and window of one harm, from the date expressions and cue words of its own sentence.

    Yearly totals and events named as past are `background`; a window longer than the event ("since
    Friday", "this month") is `cumulative`. An open end closes on `published`. `beside`: the words of
    harm of the same sentence. Guidelines: docs/codebook.md,
    "Scope".
    """
    cues = _cues(lang["code"])
    if harm.quantity.rule == IN_ORDER:
        return "cumulative", Window(None, published or event.end)
    nearest = _nearest(harm, sentence, expressions, event, beside, cues)
    if nearest is not None:
        scope = _dated(nearest, harm, sentence, event, cues)
        if scope == "mention" and harm.quantity.best != 1 and _ever_since(sentence, harm, cues):
            scope = "cumulative"
        if scope != "mention":
            window = _as_said(window_of(nearest, published), nearest, expressions)
            return scope, _with_the_event(window, nearest, event)
        scope = "background" if _of_another(harm, sentence, cues) else "mention"
        return scope, _own_day(nearest, event) or Window(event.start, event.end)
    scope = "background" if _of_earlier_year(harm, sentence, event, cues) else _told(harm, sentence, cues)
    if scope == "mention" and harm.quantity.best != 1 and _of_campaign(harm, event, expressions):
        return "cumulative", Window(event.start, event.end)
    windows = {"background": Window(), "cumulative": Window(None, published or event.end)}
    return scope, windows.get(scope, Window(event.start, event.end))


def dated_sentences(expressions: Sequence[DateExpression]) -> frozenset[int]:
    """The sentences that name a day on which somebody may have been harmed."""
    return frozenset(
        e.sentence for e in expressions if e.kind == "point" and e.role not in _ASIDE and e.start is not None
    )


def _own_day(e: DateExpression, event: EventDate) -> Window | None:
    """The days of a figure that is told of other days than the event's: "22 overnight", "40 on Friday"."""
    if e.kind != "point" or e.precision != "day" or e.start is None or event.start is None:
        return None
    window = Window(e.start, e.end or e.start)
    return None if event.start == window.end or window.start == event.start else window


def _as_said(window: Window, e: DateExpression, expressions: Sequence[DateExpression]) -> Window:
    """ "He said on Sunday that … in 40 hours": hours that end on the day they were told of, not on the day
    they were printed."""
    said = [d for d in expressions if d.sentence == e.sentence and d.role == "saying" and d.kind == "point"]
    day = said[0].start if len(said) == 1 else None
    if e.kind != "duration" or day is None or window.start is None or window.end is None:
        return window
    late = window.end - day
    return Window(window.start - late, day) if timedelta(0) < late <= _APART else window


def _with_the_event(window: Window, e: DateExpression, event: EventDate) -> Window:
    """ "In 40 hours" reaches back one day or two: a window that would begin on the eve of the event begins
    with it. Whole days ("48 hours") are exact."""
    hours = _FIGURE.search(e.span.quote)
    exact = hours is not None and int(hours[0]) % 24 == 0
    if e.kind != "duration" or exact or window.start is None or event.start is None:
        return window
    on_the_eve = event.start - window.start == _ONE_DAY and (window.end is None or event.start <= window.end)
    return Window(event.start, window.end) if on_the_eve else window


# ── by a date ─────────────────────────────────────────────────────────────────────────────────────────


def _nearest(
    harm: Harm,
    sentence: Sentence,
    expressions: Sequence[DateExpression],
    event: EventDate,
    beside: Sequence[Span],
    cues: _Cues,
) -> DateExpression | None:
    aside = _ASIDE if harm.measure != "detained" else _ASIDE[1:]
    first = bisect_left(expressions, harm.sentence, key=lambda e: e.sentence)
    behind = bisect_right(expressions, harm.sentence, key=lambda e: e.sentence)
    own = [
        e
        for e in expressions[first:behind]
        if (e.role not in aside or _died_before(e, event)) and not _is_one_day(e)
    ]
    telling = [
        e
        for e in own
        if not _compares(e, harm, sentence, cues) and not _of_the_deed(e, harm, sentence, beside, cues)
    ]
    return min(telling, key=lambda e: abs(e.span.start - harm.trigger.start), default=None)


def _is_one_day(e: DateExpression) -> bool:
    return e.kind == "duration" and e.start is not None and e.end is not None and e.end - e.start <= _ONE_DAY


def _died_before(e: DateExpression, event: EventDate) -> bool:
    """The day of a death is no day of the attack, unless it is of long before: then of another attack."""
    return e.role == "dying" and e.end is not None and _before(e.end, event)


def _of_the_deed(
    e: DateExpression, harm: Harm, sentence: Sentence, beside: Sequence[Span], cues: _Cues
) -> bool:
    """ "Arrested five for killing a man in 2016": the year is that of the killing."""
    between = [t for t in beside if harm.trigger.end <= t.start < e.span.start]
    if e.role == "dying" and between:
        return True
    if harm.measure != "detained":
        return False
    return any(cues.deed.search(sentence.text[: t.start - sentence.start][-40:]) for t in between)


def _compares(e: DateExpression, harm: Harm, sentence: Sentence, cues: _Cues) -> bool:
    """ "the worst since 2016": no window of the figure before it."""
    before = sentence.text[max(0, e.span.start - sentence.start - 60) : e.span.start - sentence.start]
    if cues.compared.search(before):
        return True
    return e.span.start > harm.trigger.start and bool(cues.worst.search(before))


def _dated(e: DateExpression, harm: Harm, sentence: Sentence, event: EventDate, cues: _Cues) -> Scope:
    before = sentence.text[max(0, e.span.start - sentence.start - 60) : e.span.start - sentence.start]
    if e.role == "background" or cues.worst.search(before):
        return "background"
    single = harm.quantity.best == 1
    if e.end is not None and _before(e.end, event):
        return "background"
    if e.kind == "duration" and harm.measure in ("detained", "abducted") and cues.held_for.search(before):
        return "mention"
    if e.kind in ("since", "duration"):
        if (harm.quantity.best or 0) >= _MANY and cues.war.search(_clause(sentence, harm)):
            return "background"
        open_for = e.end - e.start if e.start is not None and e.end is not None else timedelta(0)
        if open_for > _LONG:
            return "background"
        short = e.kind == "duration" and open_for <= _ONE_EVENT
        of_one = short and cues.one_event.search(_clause(sentence, harm))
        return "mention" if single or of_one else "cumulative"
    earlier = e.end is not None and event.start is not None and e.end < event.start
    if e.kind == "until" and earlier and _so_far(harm, sentence, cues):
        return "cumulative"
    if e.start is None and _month_alone(e, sentence, cues):
        return "background"
    if e.start is None or e.end is None:
        total = e.kind == "period" and not single and not cues.one_event.search(_clause(sentence, harm))
        return "cumulative" if total else "mention"
    if e.end - e.start > _LONG:
        return (
            "mention"
            if _within(event, e) and cues.one_event.search(_clause(sentence, harm))
            else "background"
        )
    longest = _ONE_EVENT if e.precision == "day" else _WEEK  # "from Friday to Thursday", not "last week"
    if e.end - e.start > longest and not single and not cues.one_event.search(_clause(sentence, harm)):
        return "cumulative"
    return "mention"


def _of_campaign(harm: Harm, event: EventDate, expressions: Sequence[DateExpression]) -> bool:
    """Whether the event was told from one day to another, more of them than one event takes, and the figure
    is not one given earlier ("a week ago it spoke of seven")."""
    first, last = event.start, event.end
    if first is None or last is None or event.precision != "day" or last - first <= _ONE_EVENT:
        return False
    return not any(
        e.sentence == harm.sentence and e.start is not None and e.start < first for e in expressions
    )


def _before(day: date, event: EventDate) -> bool:
    return event.start is not None and day < event.start - _APART


def _within(event: EventDate, e: DateExpression) -> bool:
    if event.start is None or e.start is None or e.end is None:
        return False
    return e.start <= event.start <= e.end


# ── by the words ──────────────────────────────────────────────────────────────────────────────────────


def _of_another(harm: Harm, sentence: Sentence, cues: _Cues) -> bool:
    """ "… a week after an attack killed six": the figure behind it is of the other event."""
    return bool(cues.after.search(sentence.text[: max(0, harm.people.start - sentence.start)]))


def _of_earlier_year(harm: Harm, sentence: Sentence, event: EventDate, cues: _Cues) -> bool:
    """ "The 2005 killing of fifty migrants", in a report of a later year."""
    at = harm.trigger.start - sentence.start
    year = cues.year_before.search(sentence.text[max(0, at - _PHRASE) : max(0, at)])
    return year is not None and event.start is not None and int(year[1]) < event.start.year


def _told(harm: Harm, sentence: Sentence, cues: _Cues) -> Scope:
    clause = _clause(sentence, harm)
    many = (harm.quantity.best or 0) >= _MANY and harm.measure != "displaced"
    if (
        (harm.measure != "displaced" and cues.background.search(clause))
        or _of_another(harm, sentence, cues)
        or cues.past.search(clause)
        or cues.rate.search(_beside(sentence, harm))
    ):
        return "background"
    if many and cues.war.search(clause):
        return "background"
    if harm.quantity.best == 1:
        return "mention"
    if (
        cues.ordinal.match(harm.people.quote)
        or _window_told(clause, cues)
        or _ever_since(sentence, harm, cues)
    ):
        return "cumulative"
    news = sentence.is_title or (harm.measure == "detained" and sentence.index <= 1)
    masses = harm.measure == "displaced" and (harm.quantity.best or 0) >= _MILLION
    if (many or masses) and not news and _perfect(sentence, harm, cues):
        return "cumulative"
    return "mention"


def _window_told(clause: str, cues: _Cues) -> bool:
    """A window in words, not one that this figure is compared with ("the bloodiest day since the coup")."""
    found = cues.cumulative.finditer(clause)
    return any(not cues.worst.search(clause[max(0, m.start() - 40) : m.start()]) for m in found)


def _ever_since(sentence: Sentence, harm: Harm, cues: _Cues) -> bool:
    """ "60 people arrested since the army seized power"."""
    return bool(cues.ever_since.match(sentence.text, harm.trigger.end - sentence.start))


def _so_far(harm: Harm, sentence: Sentence, cues: _Cues) -> bool:
    """ "By Friday, eight people had been killed"."""
    at = harm.trigger.start - sentence.start
    return harm.quantity.best != 1 and bool(cues.up_to_now.search(sentence.text[max(0, at - 30) : at]))


def _month_alone(e: DateExpression, sentence: Sentence, cues: _Cues) -> bool:
    """ "In May" behind the lead: reports tell their own event by its day."""
    return sentence.index > _LEAD and e.span.quote.lower().strip(".,") in cues.months


def _perfect(sentence: Sentence, harm: Harm, cues: _Cues) -> bool:
    """ "Over 1,100 people have been killed": up to the day of the report."""
    at = harm.trigger.start - sentence.start
    return bool(cues.perfect.search(sentence.text[max(0, at - 30) : at]))


def _beside(sentence: Sentence, harm: Harm) -> str:
    start, end = harm.people.start - sentence.start, max(harm.people.end, harm.trigger.end) - sentence.start
    return sentence.text[max(0, start - 30) : end + 30]


def _clause(sentence: Sentence, harm: Harm) -> str:
    at = harm.trigger.start - sentence.start
    return sentence.text[max(0, at - 140) : at + 140]
