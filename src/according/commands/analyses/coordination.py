"""`according analyse coordination`: do incidents fall together by more than chance?"""

from __future__ import annotations

import click

from according.commands import options, terminal
from according.commands.analyses import asking


@click.command()
@click.option(
    "--window-days", "days", type=click.IntRange(1, 31), default=1, show_default=True,
    help="Districts struck within so many days are struck at once.",
)  # fmt: skip
@click.option(
    "--near-km", multiple=True, type=click.FloatRange(0), default=(10.0, 50.0), show_default=True,
    help="Distances of pairs (Knox); all are tried.",
)  # fmt: skip
@click.option(
    "--near-days", multiple=True, type=click.IntRange(0), default=(1, 7, 30), show_default=True,
    help="Days between pairs (Knox); all are tried.",
)  # fmt: skip
@click.option(
    "--reach-km", type=click.FloatRange(0, min_open=True), default=200.0, show_default=True,
    help="The widest circle of the scan.",
)  # fmt: skip
@click.option(
    "--longest-days", type=click.IntRange(1, 366), default=28, show_default=True,
    help="The longest stretch of the scan.",
)  # fmt: skip
@click.option(
    "--runs", type=click.IntRange(99, 99_999), default=999, show_default=True, help="Of each null model."
)
@asking.SEED
@asking.of_incidents
@options.example(
    "according analyse coordination --table ged.csv --region Balochistan",
    "according analyse coordination --book attacks-2026 --window-days 2 --format html --out together.html",
)
def coordination(
    days: int,
    near_km: tuple[float, ...],
    near_days: tuple[int, ...],
    reach_km: float,
    longest_days: int,
    runs: int,
    given: asking.Given,
    seed: int,
) -> None:
    """Whether incidents fall together in time and place by more than chance.

    Three questions, each with its null model: districts struck at once by one actor, pairs near in space and
    time (Knox), and the strongest cluster (space-time permutation scan). The verdict is that of the first.
    """
    from according.analysis.coordination import Asked
    from according.analysis.coordination import coordination as asked_coordination

    asked = Asked(days, near_km, near_days, reach_km, longest_days, runs)
    incidents = given.incidents
    with terminal.progress("dealing out times anew", 2 * runs) as bar:
        result = asked_coordination(incidents, asked, given.chosen, seed, bar.step)
    given.give(result)
