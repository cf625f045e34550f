"""`according incidents`: the incidents of a book with their tolls."""

from __future__ import annotations

from pathlib import Path

import click

from according.commands import options, terminal

LEGEND = "Killed, as low–best–high. ≥: nothing bounds it above; ?: an end that is not known."


@click.command()
@options.BOOK
@options.PROFILE
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example(
    "according incidents attacks-2026",
    "according incidents attacks-2026 --profile conservative --as-of 2026-02-02 --format csv",
)
def incidents(book: Path, profile: str, as_of: str | None, format_name: str, out: Path | None) -> None:
    """Show the incidents of a book with their tolls.

    Date, place, type, the dead by category as low–best–high, number of reports, claims by side.
    """
    from according import wiring
    from according.commands import tables
    from according.export.interchange import incident_record

    folded = wiring.load(book, wiring.moment(as_of))
    found = wiring.cases(folded, profile)
    if format_name != "table":
        terminal.emit(map(incident_record, found), "incidents", format_name, out)
    elif not found:
        click.echo(nothing(book, len(folded.documents), as_of))
    else:
        terminal.show(
            tables.incidents(found),
            "",
            LEGEND,
            f"Profile: {profile}{options.known(as_of)}. Next: according why {book} ID",
        )
        if not folded.judgements:
            click.echo(f"No report was compared with another yet. Next: according link {book}", err=True)


def nothing(book: Path, documents: int, as_of: str | None = None) -> str:
    """What to do where a book has no incident."""
    if documents == 0 and as_of:
        return f"No report is in the book{options.known(as_of)}. Next: give a later --as-of, or none"
    if documents == 0:
        return f"The book is empty. Next: according add {book} REPORTS…"
    return f"None of the {documents} reports in the book tells of anybody killed, hurt or taken."
