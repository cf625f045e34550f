#!/usr/bin/env python3
"""Ranks of intervals at 10⁴ and 10⁶ days: bounds and chances, beside sorting every draw.

    rank.py [--draws 2000] [--seed 1]

The straightforward way draws every day and sorts each draw; at 10⁶ days it is timed on few draws and scaled.
Both ways are timed in one run, and the ratio is what counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from according.methods import ranks
from according.methods.ranks import Spread

#: Draws that sorting is timed on, by the number of days.
SORTED = {10_000: 100, 1_000_000: 2}


def days(number: int, rng: np.random.Generator) -> Spread:
    """Days with few deaths mostly and many rarely, three in ten of them with an interval."""
    best = np.floor(rng.pareto(1.1, number) * 3) + 1
    wide = rng.random(number) < 0.3
    low = np.where(wide, np.floor(best * 0.7), best)
    high = np.where(wide, np.ceil(best * 1.4), best)
    return Spread(low, best, high)


def timed(work: Callable[[], object]) -> float:
    """Seconds, the best of three."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def by_sorting(spread: Spread, draws: int, rng: np.random.Generator) -> None:
    """Every day drawn, every draw sorted."""
    for _ in range(draws):
        values = ranks.drawn(spread, 1, rng)
        np.argsort(-values[0], kind="stable")


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for number, few in SORTED.items():
        print(measured(number, few, options.draws, np.random.default_rng(options.seed)))


def measured(number: int, few: int, draws: int, rng: np.random.Generator) -> str:
    """The line of one size; sorting is timed on `few` draws."""
    spread = days(number, rng)
    one = int(np.argmax(spread.best))
    bounds = timed(lambda: ranks.bounds(spread.low, spread.high))
    pruned = timed(lambda: ranks.standing(spread, one, (1, 5, 10), draws, rng))
    naive = timed(lambda: by_sorting(spread, few, rng)) * draws / few
    kept = int(ranks.may_lead(spread.low, spread.high, 10).sum())
    return (
        f"{number:,} days: bounds {bounds * 1000:.1f} ms; chances from {draws} draws of {kept} that can lead "
        f"{pruned * 1000:.1f} ms; drawing and sorting all {naive:.1f} s, {naive / pruned:,.0f} times as long"
    )


if __name__ == "__main__":
    main()
