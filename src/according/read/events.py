"""The events of one document: which harms belong to which, what counts whom once, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from according.lang import language
from according.model import EventDate, Scope, Sentence, Span, Window
from according.read.lexicon import any_of
from according.read.main_event import told_apart
from according.read.once import once_each
from according.read.other_stories import other_stories
from according.read.relations import Report, Told, relate
from according.read.victims import Harm
from according.read.whose import Genre, genre_of, settle_categories
from according.read.wordlists import filled

__all__ = ["Told", "events_of"]


def events_of(
    harms: Sequence[Harm],
    scopes: Sequence[tuple[Scope, Window]],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
    event: EventDate,
    dated: Set[int] = frozenset(),
    published: date | None = None,
    speakers: Mapping[Span, str] = MappingProxyType({}),
    elsewhere: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Told, ...]:
    """Each harm with its event, its category and its relations to the others, in the order given. `event`:
    the days of what the report is about; `dated`: the sentences that name a day of harm themselves;
    `published`: the day of the report; `speakers`: who says how many, by the span of the people;
    `elsewhere`: the sentences about other places (read/elsewhere.py)."""
    if not harms:
        return ()
    genre, days = genre_of(sentences, lang), Window(event.start, event.end)
    shared = _shared_windows(harms, scopes, sentences, genre, days, lang["code"], dated)
    scopes = _with_a_main_event(harms, shared, sentences)
    scopes = told_apart(harms, scopes, sentences, lang, published, genre.repression and not genre.conflict)
    numbers = _event_numbers(harms, scopes, sentences, lang, elsewhere)
    told = [
        Told(h, n, scope, window, h.category or "unknown")
        for h, (scope, window), n in zip(harms, scopes, numbers, strict=True)
    ]
    texts = {s.index: s for s in sentences}
    words = _words(lang["code"])
    told = [replace(t, kept=_counts_people(t.harm, texts[t.harm.sentence], words)) for t in told]
    report = _report(harms, sentences, lang, genre, speakers)
    for number in sorted(set(numbers)):
        relate(told, [i for i, n in enumerate(numbers) if n == number and told[i].kept], report)
    once_each(told, report)
    settle_categories(told, report, genre, lang)
    return tuple(told)


def _report(
    harms: Sequence[Harm],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
    genre: Genre,
    speakers: Mapping[Span, str],
) -> Report:
    used = {h.sentence for h in harms}
    told_of = [s for s in sentences if s.index in used]
    return Report(
        lang["code"],
        {s.index: s.text for s in told_of},
        {s.index: s.start for s in told_of},
        frozenset(s.index for s in told_of if s.is_title),
        genre.by_police,
        speakers,
    )


_DATELINE = re.compile(r"\W{0,3}[A-Z][A-Z .,'’/-]{2,40}[^–—]{0,45}?(?:[–—]|\s--?\s)")


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [scope] table of a language what tells events and their figures apart."""

    separate: re.Pattern[str]
    same_period: re.Pattern[str]
    also: re.Pattern[str]
    toll_at: re.Pattern[str]
    harms: frozenset[str]


@cache
def _words(code: str) -> _Words:
    table = language(code)["scope"]
    phrases = {name: any_of(table[name]) for name in ("separate", "same_period")}
    return filled(_Words, {**table, **table["forms"]}, **phrases)


def _counts_people(harm: Harm, sentence: Sentence, words: _Words) -> bool:
    """Not "gunshot wounds" or "injuries" without a figure, nor the place of a dateline."""
    if harm.reference == "name":
        dateline = _DATELINE.match(sentence.text)
        return dateline is None or harm.people.start - sentence.start >= dateline.end()
    if harm.reference == "one" and words.toll_at.match(sentence.text, harm.people.end - sentence.start):
        return False
    last = harm.people.quote.lower().split()[-1]
    return harm.reference != "several" or last not in words.harms


def _shared_windows(
    harms: Sequence[Harm],
    scopes: Sequence[tuple[Scope, Window]],
    sentences: Sequence[Sentence],
    genre: Genre,
    event_days: Window,
    code: str,
    dated: Set[int],
) -> list[tuple[Scope, Window]]:
    """A title's figure has the window that the body gives it; in reports of conflict, figures that go on from
    one with a window share it, and elsewhere those told of "the same period"."""
    texts = {s.index: s for s in sentences}
    shared: list[tuple[Scope, Window]] = []
    last: tuple[Harm, tuple[Scope, Window]] | None = None
    for harm, scope in zip(harms, scopes, strict=True):
        plain = scope == ("mention", event_days) and not texts[harm.sentence].is_title
        several = plain and (harm.quantity.best or 0) > 1
        undated = harm.sentence not in dated or (last is not None and last[0].sentence == harm.sentence)
        if several and undated and last and _goes_on_in(harm, last[0], texts, genre, code):
            scope = last[1]
        if scope[0] == "cumulative" and not texts[harm.sentence].is_title:
            last = (harm, scope)
        shared.append(scope)
    known: dict[tuple[str, int | None], tuple[Scope, Window]] = {}
    for harm, scope in zip(harms, shared, strict=True):
        if not texts[harm.sentence].is_title and (harm.quantity.best or 0) > 1:
            known.setdefault((harm.measure, harm.quantity.best), scope)
    return [
        known.get((harm.measure, harm.quantity.best), scope)
        if texts[harm.sentence].is_title and scope[0] == "mention"
        else scope
        for harm, scope in zip(harms, shared, strict=True)
    ]


#: Sentences between a window and "the same period".
_SAME_PERIOD_REACH = 3


def _goes_on_in(harm: Harm, before: Harm, texts: Mapping[int, Sentence], genre: Genre, code: str) -> bool:
    """Whether a figure without a date goes on in the window of the one before."""
    sentence, gap, words = texts[harm.sentence], harm.sentence - before.sentence, _words(code)
    if gap <= _SAME_PERIOD_REACH and words.same_period.search(sentence.text):
        return True
    if not genre.conflict or gap > 1:
        return False
    return sentence.paragraph == texts[before.sentence].paragraph or bool(words.also.search(sentence.text))


def _with_a_main_event(
    harms: Sequence[Harm], scopes: Sequence[tuple[Scope, Window]], sentences: Sequence[Sentence]
) -> list[tuple[Scope, Window]]:
    """Where every harm lies in the past, the first told is what the report is about (a trial, say)."""
    grave = [i for i, h in enumerate(harms) if h.measure in ("deaths", "injured") and h.stance == "asserted"]
    if not grave or any(scopes[i][0] != "background" for i in grave):
        return list(scopes)
    first = min(grave, key=lambda i: (harms[i].sentence, harms[i].people.start))
    if harms[first].sentence > 4:
        return list(scopes)
    window = scopes[first][1]
    if harms[first].quantity.best != 1 and _longer_than_a_month(window):
        return list(scopes)
    return [
        ("mention", w) if w == window and s == "background" and _few(harms[i]) else (s, w)
        for i, (s, w) in enumerate(scopes)
    ]


def _few(harm: Harm) -> bool:
    """As many as one event told of in passing may have."""
    return 0 < (harm.quantity.best or 0) < 50


def _longer_than_a_month(window: Window) -> bool:
    return window.start is not None and window.end is not None and (window.end - window.start).days > 31


def _event_numbers(
    harms: Sequence[Harm],
    scopes: Sequence[tuple[Scope, Window]],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
    elsewhere: Mapping[int, int],
) -> list[int]:
    """1 for the event that the report is about, 0 for the background, from 2 on for other events."""
    separate = _words(lang["code"]).separate
    others = other_stories(sentences, lang)
    by_index = {s.index: s for s in sentences}
    headline = {(h.measure, h.quantity.best) for h in harms if by_index[h.sentence].is_title}
    numbers: list[int] = []
    opened: dict[int, int] = {}
    current, last_paragraph, count = 1, -1, 1
    for harm, (scope, _) in zip(harms, scopes, strict=True):
        sentence = by_index[harm.sentence]
        if sentence.paragraph != last_paragraph:
            current = current if current > 1 and _goes_on(harm) else 1
            last_paragraph = sentence.paragraph
        apart = bool(numbers and not sentence.is_title and separate.search(sentence.text))
        apart |= harm.sentence in elsewhere
        if harm.sentence in elsewhere and elsewhere[harm.sentence] in opened:
            opened.setdefault(harm.sentence, opened[elsewhere[harm.sentence]])
        if harm.sentence not in opened and (
            harm.sentence in others or (apart and (harm.measure, harm.quantity.best) not in headline)
        ):
            count += 1
            opened[harm.sentence] = count
        current = opened.get(harm.sentence, current)
        numbers.append(0 if scope == "background" else current)
        if harm.sentence in others:
            current = 1
    return numbers


def _goes_on(harm: Harm) -> bool:
    """Whether a new paragraph goes on about the people of the one before: "she", "the woman"."""
    return harm.reference == "pronoun" or (
        harm.definite and harm.reference == "one" and harm.category != "armed_group"
    )
