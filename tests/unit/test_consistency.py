from __future__ import annotations

import pytest

from according.consistency import claims_by_side, problems_of, sum_checks
from according.errors import PROBLEMS
from according.model import (
    Claim,
    EventDate,
    EventTypes,
    Extent,
    Mention,
    Place,
    Problem,
    Quantity,
    Span,
)
from claiming import CHIEF, GROUP, HOSPITAL, MILITARY, MINISTER, MONITOR, claim, day, document

DAY, GROWN, LATER = (day(31), day(31)), (day(31), day(1, 2)), (day(31), day(2, 2))


def problems(claims: list[Claim], mentions: tuple[Mention, ...] = ()) -> list[Problem]:
    ends = {c.document_id: c.window.end for c in claims}
    documents = {d: document(d, end) for d, end in ends.items()}
    found = list(problems_of(claims, mentions, documents))
    assert all(p.code in PROBLEMS for p in found)
    return found


def stated_sum(total: int, *parts: int) -> list[Claim]:
    names = tuple(f"part{n}" for n in range(len(parts)))
    categories = ("security_force", "civilian", "armed_group", "unknown", "unknown")
    made = [
        claim("a", figure, category, name=name)
        for figure, name, category in zip(parts, names, categories, strict=False)
    ]
    return [claim("a", total, "all", derived=True, parts=names), *made]


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (225, (17, 31, 177)),
        (361, (242, 73, 46)),
        (87, (38, 20, 27, 2)),
        (135, (71, 52, 12)),
        (93, (50, 26, 17)),
        (193, (145, 31, 17)),
        (711, (542, 122, 47)),
        (347, (274, 59, 14)),
        (897, (495, 402)),
        (1439, (897, 542)),
        (133, (92, 41)),
        (33, (18, 15)),
        (4329, (3644, 325, 169, 124, 67)),
        (1601, (7, 915, 388, 291, 0)),
    ],
)
def test_published_sums_that_close(total: int, parts: tuple[int, ...]) -> None:
    (check,) = sum_checks(stated_sum(total, *parts))
    assert check.closes
    assert [p.quantity.best for p in check.parts] == list(parts)
    assert "ACC-301" not in {p.code for p in problems(stated_sum(total, *parts))}


def test_21_lives_11_security_and_9_civilians_do_not_close() -> None:
    (check,) = sum_checks(stated_sum(21, 11, 9))
    assert not check.closes
    (problem,) = problems(stated_sum(21, 11, 9))
    assert problem.code == "ACC-301"
    assert "11 + 9 = 20" in problem.message


def test_open_parts_may_close() -> None:
    claims = [
        claim("a", 21, "all", derived=True, parts=("x", "y")),
        claim("a", (11, 11, None), "security_force", name="x"),
        claim("a", 9, "civilian", name="y"),
    ]
    assert sum_checks(claims)[0].closes


def test_a_part_larger_than_its_whole() -> None:
    claims = [claim("a", 4, "civilian", parts=("kids",)), claim("a", 6, "civilian", name="kids")]
    assert [p.code for p in problems(claims)] == ["ACC-302"]


def the_book_so_far() -> list[Claim]:
    return [
        claim("e", 92, "armed_group", MILITARY, DAY),
        claim("e", 18, "civilian", MILITARY, DAY),
        claim("e", 15, "security_force", MILITARY, DAY),
        claim("h", 145, "armed_group", CHIEF, GROWN),
        claim("h", 31, "civilian", CHIEF, GROWN),
        claim("h", 17, "security_force", CHIEF, GROWN),
        claim("j", 177, "armed_group", MINISTER, LATER),
    ]


def test_figures_of_two_days_before_beside_the_latest_are_a_stale_pair() -> None:
    pair = [
        claim("k", 177, "armed_group", None, LATER),
        claim("k", 18, "civilian", None, LATER),
        claim("k", 15, "security_force", None, LATER),
    ]
    found = [p for p in problems(the_book_so_far() + pair) if p.code == "ACC-303"]
    (stale,) = found
    assert stale.document_id == "k"
    assert stale.message == (
        "177 of 2 Feb 2026 (armed group) stands beside 18 of 31 Jan 2026 (civilian; 31 since 1 Feb 2026)"
        " and 15 of 31 Jan 2026 (security force; 17 since 1 Feb 2026)"
    )


def test_any_named_speaker_and_any_measure_make_a_stale_pair() -> None:
    before = [
        claim("a", 5, "civilian", HOSPITAL, DAY),
        claim("a", 20, "civilian", HOSPITAL, DAY, measure="injured"),
        claim("b", 9, "civilian", HOSPITAL, GROWN),
        claim("c", 31, "civilian", HOSPITAL, LATER, measure="injured"),
    ]
    mixed = [
        claim("k", 5, "civilian", None, LATER),
        claim("k", 31, "civilian", None, LATER, measure="injured"),
    ]
    (stale,) = (p for p in problems(before + mixed) if p.code == "ACC-303")
    assert (stale.document_id, stale.message) == (
        "k",
        "31 of 2 Feb 2026 (injured, civilian) stands beside 5 of 31 Jan 2026 (civilian; 9 since 1 Feb 2026)",
    )
    fresh = [claim("k", 9, "civilian", None, LATER), mixed[1]]
    assert not [p for p in problems(before + fresh) if p.code == "ACC-303"]


def test_figures_of_one_evening_are_no_stale_pair_when_another_report_prints_one_of_them_later() -> None:
    evening = [
        claim("c", 92, "armed_group", MILITARY, DAY),
        claim("c", 18, "civilian", MILITARY, DAY),
        claim("c", 15, "security_force", MILITARY, DAY),
        claim("e", 18, "civilian", MILITARY, DAY),
        claim("e", 15, "security_force", MILITARY, DAY),
        claim("h", 92, "armed_group", MILITARY, GROWN),
        claim("h", 31, "civilian", CHIEF, GROWN),
        claim("h", 17, "security_force", CHIEF, GROWN),
    ]
    assert not [p for p in problems(evening) if p.code == "ACC-303"]


def test_figures_that_stood_together_are_no_stale_pair() -> None:
    pair = [claim("k", 145, "armed_group", None, GROWN), claim("k", 31, "civilian", None, GROWN)]
    assert not [p for p in problems(the_book_so_far() + pair) if p.code == "ACC-303"]


def test_84_and_81_are_possibly_the_same_claim() -> None:
    claims = [
        claim("f", (84, 84, None), "security_force", GROUP, DAY),
        claim("g", 81, "security_force", GROUP, DAY),
    ]
    (problem,) = problems(claims)
    assert problem.code == "ACC-304"
    assert "81 and 84" in problem.message


def test_two_offices_of_a_state_that_differ_a_little_are_two_claims() -> None:
    claims = [claim("f", 67, "armed_group", MINISTER, DAY), claim("g", 70, "armed_group", CHIEF, DAY)]
    assert problems(claims) == []


def mention(extent: Extent) -> Mention:
    return Mention("m", "a", 1, EventDate(), None, EventTypes(), (), Span(0, 1, "x"), extents=(extent,))


def test_14_cities_counted_and_16_named() -> None:
    fourteen, open_ended = (
        Quantity(14, 14, 14, "14", "exact"),
        Quantity(14, 14, None, "at least 14", "at_least"),
    )
    names = tuple(f"Town {n}" for n in range(16))
    (problem,) = problems([], (mention(Extent("cities", fourteen, names, Span(0, 2, "14"))),))
    assert problem.code == "ACC-305"
    assert problem.message == "14 cities counted, 16 named"
    assert problems([], (mention(Extent("cities", fourteen, names[:9], Span(0, 2, "14"))),)) == []
    assert problems([], (mention(Extent("cities", open_ended, names, Span(0, 2, "14"))),)) == []


def test_a_month_of_the_country_is_not_comparable() -> None:
    country = Place("Pakistan", "PAK", precision=6)
    month = claim("m", 242, "armed_group", MONITOR, (day(1), day(31)), scope="cumulative", area=country)
    found = problems([*the_book_so_far(), month])
    assert [(p.code, p.document_id) for p in found] == [("ACC-306", "m")]
    assert "Pakistan" in found[0].message


def test_own_losses_and_enemy_losses_are_kept_apart() -> None:
    claims = [
        *the_book_so_far(),
        claim("f", (84, 84, None), "security_force", GROUP, DAY),
        claim("f", 7, "armed_group", GROUP, DAY),
        claim("q", 93, "armed_group", GROUP, (day(31), day(6, 2))),
    ]
    documents = {c.document_id: document(c.document_id, c.window.end) for c in claims}
    rows = {(r.speaker.side, r.about): [p.best for p in r.points] for r in claims_by_side(claims, documents)}
    assert rows == {
        ("armed_group", "own"): [7, 93],
        ("armed_group", "enemy"): [84],
        ("state", "own"): [15, 17],
        ("state", "enemy"): [92, 145, 177],
        ("state", "others"): [18, 31],
    }
