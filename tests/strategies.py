"""Hypothesis strategies for every type of the model, for all tests.

`values_of(kind)` gives any value that the field types allow, whether or not its parts fit together.
`documents()` and `readings_of(document)` give texts, and readings whose spans quote the text.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from according.model import (
    CATEGORIES,
    MEASURES,
    Claim,
    Document,
    EventDate,
    EventTypes,
    Mention,
    Quantity,
    Reading,
    Span,
    Voice,
    Window,
    claim_id_of,
    mention_id_of,
)

words = st.text(max_size=12)
days = st.dates(date(1970, 1, 1), date(2040, 12, 31))
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: words,
    int: st.integers(-1, 10**12),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: days,
}


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a model type, field by field."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: _field(hints[f.name]) for f in fields(kind)})


def _field(hint: Any) -> st.SearchStrategy[Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.none() | st.one_of(*(_field(part) for part in parts if part is not type(None)))
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        if parts[-1] is Ellipsis:
            return st.lists(_field(parts[0]), max_size=2).map(tuple)
        return st.tuples(*map(_field, parts))
    return values_of(hint) if is_dataclass(hint) else _PLAIN[hint]


@st.composite
def documents(draw: st.DrawFn, document_id: str | None = None) -> Document:
    """A document with some text."""
    name = document_id or draw(st.text("abcdef0123456789", min_size=4, max_size=8))
    text = draw(st.text(min_size=1, max_size=60))
    return Document(name, draw(words), text, draw(st.none() | days), draw(st.none() | words))


@st.composite
def spans_in(draw: st.DrawFn, content: str) -> Span:
    """A span of the text."""
    start = draw(st.integers(0, len(content) - 1))
    return Span.of(content, start, draw(st.integers(start + 1, len(content))))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """low ≤ best ≤ high, each of which may be open."""
    low, best, high = sorted(draw(st.tuples(*(st.integers(0, 5000),) * 3)))
    opened = draw(st.tuples(*(st.booleans(),) * 3))
    ends = (None if is_open else end for end, is_open in zip((low, best, high), opened, strict=True))
    return Quantity(*ends, words=draw(words), rule="exact")


@st.composite
def readings_of(draw: st.DrawFn, document: Document, reader: str = "reader 1") -> Reading:
    """A reading of the document whose spans quote it: a mention and up to three claims, or nothing."""
    content, document_id = document.content, document.document_id
    if draw(st.booleans()):
        return Reading(document_id, reader, (), ())
    span = draw(spans_in(content))
    event = EventDate(draw(days), None, "day")
    mention = Mention(mention_id_of(document_id, span), document_id, 1, event, None, EventTypes(), (), span)
    claims = {c.claim_id: c for c in draw(st.lists(_claims_of(document, mention), max_size=2))}
    return Reading(document_id, reader, (mention,), tuple(claims.values()))


@st.composite
def _claims_of(draw: st.DrawFn, document: Document, mention: Mention) -> Claim:
    span, quantity = draw(spans_in(document.content)), draw(quantities())
    measure, category = draw(st.sampled_from(MEASURES)), draw(st.sampled_from(CATEGORIES))
    voice = Voice("the police", "state", True, draw(st.none() | spans_in(document.content)))
    return Claim(
        claim_id_of(document.document_id, measure, category, quantity, span),
        document.document_id,
        mention.mention_id,
        measure,
        category,
        quantity,
        span,
        draw(st.sampled_from(("mention", "cumulative", "background"))),
        Window(draw(days)),
        draw(st.sampled_from(("asserted", "denied"))),
        draw(st.sampled_from(((), (voice,)))),
    )
