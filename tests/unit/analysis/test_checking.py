"""Texts held against a book: every answer once, with the claims behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.analysis.case import Case
from according.analysis.checking import Compared, Text, check
from according.analysis.incident_columns import Chosen
from according.analysis.result import Answered, Refused, Result
from according.model import Category, Claim, Document, EventDate, EventTypes, Mention, Quantity, Span
from parties import DAY, case_of, claim
from tabled import rows

NEXT = date(2026, 2, 1)
PARTS = (
    claim(1, 17, "security_force", "state", NEXT),
    claim(2, 31, "civilian", "state", NEXT),
    claim(3, 177, "armed_group", "state", NEXT),
)
CONTENT = "the words of a report in which a sum is stated"


def book() -> tuple[Case, ...]:
    """One incident: three figures by the state, 84 by the group, and a report that adds three to 225."""
    parts = tuple(replace(p, document_id="d010", claim_id=f"p{p.claim_id}", mention_id="m010") for p in PARTS)
    total = replace(
        claim(10, 225, "all", "state", NEXT), parts=tuple(p.claim_id for p in parts), derived=True
    )
    made = case_of(*PARTS, claim(4, 84, "security_force", "armed_group"), total)
    documents = {key: replace(d, text=f"{CONTENT} {key}") for key, d in made.documents.items()}
    spanned = tuple(replace(c, span=Span.of(CONTENT, 0, 9)) for c in (*made.claims, *parts))
    return (replace(made, claims=spanned, documents=documents),)


def text_of(figure: int, category: Category = "all", words: str = "", day: date | None = DAY) -> Text:
    content = words or f"{figure} killed"
    quantity = Quantity(figure, figure, figure, str(figure), "exact")
    asked = replace(
        claim(90, figure, category, "state"), document_id="asked", mention_id="m", quantity=quantity,
        span=Span.of(content, 0, 3), voices=(),
    )  # fmt: skip
    when = EventDate(day, day, "day") if day else EventDate()
    mention = Mention("m", "asked", 1, when, None, EventTypes(), (), Span.of(content, 0, 3))
    claims: tuple[Claim, ...] = (asked,) if figure else ()
    return Text(Document("asked", "", content), (mention,), claims)


def answers(text: Text, compared: Compared | None = None) -> list[tuple[object, object]]:
    result = check([text], book(), compared, "neutral")
    table = next(t for t in result.tables if t.name == "parts")
    return [(row[2], row[3]) for row in table.rows]


def only(text: Text) -> tuple[str, str]:
    ((verdict, why),) = answers(text)
    return str(verdict), str(why)


def test_a_figure_that_somebody_claims_is_supported_and_by_whom_is_told() -> None:
    verdict, why = only(text_of(84, "security_force"))
    assert verdict == "supported"
    assert "the Front (armed group, party)" in why


def test_a_figure_that_is_only_ever_a_sum_is_derived_with_its_check_and_share() -> None:
    verdict, why = only(text_of(225))
    assert verdict == "derived"
    assert "17 + 31 + 177 = 225 (adds up)" in why
    assert "177 of the 225 (79 %) rest on one party's word about its enemy" in why


def test_a_figure_beyond_all_claims_is_contradicted() -> None:
    assert only(text_of(500, "security_force")) == (
        "contradicted",
        "claims of the same people run from 17 to 84",
    )


def test_a_figure_between_claims_that_nobody_gives_is_not_found() -> None:
    assert only(text_of(50, "security_force"))[0] == "not found"


def test_a_number_that_counts_others_is_not_comparable() -> None:
    verdict, why = only(text_of(31, "security_force"))
    assert verdict == "not comparable"
    assert "civilians" in why


def test_a_number_of_other_days_is_not_comparable() -> None:
    text = text_of(84, "security_force", day=None)
    far = replace(
        text.claims[0], window=replace(text.claims[0].window, start=date(2020, 1, 1), end=date(2020, 1, 2))
    )
    verdict, why = only(replace(text, claims=(far,)))
    assert verdict == "not comparable"
    assert "other days" in why


def test_a_text_without_a_day_contradicts_nothing() -> None:
    assert only(text_of(500, "security_force", day=None))[0] == "not found"


def test_a_superlative_without_other_days_is_not_found_and_needs_a_table() -> None:
    found = answers(text_of(225, words="225 killed, the deadliest day"))
    assert found[0][0] == "derived"
    assert found[1][0] == "not found"
    assert "--table FILE" in str(found[1][1])


def compared(killed: int) -> Compared:
    head = "date,deaths_best,deaths_civilian,deaths_security_force"
    lines = [f"2025-{1 + n % 12:02}-{1 + n},{killed},{killed // 2},{killed // 2}" for n in range(14)]
    return Compared(rows(lines, head), Chosen(), 1)


def test_a_superlative_is_answered_by_its_rank_with_the_grid_of_definitions() -> None:
    text = text_of(225, words="225 killed, among the deadliest days")
    result = check([text], book(), compared(600), "neutral")
    parts = next(t for t in result.tables if t.name == "parts").rows
    assert parts[1][2] == "contradicted"
    assert any(t.name == "definitions" for t in result.tables)
    assert answered(result).verdict == "contradicted"


def answered(result: Result) -> Answered:
    assert isinstance(result, Answered)
    return result


def test_the_weakest_answer_is_the_verdict_and_a_text_without_figures_is_refused() -> None:
    texts = [text_of(84, "security_force"), text_of(50, "security_force")]
    assert answered(check(texts, book(), None, "neutral")).verdict == "not found"
    assert isinstance(check([text_of(0, words="Nothing was said")], book(), None, "neutral"), Refused)


def test_the_claims_behind_an_answer_are_shown_in_their_sentences() -> None:
    result = check([text_of(84, "security_force")], book(), None, "neutral")
    (row,) = next(t for t in result.tables if t.name == "behind").rows
    assert "«" in str(row[3])
    assert str(row[5]).startswith("0–9 of d004")
