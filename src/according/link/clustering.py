"""Judgements to incidents: average-link agglomeration that people's verdicts bind.

Two groups of mentions merge while the average log odds of the pairs between them is positive, best first. A
pair that was never compared counts as leaning apart, unless one of the two reports tells no place: then
nothing but names could have brought the pair together, and it does not count. A person's "same" joins, a
person's "different" keeps apart; so does standing in one document (a report tells its events apart), and so
does being an episode of many places beside an event at one: the one contains the other and is not the same.
The result does not depend on the order of mentions or judgements, and taking a judgement back restores what
was before it.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from according.link.traits import distance_km, is_at_one_place, is_episode, is_placed
from according.model import Incident, Judgement, Mention, Place, Verdict, incident_id_of
from according.scopes import contains

Pair = tuple[str, str]

#: The log odds of a pair that no block brought together.
NOT_COMPARED = -2.0
#: An event this near to a place that an episode names is a part of it.
_AT_A_PLACE_KM = 25.0


@dataclass(frozen=True, slots=True)
class Bonds:
    """What binds and parts mentions: log odds of pairs, pairs that must join, pairs that must not."""

    weights: Mapping[Pair, float]
    joined: frozenset[Pair]
    parted: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Member:
    """All of a mention that grouping asks for. `placed`: its report tells where it was, be it only the
    country; `episode`, `local`: see `traits.is_episode` and `is_at_one_place`."""

    document_id: str
    placed: bool = False
    episode: bool = False
    local: bool = False


def member_of(mention: Mention) -> Member:
    """The mention as it is grouped."""
    return Member(mention.document_id, is_placed(mention), is_episode(mention), is_at_one_place(mention))


def incidents_of(mentions: Iterable[Mention], judgements: Iterable[Judgement]) -> tuple[Incident, ...]:
    """The mentions as incidents, in order of their first mention's id; a mention nobody judged stands
    alone."""
    members = {m.mention_id: member_of(m) for m in mentions}
    return incidents_among(sorted(members), bonds_of(members, judgements), members)


def incidents_among(ids: Sequence[str], bonds: Bonds, members: Mapping[str, Member]) -> tuple[Incident, ...]:
    """The ids as incidents. Right for a part of a book too, if no verdict that leans together leads out."""
    groups = (tuple(sorted(group)) for group in clusters(ids, bonds, members))
    return tuple(Incident(incident_id_of(group), group) for group in sorted(groups))


def leans_together(judgement: Judgement) -> bool:
    """Whether a verdict can bring its two mentions together: what no chain of such verdicts connects is never
    one incident."""
    return judgement.verdict != "different" if is_by_person(judgement) else (judgement.weight or 0.0) > 0


def is_by_person(judgement: Judgement) -> bool:
    """Whether a person signed it: a model's name begins with "model:"."""
    return not judgement.by.startswith("model:")


def newest_models(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The names of models that count: of "model:link-1" and "model:link-2" the later one, as their number
    says; its verdicts take the place of all that the earlier one gave."""
    latest: dict[str, tuple[int, str]] = {}
    for name in {one.by for one in judgements if not is_by_person(one)}:
        family, _, number = name.rpartition("-")
        version = int(number) if family and number.isdecimal() else 0
        key = family if version else name
        latest[key] = max(latest.get(key, (0, name)), (version, name))
    return frozenset(name for _, name in latest.values())


def bonds_of(mentions: Container[str], judgements: Iterable[Judgement]) -> Bonds:
    """What judgements make of the mentions; those on mentions that are not given do nothing."""
    judgements = tuple(judgements)
    newest = newest_models(judgements)
    weights: dict[Pair, list[float]] = defaultdict(list)
    verdicts: dict[Pair, set[Verdict]] = defaultdict(set)
    for one in judgements:
        if one.mention_a not in mentions or one.mention_b not in mentions or one.mention_a == one.mention_b:
            continue
        pair = _pair(one.mention_a, one.mention_b)
        if is_by_person(one):
            verdicts[pair].add(one.verdict)
        elif one.weight is not None and one.by in newest:
            weights[pair].append(one.weight)
    joined = {pair for pair, said in verdicts.items() if "same" in said and "different" not in said}
    parted = {pair for pair, said in verdicts.items() if "different" in said}
    known = {pair: sum(sorted(w)) / len(w) for pair, w in weights.items()}
    known.update(dict.fromkeys((p for p, said in verdicts.items() if said == {"unsure"}), 0.0))
    return Bonds(known, frozenset(joined), frozenset(parted))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def clusters(ids: Sequence[str], bonds: Bonds, members: Mapping[str, Member]) -> list[frozenset[str]]:
    """The ids as groups."""
    groups = _Groups(ids, bonds, members)
    for a, b in sorted(bonds.joined):
        groups.join(a, b)
    groups.agglomerate()
    return groups.all()


class _Groups:
    """Groups of mentions with the sums of log odds between them."""

    def __init__(self, ids: Sequence[str], bonds: Bonds, members: Mapping[str, Member]) -> None:
        self._members: dict[str, set[str]] = {i: {i} for i in ids}
        self._home = {i: i for i in ids}
        self._between: dict[str, dict[str, tuple[float, int, int]]] = defaultdict(dict)
        self._bonds = bonds
        self._document = {i: members[i].document_id for i in ids}
        self._episode = {i for i in ids if members[i].episode}
        self._local = {i for i in ids if members[i].local}
        self._placed = {i for i in ids if members[i].placed}
        self._parted: dict[str, set[str]] = defaultdict(set)
        for a, b in bonds.parted:
            self._parted[a].add(b)
            self._parted[b].add(a)
        for (a, b), weight in sorted(bonds.weights.items()):
            loose = 0 if a in self._placed and b in self._placed else 1
            self._between[a][b] = self._between[b][a] = (weight, 1, loose)

    def all(self) -> list[frozenset[str]]:
        return [frozenset(members) for members in self._members.values()]

    def join(self, a: str, b: str) -> None:
        """Bring two mentions together as a person says, unless a person keeps members of the two apart."""
        one, other = self._home[a], self._home[b]
        if one != other and not self._kept_apart(one, other):
            self._merge(one, other)

    def agglomerate(self) -> None:
        """Merge the best pair of groups until no average is positive. Ties go to the lower ids."""
        queue = [
            (-self._average(a, b), a, b, len(self._members[a]), len(self._members[b]))
            for a, near in self._between.items()
            for b in near
            if a < b and a in self._members and b in self._members
        ]
        heapq.heapify(queue)
        while queue:
            loss, a, b, size_a, size_b = heapq.heappop(queue)
            if loss >= 0:
                return
            if size_a != len(self._members.get(a, ())) or size_b != len(self._members.get(b, ())):
                continue
            if self._kept_apart(a, b) or self._unlike(a, b):
                continue
            kept = self._merge(a, b)
            for other in sorted(self._between[kept]):
                low, high = _pair(kept, other)
                sizes = len(self._members[low]), len(self._members[high])
                heapq.heappush(queue, (-self._average(low, high), low, high, *sizes))

    def _average(self, a: str, b: str) -> float:
        """Over all pairs between the two: those that were compared, and those that could have been."""
        total, known, loose = self._between[a].get(b, (0.0, 0, 0))
        placed = len(self._members[a] & self._placed) * len(self._members[b] & self._placed)
        missed = placed - (known - loose)
        return (total + NOT_COMPARED * missed) / max(1, known + missed)

    def _kept_apart(self, a: str, b: str) -> bool:
        return any(not self._parted[i].isdisjoint(self._members[b]) for i in self._members[a])

    def _unlike(self, a: str, b: str) -> bool:
        """Whether they share a document, or the one is an episode and the other an event at one place."""
        documents = {self._document[i] for i in self._members[a]}
        if any(self._document[i] in documents for i in self._members[b]):
            return True
        both = self._members[a] | self._members[b]
        return not both.isdisjoint(self._episode) and not both.isdisjoint(self._local)

    def _merge(self, a: str, b: str) -> str:
        kept, gone = min(a, b), max(a, b)
        for i in self._members[gone]:
            self._home[i] = kept
        self._members[kept] |= self._members.pop(gone)
        self._between[kept].pop(gone, None)
        for other, told in self._between.pop(gone, {}).items():
            if other != kept:
                weight, known, loose = self._between[kept].get(other, (0.0, 0, 0))
                self._between[kept][other] = (weight + told[0], known + told[1], loose + told[2])
                self._between[other][kept] = self._between[kept][other]
            self._between[other].pop(gone, None)
        return kept


def parts_of_episodes(
    incidents: Iterable[Incident], mentions: Iterable[Mention]
) -> tuple[tuple[str, str], ...]:
    """(incident at one place, episode that contains it), by incident id: from the day on that most of the
    episode's reports count from, within its days, at one of its places or in its area. Containment, not
    sameness: their figures are never rivals."""
    by_id = {m.mention_id: m for m in mentions}
    found = [(i.incident_id, [by_id[m] for m in i.mention_ids if m in by_id]) for i in incidents]
    episodes = [(i, ms) for i, ms in found if any(map(is_episode, ms))]
    local = [(i, ms) for i, ms in found if ms and not any(map(is_episode, ms))]
    return tuple(sorted((a, b) for a, inner in local for b, outer in episodes if _lies_within(inner, outer)))


def _lies_within(inner: Sequence[Mention], outer: Sequence[Mention]) -> bool:
    onset, day = _onset(outer), _onset(inner)
    ends = [end for m in outer if (end := m.event.end or m.event.start) is not None]
    if onset is None or day is None or not onset <= day <= max(ends):
        return False
    return any(_at(place, episode) for m in inner if (place := m.place) is not None for episode in outer)


def _onset(mentions: Sequence[Mention]) -> date | None:
    """The day that most of the mentions count from, the earliest of equals: one report that counts from the
    evening before does not take in what happened then."""
    starts = Counter(m.event.start for m in mentions if m.event.start is not None)
    return min(starts, key=lambda day: (-starts[day], day), default=None)


def _at(place: Place, episode: Mention) -> bool:
    if episode.place is not None and contains(episode.place, place):
        return True
    near = (distance_km(place, other) for other in episode.places)
    return any(km is not None and km <= _AT_A_PLACE_KM for km in near)
