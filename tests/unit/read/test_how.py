"""Tactics from words, and the codebooks' types from tactics and sides."""

from __future__ import annotations

import pytest

from according.model import Actor, Category, Document, EventTypes, Measure, Quantity, Role, Side, Span
from according.ontology import codebook
from according.read.how import tactics_of, types_of
from according.read.victims import Harm
from according.text import sentences_of


def harm(category: Category | None, measure: Measure = "deaths", count: int = 3) -> Harm:
    span = Span(0, 1, "x")
    return Harm(
        0, measure, category, Quantity(count, count, count, str(count), "exact"), span, span, "asserted"
    )


def actor(side: Side, role: Role = "perpetrator", name: str = "the group") -> Actor:
    return Actor(name, role, side, "reported")


def types(text: str, *told: Harm | Actor, title: str = "") -> EventTypes:
    sentences = sentences_of(Document("d", title, text))
    harms = [one for one in told if isinstance(one, Harm)]
    actors = [one for one in told if isinstance(one, Actor)]
    return types_of(sentences, range(len(sentences)), actors, harms)


def tactics(text: str, title: str = "") -> tuple[str, ...]:
    sentences = sentences_of(Document("d", title, text))
    return tactics_of(sentences, range(len(sentences)))


@pytest.mark.parametrize(
    ("text", "tactic"),
    [
        ("A suicide bomber blew himself up at the gate; the blast killed four.", "suicide_bombing"),
        ("A car bomb exploded outside the court.", "bombing"),
        ("Their jeep hit a landmine and four died in the explosion.", "landmine"),
        ("Attackers on a motorcycle threw a hand grenade into the shop.", "grenade"),
        ("A missile fired from a drone hit the house.", "drone_strike"),
        ("Warplanes bombed the valley overnight.", "air_strike"),
        ("Mortar shells fell on the village for an hour.", "shelling"),
        ("GUNMEN OPENED FIRE ON A BUS.", "armed_assault"),
        ("The two sides fought a gun battle until dawn.", "clash"),
        ("Masked men kidnapped the engineers from their camp.", "abduction"),
        ("The mayor was assassinated on his way home.", "assassination"),
        ("The captives were beheaded.", "execution"),
        ("A man stabbed three passengers on a train.", "stabbing"),
        ("A crowd lynched the driver.", "mob_violence"),
        ("Protesters were met with tear gas and rubber bullets.", "crowd_control"),
        ("Unknown men torched the school at night.", "arson"),
        ("The bomb disposal unit defused a device; bomb was found under a bridge.", "weapon_found"),
    ],
)
def test_words_tell_the_tactic(text: str, tactic: str) -> None:
    assert tactic in tactics(text)
    assert len(tactics(text)) <= 3


def test_the_specific_word_counts_not_the_general_one_it_comes_with() -> None:
    assert tactics("A suicide bombing at a checkpoint; the explosion was heard for miles.") == (
        "suicide_bombing",
    )
    assert tactics("Gunmen kidnapped the engineers.") == ("abduction",)


def test_the_title_goes_before_what_the_text_adds() -> None:
    text = "Police said three had died. Last year a bomb killed ten there. Rockets were found later."
    assert tactics(text, title="Three stabbed to death on ferry")[0] == "stabbing"


def test_arrests_after_an_attack_are_no_tactic_of_it() -> None:
    assert tactics("Gunmen shot dead two men. Police arrested five suspects and protests followed.") == (
        "armed_assault",
    )


def test_no_word_no_tactic() -> None:
    assert tactics("The ministers met on Tuesday to discuss prices.") == ()
    assert types("The ministers met on Tuesday to discuss prices.") == EventTypes()


def test_the_lead_tells_where_the_sentences_of_harm_do_not() -> None:
    text = "A car bomb went off in the market.\nThe hospital was full.\nThree people were killed."
    sentences = sentences_of(Document("d", "", text))
    assert tactics_of(sentences, [2]) == ("bombing",)


def acled(text: str, *told: Harm | Actor) -> str | None:
    found = types(text, *told).acled
    if found is None:
        return None
    parents = {entry["code"]: entry["parent"] for entry in codebook("acled")["sub_event_types"]}
    assert found[0] == parents[found[1]]
    return found[1]


def test_acled_by_its_rules() -> None:
    assert acled("A suicide bomber struck the market.", harm("civilian")) == "Suicide bomb"
    fought = "Suicide bombers struck the base and a gun battle followed, soldiers clashed with them."
    assert acled(fought, harm("security_force")) == "Armed clash"
    assert (
        acled("The men were kidnapped from a bus.", harm(None, "abducted"))
        == "Abduction/forced disappearance"
    )
    assert acled("The men were kidnapped and killed.", harm("civilian")) == "Attack"
    assert acled("Gunmen opened fire on shoppers.", harm("civilian")) == "Attack"
    assert acled("Gunmen opened fire on a patrol.", harm("security_force")) == "Armed clash"
    assert acled("Rioters and mobs attacked the shops.", harm(None)) == "Mob violence"
    assert acled("Police fired tear gas at the rally, and three died.", harm("civilian")) == (
        "Excessive force against protesters"
    )
    assert acled("They died there.", harm("armed_group"), actor("state")) == "Armed clash"
    assert acled("They died there.", harm(None)) is None


def ucdp(text: str, *told: Harm | Actor) -> int | None:
    return types(text, *told).ucdp


def test_ucdp_by_who_fought_whom() -> None:
    assert ucdp("They were killed in a raid.", harm("armed_group"), actor("state", name="the army")) == 1
    assert ucdp("They were killed in an ambush.", harm("security_force")) == 1
    assert ucdp("They died in clashes between rival factions.", harm("armed_group")) == 2
    assert ucdp("Herdsmen and villagers clashed over grazing, and ten died.", harm(None)) == 2
    assert ucdp("They were shot dead by the group.", harm("civilian"), actor("armed_group")) == 3
    assert ucdp("They were shot dead by the army.", harm("civilian"), actor("state", name="the army")) == 3
    assert ucdp("A bomb exploded in the market.", harm("civilian")) == 3
    assert ucdp("A drone strike hit the house.", harm(None)) == 1
    assert ucdp("Shells landed on both sides of the line of control.", harm("civilian")) == 1


def test_ordinary_crime_is_no_organised_violence() -> None:
    text = "Detectives said the suspect shot two men in a parking lot over a drug deal."
    assert ucdp(text, harm(None)) is None
    assert ucdp(text, harm(None), actor("armed_group", name="the gunman")) is None
    assert ucdp(text, harm(None), actor("state", name="police")) is None


def test_arrests_alone_have_no_type_of_violence() -> None:
    assert ucdp("Police arrested nine members.", harm("armed_group", "detained"), actor("state")) is None


def test_gtd_holds_acts_of_non_state_actors() -> None:
    text = "Gunmen opened fire after a car bomb exploded, and kidnapped two guards."
    assert set(types(text, harm("civilian")).gtd) <= {
        "Armed Assault",
        "Bombing/Explosion",
        "Hostage Taking (Kidnapping)",
    }
    assert types("A car bomb exploded.", harm(None), actor("armed_group")).gtd == ("Bombing/Explosion",)
    assert types("Soldiers opened fire on a bus.", harm(None), actor("state")).gtd == ()
    names = {entry["name"] for entry in codebook("gtd")["attack_types"]}
    assert set(types(text).gtd) <= names


def test_both_sides_are_treated_alike_by_name() -> None:
    texts = ["The {} shot dead three villagers.", "A bomb of the {} killed three villagers."]
    for text in texts:
        found = {
            types(text.format(name), harm("civilian"), actor("armed_group", name=name))
            for name in ("Reds", "Blues")
        }
        assert len(found) == 1


def test_hostile_text_takes_no_time_worth_telling() -> None:
    assert tactics("suicide " * 50_000) == ()
    assert len(tactics("bomb " * 50_000)) == 1
