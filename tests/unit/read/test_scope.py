"""What a figure covers: the event, a longer window, or the past."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document
from according.pipeline import Tools
from soundness import read_one

PUBLISHED = date(2026, 3, 13)  # a Friday
CASES = [
    ("Nine soldiers were killed in the raid on Thursday.", 9, "mention"),
    ("Nine soldiers have been killed since Monday, the army said.", 9, "cumulative"),
    ("In 40 hours of operations, 145 militants were killed.", 145, "cumulative"),
    (
        "Gunmen killed four farmers on Thursday. Last year 300 people were killed in the province.",
        300,
        "background",
    ),
    ("The attack, which killed 21 nurses, was the worst since 2016, when 60 pupils died.", 21, "mention"),
    ("The attack, which killed 21 nurses, was the worst since 2016, when 60 pupils died.", 60, "background"),
    ("A mine killed two herders on Thursday, a week after an ambush killed five drivers.", 5, "background"),
    (
        "Rebels shot two clerks on Thursday. In 2024 the war killed 30 people.",
        30,
        "background",
    ),
    (
        "Shops burnt on Thursday. More than 1,200 people have been killed in the protests.",
        1201,
        "cumulative",
    ),
    ("Twelve people were killed in one day.", 12, "mention"),
    ("Twelve people were killed in a day, the army said.", 12, "mention"),
    ("Twelve people are killed a day on these roads. On Thursday a bomb killed 15 people.", 12, "background"),
    (
        "The army on Friday ended a week-long operation and said 90 rebels had been killed in it.",
        90,
        "cumulative",
    ),
]


@pytest.mark.parametrize(("text", "figure", "scope"), CASES)
def test_scope(tools: Tools, text: str, figure: int, scope: str) -> None:
    claims = read_one(Document("d", "", text, PUBLISHED), tools).claims
    assert [c.scope for c in claims if c.quantity.best == figure] == [scope]


def test_the_window_is_the_one_that_is_told(tools: Tools) -> None:
    (claim,) = read_one(
        Document("d", "", "Nine soldiers have been killed since Monday.", PUBLISHED), tools
    ).claims
    assert claim.window.start == date(2026, 3, 9)


def test_a_title_has_the_window_that_the_body_gives_it(tools: Tools) -> None:
    document = Document(
        "d", "145 militants killed", "The army said 145 militants had been killed since Monday.", PUBLISHED
    )
    assert {c.scope for c in read_one(document, tools).claims} == {"cumulative"}


def test_a_report_about_an_old_case_is_about_that_case(tools: Tools) -> None:
    text = "A trial over the killing of two bakers in May 2021 opened on Thursday. Witnesses were heard."
    (claim,) = read_one(Document("d", "", text, PUBLISHED), tools).claims
    assert claim.scope == "mention"


def windows(text: str, tools: Tools) -> dict[int | None, tuple[date | None, date | None]]:
    claims = read_one(Document("d", "", text, PUBLISHED), tools).claims
    return {c.quantity.best: (c.window.start, c.window.end) for c in claims}


def test_an_open_end_closes_on_publication(tools: Tools) -> None:
    told = windows("Nine soldiers have been killed since Monday.", tools)
    assert told == {9: (date(2026, 3, 9), PUBLISHED)}


def test_hours_end_on_the_day_they_were_told_of(tools: Tools) -> None:
    told = windows("The army said on Thursday that 90 rebels had been killed in 48 hours.", tools)
    assert told == {90: (date(2026, 3, 10), date(2026, 3, 12))}


def test_hours_that_would_begin_on_the_eve_of_the_event_begin_with_it(tools: Tools) -> None:
    text = "The army said 90 rebels had been killed over 40 hours, in answer to attacks on Thursday."
    assert windows(text, tools) == {90: (date(2026, 3, 12), PUBLISHED)}


def test_figures_told_next_go_on_in_the_window(tools: Tools) -> None:
    text = (
        "The army said 90 rebels had been killed in 48 hours, all of them insurgents."
        " Eleven soldiers were also killed, it said.\n\nFive villagers were wounded over the same period."
    )
    told = windows(text, tools)
    assert told[11] == told[5] == told[90] == (date(2026, 3, 11), PUBLISHED)


def test_a_figure_with_a_day_of_its_own_does_not(tools: Tools) -> None:
    text = (
        "Rebels attacked the town on Thursday."
        " The army said 90 rebels had been killed in 48 hours, all of them insurgents."
        " The 90 include about 20 rebels who died in raids on Tuesday."
    )
    told = read_one(Document("d", "", text, PUBLISHED), tools).claims
    whole, part = (next(c for c in told if c.quantity.best == n) for n in (90, 20))
    assert (part.window.start, part.window.end) == (date(2026, 3, 10), date(2026, 3, 10))
    assert part.claim_id in whole.parts
