"""One document's one mention: which claims are added, which are set aside, and whose people they were."""

from __future__ import annotations

from according.model import Claim, Toll
from according.tally import tally
from claiming import HOSPITAL, MINISTER, claim


def ends(
    claims: list[Claim], measure: str = "deaths", category: str = "all"
) -> tuple[int | None, ...] | None:
    toll = told(claims, measure, category)
    return (toll.low, toll.best, toll.high) if toll else None


def told(claims: list[Claim], measure: str = "deaths", category: str = "all") -> Toll | None:
    return next((t for t in tally(claims) if (t.measure, t.category) == (measure, category)), None)


def test_nothing_told_gives_no_toll() -> None:
    assert tally([]) == ()


def test_a_denial_is_a_zero_where_nobody_asserts_harm() -> None:
    denied = claim("d", 0, stance="denied", measure="injured", name="none")
    assert ends([denied], "injured") == (0, 0, 0)
    assert ends([denied, claim("d", 2, measure="injured")], "injured") == (2, 2, 2)


def test_people_counted_apart_are_added_and_close_by_category() -> None:
    soldiers = claim("d", 4, "security_force", name="soldiers")
    rebels = claim("d", 9, "armed_group", name="rebels", adds_to="soldiers")
    assert ends([soldiers, rebels]) == (13, 13, 13)
    assert ends([soldiers, rebels], category="security_force") == (4, 4, 4)
    assert ends([soldiers, rebels], category="armed_group") == (9, 9, 9)
    assert ends([soldiers, rebels], category="unknown") is None


def test_parts_and_repeats_are_set_aside_with_the_reason() -> None:
    whole = claim("d", 18, "civilian", name="whole", parts=("children",))
    children = claim("d", 3, "civilian", name="children")
    again = claim("d", 18, "civilian", name="again", repeats="whole")
    toll = told([whole, children, again])
    assert toll is not None
    assert (toll.best, toll.used) == (18, ("whole",))
    assert {a.claim_id: a.reason for a in toll.set_aside} == {"children": "sub_count", "again": "repeat"}


def test_other_windows_and_what_is_not_asserted_are_set_aside() -> None:
    claims = [
        claim("d", 5, name="now"),
        claim("d", 400, name="year", scope="background"),
        claim("d", 60, name="week", scope="cumulative"),
        claim("d", 20, name="feared", stance="expected"),
    ]
    toll = told(claims)
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (5, 5, 5)
    assert {a.reason for a in toll.set_aside} == {"background", "cumulative", "expected"}


def test_the_dead_among_those_shot_are_not_injured() -> None:
    shot = claim("d", 5, measure="injured", name="shot", parts=("dead",))
    dead = claim("d", 1, name="dead")
    assert ends([shot, dead], "injured") == (4, 4, 4)
    assert ends([shot, dead]) == (1, 1, 1)


def test_those_who_all_died_do_not_hide_others_who_live() -> None:
    shot = claim("d", 2, measure="injured", name="shot", parts=("dead",))
    dead = claim("d", 2, name="dead")
    other = claim("d", 1, measure="injured", name="other")
    assert ends([shot, dead, other], "injured") == (1, 1, 1)


def test_a_figure_told_twice_outweighs_one_told_once() -> None:
    claims = [
        claim("d", 7, name="early"),
        claim("d", 9, name="later"),
        claim("d", 9, name="later again", repeats="later"),
        claim("d", 9, name="and again", repeats="later"),
    ]
    assert ends(claims) == (9, 9, 9)


def test_another_voice_widens_low_and_high_but_one_voice_does_not() -> None:
    official = claim("d", 10, voice=MINISTER, name="official")
    again = claim("d", 10, voice=MINISTER, name="official again", repeats="official")
    assert ends([official, again, claim("d", 14, voice=HOSPITAL, name="hospital")]) == (10, 10, 14)
    assert ends([official, again, claim("d", 14, voice=MINISTER, name="himself")]) == (10, 10, 10)


def test_no_number_gives_no_best() -> None:
    assert ends([claim("d", (24, None, 99), name="dozens")]) == (24, None, 99)
    assert ends([claim("d", (24, None, 99), name="dozens"), claim("d", 30)]) == (30, 30, 30)


def test_an_open_end_stays_open() -> None:
    assert ends([claim("d", (12, 12, None))]) == (12, 12, None)


def test_what_does_not_close_is_unknown() -> None:
    whole = claim("d", 12, "all", name="whole", parts=("soldiers", "civilians"))
    parts = [claim("d", 6, "security_force", name="soldiers"), claim("d", 4, "civilian", name="civilians")]
    assert ends([whole, *parts], category="security_force") == (6, 6, 6)
    assert ends([whole, *parts], category="civilian") == (4, 4, 4)
    assert ends([whole, *parts], category="unknown") == (2, 2, 2)
