"""What people say of reports, in whatever order: who said what last decides, and views come back whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from according import ledger, record, wiring
from according.analysis.correcting import corrections_in
from according.analysis.difference import difference
from according.model import Correction, Judgement, Retraction
from keeping import additions

START = datetime(2026, 2, 1, tzinfo=UTC)
REPORTS = additions()[:4]
IDS = [addition.document.document_id for addition in REPORTS]
MENTIONS = [addition.reading.mentions[0].mention_id for addition in REPORTS]
#: The reports are told to be of one event, so that there is one toll for corrections to act on.
TOGETHER = [
    Judgement(*sorted((MENTIONS[0], other)), "same", "A. Reader")  # type: ignore[misc]
    for other in MENTIONS[1:]
]
FEW = settings(max_examples=40, deadline=None, derandomize=True)

words = st.builds(
    lambda report, by, kind, other: Correction(
        report,
        by,
        "its page",
        other if kind == "in" and other != report else None,
        kind == "stands",
        kind == "out",
    ),
    st.sampled_from(IDS),
    st.sampled_from(["A. Reader", "B. Reader", "C. Editor"]),
    st.sampled_from(["in", "withdrawn", "stands", "out"]),
    st.sampled_from(IDS),
)
#: A word on a report, or the n-th word so far taken back.
histories = st.lists(words | st.integers(0, 9), max_size=8)


def grown(book: ledger.Book, *values: record.Recorded) -> ledger.Book:
    """The book with further values, each recorded a minute after the one before."""
    for value in values:
        body = record.kind_of(value), record.encode(value)
        moment = START + timedelta(minutes=book.head.sequence)
        book = ledger.extend(book, ledger.chain(book.head, [body], moment))
    return book


def told(history: list[Correction | int], book: ledger.Book) -> ledger.Book:
    for step in history:
        if isinstance(step, Correction):
            book = grown(book, step)
        elif entries := [e for e in book.entries if e.kind == "correction"]:
            book = grown(book, Retraction(entries[step % len(entries)].entry_id, "C. Editor", "a slip"))
    return book


def texts() -> list[record.Recorded]:
    return [value for a in REPORTS for value in (a.document, a.reading)]


BASE = grown(ledger.Book(), *texts(), *TOGETHER)


def views(book: ledger.Book) -> tuple[object, ...]:
    """What a reader sees of the book: reports, what people say of them, incidents with their tolls."""
    cases = wiring.cases(book)
    standing = [(s.corrected, s.report_stands, s.taken_out) for s in corrections_in(book, cases)]
    return dict(book.documents), book.corrections, cases, sorted(standing, key=repr)


@given(
    st.lists(words, max_size=6, unique_by=lambda c: (c.document_id, c.by)), st.randoms(use_true_random=False)
)
@FEW
def test_the_order_of_different_peoples_words_does_not_matter(said, chance) -> None:  # type: ignore[no-untyped-def]
    other = list(said)
    chance.shuffle(other)
    assert views(told(said, BASE)) == views(told(other, BASE))


@given(st.lists(words, max_size=5), st.randoms(use_true_random=False))
@FEW
def test_when_reports_were_added_does_not_matter_to_words_on_them(said, chance) -> None:  # type: ignore[no-untyped-def]
    """Each report comes at any time before what is said of it and names it."""
    late, waiting = ledger.Book(), list(REPORTS)
    chance.shuffle(waiting)
    for word in said:
        for addition in [
            a for a in waiting if a.document.document_id in (word.document_id, word.corrected_in)
        ]:
            waiting.remove(addition)
            late = grown(late, addition.document, addition.reading)
        late = grown(late, word)
    late = grown(late, *(value for a in waiting for value in (a.document, a.reading)), *TOGETHER)
    assert views(late) == views(told(said, BASE))


@given(histories, st.sampled_from(IDS))
@FEW
def test_a_report_taken_out_is_in_no_view_and_comes_back_whole(history, name) -> None:  # type: ignore[no-untyped-def]
    before = told(history, BASE)
    out = grown(before, Correction(name, "Z. Reader", "a duplicate", taken_out=True))
    assert name not in out.documents
    assert name not in out.readings
    assert name not in {m.document_id for m in out.mentions.values()}
    assert name not in {c.document_id for c in out.claims.values()}
    assert name not in {d for case in wiring.cases(out) for d in case.documents}
    assert set(before.documents) - {name} == set(out.documents)
    back = grown(out, Retraction(out.entries[-1].entry_id, "C. Editor", "it belongs here"))
    assert (dict(back.documents), dict(back.readings)) == (dict(before.documents), dict(before.readings))
    assert (back.corrections, back.judgements) == (before.corrections, before.judgements)
    assert wiring.cases(back) == wiring.cases(before)


@given(histories, st.integers(0, 8))
@FEW
def test_replayed_equals_grown_and_every_past_stays_what_it_was(history, cut) -> None:  # type: ignore[no-untyped-def]
    early = told(history[:cut], BASE)
    seen = views(early)
    late = told(history[cut:], early)
    assert views(ledger.fold(late.entries)) == views(late)
    then = early.entries[-1].recorded_at
    assert views(ledger.fold(late.entries, then)) == seen
    changed = difference(early, late, wiring.cases(early), wiring.cases(late)).changes
    assert not changed or late.entries != early.entries
    assert all(change.causes for change in changed)


@given(histories)
@FEW
def test_of_a_standing_report_every_figure_is_used_or_set_aside(history) -> None:  # type: ignore[no-untyped-def]
    book = told(history, BASE)
    out = {c.document_id for c in book.corrections if c.taken_out}
    assert set(book.documents) == set(IDS) - out
    for case in wiring.cases(book):
        weighed = {name for t in case.tolls for name in (*t.used, *(s.claim_id for s in t.set_aside))}
        assert {c.claim_id for c in case.claims} <= weighed
        used = {name for t in case.tolls for name in t.used}
        assert used.isdisjoint(c.claim_id for c in case.claims if c.document_id in case.corrected)
