"""Folding: bit by bit equals at once, and the order of documents does not matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from according import ledger, record
from according.model import Correction, Document, Entry, Judgement, Problem, Reading, Retraction
from strategies import documents, readings_of, values_of

START = datetime(2026, 2, 1, tzinfo=UTC)


def chained(values: list[record.Recorded]) -> tuple[Entry, ...]:
    """Entries of the values, one a minute; a retraction of "N" retracts the N-th entry before it."""
    entries: list[Entry] = []
    for minute, value in enumerate(values):
        if isinstance(value, Retraction):
            if not entries:
                continue
            target = entries[-1 - int(value.entry_id) % len(entries)]
            value = Retraction(target.entry_id, value.by)
        head = ledger.Head(entries[-1].sequence, entries[-1].entry_id) if entries else ledger.GENESIS
        body = record.kind_of(value), record.encode(value)
        entries += ledger.chain(head, [body], START + timedelta(minutes=minute))
    return tuple(entries)


def views(book: ledger.Book) -> tuple[object, ...]:
    """Everything that a book says, and the order in which it says it."""
    return (
        list(book.documents.items()),
        list(book.readings.items()),
        list(book.mentions.items()),
        list(book.claims.items()),
        book.judgements,
        book.corrections,
        book.problems,
    )


@st.composite
def histories(draw: st.DrawFn) -> list[record.Recorded]:
    """Anything that may be recorded, in any order, about a handful of documents."""
    texts = draw(st.lists(documents(), min_size=1, max_size=3, unique_by=lambda d: d.document_id))
    readings = [draw(readings_of(text, f"r{n}")) for text in texts for n in range(2)]
    mention, names = st.sampled_from("abc"), st.sampled_from([text.document_id for text in texts])
    step = st.one_of(
        st.sampled_from([*texts, *texts, *readings]),
        st.builds(Judgement, mention, mention, st.sampled_from(("same", "unsure")), st.just("rule 1")),
        st.builds(Retraction, st.integers(0, 9).map(str), st.just("A. Reader")),
        st.builds(
            Correction,
            names,
            st.sampled_from("AB"),
            st.just("its page"),
            st.none() | names,
            st.booleans(),
            st.booleans(),
        ),
        st.builds(Problem, st.just("ACC-101"), st.sampled_from("xy")),
    )
    return draw(st.lists(step, max_size=12))


@settings(max_examples=50)
@given(histories(), st.integers(0, 12), st.none() | st.integers(0, 12))
def test_replay_equals_incremental(history: list[record.Recorded], cut: int, until: int | None) -> None:
    entries = chained(history)
    as_of = None if until is None else START + timedelta(minutes=until)
    early = ledger.fold(entries[:cut], as_of)
    views(early)  # what was read early must not stick
    whole = ledger.fold(entries, as_of)
    assert ledger.extend(early, entries[cut:]) == whole
    assert views(ledger.extend(early, entries[cut:])) == views(whole)


@settings(max_examples=50)
@given(histories(), st.integers(0, 12))
def test_a_past_view_never_changes(history: list[record.Recorded], cut: int) -> None:
    entries = chained(history)
    then = entries[cut - 1].recorded_at if 0 < cut <= len(entries) else START - timedelta(minutes=1)
    known = [entry for entry in entries if entry.recorded_at <= then]
    assert views(ledger.fold(entries, then)) == views(ledger.fold(known))


@settings(max_examples=50)
@given(st.data())
def test_the_order_of_documents_does_not_matter(data: st.DataObject) -> None:
    texts = data.draw(st.lists(documents(), max_size=4, unique_by=lambda d: d.document_id))
    pairs: list[tuple[Document, Reading]] = [(text, data.draw(readings_of(text))) for text in texts]
    other = data.draw(st.permutations(pairs))
    one, two = (ledger.fold(chained([v for pair in order for v in pair])) for order in (pairs, other))
    assert views(one) == views(two)


@settings(max_examples=50)
@given(histories())
def test_what_is_in_force_is_whole(history: list[record.Recorded]) -> None:
    book = ledger.fold(chained(history))
    assert set(book.readings) <= set(book.documents)
    for name, reading in book.readings.items():
        assert ledger.misfits(book.documents[name], reading) == ()
    out = set(book.standing.taken_out)
    assert {correction.document_id for correction in book.corrections} <= set(book.documents) | out
    assert {c.document_id for c in book.corrections if c.taken_out} == out
    assert out.isdisjoint(book.documents)
    retracted = book.standing.retractions
    assert not {entry.entry_id for entry in book.standing.corrections.values()} & set(retracted)
    assert not {entry.entry_id for entry in book.standing.documents.values()} & set(retracted)
    assert not {entry.entry_id for entry in book.standing.readings.values()} & set(retracted)


@settings(max_examples=50)
@given(histories(), st.integers(0, 11), values_of(Problem))
def test_any_entry_put_in_anothers_place_shows(
    history: list[record.Recorded], at: int, problem: Problem
) -> None:
    entries = chained(history)
    if at >= len(entries):
        return
    body = record.kind_of(problem), record.encode(problem)
    before = entries[at - 1] if at else None
    head = ledger.Head(before.sequence, before.entry_id) if before else ledger.GENESIS
    forged = ledger.chain(head, [body], entries[at].recorded_at)[0]
    if forged == entries[at]:
        return
    assert list(ledger.link_faults(before, forged)) == []
    if at + 1 < len(entries):
        assert [p.code for p in ledger.link_faults(forged, entries[at + 1])] == ["ACC-406"]
