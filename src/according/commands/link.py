"""`according link`: which mentions tell of the same event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from according import phrasing
from according.commands import options, terminal
from according.export.interchange import Record
from according.model import Incident, Mention


@click.command()
@options.BOOK
@click.option(
    "--as", "what", type=click.Choice(["summary", "documents"]), default="summary", show_default=True
)
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example("according link attacks-2026", "according link attacks-2026 --as documents --format jsonl")
def link(book: Path, what: str, as_of: str | None, format_name: str, out: Path | None) -> None:
    """Judge which mentions in a book tell of the same event.

    The judgements are entries of the book: signed, dated, and never erased. Linking again compares only what
    is new, and what was said before stands. With --as documents it prints the incident of every mention; with
    --as-of nothing is judged, and what the book knew then is shown.
    """
    from according import wiring
    from according.link import incidents_of

    done = None if as_of is not None else wiring.link(book)
    if done is not None and done.anew:
        click.echo(f"the index of links is made anew from the book: {done.anew}", err=True)
    if done is not None and what == "summary" and format_name == "table":
        added = f"{phrasing.plural(done.new, 'judgement')} added"
        click.echo(_summary(done.mentions, done.incidents, added, book))
        return
    folded = wiring.load(book, wiring.moment(as_of))
    found = incidents_of(folded.mentions.values(), folded.judgements)
    if what == "documents" or format_name != "table":
        _documents(_records(found, folded.mentions), format_name, out)
        return
    click.echo(_summary(len(folded.mentions), len(found), f"as the book knew it on {as_of}", book))


def _summary(mentions: int, incidents: int, done: str, book: Path) -> str:
    return (
        f"{phrasing.plural(mentions, 'mention')} tell of {phrasing.plural(incidents, 'incident')}; {done}. "
        f"Next: according incidents {book}"
    )


def _documents(links: Iterable[Record], format_name: str, out: Path | None) -> None:
    records = sorted(links, key=_document_then_main_event_last)
    if format_name != "table":
        terminal.emit(records, "links", format_name, out)
        return
    rows = [(r["document_id"], str(r["rank"]), r["mention_id"][:12], r["incident_id"][:12]) for r in records]
    terminal.show(terminal.table(["document", ">rank", "!mention", "!incident"], rows))


def _document_then_main_event_last(link: Record) -> tuple[str, int, str]:
    """Documents by id; of each, the event that it is about comes last, so that who keeps one line a document,
    the last, keeps that."""
    return str(link["document_id"]), -int(link["rank"]), str(link["mention_id"])


def _records(incidents: Iterable[Incident], mentions: Mapping[str, Mention]) -> Iterator[Record]:
    from according.export.interchange import link_record

    for incident in incidents:
        for mention_id in incident.mention_ids:
            yield link_record(mentions[mention_id], incident.incident_id)
