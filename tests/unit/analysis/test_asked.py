from __future__ import annotations

from according.analysis.asked import asked_of
from according.analysis.result import Answered, Refused
from according.report.page import page_of, render
from told import episode


def test_a_book_of_one_episode_describes_its_month_and_refuses_to_rank_it() -> None:
    asked = {result.terms.question: result for result in asked_of([episode()])}
    assert isinstance(asked["rank"], Refused)
    month = asked["monthly"]
    assert isinstance(month, Answered)
    assert month.sentence.startswith("Jan 2026: 1 incident")


def test_a_book_without_a_day_is_asked_nothing() -> None:
    assert list(asked_of([])) == []


def test_the_page_shows_answers_and_refusals() -> None:
    case = episode()
    page = render(page_of([case], [], "neutral", "today", results=asked_of([case])))
    assert "Refused: too few to compare with" in page
    assert "Killed by month and category" in page
    assert page.count("<details>") > 2


def test_a_page_without_questions_says_how_to_ask_one() -> None:
    assert "according analyse QUESTION --book BOOK" in render(page_of([], [], "neutral", "today"))
