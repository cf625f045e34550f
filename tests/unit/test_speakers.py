"""Whose people a speaker speaks of: by side, and between states by nation."""

from __future__ import annotations

import pytest

from according.consistency import claims_by_side
from according.speakers import is_enemy_claim, whose
from according.toll import tolls
from claiming import GROUP, MILITARY, MONITOR, claim, day, document, saying, voice


@pytest.mark.parametrize(
    ("speaker", "people", "about"),
    [
        ("Ukraine's general staff", "60 Russian soldiers", "enemy"),
        ("Russia's army", "60 Ukrainian soldiers", "enemy"),
        ("Kyiv", "60 Russian soldiers", "enemy"),
        ("Moscow", "60 Ukrainian soldiers", "enemy"),
        ("Kyiv", "60 Ukrainian soldiers", "own"),
        ("Russia's army", "60 of its servicemen", "own"),
        ("the army", "60 Russian soldiers", "own"),
    ],
)
def test_soldiers_whom_a_state_calls_another_states_are_its_enemys(
    speaker: str, people: str, about: str
) -> None:
    said = saying(claim("a", 60, "security_force", voice(speaker, "state", True)), people)
    assert whose(said) == about
    assert is_enemy_claim(said) == (about == "enemy")


def test_a_nation_makes_no_enemy_of_civilians_nor_for_a_group() -> None:
    minister = voice("Russia's interior minister", "state", True)
    assert whose(saying(claim("a", 6, "civilian", minister), "6 Ukrainian farmers")) == "others"
    assert whose(saying(claim("a", 6, "armed_group", GROUP), "6 Ukrainian fighters")) == "own"
    assert whose(saying(claim("a", 6, "armed_group", MILITARY), "6 fighters")) == "enemy"


@pytest.mark.parametrize(
    ("speaker", "people"),
    [("Ukraine's general staff", "60 Russian soldiers"), ("Russia's army", "60 Ukrainian soldiers")],
)
def test_a_states_word_about_another_states_soldiers_bounds_from_above(speaker: str, people: str) -> None:
    theirs = saying(claim("a", 60, "security_force", voice(speaker, "state", True)), people)
    claims = [theirs, claim("b", 9, "security_force", MONITOR)]
    found = next(
        t for t in tolls(claims, {d: document(d, day(31)) for d in "ab"}) if t.category == "security_force"
    )
    assert (found.low, found.best, found.high) == (9, 9, 60)
    assert {a.claim_id: a.reason for a in found.set_aside} == {
        "a/security_force/60": "party_about_enemy_only"
    }


def test_each_of_two_states_speaks_of_its_own_soldiers_and_of_its_enemys() -> None:
    said = {
        "a": (9, "Georgia's general staff", "nine of its servicemen"),
        "b": (70, "Yerevan", "70 Georgian soldiers"),
        "c": (4, "the Armenian army", "4 Armenian conscripts"),
        "d": (55, "Tbilisi", "55 Armenian troops"),
    }
    claims = [
        saying(claim(d, n, "security_force", voice(name, "state", True)), quote)
        for d, (n, name, quote) in said.items()
    ]
    rows = claims_by_side(claims, {d: document(d, day(31)) for d in said})
    told = {p.best: row.about for row in rows for p in row.points}
    assert told == {9: "own", 70: "enemy", 4: "own", 55: "enemy"}
