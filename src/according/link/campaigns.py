"""Incidents to campaigns: incidents that belong together, and on what that rests.

Three grounds, told apart and never mixed into one score: reports give them one operation name (`name`); one
statement of an organisation claims several places (`claim`); or one organisation struck more districts at
once than chance explains (`synchrony`, see `link.synchrony`). What lies within the days and places of the
first two belongs to it where no report names another actor and not only its own people were harmed
(`within`), and so does what the same organisation did within its days and area (`actor`). An incident of
another actor stays outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from according.analysis.case import event_of, place_of
from according.areas import contains, great_circle_km
from according.link.synchrony import LEVEL, PERMUTATIONS, Burst, SiteEvent, Trial, against_chance
from according.link.traits import is_episode
from according.model import Document, Incident, Mention, Place, Side, Span, content_id
from according.registry import Registry
from according.text import fold

GroundKind = Literal["name", "claim", "synchrony"]
Tie = Literal["name", "claim", "synchrony", "actor", "within"]

#: What each tie of an incident to its campaign means, strongest first.
TIES: dict[Tie, str] = {
    "name": "a report gives it the operation's name",
    "claim": "it is claimed together with other places",
    "synchrony": "it is one of more sites at once than chance explains",
    "actor": "the same organisation, within its days and area",
    "within": "at one of its places on its days; no report names another actor",
}
#: One name used again after so many days without any incident is another operation.
_PAUSE_DAYS = 31
#: A point this near to a named place is at that place.
_AT_A_PLACE_KM = 25.0
#: Up to this of UCDP's where_prec a place tells the district.
_DISTRICT = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How synchrony is tested: the seed of its permutations, their number, the window in days."""

    seed: int = 1
    permutations: int = PERMUTATIONS
    days: int = 1


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
class Member:
    """One incident of a campaign. `apart`: its mentions that tell of days outside the campaign's; what they
    say does not count for it."""

    incident_id: str
    tie: Tie
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """Incidents that belong together. `actor`: the organisation, None where no report tells it;
    `organisation_id` its id in the registry, None where that does not know it. `start`, `end`: days of what
    it rests on. `bursts`: synchrony beyond chance, with p."""

    campaign_id: str
    names: tuple[str, ...]
    actor: str | None
    organisation_id: str | None
    side: Side
    start: date | None
    end: date | None
    members: tuple[Member, ...]
    grounds: tuple[Ground, ...]
    bursts: tuple[Burst, ...] = ()

    @property
    def incident_ids(self) -> tuple[str, ...]:
        """The incidents, by id."""
        return tuple(member.incident_id for member in self.members)


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The campaigns of a book, the newest first; every actor that was tested for synchrony or refused; how
    many incidents could not be tested because no day, district or actor of them is known."""

    campaigns: tuple[Campaign, ...]
    trials: tuple[Trial, ...]
    left_out: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class _Doer:
    """An actor as it is compared: by its id in the registry, else by its name."""

    key: str
    name: str
    side: Side
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Seed:
    """What may become a campaign: incidents with their ties, on these grounds, by this actor."""

    ties: Mapping[str, Tie]
    grounds: tuple[Ground, ...]
    doer: _Doer | None
    start: date | None
    end: date | None
    names: tuple[str, ...] = ()
    bursts: tuple[Burst, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What the rules look at: incidents with their mentions, documents and the registry."""

    members: Mapping[str, tuple[Mention, ...]]
    documents: Mapping[str, Document]
    registry: Registry
    home: Mapping[str, str] = field(default_factory=dict)

    def doers(self, mentions: Iterable[Mention], claimed: bool = False) -> list[_Doer]:
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

    def _doer(self, name: str, side: Side, mention: Mention) -> _Doer | None:
        country = mention.place.country_iso3 if mention.place else None
        one = self.registry.organisation_of(name, mention.event.start, country)
        if one is not None:
            return _Doer(one.organisation_id, one.name, one.side, one.organisation_id)
        return _Doer(fold(name), name, side) if _is_proper(name) else None

    def are_one(self, a: _Doer, b: _Doer) -> bool:
        """Whether two actors are one organisation, or the one a part of the other."""
        return a.key == b.key or self.registry.is_within(a.key, b.key)


def campaigns_of(
    incidents: Iterable[Incident],
    mentions: Mapping[str, Mention],
    documents: Mapping[str, Document],
    registry: Registry,
    settings: Settings | None = None,
) -> Campaigns:
    """The campaigns among the incidents. The order of incidents and mentions does not matter; an incident may
    belong to several campaigns, as where reports name the operations of both sides."""
    chosen = settings or Settings()
    members = {i.incident_id: tuple(mentions[m] for m in sorted(i.mention_ids)) for i in incidents}
    home = {m.mention_id: i for i, ms in members.items() for m in ms}
    known = _Known(dict(sorted(members.items())), documents, registry, home)
    synchronous, every, left_out = _synchronous(known, chosen)
    seeds = _merged([*_named(known), *_claimed(known), *synchronous], known)
    grown = (_grown(seed, known) for seed in seeds)
    found = [_campaign(seed, known) for seed in grown if len(seed.ties) > 1]
    ordered = sorted(found, key=lambda c: (-(c.start or date.min).toordinal(), c.campaign_id))
    return Campaigns(tuple(ordered), every, left_out, chosen)


# ── by name ──────────────────────────────────────────────────────────────────────────────────────────


def _named(known: _Known) -> list[_Seed]:
    """One seed for each operation name in each stretch of days and country."""
    told = [(n, m) for ms in known.members.values() for m in ms for n in m.operations if fold(n)]
    groups: list[list[tuple[str, Mention]]] = []
    for name, mention in sorted(told, key=lambda nm: (_first(nm[1]), nm[1].mention_id, nm[0])):
        fitting = (g for g in groups if any(_same_name(name, n) and _joins(mention, m) for n, m in g))
        group = next(fitting, None)
        if group is None:
            groups.append([(name, mention)])
        else:
            group.append((name, mention))
    return [_seed_of_name(group, known) for group in groups]


def _seed_of_name(group: Sequence[tuple[str, Mention]], known: _Known) -> _Seed:
    mentions = [m for _, m in group]
    doers = known.doers(mentions, claimed=True) or known.doers(mentions)
    grounds = tuple(_ground_of_name(name, m, known.documents.get(m.document_id)) for name, m in group)
    ties: dict[str, Tie] = {known.home[m.mention_id]: "name" for m in mentions}
    names = tuple(sorted({n for n, _ in group}, key=lambda n: (-len(n), n)))
    return _Seed(ties, grounds, doers[0] if doers else None, *_days(mentions), names)


def _ground_of_name(name: str, mention: Mention, document: Document | None) -> Ground:
    content = document.content if document else ""
    at = content.find(name)
    span = Span.of(content, at, at + len(name)) if at >= 0 else None
    return Ground("name", name, mention.mention_id, mention.document_id, span)


def _same_name(a: str, b: str) -> bool:
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
    (a_start, a_end), (b_start, b_end) = _days([a]), _days([b])
    if a_start is None or b_start is None or a_end is None or b_end is None:
        return False
    return a_start - b_end <= timedelta(_PAUSE_DAYS) and b_start - a_end <= timedelta(_PAUSE_DAYS)


# ── by joint claim ───────────────────────────────────────────────────────────────────────────────────


def _claimed(known: _Known) -> list[_Seed]:
    """One seed for each statement by which an organisation claims several places at once."""
    found = []
    for incident_id, mentions in known.members.items():
        for mention in mentions:
            doers = known.doers([mention], claimed=True)
            if doers and is_episode(mention):
                ties: dict[str, Tie] = {incident_id: "claim"}
                found.append(_Seed(ties, tuple(_grounds_of_claim(mention)), doers[0], *_days([mention])))
    return found


def _grounds_of_claim(mention: Mention) -> Iterable[Ground]:
    spans = [a.span for a in mention.actors if a.basis == "claimed" and a.span is not None]
    spans += [extent.span for extent in mention.extents]
    for span in dict.fromkeys(spans):
        yield Ground("claim", span.quote, mention.mention_id, mention.document_id, span)


# ── by synchrony ─────────────────────────────────────────────────────────────────────────────────────


def _synchronous(known: _Known, settings: Settings) -> tuple[list[_Seed], tuple[Trial, ...], int]:
    """A seed for each burst beyond chance, every actor tested, and how many incidents could not be used."""
    rows: dict[str, list[SiteEvent]] = {}
    doers: dict[str, _Doer] = {}
    left_out = 0
    for incident_id, mentions in known.members.items():
        own, sites = known.doers(mentions), _sites(incident_id, mentions)
        left_out += not (own and sites)
        for doer in own[:1]:
            doers[doer.key] = doer
            rows.setdefault(doer.key, []).extend(sites)
    results = {
        key: against_chance(doers[key].name, rows[key], settings.days, settings.seed, settings.permutations)
        for key in sorted(rows)
    }
    many = sum(not result.refused for result in results.values())
    seeds = [
        _Seed(
            dict.fromkeys(burst.incident_ids, "synchrony"),
            (),
            doers[key],
            burst.start,
            burst.end,
            (),
            (burst,),
        )
        for key, result in results.items()
        for burst in result.bursts
        if burst.p * many <= LEVEL
    ]
    return seeds, tuple(results.values()), left_out


def _sites(incident_id: str, mentions: Sequence[Mention]) -> list[SiteEvent]:
    """The districts that the incident is told to have struck, on the day that most reports give."""
    event = event_of(mentions)
    if event.precision != "day" or event.start is None or event.start != (event.end or event.start):
        return []
    places = {site for m in mentions for p in (m.place, *m.places) if p and (site := site_of(p))}
    return [SiteEvent(event.start, site, incident_id) for site in sorted(places)]


def site_of(place: Place) -> str | None:
    """The district of a place, else the place itself; None where the place is wider or not resolved."""
    if place.precision is None or place.precision > _DISTRICT:
        return None
    return ", ".join(part for part in (place.admin2 or place.name, place.admin1, place.country_iso3) if part)


# ── together ─────────────────────────────────────────────────────────────────────────────────────────


def _merged(seeds: Sequence[_Seed], known: _Known) -> list[_Seed]:
    """Seeds that share an incident and are of one actor (of one name, where no actor is told) as one."""
    waiting = sorted(seeds, key=lambda s: (s.doer is None, sorted(s.ties), s.names, str(s.start)))
    groups: list[_Seed] = []
    for seed in waiting:
        index = 0
        while index < len(groups):
            if _belong_together(groups[index], seed, known):
                seed, index = _joined(groups.pop(index), seed), 0
            else:
                index += 1
        groups.append(seed)
    return groups


def _belong_together(a: _Seed, b: _Seed, known: _Known) -> bool:
    if not a.ties.keys() & b.ties.keys():
        return False
    if a.doer is None or b.doer is None:
        return any(_same_name(n, m) for n in a.names for m in b.names) or not (a.names and b.names)
    return known.are_one(a.doer, b.doer)


def _joined(a: _Seed, b: _Seed) -> _Seed:
    ties = dict(b.ties)
    for incident_id, tie in a.ties.items():
        ties[incident_id] = _stronger(tie, ties.get(incident_id, tie))
    starts = [s.start for s in (a, b) if s.start]
    ends = [s.end for s in (a, b) if s.end]
    return _Seed(
        ties,
        (*a.grounds, *b.grounds),
        a.doer or b.doer,
        min(starts, default=None),
        max(ends, default=None),
        tuple(sorted({*a.names, *b.names}, key=lambda n: (-len(n), n))),
        tuple(sorted({*a.bursts, *b.bursts}, key=lambda x: (x.start, x.p, x.sites))),
    )


def _stronger(a: Tie, b: Tie) -> Tie:
    order = list(TIES)
    return min(a, b, key=order.index)


# ── what lies within ─────────────────────────────────────────────────────────────────────────────────


def _grown(seed: _Seed, known: _Known) -> _Seed:
    """The seed with the incidents within its days and places. Without an actor nothing is added: who else did
    what there cannot be told."""
    if seed.doer is None:
        return seed
    told = {g.mention_id: m for g in seed.grounds if (m := _mention_of(g, known)) is not None}
    ties = dict(seed.ties)
    for incident_id, mentions in known.members.items():
        if incident_id in ties or is_opposed(mentions, seed.doer.side, _is_doer(seed.doer, known, mentions)):
            continue
        tie = _tie(mentions, seed, list(told.values()), known)
        if tie is not None:
            ties[incident_id] = tie
    return replace(seed, ties=ties)


def _mention_of(ground: Ground, known: _Known) -> Mention | None:
    incident_id = known.home.get(ground.mention_id or "")
    return next(
        (m for m in known.members.get(incident_id or "", ()) if m.mention_id == ground.mention_id), None
    )


def _is_doer(doer: _Doer, known: _Known, mentions: Sequence[Mention]) -> bool | None:
    """Whether reports name this organisation as the perpetrator; None where they name nobody."""
    own = known.doers(mentions)
    return any(known.are_one(doer, one) for one in own) if own else None


def is_opposed(mentions: Sequence[Mention], side: Side, is_doer: bool | None) -> bool:
    """Whether the incident is somebody else's: another organisation is named, the perpetrators are of another
    side, or all that were harmed are of the campaign's own."""
    if is_doer is not None:
        return not is_doer
    doing = {a.side for m in mentions for a in m.actors if a.role == "perpetrator"} - {"unknown"}
    if doing:
        return side not in doing
    harmed = {a.side for m in mentions for a in m.actors if a.role == "target"}
    return harmed == {side}


def _tie(mentions: Sequence[Mention], seed: _Seed, told: Sequence[Mention], known: _Known) -> Tie | None:
    event, place = event_of(mentions), place_of(mentions)
    if event.precision != "day" or event.start is None or place is None or place.precision is None:
        return None
    if seed.start is None or seed.end is None or not seed.start <= event.start <= seed.end:
        return None
    by_it = seed.doer is not None and _is_doer(seed.doer, known, mentions)
    if by_it and any(_holds(m, place, area=True) for m in told):
        return "actor"
    if place.precision > _DISTRICT:
        return None
    at = (m for m in told if _covers(m, event.start) and _holds(m, place, area=False))
    return "within" if any(at) else None


def _covers(mention: Mention, day: date) -> bool:
    start, end = _days([mention])
    return start is not None and end is not None and start <= day <= end


def _holds(mention: Mention, place: Place, area: bool) -> bool:
    """Whether the place is near one that the mention names, or within its area where that counts."""
    if area and mention.place is not None and contains(mention.place, place):
        return True
    return any(
        _is_near(place, other) for other in (*mention.places, *([mention.place] if mention.place else []))
    )


def _is_near(a: Place, b: Place) -> bool:
    if b.precision is None or b.precision > _DISTRICT:
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return great_circle_km((a.lat, a.lon), (b.lat, b.lon)) <= _AT_A_PLACE_KM


# ── made ─────────────────────────────────────────────────────────────────────────────────────────────


def _campaign(seed: _Seed, known: _Known) -> Campaign:
    grounds = tuple(sorted(set(seed.grounds), key=_ground_order(known)))
    kept = {g.mention_id for g in grounds}
    members = tuple(
        Member(i, seed.ties[i], tuple(m.mention_id for m in known.members[i] if _is_apart(m, seed, kept)))
        for i in sorted(seed.ties)
    )
    doer = seed.doer
    return Campaign(
        content_id("campaign", *sorted(seed.ties)),
        _distinct(seed.names),
        doer.name if doer else None,
        doer.organisation_id if doer else None,
        doer.side if doer else "unknown",
        seed.start,
        seed.end,
        members,
        grounds,
        seed.bursts,
    )


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that are the end of a longer one."""
    return tuple(n for i, n in enumerate(names) if not any(_same_name(n, other) for other in names[:i]))


def _ground_order(known: _Known) -> Callable[[Ground], tuple[str, str, str, int]]:
    def order(ground: Ground) -> tuple[str, str, str, int]:
        document = known.documents.get(ground.document_id or "")
        published = str(document.published or "9") if document else "9"
        return published, ground.document_id or "", ground.kind, ground.span.start if ground.span else 0

    return order


def _is_apart(mention: Mention, seed: _Seed, kept: set[str | None]) -> bool:
    """Whether the mention tells of days outside the campaign's and is nothing that it rests on."""
    start, end = _days([mention])
    if mention.mention_id in kept or start is None or end is None or seed.start is None or seed.end is None:
        return False
    return end < seed.start or start > seed.end


def _days(mentions: Sequence[Mention]) -> tuple[date | None, date | None]:
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
