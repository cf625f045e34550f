"""Telegraphic lines: a figure or a people noun beside a word of harm."""

from __future__ import annotations

import pytest

from according.engines.spacy_parser import SpacyParser
from according.model import Measure
from according.read.lexicon import Lexicon
from parsing import ends, harms

Told = tuple[Measure, int | None]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("5 shot", [("injured", 5)]),
        ("3 killed, 5 wounded in blast", [("deaths", 3), ("injured", 5)]),
        ("Bomb kills at least 12", [("deaths", 12)]),
        ("Police kill 4 militants", [("deaths", 4)]),
        ("Toll rises to 14", [("deaths", 14)]),
        ("Number of dead rises to 30", [("deaths", 30)]),
        ("12 dead in attack on bus", [("deaths", 12)]),
        ("2 children, 1 teen shot in Sarbo", [("injured", 2), ("injured", 1)]),
        ("Teen shot, killed in Larkwe", [("deaths", 1)]),
        ("Gunman kills man", [("deaths", 1)]),
        ("Man, 23, fatally shot", [("deaths", 1)]),
        ("Teen killed in Larkwe; the gun's origins...", [("deaths", 1)]),
        ("Larkwe Man Shoots Himself While Unloading Gun", [("injured", 1)]),
        ("Dozens feared dead", [("deaths", None)]),
        ("NINE KILLED IN SARBO", [("deaths", 9)]),
        ("9 KILLED, 22 WOUNDED: POLICE", [("deaths", 9), ("injured", 22)]),
    ],
)
def test_lines(parser: SpacyParser, words: Lexicon, line: str, told: list[Told]) -> None:
    assert [(h.measure, h.quantity.best) for h in harms(line, parser, words)] == told


@pytest.mark.parametrize(
    "line",
    [
        "12 shots fired",
        "Team kills off 3 rivals' hopes",
        "Road toll rises to $5",
        "5 years after war",
        "Blast",
    ],
)
def test_lines_that_tell_of_no_one(parser: SpacyParser, words: Lexicon, line: str) -> None:
    assert [h for h in harms(line, parser, words) if h.quantity.best is not None] == []


def test_a_part_is_no_figure_of_its_own(parser: SpacyParser, words: Lexicon) -> None:
    whole, part = harms("12 dead, including 3 soldiers", parser, words)
    assert part.whole == whole.people
    assert (ends(whole), ends(part)) == ((12, 12, 12), (3, 3, 3))


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("4 soldiers killed", "security_force"),
        ("4 rebels killed", "armed_group"),
        ("4 villagers killed", "civilian"),
    ],
)
def test_whose_people(parser: SpacyParser, words: Lexicon, line: str, category: str) -> None:
    (harm,) = harms(line, parser, words)
    assert (harm.category, harm.quantity.best) == (category, 4)
