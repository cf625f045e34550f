"""The one table of stages, and what runs them: documents to readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from according.model import Document, Reading
from according.ports import Gazetteer, Parser
from according.read.reader import Prepared, prepare, read


@dataclass(frozen=True, slots=True)
class Tools:
    """The loaded models that reading needs, made once at the edge."""

    parser: Parser
    gazetteer: Gazetteer


def read_documents(documents: Iterable[Document], tools: Tools, batch: int = 64) -> Iterator[Reading]:
    """The reading of each document in order. Sentences of `batch` documents are parsed together: faster."""
    stream = iter(documents)
    while chunk := list(islice(stream, batch)):
        yield from _read_batch([prepare(d) for d in chunk], tools)


def _read_batch(prepared: Sequence[Prepared], tools: Tools) -> Iterator[Reading]:
    wanted = [sentence for p in prepared for sentence in p.wanted]
    parsed = iter(tools.parser.parse(wanted))
    for one in prepared:
        yield read(one, tuple(islice(parsed, len(one.wanted))), tools.gazetteer)
