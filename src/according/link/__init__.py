"""Mentions to judgements to incidents.

`judge` compares mentions that share days and an area and signs a verdict on each pair; `incidents_of` makes
incidents of everybody's verdicts; `parts_of_episodes` tells which incident is a part of which episode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.link.blocking import pairs
from according.link.clustering import incidents_of, is_by_person, parts_of_episodes
from according.link.rarity import Rarity
from according.link.scoring import LINKER, WEIGHTS, compared, judged
from according.link.traits import is_episode, traits_of
from according.model import Claim, Document, Judgement, Mention

__all__ = [
    "LINKER",
    "WEIGHTS",
    "by_mention",
    "compared",
    "incidents_of",
    "is_by_person",
    "is_episode",
    "judge",
    "pairs",
    "parts_of_episodes",
    "traits_of",
]

#: Verdicts with log odds at or below this are not written down: never compared counts the same.
_WRITTEN_ABOVE = -2.0


def judge(
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    known: Iterable[tuple[str, str]] = (),
) -> tuple[Judgement, ...]:
    """A signed verdict on every pair of mentions that share a block and do not clearly differ, by ids, and on
    every pair of `known` (ids of mentions), whatever it comes to now."""
    rarity = Rarity()
    traits = traits_of(mentions, by_mention(claims), documents, rarity)
    again = {(min(pair), max(pair)) for pair in known}
    verdicts = [judged(a, b, rarity) for a, b in pairs(traits, rarity)]
    met = {(v.mention_a, v.mention_b) for v in verdicts}
    by_id = {one.mention_id: one for one in traits}
    verdicts += [judged(by_id[a], by_id[b], rarity) for a, b in again - met if a in by_id and b in by_id]
    kept = (v for v in verdicts if is_written(v) or (v.mention_a, v.mention_b) in again)
    return tuple(sorted(kept, key=lambda v: (v.mention_a, v.mention_b)))


def is_written(verdict: Judgement) -> bool:
    """Whether a verdict is worth an entry: never compared counts the same as clearly different."""
    return verdict.weight is None or verdict.weight > _WRITTEN_ABOVE


def by_mention(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each mention, in the order of the text."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.mention_id, c.span.start, c.claim_id)):
        found.setdefault(claim.mention_id, []).append(claim)
    return found
