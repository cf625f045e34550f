"""Regression to the mean, shown from nothing: series without any effect."""

from __future__ import annotations

import numpy as np
import pytest

from according.methods.chosen_dates import Course, control, stretches


def test_dates_chosen_for_past_violence_show_an_effect_that_is_none() -> None:
    shown = control(Course(), 50, np.random.default_rng(1))
    high, low, random = shown["after a high"], shown["after a low"], shown["at random"]
    assert 0.6 < high.median < 0.85
    assert 1.1 < low.median < 1.6
    assert 0.8 < random.median < 1.25
    assert high.quasi_down > 0.12 > 0.05 > high.quasi_up
    assert low.quasi_up > 0.12 > low.quasi_down
    # Twelve months on either side of a persistent series: the nominal 5 % is exceeded at any date.
    assert random.hac_down + random.hac_up > 0.15


def test_independent_steps_keep_the_level_at_random_dates() -> None:
    shown = control(Course(persistence=0.0, noise=1e-9, scatter=1e-6, steps=80), 30, np.random.default_rng(2))
    assert shown["at random"].quasi_down + shown["at random"].quasi_up < 0.15


def test_the_same_seed_draws_the_same() -> None:
    assert np.array_equal(*(Course().drawn(np.random.default_rng(4)) for _ in range(2)))


def test_stretches_add_up_what_came_before() -> None:
    found = stretches(np.array([1.0, 2.0, 3.0, 4.0]), 3)
    assert np.isnan(found[:3]).all()
    assert found[3:] == pytest.approx([6.0, 9.0])
