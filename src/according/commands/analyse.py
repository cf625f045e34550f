"""`according analyse`: questions to a book or a table, answered with their uncertainty, or refused."""

from __future__ import annotations

import click

from according.commands import options
from according.listing import Listed, Listing

#: Every question in the order of docs/methods.md: its module and one line of help.
QUESTIONS: dict[str, Listed] = {
    "rank": Listed("rank", "Whether a day, episode or campaign is the deadliest, by definition."),
    "gap": Listed("gap", "Who claims what about whom: own and enemy losses by side."),
    "coordination": Listed(
        "coordination", "Whether incidents fall together in time and place by more than chance."
    ),
    "escalation": Listed("escalation", "Whether violence depends on the violence before it, and spreads."),
    "undercount": Listed(
        "undercount", "How many people are on no list: from three or more lists of named people."
    ),
    "interruption": Listed(
        "interruption", "Whether violence changed at a date, and whether that can be told at all."
    ),
    "forecast": Listed("forecast", "Deaths by district in each of the next months, as a distribution."),
    "agreement": Listed("agreement", "Whether coders agree: Krippendorff's alpha with its interval."),
    "monthly": Listed("monthly", "A month's attacks and people harmed, by category and province."),
}


@click.group(cls=Listing, listed=QUESTIONS, package="according.commands.analyses", heading="Questions")
@options.example(
    "according analyse monthly --month 2026-01 --book attacks-2026",
    "according analyse monthly --month 2017-05 --table ged.csv --format html --out may.html",
)
def analyse() -> None:
    """Ask a book or a table a question; the answer comes with its uncertainty, or is refused.

    Every result tells what was asked, who is counted, what is assumed and what was checked, with a verdict in
    fixed words. A refusal is a result too: it says why, and what would be needed; the exit status is then 5.
    """
