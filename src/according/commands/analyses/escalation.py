"""`according analyse escalation`: does violence depend on the violence before it, and does it spread?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from according.commands import options, terminal
from according.commands.analyses import asking

if TYPE_CHECKING:
    from according.analysis.escalation import By


@click.command()
@click.option(
    "--by",
    type=click.Choice(["week", "day"]),
    default="week",
    show_default=True,
    help="Counted by week or day.",
)
@asking.of_incidents
@options.example(
    "according analyse escalation --table ged.csv --region Balochistan --since 2005-01-01",
    "according analyse escalation --book attacks-2026 --by day --format html --out course.html",
)
def escalation(by: By, given: asking.Given) -> None:
    """Whether violence depends on the violence before it, and spreads.

    Counts with a background and the counts before them; dependence is what is left beside a background that
    may change slowly. Districts a year are compared as if every year had as many incidents.
    """
    from according.analysis.escalation import MODELS
    from according.analysis.escalation import escalation as asked_escalation

    incidents = given.incidents
    with terminal.progress("fitting models", MODELS) as bar:
        result = asked_escalation(incidents, by, given.chosen, bar.step)
    given.give(result)
