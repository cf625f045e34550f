"""The one table of stages, and what runs them: documents to readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from according.engines.languages import Langid
from according.lang import languages
from according.model import Document, Problem, Reading, Sentence
from according.ports import Gazetteer, LanguageIdentifier, Parser
from according.read.confidence import with_confidence
from according.read.plain.reader import read_plain
from according.read.reader import READER, Prepared, prepare, read
from according.read.spoken import language_of, unread


@dataclass(frozen=True, slots=True)
class Tools:
    """The loaded models that reading needs, made once at the edge."""

    parser: Parser
    gazetteer: Gazetteer
    identifier: LanguageIdentifier = field(default_factory=Langid)


def read_documents(documents: Iterable[Document], tools: Tools, batch: int = 64) -> Iterator[Reading]:
    """The reading of each document in order. Sentences of `batch` documents are parsed together: faster.

    English is parsed, other languages are read by their tables; a document in a language that has none gets
    an empty reading with problem ACC-210, one whose reading fails one with ACC-201; the others are read.
    """
    stream = iter(documents)
    while chunk := list(islice(stream, batch)):
        yield from _read_batch(chunk, tools)


def _read_batch(documents: Sequence[Document], tools: Tools) -> Iterator[Reading]:
    codes = [language_of(d, tools.identifier) for d in documents]
    prepared = [prepare(d) for d, code in zip(documents, codes, strict=True) if code == "en"]
    parsed = zip(prepared, _parsed(prepared, tools.parser), strict=True)
    for document, code in zip(documents, codes, strict=True):
        try:
            if code == "en":
                one, sentences = next(parsed)
                yield with_confidence(read(one, sentences, tools.gazetteer), document)
            elif code in languages():
                yield with_confidence(read_plain(document, code, tools.gazetteer), document)
            else:
                yield Reading(document.document_id, READER, (), (), (unread(document, code),))
        except Exception as fault:  # a fault of ours in one document must not cost another its claims
            yield _unread(document, fault)


def _parsed(prepared: Sequence[Prepared], parser: Parser) -> list[tuple[Sentence, ...]]:
    """The parsed sentences of each document; where the batch fails, each document is parsed by itself."""
    try:
        parsed = iter(list(parser.parse([sentence for p in prepared for sentence in p.wanted])))
        return [tuple(islice(parsed, len(p.wanted))) for p in prepared]
    except Exception:
        if len(prepared) == 1:
            return [()]
        return [_parsed([p], parser)[0] for p in prepared]


def _unread(document: Document, fault: Exception) -> Reading:
    words = f"reading failed: {type(fault).__name__}: {fault}"
    problem = Problem("ACC-201", words[:300], document.document_id, document.document_id)
    return Reading(document.document_id, READER, (), (), (problem,))
