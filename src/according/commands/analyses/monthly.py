"""`according analyse monthly`: the page of a month."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from according.commands import options
from according.commands.analyses import asking


@click.command()
@click.option("--month", type=click.DateTime(["%Y-%m", "%Y-%m-%d"]), required=True, help="As 2026-01.")
@asking.of_incidents
@asking.shown
@options.example(
    "according analyse monthly --month 2026-01 --book attacks-2026",
    "according analyse monthly --month 2017-05 --table ged.csv --format pdf --out may.pdf",
)
def monthly(
    month: datetime,
    book: Path | None,
    table_path: Path | None,
    columns: tuple[str, ...],
    profile: str,
    as_of: str | None,
    region: str | None,
    actor: str | None,
    since: datetime | None,
    until: datetime | None,
    format_name: str,
    out: Path | None,
) -> None:
    """A month's attacks and people harmed, by category and province.

    With low–best–high, the number of reports, the change to the month before, twelve months, and whether the
    categories add up.
    """
    from according.analysis.monthly import monthly as asked

    found = asking.incidents(book, table_path, columns, profile, as_of)
    meant = asking.chosen(region, actor, since, until)
    totals = asking.cases(book, profile, as_of)
    asking.give(asked(found, month.date(), meant, totals), format_name, out)
