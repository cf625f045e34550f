"""`according read`: reports in, mentions or claims out; no book needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from according import phrasing
from according.commands import options, terminal
from according.export.interchange import Record
from according.model import Problem, Reading


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--as", "what", type=click.Choice(["mentions", "claims"]), default="mentions", show_default=True
)
@click.option(
    "--review", is_flag=True, help="Claims and mentions, what a person should look at first on top."
)
@options.FORMAT
@options.OUT
@options.PUBLISHED
@options.PUBLISHER
@options.COUNTRY
@options.MAX_BYTES
@options.JOBS
@click.pass_context
@options.example(
    "according read report.html --as claims",
    "cat report.txt | according read - --published 2026-02-01 --as claims --format jsonl",
)
def read(
    context: click.Context,
    paths: tuple[str, ...],
    what: str,
    review: bool,
    format_name: str,
    out: Path | None,
    published: str | None,
    publisher: str | None,
    country: str | None,
    max_bytes: int | None,
    jobs: int | None,
) -> None:
    """Read reports and print who says what.

    PATH is a file, a folder, a glob or - for standard input: text, Markdown, HTML, PDF, e-mail, JSON Lines
    or CSV. Problems go to standard error; what could be read is printed all the same. With --review every
    claim and mention is listed by how doubtful its reading is and how many people hang on it.
    """
    from according import wiring
    from according.commands.gathering import gathered, loaded_tools

    problems: list[Problem] = []
    inputs = gathered(paths, published, publisher, country, max_bytes)
    with terminal.progress("reading") as bar:
        loaded_tools()  # builds the index of places where it is not there yet, before any process needs it
        readings = bar.watch(wiring.read(inputs, problems, jobs))
        if format_name == "table" or review:
            found = list(readings)
        else:
            terminal.emit(_records(readings, what), what, format_name, out)
    if review:
        _review(found, format_name, out)
    elif format_name == "table":
        _table(found, what, out)
    context.exit(terminal.report_problems(problems))


def _records(readings: Iterator[Reading], what: str) -> Iterator[Record]:
    from according.export.interchange import claim_records, mention_records
    from according.tally import tally

    for reading in readings:
        yield from claim_records(reading) if what == "claims" else mention_records(reading, tally)


def _review(readings: Sequence[Reading], format_name: str, out: Path | None) -> None:
    from according.analysis.review import doubts
    from according.commands import tables
    from according.export.interchange import review_record

    found = doubts(readings)
    if format_name != "table":
        terminal.emit(map(review_record, found), "review", format_name, out)
    elif not found:
        documents = phrasing.plural(len(readings), "document")
        terminal.show(f"Nothing to look at in {documents}: no claim was found.")
    elif out is None:
        terminal.show(tables.review(found))
    else:
        terminal.write_text([terminal.as_text(tables.review(found))], out)


def _table(readings: Sequence[Reading], what: str, out: Path | None) -> None:
    from according.commands import tables

    documents = phrasing.plural(len(readings), "document")
    made = tables.claims(readings) if what == "claims" else tables.mentions(readings)
    if made.row_count == 0:
        terminal.show(f"No {what} found in {documents}: nobody is said to be killed, hurt or taken.")
    elif out is None:
        terminal.show(made)
    else:
        terminal.write_text([terminal.as_text(made)], out)
