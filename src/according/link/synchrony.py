"""Whether one actor's sites on one day, or in a few days, are more than its own tempo explains.

The statistic is the number of different districts that one actor is told to have struck within a window. Two
null models answer two questions, and both p are told:

- *drawn*: the day of each event is drawn anew within its quarter of a year, by the actor's own tempo without
  the busiest day's excess (`link.tempo`). Are more districts struck at once than events that have nothing to
  do with each other would strike? This one decides.
- *permuted*: the days of the events are permuted within each quarter. Every district keeps its events and
  every day its number of them. Is the day spread over more districts than the actor's busy days are? It can
  hardly tell anything of a quarter in which one day holds most events, and decides nothing.

p = (1 + runs whose highest count, of any window, reaches the observed one) / (1 + runs): the highest of any
window, so that looking at every day is paid for. A low p says "more together than chance given this tempo",
never "ordered by somebody".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from according.link.tempo import Integers, drawn, tempo_of

#: Fewer dated and placed events of an actor than these are not tested.
LEAST_EVENTS = 20
#: Fewer districts than these in a window are no synchrony, whatever the chance.
LEAST_SITES = 3
#: p at or below this, times the number of actors tested, is beyond chance.
LEVEL = 0.05
PERMUTATIONS = 999


@dataclass(frozen=True, slots=True)
class SiteEvent:
    """One district struck on one day, as an incident tells it."""

    day: date
    site: str
    incident_id: str


@dataclass(frozen=True, slots=True)
class Burst:
    """The window in which an actor struck most districts at once. `p`: against days drawn by the actor's
    tempo, which decides; `p_permuted`: against permuted days. Both are adjusted for the days looked at, not
    for the actors. `expected`: the mean of the highest counts of drawn days, `chance_95` their 95th
    percentile."""

    start: date
    end: date
    sites: tuple[str, ...]
    incident_ids: tuple[str, ...]
    p: float
    p_permuted: float
    expected: float
    chance_95: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one actor. `bursts`: every window of LEAST_SITES districts or more, the most first,
    without those that overlap a better one. `refused`: why the actor was not tested, "" where it was.
    `chance`: at position n, how many runs with drawn days had n districts in their highest window; () where
    there was nothing to run for. `rows`: what was looked at, in order."""

    actor: str
    events: int
    bursts: tuple[Burst, ...] = ()
    refused: str = ""
    chance: tuple[int, ...] = ()
    rows: tuple[SiteEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grid:
    """Events as numbers: the day of each from `first` on, the district of each, the quarter and the weekday
    of every day."""

    first: int
    when: Integers
    where: Integers
    sites: int
    quarters: Integers
    weekdays: Integers


def against_chance(
    actor: str, events: Sequence[SiteEvent], days: int, seed: int, permutations: int = PERMUTATIONS
) -> Trial:
    """The windows of so many days of one actor against chance. The order of events does not matter; the same
    seed gives the same p."""
    rows = tuple(sorted(set(events), key=lambda e: (e.day, e.site, e.incident_id)))
    places = sorted({(row.day, row.site) for row in rows})
    if len(places) < LEAST_EVENTS:
        why = f"{len(places)} dated and placed events; {LEAST_EVENTS} are needed"
        return Trial(actor, len(places), refused=why, rows=rows)
    grid = _grid(places)
    observed = _counts(grid.when, grid.where, grid.sites, days)
    if int(observed.max()) < LEAST_SITES:
        return Trial(actor, len(places), rows=rows)
    tempo = tempo_of(grid.when, grid.weekdays)
    anew = drawn(grid.when, grid.quarters, tempo, np.random.default_rng((seed, 1)), permutations)
    mixed = _permuted(grid, np.random.default_rng(seed), permutations)
    chance, permuted = (_highest(runs, grid, days) for runs in (anew, mixed))
    bursts = _bursts(observed, chance, permuted, rows, grid.first, days)
    return Trial(actor, len(places), bursts, "", tuple(np.bincount(chance).tolist()), rows)


def _grid(places: Sequence[tuple[date, str]]) -> _Grid:
    """The events as numbers; the days reach from the first event to the last: of others nothing is known."""
    first, last = places[0][0].toordinal(), places[-1][0].toordinal()
    number = {site: i for i, site in enumerate(sorted({site for _, site in places}))}
    every = [date.fromordinal(day) for day in range(first, last + 1)]
    return _Grid(
        first,
        np.array([day.toordinal() - first for day, _ in places], dtype=np.int64),
        np.array([number[site] for _, site in places], dtype=np.int64),
        len(number),
        np.array([4 * day.year + (day.month - 1) // 3 for day in every], dtype=np.int64),
        np.array([day.weekday() for day in every], dtype=np.int64),
    )


def _counts(when: Integers, where: Integers, sites: int, days: int) -> Integers:
    """How many different districts each window holds; the window at i ends on day i."""
    spread = (when[:, None] + np.arange(days)).ravel()
    keys = np.unique(spread * sites + np.repeat(where, days))
    return np.bincount(keys // sites)


def _permuted(grid: _Grid, chance: np.random.Generator, times: int) -> Iterable[Integers]:
    """The days of the events, permuted within quarters so many times."""
    own = grid.quarters[grid.when]
    heaps = [np.flatnonzero(own == quarter) for quarter in np.unique(own)]
    for _ in range(times):
        shuffled = grid.when.copy()
        for heap in heaps:
            shuffled[heap] = chance.permutation(grid.when[heap])
        yield shuffled


def _highest(runs: Iterable[Integers], grid: _Grid, days: int) -> Integers:
    """The highest count of any window in each run."""
    return np.array([_counts(when, grid.where, grid.sites, days).max() for when in runs], dtype=np.int64)


def _bursts(
    observed: Integers,
    chance: Integers,
    permuted: Integers,
    rows: Sequence[SiteEvent],
    first: int,
    days: int,
) -> tuple[Burst, ...]:
    found: list[Burst] = []
    order = sorted(np.flatnonzero(observed >= LEAST_SITES).tolist(), key=lambda i: (-int(observed[i]), i))
    taken: list[int] = []
    for last in order:
        if any(abs(last - other) < days for other in taken):
            continue
        taken.append(last)
        end = date.fromordinal(first + last)
        start = date.fromordinal(max(first, first + last - days + 1))
        inside = [row for row in rows if start <= row.day <= end]
        found.append(
            Burst(
                start,
                end,
                tuple(sorted({row.site for row in inside})),
                tuple(sorted({row.incident_id for row in inside})),
                _p(chance, int(observed[last])),
                _p(permuted, int(observed[last])),
                float(chance.mean()),
                float(np.percentile(chance, 95)),
            )
        )
    return tuple(found)


def _p(highest: Integers, observed: int) -> float:
    return (1 + int((highest >= observed).sum())) / (1 + len(highest))
