"""One document to its mentions and claims: what is parsed, what is read, how the pieces hang together."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document, Reading, claim_id_of
from according.pipeline import Tools
from according.read.reader import READER
from parsing import Remembering
from soundness import assert_sound, read_one, tolls_of, total

DAY = date(2026, 2, 3)


def reading(text: str, tools: Tools, title: str = "") -> Reading:
    document = Document("d", title, text, DAY)
    found = read_one(document, tools)
    assert_sound(document, found)
    return found


def figures(found: Reading) -> list[tuple[str, int | None]]:
    return [(c.measure, c.quantity.best) for c in found.claims]


# ── what is parsed ────────────────────────────────────────────────────────────────────────────────────


def given(text: str, tools: Tools) -> list[str]:
    """The sentences of a text that reach the parser."""
    remembering = Remembering(tools.parser)
    read_one(Document("d", "", text, DAY), Tools(remembering, tools.gazetteer))
    return remembering.given


def test_only_sentences_of_harm_are_parsed(tools: Tools) -> None:
    assert given("The sun rose. Two men were killed. It rained.", tools) == ["Two men were killed."]


def test_lines_that_a_page_repeats_are_parsed_once(tools: Tools) -> None:
    assert given("\n".join(["Two men were killed."] * 50), tools) == ["Two men were killed."]


@pytest.mark.parametrize("text", ["", "   ", "The sun rose. It rained."])
def test_a_text_without_harm_has_neither_mention_nor_claim(tools: Tools, text: str) -> None:
    assert reading(text, tools) == Reading("d", READER, (), ())


# ── claims ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_says_who_how_many_and_by_whose_word(tools: Tools) -> None:
    text = "At least 12 soldiers were killed in Quetta on Monday, a rebel spokesman said."
    (claim,) = reading(text, tools).claims
    assert (claim.measure, claim.category) == ("deaths", "security_force")
    assert (claim.scope, claim.stance) == ("mention", "asserted")
    assert (claim.quantity.low, claim.quantity.best, claim.quantity.high) == (12, 12, None)
    assert [(v.name, v.side, v.party) for v in claim.voices] == [("a rebel spokesman", "armed_group", True)]
    assert claim.claim_id == claim_id_of("d", "deaths", "security_force", claim.quantity, claim.span)


def test_the_mention_says_when_and_where(tools: Tools) -> None:
    (mention,) = reading("Twelve soldiers were killed in Quetta on Monday.", tools).mentions
    assert (mention.event.start, mention.event.precision) == (date(2026, 2, 2), "day")
    assert mention.place is not None
    assert (mention.place.name, mention.place.country_iso3) == ("Quetta", "PAK")


def test_a_part_belongs_to_its_whole(tools: Tools) -> None:
    found = reading("The shelling killed 18 civilians, among them three children.", tools)
    whole, part = found.claims
    assert whole.parts == (part.claim_id,)
    assert total(found, "deaths") == 18


def test_a_stated_sum_names_its_parts(tools: Tools) -> None:
    found = reading("The bombing killed 31 people: 22 civilians and nine police officers.", tools)
    whole, *parts = found.claims
    assert whole.derived and whole.category == "all"
    assert whole.parts == tuple(p.claim_id for p in parts)
    assert tolls_of(found) == {
        ("deaths", "all"): (31, 31, 31),
        ("deaths", "civilian"): (22, 22, 22),
        ("deaths", "security_force"): (9, 9, 9),
    }


def test_a_figure_told_again_repeats_the_first(tools: Tools) -> None:
    found = reading("A blast killed 12 miners in Sarbo. The 12 miners died at once.", tools)
    first, again = found.claims
    assert again.repeats == first.claim_id
    assert total(found, "deaths") == 12


def test_the_headline_is_no_second_event(tools: Tools) -> None:
    text = "Ten miners were killed when gunmen attacked a pit in Sarbo on Monday."
    found = reading(text, tools, "Ten miners killed")
    assert len(found.mentions) == 1
    assert total(found, "deaths") == 10


def test_one_person_told_of_in_many_words_is_one(tools: Tools) -> None:
    text = "A farmer was shot on Monday. The 40-year-old man died in hospital. He was killed near his home."
    assert total(reading(text, tools, "Farmer shot dead"), "deaths") == 1


def test_names_of_places_are_no_victims(tools: Tools) -> None:
    found = reading("The night of attacks also struck Quetta and Gwadar.", tools)
    assert figures(found) == []


def test_violence_without_a_figure_has_its_mention(tools: Tools) -> None:
    found = reading("Gunmen shot at a convoy in Quetta on Monday, wounding nobody.", tools)
    assert len(found.mentions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The senator released her tax plan on Monday. Analysts expect a long debate about it.",
        "The poll was released on Friday. The minister said the scandal had hurt his party.",
    ],
)
def test_a_word_of_harm_without_violence_makes_no_mention(tools: Tools, text: str) -> None:
    assert reading(text, tools).mentions == ()


def test_the_background_is_no_part_of_the_event(tools: Tools) -> None:
    text = "A bomb killed nine people in Quetta on Monday. Last year 254 attacks killed 400 people there."
    found = reading(text, tools)
    assert {c.quantity.best: c.scope for c in found.claims} == {9: "mention", 400: "background"}
    assert total(found, "deaths") == 9


def test_names_of_persons_stand_in_quotes_alone(tools: Tools) -> None:
    found = reading("Ansel Dorrit, 34, was shot dead in Quetta on Monday, police said.", tools)
    assert figures(found) == [("deaths", 1)]
    for mention in found.mentions:
        assert not any("Dorrit" in actor.name for actor in mention.actors)
        assert "Dorrit" not in " ".join(mention.operations)


def test_an_accident_is_no_violence_but_for_the_sentence_that_tells_of_some(tools: Tools) -> None:
    accident = "A gas explosion destroyed a bakery. Two people died. The street was closed. Shops shut."
    text = f"{accident} In May, gunmen killed three guards there."
    assert figures(reading(text, tools)) == [("deaths", 3)]


# ── found wanting ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.xfail(strict=True, reason="freed hostages are read as two claims of one id")
def test_freed_hostages_are_one_claim(tools: Tools) -> None:
    assert figures(reading("Six hostages were freed.", tools)) == [("abducted", 6)]


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("Three policemen, a driver and a teacher were killed.", 5),
        ("Gunmen killed three policemen, a driver and a teacher.", 5),
        ("A suicide bomber killed himself and 12 others at a checkpoint.", 13),
        ("Ten people lost their lives in the attack.", 10),
        ("The attack took the lives of 12 people.", 12),
        ("Half of the 20 passengers were killed.", 10),
        ("Two rebels were hanged on Tuesday.", 2),
    ],
)
def test_lists_and_lives_add_up(tools: Tools, text: str, deaths: int) -> None:
    assert total(reading(text, tools), "deaths") == deaths


@pytest.mark.xfail(strict=True, reason="not yet added up as told")
@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("Gunmen killed three policemen, two drivers and a teacher.", 6),
        ("A man killed his wife, two daughters and himself.", 4),
        ("A couple and their three children were killed.", 5),
        ("12 people were killed. The bomber also died.", 13),
        ("Police said nine had died. Hospital officials said 11 had.", 11),
    ],
)
def test_totals_still_misread(tools: Tools, text: str, deaths: int) -> None:
    assert total(reading(text, tools), "deaths") == deaths


def test_rival_figures_of_two_voices_are_no_parts(tools: Tools) -> None:
    found = reading("At least 12 people died, hospital officials said. Police put the toll at 15.", tools)
    assert [c.parts for c in found.claims] == [(), ()]
    assert tolls_of(found)["deaths", "all"] == (12, 15, 15)


@pytest.mark.xfail(strict=True, reason="days and places in one report do not yet part its events")
def test_two_days_and_two_places_are_two_events(tools: Tools) -> None:
    text = "On January 5, 12 people were killed in Quetta. On January 9, seven people were killed in Turbat."
    assert len(reading(text, tools).mentions) == 2


KANDAHAR = (
    "Gunmen shot dead three traders in Kandahar on Sunday, police said.\n\nNobody has claimed the attack.\n\n"
)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (KANDAHAR + "In Jalalabad, a roadside bomb killed two policemen and wounded a driver.", [1, 2, 2]),
        (
            KANDAHAR + "Meanwhile, a bomb killed two drivers in Jalalabad.\n\n"
            "Also in Jalalabad, a nurse was shot dead.",
            [1, 2, 2],
        ),
        (KANDAHAR + "In Kandahar, a nurse was shot dead.", [1, 1]),
        (KANDAHAR + "A nurse who came from Jalalabad was shot dead.", [1, 1]),
        (KANDAHAR.replace("Kandahar", "Balochistan") + "In Turbat, one trader was shot dead.", [1, 1]),
    ],
)
def test_a_place_apart_opens_another_event(tools: Tools, text: str, events: list[int]) -> None:
    found = reading(text, tools)
    ranks = {m.mention_id: m.rank for m in found.mentions}
    assert [ranks[c.mention_id] for c in found.claims] == events


def test_white_space_is_nobody(tools: Tools) -> None:
    for odd in ("\u00a0\u00a0", "\u2003", "   \t "):
        found = reading(
            f"Police said{odd}{odd}was shot and killed by{odd}{odd}on Monday; two men were hurt.", tools
        )
        assert not [p for p in found.problems if p.code == "ACC-201"]
        assert all(claim.span.quote.strip() for claim in found.claims)


def test_what_a_claim_adds_to_is_a_claim_even_where_a_person_is_told_of_once_more(tools: Tools) -> None:
    text = (
        "Another journalist, Teo Lam, was killed in May.\n\nTeo Lam was killed in Sarbo.\n\n"
        "Duve, 34, was shot dead on Monday."
    )
    found = reading(text, tools, "The journalist was detained at his home")
    assert {c.adds_to for c in found.claims} <= {None, *(c.claim_id for c in found.claims)}
    assert ("deaths", 1) in figures(found)
