"""What changed in a book between two moments: which incidents, which tolls, by which entries and by whom.

Incidents have no identity of their own: they are the mentions judged to be one event. So the incidents of the
two moments are brought together by the mentions that they share; where a report was read again in between,
its mention of the same rank stands for the old one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from according import record
from according.analysis.case import Case
from according.ledger import Book
from according.link.clustering import is_by_person
from according.model import (
    CATEGORIES,
    MEASURES,
    Category,
    Correction,
    Entry,
    Judgement,
    Measure,
    Retraction,
    Toll,
)

Kind = Literal["appeared", "gone", "joined", "split", "regrouped", "grew", "shrank", "changed", "moved"]
CauseKind = Literal["document", "reading", "judgement", "model", "retraction", "correction"]

#: What each kind of change means, for people.
KIND_WORDS: dict[Kind, str] = {
    "appeared": "an incident that was not there",
    "gone": "an incident that is there no more",
    "joined": "several incidents that are one now",
    "split": "one incident that is several now",
    "regrouped": "several incidents whose reports are grouped otherwise now",
    "grew": "further reports tell of it",
    "shrank": "fewer reports tell of it",
    "changed": "other reports tell of it",
    "moved": "the same reports, another toll",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One toll that moved: the tolls before and after, one for each incident that has one."""

    measure: Measure
    category: Category
    before: tuple[Toll, ...]
    after: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """One entry that brought a change about; of a model, all its judgements together.

    `by`: the outlet of a document, the person or model that judged, corrected or retracted; "" where not
    known. `document_ids`: what it is about. `verdict`: of a judgement; "stands" of a report said to stand,
    "taken_out" of one that a person took out of the book. `undoes`: of a retraction, the kind of what it
    took out (`verdict` is then what that said). `recorded_at`: when the book learnt it (the last of several).
    """

    kind: CauseKind
    by: str
    recorded_at: datetime
    entry_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    why: str = ""
    verdict: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Incidents that became others, with the tolls that moved and the entries behind it."""

    kind: Kind
    before: tuple[Case, ...]
    after: tuple[Case, ...]
    moved: tuple[Moved, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two moments, how many incidents did not change, and how many entries of each kind
    came in between (a person's judgements as "judgement", a model's as "model")."""

    changes: tuple[Change, ...]
    unchanged: int
    entries: Mapping[str, int]


def difference(early: Book, late: Book, before: Sequence[Case], after: Sequence[Case]) -> Difference:
    """What changed between two moments of one book. `before` and `after`: its cases then, under one
    profile."""
    touches = _Touches(early, late)
    changes, unchanged = [], 0
    for old, new in _components(before, after):
        moved = _moved(old, new)
        kind = _kind(old, new)
        if kind == "moved" and not moved:
            unchanged += 1
        else:
            changes.append(Change(kind, old, new, moved, touches.of(old, new)))
    return Difference(tuple(changes), unchanged, touches.counts())


def _components(
    before: Sequence[Case], after: Sequence[Case]
) -> Iterator[tuple[tuple[Case, ...], tuple[Case, ...]]]:
    """The incidents of both moments that share mentions, in the order of `after`, then of `before`."""
    known = {m.mention_id for case in before for m in case.mentions}
    kept = {m.mention_id for case in after for m in case.mentions}
    old_at, new_at = _by_key(before, kept), _by_key(after, known)
    taken: set[tuple[bool, int]] = set()
    starts = [(True, n) for n in range(len(after))] + [(False, n) for n in range(len(before))]
    for start in starts:
        if start in taken:
            continue
        found, queue = {start}, [start]
        while queue:
            is_new, n = queue.pop()
            case, other, both = (after[n], old_at, known) if is_new else (before[n], new_at, kept)
            near = {(not is_new, other[key]) for key in _keys(case, both) if key in other} - found
            found |= near
            queue += near
        taken |= found
        yield (
            tuple(before[n] for is_new, n in sorted(found) if not is_new),
            tuple(after[n] for is_new, n in sorted(found) if is_new),
        )


def _by_key(cases: Sequence[Case], both: set[str]) -> dict[object, int]:
    return {key: n for n, case in enumerate(cases) for key in _keys(case, both)}


def _keys(case: Case, both: set[str]) -> Iterator[object]:
    """What a mention is known by at both moments: its id, else its document and rank."""
    for mention in case.mentions:
        if mention.mention_id in both:
            yield mention.mention_id
        else:
            yield mention.document_id, mention.rank


def _kind(old: Sequence[Case], new: Sequence[Case]) -> Kind:
    if not old or not new:
        return "gone" if old else "appeared"
    if len(old) > 1 or len(new) > 1:
        return "joined" if len(new) == 1 else "split" if len(old) == 1 else "regrouped"
    then, now = ({m.mention_id for m in case.mentions} for case in (old[0], new[0]))
    if then == now:
        return "moved"
    return "grew" if then < now else "shrank" if now < then else "changed"


def _moved(old: Sequence[Case], new: Sequence[Case]) -> tuple[Moved, ...]:
    """The tolls whose figures differ; the total of each measure first."""
    found = []
    for measure in MEASURES:
        for category in sorted(CATEGORIES, key=lambda c: c != "all"):
            then, now = (_tolls(cases, measure, category) for cases in (old, new))
            if [_figures(t) for t in then] != [_figures(t) for t in now]:
                found.append(Moved(measure, category, then, now))
    return tuple(found)


def _tolls(cases: Sequence[Case], measure: Measure, category: Category) -> tuple[Toll, ...]:
    return tuple(t for case in cases if (t := case.toll(measure, category)) is not None)


def _figures(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return toll.low, toll.best, toll.high


class _Touches:
    """The entries between two moments by the documents and mentions that they are about."""

    def __init__(self, early: Book, late: Book) -> None:
        self._books = early, late
        self._new = late.entries[len(early.entries) :]
        self._added = {_about(e) for e in self._new if e.kind == "document"}
        self._by_id = {entry.entry_id: entry for entry in late.entries}
        self._by_document: dict[str, list[Entry]] = defaultdict(list)
        self._by_mention: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._new:
            for document_id in self._documents(entry):
                self._by_document[document_id].append(entry)
            for mention_id in self._mentions(entry):
                self._by_mention[mention_id].append(entry)

    def counts(self) -> dict[str, int]:
        """How many entries of each kind came in between."""
        return dict(Counter(self._kind(entry) for entry in self._new))

    def of(self, old: Sequence[Case], new: Sequence[Case]) -> tuple[Cause, ...]:
        """The causes of a change, people's before models', each in the order of the book."""
        mentions = {m.mention_id: m.document_id for case in (*old, *new) for m in case.mentions}
        judged = [e for m in mentions for e in self._by_mention[m]]
        within = [e for e in judged if set(self._mentions(e)) <= mentions.keys()]
        about = [e for d in set(mentions.values()) for e in self._by_document[d]]
        entries = {e.entry_id: e for e in (*about, *within)} or {e.entry_id: e for e in judged}
        ordered = sorted(entries.values(), key=lambda e: e.sequence)
        people = [self._cause(e) for e in ordered if self._kind(e) != "model" and not self._with_text(e)]
        return (*people, *self._by_models([e for e in ordered if self._kind(e) == "model"]))

    def _with_text(self, entry: Entry) -> bool:
        """Whether it is the reading that came with its document."""
        return entry.kind == "reading" and _about(entry) in self._added

    def _kind(self, entry: Entry) -> str:
        if entry.kind == "judgement" and not is_by_person(cast(Judgement, self._value(entry))):
            return "model"
        return entry.kind

    def _value(self, entry: Entry) -> record.Recorded:
        return self._books[1].value_of(entry)

    def _documents(self, entry: Entry) -> tuple[str, ...]:
        """The documents that an entry, or the one that it retracts, is about."""
        if entry.kind in ("document", "reading"):
            return (_about(entry),)
        if entry.kind == "retraction":
            return self._documents(self._undone(entry))
        if entry.kind == "correction":
            return (cast(Correction, self._value(entry)).document_id,)
        return ()

    def _mentions(self, entry: Entry) -> tuple[str, ...]:
        """The mentions that a judgement, or a retracted judgement, is about."""
        if entry.kind == "retraction":
            return self._mentions(self._undone(entry))
        if entry.kind != "judgement":
            return ()
        judgement = cast(Judgement, self._value(entry))
        return judgement.mention_a, judgement.mention_b

    def _undone(self, entry: Entry) -> Entry:
        return self._by_id[cast(Retraction, self._value(entry)).entry_id]

    def _cause(self, entry: Entry) -> Cause:
        value = self._value(entry)
        named = tuple(filter(None, map(self._document_of, self._mentions(entry))))
        about = self._documents(entry) or named
        by, why = self._by(entry, about), str(getattr(value, "why", ""))
        subject = self._value(self._undone(entry)) if isinstance(value, Retraction) else value
        verdict: str | None = subject.verdict if isinstance(subject, Judgement) else None
        if isinstance(subject, Correction):
            verdict = "taken_out" if subject.taken_out else "stands" if subject.stands else None
        undoes = self._undone(entry).kind if isinstance(value, Retraction) else None
        kind = cast(CauseKind, entry.kind)
        return Cause(kind, by, entry.recorded_at, (entry.entry_id,), about, why, verdict, undoes)

    def _by(self, entry: Entry, about: Sequence[str]) -> str:
        """Who made an entry: its signature, or a document's outlet."""
        signature = getattr(self._value(entry), "by", None)
        if signature is not None:
            return str(signature)
        outlets = (self._outlet(document_id) for document_id in about)
        return next((outlet for outlet in outlets if outlet), "")

    def _outlet(self, document_id: str) -> str:
        held = (book.documents.get(document_id) for book in reversed(self._books))
        return next((d.publisher for d in held if d is not None and d.publisher), "")

    def _document_of(self, mention_id: str) -> str:
        held = (book.mentions.get(mention_id) for book in reversed(self._books))
        return next((m.document_id for m in held if m is not None), "")

    def _by_models(self, entries: Iterable[Entry]) -> Iterator[Cause]:
        heaps: dict[str, list[Entry]] = {}
        for entry in entries:
            heaps.setdefault(cast(Judgement, self._value(entry)).by, []).append(entry)
        for by, heap in sorted(heaps.items()):
            ids = tuple(entry.entry_id for entry in heap)
            yield Cause("model", by, max(entry.recorded_at for entry in heap), ids, ())


def _about(entry: Entry) -> str:
    return record.document_id_of(entry.body)
