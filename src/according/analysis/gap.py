"""Who claims what about whom: what each party says of its own dead and of its enemy's, side by side.

The ratio of the two is told as of a day, with the windows that both figures cover; windows that do not meet
have none. Parties are never averaged. A copy of a report adds nothing: figures are those of speakers, not of
documents. Who gives no figure is shown as giving none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from according.analysis.case import Case
from according.analysis.figure import Course, Figure, Interval, Intervals, Line
from according.analysis.overview import name as case_name
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.consistency import SideRow, claims_by_side
from according.methods.claim_gap import pooled
from according.model import ENEMIES, Category
from according.phrasing import CATEGORY_WORDS, SIDE_WORDS, day, figure, plural, window_days
from according.scopes import Relation, compare_windows
from according.series import Point

VERSION = "gap-1"
#: Incidents with both sides' figures that a model of the ratio needs.
NEEDED = 10
_MEET: Mapping[Relation, str] = {
    "equal": "same days",
    "contains": "enemy's longer",
    "contained": "own longer",
    "overlaps": "overlap",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said of one side's dead in one incident, by themselves and by one enemy; None where that
    speaker gives no figure. `incident`: its name."""

    incident_id: str
    incident: str
    victims: Category
    own: SideRow | None
    enemy: SideRow | None

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which one of the two gave a new figure."""
        rows = [row for row in (self.own, self.enemy) if row is not None]
        return tuple(sorted({p.as_of for row in rows for p in row.points if p.as_of is not None}))


@dataclass(frozen=True, slots=True)
class Standing:
    """The two figures that stood at the end of `as_of` (None: of unknown day), and how their windows lie."""

    pair: Pair
    as_of: date | None
    own: Point | None
    enemy: Point | None

    @property
    def windows(self) -> str:
        """How the windows lie to each other; "" where they do not meet, or one is not told."""
        if self.own is None or self.enemy is None:
            return ""
        return _MEET.get(compare_windows(self.enemy.window, self.own.window), "")

    @property
    def ratio(self) -> float | None:
        """How many times the side's own figure its enemy's is; None where that cannot be told."""
        if not self.windows or self.own is None or self.enemy is None:
            return None
        own, enemy = level(self.own), level(self.enemy)
        return enemy / own if own and enemy is not None else None

    @property
    def enemy_level(self) -> int:
        """The enemy's figure; 0 where there is none."""
        return 0 if self.enemy is None else level(self.enemy) or 0

    @property
    def why_not(self) -> str:
        """Why there is no ratio; "" where there is one."""
        if self.own is None or self.enemy is None:
            return f"{'own side' if self.own is None else 'enemy'} gives no figure"
        if not self.windows:
            return "windows do not meet, or are not told"
        return "" if self.ratio is not None else "own side says none"


def level(point: Point) -> int | None:
    """The figure that a point is compared by: best, else low, else high."""
    return next((n for n in (point.best, point.low, point.high) if n is not None), None)


def pairs(case: Case) -> tuple[Pair, ...]:
    """Each side's dead in an incident by their own and by each enemy: of every speaker the longest line of
    figures."""
    lines: dict[tuple[str, Category], SideRow] = {}
    for row in claims_by_side(case.standing, case.documents):
        if row.measure == "deaths" and row.about != "others":
            key = (row.speaker.family, row.category)
            lines[key] = max(lines.get(key, row), row, key=lambda r: (len(r.points), _last(r)))
    found = []
    for victims in sorted(ENEMIES.values()):
        of = [row for row in lines.values() if row.category == victims]
        own = sorted((r for r in of if r.about == "own"), key=_family)
        enemy = sorted((r for r in of if r.about == "enemy"), key=_family)
        if own or enemy:
            found += [
                Pair(case.incident.incident_id, case_name(case), victims, a, b)
                for a in _any(own)
                for b in _any(enemy)
            ]
    return tuple(found)


def _any(rows: Sequence[SideRow]) -> Sequence[SideRow | None]:
    """The rows; None alone where there are none."""
    return rows or (None,)


def _family(row: SideRow) -> str:
    return row.speaker.family


def _last(row: SideRow) -> int:
    return level(row.points[-1]) or 0


def standing(pair: Pair, as_of: date | None = None) -> Standing:
    """What stood at the end of a day; None: in the end."""
    days = pair.days
    cut = as_of or (days[-1] if days else None)
    return Standing(pair, cut, _at(pair.own, cut), _at(pair.enemy, cut))


def _at(row: SideRow | None, cut: date | None) -> Point | None:
    if row is None:
        return None
    told = [p for p in row.points if cut is None or p.as_of is None or p.as_of <= cut]
    return told[-1] if told else None


def gap(cases: Sequence[Case]) -> Result:
    """Own and enemy losses by side over the incidents. Refused where no incident has both sides' figures of
    the same people over windows that meet."""
    own = [case for case in cases if case.part_of is None and not case.is_total]
    found = sorted((p for case in own for p in pairs(case)), key=_order)
    final = [standing(pair) for pair in found]
    course = [standing(pair, cut) for pair in found for cut in pair.days]
    counted = {v: [s for s in final if s.pair.victims == v and s.ratio is not None] for v in ENEMIES.values()}
    terms = _terms(own, found)
    tables = (_said(final), _over_time(course)) if found else ()
    checks = tuple(_checks(final, counted))
    if not any(s.ratio is not None for s in course):
        reason = "no incident has both sides' figures of the same people over windows that meet"
        needed = "reports of what each party says of its own dead, and of what its enemy says of them"
        return Refused(terms, reason, needed, checks, tables, tuple(_figures(final, course)))
    models = [_model(v, standings) for v, standings in sorted(counted.items()) if len(standings) >= NEEDED]
    return Answered(
        terms,
        "estimated" if models else "described",
        _sentence(final, course),
        checks,
        (*tables, *models),
        tuple(_figures(final, course)),
        (
            "a ratio of claims says how far two parties are apart, never which of them is right",
            "what a party says of its own dead is against its interest, and may still be wrong, late or "
            "partial",
            "the figures stood at the days told here: windows grow, and the two sides' grow at different "
            "times",
        ),
    )


def _order(pair: Pair) -> tuple[object, ...]:
    speakers = tuple("" if row is None else row.speaker.family for row in (pair.own, pair.enemy))
    return (min(pair.days, default=date.max), pair.incident, pair.incident_id, pair.victims, *speakers)


def _terms(cases: Sequence[Case], found: Sequence[Pair]) -> Terms:
    days = [pair.days[-1] for pair in found if pair.days]
    return Terms(
        "gap",
        "how many times the figure of a side's own dead that its enemy gives is the one that it gives itself",
        "deaths of security forces by the state and by armed groups, of armed groups by themselves and by "
        "the "
        "state; of each speaker the longest line of figures",
        max(days, default=None),
        f"{plural(len(cases), 'incident')} of a book, {len({p.incident_id for p in found})} with a party's "
        "figure",
        ("figures given to one speaker by several documents are one claim",),
        digest_of((p.incident_id, p.victims, p.own, p.enemy) for p in found),
        VERSION,
    )


def _checks(final: Sequence[Standing], counted: Mapping[Category, Sequence[Standing]]) -> Iterator[Check]:
    silent = sum(s.own is None or s.enemy is None for s in final)
    yield Check("both sides give a figure", silent == 0, f"in {silent} of {len(final)} pairs one gives none")
    apart = [s for s in final if s.windows and s.windows != _MEET["equal"]]
    told = f"{len(apart)} of {sum(bool(s.windows) for s in final)} pairs that meet cover other days"
    yield Check("both figures cover the same days", not apart, told)
    for victims, standings in sorted(counted.items()):
        name = f"incidents enough for a model of {CATEGORY_WORDS[victims]}"
        yield Check(name, len(standings) >= NEEDED, f"{len(standings)} with both sides, {NEEDED} needed")


def _whose(point: Point | None, row: SideRow | None) -> tuple[Cell, Cell]:
    """A figure, and the days that it covers."""
    if point is None or row is None:
        return "none given", ""
    return figure(point.low, point.best, point.high), window_days(point.window) or "days not told"


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 2)


def _cells(s: Standing) -> tuple[Cell, ...]:
    """An incident's name, whose dead, both figures with their days, the ratio, and how the windows lie."""
    return (
        s.pair.incident,
        CATEGORY_WORDS[s.pair.victims],
        *_whose(s.own, s.pair.own),
        *_whose(s.enemy, s.pair.enemy),
        _rounded(s.ratio),
        s.why_not or s.windows,
    )


_COLUMNS = ("incident", "whose_dead", "own", "own_days", "enemy", "enemy_days", "ratio", "windows")


def _said(final: Sequence[Standing]) -> Table:
    note = "Last figures. Ratio: enemy's to own, of best figures, of the low one where none is best."
    return Table("said", "What each side says in the end", _COLUMNS, tuple(map(_cells, final)), note)


def _over_time(course: Sequence[Standing]) -> Table:
    note = "As of the end of each day on which one of the two gave a new figure."
    rows = tuple((str(s.as_of), *_cells(s)) for s in course)
    return Table("course", "The ratio over time", ("as_of", *_COLUMNS), rows, note)


def _model(victims: Category, standings: Sequence[Standing]) -> Table:
    """The common ratio over incidents with both sides' figures, and each incident's drawn towards it."""
    own, enemy = (
        np.array([float((level(p) if p else 0) or 0) for p in points])
        for points in ([s.own for s in standings], [s.enemy for s in standings])
    )
    found = pooled(own, enemy)
    rows: list[tuple[Cell, ...]] = [
        (
            "all incidents",
            *(_rounded(v) for v in (found.ratio, found.low, found.high)),
            round(found.spread, 3),
        )
    ]
    plain = float(np.median(enemy / own))
    rows.append(("median of plain ratios", _rounded(plain), None, None, None))
    for s, ratio in zip(standings, found.each.tolist(), strict=True):
        rows.append((s.pair.incident, _rounded(ratio), None, None, None))
    columns = ("incident", "ratio", "low", "high", "spread")
    note = (
        f"log E[claim] = incident + source; {plural(len(standings), 'incident')}; low, high: 95 %; spread: "
        "standard "
        "deviation of log ratios between incidents; incidents' own ratios are drawn towards the common one."
    )
    title = f"The ratio over incidents: {CATEGORY_WORDS[victims]}"
    return Table(f"model_{victims}", title, columns, tuple(rows), note)


def _sentence(final: Sequence[Standing], course: Sequence[Standing]) -> str:
    """The incident with most figures, in its last state; both directions."""
    told = [s for s in course if s.ratio is not None]
    largest = max(told, key=lambda s: (len(s.pair.days), s.enemy_level))
    parts = []
    for s in final:
        if s.pair.incident_id == largest.pair.incident_id and s.ratio is not None:
            own, enemy = (figure(p.low, p.best, p.high) for p in (s.own, s.enemy) if p is not None)
            whose = CATEGORY_WORDS[s.pair.victims]
            parts.append(
                f"{whose} killed: {own} by their own side, {enemy} by the other ({s.ratio:.1f} times)"
            )
    return f"{largest.pair.incident}, as of {day(largest.as_of)}: {'; '.join(parts)}."


def _figures(final: Sequence[Standing], course: Sequence[Standing]) -> Iterator[Figure]:
    rows = [row for s in final for row in _rows(s)]
    if rows:
        levels = [row.low if row.best is None else row.best for row in rows]
        log = all(value is not None and value > 0 for value in (*levels, *(row.low for row in rows)))
        yield Intervals("Who says what of whose dead", "killed, as claimed", tuple(rows), log=log)
    lines = []
    for pair in dict.fromkeys(s.pair for s in course):
        told = [(s.as_of, s.ratio) for s in course if s.pair == pair and s.as_of is not None]
        if any(ratio is not None for _, ratio in told):
            name = f"{CATEGORY_WORDS[pair.victims]}, {pair.incident}"
            lines.append(Line(name, tuple(d for d, _ in told), tuple(r for _, r in told), style="step"))
    if lines:
        yield Course("The enemy's figure as a multiple of the own side's", "as of", "times", tuple(lines))


def _rows(s: Standing) -> Iterator[Interval]:
    whose = CATEGORY_WORDS[s.pair.victims]
    for row, point, words in ((s.pair.own, s.own, "own side"), (s.pair.enemy, s.enemy, "its enemy")):
        if row is not None and point is not None:
            ratio = f", {s.ratio:.1f}×" if words == "its enemy" and s.ratio is not None else ""
            label = f"{whose}, by the {SIDE_WORDS[row.speaker.side]}"
            note = f"{words}, {window_days(point.window) or 'days not told'}{ratio}"
            yield Interval(label, point.low, point.best, point.high, row.speaker.side, note)
