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
