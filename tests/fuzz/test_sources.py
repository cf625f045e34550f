"""No bytes stop a run: junk and damaged files of every format give documents or problems, never an error."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from according.errors import PROBLEMS
from according.model import Span
from according.sources import FORMATS, Format, gather

_STORY = "Nine people were killed on Saturday when a bomb went off near the market. Bogotá – “dead”. "


def _pdf() -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pageCompression=0).build([Paragraph(_STORY * 3, getSampleStyleSheet()["Normal"])])
    return out.getvalue()


_VALID = {
    "text": f"Nine killed\n\n{_STORY}".encode(),
    "markdown": f"---\ntitle: T\n---\n# Nine\n\n- **{_STORY}**\n".encode(),
    "html": f"<html lang=en><title>T</title><article><p>{_STORY * 3}</p></article></html>".encode(),
    "pdf": _pdf(),
    "jsonl": "\n".join(json.dumps({"id": n, "text": _STORY}) for n in range(3)).encode(),
    "csv": f'id,title,text\n1,T,"{_STORY}"\n2,U,"{_STORY}"\n'.encode(),
    "mail": f"From: A <a@wire.example>\nSubject: T\nDate: 31 Jan 2026 23:30 +0500\n\n{_STORY}".encode(),
}  # fmt: skip
_each_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
_change = st.tuples(st.sampled_from("xidr"), st.integers(0, 10**6), st.binary(max_size=12))
_damage = st.lists(_change, min_size=1, max_size=8)
_words = st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))


def holds(format: Format, raw: bytes) -> None:
    documents, problems = format.documents(raw, "f")
    assert documents or problems
    assert all(problem.code in PROBLEMS for problem in problems)
    for document in documents:
        document.content.encode("utf-8")
        assert document.content.strip()
        assert "\x00" not in document.content
        assert Span.of(document.content, 0, len(document.content)).quote == document.content
        json.dumps(document.document_id).encode("utf-8")
    assert format.documents(raw, "f") == (documents, problems)


@_each_format
def test_the_undamaged_files_are_read(format: Format) -> None:
    documents, _ = format.documents(_VALID[format.name], "f")
    assert documents
    assert all("Nine people were killed" in document.text for document in documents)


@_each_format
@settings(max_examples=40, deadline=None)
@given(raw=st.one_of(st.binary(max_size=400), _words))
def test_junk(format: Format, raw: bytes) -> None:
    holds(format, raw)


@_each_format
@settings(max_examples=40, deadline=None)
@given(damage=_damage)
def test_damaged_files(format: Format, damage: list[tuple[str, int, bytes]]) -> None:
    raw = _VALID[format.name]
    for kind, at, piece in damage:
        at %= len(raw) + 1
        if kind == "x":
            raw = raw[:at]
        elif kind == "i":
            raw = raw[:at] + piece + raw[at:]
        elif kind == "d":
            raw = raw[:at] + raw[at + len(piece) :]
        else:
            raw = raw[:at] + raw[at:] * 2
    holds(format, raw)


@settings(max_examples=40, deadline=None)
@given(raw=st.one_of(st.binary(max_size=300), st.sampled_from(sorted(_VALID.values())), _words))
def test_standard_input_takes_anything(raw: bytes) -> None:
    for found in gather(["-"], stdin=io.BytesIO(raw)):
        assert found.documents or found.problems
        for document, original in zip(found.documents, found.originals, strict=True):
            assert hashlib.sha256(original).hexdigest() == document.original_sha256
