"""Sides of names, and who did what to whom; on sentences made for the purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.engines.spacy_parser import SpacyParser
from according.lang import language
from according.model import Actor, Document, Quantity, Sentence, Side, Span
from according.ontology import codebook
from according.read.sides import party_of, side_of
from according.read.victims import Harm
from according.read.voice import attributions_in
from according.read.who import actors_of
from according.text import sentences_of

ENGLISH = language("en")
PARSER = SpacyParser()


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("police", "state"),
        ("the military's media wing", "state"),
        ("two security officials", "state"),
        ("a police union official", "monitor"),
        ("a spokesman for the Taliban", "armed_group"),
        ("senior rebel commander", "armed_group"),
        ("a doctor at the military hospital", "medical"),
        ("hospital officials", "medical"),
        ("the officer's mother", "witness"),
        ("family members", "witness"),
        ("U.N. human rights office", "monitor"),
        ("the Larkwe Trade Union Federation", "monitor"),
        ("a Reuters reporter", "media"),
        ("state television", "state"),
        ("local television", "media"),
        ("Kenya", "state"),
        ("the president of Kenya", "state"),
        ("the Rowing Community of Kenya", "unknown"),
        ("a committee of families", "monitor"),
        ("Police News Affairs Officer Tom Arden", "state"),
        ("the Taliban interior ministry", "armed_group"),
        ("a spokesman for the force", "state"),
        ("cops", "state"),
        ("pro-government media", "media"),
        ("those giving testimony", "witness"),
        ("a farmer in Kenya", "witness"),
        ("the Kenya Gardening Bulletin", "unknown"),
        ("president of the gardening club", "unknown"),
        ("the lawyer", "unknown"),
        ("Tom Arden", "unknown"),
        ("", "unknown"),
    ],
)
def test_side_of(name: str, side: Side) -> None:
    assert side_of(name) == side


def test_context_places_a_name_that_says_nothing() -> None:
    assert side_of("Tom Arden", "a nurse at the clinic") == "medical"
    assert side_of("the chief", "head of the rebels") == "armed_group"


def test_letters_count_only_as_they_are_written() -> None:
    assert side_of("IS") == "armed_group"
    assert side_of("is") == "unknown"


@pytest.mark.parametrize("side", ["state", "armed_group", "monitor", "media"])
def test_every_known_body_has_its_side(side: Side) -> None:
    """Abbreviations that two bodies of different sides share would make the order of the file decide."""
    for name in codebook("sides")["organisations"][side]:
        assert side_of(name) == side, name


def test_parties() -> None:
    assert [party_of(side) for side in ("state", "armed_group", "medical", "unknown")] == [
        True,
        True,
        False,
        False,
    ]


def actors(text: str, *harms: Harm) -> tuple[Actor, ...]:
    document = Document("d", "", text)
    sentences: tuple[Sentence, ...] = tuple(PARSER.parse(sentences_of(document)))
    found = attributions_in(document, sentences, ENGLISH)
    made = actors_of(document, sentences, harms, found)
    assert all(a.span is not None and text[a.span.start : a.span.end] == a.span.quote for a in made)
    return made


def perpetrators(text: str, *harms: Harm) -> list[tuple[str, str, str]]:
    return [(a.name, a.side, a.basis) for a in actors(text, *harms) if a.role == "perpetrator"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen attacked a convoy on Friday.", [("Gunmen", "armed_group", "reported")]),
        ("Soldiers opened fire on the crowd.", [("Soldiers", "state", "reported")]),
        ("The mayor opened a school.", []),
        ("Suspected rebels ambushed a bus.", [("Suspected rebels", "armed_group", "suspected")]),
        ("The Taliban claimed responsibility for the attack.", [("Taliban", "armed_group", "claimed")]),
        ("No rebel group claimed responsibility for the attack.", []),
        ("The army denied responsibility for the attack.", [("army", "state", "accused")]),
        ("Residents accused the army of killing three men.", [("army", "state", "accused")]),
        ("Officials blamed the rebels for the attack.", [("rebels", "armed_group", "accused")]),
        ("The attack was blamed on the rebels.", [("rebels", "armed_group", "accused")]),
        (
            "The Popular Orvante Front claimed responsibility for the attack.",
            [("Popular Orvante Front", "armed_group", "claimed")],
        ),
        (
            "Officials blamed the Movement for the Orvante Coast for the attack.",
            [("Movement for the Orvante Coast", "unknown", "accused")],
        ),
        ("Tibor Maldena claimed responsibility for the attack.", []),
        ("A bus was attacked by unidentified gunmen.", [("unidentified gunmen", "armed_group", "reported")]),
    ],
)
def test_perpetrators(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert perpetrators(text) == expected


def harm(text: str, people: str, agent: str | None, head: str | None, **more: object) -> Harm:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span.of(text, start, start + len(words))

    return Harm(
        sentence=0,
        measure="deaths",
        category="civilian",
        quantity=Quantity(3, 3, 3, "three", "exact"),
        people=span(people),
        trigger=span("killed"),
        stance="asserted",
        agent=span(agent) if agent else None,
        head=span(head) if head else None,
        **more,  # type: ignore[arg-type]
    )


def test_the_doer_of_a_harm_and_its_target() -> None:
    text = "Three farmers were killed by the army."
    made = actors(text, harm(text, "Three farmers", "the army", "farmers"))
    assert [(a.name, a.role, a.side, a.basis) for a in made] == [
        ("farmers", "target", "unknown", "reported"),
        ("army", "perpetrator", "state", "reported"),
    ]


def test_a_party_that_says_it_did_it_claims_it() -> None:
    text = "The rebels said they killed three soldiers."
    assert perpetrators(text, harm(text, "three soldiers", "they", "soldiers")) == [
        ("The rebels", "armed_group", "claimed")
    ]


def test_no_private_person_is_an_actor() -> None:
    text = "Three farmers were killed by Tom Arden."
    assert perpetrators(text, harm(text, "Three farmers", "Tom Arden", "farmers")) == []
    named = "Policeman Tom Arden killed three farmers."
    assert all(
        "Arden" not in a.name
        for a in actors(named, harm(named, "three farmers", "Policeman Tom Arden", None))
    )


def test_a_named_victim_is_no_target() -> None:
    text = "Tom Arden was killed by the army."
    made = actors(text, harm(text, "Tom Arden", "the army", "Arden", names=("Tom", "Arden")))
    assert [a.role for a in made] == ["perpetrator"]


def test_denied_harm_makes_no_actor() -> None:
    text = "Three farmers were killed by a stranger."
    denied = replace(harm(text, "Three farmers", "a stranger", "farmers"), stance="denied")
    assert "target" not in [a.role for a in actors(text, denied)]
