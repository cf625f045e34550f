"""Sentences with their offsets, and the folding of names."""

from __future__ import annotations

import pytest

from according.model import Document
from according.text import fold, sentences_of


def cut(text: str, title: str = "") -> list[str]:
    return [s.text for s in sentences_of(Document("d", title, text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One man died.", ["One man died."]),
        ("One died. Two lived.", ["One died.", "Two lived."]),
        ("One died! Who? Nobody knew…", ["One died!", "Who?", "Nobody knew…"]),
        ("He said: “Two died.” Then he left.", ["He said: “Two died.”", "Then he left."]),
        ("Gen. Marsh and Dr. J. Pell met Lt. Col. Ames.", ["Gen. Marsh and Dr. J. Pell met Lt. Col. Ames."]),
        ("It was 5 p.m. on Monday.", ["It was 5 p.m. on Monday."]),
        ("They met in Jan. The talks failed.", ["They met in Jan.", "The talks failed."]),
        ("It was 3.5 times that of Feb. 3, he said.", ["It was 3.5 times that of Feb. 3, he said."]),
        ("A headline\nA first line. A second.", ["A headline", "A first line.", "A second."]),
        ("One.Two. three.", ["One.Two. three."]),
        ("He died at the bar.Police said so.", ["He died at the bar.", "Police said so."]),
        (
            "They read www.Example.com on the U.S.Army site.",
            ["They read www.Example.com on the U.S.Army site."],
        ),
        ("وقع الهجوم أمس۔ قتل ثلاثة؟ لا.", ["وقع الهجوم أمس۔", "قتل ثلاثة؟", "لا."]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_headline_run_into_the_text_is_a_sentence() -> None:
    title = "Two bakers shot at their shop - The Elmfield Echo"
    text = "× Two bakers shot at their shop Posted: Friday Two bakers were shot. They live."
    parts = ["×", "Two bakers shot at their shop", "Posted: Friday Two bakers were shot.", "They live."]
    assert cut(text, title) == [title, *parts]


def test_lines_set_to_a_width_go_on() -> None:
    wrapped = (
        "GUNMEN ATTACKED THE POST AT DAWN AND KILLED THREE OF ITS GUARDS, THE\n"
        "RADIO SAID.  FOUR OTHERS WERE TAKEN TO THE CLINIC OF THE NEXT TOWN BY\n"
        "FARMERS WHO HAD HEARD THE SHOTS.\n\n   NOBODY CLAIMED IT."
    )
    assert [" ".join(s.split()) for s in cut(wrapped)] == [
        "GUNMEN ATTACKED THE POST AT DAWN AND KILLED THREE OF ITS GUARDS, THE RADIO SAID.",
        "FOUR OTHERS WERE TAKEN TO THE CLINIC OF THE NEXT TOWN BY FARMERS WHO HAD HEARD THE SHOTS.",
        "NOBODY CLAIMED IT.",
    ]


def test_offsets_count_in_title_and_text() -> None:
    document = Document("d", "Two dead. One hurt", "It was dark.\n\nNobody saw it.  ")
    found = sentences_of(document)
    assert [document.content[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.is_title for s in found] == [True, True, False, False]
    assert [s.index for s in found] == [0, 1, 2, 3]
    assert [s.paragraph for s in found] == [0, 0, 1, 2]
    assert not any(s.tokens for s in found)


def test_no_page_makes_one_endless_sentence() -> None:
    document = Document("d", "", "and " * 2000 + "x" * 5000)
    found = sentences_of(document)
    assert max(len(s.text) for s in found) <= 900
    assert "".join(s.text for s in found).replace(" ", "") == document.content.replace(" ", "")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bogotá", "bogota"),
        ("Dera Ismail Khan", "dera-ismail\u2013khan"),
        ("  Al  Bab ", "al bab"),
        ("Sana’a", "sana'a"),
        ("ＳＡＲＢＯ", "sarbo"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_are_the_same_when_folded(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_names_that_are_not() -> None:
    assert len({fold(name) for name in ("Sarbo", "Sarba", "Sar Bo", "")}) == 4
