"""How many: digits, words, hedges, ranges and vague words as low, best and high."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from according.read.quantity import LARGEST, Figure, figures_in, hedged


def only(text: str, english: Mapping[str, Any]) -> Figure:
    (figure,) = figures_in(text, english)
    return figure


def ends(figure: Figure) -> tuple[int | None, int | None, int | None]:
    return figure.quantity.low, figure.quantity.best, figure.quantity.high


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("1,250", 1250),
        ("12 400", 12_400),
        ("12\u00a0400", 12_400),
        ("1,20,000", 120_000),
        ("zero", 0),
        ("one", 1),
        ("Twelve", 12),
        ("twenty-one", 21),
        ("twenty five", 25),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("fifteen hundred", 1500),
        ("two thousand three hundred", 2300),
        ("2 lakh", 200_000),
        ("1.5 crore", 15_000_000),
        ("3.5 million", 3_500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("exactly 12", 12),
        ("another 12", 12),
        ("only 12", 12),
    ],
)
def test_numbers(english: Mapping[str, Any], words: str, number: int) -> None:
    assert ends(only(f"{words} people", english)) == (number, number, number)


@pytest.mark.parametrize(
    ("words", "number"),
    [("one million two hundred thousand", 1_200_000), ("two crore fifty lakh", 25_000_000)],
)
def test_numbers_of_several_scales(english: Mapping[str, Any], words: str, number: int) -> None:
    assert ends(only(f"{words} people", english)) == (number, number, number)


@pytest.mark.parametrize(
    ("words", "expected", "rule"),
    [
        ("at least 12", (12, 12, None), "at_least"),
        ("no fewer than 12", (12, 12, None), "at_least"),
        ("12 or more", (12, 12, None), "at_least"),
        ("12+", (12, 12, None), "at_least"),
        ("more than 12", (13, 13, None), "more_than"),
        ("over a dozen", (13, 13, None), "more_than"),
        ("up to 12", (None, 12, 12), "up_to"),
        ("as many as 12", (None, 12, 12), "up_to"),
        ("no more than 12", (None, 12, 12), "up_to"),
        ("fewer than 12", (None, 11, 11), "fewer_than"),
        ("nearly 30", (27, 30, 30), "nearly"),
        ("almost thirty", (27, 30, 30), "nearly"),
        ("about 20", (18, 20, 22), "about"),
        ("20 or so", (18, 20, 22), "about"),
        ("some 40", (36, 40, 44), "about"),
        ("an estimated 50", (45, 50, 55), "about"),
        ("roughly 2,000", (1800, 2000, 2200), "about"),
        ("two or three", (2, None, 3), "range"),
        ("10 to 15", (10, None, 15), "range"),
        ("10-15", (10, None, 15), "range"),
        ("5,000–6,000", (5000, None, 6000), "range"),
        ("between sixty and 80", (60, None, 80), "range"),
        ("a couple of", (2, None, 3), "vague"),
        ("several", (2, None, 9), "vague"),
        ("a few", (2, None, 9), "vague"),
        ("dozens of", (24, None, 99), "vague"),
        ("scores of", (40, None, 99), "vague"),
        ("hundreds of", (200, None, 999), "vague"),
        ("thousands of", (2000, None, 9999), "vague"),
        ("tens of thousands of", (20_000, None, 99_999), "vague"),
        ("at least several", (2, None, None), "at_least"),
        ("many", (2, None, None), "vague"),
    ],
)
def test_hedges_ranges_and_vague_words(
    english: Mapping[str, Any], words: str, expected: tuple[int | None, ...], rule: str
) -> None:
    figure = only(f"There were {words} people.", english)
    assert (ends(figure), figure.quantity.rule) == (expected, rule)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "$12 people",
            "€400",
            "12% of people",
            "12.5 people",
            "the A320",
            "the 12th man",
            "M23",
            "no people",
        ),
        *("10:30", "99999999999 people", "3.14159", "v1.2.3", "a people", "http://a.example/12"),
    ],
)
def test_what_counts_nobody(english: Mapping[str, Any], text: str) -> None:
    assert figures_in(text, english) == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("7 killed, 8 wounded", [7, 8]),
        ("The toll rose from nine to 13.", [9, 13]),
        ("15 to 10", [15, 10]),
        ("Two men, 3 women and four boys", [2, 3, 4]),
        ("At 10:30 police found 3 bodies", [3]),
    ],
)
def test_figures_side_by_side_stay_apart(english: Mapping[str, Any], text: str, figures: list[int]) -> None:
    assert [f.quantity.best for f in figures_in(text, english)] == figures


def test_a_figure_knows_where_it_stands(english: Mapping[str, Any]) -> None:
    text = "Police said at least twenty-one people died."
    figure = only(text, english)
    assert text[figure.start : figure.end] == figure.quantity.words == "at least twenty-one"
    assert text[figure.number_start : figure.end] == "twenty-one"


@pytest.mark.parametrize("digits", [11, 100])
def test_the_largest_figure(english: Mapping[str, Any], digits: int) -> None:
    assert ends(only(f"{LARGEST} people", english))[1] == LARGEST
    assert figures_in(f"{'9' * digits} people", english) == ()


@pytest.mark.parametrize("words", ["9" * 400, "12," * 200 + "000", "9" * 400 + " lakh"])
def test_endless_digits_are_no_figure(english: Mapping[str, Any], words: str) -> None:
    assert figures_in(f"{words} people", english) == ()


@pytest.mark.parametrize(
    ("hedge", "expected"),
    [
        ("at_least", (20, 20, None)),
        ("more_than", (21, 21, None)),
        ("up_to", (None, 20, 20)),
        ("fewer_than", (None, 19, 19)),
        ("nearly", (18, 20, 20)),
        ("about", (18, 20, 22)),
        ("exact", (20, 20, 20)),
    ],
)
def test_hedged(hedge: str, expected: tuple[int | None, ...]) -> None:
    assert hedged(hedge, 20) == expected


def test_fewer_than_none_is_none() -> None:
    assert hedged("fewer_than", 0) == (None, 0, 0)
