"""The grid of ranks: a day or episode under each definition of who is counted, by whose figures, since
when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from according.analysis.incident_columns import Incidents, Integers
from according.analysis.stretches import Counted, Stretches, counted, stretches
from according.methods import ranks
from according.methods.ranks import Spread, Standing
from according.model import Category
from according.phrasing import days as days_words

#: Who is counted, by the definition's name.
DEFINITIONS: Mapping[str, tuple[Category, ...]] = {
    "all dead": ("all",),
    "civilians and security forces": ("civilian", "security_force"),
    "security forces": ("security_force",),
    "civilians": ("civilian",),
}
#: So many years before the year of the day the windows of comparison begin; None: with the input.
WINDOWS: tuple[int | None, ...] = (None, 20, 5)
#: Fewer other days than these are no comparison.
NEEDED = 10
DRAWS = 4000
#: Certain ranks further apart than this allow no "probable".
WIDEST = 3
#: Chances to be among the first so many are told.
_TOPS = (1, 5, 10)
RECONCILED = "as reconciled"
#: Verdicts under which it may be called what was asked.
HELD = ("certain", "probable")
_PROBABLE, _IMPROBABLE = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Own:
    """What the asked day counts under a definition of `DEFINITIONS`, and by whose figures; high is infinite
    where it is open."""

    definition: str
    by: str
    low: float
    best: float
    high: float

    @property
    def words(self) -> str:
        """Who is counted, and by whose figures."""
        return f"{self.definition}, {self.by if self.by == RECONCILED else f'by {self.by}'}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is ranked: `days` from `day` on. `own`: its figures from elsewhere than the incidents that it is
    compared with, () where they hold it themselves; `name`: what it is called; `top`: among the first how
    many."""

    day: date
    days: int = 1
    own: tuple[Own, ...] = ()
    name: str = ""
    top: int = 1

    @property
    def last(self) -> date:
        """Its last day."""
        return self.day + timedelta(days=self.days - 1)

    @property
    def needed(self) -> int:
        """How many others are a comparison: anything is among the first hundred of fifty."""
        return max(NEEDED, self.top)

    @property
    def words(self) -> str:
        """It in words."""
        said = days_words(self.day, self.last)
        return f"{self.name} ({said})" if self.name else said

    @property
    def tops(self) -> tuple[int, ...]:
        """Among the first how many chances are told for."""
        return tuple(sorted({*_TOPS, self.top}))

    @property
    def claim(self) -> str:
        """What it is held to be."""
        return "the deadliest" if self.top == 1 else f"among the {self.top} deadliest"


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the grid. `others`: how many stretches it is compared with; `apart`, `shared`: chances with
    every figure by itself, and with one credibility a source; None where there are too few others. `covered`:
    whether the comparison reaches the asked day; without that nothing is certain or probable."""

    own: Own
    since: date | None
    others: int
    top: int
    covered: bool
    best: int = 0
    worst: int = 0
    apart: Standing | None = None
    shared: Standing | None = None

    @property
    def verdict(self) -> str:
        """A word of `result.VERDICTS` on being among the first `top`; "" where there are too few others."""
        if self.apart is None or self.shared is None:
            return ""
        chances = [float(layer.top[self.top][0]) for layer in (self.apart, self.shared)]
        found = verdict_of(self.best, self.worst, chances, self.top)
        return found if self.covered or found not in HELD else "undecided"

    @property
    def window(self) -> str:
        """Since when others are compared with."""
        return str(self.since.year) if self.since else "all"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a definition counts in each incident, and the stretches that they make."""

    figures: Counted
    grid: Stretches


def verdict_of(best: int, worst: int, chances: Sequence[float], top: int) -> str:
    """Whether it is among the first `top`, by the bounds of its rank and the chances under each layer."""
    if worst <= top:
        return "certain"
    if best > top:
        return "excluded"
    if min(chances) >= _PROBABLE and worst - best <= WIDEST:
        return "probable"
    return "improbable" if max(chances) < _IMPROBABLE else "undecided"


def definitions(incidents: Incidents, asked: Asked) -> dict[str, Definition]:
    """Each definition of `DEFINITIONS` with its figures, by name."""
    found = {}
    for name, categories in DEFINITIONS.items():
        figures = counted(incidents, categories)
        found[name] = Definition(figures, stretches(incidents, figures, asked.days, asked.day))
    return found


def rows(
    held: Mapping[str, Definition], asked: Asked, covered: bool, seed: int, draws: int
) -> tuple[Row, ...]:
    """The grid: every definition under which anyone is told to have died on the asked day, in every
    window."""
    owns = [own for own in asked.own or tuple(_owns(held, asked.day)) if own.high > 0]
    windows = [None if years is None else date(asked.day.year - years, 1, 1) for years in WINDOWS]
    return tuple(
        _row(own, since, held[own.definition].grid, asked, covered, (seed, n, m), draws)
        for n, own in enumerate(owns)
        for m, since in enumerate(windows)
    )


def _owns(held: Mapping[str, Definition], day: date) -> Iterator[Own]:
    for name, one in held.items():
        at = one.grid.position(day)
        if at is not None:
            ends = (float(values[at]) for values in (one.grid.low, one.grid.best, one.grid.high))
            yield Own(name, RECONCILED, *ends)


def others(grid: Stretches, asked: date, since: date | None) -> Integers:
    """The positions of the stretches to compare with: all but the one asked for, from `since` on."""
    kept = np.ones(len(grid), dtype=bool)
    own = grid.position(asked)
    if own is not None:
        kept[own] = False
    if since is not None:
        kept &= grid.start >= np.datetime64(since, "D").astype(np.int64)
    return np.flatnonzero(kept).astype(np.int64)


def _row(
    own: Own,
    since: date | None,
    grid: Stretches,
    asked: Asked,
    covered: bool,
    seed: Sequence[int],
    draws: int,
) -> Row:
    compared = others(grid, asked.day, since)
    if len(compared) < asked.needed:
        return Row(own, since, len(compared), asked.top, covered)
    low, best, high = (
        np.concatenate([[first], values[compared]])
        for first, values in ((own.low, grid.low), (own.best, grid.best), (own.high, grid.high))
    )
    first, last = ranks.bounds(low, high)
    at = None if asked.own else grid.position(asked.day)
    mine = -1 - len(grid) if at is None else int(grid.sources[at])
    sources = np.concatenate([[mine], grid.sources[compared]])
    ends = np.where(np.isinf(high), best, high)
    apart, shared = (
        ranks.standing(
            Spread(low, best, ends, layer), 0, asked.tops, draws, np.random.default_rng([*seed, n])
        )
        for n, layer in enumerate((None, sources))
    )
    return Row(own, since, len(compared), asked.top, covered, int(first[0]), int(last[0]), apart, shared)
