"""What an answer about the months to come shows: its tables and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from according.analysis.figure import Course, Distribution, Figure, Interval, Intervals, Line
from according.analysis.result import Cell, Table
from according.analysis.unit_months import UnitMonths
from according.methods.scores import Distributions, covered, pit, reliability
from according.phrasing import plural

Floats = NDArray[np.float64]
#: Months of the past that the fan chart shows.
_BACK = 36
#: Areas that the chart of areas shows.
_LISTED = 15
_SHARES = (0.5, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Judged:
    """A model's forecasts of the months held out, and its scores: CRPS by month against low, best and high
    figures of what came true; IGN in bits; MIS of the 90 % interval."""

    name: str
    made: tuple[Distributions, ...]
    crps_low: Floats
    crps: Floats
    crps_high: Floats
    ign: float
    mis: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Which months are judged, and which the model is tuned on: outcomes known before the first judged
    forecast. `lead`: how many months ahead."""

    judged: range
    tuned: range
    lead: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `judged` by model; `against`: of each other model how much better ours is, with its
    interval; `used`: the model that is the forecast, `past`: the baseline; `now`: their forecasts; `truth`:
    what came true, units × judged months; `quiet`: who had no deaths in the year known by then."""

    table: UnitMonths
    plan: Plan
    judged: Mapping[str, Judged]
    against: Mapping[str, tuple[float, float, float]]
    used: str
    past: str
    now: Mapping[str, Distributions]
    truth: Floats
    quiet: NDArray[np.bool_]

    @property
    def names(self) -> tuple[str, ...]:
        """The model that is the forecast, and the baseline where that is another."""
        return tuple(dict.fromkeys((self.used, self.past)))


def span(table: UnitMonths, months: int) -> str:
    """The months ahead in words, as "Jan 2018" or "each month from Nov 2017 to Jan 2018"."""
    days = _days(table, range(table.months, table.months + months))
    first, last = f"{days[0]:%b %Y}", f"{days[-1]:%b %Y}"
    return first if months == 1 else f"each month from {first} to {last}"


def forecast_table(found: Found) -> Table:
    """A row a unit, the largest expected number first; the baseline beside it."""
    table, used, past = found.table, found.now[found.used], found.now[found.past]
    zeros, many = np.zeros(len(table.units)), np.full(len(table.units), 24.0)
    columns = [used.mean(), used.cdf(zeros), 1.0 - used.cdf(many)]
    quantiles = [used.quantile(share) for share in (0.05, 0.25, 0.5, 0.75, 0.95)]
    beside = [past.mean(), past.cdf(zeros)] if len(found.names) > 1 else []
    order = sorted(range(len(table.units)), key=lambda n: (-columns[0][n], table.units[n]))
    rows: list[tuple[Cell, ...]] = [
        (
            table.units[n],
            *(round(float(column[n]), 3) for column in columns),
            *(int(column[n]) for column in quantiles),
            *(round(float(column[n]), 3) for column in beside),
        )
        for n in order
    ]
    heads = ["area", "mean", "chance_of_none", "chance_of_25_or_more", "q05", "q25", "q50", "q75", "q95"]
    heads += ["past_mean", "past_chance_of_none"] if beside else []
    title = f"Deaths in {span(table, found.plan.lead)}, by area: {found.used}"
    note = "The same for every month ahead; q05 to q95: nine months of ten lie between the two. " + (
        f"The last two columns: {found.past}, the baseline." if beside else "It is the baseline itself."
    )
    return Table("forecast", title, tuple(heads), tuple(rows), note)


def score_table(found: Found, ours: str) -> Table:
    """Every model's scores over the months held out; the best CRPS first."""
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(found.judged.values(), key=lambda one: float(one.crps.mean())):
        scores = (one.crps.mean(), one.ign, one.mis, one.crps_low.mean(), one.crps_high.mean())
        apart = found.against.get(one.name, (None, None, None))
        rows.append(
            (
                one.name,
                *(round(float(value), 4) for value in scores),
                *(None if value is None else round(value, 4) for value in apart),
            )
        )
    table, months = found.table, found.plan.judged
    first, last = table.month(months.start), table.month(months.stop - 1)
    note = (
        f"{plural(len(table.units), 'area')} × {plural(len(months), 'month')}, {first} to {last}, forecast "
        f"{plural(found.plan.lead, 'month')} ahead. CRPS of samples in its energy form; IGN in bits, "
        "MIS of the 90 % interval; less is better. "
        f"The difference is CRPS of the {ours} less that of the row, 95 % over blocks of months."
    )
    columns = (
        "model", "crps", "ign", "mis", "crps_low_figures", "crps_high_figures", "difference", "low", "high",
    )  # fmt: skip
    return Table("scores", "Scores on months held out", columns, tuple(rows), note)


def calibration_table(found: Found) -> Table:
    """How often what came true lay within central intervals, by whether the area was quiet before."""
    made = found.judged[found.used].made
    within = [
        np.stack([covered(one, real, share) for one, real in zip(made, found.truth.T, strict=True)], axis=1)
        for share in _SHARES
    ]
    rows: list[tuple[Cell, ...]] = []
    for words, held in (
        ("no deaths in the year before", found.quiet),
        ("deaths in the year before", ~found.quiet),
        ("all", np.ones_like(found.quiet)),
    ):
        if held.any():
            shares = (round(float(hit[held].mean()), 3) for hit in within)
            rows.append((words, int(held.sum()), *shares))
    note = "Intervals of whole numbers hold more than they say; far less is a fault."
    columns = ("areas", "area_months", "in_50", "in_80", "in_90")
    return Table("coverage", f"How often the intervals held: {found.used}", columns, tuple(rows), note)


def reliability_table(found: Found) -> Table:
    """Probabilities of any death, and of 25 or more."""
    rows: list[tuple[Cell, ...]] = []
    for name in found.names:
        for least in (1, 25):
            below = np.full(len(found.truth), least - 1.0)
            chances = np.concatenate([1.0 - made.cdf(below) for made in found.judged[name].made])
            happened = found.truth.T.ravel() >= least
            score = reliability(chances, happened)
            parts = (score.brier, score.miscalibration, score.discrimination, score.uncertainty)
            rows.append((name, least, int(happened.sum()), *(round(part, 5) for part in parts)))
    columns = (
        "model", "deaths_or_more", "came_true", "brier", "miscalibration", "discrimination", "uncertainty",
    )  # fmt: skip
    note = "Brier = miscalibration − discrimination + uncertainty (isotonic recalibration)."
    return Table("reliability", "Probabilities of deaths", columns, tuple(rows), note)


def figures_of(found: Found, rng: np.random.Generator) -> tuple[Figure, ...]:
    """The fan of the area with most deaths expected, with the baseline; the areas; errors by month;
    differences; calibration."""
    pairs = zip(found.judged[found.used].made, found.truth.T, strict=True)
    drawn = np.concatenate([pit(one, real, rng) for one, real in pairs])
    rows = tuple(
        Interval(f"against {other}", low, mean, high) for other, (mean, low, high) in found.against.items()
    )
    return (
        _fan(found),
        _areas(found),
        _errors(found),
        Intervals(
            "CRPS of the pool of histories less that of each baseline", "difference", rows, 0.0, "no better"
        ),
        Distribution(
            "Calibration: even where forecasts are right (randomised PIT)", "PIT", tuple(drawn.tolist())
        ),
    )


def _fan(found: Found) -> Course:
    table, used, months = found.table, found.now[found.used], found.plan.lead
    unit = int(np.argmax(used.mean()))
    back = range(max(0, table.months - _BACK), table.months)
    ahead = range(table.months, table.months + months)
    lines = [Line("counted", _days(table, back), tuple(table.best[unit, list(back)].tolist()), style="bars")]
    fans = [(f"{found.used}, 90 %", used, 0.9), (f"{found.used}, 50 %", used, 0.5)]
    fans += [(f"{name}, 90 %", found.now[name], 0.9) for name in found.names[1:]]
    style = "points" if months == 1 else "line"
    for words, made, share in fans:
        middle, low, high = (
            (float(made.quantile(part)[unit]),) * months
            for part in (0.5, (1.0 - share) / 2.0, (1.0 + share) / 2.0)
        )
        lines.append(Line(words, _days(table, ahead), middle, low, high, style))
    title = f"{table.units[unit]}: deaths by month, and the months ahead"
    return Course(title, "", "deaths", tuple(lines))


def _areas(found: Found) -> Intervals:
    table, used = found.table, found.now[found.used]
    mean, low, high = used.mean(), used.quantile(0.05), used.quantile(0.95)
    many = 1.0 - used.cdf(np.full(len(table.units), 24.0))
    order = sorted(range(len(table.units)), key=lambda n: (-mean[n], table.units[n]))[:_LISTED]
    rows = tuple(
        Interval(
            table.units[n], float(low[n]), float(mean[n]), float(high[n]), note=f"25 or more: {many[n]:.0%}"
        )
        for n in order
    )
    title = f"Deaths in {span(table, found.plan.lead)}: the mean, and where nine months of ten lie"
    return Intervals(title, "deaths", rows)


def _errors(found: Found) -> Course:
    days = _days(found.table, found.plan.judged)
    lines = tuple(Line(name, days, tuple(found.judged[name].crps.tolist())) for name in found.names)
    return Course("How far the forecasts of months held out were off", "", "deaths (CRPS)", lines)


def _days(table: UnitMonths, positions: range) -> tuple[date, ...]:
    return tuple(table.month(n).astype("datetime64[D]").astype(object) for n in positions)
