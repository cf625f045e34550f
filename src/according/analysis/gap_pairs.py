"""What each party says of one side's dead, and what others say of them: side by side, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from according.analysis.case import Case
from according.analysis.overview import name as case_name
from according.consistency import SideRow, claims_by_side
from according.model import ENEMIES, Category
from according.scopes import Relation, compare_windows
from according.series import Point, Series, series_of

SAME_DAYS = "same days"
_MEET: Mapping[Relation, str] = {
    "equal": SAME_DAYS,
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
        return self.enemy.level / self.own.level if self.own.level else None

    @property
    def enemy_level(self) -> int:
        """The enemy's figure; 0 where there is none."""
        return 0 if self.enemy is None else self.enemy.level

    @property
    def why_not(self) -> str:
        """Why there is no ratio; "" where there is one."""
        if self.own is None or self.enemy is None:
            return f"{'own side' if self.own is None else 'enemy'} gives no figure"
        if not self.windows:
            return "windows do not meet, or are not told"
        return "" if self.ratio is not None else "own side says none"


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


@dataclass(frozen=True, slots=True)
class Beside:
    """What one who is no party says of one side's dead in an incident, in the end."""

    incident_id: str
    incident: str
    victims: Category
    line: Series


def beside(case: Case) -> tuple[Beside, ...]:
    """The last word of each speaker who is no party on the dead of each side: monitors, medical sources,
    witnesses, media that are named as a source. What a report says by itself is nobody's word."""
    return tuple(
        Beside(case.incident.incident_id, case_name(case), line.category, line)
        for line in series_of(case.standing, case.documents)
        if line.measure == "deaths"
        and line.category in ENEMIES.values()
        and not line.speaker.party
        and line.speaker.side not in ("author", "unknown")
    )


def _any(rows: Sequence[SideRow]) -> Sequence[SideRow | None]:
    """The rows; None alone where there are none."""
    return rows or (None,)


def _family(row: SideRow) -> str:
    return row.speaker.family


def _last(row: SideRow) -> int:
    return row.points[-1].level


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
