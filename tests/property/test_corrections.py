"""Corrections whatever outlets publish: no order matters, the last word stands, and no figure is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from according.corrections import corrected, tolls_after
from according.model import Claim, Correction, Document
from claiming import claim, day, document

TITLES = ["", "Five killed in market blast", "Four dead after an attack in town"]
TEXTS = ["Some died.", "Fewer died.", "Correction: fewer died.", "The paper retracted its report."]

reports = st.lists(
    st.tuples(
        st.none() | st.integers(1, 4),
        st.sampled_from(["Evening Ledger", "Coast Reporter", ""]),
        st.sampled_from(TITLES),
        st.sampled_from(TEXTS),
        st.sampled_from([None, "https://a.example/1", "http://www.a.example/1/", "https://a.example/2"]),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=7,
)
people = st.lists(
    st.builds(
        Correction,
        st.integers(0, 7).map("d{}".format),
        st.sampled_from(["A. Reader", "B. Reader"]),
        st.just("its page"),
        st.none() | st.integers(0, 7).map("d{}".format),
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda c: (c.document_id, c.by),
)
FEW = settings(max_examples=60, deadline=None, derandomize=True)


def world(told) -> tuple[dict[str, Document], list[Claim]]:  # type: ignore[no-untyped-def]
    documents, claims = {}, []
    for n, (when, outlet, title, text, url, dead) in enumerate(told):
        made = document(f"d{n}", day(when) if when else None, f"{text} {n % 2}", "x")
        documents[f"d{n}"] = replace(made, publisher=outlet or None, title=title, url=url)
        claims.append(claim(f"d{n}", dead))
    return documents, claims


@given(reports, people, st.randoms(use_true_random=False))
@FEW
def test_the_order_of_reports_and_people_does_not_matter(told, said, chance) -> None:  # type: ignore[no-untyped-def]
    documents, _ = world(told)
    names, words = list(documents), list(said)
    chance.shuffle(names)
    chance.shuffle(words)
    assert corrected({name: documents[name] for name in names}, words) == corrected(documents, said)


@given(reports)
@FEW
def test_what_reports_show_leads_to_one_that_stands(told) -> None:  # type: ignore[no-untyped-def]
    documents, _ = world(told)
    found = corrected(documents)
    assert len(found) < len(documents)
    for one in found.values():
        seen = {one.document_id}
        while one.corrected_in in found:
            assert one.corrected_in not in seen
            seen.add(one.corrected_in)
            one = found[one.corrected_in]
        assert one.corrected_in in documents


@given(reports, people)
@FEW
def test_no_figure_is_lost_and_none_of_a_corrected_report_is_used(told, said) -> None:  # type: ignore[no-untyped-def]
    documents, claims = world(told)
    gone = corrected(documents, said)
    tolls = tolls_after(claims, documents, "neutral", gone)
    assert tolls
    for toll in tolls:
        aside = {item.claim_id: item.reason for item in toll.set_aside}
        assert {*toll.used, *aside} == {c.claim_id for c in claims}
        assert {name for name, reason in aside.items() if reason == "corrected"} == {
            c.claim_id for c in claims if c.document_id in gone
        }
