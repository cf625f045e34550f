#!/usr/bin/env python3
"""Knox at 10⁴ and 10⁶ events, and runs of the space-time permutation scan, beside the straightforward way.

    coordination.py [--seed 1] [--small]

The straightforward way of Knox compares all pairs for each permutation (timed on one at 10⁴ events, scaled by
the number of pairs); that of the scan looks at every step of every circle. Both ways in one run: the ratio
counts.
"""

from __future__ import annotations

import numpy as np
from timing import asked, seconds

from according.methods.knox import knox
from according.methods.permutation_scan import Events, independence, permuted
from according.methods.space_time_scan import Look, Steps, zones_of

RUNS = 99


def all_pairs(points: np.ndarray, times: np.ndarray, distance: float, span: float) -> int:
    """Pairs near in both, by comparing every event with all others."""
    found = 0
    for n in range(len(points)):
        near = ((points[n + 1 :] - points[n]) ** 2).sum(axis=1) <= distance**2
        found += int((near & (np.abs(times[n + 1 :] - times[n]) <= span)).sum())
    return found


def knox_at(events: int, rng: np.random.Generator, straight: float) -> float:
    """Print the time of `RUNS` permutations beside that of all pairs; the latter for one, by event pair."""
    points, times = rng.random((events, 2)) * 1000, rng.integers(0, 7300, events).astype(float)
    distance = 1000 * np.sqrt(3.2 / (events * np.pi))
    own = seconds(lambda: knox(points, times, [(distance, 14.0)], RUNS, rng))
    if not straight:
        straight = 2 * seconds(lambda: all_pairs(points, times, distance, 14.0)) / events**2
    whole = straight * events**2 / 2 * (RUNS + 1)
    print(f"Knox, {events:,} events, {RUNS} permutations: {own:.2f} s; all pairs {whole:,.0f} s; "
          f"{whole / own:,.0f} times")  # fmt: skip
    return straight


def scan_at(events: int, days: int, rng: np.random.Generator) -> None:
    """Print the time of one run of the scan by events beside that by every step."""
    counts = np.zeros((40, days), dtype=np.int64)
    np.add.at(
        counts, (rng.choice(40, events, p=rng.dirichlet(np.ones(40))), rng.integers(0, days, events)), 1
    )
    zones, steps = zones_of(rng.random((40, 2)), 0.4, counts.sum(axis=1).astype(float), 0.5), Steps(28)
    by_events, look = Events(counts, zones, steps), Look(independence(counts), zones, steps, float(events))
    own = seconds(lambda: [by_events.highest(rng) for _ in range(3)]) / 3
    drawn = permuted(counts)(rng)
    other = seconds(lambda: look.highest(drawn))
    print(f"Scan, {events:,} events, 40 places, {days:,} days: {own:.3f} s a run; by every step "
          f"{other:.2f} s; {other / own:,.0f} times")  # fmt: skip


def main() -> None:
    """Time both at all sizes."""
    given = asked(__doc__)
    rng = np.random.default_rng(given.seed)
    straight = knox_at(10_000, rng, 0.0)
    if not given.small:
        knox_at(1_000_000, rng, straight)
    scan_at(500, 5000, rng)


if __name__ == "__main__":
    main()
