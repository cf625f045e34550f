"""The space-time permutation scan (Kulldorff et al. 2005, PLoS Medicine 2:e59): it needs events only.

Expected of a cylinder are (events of its places) × (events of its steps) / (all events), and the null
permutes the times over the places: every place keeps its number of events and every step its own. The highest
score is found from the events of each circle, in order of time, without looking at the empty days between.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from according.methods.space_time_scan import (
    LEAST,
    NOTHING,
    Best,
    Floats,
    Integers,
    Look,
    Null,
    Scanned,
    Steps,
    Zones,
    against,
    apart,
    scan,
    score,
)


def permutation_scan(
    counts: Integers, zones: Zones, steps: Steps, runs: int, rng: np.random.Generator, stop_after: int = 0
) -> Scanned:
    """The scan of counts (a row a place, a column a step). Runs look at stretches that begin and end with an
    event of the circle, among which the best one is, unless looking at every step is quicker."""
    expected, events = independence(counts), Events(counts, zones, steps)
    if events.pairs > len(zones.places) * counts.shape[1]:
        return scan(counts, expected, zones, steps, permuted(counts), runs, rng, stop_after)
    found = apart(events.at(counts, expected), counts, expected, zones)
    return against(found, lambda: events.highest(rng), runs, stop_after)


def independence(counts: Integers) -> Floats:
    """The expectation of the space-time permutation scan: of every place and step by its margins."""
    expected: Floats = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return expected


def permuted(counts: Integers) -> Null:
    """The null of the space-time permutation scan: the times of events dealt out over their places."""
    places, steps = counts.shape
    cells = np.repeat(np.arange(counts.size), counts.ravel())
    where, when = cells // steps * steps, cells % steps

    def drawn(rng: np.random.Generator) -> Integers:
        return np.bincount(where + rng.permutation(when), minlength=counts.size).reshape(places, steps)

    return drawn


class Events:
    """The events of every circle. Days without an event at an end of a stretch only lower its score, and of
    stretches with as many events the one with the lowest expectation scores highest."""

    def __init__(self, counts: Integers, zones: Zones, steps: Steps) -> None:
        places, time = counts.shape
        cells = np.repeat(np.arange(counts.size), counts.ravel())
        self._when, self._steps, self._time = cells % time, steps, time
        self._stride = time + steps.longest
        self._upto = np.r_[0, np.cumsum(counts.sum(axis=0))].astype(np.float64)
        ends = np.r_[0, np.cumsum(counts.sum(axis=1))]
        own = [np.arange(ends[place], ends[place + 1]) for place in range(places)]
        self._zones = zones
        held = list(self._held(own, zones))
        self._circles = np.array([row for row, _ in held], dtype=np.int64)
        self._sizes = np.array([len(one) for _, one in held], dtype=np.int64)
        self._event = np.concatenate([np.zeros(0, dtype=np.int64), *(one for _, one in held)])
        self._row = np.repeat(np.arange(len(held)), self._sizes)
        self.pairs = len(self._event)

    @staticmethod
    def _held(own: list[Integers], zones: Zones) -> Iterator[tuple[int, Integers]]:
        """The circles that hold enough events, with these; of circles with the same events the smallest."""
        for start, stop in zip(zones.starts[:-1].tolist(), zones.starts[1:].tolist(), strict=True):
            held, last = np.zeros(0, dtype=np.int64), 0
            for row in range(start, stop):
                held = np.concatenate((held, own[zones.places[row]]))
                if zones.closed[row] and len(held) >= LEAST and len(held) > last:
                    last = len(held)
                    yield row, held

    def at(self, counts: Integers, expected: Floats) -> Best:
        """The best cylinder of each centre: its best circle by the events, then the best stretch of that."""
        rows = self._best_circles()
        circles = [list(self._zones.circle(row)) for row in rows.tolist()]
        held, due = (np.array([v[circle].sum(axis=0) for circle in circles]) for v in (counts, expected))
        alone = Zones(np.arange(len(rows)), np.arange(len(rows) + 1), np.ones(len(rows), dtype=bool))
        best = Look(due, alone, self._steps, self._upto[-1]).at(held)
        return Best(best.score, rows, best.first, best.last)

    def _best_circles(self) -> Integers:
        """The row of the best circle of each centre; of equal ones the smallest."""
        rows = self._zones.starts[:-1].copy()
        top = np.zeros(len(rows))
        centres = np.searchsorted(self._zones.starts, self._circles, side="right") - 1
        for centre, row, value in zip(centres.tolist(), self._circles, self._of_circles(), strict=True):
            if value > top[centre] + NOTHING:
                top[centre], rows[centre] = value, row
        return rows

    def _of_circles(self) -> Floats:
        """The highest score of each circle."""
        stride, top = self._stride, np.zeros(len(self._circles))
        keys = np.sort(self._row * stride + self._when[self._event])
        for held, begin, expected in self._last(keys) if self._steps.ends_last else self._anywhere(keys):
            rows = begin // stride
            events: Floats = held + np.zeros(len(rows))
            scores = score(events, expected, self._upto[-1])
            np.maximum.at(top, rows, scores)
        return top

    def highest(self, rng: np.random.Generator) -> float:
        """The highest score with the times of the events permuted."""
        keys = np.sort(self._row * self._stride + rng.permutation(self._when)[self._event])
        if self._steps.ends_last:
            return max((float(score(h.astype(float), m, self._upto[-1]).max(initial=0.0))
                        for h, _, m in self._last(keys)), default=0.0)  # fmt: skip
        best = [(float(held), float(m.min())) for held, _, m in self._anywhere(keys)]
        c, m = np.array(best).reshape(-1, 2).T
        return float(score(c, m, self._upto[-1]).max(initial=0.0))

    def _anywhere(self, keys: Integers) -> Iterator[tuple[Integers, Integers, Floats]]:
        """For each number of events the stretches from an event to so many further on: how many, where they
        begin, their expectations."""
        begin = np.arange(len(keys))
        for more in range(1, len(keys)):
            begin = begin[: np.searchsorted(begin, len(keys) - more)]
            begin = begin[keys[begin + more] - keys[begin] < self._steps.longest]
            if not len(begin):
                return
            yield np.array(more + 1), keys[begin], self._expected(keys[begin], keys[begin + more])

    def _last(self, keys: Integers) -> Iterator[tuple[Integers, Integers, Floats]]:
        """The same of stretches from an event to the last step."""
        stride = self._stride
        keys = keys[keys % stride >= self._time - self._steps.longest]
        held = np.searchsorted(keys, (keys // stride + 1) * stride) - np.arange(len(keys))
        keys, held = keys[held >= LEAST], held[held >= LEAST]
        yield held, keys, self._expected(keys, np.full(len(keys), self._time - 1))

    def _expected(self, begin: Integers, end: Integers) -> Floats:
        stride = self._stride
        inside = self._upto[end % stride + 1] - self._upto[begin % stride]
        found: Floats = self._sizes[begin // stride] * inside / self._upto[-1]
        return found
