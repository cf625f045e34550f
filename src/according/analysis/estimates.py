"""How many people there are in all, from the lists that they are on: every estimate side by side.

Also what makes an estimate impossible, and how far it depends on one list or on perfect matching.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from according.methods import decomposable, latent_classes, loglinear, sparse_lists
from according.methods.lists import Integers, Lists

#: Models this many BIC units behind the best fit about equally well.
WITHIN = 10.0
#: An estimate needs three lists, and people shared by them.
FEWEST_LISTS, FEWEST_SHARED = 3, 10
#: A list with as many people as this that shares no one with the others was not matched, or tells of others.
NOTICED = 5
#: Two lists that share fewer people than this call for the method for sparse lists.
SPARSE = 5
RESAMPLES = 200
#: Resamples of more lists than this take minutes.
FEW = 8
MISSED = (0.05, 0.10, 0.20, 0.30)


@dataclass(frozen=True, slots=True)
class Estimates:
    """All estimates from some lists. `spread`: the models that fit about equally well, the best first;
    `interval`: of the best one (high None: nothing bounds it); `average`: None for more than five lists;
    `sparse`: None where all lists share enough people."""

    lists: Lists
    search: loglinear.Search
    spread: tuple[loglinear.Model, ...]
    interval: tuple[float, float | None]
    average: decomposable.Average | None
    latent: latent_classes.Posterior
    sparse: sparse_lists.Interval | None

    @property
    def best(self) -> loglinear.Model:
        """The model of the lowest BIC."""
        return self.spread[0]

    @property
    def lowest(self) -> float:
        """The lowest estimate of the models that fit about equally well."""
        return min(model.people for model in self.spread)

    @property
    def highest(self) -> float:
        """The highest of them."""
        return max(model.people for model in self.spread)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why lists give no estimate, and what would be needed."""

    reason: str
    needed: str


def lack_of(lists: Lists) -> Lack | None:
    """What makes an estimate impossible; None where nothing does."""
    held = int((lists.sizes > 0).sum())
    if held < FEWEST_LISTS:
        return Lack(
            f"{held} lists with people on them: two lists agree with any dependence between them",
            f"{FEWEST_LISTS} or more lists that were made independently of each other",
        )
    if lists.shared < FEWEST_SHARED:
        return Lack(
            f"{lists.shared} people are on more than one list",
            f"{FEWEST_SHARED} or more people on several lists, matched person by person",
        )
    alone = [lists.names[n] for n in unshared(lists) if lists.sizes[n] >= NOTICED]
    if alone:
        return Lack(
            f"nobody on the list {', '.join(alone)} is on another list: it was not matched, or it tells of "
            "other people",
            "match it with the others, join it with another list, or leave it out (--list for each kept)",
        )
    if not has_triangle(lists):
        return Lack(
            "no three lists share people two by two: dependence between lists cannot be told from people "
            "who are on none",
            "three lists each two of which share people",
        )
    return None


def has_triangle(lists: Lists) -> bool:
    """Whether there are three lists of which each two share people: without them the model of all dependences
    of two lists is not identified (Chan, Silverman and Vincent 2021)."""
    shared = (lists.overlaps - np.diag(lists.sizes) > 0).astype(np.int64)
    return bool(np.trace(shared @ shared @ shared) > 0)


def unshared(lists: Lists) -> list[int]:
    """Positions of the lists that share no one with any other."""
    shared = lists.overlaps - np.diag(lists.sizes)
    return [n for n in range(len(lists.names)) if lists.sizes[n] > 0 and not shared[n].any()]


def nested(lists: Lists) -> list[tuple[int, int]]:
    """Pairs of lists of which the first has no one that the second has not: it may derive from it."""
    overlaps, sizes = lists.overlaps, lists.sizes
    count = range(len(lists.names))
    return [(a, b) for a in count for b in count if a != b and sizes[a] and overlaps[a, b] == sizes[a]]


def held(lists: Lists, least: int = 1) -> Lists:
    """The lists with so many people or more."""
    return lists.of([n for n in range(len(lists.names)) if lists.sizes[n] >= least] or [0])


def estimates(lists: Lists, seed: int, latent: latent_classes.Settings | None = None) -> Estimates | Lack:
    """All estimates. The same seed gives the same figures. A lack where there can be none."""
    lack = lack_of(lists)
    if lack is not None:
        return lack
    found = loglinear.search(lists, WITHIN)
    spread = _finite(found, lists)
    if not spread:
        return Lack("no model of the lists has a finite estimate", "more people who are on several lists")
    averaged = len(lists.names) <= decomposable.MOST_LISTS
    # Random numbers go by the lists' names, so that the order of columns changes nothing.
    named = lists.of(sorted(range(len(lists.names)), key=lambda n: lists.names[n]))
    return Estimates(
        lists=lists,
        search=found,
        spread=spread,
        interval=loglinear.profile_interval(lists, spread[0].terms),
        average=decomposable.average(lists) if averaged else None,
        latent=latent_classes.sample(named, seed, latent),
        sparse=sparse_lists.interval(named, seed, RESAMPLES) if _is_sparse(lists) else None,
    )


def best_of(lists: Lists, least: int = 1) -> float | None:
    """All people by the best log-linear model, those among them whose lists are too small to be used; None
    where there is no estimate."""
    used = held(lists, least)
    if lack_of(used) is not None:
        return None
    spread = _finite(loglinear.search(used, WITHIN), lists)
    if not spread:
        return None
    return spread[0].people + lists.documented - used.documented


def _finite(found: loglinear.Search, lists: Lists) -> tuple[loglinear.Model, ...]:
    """The models that fit about equally well; () where the best of them has no bound."""
    spread = found.within(WITHIN)
    return () if spread and spread[0].people > loglinear.UNBOUNDED * lists.documented else spread


def _is_sparse(lists: Lists) -> bool:
    return len(lists.names) <= FEW and int(lists.overlaps.min()) < SPARSE


def without_each(found: Estimates) -> Iterator[tuple[str, Lists, loglinear.Search | Lack]]:
    """What is left of the answer without each list: its name, the lists left, their models."""
    if len(found.lists.names) <= FEWEST_LISTS:
        return
    for n, name in enumerate(found.lists.names):
        left = found.lists.without(n)
        yield name, left, lack_of(left) or loglinear.search(left, WITHIN)


def with_missed_matches(found: Estimates, share: float) -> tuple[int, loglinear.Model | None]:
    """The documented people and the best of the same models if this share of the people on several lists had
    one of their records taken for another person. None where no model's estimate exists."""
    lists = found.lists.counting(_unmatched(found.lists.cells, share))
    models = loglinear.refitted(lists, found.spread)
    return lists.documented, models[0] if models else None


def _unmatched(cells: Integers, share: float) -> Integers:
    """The expected cells after the share of people on several lists lost one record each, any of theirs."""
    moved = cells.astype(float)
    for code in np.flatnonzero(cells):
        records = [1 << n for n in range(int(code).bit_length()) if code >> n & 1]
        if len(records) < 2:
            continue
        lost = share * cells[code] / len(records)
        for record in records:
            moved[code] -= lost
            moved[code & ~record] += lost
            moved[record] += lost
    rounded: Integers = np.rint(moved).astype(np.int64)
    return rounded
