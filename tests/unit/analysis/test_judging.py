"""People's verdicts: whom an id names, what an error offers, and how each verdict stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from according import ledger, record
from according.analysis import judging
from according.errors import UsageError
from according.ledger import Book
from according.model import Judgement, Reading, Retraction
from keeping import additions

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def recorded(book: Book, *values: record.Recorded) -> Book:
    bodies = [(record.kind_of(value), record.encode(value)) for value in values]
    return ledger.extend(book, ledger.chain(book.head, bodies, NOW))


@pytest.fixture(scope="module")
def book() -> Book:
    """Seven reports with a mention each; "coast-reporter" has two."""
    found: list[record.Recorded] = []
    for addition in additions():
        reading = addition.reading
        if reading.document_id == "coast-reporter":
            first = reading.mentions[0]
            second = replace(first, mention_id="f" * 64, rank=2)
            reading = replace(reading, mentions=(first, second))
        found += [addition.document, reading]
    return recorded(Book(), *found)


def id_of(book: Book, document_id: str) -> str:
    return book.readings[document_id].mentions[0].mention_id


def test_a_mention_goes_by_its_id_its_beginning_or_its_report(book: Book) -> None:
    mention_id = id_of(book, "gulf-page")
    for words in (mention_id, mention_id[:10], mention_id[:10].upper(), "gulf-page", "gulf"):
        assert judging.mention_named(book, words).mention_id == mention_id


def test_what_fits_several_lists_them(book: Book) -> None:
    with pytest.raises(UsageError) as fault:
        judging.mention_named(book, "coast-reporter")
    assert "fits 2 mentions" in str(fault.value)
    assert id_of(book, "coast-reporter")[:12] in str(fault.value)
    assert "f" * 12 in str(fault.value)
    assert "Quetta, Balochistan" in str(fault.value)


def test_an_incident_is_named_by_its_mentions(book: Book) -> None:
    pair = sorted((id_of(book, "gulf-page"), id_of(book, "pothohar")))
    joined = recorded(book, Judgement(pair[0], pair[1], "same", "A. Reader"))
    [incident] = [
        i
        for i in judging.incidents_of(joined.mentions.values(), joined.judgements)
        if len(i.mention_ids) == 2
    ]
    with pytest.raises(UsageError) as fault:
        judging.mention_named(joined, incident.incident_id[:12])
    assert all(mention_id[:12] in str(fault.value) for mention_id in pair)


@pytest.mark.parametrize("words", ["", "gul", "nothing-such", "0000"])
def test_what_fits_nothing_says_where_ids_are(book: Book, words: str) -> None:
    with pytest.raises(UsageError, match="according link BOOK --as documents"):
        judging.mention_named(book, words)


def test_a_report_without_an_event_cannot_be_judged(book: Book) -> None:
    quiet = replace(additions()[0].document, document_id="quiet", text="Rain.", title="")
    with pytest.raises(UsageError, match="tells of no event"):
        judging.mention_named(recorded(book, quiet, Reading("quiet", "by hand", (), ())), "quiet")


def test_a_verdict_is_signed_by_a_person_on_two_mentions(book: Book) -> None:
    made = judging.verdict_on(book, "pothohar", "gulf-page", "same", "  A.  Reader ", "one\nblast")
    assert (made.by, made.why, made.weight) == ("A. Reader", "one blast", None)
    assert made == judging.verdict_on(book, "gulf-page", "pothohar", "same", "A. Reader", "one blast")
    for by in ("", "  ", "model:link-9"):
        with pytest.raises(UsageError, match="--by NAME"):
            judging.verdict_on(book, "pothohar", "gulf-page", "same", by)
    with pytest.raises(UsageError, match="same mention"):
        judging.verdict_on(book, "pothohar", "potho", "same", "A. Reader")


def test_how_each_verdict_stands(book: Book) -> None:
    a, b = "gulf-page", "pothohar"
    first = judging.verdict_on(book, a, b, "same", "A. Reader")
    second = judging.verdict_on(book, a, b, "different", "A. Reader")
    other = judging.verdict_on(book, a, b, "unsure", "B. Reader")
    gone = Judgement("0" * 64, "1" * 64, "same", "A. Reader")
    full = recorded(book, first, second, other, gone, replace(first, by="model:x", weight=2.0))
    assert [s.state for s in judging.signed(full)] == ["replaced", "in_force", "in_force", "waiting"]
    assert judging.standing_equal(full, second) is not None
    assert judging.standing_equal(full, first) is None
    assert [o.by for o in judging.opposed(full, second)] == ["B. Reader"]
    entry = judging.signed(full)[1].entry
    undone = recorded(full, judging.retraction_of(full, entry.entry_id[:12], "B. Reader", "wrong town"))
    states = judging.signed(undone)
    assert [s.state for s in states] == ["in_force", "retracted", "in_force", "waiting"]
    assert states[1].undone is not None
    assert states[1].undone.retraction == Retraction(entry.entry_id, "B. Reader", "wrong town")


def test_what_may_be_retracted(book: Book) -> None:
    mine = judging.verdict_on(book, "gulf-page", "pothohar", "same", "A. Reader")
    full = recorded(book, mine, replace(mine, by="model:x", weight=2.0))
    own, model = full.entries[-2], full.entries[-1]
    with pytest.raises(UsageError, match="--why"):
        judging.retraction_of(full, own.entry_id, "A. Reader", " ")
    with pytest.raises(UsageError, match="--by NAME"):
        judging.retraction_of(full, own.entry_id, "", "wrong")
    with pytest.raises(UsageError, match="overrule it"):
        judging.retraction_of(full, model.entry_id, "A. Reader", "wrong")
    for words in ("abc", "0" * 64, full.entries[0].entry_id):
        with pytest.raises(UsageError, match="--list"):
            judging.retraction_of(full, words, "A. Reader", "wrong")
    undone = recorded(full, judging.retraction_of(full, own.entry_id, "A. Reader", "wrong"))
    with pytest.raises(UsageError, match="already"):
        judging.retraction_of(undone, own.entry_id, "A. Reader", "wrong")
