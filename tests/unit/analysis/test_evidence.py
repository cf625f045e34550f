"""Why a number: what is asked for is found, and every sentence shown is the document's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.analysis.evidence import answer, is_figure, matches, reason_words, why
from according.toll import REASONS
from told import episode


def test_a_figure_finds_the_claims_that_state_it_and_the_tolls_that_come_out_at_it() -> None:
    case = episode()
    stated, *tolls = why([case], "31")
    assert stated.toll is None
    assert {e.quote for e in stated.used} == {"31 civilians"}
    assert {a.toll.category for a in tolls if a.toll} == {"civilian"}


@pytest.mark.parametrize("words", ["1,000", "1000", "1 000", "1.000"])
def test_a_figure_may_be_written_with_separators(words: str) -> None:
    case = episode()
    assert is_figure([case], "225")
    assert not is_figure([case], words)
    assert why([case], words) == ()


def test_sentences_are_the_documents_own_characters() -> None:
    case = episode()
    for toll in case.tolls:
        found = answer(case, toll)
        for item in (*found.used, *found.set_aside):
            assert item.before + item.quote + item.after == item.document.content[item.start : item.end]
            assert item.quote == item.claim.span.quote


def test_used_and_set_aside_together_are_all_that_the_toll_names() -> None:
    case = episode()
    for toll in case.tolls:
        found = answer(case, toll)
        assert {e.claim.claim_id for e in found.used} == set(toll.used)
        assert {e.claim.claim_id for e in found.set_aside} == {s.claim_id for s in toll.set_aside}
        assert all(e.reason for e in found.set_aside)


def test_what_was_weighed_for_a_category_counts_its_people() -> None:
    case = episode()
    toll = case.toll("deaths", "civilian")
    assert toll is not None
    weighed = answer(case, toll).weighed
    assert weighed
    assert {e.claim.category for e in weighed} == {"civilian"}


def test_the_beginning_of_an_id_is_enough_where_it_fits_one() -> None:
    case = episode()
    by_incident = why([case], case.incident.incident_id[:10])
    assert [a.toll for a in by_incident] == list(case.tolls)
    claim = case.claims[0]
    first, *_ = why([case], claim.claim_id[:12])
    assert [e.claim for e in first.used] == [claim]
    assert matches([case], claim.claim_id[:12]) == (claim.claim_id,)


def test_a_document_can_be_asked_for_by_its_id() -> None:
    case = episode()
    assert why([case], "gulf-page") == why([case], case.incident.incident_id)


@pytest.mark.parametrize("query", ["", "zzzz", "99", "ab", "🙂", "(((", "0" * 64])
def test_what_is_not_in_the_book_has_no_answer(query: str) -> None:
    assert why([episode()], query) == ()


def test_every_reason_has_words() -> None:
    assert all(reason_words(reason) != reason for reason in REASONS)
    assert reason_words("some_new_reason") == "some new reason"


def test_an_incident_without_tolls_is_found_by_its_id_and_shows_what_its_claims_are() -> None:
    full = episode()
    denied = tuple(replace(claim, stance="denied") for claim in full.claims)
    case = replace(full, claims=denied, tolls=())
    (found,) = why([case], case.incident.incident_id[:10])
    assert found.toll is None
    assert found.used == ()
    assert {e.claim.claim_id for e in found.set_aside} == {c.claim_id for c in denied}
    assert {e.reason for e in found.set_aside} == {"denied"}
