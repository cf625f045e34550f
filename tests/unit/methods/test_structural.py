"""What a series would have been, against a published example and against what made it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from according.methods.structural import expected_after

VIGNETTE = Path(__file__).resolve().parents[4] / "shared" / "data" / "analysis" / "causalimpact_vignette.csv"


@pytest.mark.skipif(not VIGNETTE.exists(), reason="the series of the worked example is not here")
def test_the_published_example() -> None:
    """The vignette of CausalImpact: an effect of 10 from step 71 on; printed interval 9.8 to 11."""
    y, x = np.genfromtxt(VIGNETTE, delimiter=",", skip_header=1).T
    mean, error = expected_after(y, x[:, None], 70).difference(y[70:])
    assert mean == pytest.approx(10.5, abs=0.1)
    low, high = mean - 1.96 * error, mean + 1.96 * error
    assert (float(f"{low:.2g}"), float(f"{high:.2g}")) == (9.8, 11.0)
    # Another program prints 117.05 found, 106.54 (0.37) expected, 10.51 [9.80, 11.26].
    assert y[70:].mean() == pytest.approx(117.05, abs=5e-3)
    assert y[70:].mean() - mean == pytest.approx(106.54, abs=0.1)
    assert error == pytest.approx(0.37, abs=0.05)
    assert (mean, low, high) == pytest.approx((10.51, 9.80, 11.26), abs=0.15)


def test_an_effect_is_found_with_its_error_and_none_where_there_is_none() -> None:
    rng = np.random.default_rng(1)
    for effect in (0.0, -2.0):
        z = []
        for _ in range(6):
            beside = np.cumsum(rng.normal(0, 0.3, 90))
            values = 4 + 1.5 * beside + np.cumsum(rng.normal(0, 0.05, 90)) + rng.normal(0, 0.5, 90)
            values[60:] += effect
            mean, error = expected_after(values, beside[:, None], 60).difference(values[60:])
            z.append((mean - effect) / error)
        assert np.std(z) < 2.0
        assert abs(np.mean(z)) < 1.2


def test_a_series_beside_that_never_moves_adds_nothing() -> None:
    values = np.random.default_rng(3).normal(5, 1, 60)
    flat = expected_after(values, np.full((60, 1), 2.0), 40)
    alone = expected_after(values, np.zeros((60, 0)), 40)
    assert flat.values == pytest.approx(alone.values, abs=1e-3)


def test_what_comes_after_does_not_move_what_was_expected() -> None:
    rng = np.random.default_rng(2)
    values, beside = rng.normal(size=60), rng.normal(size=(60, 1))
    changed = np.concatenate([values[:40], values[40:] + 9.0])
    one, other = (expected_after(series, beside, 40).values for series in (values, changed))
    assert np.array_equal(one, other)
