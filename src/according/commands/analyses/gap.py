"""`according analyse gap`: who claims what about whom?"""

from __future__ import annotations

from pathlib import Path

import click

from according.commands import options
from according.commands.analyses import asking


@click.command()
@click.option(
    "--book", type=click.Path(file_okay=False, path_type=Path), required=True, help="A book of reports."
)
@options.AS_OF
@asking.shown
@options.example(
    "according analyse gap --book attacks-2026",
    "according analyse gap --book attacks-2026 --as-of 2026-02-01 --format html --out gap.html",
)
def gap(book: Path, as_of: str | None, format_name: str, out: Path | None) -> None:
    """Who claims what about whom: own and enemy losses by side.

    The ratio of the two over time, with the windows that both figures cover. Parties are never averaged, and
    a ratio says how far apart they are, not which of them is right.
    """
    from according.analysis.gap import gap as asked

    asking.give(asked(asking.cases(book, "neutral", as_of)), format_name, out)
