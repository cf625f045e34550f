"""What a series would have been after a date, told from its own past and from series beside it.

values = level + regression on the series beside + noise, the level a random walk: the state-space model of
Brodersen et al. 2015 (Ann Appl Stat 9:247), fitted to the time before by restricted maximum likelihood in
place of their sampling. The series beside must not have been touched by what began.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expected:
    """What was to be expected from `before` on: its values, and their covariance."""

    values: Floats
    covariance: Floats

    def difference(self, found: Floats) -> tuple[float, float]:
        """The mean of what was found less what was expected, and its standard error."""
        share = np.full(len(found), 1.0 / len(found))
        return float(share @ (found - self.values)), float(np.sqrt(share @ self.covariance @ share))


def expected_after(values: Floats, beside: Floats, before: int) -> Expected:
    """Of a series and those beside it (steps × series), of which the first `before` steps are learnt from."""
    x = np.column_stack([np.ones(len(values)), beside])
    known, spread = values[:before], float(values[:before].std()) or 1.0

    def misfit(logs: Floats) -> float:
        if np.max(np.abs(logs)) > 12.0:
            return np.inf
        factor, slopes, bread = _fitted(_covariance(before, np.exp(logs) * spread), known, x[:before])
        rest = known - x[:before] @ slopes
        whole = 2.0 * float(np.sum(np.log(np.diag(factor[0])))) + float(rest @ cho_solve(factor, rest))
        scales = np.linalg.eigvalsh(bread)
        return whole - float(np.sum(np.log(scales[scales > scales[-1] * 1e-12])))

    found = minimize(misfit, np.log([1.0, 0.1]), method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-6})
    covariance = _covariance(len(values), np.exp(found.x) * spread)
    factor, slopes, bread = _fitted(covariance[:before, :before], known, x[:before])
    weights = cho_solve(factor, covariance[:before, before:]).T
    rest = x[before:] - weights @ x[:before]
    later = covariance[before:, before:] - weights @ covariance[:before, before:]
    told = x[before:] @ slopes + weights @ (known - x[:before] @ slopes)
    return Expected(np.asarray(told), np.asarray(later + rest @ bread @ rest.T))


def _covariance(steps: int, scales: Floats) -> Floats:
    """Of noise and of a level that moves by so much a step."""
    at = np.arange(1.0, steps + 1.0)
    found: Floats = scales[0] ** 2 * np.eye(steps) + scales[1] ** 2 * np.minimum.outer(at, at)
    return found


def _fitted(covariance: Floats, values: Floats, x: Floats) -> tuple[tuple[Floats, bool], Floats, Floats]:
    """The factor of a covariance, and the slopes of generalised least squares with their covariance."""
    factor = cho_factor(covariance, lower=True)
    # A series beside that never moves tells no more than the constant: the pseudoinverse bears it.
    bread = np.linalg.pinv(x.T @ cho_solve(factor, x), hermitian=True)
    return factor, np.asarray(bread @ (x.T @ cho_solve(factor, values))), bread
