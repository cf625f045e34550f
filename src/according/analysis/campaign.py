"""One campaign with everything that is known of it: incidents, places, tactics and tolls.

Its figures are never silently a sum. `stated` holds what reports say of the whole, reconciled as one event;
what they say of one of its places bounds that from below. `added` is the sum of the incidents at one place
each, marked `derived`, and is not taken in addition to the figures for the whole but held against them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from according import phrasing
from according.analysis.case import Case
from according.link.campaigns import Campaign, site_of
from according.link.traits import is_episode
from according.model import (
    CATEGORIES,
    MEASURES,
    Category,
    Claim,
    Document,
    Extent,
    Mention,
    SetAside,
    Span,
    Toll,
    Voice,
)
from according.toll import MARKS, tolls

_SENTENCE_ENDS = (". ", "\n", "? ", "! ")
#: Up to this of UCDP's where_prec a figure of one incident covers one place of the campaign.
_NARROW = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sites, towns or districts a report counts. `speaker`: the party that speaks in the same
    sentence; None where none does."""

    extent: Extent
    document_id: str
    speaker: Voice | None


@dataclass(frozen=True, slots=True)
class CampaignCase:
    """A campaign and what the book holds about it, under one profile. `cases`: its incidents. `stated`: the
    tolls of the whole as reports state them; () where no report tells of more than one place. `added`: the
    sum of `added_over` incidents at one place each. `apart`: claims in reports of its incidents that count
    from before its days or after them. `over`: what of `added` is more than the whole is said to be."""

    campaign: Campaign
    cases: tuple[Case, ...]
    claims: tuple[Claim, ...]
    apart: tuple[Claim, ...]
    documents: Mapping[str, Document]
    stated: tuple[Toll, ...]
    added: tuple[Toll, ...]
    added_over: tuple[str, ...]

    @property
    def tolls(self) -> tuple[Toll, ...]:
        """The tolls to show first: those of the whole, else the sum of its incidents."""
        return self.stated or self.added

    @property
    def title(self) -> str:
        """The campaign's names and actor: "Operation Herof 2.0 (Baloch Liberation Army)"."""
        names = " / ".join(self.campaign.names)
        actor = self.campaign.actor or "actor not told"
        return f"{names} ({actor})" if names else actor

    def report_words(self, document_id: str) -> str:
        """A report by its outlet and day: "The Kalat Weekly, 31 Jan 2026"; "" for one of another campaign."""
        document = self.documents.get(document_id)
        if document is None:
            return ""
        name = document.publisher or document_id[:12]
        return f"{name}, {phrasing.day(document.published)}" if document.published else name

    def toll(self, measure: str, category: str) -> Toll | None:
        """The toll of one measure and category of `tolls`; None where nobody gives one."""
        return next((t for t in self.tolls if (t.measure, t.category) == (measure, category)), None)

    @property
    def over(self) -> tuple[tuple[Toll, Toll], ...]:
        """(whole, sum) wherever the incidents add up to more than the whole can be."""
        whole = {(t.measure, t.category): t for t in self.stated}
        pairs = ((whole.get((t.measure, t.category)), t) for t in self.added)
        return tuple(
            (w, t) for w, t in pairs if w is not None and w.high is not None and (t.low or 0) > w.high
        )

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions that count for it."""
        left = {m for member in self.campaign.members for m in member.apart}
        return tuple(m for case in self.cases for m in case.mentions if m.mention_id not in left)

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts (towns where those are not known) that reports name."""
        places = (p for m in self.mentions for p in (m.place, *m.places) if p is not None)
        return tuple(sorted({site for place in places if (site := site_of(place)) is not None}))

    @property
    def extents(self) -> tuple[tuple[Extent, str], ...]:
        """How many sites, towns or districts reports count, each with its document, by kind and number."""
        found = {
            (e.kind, e.quantity.low, e.quantity.high): (e, m.document_id)
            for m in self.mentions
            for e in m.extents
        }
        return tuple(found[key] for key in sorted(found, key=lambda k: (k[0], k[1] or 0, k[2] or 0)))

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Every count of sites, towns or districts with who gives it, in the order of reports."""
        voices: dict[str, list[Voice]] = {}
        for claim in self.claims:
            voices.setdefault(claim.document_id, []).extend(v for v in claim.voices if v.party)
        found = (self._counted(e, m.document_id, voices) for m in self.mentions for e in m.extents)
        return tuple(sorted(dict.fromkeys(found), key=self._order_of_counts))

    def _counted(self, extent: Extent, document_id: str, voices: Mapping[str, Sequence[Voice]]) -> Counted:
        speaker = _speaker(extent.span, voices.get(document_id, ()), self.documents[document_id])
        return Counted(extent, document_id, speaker)

    def counted_by(self, one: Counted) -> str:
        """Who gives the count: the party and the report, or the report alone."""
        report = self.report_words(one.document_id)
        return f"{one.speaker.name}, in {report}" if one.speaker else report

    @property
    def counts_told(self) -> tuple[tuple[str, int | None, str, str], ...]:
        """Each count of sites, towns or districts once: its kind, its number, in whose words it stands, and
        everybody who gives it."""
        groups = groupby(self.counted, key=lambda c: (c.extent.kind, c.extent.quantity.low))
        return tuple((kind, number, *self._words_and_givers(tuple(same))) for (kind, number), same in groups)

    def _words_and_givers(self, same: Sequence[Counted]) -> tuple[str, str]:
        quotes = dict.fromkeys(f"“{phrasing.on_one_line(c.extent.span.quote)}”" for c in same)
        return ", ".join(quotes), "; ".join(dict.fromkeys(map(self.counted_by, same)))

    @property
    def apart_by_day(self) -> tuple[Claim, ...]:
        """The claims apart from it, by the day that they count from."""
        return tuple(sorted(self.apart, key=lambda c: (str(c.window.start), c.category, c.quantity.low or 0)))

    def report_order(self, document_id: str) -> tuple[str, str]:
        """Sorts reports by their day; those without one, or of another campaign, last."""
        document = self.documents.get(document_id)
        return str(document.published or "9") if document else "9", document_id

    def _order_of_counts(self, one: Counted) -> tuple[str, int, str, int]:
        published = self.documents[one.document_id].published
        return one.extent.kind, one.extent.quantity.low or 0, str(published or "9"), one.extent.span.start

    @property
    def tactics(self) -> tuple[tuple[str, int], ...]:
        """ACLED's sub-event types with the number of reports that tell of each, most first."""
        told = Counter(m.types.acled[1] for m in self.mentions if m.types.acled)
        return tuple(sorted(told.items(), key=lambda item: (-item[1], item[0])))


def campaign_case(campaign: Campaign, cases: Iterable[Case], profile: str = "neutral") -> CampaignCase:
    """The campaign with its incidents among the cases and its tolls under the profile. UsageError on an
    unknown profile."""
    own = tuple(case for case in cases if case.incident.incident_id in campaign.incident_ids)
    documents = {key: document for case in own for key, document in case.documents.items()}
    told, apart = _told(campaign, own)
    wide = [case for case in own if _is_wide(case)]
    local = [case for case in own if not _is_wide(case) and case.tolls]
    stated = tolls(told, documents, profile) if wide else ()
    return CampaignCase(
        campaign,
        own,
        told,
        apart,
        documents,
        stated,
        added(local, profile),
        tuple(case.incident.incident_id for case in local),
    )


def beside(one: CampaignCase, cases: Iterable[Case], days: int = 3) -> tuple[Case, ...]:
    """The incidents that are no part of the campaign, of its days or so many days before or after, in its
    first-level areas; in the order of `cases`."""
    start, end = one.campaign.start, one.campaign.end
    if start is None or end is None:
        return ()
    areas = {(p.country_iso3, p.admin1) for m in one.mentions for p in (m.place, *m.places) if p and p.admin1}
    near = timedelta(days=days)
    return tuple(
        case
        for case in cases
        if case.incident.incident_id not in one.campaign.incident_ids
        and case.place is not None
        and (case.place.country_iso3, case.place.admin1) in areas
        and case.event.start is not None
        and start - near <= case.event.start <= end + near
    )


def _speaker(span: Span, voices: Iterable[Voice], document: Document) -> Voice | None:
    """The last of the voices that stand in the sentence of the span."""
    content = document.content
    begins = max(content.rfind(mark, 0, span.start) for mark in _SENTENCE_ENDS)
    ends = [at for mark in _SENTENCE_ENDS if (at := content.find(mark, span.end)) >= 0]
    last = min(ends, default=len(content))
    inside = [v for v in voices if v.span is not None and begins <= v.span.start and v.span.end <= last + 1]
    return max(inside, key=lambda v: v.span.start if v.span else 0, default=None)


def _is_wide(case: Case) -> bool:
    """Whether reports tell of it as more than one place."""
    place = case.place
    return any(map(is_episode, case.mentions)) or place is None or (place.precision or 9) > _NARROW


def _told(campaign: Campaign, cases: Sequence[Case]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims about the campaign, and those about days outside its own."""
    left = {m for member in campaign.members for m in member.apart}
    told: list[Claim] = []
    apart: list[Claim] = []
    for case in cases:
        places = {m.mention_id: m.place for m in case.mentions}
        for claim in (c for c in case.standing if c.scope != "background"):
            place = places.get(claim.mention_id)
            if claim.mention_id in left or _is_outside(claim, campaign):
                apart.append(claim)
            elif claim.area is None and not _is_wide(case) and place is not None:
                told.append(replace(claim, area=place))
            else:
                told.append(claim)
    return tuple(told), tuple(apart)


def _is_outside(claim: Claim, campaign: Campaign) -> bool:
    """Whether the figure counts from before the campaign's days, or from after them."""
    first = claim.window.start
    if first is None or campaign.start is None or campaign.end is None:
        return False
    return first < campaign.start or first > campaign.end


def added(cases: Sequence[Case], profile: str) -> tuple[Toll, ...]:
    """The sum of the incidents' tolls, marked as derived: an end or a best figure that one of them lacks, the
    sum lacks too. Marks of any of them are marks of the sum."""
    found = []
    for measure in MEASURES:
        for category in CATEGORIES:
            own = [t for case in cases if (t := case.toll(measure, category)) is not None]
            if own:
                found.append(_sum(own, category, profile, len(cases)))
    return tuple(found)


def _sum(own: Sequence[Toll], category: Category, profile: str, of: int) -> Toll:
    bests, highs = [t.best for t in own], [t.high for t in own]
    marks = {mark for toll in own for mark in toll.marks}
    return Toll(
        own[0].measure,
        category,
        sum(t.low or 0 for t in own),
        None if None in bests else sum(b for b in bests if b is not None),
        None if None in highs else sum(h for h in highs if h is not None),
        profile,
        tuple(sorted({c for t in own for c in t.used})),
        _aside(own),
        True,
        f"Added over {phrasing.plural(len(own), 'incident')} of {of} that give a figure for one place.",
        tuple(mark for mark in MARKS if mark in marks),
    )


def _aside(own: Sequence[Toll]) -> tuple[SetAside, ...]:
    return tuple(sorted({s for t in own for s in t.set_aside}, key=lambda s: (s.claim_id, s.reason)))
