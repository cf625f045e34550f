"""What an answer about interruptions shows: its tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from according.analysis.figure import Course as Drawn
from according.analysis.figure import Distribution, Figure, Interval, Intervals, Line
from according.analysis.interruption_course import Course, Elsewhere, Estimate, Placebo, Selection
from according.analysis.result import Cell, Table
from according.methods.change_points import change_points, of_counts
from according.methods.segmented import LEVEL, Z95, Fit

Floats = NDArray[np.float64]
#: Placebo dates that the table shows.
_SHOWN = 10


def e_value(value: float, low: float, high: float) -> float:
    """How strongly (as a ratio) something unmeasured would have to go with both the date and the outcome to
    explain the end of the interval nearest to 1 (VanderWeele & Ding 2017); 1 where the interval holds 1."""
    if low <= 1.0 <= high:
        return 1.0
    near = 1.0 / high if value < 1.0 else low
    return near + sqrt(near * (near - 1.0))


def estimate_table(estimates: Sequence[Estimate], course: Course) -> Table:
    """Each model's ratio."""
    rows = tuple(
        (
            one.model,
            one.what,
            round(one.ratio.value, 4),
            round(one.ratio.low, 4),
            round(one.ratio.high, 4),
            round(e_value(one.ratio.value, one.ratio.low, one.ratio.high), 2),
        )
        for one in estimates
    )
    season = f"{course.harmonics} harmonics of a year" if course.harmonics else "no season: under three years"
    note = (
        f"{len(rows)} models tried; straight trend, {season}. The first is the one that the verdict goes "
        f"by. E-value: how "
        "strong something unmeasured would have to be to explain the near end of the interval."
    )
    columns = ("model", "errors_or_figures", "ratio", "low", "high", "e_value")
    return Table("estimates", "Ratio to what trend and season alone give", columns, rows, note)


def placebo_table(placebo: Placebo, course: Course) -> Table:
    """The strongest dates; of several dates only where the true ones rank."""
    note = f"{len(placebo.null)} other dates or sets of dates tried; p = (r + 1)/(B + 1) = {placebo.p:.4f}."
    if not placebo.dates:
        place = int(np.sum(np.abs(placebo.null) >= abs(placebo.observed))) + 1
        rows: tuple[tuple[Cell, ...], ...] = ((place, "the true dates together", round(placebo.observed, 3)),)
        return Table("placebo", "Other dates", ("rank", "dates", "z"), rows, note)
    z = dict(zip(placebo.dates, placebo.null.tolist(), strict=True)) | {course.starts[0]: placebo.observed}
    ranked = sorted(z, key=lambda at: (-abs(z[at]), at))
    shown = [at for n, at in enumerate(ranked) if n < _SHOWN or at == course.starts[0]]
    rows = tuple(
        (
            ranked.index(at) + 1,
            str(course.steps.first[at]) + (" (the true date)" if at == course.starts[0] else ""),
            round(z[at], 3),
        )
        for at in shown
    )
    return Table("placebo", "The same test at other dates", ("rank", "date", "z"), rows, note)


def control_table(selection: Selection, course: Course) -> Table:
    """What follows high and low stretches of this very series."""
    low, middle, high = selection.matched
    rows: list[tuple[Cell, ...]] = [
        ("at the dates asked about", len(course.starts), None, _near(selection.after), None),
        ("at dates with like stretches before", None, _near(low), _near(middle), _near(high)),
    ]
    rows += [(words, n, _near(a), _near(b), _near(c)) for words, n, a, b, c in selection.rows]
    note = (
        f"The {course.steps.outcome} of three {course.steps.by}s after over those of three before, plus a "
        f"half; dates "
        "near an interruption left out. After a high it falls, after a low it rises, without anybody's doing."
    )
    columns = ("dates", "how_many", "low", "ratio", "high")
    return Table("control", "Negative control: what happens anyway", columns, tuple(rows), note)


def _near(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 3)


def elsewhere_table(elsewhere: Sequence[Elsewhere]) -> tuple[Table, ...]:
    """The ratio in the region asked about and in other provinces; () where there is none."""
    if not elsewhere:
        return ()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.name + (" (asked about)" if n == 0 else ""),
            round(one.counted),
            *(round(end, 3) for end in (one.ratio.value, one.ratio.low, one.ratio.high, one.ratio.z)),
        )
        for n, one in enumerate(elsewhere)
    )
    note = (
        f"What {elsewhere[0].name} shows is worth little where provinces without it show as much, unless the "
        "dates are theirs too. Quasi-Poisson, dependent errors."
    )
    columns = ("province", "counted", "ratio", "low", "high", "z")
    return (Table("elsewhere", "The same dates in other provinces", columns, rows, note),)


def levels_of(course: Course, scatter: float) -> tuple[int, ...]:
    """The positions at which the level of the series changes, found without the dates."""
    counts = course.steps.best
    return change_points(
        len(counts), of_counts(counts, scatter), 2.0 * float(np.log(len(counts))), course.period // 2
    )


def change_table(course: Course, scatter: float, found: Sequence[int]) -> Table:
    """The levels between these positions."""
    counts, shortest = course.steps.best, course.period // 2
    edges = (0, *found, len(counts))
    rows = tuple(
        (str(course.steps.first[a]), b - a, round(float(counts[a:b].mean()), 2)) for a, b in pairwise(edges)
    )
    note = (
        f"Best partition with negative binomial costs (scatter {scatter:.3f}), a penalty of 2·log(n) a "
        f"change, "
        f"stretches of {shortest} {course.steps.by}s or more; season left in."
    )
    columns = ("from", f"{course.steps.by}s", f"mean_{course.steps.outcome}")
    return Table("levels", "Levels found without looking at the dates", columns, rows, note)


def figures_of(
    course: Course, fit: Fit, lags: int, estimates: Sequence[Estimate], placebo: Placebo, verdict: str
) -> tuple[Figure, ...]:
    """The course with what trend and season alone give; the models; the placebo dates."""
    days = course.steps.days
    marks = ((days[course.starts[0]], "date asked about"),) if len(course.starts) == 1 else ()
    spans = tuple(
        (days[at], days[min(at + long, len(days) - 1)], "")
        for at, long in zip(course.starts, course.lengths, strict=True)
    )
    rows = tuple(
        Interval(f"{one.model}, {one.what}", one.ratio.low, one.ratio.value, one.ratio.high)
        for one in estimates
    )
    null = tuple(placebo.null.tolist())
    return (
        Drawn(_title(course), "", course.steps.outcome, _lines(course, fit, lags), marks, spans),
        Intervals("Ratio under each model", "ratio", rows, 1.0, "no change"),
        Distribution(
            "z of the same test at other dates", "z", null, ((placebo.observed, f"true date: {verdict}"),)
        ),
    )


def _lines(course: Course, fit: Fit, lags: int) -> tuple[Line, ...]:
    """What was counted, what was fitted, and what trend and season alone give with its 95 % interval."""
    days = course.steps.days
    x = course.design(course.inside)
    without = x.copy()
    without[:, LEVEL] = 0.0
    spread = np.sqrt(np.einsum("ij,jk,ik->i", without, fit.hac(lags), without)) * Z95
    eta = without @ fit.coefficients
    shown = np.flatnonzero(course.inside) if len(course.starts) == 1 else np.arange(len(days))
    alone = tuple(days[at] for at in shown)
    eta, spread = eta[shown], spread[shown]
    return (
        Line("counted", days, _told(course.steps.best), style="points", group=""),
        Line("fitted", days, _told(np.exp(x @ fit.coefficients)), group="fitted"),
        Line(
            "trend and season alone", alone, _told(np.exp(eta)), tuple(np.exp(eta - spread).tolist()),
            tuple(np.exp(eta + spread).tolist()), group="alone",
        ),
    )  # fmt: skip


def _title(course: Course) -> str:
    shaded = "the interruption" if len(course.starts) == 1 else f"the {len(course.starts)} interruptions"
    return f"{course.steps.outcome.capitalize()} by {course.steps.by}; shaded: {shaded}"


def _told(values: Floats) -> tuple[float | None, ...]:
    return tuple(float(value) for value in values)
