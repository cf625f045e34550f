"""The likelihood of `endemic_epidemic` with its first and second derivatives, and its maximum.

The values are one array: the background's coefficients, log psi, and for each kind of past how many events
more are expected after one event more, none below 0, which sum to eta. The likelihood is not concave
everywhere, so steps are Newton's with Marquardt's damping, which bring it up always; a share that reaches 0
stays there while its gradient points below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array
from scipy.special import digamma, gammaln, polygamma

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

#: Bounds of log psi.
_LOG_PSI = (-8.0, 5.0)
#: What a background costs whose logarithm differs by one from that of the mean count, in log-likelihood. It
#: keeps stretches without any event finite; it moves none that the counts tell of.
_RIDGE = 1e-3
_TINY = 1e-10
#: The search ends where a step promises less than this of log-likelihood, and after so many steps.
_NOTHING, _STEPS = 1e-8, 400
#: Damping to begin with, the least and the most of it, and how fast it changes.
_DAMPING, _LEAST, _MOST, _FASTER = 1e-3, 1e-12, 1e12, 10.0


class Counts:
    """Counts (steps × units) to be explained by a background and by the past (kinds × steps × units).
    `shares`: of the units in the background; `design`: the background's, a row a step. Where `eta` is given
    it is fixed, None leaves it free."""

    def __init__(self, counts: Floats, past: Floats, shares: Floats, design: Floats) -> None:
        self.past, self.shares, self._counts = past, shares, counts
        # Of splines each step has a few only.
        self._design = csr_array(design)
        self._by_column = csr_array(design.T)
        self._columns = design.shape[1]
        self._ridge: Floats = 2 * _RIDGE * (self._by_column @ self._design).toarray() / len(design)
        # The coefficients of a background of 1, and of the mean count, at every step.
        self._even = np.asarray(
            np.linalg.lstsq(design, np.ones(len(design)), rcond=None)[0], dtype=np.float64
        )
        self._middle = np.log(max(0.1, counts.sum(axis=1).mean())) * self._even
        # The terms of counts alone are worked out once for every different count.
        self._different, self._often = np.unique(counts, return_counts=True)
        self._fixed = float(gammaln(self._different + 1) @ self._often)
        least = np.r_[np.full(self._columns, -np.inf), _LOG_PSI[0], np.zeros(len(past))]
        most = np.r_[np.full(self._columns, np.inf), _LOG_PSI[1], np.full(len(past), np.inf)]
        self.bounds = (least, most)

    def start(self, eta: float) -> Floats:
        """Where to begin with this eta, below 1."""
        kinds = len(self.past)
        start: Floats = np.r_[self._middle + np.log(1 - eta) * self._even, -1.0, np.full(kinds, eta / kinds)]
        return start

    def levelled(self, values: Floats, eta: float) -> Floats:
        """The values with this eta and the background as high as then adds up to all events."""
        values = values.copy()
        background, _, shares = self.parts(values)
        weights = shares / shares.sum() if shares.sum() > 0 else np.full(len(shares), 1 / len(shares))
        values[self._columns + 1 :] = eta * weights
        events = self._counts.sum()
        left = events - eta * np.tensordot(weights, self.past, axes=1).sum()
        ratio = max(left, 0.01 * events) / (background.sum() * self.shares.sum())
        values[: self._columns] += np.log(ratio) * self._even
        return values

    def parts(self, values: Floats) -> tuple[Floats, float, Floats]:
        """The background by step, psi, and eta's shares by kind of past."""
        background = np.exp(np.clip(self._design @ values[: self._columns], -40, 25))
        return background, float(np.exp(values[self._columns])), values[self._columns + 1 :]

    def _means(self, values: Floats) -> tuple[Floats, Floats, float]:
        """The means, what the background gives of them, and kappa = 1 / psi."""
        background, psi, shares = self.parts(values)
        endemic = background[:, None] * self.shares
        return endemic + np.tensordot(shares, self.past, axes=1) + _TINY, endemic, 1 / psi

    def log_likelihood(self, values: Floats) -> float:
        """That of the negative binomial."""
        mean, _, kappa = self._means(values)
        own = (gammaln(self._different + kappa) - gammaln(kappa)) @ self._often - self._fixed
        return float(
            own + (self._counts * np.log(mean / (kappa + mean)) - kappa * np.log1p(mean / kappa)).sum()
        )

    def loss(self, values: Floats) -> float:
        """What is minimised: minus the log-likelihood, with the ridge."""
        b = values[: self._columns] - self._middle
        return float(b @ self._ridge @ b) / 2 - self.log_likelihood(values)

    def slopes(self, values: Floats, expected: bool = False) -> tuple[Floats, Floats]:
        """The loss's gradient and its second derivatives; `expected`: what these are on average (Fisher's
        information), which is a hill's everywhere."""
        y, (mean, endemic, kappa) = self._counts, self._means(values)
        both = kappa + mean
        by_mean, curved = y / mean - (y + kappa) / both, y / mean**2 - (y + kappa) / both**2
        # By log psi, and by log psi and the mean.
        psi, twice = self._by_psi(mean, kappa)
        mixed = kappa * (mean - y) / both**2
        bend = ((curved * endemic - by_mean) * endemic).sum(axis=1)
        if expected:
            curved, mixed, twice = kappa / (mean * both), np.zeros_like(mean), -abs(twice)
            bend = (curved * endemic**2).sum(axis=1)
        to_b, to_past = self._by_column, self.past.reshape(len(self.past), -1)
        gradient = -np.r_[to_b @ (by_mean * endemic).sum(axis=1), psi, to_past @ by_mean.ravel()]
        blocks = [
            [(to_b * bend @ self._design).toarray(), to_b @ -(mixed * endemic).sum(axis=1)[:, None],
             to_b @ (self.past * (curved * endemic)).sum(axis=2).T],
            [None, np.array([[-twice]]), -(to_past @ mixed.ravel())[None]],
            [None, None, (to_past * curved.ravel()) @ to_past.T],
        ]  # fmt: skip
        for row, column in ((1, 0), (2, 0), (2, 1)):
            blocks[row][column] = blocks[column][row].T
        second: Floats = np.block(blocks)
        b = slice(0, self._columns)
        gradient[b] += self._ridge @ (values[b] - self._middle)
        second[b, b] += self._ridge
        return gradient, second

    def _by_psi(self, mean: Floats, kappa: float) -> tuple[float, float]:
        """The log-likelihood's first and second derivative in log psi."""
        y, both = self._counts, kappa + mean
        apart = (mean - y) / both
        once = (digamma(self._different + kappa) - digamma(kappa)) @ self._often
        once += float((apart - np.log1p(mean / kappa)).sum())
        twice = (polygamma(1, self._different + kappa) - polygamma(1, kappa)) @ self._often
        twice += float((mean / (kappa * both) - apart / both).sum())
        return -kappa * float(once), kappa * float(once) + kappa**2 * float(twice)

    def directions(
        self, values: Floats, gradient: Floats, eta: float | None, held: Truths | None = None
    ) -> Floats:
        """What may be moved, a column each: no value out of its bounds, nor one that is held; with eta fixed,
        what one share gains the largest loses."""
        least, most = self.bounds
        slope, kinds = gradient.copy(), slice(self._columns + 1, None)
        largest = self._columns + 1 + int(np.argmax(values[kinds]))
        if eta is not None:
            slope[kinds] -= gradient[largest]
        free = ~((values <= least) & (slope >= 0) | (values >= most) & (slope <= 0))
        if held is not None:
            free &= ~held
        if eta is not None:
            free[largest if eta > 0 else kinds] = False
        moved: Floats = np.eye(len(values))[:, free]
        if eta is not None:
            moved[largest] = -moved[kinds].sum(axis=0)
        return moved


def likeliest(counts: Counts, values: Floats, eta: float | None = None) -> Floats:
    """The values of the greatest likelihood, uphill from these."""
    damping, loss = _DAMPING, counts.loss(values)
    gradient, second = counts.slopes(values)
    for _ in range(_STEPS):
        step = _step(counts, values, (gradient, second), eta, damping)
        if step is None:
            second = counts.slopes(values, expected=True)[1]
            step = _step(counts, values, (gradient, second), eta, damping)
        tried = values if step is None else _within(counts, values, step)
        # A step so damped that it promises nothing is no sign of the top.
        done = step is not None and damping < 1 and -float(gradient @ step) < _NOTHING
        if (lower := counts.loss(tried)) < loss:
            values, loss, damping = tried, lower, max(_LEAST, damping / _FASTER)
            gradient, second = counts.slopes(values)
        else:
            damping *= _FASTER
        if done or damping > _MOST:
            break
    return values


def _step(
    counts: Counts, values: Floats, slopes: tuple[Floats, Floats], eta: float | None, damping: float
) -> Floats | None:
    """Newton's step, damped, with those values held that it would drive out of their bounds; None where the
    second derivatives, so damped, are no hill's."""
    (gradient, second), (least, most) = slopes, counts.bounds
    held = np.zeros(len(values), dtype=bool)
    while True:
        moved = counts.directions(values, gradient, eta, held)
        bend = moved.T @ second @ moved
        bend[np.diag_indices_from(bend)] += damping * (np.abs(np.diag(bend)) + _TINY)
        try:
            step: Floats = moved @ cho_solve(cho_factor(bend), -(moved.T @ gradient))
        except np.linalg.LinAlgError:
            return None
        out = (values <= least) & (step < 0) | (values >= most) & (step > 0)
        if not out.any():
            return step
        held |= out


def _within(counts: Counts, values: Floats, step: Floats) -> Floats:
    """The values after as much of the step as the bounds allow."""
    least, most = counts.bounds
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(step < 0, (least - values) / step, np.where(step > 0, (most - values) / step, np.inf))
    reached: Floats = np.clip(values + min(1.0, float(room.min())) * step, least, most)
    return reached
