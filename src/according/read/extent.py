"""How far an event reached as the report counts it ("14 cities"), and the names given to an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from according.lang import language
from according.model import Extent, Sentence, Span
from according.read.quantity import figures_in
from according.read.where import Toponym

#: A list of names may stand in the sentence of the count or in the next one.
_REACH = 1
#: Fewer names than this are examples, not a list of the places counted.
_LIST = 4


def extents_in(
    sentences: Sequence[Sentence], toponyms: Sequence[Toponym], lang: Mapping[str, Any]
) -> tuple[Extent, ...]:
    """Every count of places, with the places listed beside it (empty where none are listed).

    `named` holds the report's words for towns and districts, each once, in order. A count and a list that
    do not agree is problem ACC-305.
    """
    found: list[Extent] = []
    for sentence in sentences:
        kinds = _kinds(lang["code"])
        if not kinds.search(sentence.text):
            continue
        for figure in figures_in(sentence.text, lang):
            kind = kinds.match(sentence.text, figure.end)
            if kind is not None and figure.quantity.best is not None:
                span = Span(
                    sentence.start + figure.start,
                    sentence.start + kind.end(),
                    sentence.text[figure.start : kind.end()],
                )
                found.append(Extent(kind[1].lower(), figure.quantity, _listed(sentence, toponyms), span))
    return tuple(found)


def _listed(sentence: Sentence, toponyms: Sequence[Toponym]) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    for index in range(sentence.index, sentence.index + _REACH + 1):
        names = [t.place.name for t in toponyms if t.sentence == index and (t.place.precision or 1) <= 3]
        if len(names) >= _LIST and len(names) > len(best):
            best = tuple(dict.fromkeys(names))
    return best


@cache
def _kinds(code: str) -> re.Pattern[str]:
    kinds = "|".join(language(code)["extent"]["kinds"])
    return re.compile(rf"\s+(?:\w+\s+)?({kinds})\b", re.IGNORECASE)


def operations_in(content: str, lang: Mapping[str, Any]) -> tuple[str, ...]:
    """The names that anyone in the report gives to an operation or campaign, each once, in order.

    "Operation X" in capitals, or a quoted name beside a word for an operation. Names of operations are
    public; they are kept as written, without quotation marks.
    """
    named, quoted = _operations(lang["code"])
    found = [m[1] for m in named.finditer(content)] + [m[1] for m in quoted.finditer(content)]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in found))


@cache
def _operations(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = language(code)["extent"]
    heads, cues = "|".join(table["operation_heads"]), "|".join(table["operation_cues"])
    name = r"[A-Z][\w'’-]*(?:[ -][A-Z\d][\w'’.-]*\w|[ ]\d[\d.]*\d?){0,3}"
    return (
        re.compile(rf"\b((?:{heads})\s+[\"“”'‘]?{name})"),
        re.compile(rf"\b(?:{cues})\b[^.\n\"“]{{0,40}}[\"“]({name})[\"”]"),
    )
