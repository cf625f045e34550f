"""What is known of a campaign: figures of the whole, sums marked as such, and what stands apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.analysis.campaign import added, campaign_case
from according.analysis.case import Case
from according.link.campaigns import Campaign, Member
from according.model import Incident, Mention, Place, Toll, Window
from according.toll import tolls
from claiming import claim, document, voice
from mentioning import BALOCHISTAN, GWADAR, NUSHKI, QUETTA, mention

DAY = date(2026, 1, 31)
DOCTOR = voice("a doctor", "medical", False)
MILITARY = voice("the military", "state", True)


def case(name: str, figure: int, place: Place = QUETTA, places: tuple[Place, ...] = ()) -> Case:
    told: Mention = mention(name, place=place, places=places, document=name)
    spoken = replace(claim(name, figure, "civilian", DOCTOR, (DAY, DAY)), mention_id=name)
    documents = {name: document(name, DAY)}
    return Case(Incident(f"i-{name}", (name,)), (told,), (spoken,), documents, tolls([spoken], documents))


def campaign(*cases: Case) -> Campaign:
    members = tuple(Member(one.incident.incident_id, "name") for one in cases)
    return Campaign("c", ("Operation Northwind",), None, None, "unknown", DAY, DAY, members, ())


def figures(toll: Toll | None) -> tuple[int | None, int | None, int | None, bool] | None:
    return None if toll is None else (toll.low, toll.best, toll.high, toll.derived)


WHOLE = case("whole", 31, BALOCHISTAN, (QUETTA, GWADAR, NUSHKI))
TOWN, OTHER = case("town", 11, GWADAR), case("other", 5, NUSHKI)


def test_the_figure_for_the_whole_is_no_sum() -> None:
    made = campaign_case(campaign(WHOLE, TOWN, OTHER), [WHOLE, TOWN, OTHER])
    assert figures(made.toll("deaths", "civilian")) == (31, 31, 31, False)
    assert [figures(t) for t in made.added if t.category == "civilian"] == [(16, 16, 16, True)]
    assert made.added_over == ("i-town", "i-other")
    assert made.over == ()


def test_where_nobody_tells_of_the_whole_the_sum_stands_and_is_marked() -> None:
    made = campaign_case(campaign(TOWN, OTHER), [TOWN, OTHER])
    assert made.stated == ()
    assert figures(made.toll("deaths", "civilian")) == (16, 16, 16, True)
    told = made.toll("deaths", "civilian")
    assert told is not None and told.note.startswith("Added over 2 incidents of 2")
    assert len(told.used) == 2


def test_incidents_that_add_up_to_more_than_the_whole_are_flagged() -> None:
    many = case("many", 40, NUSHKI)
    made = campaign_case(campaign(WHOLE, TOWN, many), [WHOLE, TOWN, many])
    assert {(whole.category, total.low) for whole, total in made.over} == {("civilian", 51), ("all", 51)}


def test_a_partys_word_about_its_enemy_stays_marked_in_a_sum() -> None:
    spoken = replace(claim("raid", 9, "armed_group", MILITARY, (DAY, DAY)), mention_id="raid")
    documents = {"raid": document("raid", DAY)}
    raid = Case(
        Incident("i-raid", ("raid",)),
        (mention("raid", document="raid"),),
        (spoken,),
        documents,
        tolls([spoken], documents),
    )
    total = next(t for t in added([raid, TOWN], "neutral") if t.category == "all")
    assert "party_set_aside" in total.marks
    assert total.best is None
    assert total.high == 20


def test_what_counts_other_days_is_apart_and_counts_for_nothing() -> None:
    early = replace(WHOLE.claims[0], claim_id="early", window=Window(date(2026, 1, 30), DAY))
    mixed = replace(WHOLE, claims=(*WHOLE.claims, early))
    made = campaign_case(campaign(mixed, TOWN), [mixed, TOWN])
    assert [c.claim_id for c in made.apart] == ["early"]
    assert "early" not in {c for t in made.stated for c in t.used}


def test_other_incidents_of_the_book_do_not_count() -> None:
    made = campaign_case(campaign(TOWN), [WHOLE, TOWN, OTHER])
    assert [one.incident.incident_id for one in made.cases] == ["i-town"]
    assert made.districts == ("Gwadar, Balochistan, PAK",)
