"""Forecasts from the past: what each looks at, and that none looks ahead."""

from __future__ import annotations

import numpy as np
import pytest

from according.methods import history
from according.methods.history import POOLS, Model, Pool, nearest, pool_scores, tuned, with_neighbours

COUNTS = np.random.default_rng(1).negative_binomial(0.3, 0.1, (6, 180)).astype(float)
MODELS: dict[str, Model] = {
    "zero": history.zero,
    "last": history.last,
    "year": history.year,
    "decade": history.decade,
    "moments": history.moments,
    "neighbours": with_neighbours([(1,), (0, 2), (), (4,), (3,), ()]),
    "pool": Pool(),
}


@pytest.mark.parametrize("name", MODELS)
def test_nothing_later_is_looked_at(name: str) -> None:
    changed = COUNTS.copy()
    changed[:, 150:] = 999.0
    at = np.full(6, 3.0)
    before, after = (MODELS[name](counts, 150) for counts in (COUNTS, changed))
    assert np.array_equal(before.crps(at), after.crps(at))
    assert np.array_equal(before.mean(), after.mean())


def test_means_are_those_of_the_months_looked_at() -> None:
    assert history.last(COUNTS, 100).mean() == pytest.approx(COUNTS[:, 99])
    assert history.year(COUNTS, 100).mean() == pytest.approx(COUNTS[:, 88:100].mean(axis=1))
    assert history.decade(COUNTS, 150).mean() == pytest.approx(COUNTS[:, 30:150].mean(axis=1))
    assert history.moments(COUNTS, 100).mean() == pytest.approx(COUNTS[:, 64:100].mean(axis=1))
    both = COUNTS[:2, 88:100].mean()
    assert MODELS["neighbours"](COUNTS, 100).mean()[0] == pytest.approx(both)


def test_moments_match_the_variance_where_it_exceeds_the_mean() -> None:
    made = history.moments(COUNTS, 100)
    past = COUNTS[:, 64:100]
    assert made.means + made.means**2 / made.sizes == pytest.approx(past.var(axis=1, ddof=1), rel=1e-9)
    assert np.isinf(history.moments(np.ones((1, 40)), 40).sizes[0])


def test_a_pool_without_end_and_sharing_is_the_own_ten_years() -> None:
    at = np.arange(6.0)
    assert Pool(1e12, 0.0)(COUNTS, 150).crps(at) == pytest.approx(history.decade(COUNTS, 150).crps(at))


def test_what_all_units_saw_has_its_share() -> None:
    quiet = np.vstack([np.zeros(60), np.full(60, 10.0)])
    made = Pool(48.0, 0.1)(quiet, 60)
    assert made.cdf(np.zeros(2))[0] == pytest.approx(0.95)
    assert made.mean()[0] == pytest.approx(0.5)


def test_tuning_finds_a_short_memory_where_the_level_jumps() -> None:
    rng = np.random.default_rng(2)
    level = np.repeat(rng.choice([0.5, 20.0], (12, 10)), 18, axis=1)
    counts = rng.poisson(level).astype(float)
    assert tuned(counts, range(160, 180), 1).half_life <= 12
    steady = rng.poisson(np.repeat(rng.choice([0.5, 20.0], (12, 1)), 180, axis=1)).astype(float)
    assert tuned(steady, range(160, 180), 1).half_life >= 48
    assert len(POOLS) == 28


def test_pools_scored_together_score_as_each_by_itself() -> None:
    for now in (20, 150):
        outcomes = COUNTS[:, now + 2]
        alone = [pool(COUNTS, now).crps(outcomes).mean() for pool in POOLS]
        assert pool_scores(COUNTS, now, outcomes) == pytest.approx(alone)


def test_nearest_units_by_their_points() -> None:
    lat, lon = np.array([0.0, 0.0, 0.0, np.nan]), np.array([179.5, -179.5, 0.0, 0.0])
    found = nearest(lat, lon, 1)
    assert found[:2] == ((1,), (0,))
    assert found[3] == ()
