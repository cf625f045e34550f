"""Figures of several incidents added, their changes, and whether categories add up to everyone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.analysis.incident_columns import Figures, Incidents
from according.model import CATEGORIES, Category, Measure
from according.phrasing import figure

KNOWN: tuple[Category, ...] = CATEGORIES[:-1]


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of several incidents added. `best` and `high` are None where an incident that is counted lacks
    one, `low` where none of them is counted at all; `counted`: how many incidents give a figure."""

    low: int | None
    best: int | None
    high: int | None
    counted: int


def added(figures: Figures) -> Sum:
    """The sum of figures, open where one that is counted is open."""
    counted = ~(np.isnan(figures.low) & np.isnan(figures.best))
    if not np.any(counted):
        return Sum(None, None, None, 0)
    low = np.where(np.isnan(figures.low), figures.best, figures.low)[counted]
    return Sum(
        int(low.sum()), _whole(figures.best[counted]), _whole(figures.high[counted]), int(counted.sum())
    )


def _whole(values: NDArray[np.float64]) -> int | None:
    total = values.sum()
    return None if np.isnan(total) else int(total)


def spread(found: Sum) -> str:
    """low–best–high as people read it; "" where nothing is known."""
    return figure(found.low, found.best, found.high) if found.counted else ""


def change_words(now: Sum, before: Sum) -> str:
    """The change of the best figure in per cent, where the two months' intervals do not overlap; else that
    there is no clear one."""
    if now.low is None or before.low is None:
        return ""
    apart = (before.high is not None and now.low > before.high) or (
        now.high is not None and now.high < before.low
    )
    if not apart:
        return "no clear change"
    if now.best is None or not before.best:
        return "more" if before.high is not None and now.low > before.high else "fewer"
    return _per_cent(now.best, before.best)


def closes(incidents: Incidents, measure: Measure) -> str:
    """Whether the best figures by category add up to that of everyone: ✓, ✗ with the difference, or "" where
    one of the two is not known."""
    whole = added(incidents.counted(measure, "all")).best
    parts = [added(incidents.counted(measure, category)) for category in KNOWN]
    told = [part.best for part in parts if part.counted]
    if whole is None or not told or None in told:
        return ""
    rest = whole - sum(best for best in told if best is not None)
    return "✓" if rest == 0 else f"✗ {rest:+d}".replace("-", "−")


def percent(now: int, before: int) -> str:
    """The change of a count in per cent; "" from nothing."""
    if now == before:
        return "no change"
    return _per_cent(now, before) if before else ""


def _per_cent(now: int, before: int) -> str:
    return f"{100 * (now - before) / before:+.0f} %".replace("-", "−")
