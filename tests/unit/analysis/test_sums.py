"""Stated sums: checked, and the part that rests on one party's word about its enemy told."""

from __future__ import annotations

from dataclasses import replace

from according.analysis.case import Case
from according.analysis.sums import stated_sums, sum_words, verdict_words
from according.corrections import Corrected
from told import episode


def test_the_225_adds_up_and_177_of_it_rest_on_the_states_word_about_its_enemy() -> None:
    (made,) = stated_sums(episode())
    assert made.check.closes
    assert sorted(part.claim.quantity.best or 0 for part in made.parts) == [17, 31, 177]
    assert made.one_party == (177, "state")
    assert verdict_words(made).startswith("177 of the 225 (79 %)")
    assert "A sum that the report states" in sum_words(made)


def test_a_part_without_a_speaker_of_its_own_rests_on_those_who_say_it_elsewhere() -> None:
    (made,) = stated_sums(episode())
    by_figure = {part.claim.quantity.best: part for part in made.parts}
    assert by_figure[177].elsewhere
    assert "named in other reports" in by_figure[177].words
    assert by_figure[17].about == "own"


def test_a_sum_that_does_not_add_up_says_so() -> None:
    case = episode()
    (made,) = stated_sums(case)
    wrong = replace(made.total, quantity=replace(made.total.quantity, low=226, best=226, high=226))
    claims = tuple(wrong if claim.claim_id == wrong.claim_id else claim for claim in case.claims)
    (found,) = stated_sums(replace(case, claims=claims))
    assert not found.check.closes
    assert found.added == "225"


def test_the_same_sum_in_two_reports_is_one() -> None:
    case = episode()
    (made,) = stated_sums(case)
    ids = {made.total.claim_id, *(part.claim.claim_id for part in made.parts)}
    copies = [
        replace(claim, claim_id=f"again-{claim.claim_id}", document_id="gulf-page",
                parts=tuple(f"again-{p}" for p in claim.parts))
        for claim in case.claims if claim.claim_id in ids
    ]  # fmt: skip
    twice: Case = replace(case, claims=(*case.claims, *copies))
    (found,) = stated_sums(twice)
    assert len(found.also) == 1


def test_a_total_whose_parts_add_up_is_a_sum_and_one_that_includes_some_is_not() -> None:
    case = episode()
    (made,) = stated_sums(case)
    plain = tuple(replace(claim, derived=False) for claim in case.claims)
    assert [s.total.claim_id for s in stated_sums(replace(case, claims=plain))] == [made.total.claim_id]
    including = tuple(
        replace(claim, derived=False, parts=claim.parts[:2]) if claim.parts else claim
        for claim in case.claims
    )
    assert stated_sums(replace(case, claims=including)) == ()


def test_a_report_that_was_taken_back_states_no_sum_and_says_nobodys_part() -> None:
    case = episode()
    gone = Corrected("open-courtyard", None, "person", "A. Reader")
    assert stated_sums(replace(case, corrected={"open-courtyard": gone})) == ()
    voices = {"gulf-page", "three-rivers"}
    (made,) = stated_sums(
        replace(case, corrected={name: replace(gone, document_id=name) for name in sorted(voices)})
    )
    assert {part.side for part in made.parts} == {"author"}
    assert made.one_party is None
