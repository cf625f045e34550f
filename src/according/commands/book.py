"""`according init`, `add`, `problems`, `verify`: a book and what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from according import phrasing
from according.commands import options, terminal


@click.command()
@options.BOOK
@options.example("according init attacks-2026")
def init(book: Path) -> None:
    """Make a new, empty book.

    BOOK is the folder to make; it must not exist yet, or be empty.
    """
    from according import wiring
    from according.store import create_book

    create_book(book, wiring.now).close()
    click.echo(f"An empty book is in {book}. Next: according add {book} REPORTS…")


@click.command()
@options.BOOK
@click.argument("paths", nargs=-1, required=True)
@options.PUBLISHED
@options.PUBLISHER
@options.COUNTRY
@options.MAX_BYTES
@click.pass_context
@options.example(
    "according add attacks-2026 reports/", "according add attacks-2026 'reports/*.html' --country Pakistan"
)
def add(
    context: click.Context,
    book: Path,
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    country: str | None,
    max_bytes: int | None,
) -> None:
    """Read reports and add them to a book, originals included.

    A report that the book has already changes nothing. What is added survives a killed process: run the same
    command again and it goes on where it stopped.
    """
    from according import wiring
    from according.commands.gathering import gathered, loaded_tools
    from according.store import open_book

    with open_book(book, wiring.now) as store, terminal.progress("adding") as bar:
        inputs = gathered(paths, published, publisher, country, max_bytes)
        done = wiring.add(store, bar.watch(inputs), loaded_tools)
    code = terminal.report_problems(done.problems)
    known = f", {done.unchanged} known already" if done.unchanged else ""
    click.echo(f"{phrasing.plural(done.added, 'report')} added{known}. Next: according link {book}")
    context.exit(code)


@click.command()
@options.BOOK
@options.PROFILE
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example("according problems attacks-2026")
def problems(book: Path, profile: str, as_of: str | None, format_name: str, out: Path | None) -> None:
    """Show what is wrong in the reports of a book.

    Sums that do not add up, stale pairs, figures that cannot be compared, files that could not be read; each
    with a code that docs/problems.md explains.
    """
    from according import wiring
    from according.commands import tables
    from according.export.interchange import problem_record

    folded = wiring.load(book, wiring.moment(as_of))
    found = wiring.problems(folded, wiring.cases(folded, profile))
    if format_name != "table":
        terminal.emit(map(problem_record, found), "problems", format_name, out)
    elif not found:
        click.echo("No problems found.")
    else:
        terminal.show(*tables.problems(found, folded.documents))


@click.command()
@options.BOOK
@click.option(
    "--head", metavar="SEQUENCE:ID", help="A head that was noted earlier; proves that nothing was cut off."
)
@click.pass_context
@options.example("according verify attacks-2026")
def verify(context: click.Context, book: Path, head: str | None) -> None:
    """Prove that nothing in a book was changed or lost.

    Checks the chain of entries, every text, every quotation and every original. Exit status 4 where
    something is wrong. Note the head that it prints, outside the book, to prove later that nothing was cut
    off at the end.
    """
    from according import ledger, wiring
    from according.store import open_book

    with open_book(book, wiring.now) as store, terminal.progress("verifying") as bar:
        faults = ledger.verify(store, wiring.noted_head(head), each=lambda _: bar.step())
        end = store.head()
    terminal.report_problems(faults)
    if faults:
        click.echo(
            f"{phrasing.plural(len(faults), 'fault')} in {book}: do not rely on it before they are mended."
        )
        context.exit(terminal.BROKEN_BOOK)
    click.echo(f"{phrasing.plural(end.sequence, 'entry', 'entries')} verified: nothing was changed or lost.")
    click.echo(f"Head: {end.sequence}:{end.entry_id}")
