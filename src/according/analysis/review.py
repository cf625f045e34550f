"""What a person should look at first: the answers of reading, most doubtful and weightiest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from according.model import Claim, Mention, Reading

Question = Literal["figure", "category", "scope", "voice", "date", "place"]
#: In doubt between two questions of one claim the earlier is asked: a wrong figure makes the rest moot.
_OF_CLAIMS: tuple[Question, ...] = ("figure", "category", "scope", "voice")
_OF_MENTIONS: tuple[Question, ...] = ("date", "place")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One answer to look at. `question`: the least sure one; `probability` (0 to 1) that it is right;
    `priority`: (1 − probability) · log2(1 + people), people being the figure that hangs on it, or 1."""

    subject: Claim | Mention
    question: Question
    probability: float
    priority: float


def doubts(readings: Sequence[Reading]) -> tuple[Doubt, ...]:
    """The least sure question of every claim and of every main mention with a figure, in order of priority;
    documents and offsets decide between equals, so that the order never varies."""
    found = [doubt for reading in readings for doubt in _of_reading(reading)]
    return tuple(sorted(found, key=lambda d: (-d.priority, d.subject.document_id, d.subject.span.start)))


def _of_reading(reading: Reading) -> Iterator[Doubt]:
    for claim in reading.claims:
        if claim.confidence is not None:
            asked = [(getattr(claim.confidence, q), q) for q in _OF_CLAIMS]
            yield _doubt(claim, asked, _people([claim]))
    for mention in reading.mentions:
        own = [c for c in reading.claims if c.mention_id == mention.mention_id]
        if mention.confidence is not None and own:
            given = [(getattr(mention.confidence, q), q) for q in _OF_MENTIONS]
            if asked := [(p, q) for p, q in given if p is not None]:
                yield _doubt(mention, asked, _people(own))


def _doubt(subject: Claim | Mention, asked: Sequence[tuple[float, Question]], people: int) -> Doubt:
    probability, question = min(asked, key=lambda pair: pair[0])
    return Doubt(subject, question, probability, round((1 - probability) * math.log2(1 + people), 4))


def _people(claims: Sequence[Claim]) -> int:
    """The largest figure among the claims, at least one."""
    return max([1, *(c.quantity.best or c.quantity.low or c.quantity.high or 1 for c in claims)])
