"""The number of people on no list, averaged over decomposable models (Madigan and York 1997).

Every decomposable graph of dependences between three to five lists gets the marginal likelihood of its table
under a hyper-Dirichlet prior of `delta` a cell; the prior of N is in proportion to 1/N unless another is
given. Weights of models and of N follow together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from according.methods.lists import Floats, Lists

#: There are 18,154 such graphs of six lists.
MOST_LISTS = 5
#: The numbers looked at begin with this many times the documented people, and are doubled so many times while
#: more than this share of the posterior lies in the last tenth of them.
_TIMES, _DOUBLINGS, _TAIL = 4, 7, 1e-4
_POINTS = 20_000


@dataclass(frozen=True, slots=True)
class Average:
    """`people`: N, all people, with the posterior share of each; `models`: the graphs by weight, the
    heaviest first, as pairs of lists; `bounded`: whether the shares fade out within the numbers looked at."""

    people: Floats
    shares: Floats
    models: tuple[tuple[tuple[tuple[int, int], ...], float], ...]
    bounded: bool

    @property
    def mode(self) -> float:
        """The most probable N."""
        return float(self.people[self.shares.argmax()])

    @property
    def mean(self) -> float:
        """The mean of N."""
        return float(self.people @ self.shares)

    def quantile(self, share: float) -> float:
        """The N that a share of the posterior does not exceed."""
        place = int(np.searchsorted(np.cumsum(self.shares), share))
        return float(self.people[min(place, len(self.people) - 1)])


@cache
def graphs(lists: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The decomposable graphs of so many lists, as pairs: 8 of three lists, 61 of four, 822 of five."""
    pairs = list(combinations(range(lists), 2))
    chosen = (c for size in range(len(pairs) + 1) for c in combinations(pairs, size))
    return tuple(graph for graph in chosen if _order(graph, lists) is not None)


def _order(graph: tuple[tuple[int, int], ...], lists: int) -> tuple[tuple[int, int], ...] | None:
    """Its lists in an order in which each is tied to later ones that are all tied to each other: the bit of
    the list and those of the later ones. None where there is no such order: it is not decomposable."""
    ties = [0] * lists
    for a, b in graph:
        ties[a] |= 1 << b
        ties[b] |= 1 << a
    left, order = (1 << lists) - 1, []
    while left:
        for n in range(lists):
            later = ties[n] & left
            tied = all(later & ~(1 << m) & ~ties[m] == 0 for m in range(lists) if later >> m & 1)
            if left >> n & 1 and tied:
                order.append((1 << n, later))
                left &= ~(1 << n)
                break
        else:
            return None
    return tuple(order)


@cache
def _parts(lists: int) -> NDArray[np.float64]:
    """How often each margin (column: its lists' bits) counts in the likelihood of each graph: +1 for a list
    with those that it is tied to, -1 for these alone."""
    found = np.zeros((len(graphs(lists)), 1 << lists))
    for row, graph in zip(found, graphs(lists), strict=True):
        for own, later in _order(graph, lists) or ():
            row[own | later] += 1
            row[later] -= 1
    return found


#: The logarithm of a prior of N, for each N, up to a constant.
Prior = Callable[[Floats], Floats]


def _in_proportion(people: Floats) -> Floats:
    """1/N."""
    logarithm: Floats = -np.log(people)
    return logarithm


def average(
    lists: Lists,
    delta: float | None = None,
    most_unseen: int | None = None,
    prior: Prior = _in_proportion,
) -> Average:
    """The posterior of N. `delta`: the prior count of a cell, one over the number of cells by default;
    `most_unseen`: how many people on no list are looked at, as far as needed by default. ValueError for fewer
    than three lists or more than five."""
    count = len(lists.names)
    if not 3 <= count <= MOST_LISTS:
        raise ValueError(f"averages over decomposable models are of 3 to {MOST_LISTS} lists, not {count}")
    delta = delta or 1.0 / (1 << count)
    if most_unseen is not None:
        return _averaged(lists, delta, np.arange(most_unseen + 1, dtype=float), prior)
    most = _TIMES * lists.documented
    for _ in range(_DOUBLINGS):
        found = _averaged(lists, delta, _grid(most), prior)
        if found.bounded:
            break
        most *= 2
    return found


def _grid(most: int) -> Floats:
    """Whole numbers from 0 to `most`, in equal steps where they are many."""
    step = -(-most // _POINTS)
    return np.arange(0, most + step, step, dtype=float)


def _averaged(lists: Lists, delta: float, unseen: Floats, prior: Prior) -> Average:
    count = len(lists.names)
    margins = np.stack([_margin(lists, kept, delta, unseen) for kept in range(1 << count)])
    people = unseen + lists.documented
    of_number = gammaln(people + 1) - gammaln(unseen + 1) + prior(people)
    by_model = _parts(count) @ margins
    by_model += of_number
    by_model -= by_model.max()
    np.exp(by_model, out=by_model)
    weights, shares = by_model.sum(axis=1), by_model.sum(axis=0)
    order = np.argsort(-weights, kind="stable")
    models = tuple((graphs(count)[n], float(weights[n] / weights.sum())) for n in order)
    shares = shares / shares.sum()
    bounded = bool(shares[-(len(shares) // 10) :].sum() < _TAIL)
    return Average(people, shares, models, bounded)


def _margin(lists: Lists, kept: int, delta: float, unseen: Floats) -> Floats:
    """The logarithm of what a margin (the bits of its lists) adds to the likelihood, for each number unseen:
    those on no list are in its cell of no list."""
    codes = np.arange(len(lists.cells))
    cells = np.bincount(codes & kept, weights=lists.cells, minlength=len(lists.cells))
    used = (codes & ~kept) == 0
    prior = delta * (1 << (len(lists.names) - kept.bit_count()))
    rest = gammaln(cells[used][1:] + prior).sum() - used.sum() * gammaln(prior)
    margin: Floats = gammaln(cells[0] + unseen + prior) + rest
    return margin
