"""Sums that documents state: whether they add up, and how much of each rests on one party's word.

A part rests on a party's word where a party to the conflict says it of its enemy's people: in the sum's own
document or, where that names nobody, in the other documents of the incident that give the same figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from according.analysis.case import Case
from according.model import Claim, Side
from according.speakers import is_enemy_claim


@dataclass(frozen=True, slots=True)
class Part:
    """One addend. `sides`: the parties that say it of their enemy; empty where none does. `elsewhere`: the
    document of the sum names nobody for it, other documents do."""

    claim: Claim
    sides: tuple[Side, ...]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A total that a document says is made of these parts. `added`: what the parts add up to, None where one
    of them has no single figure. `also`: other documents that state the same sum."""

    total: Claim
    parts: tuple[Part, ...]
    added: int | None
    also: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the parts add up to the total."""
        return self.added is not None and self.added == self.total.quantity.best

    @property
    def one_party(self) -> tuple[int, Side] | None:
        """How many of the total rest on one party's word about its enemy, and whose word; None if none do."""
        by_side: dict[Side, int] = {}
        for part in self.parts:
            if len(part.sides) == 1:
                side = part.sides[0]
                by_side[side] = by_side.get(side, 0) + (part.claim.quantity.best or 0)
        if not by_side:
            return None
        side = max(by_side, key=lambda s: by_side[s])
        return (by_side[side], side) if by_side[side] else None


def stated_sums(case: Case) -> tuple[StatedSum, ...]:
    """Every sum that a document of the incident states, the largest first; one entry for the same sum."""
    by_id = {claim.claim_id: claim for claim in case.claims}
    found: dict[tuple[object, ...], StatedSum] = {}
    for total in sorted(case.claims, key=lambda c: (c.document_id, c.span.start)):
        parts = [by_id[p] for p in total.parts if p in by_id]
        if not total.derived or len(parts) < 2:
            continue
        made = _stated_sum(case, total, parts)
        key = (total.measure, total.quantity.best, *sorted(p.claim.quantity.best or 0 for p in made.parts))
        found[key] = made if key not in found else _merged(found[key], total.document_id)
    return tuple(sorted(found.values(), key=lambda s: -(s.total.quantity.best or 0)))


def _stated_sum(case: Case, total: Claim, parts: Iterable[Claim]) -> StatedSum:
    resting = tuple(_part(case, claim) for claim in parts)
    figures = [part.claim.quantity.best for part in resting]
    known = [figure for figure in figures if figure is not None]
    return StatedSum(total, resting, sum(known) if len(known) == len(figures) else None)


def _merged(kept: StatedSum, document_id: str) -> StatedSum:
    also = tuple(sorted({*kept.also, document_id} - {kept.total.document_id}))
    return StatedSum(kept.total, kept.parts, kept.added, also)


def _part(case: Case, claim: Claim) -> Part:
    if is_enemy_claim(claim):
        return Part(claim, (claim.side,))
    if claim.voices and claim.voices[-1].side not in ("author", "unknown", "media"):
        return Part(claim, ())
    same = [c for c in case.claims if _same_figure(c, claim) and c.stance == "asserted"]
    sides = {c.side for c in same if is_enemy_claim(c)}
    return Part(claim, tuple(sorted(sides)), bool(sides))


def _same_figure(a: Claim, b: Claim) -> bool:
    return (a.measure, a.category) == (b.measure, b.category) and _ends(a) == _ends(b)


def _ends(claim: Claim) -> tuple[int | None, int | None, int | None]:
    return claim.quantity.low, claim.quantity.best, claim.quantity.high
