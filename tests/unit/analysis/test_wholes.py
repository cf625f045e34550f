"""Totals over several incidents bound what the incidents add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.analysis.case import Case
from according.analysis.wholes import WholeCheck, problems_of_wholes, totals_over_others, whole_checks
from according.model import Claim, EventDate, EventTypes, Incident, Mention, Place, Span
from according.toll import tolls
from claiming import GROUP, MILITARY, MONITOR, claim, day, document

PROVINCE = Place("Sorvale", "PAK", "Sorvale", precision=4)
NEXT_PROVINCE = Place("Tarn", "PAK", "Tarn", precision=4)
COUNTRY = Place("Pakistan", "PAK", precision=6)
LAST = day(31)
TWO_DAYS = (day(30), LAST)


def town(name: str, province: str = "Sorvale") -> Place:
    return Place(name, "PAK", province, name, 30.0, 67.0, 1, sum(map(ord, name)))


def case(
    name: str, claims: Sequence[Claim], place: Place, on: date = LAST, part_of: str | None = None
) -> Case:
    documents = {d: document(d, on) for d in {c.document_id for c in claims}}
    mentions = tuple(
        Mention(f"{d}/m", d, 1, EventDate(on, on, "day"), place, EventTypes(), (), Span(0, 1, "x"))
        for d in sorted(documents)
    )
    found = tolls(claims, documents)
    return Case(Incident(name, ()), mentions, tuple(claims), documents, found, part_of)


def killed(name: str, figure: int, place: Place, on: date = LAST, part_of: str | None = None) -> Case:
    return case(name, [claim(name, figure, "civilian", MONITOR)], place, on, part_of)


def total(figure: int | tuple[int | None, int | None, int | None], area: Place = PROVINCE) -> Case:
    """A report of one town that also totals the province over two days."""
    wide = claim("t", figure, "civilian", MONITOR, TWO_DAYS, scope="cumulative", area=area, name="total")
    return case("t", [claim("t", 1, "civilian", MONITOR, (day(31), day(31))), wide], town("Ashford"))


def only(cases: Sequence[Case]) -> WholeCheck:
    (found,) = whole_checks(cases)
    return found


TOWNS = [killed("a", 7, town("Brook")), killed("b", 5, town("Cresel"), day(30))]


def test_a_total_over_an_area_and_two_days_bounds_its_incidents() -> None:
    made = only([total(13), *TOWNS])
    assert made.claim.claim_id == "total"
    assert made.parts == ("a", "b", "t")
    assert (made.added_low, made.added_high, made.fits) == (13, 13, True)
    assert problems_of_wholes([total(13), *TOWNS]) == ()


def test_incidents_that_come_to_more_than_their_total_are_a_problem_and_stay_as_they_are() -> None:
    cases = [total(9), *TOWNS]
    (problem,) = problems_of_wholes(cases)
    assert (problem.code, problem.document_id) == ("ACC-308", "t")
    assert (
        "3 incidents that it covers come to at least 13 killed (civilians), more than its 9"
        in problem.message
    )
    assert [c.toll("deaths", "civilian").best for c in cases if c.toll("deaths", "civilian")] == [1, 7, 5]  # type: ignore[union-attr]


def test_what_the_book_does_not_account_for_is_told_and_is_no_problem() -> None:
    made = only([total(20), *TOWNS])
    assert (made.fits, made.missing) == (True, 7)


@pytest.mark.parametrize(
    "other",
    [
        killed("c", 90, town("Dunmere", "Tarn")),
        killed("c", 90, town("Dunmere"), day(29)),
        killed("c", 90, town("Dunmere"), day(1, 2)),
        killed("c", 90, PROVINCE, part_of="a"),
        case("c", [claim("c", 90, "armed_group", MONITOR)], town("Dunmere")),
        case("c", [claim("c", 90, "civilian", MONITOR, measure="injured")], town("Dunmere")),
    ],
    ids=["other area", "before", "after", "part of another", "other group", "other measure"],
)
def test_what_lies_outside_is_not_counted(other: Case) -> None:
    assert only([total(13), *TOWNS, other]) == only([total(13), *TOWNS])


def test_a_total_over_everyone_is_held_against_everyone() -> None:
    wide = claim("t", 9, "all", MONITOR, TWO_DAYS, scope="cumulative", area=COUNTRY, name="total")
    cases = [case("t", [wide], town("Ashford")), *TOWNS, killed("d", 2, town("Eldham", "Tarn"))]
    made = next(c for c in whole_checks(cases) if c.claim.claim_id == "total")
    assert (made.parts, made.added_low, made.fits) == (("a", "b", "d"), 14, False)


def test_an_open_or_denied_total_bounds_nothing() -> None:
    assert whole_checks([total((9, 9, None)), *TOWNS]) == ()
    denied = total(9)
    claims = tuple(replace(c, stance="denied") for c in denied.claims)
    assert whole_checks([replace(denied, claims=claims), *TOWNS]) == ()


def test_an_episode_bounds_the_incidents_that_it_contains() -> None:
    inside = [replace(one, part_of="e") for one in TOWNS]
    episode = killed("e", 10, PROVINCE)
    made = only([episode, *inside])
    assert (made.parts, made.added_low, made.high, made.fits) == (("a", "b"), 12, 10, False)
    assert only([killed("e", 12, PROVINCE), *inside]).fits


def test_a_problem_names_the_people_of_the_figure_that_is_too_low() -> None:
    inside = [replace(one, part_of="e") for one in TOWNS]
    claims = [claim("e", 10, "civilian", MONITOR), claim("e", 60, "security_force", MONITOR)]
    (problem,) = problems_of_wholes([case("e", claims, PROVINCE), *inside])
    assert "at least 12 killed (civilians), more than its 10" in problem.message


def test_the_two_sides_totals_are_treated_alike() -> None:
    for voice, category in ((MILITARY, "armed_group"), (GROUP, "security_force")):
        wide = claim("t", 3, category, voice, TWO_DAYS, scope="cumulative", area=PROVINCE, name="total")  # type: ignore[arg-type]
        towns = [case(n, [claim(n, 5, category, MONITOR)], town(n)) for n in ("Brook", "Cresel")]  # type: ignore[arg-type]
        (problem,) = problems_of_wholes([case("t", [wide], town("Ashford")), *towns])
        assert problem.code == "ACC-308"


def month(name: str, figure: int, area: Place = PROVINCE) -> Case:
    """A report of nothing but a month's total."""
    wide = claim(name, figure, "civilian", MONITOR, (day(1), LAST), scope="cumulative")
    return case(name, [wide], area, day(2, 2))


def test_a_months_total_is_told_apart_from_the_incidents_that_fall_into_it() -> None:
    assert totals_over_others([month("m", 90), *TOWNS]) == {("m", "deaths")}
    assert totals_over_others([month("m", 90), month("n", 95)]) == frozenset()
    assert totals_over_others([month("m", 90, NEXT_PROVINCE), *TOWNS]) == frozenset()
    assert totals_over_others([month("m", 90), killed("c", 9, town("Dunmere"), day(3, 2))]) == frozenset()


def test_a_months_total_is_no_part_of_two_days() -> None:
    assert only([total(13), *TOWNS]).parts == ("a", "b", "t")
    of_two_days = [
        c for c in whole_checks([total(13), *TOWNS, month("m", 90)]) if c.claim.claim_id == "total"
    ]
    assert of_two_days == [only([total(13), *TOWNS])]


@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=6),
    st.integers(-5, 5),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_parts_fit_exactly_where_their_sum_does_in_any_order(figures: list[int], off: int, chance) -> None:  # type: ignore[no-untyped-def]
    towns = [killed(f"p{n}", figure, town(f"Town {n}")) for n, figure in enumerate(figures)]
    whole = max(0, sum(figures) + 1 + off)
    cases = [total(whole), *towns]
    made = only(cases)
    assert made.fits == (sum(figures) + 1 <= whole)
    chance.shuffle(cases)
    assert whole_checks(cases) == (made,)
