"""Deeds that harmed no one: bombs that went off, what was blown up, dynamited or set on fire.

They are told by plain words, so that sentences without a word of harm to people tell them too. A deed is an
event of its own where the report tells of nobody harmed, and otherwise where another place or a word for one
more ("another bomb", "meanwhile") sets it apart from what was told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from according.lang import language
from according.model import Place, Sentence
from according.read.where import Toponym, is_fine, share
from according.read.wordlists import alternatives

#: Sentences of a report, the title among them, that say whether it is about an accident.
LEAD = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [deeds] table of a language: a word without which there is no deed, the forms that tell one,
    what makes it none (planned, threatened, prevented), what tells of one more, and what goes over to one at
    the beginning of a sentence."""

    key: re.Pattern[str]
    forms: tuple[re.Pattern[str], ...]
    undone: re.Pattern[str]
    more: re.Pattern[str]
    goes_over: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    table = language(code)["deeds"]
    charges = alternatives(table["charges"])
    forms = (form.replace("{charges}", charges) for form in table["forms"])
    return _Words(
        re.compile(table["key"]),  # asked of small letters: faster than without regard to case
        tuple(re.compile(form, re.IGNORECASE) for form in forms),
        re.compile(table["undone"], re.IGNORECASE),
        re.compile(table["more"], re.IGNORECASE),
        re.compile(table["goes_over"], re.IGNORECASE),
    )


def tells_of_deed(text: str, lang: str = "en") -> bool:
    """Whether a sentence tells that something was bombed, blown up or set on fire, as done."""
    words = _words(lang)
    if not words.key.search(text.lower()) or words.undone.search(text):
        return False
    return any(form.search(text) for form in words.forms)


def may_tell_of_deeds(content: str, lang: str = "en") -> bool:
    """Whether a report holds a word of a deed at all: a quick look before its sentences are searched."""
    return _words(lang).key.search(content.lower()) is not None


def deeds_told(
    sentences: Sequence[Sentence],
    told: Set[int],
    toponyms: Sequence[Toponym],
    places: Sequence[Place | None],
    lang: Mapping[str, Any],
) -> tuple[tuple[int, ...], ...]:
    """The sentences of each deed that is an event by itself, in order.

    `told`: the sentences about people harmed, whose paragraphs tell of the same event unless a sentence goes
    over to another one; `places`: where the events already known were.
    """
    words, seen = _words(lang["code"]), [place for place in places if place is not None]
    found: list[tuple[int, ...]] = []
    for group in _by_paragraph(sentences, told, lang["code"]):
        own = [t.place for t in toponyms if t.sentence in group and _is_where(t)]
        apart = bool(own) and not any(share(a, b) for a in own for b in seen)
        if (not told and not found) or apart or words.more.search(sentences[group[0]].text):
            found.append(group)
            seen += own
    return tuple(found)


def _by_paragraph(sentences: Sequence[Sentence], told: Set[int], code: str) -> Iterator[tuple[int, ...]]:
    """The sentences that tell of deeds, those of one paragraph together."""
    taken, goes_over = {sentences[i].paragraph for i in told}, _words(code).goes_over
    group: list[int] = []
    for sentence in sentences:
        if sentence.is_title or sentence.index in told or not tells_of_deed(sentence.text, code):
            continue
        if sentence.paragraph in taken and not goes_over.match(sentence.text):
            continue
        if group and sentences[group[-1]].paragraph != sentence.paragraph:
            yield tuple(group)
            group = []
        group.append(sentence.index)
    if group:
        yield tuple(group)


def _is_where(toponym: Toponym) -> bool:
    return toponym.role == "event-like" and is_fine(toponym.place)
