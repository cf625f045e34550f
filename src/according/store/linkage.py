"""The linkage of a book beside it, in `linkage.sqlite`: an index made from the book and from nothing else.

It may be deleted at any time; a missing, damaged or foreign one, or one that other code made, is made anew.
One table holds all: shelves of keys and values as text, and a header that says by which code it was made and
up to which entry it follows the book. Whoever links holds the file for as long as that takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import according
from according.errors import BookError
from according.link.kept import KeptBroken
from according.ports import Head

NAME = "linkage.sqlite"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (shelf TEXT, key TEXT, value TEXT NOT NULL, "
    "PRIMARY KEY (shelf, key)) WITHOUT ROWID"
)
_PUT = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)"
_GET = "SELECT value FROM kept WHERE shelf = ? AND key = ?"
_HEADER = "header"
#: Bytes of a page of a new file: a row of more than a quarter of a page takes whole pages by itself, and what
#: a report names takes more than a kilobyte.
_PAGE = 16384


@contextmanager
def linkage_index(folder: Path, wait_seconds: float = 30.0) -> Iterator[LinkageIndex]:
    """The index of the book in the folder, for this process alone until it is closed. What was saved is
    written down then, all of it or, where something fails, nothing. BookError where another process holds it
    for longer than `wait_seconds`."""
    file = Path(folder) / NAME
    try:
        connection = _held(file, wait_seconds)
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise _refused(folder, fault) from fault
        file.unlink(missing_ok=True)  # no database: it holds nothing that the book does not
        connection = _held(file, wait_seconds)
    try:
        yield LinkageIndex(folder, connection)
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as fault:
        raise _refused(folder, fault) from fault
    finally:
        connection.close()


def _held(file: Path, wait_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=wait_seconds, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute(_GET, ("", "")).fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _refused(folder: Path, fault: sqlite3.Error) -> BookError:
    if "locked" in str(fault) or "busy" in str(fault):
        return BookError(f"another process is linking {folder}; try again in a moment")
    return BookError(f"cannot write {folder / NAME} ({fault}): check who owns it, and the room left")


class LinkageIndex:
    """An index that is held. See `linkage_index`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder, self._connection = folder, connection

    def head(self) -> Head | None:
        """Up to where it follows the book; None where it holds nothing that this code can use."""
        try:
            made_by, sequence, entry_id = (
                self.fetch(_HEADER, key) for key in ("made_by", "sequence", "entry_id")
            )
        except KeptBroken:
            return None
        if made_by != _made_by() or sequence is None or entry_id is None or not sequence.isdecimal():
            return None
        return Head(int(sequence), entry_id)

    def is_new(self) -> bool:
        """Whether there was none."""
        return self._connection.execute("SELECT 1 FROM kept LIMIT 1").fetchone() is None

    def fetch(self, shelf: str, key: str) -> str | None:
        """The text under a key; None where there is none. KeptBroken where the file is damaged."""
        try:
            row = self._connection.execute(_GET, (shelf, key)).fetchone()
        except (sqlite3.DatabaseError, UnicodeError) as fault:
            raise KeptBroken(f"{NAME} is damaged: {fault}") from fault
        if row is not None and not isinstance(row[0], str):
            raise KeptBroken(f"{NAME} holds no text under {key[:70]}")
        return None if row is None else row[0]

    def clear(self) -> None:
        """Forget everything."""
        self._connection.execute("DROP TABLE kept")
        self._connection.execute(_TABLE)

    def save(self, changes: Iterable[tuple[str, str, str]], head: Head) -> None:
        """Take in the changes, and where they follow the book to."""
        header = {"made_by": _made_by(), "sequence": str(head.sequence), "entry_id": head.entry_id}
        try:
            self._connection.executemany(_PUT, changes)
            self._connection.executemany(_PUT, ((_HEADER, key, value) for key, value in header.items()))
        except sqlite3.DatabaseError as fault:
            raise _refused(self._folder, fault) from fault


@cache
def _made_by() -> str:
    """The hash of the code that an index hangs on: any change of it may change what is compared."""
    home = Path(according.__file__).parent
    digest = sha256()
    for file in sorted((*home.glob("*.py"), *home.glob("link/*.py"), *home.glob("ontology/*.toml"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()
