"""Does violence depend on the violence before it, and does it spread? Counts by week or day.

Dependence: a count model with a background and the counts before it, fitted with a stiff background (trend
and season) and with ones that may go anywhere slowly; only what the flexible background leaves is called
dependence. Spread: districts a year, as if every year had had as many incidents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from according.analysis import escalation_tables as tables
from according.analysis.incident_columns import Chosen, Incidents, Integers
from according.analysis.result import Answered, Check, Refused, Result, Terms, digest_of
from according.analysis.steps import MONDAY
from according.methods import endemic_epidemic as model
from according.methods import hawkes, rarefaction
from according.methods.endemic_epidemic import Fitted, Panel
from according.methods.endemic_likelihood import Floats
from according.methods.knox import on_sphere
from according.phrasing import plural

VERSION = "escalation-2"
#: Fewer dated incidents than these answer nothing.
NEEDED = 100
#: Fewer steps than these tell no background from dependence.
STEPS_NEEDED = 52
By = Literal["week", "day"]
A_YEAR: dict[By, float] = {"week": 365.25 / 7, "day": 365.25}
#: Days of a step.
STEP_DAYS: dict[By, int] = {"week": 7, "day": 1}
#: Steps back that counts may depend on.
LAGS: dict[By, int] = {"week": 2, "day": 7}
#: How long the background takes to change, in days: the first decides.
BACKGROUNDS = (182, 91, 365)
#: Models that are fitted: the stiff one, the flexible ones, and that by district.
MODELS = len(BACKGROUNDS) + 2
#: Splines are at most so many for the incidents, and in all.
_INCIDENTS_A_SPLINE, _MOST_SPLINES = 8, 80
#: Districts of the panel: those with so many incidents, and at most so many of them.
_IN_DISTRICT, _MOST_DISTRICTS, _NEIGHBOURS = 10, 40, 4
#: Years with fewer incidents than these are not rarefied.
RAREFIED = 15


@dataclass(frozen=True, slots=True)
class Dependence:
    """One model. `background`: in words; `low`, `high`: the interval of eta, infinity where no upper end was
    found; `lead`: whether it decides."""

    background: str
    fitted: Fitted
    low: float
    high: float
    splines: int
    lead: bool = False

    @property
    def found(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0


@dataclass(frozen=True, slots=True)
class Spread:
    """A year: incidents with a district, districts, rarefied to `RAREFIED` incidents with its spread, the
    effective number, and districts that were never struck before."""

    year: int
    incidents: int
    districts: int
    rarefied: float
    spread: float
    effective: float
    new: int


@dataclass(frozen=True, slots=True)
class Course:
    """Counts by step from the first, whole steps only."""

    by: By
    first: np.datetime64
    counts: Integers

    @property
    def days(self) -> tuple[date, ...]:
        """The first day of each step."""
        return tuple((self.first + np.arange(len(self.counts)) * STEP_DAYS[self.by]).astype(object))


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found; `panel`: districts with their neighbours, None where too few; `shared`: the share
    of incidents whose day another has."""

    course: Course
    stiff: Dependence
    flexible: tuple[Dependence, ...]
    panel: Dependence | None
    years: tuple[Spread, ...]
    shared: float

    @property
    def lead(self) -> Dependence:
        """The model that decides."""
        return self.flexible[0]


def escalation(
    incidents: Incidents, by: By, chosen: Chosen, step: Callable[[], None] = lambda: None
) -> Result:
    """The answer for the chosen incidents. Refused below `NEEDED` dated ones or `STEPS_NEEDED` steps. `step`
    is called after each of the `MODELS` is fitted."""
    around = chosen.of(incidents)
    dated = around.of(around.is_dated)
    terms = _terms(around, dated, by, chosen)
    years = _years(dated)
    course = _course(dated, by, chosen) if len(dated) else None
    if course is None or len(dated) < NEEDED or len(course.counts) < STEPS_NEEDED:
        steps = len(course.counts) if course else 0
        return Refused(
            terms,
            f"{plural(len(dated), 'dated incident')} over {plural(steps, by)}; {NEEDED} and {STEPS_NEEDED} "
            "are needed",
            "more incidents with days: a wider region or time",
            tables=(tables.spread(years),) if years else (),
        )
    found = _found(dated, course, years, step)
    verdict = "dependence found" if found.lead.found else "no dependence found"
    return Answered(
        terms,
        verdict,
        tables.sentence(found, verdict),
        tuple(_checks(around, found)),
        tuple(tables.all_of(found)),
        tuple(tables.figures(found)),
        CAUTIONS,
    )


CAUTIONS = (
    "eta is statistical dependence on the past, not proof that one incident brings about another: a cause "
    "that both share, and that changes faster than the background may, shows as much",
    "a change of reporting reads as a change of violence: twice as many reports of the same incidents look "
    "like escalation",
    "a flexible background takes part of a true dependence away, so eta is rather too low there, and too "
    "high with a stiff one",
)


def _course(dated: Incidents, by: By, chosen: Chosen) -> Course | None:
    """The counts from the first incident, or the first day asked for, to the last. A week that the time asked
    for cuts is left out."""
    first = np.datetime64(chosen.since, "D") if chosen.since else dated.first.min()
    last = np.datetime64(chosen.until, "D") if chosen.until else dated.first.max()
    step = STEP_DAYS[by]
    begin = first if by == "day" else first + (MONDAY - first).astype(int) % 7
    steps = int((last - begin).astype(int) + 1) // step
    if steps < 1:
        return None
    at = (dated.first - begin).astype(np.int64) // step
    return Course(by, begin, np.bincount(at[(at >= 0) & (at < steps)], minlength=steps))


def _found(dated: Incidents, course: Course, years: tuple[Spread, ...], step: Callable[[], None]) -> Found:
    panel = model.panel_of(course.counts[:, None], LAGS[course.by])
    a_year = A_YEAR[course.by]
    stiff = _dependence(
        panel, model.trend_and_season(len(course.counts), a_year), "straight trend and season", 0
    )
    step()
    flexible: list[Dependence] = []
    for days in BACKGROUNDS:
        columns = _splines(course, days)
        design = model.flexible(len(course.counts), a_year, columns)
        flexible.append(
            _dependence(panel, design, f"changes within about {days} days", columns, not flexible)
        )
        step()
    by_district = _by_district(dated, course)
    step()
    return Found(
        course,
        stiff,
        tuple(flexible),
        by_district,
        years,
        hawkes.shared(dated.first.astype(float)),
    )


def _splines(course: Course, days: int) -> int:
    wanted = len(course.counts) * STEP_DAYS[course.by] // days + 3
    return int(
        np.clip(wanted, 4, min(_MOST_SPLINES, max(4, int(course.counts.sum()) // _INCIDENTS_A_SPLINE)))
    )


def _dependence(panel: Panel, design: Floats, words: str, splines: int, lead: bool = False) -> Dependence:
    rows = design[panel.skipped :]
    fitted = model.fit(panel, rows)
    return Dependence(words, fitted, *model.eta_interval(panel, rows, fitted), splines, lead)


def _by_district(dated: Incidents, course: Course) -> Dependence | None:
    """The counts of districts, with those of their neighbours the step before; None below three districts."""
    placed = dated.of(dated.is_placed & (dated.district != ""))
    names, counts = np.unique(placed.district.astype(str), return_counts=True)
    kept = names[np.argsort(-counts, kind="stable")][
        : min(_MOST_DISTRICTS, int((counts >= _IN_DISTRICT).sum()))
    ]
    if len(kept) < 3:
        return None
    step, steps = STEP_DAYS[course.by], len(course.counts)
    table = np.zeros((steps, len(kept)), dtype=np.int64)
    middle = np.zeros((len(kept), 3))
    points = on_sphere(placed.lat, placed.lon)
    for n, name in enumerate(kept):
        here = placed.district == name
        at = (placed.first[here] - course.first).astype(np.int64) // step
        table[:, n] = np.bincount(at[(at >= 0) & (at < steps)], minlength=steps)
        middle[n] = points[here].mean(axis=0)
    panel = model.panel_of(table, 1, _nearest(middle))
    design = model.flexible(steps, A_YEAR[course.by], _splines(course, BACKGROUNDS[0]))
    words = f"{plural(len(kept), 'district')}, each with its {min(_NEIGHBOURS, len(kept) - 1)} nearest"
    return _dependence(panel, design, words, _splines(course, BACKGROUNDS[0]))


def _nearest(points: Floats) -> Floats:
    """Who is nearest to whom, in equal shares."""
    apart = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    order = np.argsort(apart, axis=1, kind="stable")[:, :_NEIGHBOURS]
    near = np.zeros_like(apart)
    near[np.arange(len(points))[:, None], order[:, : len(points) - 1]] = 1.0
    shares: Floats = near / near.sum(axis=1, keepdims=True)
    return shares


def _years(dated: Incidents) -> tuple[Spread, ...]:
    """The districts of every year with an incident in a named one."""
    named = dated.of((dated.district != "") & dated.is_close)
    year = named.first.astype("datetime64[Y]").astype(int) + 1970
    before: set[str] = set()
    found = []
    for one in np.unique(year).tolist():
        names, counts = np.unique(named.district[year == one].astype(str), return_counts=True)
        new = set(names.tolist()) - before
        before |= new
        size = min(RAREFIED, int(counts.sum()))
        rare = rarefaction.rarefied(counts, RAREFIED)
        spread = rarefaction.rarefied_spread(counts, size) if size == RAREFIED else float("nan")
        cells = (int(counts.sum()), len(names), rare, spread, rarefaction.effective(counts))
        found.append(Spread(int(one), *cells, len(new)))
    return tuple(found)


def _terms(around: Incidents, dated: Incidents, by: By, chosen: Chosen) -> Terms:
    return Terms(
        "escalation",
        f"eta: how many incidents more are expected over the next {plural(LAGS[by], by)} after one "
        "incident more, beyond background and season; and how many districts a year would have with as many "
        "incidents as others",
        f"{chosen.words}; incidents of one known day, counted by {by}",
        around.cutoff,
        f"{len(dated):,} of {plural(len(around), 'incident')} of a {around.origin} have one known day",
        (
            f"counts are negative binomial about the sum of a background and a share of the {LAGS[by]} "
            "counts before",
            f"the background changes within about {BACKGROUNDS[0]} days, no faster",
            f"a {by} without an incident had none: the input covers all of the time",
            "reporting did not change, or no faster than the background",
        ),
        digest_of((around.sha256, by, chosen)),
        VERSION,
    )


def _checks(around: Incidents, found: Found) -> Iterator[Check]:
    undated = int((~around.is_dated).sum())
    yield Check("every incident has one known day", undated == 0, f"{undated:,} without one left out")
    others = found.flexible[1:]
    same = all(one.found == found.lead.found for one in others)
    said = "; ".join(f"{one.background}: {tables.interval(one)}" for one in others)
    yield Check("other backgrounds say the same", same, said)
    after = tables.left_over(found)
    yield Check(
        "what the model leaves does not depend on the step before",
        abs(after) < 0.1,
        f"correlation {after:.2f}",
    )
    share = found.shared
    yield Check(
        "times are told closely enough for a continuous model",
        True if share <= hawkes.SHARED else None,
        f"{share:.0%} of incidents share their day; above {hawkes.SHARED:.0%} a continuous model has no "
        "likeliest values. Counts by step are used here, which that does not trouble",
    )
    empty = float((found.course.counts == 0).mean())
    yield Check(
        f"no {found.course.by} without reports is taken for calm", None, f"{empty:.0%} have no incident"
    )
