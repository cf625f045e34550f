"""Do incidents fall together in time and place by more than chance? Three questions, kept apart.

Synchrony: did one actor strike more districts at once than its own tempo explains? Knox: are incidents near
each other in space also near in time? Scan: where and when is there a cluster? The verdict is that of the
first, which is what coordination means; the others say that incidents cluster, which has many causes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.analysis import coordination_tables as tables
from according.analysis.incident_columns import CLOSEST_LEFT_OUT, Chosen, Incidents
from according.analysis.result import Answered, Check, Refused, Result, Terms, digest_of
from according.link.synchrony import LEAST_EVENTS, SiteEvent, Trial, against_chance
from according.methods.knox import TooManyPairs, Window, knox, on_sphere
from according.methods.permutation_scan import permutation_scan
from according.methods.space_time_scan import Scanned, Steps, zones_of
from according.phrasing import plural

VERSION = "coordination-1"
#: Fewer dated and placed incidents than these answer nothing.
NEEDED = 20
#: The most active actors that are tried.
MOST_ACTORS = 10
#: Up to so many incidents the scan looks at single days; above it at weeks.
DAILY = 1000
#: Runs of the scan stop once so many have reached what was observed.
STOP_AFTER = 50
#: Rounding of points to places of the scan, in degrees, the first that leaves few enough of them.
_ROUNDINGS, _MOST_PLACES = (0.01, 0.1, 0.25, 0.5, 1.0, 2.0), 400


@dataclass(frozen=True, slots=True)
class Asked:
    """The windows. `days`: of synchrony; `near_km`, `near_days`: of Knox, every pair of them tried;
    `reach_km`, `longest_days`: the widest circle and the longest stretch of the scan; `runs`: B."""

    days: int = 1
    near_km: tuple[float, ...] = (10.0, 50.0)
    near_days: tuple[int, ...] = (1, 7, 30)
    reach_km: float = 200.0
    longest_days: int = 28
    runs: int = 999


@dataclass(frozen=True, slots=True)
class Clusters:
    """What the scan found: its places by their points with their incidents and the district that most of
    these name; the first day of its first step, and how long a step is."""

    scanned: Scanned
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    events: NDArray[np.int64]
    names: tuple[str, ...]
    first: np.datetime64
    step_days: int


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the three questions; () or None where one could not be asked."""

    trials: tuple[Trial, ...]
    near: tuple[Window, ...]
    clusters: Clusters | None

    @property
    def tested(self) -> tuple[Trial, ...]:
        """The actors that could be tested."""
        return tuple(trial for trial in self.trials if not trial.refused)


def coordination(
    incidents: Incidents, asked: Asked, chosen: Chosen, seed: int, step: Callable[[], None] = lambda: None
) -> Result:
    """The three questions of the chosen incidents. Refused where fewer than `NEEDED` are dated and placed.
    `step` is called after each run of Knox and of the scan, twice `asked.runs` times at most."""
    around = chosen.of(incidents)
    usable = around.of(_usable(around))
    checks = tuple(_checks(around, usable))
    terms = _terms(around, usable, asked, chosen, seed)
    if len(usable) < NEEDED:
        return Refused(
            terms,
            f"{plural(len(usable), 'incident')} with one known day and a place within its district; "
            f"{NEEDED} are needed",
            "more incidents with days and places, or a wider region or time",
            checks,
        )
    found = Found(
        _trials(usable, asked, chosen, seed),
        _near(usable, asked, np.random.default_rng((seed, 2)), step),
        _clusters(usable, asked, np.random.default_rng((seed, 3)), step),
    )
    verdict = tables.verdict_of_synchrony(found)
    return Answered(
        terms,
        verdict,
        tables.sentence(found, verdict, asked),
        checks,
        tuple(tables.all_of(found, asked)),
        tuple(tables.figures(found)),
        tuple(_cautions(found)),
    )


def _usable(around: Incidents) -> NDArray[np.bool_]:
    """One known day, a point, and a place told closely enough. A precision that nobody told is let pass."""
    usable: NDArray[np.bool_] = around.is_dated & around.is_placed & around.is_close
    return usable


def _trials(usable: Incidents, asked: Asked, chosen: Chosen, seed: int) -> tuple[Trial, ...]:
    """Synchrony by actor, the most active first."""
    rows: dict[str, list[SiteEvent]] = {}
    days = usable.first.astype(object)
    for n, (day, site) in enumerate(zip(days, usable.district, strict=True)):
        if site:
            for actor in _actors(usable, n, chosen):
                rows.setdefault(actor, []).append(SiteEvent(day, str(site), str(usable.ids[n])))
    order = sorted(rows, key=lambda actor: (-len(rows[actor]), actor))
    return tuple(
        against_chance(actor, rows[actor], asked.days, seed, asked.runs) for actor in order[:MOST_ACTORS]
    )


def _actors(usable: Incidents, n: int, chosen: Chosen) -> set[str]:
    """The actors of an incident; all who were asked for count as one. In one-sided violence (UCDP's type 3)
    the second column names who was struck."""
    if chosen.actor:
        return {f"all named “{chosen.actor}”"}
    columns = usable.actors[:1] if str(usable.kind[n]) == "3" else usable.actors
    return {name.strip() for column in columns for name in str(column[n]).split(";") if name.strip()}


def _near(
    usable: Incidents, asked: Asked, rng: np.random.Generator, step: Callable[[], None]
) -> tuple[Window, ...]:
    windows = [(km, float(days)) for km in asked.near_km for days in asked.near_days]
    times = usable.first.astype(np.int64).astype(np.float64)
    try:
        return knox(on_sphere(usable.lat, usable.lon), times, windows, asked.runs, rng, step)
    except TooManyPairs:
        return ()


def _clusters(
    usable: Incidents, asked: Asked, rng: np.random.Generator, step: Callable[[], None]
) -> Clusters | None:
    """The scan over rounded points; by days, or by weeks where incidents are many."""
    days = 1 if len(usable) <= DAILY else 7
    first = usable.first.min()
    when = (usable.first - first).astype(np.int64) // days
    at, spots = _places(usable)
    if len(spots) < 2 or when.max() == 0:
        return None
    counts = np.zeros((len(spots), int(when.max()) + 1), dtype=np.int64)
    np.add.at(counts, (at, when), 1)
    lat, lon = spots.T
    held = counts.sum(axis=1)
    zones = zones_of(on_sphere(lat, lon), asked.reach_km, held.astype(np.float64), 0.5)
    steps = Steps(max(1, asked.longest_days // days))
    scanned = permutation_scan(counts, zones, steps, asked.runs, rng, STOP_AFTER, step)
    names = tuple(_name(usable, at == n) for n in range(len(spots)))
    return Clusters(scanned, lat, lon, held, names, first, days)


def _places(usable: Incidents) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which place each incident is at, and the mean point of each place."""
    points = np.column_stack((usable.lat, usable.lon))
    for rounding in _ROUNDINGS:
        cells, at = np.unique(np.round(points / rounding), axis=0, return_inverse=True)
        if len(cells) <= _MOST_PLACES:
            break
    at = at.ravel()
    counts = np.bincount(at)
    mean = np.column_stack([np.bincount(at, weights=points[:, n]) / counts for n in range(2)])
    return at, mean


def _name(usable: Incidents, here: NDArray[np.bool_]) -> str:
    """The district that most incidents of a place name."""
    names, counts = np.unique(usable.district[here].astype(str), return_counts=True)
    return str(names[int(np.argmax(counts))])


def _terms(around: Incidents, usable: Incidents, asked: Asked, chosen: Chosen, seed: int) -> Terms:
    return Terms(
        "coordination",
        "whether one actor struck more districts within a window than its own tempo explains; beside it "
        "whether incidents near in space are near in time, and where and when they cluster",
        f"{chosen.words}; incidents with one known day and a place told within its district",
        around.cutoff,
        f"{len(usable):,} of {plural(len(around), 'incident')} of a {around.origin} are dated and placed",
        (
            "synchrony: under the null an actor's incidents fall on days by its own tempo within each "
            "quarter of a year, independently of each other",
            "Knox and scan: under the null any incident could have had the time of any other; a population "
            "or a "
            "coverage that shifts from place to place breaks it",
            "every district and day was covered alike",
        ),
        digest_of((around.sha256, asked, chosen)),
        VERSION,
        seed,
    )


def _checks(around: Incidents, usable: Incidents) -> Iterator[Check]:
    undated = int((~around.is_dated).sum())
    loose = int((around.is_dated & ~(around.is_placed & around.is_close)).sum())
    yield Check(
        "every incident has one known day",
        undated == 0,
        f"{undated:,} without one left out" if undated else "all",
    )
    yield Check(
        "every incident has a place within its district",
        loose == 0,
        f"{loose:,} told only by province or country (where_prec ≥ {CLOSEST_LEFT_OUT}), or not at all, "
        "left out"
        if loose
        else "all",
    )
    untold = int((usable.where_prec == 0).sum())
    yield Check(
        "how closely places are told is known",
        None if untold else True,
        f"of {untold:,} nobody says; taken as told closely" if untold else "all",
    )
    shared = _shared_days(usable)
    yield Check(
        "sites of one day are recorded one by one",
        None,
        f"{shared:.0%} of incidents share their day with another; archives often code a day of many sites "
        "as one "
        "incident, which hides synchrony",
    )


def _shared_days(usable: Incidents) -> float:
    _, counts = np.unique(usable.first, return_counts=True)
    return float(counts[counts > 1].sum() / max(1, len(usable)))


def _cautions(found: Found) -> Sequence[str]:
    said = [
        "more together than chance is not ordered by somebody: shared occasions, weather and reporting do "
        "the same",
        "the day of a claim is not the day of an attack",
    ]
    if len(found.tested) > 1:
        said.append(f"{len(found.tested)} actors were tried; p of synchrony is told times that number too")
    if not found.tested:
        said.append(f"no actor has {LEAST_EVENTS} dated and placed incidents, so synchrony was not tried")
    return said
