"""What each party says of its own, its enemy's and others' losses, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from according import phrasing
from according.consistency import SideRow, claims_by_side
from according.model import Claim, Document, Side


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What one party says of its own, its enemy's or others' losses, in the order of time."""

    side: Side
    speaker: str
    whose: str
    what: str
    figures: str


def party_rows(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[PartyRow, ...]:
    """A row for each party, category and whose people they are; never mixed or added."""
    return tuple(map(_party_row, claims_by_side(claims, documents)))


def _party_row(row: SideRow) -> PartyRow:
    whose = {"own": "its own", "enemy": "its enemy's", "others": "others"}[row.about]
    people = f"{phrasing.MEASURE_WORDS[row.measure]}, {phrasing.CATEGORY_WORDS[row.category]}"
    figures = " → ".join(phrasing.figure(p.low, p.best, p.high) for p in row.points)
    return PartyRow(row.speaker.side, f"the {phrasing.SIDE_WORDS[row.speaker.side]}", whose, people, figures)
