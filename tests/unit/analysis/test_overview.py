"""The incidents table and the course of figures over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.analysis import overview
from according.analysis.case import event_of, in_order, place_of
from according.analysis.course import courses
from according.model import EventDate, Incident, Mention, Place
from told import FIRST, QUETTA, episode


def test_a_row_tells_when_where_what_how_many_and_who_speaks() -> None:
    case = episode()
    shown = overview.columns([case])
    row = overview.row(case, shown)
    assert row[:3] == ("31 Jan 2026", "Quetta, Balochistan", "Armed clash")
    assert len(row) == 3 + len(shown) + 2
    assert row[-2] == "7"
    assert row[-1].startswith("state 9, ")


def test_categories_that_nobody_counts_have_no_column() -> None:
    assert "unknown" not in overview.columns([episode()])
    assert overview.columns([]) == ()


def test_the_date_is_what_most_say_as_exactly_as_anybody_does() -> None:
    mention = episode().mentions[0]

    def dated(start: date, end: date, precision: str) -> Mention:
        return replace(mention, event=EventDate(start, end, precision))  # type: ignore[arg-type]

    month = dated(date(2026, 1, 1), date(2026, 1, 31), "month")
    day, other = dated(FIRST, FIRST, "day"), dated(date(2026, 1, 30), date(2026, 1, 30), "day")
    assert event_of([month, month, month, day]).start == FIRST
    assert event_of([other, day, day]).start == FIRST
    assert event_of([]) == EventDate()


def test_the_place_is_what_most_say_and_resolved_where_anybody_is() -> None:
    mention = episode().mentions[0]
    vague = replace(mention, place=Place("the valley"))
    assert place_of([vague, vague, mention]) == QUETTA
    assert place_of([vague]) == Place("the valley")
    assert place_of([replace(mention, place=None)]) is None


def test_incidents_stand_newest_first_and_undated_ones_last() -> None:
    case = episode()
    older = replace(
        case, incident=Incident("a", ("a",)), mentions=(_on(case.mentions[0], date(2024, 8, 26)),)
    )
    undated = replace(
        case, incident=Incident("b", ("b",)), mentions=(replace(case.mentions[0], event=EventDate()),)
    )
    assert in_order([undated, older, case]) == (case, older, undated)


def _on(mention: Mention, day: date) -> Mention:
    return replace(mention, event=EventDate(day, day, "day"))


def test_the_same_figure_by_the_same_side_on_one_day_is_one_mark() -> None:
    case = episode()
    repeated = replace(case.claims[0], claim_id="copy", document_id="capital-gate")
    before = {c.category: len(c.marks) for c in courses(case)}
    after = {c.category: len(c.marks) for c in courses(replace(case, claims=(*case.claims, repeated)))}
    assert before == after


def test_sums_denials_and_background_are_no_marks() -> None:
    case = episode()
    assert all(mark.level != 225 for course in courses(case) for mark in course.marks)
    silent = replace(case, claims=tuple(replace(c, stance="denied") for c in case.claims))
    assert courses(silent) == ()
    past = replace(case, claims=tuple(replace(c, scope="background") for c in case.claims))
    assert courses(past) == ()


def test_undated_reports_are_counted_not_drawn() -> None:
    case = episode()
    documents = {name: replace(document, published=None) for name, document in case.documents.items()}
    assert courses(replace(case, documents=documents)) == ()
    documents["gulf-page"] = case.documents["gulf-page"]
    drawn = courses(replace(case, documents=documents))
    assert sum(course.undated for course in drawn) > 0
