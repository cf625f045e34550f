"""Pairs of events that are near each other in space and in time at once, against times dealt out anew.

Knox 1964 (Applied Statistics 13): of all pairs of events, how many are within a distance and within so many
days of each other? Null: the times are permuted over the places, so that every place keeps its number of
events and every day its own. Pairs near in space are found once, by a tree of points; each permutation only
looks at their times. Where many events share few places, the same number comes from counts by place and day,
in time that does not grow with the pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Times = Floats | NDArray[np.int16]

EARTH_KM = 6371.0088
#: More pairs near in space than these are not listed: counts by place and day are taken instead.
_LISTED = 2_000_000


class TooManyPairs(ValueError):
    """More pairs than can be listed, at times that are no whole days; coarser times or a shorter distance
    help."""


@dataclass(frozen=True, slots=True)
class Window:
    """What came of one distance and one span of time. `both`, `space_only`, `time_only`, `neither`: the
    pairs; `expected`: of `both`, as its margins give it; `p`: (r + 1) / (B + 1) by permutation, one-sided;
    `p_adjusted`: the same for the most unusual of all windows tried (Westfall and Young's largest
    deviation); `null`: `both` in each permutation."""

    distance: float
    span: float
    both: int
    space_only: int
    time_only: int
    neither: int
    expected: float
    p: float
    p_adjusted: float
    null: Integers


def on_sphere(lat: Floats, lon: Floats) -> Floats:
    """Points in degrees as points of space, in kilometres, so that straight distances between near points
    are distances on the ground (0.1 % short at 1,000 km)."""
    phi, theta = np.radians(lat), np.radians(lon)
    return EARTH_KM * np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))


def knox(
    points: Floats,
    times: Floats,
    windows: Sequence[tuple[float, float]],
    permutations: int,
    rng: np.random.Generator,
    step: Callable[[], None] = lambda: None,
) -> tuple[Window, ...]:
    """The pairs within each (distance, span of time), ends included, all windows against the same
    permutations, after each of which `step` is called. TooManyPairs where neither way of counting can be
    afforded."""
    order = np.lexsort((*points.T, times))
    points, times = points[order], times[order]
    near, counted = _counter(points, times, windows)
    told = _short(times)
    observed = counted(told)
    null = np.zeros((permutations, len(windows)), dtype=np.int64)
    for run in range(permutations):
        null[run] = counted(rng.permutation(told))
        step()
    adjusted = _adjusted(observed, null)
    pairs = len(times) * (len(times) - 1) // 2
    made = []
    for n, (distance, span) in enumerate(windows):
        both, in_time = int(observed[n]), _within(np.sort(times), span)
        p = (1 + int((null[:, n] >= both).sum())) / (permutations + 1)
        cells = (both, near[n] - both, in_time - both, pairs - near[n] - in_time + both)
        expected = near[n] * in_time / pairs
        made.append(Window(distance, span, *cells, expected, p, float(adjusted[n]), null[:, n]))
    return tuple(made)


def _short(times: Floats) -> Times:
    """Whole days as short numbers from 0 on, of which more stand in the cache; other times as they are."""
    days = times - times.min(initial=np.inf)
    if np.any(days != np.floor(days)) or days.max(initial=0.0) > np.iinfo(np.int16).max:
        return times
    short: NDArray[np.int16] = days.astype(np.int16)
    return short


def _counter(
    points: Floats, times: Floats, windows: Sequence[tuple[float, float]]
) -> tuple[list[int], Callable[[Times], Integers]]:
    """The pairs near in space in each window, and what counts those of them that are near in time."""
    places, at = _places(points)
    held = np.bincount(at)
    tree = cKDTree(places)
    reach = max(distance for distance, _ in windows)
    if _ordered_pairs(tree, held, reach) // 2 <= _LISTED:
        return _by_pairs(points, windows)
    days = times - times.min()
    if np.any(days != np.floor(days)) or len(places) * (days.max() + 1) > 50 * _LISTED:
        raise TooManyPairs(f"pairs within {reach:g} of each other are too many to list")
    return _by_counts(tree, at, times, windows)


def _places(points: Floats) -> tuple[Floats, Integers]:
    """The different points, and which of them each is."""
    order = np.lexsort(points.T)
    ordered = points[order]
    other = np.r_[True, (ordered[1:] != ordered[:-1]).any(axis=1)]
    at = np.empty(len(points), dtype=np.int64)
    at[order] = np.cumsum(other) - 1
    return ordered[other], at


def _ordered_pairs(tree: cKDTree, held: Integers, distance: float) -> int:
    """Pairs of events within a distance, each in both orders, by the number held at each place."""
    if held.max() == 1:
        return int(tree.count_neighbors(tree, distance)) - len(held)
    weights = held.astype(np.float64)
    return int(tree.count_neighbors(tree, distance, weights=(weights, weights))) - int(held.sum())


def _by_pairs(
    points: Floats, windows: Sequence[tuple[float, float]]
) -> tuple[list[int], Callable[[Times], Integers]]:
    # Points in the order of the tree: near ones stand near in memory, and permuted times are found fast.
    tree = cKDTree(points)
    order, stands = tree.indices, np.empty(len(points), dtype=np.int64)
    stands[order] = np.arange(len(points))
    distances = sorted({distance for distance, _ in windows})
    pairs = tree.query_pairs(distances[-1], output_type="ndarray")
    apart = np.sqrt(((points[pairs[:, 0]] - points[pairs[:, 1]]) ** 2).sum(axis=1))
    pairs = stands[pairs]
    # Each distance's pairs are the first so many.
    ring = np.minimum(np.searchsorted(distances, apart), len(distances) - 1)
    pairs = pairs[np.lexsort((pairs[:, 0], ring))]
    upto = dict(zip(distances, np.cumsum(np.bincount(ring, minlength=len(distances))).tolist(), strict=True))
    left, right = np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])

    def counted(times: Times) -> Integers:
        own = times[order]
        between = np.abs(own[left] - own[right])
        return np.array([np.count_nonzero(between[: upto[d]] <= s) for d, s in windows], dtype=np.int64)

    return [upto[distance] for distance, _ in windows], counted


def _by_counts(
    tree: cKDTree, at: Integers, times: Floats, windows: Sequence[tuple[float, float]]
) -> tuple[list[int], Callable[[Times], Integers]]:
    """By counts on each place and day: a pair is a place and day with the days around it at a near place."""
    places, days = tree.n, int(times.max() - times.min()) + 1
    around = {d: tree.sparse_distance_matrix(tree, d, output_type="coo_matrix") for d, _ in windows}
    joined = {d: _joined(m.row, m.col, places) for d, m in around.items()}

    def counted(times: Times) -> Integers:
        cells = np.bincount(at * days + (times - times.min()).astype(np.int64), minlength=places * days)
        grid = cells.reshape(places, days)
        return np.array([(_product(grid, joined[d], int(s)) - len(at)) // 2 for d, s in windows])

    held = np.bincount(at)
    return [_ordered_pairs(tree, held, distance) // 2 for distance, _ in windows], counted


def _joined(left: Integers, right: Integers, places: int) -> tuple[Integers, Integers]:
    """Every place with all that are near it, itself among them."""
    key = np.unique(
        np.concatenate((left * places + right, np.arange(places) * (places + 1))).astype(np.int64)
    )
    return key // places, key % places


def _product(grid: Integers, joined: tuple[Integers, Integers], span: int) -> int:
    days = grid.shape[1]
    total = np.concatenate((np.zeros((len(grid), 1), dtype=np.int64), grid.cumsum(axis=1)), axis=1)
    day = np.arange(days)
    around = total[:, np.minimum(days, day + span + 1)] - total[:, np.maximum(0, day - span)]
    ends = np.flatnonzero(np.r_[True, np.diff(joined[0]) > 0, True])
    return sum(
        int((grid[joined[0][first]] * around[joined[1][first:last]].sum(axis=0)).sum())
        for first, last in pairwise(ends.tolist())
    )


def _within(ordered: Floats, span: float) -> int:
    """Pairs of ordered times that are within a span."""
    after = np.searchsorted(ordered, ordered + span, side="right")
    # A time plus a span may round away from what their difference is; the ends are held to the difference.
    after = np.maximum(after, np.arange(1, len(ordered) + 1))
    return int((after - np.arange(1, len(ordered) + 1)).sum())


def _adjusted(observed: Integers, null: Integers) -> Floats:
    """p of each window against the largest deviation of any window in each permutation."""
    if not len(null):
        return np.ones(len(observed))
    spread = np.maximum(null.std(axis=0), 1e-9)
    largest = ((null - null.mean(axis=0)) / spread).max(axis=1)
    deviation = (observed - null.mean(axis=0)) / spread
    found: Floats = (1 + (largest[:, None] >= deviation[None, :] - 1e-12).sum(axis=0)) / (len(null) + 1)
    return found
