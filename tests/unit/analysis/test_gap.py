"""Who says what of whose dead: ratios by hand, windows, silence, copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from according.analysis.figure import Course, Intervals
from according.analysis.gap import gap
from according.analysis.gap_pairs import pairs, standing
from according.analysis.result import Answered, Refused, Result
from parties import DAY, case_of, claim

NEXT, WEEK = date(2026, 2, 1), date(2026, 2, 6)
#: 31 January 2026 and after, as each side told it.
TOLD = (
    claim(1, 15, "security_force", "state"),
    claim(2, 17, "security_force", "state", NEXT),
    claim(3, 84, "security_force", "armed_group"),
    claim(4, 7, "armed_group", "armed_group"),
    claim(5, 145, "armed_group", "state", NEXT),
    claim(6, 93, "armed_group", "armed_group", WEEK),
    claim(7, 216, "armed_group", "state", WEEK),
)


def answered(result: Result) -> Answered:
    assert isinstance(result, Answered), result
    return result


def rows(result: Result, name: str) -> list[dict[str, object]]:
    table = next(t for t in result.tables if t.name == name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def ratios(*claims: object) -> dict[tuple[str, str], object]:
    result = gap([case_of(*claims)])  # type: ignore[arg-type]
    return {(str(r["as_of"]), str(r["whose_dead"])): r["ratio"] for r in rows(result, "course")}


def test_ratios_by_hand() -> None:
    found = ratios(*TOLD)
    assert found["2026-02-01", "security forces"] == 4.94
    assert found["2026-02-01", "armed group"] == 20.71
    august = date(2024, 8, 26)
    own, enemy = (
        claim(8, 10, "armed_group", "armed_group", august, start=august),
        claim(9, 21, "armed_group", "state", august, start=august),
    )
    assert ratios(own, enemy) == {("2024-08-26", "armed group"): 2.1}
    two_hundred = claim(10, 200, "security_force", "armed_group", NEXT, high=None)
    assert ratios(*TOLD, two_hundred)["2026-02-01", "security forces"] == pytest.approx(11.8, abs=0.05)


def test_windows_and_cut_offs_stand_beside_every_ratio() -> None:
    found = rows(gap([case_of(*TOLD)]), "course")
    forces = [r for r in found if r["whose_dead"] == "security forces"]
    assert [(r["as_of"], r["own_days"], r["enemy_days"], r["windows"]) for r in forces] == [
        ("2026-01-31", "31 Jan 2026", "31 Jan 2026", "same days"),
        ("2026-02-01", "31 Jan – 1 Feb 2026", "31 Jan 2026", "own longer"),
    ]


def test_windows_that_do_not_meet_have_no_ratio() -> None:
    later = date(2026, 3, 3)
    far = claim(2, 84, "security_force", "armed_group", later, start=later)
    result = gap([case_of(claim(1, 17, "security_force", "state"), far)])
    assert isinstance(result, Refused)
    assert "windows that meet" in result.reason
    assert rows(result, "said")[0]["windows"] == "windows do not meet, or are not told"


def test_two_sides_that_say_the_same_have_the_ratio_one() -> None:
    same = (claim(1, 17, "security_force", "state"), claim(2, 17, "security_force", "armed_group"))
    assert set(ratios(*same).values()) == {1.0}


def test_who_gives_no_figure_is_shown_and_none_is_put_in_its_place() -> None:
    result = gap(
        [case_of(*TOLD), case_of(replace(TOLD[0], claim_id="c9", document_id="d9", mention_id="m9"))]
    )
    silent = [r for r in rows(result, "said") if r["enemy"] == "none given"]
    assert len(silent) == 1
    assert (silent[0]["own"], silent[0]["ratio"], silent[0]["windows"]) == (
        "15",
        None,
        "enemy gives no figure",
    )


def test_a_side_that_admits_none_of_its_dead_has_no_ratio() -> None:
    result = gap([case_of(claim(1, 0, "armed_group", "armed_group"), claim(2, 9, "armed_group", "state"))])
    assert isinstance(result, Refused)
    assert rows(result, "said")[0]["windows"] == "own side says none"


def test_a_copy_of_a_report_is_no_second_source() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    case = case_of(*TOLD)
    copied = replace(TOLD[2], claim_id="c050", document_id="d050", mention_id="m050")
    other = replace(case.documents["d003"], document_id="d050", publisher="another", published=WEEK)
    texts = {key: replace(d, text=f"{words} {key}") for key, d in case.documents.items()}
    texts["d050"] = replace(other, text=texts["d003"].text)
    whole = replace(case, claims=(*case.claims, copied), documents=texts)
    assert rows(gap([whole]), "course") == rows(gap([replace(case, documents=texts)]), "course")


def test_the_order_of_claims_and_incidents_does_not_matter() -> None:
    second = tuple(
        replace(c, claim_id=f"x{c.claim_id}", document_id=f"x{c.document_id}", mention_id=f"x{c.mention_id}")
        for c in TOLD[:3]
    )
    one = gap([case_of(*TOLD), case_of(*second)])
    other = gap([case_of(*second[::-1]), case_of(*TOLD[::-1])])
    assert one == other


def test_no_row_averages_the_parties() -> None:
    (forces,) = [p for p in pairs(case_of(*TOLD)) if p.victims == "security_force"]
    last = standing(forces)
    assert last.own is not None
    assert last.enemy is not None
    assert (last.own.best, last.enemy.best) == (17, 84)
    figures = {str(r[c]) for r in rows(gap([case_of(*TOLD)]), "course") for c in ("own", "enemy")}
    assert figures <= {str(c.quantity.best) for c in TOLD} | {"none given"}


def test_a_model_needs_ten_incidents_with_both_sides() -> None:
    def many(number: int) -> Result:
        cases = []
        for n in range(number):
            day = DAY + timedelta(days=40 * n)
            own = claim(2 * n, 4 + n, "armed_group", "armed_group", day, start=day)
            enemy = claim(2 * n + 1, 3 * (4 + n), "armed_group", "state", day, start=day)
            cases.append(case_of(own, enemy))
        return gap(cases)

    few, enough = answered(many(9)), answered(many(10))
    assert (few.verdict, enough.verdict) == ("described", "estimated")
    assert [t.name for t in few.tables] == ["said", "course"]
    lead = rows(enough, "model_armed_group")[0]
    assert lead["ratio"] == pytest.approx(3, abs=0.02)
    assert lead["low"] < 3 < lead["high"]  # type: ignore[operator]


def test_the_figures_show_who_speaks_of_whom() -> None:
    said, course = answered(gap([case_of(*TOLD)])).figures
    assert isinstance(said, Intervals)
    assert isinstance(course, Course)
    assert [(r.group, r.best) for r in said.rows] == [
        ("armed_group", 93), ("state", 216), ("state", 17), ("armed_group", 84),
    ]  # fmt: skip
    assert said.rows[1].note.endswith("2.3×")


def test_own_claims_are_filled_and_those_about_the_enemy_hollow() -> None:
    said = answered(gap([case_of(*TOLD)])).figures[0]
    assert isinstance(said, Intervals)
    assert [(r.group, r.hollow) for r in said.rows] == [
        ("armed_group", False), ("state", True), ("state", False), ("armed_group", True),
    ]  # fmt: skip
    assert "enemy" in said.hollow


def test_a_figure_of_none_stays_on_the_logarithmic_axis() -> None:
    none = claim(30, 0, "armed_group", "armed_group")
    said = gap([case_of(none, claim(31, 9, "armed_group", "state"), *TOLD[:3])]).figures[0]
    assert isinstance(said, Intervals)
    assert said.log
    assert 0 in [row.best for row in said.rows]


def test_what_others_say_of_the_same_people_stands_beside_and_changes_no_ratio() -> None:
    hospital = claim(20, 22, "security_force", "medical", NEXT, name="a hospital")
    alone, with_others = gap([case_of(*TOLD)]), gap([case_of(*TOLD, hospital)])
    assert rows(alone, "said") == rows(with_others, "said")
    (row,) = rows(with_others, "others")
    assert (row["who"], row["side"], row["killed"]) == ("a hospital", "medical", "22")
    assert (row["whose_dead"], row["days"]) == ("security forces", "31 Jan – 1 Feb 2026")
    checks = {c.name: c.held for c in with_others.checks}
    assert checks["others than the parties count the same people"]
    assert "others" not in [t.name for t in alone.tables]
    drawn = answered(with_others).figures[0]
    assert isinstance(drawn, Intervals)
    assert (drawn.rows[-1].group, drawn.rows[-1].hollow, drawn.rows[-1].best) == ("medical", False, 22)


def test_many_incidents_are_drawn_by_the_largest_and_the_title_says_so() -> None:
    cases = []
    for n in range(12):
        day = DAY + timedelta(days=40 * n)
        own = claim(2 * n, 4 + n, "armed_group", "armed_group", day, start=day)
        cases.append(case_of(own, claim(2 * n + 1, 50 + n, "armed_group", "state", day, start=day)))
    said = answered(gap(cases)).figures[0]
    assert isinstance(said, Intervals)
    assert said.title.endswith("the 8 incidents of the largest figures, of 12")
    assert len(said.rows) == 16
    assert min(r.best or 0 for r in said.rows if r.hollow) == 54


def test_the_sentence_tells_the_days_where_they_differ() -> None:
    told = answered(gap([case_of(*TOLD)])).sentence
    assert "over other days: 31 Jan – 1 Feb 2026 and 31 Jan 2026" in told
