"""A day's figures in a book: only claims over windows within its days, each party by itself."""

from __future__ import annotations

from datetime import date

from according.analysis.case import Case
from according.analysis.own_figures import owns
from parties import DAY, case_of, claim

LATER = date(2026, 2, 6)

TOLD = (
    claim(1, 17, "security_force", "state"),
    claim(2, 31, "civilian", "state"),
    claim(3, 145, "armed_group", "state"),
    claim(4, 84, "security_force", "armed_group"),
    claim(5, 362, "security_force", "armed_group", LATER),
)


def by(own: object, cases: tuple[Case, ...] = (case_of(*TOLD),), end: date = DAY) -> dict[str, float]:
    return {one.definition: one.best for one in owns(cases, DAY, end, "neutral") if one.by == own}


def test_each_party_has_its_own_figures_and_only_where_it_gives_all_that_is_counted() -> None:
    assert by("the state")["all dead"] == 193
    assert by("the state")["civilians and security forces"] == 48
    assert by("the armed group") == {"security forces": 84}


def test_a_week_s_figure_is_none_of_its_first_day() -> None:
    assert by("the armed group", end=LATER)["security forces"] == 362
    assert all(one.high < 362 for one in owns((case_of(*TOLD),), DAY, DAY, "neutral"))


def test_no_figure_is_an_average_of_the_parties() -> None:
    told = {17.0, 84.0}
    assert by("as reconciled")["security forces"] in told


def test_a_book_without_the_day_has_no_figures() -> None:
    assert owns((case_of(*TOLD),), date(2020, 1, 1), date(2020, 1, 2), "neutral") == ()


def test_the_order_of_claims_does_not_matter() -> None:
    assert owns((case_of(*TOLD[::-1]),), DAY, DAY, "neutral") == owns((case_of(*TOLD),), DAY, DAY, "neutral")
