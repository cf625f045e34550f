"""What a book says was the toll of a day or episode: as reconciled, and as each party gives it.

Only claims over windows within those days count: a week's figure is none of its first day. Parties are never
averaged or mixed: each has an entry of its own, and only where it gives every category that is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from according.analysis.case import Case
from according.analysis.incident_columns import of_cases
from according.analysis.ranking import DEFINITIONS, RECONCILED, Own
from according.analysis.stretches import counted
from according.consistency import SideRow, claims_by_side
from according.corrections import tolls_after
from according.model import Category, Claim, Side
from according.phrasing import SIDE_WORDS

_PARTIES: tuple[Side, ...] = ("state", "armed_group")
_PEOPLE: tuple[Category, ...] = ("civilian", "security_force", "armed_group")


def owns(cases: Sequence[Case], start: date, end: date, profile: str) -> tuple[Own, ...]:
    """The figures of the incidents of those days, by definition: reconciled, then by party. () where the book
    has none."""
    own = [_within(case, start, end, profile) for case in cases if _is_of(case, start, end)]
    return (*_reconciled(own), *(entry for side in _PARTIES for entry in _by_party(own, side)))


def _is_of(case: Case, start: date, end: date) -> bool:
    first, last = case.event.start, case.event.end or case.event.start
    of_days = first is not None and last is not None and start <= first and last <= end
    return of_days and case.part_of is None and not case.is_total


def _within(case: Case, start: date, end: date, profile: str) -> Case:
    """The incident with the claims over windows within the days alone, reconciled anew."""
    claims = tuple(claim for claim in case.claims if _covers(claim, start, end))
    return replace(case, claims=claims, tolls=tolls_after(claims, case.documents, profile, case.corrected))


def _covers(claim: Claim, start: date, end: date) -> bool:
    first, last = claim.window.start, claim.window.end
    return (first is None or start <= first) and (last is None or last <= end)


def _reconciled(cases: Sequence[Case]) -> Iterator[Own]:
    incidents = of_cases(cases)
    for name, categories in DEFINITIONS.items():
        figures = counted(incidents, categories)
        if figures.known.any():
            ends = (float(np.nansum(values)) for values in (figures.low, figures.best, figures.high))
            yield Own(name, RECONCILED, *ends)


def _by_party(cases: Sequence[Case], side: Side) -> Iterator[Own]:
    """A party's figures, added over categories and incidents: the lowest and the highest of its lines' latest
    figures, and the latest of its longest line."""
    tables = [claims_by_side(case.standing, case.documents) for case in cases]
    for name, categories in DEFINITIONS.items():
        people = _PEOPLE if categories == ("all",) else categories
        parts = [_latest(rows, side, category) for rows in tables for category in people]
        if parts and None not in parts:
            low, best, high = (sum(ends) for ends in zip(*(p for p in parts if p is not None), strict=True))
            yield Own(name, f"the {SIDE_WORDS[side]}", low, best, high)


def _latest(rows: Sequence[SideRow], side: Side, category: Category) -> tuple[float, float, float] | None:
    lines = [
        row for row in rows if (row.speaker.side, row.measure, row.category) == (side, "deaths", category)
    ]
    if not lines:
        return None
    points = [row.points[-1] for row in lines]
    longest = max(lines, key=lambda row: len(row.points)).points[-1]
    low = min(float(p.low or 0) for p in points)
    high = max(np.inf if p.high is None else float(p.high) for p in points)
    best = longest.best if longest.best is not None else longest.low
    return low, float(best or 0), high
