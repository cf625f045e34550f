"""`according report`: the page of a book."""

from __future__ import annotations

from pathlib import Path

import click

from according.commands import options, terminal


@click.command()
@options.BOOK
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("report.html"), show_default=True
)
@click.option(
    "--no-questions", is_flag=True, help="Leave out the analyses, which take minutes of a large book."
)
@options.PROFILE
@options.AS_OF
@options.example("according report attacks-2026 --out attacks.html")
def report(book: Path, out: Path, no_questions: bool, profile: str, as_of: str | None) -> None:
    """Write one self-contained HTML page of a book.

    It shows the tolls, who says what over time, the sentences behind each number, campaigns, and the
    questions that the book answers or refuses. The page needs no network, runs no script and prints well.
    """
    click.echo(f"Written: {write(book, out, profile, as_of, not no_questions)}")


def write(
    book: Path, out: Path, profile: str = "neutral", as_of: str | None = None, questions: bool = True
) -> Path:
    """Write the page of a book to a file, with what it answers and refuses or without; its path."""
    from according import wiring
    from according.analysis.asked import asked_of
    from according.commands.campaigns import campaigns_among
    from according.report.campaigns import campaign_section
    from according.report.page import page_of, render

    folded = wiring.load(book, wiring.moment(as_of))
    found = wiring.cases(folded, profile)
    head = folded.head
    then = "" if as_of is None else f", as it was known on {as_of}"
    state = f"book as of entry {head.sequence} ({head.entry_id[:12]}){then}"
    campaigns, told = campaigns_among(folded, found, profile)
    section = campaign_section(told, campaigns, found)
    problems = wiring.problems(folded, found)
    with terminal.progress("asking the book") as bar:
        results = tuple(bar.watch(asked_of(found))) if questions else ()
    page = page_of(found, problems, profile, state, section, results)
    terminal.write_text([render(page)], out)
    return out
