"""Did violence change at a date? Segmented regression, placebo dates, and what dates chosen because of past
violence show by themselves. The usual verdict is that the figures cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np

from according.analysis.incident_columns import Chosen, Incidents, regions
from according.analysis.interruption_checks import checks_of
from according.analysis.interruption_course import (
    KIND,
    LAGS,
    NEEDED,
    SHORT,
    Course,
    Elsewhere,
    Estimate,
    Floats,
    Interruption,
    Placebo,
    Selection,
    course_of,
)
from according.analysis.interruption_tables import (
    change_table,
    control_table,
    elsewhere_table,
    estimate_table,
    figures_of,
    levels_of,
    placebo_table,
)
from according.analysis.result import Answered, Refused, Result, Table, Terms, digest_of
from according.analysis.steps import By, Outcome, Steps, counted
from according.methods.chosen_dates import stretches
from according.methods.segmented import LEVEL, SLOPE, Fit, Ratio, negative_binomial, poisson, ratio, ratio_of
from according.methods.structural import expected_after
from according.model import Category
from according.phrasing import CATEGORY_WORDS, plural

VERSION = "interruption-1"
DRAWS = 999
Claimed = Literal["fewer", "more"]


def interruption(
    incidents: Incidents,
    dates: Sequence[Interruption],
    chosen: Chosen,
    outcome: Outcome = "events",
    by: By = "month",
    seed: int = 1,
    category: Category = "all",
    claimed: Claimed | None = None,
    beside: str | None = None,
) -> Result:
    """Whether the level of a series changed at dates. `claimed`: what somebody says it did; `beside`: a
    region that one date did not touch. Refused where nothing is chosen, the series is too short on a side or
    counts too little, or the region beside has nothing before the date."""
    own = chosen.of(incidents)
    steps = counted(own, by, outcome, category)
    terms = _terms(own, steps, dates, chosen, category, seed)
    if not len(own):
        return Refused(terms, *chosen.lacking(incidents))
    ordered = sorted(set(dates), key=lambda one: (one.start, one.until or date.max))
    course, reason, needed = course_of(steps, ordered)
    if course is None:
        return Refused(terms, reason, needed)
    estimates, fit = _estimates(course)
    if beside is not None and len(course.starts) == 1:
        others = replace(chosen, region=beside).of(incidents)
        terms = _with_beside(terms, own, others, beside)
        other = counted(others, by, outcome, category).along(steps)
        if not other[: course.starts[0]].any():
            return Refused(terms, *_nothing_beside(beside, steps, replace(chosen, region=None).of(incidents)))
        estimates.append(_beside(course, other, beside))
    elsewhere = _elsewhere(incidents, own, chosen, course, category)
    return _answered(terms, own, course, estimates, fit, elsewhere, seed, claimed)


def _answered(
    terms: Terms,
    own: Incidents,
    course: Course,
    estimates: Sequence[Estimate],
    fit: Fit,
    elsewhere: Sequence[Elsewhere],
    seed: int,
    claimed: Claimed | None,
) -> Answered:
    rng = np.random.default_rng(seed)
    placebo, selection = _placebo(course, rng), _selection(course, rng)
    levels = levels_of(course, fit.scatter)
    verdict, why = _verdict(course, estimates[0].ratio, placebo, selection, claimed)
    return Answered(
        terms,
        verdict,
        _sentence(course, estimates[0].ratio, verdict, why),
        checks_of(own, course, fit, placebo, selection, elsewhere, levels),
        (
            estimate_table(estimates, course),
            placebo_table(placebo, course),
            control_table(selection, course),
            *_left_out(course),
            *elsewhere_table(elsewhere),
            change_table(course, fit.scatter, levels),
        ),
        figures_of(course, fit, LAGS[course.steps.by], estimates, placebo, verdict),
        (
            "what went together is told, never what caused it; published work on such questions disagrees "
            "in sign",
            "the outcome must be what the other side does: deaths that an operation itself makes are the "
            "operation",
            "a change in who reports, or a blackout, looks like a change in violence",
        ),
    )


def _with_beside(terms: Terms, own: Incidents, others: Incidents, beside: str) -> Terms:
    return replace(
        terms,
        assumptions=(*terms.assumptions, f"what began did not touch {beside}"),
        input_sha256=digest_of((own.sha256, others.sha256)),
    )


def _terms(
    own: Incidents, steps: Steps, dates: Sequence[Interruption], chosen: Chosen, category: Category, seed: int
) -> Terms:
    days = sorted({f"{d.start}" + (f" to {d.until}" if d.until else "") for d in dates})
    told = ", ".join(days) if len(days) <= 3 else f"each of {len(days)} dates from {days[0][:10]} on"
    whom = "" if steps.outcome == "events" or category == "all" else f" of {CATEGORY_WORDS[category]}"
    unknown = f", {steps.uncounted} without a figure" if steps.outcome == "deaths" else ""
    return Terms(
        "interruption",
        f"the ratio of {steps.outcome}{whom} a {steps.by} after {told} to what trend and season alone "
        f"would give",
        f"{chosen.words}, each in the {steps.by} in which it begins",
        own.cutoff,
        f"{plural(len(own), 'incident')} of a {own.origin} over {plural(len(steps), steps.by)}, "
        f"{steps.undated} of unknown day{unknown} left out",
        (
            f"a {steps.by} without incidents had none: the input covers all of them alike",
            "the dates were set without looking at this series",
            "without the interruption the trend would have stayed straight (in logarithms) and the season "
            "the same",
        ),
        own.sha256,
        VERSION,
        seed,
    )


def _estimates(course: Course) -> tuple[list[Estimate], Fit]:
    """The ratio under each model, the first the one that the verdict goes by; and that one's fit."""
    lags, kept = LAGS[course.steps.by], course.kept
    x, best = course.design(course.inside)[kept], course.steps.best[kept]
    scattered, plain = negative_binomial(x, best), poisson(x, best)
    dependent = f"errors dependent over {lags} steps"
    made = [
        Estimate("negative binomial", dependent, ratio(scattered, scattered.hac(lags), LEVEL)),
        Estimate("negative binomial", "independent errors", ratio(scattered, scattered.bread, LEVEL)),
        Estimate("quasi-Poisson", f"dispersion {plain.dispersion:.2f}", ratio(plain, plain.quasi, LEVEL)),
        Estimate("quasi-Poisson", dependent, ratio(plain, plain.hac(lags), LEVEL)),
    ]
    if course.steps.outcome == "deaths":
        for name, counts in (("low", course.steps.low), ("high", course.steps.high)):
            ends = negative_binomial(x, counts[kept])
            made.append(Estimate("negative binomial", f"{name} figures", ratio(ends, ends.hac(lags), LEVEL)))
    if len(course.starts) == 1:
        bent = poisson(course.design(course.inside, slope=True)[kept], best)
        made.append(Estimate("quasi-Poisson", "change of slope, a step", ratio(bent, bent.quasi, SLOPE)))
    return made, scattered


def _nothing_beside(beside: str, steps: Steps, around: Incidents) -> tuple[str, str]:
    return (
        f"the input tells of no {steps.outcome} in “{beside}” before the date to compare with",
        f"another region after --beside. The input tells of {regions(around)}",
    )


def _beside(course: Course, others: Floats, name: str) -> Estimate:
    """What the series would have been, told from its past and from another (logarithms of counts and a
    half)."""
    at = course.starts[0]
    end = at + course.lengths[0]
    values = np.log(course.steps.best[:end] + 0.5)
    other = np.log(others[:end] + 0.5)
    mean, error = expected_after(values, other[:, None], at).difference(values[at:])
    return Estimate("moving level", f"beside {name}", ratio_of(mean, error))


def _z(course: Course, starts: Sequence[int]) -> float:
    fit = poisson(course.design(course.marked(starts)), course.steps.best)
    return ratio(fit, fit.quasi, LEVEL).z


def _placebo(course: Course, rng: np.random.Generator) -> Placebo:
    """z at every other eligible date; of several dates at sets of as many, drawn at random."""
    observed = _z(course, course.starts)
    if len(course.starts) == 1:
        dates = tuple(int(at) for at in course.eligible if at != course.starts[0])
        lasts = course.lengths[0] == len(course.steps) - course.starts[0]
        null = np.array([_z(_to_the_end(course, at) if lasts else course, (at,)) for at in dates])
    else:
        size = len(course.starts)
        drawn = (np.sort(rng.choice(course.eligible, size, replace=False)) for _ in range(DRAWS // 3))
        null, dates = np.array([_z(course, starts.tolist()) for starts in drawn]), ()
    null = np.nan_to_num(null)
    p = (float(np.sum(np.abs(null) >= abs(observed))) + 1.0) / (len(null) + 1.0)
    return Placebo(observed, null, p, dates)


def _elsewhere(
    incidents: Incidents, own: Incidents, chosen: Chosen, course: Course, category: Category
) -> tuple[Elsewhere, ...]:
    """The same dates in the region asked about (first) and in every other province with counts enough; ()
    where no region is chosen or there is no such province."""
    if chosen.region is None:
        return ()
    steps = course.steps
    found: list[Elsewhere] = []
    around = replace(chosen, region=None).of(incidents)
    for name in sorted(set(map(str, around.province)) - set(map(str, own.province)) - {""}):
        there = counted(around.of(around.province == name), steps.by, steps.outcome, category)
        counts = there.along(steps)
        if counts.sum() >= NEEDED:
            found.append(_at(course, counts, name))
    return (_at(course, steps.best, str(chosen.region)), *found) if found else ()


def _at(course: Course, counts: Floats, name: str) -> Elsewhere:
    fit = poisson(course.design(course.inside)[course.kept], counts[course.kept])
    return Elsewhere(name, float(counts.sum()), ratio(fit, fit.hac(LAGS[course.steps.by]), LEVEL))


def _to_the_end(course: Course, at: int) -> Course:
    return replace(course, starts=(at,), lengths=(len(course.steps) - at,))


def _selection(course: Course, rng: np.random.Generator) -> Selection:
    """Whether dates follow high or low stretches, and what follows like stretches anyway. Only stretches
    outside interruptions are compared: what these did themselves is not their reason."""
    counts = course.steps.best
    past, within = stretches(counts, SHORT), stretches(course.inside, SHORT)
    places = np.arange(SHORT, len(counts) - SHORT + 1)
    places = places[within[places] == 0]
    share = _shares(past[places])
    own = np.isin(places, course.starts)
    if not own.any():
        return Selection(np.nan, 1.0, np.nan, (np.nan, np.nan, np.nan), (), DRAWS)
    mean = float(share[own].mean())
    null = rng.choice(share, (DRAWS, int(own.sum()))).mean(axis=1)
    p = (float(np.sum(np.abs(null - 0.5) >= abs(mean - 0.5) - 1e-12)) + 1.0) / (DRAWS + 1.0)
    change = np.log(past[places + SHORT] + 0.5) - np.log(past[places] + 0.5)
    free = within[places + SHORT] == 0
    matched = _matched(past[places[own]], past[places[free]], change[free], rng)
    kinds = _kinds(share[free], change[free])
    return Selection(mean, p, float(np.exp(change[own].mean())), matched, kinds, DRAWS)


def _shares(past: Floats) -> Floats:
    """The share of values below each, ties counting half."""
    ordered = np.sort(past)
    below, upto = np.searchsorted(ordered, past), np.searchsorted(ordered, past, side="right")
    return np.asarray((below + upto) / (2.0 * len(past)))


def _matched(
    asked: Floats, past: Floats, change: Floats, rng: np.random.Generator
) -> tuple[float, float, float]:
    """The mean ratio after to before at dates whose pasts are nearest to those asked about: 2.5, 50 and
    97.5 % of draws of one such date for each."""
    if not len(past):
        return (np.nan, np.nan, np.nan)
    size = min(len(past), max(10, len(past) // 10))
    nearest = [np.argsort(np.abs(past - one), kind="stable")[:size] for one in asked]
    drawn = np.mean([change[rng.choice(near, DRAWS)] for near in nearest], axis=0)
    low, middle, high = np.exp(np.quantile(drawn, (0.025, 0.5, 0.975)))
    return float(low), float(middle), float(high)


def _kinds(share: Floats, change: Floats) -> tuple[tuple[str, int, float, float, float], ...]:
    """After high stretches, low ones, and any: how many dates, and the ratio's 5, 50 and 95 %."""
    rows = []
    for words, held in (
        ("after the highest tenth of stretches", share >= 0.9),
        ("after the lowest tenth of stretches", share <= 0.1),
        ("at any date", share >= 0.0),
    ):
        if held.any():
            low, middle, high = np.exp(np.quantile(change[held], (0.05, 0.5, 0.95)))
            rows.append((words, int(held.sum()), float(low), float(middle), float(high)))
    return tuple(rows)


def _verdict(
    course: Course, found: Ratio, placebo: Placebo, selection: Selection, claimed: Claimed | None
) -> tuple[str, str]:
    """The verdict, and why."""
    reasons = []
    if len(course.starts) < KIND:
        reasons.append(f"{plural(len(course.starts), 'date')} of the {KIND} needed")
    if selection.p <= 0.05:
        reasons.append("the dates follow past violence")
    if placebo.p > 0.05:
        reasons.append("other dates show as much")
    if reasons:
        return "not identifiable", "; ".join(reasons)
    if selection.matched[0] <= selection.after <= selection.matched[2]:
        return "not distinguishable from regression to the mean", "like stretches without one end alike"
    if found.low <= 1.0 <= found.high:
        return "not identifiable", "the interval holds 1"
    fewer = found.value < 1.0
    if claimed is not None and (claimed == "fewer") != fewer:
        return "contradicted", f"said to be {claimed}"
    return "consistent with an effect", "every check held"


def _sentence(course: Course, found: Ratio, verdict: str, why: str) -> str:
    steps = course.steps
    return (
        f"{steps.outcome.capitalize()} a {steps.by} were {found.value:.2f} times ({found.low:.2f} to "
        f"{found.high:.2f}) what trend and season alone give; {_MEANT[verdict]}: {why}."
    )


#: What a verdict means for the reader of the ratio.
_MEANT = {
    "not identifiable": "whether that has to do with the date cannot be told",
    "not distinguishable from regression to the mean": "as much follows such stretches anyway",
    "consistent with an effect": "it is associated with the dates, which proves no cause",
    "contradicted": "the opposite was said",
}


def _left_out(course: Course) -> tuple[Table, ...]:
    """The ratio without each date in turn."""
    if len(course.starts) < 2:
        return ()
    rows = []
    for n, start in enumerate(course.starts):
        starts = tuple(s for k, s in enumerate(course.starts) if k != n)
        lengths = tuple(length for k, length in enumerate(course.lengths) if k != n)
        fewer = replace(course, starts=starts, lengths=lengths)
        fit = poisson(fewer.design(fewer.marked(starts)), course.steps.best)
        one = ratio(fit, fit.hac(LAGS[course.steps.by]), LEVEL)
        rows.append(
            (str(course.steps.first[start]), round(one.value, 3), round(one.low, 3), round(one.high, 3))
        )
    return (Table("without", "Without each date in turn", ("without", "ratio", "low", "high"), tuple(rows)),)
