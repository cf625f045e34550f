"""Matching of incidents across tables: which rows of several datasets tell of the same incident.

After MELTT (Donnay, Dunford, McGrath, Backer and Cunningham, "Integrating Conflict Event Data", Journal of
Conflict Resolution 63, 2019): rows of different tables may be one incident where they lie within a window of
space and time and agree, at some level, in every taxonomy that the user states; the closest agreement is
joined first. Events (one day) match events, episodes (longer) match episodes; an episode near an event is
never joined, only shown for a person to look at.

What differs from MELTT: all pairs are weighed together, not table after table, so the order of tables and
rows does not matter; and *every* two rows of a match must be a pair that holds, so no chain of near pairs
joins far ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from according.link.nearby import NO_LABEL, Found, Grounds, Ints, pairs

Kind = Literal["event", "episode"]
#: Why a row cannot be matched; None where it can.
Lack = Literal["date", "point", "category"]

#: The widest windows.
WIDEST_KM, LONGEST_DAYS = 1000.0, 366
#: How many pairs are gone through at a time: bounds memory.
_AT_A_TIME = 200_000


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """How the categories of several tables correspond: the user's statement, read from a file.

    `levels` gives, for a table and one of its categories (both as `folded`), the labels from fine to coarse;
    two rows agree at a level where their labels there are the same. An empty label agrees with nothing.
    """

    column: str
    depth: int
    levels: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, table: str, category: str) -> tuple[str, ...] | None:
        """The labels of a category of a table; None where the taxonomy does not have it."""
        return self.levels.get((folded(table), folded(category)))


def folded(words: str) -> str:
    """Words as they are compared: without case and superfluous spaces."""
    return " ".join(words.split()).casefold()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of incidents. `table` and `row_id` together name it; `levels` holds its labels in
    each taxonomy, None where the taxonomy lacks its category. `start` and `end` are days, both included; None
    where the row tells none, as is a point (degrees, WGS 84). 0, 0 in the sea off Africa is how many datasets
    write that they have no point, and is taken for that."""

    table: str
    row_id: str
    start: date | None
    end: date | None
    lat: float | None
    lon: float | None
    levels: tuple[tuple[str, ...] | None, ...] = ()

    @property
    def lack(self) -> Lack | None:
        """What the row would need to be matched; None where it has all."""
        if self.start is None or self.end is None or self.end < self.start:
            return "date"
        if self.lat is None or self.lon is None or not (abs(self.lat) <= 90 and abs(self.lon) <= 180):
            return "point"
        if self.lat == self.lon == 0:
            return "point"
        return "category" if None in self.levels else None

    @property
    def kind(self) -> Kind:
        """Whether the row is of one day or longer."""
        return "event" if self.start == self.end else "episode"


@dataclass(frozen=True, slots=True)
class Within:
    """How far apart two rows of one incident may lie: `km` over the ground (0 to `WIDEST_KM`), and `days`
    (0 to `LONGEST_DAYS`). ValueError for others: where everything is near everything, nothing is matched."""

    km: float
    days: int

    def __post_init__(self) -> None:
        if not (0 <= self.km <= WIDEST_KM and 0 <= self.days <= LONGEST_DAYS):
            raise ValueError(f"a window is 0 to {WIDEST_KM:g} km and 0 to {LONGEST_DAYS} days")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows within the window that agree in every taxonomy, and how alike they are.

    `score` runs from 0 (every taxonomy agrees at its finest level) to 1 (at its coarsest); `levels` are the
    levels that agree, 0 the finest. `lag_days` is the larger distance of the two starts and the two ends; of
    an episode and an event, by how many days the event lies outside the episode.
    """

    first: Row
    second: Row
    score: float
    distance_km: float
    lag_days: int
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The rows that tell of one incident, at most one a table, by table; and every pair of them."""

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have it."""
        return tuple(row.table for row in self.rows)

    @property
    def kind(self) -> Kind:
        """Whether it is an event of one day or an episode."""
        return self.rows[0].kind


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of matching: every row is in exactly one incident. `review` holds the pairs of an episode
    (`first`) and an event of another table within the window: never joined, for a person to judge."""

    within: Within
    incidents: tuple[Incident, ...]
    review: tuple[Pair, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(incident.rows) for incident in self.incidents)

    @property
    def matches(self) -> tuple[Incident, ...]:
        """The incidents that more than one table has."""
        return tuple(incident for incident in self.incidents if len(incident.rows) > 1)

    @property
    def duplicates(self) -> int:
        """How many rows tell of an incident that another row tells of already."""
        return self.rows - len(self.incidents)

    @property
    def overlap(self) -> dict[tuple[str, ...], int]:
        """How many incidents each set of tables has, and no other table."""
        return dict(Counter(incident.tables for incident in self.incidents))

    @property
    def episodes_to_review(self) -> int:
        """How many incidents are episodes near an event of another table."""
        near = {(pair.first.table, pair.first.row_id) for pair in self.review}
        return sum(any((r.table, r.row_id) in near for r in incident.rows) for incident in self.incidents)


def match(rows: Iterable[Row], within: Within) -> Matching:
    """Match rows across tables. ValueError where two rows of a table have one id, or rows differ in their
    number of taxonomies; UsageError where the window holds too many pairs (`nearby.MOST_PAIRS`). Rows that
    lack something are incidents of their own."""
    ordered = _ordered(rows)
    able = [row for row in ordered if row.lack is None]
    found = pairs(_grounds(able), within.km, within.days)
    return _matching(ordered, able, found, within)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one window gives: how many matches, incidents, and episodes to look at."""

    within: Within
    matches: int
    incidents: int
    episodes_to_review: int


def grid(rows: Iterable[Row], windows: Sequence[Within]) -> tuple[Cell, ...]:
    """What each window gives. The pairs are sought once, in the widest of them."""
    ordered = _ordered(rows)
    able = [row for row in ordered if row.lack is None]
    tables = [row.table for row in able]
    widest = pairs(_grounds(able), max(w.km for w in windows), max(w.days for w in windows))
    return tuple(_cell(within, len(ordered), tables, widest) for within in windows)


def _cell(within: Within, rows: int, tables: Sequence[str], widest: Found) -> Cell:
    found = widest.where((widest.km <= within.km) & (widest.lag <= within.days))
    groups = _groups(found.where(~found.mixed), tables)
    duplicates = sum(len(group) - 1 for group in groups)
    homes = _homes(groups)
    near = _to_review(homes, tables, found.where(found.mixed))
    episodes = {id(homes[a]) if a in homes else a for a, _, _ in near}
    return Cell(within, len(groups), rows - duplicates, len(episodes))


def _ordered(rows: Iterable[Row]) -> list[Row]:
    """The rows by what they hold, and only then by table and id: ties between pairs are turned by this."""
    ordered = sorted(rows, key=_content)
    if len({(row.table, row.row_id) for row in ordered}) < len(ordered):
        raise ValueError("two rows of one table have the same id")
    if len({len(row.levels) for row in ordered}) > 1:
        raise ValueError("the rows differ in their number of taxonomies")
    return ordered


def _content(row: Row) -> tuple[object, ...]:
    start, end = (day.toordinal() if day else 0 for day in (row.start, row.end))
    lat, lon = (value if value is not None else 0.0 for value in (row.lat, row.lon))
    return start, end, lat, lon, tuple(labels or () for labels in row.levels), row.table, row.row_id


def _grounds(rows: Sequence[Row]) -> Grounds:
    days = [(row.start.toordinal(), row.end.toordinal()) for row in rows if row.start and row.end]
    tables = _numbered(row.table for row in rows)
    taxonomies = range(len(rows[0].levels) if rows else 0)
    return Grounds(
        table=np.array(tables, dtype=np.int64),
        start=np.array([start for start, _ in days], dtype=np.int64),
        end=np.array([end for _, end in days], dtype=np.int64),
        lat=np.array([row.lat for row in rows], dtype=np.float64),
        lon=np.array([row.lon for row in rows], dtype=np.float64),
        levels=tuple(_labels([row.levels[number] or () for row in rows]) for number in taxonomies),
    )


def _labels(labels: Sequence[tuple[str, ...]]) -> Ints:
    columns = [_numbered(column) for column in zip(*labels, strict=True)]
    return np.array(columns, dtype=np.int64).T.reshape(len(labels), len(columns))


def _numbered(words: Iterable[str]) -> list[int]:
    """A number for each word, the same for the same; `NO_LABEL` for the empty one."""
    numbers = {"": NO_LABEL}
    return [numbers.setdefault(word, len(numbers)) for word in words]


def _matching(ordered: Sequence[Row], able: Sequence[Row], found: Found, within: Within) -> Matching:
    like, mixed = found.where(~found.mixed), found.where(found.mixed)
    tables = [row.table for row in able]
    groups = _groups(like, tables)
    homes = _homes(groups)
    explained = _explained(able, groups, like)
    matched = [_incident(able, group, explained) for group in groups]
    rank = {id(row): number for number, row in enumerate(ordered)}
    joined = {id(row) for incident in matched for row in incident.rows}
    alone = [Incident((row,)) for row in ordered if id(row) not in joined]
    incidents = sorted((*matched, *alone), key=lambda incident: min(rank[id(row)] for row in incident.rows))
    near = _to_review(homes, tables, mixed)
    return Matching(within, tuple(incidents), tuple(_pair(able, mixed, n) for _, _, n in near))


def _groups(like: Found, tables: Sequence[str]) -> list[list[int]]:
    """The positions of the rows of each match; `tables` holds each row's table.

    Pair by pair, the most alike first, two groups are joined where every row of one is paired with every row
    of the other. A row is never paired with one of its own table, so no table has two rows in a group.
    """
    group: dict[int, list[int]] = {}
    held = np.sort(like.first * len(tables) + like.second)
    for _, a, b in _positions(like):
        here, there = group.get(a, [a]), group.get(b, [b])
        if here is there or (len(here) + len(there) > 2 and not _fit(here, there, tables, held)):
            continue
        here = [*here, *there]
        group.update((position, here) for position in here)
    distinct = {id(members): sorted(members) for members in group.values()}
    return sorted(distinct.values())


def _positions(found: Found) -> Iterator[tuple[int, int, int]]:
    """Of each pair its number and the positions of its rows; in portions, so that many pairs stay small."""
    for begin in range(0, len(found.first), _AT_A_TIME):
        portion = slice(begin, begin + _AT_A_TIME)
        yield from zip(
            range(begin, begin + _AT_A_TIME),
            found.first[portion].tolist(),
            found.second[portion].tolist(),
            strict=False,
        )


def _fit(here: Sequence[int], there: Sequence[int], tables: Sequence[str], held: Ints) -> bool:
    """Whether every row of one group is paired with every row of the other; `held` are the pairs, sorted."""
    if {tables[position] for position in here} & {tables[position] for position in there}:
        return False
    wanted = np.array([min(a, b) * len(tables) + max(a, b) for a in here for b in there])
    at = np.minimum(held.searchsorted(wanted), len(held) - 1)
    return bool((held[at] == wanted).all())


def _homes(groups: Iterable[list[int]]) -> dict[int, list[int]]:
    """The group of every position that is in one."""
    return {position: group for group in groups for position in group}


def _incident(rows: Sequence[Row], group: list[int], explained: Mapping[int, Sequence[Pair]]) -> Incident:
    members = sorted((rows[position] for position in group), key=lambda row: row.table)
    return Incident(tuple(members), tuple(explained[id(group)]))


def _explained(rows: Sequence[Row], groups: Sequence[list[int]], like: Found) -> dict[int, list[Pair]]:
    """The pairs within each group, by the group's identity."""
    home = np.full(len(rows), -1, dtype=np.int64)
    for number, group in enumerate(groups):
        home[group] = number
    inside = like.where((home[like.first] == home[like.second]) & (home[like.first] >= 0))
    of: dict[int, list[Pair]] = {id(group): [] for group in groups}
    for n, a, _ in _positions(inside):
        of[id(groups[home[a]])].append(_pair(rows, inside, n))
    return of


def _pair(rows: Sequence[Row], found: Found, n: int) -> Pair:
    first, second = rows[int(found.first[n])], rows[int(found.second[n])]
    if first.kind == second.kind and first.table > second.table:
        first, second = second, first
    levels = tuple(int(level) for level in found.levels[n])
    return Pair(first, second, float(found.score[n]), float(found.km[n]), int(found.lag[n]), levels)


def _to_review(
    homes: Mapping[int, list[int]], tables: Sequence[str], mixed: Found
) -> list[tuple[int, int, int]]:
    """The positions of an episode and an event, and of their pair, but for those that a table tells apart by
    having both."""
    kept = []
    for n, a, b in _positions(mixed):
        if not {tables[p] for p in homes.get(a, (a,))} & {tables[p] for p in homes.get(b, (b,))}:
            kept.append((a, b, n))
    return kept
