"""Dates kept apart from figures: the numbers of "on 31 January 2026 84 soldiers" that count nobody.

A parser hangs a date without a comma on the noun behind it, and "March 5 300 people" has the shape of 5,300;
so the dates of a sentence are found by the forms of its language before its figures are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from according.lang import language
from according.model import Sentence, Token
from according.read.dateforms import Found, grammar_of, stretches_in

Range = tuple[int, int]
_FULL = frozenset({"day", "numeric", "iso", "month"})  # rules that read dates, not stretches of time
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[\s,]*")
_NOMINAL = ("NN", "JJ", "VBN", "VBG")


def dates_apart(sentence: Sentence, code: str) -> tuple[Range, ...]:
    """Where in the text of a parsed sentence dates stand no number of which counts anybody, in order.

    "In March 12 people" and "on March 12 people" are told apart by nothing: such a date is left out."""
    if not _DIGIT.search(sentence.text):
        return ()
    found = stretches_in(grammar_of(language(code)), sentence.text)
    return tuple((f.start, f.end) for f in found if f.reads in _FULL and not _may_count(f, sentence))


def _may_count(found: Found, sentence: Sentence) -> bool:
    """Whether a date may end in the figure of the noun behind it: "March 12 people"."""
    if "year" in found.parts or not sentence.text[found.end - 1].isdigit():
        return False
    behind = _token_from(sentence.tokens, sentence.start + found.end)
    return behind is not None and behind.tag.startswith(_NOMINAL)


def _token_from(tokens: Sequence[Token], start: int) -> Token | None:
    return next((t for t in tokens if t.start >= start), None)


def blanked(text: str, stretches: Sequence[Range]) -> str:
    """The text with blanks in place of the stretches, every other character in its place."""
    for start, end in stretches:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def before_figures(text: str, stretches: Sequence[Range], figures: Sequence[int]) -> tuple[Range, ...]:
    """Of the stretches that a figure follows directly: where each starts, and where its figure does.
    `figures` are the starts of the figures."""
    behind = ((start, _GAP.match(text, end)) for start, end in stretches)
    return tuple((start, gap.end()) for start, gap in behind if gap and gap.end() in figures)
