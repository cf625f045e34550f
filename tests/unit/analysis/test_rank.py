"""Ranks as asked: definitions side by side, refusals, and days of a table that anyone can look up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from according.analysis.figure import Intervals
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.rank import ordinal, rank
from according.analysis.ranking import NEEDED, Asked, Own, verdict_of
from according.analysis.result import Answered, Refused, Result, Table
from according.analysis.stretches import counted, stretches
from tabled import rows, table

HEAD = "id,date,end_date,district,low,best,high,deaths_civilian,deaths_security_force,source"
DAY = date(2026, 1, 31)
GED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"


def calm(year: int = 2025, number: int = 12) -> list[str]:
    return [f"c{n},{year}-{1 + n % 12:02}-{1 + n // 12:02},,Hill,2,3,4,1,2,police" for n in range(number)]


def asked_of(
    lines: list[str], asked: Asked | None = None, *, seed: int = 1, chosen: Chosen | None = None
) -> Result:
    return rank(rows(lines, HEAD), asked or Asked(DAY), chosen or Chosen(), seed)


def answered(result: Result) -> Answered:
    assert isinstance(result, Answered), result
    return result


def refused(result: Result) -> Refused:
    assert isinstance(result, Refused), result
    return result


def cells(result: Result, name: str = "definitions") -> list[dict[str, object]]:
    found: Table = next(t for t in result.tables if t.name == name)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def of(result: Result, killed: str, since: str = "all", by: str = "as reconciled") -> dict[str, object]:
    return next(c for c in cells(result) if (c["killed"], c["since"], c["by"]) == (killed, since, by))


def test_a_day_above_all_others_under_every_definition_is_the_deadliest() -> None:
    result = answered(asked_of([*calm(), "x,2026-01-31,,Port,80,90,95,60,20,police"]))
    assert result.verdict == "certain"
    assert "is the deadliest" in result.sentence


def test_definitions_that_differ_are_shown_side_by_side_and_decide_nothing() -> None:
    near = "y,2025-12-30,,Hill,40,40,40,39,1,police"
    result = answered(asked_of([*calm(), near, "x,2026-01-31,,Port,90,90,90,10,20,police"]))
    assert of(result, "all dead")["verdict"] == "certain"
    assert (of(result, "civilians")["best_rank"], of(result, "civilians")["verdict"]) == (2, "excluded")
    assert of(result, "security forces")["verdict"] == "certain"
    assert result.verdict == "undecided"
    assert "under 9 of 12 definitions" not in result.sentence
    assert "by definition" in result.sentence


def test_wide_intervals_never_make_it_the_deadliest() -> None:
    others = [f"w{n},2025-06-{1 + n:02},,Hill,0,1,200,0,1,police" for n in range(6)]
    result = answered(asked_of([*calm(), *others, "x,2026-01-31,,Port,150,190,198,150,48,police"]))
    row = of(result, "all dead")
    assert (row["best_rank"], row["worst_rank"], row["verdict"]) == (1, 7, "undecided")
    assert {c["from"] for c in cells(result, "overtaking")} == {f"2025-06-{1 + n:02}" for n in range(6)}


@pytest.mark.parametrize(
    ("best", "worst", "chances", "verdict"),
    [
        (1, 1, [1.0, 1.0], "certain"),
        (1, 4, [0.96, 0.95], "probable"),
        (1, 4, [0.96, 0.94], "undecided"),
        (1, 5, [0.99, 0.99], "undecided"),
        (1, 9, [0.01, 0.04], "improbable"),
        (2, 9, [0.0, 0.0], "excluded"),
    ],
)
def test_verdicts(best: int, worst: int, chances: list[float], verdict: str) -> None:
    assert verdict_of(best, worst, chances, 1) == verdict


def test_one_episode_cannot_be_ranked() -> None:
    result = refused(asked_of(["x,2026-01-31,,Port,90,90,90,10,20,police", *calm(number=NEEDED - 1)]))
    assert "9 others, and 10 are needed" in result.reason
    assert "--table" in result.needed


def test_a_day_of_which_nothing_is_known_is_refused() -> None:
    assert "nobody gives a number" in refused(asked_of(calm())).reason


def test_a_comparison_that_ends_years_before_makes_nothing_certain() -> None:
    result = answered(asked_of([*calm(2019), "x,2026-01-31,,Port,90,90,90,10,20,police"]))
    assert result.verdict == "undecided"
    assert of(result, "all dead")["worst_rank"] == 1
    assert "can it be called the deadliest" in result.sentence
    assert next(c for c in result.checks if "reaches" in c.name).held is False
    assert of(result, "all dead", "2021")["verdict"] == "refused: too few"


def test_the_order_of_rows_does_not_matter_and_the_seed_does_alone() -> None:
    lines = [*calm(), "y,2025-12-30,,Hill,40,60,99,39,1,police", "x,2026-01-31,,Port,50,70,80,10,20,army"]
    one, two = asked_of(lines), asked_of(lines[::-1])
    assert cells(one) == cells(two)
    assert cells(one, "chances") == cells(two, "chances")
    assert cells(asked_of(lines, seed=2), "chances") != cells(one, "chances")


def test_figures_from_elsewhere_are_ranked_by_whose_they_are() -> None:
    own = (
        Own("all dead", "as reconciled", 48, 50, 60),
        Own("security forces", "the armed group", 84, 84, np.inf),
    )
    result = answered(asked_of([*calm(), "z,2026-01-31,,Port,1,1,1,1,0,"], Asked(DAY, own=own)))
    row = of(result, "security forces", by="the armed group")
    assert (row["low"], row["high"], row["best_rank"], row["others"]) == (84, None, 1, 12)
    assert next(c for c in result.checks if "one source" in c.name).held is False
    assert any("claims of a book" in caution for caution in result.cautions)


def test_incidents_of_other_days_that_may_be_as_large_are_told() -> None:
    long = "l,2025-03-01,2025-03-09,Hill,5,300,300,300,0,police"
    result = answered(asked_of([*calm(), long, "x,2026-01-31,,Port,90,90,90,10,20,police"]))
    assert cells(result, "overtaking")[0]["is_larger"] == "of other days"
    assert next(c for c in result.checks if "unknown day" in c.name).held is False


def held(lines: list[str], days: int, asked: date | None) -> tuple[list[str], list[float]]:
    found = incidents_of(lines)
    grid = stretches(found, counted(found, ("all",)), days, asked)
    return [str(grid.day(n)) for n in range(len(grid))], grid.best.tolist()


def incidents_of(lines: list[str]) -> Incidents:
    return rows(lines, HEAD)


def test_episodes_do_not_overlap_and_the_worst_are_not_cut() -> None:
    lines = [
        f"e{n},2025-05-{day:02},,Hill,{k},{k},{k},0,0,"
        for n, (day, k) in enumerate(((1, 1), (2, 9), (3, 8), (4, 2)))
    ]
    assert held(lines, 1, None) == (["2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04"], [1, 9, 8, 2])
    assert held(lines, 2, None) == (["2025-05-02", "2025-05-04"], [17, 2])
    assert held(lines, 2, date(2025, 5, 3)) == (["2025-05-01", "2025-05-03"], [10, 10])


def test_an_incident_of_two_days_belongs_to_an_episode_that_holds_both() -> None:
    lines = ["a,2025-05-01,2025-05-02,Hill,5,5,5,0,0,", "b,2025-05-02,,Hill,3,3,3,0,0,"]
    assert held(lines, 1, None) == (["2025-05-02"], [3])
    assert held(lines, 2, None) == (["2025-05-01"], [8])


def test_a_category_that_is_unknown_leaves_the_sum_open() -> None:
    found = incidents_of(["a,2025-05-01,,Hill,5,5,5,3,,"])
    both = counted(found, ("civilian", "security_force"))
    assert (both.low[0], both.best[0], both.high[0]) == (3, 3, np.inf)


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113, 1001)] == [
        "1st", "2nd", "3rd", "4th", "11th", "22nd", "113th", "1,001st",
    ]  # fmt: skip


# ── days that UCDP recorded: figures of the largest, then the table itself ───────────────────────────────


#: Balochistan's five largest days to 2017 by UCDP GED: low, best, high.
LARGEST = {
    "2013-01-10": (109, 109, 118),
    "2013-02-16": (92, 92, 92),
    "2016-08-08": (75, 75, 75),
    "2016-10-24": (66, 66, 66),
    "2010-09-03": (43, 66, 66),
}


def test_the_chances_of_the_largest_days_by_their_printed_figures() -> None:
    """With 149 killed on 2018-07-13 before them, the fifth place is 0.947 to 0.053."""
    lines = [f"{day},{day},,Hill,{a},{b},{c},0,0," for day, (a, b, c) in LARGEST.items()]
    lines += ["first,2018-07-13,,Hill,149,149,149,0,0,", *calm(2017)]
    for day, chance in (
        ("2016-10-24", 0.947),
        ("2010-09-03", 0.053),
        ("2016-08-08", 1.0),
        ("2018-07-13", 1.0),
    ):
        result = answered(asked_of(lines, Asked(date.fromisoformat(day))))
        row = next(c for c in cells(result, "chances") if (c["killed"], c["since"]) == ("all dead", "all"))
        assert row["top_5"] == pytest.approx(chance, abs=0.01)
        assert row["top_1"] == (1.0 if day == "2018-07-13" else 0.0)


@pytest.fixture(scope="module")
def balochistan() -> Incidents:
    if not GED.exists():
        pytest.skip("needs UCDP GED of Pakistan to 2017")
    found, _ = table(GED.read_text("utf-8"), "ged")
    return Chosen(region="Balochistan").of(found)


@pytest.mark.parametrize(("day", "top", "chance"), [("2016-10-24", 4, 0.947), ("2010-09-03", 4, 0.053)])
def test_days_to_2017_as_published_one_place_up(
    balochistan: Incidents, day: str, top: int, chance: float
) -> None:
    result = answered(rank(balochistan, Asked(date.fromisoformat(day), top=top), Chosen(), 1, 20_000))
    figure = next(f for f in result.figures if f.title.startswith("The most killed: all dead"))
    assert isinstance(figure, Intervals)
    assert {one.label for one in figure.rows[:5]} >= {"10 Jan 2013", "16 Feb 2013", "8 Aug 2016"}
    row = next(c for c in cells(result, "chances") if c["killed"] == "all dead")
    assert row["top_4"] == pytest.approx(chance, abs=0.006)
    assert of(result, "all dead")["best_rank"] == 4
    grid = stretches(balochistan, counted(balochistan, ("all",)), 1, None)
    at = [grid.position(date.fromisoformat(d)) for d in LARGEST]
    assert [(grid.low[n], grid.best[n], grid.high[n]) for n in at if n is not None] == list(LARGEST.values())


@pytest.mark.parametrize(
    ("definition", "figure", "best"),
    [
        ("all dead", 193, 1),
        ("civilians and security forces", 48, 8),
        ("security forces", 17, 4),
        ("security forces", 84, 1),
    ],
)
def test_the_figures_of_31_january_against_days_to_2017(
    balochistan: Incidents, definition: str, figure: int, best: int
) -> None:
    """To 2021 they rank 1st, 9th, 4th and 1st: the copy here ends in 2017, before a day of 149 killed."""
    own = (Own(definition, "given", figure, figure, figure),)
    result = answered(rank(balochistan, Asked(DAY, own=own), Chosen(), 1))
    assert of(result, definition, by="given")["best_rank"] == best
    assert result.verdict != "certain"


def test_48_against_the_days_of_baloch_groups(balochistan: Incidents) -> None:
    groups = ("BLA", "BRA", "BLF", "UBA", "Baloch Ittehad")
    named = np.array([any(g in str(b) for g in groups) for b in balochistan.actors[1]])
    named |= np.array([any(str(a) == g for g in groups) for a in balochistan.actors[0]])
    own = (Own("all dead", "given", 48, 48, 48),)
    result = answered(rank(balochistan.of(named), Asked(DAY, own=own), Chosen(), 1))
    assert of(result, "all dead", by="given")["best_rank"] == 2


def test_the_ranks_stay_when_the_input_is_shuffled(balochistan: Incidents) -> None:
    order = np.random.default_rng(4).permutation(len(balochistan))
    asked = Asked(date(2013, 2, 16))
    assert cells(rank(balochistan.of(order), asked, Chosen(), 1)) == cells(
        rank(balochistan, asked, Chosen(), 1)
    )
    assert replace(asked, top=5).claim == "among the 5 deadliest"
