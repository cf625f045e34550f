"""Dates are kept apart from the figures behind them."""

from __future__ import annotations

import pytest

from according.ports import Parser
from according.read.dates_apart import before_figures, blanked, dates_apart
from according.read.lexicon import Lexicon
from according.read.people import people_at
from parsing import parse_of, parsed, word


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 14 February 2021 46 guards died.", ["14 February 2021"]),
        ("On February 14 46 guards died.", ["February 14"]),
        ("On 2021-02-14 and 15/02/2021 guards died.", ["2021-02-14", "15/02/2021"]),
        ("In March 2021 guards died.", ["March 2021"]),
        ("In March 46 guards died.", []),
        ("Guards died 14 days ago.", []),
        ("Guards died in February.", []),
    ],
)
def test_dates_no_number_of_which_counts_anybody(text: str, dates: list[str], parser: Parser) -> None:
    (sentence,) = parsed(text, parser)
    assert [text[a:b] for a, b in dates_apart(sentence, "en")] == dates


def test_blanks_keep_every_other_character_in_place() -> None:
    assert blanked("on 5 May 46 died", ((3, 8),)) == "on       46 died"


def test_only_dates_that_a_figure_follows_stand_before_figures() -> None:
    text = "on 5 May, 46 and on 6 May the 12 died"
    assert before_figures(text, ((3, 8), (20, 25)), (10, 30)) == ((3, 10),)


def test_a_phrase_begins_behind_the_date_before_its_figure(parser: Parser, words: Lexicon) -> None:
    parse = parse_of("On 14 February at least 46 guards were killed.", parser)
    people = people_at(parse, word(parse, "guards"), words)
    assert people is not None
    assert (people.span.quote, people.quantity.best, people.quantity.high) == ("at least 46 guards", 46, None)
