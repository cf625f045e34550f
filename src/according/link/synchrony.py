"""Whether one actor's sites on one day, or in a few days, are more than its own tempo explains.

The statistic is the number of different districts that one actor is told to have struck within a window. The
null model permutes the days of its events within each quarter of a year: every district keeps its events and
every day its number of them, so tempo and season stay; only which district meets which day is broken. It asks
whether a day is spread over more districts than the actor's busy days are, and cannot tell anything of a
quarter in which all happened on one day. p = (1 + permutations whose highest count, of
any window, reaches the observed one) / (1 + permutations): the highest of any window, so that looking at
every day is paid for. A low p says "more together than chance given these margins", never "ordered by
somebody".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

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
    """The window in which an actor struck most districts at once. `p` is adjusted for the days looked at, not
    for the actors. `expected`: the mean of the highest counts by chance, `chance_95` their
    95th percentile."""

    start: date
    end: date
    sites: tuple[str, ...]
    incident_ids: tuple[str, ...]
    p: float
    expected: float
    chance_95: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one actor. `bursts`: every window of LEAST_SITES districts or more, the most first,
    without those that overlap a better one. `refused`: why the actor was not tested, "" where it was."""

    actor: str
    events: int
    bursts: tuple[Burst, ...] = ()
    refused: str = ""


def against_chance(
    actor: str, events: Sequence[SiteEvent], days: int, seed: int, permutations: int = PERMUTATIONS
) -> Trial:
    """The windows of so many days of one actor against chance. The order of events does not matter; the same
    seed gives the same p."""
    rows = sorted(set(events), key=lambda e: (e.day, e.site, e.incident_id))
    places = sorted({(row.day, row.site) for row in rows})
    if len(places) < LEAST_EVENTS:
        why = f"{len(places)} dated and placed events; {LEAST_EVENTS} are needed"
        return Trial(actor, len(places), refused=why)
    first = places[0][0].toordinal()
    sites = sorted({site for _, site in places})
    number = {site: i for i, site in enumerate(sites)}
    when = np.array([day.toordinal() - first for day, _ in places], dtype=np.int64)
    where = np.array([number[site] for _, site in places], dtype=np.int64)
    observed = _counts(when, where, len(sites), days)
    if int(observed.max()) < LEAST_SITES:
        return Trial(actor, len(places))
    quarters = np.array([4 * day.year + (day.month - 1) // 3 for day, _ in places], dtype=np.int64)
    highest = _by_chance(when, where, quarters, len(sites), days, seed, permutations)
    return Trial(actor, len(places), _bursts(observed, highest, rows, first, days))


def _counts(when: Integers, where: Integers, sites: int, days: int) -> Integers:
    """How many different districts each window holds; the window at i ends on day i."""
    spread = (when[:, None] + np.arange(days)).ravel()
    keys = np.unique(spread * sites + np.repeat(where, days))
    return np.bincount(keys // sites)


def _by_chance(
    when: Integers,
    where: Integers,
    quarters: Integers,
    sites: int,
    days: int,
    seed: int,
    permutations: int,
) -> Integers:
    """The highest count of each permutation of days within quarters."""
    chance = np.random.default_rng(seed)
    heaps = [np.flatnonzero(quarters == quarter) for quarter in np.unique(quarters)]
    highest = np.empty(permutations, dtype=np.int64)
    for turn in range(permutations):
        shuffled = when.copy()
        for heap in heaps:
            shuffled[heap] = chance.permutation(when[heap])
        highest[turn] = _counts(shuffled, where, sites, days).max()
    return highest


def _bursts(
    observed: Integers, highest: Integers, rows: Sequence[SiteEvent], first: int, days: int
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
        reached = int((highest >= observed[last]).sum())
        found.append(
            Burst(
                start,
                end,
                tuple(sorted({row.site for row in inside})),
                tuple(sorted({row.incident_id for row in inside})),
                (1 + reached) / (1 + len(highest)),
                float(highest.mean()),
                float(np.percentile(highest, 95)),
            )
        )
    return tuple(found)
