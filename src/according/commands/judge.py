"""`according judge`: people's verdicts on whether two mentions tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from according import phrasing
from according.commands import options, signing, terminal
from according.errors import UsageError
from according.model import VERDICTS, Mention, Verdict

if TYPE_CHECKING:
    from according.analysis.judging import Signed
    from according.wiring import Judged

#: How a verdict is said of two mentions.
_SAYS: dict[Verdict, str] = {
    "same": "judges them to be the same event",
    "different": "judges them to be different events",
    "unsure": "is unsure whether they are the same event",
}


@click.command()
@options.BOOK
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--verdict", type=click.Choice(VERDICTS), help="What you judge of A and B.")
@options.BY
@options.WHY
@click.option("--list", "listing", is_flag=True, help="Show what people have judged, retracted or not.")
@click.option("--retract", metavar="ENTRY", help="Take back the judgement of that entry id.")
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example(
    'according judge attacks-2026 report-1 report-7 --verdict same --by "A. Reader" --why "one blast"',
    "according judge attacks-2026 --list",
    'according judge attacks-2026 --retract 3f0a91c2 --by "A. Reader" --why "two towns of one name"',
)
def judge(
    book: Path,
    a: str | None,
    b: str | None,
    verdict: str | None,
    by: str | None,
    why: str | None,
    listing: bool,
    retract: str | None,
    as_of: str | None,
    format_name: str,
    out: Path | None,
) -> None:
    """Say whether two mentions tell of the same event; your word binds linking.

    A and B are ids of mentions or of reports with one mention, or their first four characters or more
    (`according link BOOK --as documents` shows them). A verdict overrides the model's for good: linking again
    does not touch it. It is undone by retracting its entry, which stays in the book.
    """
    signing.one_thing("judge two mentions", listing, retract, a, as_of)
    if listing:
        _listed(book, as_of, format_name, out)
    elif retract is not None:
        signing.retracted("judge", book, retract, by or "", why or "", "judgement")
    elif a is None or b is None or verdict is None:
        raise UsageError(
            f"name two mentions and a verdict: according judge {book} A B --verdict same --by NAME"
        )
    else:
        _judged(book, a, b, cast(Verdict, verdict), by or "", why or "")


def _judged(book: Path, a: str, b: str, verdict: Verdict, by: str, why: str) -> None:
    from according import wiring

    done = wiring.judge(book, a, b, verdict, by, why)
    entry, judgement = done.entry.entry_id[:12], done.judgement
    known = "Recorded" if done.new else "Recorded before, nothing added"
    click.echo(f"{known}: {judgement.by} {_SAYS[verdict]} (entry {entry}).")
    click.echo(_effect(done))
    for other in done.opposed:
        click.echo(
            f"But {other.by} {_SAYS[other.verdict]}. Where people differ, “different” prevails.", err=True
        )
    click.echo(f'Undo: according judge {book} --retract {entry} --by "{judgement.by}" --why WORDS')


def _effect(done: Judged) -> str:
    """How the two mentions stand now."""
    ids = [incident.incident_id[:12] for incident in done.incidents]
    if len(ids) == 1:
        mentions = phrasing.plural(len(done.incidents[0].mention_ids), "mention")
        return f"The two are of one incident now: {ids[0]} ({mentions})."
    apart = f"The two are of different incidents now: {' and '.join(ids)}."
    if done.judgement.verdict != "same":
        return apart
    return f"{apart} A “different” keeps them apart: see --list."


def _listed(book: Path, as_of: str | None, format_name: str, out: Path | None) -> None:
    from according import wiring
    from according.analysis.judging import signed
    from according.export.interchange import signed_record

    found = signed(wiring.load(book, wiring.moment(as_of)))
    if format_name != "table":
        terminal.emit(map(signed_record, found), "judgements", format_name, out)
    elif not found:
        click.echo(f"Nobody has judged yet. Next: according judge {book} A B --verdict same --by NAME")
    else:
        columns = ["!entry", "!verdict", "of this", "and this", "by", "why"]
        terminal.show(terminal.table(columns, _rows(found)))


def _rows(found: Sequence[Signed]) -> list[tuple[str, ...]]:
    from according.analysis.judging import STATE_WORDS

    rows: list[tuple[str, ...]] = []
    for item in found:
        judgement = item.judgement
        why = [judgement.why] if judgement.why else []
        rows.append(
            (
                item.entry.entry_id[:12],
                judgement.verdict if item.state == "in_force" else f"({judgement.verdict})",
                _mention(item.first, judgement.mention_a),
                _mention(item.second, judgement.mention_b),
                f"{judgement.by}\n{phrasing.day(item.entry.recorded_at.date())}",
                signing.why_words(why, item.state, STATE_WORDS, item.undone),
            )
        )
    return rows


def _mention(mention: Mention | None, mention_id: str) -> str:
    """A mention in two lines: its report, and where and when."""

    if mention is None:
        return f"{mention_id[:12]}\nnot in the book"
    place = phrasing.place_words(mention.place, country=False)
    return f"{phrasing.short(mention.document_id)}\n{place}, {phrasing.event_days(mention.event)}"
