#!/usr/bin/env python3
"""How long scores and forecasts take, and what the pool of histories is worth on events of your own.

    .venv/bin/python bench/forecast.py                         # 10,000 and 1,000,000 composed incidents
    .venv/bin/python bench/forecast.py --table ged.csv         # scores by district and province, 1 and 3
    months ahead

CRPS of samples is timed beside the plain double sum over pairs of draws; tuning the pool from one sorting of
the past beside scoring each pool by itself.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import get_args

import numpy as np

from according.analysis.forecast import HISTORIES, OURS, forecast
from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.result import Answered
from according.analysis.unit_months import Area, unit_months
from according.methods import history
from according.methods.history import Pool
from according.methods.scores import samples
from according.sources.analysed_table import incidents_of
from according.sources.incident_rows import read_table

#: Months that the pool is tuned on.
_TUNED = range(117, 178, 2)


def _incidents(count: int) -> Incidents:
    """Incidents at random in forty districts over twenty years."""
    rng = np.random.default_rng(1)
    days = np.datetime64("2001-01-01", "D") + rng.integers(0, 7305, count)
    unknown, words, whole = np.full(count, np.nan), np.full(count, "", object), np.zeros(count, np.int64)
    killed = rng.negative_binomial(0.5, 0.1, count).astype(float)
    names = np.array([f"district {n}" for n in rng.zipf(1.5, count) % 40], dtype=object)
    return Incidents(
        "table", np.arange(count).astype(object), days, days, unknown, unknown, whole, words,
        words, names, (), words, words, whole, {("deaths", "all"): Figures(killed, killed, killed)},
    )  # fmt: skip


def _alone(pool: Pool, counts: np.ndarray) -> float:
    """The mean CRPS of a pool over the months that it is tuned on."""
    return float(np.mean([pool(counts, month - 2).crps(counts[:, month]).mean() for month in _TUNED]))


def _crps() -> None:
    rng = np.random.default_rng(1)
    draws, came = rng.negative_binomial(0.5, 0.1, (10_000, 1_000)).astype(float), rng.poisson(4, 10_000) * 1.0
    start = time.perf_counter()
    samples(draws).crps(came)
    own_s = time.perf_counter() - start
    start = time.perf_counter()
    for row, outcome in zip(draws[:200], came[:200], strict=True):
        np.abs(row - outcome).mean() - np.abs(row[:, None] - row).mean() / 2
    plain_s = (time.perf_counter() - start) * len(draws) / 200
    print(
        f"CRPS, 10,000 × 1,000 draws: {own_s:.2f} s; pair by pair {plain_s:.1f} s, "
        f"{plain_s / own_s:.0f} times as long"
    )


def _scores(path: Path) -> None:
    found, _ = incidents_of(read_table(path.read_bytes(), path.stem, str(path)))
    for area in get_args(Area):
        for months in (1, 3):
            result = forecast(found, months, area, Chosen())
            if not isinstance(result, Answered):
                print(f"{path.stem}, {area}, {months} ahead: refused, {result.reason}")
                continue
            rows = {row[0]: row for row in next(t for t in result.tables if t.name == "scores").rows}
            beside = "; ".join(
                f"{name} {rows[name][1]} ({rows[name][7]} to {rows[name][8]})" for name in HISTORIES
            )
            print(f"{path.stem}, {area}, {months} ahead: pool {rows[OURS][1]}; {beside}: {result.verdict}")


def main() -> None:
    """Print all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--table", type=Path, nargs="*", default=[])
    tables = asked.parse_args().table
    for path in tables:
        _scores(path)
    if tables:
        return
    _crps()
    for count in (10_000, 1_000_000):
        own = _incidents(count)
        start = time.perf_counter()
        result = forecast(own, 3, "district", Chosen())
        answered_s = time.perf_counter() - start
        if not isinstance(result, Answered):
            raise SystemExit(result.reason)
        counts = unit_months(own, "district").best
        start = time.perf_counter()
        ours = history.tuned(counts, _TUNED, 3)
        tuned_s = time.perf_counter() - start
        start = time.perf_counter()
        plain = min(history.POOLS, key=lambda pool: _alone(pool, counts))
        alone_s = time.perf_counter() - start
        if plain != ours:
            raise SystemExit(f"{plain} by itself, {ours} together")
        print(
            f"{count:,} incidents, {len(counts)} districts × {counts.shape[1]} months: answered in "
            f"{answered_s:.2f} s; tuned in {tuned_s:.2f} s, each pool by itself {alone_s:.2f} s, "
            f"{alone_s / tuned_s:.1f} times as long"
        )


if __name__ == "__main__":
    main()
