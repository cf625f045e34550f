"""`according analyse monthly`: the page of a month."""

from __future__ import annotations

from datetime import datetime

import click

from according.commands import options
from according.commands.analyses import asking


@click.command()
@click.option("--month", type=click.DateTime(["%Y-%m", "%Y-%m-%d"]), required=True, help="As 2026-01.")
@asking.of_incidents
@options.example(
    "according analyse monthly --month 2026-01 --book attacks-2026",
    "according analyse monthly --month 2017-05 --table ged.csv --format pdf --out may.pdf",
)
def monthly(month: datetime, given: asking.Given) -> None:
    """A month's attacks and people harmed, by category and province.

    With low–best–high, the number of reports, the change to the month before, twelve months, and whether the
    categories add up.
    """
    from according.analysis.monthly import monthly as asked

    given.give(asked(given.incidents, month.date(), given.chosen, given.cases))
