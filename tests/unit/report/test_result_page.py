from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from according.analysis.figure import Distribution
from according.analysis.result import Answered, Check, Refused, Table, Terms, digest_of
from according.export.interchange import result_record
from according.report import result_page, result_pdf

TERMS = Terms(
    "rank",
    "the rank of a day",
    "everyone killed <in> Balochistan",
    date(2026, 2, 6),
    "30 reports",
    ("low ≤ truth ≤ high",),
    "ab" * 32,
    "rank-1",
    7,
)
ANSWER = Answered(
    TERMS,
    "undecided",
    "Between 1st and 4th.",
    (Check("coverage", True, "whole"), Check("one definition", False, "two"), Check("lag", None, "no days")),
    (Table("days", "Days", ("day", "killed"), (("31 Jan", 193), ("26 Aug", None)), "as claimed"),),
    (Distribution("Draws", "rank", (1.0, 2.0, 4.0)),),
    ("a rank is no judgement",),
)
REFUSAL = Refused(TERMS, "one day cannot be ranked", "a table of other days")


def test_the_page_tells_the_answer_and_all_that_it_rests_on() -> None:
    page = result_page.render(ANSWER)
    for words in ("Between 1st and 4th.", "undecided", "193", "as claimed", "low ≤ truth ≤ high", "seed 7",
                  "a rank is no judgement", "one definition", "<svg", "abababab"):  # fmt: skip
        assert words in page
    assert "&lt;in&gt;" in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def test_a_refusal_is_a_page_with_its_reason_and_what_is_needed() -> None:
    page = result_page.render(REFUSAL)
    assert "Refused: one day cannot be ranked" in page
    assert "a table of other days" in page


@pytest.mark.parametrize("result", [ANSWER, REFUSAL])
def test_the_pdf_holds_the_same_words_and_is_always_the_same(result: Answered | Refused) -> None:
    content = result_pdf.render(result)
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages).split())
    assert (result.sentence if isinstance(result, Answered) else result.reason) in text
    assert "Balochistan" in text
    assert result_pdf.render(result) == content


def test_programs_get_everything_as_plain_values() -> None:
    record = result_record(ANSWER)
    assert record["answered"] is True
    assert record["cutoff"] == "2026-02-06"
    assert record["tables"][0]["rows"][1] == ("26 Aug", None)
    assert record["figures"][0]["kind"] == "distribution"
    assert result_record(REFUSAL)["needed"] == "a table of other days"


def test_a_verdict_outside_the_fixed_words_is_a_fault_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="no verdict"):
        replace(ANSWER, verdict="probably true")


def test_a_table_with_ragged_rows_is_a_fault_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Table("t", "T", ("a", "b"), ((1,),))


def test_a_digest_tells_values_from_their_words() -> None:
    assert digest_of([1]) != digest_of(["1"])
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
