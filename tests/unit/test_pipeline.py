"""Documents to readings: in order, whatever the batch, as lazily as they come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from according.model import Document
from according.pipeline import Tools, read_documents
from parsing import Remembering

TEXTS = [
    "Two men were killed in Quetta.",
    "",
    "It rained.",
    "Nine soldiers were wounded, police said. A farmer died.",
    "Two men were killed in Quetta.",
]
DOCUMENTS = [Document(f"d{n}", "", text) for n, text in enumerate(TEXTS)]


def test_one_reading_a_document_in_order(tools: Tools) -> None:
    readings = list(read_documents(DOCUMENTS, tools))
    assert [r.document_id for r in readings] == [d.document_id for d in DOCUMENTS]
    assert [len(r.claims) for r in readings] == [1, 0, 0, 2, 1]


@pytest.mark.parametrize("batch", [1, 2, 5, 100])
def test_the_batch_changes_nothing(tools: Tools, batch: int) -> None:
    assert list(read_documents(DOCUMENTS, tools, batch)) == list(read_documents(DOCUMENTS, tools))


def test_no_documents_give_no_readings(tools: Tools) -> None:
    assert list(read_documents([], tools)) == []


def test_documents_are_taken_a_batch_at_a_time(tools: Tools) -> None:
    taken: list[str] = []

    def stream() -> Iterator[Document]:
        for document in DOCUMENTS:
            taken.append(document.document_id)
            yield document

    readings = read_documents(stream(), tools, batch=2)
    next(readings)
    assert taken == ["d0", "d1"]


def test_ids_of_equal_texts_differ_by_document(tools: Tools) -> None:
    first, *_, last = read_documents(DOCUMENTS, tools)
    assert {c.claim_id for c in first.claims}.isdisjoint(c.claim_id for c in last.claims)


def test_only_sentences_of_harm_reach_the_parser(tools: Tools) -> None:
    remembering = Remembering(tools.parser)
    list(read_documents(DOCUMENTS, Tools(remembering, tools.gazetteer)))
    assert "It rained." not in remembering.given
    assert len(remembering.given) == 4
