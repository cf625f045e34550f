"""`according correct`: a person's word that an outlet has corrected a report or taken it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.commands import options, signing, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from according.analysis.correcting import Stands


@click.command()
@options.BOOK
@click.argument("report", required=False)
@click.option("--in", "corrected_in", metavar="REPORT", help="The report that stands in its place.")
@click.option("--stands", is_flag=True, help="The report has not been corrected, whatever others show.")
@options.BY
@options.WHY
@click.option("--list", "listing", is_flag=True, help="Show every correction, by people or shown by reports.")
@click.option("--retract", metavar="ENTRY", help="Take back the correction of that entry id.")
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example(
    'according correct attacks-2026 report-3 --in report-9 --by "A. Reader" --why "its page says so"',
    'according correct attacks-2026 report-4 --by "A. Reader" --why "withdrawn by the agency on 3 February"',
    "according correct attacks-2026 --list",
)
def correct(
    book: Path,
    report: str | None,
    corrected_in: str | None,
    stands: bool,
    by: str | None,
    why: str | None,
    listing: bool,
    retract: str | None,
    as_of: str | None,
    format_name: str,
    out: Path | None,
) -> None:
    """Say that an outlet has corrected a report, or taken it back.

    The figures of the report count no more; they stay in the book and are shown as set aside. --in names the
    report in its place; without it the report was withdrawn. A later report of the same outlet about the same
    incident, at the same address, under the same title or with a notice of correction, needs no such word;
    where that is no correction, say --stands.
    """
    signing.one_thing("correct a report", listing, retract, report, as_of)
    if listing:
        _listed(book, as_of, format_name, out)
    elif retract is not None:
        signing.retracted("correct", book, retract, by or "", why or "", "correction")
    elif report is None:
        raise UsageError(f"name a report: according correct {book} REPORT --in REPORT --by NAME --why WORDS")
    else:
        _corrected(book, report, by or "", why or "", corrected_in, stands)


def _corrected(book: Path, report: str, by: str, why: str, corrected_in: str | None, stands: bool) -> None:
    from according import wiring

    entry, new = wiring.correct(book, report, by, why, corrected_in, stands)
    short = entry.entry_id[:12]
    what = "said to stand" if stands else f"corrected in {corrected_in}" if corrected_in else "withdrawn"
    click.echo(
        f"{'Recorded' if new else 'Recorded before, nothing added'}: {report} is {what} (entry {short})."
    )
    if stands:
        click.echo("Its figures count, whatever later reports seem to show.")
    else:
        click.echo("Its figures count no more; they stay in the book, set aside as “corrected”.")
    click.echo(f'Undo: according correct {book} --retract {short} --by "{" ".join(by.split())}" --why WORDS')


def _listed(book: Path, as_of: str | None, format_name: str, out: Path | None) -> None:
    from according import wiring
    from according.analysis.correcting import corrections_in
    from according.export.interchange import correction_record

    folded = wiring.load(book, wiring.moment(as_of))
    found = corrections_in(folded, wiring.cases(folded))
    if format_name != "table":
        terminal.emit(map(correction_record, found), "corrections", format_name, out)
    elif not found:
        click.echo(
            "No report was corrected. Next: according correct BOOK REPORT --in REPORT --by NAME --why WORDS"
        )
    else:
        terminal.show(terminal.table(["!entry", "!report", "corrected in", "by", "why"], _rows(found)))


def _rows(found: Sequence[Stands]) -> list[tuple[str, ...]]:
    from according.analysis.correcting import STATE_WORDS
    from according.commands.tables import short
    from according.corrections import BASIS_WORDS

    rows: list[tuple[str, ...]] = []
    for item in found:
        one = item.corrected
        why = [one.why] if one.why else [f"shown by {BASIS_WORDS[one.basis]}"]
        day = f"\n{phrasing.day(item.entry.recorded_at.date())}" if item.entry else ""
        report = short(one.document_id)
        rows.append(
            (
                item.entry.entry_id[:12] if item.entry else "(the reports)",
                report if item.state == "in_force" else f"({report})",
                "stands"
                if item.report_stands
                else short(one.corrected_in)
                if one.corrected_in
                else "withdrawn",
                f"{one.by}{day}",
                signing.why_words(why, item.state, STATE_WORDS, item.undone),
            )
        )
    return rows
