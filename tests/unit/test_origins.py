"""Copies of one text have one origin; reports that say where they come from name it."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document
from according.origins import origins_of, republished_from

STORY = " ".join(
    f"Witness number {n} told the district court that the convoy passed mill {n * 7} before the shots."
    for n in range(12)
)
OTHER = " ".join(f"Clerk {n} said bridge {n * 3} was closed and nobody was hurt there." for n in range(12))


def origins(*texts: str) -> dict[str, str]:
    documents = [Document(f"d{n}", "", text, date(2026, 1, 1 + n)) for n, text in enumerate(texts)]
    return origins_of({d.document_id: d for d in documents})


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper(),
        STORY[: len(STORY) * 2 // 3],
        "By our own staff. " + STORY,
        STORY + " Sign up for the newsletter of the Hill Gazette.",
        STORY.replace("number 5 ", "number five "),
    ],
)
def test_a_copy_has_the_first_ones_origin(copy: str) -> None:
    assert origins(STORY, OTHER, copy) == {"d0": "d0", "d1": "d1", "d2": "d0"}


@pytest.mark.parametrize(
    "text", [OTHER, STORY[: len(STORY) // 3] + OTHER, "Two men were shot.", "Three men were shot.", ""]
)
def test_another_text_is_its_own_origin(text: str) -> None:
    assert origins(STORY, "Two men were hurt.", text)["d2"] == "d2"


def test_short_texts_are_one_only_where_their_words_are() -> None:
    assert origins("Two men were shot.", "Two men were shot!", "Two men were hurt.") == {
        "d0": "d0",
        "d1": "d0",
        "d2": "d2",
    }


def test_the_order_of_documents_does_not_matter() -> None:
    texts = {f"d{n}": t for n, t in enumerate((STORY, OTHER, STORY + " More.", OTHER + " More."))}
    forth = {i: Document(i, "", text) for i, text in texts.items()}
    assert origins_of(forth) == origins_of(dict(reversed(forth.items())))


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("QUETTA, Pakistan, Feb 1 (Reuters) - Two men were shot.", "Reuters"),
        ("LAGOS (AFP) — Two men were shot.", "Agence France-Presse"),
        ("Two men were shot. This article was originally published by The Valley Ledger. Read on.",
         "Valley Ledger"),
        ("Two men were shot. Republished with permission from Hill Gazette.", "Hill Gazette"),
        ("Two men were shot. Copyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        ("Two men (police said) were shot.", None),
        ("Two men were shot. First published on January 5.", None),
        ("He first appeared in court on Monday.", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_report_that_says_where_it_is_from(text: str, origin: str | None) -> None:
    assert republished_from(Document("d", "", text)) == origin


def test_an_outlets_own_initials_name_nobody_else() -> None:
    text = "QUETTA (HPW) - Two men were shot."
    assert republished_from(Document("d", "", text, publisher="High Plateau Wire")) is None
    assert republished_from(Document("d", "", text, publisher="Hill Gazette")) == "HPW"
