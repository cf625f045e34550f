"""The command line: `according COMMAND …`. Thin; nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from typing import Any

import click

from according import __version__
from according.errors import AccordingError, BookError, UsageError
from according.listing import Listed, Listing

#: Every command in the order in which a newcomer needs them; a test keeps the summaries to the commands' own.
COMMANDS: dict[str, Listed] = {
    "demo": Listed("demo", "Run the main job on reports that ship with According."),
    "read": Listed("read", "Read reports and print who says what."),
    "init": Listed("book", "Make a new, empty book."),
    "add": Listed("book", "Read reports and add them to a book, originals included."),
    "link": Listed("link", "Judge which mentions in a book tell of the same event."),
    "judge": Listed("judge", "Say whether two mentions tell of the same event; your word binds linking."),
    "correct": Listed("correct", "Say that an outlet has corrected a report, or take a report out."),
    "incidents": Listed("incidents", "Show the incidents of a book with their tolls."),
    "tolls": Listed("tolls", "Add up the tolls of a book; --compare shows how far they move by rule alone."),
    "campaigns": Listed("campaigns", "Show which incidents belong together, and on what that rests."),
    "why": Listed("why", "Show the sentences and speakers behind a number."),
    "problems": Listed("book", "Show what is wrong in the reports of a book."),
    "diff": Listed("diff", "Show what changed in a book between two moments, why, and by whom."),
    "verify": Listed("book", "Prove that nothing in a book was changed or lost."),
    "toll": Listed("toll", "Reconcile reports known to tell of one incident."),
    "match": Listed("match", "Match incidents across tables of several datasets."),
    "analyse": Listed(
        "analyse", "Ask a book or a table a question; the answer comes with its uncertainty, or is refused."
    ),
    "check": Listed("check", "Test the figures and superlatives of a text against the claims of a book."),
    "report": Listed("report", "Write one self-contained HTML page of a book."),
    "gazetteer": Listed("gazetteer", "Add places of your own, from then on used by every reading."),
    "actors": Listed("actors", "Show organisations and what others say of them; add your own."),
}


class Commands(Listing):
    """The commands in the order of the work; faults that According names end without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 2 where the request cannot be met, with 4 where the book is at fault."""
        try:
            return super().invoke(ctx)
        except UsageError as fault:
            raise click.UsageError(str(fault), ctx) from fault
        except BookError as fault:
            click.echo(f"Error: {fault}", err=True)
            ctx.exit(4)
        except AccordingError as fault:
            raise click.ClickException(str(fault)) from fault


@click.group(
    cls=Commands,
    listed=COMMANDS,
    package="according.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="according")
def cli() -> None:
    """A book of political violence in which every number is according to someone.

    \b
    Start here:   according demo
    Then:         according init BOOK
                  according add BOOK REPORTS…
                  according link BOOK
                  according incidents BOOK
                  according why BOOK 225
    """


def main() -> None:
    """The entry point of the `according` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="according")


if __name__ == "__main__":
    main()
