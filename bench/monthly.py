#!/usr/bin/env python3
"""The page of a month from 10⁴ and 10⁶ incidents, beside a plain loop that adds up the same sums.

    monthly.py [--seed 1] [--small]

Both ways are timed in one run, and the ratio is what counts; their sums are compared.
"""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date

import numpy as np
from timing import asked

from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.monthly import MONTHS, monthly
from according.analysis.result import Answered
from according.model import CATEGORIES

MONTH = date(2019, 6, 1)


def incidents(count: int, rng: np.random.Generator) -> Incidents:
    """Incidents at random over two years in eight provinces, with low, best and high by category."""
    days = np.datetime64("2018-01-01", "D") + rng.integers(0, 730, count)
    unknown, words, whole = np.full(count, np.nan), np.full(count, "", object), np.ones(count, np.int64)
    provinces = np.array([f"province {n}" for n in rng.integers(0, 8, count)], dtype=object)
    figures = {}
    for category in CATEGORIES[:-1]:
        best = rng.negative_binomial(0.5, 0.3, count).astype(float)
        figures["deaths", category] = Figures(np.floor(best * 0.8), best, np.ceil(best * 1.5))
    ends = (sum(getattr(f, end) for f in figures.values()) for end in ("low", "best", "high"))
    return Incidents(
        "table", np.arange(count).astype(object), days, days, unknown, unknown, whole, words,
        provinces, words, (), words, words, whole, {**figures, ("deaths", "all"): Figures(*ends)},
    )  # fmt: skip


def by_loop(own: Incidents) -> dict[tuple[str, str, str], list[float]]:
    """Incidents, low, best and high by month, province and category: incident by incident."""
    sums: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0, 0.0, 0.0, 0.0])
    columns = {
        category: (figures.low.tolist(), figures.best.tolist(), figures.high.tolist())
        for (_, category), figures in own.figures.items()
    }
    for n, (day, province) in enumerate(zip(own.first.tolist(), own.province, strict=True)):
        month = f"{day:%Y-%m}"
        for category, ends in columns.items():
            for where in (province, ""):
                found = sums[month, where, category]
                found[0] += 1
                for place, end in enumerate(ends, 1):
                    found[place] += end[n]
    return sums


def measured(count: int, rng: np.random.Generator) -> str:
    """The line of one size. SystemExit where the two ways differ."""
    own = incidents(count, rng)
    began = time.perf_counter()
    result = monthly(own, MONTH, Chosen())
    ours = time.perf_counter() - began
    began = time.perf_counter()
    sums = by_loop(own)
    plain = time.perf_counter() - began
    if not isinstance(result, Answered):
        raise SystemExit(result.reason)
    rows = next(table for table in result.tables if table.name == "months").rows
    for month, number, *ends in (row[:5] for row in rows):
        if [number, *ends] != sums[str(month), "", "all"]:
            raise SystemExit(f"{month}: {number}, {ends}; in a loop {sums[str(month), '', 'all']}")
    return (
        f"{count:,} incidents: the page with {MONTHS} months {ours:.2f} s; the sums alone in a loop "
        f"{plain:.2f} s, {plain / ours:.1f} times as long"
    )


def main() -> None:
    """Print one line a size."""
    given = asked(__doc__)
    for count in (10_000, 1_000_000)[: 1 if given.small else 2]:
        print(measured(count, np.random.default_rng(given.seed)))


if __name__ == "__main__":
    main()
