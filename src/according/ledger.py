"""The book as a value: entries chained by hash, folded into what they say, and checked.

Nothing here opens a file or a clock. `fold` is pure: the same entries give the same book, all at once or
bit by bit, and no view depends on the order in which different documents were added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar, cast

from according import record
from according.errors import BookBroken, BookError
from according.model import (
    Claim,
    Correction,
    Document,
    Entry,
    Judgement,
    Mention,
    Problem,
    Reading,
    Retraction,
    Span,
    content_id,
)
from according.ports import Head, Originals, Store

V = TypeVar("V", Document, Reading)

#: What the first entry follows. Its text names the format, so that books of other formats never chain on.
GENESIS = Head(0, content_id("according", "book", 1))


def entry_id_of(sequence: int, kind: str, body: str, recorded_at: datetime, previous_id: str) -> str:
    """The id of an entry: the hash of everything in it, the id of the entry before it included."""
    return content_id("entry", sequence, kind, body, time_text(recorded_at), previous_id)


def time_text(moment: datetime) -> str:
    """A moment as the book writes it: UTC to the microsecond."""
    return utc(moment).isoformat(timespec="microseconds")


def utc(moment: datetime) -> datetime:
    """The moment in UTC. ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time in the book needs a zone: give UTC")
    return moment.astimezone(UTC)


def chain(head: Head, bodies: Iterable[tuple[str, str]], recorded_at: datetime) -> tuple[Entry, ...]:
    """The entries of (kind, body) pairs that follow the head, all recorded at the same moment."""
    entries, moment = [], utc(recorded_at)
    sequence, previous_id = head.sequence, head.entry_id
    for kind, body in bodies:
        sequence += 1
        entry_id = entry_id_of(sequence, kind, body, moment, previous_id)
        entries.append(Entry(sequence, kind, body, moment, previous_id, entry_id))
        previous_id = entry_id
    return tuple(entries)


def misfits(document: Document, reading: Reading) -> tuple[Problem, ...]:
    """Every span of the reading whose quote is not what stands there in the document (ACC-402), and a
    reading, mention or claim of another document."""
    content, found = document.content, []
    owners = {reading.document_id, *(mention.document_id for mention in reading.mentions)}
    if owners | {claim.document_id for claim in reading.claims} != {document.document_id}:
        found.append(_problem("ACC-402", "the reading is of another document", document.document_id))
    for span in _spans(reading):
        if not 0 <= span.start < span.end or content[span.start : span.end] != span.quote:
            message = f"characters {span.start} to {span.end} are not what the reading quotes"
            found.append(_problem("ACC-402", message, document.document_id))
    return tuple(found)


def _problem(code: str, message: str, document_id: str | None = None, where: str = "") -> Problem:
    return Problem(code, message, where, document_id)


def _spans(reading: Reading) -> Iterator[Span]:
    """All spans of a reading but those of its problems, which may be of the bytes before extraction."""
    for claim in reading.claims:
        yield claim.span
        yield from (voice.span for voice in claim.voices if voice.span is not None)
    for mention in reading.mentions:
        yield mention.span
        yield from (actor.span for actor in mention.actors if actor.span is not None)
        yield from (extent.span for extent in mention.extents)


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries in force, by what they are about; everything in the order of its key.

    A document, reading, judgement, correction or problem is in force unless an entry retracts it. The latest
    reading of a document counts; a reading goes with its document. The latest judgement by the same voice on
    the same two mentions counts, and the latest correction by the same person of the same document; a
    correction goes with its document. A document that a person has taken out stands apart with its reading
    for as long as that word is in force. A retraction is final: what it took out is put back by recording it
    again.
    """

    documents: Mapping[str, Entry]
    readings: Mapping[str, Entry]
    judgements: Mapping[tuple[str, str, str], Entry]
    corrections: Mapping[tuple[str, str], Entry]
    problems: tuple[Entry, ...]
    retractions: Mapping[str, Retraction]
    taken_out: Mapping[str, Entry]


@dataclass(frozen=True)
class Book:
    """What the entries say, as the book knew it at `as_of` (None: by now). Immutable.

    Views are made when they are first asked for. Entries that are not canonical raise BookBroken then.
    """

    entries: tuple[Entry, ...] = ()
    as_of: datetime | None = None
    _read: dict[str, record.Recorded] = field(default_factory=dict, repr=False, compare=False)

    @property
    def head(self) -> Head:
        """Where the chain of the folded entries ends."""
        return Head(self.entries[-1].sequence, self.entries[-1].entry_id) if self.entries else GENESIS

    @cached_property
    def standing(self) -> Standing:
        """The entries in force."""
        return _standing(self.entries, self.value_of)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id, in the order of ids."""
        return _Values(self, self.standing.documents)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """The reading in force of each document, by the document's id, in the order of ids."""
        return _Values(self, self.standing.readings)

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """Mentions by id, documents in the order of ids. Reads the whole book."""
        found = (mention for reading in self.readings.values() for mention in reading.mentions)
        return MappingProxyType({mention.mention_id: mention for mention in found})

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id, documents in the order of ids. Reads the whole book."""
        found = (claim for reading in self.readings.values() for claim in reading.claims)
        return MappingProxyType({claim.claim_id: claim for claim in found})

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements in force, in the order of mentions and names. The mentions may be out of force."""
        return tuple(cast(Judgement, self.value_of(entry)) for entry in self.standing.judgements.values())

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """Corrections in force, in the order of documents and names. The correcting document may be out of
        force."""
        return tuple(cast(Correction, self.value_of(entry)) for entry in self.standing.corrections.values())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Problems in force: those of readings and those recorded by themselves. Reads the whole book."""
        found = [problem for reading in self.readings.values() for problem in reading.problems]
        found += [cast(Problem, self.value_of(entry)) for entry in self.standing.problems]
        return tuple(sorted(found, key=lambda p: (p.document_id or "", p.code, p.where, p.message)))

    def value_of(self, entry: Entry) -> record.Recorded:
        """What an entry says. BookBroken where it cannot be read. All but documents are kept once read:
        texts are large and quick to read again."""
        value = self._read.get(entry.entry_id)
        if value is None:
            try:
                value = record.decode(entry.kind, entry.body)
            except record.RecordError as fault:
                raise BookBroken(f"entry {entry.sequence} cannot be read ({fault}): run verify") from fault
            if not isinstance(value, Document):
                self._read[entry.entry_id] = value
        return value


class _Values(Mapping[str, V], Generic[V]):
    """Entries by key, read at first use: most questions touch few of a book's texts."""

    def __init__(self, book: Book, entries: Mapping[str, Entry]) -> None:
        self._book, self._entries = book, entries

    def __getitem__(self, key: str) -> V:
        return cast(V, self._book.value_of(self._entries[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<{len(self)} by id>"


def fold(entries: Iterable[Entry], as_of: datetime | None = None) -> Book:
    """The book that the entries make, in their order. `as_of` (with a zone): as the book knew it at that
    moment; later entries are ignored."""
    return extend(Book(as_of=None if as_of is None else utc(as_of)), entries)


def extend(book: Book, entries: Iterable[Entry]) -> Book:
    """The book with further entries, as of the same moment: equal to folding all at once."""
    limit = book.as_of
    known = (entry for entry in entries if limit is None or entry.recorded_at <= limit)
    return replace(book, entries=(*book.entries, *known))


def _standing(entries: tuple[Entry, ...], value_of: Callable[[Entry], record.Recorded]) -> Standing:
    retractions = {
        retraction.entry_id: retraction
        for entry in entries
        if entry.kind == "retraction"
        for retraction in (cast(Retraction, value_of(entry)),)
    }
    documents, readings = _documents(entries, retractions)
    corrections = _corrections(entries, retractions, documents, value_of)
    said = (cast(Correction, value_of(entry)) for entry in corrections.values())
    out = {correction.document_id for correction in said if correction.taken_out}
    judgements, problems = {}, {}
    for entry in entries:
        if entry.entry_id in retractions:
            continue
        if entry.kind == "judgement":
            judgements[_pair_and_voice(cast(Judgement, value_of(entry)))] = entry
        elif entry.kind == "problem":
            problems[entry.body] = entry
    return Standing(
        _by_key(documents, documents.keys() - out),
        _by_key(readings, readings.keys() - out),
        MappingProxyType(dict(sorted(judgements.items()))),
        corrections,
        tuple(problems[body] for body in sorted(problems)),
        MappingProxyType(retractions),
        _by_key(documents, out),
    )


def _by_key(entries: Mapping[str, Entry], among: Collection[str]) -> Mapping[str, Entry]:
    return MappingProxyType({key: entries[key] for key in sorted(among)})


def _pair_and_voice(judgement: Judgement) -> tuple[str, str, str]:
    first, second = sorted((judgement.mention_a, judgement.mention_b))
    return first, second, judgement.by


def _documents(
    entries: Iterable[Entry], retractions: Mapping[str, Retraction]
) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Documents in force and their readings. A reading belongs to the latest document entry before it, so
    that a document retracted and added anew does not keep the readings of its old text."""
    documents: dict[str, Entry] = {}
    readings: dict[str, Entry] = {}
    text_read: dict[str, Entry] = {}
    latest: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind not in ("document", "reading"):
            continue
        document_id = _about(entry)
        if entry.kind == "document":
            latest[document_id] = entry
        text = latest.get(document_id)
        if text is None or text.entry_id in retractions or entry.entry_id in retractions:
            continue
        if entry.kind == "document":
            documents[document_id] = entry
        else:
            readings[document_id], text_read[document_id] = entry, text
    return documents, {key: entry for key, entry in readings.items() if documents[key] is text_read[key]}


def _corrections(
    entries: Iterable[Entry],
    retractions: Mapping[str, Retraction],
    documents: Mapping[str, Entry],
    value_of: Callable[[Entry], record.Recorded],
) -> Mapping[tuple[str, str], Entry]:
    """Corrections in force, by document and person: those recorded after the text of the document that is in
    force, or would be had nobody taken it out."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.kind == "correction" and entry.entry_id not in retractions:
            correction = cast(Correction, value_of(entry))
            text = documents.get(correction.document_id)
            if text is not None and text.sequence < entry.sequence:
                found[correction.document_id, correction.by] = entry
    return MappingProxyType(dict(sorted(found.items())))


def _about(entry: Entry) -> str:
    try:
        return record.document_id_of(entry.body)
    except record.RecordError as fault:
        raise BookBroken(f"entry {entry.sequence} cannot be read ({fault}): run verify") from fault


def verify(
    store: Store, noted: Head | None = None, each: Callable[[Entry], object] = lambda entry: None
) -> tuple[Problem, ...]:
    """What was changed in the book or lost from it (ACC-402 to ACC-411), in the order of entries; `where`
    names the entry. () proves that every entry is as it was written, every text is the one that was read,
    every span quotes it and every original is there; that nothing was cut off at the end is proved up to
    `noted`, a head kept outside the book. `each` is called with every entry as it is checked.
    """
    try:
        return tuple(_faults(store, noted, each))
    except BookBroken as fault:
        return (_problem("ACC-408", str(fault), where="book"),)


def _faults(store: Store, noted: Head | None, each: Callable[[Entry], object]) -> Iterator[Problem]:
    contents = _Contents(store)
    stated, last, passed = store.head(), None, noted in (None, GENESIS)
    for entry in store.entries():
        yield from link_faults(last, entry)
        yield from contents.faults(entry)
        last = entry
        passed = passed or noted == Head(entry.sequence, entry.entry_id)
        each(entry)
    end = GENESIS if last is None else Head(last.sequence, last.entry_id)
    if end != stated:
        message = f"the last entry is {end.sequence}, but the book was written up to {stated.sequence}"
        yield _problem("ACC-407", message, where=f"entry {end.sequence}")
    if noted is not None and not passed:
        message = f"entry {noted.sequence} is not the one that was noted ({noted.entry_id[:12]}…)"
        yield _problem("ACC-407", message, where=f"entry {noted.sequence}")


def link_faults(previous: Entry | None, entry: Entry) -> Iterator[Problem]:
    """What is wrong with an entry itself and with its place after the previous one (None: the first)."""
    before = GENESIS if previous is None else Head(previous.sequence, previous.entry_id)
    where = f"entry {entry.sequence}"
    if entry.entry_id != entry_id_of(
        entry.sequence, entry.kind, entry.body, entry.recorded_at, entry.previous_id
    ):
        yield _problem("ACC-405", f"the {entry.kind}, its time or its place was changed", where=where)
    if entry.sequence != before.sequence + 1:
        lost = f"{before.sequence + 1} to {entry.sequence - 1}"
        yield _problem("ACC-406", f"entries {lost} are missing", where=where)
    elif entry.previous_id != before.entry_id:
        yield _problem("ACC-406", "it was not written after the entry before it", where=where)
    if previous is not None and entry.recorded_at < previous.recorded_at:
        yield _problem("ACC-411", "its time is before that of the entry before it", where=where)


class _Contents:
    """Checks what entries hold, one after the other: texts, spans, originals and references."""

    def __init__(self, store: Store) -> None:
        self._store, self._originals = store, _Originals(store.archive)
        self._texts: dict[str, int] = {}
        self._ids: set[str] = set()
        self._latest: Document | None = None

    def faults(self, entry: Entry) -> Iterator[Problem]:
        """What is wrong with the entry's content. Entries come in order."""
        where = f"entry {entry.sequence}"
        try:
            value, stated = record.decode_with_hash(entry.kind, entry.body)
        except record.RecordError as fault:
            yield _problem("ACC-408", str(fault), where=where)
            return
        if isinstance(value, Document):
            yield from self._document(value, stated, entry.sequence)
        elif isinstance(value, Reading):
            yield from (replace(fault, where=where) for fault in self._reading(value))
        elif isinstance(value, Correction):
            for named in filter(None, (value.document_id, value.corrected_in)):
                if named not in self._texts:
                    yield _problem(
                        "ACC-410", "it corrects or names a document that is not there", named, where
                    )
        elif isinstance(value, Retraction) and value.entry_id not in self._ids:
            yield _problem("ACC-410", "it retracts an entry that is not there", where=where)
        self._ids.add(entry.entry_id)

    def _document(self, document: Document, stated: str | None, sequence: int) -> Iterator[Problem]:
        where = f"entry {sequence}"
        self._texts[document.document_id], self._latest = sequence, document
        if document.content_sha256 != stated:
            yield _problem("ACC-409", "its text is not the one that was read", document.document_id, where)
        if document.original_sha256 is not None:
            code, message = self._originals.fault(document.original_sha256)
            if code:
                yield _problem(code, message, document.document_id, where)

    def _reading(self, reading: Reading) -> tuple[Problem, ...]:
        document = self._document_of(reading.document_id)
        if document is None:
            return (_problem("ACC-410", "its document is not there", reading.document_id),)
        return misfits(document, reading)

    def _document_of(self, document_id: str) -> Document | None:
        """The latest document of that id so far; kept in memory only where it was the last of all."""
        if self._latest is not None and self._latest.document_id == document_id:
            return self._latest
        entry = self._store.entry(self._texts.get(document_id, 0))
        return cast(Document, record.decode(entry.kind, entry.body)) if entry else None


class _Originals:
    """Checks originals, each once."""

    def __init__(self, archive: Originals) -> None:
        self._archive = archive
        self._known: dict[str, tuple[str, str]] = {}

    def fault(self, sha256: str) -> tuple[str, str]:
        """Code and message; two empty texts where the original is as it was."""
        if sha256 not in self._known:
            self._known[sha256] = self._check(sha256)
        return self._known[sha256]

    def _check(self, sha256: str) -> tuple[str, str]:
        try:
            self._archive.get(sha256)
        except BookBroken as fault:
            return "ACC-404", str(fault)
        except BookError as fault:
            return "ACC-403", str(fault)
        return "", ""
