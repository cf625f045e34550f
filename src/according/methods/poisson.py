"""Poisson regressions of one table under many models at once, and whether their estimates exist.

Fitted by iteratively reweighted least squares from the usual start (counts + 0.1), as R's `glm` does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.special import gammaln, xlogy

from according.methods.lists import Floats

_ROUNDS, _CLOSE = 60, 1e-10
#: Models fitted at once: enough to share the work of a round, few enough to stay in the cache.
_TOGETHER = 256
#: A coefficient as large as this may be on its way to infinity.
_STEEP = 14.0


@dataclass(frozen=True, slots=True)
class Fits:
    """One row a model. `log_zero`: the logarithm of the expected count where all columns but the constant are
    0, with its variance; `expected`: the count of every cell fitted; `free`: how many coefficients;
    `steepest`: the largest of them but the constant."""

    log_zero: Floats
    variance: Floats
    expected: Floats
    deviance: Floats
    log_likelihood: Floats
    free: NDArray[np.int64]
    steepest: Floats


def fit(design: Floats, terms: NDArray[np.bool_], counts: Floats) -> Fits:
    """Fit models that have some of the columns of a design each (`terms`, a row a model) to the counts of its
    rows: the same counts for all, or a row a model. The first column is the constant, and every model has it.
    """
    models, cells = len(terms), len(design)
    y = np.broadcast_to(counts, (models, cells)).astype(float)
    free = terms.sum(axis=1)
    found = Fits(
        np.empty(models), np.empty(models), np.empty((models, cells)), np.empty(models), np.empty(models),
        free, np.zeros(models),
    )  # fmt: skip
    for size in np.unique(free):
        alike = np.flatnonzero(free == size)
        for part in np.array_split(alike, -(-len(alike) // _TOGETHER)):
            columns = np.nonzero(terms[part])[1].reshape(len(part), size)
            _fit_alike(design.T[columns].swapaxes(1, 2), y[part], part, found)
    return found


def _fit_alike(columns: Floats, y: Floats, part: NDArray[np.intp], found: Fits) -> None:
    """Fit models of equally many coefficients (`columns`: model, cell, coefficient); note what is found."""
    expected = y + 0.1
    eta = np.log(expected)
    deviance = np.full(len(y), np.inf)
    active = np.arange(len(y))
    log_zero, steepest = np.empty(len(y)), np.empty(len(y))
    for _ in range(_ROUNDS):
        mu, has = expected[active], columns[active]
        score = ((mu * eta[active] + y[active] - mu)[:, None, :] @ has)[:, 0]
        solved = _solved(_information(has, mu), score)
        eta[active] = np.clip((has @ solved[:, :, None])[:, :, 0], -40, 40)
        expected[active] = np.exp(eta[active])
        log_zero[active] = solved[:, 0]
        steepest[active] = np.abs(solved[:, 1:]).max(axis=1, initial=0.0)
        new = _deviance(y[active], expected[active])
        still = np.abs(new - deviance[active]) / (np.abs(new) + 0.1) > _CLOSE
        deviance[active] = new
        active = active[still]
        if not len(active):
            break
    first = np.zeros((len(y), columns.shape[2]))
    first[:, 0] = 1.0
    found.log_zero[part], found.steepest[part] = log_zero, steepest
    found.variance[part] = _solved(_information(columns, expected), first)[:, 0]
    found.expected[part] = expected
    found.deviance[part] = deviance
    found.log_likelihood[part] = (xlogy(y, expected) - expected - gammaln(y + 1)).sum(axis=1)


def _information(columns: Floats, mu: Floats) -> Floats:
    information: Floats = (columns * mu[:, :, None]).swapaxes(1, 2) @ columns
    return information


def _solved(matrices: Floats, values: Floats) -> Floats:
    """The solutions; by the pseudoinverse where a matrix has none."""
    try:
        return np.asarray(np.linalg.solve(matrices, values[:, :, None])[:, :, 0], dtype=np.float64)
    except np.linalg.LinAlgError:
        inverses = np.linalg.pinv(matrices, hermitian=True)
        return np.asarray((inverses @ values[:, :, None])[:, :, 0], dtype=np.float64)


def _deviance(y: Floats, expected: Floats) -> Floats:
    deviance: Floats = 2 * (xlogy(y, y / expected) - (y - expected)).sum(axis=1)
    return deviance


def surely_exist(fits: Fits) -> NDArray[np.bool_]:
    """Which fits show by themselves that the estimate lies at finite values: no coefficient is on its way to
    infinity, which takes it past 20 before the deviance stands still."""
    sure: NDArray[np.bool_] = fits.steepest < _STEEP
    return sure


def is_identified(design: Floats) -> bool:
    """Whether the cells tell all coefficients of a model apart."""
    return bool(np.linalg.matrix_rank(design) == design.shape[1])


def exists(design: Floats, counts: Floats) -> bool:
    """Whether the estimate of a model lies at finite values: whether counts above 0 in every cell could have
    the same margins as those observed (Fienberg and Rinaldo 2012, a linear program)."""
    # Each cell is the smallest count, which is made as large as can be, and what it has beyond that.
    found = linprog(
        np.r_[np.zeros(len(design)), -1.0],
        A_eq=np.c_[design.T, design.sum(axis=0)],
        b_eq=design.T @ counts,
        method="highs",
    )
    return bool(found.status == 0 and -found.fun > 1e-9)
