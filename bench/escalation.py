#!/usr/bin/env python3
"""Sums of a self-exciting process at 10⁴ and 10⁶ events, and a fit of counts, beside the plain way.

    escalation.py [--seed 1] [--small]

The plain way sums over all earlier events of each event (timed at 10⁴, scaled by the number of pairs at
10⁶). Of counts by week only their aggregation grows with the events: it is timed with the fit.
"""

from __future__ import annotations

import numpy as np
from timing import asked, seconds

from according.methods import endemic_epidemic as model
from according.methods import hawkes


def by_pairs(times: np.ndarray, beta: float) -> np.ndarray:
    """For each event the sum over all before it."""
    return np.array([np.exp(-beta * (times[n] - times[:n])).sum() for n in range(len(times))])


def hawkes_at(end: float, rng: np.random.Generator, straight: float) -> float:
    """Print the time of one likelihood with its gradient, and of a fit; by pairs, one sum alone."""
    times, values = hawkes.simulated(1.0, 0.6, 1.5, end, rng), np.array([1.0, 0.6, 1.5])
    own = seconds(lambda: hawkes.log_likelihood(values, times, end))
    fit = seconds(lambda: hawkes.fit(times, end))
    straight = straight or seconds(lambda: by_pairs(times, 1.5)) / len(times) ** 2
    whole = straight * len(times) ** 2
    print(f"Hawkes, {len(times):,} events: likelihood {own:.3f} s, fit {fit:.2f} s; by pairs {whole:,.1f} s; "
          f"{whole / own:,.0f} times")  # fmt: skip
    return straight


def counts_at(events: int, rng: np.random.Generator) -> None:
    """Print the time from days to eta with its interval, ten years of weeks, half-yearly splines."""
    days = rng.integers(0, 3640, events)

    def question() -> None:
        panel = model.panel_of(np.bincount(days // 7, minlength=520)[:, None], 2)
        design = model.flexible(520, 365.25 / 7, 23)[2:]
        model.eta_interval(panel, design, model.fit(panel, design))

    print(f"Counts by week, {events:,} events: {seconds(question):.2f} s")


def main() -> None:
    """Time all of it."""
    given = asked(__doc__)
    rng = np.random.default_rng(given.seed)
    straight = hawkes_at(4000.0, rng, 0.0)
    if not given.small:
        hawkes_at(400_000.0, rng, straight)
    for events in (10_000, 1_000_000)[: 1 if given.small else 2]:
        counts_at(events, rng)


if __name__ == "__main__":
    main()
