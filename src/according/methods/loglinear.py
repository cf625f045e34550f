"""Hierarchical log-linear models of lists: all of them for three to five lists, a search by steps for more.

The number of people on no list is the exponential of a model's constant (Fienberg 1972; Bishop, Fienberg and
Holland 1975); figures follow the conventions of Rcapture (Baillargeon and Rivest 2007): the standard error is
of N under Poisson counts, BIC counts people, not cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, gammaln, xlogy

from according.methods import poisson
from according.methods.lists import Floats, Lists

#: With more lists than this the models are too many for all of them to be fitted (7,785,061 for six).
MOST_FOR_ALL = 5
#: A search by steps goes to dependences of three lists, and of two where the lists are many.
_FEW_FOR_TRIPLES, _MOST_STEPS = 7, 40
#: So many of the dependences that a model lacks most are tried where the lists are many.
_TRIED = 6
#: N of more than this many times the documented people is without bound for every purpose here.
UNBOUNDED = 1000.0
#: A constant beyond this is one on its way to infinity.
_FAR = 100.0


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model. `terms`: its dependences, each the lists' bits; `people`: N, all people, the
    documented ones among them, with its standard error; `exists`: whether its estimate exists (finite and
    told apart by the data), None where that was not looked at."""

    terms: tuple[int, ...]
    people: float
    standard_error: float
    deviance: float
    freedom: int
    aic: float
    bic: float
    exists: bool | None = None

    @property
    def name(self) -> str:
        """Its largest dependences, as `[123,14,34]` with lists by their numbers from 1."""
        return notation(self.terms)


@dataclass(frozen=True, slots=True)
class Search:
    """Models by BIC, the best first. `empty`: how many more have a dependence of lists that share no one, so
    that their estimate does not exist; `complete`: whether all hierarchical models were looked at."""

    models: tuple[Model, ...]
    empty: int
    complete: bool

    def within(self, units: float) -> tuple[Model, ...]:
        """Those whose estimate exists and whose BIC is at most so many units above the best of these."""
        usable = [model for model in self.models if model.exists is not False]
        return tuple(model for model in usable if model.bic <= usable[0].bic + units)


def notation(terms: tuple[int, ...]) -> str:
    """The largest of the terms, as Rcapture writes them."""
    largest = [t for t in terms if not any(t != other and t & other == t for other in terms)]
    marks = [[n + 1 for n in range(t.bit_length()) if t >> n & 1] for t in largest]
    join = "" if max(max(mark) for mark in marks) < 10 else "."
    return "[" + ",".join(join.join(map(str, m)) for m in sorted(marks, key=lambda m: (-len(m), m))) + "]"


def design(terms: tuple[int, ...], codes: NDArray[np.int64]) -> Floats:
    """A column a term (0: the constant), a row a cell: 1 where the cell is on all lists of the term."""
    sought = np.array(terms, dtype=np.int64)
    columns: Floats = ((codes[:, None] & sought) == sought).astype(np.float64)
    return columns


@cache
def _subsets(lists: int) -> tuple[int, ...]:
    """The constant, each list, and every dependence but that of all lists, small ones first."""
    every = range((1 << lists) - 1)
    return tuple(sorted(every, key=lambda t: (t.bit_count(), t)))


@cache
def hierarchical(lists: int) -> NDArray[np.bool_]:
    """Every hierarchical model of so many lists with a term for each: a row a model, a column a term of
    `_subsets`. 8 models for three lists, 113 for four, 6,893 for five."""
    subsets = _subsets(lists)
    free = [t for t in subsets if t.bit_count() <= 1]
    found = [frozenset(free) | rest for rest in _grown(frozenset(), 2, lists)]
    return np.array([[t in model for t in subsets] for model in found], dtype=bool)


def _grown(model: frozenset[int], order: int, lists: int) -> Iterator[frozenset[int]]:
    """A model with any dependences of `order` or more lists that it can have; each needs all its parts."""
    if order >= lists:
        yield model
        return
    allowed = [
        t
        for t in _subsets(lists)
        if t.bit_count() == order and (order == 2 or all(part in model for part in _parts(t)))
    ]
    for size in range(len(allowed) + 1):
        for chosen in combinations(allowed, size):
            yield from _grown(model | frozenset(chosen), order + 1, lists) if chosen else (model,)


def _parts(term: int) -> list[int]:
    """The term without one of its lists, for each of them."""
    return [term & ~(1 << n) for n in range(term.bit_length()) if term >> n & 1]


def search(lists: Lists, within: float = 10.0) -> Search:
    """All hierarchical models, or those on the way of a search by steps where there are more than five
    lists. Whether an estimate exists is looked at from the best model on, to `within` BIC units behind the
    first that does."""
    count = len(lists.names)
    if count > MOST_FOR_ALL:
        fitted, empty = _by_steps(lists), 0
    else:
        subsets = _subsets(count)
        every = hierarchical(count)
        margins = design(subsets, np.arange(1, len(lists.cells))).T @ lists.cells[1:]
        full = ~every[:, margins == 0].any(axis=1)
        fitted, empty = _fitted(lists, subsets, every[full]), int((~full).sum())
    ordered = sorted(fitted, key=lambda model: (model.bic, model.terms))
    return Search(tuple(_looked_at(lists, ordered, within)), empty, count <= MOST_FOR_ALL)


def refitted(lists: Lists, models: Iterable[Model]) -> tuple[Model, ...]:
    """The same models fitted to other counts, by BIC; those whose estimate does not exist are left out."""
    wanted = [frozenset(model.terms) for model in models]
    used = tuple(sorted(frozenset().union(*wanted)))
    masks = np.array([[True] + [t in terms for t in used] for terms in wanted], dtype=bool)
    fitted = _fitted(lists, (0, *used), masks)
    existing = (m for m in fitted if m.exists or estimate_exists(lists, m.terms))
    return tuple(sorted(existing, key=lambda model: (model.bic, model.terms)))


def _fitted(lists: Lists, subsets: tuple[int, ...], models: NDArray[np.bool_]) -> list[Model]:
    """Models fitted; those whose expected counts show that the estimate exists are marked so."""
    counts = lists.cells[1:].astype(float)
    columns = design(subsets, np.arange(1, len(lists.cells)))
    fits = poisson.fit(columns, models, counts)
    unseen = np.exp(np.minimum(fits.log_zero, _FAR))
    errors = np.sqrt(np.maximum(0.0, unseen + unseen**2 * fits.variance))
    free = fits.free
    sure = poisson.surely_exist(fits)
    return [
        Model(
            terms=tuple(t for t, has in zip(subsets, models[n], strict=True) if has and t),
            people=float(lists.documented + unseen[n]),
            standard_error=float(errors[n]),
            deviance=float(fits.deviance[n]),
            freedom=int(len(counts) - free[n]),
            aic=float(-2 * fits.log_likelihood[n] + 2 * free[n]),
            bic=float(-2 * fits.log_likelihood[n] + np.log(lists.documented) * free[n]),
            exists=True if sure[n] else None,
        )
        for n in range(len(models))
    ]


def _looked_at(lists: Lists, ordered: list[Model], within: float) -> Iterator[Model]:
    """The models, those told whether they exist that `search` promises."""
    best: float | None = None
    for model in ordered:
        if model.exists is None and (best is None or model.bic <= best + within):
            found = estimate_exists(lists, model.terms)
            model = replace(model, exists=found)
        if best is None and model.exists:
            best = model.bic
        yield model


def estimate_exists(lists: Lists, terms: tuple[int, ...]) -> bool:
    """Whether a model's estimate is finite. All counts can be told apart by a model that lacks the dependence
    of all lists."""
    return poisson.exists(design((0, *terms), np.arange(1, len(lists.cells))), lists.cells[1:].astype(float))


def _by_steps(lists: Lists) -> list[Model]:
    """From no dependence on, whatever single term added or taken away lowers BIC most, as long as one does:
    every model fitted on the way."""
    count = len(lists.names)
    order = 3 if count <= _FEW_FOR_TRIPLES else 2
    pool = tuple(t for n in range(2, order + 1) for t in _of_size(count, n))
    base = (0, *(1 << n for n in range(count)))
    further = _neighbours if order == 3 else _larger
    current: frozenset[int] = frozenset()
    fitted: dict[frozenset[int], Model] = {}
    for _ in range(_MOST_STEPS):
        near = [current, *further(current, pool, lists)]
        new = [model for model in near if model not in fitted]
        used = tuple(sorted(frozenset().union(*near)))
        masks = np.array([[True] * len(base) + [t in model for t in used] for model in new], dtype=bool)
        if new:
            fitted.update(zip(new, _fitted(lists, (*base, *used), masks), strict=True))
        best = min(near, key=lambda model: (fitted[model].bic, sorted(model)))
        if best == current:
            break
        current = best
    return list(fitted.values())


def _of_size(lists: int, size: int) -> list[int]:
    return [sum(1 << n for n in chosen) for chosen in combinations(range(lists), size)]


def _larger(model: frozenset[int], pool: tuple[int, ...], lists: Lists) -> Iterator[frozenset[int]]:
    """Where the lists are many: the model with one more dependence, those alone whose lists share far more
    or fewer people than it expects."""
    codes = np.arange(1, len(lists.cells))
    base = (*(1 << n for n in range(len(lists.names))), *sorted(model))
    columns = design((0, *base), codes)
    every = np.ones((1, columns.shape[1]), dtype=bool)
    expected = poisson.fit(columns, every, lists.cells[1:].astype(float)).expected[0]
    margins = design(pool, codes)
    seen, thought = margins.T @ lists.cells[1:], margins.T @ expected
    surprise = xlogy(seen, seen / thought) - (seen - thought)
    likely = [n for n in np.argsort(-surprise, kind="stable") if seen[n] and pool[n] not in model]
    yield from (model | {pool[n]} for n in likely[:_TRIED])


def _neighbours(model: frozenset[int], pool: tuple[int, ...], lists: Lists) -> Iterator[frozenset[int]]:
    """Hierarchical models one term larger or smaller; lists that share no one are given no dependence."""
    codes = np.arange(len(lists.cells))
    for term in pool:
        parts = [part for part in _parts(term) if part.bit_count() > 1]
        if term in model:
            if not any(term != other and term & other == term for other in model):
                yield model - {term}
        elif all(part in model for part in parts) and lists.cells[(codes & term) == term].any():
            yield model | {term}


def profile_interval(lists: Lists, terms: tuple[int, ...], level: float = 0.95) -> tuple[float, float | None]:
    """The N whose multinomial profile likelihood is no further from the highest than chance leaves it
    (Cormack 1992; Rcapture's `closedpCI`). High is None where nothing bounds it."""
    columns = design((0, *terms), np.arange(len(lists.cells)))
    fall = float(chdtri(1, 1 - level)) / 2
    documented = lists.documented
    grid = np.r_[0.0, np.geomspace(0.5, UNBOUNDED * documented, 80)]
    heights = _profile(lists, columns, grid)
    for _ in range(3):
        top = int(heights.argmax())
        finer = np.linspace(grid[max(top - 1, 0)], grid[min(top + 1, len(grid) - 1)], 24)[1:-1]
        grid, heights = _merged(grid, heights, finer, _profile(lists, columns, finer))
    floor = heights.max() - fall
    inside = np.flatnonzero(heights >= floor)
    low = 0.0 if inside[0] == 0 else _crossing(lists, columns, floor, grid[inside[0] - 1], grid[inside[0]])
    if inside[-1] == len(grid) - 1:
        return documented + low, None
    return documented + low, documented + _crossing(
        lists, columns, floor, grid[inside[-1] + 1], grid[inside[-1]]
    )


def _merged(grid: Floats, heights: Floats, more: Floats, their: Floats) -> tuple[Floats, Floats]:
    places, first = np.unique(np.r_[grid, more], return_index=True)
    return places, np.r_[heights, their][first]


def _crossing(lists: Lists, columns: Floats, floor: float, outside: float, inside: float) -> float:
    """Where the profile crosses the floor between two numbers of people on no list."""
    for _ in range(4):
        between = np.linspace(outside, inside, 18)
        above = np.flatnonzero(_profile(lists, columns, between) >= floor)
        first = int(above[0]) if len(above) else 17
        outside, inside = float(between[max(first - 1, 0)]), float(between[first])
    return (outside + inside) / 2


def _profile(lists: Lists, columns: Floats, unseen: Floats) -> Floats:
    """The highest multinomial log-likelihood at these numbers of people on no list."""
    counts = np.tile(lists.cells.astype(float), (len(unseen), 1))
    counts[:, 0] = unseen
    terms = np.ones((len(unseen), columns.shape[1]), dtype=bool)
    fits = poisson.fit(columns, terms, counts)
    people = unseen + lists.documented
    shares = fits.expected / fits.expected.sum(axis=1, keepdims=True)
    heights: Floats = gammaln(people + 1) - gammaln(unseen + 1) + xlogy(counts, shares).sum(axis=1)
    return heights
