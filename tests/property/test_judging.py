"""Whatever people judge and take back: a book replayed from its entries is the book built step by step."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from according import ledger, wiring
from according.analysis.judging import signed
from according.link import incidents_of
from according.model import Incident
from keeping import additions, book_of

REPORTS = additions()
IDS = [addition.document.document_id for addition in REPORTS]

#: What is done in turn: a report added, a verdict, the n-th verdict taken back, the model run again.
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, len(REPORTS) - 1)),
        st.tuples(
            st.just("judge"),
            st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True),
            st.sampled_from(["same", "different", "unsure"]),
            st.sampled_from(["A. Reader", "B. Reader"]),
        ),
        st.tuples(st.just("retract"), st.integers(0, 9)),
        st.tuples(st.just("link")),
        st.tuples(st.just("correct"), st.sampled_from(IDS), st.none() | st.sampled_from(IDS)),
        st.tuples(st.just("take out"), st.sampled_from(IDS)),
        st.tuples(st.just("uncorrect"), st.integers(0, 9)),
    ),
    min_size=2,
    max_size=8,
)


def incidents(book: ledger.Book) -> tuple[Incident, ...]:
    return incidents_of(book.mentions.values(), book.judgements)


def do(folder: Path, store, step) -> None:  # type: ignore[no-untyped-def]
    """One step through the same functions as the commands; what cannot be done is left."""
    book = wiring.load(folder)
    if step[0] == "add":
        store.add([REPORTS[step[1]]])
    elif step[0] == "link":
        wiring.link(folder)
    elif step[0] == "judge" and set(step[1]) <= set(book.documents):
        wiring.judge(folder, *step[1], step[2], step[3])
    elif step[0] == "retract":
        standing = [s for s in signed(book) if s.state != "retracted"]
        if standing:
            entry = standing[step[1] % len(standing)].entry
            wiring.take_back(folder, entry.entry_id, "C. Editor", "looked again")
    elif step[0] == "correct" and {step[1], step[2] or step[1]} <= set(book.documents) and step[1] != step[2]:
        wiring.correct(folder, step[1], "A. Reader", "its page", step[2])
    elif step[0] == "take out" and step[1] in book.documents:
        wiring.correct(folder, step[1], "B. Reader", "a duplicate", None, taken_out=True)
    elif step[0] == "uncorrect" and book.standing.corrections:
        entry = [*book.standing.corrections.values()][step[1] % len(book.standing.corrections)]
        wiring.take_back(folder, entry.entry_id, "C. Editor", "looked again", "correction")


@given(steps)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_replayed_equals_built_step_by_step(done) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        with book_of(folder, REPORTS[:3]) as store:
            grown = ledger.fold(store.entries())
            for step in done:
                do(folder, store, step)
                grown = ledger.extend(grown, store.entries(after=grown.head.sequence))
                replayed = ledger.fold(store.entries())
                assert grown == replayed
                assert incidents(grown) == incidents(replayed)
                assert signed(grown) == signed(replayed)
                assert wiring.cases(grown) == wiring.cases(replayed)
            assert ledger.verify(store) == ()


@given(steps, st.integers(0, 2), st.integers(0, 2), st.sampled_from(["same", "different", "unsure"]))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_a_verdict_binds_through_linking_and_taking_it_back_restores(done, a, b, verdict) -> None:  # type: ignore[no-untyped-def]
    if a == b:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        with book_of(folder, REPORTS) as store:
            wiring.link(folder)
            for step in done:
                bound_before = step[0] == "judge" and step[2] == "different"
                if not bound_before and step[0] != "take out":  # the verdict must be free to bind
                    do(folder, store, step)
            wiring.link(folder)
            before = incidents(wiring.load(folder))
            judged = wiring.judge(folder, IDS[a], IDS[b], verdict, "Z. Reader")
            bound = incidents(wiring.load(folder))
            assert wiring.link(folder).new == 0
            assert incidents(wiring.load(folder)) == bound
            if verdict != "unsure":
                assert len(judged.incidents) == (1 if verdict == "same" else 2)
            wiring.take_back(folder, judged.entry.entry_id, "Z. Reader", "a slip")
            assert incidents(wiring.load(folder)) == before
