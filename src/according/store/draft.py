"""What a call of `add` writes: the part of a store that no database changes."""

from __future__ import annotations

from according import ledger, record
from according.model import Problem, content_id
from according.ports import Addition, Originals
from according.store.archive import sha256_of


def problem_id_of(body: str) -> str:
    """By what a problem is known again: all that it says."""
    return content_id("problem", body)


def can_be_id(document_id: str) -> bool:
    """Whether a database can look the id up: it has characters, and all of them have a place in UTF-8."""
    try:
        return bool(document_id.encode())
    except UnicodeEncodeError:
        return False


class Draft:
    """Documents taken in one after the other. `hashes` maps ids to the hash of the content in the book,
    new ones included."""

    def __init__(self, known: dict[str, str], archive: Originals) -> None:
        self.hashes, self._archive = dict(known), archive
        self._kept: set[str] = set()
        self.bodies: list[tuple[str, str]] = []
        self.added: list[str] = []
        self.unchanged: list[str] = []
        self.refused: list[Problem] = []

    def consider(self, addition: Addition) -> None:
        """Take the document in with its original, find it unchanged, or refuse it with problems."""
        document = addition.document
        document_id, content_sha256 = document.document_id, document.content_sha256
        if self.hashes.get(document_id) == content_sha256:
            self.unchanged.append(document_id)
            return
        faults = self._faults(addition)
        bodies: tuple[tuple[str, str], ...] = ()
        if not faults:
            try:
                bodies = ("document", record.encode(document)), ("reading", record.encode(addition.reading))
                faults = self._keep_original(addition)
            except record.RecordError as fault:
                faults = (_refusal(addition, "ACC-408", str(fault)),)
        if faults:
            self.refused += faults
            return
        self.bodies += bodies
        self.added.append(document_id)
        self.hashes[document_id] = content_sha256

    def _faults(self, addition: Addition) -> tuple[Problem, ...]:
        document = addition.document
        if not can_be_id(document.document_id):
            return (_refusal(addition, "ACC-408", "its id cannot be written in UTF-8, or is empty"),)
        if document.document_id in self.hashes:
            what = "it is in the book with other content: give the new version an id of its own, or retract"
            return (_refusal(addition, "ACC-401", f"{what} the old entry and add it again"),)
        return ledger.misfits(document, addition.reading)

    def _keep_original(self, addition: Addition) -> tuple[Problem, ...]:
        """Archive the original, once for all rows of one table."""
        named, raw = addition.document.original_sha256, addition.original
        if named is None or named in self._kept:
            return ()
        if raw is not None and sha256_of(raw) != named:
            return (_refusal(addition, "ACC-404", "the bytes given with it have not the SHA-256 it names"),)
        if raw is not None:
            self._archive.put(raw)
        elif not self._archive.has(named):
            return (_refusal(addition, "ACC-403", "its original is neither given nor in the archive"),)
        self._kept.add(named)
        return ()


def _refusal(addition: Addition, code: str, what: str) -> Problem:
    document_id = addition.document.document_id
    return Problem(code, f"document {document_id!r}: {what}", addition.document.url or "", document_id)
