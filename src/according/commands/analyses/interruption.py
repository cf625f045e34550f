"""`according analyse interruption`: did violence change at a date?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from according.commands import options, terminal
from according.commands.analyses import asking
from according.errors import UsageError

if TYPE_CHECKING:
    from according.analysis.interruption_course import Interruption
    from according.analysis.steps import By, Outcome
    from according.model import Category

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--date", "start", type=_DAY, help="When it began.")
@click.option("--ended", type=_DAY, help="Its last day; without it, it lasts.")
@click.option(
    "--dates",
    "dates_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Several instead: a table with the columns start and, where they ended, end.",
)
@click.option("--outcome", type=click.Choice(["events", "deaths"]), default="events", show_default=True)
@click.option(
    "--category",
    type=click.Choice(["all", "civilian", "security_force", "armed_group"]),
    default="all",
    show_default=True,
    help="Whose deaths.",
)
@click.option("--by", type=click.Choice(["month", "week"]), default="month", show_default=True)
@click.option("--claimed", type=click.Choice(["fewer", "more"]), help="What somebody says it led to.")
@click.option(
    "--beside", metavar="REGION", help="A region that it did not touch, to tell what would have been."
)
@asking.SEED
@asking.of_incidents
@options.example(
    "according analyse interruption --date 2016-06-01 --table ged.csv --region Balochistan",
    "according analyse interruption --dates operations.csv --book attacks-2026 --claimed fewer --format html",
)
def interruption(
    start: datetime | None,
    ended: datetime | None,
    dates_path: Path | None,
    outcome: Outcome,
    category: Category,
    by: By,
    claimed: Literal["fewer", "more"] | None,
    beside: str | None,
    seed: int,
    given: asking.Given,
) -> None:
    """Whether violence changed at a date, and whether that can be told at all.

    With other dates tried in the same way, and what follows high and low months anyway. Below eight dates of
    a kind the verdict is "not identifiable", whatever the test says.
    """
    from according.analysis.interruption import interruption as asked

    dates = _dates(start, ended, dates_path)
    if beside and len(dates) > 1:
        raise UsageError("--beside goes with one date: ask of each date by itself with --date")
    incidents = given.incidents
    with terminal.progress("trying other dates"):
        result = asked(incidents, dates, given.chosen, outcome, by, seed, category, claimed, beside)
    given.give(result)


def _dates(start: datetime | None, ended: datetime | None, path: Path | None) -> list[Interruption]:
    from according.analysis.interruption_course import Interruption

    if (start is None) == (path is None):
        raise UsageError("say when it began: --date 2016-06-01, or several with --dates FILE; one of the two")
    if start is not None and ended is not None and ended < start:
        raise UsageError(f"--ended {ended:%Y-%m-%d} is before --date {start:%Y-%m-%d}")
    if start is not None:
        return [Interruption(start.date(), ended.date() if ended else None)]
    assert path is not None
    return [Interruption(*days) for days in _told(path)]


def _told(path: Path) -> list[tuple[date, date | None]]:
    from according.sources.incident_rows import ALIASES, day_written, read_table

    table = read_table(path.read_bytes(), path.stem, str(path))
    found = []
    for line, cell in table.cells:
        start, end = (
            day_written(next((cell[name] for name in ALIASES[role] if cell.get(name)), "").strip())
            for role in ("start", "end")
        )
        if start is None or (end is not None and end < start):
            raise UsageError(
                f"{path}:{line} tells no day that something began, or an end before it: write both as "
                "2016-06-01, in columns named start and end"
            )
        found.append((start, end))
    if not found:
        raise UsageError(f"{path} has no rows: write a row a date, with a column named start")
    return found
