"""Incidents to campaigns: incidents that belong together, and on what that rests.

Three grounds, told apart and never mixed into one score: reports give them one operation name (`name`); one
statement of an organisation claims several places (`claim`); or one organisation struck more districts at
once than chance explains (`synchrony`, see `link.synchrony`). What lies within the days and places of the
first two belongs to it where no report names another actor and not only its own people were harmed
(`within`), and so does what the same organisation did within its days and area (`actor`). An incident of
another actor stays outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.analysis.case import event_of, place_of
from according.areas import contains, great_circle_km
from according.link.grounds import Doer, Ground, Known, Seed, Tie, claimed_jointly, days_of, named, same_name
from according.link.synchrony import LEVEL, PERMUTATIONS, Burst, SiteEvent, Trial, against_chance
from according.model import Document, Incident, Mention, Place, Side, content_id
from according.registry import Registry

#: What each tie of an incident to its campaign means, strongest first.
TIES: dict[Tie, str] = {
    "name": "a report gives it the operation's name",
    "claim": "it is claimed together with other places",
    "synchrony": "it is one of more sites at once than chance explains",
    "actor": "the same organisation, within its days and area",
    "within": "at one of its places on its days; no report names another actor",
}
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
    known = Known(dict(sorted(members.items())), documents, registry, home)
    synchronous, every, left_out = _synchronous(known, chosen)
    seeds = _merged([*named(known), *claimed_jointly(known), *synchronous], known)
    grown = (_grown(seed, known) for seed in seeds)
    found = [_campaign(seed, known) for seed in grown if len(seed.ties) > 1]
    ordered = sorted(found, key=lambda c: (-(c.start or date.min).toordinal(), c.campaign_id))
    return Campaigns(tuple(ordered), every, left_out, chosen)


# ── by synchrony ─────────────────────────────────────────────────────────────────────────────────────


def _synchronous(known: Known, settings: Settings) -> tuple[list[Seed], tuple[Trial, ...], int]:
    """A seed for each burst beyond chance, every actor tested, and how many incidents could not be used."""
    rows: dict[str, list[SiteEvent]] = {}
    doers: dict[str, Doer] = {}
    left_out = 0
    for incident_id, mentions in known.members.items():
        own, sites = known.doers(mentions), events_of(incident_id, mentions)
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
        Seed(
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


def events_of(incident_id: str, mentions: Sequence[Mention]) -> list[SiteEvent]:
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


def _merged(seeds: Sequence[Seed], known: Known) -> list[Seed]:
    """Seeds that share an incident and are of one actor (of one name, where no actor is told) as one."""
    waiting = sorted(seeds, key=lambda s: (s.doer is None, sorted(s.ties), s.names, str(s.start)))
    groups: list[Seed] = []
    for seed in waiting:
        index = 0
        while index < len(groups):
            if _belong_together(groups[index], seed, known):
                seed, index = _joined(groups.pop(index), seed), 0
            else:
                index += 1
        groups.append(seed)
    return groups


def _belong_together(a: Seed, b: Seed, known: Known) -> bool:
    if not a.ties.keys() & b.ties.keys():
        return False
    if a.doer is None or b.doer is None:
        return any(same_name(n, m) for n in a.names for m in b.names) or not (a.names and b.names)
    return known.are_one(a.doer, b.doer)


def _joined(a: Seed, b: Seed) -> Seed:
    ties = dict(b.ties)
    for incident_id, tie in a.ties.items():
        ties[incident_id] = _stronger(tie, ties.get(incident_id, tie))
    starts = [s.start for s in (a, b) if s.start]
    ends = [s.end for s in (a, b) if s.end]
    return Seed(
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


def _grown(seed: Seed, known: Known) -> Seed:
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


def _mention_of(ground: Ground, known: Known) -> Mention | None:
    incident_id = known.home.get(ground.mention_id or "")
    return next(
        (m for m in known.members.get(incident_id or "", ()) if m.mention_id == ground.mention_id), None
    )


def _is_doer(doer: Doer, known: Known, mentions: Sequence[Mention]) -> bool | None:
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


def _tie(mentions: Sequence[Mention], seed: Seed, told: Sequence[Mention], known: Known) -> Tie | None:
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
    start, end = days_of([mention])
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


def _campaign(seed: Seed, known: Known) -> Campaign:
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
    return tuple(n for i, n in enumerate(names) if not any(same_name(n, other) for other in names[:i]))


def _ground_order(known: Known) -> Callable[[Ground], tuple[str, str, str, int]]:
    def order(ground: Ground) -> tuple[str, str, str, int]:
        document = known.documents.get(ground.document_id or "")
        published = str(document.published or "9") if document else "9"
        return published, ground.document_id or "", ground.kind, ground.span.start if ground.span else 0

    return order


def _is_apart(mention: Mention, seed: Seed, kept: set[str | None]) -> bool:
    """Whether the mention tells of days outside the campaign's and is nothing that it rests on."""
    start, end = days_of([mention])
    if mention.mention_id in kept or start is None or end is None or seed.start is None or seed.end is None:
        return False
    return end < seed.start or start > seed.end
