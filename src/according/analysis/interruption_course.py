"""A series and the interruptions in it, and what is found of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from according.analysis.steps import A_YEAR, By, Steps
from according.methods.segmented import Ratio, design_of
from according.phrasing import plural

#: Fewer dates of a kind than these are never more than "not identifiable".
KIND = 8
#: Steps needed on either side of a date that lasts, and of one of several.
SIDE: dict[By, int] = {"month": 12, "week": 26}
SHORT = 3
#: Events or deaths needed altogether.
NEEDED = 20
LAGS: dict[By, int] = {"month": 6, "week": 8}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interruption:
    """What began on a day: a policy, an operation, a ceasefire, a pause; `until`: its last day, None for to
    the end (of several: for `SHORT` steps)."""

    start: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A series with the steps within interruptions marked (1). `starts`: positions at which they begin;
    `lengths`: how many steps each lasts; `eligible`: positions at which one could have begun; `kept`: steps
    that count, without those in which an interruption begins on a later day than their first."""

    steps: Steps
    inside: Floats
    starts: tuple[int, ...]
    eligible: NDArray[np.intp]
    lengths: tuple[int, ...]
    kept: NDArray[np.bool_]

    @property
    def period(self) -> int:
        """Steps of a year."""
        return A_YEAR[self.steps.by]

    @property
    def harmonics(self) -> int:
        """Two where there are three years to learn a season from, else none."""
        return 2 if len(self.steps) >= 3 * self.period else 0

    def design(self, inside: Floats, slope: bool = False) -> Floats:
        """The regressors of every step, with the steps of `inside` as the interruption's; see `design_of`."""
        return design_of(inside, self.period, self.harmonics, slope)

    def marked(self, starts: Sequence[int]) -> Floats:
        """Steps marked as if interruptions of the same lengths began at these positions."""
        found = np.zeros(len(self.steps))
        for start, length in zip(starts, self.lengths, strict=True):
            found[start : start + length] = 1.0
        return found


@dataclass(frozen=True, slots=True)
class Estimate:
    """One model's ratio of rates; `what`: which series and errors."""

    model: str
    what: str
    ratio: Ratio


@dataclass(frozen=True, slots=True)
class Placebo:
    """z of the level at dates that were none, and at the true ones; p = (r + 1) / (B + 1)."""

    observed: float
    null: Floats
    p: float
    dates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Whether past violence predicts the dates, and what like pasts lead to: `past`: the mean share of
    stretches below those before the dates; `after`: the mean ratio after to before, of short stretches;
    `matched`: the same at dates of like pasts without an interruption."""

    past: float
    p: float
    after: float
    matched: tuple[float, float, float]
    rows: tuple[tuple[str, int, float, float, float], ...]
    draws: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same dates in one province: what is counted there, and its ratio."""

    name: str
    counted: float
    ratio: Ratio


def course_of(steps: Steps, dates: Sequence[Interruption]) -> tuple[Course | None, str, str]:
    """The series with its interruptions; else why not, and what is needed."""
    several = len(dates) > 1
    side = SHORT if several or any(one.until for one in dates) else SIDE[steps.by]
    least = 2 * SIDE[steps.by]
    if len(steps) < least or steps.best.sum() < NEEDED:
        has = (
            f"the series has only {plural(len(steps), steps.by)} with {steps.best.sum():,.0f} {steps.outcome}"
        )
        return None, has, f"{least} {steps.by}s or more with {NEEDED} {steps.outcome} or more"
    starts, lengths, kept = [], [], np.ones(len(steps), dtype=bool)
    for one in dates:
        at = steps.position(one.start)
        begins = at + (one.start > steps.days[at] if 0 <= at < len(steps) else 0)
        length = _length(steps, one, begins, several)
        if side <= begins <= len(steps) - side and length > 0:
            starts.append(begins)
            lengths.append(length)
            kept[at:begins] = False
    if not starts:
        words = (
            f"no date has {side} {steps.by}s of the series on either side: it runs from {steps.first[0]} "
            f"to the {steps.by} of {steps.first[-1]}"
        )
        return None, words, f"incidents from {side} {steps.by}s before to {side} after a date"
    eligible = np.arange(side, len(steps) - side + 1)
    if len(starts) * 2 > len(eligible):
        words = f"{len(starts)} dates among {plural(len(eligible), steps.by)} leave no others to compare"
        return None, words, "a series at least twice as long, so that other dates can be compared"
    course = Course(steps, np.zeros(0), tuple(starts), eligible, tuple(lengths), kept)
    return replace(course, inside=course.marked(starts)), "", ""


def _length(steps: Steps, one: Interruption, begins: int, several: bool) -> int:
    if one.until is not None:
        return steps.position(one.until) + 1 - begins
    return SHORT if several else len(steps) - begins
