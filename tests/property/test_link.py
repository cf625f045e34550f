"""What must hold for linking whatever the reports say."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from according.link import Linkage, incidents_of, judge
from according.model import Claim, Document, Judgement, Mention
from claiming import claim, day, document
from mentioning import BALOCHISTAN, GWADAR, KARACHI, NUSHKI, QUETTA, judgement, mention

FEW = settings(max_examples=25, deadline=None)
PLACES = [QUETTA, GWADAR, NUSHKI, KARACHI, BALOCHISTAN, None]

reports = st.lists(
    st.tuples(
        st.integers(26, 31),
        st.sampled_from(PLACES),
        st.integers(0, 6),
        st.booleans(),
        st.sampled_from(["", "North"]),
    ),
    min_size=1,
    max_size=8,
)
World = tuple[list[Mention], list[Claim], dict[str, Document]]


def world(told: list[tuple[int, object, int, bool, str]]) -> World:
    mentions, claims = [], []
    for n, (when, place, dead, wide, operation) in enumerate(told):
        places = (QUETTA, GWADAR, NUSHKI) if wide else ()
        operations = (operation,) if operation else ()
        made = mention(f"m{n}", day(when), place, places=places, operations=operations)  # type: ignore[arg-type]
        mentions.append(made)
        claims.append(replace(claim(made.document_id, dead), mention_id=made.mention_id))
    return mentions, claims, {m.document_id: document(m.document_id, day(31)) for m in mentions}


@st.composite
def verdicts(draw: st.DrawFn) -> list[Judgement]:
    """People's and the model's verdicts on up to eight mentions."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        a, b = draw(st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True))
        weight = draw(st.none() | st.integers(-6, 6))
        by = "Analyst" if weight is None else "model:test"
        verdict = draw(st.sampled_from(["same", "different", "unsure"]))
        found.append(judgement(f"m{a}", f"m{b}", verdict, by, weight))  # type: ignore[arg-type]
    return found


@given(reports, st.randoms(use_true_random=False))
@FEW
def test_the_order_of_reports_does_not_matter(told, chance) -> None:  # type: ignore[no-untyped-def]
    mentions, claims, documents = world(told)
    mixed = list(mentions)
    chance.shuffle(mixed)
    verdict = judge(mentions, claims, documents)
    assert judge(mixed, claims[::-1], documents) == verdict
    shuffled = list(verdict)
    chance.shuffle(shuffled)
    assert incidents_of(mixed, shuffled) == incidents_of(mentions, verdict)


@given(reports)
@FEW
def test_an_unrelated_document_changes_nothing(told) -> None:  # type: ignore[no-untyped-def]
    mentions, claims, documents = world(told)
    other = mention("other", day(3), replace(KARACHI, country_iso3="NGA", admin1="Borno", lat=11.8, lon=13.2))
    more = {**documents, other.document_id: document(other.document_id, day(3), "Nothing to do with it.")}
    verdict = judge(mentions, claims, documents)
    assert judge([*mentions, other], claims, more) == verdict
    kept = [i for i in incidents_of([*mentions, other], verdict) if i.mention_ids != ("other",)]
    assert tuple(kept) == incidents_of(mentions, verdict)


@given(verdicts(), st.randoms(use_true_random=False))
@FEW
def test_each_mention_is_in_one_incident_and_people_are_heeded(given_verdicts, chance) -> None:  # type: ignore[no-untyped-def]
    mentions = [mention(f"m{n}") for n in range(8)]
    incidents = incidents_of(mentions, given_verdicts)
    assert sorted(m for i in incidents for m in i.mention_ids) == [m.mention_id for m in mentions]
    home = {m: i.incident_id for i in incidents for m in i.mention_ids}
    for one in given_verdicts:
        if one.weight is None and one.verdict == "different":
            assert home[one.mention_a] != home[one.mention_b]
    mixed = list(given_verdicts)
    chance.shuffle(mixed)
    assert incidents_of(mentions[::-1], mixed) == incidents


@given(verdicts(), verdicts())
@FEW
def test_taking_judgements_back_restores_the_clustering(before, added) -> None:  # type: ignore[no-untyped-def]
    mentions = [mention(f"m{n}") for n in range(8)]
    first = incidents_of(mentions, before)
    incidents_of(mentions, [*before, *added])
    taken_back = [j for j in [*before, *added] if not any(j is a for a in added)]
    assert incidents_of(mentions, taken_back) == first


@given(reports, verdicts(), st.randoms(use_true_random=False))
@FEW
def test_a_book_that_grows_report_by_report_is_the_book_linked_at_once(told, by_people, chance) -> None:  # type: ignore[no-untyped-def]
    mentions, claims, documents = world(told)
    signed = [j for j in by_people if j.weight is None]
    linkage, steps = Linkage(), [*mentions, *signed]
    chance.shuffle(steps)
    for step in steps:
        if isinstance(step, Judgement):
            linkage.judge([step])
        else:
            linkage.add([step], [c for c in claims if c.mention_id == step.mention_id], documents)
    said = [step for step in steps if isinstance(step, Judgement)]
    in_force = {(frozenset((j.mention_a, j.mention_b)), j.by): j for j in said}  # a voice's latest word
    anew = incidents_of(mentions, [*judge(mentions, claims, documents), *in_force.values()])
    assert linkage.incidents() == anew


@given(reports)
@FEW
def test_a_pair_that_was_signed_is_signed_again_whatever_it_comes_to(told) -> None:  # type: ignore[no-untyped-def]
    mentions, claims, documents = world(told)
    every = [(a.mention_id, b.mention_id) for a in mentions for b in mentions if a.mention_id < b.mention_id]
    again = {(v.mention_a, v.mention_b): v for v in judge(mentions, claims, documents, every)}
    assert set(again) == set(every)
    for verdict in judge(mentions, claims, documents):
        assert again[verdict.mention_a, verdict.mention_b] == verdict
