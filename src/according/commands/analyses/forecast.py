"""`according analyse forecast`: deaths by district in the next months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from according.commands import options, terminal
from according.commands.analyses import asking

if TYPE_CHECKING:
    from according.analysis.unit_months import Area


@click.command()
@click.option(
    "--months", type=click.IntRange(1, 6), default=3, show_default=True, help="How many months ahead."
)
@click.option("--area", type=click.Choice(["district", "province"]), default="district", show_default=True)
@click.option("--complete", is_flag=True, help="The last months are complete, however calm they look.")
@asking.SEED
@asking.of_incidents
@options.example(
    "according analyse forecast --months 3 --table ged.csv --region Balochistan",
    "according analyse forecast --months 1 --area province --table ged.csv --format html --out ahead.html",
)
def forecast(
    months: int,
    area: Area,
    complete: bool,
    seed: int,
    given: asking.Given,
) -> None:
    """Deaths by district in each of the next months, as a distribution.

    Judged on months held out, beside the field's baselines: where it is not better than the district's own
    past, that past is the forecast. Never a place and day.
    """
    from according.analysis.forecast import forecast as asked

    incidents = given.incidents
    with terminal.progress("forecasting, and judging it on months held out"):
        result = asked(incidents, months, area, given.chosen, seed, complete)
    given.give(result)
