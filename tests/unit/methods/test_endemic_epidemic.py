"""Counts with a background and the counts before: R's hhh4, gradients, recovery, and the traps."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods import endemic_epidemic as model
from according.methods.endemic_epidemic import Fitted
from according.methods.endemic_likelihood import Counts, likeliest

CAMPY = Path(__file__).resolve().parents[4] / "shared" / "data" / "analysis" / "campyDE.csv"
YEAR = 52.0


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def fits(counts: np.ndarray, columns: int = 0) -> tuple[Fitted, tuple[float, float]]:
    """With trend and season, or with so many splines."""
    panel = model.panel_of(counts[:, None], 1)
    steps = len(counts)
    whole = model.flexible(steps, YEAR, columns) if columns else model.trend_and_season(steps, YEAR)
    fitted = model.fit(panel, whole[1:])
    return fitted, model.eta_interval(panel, whole[1:], fitted)


@pytest.mark.skipif(not CAMPY.exists(), reason="needs the published counts")
def test_campylobacter_in_germany_is_as_hhh4_has_it() -> None:
    with CAMPY.open() as lines:
        counts = np.array([int(row["case"]) for row in csv.DictReader(lines)])
    fitted, (low, high) = fits(counts)
    # surveillance 1.20.3: end ~ 1 + t + one harmonic, ar ~ 1, NegBin1.
    assert fitted.log_likelihood == pytest.approx(-3413.375, abs=5e-4)
    assert np.log(fitted.eta) == pytest.approx(-0.5133244, abs=1e-5)
    assert fitted.psi == pytest.approx(0.0231535, abs=1e-6)
    # Its interval by the standard error of the logarithm: .536 to .669.
    assert (low, high) == pytest.approx((0.536, 0.669), abs=0.006)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(1, 3), st.booleans())
def test_gradients_are_those_of_finite_differences(seed: int, lags: int, near: bool) -> None:
    draw = rng(seed)
    counts = draw.poisson(3.0, (40, 4))
    neighbours = np.full((4, 4), 1 / 3) * (1 - np.eye(4)) if near else None
    panel = model.panel_of(counts, lags, neighbours)
    one = Counts(panel.counts, panel.past, panel.shares, model.flexible(40, YEAR, 5)[lags:])
    values = one.start(0.4) * (1 + draw.normal(size=len(one.start(0.4))) * 0.1)
    gradient, second = one.slopes(values)
    for n, step in enumerate(np.eye(len(values)) * 1e-5):
        slope = (one.loss(values + step) - one.loss(values - step)) / 2e-5
        assert gradient[n] == pytest.approx(slope, rel=1e-4, abs=1e-4)
        bend = (one.slopes(values + step)[0] - one.slopes(values - step)[0]) / 2e-5
        assert second[n] == pytest.approx(bend, rel=1e-4, abs=1e-3)


def test_what_was_simulated_is_recovered() -> None:
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(624) / YEAR)
    for eta in (0.3, 0.6):
        found = [fits(model.simulated(8 * (1 - eta) * season, eta, 0.1, rng(n))) for n in range(4)]
        assert np.mean([fitted.eta for fitted, _ in found]) == pytest.approx(eta, abs=0.04)
        assert np.mean([fitted.psi for fitted, _ in found]) == pytest.approx(0.1, abs=0.04)
        assert sum(low <= eta <= high for _, (low, high) in found) >= 3


def test_a_flexible_background_takes_a_part_of_a_true_dependence_away() -> None:
    """As docs/methods.md has it: splines for each 182 and 91 days, over ten years of four events a week."""
    series = [model.simulated(np.full(520, 1.6), 0.6, 0.0, rng(n)) for n in range(6)]
    panels = [model.panel_of(counts[:, None], 2) for counts in series]
    for splines, lost in ((23, 0.07), (43, 0.15)):
        design = model.flexible(520, 365.25 / 7, splines)[2:]
        found = np.mean([model.fit(panel, design).eta for panel in panels])
        assert 0.6 - found == pytest.approx(lost, abs=0.04)


def test_weights_of_lags_are_recovered() -> None:
    counts = model.simulated(np.full(2000, 2.0), 0.6, 0.0, rng(), np.array([0.3, 0.7]))
    fitted = model.fit(model.panel_of(counts[:, None], 2), np.ones((1998, 1)))
    assert fitted.eta == pytest.approx(0.6, abs=0.06)
    assert fitted.weights.tolist() == pytest.approx([0.3, 0.7], abs=0.08)


def test_neighbours_are_told_from_the_own_past() -> None:
    draw, counts = rng(4), np.zeros((900, 3), dtype=np.int64)
    near = np.array([[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]])
    for t in range(1, 900):
        counts[t] = draw.poisson(1.0 + 0.2 * counts[t - 1] + 0.4 * near @ counts[t - 1])
    fitted = model.fit(model.panel_of(counts, 1, near), np.ones((899, 1)))
    assert (fitted.eta * fitted.weights).tolist() == pytest.approx([0.2, 0.4], abs=0.07)


def test_a_slowly_varying_background_is_no_dependence() -> None:
    """The trap: nothing depends on anything, but a stiff background says that nearly all does."""
    for seed in range(3):
        background = 6 * np.exp(1.2 * np.sin(2 * np.pi * np.arange(520) / 150))
        counts = model.simulated(background, 0.0, 0.0, rng(seed))
        stiff, (low, _) = fits(counts)
        assert stiff.eta > 0.75
        assert low > 0.7
        flexible, (low, high) = fits(counts, 23)
        assert flexible.eta < 0.15
        assert low == 0.0
        assert high < 0.3


def test_no_dependence_is_seldom_found() -> None:
    lows = [fits(model.simulated(np.full(300, 3.0), 0.0, 0.3, rng(n)), 13)[1][0] for n in range(15)]
    assert sum(low > 0 for low in lows) <= 2


def test_twice_the_reporting_reads_as_dependence() -> None:
    """The trap that cannot be mended: counts alone do not tell a change of reporting from one of violence."""
    true = model.simulated(np.full(600, 5.0), 0.3, 0.0, rng(2))
    reported = rng(3).binomial(true, np.where(np.arange(600) < 300, 0.4, 0.8))
    even = rng(3).binomial(true, 0.6)
    panel = [model.panel_of(counts[:, None], 1) for counts in (reported, even)]
    changed, same = (model.fit(one, np.ones((599, 1))).eta for one in panel)
    assert changed > same + 0.1


def test_where_no_value_is_too_high_no_upper_end_is_told() -> None:
    """Events that always fall a step apart from any other: of what would follow one nothing is known."""
    counts = np.zeros(120, dtype=np.int64)
    counts[-1] = 5
    assert fits(counts)[1] == (0.0, float("inf"))
    counts[::10] = 5
    assert fits(counts)[1][1] < model.FARTHEST


def test_the_fit_is_the_highest_of_many_starts() -> None:
    counts = model.simulated(np.exp(rng(4).normal(size=200)), 0.3, 0.5, rng(3))
    panel, design = model.panel_of(counts[:, None], 2), model.flexible(200, YEAR, 20)[2:]
    fitted = model.fit(panel, design)
    one = Counts(panel.counts, panel.past, panel.shares, design)
    for seed in range(6):
        start = one.start(0.3) + np.abs(rng(seed).normal(size=len(fitted.values))) * 0.5
        assert one.loss(likeliest(one, start)) >= one.loss(fitted.values) - 1e-6
    assert np.abs(one.slopes(fitted.values)[0][:-2]).max() < 1e-3


def test_no_event_and_long_silences_are_fitted() -> None:
    counts = np.zeros(120, dtype=np.int64)
    counts[80:100] = rng().poisson(6.0, 20)
    fitted, (low, high) = fits(counts, 7)
    assert np.all(np.isfinite(fitted.mean))
    assert 0 <= low <= fitted.eta <= high <= 3


def test_the_order_of_units_does_not_matter() -> None:
    counts = rng().poisson([1.0, 3.0, 6.0], (150, 3))
    panels = [model.panel_of(counts[:, order], 1) for order in ([0, 1, 2], [2, 0, 1])]
    one, other = (model.fit(panel, np.ones((149, 1))) for panel in panels)
    assert one.eta == pytest.approx(other.eta, abs=1e-5)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-4)
