"""One incident with everything that is known of it: mentions, claims, documents and tolls together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.corrections import Corrected
from according.model import Claim, Document, EventDate, EventTypes, Incident, Mention, Place, Side, Toll
from according.scopes import is_summary

#: Exactness of a date, best first.
_DATE_ORDER = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}


@dataclass(frozen=True, slots=True)
class Case:
    """An incident and what the book holds about it, under one profile. `part_of`: the id of the episode that
    contains it, None where none does; the figures of the two are never rivals and never added. `corrected`:
    the reports that their outlets have corrected or taken back, by id."""

    incident: Incident
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]
    tolls: tuple[Toll, ...]
    part_of: str | None = None
    corrected: Mapping[str, Corrected] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims without those of reports that their outlets have corrected or taken back."""
        return tuple(claim for claim in self.claims if claim.document_id not in self.corrected)

    @property
    def _telling(self) -> tuple[Claim, ...]:
        """The claims that tell what it is: those that stand, or all where none does."""
        return self.standing or self.claims

    @property
    def is_total(self) -> bool:
        """Whether all its figures sum up a month or more: a total over many incidents, and none itself. What
        was corrected makes nothing a total, unless nothing else is left."""
        return is_summary(c for c in self._telling if c.is_of_event)

    @property
    def event(self) -> EventDate:
        """When it happened, as most of its mentions say (see `event_of`); of a total the time it covers."""
        if not self.is_total:
            return event_of(self.mentions)
        windows = Counter(c.window for c in self._telling if c.scope == "cumulative")
        window = min(windows, key=lambda w: (-windows[w], str(w)))
        return EventDate(window.start, window.end, "month")

    @property
    def place(self) -> Place | None:
        """Where it happened, as most of its mentions say; see `place_of`."""
        return place_of(self.mentions)

    @property
    def types(self) -> EventTypes:
        """What it was, as most of its mentions say."""
        told = Counter(m.types for m in self.mentions if m.types != EventTypes())
        return _most(told, EventTypes())

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The documents that tell of it, in the order of their publication (undated ones last)."""
        found = {mention.document_id for mention in self.mentions}
        return tuple(
            sorted(
                found,
                key=lambda d: (self.documents[d].published is None, str(self.documents[d].published), d),
            )
        )

    @property
    def sides(self) -> tuple[Side, ...]:
        """The side of the innermost voice of each claim about the event."""
        return tuple(claim.side for claim in self.claims if claim.scope != "background")

    def toll(self, measure: str, category: str) -> Toll | None:
        """The toll of one measure and category; None where nobody gives one."""
        return next((t for t in self.tolls if (t.measure, t.category) == (measure, category)), None)

    def claim(self, claim_id: str) -> Claim | None:
        """The claim of that id; None where it belongs to another incident."""
        return next((claim for claim in self.claims if claim.claim_id == claim_id), None)


def event_of(mentions: Sequence[Mention]) -> EventDate:
    """The date that most mentions give, of the most exact ones; the earliest of equals."""
    dated = [m.event for m in mentions if m.event.start or m.event.end]
    if not dated:
        return EventDate()
    finest = min(_DATE_ORDER[event.precision] for event in dated)
    told = Counter(event for event in dated if _DATE_ORDER[event.precision] == finest)
    return min(told, key=lambda event: (-told[event], str(event.start or event.end)))


def place_of(mentions: Sequence[Mention]) -> Place | None:
    """The place that most mentions give, of those that could be resolved; the smallest of equals."""
    places = [m.place for m in mentions if m.place is not None]
    resolved = [place for place in places if place.precision is not None] or places
    if not resolved:
        return None
    told = Counter((place.name, place.country_iso3) for place in resolved)
    return min(resolved, key=lambda p: (-told[p.name, p.country_iso3], p.precision or 9, p.name))


def _most(told: Counter[EventTypes], otherwise: EventTypes) -> EventTypes:
    return min(told, key=lambda value: (-told[value], repr(value))) if told else otherwise


def in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Newest first; undated ones at the end, the better documented before the others."""
    return tuple(sorted(cases, key=_newest_first))


def _newest_first(case: Case) -> tuple[bool, int, int, str]:
    start = case.event.start or case.event.end
    ordinal = start.toordinal() if start else 0
    return start is None, -ordinal, -len(case.document_ids), case.incident.incident_id
