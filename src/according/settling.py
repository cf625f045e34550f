"""Rival figures of one category, or of the total, brought to one answer under a profile.

One vote for each speaker; a party's word about its enemy apart; what covers only a part bounds from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from according.model import Claim
from according.profiles import Answer, Profile, Vote
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
    marks: frozenset[str] = frozenset()


def settled(
    votes: Sequence[Stated],
    partial: Sequence[Stated],
    rule: Profile,
    claims: Mapping[str, Claim],
    replaced: Sequence[Stated] = (),
) -> Result:
    """One category's figures reconciled: the party's word about its enemy apart, a vote a speaker.

    `replaced`: figures that their speakers have replaced since; only some profiles' ends reach to them.
    """
    enemies = [s for s in votes if s.enemy]
    others = [s for s in votes if not s.enemy]
    if _vote_too(rule, bool(others)):
        return bounded_below(decided(votes, rule, claims, replaced), partial)
    earlier = [s for s in replaced if not s.enemy]
    before = [s for s in replaced if s.enemy] if rule.each_report else []
    result = decided(others, rule, claims, earlier, [*enemies, *before])
    return bounded_below(_beside_enemy(result, enemies), partial)


def _vote_too(rule: Profile, others: bool) -> bool:
    """Whether parties' words about their enemies vote, given whether anybody else does."""
    return rule.party == "any" or (rule.party == "beside" and others)


def decided(
    voters: Sequence[Stated],
    rule: Profile,
    claims: Mapping[str, Claim],
    replaced: Sequence[Stated] = (),
    apart: Sequence[Stated] = (),
) -> Result:
    """The profile's answer to one vote for each speaker. `apart`: parties' words about their enemies."""
    votes, reasons = _in_vote(voters, replaced, rule)
    enemies = list(apart) if rule.each_report else _one_each(apart)[0]
    if not votes and not enemies:
        return Result(Answer(0, None, 0), (), reasons)
    answer = rule.decide([_vote(s, claims) for s in votes], [_bare(s) for s in enemies])
    answer = _widened(ordered(answer), voters, reasons)
    used = [s for s in votes if s.best == answer.best and answer.best is not None]
    used = used or [s for s in votes if answer.best is None or answer.best in (s.low, s.high)] or list(votes)
    for item in votes:
        if item not in used:
            reasons.update(dict.fromkeys(item.claim_ids, _rivalry(item, answer.best)))
    alone = bool(used) and all(s.enemy for s in used)
    short = bool(rule.no_best and votes and answer.best is None)
    notes, marks = ((rule.no_best,), frozenset({"provisional"})) if short else ((), frozenset[str]())
    enemy = max((s.figure for s in used), default=0) if alone else 0
    return Result(answer, tuple(used), reasons, tuple(votes), notes, enemy=enemy, marks=marks)


def _in_vote(
    voters: Sequence[Stated], replaced: Sequence[Stated], rule: Profile
) -> tuple[list[Stated], dict[str, str]]:
    """The figures that vote: one for each speaker, or every report's where the profile weighs those."""
    if rule.each_report:
        return sorted(dict.fromkeys((*voters, *replaced)), key=lambda s: s.key), {}
    return _one_each(voters)


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
    return replace(_bare(item), words=words)


def _rivalry(item: Stated, best: int | None) -> str:
    if best is None:
        return "less_exact"
    inside = (item.low or 0) <= best and (item.high is None or best <= item.high)
    if inside and item.best is None:
        return "less_exact"
    return "rival_lower" if item.figure < best else "rival_higher"


def _beside_enemy(result: Result, enemies: Sequence[Stated]) -> Result:
    """The party's word about its enemy, which took part in the high end only, is said to."""
    if not enemies:
        return result
    speakers, reasons = _one_each(enemies)
    reasons = {c: reasons.get(c, "party_about_enemy_only") for s in enemies for c in s.claim_ids}
    note = _enemy_note(speakers, bool(result.votes))
    enemy = max(result.enemy, *(s.figure for s in speakers))
    every = {**result.reasons, **reasons}
    marks = result.marks | {"party_set_aside"}
    return replace(result, reasons=every, notes=(*result.notes, note), enemy=enemy, marks=marks)


def _bare(item: Stated) -> Vote:
    return Vote(item.low, item.best, item.high, item.as_of, "", item.speaker.side, item.enemy)


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
