"""Differences add up: every incident is accounted for once, and nothing changes without an entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from according import ledger, record, wiring
from according.analysis.difference import difference
from according.model import Judgement, Retraction
from keeping import additions

START = datetime(2026, 2, 1, tzinfo=UTC)
REPORTS = additions()
MENTIONS = [addition.reading.mentions[0].mention_id for addition in REPORTS]

histories = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, len(REPORTS) - 1)),
        st.tuples(
            st.just("judge"),
            st.lists(st.sampled_from(MENTIONS), min_size=2, max_size=2, unique=True),
            st.sampled_from(["same", "different", "unsure"]),
            st.sampled_from(["A. Reader", "B. Reader", "model:x"]),
        ),
        st.tuples(st.just("retract"), st.integers(0, 30)),
    ),
    max_size=12,
)


def book_of(history) -> ledger.Book:  # type: ignore[no-untyped-def]
    """One step a day, upon three reports."""
    book = ledger.Book()
    steps = [*(("add", n) for n in range(3)), *history]
    for n, step in enumerate(steps):
        values: list[record.Recorded] = []
        if step[0] == "add":
            values = [REPORTS[step[1]].document, REPORTS[step[1]].reading]
        elif step[0] == "judge":
            weight = 2.0 if step[3] == "model:x" else None
            values = [Judgement(*sorted(step[1]), step[2], step[3], "", weight)]
        elif step[1] < len(book.entries) and book.entries[step[1]].kind != "retraction":
            values = [Retraction(book.entries[step[1]].entry_id, "C. Editor", "looked again")]
        bodies = [(record.kind_of(value), record.encode(value)) for value in values]
        book = ledger.extend(book, ledger.chain(book.head, bodies, START + timedelta(days=n)))
    return book


@given(histories, st.integers(0, 14), st.integers(0, 14))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_every_incident_is_accounted_for_once(history, one, other) -> None:  # type: ignore[no-untyped-def]
    book = book_of(history)
    days = sorted((one, other))
    early, late = (ledger.fold(book.entries, START + timedelta(days=n)) for n in days)
    before, after = wiring.cases(early), wiring.cases(late)
    found = difference(early, late, before, after)
    old = [c.incident.incident_id for change in found.changes for c in change.before]
    new = [c.incident.incident_id for change in found.changes for c in change.after]
    assert len(old) == len(set(old))
    assert len(new) == len(set(new))
    assert len(before) == len(old) + found.unchanged
    assert len(after) == len(new) + found.unchanged
    assert {c.incident.incident_id for c in before} - set(old) == {
        c.incident.incident_id for c in after
    } - set(new)
    if early.entries == late.entries:
        assert found.changes == ()
    for change in found.changes:
        assert change.causes, change.kind
        assert {i for c in change.causes for i in c.entry_ids} <= {
            e.entry_id for e in late.entries[len(early.entries) :]
        }
