"""Plain text and Markdown: encodings, front matter, titles, line breaks, dates as written."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document
from according.sources import FORMATS
from according.sources.record import day_of
from according.text import unwrapped

_FORMAT = {format.name: format for format in FORMATS}


def read(raw: bytes, format: str = "text") -> tuple[Document, list[str]]:
    [document], problems = _FORMAT[format].documents(raw, "report")
    return document, [problem.code for problem in problems]


def test_line_endings_become_lf_and_the_first_line_the_title() -> None:
    document, codes = read(b"Nine killed\r\n\r\nNine were killed.\r\nPolice said so.\r\n")
    assert (document.title, document.text, codes) == ("Nine killed", "Nine were killed.\nPolice said so.", [])


def test_a_first_sentence_is_no_title() -> None:
    document, _ = read(b"Nine people were killed.\n\nPolice said so.")
    assert document.title == ""


def test_nul_becomes_a_visible_mark_of_the_same_length() -> None:
    document, codes = read(b"Nine\x00people were killed. " + b"They died. " * 50)
    assert document.text.startswith("Nine\ufffdpeople")
    assert codes == ["ACC-111"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read_without_a_word(encoding: str) -> None:
    document, codes = read("Nueve muertos en Bogotá.".encode(encoding))
    assert (document.text, codes) == ("Nueve muertos en Bogotá.", [])


def test_utf_16_without_its_mark_is_read_and_said() -> None:
    document, codes = read("Nine were killed in Kabul.".encode("utf-16-le"))
    assert (document.text, codes) == ("Nine were killed in Kabul.", ["ACC-110"])


def test_other_encodings_are_guessed_and_said() -> None:
    document, codes = read("Nueve muertos en Bogotá, según la policía.".encode("latin-1"))
    assert (document.text, codes) == ("Nueve muertos en Bogotá, según la policía.", ["ACC-110"])
    russian = "Девять человек погибли в результате взрыва на рынке. " * 10
    document, codes = read(russian.encode("cp1251"))
    assert (document.text, codes) == (russian.strip(), ["ACC-110"])


def test_one_broken_byte_does_not_cost_the_other_letters() -> None:
    raw = ("Düzce'de dokuz ölü, yirmi yaralı. " * 10).encode() + b"\xff"
    document, codes = read(raw)
    assert "ölü" in document.text
    assert codes == ["ACC-111"]


def test_front_matter_gives_the_metadata() -> None:
    raw = b'---\ntitle: "Nine killed"\ndate: Jan 31, 2026\nsource: Dawn\nmood: sad\n---\n\nNine were killed.'
    for format in ("text", "markdown"):
        document, codes = read(raw, format)
        assert (document.title, document.text) == ("Nine killed", "Nine were killed.")
        assert (document.published, document.publisher, codes) == (date(2026, 1, 31), "Dawn", [])


def test_a_rule_is_not_front_matter() -> None:
    document, _ = read(b"---\nNine were killed.\n---\nTen were hurt.")
    assert "Nine were killed." in document.text


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    raw = (
        b"# Nine *killed*\n\n**Nine** people were [killed](https://example.org/a_b) in\nthe `market`.\n\n"
        b"- one\n- two\n\n> Quoted\n> words\n\n<b>Bold</b> 5 * 3 snake_case \\*star\\*\n"
        b"\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    document, _ = read(raw, "markdown")
    assert document.title == "Nine killed"
    assert document.text.split("\n") == [
        "Nine people were killed in the market.", "", "one", "two", "", "Quoted words", "",
        "Bold 5 * 3 snake_case *star*", "", "a | b", "", "1 | 2",
    ]  # fmt: skip


def test_hard_breaks_become_spaces_only_where_text_was_set_to_a_width() -> None:
    wrapped = (
        "Nine people were killed on Saturday when a bomb went off near the\n"
        "market in the town of Mastung, police said. The wounded were taken\n"
        "to the hospital in the provincial capital, where doctors said that\n"
        "three were in danger.\n\nA second report followed."
    )
    assert unwrapped(wrapped).split("\n")[1:] == ["", "A second report followed."]
    assert len(unwrapped(wrapped)) == len(wrapped)
    verse = "Nine killed\nTen hurt\nA long line that stands alone among short ones here\nNo more"
    assert unwrapped(verse) == verse


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31T23:30:00+05:00", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        ("2026/1/31", date(2026, 1, 31)),
        ("31 January 2026", date(2026, 1, 31)),
        ("31st Jan. 2026", date(2026, 1, 31)),
        ("Sept 4, 2025", date(2025, 9, 4)),
        ("Saturday, January 31, 2026", date(2026, 1, 31)),
        ("Sat, 31 Jan 2026 23:30:00 +0500", date(2026, 1, 31)),
        ("03/04/2016", None),
        ("2026-02-30", None),
        ("31 Marching 2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_written_or_not_at_all(written: str, day: date | None) -> None:
    assert day_of(written) == day
