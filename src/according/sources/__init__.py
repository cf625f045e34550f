"""Bytes to documents: one file a format, one table of them all.

`gather` reads files, folders, patterns and standard input. Whatever is wrong with one file becomes a
problem with a code and never stops the rest. Limits, metadata rules and codes: docs/sources.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from according.errors import UsageError
from according.model import Document, Problem
from according.sources.fixing import packed_as
from according.sources.html import read_html
from according.sources.lines import read_csv, read_jsonl
from according.sources.mail import read_mail
from according.sources.markdown import read_markdown
from according.sources.pdf import read_pdf
from according.sources.plain import read_text
from according.sources.record import Piece, Record, SourceOptions, document_of
from according.sources.walking import File, files_of

__all__ = ["FORMATS", "Format", "Gathered", "SourceOptions", "gather"]

_Reader = Callable[[BinaryIO, str, int], Iterator[Piece]]
#: A `Gathered` holds at most about this much of a table.
_CHUNK_BYTES, _CHUNK_PIECES = 4 * 2**20, 500
_PEEK = 4096


@dataclass(frozen=True, slots=True)
class Gathered:
    """One file, or a stretch of a table's lines. `raw` is the original bytes, empty where they were refused
    unread; joined, the stretches of one table give the file. `originals` holds for each document the bytes
    that its `original_sha256` is the hash of: the whole file, or its line."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    raw: bytes
    name: str
    originals: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format that According reads: its name, the endings of its files, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: _Reader

    def documents(self, raw: bytes, name: str) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """The documents in one file's bytes, and what was wrong with it. Never raises on bad data."""
        found = list(_pieces(self, io.BytesIO(raw), name, SourceOptions()))
        return tuple(d for g in found for d in g.documents), tuple(p for g in found for p in g.problems)


def _whole(read: Callable[[bytes, str], tuple[tuple[Record, ...], tuple[Problem, ...]]]) -> _Reader:
    """A reader of whole files as a reader of streams."""

    def pieces(stream: BinaryIO, name: str, limit: int) -> Iterator[Piece]:
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            yield Piece(b"", b"", name, (), (Problem("ACC-108", f"over {limit} bytes", name),))
        elif not raw.strip():
            yield Piece(raw, raw, name, (), (Problem("ACC-105", "the file is empty", name),))
        else:
            records, problems = read(raw, name)
            yield Piece(raw, raw, name, records, problems)

    return pieces


#: Every format. A new one is a file in this folder and a row here.
FORMATS: tuple[Format, ...] = (
    Format("text", (".txt", ".text"), _whole(read_text)),
    Format("markdown", (".md", ".markdown"), _whole(read_markdown)),
    Format("html", (".html", ".htm", ".xhtml"), _whole(read_html)),
    Format("pdf", (".pdf",), _whole(read_pdf)),
    Format("jsonl", (".jsonl", ".ndjson"), read_jsonl),
    Format("csv", (".csv", ".tsv"), read_csv),
    Format("mail", (".eml",), _whole(read_mail)),
)
_BY_NAME = {format.name: format for format in FORMATS}
_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}

_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)
_MAIL = re.compile(rb"(?:From|Received|Return-Path|Delivered-To|Date|Subject|Message-ID|MIME-Version|To): ")
_SENDER = re.compile(rb"^From:[ \t]", re.M)


def gather(
    paths: Iterable[str], options: SourceOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Gathered]:
    """Read every path: a file, a folder, a pattern, or `-` for `stdin`.

    In the order given, folders sorted. A document that was read before under the same id is left out
    (ACC-150, ACC-151). Raises UsageError only where `-` is asked for and `stdin` is None.
    """
    options = options or SourceOptions()
    seen: dict[str, str] = {}
    for path in paths:
        for found in _inputs(path, options, stdin):
            yield _new_only(found, seen)


def _inputs(path: str, options: SourceOptions, stdin: BinaryIO | None) -> Iterator[Gathered]:
    if path == "-":
        if stdin is None:
            raise UsageError("there is no standard input to read; name a file instead of -")
        yield from _stream(io.BufferedReader(_Raw(stdin)), "-", options, asked=True)
        return
    for file in files_of(path):
        if isinstance(file, Problem):
            yield Gathered((), (file,), b"", file.where)
        else:
            yield from _file(file, options)


def _file(file: File, options: SourceOptions) -> Iterator[Gathered]:
    try:
        with file.path.open("rb") as stream:
            yield from _stream(stream, file.name, options, file.asked)
    except OSError as fault:
        said = f"cannot be read: {fault.strerror or fault}"
        yield Gathered((), (Problem("ACC-102", said, file.name),), b"", file.name)


def _stream(stream: io.BufferedReader, name: str, options: SourceOptions, asked: bool) -> Iterator[Gathered]:
    head = stream.peek(_PEEK)[:_PEEK]
    chosen = _format(name, head, asked)
    if isinstance(chosen, Problem):
        yield Gathered((), (chosen,), b"", name)
    else:
        yield from _pieces(chosen, stream, name, options)


def _format(name: str, head: bytes, asked: bool) -> Format | Problem:
    """By the first bytes where they leave no doubt, else by the name's ending, else (for a file that was
    named itself) by the look of the text."""
    if kind := packed_as(head):
        return Problem("ACC-107", f"a {kind}", name)
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith((b"<", b"{", b"From")):
        return _BY_NAME["pdf"]
    stem, dot, ending = name.rsplit("/", 1)[-1].rpartition(".")
    by_suffix = _BY_SUFFIX.get(f".{ending.casefold()}") if dot and stem else None
    if by_suffix or asked:
        return by_suffix or _BY_NAME[_look(head)]
    return Problem("ACC-104", "its ending is none of those that According reads", name)


def _look(head: bytes) -> str:
    """The format that text starting so is most likely in."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = start.partition(b"\n")[0].strip().lower()
    columns = {cell.strip(b' "') for cell in re.split(rb"[,;\t|]", first[:1000])}
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith(b"<") and _PAGE.search(start):
        return "html"
    if _MAIL.match(start) and _SENDER.search(start):
        return "mail"
    if len(columns) > 1 and {b"text", b"title"} & columns:
        return "csv"
    return "markdown" if start.startswith((b"# ", b"---\n")) else "text"


def _pieces(format: Format, stream: BinaryIO, name: str, options: SourceOptions) -> Iterator[Gathered]:
    """The pieces of one file, small ones together."""
    held: list[Piece] = []
    size, some = 0, False
    for piece in format.read(stream, name, options.max_bytes):
        held.append(piece)
        size, some = size + len(piece.raw), some or bool(piece.records or piece.problems)
        if size >= _CHUNK_BYTES or len(held) >= _CHUNK_PIECES:
            yield _gathered(held, name, options)
            held, size = [], 0
    if not some:
        held.append(Piece(b"", b"", name, (), (Problem("ACC-105", "the file is empty", name),)))
    if held:
        yield _gathered(held, name, options)


def _gathered(pieces: list[Piece], name: str, options: SourceOptions) -> Gathered:
    documents: list[Document] = []
    problems: list[Problem] = []
    originals: list[bytes] = []
    for piece in pieces:
        problems.extend(piece.problems)
        for record in piece.records:
            document, found = document_of(record, piece, name, options)
            problems.extend(found)
            if document is not None:
                documents.append(document)
                originals.append(piece.original)
    raw = b"".join(piece.raw for piece in pieces)
    return Gathered(tuple(documents), tuple(problems), raw, name, tuple(originals))


def _new_only(found: Gathered, seen: dict[str, str]) -> Gathered:
    """The same without the documents whose id was there before in this run."""
    kept: list[int] = []
    problems = list(found.problems)
    for index, document in enumerate(found.documents):
        identity, content = document.document_id, document.content_sha256
        if identity not in seen:
            seen[identity] = content
            kept.append(index)
        elif seen[identity] == content:
            said = "a document with the same id and the same text was read before in this run"
            problems.append(Problem("ACC-151", said, found.name, identity))
        else:
            said = "a document with the same id and another text was read before in this run"
            problems.append(Problem("ACC-150", said, found.name, identity))
    documents = tuple(found.documents[index] for index in kept)
    originals = tuple(found.originals[index] for index in kept)
    return replace(found, documents=documents, problems=tuple(problems), originals=originals)


class _Raw(io.RawIOBase):
    """Standard input, whatever kind of stream it is, as one that can be peeked into."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        got = self._stream.read(len(view))
        view[: len(got)] = got
        return len(got)
