"""A linkage that follows a book: from nothing, or by the entries since it was last looked at.

The book alone says what has been linked: a report that was in force when the model last signed a verdict has
been compared with all that were, and what the book says of them stands as signed. A report that came into
force since is compared with everything. Both ways give the same linkage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from according import record
from according.errors import AccordingError, BookBroken
from according.ledger import Book, fold
from according.link.clustering import is_by_person, newest_models
from according.link.growing import Linkage
from according.link.kept import Kept
from according.link.scoring import LINKER
from according.model import Claim, Correction, Document, Entry, Judgement, Mention, Reading

#: Under this key stand the numbers of entries that wait to be compared.
_ENTRIES = "entries"


class NotFollowed(AccordingError):
    """Entries change what is linked already: the book is to be linked from nothing. The message says how."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A linkage at the end of a book. `verdicts`: those that the book lacks. `compared`: how many reports
    were compared with the others."""

    linkage: Linkage
    verdicts: tuple[Judgement, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class _News:
    """What a linkage takes in: documents with their readings, and verdicts. `old`: the documents whose
    readings have been compared already."""

    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    verdicts: Sequence[Judgement]
    old: Set[str]


def from_nothing(book: Book, kept: Kept) -> tuple[Entry, ...]:
    """Take all that a book says of what has been compared into `kept`, which is empty. Gives the entries that
    are to be followed next, and notes them there: the reports that have not been compared, then their
    readings."""
    signed = (entry.sequence for (*_, by), entry in book.standing.judgements.items() if by == LINKER)
    last = max(signed, default=0)
    early = fold(entry for entry in book.entries if entry.sequence <= last).standing.readings
    standing = book.standing
    old = {name for name, entry in standing.readings.items() if early.get(name) == entry}
    models = newest_models((*book.judgements, Judgement("", "", "unsure", LINKER)))
    verdicts = [v for v in book.judgements if is_by_person(v) or v.by in models]
    readings = {name: book.readings[name] for name in old}
    _take_in(kept, _News(book.documents, readings, verdicts, old))
    new = sorted(standing.readings.keys() - old)
    waiting = [entries[name] for entries in (standing.documents, standing.readings) for name in new]
    kept.waiting[_ENTRIES] = [entry.sequence for entry in waiting]
    return tuple(waiting)


def waiting_in(kept: Kept) -> tuple[int, ...]:
    """The numbers of the entries that were not compared when `kept` was written down; they are to be
    followed before those that came since."""
    return tuple(kept.waiting[_ENTRIES])


def follow(kept: Kept, entries: Iterable[Entry]) -> Followed:
    """The linkage held in `kept` with the entries that came since. NotFollowed where they are more than new
    reports and verdicts."""
    news = _news_of(kept, entries)
    linkage = _take_in(kept, news)
    new = sorted(news.readings.keys() - news.old)
    found = linkage.add(*_parts(news, new))
    kept.documents.update(dict.fromkeys(new, 1))
    kept.waiting[_ENTRIES].clear()
    return Followed(linkage, found, len(new))


def _news_of(kept: Kept, entries: Iterable[Entry]) -> _News:
    """What the entries say. A report read before the model last signed a verdict has been compared."""
    documents: dict[str, Document] = {}
    readings: dict[str, Reading] = {}
    verdicts: list[Judgement] = []
    compared = 0
    for entry in entries:
        value = _value_of(entry)
        if isinstance(value, Document):
            _must(value.document_id not in documents, "a report was added twice")
            _must(value.document_id not in kept.documents, "a report was added again")
            documents[value.document_id] = value
        elif isinstance(value, Reading):
            fresh = value.document_id in documents and value.document_id not in readings
            _must(fresh, "a report was read again")
            readings[value.document_id] = value
        elif isinstance(value, Judgement):
            _must(is_by_person(value) or value.by == LINKER, "another model has judged")
            verdicts.append(value)
            compared = len(readings) if value.by == LINKER else compared
        elif isinstance(value, Correction):
            known = value.document_id in kept.documents or value.document_id in documents
            _must(known and not value.taken_out, "a report was taken out or put back")
        else:
            _must(entry.kind == "problem", "an entry was taken back")
    return _News(documents, readings, verdicts, set(islice(readings, compared)))


def _take_in(kept: Kept, news: _News) -> Linkage:
    """Take in what has been compared, and what was said."""
    linkage = Linkage(kept)
    linkage.learn(*_parts(news, sorted(news.old)))
    linkage.judge(news.verdicts)
    kept.documents.update(dict.fromkeys(news.old, 1))
    return linkage


def _parts(news: _News, names: Iterable[str]) -> tuple[list[Mention], list[Claim], Mapping[str, Document]]:
    """The mentions and claims of some documents."""
    readings = [news.readings[name] for name in names]
    mentions = [mention for reading in readings for mention in reading.mentions]
    return mentions, [claim for reading in readings for claim in reading.claims], news.documents


def _value_of(entry: Entry) -> record.Recorded:
    try:
        return record.decode(entry.kind, entry.body)
    except record.RecordError as fault:
        raise BookBroken(f"entry {entry.sequence} cannot be read ({fault}): run verify") from fault


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotFollowed(otherwise)
