"""What holds for every reading of every document, whatever the document says."""

from __future__ import annotations

from collections.abc import Iterator

from according.model import MEASURES, Category, Document, Measure, Reading, Span
from according.pipeline import Tools, read_documents
from according.tally import tally


def read_one(document: Document, tools: Tools) -> Reading:
    """The document's reading, by itself."""
    (reading,) = read_documents([document], tools)
    return reading


def spans_of(reading: Reading) -> Iterator[Span]:
    """Every span that a reading holds."""
    for claim in reading.claims:
        yield claim.span
        yield from (voice.span for voice in claim.voices if voice.span is not None)
    for mention in reading.mentions:
        yield mention.span
        yield from (actor.span for actor in mention.actors if actor.span is not None)
        yield from (extent.span for extent in mention.extents)


def assert_sound(document: Document, reading: Reading) -> None:
    """Spans quote the text, ids are unique and point somewhere, figures and days are in order."""
    content = document.content
    assert reading.document_id == document.document_id
    for span in spans_of(reading):
        assert span.start < span.end
        assert content[span.start : span.end] == span.quote
    mentions = [m.mention_id for m in reading.mentions]
    claims = [c.claim_id for c in reading.claims]
    assert len(set(mentions)) == len(mentions)
    assert len(set(claims)) == len(claims)
    assert sorted(m.rank for m in reading.mentions) == list(range(1, len(mentions) + 1))
    for claim in reading.claims:
        assert claim.document_id == document.document_id
        assert claim.mention_id in mentions
        pointed = {*claim.parts, *filter(None, (claim.repeats, claim.adds_to))}
        assert pointed <= set(claims) - {claim.claim_id}
        assert_in_order(claim.quantity.low, claim.quantity.best, claim.quantity.high)
        assert claim.quantity.words
        if claim.window.start is not None and claim.window.end is not None:
            assert claim.window.start <= claim.window.end
    for mention in reading.mentions:
        if mention.event.start is not None and mention.event.end is not None:
            assert mention.event.start <= mention.event.end
        assert_tolls_sound(reading, mention.mention_id)


def assert_in_order(low: int | None, best: int | None, high: int | None) -> None:
    """low ≤ best ≤ high where they are known, at least one of them known, none negative."""
    known = [end for end in (low, best, high) if end is not None]
    assert known
    assert known == sorted(known)
    assert known[0] >= 0


def assert_tolls_sound(reading: Reading, mention_id: str) -> None:
    """The tolls of a mention are in order, one of each kind, and rest on claims of that mention."""
    claims = {c.claim_id for c in reading.claims if c.mention_id == mention_id}
    tolls = tally([c for c in reading.claims if c.mention_id == mention_id])
    assert len({(t.measure, t.category) for t in tolls}) == len(tolls)
    for toll in tolls:
        assert_in_order(toll.low, toll.best, toll.high)
        assert {*toll.used, *(aside.claim_id for aside in toll.set_aside)} <= claims


def tolls_of(reading: Reading, rank: int = 1) -> dict[tuple[Measure, Category], tuple[int | None, ...]]:
    """(low, best, high) by measure and category of the mention of that rank."""
    mention_id = next((m.mention_id for m in reading.mentions if m.rank == rank), None)
    tolls = tally([c for c in reading.claims if c.mention_id == mention_id])
    return {(t.measure, t.category): (t.low, t.best, t.high) for t in tolls}


def total(reading: Reading, measure: Measure) -> int | None:
    """The best figure over everyone of the event that the document is about; 0 where none is told."""
    assert measure in MEASURES
    return tolls_of(reading).get((measure, "all"), (0, 0, 0))[1]
