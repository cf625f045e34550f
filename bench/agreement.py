#!/usr/bin/env python3
"""How long Krippendorff's alpha takes, beside counting every pair of values unit by unit.

    .venv/bin/python bench/agreement.py                     # 10,000 and 1,000,000 units of three coders
    .venv/bin/python bench/agreement.py --units 50000

The plain way (a dictionary of coincidences, as the definition is written) is timed on 10,000 units; its
time for more is scaled up from there, since it grows with the units. Counts of people killed:
overdispersed, most of them small.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import numpy as np

from according.methods.krippendorff import METRICS, alpha, by_units, ratings

_PLAIN = 10_000


def _coded(units: int, seed: int) -> np.ndarray:
    """Three coders' values of each unit, one row a unit."""
    rng = np.random.default_rng(seed)
    truth = rng.negative_binomial(0.5, 0.02, units)
    return np.stack([rng.poisson(truth) for _ in range(3)], axis=1).astype(float)


def _plain(values: np.ndarray) -> float:
    """Interval alpha from a dictionary of coincidences."""
    pairs: Counter[tuple[float, float]] = Counter()
    for row in values.tolist():
        for n, one in enumerate(row):
            for m, other in enumerate(row):
                if n != m:
                    pairs[one, other] += 1
    count: Counter[float] = Counter(values.ravel().tolist())
    observed = sum(times * (one - other) ** 2 for (one, other), times in pairs.items()) / (
        values.shape[1] - 1
    )
    expected = sum(n * m * (one - other) ** 2 for one, n in count.items() for other, m in count.items())
    return 1 - (values.size - 1) * observed / expected


def main() -> None:
    """Print a line a size and metric."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--units", type=int, nargs="*", default=[10_000, 1_000_000])
    sizes = asked.parse_args().units
    values = _coded(_PLAIN, 1)
    start = time.perf_counter()
    plain = _plain(values)
    plain_s = time.perf_counter() - start
    print(f"plain, {_PLAIN:,} units, interval: {plain_s:.3f} s, alpha {plain:.6f}")
    for size in sizes:
        values = _coded(size, 1)
        start = time.perf_counter()
        rated = ratings(np.repeat(np.arange(size), 3), values.ravel())
        laid_s = time.perf_counter() - start
        print(f"{size:,} units: laid out in {laid_s:.3f} s, {len(rated.scores):,} distinct values")
        for metric in METRICS:
            start = time.perf_counter()
            found = alpha(rated, metric)
            whole_s = time.perf_counter() - start
            start = time.perf_counter()
            by_units(rated, metric, np.random.default_rng(1))
            drawn_s = time.perf_counter() - start
            ratio = plain_s * size / _PLAIN / (whole_s + laid_s)
            print(
                f"  {metric:9} alpha {found:.6f} in {whole_s:.3f} s (with laying out {ratio:.0f} times "
                f"as fast as "
                f"plain), interval in {drawn_s:.2f} s"
            )


if __name__ == "__main__":
    main()
