"""Mentions to judgements to incidents.

`judge` compares mentions that share days and an area and signs a verdict on each pair; `incidents_of` makes
incidents of everybody's verdicts; `parts_of_episodes` tells which incident is a part of which episode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.link.blocking import pairs
from according.link.clustering import incidents_of, is_by_person, parts_of_episodes
from according.link.growing import WRITTEN_ABOVE, Linkage
from according.link.rarity import Rarity
from according.link.scoring import LINKER, WEIGHTS, compared, judged
from according.link.traits import by_mention, is_episode, traits_of
from according.model import Claim, Document, Judgement, Mention

__all__ = [
    "LINKER",
    "WEIGHTS",
    "Linkage",
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
    by_id = {one.mention_id: one for one in traits}
    again = {(min(pair), max(pair)) for pair in known if by_id.keys() >= set(pair)}
    met = {
        (a.mention_id, b.mention_id): judged(a, b, rarity, WRITTEN_ABOVE) for a, b in pairs(traits, rarity)
    }
    for a, b in again:
        if met.get((a, b)) is None:
            met[a, b] = judged(by_id[a], by_id[b], rarity)
    return tuple(verdict for _, verdict in sorted(met.items()) if verdict is not None)
