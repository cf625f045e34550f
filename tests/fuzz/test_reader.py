"""No text stops the reader: any document gives a sound reading, in work that grows with its length."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import Document
from according.pipeline import Tools, read_documents
from parsing import Remembering
from soundness import assert_sound, read_one

STORY = "Two farmers were killed and nine soldiers wounded in Larkwe on Monday, police said."
#: A guard against work without end, not a measure: seconds that one document may take on a busy machine.
HANG_S = 60


FRAGMENTS = [
    *(
        "killed",
        "wounded",
        "dead",
        "died",
        "KILLED",
        "OFFICER",
        "no",
        "not",
        "the",
        "and",
        "who",
        "was",
        "were",
    ),
    *(
        "by",
        "militants",
        "soldiers",
        "including",
        "12",
        "12,000",
        "-",
        "—",
        "(",
        ")",
        ":",
        ";",
        ",",
        ".",
        "“",
    ),
    *("”", "'", "%", "$5", "+", "/", "1/2", "3.5", "1e9", "٣", "三", "Ⅻ", "²", "💥", "İ", "ß"),
    *("\n\n", "\u202e", "\u200d", "\x00", "\x1b", "\ufeff", "\u2028", "e\u0301"),
    *(
        "at least",
        "two or three",
        "dozens of",
        "a man",
        "police said",
        "according to",
        "on Monday",
        "January 31",
    ),
    *("in Quetta", "of them", "toll rose to", "14 cities"),
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=40).map("".join),
)
titles = st.one_of(st.text(max_size=30), st.sampled_from(["", "Two killed", "Toll\nrises to 14", "\x00"]))


@contextmanager
def no_hang() -> Iterator[None]:
    """Raises where the body takes longer than the guard allows, in the midst of a regular expression too."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise AssertionError(f"still reading after {HANG_S} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check(text: str, tools: Tools, title: str = "") -> None:
    document = Document("d", title, text, date(2026, 2, 1))
    with no_hang():
        assert_sound(document, read_one(document, tools))


@settings(deadline=None, max_examples=150)
@given(title=titles, text=texts)
def test_any_text_gives_a_sound_reading(title: str, text: str, tools: Tools) -> None:
    document = Document("d", title, text, date(2026, 2, 1))
    assert_sound(document, read_one(document, tools))


@settings(deadline=None, max_examples=25)
@given(text=st.text(st.characters(categories=["Cc", "Cf", "Co", "Lu", "Nd", "Zs", "Mn"]), max_size=40))
def test_controls_and_digits_beside_harm(text: str, tools: Tools) -> None:
    check(f"{text} 12 men were killed {text}", tools)


ODD = {
    "empty": "",
    "blank": " \t\n\r\n \u00a0\u2003 ",
    "newlines": "\n" * 100_000,
    "no spaces": "killed" * 17_000,
    "digits": "7" * 100_000,
    "digits killed": "7" * 300 + " killed",
    "thousands": "12," * 90 + "000 killed",
    "signs": "(((" * 3000 + STORY + ")" * 3000,
    "controls": "".join(map(chr, range(32))) + STORY + "\x7f\x85",
    "right to left": "\u202e" + STORY + "\u202c\u200f",
    "emoji": "💥👨‍👩‍👧 " + STORY.replace(" ", " 💥 "),
    "accents apart": "".join(c + "\u0301" for c in STORY),
    "upper case": STORY.upper(),
    "lower case": STORY.lower(),
    "title case": STORY.title(),
    "no points": (STORY[:-1] + " ") * 40,
    "full width": "１２ people were killed, ３ wounded.",
    "other digits": "٣ people were killed; ১২ wounded; १२ soldiers died.",
    "mixed scripts": "قُتل 3 soldiers في Larkwe; 三人死亡, двое policemen were killed.",
    "no such figures": "Minus -3 killed, 1/2 dead, 3.5 killed, 1e5 killed, 0x10 killed, ½ killed, ² killed.",
    "only titles": "Dr. Mr. Mrs. Gen. Col. killed. Sgt. Sgt.",
    "marks up": "<b>12</b> killed &amp; <i>3</i> wounded | 5 | killed | * killed * ## 4 killed",
    "quotes": '"' * 500 + STORY + "“" * 500,
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_texts(name: str, tools: Tools) -> None:
    check(ODD[name], tools)
    if len(ODD[name]) < 5000:
        check(STORY, tools, title=ODD[name])


@pytest.mark.parametrize(
    "figure",
    [
        "9" * 12,
        "9" * 300,
        "9" * 400,
        "12," * 200 + "000",
    ],
)
def test_a_figure_that_no_report_can_hold_is_no_claim(figure: str, tools: Tools) -> None:
    reading = read_one(Document("d", "", f"{figure} people were killed."), tools)
    assert [c for c in reading.claims if c.quantity.rule == "exact"] == []


@pytest.mark.parametrize("surrogate", ["\ud800", "\udfff"])
def test_a_lone_surrogate_costs_no_document_its_claims(surrogate: str, tools: Tools) -> None:
    documents = [Document("a", "", STORY), Document("b", "", STORY + surrogate), Document("c", "", STORY)]
    readings = list(read_documents(documents, tools))
    assert [len(r.claims) for r in (readings[0], readings[2])] == [2, 2]
    for document, reading in zip(documents, readings, strict=True):
        assert_sound(document, reading)


#: What a careless pattern stumbles over, when it comes again and again.
AGAIN = [
    *(
        "1 ",
        "12,",
        "12 400 ",
        "and ",
        "killed ",
        "12 killed ",
        "hundred ",
        "at least ",
        "between ",
        "two or ",
    ),
    *("two soldiers and ", "killed two soldiers. ", "killed 3, two of them, ", "of ", "said ", "he said, "),
    *(
        '"',
        "“",
        "- ",
        ". ",
        "(",
        " on Monday",
        "January 3, ",
        "1990 ",
        "in Quetta, ",
        "Quetta ",
        "14 cities ",
    ),
    *('Operation "Abc ', "including 3 ", "number of ", "death toll ", "twenty-", "year-old ", "died ", "a\n"),
    *("\u0301", "\x00", "💥", "A", "AB C, ", "(AB) "),
]


@pytest.mark.parametrize("again", AGAIN)
def test_repetition_does_not_hang(again: str, tools: Tools) -> None:
    check(f"{STORY} {again * (20_000 // len(again))} killed", tools)


@pytest.mark.parametrize("again", ["killed ", "12,", "1 ", "and "])
def test_hundred_thousand_words_do_not_hang(again: str, tools: Tools) -> None:
    check(again * 20_000, tools)


@pytest.mark.parametrize(
    "sentence",
    [
        "Attackers killed {n} farmers and wounded {m} soldiers near Larkwe on Monday, police said.",
        "{n} men and a boy, {m}, died; {n} of them were policemen, according to the ministry.",
        "The army said {n} rebels had been killed since {m} January in Quetta and 14 districts.",
    ],
)
def test_work_grows_with_the_length(sentence: str, tools: Tools) -> None:
    """Twice the sentences, all different, are at most a little more than twice the calls."""
    once, twice = (_calls(sentence, n, tools) for n in (30, 60))
    assert twice < 3 * once


def _calls(sentence: str, n: int, tools: Tools) -> int:
    """The calls of reading n sentences, without those of parsing and of what is compiled once."""
    text = " ".join(sentence.format(n=10 + i, m=i + 1) for i in range(n))
    document = Document("d", "", text, date(2026, 2, 1))
    remembering = Tools(Remembering(tools.parser), tools.gazetteer)
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    read_one(document, remembering)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_one(document, remembering)
    finally:
        sys.setprofile(before)
    return calls
