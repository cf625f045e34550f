"""How far an event reached as the report counts it ("14 cities"), and the names given to an operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
#: Up to a district, as where_prec: towns and districts are what is counted.
_LOCAL = 3
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")


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
                found.append(
                    Extent(
                        kind[1].lower(), figure.quantity, _listed(sentence, sentences, toponyms, lang), span
                    )
                )
    return tuple(found)


def _listed(
    sentence: Sentence, sentences: Sequence[Sentence], toponyms: Sequence[Toponym], lang: Mapping[str, Any]
) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    for other in sentences[sentence.index : sentence.index + _REACH + 1]:
        within = [t for t in toponyms if t.sentence == other.index]
        known = [t.place.name for t in within if (t.place.precision or 1) <= _LOCAL]
        for names in (_enumerated(other, within, lang), known):
            if len(names) >= _LIST and len(set(names)) > len(best):
                best = tuple(dict.fromkeys(names))
    return best


def _enumerated(sentence: Sentence, toponyms: Sequence[Toponym], lang: Mapping[str, Any]) -> list[str]:
    """The longest "A, B, C and D" of the sentence, towns that no gazetteer holds among them, if at least half
    of its names are known as towns or districts; countries and their first-level areas are left out."""
    levels = {(t.span.start, t.span.end): t.place.precision for t in toponyms}
    best: list[str] = []
    for run in _runs(sentence, _enumerating(lang["code"])):
        local = [m for m in run if (levels.get(_at(sentence, m)) or _LOCAL) <= _LOCAL]
        sure = sum(levels.get(_at(sentence, m)) is not None for m in local)
        if len(local) > len(best) and 2 * sure >= len(local):
            best = [m[0] for m in local]
    return best


def _at(sentence: Sentence, name: re.Match[str]) -> tuple[int, int]:
    return sentence.start + name.start(), sentence.start + name.end()


def _runs(sentence: Sentence, joint: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """Names that nothing but commas and "and" stand between."""
    run: list[re.Match[str]] = []
    for name in _NAME.finditer(sentence.text):
        if run and not joint.fullmatch(sentence.text, run[-1].end(), name.start()):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


@cache
def _enumerating(code: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language(code)["extent"]["joints"]))
    return re.compile(rf"\s*,\s*(?:(?:{words})\s+)?|\s+(?:{words})\s+", re.IGNORECASE)


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
