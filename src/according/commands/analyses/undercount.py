"""`according analyse undercount`: how many people are on no list?"""

from __future__ import annotations

from pathlib import Path

import click

from according.commands import options, terminal
from according.commands.analyses import asking
from according.errors import UsageError


@click.command()
@click.option(
    "--lists",
    "lists_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="One row a person (or a pattern, with a column count) and one column of 1 and 0 a list.",
)
@click.option(
    "--list", "columns", multiple=True, metavar="NAME", help="Only this column is a list; source_* for many."
)
@click.option("--count", metavar="NAME", help="The column that tells how many people have a row's pattern.")
@click.option(
    "--stratum",
    "strata",
    multiple=True,
    metavar="NAME",
    help="Divide people by this column.",
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="People that a list needs to be used.",
)
@click.option(
    "--classes", type=click.IntRange(2, 50), default=10, show_default=True, help="Most latent classes."
)
@click.option(
    "--draws", type=click.IntRange(4), default=100, show_default=True, help="Kept of each chain; more, surer."
)
@asking.SEED
@asking.shown
@asking.TABLE
@asking.BOOK
@options.example(
    "according analyse undercount --lists who-is-on-which-list.csv",
    "according analyse undercount --lists victims.csv --list 'source_*' --stratum city --seed 7",
)
def undercount(
    lists_path: Path | None,
    columns: tuple[str, ...],
    count: str | None,
    strata: tuple[str, ...],
    least: int,
    classes: int,
    draws: int,
    seed: int,
    book: Path | None,
    table_path: Path | None,
    format_name: str,
    out: Path | None,
) -> None:
    """How many people are on no list: from three or more lists of named people.

    What is documented stands first, then the spread over all models that fit about equally well. Tolls of a
    book or a table of incidents are refused: they cannot be linked person by person. Names are not read.
    """
    from according.analysis.undercount import Settings, of_tolls
    from according.analysis.undercount import undercount as asked
    from according.methods import latent_classes
    from according.sources.incident_rows import read_table
    from according.sources.list_table import Asked, lists_of

    if sum(given is not None for given in (lists_path, book, table_path)) != 1:
        raise UsageError("say which lists: --lists FILE, one row a person and one column a list")
    if lists_path is None:
        asking.give(of_tolls(str((book or table_path or Path()).name)), format_name, out)
        return
    table = read_table(lists_path.read_bytes(), lists_path.stem, str(lists_path))
    lists, problems = lists_of(table, Asked(columns, count, strata))
    terminal.report_problems(problems)
    asking.give(
        asked(lists, table.name, Settings(seed, least, latent_classes.Settings(classes, kept=draws))),
        format_name,
        out,
    )
