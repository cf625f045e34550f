#!/usr/bin/env python3
"""What before-and-after comparisons show when nothing happens, and how long the parts of an answer take.

    .venv/bin/python bench/interruption.py               # 400 series a rule; 10,000 and 1,000,000 incidents
    .venv/bin/python bench/interruption.py --series 100

Speed: counting incidents by month beside a plain loop over them, then the whole answer; change points beside
the plain partition that prunes nothing.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import numpy as np

from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.interruption import interruption
from according.analysis.interruption_course import Interruption
from according.analysis.steps import counted
from according.methods.change_points import change_points, of_counts
from according.methods.chosen_dates import Course, control


def _incidents(count: int) -> Incidents:
    """Incidents at random over twenty years."""
    rng = np.random.default_rng(1)
    days = np.sort(np.datetime64("2001-01-01", "D") + rng.integers(0, 7300, count))
    unknown, words, whole = np.full(count, np.nan), np.full(count, "", object), np.zeros(count, np.int64)
    killed = rng.negative_binomial(0.5, 0.1, count).astype(float)
    return Incidents(
        "table", np.arange(count).astype(object), days, days, unknown, unknown, whole, words, words, words,
        (), words, words, whole, {("deaths", "all"): Figures(killed, killed, killed)},
    )  # fmt: skip


def _by_loop(own: Incidents) -> list[float]:
    """Deaths by month as a plain loop adds them up, months without any left out."""
    found: dict[str, float] = {}
    for day, killed in zip(own.first.tolist(), own.counted().best.tolist(), strict=True):
        month = f"{day:%Y-%m}"
        found[month] = found.get(month, 0.0) + killed
    return [found[month] for month in sorted(found) if found[month]]


def _control(series: int) -> None:
    print(f"no effect at all, {series} series, 12 months on either side, tests at 5 %:")
    for rule, shown in control(Course(), series, np.random.default_rng(1)).items():
        print(
            f"  {rule:12} median ratio {shown.median:.2f}; quasi-Poisson fewer {shown.quasi_down:.0%}, more "
            f"{shown.quasi_up:.0%}; negative binomial with dependent errors fewer {shown.hac_down:.0%}, more "
            f"{shown.hac_up:.0%}"
        )


def _partitions() -> None:
    counts = np.random.default_rng(2).poisson(np.repeat([3, 9, 5, 12], 1800)).astype(float)
    for shortest, words in ((1, "pruned"), (2, "not pruned")):
        start = time.perf_counter()
        found = change_points(len(counts), of_counts(counts), 2 * np.log(len(counts)), shortest)
        print(f"change points of {len(counts):,} days, {words}: {time.perf_counter() - start:.2f} s, {found}")


def main() -> None:
    """Print all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=400)
    _control(asked.parse_args().series)
    for count in (10_000, 1_000_000):
        own = _incidents(count)
        start = time.perf_counter()
        ours = counted(own, "month", "deaths").best
        counted_s = time.perf_counter() - start
        start = time.perf_counter()
        plain = _by_loop(own)
        plain_s = time.perf_counter() - start
        if plain != ours[ours > 0].tolist():
            raise SystemExit("the loop counts otherwise")
        start = time.perf_counter()
        interruption(own, [Interruption(date(2010, 6, 1))], Chosen())
        answered_s = time.perf_counter() - start
        print(
            f"{count:,} incidents: by month {counted_s:.3f} s, in a loop {plain_s:.3f} s, "
            f"{plain_s / counted_s:.0f} times as long; answered in {answered_s:.2f} s"
        )
    _partitions()


if __name__ == "__main__":
    main()
