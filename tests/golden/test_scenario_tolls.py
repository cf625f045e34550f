"""The case that According exists for: one episode, many speakers, figures that rise, overlap and
contradict."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Claim, Document, Place
from according.series import Series, series_of
from according.toll import share_by_voice_side, tolls
from claiming import CHIEF, GROUP, MILITARY, MINISTER, MONITOR, claim, day, document, voice

JAN30, JAN31, FEB1, FEB2, FEB6 = day(30), day(31), day(1, 2), day(2, 2), day(6, 2)
ONE_DAY, FORTY_HOURS, TWO_DAYS, WEEK = (JAN31, JAN31), (JAN31, FEB1), (JAN31, FEB2), (JAN31, FEB6)
PAKISTAN = Place("Pakistan", "PAK", precision=6)
QUETTA = Place("Quetta", "PAK", "Balochistan", "Quetta", 30.2, 67.0, 1, 1167528)


def episode() -> tuple[list[Claim], dict[str, Document]]:
    """The stream of claims, one document an entry."""
    police = voice("police sources", "state", True)
    spokesman = voice("the provincial spokesman", "state", True)
    claims = [
        claim("a", 37, "armed_group", MINISTER, ONE_DAY),
        claim("a", 10, "security_force", MINISTER, ONE_DAY),
        claim("b", (13, 13, None), "security_force", GROUP, ONE_DAY),
        claim("c", 7, "security_force", police, ONE_DAY, area=QUETTA),
        claim("d", 67, "armed_group", voice("officials", "state", True), ONE_DAY),
        claim("d", 11, "civilian", voice("officials", "state", True), ONE_DAY),
        claim("d", 10, "security_force", voice("officials", "state", True), ONE_DAY),
        claim("d", 70, "armed_group", CHIEF, ONE_DAY),
        claim("d", 108, "armed_group", spokesman, (JAN30, JAN31), scope="cumulative"),
        claim("e", 92, "armed_group", MILITARY, ONE_DAY, parts=("e/armed_group/3",)),
        claim("e", 3, "armed_group", MILITARY, ONE_DAY),
        claim("e", 18, "civilian", MILITARY, ONE_DAY, parts=("women", "children")),
        claim("e", 5, "civilian", MILITARY, ONE_DAY, name="women"),
        claim("e", 3, "civilian", MILITARY, ONE_DAY, name="children"),
        claim("e", 15, "security_force", MILITARY, ONE_DAY),
        claim("e", 41, "armed_group", MILITARY, (JAN30, JAN30)),
        claim("f", (84, 84, None), "security_force", GROUP, ONE_DAY),
        claim("f", 7, "armed_group", GROUP, ONE_DAY),
        claim("f", 18, "security_force", GROUP, ONE_DAY, measure="abducted"),
        claim("g", 81, "security_force", voice("the group", "armed_group", True), ONE_DAY),
        claim("h", 145, "armed_group", CHIEF, FORTY_HOURS, parts=("h/armed_group/40",)),
        claim("h", (36, 40, 44), "armed_group", CHIEF, (JAN30, JAN30)),
        claim("h", 31, "civilian", CHIEF, FORTY_HOURS),
        claim("h", 17, "security_force", CHIEF, FORTY_HOURS),
        claim("i", (201, 201, None), "security_force", GROUP, TWO_DAYS),
        claim("j", 177, "armed_group", MINISTER, TWO_DAYS, parts=("j/armed_group/22",)),
        claim("j", 22, "armed_group", MINISTER, (FEB1, FEB2)),
        claim("k", 177, "armed_group", None, TWO_DAYS),
        claim("k", 18, "civilian", None, TWO_DAYS),
        claim("k", 15, "security_force", None, TWO_DAYS),
        claim("m", 242, "armed_group", MONITOR, (day(1), JAN31), scope="cumulative", area=PAKISTAN),
        claim("o", 225, "all", None, FORTY_HOURS, derived=True, parts=("o/17", "o/31", "o/177")),
        claim("o", 17, "security_force", None, FORTY_HOURS, name="o/17"),
        claim("o", 31, "civilian", None, FORTY_HOURS, name="o/31"),
        claim("o", 177, "armed_group", None, FORTY_HOURS, name="o/177"),
        claim("p", 216, "armed_group", MILITARY, WEEK, scope="cumulative"),
        claim("q", 362, "security_force", GROUP, WEEK, scope="cumulative"),
        claim("q", 93, "armed_group", GROUP, WEEK, scope="cumulative"),
    ]  # fmt: skip
    published = dict.fromkeys("abcdefg", JAN31) | {"h": FEB1, "i": FEB2, "j": FEB2, "k": FEB2, "m": FEB2}
    published |= {"o": date(2026, 2, 9), "p": FEB6, "q": FEB6}
    return claims, {name: document(name, published[name]) for name in published}


def figures(series: Series) -> list[int | None]:
    return [p.best for p in series.points]


def line_of(side: str, category: str) -> list[Series]:
    claims, documents = episode()
    found = series_of(claims, documents)
    return [s for s in found if s.speaker.side == side and s.category == category and s.measure == "deaths"]


def test_the_states_count_of_militants_is_one_rising_series_and_108_stands_apart() -> None:
    longest, *others = line_of("state", "armed_group")
    assert figures(longest) == [37, 67, 70, 92, 145, 177, 216]
    apart = next(s for s in others if s.latest.best == 108)
    assert apart.points[0].window.start == JAN30
    assert 145 not in figures(apart)


def test_each_side_has_a_series_of_its_own_and_its_enemys_losses() -> None:
    assert figures(line_of("state", "security_force")[0]) == [10, 15, 17]
    assert figures(line_of("armed_group", "armed_group")[0]) == [7, 93]
    assert figures(line_of("armed_group", "security_force")[0])[-1] == 362


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("civilian", (31, 31, 31)),
        ("security_force", (17, 17, 362)),
        ("armed_group", (93, 93, 216)),
        ("all", (141, 141, 609)),
    ],
)
def test_neutral_rests_on_admissions_and_lets_the_enemys_word_bound_from_above(
    category: str, expected: tuple[int, int, int]
) -> None:
    claims, documents = episode()
    toll = next(t for t in tolls(claims, documents) if (t.measure, t.category) == ("deaths", category))
    assert (toll.low, toll.best, toll.high) == expected


def test_each_claim_that_is_not_used_says_why() -> None:
    claims, documents = episode()
    militants = next(t for t in tolls(claims, documents) if t.category == "armed_group")
    reasons = {s.claim_id: s.reason for s in militants.set_aside}
    assert militants.used == ("q/armed_group/93",)
    assert reasons["p/armed_group/216"] == "party_about_enemy_only"
    assert reasons["j/armed_group/177"] == "superseded"
    assert reasons["k/armed_group/177"] == "echo_of_party"
    assert reasons["d/armed_group/108"] == "different_window"
    assert reasons["e/armed_group/41"] in ("different_window", "contained")
    assert reasons["e/armed_group/3"] == "sub_count"
    assert reasons["m/armed_group/242"] == "different_area"
    assert reasons["e/civilian/18"] == "superseded"
    assert reasons["k/civilian/18"] == "stale"
    assert reasons["women"] == "sub_count"
    assert reasons["h/civilian/31"] == "other_category"
    assert {c.claim_id for c in claims if c.measure == "deaths"} == {*militants.used, *reasons}


def test_the_225_is_a_sum_of_which_177_rest_on_one_partys_word_about_its_enemy() -> None:
    claims, documents = episode()
    by_id = {c.claim_id: c for c in claims}
    parts = [by_id[p] for p in by_id["o/all/225"].parts]
    first, *_ = share_by_voice_side(parts, claims)
    assert (first.side, first.about, first.figure, first.total, first.percent) == (
        "state",
        "enemy",
        177,
        225,
        79,
    )
    total = next(t for t in tolls(claims, documents) if t.category == "all")
    assert ("o/all/225", "derived_sum") in {(s.claim_id, s.reason) for s in total.set_aside}


def test_84_and_81_stay_two_renderings() -> None:
    early = [c for c in episode()[0] if c.document_id in "fg"]
    documents = {d: document(d, JAN31) for d in "fg"}
    security = next(
        t for t in tolls(early, documents) if t.category == "security_force" and t.measure == "deaths"
    )
    assert (security.low, security.best, security.high) == (0, None, None)
    assert {s.reason for s in security.set_aside if "security" in s.claim_id} >= {"possibly_same_claim"}
