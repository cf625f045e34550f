"""Rival figures told in short: "police said 13 people were killed, hospital officials 17, the minister 15".

What the second speaker counts is left out; it is what the first counted. Such a figure is a harm like the one
before it, said by another: never a part of it, never added to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from according.lang import language
from according.model import Sentence, Span, Voice
from according.read.lexicon import lexicon
from according.read.people import counts_other
from according.read.quantity import Figure, figures_in
from according.read.sides import party_of, side_of
from according.read.victims import Harm
from according.read.voice import Attribution
from according.read.wordlists import filled

#: Measures of which speakers give rival figures in so few words.
_MEASURES = ("deaths", "injured", "missing", "abducted", "detained")


@dataclass(frozen=True, slots=True)
class _Words:
    trigger: re.Pattern[str]
    said: re.Pattern[str]
    another: re.Pattern[str]
    closing: re.Pattern[str]
    boundary: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["rivals"])


def rivals_in(
    harms: Sequence[Harm], sentences: Sequence[Sentence], code: str
) -> tuple[tuple[Harm, ...], tuple[Attribution, ...]]:
    """The harms of rival figures told in short, and who says each; both empty in most reports."""
    words, lang = _words(code), language(code)
    spoken = [h for h in harms if h.measure in _MEASURES and h.quantity.best and h.stance == "asserted"]
    starts = sorted({h.sentence for h in spoken})
    found: list[Harm] = []
    told: list[Attribution] = []
    for sentence in sentences:
        at = bisect_right(starts, sentence.index) - 1
        near = at >= 0 and sentence.index - starts[at] <= 1
        if not near or not words.trigger.search(sentence.text):
            continue
        for harm, attribution in _of_sentence(sentence, spoken, harms, words, lang):
            found.append(harm)
            told.append(attribution)
    return tuple(found), tuple(told)


def _of_sentence(
    sentence: Sentence, spoken: Sequence[Harm], harms: Sequence[Harm], words: _Words, lang: Mapping[str, Any]
) -> Iterator[tuple[Harm, Attribution]]:
    for figure in figures_in(sentence.text, lang):
        span = Span(
            sentence.start + figure.start,
            sentence.start + figure.end,
            sentence.text[figure.start : figure.end],
        )
        first = _before(span, sentence, spoken)
        if counts_other(sentence.text, figure, lexicon(str(lang["code"]))):
            continue
        if first is None or any(h.people.overlaps(span) for h in harms):
            continue
        name = _speaker(sentence, figure, words)
        if name is None:
            continue
        side = side_of(name.quote, "", str(lang["code"]))
        if side == "unknown" and not words.another.fullmatch(name.quote):
            continue
        voice = Voice(name.quote, side, party_of(side), name)
        rival = replace(
            first,
            sentence=sentence.index,
            quantity=figure.quantity,
            people=span,
            reference="figure",
            names=(),
            whole=None,
        )
        yield rival, Attribution(sentence.index, None, ((name.start, span.end),), (voice,))


def apart(attributions: Sequence[Attribution], told: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """All attributions; what a rival says is no longer held by the speaker before him."""
    cut = [a.content[0] for a in told]
    kept = (replace(a, content=tuple(_without(a.content, cut))) for a in attributions)
    return (*(a for a in kept if a.content), *told)


def _without(ranges: Sequence[tuple[int, int]], cut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        for a, b in cut:
            if start <= a and b <= end:
                yield from ((x, y) for x, y in ((start, a),) if x < y)
                start = b
        if start < end:
            yield start, end


def _before(span: Span, sentence: Sentence, spoken: Sequence[Harm]) -> Harm | None:
    """The figure that another speaker's may rival: the last before it, in its sentence or the one before."""
    earlier = [
        h for h in spoken if h.people.end <= span.start and sentence.index - h.sentence <= 1 and _counts(h)
    ]
    return max(earlier, key=lambda h: h.people.start, default=None)


def _counts(harm: Harm) -> bool:
    return harm.reference == "figure" and harm.quantity.rule not in ("named", "joined")


def _speaker(sentence: Sentence, figure: Figure, words: _Words) -> Span | None:
    """The words from the last comma to the figure, if they are a speaker with at most a verb of saying, and
    nothing but the end of the clause follows the figure."""
    if not words.closing.match(sentence.text, figure.end):
        return None
    opened = 0
    for mark in words.boundary.finditer(sentence.text, 0, figure.start):
        opened = mark.end()
    said = words.said.fullmatch(sentence.text, opened, figure.start)
    if said is None:
        return None
    start, end = sentence.start + said.start("voice"), sentence.start + said.end("voice")
    return Span(start, end, said["voice"])
