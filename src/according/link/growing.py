"""A book's linkage that grows document by document: what a new report costs grows with its blocks.

`Linkage` holds what linking needs of the book: blocks, rarity of names, verdicts and incidents. A new
document is compared with what it meets and nothing else, and only the incidents that its verdicts reach are
grouped anew. Verdicts given before stand as they were signed, though the rarity of names may have moved;
`link.judge` compares everything anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from according.link.blocking import Blocks
from according.link.clustering import Pair, bonds_of, incidents_among, leans_together, member_of
from according.link.kept import Kept, traits_from, traits_text
from according.link.rarity import Named, Rarity
from according.link.scoring import LINKER, judged
from according.link.traits import Traits, by_mention, told_of, with_rare_names
from according.model import Claim, Document, Incident, Judgement, Mention

#: Verdicts with log odds at or below this are not written down: never compared counts the same.
WRITTEN_ABOVE = -2.0


class Linkage:
    """Mentions with everybody's verdicts on them, and the incidents that these make. `kept`: what of them is
    there already."""

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = Kept() if kept is None else kept
        self._rarity = _Counted(self._kept)
        self._traits = _Traits(self._kept, self._rarity)
        self._blocks = Blocks(self._rarity, self._kept, self._traits)

    def add(
        self, mentions: Iterable[Mention], claims: Iterable[Claim], documents: Mapping[str, Document]
    ) -> tuple[Judgement, ...]:
        """Add mentions that are not there yet, with the claims about them and their documents.

        Gives the verdicts on them that are worth an entry and not in force already, by ids; they are in force
        here now. A pair that has a verdict of this model gets one, whatever it comes to. The order within one
        call does not matter."""
        new = {m.mention_id: m for m in mentions}
        given: dict[Pair, Judgement] = {}
        for one, told in self._taken_in(new, claims, documents):
            met = {other.mention_id: other for other in self._blocks.partners(one)}
            again = {m: self._traits[m] for m in self._signed_with(one.mention_id) if m in self._kept.told}
            for other in (again | met).values():
                above = None if other.mention_id in again else WRITTEN_ABOVE
                verdict = judged(other, one, self._rarity, above)
                if verdict is not None:
                    given[verdict.mention_a, verdict.mention_b] = verdict
            self._blocks.add(one, told)
        verdicts = [v for _, v in sorted(given.items()) if v not in self._kept.verdicts[v.mention_a]]
        self._put(verdicts)
        self._group(new)
        self._traits.clear()  # what is rare changes with every report
        return tuple(verdicts)

    def learn(
        self, mentions: Iterable[Mention], claims: Iterable[Claim], documents: Mapping[str, Document]
    ) -> None:
        """Add mentions as `add` does, without comparing them: what was said of them is said."""
        new = {m.mention_id: m for m in mentions}
        for one, told in self._taken_in(new, claims, documents):
            self._blocks.add(one, told)
        self._group(new)
        self._traits.clear()

    def judge(self, verdicts: Iterable[Judgement]) -> None:
        """Take in verdicts by people, or recorded ones; mentions that are not there yet may be named. The
        latest of one voice on two mentions is in force."""
        given = tuple(verdicts)
        self._put(given)
        self._group({m for v in given for m in (v.mention_a, v.mention_b)})

    def incident_of(self, mention_id: str) -> Incident:
        """The incident of a mention; KeyError where it was not added."""
        found: Incident = self._kept.home[mention_id]
        return found

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents of a linkage in memory, in order of their first mention's id."""
        return tuple(sorted(set(self._kept.home.values()), key=lambda incident: incident.mention_ids))

    @property
    def sizes(self) -> tuple[int, int]:
        """How many mentions there are, and how many incidents."""
        return self._kept.totals["mentions"], self._kept.totals["incidents"]

    def _taken_in(
        self, new: Mapping[str, Mention], claims: Iterable[Claim], documents: Mapping[str, Document]
    ) -> Sequence[tuple[Traits, Named]]:
        """What the new mentions are compared by, with all that their reports name."""
        kept = self._kept
        kept.totals["mentions"] += sum(1 for mention_id in new if mention_id not in kept.mentions)
        kept.mentions.update((mention_id, member_of(mention)) for mention_id, mention in new.items())
        told = told_of(new.values(), by_mention(claims), documents, self._rarity)
        kept.totals["reports"] = self._rarity.reports
        kept.told.update((one.mention_id, traits_text(one)) for one in told)
        return [(with_rare_names(one, self._rarity), one.named) for one in told]

    def _signed_with(self, mention_id: str) -> set[str]:
        """The other mentions of the verdicts that this model has signed on a mention."""
        signed = (v for v in self._kept.verdicts[mention_id] if v.by == LINKER)
        return {m for v in signed for m in (v.mention_a, v.mention_b)} - {mention_id}

    def _put(self, verdicts: Iterable[Judgement]) -> None:
        for verdict in verdicts:
            said = (*sorted((verdict.mention_a, verdict.mention_b)), verdict.by)
            for mention_id in {verdict.mention_a, verdict.mention_b}:
                held = self._kept.verdicts[mention_id]
                held[:] = [v for v in held if (*sorted((v.mention_a, v.mention_b)), v.by) != said]
                held.append(verdict)

    def _group(self, changed: Iterable[str]) -> None:
        """Group anew whatever verdicts that lean together connect with the mentions that changed."""
        home, mentions = self._kept.home, self._kept.mentions
        left = {mention_id for mention_id in changed if mention_id in mentions}
        left |= {m for mention_id in left if mention_id in home for m in home[mention_id].mention_ids}
        before: set[Incident] = set()
        after: set[Incident] = set()
        for start in sorted(left):
            if start not in left:
                continue
            part = self._connected(start)
            left -= part
            before |= {home[m] for m in part if m in home}
            among = {m: mentions[m] for m in part}
            said = {v for m in part for v in self._kept.verdicts[m] if {v.mention_a, v.mention_b} <= part}
            for incident in incidents_among(sorted(part), bonds_of(among, said), among):
                home.update(dict.fromkeys(incident.mention_ids, incident))
                after.add(incident)
        self._kept.totals["incidents"] += len(after) - len(before)

    def _connected(self, start: str) -> set[str]:
        found, edge = {start}, [start]
        while edge:
            one = edge.pop()
            for verdict in self._kept.verdicts[one]:
                other = verdict.mention_b if verdict.mention_a == one else verdict.mention_a
                if other not in found and other in self._kept.mentions and leans_together(verdict):
                    found.add(other)
                    edge.append(other)
        return found


class _Counted(Rarity):
    """Rarity by the counts that are kept."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._holding, self._small = kept.holding, kept.small
        self._counts = kept
        self.reports = kept.totals["reports"]

    def add(self, one: Named) -> None:
        self._counts.holding.prefetch((*one.words, *one.names))
        self._counts.small.prefetch(one.small)
        super().add(one)


class _Traits(dict[str, Traits]):
    """The traits of mentions with what of their names is rare by now, made when they are first asked for."""

    def __init__(self, kept: Kept, rarity: Rarity) -> None:
        super().__init__()
        self._kept, self._rarity = kept, rarity

    def __missing__(self, mention_id: str) -> Traits:
        found = self[mention_id] = with_rare_names(traits_from(self._kept.told[mention_id]), self._rarity)
        return found
