"""Bodies told as doers by the plain words beside their names; on sentences made for the purpose."""

from __future__ import annotations

import pytest

from according.model import Document
from according.read.bodies import doers_told
from according.text import sentences_of


def told(text: str) -> list[tuple[str, str, str]]:
    found = doers_told(sentences_of(Document("d", "", text)))
    return [(text[d.start : d.end], d.side, d.basis) for d in found]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The FARC (a rebel army) claimed responsibility for the blast.", ("FARC", "armed_group", "claimed")),
        ("Responsibility for the raid was claimed by the NPA.", ("NPA", "armed_group", "claimed")),
        ("The governor attributed the attack to Boko Haram.", ("Boko Haram", "armed_group", "accused")),
        ("Residents blamed the army for the shelling.", ("army", "state", "accused")),
        ("Suspected members of the LTTE dynamited a bridge.", ("LTTE", "armed_group", "suspected")),
        ("The station was hit in an attack by Abu Sayyaf.", ("Abu Sayyaf", "armed_group", "reported")),
        ("Last night PKK guerrillas attacked the town hall.", ("PKK", "armed_group", "reported")),
        ("The air force bombed a market in the hills.", ("air force", "state", "reported")),
        ("A bomb planted by RUF rebels destroyed the bridge.", ("RUF", "armed_group", "reported")),
        ("The fire was presumably the work of an attack by RUF rebels.", ("RUF", "armed_group", "suspected")),
        ("The army is responsible for the massacre, she said.", ("army", "state", "accused")),
        ("Members of the FARC took part in the murder.", ("FARC", "armed_group", "suspected")),
        ("The police blamed the leftist FARC for the fire.", ("FARC", "armed_group", "accused")),
        ("At dawn the FARC gunned down a clerk.", ("FARC", "armed_group", "reported")),
        ("The air force planned the attack, they say.", ("air force", "state", "accused")),
    ],
)
def test_doers(text: str, doer: tuple[str, str, str]) -> None:
    assert told(text) == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "The army said that a bomb had exploded at the bridge.",
        "Two soldiers killed in the ambush were buried on Friday.",
        "Talks with the FARC began two days after the attack.",
        "The attack on the army was the third in a week.",
        "The NPA was attacked near the river.",
    ],
)
def test_bodies_told_of_otherwise(text: str) -> None:
    assert told(text) == []
