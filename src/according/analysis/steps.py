"""Incidents counted by month or week: what questions about time run on.

An incident belongs to the step in which it begins. A step between the first and the last without any
incident is zero: that the input covers it is an assumption, which every question that counts so has to state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from according.analysis.incident_columns import Days, Incidents
from according.analysis.result import Check
from according.model import Category
from according.phrasing import day as day_words
from according.phrasing import plural

By = Literal["month", "week"]
Outcome = Literal["events", "deaths"]
#: Steps of a year.
A_YEAR: dict[By, int] = {"month": 12, "week": 52}
MONDAY = np.datetime64("1970-01-05", "D")
#: A silence less likely than this, at the pace of the year before it, is taken for the end of the input.
_SILENCE = 0.05


@dataclass(frozen=True, slots=True)
class Steps:
    """Counts by step. `first`: each step's first day; `low`, `best`, `high`: equal for events; `undated`:
    incidents of unknown day, `uncounted`: of unknown deaths; neither is counted. Where only one end is known
    it stands for all."""

    by: By
    outcome: Outcome
    first: NDArray[np.datetime64]
    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]
    undated: int
    uncounted: int

    def __len__(self) -> int:
        return len(self.first)

    def position(self, day: date) -> int:
        """The step that holds a day; below 0 or beyond the last where none does."""
        return int(step_of(np.array([day], dtype="datetime64[D]"), self.by)[0]) - int(
            step_of(self.first[:1], self.by)[0]
        )

    def along(self, other: Steps) -> NDArray[np.float64]:
        """The best counts at the steps of another series; 0 where this one does not reach."""
        found = np.zeros(len(other))
        if len(self):
            places = np.arange(len(self)) + other.position(self.days[0])
            within = (places >= 0) & (places < len(other))
            found[places[within]] = self.best[within]
        return found

    @property
    def days(self) -> tuple[date, ...]:
        """The first day of each step."""
        return tuple(self.first.astype(object))


def step_of(days: NDArray[np.datetime64], by: By) -> NDArray[np.int64]:
    """The number of the step that holds each day."""
    if by == "month":
        return days.astype("datetime64[M]").astype(np.int64)
    return np.floor_divide((days - MONDAY).astype(np.int64), 7)


def counted(incidents: Incidents, by: By, outcome: Outcome, category: Category = "all") -> Steps:
    """The incidents by step, from the first with any to the last. Empty where none has a day."""
    known = ~np.isnat(incidents.first)
    own = incidents.of(known)
    undated = int((~known).sum())
    if not len(own):
        empty = np.zeros(0)
        return Steps(by, outcome, own.first, empty, empty, empty, undated, 0)
    numbers = step_of(own.first, by)
    start = int(numbers.min())
    place, length = numbers - start, int(numbers.max()) - start + 1
    if by == "month":
        first = (np.datetime64(start, "M") + np.arange(length)).astype("datetime64[D]")
    else:
        first = MONDAY + 7 * (start + np.arange(length))
    if outcome == "events":
        events = np.bincount(place, minlength=length).astype(np.float64)
        return Steps(by, outcome, first, events, events, events, undated, 0)
    figures = own.counted("deaths", category)
    ends = known_ends(figures.low, figures.best, figures.high)
    told = ~np.isnan(ends[1])
    low, best, high = (
        np.asarray(np.bincount(place[told], end[told], minlength=length), dtype=np.float64) for end in ends
    )
    return Steps(by, outcome, first, low, best, high, undated, int((~told).sum()))


def known_ends(
    low: NDArray[np.float64], best: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """low, best and high with what is not known taken from the nearest that is."""
    middle = np.where(np.isnan(best), np.where(np.isnan(low), high, low), best)
    return np.where(np.isnan(low), middle, low), middle, np.where(np.isnan(high), middle, high)


def reaches_end(days: Days, first: np.datetime64, by: By) -> Check:
    """Whether the input, whose incidents end on these days, goes on to the end of the step of that first
    day: by a later incident, or because so long a silence is nothing rare at its pace (a Poisson process)."""
    end = (first.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1 if by == "month" else first + 6
    known = days[~np.isnat(days)]
    last = known.max()
    silent = max(0, int((end - last).astype(int)))
    pace = float(np.sum(known > last - 365)) / 365
    return Check(
        f"the input reaches the end of the {by}",
        bool(np.exp(-pace * silent) >= _SILENCE),
        f"the last incident is of {day_words(last.astype(date))}"
        + (f", {plural(silent, 'day')} before the end" if silent else ""),
    )
