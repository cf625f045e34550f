"""Rival figures of one category, or of the total, brought to one answer under a profile.

One vote for each speaker; a party's word about its enemy apart; what covers only a part bounds from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from according.model import Claim
from according.profiles import Answer, Profile, Vote, bounds
from according.stated import Stated, possibly_same

#: How a side is called in notes.
SIDES: Mapping[str, str] = {"state": "the state", "armed_group": "the armed group"}


@dataclass(frozen=True, slots=True)
class Result:
    """A toll in the making: the answer, what it rests on, and what became of the others."""

    answer: Answer
    used: tuple[Stated, ...]
    reasons: Mapping[str, str]
    votes: tuple[Stated, ...] = ()
    notes: tuple[str, ...] = ()
    derived: bool = False
    enemy: int = 0


def settled(
    votes: Sequence[Stated], partial: Sequence[Stated], rule: Profile, claims: Mapping[str, Claim]
) -> Result:
    """One category's figures reconciled: the party's word about its enemy apart, a vote a speaker."""
    enemies = [s for s in votes if s.enemy]
    others = [s for s in votes if not s.enemy]
    voters = list(others)
    if rule.party_alone and (not others or rule.name == "maximum"):
        voters = list(votes)
    result = decided(voters, rule, claims)
    result = _bounded_by_enemy(result, [s for s in enemies if s not in voters])
    return bounded_below(result, partial)


def decided(voters: Sequence[Stated], rule: Profile, claims: Mapping[str, Claim]) -> Result:
    """The profile's answer to one vote for each speaker."""
    votes, reasons = _one_each(voters)
    if not votes:
        return Result(Answer(0, None, 0), (), reasons)
    answer = _widened(ordered(rule.decide([_vote(s, claims) for s in votes])), voters, reasons)
    used = [s for s in votes if s.best == answer.best and answer.best is not None]
    used = used or [s for s in votes if answer.best is None or answer.best in (s.low, s.high)] or list(votes)
    for item in votes:
        if item not in used:
            reasons.update(dict.fromkeys(item.claim_ids, _rivalry(item, answer.best)))
    enemy = max((s.figure for s in used), default=0) if all(s.enemy for s in used) else 0
    return Result(answer, tuple(used), reasons, tuple(votes), enemy=enemy)


def _widened(answer: Answer, voters: Sequence[Stated], reasons: Mapping[str, str]) -> Answer:
    """The ends as far as another rendering of what may be the same claim would move them."""
    others = [s for s in voters if reasons.get(s.claim_ids[0]) == "possibly_same_claim"]
    low = min([answer.low, *(s.low for s in others if s.low is not None)])
    highs = [s.high for s in others]
    if answer.high is None or None in highs:
        return Answer(low, answer.best, None)
    return Answer(low, answer.best, max([answer.high, *(h for h in highs if h is not None)]))


def ordered(answer: Answer) -> Answer:
    """The same answer with low ≤ best ≤ high."""
    best = answer.best
    if best is None:
        return Answer(answer.low, None, answer.high if answer.high is None else max(answer.high, answer.low))
    return Answer(min(answer.low, best), best, answer.high if answer.high is None else max(answer.high, best))


def _one_each(voters: Sequence[Stated]) -> tuple[list[Stated], dict[str, str]]:
    """Each speaker once: its latest figure; the others by what they are to it."""
    reasons: dict[str, str] = {}
    latest: dict[str, Stated] = {}
    for item in sorted(voters, key=lambda s: s.key):
        before = latest.get(item.speaker.family)
        if before is None or not _gives_way(item, before):
            latest[item.speaker.family] = item
            loser, winner = before, item
        else:
            loser, winner = item, before
        if loser is not None:
            reasons.update(dict.fromkeys(loser.claim_ids, _second(loser, winner)))
    return list(latest.values()), reasons


def _gives_way(item: Stated, before: Stated) -> bool:
    """An undated figure never takes the place of a dated one."""
    return item.as_of is None and before.as_of is not None


def _second(loser: Stated, winner: Stated) -> str:
    if (loser.low, loser.best, loser.high) == (winner.low, winner.best, winner.high):
        return "same_voice"
    return "possibly_same_claim" if possibly_same(loser, winner) else "superseded"


def _vote(item: Stated, claims: Mapping[str, Claim]) -> Vote:
    words = claims[item.claim_ids[0]].quantity.words if len(item.claim_ids) == 1 else ""
    return Vote(item.low, item.best, item.high, item.as_of, words)


def _rivalry(item: Stated, best: int | None) -> str:
    if best is None:
        return "less_exact"
    inside = (item.low or 0) <= best and (item.high is None or best <= item.high)
    if inside and item.best is None:
        return "less_exact"
    return "rival_lower" if item.figure < best else "rival_higher"


def _bounded_by_enemy(result: Result, enemies: Sequence[Stated]) -> Result:
    """The party's word about its enemy takes part in the high end only, and is said to."""
    if not enemies:
        return result
    speakers, reasons = _one_each(enemies)
    reasons = {c: reasons.get(c, "party_about_enemy_only") for s in enemies for c in s.claim_ids}
    high = bounds([_bare(s) for s in (*result.votes, *speakers)])[1]
    answer = Answer(result.answer.low, result.answer.best, high)
    note = _enemy_note(speakers, bool(result.votes))
    enemy = max(result.enemy, *(s.figure for s in speakers))
    every = {**result.reasons, **reasons}
    return replace(result, answer=ordered(answer), reasons=every, notes=(note,), enemy=enemy)


def _bare(item: Stated) -> Vote:
    return Vote(item.low, item.best, item.high, item.as_of)


def _enemy_note(enemies: Sequence[Stated], has_others: bool) -> str:
    side = SIDES.get(min(s.speaker.side for s in enemies), "a party")
    figure = max(s.figure for s in enemies)
    if has_others:
        return f"{figure}, said by {side} of its enemy, bounds the figure from above only."
    return f"Only {side} gives a figure ({figure}), of its enemy: no best figure."


def bounded_below(result: Result, partial: Sequence[Stated]) -> Result:
    """Figures of a part of the event: at least so many, by others than the enemy."""
    floor = max((s.low or 0 for s in partial if not s.enemy), default=0)
    answer = result.answer
    if floor <= answer.low:
        return result
    if answer.best is not None and floor > answer.best:
        high = None if answer.high is None else max(answer.high, floor)
        note = f"A part of the event alone is given as {floor}, more than the best figure for the whole."
        return replace(result, answer=Answer(answer.low, answer.best, high), notes=(*result.notes, note))
    return replace(result, answer=ordered(Answer(floor, answer.best, answer.high)))
