"""A document as it is read best: letters in mixed case, lines that were only set to a width in one, an
agency's number of a version ("UPDATE 2-") blank, so that it is no figure.

The copy has the same length as the document, so whatever is found in it stands at the same place there; a
reading of the copy is given the document's own characters again before it leaves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from according.lang import language
from according.model import Claim, Document, Extent, Mention, Reading, Span
from according.read.truecase import is_upper_case, truecased
from according.read.wordlists import alternatives
from according.text import unwrapped

#: Transcripts in capitals put what explains a word into square brackets, which the parser knows little of.
_ROUND = str.maketrans("[]", "()")


def fair_copy(document: Document, lang: str = "en") -> Document:
    """The document in mixed case and with each paragraph in one line; itself where nothing is to be done.

    Character for character: `len(copy.content) == len(document.content)`.
    """
    copied = truecased(f"{document.title}\n\n{unwrapped(document.text)}", lang)
    copied = _versions(lang).sub(lambda found: " " * len(found[0]), copied)
    if is_upper_case(document.content):
        copied = copied.translate(_ROUND)
    title, text = copied[: len(document.title)], copied[len(document.title) + 2 :]
    if (title, text) == (document.title, document.text):
        return document
    return replace(document, title=title, text=text)


@cache
def _versions(lang: str) -> re.Pattern[str]:
    """What agencies number the versions of a report by, at the start of a line and joined to its first word:
    "UPDATE 2-More than 50 killed" is neither two nor a range."""
    words = language(lang)["fair_copy"]["versions"]
    return re.compile(rf"^(?:{alternatives(words)}) ?\d{{1,2}} ?- ?(?=\w)", re.IGNORECASE | re.MULTILINE)


def as_written(reading: Reading, copy: Document, document: Document) -> Reading:
    """The reading of the copy with every quote in the document's own characters.

    Names of speakers, doers and places stay as the copy has them: "Quetta", not "QUETTA".
    """
    if copy is document:
        return reading
    content = document.content
    return replace(
        reading,
        claims=tuple(_claim(c, copy.content, content) for c in reading.claims),
        mentions=tuple(_mention(m, copy.content, content) for m in reading.mentions),
    )


def _claim(claim: Claim, copied: str, content: str) -> Claim:
    voices = tuple(replace(v, span=_span(v.span, content)) for v in claim.voices)
    words = _words(claim.quantity.words, claim.span, copied, content)
    quantity = replace(claim.quantity, words=words)
    span = Span.of(content, claim.span.start, claim.span.end)
    return replace(claim, span=span, voices=voices, quantity=quantity)


def _mention(mention: Mention, copied: str, content: str) -> Mention:
    return replace(
        mention,
        span=Span.of(content, mention.span.start, mention.span.end),
        actors=tuple(replace(a, span=_span(a.span, content)) for a in mention.actors),
        extents=tuple(_extent(e, copied, content) for e in mention.extents),
    )


def _extent(extent: Extent, copied: str, content: str) -> Extent:
    words = _words(extent.quantity.words, extent.span, copied, content)
    span = Span.of(content, extent.span.start, extent.span.end)
    return replace(extent, span=span, quantity=replace(extent.quantity, words=words))


def _span(span: Span | None, content: str) -> Span | None:
    return Span.of(content, span.start, span.end) if span is not None else None


def _words(words: str, span: Span, copied: str, content: str) -> str:
    """The words of a quantity as the document has them, where they stand in or near its span."""
    at = copied.find(words, span.start)
    return content[at : at + len(words)] if 0 <= at <= span.end else words
