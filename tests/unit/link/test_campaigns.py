"""Campaigns: by name, by joint claim, by synchrony; whose they are, and what stays outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from according.link.campaigns import Campaign, Campaigns, Settings, campaigns_of
from according.model import Actor, Document, EventDate, Extent, Incident, Mention, Place, Quantity, Side, Span
from according.registry import shipped
from claiming import day
from mentioning import BALOCHISTAN, GWADAR, KARACHI, NUSHKI, PASNI, QUETTA, mention

Row = tuple[Place, int, tuple[str, ...], str, bool]
NAME = "Operation Northwind"
GROUP = "Baloch Liberation Army"
MANY = Extent("towns", Quantity(12, 12, 12, "twelve towns", "exact"), (), Span(4, 16, "twelve towns"))


def by(told: Mention, name: str, side: Side = "armed_group", claimed: bool = False) -> Mention:
    actor = Actor(name, "perpetrator", side, "claimed" if claimed else "reported", Span(0, 3, "The"))
    return replace(told, actors=(*told.actors, actor))


def against(told: Mention, side: Side) -> Mention:
    return replace(told, actors=(*told.actors, Actor("people", "target", side, "reported")))


def found(*mentions: Mention, chosen: Settings | None = None) -> Campaigns:
    """Each mention an incident of its own, of its own document."""
    incidents = [Incident(f"i-{m.mention_id}", (m.mention_id,)) for m in mentions]
    documents = {m.document_id: Document(m.document_id, "", f"The twelve towns of {NAME}.") for m in mentions}
    return campaigns_of(incidents, {m.mention_id: m for m in mentions}, documents, shipped(), chosen)


def only(campaigns: Campaigns) -> Campaign:
    (one,) = campaigns.campaigns
    return one


def ties(campaign: Campaign) -> dict[str, str]:
    return {member.incident_id.removeprefix("i-"): member.tie for member in campaign.members}


WIDE = by(
    mention("wide", place=BALOCHISTAN, places=(QUETTA, GWADAR, NUSHKI), operations=(NAME,), extents=(MANY,)),
    GROUP,
    claimed=True,
)


def test_incidents_of_one_name_are_one_campaign() -> None:
    one = only(found(mention("a", operations=(NAME,)), mention("b", place=GWADAR, operations=("Northwind",))))
    assert ties(one) == {"a": "name", "b": "name"}
    assert (one.names, one.actor) == ((NAME,), None)
    assert [g.span.quote for g in one.grounds if g.span] == ["Operation Northwind", "Northwind"]


def test_a_name_that_only_begins_alike_is_another() -> None:
    assert found(mention("a", operations=(NAME,)), mention("b", operations=(f"{NAME} Two",))).campaigns == ()


def test_a_name_used_again_next_year_or_in_another_country_is_another() -> None:
    later = mention("b", date(2027, 3, 1), operations=(NAME,))
    assert found(mention("a", operations=(NAME,)), later).campaigns == ()
    abroad = mention("b", place=Place("Herat", "AFG", "Herat", None, 34.3, 62.2, 1), operations=(NAME,))
    assert found(mention("a", operations=(NAME,)), abroad).campaigns == ()


def test_one_incident_alone_is_no_campaign() -> None:
    assert found(WIDE).campaigns == ()
    assert found().campaigns == ()


def test_a_joint_claim_takes_in_what_lies_at_its_places_on_its_days() -> None:
    claim = replace(WIDE, operations=())
    campaign = only(found(claim, mention("gwadar", place=GWADAR), mention("karachi", place=KARACHI)))
    assert ties(campaign) == {"wide": "claim", "gwadar": "within"}
    assert {g.words for g in campaign.grounds} == {"The", "twelve towns"}
    assert campaign.organisation_id == "pak-bla"


def test_another_day_another_actor_and_the_other_side_stay_outside() -> None:
    others = (
        mention("early", day(30), GWADAR),
        by(mention("rival", place=GWADAR), "Lashkar-e-Jhangvi"),
        by(mention("raid", place=GWADAR), "soldiers", "state"),
        against(mention("own-losses", place=GWADAR), "armed_group"),
    )
    inside = (
        by(mention("gunmen", place=GWADAR), "gunmen"),
        against(mention("officers", place=GWADAR), "state"),
        by(mention("bla", place=PASNI), "BLA"),
    )
    assert ties(only(found(WIDE, *others, *inside))) == {
        "wide": "name",
        "gunmen": "within",
        "officers": "within",
        "bla": "actor",
    }


def test_the_two_sides_are_treated_alike() -> None:
    """A state's named operation takes in its raids and leaves out the group's attacks, the same way."""
    forces = by(replace(WIDE, actors=()), "Pakistan Army", "state", claimed=True)
    raid = by(mention("raid", place=GWADAR), "soldiers", "state")
    attack = by(mention("attack", place=GWADAR), "gunmen")
    losses = against(mention("losses", place=GWADAR), "state")
    assert ties(only(found(forces, raid, attack, losses))) == {"wide": "name", "raid": "within"}


def test_operations_of_both_sides_in_one_report_are_two_campaigns() -> None:
    state = by(mention("state", operations=("Operation Gale",)), "Pakistan Army", "state", claimed=True)
    both = mention("both", operations=("Operation Gale", NAME))
    group = by(mention("group", operations=(NAME,)), GROUP, claimed=True)
    named = {c.actor: ties(c).keys() for c in found(state, both, group).campaigns}
    assert named == {GROUP: {"both", "group"}, "Pakistan Army": {"both", "state"}}


def test_an_armed_wing_is_of_its_organisation() -> None:
    wing = by(mention("wing", place=PASNI), "Majeed Brigade")
    assert ties(only(found(WIDE, wing))) == {"wide": "name", "wing": "actor"}


def test_mentions_of_other_days_within_an_incident_stay_apart() -> None:
    early = mention("early", day(30), GWADAR)
    mixed = Incident("mixed", ("wide", "early"))
    near = Incident("near", ("near",))
    told = {m.mention_id: m for m in (WIDE, early, mention("near", place=GWADAR))}
    campaign = only(campaigns_of([mixed, near], told, {}, shipped()))
    assert {m.incident_id: m.apart for m in campaign.members} == {"mixed": ("early",), "near": ()}
    assert campaign.start == campaign.end == day(31)


def scattered(days: int = 60) -> list[Mention]:
    """Attacks by one group on every day of a month, in twelve districts one after the other."""
    return [
        by(mention(f"m{n}", date(2025, 1, 1 + n % 28), replace(QUETTA, admin2=f"d{n // 5}")), GROUP)
        for n in range(days)
    ]


def test_synchrony_beyond_chance_is_a_campaign_with_its_p() -> None:
    """Fifty attacks at two places on days of several each, and one day that is spread over nine districts."""
    pairs = [(date(2025, 2, 1 + n // 9), f"d{n % 2}") for n in range(90)]
    pairs += [(date(2025, 2, 20), f"e{n}") for n in range(9)]
    told = [
        by(mention(f"{district}-{n}", when, replace(QUETTA, admin2=district)), GROUP)
        for n, (when, district) in enumerate(pairs)
    ]
    spread = told[90:]
    result = found(*told)
    campaign = only(result)
    assert set(ties(campaign).values()) == {"synchrony"}
    assert ties(campaign).keys() == {m.mention_id for m in spread}
    (burst,) = campaign.bursts
    assert burst.p <= 0.01 and len(burst.sites) == 9
    assert result.settings.seed == 1
    assert only(found(*told, chosen=Settings(seed=1))) == campaign


def test_no_synchrony_where_chance_explains_it() -> None:
    result = found(*scattered())
    assert result.campaigns == () and [t.refused for t in result.trials] == [""]


def test_incidents_without_actor_day_or_district_are_counted() -> None:
    loose = (mention("a"), by(mention("b", None), GROUP), by(mention("c", place=BALOCHISTAN), GROUP))
    result = found(*loose)
    assert result.left_out == 3
    assert [t.events for t in result.trials] == [0]


def test_an_undated_or_unplaced_incident_is_never_drawn_in() -> None:
    month = replace(mention("m", place=GWADAR), event=EventDate(day(1), day(31), "month"))
    assert found(WIDE, mention("u", None, GWADAR), mention("p", place=None), month).campaigns == ()


places = st.sampled_from([QUETTA, GWADAR, NUSHKI, PASNI, KARACHI, BALOCHISTAN])
some = st.lists(
    st.tuples(
        places,
        st.integers(28, 31),
        st.sampled_from([(), (NAME,), ("Northwind",), ("Operation Gale",)]),
        st.sampled_from(["", GROUP, "BLA", "Pakistan Army", "gunmen"]),
        st.booleans(),
    ),
    max_size=7,
)


def told_of(rows: Iterable[Row]) -> list[Mention]:
    made = []
    for n, (place, when, names, actor, wide) in enumerate(rows):
        extents = (MANY,) if wide else ()
        towns = (QUETTA, GWADAR, NUSHKI) if wide else (place,)
        one = mention(f"m{n}", day(when), place, operations=names, extents=extents, places=towns)
        side: Side = "state" if actor.startswith("Pak") else "armed_group"
        made.append(by(one, actor, side, claimed=wide) if actor else one)
    return made


@settings(max_examples=60, derandomize=True, deadline=None)
@given(some, st.randoms(use_true_random=False))
def test_the_order_never_matters(rows: list[Row], chance: Random) -> None:
    mentions = told_of(rows)
    result = found(*mentions)
    shuffled = list(mentions)
    chance.shuffle(shuffled)
    assert found(*shuffled) == result
    for campaign in result.campaigns:
        assert len(campaign.members) > 1
        assert campaign.grounds or campaign.bursts
        assert len(set(campaign.incident_ids)) == len(campaign.incident_ids)
