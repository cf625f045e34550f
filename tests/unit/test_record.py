"""Canonical JSON: pinned texts, and what is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from according import model, record
from according.model import (
    Claim,
    Correction,
    Document,
    EventDate,
    EventTypes,
    Judgement,
    Mention,
    Problem,
    Quantity,
    Reading,
    Retraction,
    Span,
    Window,
)


def test_a_document_is_pinned() -> None:
    document = Document("a1", "", "Zwölf Tote „heute“", date(2026, 1, 31), url=None, lang="de")
    digest = hashlib.sha256("Zwölf Tote „heute“".encode()).hexdigest()
    assert record.encode(document) == (
        f'{{"about":"a1","content_sha256":"{digest}","document_id":"a1","lang":"de",'
        '"published":"2026-01-31","text":"Zwölf Tote „heute“","title":""}'
    )


def test_a_reading_is_pinned() -> None:
    span = Span(0, 2, "12")
    quantity = Quantity(12, 12, None, "12", "at_least")
    claim = Claim("c", "a1", "m", "deaths", "all", quantity, span, "mention", Window(), "asserted")
    mention = Mention("m", "a1", 1, EventDate(), None, EventTypes(gtd=("Bombing",)), (), span)
    assert record.encode(Reading("a1", "r1", (mention,), (claim,))) == (
        '{"about":"a1","claims":[{"category":"all","claim_id":"c","document_id":"a1","measure":"deaths",'
        '"mention_id":"m","quantity":{"best":12,"high":null,"low":12,"rule":"at_least","words":"12"},'
        '"scope":"mention","span":{"end":2,"quote":"12","start":0},"stance":"asserted","window":{}}],'
        '"document_id":"a1","mentions":[{"actors":[],"document_id":"a1","event":{},"mention_id":"m",'
        '"place":null,"rank":1,"span":{"end":2,"quote":"12","start":0},"types":{"gtd":["Bombing"]}}],'
        '"reader":"r1"}'
    )


def test_the_other_kinds_are_pinned() -> None:
    assert record.encode(Judgement("m1", "m2", "same", "rule 1", weight=0.5)) == (
        '{"by":"rule 1","mention_a":"m1","mention_b":"m2","verdict":"same","weight":0.5}'
    )
    assert record.encode(Correction("a1", "A. Reader", "its page", "a2")) == (
        '{"by":"A. Reader","corrected_in":"a2","document_id":"a1","why":"its page"}'
    )
    assert record.encode(Retraction("e1", "A. Reader", "twice")) == (
        '{"by":"A. Reader","entry_id":"e1","why":"twice"}'
    )
    assert record.encode(Problem("ACC-101", "no text")) == '{"code":"ACC-101","message":"no text"}'


def test_defaults_of_stored_types_are_part_of_the_format() -> None:
    """A field that equals its default is left out: another default would change what old books say."""
    found = {
        f"{name}.{field.name}": field.default
        for name, kind in vars(model).items()
        if is_dataclass(kind) and name not in ("Token", "Sentence", "Toll", "SetAside", "Incident", "Entry")
        for field in fields(kind)
        if field.default is not MISSING
    }
    empty: dict[Any, list[str]] = {}
    for name, default in found.items():
        empty.setdefault(default, []).append(name)
    assert set(empty) == {None, (), False, "", "unknown"}
    assert empty["unknown"] == ["EventDate.precision"]
    assert sorted(empty[False]) == ["Claim.derived", "Correction.stands", "Correction.taken_out"]
    assert sorted(empty[""]) == ["Correction.why", "Judgement.why", "Problem.where", "Retraction.why"]


def test_a_lone_surrogate_survives_and_the_text_stays_utf8() -> None:
    document = Document("a1", "", "broken \udce9 byte \\ \ud83d")
    body = record.encode(document)
    assert body.encode("utf-8")
    assert record.decode("document", body) == document


def test_a_surrogate_pair_as_two_characters_is_refused() -> None:
    with pytest.raises(record.RecordError, match="surrogate pair"):
        record.encode(Document("a1", "", "\ud83d\ude00"))


def test_numbers_are_finite() -> None:
    with pytest.raises(record.RecordError):
        record.encode(Judgement("m1", "m2", "same", "rule 1", weight=float("nan")))


GOOD = json.loads(record.encode(Document("a1", "t", "x")))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("document", ""),
        ("document", "[]"),
        ("document", '"text"'),
        ("document", "{}"),
        ("document", "[" * 100_000),
        ("opinion", json.dumps(GOOD)),
        ("reading", json.dumps(GOOD)),
        ("document", json.dumps(GOOD | {"about": "another"})),
        ("document", json.dumps(GOOD | {"shape": "round"})),
        ("document", json.dumps(GOOD | {"published": "31 January"})),
        ("document", json.dumps(GOOD | {"published": 5})),
        ("document", json.dumps({key: part for key, part in GOOD.items() if key != "text"})),
        ("reading", '{"about":"a","document_id":"a","reader":"r","mentions":5,"claims":[]}'),
        ("reading", '{"about":"a","document_id":"a","reader":"r","mentions":[5],"claims":[]}'),
    ],
)
def test_other_texts_are_refused(kind: str, body: str) -> None:
    with pytest.raises(record.RecordError):
        record.decode(kind, body)


@pytest.mark.parametrize("name", ["a1", 'quote " and \\', "line\nbreak", "كويتا", "\udce9"])
def test_the_document_of_a_body_is_found_without_reading_it(name: str) -> None:
    for value in (Document(name, "", "x"), Reading(name, "r", (), ())):
        assert record.document_id_of(record.encode(value)) == name


def test_a_body_without_its_document_is_refused() -> None:
    with pytest.raises(record.RecordError):
        record.document_id_of(record.encode(Problem("ACC-101", "x")))
