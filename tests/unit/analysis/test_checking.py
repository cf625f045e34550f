"""Texts held against a book: every answer once, with the claims behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from according.analysis.case import Case
from according.analysis.checking import ORDER, Compared, Text, check
from according.analysis.incident_columns import Chosen
from according.analysis.result import Answered, Refused, Result
from according.model import Category, Claim, Document, EventDate, EventTypes, Mention, Quantity, Span, Window
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


def text_of(
    figure: int, category: Category = "all", words: str = "", day: date | None = DAY, end: date = DAY
) -> Text:
    content = words or f"{figure} killed"
    quantity = Quantity(figure, figure, figure, str(figure), "exact")
    asked = replace(
        claim(90, figure, category, "state", end), document_id="asked", mention_id="m", quantity=quantity,
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
    verdict, why = only(text_of(225, end=NEXT))
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
    found = answers(text_of(225, words="225 killed, the deadliest day", end=NEXT))
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


def parts_of(text: Text, *cases: Case) -> list[tuple[object, object]]:
    table = next(t for t in check([text], cases, None, "neutral").tables if t.name == "parts")
    return [(row[2], row[3]) for row in table.rows]


SIDE = (
    claim(1, 145, "armed_group", "state", NEXT),
    claim(2, 31, "civilian", "state", NEXT),
    claim(3, 49, "security_force", "state", NEXT),
)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_a_sum_that_no_report_states_is_derived_from_one_speakers_figures(order: tuple[int, ...]) -> None:
    case = case_of(*(SIDE[n] for n in order))
    ((verdict, why),) = parts_of(text_of(225, end=NEXT), case)
    assert verdict == "derived"
    assert "31 (civilians) + 49 (security forces) + 145 (armed group) = 225" in str(why)
    assert "no report states it" in str(why)
    assert "145 of the 225 (64 %) rest on one party's word about its enemy: the state's" in str(why)


def test_a_sum_of_some_of_the_people_tells_whom_it_leaves_out() -> None:
    ((verdict, why),) = parts_of(text_of(80, end=NEXT), case_of(*SIDE))
    assert verdict == "derived"
    assert "It leaves out what the minister says of: armed group" in str(why)


def test_figures_of_two_speakers_are_never_added() -> None:
    other = replace(claim(3, 49, "security_force", "armed_group", NEXT), mention_id="m003")
    ((verdict, _),) = parts_of(text_of(225, end=NEXT), case_of(*SIDE[:2], other))
    assert verdict == "not found"


def test_figures_over_different_days_come_to_a_number_and_are_not_comparable() -> None:
    longer = claim(1, 145, "armed_group", "state", date(2026, 2, 2))
    text = text_of(225, end=date(2026, 2, 2))
    ((verdict, why),) = parts_of(text, case_of(longer, *SIDE[1:]))
    assert verdict == "not comparable"
    assert "over different days" in str(why)
    assert "145: 31 Jan – 2 Feb 2026" in str(why)


def test_a_sum_is_not_sought_in_incidents_that_a_text_without_a_day_may_not_be_of() -> None:
    other = [
        replace(c, claim_id=f"x{c.claim_id}", document_id=f"x{c.document_id}", mention_id=f"x{c.mention_id}")
        for c in SIDE
    ]
    text = text_of(225, day=None)
    text = replace(text, claims=tuple(replace(c, window=Window()) for c in text.claims))
    assert parts_of(text, case_of(*SIDE))[0][0] == "derived"
    assert parts_of(text, case_of(*SIDE), case_of(*other))[0][0] == "not found"


def test_a_claim_over_more_days_is_listed_with_them_and_answers_nothing() -> None:
    long = claim(5, 362, "security_force", "armed_group", date(2026, 2, 6))
    result = check([text_of(362, "security_force")], [case_of(SIDE[2], long)], None, "neutral")
    parts = next(t for t in result.tables if t.name == "parts").rows
    assert parts[0][2] == "not comparable"
    assert "31 Jan – 6 Feb 2026" in str(parts[0][3])
    day = claim(6, 84, "security_force", "armed_group")
    result = check([text_of(300, "security_force")], [case_of(day, long)], None, "neutral")
    (row,) = next(t for t in result.tables if t.name == "beside").rows
    assert row[1:4] == ("362", "security forces", "31 Jan – 6 Feb 2026")
    assert answered(result).verdict == "contradicted"


def test_fewer_people_over_more_days_bound_a_figure_from_above() -> None:
    ((verdict, why),) = parts_of(text_of(300, "security_force"), case_of(SIDE[2]))
    assert (verdict, why) == ("contradicted", "claims of the same people say 49")


def test_a_superlative_tells_which_table_it_needs() -> None:
    found = answers(text_of(225, words="225 killed, the deadliest day since 2010"))
    assert "people killed in other incidents since 2010, up to 31 Jan 2026" in str(found[1][1])


@pytest.mark.parametrize("number", [1, 50, 84, 177, 225, 500])
@pytest.mark.parametrize("day", [DAY, None])
def test_every_answer_is_one_of_the_words_and_says_why(number: int, day: date | None) -> None:
    for verdict, why in answers(text_of(number, day=day)):
        assert verdict in ORDER
        assert len(str(why)) > 20


def test_many_parts_are_counted_and_what_is_contradicted_is_named() -> None:
    texts = [
        text_of(84, "security_force"),
        text_of(500, "security_force", words="500 killed"),
        *[text_of(50)] * 4,
    ]
    told = answered(check(texts, book(), None, "neutral")).sentence
    assert told.startswith("6 parts: 1 contradicted, 4 not comparable, 1 supported.")
    assert told.endswith("Contradicted: “500”.")


def test_each_figure_is_held_against_the_incident_that_it_is_told_of() -> None:
    """Two events in one text: the number of the one does not answer for the other."""
    later = date(2026, 5, 5)
    first, second = text_of(49, "security_force"), text_of(49, "security_force", day=later)
    far = replace(
        second.claims[0], mention_id="n", window=Window(later, later), span=Span.of("49 killed", 0, 4)
    )
    both = replace(first, mentions=(*first.mentions, replace(second.mentions[0], mention_id="n")),
                   claims=(*first.claims, far))  # fmt: skip
    found = parts_of(both, case_of(claim(3, 49, "security_force", "state")))
    assert [verdict for verdict, _ in found] == ["supported", "not found"]
    assert "no incident of those days" in str(found[1][1])


def test_a_table_that_ends_too_early_says_where_it_ends_and_what_is_needed() -> None:
    text = text_of(225, words="225 killed, the deadliest day since 2026", end=NEXT)
    found = check([text], book(), compared(10), "neutral")
    why = str(next(t for t in found.tables if t.name == "parts").rows[1][3])
    assert "incidents end with 2025-12-12" in why
    assert "Needed: a table of the people killed in other incidents since 2026" in why
    assert "definitions" not in [t.name for t in found.tables]
