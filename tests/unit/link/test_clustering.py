from __future__ import annotations

from collections.abc import Iterable

from according.link import incidents_of, is_episode, parts_of_episodes
from according.link.scoring import LINKER
from according.model import Extent, Incident, Quantity, Span
from claiming import day
from mentioning import BALOCHISTAN, GWADAR, KARACHI, NUSHKI, PASNI, QUETTA, judgement, mention


def groups(incidents: Iterable[Incident]) -> list[tuple[str, ...]]:
    return [i.mention_ids for i in incidents]


def scored(a: str, b: str, weight: float, by: str = LINKER):  # type: ignore[no-untyped-def]
    return judgement(a, b, "same" if weight > 0 else "different", by, weight)


ABC = [mention("a"), mention("b"), mention("c")]
PAIRS = [scored("a", "b", 3.0), scored("b", "c", 2.0), scored("a", "c", -1.0)]


def test_average_link_joins_what_leans_together() -> None:
    assert groups(incidents_of(ABC, PAIRS)) == [("a", "b", "c")]
    assert groups(incidents_of(ABC, [*PAIRS[:2], scored("a", "c", -3.0)])) == [("a", "b"), ("c",)]


def test_without_judgements_each_mention_stands_alone() -> None:
    assert groups(incidents_of(ABC, [])) == [("a",), ("b",), ("c",)]


def test_a_persons_different_parts_and_a_persons_same_joins() -> None:
    assert groups(incidents_of(ABC, [*PAIRS, judgement("a", "b", "different")])) == [("a",), ("b", "c")]
    assert groups(incidents_of(ABC, [judgement("a", "c", "same")])) == [("a", "c"), ("b",)]


def test_different_holds_through_a_third() -> None:
    verdicts = [scored("a", "b", 9.0), scored("b", "c", 8.0), judgement("a", "c", "different")]
    assert groups(incidents_of(ABC, verdicts)) == [("a", "b"), ("c",)]


def test_where_people_disagree_the_two_stay_apart() -> None:
    verdicts = [*PAIRS, judgement("a", "b", "same", "One"), judgement("a", "b", "different", "Other")]
    assert ("a",) in groups(incidents_of(ABC, verdicts))


def test_taking_a_judgement_back_restores_what_was_before() -> None:
    before = incidents_of(ABC, PAIRS)
    assert incidents_of(ABC, [*PAIRS, judgement("b", "c", "different")]) != before
    assert incidents_of(ABC, PAIRS) == before


def test_two_events_of_one_document_are_two_unless_a_person_says_otherwise() -> None:
    two = [mention("a", document="d"), mention("b", document="d", rank=2)]
    assert len(incidents_of(two, [scored("a", "b", 5.0)])) == 2
    assert len(incidents_of(two, [judgement("a", "b", "same")])) == 1


def test_an_episode_of_many_towns_contains_an_event_at_one_and_is_not_the_same() -> None:
    wide = mention("wide", place=BALOCHISTAN, places=(QUETTA, GWADAR, NUSHKI, PASNI))
    town = mention("town", place=GWADAR)
    earlier, elsewhere = mention("earlier", day(2), GWADAR), mention("elsewhere", place=KARACHI)
    every = [wide, town, earlier, elsewhere]
    incidents = incidents_of(every, [scored("town", "wide", 4.0)])
    assert len(incidents) == 4
    ids = {i.mention_ids[0]: i.incident_id for i in incidents}
    assert parts_of_episodes(incidents, every) == ((ids["town"], ids["wide"]),)


def test_what_came_before_the_day_that_most_reports_count_from_is_no_part_of_an_episode() -> None:
    towns = (QUETTA, GWADAR, NUSHKI, PASNI)
    wide = [mention(f"wide{n}", day(31 - n // 2), BALOCHISTAN, places=towns) for n in range(3)]
    before, during = mention("before", day(30), GWADAR), mention("during", day(31), GWADAR)
    every = [*wide, before, during]
    said = [judgement("wide0", "wide1", "same"), judgement("wide0", "wide2", "same")]
    incidents = incidents_of(every, said)
    ids = {m: i.incident_id for i in incidents for m in i.mention_ids}
    assert parts_of_episodes(incidents, every) == ((ids["during"], ids["wide0"]),)


def test_what_makes_an_episode() -> None:
    def counted(n: int, kind: str) -> Extent:
        return Extent(kind, Quantity(n, n, n, str(n), "exact"), (), Span(0, 2, "xx"))

    assert not is_episode(mention("a"))
    assert not is_episode(mention("a", places=(QUETTA, NUSHKI)))
    assert is_episode(mention("a", places=(QUETTA, NUSHKI), operations=("Operation North",)))
    assert is_episode(mention("a", place=BALOCHISTAN, extents=(counted(12, "towns"),)))
    assert not is_episode(mention("a", place=QUETTA, extents=(counted(12, "towns"),)))
    assert not is_episode(mention("a", place=BALOCHISTAN, extents=(counted(2, "towns"), counted(9, "sites"))))


def test_judgements_on_mentions_that_are_gone_do_nothing() -> None:
    assert groups(incidents_of(ABC[:1], PAIRS)) == [("a",)]


def test_a_report_that_names_the_province_only_may_be_of_the_episode_or_of_a_town() -> None:
    wide = mention("wide", place=BALOCHISTAN, places=(QUETTA, GWADAR, NUSHKI, PASNI))
    province, town = mention("province", place=BALOCHISTAN), mention("town", place=GWADAR)
    every = [wide, province, town]
    leaning = [scored("province", "wide", 4.0), scored("province", "town", 3.0), scored("town", "wide", 3.0)]
    assert groups(incidents_of(every, leaning)) == [("province", "wide"), ("town",)]
    assert groups(incidents_of([province, town], leaning)) == [("province", "town")]


def test_a_later_version_of_a_model_takes_the_place_of_the_earlier_one() -> None:
    old, new = "model:link-9", "model:link-10"
    verdicts = [scored("a", "b", 5.0, old), scored("a", "b", -3.0, new), scored("b", "c", 4.0, old)]
    assert groups(incidents_of(ABC, verdicts)) == [("a",), ("b",), ("c",)]
    assert groups(incidents_of(ABC, verdicts[::2])) == [("a", "b", "c")]
    assert groups(incidents_of(ABC, [*verdicts, scored("b", "c", 4.0, "model:other")])) == [
        ("a",),
        ("b", "c"),
    ]


NOWHERE = mention("n", place=None)


def test_what_nothing_could_bring_together_does_not_outvote_what_did() -> None:
    """A report without a place meets only those that share its operation; the others of their incident are
    not held against it."""
    many = [*ABC, mention("d"), mention("e")]
    together = [
        scored(a.mention_id, b.mention_id, 4.0) for a in many for b in many if a.mention_id < b.mention_id
    ]
    assert groups(incidents_of([*many, NOWHERE], [*together, scored("a", "n", 3.0)])) == [
        ("a", "b", "c", "d", "e", "n")
    ]
    elsewhere = [*many, mention("n", place=KARACHI)]
    assert ("n",) in groups(incidents_of(elsewhere, [*together, scored("a", "n", 3.0)]))


def test_a_report_without_a_place_that_nothing_speaks_for_stays_apart() -> None:
    verdicts = [*PAIRS, scored("a", "n", -1.0)]
    assert groups(incidents_of([*ABC, NOWHERE], verdicts)) == [("a", "b", "c"), ("n",)]
    assert ("n",) in groups(incidents_of([*ABC, NOWHERE], PAIRS))
    doubtful = [*PAIRS, scored("a", "n", 1.0), scored("b", "n", -1.0), scored("c", "n", -1.0)]
    assert ("n",) in groups(incidents_of([*ABC, NOWHERE], doubtful))
