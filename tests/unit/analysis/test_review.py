"""What a person looks at first."""

from __future__ import annotations

from dataclasses import replace

from according.analysis.review import doubts
from according.export.interchange import review_record
from according.model import (
    ClaimConfidence,
    EventDate,
    EventTypes,
    Mention,
    MentionConfidence,
    Reading,
    Span,
)
from claiming import claim, day

SURE = ClaimConfidence(0.9, 0.95, 0.95, 0.95)


def read(*claims: tuple[int, ClaimConfidence | None], mention: MentionConfidence | None = None) -> Reading:
    made = tuple(
        replace(claim("d", figure, name=f"c{i}"), confidence=sure, mention_id="m")
        for i, (figure, sure) in enumerate(claims)
    )
    event = Mention(
        "m", "d", 1, EventDate(day(3)), None, EventTypes(), (), Span(0, 1, "x"), confidence=mention
    )
    return Reading("d", "test", (event,), made)


def test_the_least_sure_question_is_asked() -> None:
    (doubt,) = doubts([read((4, replace(SURE, voice=0.3)))])
    assert (doubt.question, doubt.probability) == ("voice", 0.3)


def test_a_figure_is_asked_before_what_hangs_on_it() -> None:
    (doubt,) = doubts([read((4, ClaimConfidence(0.5, 0.5, 0.5, 0.5)))])
    assert doubt.question == "figure"


def test_of_equal_doubt_the_larger_figure_comes_first() -> None:
    found = doubts([read((1, SURE), (200, SURE), (9, SURE))])
    assert [d.subject.quantity.best for d in found if hasattr(d.subject, "quantity")] == [200, 9, 1]


def test_of_equal_figures_the_more_doubtful_comes_first() -> None:
    found = doubts([read((5, SURE), (5, replace(SURE, scope=0.2)))])
    assert [d.question for d in found] == ["scope", "figure"]


def test_a_mention_is_asked_for_its_date_and_place() -> None:
    found = doubts([read((5, SURE), mention=MentionConfidence(0.2, None))])
    assert (found[0].question, isinstance(found[0].subject, Mention)) == ("date", True)
    assert len(found) == 2


def test_what_was_read_before_confidence_was_measured_is_not_asked() -> None:
    assert doubts([read((5, None))]) == ()


def test_the_record_tells_the_question_and_the_claim() -> None:
    record = review_record(doubts([read((5, SURE))])[0])
    assert (record["kind"], record["question"], record["probability"], record["best"]) == (
        "claim",
        "figure",
        0.9,
        5,
    )
    assert record["confidence"] == {"figure": 0.9, "category": 0.95, "scope": 0.95, "voice": 0.95}
