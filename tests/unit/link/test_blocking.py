from __future__ import annotations

from datetime import date, timedelta

from according.link.blocking import pairs
from according.link.rarity import Rarity
from according.link.traits import traits_of
from according.model import Mention, Place
from claiming import day, document
from mentioning import GWADAR, KARACHI, QUETTA, mention


def met(*mentions: Mention) -> list[tuple[str, str]]:
    documents = {m.document_id: document(m.document_id, day(31)) for m in mentions}
    rarity = Rarity()
    found = pairs(traits_of(mentions, {}, documents, rarity), rarity)
    return sorted((a.mention_id, b.mention_id) for a, b in found)


def test_mentions_of_near_days_and_one_area_meet() -> None:
    assert met(mention("a", day(30)), mention("b", day(31)), mention("c", day(31), GWADAR)) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_far_days_or_other_areas_do_not_meet() -> None:
    assert met(mention("a", day(3)), mention("b", day(31))) == []
    assert met(mention("a"), mention("b", place=KARACHI)) == []


def test_neighbours_across_a_border_meet_by_their_cell() -> None:
    here = Place("Here", "PAK", "Balochistan", None, 30.0, 66.99, 1)
    there = Place("There", "AFG", "Kandahar", None, 30.0, 67.01, 1)
    assert met(mention("a", place=here), mention("b", place=there)) == [("a", "b")]


def test_one_operation_brings_far_places_together() -> None:
    named = {"operations": ("Operation North",)}
    assert met(mention("a", **named), mention("b", place=KARACHI, **named)) == [("a", "b")]  # type: ignore[arg-type]


def test_two_mentions_of_one_document_never_meet() -> None:
    assert met(mention("a", document="d"), mention("b", document="d")) == []


def test_pairs_grow_with_the_mentions_and_not_with_their_square() -> None:
    def crowd(n: int) -> list[Mention]:
        return [mention(f"m{i:05}", date(2020, 1, 1) + timedelta(days=i % 7), QUETTA) for i in range(n)]

    small, large = len(met(*crowd(800))), len(met(*crowd(2400)))
    assert large < 4 * small
