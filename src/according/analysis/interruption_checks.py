"""What is looked at before an interruption is believed: dates, other dates, other provinces, what follows
anyway, and whether the series and its reports stayed the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from according.analysis.incident_columns import Incidents
from according.analysis.interruption_course import (
    KIND,
    SHORT,
    Course,
    Elsewhere,
    Floats,
    Placebo,
    Selection,
)
from according.analysis.result import Check
from according.analysis.steps import reaches_end, step_of
from according.methods.segmented import Fit
from according.phrasing import plural

#: Reports an incident may change by this factor either way.
_STEADY = 1.5
#: Correlation of residuals with those a step before that is still taken for none.
_CORRELATED = 0.2
#: So many steps in a row without incidents are a gap in the reports rather than calm.
_GAP = 6


def checks_of(
    own: Incidents,
    course: Course,
    fit: Fit,
    placebo: Placebo,
    selection: Selection,
    elsewhere: Sequence[Elsewhere],
    levels: Sequence[int],
) -> tuple[Check, ...]:
    """Every check, in the order in which a reader needs them. `levels`: positions at which the level of the
    series changes, found without the dates."""
    residuals = fit.residuals
    lag = float(residuals[1:] @ residuals[:-1] / (residuals @ residuals))
    empty = _longest_empty(course.steps.best)
    return (
        *_of_dates(course, placebo, selection),
        *_of_provinces(elsewhere),
        _of_reports(own, course),
        _of_levels(course, levels),
        Check(
            "residuals do not depend on each other",
            abs(lag) < _CORRELATED,
            f"autocorrelation {lag:.2f} at lag 1",
        ),
        reaches_end(own.last, course.steps.first[-1], course.steps.by),
        Check("no long stretch without incidents", empty < _GAP, f"longest {plural(empty, course.steps.by)}"),
    )


def _of_dates(course: Course, placebo: Placebo, selection: Selection) -> tuple[Check, ...]:
    low, _, high = selection.matched
    by = course.steps.by
    place = int(np.sum(np.abs(placebo.null) >= abs(placebo.observed))) + 1
    return (
        Check(
            f"dates enough ({KIND} of a kind)", len(course.starts) >= KIND, plural(len(course.starts), "date")
        ),
        Check(
            "past violence does not predict the dates",
            None if np.isnan(selection.past) else selection.p > 0.05,
            f"{selection.past:.0%} of stretches of {SHORT} {by}s were lower than those before; "
            f"p {selection.p:.3f}, null: dates at random, B {selection.draws}, (r + 1)/(B + 1)",
        ),
        Check(
            "other dates show less",
            placebo.p <= 0.05,
            f"|z| {abs(placebo.observed):.2f} ranks {place} of {len(placebo.null) + 1}; p {placebo.p:.3f}, "
            f"null: the same at other dates, B {len(placebo.null)}, (r + 1)/(B + 1)",
        ),
        Check(
            "more than follows like stretches anyway",
            None if np.isnan(low) else not low <= selection.after <= high,
            f"{selection.after:.2f} times the {SHORT} {by}s before; {low:.2f} to {high:.2f} after like "
            "stretches without an interruption",
        ),
    )


def _of_provinces(elsewhere: Sequence[Elsewhere]) -> tuple[Check, ...]:
    """Whether provinces not asked about show less; () where there is none to look at."""
    if not elsewhere:
        return ()
    own, others = abs(elsewhere[0].ratio.z), [abs(one.ratio.z) for one in elsewhere[1:]]
    place = sum(z >= own for z in others) + 1
    return (
        Check(
            "other provinces show less",
            place == 1,
            f"|z| {own:.2f} ranks {place} of {len(elsewhere)}; p {place / len(elsewhere):.3f}, null: any "
            f"province alike, B {len(others)}, (r + 1)/(B + 1)",
        ),
    )


def _of_reports(own: Incidents, course: Course) -> Check:
    """Whether an incident within interruptions is told of as often as one outside: where it is not,
    reporting changed."""
    known = ~np.isnat(own.first) & (own.reports > 0)
    start = step_of(course.steps.first[:1], course.steps.by)[0]
    inside = course.inside[step_of(own.first[known], course.steps.by) - start] > 0
    reports = own.reports[known]
    if not inside.any() or inside.all():
        return Check("as many reports of each incident", None, "the input does not tell how many")
    within, without = float(reports[inside].mean()), float(reports[~inside].mean())
    return Check(
        "as many reports of each incident",
        1.0 / _STEADY <= within / without <= _STEADY,
        f"{within:.1f} within, {without:.1f} outside: where that changes, so may what is reported at all",
    )


def _of_levels(course: Course, levels: Sequence[int]) -> Check:
    """Whether the level changes at other times than those asked about, which no straight trend follows."""
    edges = {edge for at, long in zip(course.starts, course.lengths, strict=True) for edge in (at, at + long)}
    near = course.period // 4
    apart = [at for at in levels if all(abs(at - edge) > near for edge in edges)]
    told = ", ".join(str(course.steps.first[at].astype("datetime64[M]")) for at in apart)
    found = f"also changes at {told}: ask of a shorter time with --since and --until" if apart else "none"
    return Check("no change of level at other times", not apart, found)


def _longest_empty(counts: Floats) -> int:
    longest = now = 0
    for count in counts:
        now = now + 1 if count == 0 else 0
        longest = max(longest, now)
    return longest
