"""`according correct`: a person's word that an outlet has corrected a report or taken it back, or that the
report does not belong in the book."""

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

_ASIDE = "Its figures count no more; they stay in the book, set aside as “corrected”."
_OUT = "No incident, toll or list holds it; it stays in the book, and adding it again changes nothing."


@click.command()
@options.BOOK
@click.argument("report", required=False)
@click.option("--in", "corrected_in", metavar="REPORT", help="The report that stands in its place.")
@click.option("--stands", is_flag=True, help="The report has not been corrected, whatever others show.")
@click.option("--take-out", is_flag=True, help="The report does not belong in the book: leave it out of all.")
@options.BY
@options.WHY
@click.option("--list", "listing", is_flag=True, help="Show every correction, by people or shown by reports.")
@click.option("--retract", metavar="ENTRY", help="Take back the word of that entry id.")
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example(
    'according correct attacks-2026 report-3 --in report-9 --by "A. Reader" --why "its page says so"',
    'according correct attacks-2026 report-4 --by "A. Reader" --why "withdrawn by the agency on 3 February"',
    'according correct attacks-2026 report-5 --take-out --by "A. Reader" --why "a duplicate of report-2"',
    "according correct attacks-2026 --list",
)
def correct(
    book: Path,
    report: str | None,
    corrected_in: str | None,
    stands: bool,
    take_out: bool,
    by: str | None,
    why: str | None,
    listing: bool,
    retract: str | None,
    as_of: str | None,
    format_name: str,
    out: Path | None,
) -> None:
    """Say that an outlet has corrected a report, or take a report out.

    The figures of the report count no more; they stay in the book and are shown as set aside. --in names the
    report in its place; without it the report was withdrawn. A later report of the same outlet about the same
    incident, at the same address, under the same title or with a notice of correction, needs no such word;
    where that is no correction, say --stands.

    A report that was added by mistake, tells of something else or is a duplicate is left out with --take-out:
    no incident, toll or list holds it until that entry is taken back. Nothing is erased.
    """
    signing.one_thing("correct a report", listing, retract, report, as_of)
    if listing:
        _listed(book, as_of, format_name, out)
    elif retract is not None:
        signing.retracted("correct", book, retract, by or "", why or "", "correction")
    elif report is None:
        raise UsageError(f"name a report: according correct {book} REPORT --in REPORT --by NAME --why WORDS")
    else:
        _recorded(book, report, by or "", why or "", corrected_in, stands=stands, taken_out=take_out)


def _recorded(
    book: Path, report: str, by: str, why: str, corrected_in: str | None, *, stands: bool, taken_out: bool
) -> None:
    """Record what a person says of a report; say what that does and how it is undone."""
    from according import wiring

    entry, new = wiring.correct(book, report, by, why, corrected_in, stands=stands, taken_out=taken_out)
    short = entry.entry_id[:12]
    what, effect = f"corrected in {corrected_in}" if corrected_in else "withdrawn", _ASIDE
    if stands:
        what, effect = "said to stand", "Its figures count, whatever later reports seem to show."
    elif taken_out:
        what, effect = "taken out", _OUT
    done = "Recorded" if new else "Recorded before, nothing added"
    click.echo(f"{done}: {report} is {what} (entry {short}).")
    click.echo(effect)
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
            f"No report was corrected{options.known(as_of)}."
            f" Next: according correct {book} REPORT --in REPORT --by NAME --why WORDS"
        )
    else:
        terminal.show(terminal.table(["!entry", "!report", "corrected in", "by", "why"], _rows(found)))


def _rows(found: Sequence[Stands]) -> list[tuple[str, ...]]:
    from according.analysis.correcting import STATE_WORDS
    from according.corrections import BASIS_WORDS

    rows: list[tuple[str, ...]] = []
    for item in found:
        one = item.corrected
        why = [one.why] if one.why else [f"shown by {BASIS_WORDS[one.basis]}"]
        day = f"\n{phrasing.day(item.entry.recorded_at.date())}" if item.entry else ""
        report = phrasing.short(one.document_id)
        rows.append(
            (
                item.entry.entry_id[:12] if item.entry else "(the reports)",
                report if item.state == "in_force" else f"({report})",
                _instead(item),
                f"{one.by}{day}",
                signing.why_words(why, item.state, STATE_WORDS, item.undone),
            )
        )
    return rows


def _instead(item: Stands) -> str:
    """What stands in the place of a report, or what is said of it."""

    if item.taken_out or item.report_stands:
        return "taken out" if item.taken_out else "stands"
    instead = item.corrected.corrected_in
    return phrasing.short(instead) if instead else "withdrawn"
