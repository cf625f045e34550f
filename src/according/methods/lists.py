"""Who is on which lists together: the counts that multiple-systems estimation starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: With more lists the table of patterns has more cells than any collection of lists has people.
MOST_LISTS = 14


@dataclass(frozen=True, slots=True)
class Lists:
    """People by the lists that they are on. `cells[code]` counts those on exactly the lists whose bits are
    set in `code` (bit 0 is the first list); `cells[0]`, those on none, is not known and stands as 0."""

    names: tuple[str, ...]
    cells: Integers

    def __post_init__(self) -> None:
        if not 1 <= len(self.names) <= MOST_LISTS or self.cells.shape != (1 << len(self.names),):
            raise ValueError(
                f"{len(self.names)} lists need {1 << len(self.names)} cells; most is {MOST_LISTS}"
            )
        if self.cells[0] != 0 or self.cells.min() < 0:
            raise ValueError("the people on no list are not known, and no count is below 0")

    @property
    def documented(self) -> int:
        """How many people are on any list."""
        return int(self.cells.sum())

    @property
    def on(self) -> NDArray[np.bool_]:
        """Which lists each cell's people are on: a row a cell, a column a list."""
        codes = np.arange(len(self.cells))
        return (codes[:, None] >> np.arange(len(self.names)) & 1).astype(bool)

    @property
    def sizes(self) -> Integers:
        """How many people each list has."""
        sizes: Integers = self.cells @ self.on.astype(np.int64)
        return sizes

    @property
    def overlaps(self) -> Integers:
        """How many people each two lists share; on the diagonal the sizes."""
        on = self.on.astype(np.int64)
        shared: Integers = on.T @ (self.cells[:, None] * on)
        return shared

    @property
    def shared(self) -> int:
        """How many people are on two or more lists."""
        return int(self.cells[self.on.sum(axis=1) >= 2].sum())

    def of(self, kept: Sequence[int]) -> Lists:
        """The lists of these positions alone; people on none of them are no longer documented."""
        codes = self.on[:, list(kept)] @ (1 << np.arange(len(kept)))
        cells = np.bincount(codes, weights=self.cells, minlength=1 << len(kept)).astype(np.int64)
        cells[0] = 0
        return Lists(tuple(self.names[k] for k in kept), cells)

    def without(self, position: int) -> Lists:
        """All lists but one."""
        return self.of([k for k in range(len(self.names)) if k != position])

    def counting(self, cells: Integers) -> Lists:
        """The same lists with other counts."""
        return Lists(self.names, cells)


def of_people(names: Iterable[str], people: NDArray[np.bool_]) -> Lists:
    """The lists of people given a row each, with a column a list; who is on no list is left out."""
    names = tuple(names)
    codes = people.astype(np.int64) @ (1 << np.arange(len(names)))
    return of_patterns(names, codes, np.ones(len(codes), dtype=np.int64))


def of_patterns(names: Iterable[str], codes: Integers, counts: Integers) -> Lists:
    """The lists of counted patterns; a pattern may come more than once, and that of no list is left out."""
    names = tuple(names)
    cells = np.bincount(codes, weights=counts, minlength=1 << len(names)).astype(np.int64)
    cells[0] = 0
    return Lists(names, cells)


def lincoln_petersen(lists: Lists) -> Floats:
    """What each two lists by themselves say of the whole number (the product of their sizes by what they
    share), as if they were independent and nobody harder to find than others; infinite where they share no
    one."""
    sizes = lists.sizes.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = sizes[:, None] * sizes[None, :] / lists.overlaps
    return np.where(lists.overlaps > 0, whole, np.inf)
