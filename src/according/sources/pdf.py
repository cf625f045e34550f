"""PDF files, by pypdf: text, with the lines of a paragraph joined and running heads dropped."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from according.model import Problem
from according.sources.fixing import without_title
from according.sources.quiet import quiet
from according.sources.record import Record

#: Pages read of one file and drawing steps of all of them: past these the file is refused.
MOST_PAGES, MOST_STEPS = 2000, 1_000_000
#: Drawing steps and operands of one page: a page past these is left out. Full pages of text have some 5,000.
MOST_PAGE_STEPS, MOST_OPERANDS = 30_000, 200_000
#: Damaged pages after which the rest of the file is not tried.
MOST_BROKEN = 10
#: Bytes that one packed stream may unpack to.
LARGEST_STREAM = 4 * 2**20

_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?(?:of|/)\s?\d{1,4})?\s*", re.I)
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|indd|qxd|pdf|rtf|odt|pptx?|xlsx?)\b|[\\/]", re.I)


class _Spent(MemoryError):
    """More drawing steps than any report has. A MemoryError, because pypdf lets only those through."""


def read_pdf(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One document. Title from the metadata where it reads as one; the creation date as a weak date.

    Problems: ACC-108 (past the limits), ACC-122 (damaged), ACC-123 (encrypted), ACC-124 (pages left out).
    """
    from pypdf.errors import DependencyError

    with quiet("pypdf"):
        try:
            return _read(raw, name)
        except DependencyError:
            return (), (Problem("ACC-123", "the PDF is locked with a cipher that is not read", name),)
        except _Spent:
            return (), (Problem("ACC-108", "the file draws more than any report does", name),)
        except Exception as fault:  # damaged files break pypdf in as many ways as they are damaged
            return (), (Problem("ACC-122", f"the PDF cannot be read: {type(fault).__name__}", name),)


def _read(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    from pypdf import PdfReader

    with _limits():
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not _opens(reader):
            return (), (Problem("ACC-123", "the PDF needs a password", name),)
        if len(reader.pages) > MOST_PAGES:
            said = f"{len(reader.pages)} pages; at most {MOST_PAGES} are read"
            return (), (Problem("ACC-108", said, name),)
        pages, broken = _pages(reader)
        title, created = _metadata(reader)
    problems = []
    if broken:
        numbers = ", ".join(map(str, broken[:20])) + (" …" if len(broken) > 20 else "")
        problems.append(Problem("ACC-124", f"pages left out, damaged or overloaded: {numbers}", name))
    text = flowing(pages)
    if broken and not text.strip():
        return (), (*problems, Problem("ACC-122", "no page of the PDF can be read", name))
    return (Record(without_title(title, text), title=title, created=created),), tuple(problems)


def _limits() -> AbstractContextManager[Any]:
    """pypdf's own guards, tightened."""
    from pypdf import apply_configuration

    return apply_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        brotli_maximum_output_length=LARGEST_STREAM,
        array_based_stream_maximum_output_length=LARGEST_STREAM,
        stream_parsing_work_maximum_count=MOST_OPERANDS,
        xform_maximum_invocations_per_extraction=500,
    )


def _opens(reader: Any) -> bool:
    """Whether the empty password opens the file (many are only locked against printing)."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # an unknown cipher, or one that needs a library that is not there
        return False


def _pages(reader: Any) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers (from 1) of the pages that could not be read."""
    texts: list[str] = []
    broken: list[int] = []
    steps = here = 0

    def count(*_: object) -> None:
        nonlocal here
        here += 1
        if here > MOST_PAGE_STEPS:
            raise _Spent

    for number in range(len(reader.pages)):
        here = 0
        try:
            texts.append(reader.pages[number].extract_text(visitor_operand_before=count))
        except Exception:  # damaged, or drawn past the limits
            broken.append(number + 1)
        steps += here
        if steps > MOST_STEPS:
            raise _Spent
        if len(broken) >= MOST_BROKEN:
            broken.extend(range(number + 2, len(reader.pages) + 1))
            break
    return texts, broken


def _metadata(reader: Any) -> tuple[str, date | None]:
    """Title and creation day as far as they can be believed; "" and None otherwise."""
    try:
        about = reader.metadata
        title = " ".join(str((about.title if about else None) or "").split())
        made = about.creation_date if about else None
    except Exception:
        return "", None
    believed = len(title.split()) >= 2 and len(title) <= 300 and not _NO_TITLE.search(title)
    return (title if believed else ""), (made.date() if made else None)


def flowing(pages: Sequence[str]) -> str:
    """The pages as paragraphs, one a line: running heads and page numbers dropped, lines joined, words that
    were split at a line's end put together."""
    split = [[line.rstrip().replace("\u00ad", "") for line in page.split("\n")] for page in pages]
    running = _running(split)
    lines = [
        line
        for page in split
        for index, line in enumerate(page)
        if not (_PAGE_NUMBER.fullmatch(line) or (line in running and (index < 2 or index >= len(page) - 2)))
    ]
    return "\n".join(_joined(lines))


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Lines that stand at the head or foot of most pages (three pages at least)."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line.strip())
    return {line for line, times in edges.items() if times >= 3 and times * 2 > len(pages)}


def _joined(lines: Sequence[str]) -> list[str]:
    full = sorted(len(line) for line in lines if line.strip())
    width = full[len(full) * 3 // 4] if full else 0
    paragraphs: list[str] = []
    open_paragraph = False
    for line in lines:
        words = line.strip()
        if not words:
            open_paragraph = False
            continue
        if paragraphs and (open_paragraph or words[0].islower()):
            paragraphs[-1] = _continued(paragraphs[-1], words)
        else:
            paragraphs.append(words)
        open_paragraph = len(words) >= width * 0.7
    return paragraphs


def _continued(paragraph: str, words: str) -> str:
    split_word = paragraph.endswith("-") and paragraph[-2:-1].isalpha() and words[0].islower()
    return paragraph[:-1] + words if split_word else f"{paragraph} {words}"
