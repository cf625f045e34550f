"""How far tolls move by rule alone, on incidents counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from according.analysis.case import Case
from according.analysis.sensitivity import Comparison, comparisons, weighed
from according.errors import UsageError
from according.model import Claim, EventDate, EventTypes, Incident, Mention, Place, Span
from according.profiles import PROFILES
from according.toll import tolls
from claiming import GROUP, HOSPITAL, MILITARY, MONITOR, claim, day, document
from told import episode


def case(name: str, claims: Sequence[Claim], part_of: str | None = None) -> Case:
    documents = {d: document(d, day(31)) for d in {c.document_id for c in claims}}
    return Case(Incident(name, ()), (), tuple(claims), documents, (), part_of)


DISPUTED = case(
    "disputed", [claim("a", 4, "civilian"), claim("b", 6, "civilian"), claim("c", 6, "civilian", HOSPITAL)]
)
PARTY = case("party", [claim("d", 40, "armed_group", MILITARY), claim("e", 3, "armed_group", GROUP)])
ALONE = case("alone", [claim("f", 20, "security_force", GROUP)])


def of(cases: Sequence[Case], category: str = "all", measure: str = "deaths") -> Comparison:
    found = comparisons(weighed(cases))
    return next(c for c in found if (c.category, c.measure) == (category, measure))


def bests(made: Comparison) -> dict[str, int | None]:
    return {s.profile: s.best for s in made.standings}


def test_every_profile_has_a_row_in_their_order() -> None:
    assert [s.profile for s in of([DISPUTED]).standings] == list(PROFILES)


def test_sums_are_those_of_the_incidents_and_the_spread_is_between_them() -> None:
    made = of([DISPUTED, PARTY])
    assert bests(made) == {
        "neutral": 9,
        "conservative": 7,
        "ucdp": 9,
        "gtd": 9,
        "two_source": 9,
        "median": 9,
        "maximum": 46,
    }
    assert made.bests == (7, 46)
    assert made.spread_percent == 557
    assert made.disputed == 2


def test_what_rests_on_one_partys_word_about_its_enemy_is_counted_and_marked() -> None:
    made = of([DISPUTED, ALONE])
    by_name = {s.profile: s for s in made.standings}
    assert (by_name["ucdp"].party_word, by_name["ucdp"].best) == (20, 26)
    assert by_name["ucdp"].marks["party_about_enemy"] == 1
    assert (by_name["neutral"].party_word, by_name["neutral"].without_best) == (0, 1)
    assert by_name["neutral"].marks["party_set_aside"] == 1
    assert by_name["ucdp"].changed == 1
    assert made.disputed == 1


def test_an_incident_of_an_episode_is_not_added_to_it() -> None:
    town = case("town", [claim("g", 2, "civilian", MONITOR)], part_of="disputed")
    made = of([DISPUTED, town])
    assert made.left_out == 1
    assert bests(made) == bests(of([DISPUTED]))
    elsewhere = case("town", [claim("g", 2, "civilian", MONITOR)], part_of="told in no report")
    assert of([DISPUTED, elsewhere]).left_out == 0


def test_a_months_total_is_not_added_to_the_months_incidents() -> None:
    told = episode()
    place = Place("Balochistan", "PAK", "Balochistan", precision=4)
    claims = (claim("z", 900, "all", MONITOR, (day(1), day(31)), scope="cumulative"),)
    documents = {"z": document("z", day(2, 2))}
    when = EventDate(day(2, 2), day(2, 2), "day")
    mention = Mention("z/m", "z", 1, when, place, EventTypes(), (), Span(0, 1, "x"))
    month = Case(Incident("month", ()), (mention,), claims, documents, tolls(claims, documents))
    assert of([told, month]).left_out == 1
    assert bests(of([told, month])) == bests(of([told]))
    assert bests(of([month]))["neutral"] == 900


def test_an_open_end_counts_by_the_highest_figure_known_and_is_told() -> None:
    open_ended = case("open", [claim("h", (12, 12, None), "civilian")])
    neutral, *_ = of([open_ended, DISPUTED]).standings
    assert (neutral.high, neutral.open_high) == (18, 1)


def test_one_incident_alone_gives_its_own_tolls() -> None:
    told = episode()
    for profile in PROFILES:
        found = {(t.measure, t.category): t for t in tolls(told.claims, told.documents, profile)}
        for made in comparisons(weighed([told])):
            standing = next(s for s in made.standings if s.profile == profile)
            toll = found.get((made.measure, made.category))
            assert standing.best == (toll.best if toll else None)
            assert standing.low == (toll.low if toll else 0)


def test_nothing_told_compares_nothing_and_an_unknown_profile_is_refused() -> None:
    assert comparisons(weighed([])) == ()
    with pytest.raises(UsageError, match="no profile is called"):
        weighed([DISPUTED], ("generous",))
