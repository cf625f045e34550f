"""`according analyse rank`: is it the deadliest day, episode or campaign?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from according.commands import options
from according.commands.analyses import asking
from according.errors import UsageError

if TYPE_CHECKING:
    from according.analysis.ranking import Asked


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day, or the first of the episode.")
@click.option(
    "--episode-days", "days", type=click.IntRange(1, 31), default=1, show_default=True,
    help="Rank stretches of so many days instead of single days.",
)  # fmt: skip
@click.option("--campaign", metavar="ID", help="A campaign of the book instead of a day.")
@click.option("--top", type=click.IntRange(1), default=1, show_default=True, help="Among the first how many?")
@asking.SEED
@asking.of_incidents
@options.example(
    "according analyse rank --day 2017-08-12 --table ged.csv --region Balochistan",
    "according analyse rank --day 2026-01-31 --episode-days 2 --book attacks-2026 --table ged.csv --top 5",
)
def rank(
    day: datetime | None,
    days: int,
    campaign: str | None,
    top: int,
    given: asking.Given,
    seed: int,
) -> None:
    """Whether a day, episode or campaign is the deadliest, by definition.

    With --book and --table together the day's figures are the book's, as reconciled and as each side gives
    them, and the other days are the table's. The filters are for the days that it is compared with.
    """
    from according.analysis.rank import rank as asked_rank

    if (day is None) == (campaign is None):
        raise UsageError("say what to rank: --day DATE or --campaign ID, one of the two")
    if day is not None:
        asked = _of_days(day.date(), days, top, given)
    else:
        asked = _of_campaign(campaign or "", top, given)
    others = asking.of_table(given.table_path, given.columns) if given.table_path else given.incidents
    given.give(asked_rank(others, asked, given.chosen, seed))


def _of_days(day: date, days: int, top: int, given: asking.Given) -> Asked:
    """So many days from one on; with a book beside a table, by the book's figures. UsageError where that has
    none of them."""
    from according.analysis.own_figures import owns
    from according.analysis.ranking import Asked

    asked = Asked(day, days, top=top)
    if given.book is None or given.table_path is None:
        return asked
    own = owns(given.cases, asked.day, asked.last, given.profile)
    if not own:
        raise UsageError(
            f"the book {given.book} has no number killed in an incident of {asked.words} alone; "
            f"`according incidents {given.book}` shows the days that it has, --episode-days takes more"
        )
    return replace(asked, own=own)


def _of_campaign(words: str, top: int, given: asking.Given) -> Asked:
    """The days of a campaign, found by the beginning of its id, and the figures of its incidents."""
    from according.analysis.own_figures import owns
    from according.analysis.ranking import Asked
    from according.commands.campaigns import campaigns_in

    if given.book is None:
        raise UsageError("a campaign is one of a book: give --book BOOK")
    _, cases = campaigns_in(given.book, given.profile, 1, 1, given.as_of)
    begun = [case for case in cases if case.campaign.campaign_id.startswith(words.casefold())]
    if len(begun) != 1 or begun[0].campaign.start is None or begun[0].campaign.end is None:
        raise UsageError(
            f"no one campaign of known days begins with {words!r}: see according campaigns {given.book}"
        )
    one, start, end = begun[0], begun[0].campaign.start, begun[0].campaign.end
    own = owns(one.cases, start, end, given.profile)
    return Asked(start, (end - start).days + 1, own, one.title, top)
