"""Quotations: where someone's own words stand in a report, also over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.model import Sentence

_DOUBLE = re.compile(r"[“”„«»\"]|``|''")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
#: Fewer words than this are a name or a doubted word rather than speech.
_SPEECH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """[start, end) in the document's content, marks included. `goes_on`: not closed in its paragraph."""

    start: int
    end: int
    paragraph: int
    goes_on: bool
    speech: bool


def quotations_in(content: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Every quotation in order. Single marks count only in a document without double ones."""
    marks = _DOUBLE if _DOUBLE.search(content) else _SINGLE
    signs = list(marks.finditer(content))
    if not signs:
        return ()
    starts = [sign.start() for sign in signs]
    found = []
    for paragraph, start, end in paragraphs_of(sentences):
        own = signs[bisect_left(starts, start) : bisect_left(starts, end)]
        pairs = _pairs(content, own, end, marks is _DOUBLE) if own else ()
        found += [_quotation(content, a, b, paragraph, on) for a, b, on in pairs]
    return tuple(found)


def paragraphs_of(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, int]]:
    """Each paragraph's number and character range."""
    start, last = 0, None
    for sentence in sentences:
        if last is None or sentence.paragraph != last.paragraph:
            if last is not None:
                yield last.paragraph, start, last.end
            start = sentence.start
        last = sentence
    if last is not None:
        yield last.paragraph, start, last.end


def _pairs(
    content: str, marks: Sequence[re.Match[str]], end: int, double: bool
) -> Iterator[tuple[int, int, bool]]:
    opened: int | None = None
    for mark in marks:
        sign = mark.group()
        if opened is None:
            if sign not in ("”", "’", "»") and not _only_closes(content, mark):
                opened = mark.start()
        elif sign not in ("“", "„", "«", "‘"):
            yield opened, mark.end(), False
            opened = None
    if opened is not None and double:
        yield opened, end, True


def _only_closes(content: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark can only be a closing one: a letter before, white space after."""
    if mark.group() not in ('"', "''"):
        return False
    before, after = content[mark.start() - 1 : mark.start()], content[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and before not in "([—–-:" and (not after or after.isspace())


def _quotation(content: str, start: int, end: int, paragraph: int, goes_on: bool) -> Quotation:
    words = content[start : min(end, start + 120)].split()
    return Quotation(start, end, paragraph, goes_on, len(words) >= _SPEECH_WORDS)
