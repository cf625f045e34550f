#!/usr/bin/env python3
"""People on no list: published figures reproduced, and how long it takes, beside R's packages and naive ways.

    .venv/bin/python bench/undercount.py                       # made-up people: 10,000 and 1,000,000
    .venv/bin/python bench/undercount.py --published FOLDER    # and the published tables (CSV) in a folder

Times of R (4.2, one core of the same kind of machine) stand in `_R`: they were measured once, with Rcapture,
SparseMSE and LCMCR on the same tables. Everything else is measured in this run, in one process.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from according.methods import decomposable, latent_classes, loglinear, poisson, sparse_lists
from according.methods.lists import Lists, of_people
from according.sources.incident_rows import read_table
from according.sources.list_table import Asked, lists_of

#: Seconds of R, and its interval: SparseMSE with 200 resamples.
_R = {
    "mse_UKdat_5.csv": (None, 11_313, 8_922, 15_653),
    "mse_UKdat.csv": (52.0, 11_418, 9_418, 15_036),
    "mse_Western.csv": (10.0, 2_483, 1_326, 3_564),
    "mse_NewOrl.csv": (150.0, 1_184, 791, 1_668),
    "mse_Ned.csv": (80.0, 111_139, 45_517, 146_408),
}
_R_MODELS, _R_LATENT = 0.48, 1.7
#: Documented, and the published mean with its interval (Columbia University and HRDAG 2019).
_PHILIPPINES = {
    ("manila", "police"): (488, 575, 534, 639),
    ("manila", "unidentified"): (245, 414, 314, 635),
    ("quezon", "police"): (337, 348, 338, 368),
    ("quezon", "unidentified"): (357, 428, 392, 481),
    ("caloocan", "police"): (286, 331, 302, 379),
    ("caloocan", "unidentified"): (599, 745, 632, 908),
}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and its seconds."""
    start = time.perf_counter()
    given = work()
    return given, time.perf_counter() - start


def made_up(people: int) -> np.ndarray:
    """People on five lists, easily and hardly found ones, by row; on no list too."""
    random = np.random.default_rng(1)
    chance = np.where(random.random((people, 1)) < 0.5, 0.4, 0.15)
    return random.random((people, 5)) < chance


def scale(people: int) -> None:
    """Counting people and searching all models, beside naive ways to do both."""
    rows = made_up(people)
    names = ("a", "b", "c", "d", "e")
    lists, counting = timed(lambda: of_people(names, rows))
    _, naive = timed(lambda: Counter(map(tuple, rows.tolist())))
    four = lists.without(4)
    loglinear.search(four)
    _, together = timed(lambda: loglinear.search(four))
    _, apart = timed(lambda: one_by_one(four))
    _, five = timed(lambda: loglinear.search(lists))
    print(
        f"{people:>9,} people: counted in {counting:.4f} s, {naive / counting:.0f} times as fast as a Counter"
    )
    print(f"{'':>9} 113 models of four lists {together:.3f} s, {apart / together:.1f} times one by one")
    print(f"{'':>9} 6,893 models of five lists {five:.2f} s")


def one_by_one(lists: Lists) -> list[float]:
    """All models of four lists, one regression after the other."""
    columns = loglinear.design(loglinear._subsets(4), np.arange(1, 16))
    counts = lists.cells[1:].astype(float)
    return [
        float(poisson.fit(columns, model[None, :], counts).log_zero[0]) for model in loglinear.hierarchical(4)
    ]


def read(path: Path, asked: Asked | None = None) -> dict[str, Lists]:
    """The lists of a published table."""
    return lists_of(read_table(path.read_bytes(), path.stem, str(path)), asked)[0]


def sparse(folder: Path) -> None:
    """The tables of SparseMSE: the estimate exactly, the interval within its Monte Carlo error."""
    for name, (seconds, people, low, high) in _R.items():
        lists = read(folder / name)[""]
        found, took = timed(lambda lists=lists: sparse_lists.interval(lists, 1234, resamples=200))
        others = [sparse_lists.interval(lists, seed, resamples=200) for seed in range(3)]
        lows, highs = [found.low, *(r.low for r in others)], [found.high, *(r.high for r in others)]
        ratio = f"{seconds / took:.0f} times as fast as R" if seconds else "R not timed"
        print(
            f"{name:<16} {found.people:>9,.0f} (published {people:,}); "
            f"interval {found.low:,.0f} to {found.high:,.0f} (published {low:,} to {high:,}); "
            f"over 4 seeds low {min(lows):,.0f}–{max(lows):,.0f}, high {min(highs):,.0f}–{max(highs):,.0f}; "
            f"{took:.1f} s, {ratio}"
        )
        assert round(found.people) == people


def kosovo(folder: Path) -> None:
    """Kosovo by every method."""
    lists = read(folder / "kosovo_lists.csv")[""]
    loglinear.search(lists)
    found, took = timed(lambda: loglinear.search(lists))
    best = found.models[0]
    print(f"Kosovo {best.name} {best.people:,.2f} ({best.standard_error:.1f}), deviance {best.deviance:.3f}, "
          f"BIC {best.bic:.3f}: {took:.3f} s, {_R_MODELS / took:.0f} times as fast as R")  # fmt: skip
    average, took = timed(lambda: decomposable.average(lists, 1 / 16, 20_000))
    print(f"Kosovo decomposable: mode {average.mode:,.0f}, median {average.quantile(0.5):,.0f} "
          f"({average.quantile(0.025):,.0f} to {average.quantile(0.975):,.0f}): {took:.2f} s")  # fmt: skip
    latent, took = timed(lambda: latent_classes.sample(lists, 12345))
    low, middle, high = (latent.quantile(share) for share in (0.025, 0.5, 0.975))
    print(
        f"Kosovo latent classes: {low:,.0f} / {middle:,.0f} / {high:,.0f}, mean {latent.mean:,.0f} ± "
        f"{latent.error_of_mean:.0f} (published 9,146 / 10,487 / 13,281, mean 10,692 ± about 90), R-hat "
        f"{latent.disagreement:.3f}: {took:.1f} s (R {_R_LATENT} s for one chain, which does not tell R-hat)"
    )


def philippines(folder: Path) -> None:
    """Killings in three cities by who killed, and their sum."""
    total, documented = np.zeros(1), 0
    settings = latent_classes.Settings(classes=5)
    for (city, killer), (count, mean, low, high) in _PHILIPPINES.items():
        path = folder / "hrdag_ph" / f"{city}_incidence.csv"
        lists = read(path, Asked(lists=("source_*",), strata=("perp",)))[killer]
        held = lists.of([n for n in range(len(lists.names)) if lists.sizes[n]])
        found, took = timed(lambda held=held: latent_classes.sample(held, 1, settings))
        total, documented = total + found.people.ravel(), documented + lists.documented
        print(
            f"{city} {killer}: {held.documented} (published {count}) → {found.mean:.0f} "
            f"({found.quantile(0.025):.0f} to {found.quantile(0.975):.0f}; "
            f"published {mean}, {low} to {high}), R-hat {found.disagreement:.3f}: {took:.1f} s"
        )
    low, high = np.quantile(total, (0.025, 0.975))
    print(
        f"all: {documented:,} → {total.mean():,.0f} ({low:,.0f} to {high:,.0f}; "
        "published 2,841, 2,649 to 3,111)"
    )


def main() -> None:
    """Run what was asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--published", type=Path, help="Folder of the published tables.")
    asked = parser.parse_args()
    for people in (10_000, 1_000_000):
        scale(people)
    if asked.published:
        kosovo(asked.published)
        sparse(asked.published)
        philippines(asked.published)


if __name__ == "__main__":
    main()
