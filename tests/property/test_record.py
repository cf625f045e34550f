"""Every type of the model comes back from its JSON as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according import record
from according.model import Claim, Document, Mention
from strategies import values_of


@settings(max_examples=50)
@pytest.mark.parametrize("kind", sorted(record.KINDS))
@given(data=st.data())
def test_what_is_recorded_comes_back(kind: str, data: st.DataObject) -> None:
    value = data.draw(values_of(record.KINDS[kind]))
    body = record.encode(value)
    assert record.decode(kind, body) == value
    assert record.encode(record.decode(kind, body)) == body


@settings(max_examples=30)
@pytest.mark.parametrize("kind", [Claim, Mention])
@given(data=st.data())
def test_parts_come_back(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert record.from_json(kind, json.loads(record.canonical(record.to_json(value)))) == value


@settings(max_examples=50)
@given(values_of(Document), values_of(Document))
def test_other_values_have_other_texts(one: Document, other: Document) -> None:
    assert (one == other) == (record.encode(one) == record.encode(other))


@given(st.text(max_size=200), st.sampled_from(sorted(record.KINDS)))
def test_any_text_is_read_or_refused(body: str, kind: str) -> None:
    try:
        value = record.decode(kind, body)
    except record.RecordError:
        return
    assert record.kind_of(value) == kind
