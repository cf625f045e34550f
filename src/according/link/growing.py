"""A book's linkage that grows document by document: what a new report costs grows with its blocks.

`Linkage` keeps in memory what linking needs of the book: blocks, rarity of names, verdicts and incidents. A
new document is compared with what it meets and nothing else, and only the incidents that its verdicts reach
are grouped anew. Verdicts given before stand as they were signed, though the rarity of names may have moved
since; `link.judge` compares everything anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from according.link.blocking import Blocks
from according.link.clustering import bonds_of, incidents_among, leans_together
from according.link.rarity import Rarity
from according.link.scoring import judged
from according.link.traits import by_mention, traits_of
from according.model import Claim, Document, Incident, Judgement, Mention

#: Verdicts with log odds at or below this are not written down: never compared counts the same.
WRITTEN_ABOVE = -2.0


class Linkage:
    """Mentions with everybody's verdicts on them, and the incidents that these make."""

    def __init__(self) -> None:
        self._rarity = Rarity()
        self._blocks = Blocks(self._rarity)
        self._mentions: dict[str, Mention] = {}
        self._verdicts: dict[str, list[Judgement]] = defaultdict(list)
        self._home: dict[str, Incident] = {}

    def add(
        self, mentions: Iterable[Mention], claims: Iterable[Claim], documents: Mapping[str, Document]
    ) -> tuple[Judgement, ...]:
        """Add mentions that are not there yet, with the claims about them and their documents.

        Gives the verdicts on them that are worth an entry; they are in force here already. The order within
        one call does not matter."""
        new = {m.mention_id: m for m in mentions}
        self._mentions.update(new)
        verdicts: list[Judgement] = []
        for one in traits_of(new.values(), by_mention(claims), documents, self._rarity):
            met = (judged(other, one, self._rarity, WRITTEN_ABOVE) for other in self._blocks.partners(one))
            verdicts += [verdict for verdict in met if verdict is not None]
            self._blocks.add(one)
        self._put(verdicts)
        self._group(new)
        return tuple(verdicts)

    def judge(self, verdicts: Iterable[Judgement]) -> None:
        """Take in verdicts by people, or recorded ones; mentions that are not there yet may be named."""
        given = tuple(verdicts)
        self._put(given)
        self._group({m for v in given for m in (v.mention_a, v.mention_b)})

    def incident_of(self, mention_id: str) -> Incident:
        """The incident of a mention; KeyError where it was not added."""
        return self._home[mention_id]

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, in order of their first mention's id."""
        return tuple(sorted(set(self._home.values()), key=lambda incident: incident.mention_ids))

    def _put(self, verdicts: Iterable[Judgement]) -> None:
        for verdict in verdicts:
            for mention_id in (verdict.mention_a, verdict.mention_b):
                self._verdicts[mention_id].append(verdict)

    def _group(self, changed: Iterable[str]) -> None:
        """Group anew whatever verdicts that lean together connect with the mentions that changed."""
        left = {mention_id for mention_id in changed if mention_id in self._mentions}
        left |= {
            m for mention_id in left if mention_id in self._home for m in self._home[mention_id].mention_ids
        }
        for start in sorted(left):
            if start not in left:
                continue
            part = self._connected(start)
            left -= part
            among = {m: self._mentions[m] for m in part}
            said = {v for m in part for v in self._verdicts[m] if {v.mention_a, v.mention_b} <= part}
            for incident in incidents_among(sorted(part), bonds_of(among, said), among):
                self._home.update(dict.fromkeys(incident.mention_ids, incident))

    def _connected(self, start: str) -> set[str]:
        found, edge = {start}, [start]
        while edge:
            one = edge.pop()
            for verdict in self._verdicts[one]:
                other = verdict.mention_b if verdict.mention_a == one else verdict.mention_a
                if other not in found and other in self._mentions and leans_together(verdict):
                    found.add(other)
                    edge.append(other)
        return found
