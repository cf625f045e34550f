"""The tables, figures and words of `analysis.escalation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isinf, isnan
from typing import TYPE_CHECKING

import numpy as np

from according.analysis.figure import Course, Figure, Interval, Intervals, Line
from according.analysis.result import Cell, Table
from according.methods.endemic_epidemic import FARTHEST

if TYPE_CHECKING:
    from according.analysis.escalation import Dependence, Found, Spread


def interval(one: Dependence) -> str:
    """eta with its interval."""
    if isinf(one.high):
        return f"{one.fitted.eta:.2f} (from {one.low:.2f}; no upper limit found within {FARTHEST:g})"
    return f"{one.fitted.eta:.2f} ({one.low:.2f} to {one.high:.2f})"


def _high(one: Dependence) -> float | None:
    """None where no upper end was found."""
    return None if isinf(one.high) else one.high


def left_over(found: Found) -> float:
    """The correlation of what the deciding model leaves with what it leaves a step later."""
    one = found.lead.fitted
    counts = found.course.counts[-len(one.mean) :]
    rest = (counts - one.mean) / np.sqrt(one.mean + one.psi * one.mean**2)
    return float(np.corrcoef(rest[1:], rest[:-1])[0, 1])


def sentence(found: Found, verdict: str) -> str:
    """The answer in plain words."""
    held = "more than" if found.lead.found else "not more than"
    said = (
        f"{verdict.capitalize()}: after one incident more, {interval(found.lead)} more are expected, which "
        f"is {held} a "
        "slowly changing background explains; with a straight trend it would look like "
        f"{interval(found.stiff)}"
    )
    return f"{said}. {_spread_words(found.years)}"


def _spread_words(years: Sequence[Spread]) -> str:
    """The last two years that can be compared."""
    able = [year for year in years if not isnan(year.rarefied)]
    if len(able) < 2:
        return "Too few incidents a year to compare how far they spread."
    last, before = able[-1], able[-2]
    apart = abs(last.rarefied - before.rarefied) > 2 * np.hypot(last.spread, before.spread)
    how = "more than" if apart else "no more than"
    return (
        f"Districts that 15 incidents would touch: {last.rarefied:.1f} in {last.year}, "
        f"{before.rarefied:.1f} in "
        f"{before.year}; {how} chance makes them differ."
    )


def all_of(found: Found) -> Iterator[Table]:
    """Dependence under every background, the spread by year, and the course itself."""
    yield _dependence(found)
    if found.years:
        yield spread(found.years)
    yield _course(found)


def _dependence(found: Found) -> Table:
    rows: list[tuple[Cell, ...]] = [_row("all", one) for one in (found.stiff, *found.flexible)]
    if found.panel is not None:
        rows.append(_row("by district", found.panel))
    note = (
        "eta with its 95 % interval by the likelihood ratio. lag 1 …: how eta is shared among the steps "
        "before; by "
        "district the second share is that of the nearest districts. AIC compares backgrounds of the same "
        f"counts. high is empty where no upper limit was found within {FARTHEST:g}, lags where eta is 0."
    )
    columns = (
        "counts",
        "background",
        "eta",
        "low",
        "high",
        "decides",
        "lags",
        "dispersion",
        "splines",
        "aic",
    )
    return Table("dependence", "Dependence on the past, by background", columns, tuple(rows), note)


def _row(counts: str, one: Dependence) -> tuple[Cell, ...]:
    lags = ", ".join(f"{weight:.2f}" for weight in one.fitted.weights) if one.fitted.eta > 0 else None
    high = _high(one)
    numbers = (round(one.fitted.eta, 3), round(one.low, 3), None if high is None else round(high, 3))
    return (
        counts, one.background, *numbers, one.lead, lags, round(one.fitted.psi, 3), one.splines,
        round(one.fitted.aic, 1),
    )  # fmt: skip


def spread(years: Sequence[Spread]) -> Table:
    """How many districts each year, as counted and as if all years had as many incidents."""
    rows = tuple(
        (str(y.year), y.incidents, y.districts, None if isnan(y.rarefied) else round(y.rarefied, 2),
         None if isnan(y.spread) else round(y.spread, 2), round(y.effective, 2), y.new)
        for y in years
    )  # fmt: skip
    columns = ("year", "incidents", "districts", "rarefied_to_15", "its_spread", "effective", "first_time")
    note = (
        "More incidents touch more districts by chance alone; rarefied: districts that 15 of the year's "
        "incidents would touch. effective: as many districts, struck alike, would be as spread (exp of "
        "Shannon's "
        "entropy)."
    )
    return Table("spread", "Districts a year", columns, rows, note)


def _course(found: Found) -> Table:
    one = found.lead.fitted
    skipped = len(found.course.counts) - len(one.mean)
    rows = tuple(
        (str(day), int(count), round(float(mean), 2), round(float(background), 2))
        for day, count, mean, background in zip(
            found.course.days[skipped:], found.course.counts[skipped:], one.mean, one.background, strict=True
        )
    )
    columns = (found.course.by, "incidents", "fitted", "background")
    return Table("course", f"Incidents by {found.course.by}", columns, rows)


def figures(found: Found) -> Iterator[Figure]:
    """Counts with fit and background; eta by background; districts a year."""
    one = found.lead.fitted
    skipped = len(found.course.counts) - len(one.mean)
    days = found.course.days[skipped:]
    counts = tuple(float(count) for count in found.course.counts[skipped:])
    yield Course(
        f"Incidents by {found.course.by}, the model and its background",
        found.course.by,
        "incidents",
        (
            Line("counted", days, counts, style="bars"),
            Line("fitted", days, tuple(one.mean.tolist())),
            Line("background", days, tuple(one.background.tolist())),
        ),
    )
    rows = [Interval(d.background, d.low, d.fitted.eta, _high(d), note="decides" if d.lead else "")
            for d in (found.stiff, *found.flexible, *([found.panel] if found.panel else []))]  # fmt: skip
    yield Intervals("Dependence on the past, by background", "eta", tuple(rows), 0.0, "none")
    able = [year for year in found.years if not isnan(year.rarefied)]
    if able:
        yield _districts(able)


def _districts(years: Sequence[Spread]) -> Course:
    at = tuple(float(year.year) for year in years)
    rare = np.array([year.rarefied for year in years])
    spreads = np.array([year.spread for year in years])
    lines = (
        Line("districts struck", at, tuple(float(year.districts) for year in years), style="points"),
        Line(
            "that 15 incidents would touch",
            at,
            tuple(rare.tolist()),
            tuple((rare - 1.96 * spreads).tolist()),
            tuple((rare + 1.96 * spreads).tolist()),
        ),
        Line("effective number", at, tuple(year.effective for year in years)),
    )
    return Course(
        "Districts a year, as counted and as if all years had 15 incidents", "year", "districts", lines
    )
