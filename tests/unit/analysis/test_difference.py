"""What changed between two moments: the kinds of change, the tolls that moved, and who did it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from according import ledger, record, wiring
from according.analysis.difference import Change, Difference, difference
from according.ledger import Book
from according.model import Judgement, Retraction
from keeping import additions

START = datetime(2026, 2, 1, tzinfo=UTC)
REPORTS = {addition.document.document_id: addition for addition in additions()}
IDS = {name: addition.reading.mentions[0].mention_id for name, addition in REPORTS.items()}


def book_of(*moments: tuple[record.Recorded, ...]) -> Book:
    """A book that learns the values of each moment a day after those of the one before."""
    book = Book()
    for n, values in enumerate(moments):
        bodies = [(record.kind_of(value), record.encode(value)) for value in values]
        book = ledger.extend(book, ledger.chain(book.head, bodies, START + timedelta(days=n)))
    return book


def report(*names: str) -> tuple[record.Recorded, ...]:
    return tuple(v for name in names for v in (REPORTS[name].document, REPORTS[name].reading))


def said(a: str, b: str, verdict: str, by: str = "A. Reader") -> Judgement:
    low, high = sorted((IDS[a], IDS[b]))
    return Judgement(low, high, verdict, by, weight=3.0 if by.startswith("model:") else None)  # type: ignore[arg-type]


def between(book: Book, first: int, second: int) -> Difference:
    early, late = (ledger.fold(book.entries, START + timedelta(days=n)) for n in (first, second))
    return difference(early, late, wiring.cases(early), wiring.cases(late))


def only(found: Difference) -> Change:
    [change] = found.changes
    return change


def test_an_incident_appears_with_its_report() -> None:
    book = book_of(report("gulf-page"), report("pothohar"))
    found = between(book, 0, 1)
    change = only(found)
    assert (change.kind, change.before, found.unchanged) == ("appeared", (), 1)
    assert [c.incident.mention_ids for c in change.after] == [(IDS["pothohar"],)]
    assert [(c.kind, c.by, c.document_ids) for c in change.causes] == [
        ("document", "Pothohar", ("pothohar",))
    ]
    assert found.entries == {"document": 1, "reading": 1}
    assert all(moved.before == () and moved.after for moved in change.moved)


def test_a_verdict_joins_its_retraction_splits_and_both_are_signed() -> None:
    judged = book_of(report("gulf-page", "pothohar"), (said("gulf-page", "pothohar", "same"),))
    joined = only(between(judged, 0, 1))
    assert (joined.kind, len(joined.before), len(joined.after)) == ("joined", 2, 1)
    assert [(c.kind, c.by, c.verdict) for c in joined.causes] == [("judgement", "A. Reader", "same")]
    assert set(joined.causes[0].document_ids) == {"gulf-page", "pothohar"}
    dead = next(m for m in joined.moved if (m.measure, m.category) == ("deaths", "armed_group"))
    assert (len(dead.before), len(dead.after)) == (2, 1)

    undone = Retraction(judged.entries[-1].entry_id, "B. Editor", "other towns")
    bodies = [(record.kind_of(undone), record.encode(undone))]
    later = ledger.extend(judged, ledger.chain(judged.head, bodies, START + timedelta(days=2)))
    split = only(between(later, 1, 2))
    assert (split.kind, len(split.before), len(split.after)) == ("split", 1, 2)
    [cause] = split.causes
    assert (cause.kind, cause.by, cause.why, cause.undoes) == (
        "retraction",
        "B. Editor",
        "other towns",
        "judgement",
    )
    assert between(later, 0, 2).changes == ()


def test_a_models_judgements_are_one_cause() -> None:
    names = ("gulf-page", "pothohar", "three-rivers")
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    book = book_of(report(*names), tuple(said(a, b, "same", "model:x") for a, b in pairs))
    change = only(between(book, 0, 1))
    assert change.kind == "joined"
    assert [(c.kind, c.by, len(c.entry_ids)) for c in change.causes] == [("model", "model:x", 3)]


def test_further_reports_and_a_retracted_one() -> None:
    same = said("gulf-page", "pothohar", "same")
    book = book_of(report("gulf-page"), (*report("pothohar"), same))
    assert only(between(book, 0, 1)).kind == "grew"
    gone = Retraction(book.entries[2].entry_id, "B. Editor", "a satire")
    bodies = [(record.kind_of(gone), record.encode(gone))]
    later = ledger.extend(book, ledger.chain(book.head, bodies, START + timedelta(days=2)))
    change = only(between(later, 1, 2))
    assert change.kind == "shrank"
    assert [(c.kind, c.by, c.document_ids) for c in change.causes] == [
        ("retraction", "B. Editor", ("pothohar",))
    ]


def test_a_report_read_again_stays_the_same_incident() -> None:
    first = REPORTS["gulf-page"].reading
    mention = replace(first.mentions[0], mention_id="a" * 64)
    claims = tuple(replace(c, mention_id=mention.mention_id) for c in first.claims[:1])
    again = replace(first, reader="by another", mentions=(mention,), claims=claims)
    change = only(between(book_of(report("gulf-page"), (again,)), 0, 1))
    assert change.kind == "changed"
    assert (len(change.before), len(change.after)) == (1, 1)
    assert [(c.kind, c.by) for c in change.causes] == [("reading", "Gulf Page")]
    assert change.moved


def test_what_changes_nothing_is_counted_only() -> None:
    book = book_of(
        report("gulf-page", "pothohar"),
        (said("gulf-page", "pothohar", "different"), *report("open-courtyard")),
    )
    found = between(book, 0, 1)
    assert only(found).kind == "appeared"
    assert (found.unchanged, found.entries["judgement"]) == (2, 1)
    assert between(book, 1, 1).changes == ()
