"""Tables of documents: JSON Lines (the fixed interchange) and CSV. Read record by record, however long.

Texts keep every character's place (only NUL and lone surrogates are replaced, one for one), because
offsets of others may refer to them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from according.model import Problem
from according.sources.fixing import guess, is_binary
from according.sources.record import Piece, Record

#: The fields of a document in a table; others are left alone.
FIELDS = ("id", "title", "text", "published", "url", "publisher", "lang", "country_hint")
#: Bytes of one row of a CSV file, over all its lines. A quotation mark left open swallows this much.
LARGEST_ROW = 8 * 2**20
#: After this many bad lines and no good one, a file is not what its name says.
_HOPELESS = 100
_BOM = b"\xef\xbb\xbf"


def read_jsonl(stream: BinaryIO, name: str, limit: int) -> Iterator[Piece]:
    """One document a line. Problems: ACC-108, ACC-110, ACC-130 to ACC-132, each with the line number."""
    lines, good, bad = _Lines(stream, name, limit), 0, 0
    for number, raw, text, problems in lines:
        where = f"{name}:{number}"
        original = raw.removeprefix(_BOM).rstrip(b"\r\n")
        if text is None or not text.strip():
            yield Piece(raw, original, where, (), problems)
            continue
        record, found = _from_json(text, where)
        good, bad = good + (record is not None), bad + (record is None)
        yield Piece(raw, original, where, (record,) if record else (), (*problems, *found))
        if bad >= _HOPELESS and not good:
            hopeless = Problem("ACC-130", f"not JSON Lines: {bad} bad lines, no good one", name)
            yield Piece(b"", b"", where, (), (hopeless,))
            return


def _from_json(text: str, where: str) -> tuple[Record | None, list[Problem]]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return None, [Problem("ACC-130", f"not JSON: {str(fault)[:120]}", where)]
    if not isinstance(fields, dict):
        return None, [Problem("ACC-130", "the line is not an object", where)]
    return _record(fields, where)


def _record(fields: dict[Any, Any], where: str) -> tuple[Record | None, list[Problem]]:
    """The record in a row's fields; None without a text and a title (ACC-131)."""
    problems: list[Problem] = []
    values = {field: _value(fields, field, where, problems) for field in FIELDS}
    if values["text"] is None:
        said = "no text; the title alone is read" if values["title"] else "no text"
        problems.append(Problem("ACC-131", said, where))
    if not (values["text"] or values["title"]):
        return None, problems or [Problem("ACC-120", "the text is empty", where)]
    record = Record(
        values["text"] or "",
        title=values["title"] or "",
        document_id=values["id"] or None,
        published=values["published"],
        publisher=values["publisher"],
        url=values["url"],
        lang=values["lang"],
        country_hint=values["country_hint"],
        exact=True,
    )
    return record, problems


def _value(fields: dict[Any, Any], field: str, where: str, problems: list[Problem]) -> str | None:
    value = fields.get(field)
    if value is None or isinstance(value, str):
        return value
    if field in ("id", "published") and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    problems.append(Problem("ACC-132", f"{field} is not text but {type(value).__name__}; left out", where))
    return None


class _Lines:
    """Number, bytes, text (None where unreadable) and problems of each line. Encoding trouble is reported
    once; a line over the limit is skipped to its end (ACC-108) without being held."""

    def __init__(self, stream: BinaryIO, name: str, limit: int) -> None:
        self._stream, self._name, self._limit = stream, name, limit
        self._fallback: str | None = None

    def __iter__(self) -> Iterator[tuple[int, bytes, str | None, tuple[Problem, ...]]]:
        number = 0
        while raw := self._stream.readline(self._limit + 1):
            number += 1
            where = f"{self._name}:{number}"
            if len(raw) > self._limit:
                self._skip(raw)
                yield number, b"", None, (Problem("ACC-108", f"a line of over {self._limit} bytes", where),)
            elif number == 1 and (raw[:2] in (b"\xff\xfe", b"\xfe\xff") or is_binary(raw)):
                yield number, b"", None, (Problem("ACC-106", "a table has to be text in UTF-8", self._name),)
                return
            else:
                text, problems = self._text(raw, where)
                yield number, raw, text.removeprefix("\ufeff") if number == 1 else text, problems

    def _skip(self, raw: bytes) -> None:
        while raw and not raw.endswith(b"\n"):
            raw = self._stream.readline(2**20)

    def _text(self, raw: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
        try:
            return raw.decode("utf-8"), ()
        except UnicodeDecodeError:
            first = self._fallback is None
            self._fallback = self._fallback or guess(raw)
            said = f"not UTF-8 from here on in places; such lines are read as {self._fallback}"
            return raw.decode(self._fallback, "replace"), (Problem("ACC-110", said, where),) if first else ()


def read_csv(stream: BinaryIO, name: str, limit: int) -> Iterator[Piece]:
    """One document a row; the first row names the columns (`text` or `title` at least; comma, semicolon,
    tab or bar between them). Problems: ACC-108, ACC-110, ACC-131 to ACC-134, each with the line number."""
    source = _Rows(stream, name, limit)
    try:
        header = source.header()
    except (csv.Error, _TooLong):
        header = None
    if header is None:
        yield source.piece(None, [Problem("ACC-133", "no column is called text or title", name)])
        return
    yield source.piece(None, [])
    while True:
        try:
            row = source.row()
        except (csv.Error, _TooLong) as fault:
            yield source.piece(None, [Problem("ACC-134", f"the row cannot be read: {fault}", source.where)])
            if isinstance(fault, _TooLong):
                return
            continue
        if row is None:
            break
        found = _row(header, row, source.where)
        yield source.piece(*found)
    yield source.piece(None, [])


def _row(header: list[str], row: list[str], where: str) -> tuple[Record | None, list[Problem]]:
    if not any(cell.strip() for cell in row):
        return None, []
    problems = []
    if len(row) > len(header):
        problems.append(Problem("ACC-134", f"{len(row)} cells for {len(header)} columns", where))
    fields = {column: cell or None for column, cell in zip(header, row, strict=False)}
    if fields.get("text") is None and "text" in header and fields.get("title"):
        fields["text"] = ""  # a headline alone is a document: nothing is missing
    record, found = _record(fields, where)
    return record, problems + found


class _TooLong(Exception):
    """A row of more bytes than may be held; most often a quotation mark that never closes."""


class _Rows:
    """Rows of a CSV file together with the bytes that each was read from."""

    def __init__(self, stream: BinaryIO, name: str, limit: int) -> None:
        self._lines, self._name = iter(_Lines(stream, name, limit)), name
        self._limit = min(limit, LARGEST_ROW)
        self._held: list[bytes] = []
        self._problems: list[Problem] = []
        self._number = self._start = 1
        self._reader: Any = None

    @property
    def where(self) -> str:
        """The file and the line that the row starts on."""
        return f"{self._name}:{self._start}"

    def header(self) -> list[str] | None:
        """The column names in lower case, or None where none of them can be a text."""
        first = next(self._texts(), "")
        csv.field_size_limit(max(csv.field_size_limit(), self._limit))
        for delimiter in sorted(",;\t|", key=first.count, reverse=True):
            names = [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=delimiter), [])]
            if {"text", "title"} & set(names):
                self._reader = csv.reader(self._texts(), delimiter=delimiter)
                return names
        return None

    def row(self) -> list[str] | None:
        """The next row's cells; None at the end."""
        row: list[str] | None = next(self._reader, None)
        return row

    def piece(self, record: Record | None, problems: list[Problem]) -> Piece:
        """What was consumed since the last piece, with what was found in it."""
        raw, where, found = b"".join(self._held), self.where, (*self._problems, *problems)
        original = raw.removeprefix(_BOM).rstrip(b"\r\n")
        self._held, self._problems, self._start = [], [], self._number
        return Piece(raw, original, where, (record,) if record else (), found)

    def _texts(self) -> Iterator[str]:
        size = 0
        for number, raw, text, problems in self._lines:
            size = size + len(raw) if self._held else len(raw)
            self._number = number + 1
            self._held.append(raw)
            self._problems.extend(problems)
            if size > self._limit:
                raise _TooLong(f"over {self._limit} bytes; a quotation mark may be missing")
            if text is not None:
                yield text
