"""Probabilities of reading: their marks, their range, what moves them."""

from __future__ import annotations

from datetime import date

import pytest

from according.calibration import weights
from according.model import Document
from according.pipeline import Tools, read_documents
from according.read.confidence import Around, claim_marks, mention_marks, probability

DAY = date(2026, 2, 3)
TEXT = "At least 12 soldiers were killed in Quetta on Monday, a rebel spokesman said. A driver was hurt."


def test_every_claim_and_mention_has_its_probabilities(tools: Tools) -> None:
    (reading,) = read_documents([Document("d", "Twelve die", TEXT, DAY)], tools)
    for claim in reading.claims:
        assert claim.confidence is not None
        sure = (claim.confidence.figure, claim.confidence.category, claim.confidence.scope)
        assert all(0 < p < 1 for p in (*sure, claim.confidence.voice))
    (mention,) = reading.mentions
    assert mention.confidence is not None and mention.confidence.date is not None
    assert mention.confidence.place is not None


def test_what_is_not_given_has_no_probability(tools: Tools) -> None:
    (reading,) = read_documents([Document("d", "", "Two men were killed.")], tools)
    confidence = reading.mentions[0].confidence
    assert confidence is not None and (confidence.date, confidence.place) == (None, None)


def test_marks_tell_of_the_claim_and_of_where_it_stands(tools: Tools) -> None:
    document = Document("d", "", TEXT, DAY)
    (reading,) = read_documents([document], tools)
    marks = claim_marks(reading.claims[0], Around(reading, document))
    assert {"measure deaths", "category security_force", "side armed_group", "lead", "digits"} <= marks
    assert "precision day" in mention_marks(reading.mentions[0], Around(reading, document))


def test_every_question_has_weights_and_a_bias() -> None:
    assert set(weights()) == {"figure", "category", "scope", "voice", "date", "place"}
    assert all("bias" in row and len(row) > 5 for row in weights().values())


@pytest.mark.parametrize(("marks", "expected"), [((), 0.5), (("good",), 0.881), (("good", "bad"), 0.5)])
def test_a_probability_is_the_logistic_of_the_sum_of_weights(marks: tuple[str, ...], expected: float) -> None:
    table = {"figure": {"bias": 0.0, "good": 2.0, "bad": -2.0}}
    assert probability("figure", frozenset(marks), table) == expected
