"""The interchange records: mentions, claims and links as plain JSON values. Scripts depend on them.

Every field is documented in docs/interchange.md; a field is added at the end and never renamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from according.analysis.case import Case
from according.analysis.correcting import Stands
from according.analysis.difference import Cause, Change, Moved
from according.analysis.evidence import Evidence
from according.analysis.judging import Signed
from according.analysis.linked import Linked
from according.analysis.result import Answered, Result
from according.analysis.review import Doubt
from according.analysis.sensitivity import Comparison, Standing
from according.corrections import Corrected
from according.errors import PROBLEMS
from according.model import Actor, Claim, EventDate, EventTypes, Mention, Place, Problem, Reading, Toll, Voice

Record = dict[str, Any]
#: Claims of one mention in one document → the tolls that the document by itself gives.
Tally = Callable[[tuple[Claim, ...]], tuple[Toll, ...]]
_TOLL_KEYS = ("measure", "category", "low", "best", "high")


def mention_records(reading: Reading, tally: Tally) -> Iterator[Record]:
    """The mentions of one reading by rank, each with the tolls of its own claims."""
    for mention in sorted(reading.mentions, key=lambda m: (m.rank, m.span.start)):
        own = tuple(claim for claim in reading.claims if claim.mention_id == mention.mention_id)
        yield mention_record(mention, tally(own))


def claim_records(reading: Reading) -> Iterator[Record]:
    """The claims of one reading in the order of the text."""
    for claim in sorted(reading.claims, key=lambda c: (c.span.start, c.span.end, c.claim_id)):
        yield claim_record(claim)


def mention_record(mention: Mention, tolls: Iterable[Toll]) -> Record:
    """One mention: when, where, what, who, the tolls of its document, and the words it was found by."""
    return {
        "document_id": mention.document_id,
        "mention_id": mention.mention_id,
        "rank": mention.rank,
        **event_record(mention.event, mention.place, mention.types),
        "actors": [_actor(actor) for actor in mention.actors],
        "tolls": [toll_record(toll) for toll in tolls],
        "quote": mention.span.quote,
        "start": mention.span.start,
        "end": mention.span.end,
        "confidence": None if mention.confidence is None else asdict(mention.confidence),
    }


def event_record(event: EventDate, place: Place | None, types: EventTypes) -> Record:
    """When, where and what: the fields that mentions and incidents share."""
    return {
        "event": {"start": _day(event.start), "end": _day(event.end), "precision": event.precision},
        "place": None if place is None else _place(place),
        "types": {
            "acled": None if types.acled is None else list(types.acled),
            "ucdp": types.ucdp,
            "gtd": list(types.gtd),
        },
    }


def toll_record(toll: Toll, aside: bool = False) -> Record:
    """One toll: measure, category, low ≤ best ≤ high (null is an open end) and the claims it rests on; with
    `aside` as `used`, beside those set aside and why."""
    figures: Record = {
        "measure": toll.measure,
        "category": toll.category,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
    }
    if not aside:
        return figures | {"claim_ids": list(toll.used)}
    left = [{"claim_id": item.claim_id, "reason": item.reason} for item in toll.set_aside]
    return figures | {"used": list(toll.used), "set_aside": left, "marks": list(toll.marks)}


def standing_record(made: Comparison, standing: Standing, incident_id: str | None) -> Record:
    """One measure and category under one profile, over a book or (with its id) over one incident."""
    return {
        "incident_id": incident_id,
        "measure": made.measure,
        "category": made.category,
        "profile": standing.profile,
        "low": standing.low,
        "best": standing.best,
        "high": standing.high,
        "open_high": standing.open_high,
        "incidents": standing.incidents,
        "without_best": standing.without_best,
        "changed": standing.changed,
        "party_word": standing.party_word,
        "marks": dict(standing.marks),
        "disputed": made.disputed,
        "left_out": made.left_out,
        "best_least": made.bests[0] if made.bests else None,
        "best_greatest": made.bests[1] if made.bests else None,
        "spread_percent": made.spread_percent,
    }


def claim_record(claim: Claim) -> Record:
    """One claim: figure, quote with its span, scope, window, stance, the voices outermost first, parts."""
    quantity = claim.quantity
    return {
        "claim_id": claim.claim_id,
        "document_id": claim.document_id,
        "mention_id": claim.mention_id,
        "measure": claim.measure,
        "category": claim.category,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "quote": claim.span.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "scope": claim.scope,
        "window": {"start": _day(claim.window.start), "end": _day(claim.window.end)},
        "stance": claim.stance,
        "voice": [voice_record(voice) for voice in claim.voices],
        "derived": claim.derived,
        "parts": list(claim.parts),
        "confidence": None if claim.confidence is None else asdict(claim.confidence),
    }


def review_record(doubt: Doubt) -> Record:
    """One answer to look at: its least sure question, probability and priority, then the claim or mention."""
    subject = doubt.subject
    asked = {"question": doubt.question, "probability": doubt.probability, "priority": doubt.priority}
    if isinstance(subject, Claim):
        return asked | {"kind": "claim"} | claim_record(subject)
    return asked | {"kind": "mention"} | mention_record(subject, ())


def link_record(mention: Mention, incident_id: str) -> Record:
    """Which incident one mention of one document belongs to."""
    return {
        "document_id": mention.document_id,
        "mention_id": mention.mention_id,
        "incident_id": incident_id,
        "rank": mention.rank,
    }


def compared_records(link: Linked) -> Iterator[Record]:
    """One record a comparison of two mentions; the sum and the verdict stand in each."""
    for one in link.comparisons:
        yield {
            "mention_a": link.first.mention_id,
            "mention_b": link.second.mention_id,
            "document_a": link.first.document_id,
            "document_b": link.second.document_id,
            "question": one.question,
            "level": one.level,
            "weight": one.weight,
            "sum": link.weight,
            "verdict": link.verdict,
            "together": link.together,
        }


def incident_record(case: Case) -> Record:
    """One incident: when, where, what, how many documents and voices, its tolls with the claims behind."""
    sides = Counter(case.sides)
    return {
        "incident_id": case.incident.incident_id,
        **event_record(case.event, case.place, case.types),
        "documents": len(case.document_ids),
        "voices": {side: sides[side] for side in sorted(sides)},
        "tolls": [toll_record(toll, aside=True) for toll in case.tolls],
        "document_ids": list(case.document_ids),
        "part_of": case.part_of,
    }


def evidence_record(item: Evidence, case: Case, toll: Toll | None) -> Record:
    """One claim behind (or set aside from) a toll, in its sentence. `standing`: used, set_aside, or stated
    where no toll was asked for."""
    claim = claim_record(item.claim)
    return {
        "incident_id": case.incident.incident_id,
        "profile": None if toll is None else toll.profile,
        "toll": None if toll is None else {k: getattr(toll, k) for k in _TOLL_KEYS},
        "standing": "set_aside" if item.reason else "stated" if toll is None else "used",
        "reason": item.reason,
        **claim,
        "sentence": item.before + item.quote + item.after,
        "publisher": item.document.publisher,
        "published": _day(item.document.published),
    }


def problem_record(problem: Problem) -> Record:
    """One problem with its meaning and remedy."""
    kind, span = PROBLEMS.get(problem.code), problem.span
    return {
        "code": problem.code,
        "title": kind.title if kind else "",
        "message": problem.message,
        "where": problem.where,
        "document_id": problem.document_id,
        "remedy": kind.remedy if kind else "",
        "quote": None if span is None else span.quote,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def signed_record(item: Signed) -> Record:
    """One person's judgement: its entry, the two mentions with their reports, verdict, who, why, and how it
    stands (in_force, waiting, replaced, retracted)."""
    judgement, undone = item.judgement, item.undone
    return {
        "entry_id": item.entry.entry_id,
        "recorded_at": item.entry.recorded_at.isoformat(timespec="microseconds"),
        "verdict": judgement.verdict,
        "mention_a": judgement.mention_a,
        "mention_b": judgement.mention_b,
        "document_a": None if item.first is None else item.first.document_id,
        "document_b": None if item.second is None else item.second.document_id,
        "by": judgement.by,
        "why": judgement.why,
        "state": item.state,
        "retracted_by": None if undone is None else undone.retraction.by,
        "retracted_at": None if undone is None else undone.recorded_at.isoformat(timespec="microseconds"),
        "retracted_why": None if undone is None else undone.retraction.why,
    }


def corrected_record(one: Corrected) -> Record:
    """One document that another of its group corrects: which, and by what it shows."""
    return {"document_id": one.document_id, "corrected_in": one.corrected_in, "basis": one.basis}


def correction_record(item: Stands) -> Record:
    """One correction: the report, the one in its place, on what basis and whose word, and how it stands."""
    one, entry, undone = item.corrected, item.entry, item.undone
    return {
        "entry_id": None if entry is None else entry.entry_id,
        "recorded_at": None if entry is None else entry.recorded_at.isoformat(timespec="microseconds"),
        "document_id": one.document_id,
        "corrected_in": one.corrected_in,
        "stands": item.report_stands,
        "basis": one.basis,
        "by": one.by,
        "why": one.why,
        "state": item.state,
        "retracted_by": None if undone is None else undone.retraction.by,
        "retracted_at": None if undone is None else undone.recorded_at.isoformat(timespec="microseconds"),
        "retracted_why": None if undone is None else undone.retraction.why,
        "taken_out": item.taken_out,
    }


def change_record(change: Change) -> Record:
    """One change between two moments: the incidents before and after, the reports that came and went, the
    tolls that moved, and the entries behind it."""
    then, now = ({d for case in cases for d in case.document_ids} for cases in (change.before, change.after))
    case = (change.after or change.before)[0]
    return {
        "change": change.kind,
        "before": [case.incident.incident_id for case in change.before],
        "after": [case.incident.incident_id for case in change.after],
        **event_record(case.event, case.place, case.types),
        "documents_added": sorted(now - then),
        "documents_removed": sorted(then - now),
        "moved": [_moved(moved) for moved in change.moved],
        "causes": [_cause(cause) for cause in change.causes],
    }


def _moved(moved: Moved) -> Record:
    ends = ("low", "best", "high")
    before, after = (
        [{e: getattr(t, e) for e in ends} for t in tolls] for tolls in (moved.before, moved.after)
    )
    return {"measure": moved.measure, "category": moved.category, "before": before, "after": after}


def _cause(cause: Cause) -> Record:
    return {
        "kind": cause.kind,
        "by": cause.by,
        "why": cause.why,
        "recorded_at": cause.recorded_at.isoformat(timespec="microseconds"),
        "document_ids": list(cause.document_ids),
        "verdict": cause.verdict,
        "undoes": cause.undoes,
        "entry_ids": list(cause.entry_ids),
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _place(place: Place) -> Record:
    """The place; the added gazetteer that it comes from only where there is one."""
    added = {} if place.gazetteer is None else {"gazetteer": place.gazetteer}
    return {
        "name": place.name,
        "country_iso3": place.country_iso3,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        **added,
    }


def _actor(actor: Actor) -> Record:
    return {"name": actor.name, "role": actor.role, "side": actor.side, "basis": actor.basis}


def voice_record(voice: Voice) -> Record:
    """One voice of a chain: its name, side, whether it is a party, and where its name stands."""
    span = voice.span
    return {
        "name": voice.name,
        "side": voice.side,
        "party": voice.party,
        "quote": None if span is None else span.quote,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def result_record(result: Result) -> Record:
    """An analysis: what was asked, `answered` or not, its verdict and sentence or the reason of its refusal,
    then tables and figures whole."""
    said: Record = (
        {"verdict": result.verdict, "sentence": result.sentence, "cautions": list(result.cautions)}
        if isinstance(result, Answered)
        else {"reason": result.reason, "needed": result.needed}
    )
    terms = asdict(result.terms)
    return {
        "question": terms.pop("question"),
        "answered": isinstance(result, Answered),
        **said,
        **terms,
        "cutoff": _plain(result.terms.cutoff),
        "checks": [asdict(check) for check in result.checks],
        "tables": [asdict(table) for table in result.tables],
        "figures": [{"kind": type(f).__name__.lower(), **_plain(asdict(f))} for f in result.figures],
    }


def _plain(value: Any) -> Any:
    """Days as text, however deep they lie."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
