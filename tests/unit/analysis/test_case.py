"""What a case is: an incident or a total over many, by the figures that stand."""

from __future__ import annotations

import pytest

from according.analysis.case import Case
from according.corrections import Corrected
from according.model import Claim, EventDate, Incident, Window
from according.toll import tolls
from claiming import MONITOR, claim, day, document
from mentioning import mention

MONTH = claim("month", 90, "all", MONITOR, (day(1), day(31)), scope="cumulative")
RAID = claim("raid", 4, "all", MONITOR, (day(9), day(9)))


def case(claims: tuple[Claim, ...], *corrected: str) -> Case:
    told = tuple(mention(c.document_id, day(9), document=c.document_id) for c in claims)
    documents = {c.document_id: document(c.document_id, day(31)) for c in claims}
    gone = {name: Corrected(name, None, "person", "A. Reader", "its page") for name in corrected}
    members = Incident("i", tuple(m.mention_id for m in told))
    return Case(members, told, claims, documents, tolls(claims, documents), None, gone)


@pytest.mark.parametrize(
    ("one", "total"),
    [
        (case((MONTH, RAID)), False),
        (case((MONTH, RAID), "month"), False),
        (case((MONTH, RAID), "raid"), True),
        (case((MONTH,)), True),
        (case((RAID,), "raid"), False),
        (case((MONTH,), "month"), True),
    ],
)
def test_figures_that_stand_tell_whether_a_case_is_a_total(one: Case, total: bool) -> None:
    assert one.is_total is total


def test_a_total_covers_the_time_of_figures_that_stand() -> None:
    months = tuple(
        claim(name, n, "all", MONITOR, (day(1), day(29 + n)), scope="cumulative")
        for n, name in enumerate(("wrong", "also-wrong", "right"))
    )
    assert case(months, "wrong", "also-wrong").event == EventDate(day(1), day(31), "month")
    assert months[2].window == Window(day(1), day(31))
