"""Scans of circles and stretches of time for the one that holds the most events beyond expectation.

A cylinder is a circle of places (a centre and those nearest to it) over consecutive steps of time. Its score
is Kulldorff's logarithm of the likelihood ratio, c ln(c/m) + (C-c) ln((C-c)/(C-m)), for c events where m are
expected of C in all; 0 where c ≤ m. The expectation and the null are given: a population's, a Poisson
model's; `permutation_scan` has those that need events only.

The highest score of any cylinder in each null run is what scores are held against, so that every cylinder
looked at is paid for. Runs stop early where the p is plain (Besag and Clifford 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
#: Draws counts of every place and step under the null.
Null = Callable[[np.random.Generator], Integers]

#: Of centres, so many cells are looked at together as stay in the cache.
_TOGETHER = 200_000
#: A cylinder holds so many events or more.
LEAST = 2
#: A score lower than this is that of no cylinder.
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Zones:
    """Circles: the places nearest to each centre, the nearest first. `places`: one after another for all
    centres; `starts`: where those of each centre begin, with the end of the last; `closed`: whether a circle
    may end at that place (not where the next is as far, or where it would be too wide)."""

    places: Integers
    starts: Integers
    closed: NDArray[np.bool_]

    def __len__(self) -> int:
        return int(self.closed.sum())

    def circle(self, row: int) -> tuple[int, ...]:
        """The places of the circle that ends at this row, its centre first."""
        start = self.starts[np.searchsorted(self.starts, row, side="right") - 1]
        return tuple(self.places[start : row + 1].tolist())


@dataclass(frozen=True, slots=True)
class Steps:
    """Which stretches of time: of up to `longest` steps, anywhere or (`ends_last`) only those that reach to
    the last step, as a watch for new clusters asks."""

    longest: int
    ends_last: bool = False


@dataclass(frozen=True, slots=True)
class Cylinder:
    """Places (the centre first) over the steps `first` to `last`, both within. `p`: (r + 1) / (B + 1), or
    r / B where runs stopped early; `p_gumbel`: from a Gumbel distribution fitted to the runs (Abrams et al.
    2010); both for the highest of all cylinders."""

    places: tuple[int, ...]
    first: int
    last: int
    events: int
    expected: float
    score: float
    p: float = 1.0
    p_gumbel: float = 1.0


@dataclass(frozen=True, slots=True)
class Scanned:
    """The best cylinder and others that share no place with a better one. `null`: the highest score of each
    run; `stopped`: whether runs stopped before all were made."""

    cylinders: tuple[Cylinder, ...]
    null: Floats
    stopped: bool


@dataclass(frozen=True, slots=True)
class Best:
    """The best cylinder of each centre: its score, the row of `Zones`, the steps."""

    score: Floats
    row: Integers
    first: Integers
    last: Integers


def zones_of(
    points: Floats, reach: float = np.inf, weights: Floats | None = None, share: float = 1.0, most: int = 0
) -> Zones:
    """The circles around each point that reach no further than `reach`, hold no more than that share of all
    weights and, where `most` is given, no more than so many places."""
    places, closed, starts = [], [], [0]
    tree = cKDTree(points)
    counted = np.ones(len(points)) if weights is None else weights
    for centre in points:
        near = np.array(sorted(tree.query_ball_point(centre, min(reach, 1e18))), dtype=np.int64)
        apart = np.sqrt(((points[near] - centre) ** 2).sum(axis=1))
        order = np.argsort(apart, kind="stable")[: most or None]
        near, apart = near[order], apart[order]
        held = np.cumsum(counted[near])
        whole = np.r_[apart[1:] > apart[:-1], True] & (held <= share * counted.sum() + NOTHING)
        size = int(np.flatnonzero(whole)[-1]) + 1 if whole.any() else 0
        places.append(near[:size])
        closed.append(whole[:size])
        starts.append(starts[-1] + size)
    return Zones(np.concatenate(places), np.array(starts, dtype=np.int64), np.concatenate(closed))


def multinomial(expected: Floats, events: int) -> Null:
    """The null of a Poisson scan given the number of events: each falls where the expectation says."""
    share = (expected / expected.sum()).ravel()
    return lambda rng: rng.multinomial(events, share).reshape(expected.shape)


def scan(
    counts: Integers,
    expected: Floats,
    zones: Zones,
    steps: Steps,
    null: Null,
    runs: int,
    rng: np.random.Generator,
    stop_after: int = 0,
    whole: float | None = None,
    step: Callable[[], None] = lambda: None,
) -> Scanned:
    """The cylinders of counts (a row a place, a column a step) against their expectation. `stop_after`: no
    further run once so many have reached the observed score (0: never); `whole`: C, the events in all, or
    infinity where their number is not given beforehand; `step`: called after each run."""
    look = Look(expected, zones, steps, float(counts.sum()) if whole is None else whole)
    found = apart(look.at(counts), counts, expected, zones)
    return against(found, lambda: look.highest(null(rng)), runs, stop_after, step)


def against(
    found: list[Cylinder], highest: Callable[[], float], runs: int, stop_after: int, step: Callable[[], None]
) -> Scanned:
    """The cylinders against the highest scores of null runs."""
    drawn: list[float] = []
    reached = 0
    while found and len(drawn) < runs and not (stop_after and reached >= stop_after):
        drawn.append(highest())
        reached += drawn[-1] >= found[0].score - NOTHING
        step()
    chance = np.array(drawn)
    stopped = bool(found) and len(chance) < runs
    return Scanned(tuple(_judged(one, chance, stopped) for one in found), chance, stopped)


def score(events: Floats, expected: Floats, whole: float) -> Floats:
    """Kulldorff's score; for `whole` infinite that of an expectation-based Poisson scan."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = events * np.log(events / expected)
        if np.isinf(whole):
            outside = expected - events
        else:
            left = whole - events
            outside = np.where(left > 0, left * np.log(left / (whole - expected)), 0.0)
    found: Floats = np.where(events > expected, inside + outside, 0.0)
    return found


class Look:
    """Looks at every cylinder; what does not change between runs is worked out once."""

    def __init__(self, expected: Floats, zones: Zones, steps: Steps, whole: float) -> None:
        self._zones, self._steps, self._whole = zones, steps, whole
        self._parts = list(self._cut())
        self._expected = [self._cumulated(expected, part) for part in self._parts]
        self._time = expected.shape[1]

    def _cut(self) -> Iterator[tuple[int, int]]:
        """Centres by their positions, in parts that hold not too many cells; whole centres only."""
        starts, first = self._zones.starts, 0
        room = max(1, _TOGETHER // max(1, self._steps.longest))
        while first < len(starts) - 1:
            last = max(first + 1, int(np.searchsorted(starts, starts[first] + room, side="right")) - 1)
            yield first, min(last, len(starts) - 1)
            first = last

    def _cumulated(self, values: NDArray, part: tuple[int, int]) -> NDArray:  # type: ignore[type-arg]
        """The sums of each circle up to each step; one column more, of 0, in front."""
        starts = self._zones.starts[part[0] : part[1] + 1]
        rows = values[self._zones.places[starts[0] : starts[-1]]].cumsum(axis=0)
        sizes = np.diff(starts)
        before = np.concatenate((np.zeros((1, values.shape[1]), dtype=rows.dtype), rows))[
            starts[:-1] - starts[0]
        ]
        rows -= np.repeat(before, sizes, axis=0)
        return np.concatenate((np.zeros((len(rows), 1), dtype=rows.dtype), rows.cumsum(axis=1)), axis=1)

    def at(self, counts: Integers) -> Best:
        """The best cylinder of each centre."""
        centres = len(self._zones.starts) - 1
        best = Best(np.zeros(centres), *(np.zeros(centres, dtype=np.int64) for _ in range(3)))
        of_row = np.repeat(np.arange(centres), np.diff(self._zones.starts))
        for events, expected, first, length, begin in self._cylinders(counts):
            floor = best.score[of_row[first : first + len(events)], None]
            scores, rows, columns = self._above(events, expected, first, floor)
            self._keep(scores, rows, begin + columns, length, best)
        return best

    def highest(self, counts: Integers) -> float:
        """The highest score of any cylinder."""
        top = 0.0
        for events, expected, first, *_ in self._cylinders(counts):
            top = max(top, float(self._above(events, expected, first, np.array(top))[0].max(initial=0.0)))
        return top

    def _cylinders(self, counts: Integers) -> Iterator[tuple[Integers, Floats, int, int, int]]:
        """Events and expectation of all circles of a part over all stretches of a length; the part's first
        row of the zones, the length, and the step at which the first stretch begins."""
        for part, expected in zip(self._parts, self._expected, strict=True):
            held = self._cumulated(counts, part)
            for length in range(1, min(self._steps.longest, self._time) + 1):
                begins, ends = self._stretches(length)
                yield (
                    held[:, ends] - held[:, begins],
                    expected[:, ends] - expected[:, begins],
                    int(self._zones.starts[part[0]]),
                    length,
                    begins.start,
                )

    def _above(
        self, events: Integers, expected: Floats, first: int, floor: Floats
    ) -> tuple[Floats, Integers, Integers]:
        """The scores that may be above a floor, with their rows of the zones and columns."""
        more = events - expected
        # No score is above the chi-square of the same figures, which is quick to tell.
        limit = floor * expected
        if np.isfinite(self._whole):
            limit *= 1 - expected / self._whole
        likely = (more > 0) & (more * more > limit) & (events >= LEAST)
        rows, columns = np.nonzero(likely & self._zones.closed[first : first + len(events), None])
        c, m = events[rows, columns].astype(np.float64), expected[rows, columns]
        return score(c, m, self._whole), rows + first, columns

    def _stretches(self, length: int) -> tuple[slice, slice]:
        """The columns of the sums before each stretch, and at its end."""
        if self._steps.ends_last:
            return slice(self._time - length, self._time - length + 1), slice(self._time, self._time + 1)
        return slice(0, self._time - length + 1), slice(length, self._time + 1)

    def _keep(self, scores: Floats, rows: Integers, begin: Integers, length: int, best: Best) -> None:
        """Note the best of each centre; of equal ones the shortest, the smallest and the first."""
        centre = np.searchsorted(self._zones.starts, rows, side="right") - 1
        better = scores > best.score[centre] + NOTHING
        if not better.any():
            return
        scores, rows, begin, centre = scores[better], rows[better], begin[better], centre[better]
        order = np.lexsort((begin, rows, -np.round(scores, 9), centre))
        one = order[np.unique(centre[order], return_index=True)[1]]
        at = centre[one]
        best.score[at], best.row[at] = scores[one], rows[one]
        best.first[at], best.last[at] = begin[one], begin[one] + length - 1


def apart(best: Best, counts: Integers, expected: Floats, zones: Zones) -> list[Cylinder]:
    """The best of each centre, the highest first, without those that share a place with a higher one."""
    taken: set[int] = set()
    found = []
    sizes = best.row - zones.starts[:-1]
    for centre in np.lexsort((sizes, -np.round(best.score, 9))).tolist():
        if best.score[centre] <= NOTHING:
            break
        places = zones.circle(int(best.row[centre]))
        if taken & set(places):
            continue
        taken |= set(places)
        first, last = int(best.first[centre]), int(best.last[centre])
        inside = np.ix_(places, range(first, last + 1))
        cells = (int(counts[inside].sum()), float(expected[inside].sum()), float(best.score[centre]))
        found.append(Cylinder(places, first, last, *cells))
    return found


def _judged(one: Cylinder, chance: Floats, stopped: bool) -> Cylinder:
    reached = int((chance >= one.score - NOTHING).sum())
    p = reached / len(chance) if stopped and reached else (reached + 1) / (len(chance) + 1)
    return Cylinder(
        one.places, one.first, one.last, one.events, one.expected, one.score, p, gumbel(one.score, chance)
    )


def gumbel(observed: float, chance: Floats) -> float:
    """P(score ≥ observed) by a Gumbel distribution with the mean and spread of the runs; 1 where there are
    none that differ."""
    spread = float(chance.std(ddof=1)) if len(chance) > 1 else 0.0
    if spread <= 0:
        return 1.0
    scale = spread * np.sqrt(6) / np.pi
    return float(-np.expm1(-np.exp(-(observed - chance.mean() + np.euler_gamma * scale) / scale)))
