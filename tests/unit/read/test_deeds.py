"""Deeds that harmed no one: which sentences tell them, and which are events by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document, Reading
from according.pipeline import Tools
from according.read.deeds import tells_of_deed
from soundness import assert_sound, read_one

DAY = date(1995, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in front of the tax office at noon.",
        "Unknown men threw two grenades at the depot.",
        "THE REBELS BLEW UP A BRIDGE ON THE NORTHERN ROAD.",
        "Soldiers set three houses on fire.",
        "Dynamite charges were planted under the pipeline.",
    ],
)
def test_what_is_told_as_done_is_a_deed(text: str) -> None:
    assert tells_of_deed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Police defused a bomb that was planted under the bridge.",
        "A caller threatened that a bomb exploded soon.",
        "The team set off for the coast.",
        "The bomb squad has new offices.",
        "The army will blow up the old bridge.",
    ],
)
def test_what_was_prevented_or_is_planned_is_none(text: str) -> None:
    assert not tells_of_deed(text)


def reading(text: str, tools: Tools) -> Reading:
    document = Document("d", "", text, DAY)
    found = read_one(document, tools)
    assert_sound(document, found)
    return found


def test_a_report_of_a_bomb_that_harmed_nobody_has_its_event(tools: Tools) -> None:
    (mention,) = reading("A bomb exploded yesterday at a bank in Lima. Windows broke.", tools).mentions
    assert mention.types.acled == ("Explosions/Remote violence", "Remote explosive/landmine/IED")
    assert (mention.rank, mention.event.start) == (1, date(1995, 3, 13))
    assert mention.place is not None
    assert mention.place.name == "Lima"


FIRST = "Two men were killed today by gunmen in Lima.\n\n"


def test_another_place_or_a_further_bomb_is_another_event(tools: Tools) -> None:
    there = reading(FIRST + "Rebels blew up a power line in Arequipa.", tools).mentions
    assert [m.place.name for m in there if m.place] == ["Lima", "Arequipa"]
    again = reading(FIRST + "Meanwhile, a bomb exploded at a bank.", tools).mentions
    assert [m.rank for m in again] == [1, 2]
    assert again[1].span.quote.startswith("Meanwhile")
    beside = reading(FIRST.strip() + " Another bomb exploded at a bank.", tools).mentions
    assert [m.rank for m in beside] == [1, 2]


def test_what_goes_on_about_the_same_event_is_none_of_its_own(tools: Tools) -> None:
    same = "A bomb exploded in Lima and killed two men.\n\nThe bomb exploded in front of a bank in Lima."
    assert len(reading(same, tools).mentions) == 1
    same = "Bombs went off in Lima. Two men died. A bomb exploded at a bank."
    assert len(reading(same, tools).mentions) == 1


def test_an_explosion_of_gas_is_no_deed(tools: Tools) -> None:
    text = "A gas leak caused the accident, the fire service said. An explosion damaged the house in Lima."
    assert reading(text, tools).mentions == ()
