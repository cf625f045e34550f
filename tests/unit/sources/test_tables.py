"""JSON Lines and CSV: the interchange, record by record."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from according.model import Document, Problem
from according.sources import FORMATS, Gathered, SourceOptions, gather

_FORMAT = {format.name: format for format in FORMATS}


def read(raw: bytes, format: str = "jsonl") -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    return _FORMAT[format].documents(raw, "table")


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_every_field_of_the_interchange_is_read() -> None:
    raw = line(id=12, title="T", text="Nine died.", published="2026-01-31", url="https://example.org",
               publisher="Dawn", lang="en", country_hint="Pakistan", other=[1])  # fmt: skip
    [document], problems = read(raw)
    assert problems == ()
    assert (document.document_id, document.title, document.text) == ("12", "T", "Nine died.")
    assert (document.published, document.url) == (date(2026, 1, 31), "https://example.org")
    assert (document.publisher, document.lang, document.country_hint) == ("Dawn", "en", "Pakistan")


def test_the_text_keeps_every_character_in_its_place() -> None:
    text = "  Nine\r\ndied.\u2028Ten\tdied. \U0001f600 \ud800 \x00 end \n"
    [document], problems = read(line(id="a", text=text))
    assert document.text == text.replace("\ud800", "\ufffd").replace("\x00", "\ufffd")
    assert [p.code for p in problems] == ["ACC-111"]


def test_bad_lines_are_named_and_cost_nothing_else() -> None:
    raw = b"\xef\xbb\xbf" + line(id=1, text="One died.") + b"{bad\n\n[1]\n" + line(id=5, text=5) + line(id=6)
    raw += line(id=7, title="Only a title") + line(id=8, text="  ") + line(id=[9], text="Nine died.")
    documents, problems = read(raw + b'{"id": 10, "text": "cut')
    assert [d.content for d in documents] == ["One died.", "Only a title\n\n", "Nine died."]
    assert [(p.code, p.where) for p in problems] == [
        ("ACC-130", "table:2"), ("ACC-130", "table:4"), ("ACC-132", "table:5"), ("ACC-131", "table:5"),
        ("ACC-131", "table:6"), ("ACC-131", "table:7"), ("ACC-120", "table:8"), ("ACC-132", "table:9"),
        ("ACC-130", "table:10"),
    ]  # fmt: skip


def test_hostile_json_is_a_bad_line() -> None:
    raw = b'{"text":' + b"[" * 100_000 + b"\n" + b'{"text":"a","id":' + b"9" * 10_000 + b"}\n"
    documents, problems = read(raw + line(text="One died."))
    assert (len(documents), [p.code for p in problems]) == (1, ["ACC-130", "ACC-130"])


def test_a_file_that_is_not_json_lines_is_given_up() -> None:
    documents, problems = read(b"prose\n" * 5000)
    assert documents == ()
    assert len(problems) == 101


@pytest.mark.parametrize(
    ("published", "codes", "day"),
    [
        ("2026-01-31", [], date(2026, 1, 31)),
        ("2026-03-01", ["ACC-142"], date(2026, 3, 1)),
        ("1526-01-31", ["ACC-141"], None),
        ("soon", ["ACC-140"], None),
        (20260131, [], date(2026, 1, 31)),
        (True, ["ACC-132"], None),
    ],
)
def test_publication_dates(published: object, codes: list[str], day: date | None, tmp_path: Path) -> None:
    (tmp_path / "2020-05-05.jsonl").write_bytes(line(text="One died.", published=published))
    [found] = gather([str(tmp_path)], SourceOptions(today=date(2026, 2, 10)))
    assert ([p.code for p in found.problems], found.documents[0].published) == (codes, day)


def test_an_id_twice() -> None:
    raw = line(id=1, text="One died.") + line(id=1, text="Two died.") + line(id="1", text="One died.")
    [found] = gather(["-"], stdin=io.BytesIO(raw))
    assert len(found.documents) == 1
    assert [(p.code, p.document_id) for p in found.problems] == [("ACC-150", "1"), ("ACC-151", "1")]


def test_an_id_of_content_is_the_same_every_time_and_differs_by_publisher() -> None:
    ids = [
        read(line(text="One died.", publisher=p))[0][0].document_id for p in ("Dawn", "Dawn", "Wire", None)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_lines_in_another_encoding_are_read_and_said_once() -> None:
    raw = '{"text": "Bogotá: uno murió"}\n{"text": "Medellín: dos murieron"}\n'.encode("cp1252")
    documents, problems = read(raw)
    assert [d.text for d in documents] == ["Bogotá: uno murió", "Medellín: dos murieron"]
    assert [p.code for p in problems] == ["ACC-110"]


def test_csv_rows_over_many_lines() -> None:
    raw = b'\xef\xbb\xbfID;Title;Text;Published\r\n1;A;"Nine\r\ndied; ""all"" of them";2026-01-31\r\n'
    raw += b"\r\n2;B;Two died.;\r\n"
    documents, problems = read(raw, "csv")
    assert [(d.document_id, d.text) for d in documents] == [
        ("1", 'Nine\r\ndied; "all" of them'),
        ("2", "Two died."),
    ]
    assert (documents[0].published, problems) == (date(2026, 1, 31), ())


def test_csv_faults_have_the_line_they_start_on() -> None:
    raw = b'id,text\n1,"One\ndied."\n2,Two,died.\n3,\n'
    documents, problems = read(raw, "csv")
    assert len(documents) == 2
    assert [(p.code, p.where) for p in problems] == [("ACC-134", "table:4"), ("ACC-131", "table:5")]


@pytest.mark.parametrize("name", ["t.jsonl", "t.csv"])
def test_the_stretches_of_a_table_join_to_the_file(name: str, tmp_path: Path) -> None:
    rows = [line(id=n, text=f"{n} died.") for n in range(1200)]
    raw = (
        b"".join(rows)
        if name == "t.jsonl"
        else b"id,text\n" + b"".join(b"%d,%d died.\n" % (n, n) for n in range(1200))
    )
    (tmp_path / name).write_bytes(raw)
    found = list(gather([str(tmp_path)]))
    assert len(found) > 2
    assert b"".join(part.raw for part in found) == raw
    assert sum(len(part.documents) for part in found) == 1200


class _Endless(io.RawIOBase):
    """A table that would not fit into memory, made line by line."""

    def __init__(self, lines: int) -> None:
        self._rest, self._lines, self.given = b"", iter(range(lines)), 0

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (number := next(self._lines, None)) is not None:
            self._rest += line(id=number, text="One died. " * 10_000)
        taken, self._rest = self._rest[:size], self._rest[size:]
        self.given += len(taken)
        return taken


def test_a_long_table_is_never_held_whole() -> None:
    source = _Endless(150)
    parts: Iterator[Gathered] = gather(["-"], stdin=source)  # type: ignore[arg-type]
    largest = max(len(part.raw) for part in parts)
    assert source.given > 15_000_000
    assert largest < 5_000_000


def test_a_line_over_the_limit_is_skipped() -> None:
    raw = line(id=1, text="One died.") + line(id=2, text="x" * 5000) + line(id=3, text="Three died.")
    [found] = gather(["-"], SourceOptions(max_bytes=1000), io.BytesIO(raw))
    assert [d.document_id for d in found.documents] == ["1", "3"]
    assert [(p.code, p.where) for p in found.problems] == [("ACC-108", "-:2")]


def test_a_csv_file_without_a_header_that_can_be_read() -> None:
    for raw in (b"\r x", b"a\rtext,b\n"):
        assert [p.code for p in read(raw, "csv")[1]] == ["ACC-133"]


def test_a_quotation_mark_that_never_closes(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b'id,text\n1,One died.\n2,"open\n' + b"a,b\n" * 1000)
    [found] = gather([str(tmp_path)], SourceOptions(max_bytes=2000))
    assert ([d.text for d in found.documents], [p.code for p in found.problems]) == (
        ["One died."],
        ["ACC-134"],
    )
