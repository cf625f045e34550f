"""Harm frames: who, how many, whose people, with what stance, by whom."""

from __future__ import annotations

import pytest

from according.engines.spacy_parser import SpacyParser
from according.model import Category, Measure, Stance
from according.read.lexicon import Lexicon
from parsing import ends, harms

Frame = tuple[Measure, Category | None, int | None, Stance, str]


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("Gunmen killed 12 villagers.", [("deaths", "civilian", 12, "asserted", "12 villagers")]),
        ("The attack killed nine and wounded 22.",
         [("deaths", None, 9, "asserted", "nine"), ("injured", None, 22, "asserted", "22")]),
        ("Two soldiers and a driver were killed.",
         [("deaths", "security_force", 2, "asserted", "Two soldiers"),
          ("deaths", "civilian", 1, "asserted", "a driver")]),
        ("A woman and her toddler were killed.",
         [("deaths", "civilian", 2, "asserted", "A woman and her toddler")]),
        ("At least three people were killed and more than 10 injured.",
         [("deaths", None, 3, "asserted", "At least three people"),
          ("injured", None, 11, "asserted", "more than 10")]),
        ("Rebels captured 12 soldiers.", [("abducted", "security_force", 12, "asserted", "12 soldiers")]),
        ("Soldiers captured 12 rebels.", [("detained", "armed_group", 12, "asserted", "12 rebels")]),
        ("No soldiers were killed.", [("deaths", "security_force", 0, "denied", "No soldiers")]),
        ("The army denied that ten soldiers had been killed.",
         [("deaths", "security_force", 10, "denied", "ten soldiers")]),
        ("Hundreds could be killed.", [("deaths", None, None, "hypothetical", "Hundreds")]),
        ("A man was shot and killed.", [("deaths", None, 1, "asserted", "A man")]),
        ("Police found 30 bodies.", [("deaths", None, 30, "asserted", "30 bodies")]),
        ("Four of them were killed.", [("deaths", None, 4, "asserted", "Four of them")]),
        ("He was killed in the raid.", [("deaths", None, 1, "asserted", "He")]),
    ],
)  # fmt: skip
def test_frames(parser: SpacyParser, words: Lexicon, text: str, frames: list[Frame]) -> None:
    found = harms(text, parser, words)
    assert [(h.measure, h.category, h.quantity.best, h.stance, h.people.quote) for h in found] == frames
    for harm in found:
        assert text[harm.people.start : harm.people.end] == harm.people.quote
        assert text[harm.trigger.start : harm.trigger.end] == harm.trigger.quote


@pytest.mark.parametrize(
    "text",
    [
        "Two people drowned in floods and 300 died of cholera.",
        "The team killed the clock and shot 12 goals.",
        "They were killed.",
        "The victims were killed.",
        "Police seized 12 rifles and 300 rounds.",
        "Those killed have not been named.",
    ],
)
def test_what_counts_nobody(parser: SpacyParser, words: Lexicon, text: str) -> None:
    assert harms(text, parser, words) == []


def test_parts_know_their_whole(parser: SpacyParser, words: Lexicon) -> None:
    whole, part = harms("Nine people, including three children, were killed.", parser, words)
    assert (whole.whole, part.whole) == (None, whole.people)
    assert (ends(whole), ends(part)) == ((9, 9, 9), (3, 3, 3))


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Gunmen killed 12 villagers.", "Gunmen"),
        ("12 villagers were killed by gunmen.", "gunmen"),
        ("12 villagers were killed.", None),
    ],
)
def test_who_did_it(parser: SpacyParser, words: Lexicon, text: str, agent: str | None) -> None:
    (harm,) = harms(text, parser, words)
    assert (harm.agent.quote if harm.agent else None) == agent


def test_he_is_the_subject_of_his_sentence(parser: SpacyParser, words: Lexicon) -> None:
    (harm,) = harms("A farmer was in his field when he was killed.", parser, words)
    assert (harm.people.quote, harm.reference, harm.category) == ("A farmer", "one", "civilian")


def test_words_for_known_people_are_marked(parser: SpacyParser, words: Lexicon) -> None:
    (known,) = harms("The two soldiers were killed.", parser, words)
    (new,) = harms("Two soldiers were killed.", parser, words)
    assert (known.definite, new.definite) == (True, False)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Three men aged 20, 25 and 31 were killed.", [3]),
        ("Ten miners lost their lives.", [10]),
        ("Nobody was hurt.", [0]),
        ("Six hostages were freed.", [6]),
        ("Two men, 34 and 41, were wounded.", [2]),
    ],
)
def test_ages_lives_and_nobody(
    parser: SpacyParser, words: Lexicon, text: str, figures: list[int | None]
) -> None:
    assert [h.quantity.best for h in harms(text, parser, words)] == figures


#: Found wanting: each names the figure that is right.
WANTING = [
    ("Half of the 20 passengers were killed.", [10]),
    ("Neither of the two guards was hurt.", [0]),
    ("Those killed were three policemen, a driver and a teacher.", [3, 1, 1]),
]


@pytest.mark.xfail(strict=True, reason="read otherwise as yet")
@pytest.mark.parametrize(("text", "figures"), WANTING)
def test_figures_still_misread(
    parser: SpacyParser, words: Lexicon, text: str, figures: list[int | None]
) -> None:
    assert [h.quantity.best for h in harms(text, parser, words)] == figures


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("12 members of Boko Haram were killed.", ["armed_group"]),
        ("12 members of the Baloch Liberation Army were killed.", ["armed_group"]),
        ("Nine soldiers, including two commanders, were killed.", ["security_force", "security_force"]),
    ],
)
def test_members_are_of_their_body(
    parser: SpacyParser, words: Lexicon, text: str, categories: list[Category]
) -> None:
    assert [h.category for h in harms(text, parser, words)] == categories


@pytest.mark.xfail(strict=True, reason="'members' and 'commanders' are not yet of the body they belong to")
@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("12 members of the militia were killed.", ["armed_group"]),
        ("12 members of the armed group were killed.", ["armed_group"]),
        ("12 Boko Haram members were killed.", ["armed_group"]),
        ("12 Houthis were killed.", ["armed_group"]),
    ],
)
def test_categories_still_misread(
    parser: SpacyParser, words: Lexicon, text: str, categories: list[Category]
) -> None:
    assert [h.category for h in harms(text, parser, words)] == categories
