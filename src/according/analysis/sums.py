"""Sums that documents state: whether they add up, and how much of each rests on one party's word.

A part rests on the word of the party that says it: in the sum's own document or, where that names nobody, in
the other documents of the incident that give the same figure (`toll.share_by_voice_side`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from according import phrasing
from according.analysis.case import Case
from according.consistency import SumCheck, sum_checks
from according.model import Claim, Side
from according.speakers import About
from according.toll import share_by_voice_side


@dataclass(frozen=True, slots=True)
class Part:
    """One addend: on which side's word it rests, and whose people that side speaks of by it. `elsewhere`: the
    document of the sum names no speaker for it, other documents do."""

    claim: Claim
    side: Side
    about: About
    elsewhere: bool = False

    @property
    def words(self) -> str:
        """On whose word it rests, in words."""
        if self.side == "author":
            return "no speaker is named"
        whose = {"enemy": " about its enemy", "own": " about its own", "others": ""}[self.about]
        source = ", named in other reports" if self.elsewhere else ""
        return f"the word of the {phrasing.SIDE_WORDS[self.side]}{whose}{source}"


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A total that a document says is made of these parts, checked. `also`: other documents that state the
    same sum."""

    check: SumCheck
    parts: tuple[Part, ...]
    also: tuple[str, ...] = ()

    @property
    def total(self) -> Claim:
        """The claim of the total."""
        return self.check.total

    @property
    def added(self) -> str:
        """What the parts add up to, as a figure."""
        low, high = self.check.added_low, self.check.added_high
        return phrasing.figure(low, low if low == high else None, high)

    @property
    def one_party(self) -> tuple[int, Side] | None:
        """How many of the total rest on one party's word about its enemy, and whose; None if none do."""
        by_side: dict[Side, int] = {}
        for part in self.parts:
            if part.about == "enemy":
                by_side[part.side] = by_side.get(part.side, 0) + (part.claim.quantity.best or 0)
        side = max(by_side, key=lambda s: (by_side[s], s), default=None)
        return None if side is None else (by_side[side], side)


def sums_among(claims: Sequence[Claim]) -> frozenset[str]:
    """The ids of totals: those read as sums, and those that two or more of their parts add up to exactly."""
    by_id = {claim.claim_id: claim for claim in claims}
    parts = {c.claim_id: [by_id[p].quantity.best for p in c.parts if p in by_id] for c in claims}
    return frozenset(c.claim_id for c in claims if c.derived or _adds_up(c.quantity.best, parts[c.claim_id]))


def _adds_up(total: int | None, parts: Sequence[int | None]) -> bool:
    known = [part for part in parts if part is not None]
    return total is not None and len(known) == len(parts) > 1 and sum(known) == total


def stated_sums(case: Case) -> tuple[StatedSum, ...]:
    """Every sum that a document of the incident states, one entry for the same sum: first those that rest
    most on one party's word about its enemy, then the largest. What was corrected or taken back since states
    none."""
    found: dict[tuple[object, ...], StatedSum] = {}
    totals = sums_among(case.standing)
    for check in sum_checks(replace(c, derived=c.claim_id in totals) for c in case.standing):
        total = check.total
        key = (total.measure, total.quantity.best, *sorted(p.quantity.best or 0 for p in check.parts))
        if key in found:
            found[key] = _merged(found[key], total.document_id)
        else:
            found[key] = StatedSum(check, tuple(_part(case, claim) for claim in check.parts))
    return tuple(sorted(found.values(), key=_weight))


def _weight(made: StatedSum) -> tuple[int, int]:
    resting = made.one_party
    return -(resting[0] if resting else 0), -(made.total.quantity.best or 0)


def _merged(kept: StatedSum, document_id: str) -> StatedSum:
    also = tuple(sorted({*kept.also, document_id} - {kept.total.document_id}))
    return StatedSum(kept.check, kept.parts, also)


def _part(case: Case, claim: Claim) -> Part:
    share = share_by_voice_side([claim], case.standing)[0]
    spoken = bool(claim.voices) and claim.side == share.side
    return Part(claim, share.side, share.about, not spoken and share.side != "author")


def sum_words(made: StatedSum) -> str:
    """What is added, and that it is the report's sum, not a figure of ours."""
    parts = " + ".join(phrasing.CATEGORY_WORDS[part.claim.category] for part in made.parts)
    also = f" (and by {phrasing.plural(len(made.also), 'other report')})" if made.also else ""
    measure = phrasing.MEASURE_WORDS[made.total.measure].capitalize()
    return f"{measure}: {parts}. A sum that the report states{also}."


def verdict_words(made: StatedSum) -> str:
    """How much of the sum rests on one party's word about its enemy."""
    resting = made.one_party
    if resting is None:
        return "No part of it rests on a party's word about its enemy."
    count, side = resting
    whole = made.total.quantity.best or 0
    return (
        f"{phrasing.number(count)} of the {phrasing.number(whole)} ({phrasing.share(count, whole)}) rest on "
        f"one party's word about its enemy: the {phrasing.SIDE_WORDS[side]}'s."
    )
