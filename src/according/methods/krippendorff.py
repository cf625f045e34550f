"""Agreement of coders: Krippendorff's alpha from frequencies, its bootstrap, and Gwet's AC1.

alpha = 1 − (n − 1)·W / E over the n values of units that two or more coders valued: W adds up, unit by
unit, the squared difference of every ordered pair of its values over (values − 1), E that of every ordered
pair of values whatsoever. Krippendorff, Content Analysis, 4th ed. 2019, ch. 12. Differences: nominal (same
or not), ordinal (ranks between, ties in their middle), interval (x − y), ratio ((x − y) / (x + y)). Sets
differ by 1 − J, J the share of their members that both hold (Jaccard), or by 1 − J·M (MASI: Passonneau, LREC
2006; M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0); not squared.

No table of units × values × values is ever made: W costs the pairs within units, E the distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Metric = Literal["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
SET_METRICS: tuple[Metric, ...] = ("masi", "jaccard")
#: The most distinct sets that are compared each with each.
MOST_SETS = 1_000

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]

#: With more units than these the spread is told from random groups of them, each large enough by itself.
_DRAWN_WHOLE, _GROUPS = 20_000, 100
#: With more distinct values than these the ratio metric's expected disagreement is an integral, not a table.
_TABLED = 1_500
#: Distinct squared differences that the bootstrap by pairs tells apart.
_TOLD_APART = 4_096


@dataclass(frozen=True, slots=True)
class Ratings:
    """What coders gave. `slots[j]` holds the code of the j-th value of every unit that has one; units with
    the most values come first, so each slot is a prefix of the one before. `scores`: the number of each code,
    which for the nominal metric means nothing. `table`: of sets, how far each code is from each."""

    slots: tuple[Codes, ...]
    scores: Floats
    table: Floats | None = None

    @property
    def units(self) -> int:
        """Units with any value."""
        return len(self.slots[0]) if self.slots else 0

    @property
    def pairable(self) -> int:
        """Units with two values or more."""
        return len(self.slots[1]) if len(self.slots) > 1 else 0

    def of(self, rows: NDArray[np.intp]) -> Ratings:
        """The units of these rows, each as often as it is named."""
        rows = np.sort(rows)
        ends = (np.searchsorted(rows, len(slot)) for slot in self.slots)
        kept = tuple(slot[rows[:end]] for slot, end in zip(self.slots, ends, strict=True))
        return replace(self, slots=tuple(slot for slot in kept if len(slot)))


def ratings(units: Codes, values: NDArray[np.float64] | NDArray[np.str_]) -> Ratings:
    """Ratings of values in long form, position by position the unit and the value that one coder gave it.
    Words get the place in their alphabet as score."""
    if not len(units):
        return Ratings((), np.array([]))
    distinct, codes = np.unique(values, return_inverse=True)
    _, unit = np.unique(units, return_inverse=True)
    sizes = np.bincount(unit)
    row = np.empty(len(sizes), dtype=np.intp)
    row[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    order = np.argsort(row[unit], kind="stable")
    firsts = np.concatenate(([0], np.cumsum(np.sort(sizes)[::-1])[:-1])).astype(np.intp)
    position = np.arange(len(order)) - np.repeat(firsts, np.sort(sizes)[::-1])
    by_slot = order[np.argsort(position, kind="stable")]
    lengths = np.bincount(position)
    slots = tuple(np.split(codes[by_slot].astype(np.intp), np.cumsum(lengths)[:-1]))
    scores = distinct.astype(np.float64) if distinct.dtype.kind in "fiu" else np.arange(float(len(distinct)))
    return Ratings(slots, scores)


def set_ratings(units: Codes, values: Sequence[Set[str]], metric: Metric) -> Ratings:
    """Ratings of sets in long form, for MASI or Jaccard. ValueError for more than `MOST_SETS` distinct."""
    numbers = {members: n for n, members in enumerate(sorted(set(map(frozenset, values)), key=sorted))}
    if len(numbers) > MOST_SETS:
        raise ValueError(f"{len(numbers):,} distinct sets; at most {MOST_SETS:,} are compared")
    rated = ratings(units, np.array([float(numbers[frozenset(value)]) for value in values]))
    table = [[sets_apart(one, other, metric) for other in numbers] for one in numbers]
    return replace(rated, table=np.array(table, dtype=np.float64))


def sets_apart(one: Set[str], other: Set[str], metric: Metric) -> float:
    """How far two sets differ, 0 to 1; two empty ones do not."""
    if one == other:
        return 0.0
    shared = len(one & other)
    jaccard = shared / len(one | other)
    if metric == "jaccard" or not shared:
        return 1.0 - jaccard
    return 1.0 - jaccard * (2.0 / 3.0 if one < other or other < one else 1.0 / 3.0)


def alpha(rated: Ratings, metric: Metric) -> float | None:
    """Krippendorff's alpha, 1 at most; None where nothing is pairable or all pairable values are the same.
    ValueError for the ratio metric with a value below 0. MASI and Jaccard need `set_ratings` by the same."""
    if not rated.pairable:
        return None
    columns, sizes = _pairable(rated)
    frequency, scores, by_table = _measured(rated, columns, metric)
    expected = _EXPECTED[metric](frequency, scores) if by_table is None else _by_table(frequency, by_table)
    if expected <= 0.0:
        return None
    within = np.zeros(len(sizes))
    for rows, squared in _pairs(columns, scores, metric, by_table):
        within[:rows] += squared
    observed = float(np.sum(2.0 * within / (sizes - 1.0)))
    return 1.0 - (float(sizes.sum()) - 1.0) * observed / expected


def _pairable(rated: Ratings) -> tuple[list[Codes], Floats]:
    """The slots of the pairable units, and how many values each unit has."""
    columns = [rated.slots[0][: rated.pairable], *rated.slots[1:]]
    sizes = np.zeros(rated.pairable)
    for column in columns:
        sizes[: len(column)] += 1.0
    return columns, sizes


def _measured(rated: Ratings, columns: list[Codes], metric: Metric) -> tuple[Floats, Floats, Floats | None]:
    """How often each code is given, what differences are taken of, and of sets their table."""
    frequency = np.bincount(np.concatenate(columns), minlength=len(rated.scores)).astype(np.float64)
    table = rated.table if metric in SET_METRICS else None
    return frequency, _scored(rated.scores, frequency, metric), table


def _scored(scores: Floats, frequency: Floats, metric: Metric) -> Floats:
    """What differences are taken of, by code."""
    if metric == "nominal" or metric in SET_METRICS:
        return np.arange(float(len(scores)))
    if metric == "ordinal":
        return np.cumsum(frequency) - frequency / 2.0
    if metric == "ratio" and np.any(scores[frequency > 0] < 0):
        raise ValueError("the ratio metric is for values of 0 or more")
    weight = frequency.sum()
    centred: Floats = scores - (frequency @ scores) / weight if metric == "interval" else scores
    return centred


def _pairs(
    columns: list[Codes], scores: Floats, metric: Metric, table: Floats | None = None
) -> Iterator[tuple[int, Floats]]:
    """The squared differences of every unordered pair of slots, for the units that have both; those of sets
    as they stand in their table."""
    for n, later in enumerate(columns):
        for earlier in (column[: len(later)] for column in columns[:n]):
            if table is None:
                yield len(later), _squared(scores[earlier], scores[later], metric)
            else:
                yield len(later), table[earlier, later]


def _squared(one: Floats, other: Floats, metric: Metric) -> Floats:
    difference: Floats = one - other
    if metric == "nominal":
        return np.asarray(difference != 0, dtype=np.float64)
    if metric == "ratio":
        whole = one + other
        difference = np.divide(difference, whole, out=np.zeros_like(whole), where=whole > 0)
    squared: Floats = difference * difference
    return squared


def _by_moments(frequency: Floats, scores: Floats) -> float:
    present = scores[frequency > 0]
    if len(present) < 2:
        return 0.0
    total = frequency.sum()
    return float(2.0 * (total * (frequency @ scores**2) - (frequency @ scores) ** 2))


def _by_identity(frequency: Floats, _: Floats) -> float:
    return float(frequency.sum() ** 2 - frequency @ frequency)


def _by_table(frequency: Floats, table: Floats) -> float:
    return float(frequency @ table @ frequency)


def _by_ratio(frequency: Floats, scores: Floats) -> float:
    """Σ n·m·((x − y)/(x + y))²; a zero beside anything else differs wholly."""
    above = (scores > 0) & (frequency > 0)
    weights, values = frequency[above], scores[above]
    zeros, rest = float(frequency[scores == 0].sum()), float(weights.sum())
    if len(values) <= _TABLED:
        apart = float(weights @ _squared(values[:, None], values[None, :], "ratio") @ weights)
        return apart + 2.0 * zeros * rest
    return rest * rest - 4.0 * _products(weights, values) + 2.0 * zeros * rest


def _products(weights: Floats, values: Floats) -> float:
    """Σ n·m·x·y/(x + y)² over all pairs, in time linear in the values: 1/(x + y)² = ∫ t·exp(−t(x + y)) dt, so
    the sum is ∫ t·(Σ n·x·exp(−t·x))² dt; the trapezium rule over log t errs by about exp(−π²/step)."""
    step = 0.28
    reach = np.arange(np.log(1e-9 / values.max()), np.log(45.0 / values.min()), step)
    total = 0.0
    for log_t in reach:
        t = np.exp(log_t)
        total += t * t * float((weights * values) @ np.exp(-t * values)) ** 2
    return total * step


_EXPECTED: dict[Metric, Callable[[Floats, Floats], float]] = {
    "nominal": _by_identity,
    "ordinal": _by_moments,
    "interval": _by_moments,
    "ratio": _by_ratio,
}


def by_units(rated: Ratings, metric: Metric, rng: np.random.Generator, draws: int = 1000) -> Floats:
    """Alphas of units drawn again with replacement (Zapf et al. 2016, BMC Med Res Methodol 16:93). Above
    20,000 units: alphas spread as the mean of those of 100 random groups of units is. Draws without
    variation, where alpha is not defined, are left out."""
    if rated.units > _DRAWN_WHOLE:
        return _by_groups(rated, metric, rng, draws)
    drawn = (alpha(rated.of(rng.integers(0, rated.units, rated.units)), metric) for _ in range(draws))
    return np.array([value for value in drawn if value is not None])


def _by_groups(rated: Ratings, metric: Metric, rng: np.random.Generator, draws: int) -> Floats:
    groups = np.array_split(rng.permutation(rated.units), _GROUPS)
    found = np.array([a for a in (alpha(rated.of(group), metric) for group in groups) if a is not None])
    middle = alpha(rated, metric)
    if middle is None or len(found) < 2:
        return np.array([])
    spread = float(found.std(ddof=1) / np.sqrt(len(found)))
    return np.asarray(middle + spread * rng.standard_t(len(found) - 1, draws))


def by_pairs(rated: Ratings, metric: Metric, rng: np.random.Generator, draws: int = 1000) -> Floats:
    """Alphas of pairs of values drawn again, as many as there are, the expected disagreement held (after
    Hayes & Krippendorff 2007). With three coders or more the pairs of a unit are no independent draws: too
    narrow."""
    whole = alpha(rated, metric)
    if whole is None:
        return np.array([])
    squared, chance, pairs = _differences(rated, metric)
    mean = float(chance @ squared)
    if mean == 0.0:
        return np.ones(draws)
    found = rng.multinomial(pairs, chance, size=draws) @ squared / pairs
    return 1.0 - (1.0 - whole) * found / mean


def _differences(rated: Ratings, metric: Metric) -> tuple[Floats, Floats, int]:
    """The distinct squared differences within units, their shares of the observed disagreement's weight, and
    how many pairs there are. Above `_TOLD_APART` distinct ones, neighbours share their mean."""
    columns, sizes = _pairable(rated)
    _, scores, by_table = _measured(rated, columns, metric)
    found = list(_pairs(columns, scores, metric, by_table))
    squared = np.concatenate([differences for _, differences in found])
    weight = np.concatenate([1.0 / (sizes[:rows] - 1.0) for rows, _ in found])
    distinct, place = np.unique(squared, return_inverse=True)
    group = place * _TOLD_APART // len(distinct) if len(distinct) > _TOLD_APART else place
    weights = np.bincount(group, weight)
    means = np.bincount(group, weight * squared) / weights
    return means, weights / weights.sum(), len(squared)


def ac1(rated: Ratings) -> float | None:
    """Gwet's AC1 (2008), for categories of which one is far more frequent than the others; None where nothing
    is pairable or only one category was used."""
    used = np.unique(np.concatenate(rated.slots)) if rated.slots else np.array([])
    if not rated.pairable or len(used) < 2:
        return None
    columns, sizes = _pairable(rated)
    apart = np.zeros(rated.pairable)
    for rows, squared in _pairs(columns, rated.scores, "nominal"):
        apart[:rows] += squared
    agreed = 1.0 - float(np.mean(2.0 * apart / (sizes * (sizes - 1.0))))
    every = np.concatenate([sizes, np.ones(rated.units - rated.pairable)])
    shares = sum(
        np.bincount(slot, 1.0 / every[: len(slot)], minlength=len(rated.scores)) for slot in rated.slots
    )
    share = np.asarray(shares) / rated.units
    by_chance = float(share @ (1.0 - share)) / (len(used) - 1)
    return (agreed - by_chance) / (1.0 - by_chance)
