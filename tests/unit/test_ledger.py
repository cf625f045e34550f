"""Chains and folds, on entries made in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from according import ledger, record
from according.errors import BookBroken
from according.model import (
    Correction,
    Document,
    Entry,
    EventDate,
    EventTypes,
    Judgement,
    Mention,
    Problem,
    Reading,
    Retraction,
    Span,
)

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def chained(*values: record.Recorded, start: datetime = NOON) -> tuple[Entry, ...]:
    """Entries of the values, one an hour."""
    entries: list[Entry] = []
    for value in values:
        head = ledger.Head(entries[-1].sequence, entries[-1].entry_id) if entries else ledger.GENESIS
        body = record.kind_of(value), record.encode(value)
        entries += ledger.chain(head, [body], start + timedelta(hours=len(entries)))
    return tuple(entries)


def read(document: Document, reader: str = "r1", problems: tuple[Problem, ...] = ()) -> Reading:
    span = Span.of(document.content, 0, 3)
    mention = Mention(
        f"m-{document.document_id}", document.document_id, 1, EventDate(), None, EventTypes(), (), span
    )
    return Reading(document.document_id, reader, (mention,), (), problems)


ONE, TWO = Document("one", "", "Six people died."), Document("two", "", "Two people died.")


def test_an_entry_id_is_pinned() -> None:
    """Whoever checks a book by hand relies on this rule; see docs/book.md."""
    entry = chained(Problem("ACC-101", "no text"))[0]
    assert entry.previous_id == "fbc9186f4d872ec22019d629b1be40172529fe51579e66732c381b18d3d1d18c"
    assert entry.entry_id == "b2152b195533d4cf38b16d5012dcef4bd0c2d2890dec672ec5969342f560aea1"


def test_ids_hold_everything_before() -> None:
    first = chained(ONE, TWO)
    assert [entry.sequence for entry in first] == [1, 2]
    assert first[0].previous_id == ledger.GENESIS.entry_id
    assert first[1].previous_id == first[0].entry_id
    other = chained(replace(ONE, lang="en"), TWO)
    assert other[1].body == first[1].body
    assert other[1].entry_id != first[1].entry_id


def test_a_time_needs_a_zone_and_is_kept_in_utc() -> None:
    with pytest.raises(ValueError, match="zone"):
        ledger.chain(ledger.GENESIS, [("problem", "{}")], datetime(2026, 2, 1))
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    body = [("problem", record.encode(Problem("ACC-101", "x")))]
    assert ledger.chain(ledger.GENESIS, body, east) == ledger.chain(ledger.GENESIS, body, NOON)
    assert ledger.time_text(east) == "2026-02-01T12:00:00.000000+00:00"


def test_views_of_a_book() -> None:
    loose, within = Problem("ACC-101", "no text", "b.txt"), Problem("ACC-201", "odd", document_id="one")
    book = ledger.fold(chained(TWO, read(TWO), ONE, read(ONE, problems=(within,)), loose))
    assert list(book.documents) == ["one", "two"]
    assert book.documents["two"] == TWO
    assert list(book.readings) == ["one", "two"]
    assert list(book.mentions) == ["m-one", "m-two"]
    assert book.claims == {}
    assert book.problems == (loose, within)
    assert book.head.sequence == 5
    assert "three" not in book.documents


def test_the_latest_reading_counts() -> None:
    entries = chained(ONE, read(ONE, "r1"), read(ONE, "r2"))
    assert ledger.fold(entries).readings["one"].reader == "r2"
    again = chained(ONE, read(ONE, "r1"), read(ONE, "r2"), Retraction(entries[2].entry_id, "A. Reader"))
    assert ledger.fold(again).readings["one"].reader == "r1"


def test_a_retraction_takes_an_entry_out_of_the_view_only() -> None:
    entries = chained(ONE, read(ONE))
    book = ledger.fold(chained(ONE, read(ONE), Retraction(entries[0].entry_id, "A. Reader", "not a report")))
    assert not book.documents
    assert not book.readings
    assert not book.mentions
    assert len(book.entries) == 3
    assert book.standing.retractions[entries[0].entry_id].why == "not a report"


def test_a_document_added_anew_has_its_own_reading() -> None:
    changed = replace(ONE, text="Seven people died.")
    first = chained(ONE, read(ONE, "r1"))
    gone = Retraction(first[0].entry_id, "A. Reader")
    assert not ledger.fold(chained(ONE, read(ONE, "r1"), gone, changed)).readings
    book = ledger.fold(chained(ONE, read(ONE, "r1"), gone, changed, read(changed, "r2")))
    assert book.documents["one"] == changed
    assert book.readings["one"].reader == "r2"


def test_a_reading_without_its_document_is_not_in_the_view() -> None:
    assert not ledger.fold(chained(read(ONE))).readings


def test_the_latest_judgement_of_a_voice_on_a_pair_counts() -> None:
    said = Judgement("m-one", "m-two", "same", "rule 1")
    other = replace(said, by="A. Reader", verdict="unsure")
    turned = Judgement("m-two", "m-one", "different", "rule 1", "other day")
    book = ledger.fold(chained(said, other, turned))
    assert book.judgements == (other, turned)
    entries = chained(said, other, turned)
    without = chained(said, other, turned, Retraction(entries[2].entry_id, "A. Reader"))
    assert ledger.fold(without).judgements == (other, said)


def test_the_same_problem_twice_is_one() -> None:
    problem = Problem("ACC-101", "no text", "b.txt")
    assert ledger.fold(chained(problem, problem)).problems == (problem,)


def test_as_of_ignores_what_came_later() -> None:
    first = chained(ONE, read(ONE))
    entries = chained(ONE, read(ONE), TWO, Retraction(first[0].entry_id, "A. Reader"))
    assert list(ledger.fold(entries, NOON + timedelta(hours=1)).documents) == ["one"]
    assert list(ledger.fold(entries, NOON + timedelta(hours=2)).documents) == ["one", "two"]
    assert list(ledger.fold(entries).documents) == ["two"]
    assert not ledger.fold(entries, NOON - timedelta(seconds=1)).entries
    with pytest.raises(ValueError, match="zone"):
        ledger.fold(entries, datetime(2026, 2, 1))


def test_an_entry_that_cannot_be_read_is_named() -> None:
    broken = replace(chained(ONE)[0], body='{"about":"one"}')
    with pytest.raises(BookBroken, match="entry 1"):
        dict(ledger.fold([broken]).documents)
    with pytest.raises(BookBroken, match="entry 1"):
        len(ledger.fold([replace(broken, body="{}")]).documents)


def test_what_does_not_fit_the_text() -> None:
    good = read(ONE)
    assert ledger.misfits(ONE, good) == ()
    assert [p.code for p in ledger.misfits(replace(ONE, text="Five died."), good)] == ["ACC-402"]
    assert ledger.misfits(TWO, good)[0].message == "the reading is of another document"
    for start, end in ((0, 4), (-3, 0), (3, 3), (0, 999)):
        mention = replace(good.mentions[0], span=Span(start, end, "Six"))
        assert ledger.misfits(ONE, replace(good, mentions=(mention,)))


@pytest.mark.parametrize("change", ["body", "kind", "recorded_at", "previous_id", "sequence"])
def test_a_change_of_any_field_shows(change: str) -> None:
    first, second = chained(ONE, TWO)
    other = {
        "body": second.body.replace("Two", "Ten"),
        "kind": "reading",
        "recorded_at": second.recorded_at - timedelta(minutes=1),
        "previous_id": second.entry_id,
        "sequence": 3,
    }
    codes = [p.code for p in ledger.link_faults(first, replace(second, **{change: other[change]}))]
    assert "ACC-405" in codes
    assert list(ledger.link_faults(first, second)) == []


def test_a_correction_goes_with_its_document_and_the_latest_by_a_person_counts() -> None:
    first = Correction("one", "A. Reader", "its page", "two")
    other = Correction("one", "B. Reader", "a call", None)
    again = Correction("one", "A. Reader", "withdrawn after all")
    entries = chained(ONE, read(ONE), TWO, first, other, again)
    assert ledger.fold(entries).corrections == (again, other)
    back = chained(ONE, read(ONE), TWO, first, other, again, Retraction(entries[5].entry_id, "A. Reader"))
    assert ledger.fold(back).corrections == (first, other)
    gone = chained(ONE, read(ONE), TWO, first, Retraction(entries[0].entry_id, "A. Reader"), ONE)
    assert ledger.fold(gone).corrections == ()
    assert ledger.fold(entries, entries[3].recorded_at).corrections == (first,)
