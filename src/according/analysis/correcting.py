"""Corrections in a book: what people said, what reports show by themselves, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from according.analysis.case import Case
from according.analysis.judging import SHORTEST_ID, State, Undone, person, shown_id, undone_in
from according.corrections import Corrected
from according.errors import UsageError
from according.ledger import Book
from according.model import Correction, Document, Entry

_CANDIDATES = 8
#: What each state of a correction means, for people.
STATE_WORDS: dict[State, str] = {
    "in_force": "in force",
    "waiting": "waiting: the report is not in the book, or was added anew",
    "replaced": "replaced by a later word of the same person",
    "retracted": "retracted",
}


@dataclass(frozen=True, slots=True)
class Stands:
    """A correction and how it stands. `entry`: a person's; None where the reports show it by themselves.
    `report_stands`: a person's word that the report has not been corrected. `taken_out`: that it does not
    belong in the book."""

    corrected: Corrected
    entry: Entry | None
    state: State
    undone: Undone | None = None
    report_stands: bool = False
    taken_out: bool = False


def correction_of(
    book: Book,
    report: str,
    by: str,
    why: str,
    corrected_in: str | None,
    *,
    stands: bool = False,
    taken_out: bool = False,
) -> Correction:
    """A person's word that a report was corrected in another, or withdrawn (None), or that it `stands`, or
    that it does not belong in the book (`taken_out`). A reason is needed: no reader sees it in the
    reports."""
    if stands + taken_out + (corrected_in is not None) > 1:
        raise UsageError("--in, --stands or --take-out: a report can be said to be one of them; say one")
    reason = " ".join(why.split())
    if not reason:
        raise UsageError("a word on a report needs a reason: say with --why WORDS where the outlet says so")
    document = document_named(book, report)
    other = None if corrected_in is None else document_named(book, corrected_in)
    if other is not None and other.document_id == document.document_id:
        raise UsageError(
            f"{report!r} and {corrected_in!r} are the same report: name the one that corrects it"
        )
    if other is not None and other.document_id in book.standing.taken_out:
        raise UsageError(
            f"{corrected_in!r} has been taken out of the book: name another report, or take that back first; "
            "see its entry with: according correct BOOK --list"
        )
    instead = None if other is None else other.document_id
    return Correction(document.document_id, person(by), reason, instead, stands, taken_out)


def equal_correction(book: Book, correction: Correction) -> Entry | None:
    """The entry in force that says exactly the same; None where there is none."""
    entry = book.standing.corrections.get((correction.document_id, correction.by))
    return entry if entry is not None and book.value_of(entry) == correction else None


def document_named(book: Book, words: str) -> Document:
    """The report of that id or beginning of an id (four characters or more), also one that a person has taken
    out; UsageError with the candidates otherwise."""
    held = {**book.standing.documents, **book.standing.taken_out}
    name = words.strip()
    begun = name.casefold()
    begins = (d for d in sorted(held) if d.casefold().startswith(begun)) if len(begun) >= SHORTEST_ID else ()
    found = [name] if name in held else list(begins)
    first = [cast(Document, book.value_of(held[document_id])) for document_id in found[:_CANDIDATES]]
    if len(found) == 1:
        return first[0]
    if not found:
        see = "See the ids with: according link BOOK --as documents"
        raise UsageError(
            f"no report of the book has the id {words!r} ({SHORTEST_ID} characters or more). {see}"
        )
    listed = "\n".join(f"  {_described(document)}" for document in first)
    more = f"\n  … and {len(found) - _CANDIDATES} more" if len(found) > _CANDIDATES else ""
    raise UsageError(f"{words!r} fits {len(found)} reports:\n{listed}{more}\nGive the id of one of them.")


def _described(document: Document) -> str:
    told = (document.publisher, str(document.published or ""))
    return f"{shown_id(document.document_id)}  {', '.join(part for part in told if part)}"


def corrections_in(book: Book, cases: Iterable[Case]) -> tuple[Stands, ...]:
    """What people said, in the order of the entries, then what the reports of the cases show."""
    undone = undone_in(book)
    in_force = {entry.entry_id for entry in book.standing.corrections.values()}
    found = []
    for entry in book.entries:
        if entry.kind == "correction":
            said = cast(Correction, book.value_of(entry))
            one = Corrected(said.document_id, said.corrected_in, "person", said.by, said.why)
            state, taken = _state(book, entry, said, in_force, undone), undone.get(entry.entry_id)
            found.append(Stands(one, entry, state, taken, said.stands, said.taken_out))
    shown = {
        one.document_id: one for case in cases for one in case.corrected.values() if one.basis != "person"
    }
    return (*found, *(Stands(shown[name], None, "in_force") for name in sorted(shown)))


def _state(
    book: Book, entry: Entry, said: Correction, in_force: set[str], undone: dict[str, Undone]
) -> State:
    if entry.entry_id in undone:
        return "retracted"
    if entry.entry_id in in_force:
        return "in_force"
    return "replaced" if (said.document_id, said.by) in book.standing.corrections else "waiting"
