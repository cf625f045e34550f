from __future__ import annotations

from according.link import Linkage, incidents_of, judge
from claiming import day, document
from mentioning import GWADAR, QUETTA, judgement, mention

REPORTS = [mention("a"), mention("b"), mention("c", place=GWADAR), mention("d", day(29))]
TEXTS = {m.document_id: document(m.document_id, day(31)) for m in REPORTS}


def grown(order: list[int]) -> Linkage:
    linkage = Linkage()
    for n in order:
        linkage.add([REPORTS[n]], [], TEXTS)
    return linkage


def test_report_by_report_gives_what_all_at_once_gives() -> None:
    anew = incidents_of(REPORTS, judge(REPORTS, [], TEXTS))
    at_once = Linkage()
    at_once.add(REPORTS, [], TEXTS)
    assert at_once.incidents() == grown([3, 1, 0, 2]).incidents() == anew
    assert ("a", "b") in [i.mention_ids for i in anew]


def test_only_verdicts_on_what_is_new_are_given() -> None:
    linkage = grown([0, 3])
    given = linkage.add([REPORTS[1]], [], TEXTS)
    assert given
    assert all("b" in (v.mention_a, v.mention_b) for v in given)


def test_people_bind_whether_before_or_after_the_report_is_there() -> None:
    apart = judgement("a", "b", "different")
    early, late = Linkage(), grown([0, 1, 2, 3])
    early.judge([apart])
    early.add(REPORTS, [], TEXTS)
    late.judge([apart])
    assert early.incidents() == late.incidents()
    assert late.incident_of("a") != late.incident_of("b")
    joined = grown([0, 1, 2, 3])
    joined.judge([judgement("c", "d", "same")])
    assert joined.incident_of("c") == joined.incident_of("d")


def test_a_person_parting_the_middle_parts_the_group() -> None:
    linkage = Linkage()
    three = [mention(name, place=QUETTA) for name in "xyz"]
    linkage.add(three, [], {m.document_id: document(m.document_id, day(31)) for m in three})
    assert len(linkage.incidents()) == 1
    linkage.judge([judgement("x", "y", "different"), judgement("x", "z", "different")])
    assert [i.mention_ids for i in linkage.incidents()] == [("x",), ("y", "z")]
