"""Who is counted at one phrase: the figure, whose people, how it refers."""

from __future__ import annotations

import pytest

from according.engines.spacy_parser import SpacyParser
from according.model import Category, Sentence, Span, Token
from according.read.lexicon import Lexicon
from according.read.people import Parse, People, Reference, counts_other, people_at
from parsing import parse_of, word


def people(text: str, head: str, parser: SpacyParser, words: Lexicon) -> People | None:
    parse = parse_of(text, parser)
    return people_at(parse, word(parse, head), words)


@pytest.mark.parametrize(
    ("text", "head", "quote", "best", "category", "reference"),
    [
        ("Twelve soldiers were killed.", "soldiers", "Twelve soldiers", 12, "security_force", "figure"),
        ("At least 12 people were killed.", "people", "At least 12 people", 12, None, "figure"),
        ("Two suspected rebels were killed.", "rebels", "Two suspected rebels", 2, "armed_group", "figure"),
        ("A farmer was killed.", "farmer", "A farmer", 1, "civilian", "one"),
        ("Another policeman was killed.", "policeman", "Another policeman", 1, "security_force", "one"),
        ("Dozens of migrants were killed.", "Dozens", "Dozens of migrants", None, "civilian", "figure"),
        ("Two of the guards were killed.", "Two", "Two of the guards", 2, "security_force", "figure"),
        ("Both were killed.", "Both", "Both", 2, None, "figure"),
        ("No soldiers were killed.", "soldiers", "No soldiers", 0, "security_force", "nobody"),
        ("Villagers were killed.", "Villagers", "Villagers", None, "civilian", "several"),
        ("She was killed.", "She", "She", 1, None, "pronoun"),
        ("Ansel Dorrit was killed.", "Dorrit", "Ansel Dorrit", 1, None, "name"),
        ("Sergeant Dorrit was killed.", "Dorrit", "Sergeant Dorrit", 1, "security_force", "name"),
        ("Two police guards were killed.", "guards", "Two police guards", 2, "security_force", "figure"),
        ("Nine tribal elders were killed.", "elders", "Nine tribal elders", 9, "civilian", "figure"),
        ("A 12-year-old boy was killed.", "boy", "A 12-year-old boy", 1, "civilian", "one"),
    ],
)  # fmt: skip
def test_people_at(
    parser: SpacyParser,
    words: Lexicon,
    text: str,
    head: str,
    quote: str,
    best: int | None,
    category: Category | None,
    reference: Reference,
) -> None:
    found = people(text, head, parser, words)
    assert found is not None
    assert (found.span.quote, found.quantity.best) == (quote, best)
    assert (found.category, found.reference) == (category, reference)
    assert text[found.span.start : found.span.end] == found.span.quote


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Twelve houses were hit.", "houses"),
        ("It was hit.", "It"),
        ("We were hit.", "We"),
        ("The market was hit.", "market"),
        ("How many people were hit?", "people"),
        ("The number is unknown.", "number"),
        ("Dorrit, 28, was hit.", "28"),
    ],
)
def test_what_is_nobody(parser: SpacyParser, words: Lexicon, text: str, head: str) -> None:
    assert people(text, head, parser, words) is None


def test_the_words_for_known_people_are_definite(parser: SpacyParser, words: Lexicon) -> None:
    known, new = (people(f"{a} soldier was killed.", "soldier", parser, words) for a in ("The", "A"))
    assert known is not None and known.definite
    assert new is not None and not new.definite


def test_a_name_is_kept_to_tell_persons_apart(parser: SpacyParser, words: Lexicon) -> None:
    found = people("Ansel Dorrit was killed.", "Dorrit", parser, words)
    assert found is not None
    assert found.names == ("Ansel", "Dorrit")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("12 soldiers", False),
        ("12 years", True),
        ("12-year", True),
        ("12 rounds", True),
        ("in 2014", True),
        ("2014 people", False),
        ("aged 12", True),
        ("12", False),
        ("ages 12", True),
    ],
)
def test_counts_other(parser: SpacyParser, words: Lexicon, text: str, other: bool) -> None:
    parse = parse_of(text, parser)
    (figure,) = parse.figures
    assert counts_other(text, figure, words) is other


def test_a_tree_that_goes_in_circles_has_an_end() -> None:
    tokens = (Token("a", 0, 1, "NN", "dep", 1), Token("b", 2, 3, "NN", "dep", 0))
    parse = Parse(Sentence(0, 0, 3, "a b", 0, tokens=tokens))
    assert list(parse.ancestors(0)) == [1]
    assert parse.kids(0, "dep") == [1]


def test_offsets_count_in_the_document(parser: SpacyParser, words: Lexicon) -> None:
    (sentence,) = parser.parse([Sentence(0, 100, 124, "Nine soldiers were hurt.", 0)])
    found = people_at(Parse(sentence), 1, words)
    assert found is not None
    assert found.span == Span(100, 113, "Nine soldiers")


@pytest.mark.parametrize(
    ("text", "head", "best"),
    [
        ("It was the town's third homicide of the year.", "homicide", 3),
        ("It was the 48th killing in 2016.", "killing", 48),
        ("She is the 12th homicide victim this year.", "victim", 12),
        ("He was charged in a quadruple murder.", "murder", 4),
    ],
)
def test_a_death_by_its_place_or_kind_tells_how_many(
    text: str, head: str, best: int, parser: SpacyParser, words: Lexicon
) -> None:
    found = people(text, head, parser, words)
    assert found is not None
    assert (found.quantity.best, found.reference) == (best, "figure")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("It was the third murder in that novel.", "murder"),
        ("The 12th victim spoke this year.", "victim"),
        ("The double murder of a baker and his son shocked them.", "murder"),
    ],
)
def test_other_places_in_order_tell_no_number(
    text: str, head: str, parser: SpacyParser, words: Lexicon
) -> None:
    found = people(text, head, parser, words)
    assert found is None or found.quantity.best in (None, 1)
