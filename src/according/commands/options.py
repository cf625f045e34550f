"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorated = Callable[..., Any]

BOOK = click.argument("book", type=click.Path(file_okay=False, path_type=Path))
PROFILE = click.option("--profile", default="neutral", show_default=True, help="Reconciliation rule.")
AS_OF = click.option(
    "--as-of", metavar="DATE", help="As the book knew it then (2026-02-02, or with a time, UTC)."
)
BY = click.option("--by", metavar="NAME", help="Who you are: every entry by a person is signed.")
WHY = click.option("--why", metavar="WORDS", help="Why, for those who read the book after you.")
OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead."
)
FORMAT = click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="A table for people, JSON Lines or CSV for programs.",
)
LINES = click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table for people, JSON Lines for programs.",
)
PUBLISHED = click.option("--published", metavar="DATE", help="Publication date, where the input tells none.")
PUBLISHER = click.option("--publisher", metavar="NAME", help="Outlet, where the input tells none.")
MAX_BYTES = click.option(
    "--max-bytes", type=click.IntRange(min=1), metavar="N", help="Largest file, or line of a table, to read."
)
JOBS = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with; by default one a core."
)
COUNTRY = click.option(
    "--country", metavar="NAME", help="Country that the reports are about, for finding places."
)


def known(as_of: str | None) -> str:
    """Words for the end of a sentence about a book: as of when it is looked at; "" for now."""
    return f", as the book knew it on {as_of}" if as_of else ""


def example(*lines: str) -> Callable[[Decorated], Decorated]:
    """Put examples at the end of a command's help."""

    def decorate(command: Decorated) -> Decorated:
        shown = "\n".join(f"  {line}" for line in lines)
        command.__doc__ = f"{(command.__doc__ or '').rstrip()}\n\n    \b\n    Example:\n" + "\n".join(
            f"    {line}" for line in shown.splitlines()
        )
        return command

    return decorate
