"""The one table of stages, and what runs them: documents to readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from according.model import Document, Problem, Reading, Sentence
from according.ports import Gazetteer, Parser
from according.read.confidence import with_confidence
from according.read.reader import READER, Prepared, prepare, read


@dataclass(frozen=True, slots=True)
class Tools:
    """The loaded models that reading needs, made once at the edge."""

    parser: Parser
    gazetteer: Gazetteer


def read_documents(documents: Iterable[Document], tools: Tools, batch: int = 64) -> Iterator[Reading]:
    """The reading of each document in order. Sentences of `batch` documents are parsed together: faster.

    A document whose reading fails gets an empty reading with problem ACC-201; the others are read.
    """
    stream = iter(documents)
    while chunk := list(islice(stream, batch)):
        yield from _read_batch([prepare(d) for d in chunk], tools)


def _read_batch(prepared: Sequence[Prepared], tools: Tools) -> Iterator[Reading]:
    parsed = _parsed(prepared, tools.parser)
    for one, sentences in zip(prepared, parsed, strict=True):
        try:
            yield with_confidence(read(one, sentences, tools.gazetteer), one.document)
        except Exception as fault:  # a fault of ours in one document must not cost another its claims
            yield _unread(one.document, fault)


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
