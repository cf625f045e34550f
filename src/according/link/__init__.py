"""Mentions to judgements to incidents.

`judge` compares mentions that share days and an area and signs a verdict on each pair; `incidents_of` makes
incidents of everybody's verdicts; `parts_of_episodes` tells which incident is a part of which episode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.link.blocking import pairs
from according.link.clustering import incidents_of, is_by_person, parts_of_episodes
from according.link.scoring import LINKER, WEIGHTS, compared, judged
from according.link.traits import is_episode, traits_of
from according.model import Claim, Document, Judgement, Mention

__all__ = [
    "LINKER",
    "WEIGHTS",
    "compared",
    "incidents_of",
    "is_by_person",
    "is_episode",
    "judge",
    "parts_of_episodes",
]

#: Verdicts with log odds at or below this are not written down: never compared counts the same.
_WRITTEN_ABOVE = -2.0


def judge(
    mentions: Iterable[Mention], claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[Judgement, ...]:
    """A signed verdict on every pair of mentions that share a block and do not clearly differ, by ids."""
    by_mention: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.mention_id, c.span.start, c.claim_id)):
        by_mention.setdefault(claim.mention_id, []).append(claim)
    traits = traits_of(mentions, by_mention, documents)
    verdicts = (judged(a, b) for a, b in pairs(traits))
    return tuple(v for v in verdicts if v.weight is None or v.weight > _WRITTEN_ABOVE)
