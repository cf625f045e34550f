"""What mentions are compared by: when, where, how many, what, who, and the rare names of their reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.areas import great_circle_km
from according.link.rarity import Named, Rarity, named_in, without, words_of
from according.model import Actor, Claim, Document, Mention, Place
from according.registry import shipped
from according.scopes import SUMMARY_DAYS, is_summary
from according.tally import tally
from according.text import fold

Count = tuple[int, int | None]

#: A report that does not date its event tells of the days before it came out.
_UNDATED_DAYS = 4
#: An event dated no better than this is dated by its report as well.
_LOOSE_DAYS = 31
#: From this many towns, this far apart, a mention tells of an episode and not of one place.
_EPISODE_TOWNS, _EPISODE_KM = 3, 60.0
_POINT, _LOCAL, _PROVINCE = 2, 3, 4
#: Of the places a report ties to its event so many are compared.
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Traits:
    """One mention as it is compared. `first`, `last`: the days the event can be of; None where nothing tells.
    `exact`: the report dates it, to one day or from day to day. `deaths`, `injured`: low and high, None where
    it gives no figure. `places`: `place` and the others that the report ties to the event. `episode`: it
    spans several towns, or a named operation over several places, or a province over days. `local`: it is of
    one town or district and counts no others. `named`: the rare names of its report, where the report is
    about it; never printed. `place_words`: the words of its place's name. `actors`: by their id in the
    registry of organisations, else by name. `counted`: how many places of a kind an organisation claims at
    once ("pak-bla 14 cities")."""

    mention_id: str
    document_id: str
    first: date | None
    last: date | None
    exact: bool
    published: date | None
    place: Place | None
    places: tuple[Place, ...]
    deaths: Count | None
    injured: Count | None
    types: tuple[str, str] | None
    actors: frozenset[str]
    operations: frozenset[str]
    named: Named
    episode: bool
    local: bool = False
    place_words: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()


def traits_of(
    mentions: Iterable[Mention],
    claims: Mapping[str, Sequence[Claim]],
    documents: Mapping[str, Document],
    rarity: Rarity | None = None,
) -> tuple[Traits, ...]:
    """The traits of the mentions that can be linked, by mention id: those that a report is about, and others
    of which it gives a figure that is not background. `rarity` is that of the book's names, with the reports
    of these mentions added to it here."""
    rarity = Rarity() if rarity is None else rarity
    told = told_of(mentions, claims, documents, rarity)
    return tuple(with_rare_names(one, rarity) for one in told)


def told_of(
    mentions: Iterable[Mention],
    claims: Mapping[str, Sequence[Claim]],
    documents: Mapping[str, Document],
    rarity: Rarity,
) -> tuple[Traits, ...]:
    """As `traits_of`, with all that the reports name, rare or not."""
    linked = sorted(
        (m for m in mentions if _links(m, claims.get(m.mention_id, ()))), key=lambda m: m.mention_id
    )
    told = []
    for mention in linked:
        document = documents.get(mention.document_id)
        named = _named(mention, document)
        if named is not None:
            rarity.add(named)
        told.append(_traits(mention, claims.get(mention.mention_id, ()), document, named))
    return tuple(told)


def with_rare_names(one: Traits, rarity: Rarity) -> Traits:
    """The traits with what is rare by now of the names."""
    return replace(one, named=rarity.rare(one.named))


def by_mention(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each mention, in the order of the text."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.mention_id, c.span.start, c.claim_id)):
        found.setdefault(claim.mention_id, []).append(claim)
    return found


def _named(mention: Mention, document: Document | None) -> Named | None:
    """The names of a mention that its report is about, without those of its own places and of its publisher;
    None for any other mention."""
    if mention.rank != 1 or document is None:
        return None
    places = (*mention.places, *([mention.place] if mention.place else []))
    known = {fold(name) for p in places for name in (p.name, p.admin1, p.admin2) if name}
    return without(named_in(document), known | {fold(document.publisher or "")})


def is_episode(mention: Mention) -> bool:
    """Whether the mention spans several towns, or counts several, or names an operation over several places.

    A report of one town that also counts the others ("part of attacks in twelve towns") is no episode.
    """
    towns = [
        p for p in mention.places if p.precision is not None and p.precision <= _POINT and p.lat is not None
    ]
    if len(_apart(towns)) >= (2 if mention.operations else _EPISODE_TOWNS):
        return True
    counted = any((e.quantity.low or 0) >= _EPISODE_TOWNS and e.kind != "sites" for e in mention.extents)
    return counted and not _in_one_town(mention)


def is_at_one_place(mention: Mention) -> bool:
    """Whether the mention is of one town or district and counts no others."""
    return not mention.extents and _in_one_town(mention)


def is_placed(mention: Mention) -> bool:
    """Whether the report tells where it was, be it only the country."""
    return any(p.country_iso3 for p in (mention.place, *mention.places) if p is not None)


def _in_one_town(mention: Mention) -> bool:
    """Whether the places that the report says the event was in are one town or district, and there is one."""
    if not mention.places or any(p.precision is None or p.precision > _LOCAL for p in mention.places):
        return False
    return len(_apart(mention.places)) == 1


def distance_km(a: Place | None, b: Place | None) -> float | None:
    """The great-circle distance in kilometres; None where a point is missing."""
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return great_circle_km((a.lat, a.lon), (b.lat, b.lon))


def _links(mention: Mention, claims: Sequence[Claim]) -> bool:
    of_events = [c for c in claims if c.is_of_event]
    return not is_summary(of_events) and (mention.rank == 1 or bool(of_events))


def _traits(
    mention: Mention, claims: Sequence[Claim], document: Document | None, named: Named | None
) -> Traits:
    published = document.published if document else None
    first, last, exact = _with_windows(_days(mention, published), claims)
    return Traits(
        mention.mention_id,
        mention.document_id,
        first,
        last,
        exact,
        published,
        mention.place,
        tuple(dict.fromkeys(p for p in (mention.place, *mention.places[:_PLACES]) if p is not None)),
        *_counts(claims),
        mention.types.acled,
        frozenset(_actor(a, mention) for a in mention.actors if a.name),
        frozenset(map(fold, mention.operations)),
        named or Named(),
        is_episode(mention) or _is_wide(mention, claims),
        is_at_one_place(mention),
        words_of(mention.place.name) if mention.place is not None else frozenset(),
        frozenset(_counted(mention)),
    )


def _actor(actor: Actor, mention: Mention) -> str:
    """An organisation by its id in the shipped registry, so that any of its names is the same one; an armed
    wing, a parent or a splinter is another. Anybody else by name."""
    country = mention.place.country_iso3 if mention.place else None
    found = shipped().organisation_of(actor.name, mention.event.start, country)
    return found.organisation_id if found is not None else fold(actor.name)


def _counted(mention: Mention) -> Iterator[str]:
    """What each actor that claims the event counts of it, from as many places as make an episode."""
    claiming = {_actor(a, mention) for a in mention.actors if a.basis == "claimed" and a.name}
    for extent in mention.extents:
        exactly = extent.quantity.low == extent.quantity.high
        if exactly and (extent.quantity.low or 0) >= _EPISODE_TOWNS:
            yield from (f"{one} {extent.quantity.low} {extent.kind}" for one in claiming)


def _days(mention: Mention, published: date | None) -> tuple[date | None, date | None, bool]:
    event = mention.event
    start, end = event.start, event.end or event.start
    if (
        start is not None
        and end is not None
        and (end - start).days <= _LOOSE_DAYS
        and event.precision != "year"
    ):
        return start, end, event.precision == "day"
    if published is None:
        return start, end, False
    return published - timedelta(days=_UNDATED_DAYS), published, False


def _with_windows(
    days: tuple[date | None, date | None, bool], claims: Sequence[Claim]
) -> tuple[date | None, date | None, bool]:
    """The days that the event can be of, from the first day of the windows that its figures cover."""
    first, last, exact = days
    starts = [c.window.start for c in _over_windows(claims) if c.window.start is not None]
    if first is None or not starts or min(starts) >= first:
        return days
    return min(starts), last, exact


def _over_windows(claims: Sequence[Claim]) -> list[Claim]:
    """The asserted figures over some days, fewer than a summary covers."""
    return [
        c
        for c in claims
        if c.scope == "cumulative"
        and c.stance == "asserted"
        and c.window.start is not None
        and c.window.end is not None
        and 0 < (c.window.end - c.window.start).days < SUMMARY_DAYS
    ]


def _is_wide(mention: Mention, claims: Sequence[Claim]) -> bool:
    """Whether it tells of a whole province or more, over some days: no event at one of its towns."""
    places = mention.places or ((mention.place,) if mention.place is not None else ())
    wide = bool(places) and all(p.precision is not None and p.precision >= _PROVINCE for p in places)
    return wide and bool(_over_windows(claims))


def _counts(claims: Sequence[Claim]) -> tuple[Count | None, Count | None]:
    """The dead and the injured of everybody, each None where no figure is given."""
    found = {t.measure: (t.low or 0, t.high) for t in tally(claims) if t.category == "all"}
    return found.get("deaths"), found.get("injured")


def _apart(places: Sequence[Place]) -> list[Place]:
    """Places no two of which are near each other, in the order they are named."""
    kept: list[Place] = []
    for place in places:
        if all((distance_km(place, other) or 0.0) > _EPISODE_KM for other in kept):
            kept.append(place)
    return kept
