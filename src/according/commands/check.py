"""`according check`: is what a text says borne out by the book?"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according.commands import options, terminal
from according.commands.analyses import asking
from according.errors import UsageError

if TYPE_CHECKING:
    from according.analysis.checking import Text
    from according.model import Document


@click.command()
@click.argument("text", metavar="TEXT|FILE|-")
@click.option(
    "--book", type=click.Path(file_okay=False, path_type=Path), required=True, help="A book of reports."
)
@asking.TABLE
@asking.COLUMN
@asking.REGION
@asking.SINCE
@options.PUBLISHED
@options.PROFILE
@options.AS_OF
@asking.SEED
@asking.shown
@options.example(
    'according check "225 killed, among the deadliest days in recent years" --book attacks-2026',
    "according check article.txt --book attacks-2026 --table ged.csv --region Balochistan",
)
def check(
    text: str,
    book: Path,
    table_path: Path | None,
    columns: tuple[str, ...],
    region: str | None,
    since: datetime | None,
    published: str | None,
    profile: str,
    as_of: str | None,
    seed: int,
    format_name: str,
    out: Path | None,
) -> None:
    """Test the figures and superlatives of a text against the claims of a book.

    Each is supported, contradicted, derived (a sum of claims), not comparable, undecided or not found, with
    the claims behind it. A superlative is ranked among the days of a table (--table).
    """
    from according.analysis.checking import Compared
    from according.analysis.checking import check as asked
    from according.analysis.incident_columns import Chosen

    cases = asking.cases(book, profile, as_of)
    compared = None
    if table_path is not None:
        others = asking.of_table(table_path, columns)
        compared = Compared(others, Chosen(region, None, since.date() if since else None), seed)
    asking.give(asked(_read(_documents(text, published)), cases, compared, profile), format_name, out)


def _documents(text: str, published: str | None) -> list[Document]:
    """The documents of a file, or the words themselves as one; of standard input where they are "-"."""
    from according.commands.gathering import day, gathered
    from according.model import Document

    if text != "-" and _is_file(text):
        found: list[Document] = []
        for one in gathered([text], published, None, None, None):
            terminal.report_problems(one.problems)
            found.extend(one.documents)
        return found
    if _names_a_file(text):
        raise UsageError(f"there is no file {text}; write a sentence in quotes, or - for standard input")
    words = sys.stdin.read() if text == "-" else text
    return [Document("asked", "", words.strip(), day(published))]


def _is_file(text: str) -> bool:
    """Whether the words name a file; a sentence may be too long for a name."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _names_a_file(text: str) -> bool:
    """Whether one word that is no number looks like a path."""
    return len(text.split()) == 1 and bool(Path(text).suffix[1:].isalpha() or "/" in text)


def _read(documents: list[Document]) -> list[Text]:
    from according.analysis.checking import Text
    from according.commands.gathering import loaded_tools
    from according.pipeline import read_documents

    read = read_documents(documents, loaded_tools())
    return [Text(d, r.mentions, r.claims) for d, r in zip(documents, read, strict=True)]
