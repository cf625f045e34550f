"""The space-time permutation scan (Kulldorff et al. 2005, PLoS Medicine 2:e59): it needs events only.

Expected of a cylinder are (events of its places) × (events of its steps) / (all events), and the null
permutes the times over the places: every place keeps its number of events and every step its own. The highest
score is found from the events of each circle, in order of time, without looking at the empty days between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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

#: The smallest circles, the first of so many parts of all, are looked at first: their score is to be beaten.
_FIRST = 10


def permutation_scan(
    counts: Integers,
    zones: Zones,
    steps: Steps,
    runs: int,
    rng: np.random.Generator,
    stop_after: int = 0,
    step: Callable[[], None] = lambda: None,
) -> Scanned:
    """The scan of counts (a row a place, a column a step). Runs, after each of which `step` is called, look
    at stretches that begin and end with an event of the circle, among which the best one is, unless looking
    at every step of time is quicker."""
    expected, events = independence(counts), Events(counts, zones, steps)
    if events.pairs > len(zones.places) * counts.shape[1]:
        return scan(counts, expected, zones, steps, permuted(counts), runs, rng, stop_after, step=step)
    found = apart(events.at(counts, expected), counts, expected, zones)
    return against(found, lambda: events.highest(rng), runs, stop_after, step)


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
        # By their events, so that those that a score rules out are the last.
        held = sorted(self._held(own, zones), key=lambda circle: len(circle[1]))
        self._circles = np.array([row for row, _ in held], dtype=np.int64)
        self._sizes = np.array([len(one) for _, one in held], dtype=np.int64)
        self._event = np.concatenate([np.zeros(0, dtype=np.int64), *(one for _, one in held)])
        self.pairs = len(self._event)
        row = np.repeat(np.arange(len(held)) * self._stride, self._sizes)
        # Short numbers are sorted faster.
        self._row = row.astype(np.int32) if len(held) * self._stride < np.iinfo(np.int32).max else row
        self._share = np.repeat(self._sizes / self._upto[-1], self._sizes)
        self._worth = self._bounds()

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
        keys = np.sort(self._row + self._when[self._event]).astype(np.int64)
        for held, begin, expected in self._last(keys) if self._steps.ends_last else self._anywhere(keys):
            rows = begin // stride
            events: Floats = held + np.zeros(len(rows))
            scores = score(events, expected, self._upto[-1])
            np.maximum.at(top, rows, scores)
        return top

    def highest(self, rng: np.random.Generator) -> float:
        """The highest score with the times of the events permuted."""
        keys = np.sort(self._row + rng.permutation(self._when).astype(self._row.dtype)[self._event])
        if self._steps.ends_last:
            return max((float(score(h.astype(float), m, self._upto[-1]).max(initial=0.0))
                        for h, _, m in self._last(keys.astype(np.int64))), default=0.0)  # fmt: skip
        return self._above(keys, self._above(keys[: self.pairs // _FIRST], 0.0))

    def _bounds(self) -> tuple[Floats, Integers]:
        """For each number of events (a row) the highest score that a circle of each size can have with them,
        were they all that happened meanwhile; and how many keys are those of circles up to each size."""
        sizes, often = np.unique(self._sizes, return_counts=True)
        events = np.arange(sizes.max(initial=LEAST) + 1, dtype=np.float64)[:, None]
        bounds = score(events, events * sizes / self._upto[-1], self._upto[-1])
        return bounds, np.r_[0, np.cumsum(sizes * often)]

    def _above(self, keys: Integers, top: float) -> float:
        """The highest score of stretches of these keys, if above `top`. Circles that could not score above it
        with so many events are not looked at with fewer."""
        bounds, upto = self._worth
        begin, looked = np.zeros(0, dtype=np.int64), 0
        for events in range(LEAST, len(bounds)):
            last, more = len(keys) - events + 1, events - 1
            until = int(min(last, upto[np.count_nonzero(bounds[events] > top - NOTHING)]))
            if len(begin):
                begin = begin[: np.searchsorted(begin, last)]
                begin = begin[keys[begin + more] - keys[begin] < self._steps.longest]
            elif looked >= last:
                break
            if until > looked:
                near = keys[looked + more : until + more] - keys[looked:until] < self._steps.longest
                begin, looked = np.concatenate((begin, looked + np.flatnonzero(near))), until
            if len(likely := begin[: np.searchsorted(begin, until)]):
                # The keys of a circle stand where it stands: their steps are told without dividing.
                row = self._row[likely]
                inside = self._upto[keys[likely + more] - row + 1] - self._upto[keys[likely] - row]
                expected = (self._share[likely] * inside).min()
                top = max(top, float(score(np.array(float(events)), expected, self._upto[-1])))
        return top

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
