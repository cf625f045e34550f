"""The tables, figures and words of `analysis.coordination`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from according import phrasing
from according.analysis.figure import Distribution, Figure, Grid, Spot, Spots
from according.analysis.result import Cell, Table
from according.link.synchrony import LEVEL, Trial
from according.methods.knox import Window
from according.methods.space_time_scan import Cylinder
from according.phrasing import plural

if TYPE_CHECKING:
    from according.analysis.coordination import Asked, Clusters, Found

#: Clusters of p at or above this are not listed: nearly every run has one as high.
_IDLE = 0.95
_CLUSTERS, _DISTRICTS, _AROUND_DAYS = 8, 20, 10
_DRAWN = "days drawn by the actor's tempo within quarters"
_PERMUTED = "times permuted over places"


def lead(found: Found) -> Trial | None:
    """The actor whose highest window is least explained by chance; None where none has one."""
    tried = [trial for trial in found.tested if trial.bursts]
    return min(tried, key=lambda t: (t.bursts[0].p, -len(t.bursts[0].sites), t.actor)) if tried else None


def verdict_of_synchrony(found: Found) -> str:
    """By p times the number of actors tried."""
    if not found.tested:
        return "undecided"
    first = lead(found)
    return _verdict(_over_actors(found, first.bursts[0].p) if first else 1.0)


def _over_actors(found: Found, p: float) -> float:
    """p times the actors that were tried."""
    return min(1.0, p * len(found.tested))


def _verdict(p: float) -> str:
    return "beyond chance" if p <= LEVEL else "within chance"


def sentence(found: Found, verdict: str, asked: Asked) -> str:
    """The answer in plain words, the three questions in their order."""
    window = "one day" if asked.days == 1 else f"{asked.days} days"
    first = lead(found)
    if not found.tested:
        said = "Synchrony could not be tried: no actor has enough dated and placed incidents"
    elif first is None:
        said = f"No actor tried struck three districts or more within {window}"
    else:
        burst = first.bursts[0]
        said = (
            f"{first.actor}: {len(burst.sites)} districts within {window} ({phrasing.day(burst.start)}), "
            f"where its own tempo would give {burst.expected:.1f} at most, on average; {verdict} "
            f"(p {_over_actors(found, burst.p):.3f} over {plural(len(found.tested), 'actor')})"
        )
    return f"{said}. {_near_words(found)}. {_cluster_words(found)}."


def _near_words(found: Found) -> str:
    if not found.near:
        return "Pairs near in space and time were too many to count"
    best = min(found.near, key=lambda w: (w.p_adjusted, w.p))
    return (
        f"{_pairs(best).capitalize()}: {best.both:,}, expected "
        f"{best.expected:,.1f}; {_verdict(best.p_adjusted)} (p {best.p_adjusted:.3f} over "
        f"{len(found.near)} windows)"
    )


def _pairs(window: Window) -> str:
    return f"pairs within {window.distance:g} km and {plural(int(window.span), 'day')}"


def _cluster_words(found: Found) -> str:
    if found.clusters is None or not found.clusters.scanned.cylinders:
        return "No cluster could be looked for"
    best = found.clusters.scanned.cylinders[0]
    first, last = _days(found.clusters, best)
    return (
        f"Strongest cluster: around {found.clusters.names[best.places[0]] or 'a place without a name'}, "
        f"{phrasing.days(first, last)}, {best.events} incidents where {best.expected:.1f} are expected; "
        f"{_verdict(best.p)} (p {best.p:.3f})"
    )


def all_of(found: Found, asked: Asked) -> Iterator[Table]:
    """The three questions side by side, then each by itself."""
    yield _questions(found, asked)
    yield _synchrony(found)
    yield _near(found)
    if found.clusters is not None:
        yield _clusters(found.clusters)


def _questions(found: Found, asked: Asked) -> Table:
    rows: list[tuple[Cell, ...]] = []
    first, actors = lead(found), len(found.tested)
    if first is not None:
        burst = first.bursts[0]
        p = _over_actors(found, burst.p)
        rows.append(
            ("synchrony", "districts of one actor at once", len(burst.sites), burst.expected, _DRAWN,
             asked.runs, f"{plural(actors, 'actor')}, every window of {plural(asked.days, 'day')}", p,
             _verdict(p))
        )  # fmt: skip
    else:
        why = "no actor has enough" if not actors else "fewer than 3 districts at once"
        rows.append(("synchrony", "districts of one actor at once", None, None, _DRAWN, asked.runs, why, None,
                     verdict_of_synchrony(found)))  # fmt: skip
    if found.near:
        best = min(found.near, key=lambda w: (w.p_adjusted, w.p))
        rows.append(
            ("Knox", _pairs(best), best.both, best.expected, _PERMUTED, len(best.null),
             plural(len(found.near), "window"), best.p_adjusted,
             _verdict(best.p_adjusted))
        )  # fmt: skip
    if found.clusters is not None and found.clusters.scanned.cylinders:
        one, runs = found.clusters.scanned.cylinders[0], len(found.clusters.scanned.null)
        windows = f"every circle to {asked.reach_km:g} km, every stretch to {asked.longest_days} days"
        rows.append(("scan", "incidents in the best cylinder", one.events, one.expected, _PERMUTED, runs,
                     windows, one.p, _verdict(one.p)))  # fmt: skip
    note = (
        "p is for all windows tried of the question: of synchrony times the actors, of Knox against the "
        "largest deviation of any window, of the scan against the highest score of any cylinder. (r + 1) / "
        "(B + "
        "1); of "
        "the scan r / B where runs stopped early."
    )
    columns = ("question", "counted", "found", "expected", "null", "B", "tried", "p", "verdict")
    return Table("questions", "Three questions, kept apart", columns, tuple(rows), note)


def _synchrony(found: Found) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for trial in found.trials:
        burst = trial.bursts[0] if trial.bursts else None
        if burst is None:
            why = trial.refused or "never 3 districts at once"
            rows.append((trial.actor, trial.events, None, None, None, None, None, None, why))
            continue
        rows.append(
            (trial.actor, trial.events, str(burst.start), len(burst.sites), round(burst.expected, 2),
             burst.chance_95, burst.p, burst.p_permuted, ", ".join(burst.sites))
        )  # fmt: skip
    columns = (
        ""
        "actor", "days_and_districts", "from", "districts", "expected_highest", "chance_95", "p",
        "p_permuted", "which",
    )  # fmt: skip
    note = (
        "expected_highest, chance_95: of the highest window in days drawn by the actor's own tempo; p is "
        "against these and decides. p_permuted: days permuted within quarters, which keeps a busy day busy "
        "and asks "
        "only whether it is spread over more districts."
    )
    return Table("synchrony", "Districts struck at once, by actor", columns, tuple(rows), note)


def _near(found: Found) -> Table:
    rows = tuple(
        (w.distance, w.span, w.both, round(w.expected, 2),
         round(w.both / w.expected, 3) if w.expected else None, w.space_only, w.time_only,
         w.neither, w.p, w.p_adjusted)
        for w in found.near
    )  # fmt: skip
    columns = (
        ""
        "km", "days", "near_in_both", "expected", "ratio", "near_in_space_only", "near_in_time_only",
        "neither", "p", "p_adjusted",
    )  # fmt: skip
    note = "Knox 1964; times permuted over incidents. A ratio above 1: near incidents follow each other."
    return Table("knox", "Pairs near in space and in time", columns, rows, note)


def _clusters(found: Clusters) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in shown(found):
        first, last = _days(found, one)
        names = sorted({found.names[place] for place in one.places if found.names[place]})
        rows.append(
            (str(first), str(last), one.events, round(one.expected, 2), round(one.score, 4), one.p,
             round(one.p_gumbel, 4), len(one.places), ", ".join(names))
        )  # fmt: skip
    columns = ("first", "last", "incidents", "expected", "score", "p", "p_gumbel", "places", "districts")
    stopped = " Runs stopped early, where the p was plain." if found.scanned.stopped else ""
    note = (
        f"Space-time permutation scan by {'days' if found.step_days == 1 else 'weeks'}; clusters share no "
        "place. "
        f"B = {len(found.scanned.null)}.{stopped}"
    )
    return Table("clusters", "Where and when incidents cluster", columns, tuple(rows), note)


def shown(found: Clusters) -> tuple[Cylinder, ...]:
    """The clusters worth telling: the best, and others that not nearly every run exceeds."""
    rest = tuple(one for one in found.scanned.cylinders[1:_CLUSTERS] if one.p < _IDLE)
    return found.scanned.cylinders[:1] + rest


def _days(found: Clusters, one: Cylinder) -> tuple[date, date]:
    first = found.first + one.first * found.step_days
    last = found.first + (one.last + 1) * found.step_days - 1
    return first.astype(object), last.astype(object)


def figures(found: Found) -> Iterator[Figure]:
    """The raster of the window, chance beside it, and the map of clusters."""
    first = lead(found)
    if first is not None:
        yield _raster(first)
        yield _chance(first)
    if found.clusters is not None and found.clusters.scanned.cylinders:
        yield Distribution(
            "Highest score of any cylinder with times permuted",
            "score",
            tuple(found.clusters.scanned.null.tolist()),
            ((found.clusters.scanned.cylinders[0].score, "observed"),),
        )
        yield _map(found.clusters)


def _raster(trial: Trial) -> Grid:
    burst = trial.bursts[0]
    days = [
        burst.start + timedelta(days=n)
        for n in range(-_AROUND_DAYS, (burst.end - burst.start).days + _AROUND_DAYS + 1)
    ]
    seen = [row for row in trial.rows if days[0] <= row.day <= days[-1]]
    sites = sorted({row.site for row in seen}, key=lambda s: (-sum(row.site == s for row in seen), s))[
        :_DISTRICTS
    ]
    values = tuple(
        tuple(float(sum(row.site == site and row.day == day for row in seen)) for day in days)
        for site in sites
    )
    title = f"{trial.actor}: incidents by district and day around {phrasing.day(burst.start)}"
    return Grid(title, tuple(sites), _marked(days), values, "incidents")


def _marked(days: Sequence[date]) -> tuple[str, ...]:
    """The name of every fifth day; of all there is no room."""
    return tuple(f"{day:%d %b}" if n % 5 == 0 else "" for n, day in enumerate(days))


def _chance(trial: Trial) -> Distribution:
    values = np.repeat(np.arange(len(trial.chance)), trial.chance)
    return Distribution(
        f"{trial.actor}: most districts at once if its incidents had nothing to do with each other",
        "districts",
        tuple(float(value) for value in values),
        ((float(len(trial.bursts[0].sites)), "observed"),),
    )


def _map(found: Clusters) -> Spots:
    group = {place: f"cluster {n}" for n, one in enumerate(shown(found), start=1) for place in one.places}
    centres = {one.places[0] for one in shown(found)}
    spots = tuple(
        Spot(float(lat), float(lon), float(size), found.names[n] if n in centres else "", group.get(n, ""))
        for n, (lat, lon, size) in enumerate(zip(found.lat, found.lon, found.events, strict=True))
    )
    note = "Incidents without a day or a place within their district are not drawn."
    return Spots("Incidents by place, and the places of the clusters", spots, note)
