"""How many people may be killed in a district in one of the next months: a distribution, and whether it is
any better than the district's own past. Where it is not, the past is the forecast. Never a place and day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.analysis.forecast_tables import (
    Judged,
    calibration_table,
    figures_of,
    forecast_table,
    reliability_table,
    score_table,
    span,
)
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.result import Answered, Check, Refused, Result, Terms
from according.analysis.unit_months import Area, UnitMonths, unit_months
from according.methods import history
from according.methods.history import Model, Pool
from according.methods.scores import Distributions, block_interval, covered, ign, mis
from according.phrasing import plural

VERSION = "forecast-1"
#: Months of history needed before the first forecast, of forecasts judged at least and at most, and of
#: those that our own model is tuned on.
HISTORY, LEAST, JUDGED = 36, 12, 60
#: At most so many months ahead.
AHEAD = 6
OURS, HISTORIES = "pool of histories", ("own year", "own ten years")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which months are judged, and which the model is tuned on: outcomes known before the first judged
    forecast."""

    judged: range
    tuned: range
    lead: int


def forecast(
    incidents: Incidents, months: int, area: Area, chosen: Chosen, seed: int = 1, is_complete: bool = False
) -> Result:
    """Deaths by area in each of the next `months` (1–6) months. Refused below `HISTORY` months, or too few
    to be judged on; and where the last three months look as if reports were still to come, unless
    `is_complete`. ValueError for other months."""
    if not 1 <= months <= AHEAD:
        raise ValueError(f"1 to {AHEAD} months ahead, not {months}")
    own = chosen.of(incidents)
    table = unit_months(own, area)
    terms = _terms(own, table, months, area, chosen, seed)
    if not len(own):
        return Refused(terms, *chosen.lacking(incidents))
    reason, needed = _lacking(table, months)
    if not reason and not is_complete:
        reason, needed = _unfinished(own, table)
    if reason:
        return Refused(terms, reason, needed)
    rng = np.random.default_rng(seed)
    plan = _plan(table, months)
    pool = history.tuned(table.best, plan.tuned[::2], months) if len(plan.tuned) >= LEAST else Pool()
    models = _models(table, pool)
    judged = {name: _judged(name, model, table, plan) for name, model in models.items()}
    against = {name: _difference(judged[OURS], judged[name], months, rng) for name in models if name != OURS}
    ships = all(against[name][2] < 0.0 for name in HISTORIES)
    past = _better_past(models, table, plan)
    used = OURS if ships else past
    verdict = ("" if ships else "not ") + "better than the unit's own history"
    now = {name: models[name](table.best, table.months) for name in (used, past)}
    truth = _outcomes(table, plan)
    return Answered(
        terms,
        verdict,
        _sentence(table, now[used], truth, used, area, months),
        (_against(judged, against), *_checks(table, plan, judged[used], truth)),
        (
            forecast_table(table, now[used], now[past], used, past, months),
            score_table(list(judged.values()), against, OURS, plan.judged, months, table),
            calibration_table(judged[used], truth, _quiet(table, plan)),
            reliability_table([judged[used], judged[past]] if used != past else [judged[used]], truth),
        ),
        figures_of(
            table,
            now[used],
            now[past],
            used,
            past,
            months,
            judged[used],
            judged[past],
            plan.judged,
            truth,
            against,
            rng,
        ),
        (
            f"a {area} without deaths is the usual: {np.mean(truth == 0):.0%} of those judged",
            "figures of the last months are still being revised: the newest look calmer than they were",
            "it tells of months and areas, never of a place and day, and plans nothing",
            "no forecast knows of what has no precedent in the past that it was made of",
        ),
    )


def _terms(own: Incidents, table: UnitMonths, months: int, area: Area, chosen: Chosen, seed: int) -> Terms:
    return Terms(
        "forecast",
        f"deaths by {area} in each of the next {plural(months, 'month')}, best figures",
        f"{chosen.words}, each in the month in which it begins",
        own.cutoff,
        f"{plural(len(own), 'incident')} of a {own.origin}; {plural(len(table.units), area)} over "
        f"{plural(table.months, 'month')}; left out: {table.unplaced} without a {area}, {table.undated} of "
        "unknown day, "
        f"{table.uncounted} without a number of deaths",
        (
            "a month without incidents had none: the input covers all areas and months alike",
            f"the last month of the input is complete, and every {area} ever hit is there from the start",
            "the months to come are like some that were",
        ),
        own.sha256,
        VERSION,
        seed,
    )


def _lacking(table: UnitMonths, months: int) -> tuple[str, str]:
    """Why there is no forecast, and what is needed; ("", "") where there can be one."""
    least = HISTORY + months + LEAST
    if table.months < HISTORY:
        return (
            f"the input has only {plural(table.months, 'month')} of history",
            f"{HISTORY} months or more to forecast from, {least} to judge the forecast on",
        )
    if table.months < least:
        return (
            f"{plural(table.months, 'month')} leave too few to judge a forecast on",
            f"{least} months or more",
        )
    if len(table.units) < 2 or not table.best.any():
        return (
            f"only {plural(len(table.units), 'area')} with any deaths",
            "two areas or more with deaths: a larger --region, or --area district",
        )
    return "", ""


def _unfinished(own: Incidents, table: UnitMonths) -> tuple[str, str]:
    """Why the last three months are not to be built on: fewer incidents, for the year before them, than any
    three months of the history had. ("", "") where they are like others."""
    number = own.first[~np.isnat(own.first)].astype("datetime64[M]").astype(np.int64)
    by_month = np.bincount(number - number.min()).astype(np.float64)
    quarter = np.convolve(by_month, np.ones(3), "valid")[12:] / 3.0
    year = np.convolve(by_month, np.ones(12), "valid")[: len(quarter)] / 12.0
    share = np.divide(quarter, year, out=np.full(len(year), np.inf), where=year >= 1.0)
    if len(share) < 2 or share[-1] >= 0.5 or share[-1] >= share[:-1].min():
        return "", ""
    return (
        f"the last three months hold {quarter[-1]:.1f} incidents a month after {year[-1]:.1f} in the year "
        "before, a lower share than ever: reports seem still to come",
        "--until DAY, a day to which the input is complete; or --complete, where it is so to the end",
    )


def _plan(table: UnitMonths, lead: int) -> _Plan:
    judged = min(JUDGED, table.months - HISTORY - lead)
    first = table.months - judged
    tuned = range(max(HISTORY + lead, first - lead - JUDGED), first - lead + 1)
    return _Plan(range(first, table.months), tuned, lead)


def _models(table: UnitMonths, pool: Pool) -> Mapping[str, Model]:
    near = history.nearest(table.lat, table.lon)
    return {
        "nobody": history.zero,
        "last month": history.last,
        "own year": history.year,
        "own and neighbours' year": history.with_neighbours(near),
        "own three years, negative binomial": history.moments,
        "own ten years": history.decade,
        OURS: pool,
    }


def _outcomes(table: UnitMonths, plan: _Plan) -> Floats:
    """Units × judged months."""
    return table.best[:, plan.judged.start : plan.judged.stop]


def _judged(name: str, model: Model, table: UnitMonths, plan: _Plan) -> Judged:
    """The model's forecasts of the judged months, made `lead` months before each, and their scores by
    month."""
    made = [model(table.best, month - plan.lead + 1) for month in plan.judged]
    pairs = list(zip(made, plan.judged, strict=True))
    crps = {
        end: np.array([one.crps(truth[:, month]).mean() for one, month in pairs])
        for end, truth in (("low", table.low), ("best", table.best), ("high", table.high))
    }
    return Judged(
        name,
        tuple(made),
        crps["low"],
        crps["best"],
        crps["high"],
        float(np.mean([ign(one, table.best[:, month]) for one, month in pairs])),
        float(np.mean([mis(one, table.best[:, month]) for one, month in pairs])),
    )


def _difference(
    ours: Judged, other: Judged, lead: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """The mean difference of CRPS, below 0 where ours is better, with its interval over months in blocks."""
    by_month = ours.crps - other.crps
    low, high = block_interval(by_month, max(3, lead), rng)
    return float(by_month.mean()), low, high


def _better_past(models: Mapping[str, Model], table: UnitMonths, plan: _Plan) -> str:
    """The history that was the better one before the judged months."""
    months: Sequence[int] = plan.tuned if len(plan.tuned) >= LEAST else plan.judged

    def score(name: str) -> float:
        made = ((models[name](table.best, month - plan.lead + 1), month) for month in months)
        return float(np.mean([one.crps(table.best[:, month]).mean() for one, month in made]))

    return min(HISTORIES, key=score)


def _quiet(table: UnitMonths, plan: _Plan) -> NDArray[np.bool_]:
    """Which units had no deaths in the twelve months known when each judged month was forecast."""
    nows = [month - plan.lead + 1 for month in plan.judged]
    return np.stack([~table.best[:, max(0, now - 12) : now].any(axis=1) for now in nows], axis=1)


def _checks(table: UnitMonths, plan: _Plan, judged: Judged, truth: Floats) -> tuple[Check, ...]:
    pairs = zip(judged.made, truth.T, strict=True)
    within = float(np.mean([covered(one, real, 0.9) for one, real in pairs]))
    hit = int(np.sum(truth > 0))
    recent = float(table.best[:, -3:].sum()) / 3.0
    year = float(table.best[:, -15:-3].sum()) / 12.0
    return (
        Check("the middle 90 % held nearly as often", within >= 0.88, f"{within:.1%} of what came true"),
        Check("enough months with deaths to judge by", hit >= 50, plural(hit, "area-month") + " with deaths"),
        Check(
            "the last three months are not unlike the year before",
            0.5 * year <= recent <= 2.0 * year if year else None,
            f"{recent:.1f} deaths a month after {year:.1f}: reports still to come would look so",
        ),
        Check(
            "months to tune on before those judged",
            len(plan.tuned) >= LEAST,
            f"{plural(max(0, len(plan.tuned)), 'month')}; without them the pool is as it comes",
        ),
    )


def _against(judged: Mapping[str, Judged], against: Mapping[str, tuple[float, float, float]]) -> Check:
    """Whether our own model beats the histories beyond the interval."""
    told = ", ".join(
        f"{_signed(mean)} ({_signed(low)} to {_signed(high)}) against {name}"
        for name in HISTORIES
        for mean, low, high in (against[name],)
    )
    return Check(
        f"the {OURS} beats the area's own history",
        all(against[name][2] < 0.0 for name in HISTORIES),
        f"CRPS {told}, over {plural(len(judged[OURS].crps), 'month')}; below 0 is better",
    )


def _sentence(
    table: UnitMonths, made: Distributions, truth: Floats, used: str, area: Area, months: int
) -> str:
    most = int(np.argmax(made.mean()))
    low, high = int(made.quantile(0.05)[most]), int(made.quantile(0.95)[most])
    whose = (
        f"Our own model, a {OURS}, came closer to months held out than the {area}'s own past: "
        "it is the forecast"
        if used == OURS
        else f"Our own model came no closer to months held out than the {area}'s own past: the forecast is "
        f"simply its {used}"
    )
    return (
        f"Most deaths are expected in {table.units[most]}: {low} to {high}, nine times of ten, in "
        f"{span(table, months)}. {whose}. None died in {np.mean(truth == 0):.0%} of {area}-months."
    )


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")
