"""Codebooks: every code told of, every parent and crosswalk in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from according.lang import language
from according.ontology import codebook

BOOKS = ("acled", "gtd", "plover", "ucdp")
TARGETS = {
    "acled": [entry["code"] for entry in codebook("acled")["sub_event_types"]],
    "gtd": [entry["name"] for entry in codebook("gtd")["attack_types"]],
    "plover": [entry["code"] for entry in codebook("plover")["modes"]],
    "ucdp": [entry["code"] for entry in codebook("ucdp")["types_of_violence"]],
}
TACTICS = [entry["code"] for entry in codebook("tactics")["tactics"]]


def lists_of(book: str) -> dict[str, list[dict[str, Any]]]:
    return {name: value for name, value in codebook(book).items() if isinstance(value, list)}


def test_a_codebook_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        codebook("nothing")


@pytest.mark.parametrize("book", BOOKS)
def test_every_code_has_a_definition_and_says_whether_it_was_verified(book: str) -> None:
    assert codebook(book)["source"]
    for name, entries in lists_of(book).items():
        codes = [entry["code"] for entry in entries]
        assert len(set(codes)) == len(codes), name
        for entry in entries:
            assert entry["definition"].endswith("."), entry
            assert isinstance(entry["verified"], bool), entry


def test_tactics_have_definitions() -> None:
    assert len(set(TACTICS)) == len(TACTICS) >= 20
    assert all(entry["definition"].endswith(".") for entry in codebook("tactics")["tactics"])


@pytest.mark.parametrize("book", BOOKS)
def test_every_tactic_goes_somewhere_or_says_why_not(book: str) -> None:
    crosswalk = codebook(book)["crosswalk"]
    assert sorted(crosswalk) == sorted(TACTICS)
    for tactic, way in crosswalk.items():
        assert set(way["to"]) <= set(TARGETS[book]), tactic
        assert way["to"] or way["reason"], tactic


def test_sub_events_and_modes_have_parents_that_exist() -> None:
    types = {entry["code"] for entry in codebook("acled")["event_types"]}
    parents = [entry["parent"] for entry in codebook("acled")["sub_event_types"]]
    assert set(parents) == types
    assert (len(types), len(parents)) == (6, 25)
    events = {entry["code"] for entry in codebook("plover")["events"]}
    assert len(events) == 16
    for entry in codebook("plover")["modes"]:
        assert entry["parent"] in events
        assert entry["code"].startswith(entry["parent"] + "/")


def test_the_numbers_of_the_codebooks() -> None:
    assert [entry["code"] for entry in codebook("ucdp")["where_prec"]] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry["code"] for entry in codebook("ucdp")["date_prec"]] == [1, 2, 3, 4, 5]
    assert [entry["code"] for entry in codebook("gtd")["attack_types"]] == list(range(1, 10))
    assert [entry["code"] for entry in codebook("gtd")["target_types"]] == list(range(1, 23))
    assert [entry["code"] for entry in codebook("acled")["interaction"]] == list(range(1, 9))


def test_every_tactic_has_words_and_no_word_tells_two() -> None:
    cues = {name: words for name, words in language("en")["tactics"].items() if name != "contexts"}
    assert sorted(cues) == sorted(TACTICS)
    words = [word for group in cues.values() for word in group]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert all(word == word.casefold().strip() for word in words)


def test_the_guide_holds_every_code_and_every_tactic() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")
    for book in BOOKS:
        for entries in lists_of(book).values():
            for entry in entries:
                assert f"| {entry['code']} | " in guide
                assert entry["definition"] in guide
    assert [tactic for tactic in TACTICS if f"| {tactic} | " not in guide] == []
