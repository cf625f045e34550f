"""How sure: the probability that a figure, its category, scope and voice, a date and a place are read right.

A logistic model over plain marks of the claim or mention and of where it stands. Its weights are fitted to
the labelled documents by `train/confidence.py`; docs/quality.md holds the reliability table. The probability
speaks of reading, not of truth: how likely a careful reader finds the same in the same document.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from according.calibration import weights
from according.model import (
    Claim,
    ClaimConfidence,
    Document,
    Mention,
    MentionConfidence,
    Reading,
    Sentence,
)
from according.text import sentences_of

#: How many sentences, the title among them, say what a report is about.
_LEAD = 4
#: More days than this between a date and the report make it less sure; the marks stop there.
_FAR = 30


def with_confidence(reading: Reading, document: Document) -> Reading:
    """The same reading, each of its claims and mentions with its probabilities (0 to 1)."""
    if not reading.mentions:
        return reading
    around = Around(reading, document)
    return replace(
        reading,
        claims=tuple(replace(c, confidence=_of_claim(c, around)) for c in reading.claims),
        mentions=tuple(replace(m, confidence=_of_mention(m, around)) for m in reading.mentions),
    )


class Around:
    """What the marks of a claim are taken from besides itself: its document's sentences and other claims."""

    def __init__(self, reading: Reading, document: Document) -> None:
        self.document = document
        self.sentences: Sequence[Sentence] = sentences_of(document)
        self._starts = [s.start for s in self.sentences]
        self.claims = reading.claims
        self.mentions = reading.mentions
        self.rank = {m.mention_id: m.rank for m in reading.mentions}
        self.told = Counter((c.measure, c.quantity.best) for c in reading.claims)
        self.inside = Counter(self.sentence(c).index for c in reading.claims)
        self.parts = {p for c in reading.claims for p in c.parts}
        self.shouted = document.content.isupper()

    def sentence(self, found: Claim | Mention) -> Sentence:
        """The sentence in which a claim or mention begins."""
        return self.sentences[max(0, bisect_right(self._starts, found.span.start) - 1)]


def claim_marks(claim: Claim, around: Around) -> frozenset[str]:
    """The marks of a claim that its probabilities are computed from."""
    return frozenset((*_own_marks(claim), *_marks_of_place(claim, around), *_voice_marks(claim)))


def _own_marks(claim: Claim) -> Iterator[str]:
    quote, n = claim.span.quote, claim.quantity.best
    yield f"measure {claim.measure}"
    yield f"category {claim.category}"
    yield f"scope {claim.scope}"
    yield f"rule {claim.quantity.rule}"
    yield f"words {min(len(quote.split()), 8)}"
    if claim.stance != "asserted":
        yield "not asserted"
    if n == 1:
        yield f"one {claim.measure}"
    yield "named" if quote[:1].isupper() else "described"
    if any(ch.isdigit() for ch in quote):
        yield "digits"
    if n is None or n > 99:
        yield "many" if n else "vague"
    for name in ("repeats", "adds_to"):
        if getattr(claim, name):
            yield name
    if claim.parts:
        yield "has parts"


def _marks_of_place(claim: Claim, around: Around) -> Iterator[str]:
    sentence = around.sentence(claim)
    position = "title" if sentence.is_title else "lead" if sentence.index <= _LEAD else "body"
    yield position
    yield f"{position} {claim.measure}"
    yield f"rank {min(around.rank.get(claim.mention_id, 0), 3)}"
    yield f"beside {min(around.inside[sentence.index], 4)}"
    yield f"claims {min(len(around.claims).bit_length(), 5)}"
    yield f"length {min(len(sentence.text) // 80, 4)}"
    yield f"sentences {min(len(around.sentences).bit_length(), 7)}"
    if around.told[claim.measure, claim.quantity.best] > 1:
        yield "told twice"
    if claim.claim_id in around.parts:
        yield "part"
    if around.shouted:
        yield "upper case"
    if any(mark in sentence.text for mark in '"“”'):
        yield "quotation"


def _voice_marks(claim: Claim) -> Iterator[str]:
    yield f"side {claim.side}"
    yield f"voices {min(len(claim.voices), 2)}"
    span = claim.voices[-1].span if claim.voices else None
    if span is not None:
        far = min(abs(span.start - claim.span.start) // 60, 6)
        yield f"voice {'behind' if span.start > claim.span.start else 'before'} {far}"


def mention_marks(mention: Mention, around: Around) -> frozenset[str]:
    """The marks of a mention that the probabilities of its date and place are computed from."""
    return frozenset((*_date_marks(mention, around), *_place_marks(mention, around)))


def _date_marks(mention: Mention, around: Around) -> Iterator[str]:
    yield f"rank {min(mention.rank, 3)}"
    yield f"precision {mention.event.precision}"
    yield f"mentions {min(len(around.mentions), 4)}"
    yield f"claims {min(len(around.claims).bit_length(), 5)}"
    yield f"sentences {min(len(around.sentences).bit_length(), 7)}"
    start, published = mention.event.start, around.document.published
    if published is None:
        yield "unpublished"
    elif start is not None:
        days = (published - start).days
        yield "after the report" if days < 0 else f"days {days if days < 8 else 8 if days <= _FAR else 9}"


def _place_marks(mention: Mention, around: Around) -> Iterator[str]:
    place = mention.place
    yield f"places {min(len(mention.places), 5)}"
    if place is None:
        yield "no place"
        return
    yield f"where {place.precision}"
    first = around.document.content.find(place.name)
    title = len(around.document.title)
    yield "place unseen" if first < 0 else "place first" if first < title + 200 else "place later"
    if place.admin1 and place.admin1 in around.document.content:
        yield "area named"
    if around.document.content.count(place.name) > 1:
        yield "place again"


def _of_claim(claim: Claim, around: Around) -> ClaimConfidence:
    marks = claim_marks(claim, around)
    return ClaimConfidence(*(probability(q, marks) for q in ("figure", "category", "scope", "voice")))


def _of_mention(mention: Mention, around: Around) -> MentionConfidence:
    marks = mention_marks(mention, around)
    dated, placed = mention.event.start is not None, mention.place is not None
    return MentionConfidence(
        probability("date", marks) if dated else None, probability("place", marks) if placed else None
    )


def probability(
    question: str, marks: frozenset[str], table: Mapping[str, Mapping[str, float]] | None = None
) -> float:
    """The probability (0 to 1, three decimals) that the answer to a question is right, given the marks."""
    row = (table or weights())[question]
    odds = row["bias"] + math.fsum(sorted(row.get(mark, 0.0) for mark in marks))
    return round(1 / (1 + math.exp(-odds)), 3)
