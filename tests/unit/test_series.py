from __future__ import annotations

from according.series import series_of
from claiming import CHIEF, GROUP, MILITARY, MINISTER, claim, day, document, voice

DAY = (day(31), day(31))
LATER = (day(31), day(2, 2))


def test_the_same_figure_by_the_same_speaker_in_two_documents_is_one_point() -> None:
    claims = [claim("a", 12, "civilian", CHIEF, DAY), claim("b", 12, "civilian", CHIEF, DAY)]
    (series,) = series_of(claims, {d: document(d, day(31)) for d in "ab"})
    (point,) = series.points
    assert point.document_ids == ("a", "b")
    assert point.claim_ids == ("a/civilian/12", "b/civilian/12")


def test_offices_of_one_state_are_one_speaker_and_a_falling_figure_starts_another_line() -> None:
    claims = [
        claim("a", 20, "civilian", CHIEF, DAY),
        claim("b", 15, "civilian", MILITARY, LATER),
        claim("c", 25, "civilian", MINISTER, LATER),
    ]
    lines = series_of(claims, {d: document(d, day(31)) for d in "abc"})
    assert sorted([p.best for p in s.points] for s in lines) == [[15], [20, 25]]


def test_offices_of_two_states_are_two_speakers() -> None:
    north, south = (
        voice("the Russian defence ministry", "state", True),
        voice("the army of Ukraine", "state", True),
    )
    claims = [claim("a", 5, "security_force", north, DAY), claim("b", 9, "security_force", south, LATER)]
    assert len(series_of(claims, {d: document(d, day(31)) for d in "ab"})) == 2


def test_a_group_goes_by_its_acronym_and_by_generic_words() -> None:
    names = ("the Baloch Liberation Army", "BLA spokesman", "the group")
    claims = [
        claim(d, n, "armed_group", voice(name, "armed_group", True), (day(31), day(n, 2)))
        for d, n, name in zip("abc", (3, 5, 9), names, strict=True)
    ]
    (series,) = series_of(claims, {d: document(d) for d in "abc"})
    assert [p.best for p in series.points] == [3, 5, 9]
    assert len(series.names) == 3


def test_two_groups_stay_two() -> None:
    army, front = (
        voice("Baloch Liberation Army", "armed_group", True),
        voice("Sindhi Front", "armed_group", True),
    )
    claims = [claim("a", 3, "armed_group", army, DAY), claim("b", 4, "armed_group", front, LATER)]
    assert len(series_of(claims, {d: document(d) for d in "ab"})) == 2


def test_denied_and_background_figures_have_no_line() -> None:
    claims = [
        claim("a", 3, "civilian", GROUP, DAY, stance="denied"),
        claim("a", 400, "civilian", GROUP, scope="background"),
    ]
    assert series_of(claims, {"a": document("a", day(31))}) == ()


def test_a_figure_of_one_town_is_no_point_of_the_whole() -> None:
    from according.model import Place

    town = Place("Quetta", "PAK", "Balochistan", None, 30.2, 67.0, 1)
    claims = [
        claim("a", 7, "security_force", voice("police", "state", True), DAY, area=town),
        claim("b", 10, "security_force", MINISTER, DAY),
    ]
    assert len(series_of(claims, {d: document(d, day(31)) for d in "ab"})) == 2


def test_a_day_before_the_event_is_no_stand_of_the_series() -> None:
    eve = (day(30), day(30))
    claims = [
        claim("a", 40, "armed_group", MILITARY, eve),
        claim("b", 92, "armed_group", MILITARY, DAY),
        claim("c", 18, "civilian", MILITARY, DAY),
        claim("d", 145, "armed_group", CHIEF, LATER, scope="cumulative"),
    ]
    lines = series_of(claims, {d: document(d, day(31)) for d in "abcd"})
    assert [[p.best for p in s.points] for s in lines if s.category == "armed_group"] == [[92, 145]]


def test_one_report_that_rounds_the_hours_otherwise_does_not_break_the_line() -> None:
    early = (day(30), day(2, 2))
    claims = [
        claim("a", 92, "armed_group", MILITARY, DAY),
        claim("b", 108, "armed_group", CHIEF, (day(30), day(31)), scope="cumulative"),
        claim("c", 145, "armed_group", CHIEF, early, scope="cumulative"),
        claim("d", 145, "armed_group", CHIEF, LATER, scope="cumulative"),
        claim("e", 145, "armed_group", CHIEF, LATER, scope="cumulative"),
    ]
    lines = series_of(claims, {d: document(d, day(31)) for d in "abcde"})
    assert sorted([p.best for p in s.points] for s in lines) == [[92, 145], [108]]
