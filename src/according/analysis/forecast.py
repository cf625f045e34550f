"""How many people may be killed in a district in one of the next months: a distribution, and whether it is
any better than the district's own past. Where it is not, the past is the forecast. Never a place and day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from according.analysis.forecast_tables import (
    Found,
    Judged,
    Plan,
    calibration_table,
    figures_of,
    forecast_table,
    reliability_table,
    score_table,
    span,
)
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.result import Answered, Check, Refused, Result, Terms
from according.analysis.steps import reaches_end
from according.analysis.unit_months import Area, UnitMonths, unit_months
from according.methods import history
from according.methods.history import Model, Pool
from according.methods.scores import block_interval, covered, ign, mis
from according.phrasing import plural

VERSION = "forecast-1"
#: Months of history needed before the first forecast, of forecasts judged at least and at most, and of
#: those that our own model is tuned on.
HISTORY, LEAST, JUDGED = 36, 12, 60
#: At most so many months ahead.
AHEAD = 6
OURS, HISTORIES = "pool of histories", ("own year", "own ten years")

Floats = NDArray[np.float64]


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
        reason, needed = _unfinished(own)
    if reason:
        return Refused(terms, reason, needed)
    return _answered(terms, table, area, months, seed)


def _answered(terms: Terms, table: UnitMonths, area: Area, months: int, seed: int) -> Answered:
    rng = np.random.default_rng(seed)
    found = _found(table, _plan(table, months), rng)
    return Answered(
        terms,
        ("" if found.used == OURS else "not ") + "better than the unit's own history",
        _sentence(found, area),
        (_against(found), *_checks(found)),
        (
            forecast_table(found),
            score_table(found, OURS),
            calibration_table(found),
            reliability_table(found),
        ),
        figures_of(found, rng),
        (
            f"a {area} without deaths is the usual: {np.mean(found.truth == 0):.0%} of those judged",
            "figures of the last months are still being revised: the newest look calmer than they were",
            "it tells of months and areas, never of a place and day, and plans nothing",
            "no forecast knows of what has no precedent in the past that it was made of",
        ),
    )


def _found(table: UnitMonths, plan: Plan, rng: np.random.Generator) -> Found:
    """Every model judged on the months held out; ours is the forecast where it beats both histories."""
    tuned = len(plan.tuned) >= LEAST
    pool = history.tuned(table.best, plan.tuned[::2], plan.lead) if tuned else Pool()
    models = _models(table, pool)
    judged = {name: _judged(name, model, table, plan) for name, model in models.items()}
    against = {
        name: _difference(judged[OURS], judged[name], plan.lead, rng) for name in models if name != OURS
    }
    past = _better_past(models, table, plan)
    used = OURS if all(against[name][2] < 0.0 for name in HISTORIES) else past
    now = {name: models[name](table.best, table.months) for name in (used, past)}
    truth = table.best[:, plan.judged.start : plan.judged.stop]
    return Found(table, plan, judged, against, used, past, now, truth, _quiet(table, plan))


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


def _unfinished(own: Incidents) -> tuple[str, str]:
    """Why the last months are not to be built on: the input breaks off within the last one, or the last three
    have fewer incidents, for the year before them, than any three months of the history had. ("", "") where
    they are like others."""
    last = own.first[~np.isnat(own.first)].max().astype("datetime64[M]")
    needed = (
        f"--until DAY, a day to which the input is complete (perhaps {last.astype('datetime64[D]') - 1}); or "
        "--complete, where it is so to the end"
    )
    whole = reaches_end(own.last, last, "month")
    if not whole.held:
        return f"the last month is not whole: {whole.found}", needed
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
        needed,
    )


def _plan(table: UnitMonths, lead: int) -> Plan:
    judged = min(JUDGED, table.months - HISTORY - lead)
    first = table.months - judged
    tuned = range(max(HISTORY + lead, first - lead - JUDGED), first - lead + 1)
    return Plan(range(first, table.months), tuned, lead)


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


def _judged(name: str, model: Model, table: UnitMonths, plan: Plan) -> Judged:
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


def _better_past(models: Mapping[str, Model], table: UnitMonths, plan: Plan) -> str:
    """The history that was the better one before the judged months."""
    months: Sequence[int] = plan.tuned if len(plan.tuned) >= LEAST else plan.judged

    def score(name: str) -> float:
        made = ((models[name](table.best, month - plan.lead + 1), month) for month in months)
        return float(np.mean([one.crps(table.best[:, month]).mean() for one, month in made]))

    return min(HISTORIES, key=score)


def _quiet(table: UnitMonths, plan: Plan) -> NDArray[np.bool_]:
    """Which units had no deaths in the twelve months known when each judged month was forecast."""
    nows = [month - plan.lead + 1 for month in plan.judged]
    return np.stack([~table.best[:, max(0, now - 12) : now].any(axis=1) for now in nows], axis=1)


def _checks(found: Found) -> tuple[Check, ...]:
    pairs = zip(found.judged[found.used].made, found.truth.T, strict=True)
    within = float(np.mean([covered(one, real, 0.9) for one, real in pairs]))
    hit = int(np.sum(found.truth > 0))
    recent = float(found.table.best[:, -3:].sum()) / 3.0
    year = float(found.table.best[:, -15:-3].sum()) / 12.0
    tuned = len(found.plan.tuned)
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
            tuned >= LEAST,
            f"{plural(max(0, tuned), 'month')}; without them the pool is as it comes",
        ),
    )


def _against(found: Found) -> Check:
    """Whether our own model beats the histories beyond the interval."""
    told = ", ".join(
        f"{_signed(mean)} ({_signed(low)} to {_signed(high)}) against {name}"
        for name in HISTORIES
        for mean, low, high in (found.against[name],)
    )
    return Check(
        f"the {OURS} beats the area's own history",
        found.used == OURS,
        f"CRPS {told}, over {plural(len(found.plan.judged), 'month')}; below 0 is better",
    )


def _sentence(found: Found, area: Area) -> str:
    made = found.now[found.used]
    most = int(np.argmax(made.mean()))
    low, high = int(made.quantile(0.05)[most]), int(made.quantile(0.95)[most])
    whose = (
        f"Our own model, a {OURS}, came closer to months held out than the {area}'s own past: "
        "it is the forecast"
        if found.used == OURS
        else f"Our own model came no closer to months held out than the {area}'s own past: the forecast is "
        f"simply its {found.used}"
    )
    return (
        f"Most deaths are expected in {found.table.units[most]}: {low} to {high}, nine times of ten, in "
        f"{span(found.table, found.plan.lead)}. {whose}. None died in {np.mean(found.truth == 0):.0%} of "
        f"{area}-months."
    )


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")
