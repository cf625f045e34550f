"""What a before-and-after comparison shows when nothing happens: series without any effect, and dates that
were chosen because of what came before them (regression to the mean)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.methods.segmented import LEVEL, design, negative_binomial, poisson, ratio

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

#: Rules by which a date is chosen, after the step that ends the stretch that they look at.
TRIGGERS = ("after a high", "after a low", "at random")


@dataclass(frozen=True, slots=True)
class Course:
    """A series without any effect: counts of negative binomial scatter around a rate whose logarithm depends
    on the one before (`persistence`) and moves by `noise` a step."""

    steps: int = 192
    mean: float = 5.0
    persistence: float = 0.8
    noise: float = 0.35
    scatter: float = 0.2

    def drawn(self, rng: np.random.Generator) -> Floats:
        """One series."""
        shocks = rng.normal(0.0, self.noise, self.steps)
        level = np.empty(self.steps)
        level[0] = shocks[0] / np.sqrt(1.0 - self.persistence**2)
        for step in range(1, self.steps):
            level[step] = self.persistence * level[step - 1] + shocks[step]
        rate = self.mean * np.exp(level - level.var() / 2.0)
        size = 1.0 / self.scatter
        return np.asarray(rng.negative_binomial(size, size / (size + rate)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Shown:
    """What so many series showed at the dates of one rule: the median ratio of rates after to before, and the
    shares that a test at 5 % calls fewer or more."""

    series: int
    median: float
    quasi_down: float
    quasi_up: float
    hac_down: float
    hac_up: float


def control(course: Course, series: int, rng: np.random.Generator, side: int = 12) -> Mapping[str, Shown]:
    """Series drawn and compared, `side` steps before and after a date of each rule."""
    found: dict[str, list[tuple[float, float, float]]] = {trigger: [] for trigger in TRIGGERS}
    for _ in range(series):
        counts = course.drawn(rng)
        for trigger in TRIGGERS:
            at = _date(counts, trigger, side, rng)
            if at is not None:
                found[trigger].append(_compared(counts[at - side : at + side], side))
    return {trigger: _summed(np.array(rows)) for trigger, rows in found.items() if rows}


def stretches(counts: Floats, length: int = 3) -> Floats:
    """The sum of the `length` steps before each position; NaN where there are fewer."""
    sums = np.concatenate(([0.0], np.cumsum(counts)))
    found = np.full(len(counts) + 1, np.nan)
    found[length:] = sums[length:] - sums[:-length]
    return found


def _date(counts: Floats, trigger: str, side: int, rng: np.random.Generator) -> int | None:
    places = np.arange(side, len(counts) - side + 1)
    past = stretches(counts)[places]
    if trigger == "after a high":
        places = places[past >= np.quantile(past, 0.9)]
    elif trigger == "after a low":
        places = places[past <= np.quantile(past, 0.1)]
    return int(rng.choice(places)) if len(places) else None


def _compared(counts: Floats, side: int) -> tuple[float, float, float]:
    """The ratio of rates, and z by quasi-Poisson and by negative binomial with errors of Newey and West."""
    x = np.delete(design(len(counts), side), 1, axis=1)
    plain, scattered = poisson(x, counts), negative_binomial(x, counts)
    level = LEVEL - 1
    first = ratio(plain, plain.quasi, level)
    return first.value, first.z, ratio(scattered, scattered.hac(3), level).z


def _summed(rows: Floats) -> Shown:
    def share(column: int, sign: int) -> float:
        return float(np.mean(sign * rows[:, column] > 1.96))

    shares = (share(1, -1), share(1, 1), share(2, -1), share(2, 1))
    return Shown(len(rows), float(np.median(rows[:, 0])), *shares)
