#!/usr/bin/env python3
"""The common ratio of two sides' figures over 10⁴ and 10⁶ incidents, beside the straightforward way.

    gap.py [--seed 1] [--small]

The straightforward way keeps a row an incident and adds up in logarithms at every step of the search;
According looks at incidents with the same two figures once. Both give the same ratio. At 10⁶ incidents the
straightforward way is timed on fewer and scaled. Both are timed in one run, and the ratio is what counts.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_expit, logsumexp
from timing import asked

from according.methods.claim_gap import pooled

Floats = NDArray[np.float64]

#: Incidents that the straightforward way is timed on, by the number of incidents.
TIMED = {10_000: 10_000, 1_000_000: 10_000}
GRID: Floats = np.linspace(-9.0, 9.0, 451)


def claims(number: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Figures of incidents with few deaths mostly: the own side tells half, the enemy three times as many."""
    truth = rng.lognormal(1.5, 1.0, number) + 1
    noise = np.exp(rng.normal(0, 0.3, (2, number)))
    own = rng.poisson(truth * 0.5 * noise[0]).astype(float)
    enemy = np.maximum(rng.poisson(truth * 3 * noise[1]), 1).astype(float)
    return own, enemy


def by_rows(own: Floats, enemy: Floats) -> float:
    """The most likely common ratio, every incident by itself."""
    known = enemy[:, None] * log_expit(GRID) + own[:, None] * log_expit(-GRID)

    def fitted(middle: float) -> float:
        def unlikely(log_spread: float) -> float:
            normal = -0.5 * ((GRID - middle) / np.exp(log_spread)) ** 2
            joint = known + (normal - logsumexp(normal))
            top = joint.max(axis=1, keepdims=True)
            return -float(np.sum(top[:, 0] + np.log(np.exp(joint - top).sum(axis=1))))

        found = minimize_scalar(unlikely, bounds=(-3, 1.5), method="bounded", options={"xatol": 0.01})
        return float(found.fun)

    return float(np.exp(minimize_scalar(fitted, bounds=(-8, 8), method="bounded").x))


def measured(number: int, few: int, rng: np.random.Generator) -> str:
    """The line of one size."""
    own, enemy = claims(number, rng)
    began = time.perf_counter()
    found = pooled(own, enemy)
    took = time.perf_counter() - began
    began = time.perf_counter()
    plain = by_rows(own[:few], enemy[:few])
    naive = (time.perf_counter() - began) * number / few
    distinct = len(np.unique(np.stack([own, enemy], axis=1), axis=0))
    scaled = "" if few == number else f" (of {few:,}, the time scaled)"
    return (
        f"{number:,} incidents, {distinct:,} distinct: ratio {found.ratio:.3f} in {took:.2f} s; by rows "
        f"{plain:.3f} in {naive:.0f} s{scaled}, {naive / took:,.0f} times as long"
    )


def main() -> None:
    """Print one line a size."""
    given = asked(__doc__)
    for number, few in [*TIMED.items()][: 1 if given.small else 2]:
        print(measured(number, few, np.random.default_rng(given.seed)), flush=True)


if __name__ == "__main__":
    main()
