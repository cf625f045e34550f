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
    """A row for each party, category and whose people they are; never mixed or added. Where a side has
    several parties, as in a war between states, each goes by its name beside its side."""
    rows = claims_by_side(claims, documents)
    families = {(row.speaker.side, row.speaker.family) for row in rows}
    several = {side for side, _ in families if sum(side == other for other, _ in families) > 1}
    return tuple(_party_row(row, row.speaker.side in several) for row in rows)


def _party_row(row: SideRow, named: bool) -> PartyRow:
    name = f" ({row.speaker.name})" if named and row.speaker.name else ""
    whose = {"own": "its own", "enemy": "its enemy's", "others": "others"}[row.about]
    people = phrasing.people_words(row.measure, row.category)
    figures = " → ".join(phrasing.figure(p.low, p.best, p.high) for p in row.points)
    speaker = f"the {phrasing.SIDE_WORDS[row.speaker.side]}{name}"
    return PartyRow(row.speaker.side, speaker, whose, people, figures)
