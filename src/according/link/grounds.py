"""On what campaigns rest: operation names in reports, and joint claims of responsibility.

Each makes a seed: incidents with their ties, the words of the reports, the actor, the days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from according.link.synchrony import Burst
from according.link.traits import is_episode
from according.model import Document, Mention, Side, Span
from according.registry import Registry
from according.text import fold

GroundKind = Literal["name", "claim", "synchrony"]
Tie = Literal["name", "claim", "synchrony", "actor", "within"]

#: One name used again after so many days without any incident is another operation.
_PAUSE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that the campaign rests on: the words of a report (`span` None where the name stands nowhere
    in its text as read), or a burst beyond chance, which has no words."""

    kind: GroundKind
    words: str
    mention_id: str | None = None
    document_id: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """An actor as it is compared: by its id in the registry, else by its name."""

    key: str
    name: str
    side: Side
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Seed:
    """What may become a campaign: incidents with their ties, on these grounds, by this actor."""

    ties: Mapping[str, Tie]
    grounds: tuple[Ground, ...]
    doer: Doer | None
    start: date | None
    end: date | None
    names: tuple[str, ...] = ()
    bursts: tuple[Burst, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the rules look at: incidents with their mentions, documents and the registry."""

    members: Mapping[str, tuple[Mention, ...]]
    documents: Mapping[str, Document]
    registry: Registry
    home: Mapping[str, str] = field(default_factory=dict)

    def doers(self, mentions: Iterable[Mention], claimed: bool = False) -> list[Doer]:
        """The named organisations that the mentions give as perpetrators, those most told first."""
        found = [
            self._doer(actor.name, actor.side, mention)
            for mention in mentions
            for actor in mention.actors
            if actor.role == "perpetrator" and (actor.basis == "claimed" or not claimed)
        ]
        told = Counter(one.key for one in found if one)
        by_key = {one.key: one for one in sorted((o for o in found if o), key=lambda o: (o.key, o.name))}
        return [by_key[key] for key in sorted(told, key=lambda k: (-told[k], k))]

    def _doer(self, name: str, side: Side, mention: Mention) -> Doer | None:
        country = mention.place.country_iso3 if mention.place else None
        one = self.registry.organisation_of(name, mention.event.start, country)
        if one is not None:
            return Doer(one.organisation_id, one.name, one.side, one.organisation_id)
        return Doer(fold(name), name, side) if _is_proper(name) else None

    def are_one(self, a: Doer, b: Doer) -> bool:
        """Whether two actors are one organisation, or the one a part of the other."""
        return a.key == b.key or self.registry.is_within(a.key, b.key)


# ── by name ──────────────────────────────────────────────────────────────────────────────────────────


def named(known: Known) -> list[Seed]:
    """One seed for each operation name in each stretch of days and country."""
    told = [(n, m) for ms in known.members.values() for m in ms for n in m.operations if fold(n)]
    groups: list[list[tuple[str, Mention]]] = []
    for name, mention in sorted(told, key=lambda nm: (_first(nm[1]), nm[1].mention_id, nm[0])):
        fitting = (g for g in groups if any(same_name(name, n) and _joins(mention, m) for n, m in g))
        group = next(fitting, None)
        if group is None:
            groups.append([(name, mention)])
        else:
            group.append((name, mention))
    return [_seed_of_name(group, known) for group in groups]


def _seed_of_name(group: Sequence[tuple[str, Mention]], known: Known) -> Seed:
    mentions = [m for _, m in group]
    doers = known.doers(mentions, claimed=True) or known.doers(mentions)
    grounds = tuple(_ground_of_name(name, m, known.documents.get(m.document_id)) for name, m in group)
    ties: dict[str, Tie] = {known.home[m.mention_id]: "name" for m in mentions}
    names = tuple(sorted({n for n, _ in group}, key=lambda n: (-len(n), n)))
    return Seed(ties, grounds, doers[0] if doers else None, *days_of(mentions), names)


def _ground_of_name(name: str, mention: Mention, document: Document | None) -> Ground:
    content = document.content if document else ""
    at = content.find(name)
    span = Span.of(content, at, at + len(name)) if at >= 0 else None
    return Ground("name", name, mention.mention_id, mention.document_id, span)


def same_name(a: str, b: str) -> bool:
    """Whether the one name is the end of the other ("Herof 2.0", "Operation Herof 2.0"), word by word; a name
    that only begins like another ("Operation Herof") is another."""
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    told = any(word.isalpha() and len(word) > 2 for word in short)
    return short == long or (told and len(short) > 0 and long[-len(short) :] == short)


def _joins(a: Mention, b: Mention) -> bool:
    """Whether two uses of a name are near in time and not of different countries."""
    countries = {m.place.country_iso3 for m in (a, b) if m.place and m.place.country_iso3}
    if len(countries) > 1:
        return False
    (a_start, a_end), (b_start, b_end) = days_of([a]), days_of([b])
    if a_start is None or b_start is None or a_end is None or b_end is None:
        return False
    return a_start - b_end <= timedelta(_PAUSE_DAYS) and b_start - a_end <= timedelta(_PAUSE_DAYS)


# ── by joint claim ───────────────────────────────────────────────────────────────────────────────────


def claimed_jointly(known: Known) -> list[Seed]:
    """One seed for each statement by which an organisation claims several places at once."""
    found = []
    for incident_id, mentions in known.members.items():
        for mention in mentions:
            doers = known.doers([mention], claimed=True)
            if doers and is_episode(mention):
                ties: dict[str, Tie] = {incident_id: "claim"}
                found.append(Seed(ties, tuple(_grounds_of_claim(mention)), doers[0], *days_of([mention])))
    return found


def _grounds_of_claim(mention: Mention) -> Iterable[Ground]:
    spans = [a.span for a in mention.actors if a.basis == "claimed" and a.span is not None]
    spans += [extent.span for extent in mention.extents]
    for span in dict.fromkeys(spans):
        yield Ground("claim", span.quote, mention.mention_id, mention.document_id, span)


# ── days and names ───────────────────────────────────────────────────────────────────────────────────


def days_of(mentions: Sequence[Mention]) -> tuple[date | None, date | None]:
    """The first and last day of the mentions that are dated to the day."""
    dated = [m.event for m in mentions if m.event.precision == "day" and m.event.start]
    starts = [e.start for e in dated if e.start]
    return min(starts, default=None), max([e.end or e.start for e in dated if e.start], default=None)


def _first(mention: Mention) -> date:
    return mention.event.start or date.max


def _is_proper(name: str) -> bool:
    """Whether a name is an organisation's own and no word for anybody ("gunmen"): two words with capitals, or
    one in capitals alone."""
    words = name.split()
    capitals = [w for w in words if w[:1].isupper()]
    return len(capitals) > 1 or (len(words) == 1 and len(name) > 1 and name.isalpha() and name.isupper())
