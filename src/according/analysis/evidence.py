"""Why this number: the claims behind a figure, with the sentence, the speakers and the place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from according.analysis.case import Case
from according.model import Claim, Document, Span, Toll
from according.stated import statements_of
from according.text import sentences_of
from according.toll import REASONS

#: A query that is a figure: digits, with or without separators between thousands.
_FIGURE = re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d{1,9}")
#: The shortest beginning of an id that is taken for one.
_SHORTEST_ID = 4
_ID = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim in its sentence. `before`, `quote`, `after` are the sentence's own characters: joined they
    are `document.content[start:end]`. `reason` says why a toll does not rest on it; None where it does."""

    claim: Claim
    document: Document
    start: int
    end: int
    before: str
    quote: str
    after: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One toll of one incident with its evidence, or (`toll` None) the claims that state a figure there;
    of an incident without tolls every claim, set aside with what it is instead."""

    case: Case
    toll: Toll | None
    used: tuple[Evidence, ...]
    set_aside: tuple[Evidence, ...]

    @property
    def weighed(self) -> tuple[Evidence, ...]:
        """The claims set aside that count the people of the toll: of its category, or of all for `all`."""
        category = self.toll.category if self.toll else "all"
        return tuple(e for e in self.set_aside if category == "all" or e.claim.category == category)


def reason_words(reason: str) -> str:
    """Why a claim was set aside, in words."""
    return REASONS.get(reason, reason.replace("_", " "))


def is_figure(cases: Sequence[Case], query: str) -> bool:
    """Whether a query is answered as a figure that stands in the book, not as an id."""
    figure = _as_figure(query)
    return figure is not None and bool(_by_figure(cases, figure))


def evidence(claim: Claim, document: Document, reason: str | None = None) -> Evidence:
    """The claim in its sentence (sentences, where its span reaches over an end)."""
    start, end = sentence_range(document, claim.span)
    content = document.content
    return Evidence(
        claim,
        document,
        start,
        end,
        content[start : claim.span.start],
        claim.span.quote,
        content[claim.span.end : end],
        reason,
    )


def sentence_range(document: Document, span: Span) -> tuple[int, int]:
    """Where the sentences that share a character with the span begin and end; the span itself at least."""
    shared = [s for s in sentences_of(document) if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in shared)])
    end = max([span.end, *(s.end for s in shared)])
    return start, end


def answer(case: Case, toll: Toll) -> Answer:
    """The evidence behind one toll; the claims set aside in the order of their reasons."""
    aside = {item.claim_id: item.reason for item in toll.set_aside}
    used = [claim for claim in case.claims if claim.claim_id in toll.used]
    other = [claim for claim in case.claims if claim.claim_id in aside and claim.claim_id not in toll.used]
    return Answer(
        case,
        toll,
        _in_time(case, used, {}),
        tuple(sorted(_in_time(case, other, aside), key=lambda e: e.reason or "")),
    )


def _in_time(case: Case, claims: Iterable[Claim], reasons: dict[str, str]) -> tuple[Evidence, ...]:
    found = [evidence(c, case.documents[c.document_id], reasons.get(c.claim_id)) for c in claims]
    return tuple(
        sorted(found, key=lambda e: (str(e.document.published or "9"), e.document.document_id, e.start))
    )


def why(cases: Sequence[Case], query: str) -> tuple[Answer, ...]:
    """The answers to an id, a beginning of one (4 characters or more) or a figure; () where nothing fits.

    An incident's id asks for all of its tolls; a document's or mention's for the incidents that it tells of;
    a claim's, or a figure, for the claims and for the tolls that come out at it.
    """
    figure = _as_figure(query)
    by_figure = _by_figure(cases, figure) if figure is not None else ()
    return by_figure or _by_id(cases, query.casefold())


def matches(cases: Sequence[Case], query: str) -> tuple[str, ...]:
    """Every different id in the book that begins so, for telling an ambiguous beginning."""
    begun = query.casefold()
    if not _ID.fullmatch(begun) and not begun.isalnum():
        return ()
    found = {name for case in cases for name in _ids(case) if name.casefold().startswith(begun)}
    return tuple(sorted(found))


def _ids(case: Case) -> Iterable[str]:
    yield case.incident.incident_id
    yield from case.incident.mention_ids
    for claim in case.claims:
        yield claim.claim_id
        yield claim.document_id


def _as_figure(query: str) -> int | None:
    found = _FIGURE.fullmatch(query.strip())
    return int(re.sub(r"\D", "", found[0])) if found else None


def _by_figure(cases: Sequence[Case], figure: int) -> tuple[Answer, ...]:
    found = []
    for case in cases:
        stated = [c for c in case.claims if figure in (c.quantity.low, c.quantity.best, c.quantity.high)]
        if stated:
            found.append(_stating(case, stated))
        found.extend(answer(case, toll) for toll in case.tolls if figure in (toll.low, toll.best, toll.high))
    return tuple(found)


def _stating(case: Case, claims: Sequence[Claim]) -> Answer:
    return Answer(case, None, _in_time(case, claims, {}), ())


def _without_toll(case: Case) -> Answer:
    """An incident of which no report asserts a figure: what its claims are instead."""
    aside = {item.claim_id: item.reason for item in statements_of(case.claims, case.documents).set_aside}
    return Answer(case, None, (), _in_time(case, case.claims, aside))


def _by_id(cases: Sequence[Case], query: str) -> tuple[Answer, ...]:
    if len(query) < _SHORTEST_ID:
        return ()
    found: list[Answer] = []
    for case in cases:
        claims = [c for c in case.claims if c.claim_id.startswith(query)]
        about = (case.incident.incident_id, *case.incident.mention_ids, *case.document_ids)
        if any(name.casefold().startswith(query) for name in about):
            found.extend(answer(case, toll) for toll in case.tolls)
            found.extend(() if case.tolls else (_without_toll(case),))
        elif claims:
            found.append(_stating(case, claims))
            ids = {c.claim_id for c in claims}
            found.extend(answer(case, t) for t in case.tolls if ids & set(t.used))
    return tuple(found)
