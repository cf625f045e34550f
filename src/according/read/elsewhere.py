"""Sentences that go over to another event by the place they begin with ("In Turbat, seven were killed")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from according.lang import language
from according.model import Sentence
from according.read.victims import Harm
from according.read.where import Toponym, is_fine, share
from according.read.wordlists import filled

#: How many sentences behind the title say what a report is about.
_LEAD = 2
#: Letters of a word from which on it tells one kind of person from another.
_KIND = 5
_NO_PLACE = ("outlet", "demonym", "people")


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [scope.elsewhere] table of a language: what may stand before a place that opens a sentence, and
    what opens a sentence about another event whose place comes later."""

    opens: re.Pattern[str]
    goes_over: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["scope"]["elsewhere"])


def told_elsewhere(
    harms: Sequence[Harm], sentences: Sequence[Sentence], toponyms: Sequence[Toponym], lang: Mapping[str, Any]
) -> dict[int, int]:
    """The sentences that tell of harm in a place apart from the main event's: each with the sentence that
    told of that place first, so that two about one place are of one event. Empty where the report's first
    harm has no place of its own."""
    body = [s.index for s in sentences if not s.is_title]
    first = next((h.sentence for h in harms if h.stance == "asserted" and h.sentence in body), None)
    if first is None:
        return {}
    lead = {s.index for s in sentences if s.is_title} | set(body[:_LEAD]) | {first}
    named = [t for t in toponyms if t.sentence in lead and t.role not in _NO_PLACE and is_fine(t.place)]
    if not any(t.role == "event-like" for t in named):
        return {}
    later = {h.sentence for h in harms if h.sentence not in lead} - _told_before(harms, lead)
    opening = _opening([t for t in toponyms if t.sentence in later], sentences, _words(lang["code"]))
    return _by_place([t for t in opening if not any(share(t.place, n.place) for n in named)])


def _opening(toponyms: Sequence[Toponym], sentences: Sequence[Sentence], words: _Words) -> Iterator[Toponym]:
    """The first place of each sentence that it begins with, or that follows words that go over."""
    seen: set[int] = set()
    texts = {s.index: s for s in sentences}
    for toponym in toponyms:
        sentence = texts[toponym.sentence]
        before = sentence.text[: toponym.span.start - sentence.start]
        told = toponym.role == "event-like" and is_fine(toponym.place)
        opens = words.opens.fullmatch(before) or words.goes_over.match(sentence.text)
        if told and opens and sentence.index not in seen:
            seen.add(sentence.index)
            yield toponym


def _told_before(harms: Sequence[Harm], lead: Set[int]) -> set[int]:
    """The sentences about one person of a kind that the lead tells of ("a judge", "Judge N. N.")."""
    words = {(h.measure, word) for h in harms if h.sentence in lead for word in _kinds(h)}
    later = (h for h in harms if h.sentence not in lead and h.quantity.best == 1)
    return {h.sentence for h in later if any((h.measure, word) in words for word in _kinds(h))}


def _kinds(harm: Harm) -> set[str]:
    return {word for word in harm.people.quote.lower().split() if len(word) >= _KIND}


def _by_place(toponyms: Sequence[Toponym]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, toponym in enumerate(toponyms):
        same = (t.sentence for t in toponyms[:at] if share(t.place, toponym.place))
        found[toponym.sentence] = next(same, toponym.sentence)
    return found
