"""The figures of corrected reports: what they said, what became of them, and what is said now."""

from __future__ import annotations

from dataclasses import dataclass

from according import phrasing
from according.analysis.case import Case
from according.corrections import BASIS_WORDS, Corrected
from according.model import Claim, Document, Side


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """One figure that no longer counts, as cells. `now`: what the report in its place says of the same
    people by a speaker of the same side or by itself, "–" where it says nothing or there is none."""

    figure: str
    people: str
    side: Side
    speaker: str
    report: str
    became: str
    now: str


def corrected_rows(case: Case) -> tuple[CorrectedRow, ...]:
    """Every figure about the incident that corrected reports assert, in the order of days and texts."""
    told = (c for c in case.claims if c.document_id in case.corrected and _is_figure(c))
    ordered = sorted(told, key=lambda c: (*_published(case.documents[c.document_id]), c.span.start))
    return tuple(_row(case, claim) for claim in ordered)


def _is_figure(claim: Claim) -> bool:
    return claim.is_of_event and claim.repeats is None


def _published(document: Document) -> tuple[str, str]:
    return str(document.published or "9"), document.document_id


def _row(case: Case, claim: Claim) -> CorrectedRow:
    one = case.corrected[claim.document_id]
    name = claim.voices[-1].name if claim.voices else ""
    return CorrectedRow(
        phrasing.claim_figure(claim),
        phrasing.people_words(claim.measure, claim.category),
        claim.side,
        name or phrasing.SIDE_WORDS[claim.side],
        _named(case.documents[claim.document_id]),
        _became(one, case),
        _now(case, claim, one),
    )


def _named(document: Document) -> str:
    day = phrasing.day(document.published) if document.published else "undated"
    return f"{document.publisher or document.document_id[:12]}, {day}"


def _became(one: Corrected, case: Case) -> str:
    """ "corrected in Evening Ledger, 3 Feb 2026 (its notice)"; of a person's word with the reason."""
    instead = case.documents.get(one.corrected_in or "")
    elsewhere = one.corrected_in[:12] if one.corrected_in else ""
    place = f"corrected in {_named(instead) if instead else elsewhere}" if one.corrected_in else "withdrawn"
    if one.basis != "person":
        return f"{place} ({BASIS_WORDS[one.basis]})"
    return f"{place}, says {one.by}" + (f": {one.why}" if one.why else "")


def _now(case: Case, claim: Claim, one: Corrected) -> str:
    same = (
        c
        for c in case.standing
        if c.document_id == one.corrected_in
        and (c.measure, c.category) == (claim.measure, claim.category)
        and c.side in (claim.side, "author")
        and _is_figure(c)
    )
    figures = dict.fromkeys(phrasing.claim_figure(c) for c in sorted(same, key=lambda c: c.span.start))
    return ", ".join(figures) or "–"
