"""How widely events are spread: by hand, by drawing, and of a published archive."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods.rarefaction import effective, rarefied, rarefied_spread

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"
GROUPS = ("Baloch", "BLA", "BRA", "BLF")


@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs the archive")
@pytest.mark.parametrize(("year", "told"), [("2007", (75, 12, 5.72, 5.75)), ("2012", (95, 11, 6.18, 6.24))])
def test_districts_of_an_archive(year: str, told: tuple[float, ...]) -> None:
    counts = by_district(year)
    found = (int(counts.sum()), len(counts), round(rarefied(counts, 15), 2), round(effective(counts), 2))
    assert found == told


@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs the archive")
def test_a_year_of_few_events_was_the_widest() -> None:
    assert round(rarefied(by_district("2011"), 15), 2) == 9.36
    every = [rarefied(by_district(str(year)), 15) for year in range(2006, 2014)]
    assert max(every) == every[5]


def by_district(year: str) -> np.ndarray:
    """Events of Baloch groups in Balochistan, by district."""
    with ARCHIVE.open() as lines:
        rows = [row for row in csv.DictReader(lines) if "Baloch" in row["adm_1"] and row["year"] == year]
    named = [row for row in rows if any(name in row["side_a"] + row["side_b"] for name in GROUPS)]
    return np.array(list(Counter(row["adm_2"] for row in named if row["adm_2"]).values()))


def test_by_hand() -> None:
    # Of a, a, b two are drawn: aa, ab, ab.
    assert rarefied(np.array([2, 1]), 2) == pytest.approx(5 / 3)
    assert rarefied(np.array([2, 1]), 1) == pytest.approx(1.0)
    assert effective(np.array([5, 5, 5, 5])) == pytest.approx(4.0)
    assert effective(np.array([7])) == pytest.approx(1.0)


def test_too_few_events_are_not_rarefied() -> None:
    assert np.isnan(rarefied(np.array([3, 2]), 15))
    assert np.isnan(rarefied_spread(np.array([3, 2]), 15))
    assert np.isnan(effective(np.array([], dtype=np.int64)))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 5))
def test_it_is_the_mean_over_all_draws(counts: list[int], size: int) -> None:
    events = [place for place, number in enumerate(counts) for _ in range(number)]
    if size > len(events):
        return
    seen = np.array([len(set(drawn)) for drawn in combinations(events, size)])
    assert rarefied(np.array(counts), size) == pytest.approx(seen.mean())
    assert rarefied_spread(np.array(counts), size) == pytest.approx(seen.std(), abs=1e-6)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_more_events_never_touch_fewer_places(counts: list[int]) -> None:
    held = np.array(counts)
    found = [rarefied(held, size) for size in range(1, int(held.sum()) + 1)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(found))
    assert found[-1] == pytest.approx(len(counts))
    assert 1 - 1e-9 <= effective(held) <= len(counts) + 1e-9
