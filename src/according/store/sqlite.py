"""A book in a folder: `book.sqlite` and `archive/`. The only file that knows the database library.

SQLite in WAL mode with synchronous=FULL: a commit is on the disk when it returns, readers see the state
of their last look and never wait, and one process writes at a time. Besides the entries there are three
small tables that can be made again from them: what the book is and where it ends (`meta`), and what it
holds already (`documents`, `problems`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import sqlalchemy as sql
from sqlalchemy import event

from according import ledger, record
from according.errors import BookBroken, BookError, BookMoved
from according.model import Correction, Document, Entry, Judgement, Problem, Reading, Retraction
from according.ports import Added, Addition, Head
from according.store import Now
from according.store.archive import Archive, sync_folder
from according.store.draft import Draft, can_be_id, problem_id_of

FORMAT = 1

_METADATA = sql.MetaData()
_ENTRIES = sql.Table(
    "entries",
    _METADATA,
    sql.Column("sequence", sql.Integer, primary_key=True),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("body", sql.Text, nullable=False),
    sql.Column("recorded_at", sql.Text, nullable=False),
    sql.Column("previous_id", sql.Text, nullable=False),
    sql.Column("entry_id", sql.Text, nullable=False, unique=True),
)
_DOCUMENTS = sql.Table(
    "documents",
    _METADATA,
    sql.Column("document_id", sql.Text, primary_key=True),
    sql.Column("content_sha256", sql.Text, nullable=False),
    sql.Column("sequence", sql.Integer, nullable=False),
)
_PROBLEMS = sql.Table(
    "problems",
    _METADATA,
    sql.Column("problem_id", sql.Text, primary_key=True),
    sql.Column("sequence", sql.Integer, nullable=False),
)
_META = sql.Table(
    "meta",
    _METADATA,
    sql.Column("name", sql.Text, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
#: Against mistakes, not against malice: that is what the chain is for.
_GUARDS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS entries_no_{act} BEFORE {act} ON entries "
    "BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END"
    for act in ("update", "delete")
)
_PAGE = 500
_HELD = "SELECT content_sha256 FROM documents WHERE document_id = ?"
_DAMAGE = ("malformed", "not a database", "decode", "no such table", "no such column")
_Row = sql.Row[*tuple[Any, ...]]


def create(folder: Path, now: Now) -> SqliteStore:
    """See `store.create_book`. All tables come in one transaction: killed before, it can be called again."""
    if folder.exists() and not folder.is_dir():
        raise BookError(f"{folder} is a file: give a folder that is not there yet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted(item.name for item in folder.iterdir() if not item.name.startswith("book.sqlite"))
    except OSError as fault:
        raise BookError(f"cannot make a book in {folder}: {fault.strerror}") from fault
    if strangers and strangers != ["archive"]:
        raise BookError(f"{folder} holds other files ({strangers[0]}): give an empty or new folder")
    engine = _engine(folder / "book.sqlite", 30.0)
    try:
        with _translated(folder):
            _lay_out(engine, folder, now)
    except BaseException:
        engine.dispose()
        raise
    sync_folder(folder)
    sync_folder(folder.parent)
    return SqliteStore(folder, now, engine)


def _lay_out(engine: sql.Engine, folder: Path, now: Now) -> None:
    with closing(engine.raw_connection()) as bare:  # outside a transaction, as SQLite wants it
        bare.cursor().execute("PRAGMA journal_mode=WAL")
    with _writing(engine) as connection:
        if sql.inspect(connection).has_table("meta"):
            raise BookError(f"there is a book in {folder} already: add to it, or give another folder")
        _METADATA.create_all(connection)
        for guard in _GUARDS:
            connection.exec_driver_sql(guard)
        facts = {"format": str(FORMAT), "created_at": ledger.time_text(now())}
        connection.execute(sql.insert(_META), [{"name": k, "value": v} for k, v in facts.items()])
        _note_head(connection, ledger.GENESIS)


def open_(folder: Path, now: Now, wait_seconds: float) -> SqliteStore:
    """See `store.open_book`."""
    file = folder / "book.sqlite"
    if not file.is_file():
        raise BookError(f"there is no book in {folder}: make one with `according init {folder}`")
    engine = _engine(file, wait_seconds)
    try:
        with _translated(folder), engine.connect() as connection:
            _check_format(connection, folder)
    except BaseException:
        engine.dispose()
        raise
    return SqliteStore(folder, now, engine)


def _check_format(connection: sql.Connection, folder: Path) -> None:
    if not sql.inspect(connection).has_table("meta"):
        raise BookError(f"{folder} holds no finished book: make one with `according init {folder}`")
    stated = _meta(connection).get("format", "")
    if not stated.isdecimal():
        raise BookBroken(f"the book in {folder} does not say its format: go back to a copy of it")
    if int(stated) > FORMAT:
        raise BookError(
            f"the book in {folder} has format {stated}, and this version of According knows formats up to "
            f"{FORMAT}: update According"
        )


def _engine(file: Path, wait_seconds: float) -> sql.Engine:
    url = sql.URL.create("sqlite+pysqlite", database=str(file))
    engine = sql.create_engine(url, connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # Transactions are begun by `_begin` alone: the driver would begin them too late to keep writers apart.
    connection.isolation_level = None
    for setting in ("synchronous=FULL", "fullfsync=1", "checkpoint_fullfsync=1"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: sql.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _writing(engine: sql.Engine) -> Iterator[sql.Connection]:
    """A transaction of the one process that may write; others wait or get BookError."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Faults of the database as BookError or BookBroken, with what to do."""
    damaged = f"{folder / 'book.sqlite'} is damaged"
    try:
        yield
    except UnicodeError as fault:  # the driver's own messages may quote damaged bytes
        raise BookBroken(f"{damaged} ({fault}): go back to a copy") from fault
    except (sql.exc.DatabaseError, sqlite3.DatabaseError) as fault:
        words = str(getattr(fault, "orig", fault))
        if "locked" in words or "busy" in words:
            raise BookError(f"another process is writing to {folder}; try again in a moment") from fault
        if "full" in words:
            raise BookError(f"no room left for {folder}: make room and try again") from fault
        if "readonly" in words or "unable to open" in words:
            raise BookError(f"cannot write in {folder} ({words}): check who owns it") from fault
        if any(sign in words for sign in _DAMAGE):
            raise BookBroken(f"{damaged} ({words}): go back to a copy") from fault
        raise BookError(f"the book in {folder}: {words}") from fault


class SqliteStore:
    """A book in a folder. See `ports.Store`; usable by several threads; close it, or use it in a `with`."""

    def __init__(self, folder: Path, now: Now, engine: sql.Engine) -> None:
        self.folder = folder
        self.archive = Archive(folder / "archive")
        self._now, self._engine = now, engine
        self.archive.sweep(before=now() - timedelta(days=1))

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """See `ports.Store.close`."""
        self._engine.dispose()

    def add(self, additions: Iterable[Addition], problems: Iterable[Problem] = ()) -> Added:
        """See `ports.Store.add`. Originals are on the disk before the entries that name them."""
        batch, notes = tuple(additions), _bodies(problems)
        with _translated(self.folder), _writing(self._engine) as connection:
            known = _known(connection, [addition.document.document_id for addition in batch])
            draft = Draft(known, self.archive)
            for addition in batch:
                draft.consider(addition)
            by_id = {problem_id_of(body): (kind, body) for kind, body in notes}
            noted = _noted(connection, list(by_id))
            news = [note for problem_id, note in by_id.items() if problem_id not in noted]
            entries = self._write(connection, [*draft.bodies, *news])
            _enter(connection, entries, draft.hashes)
        return Added(entries, tuple(draft.added), tuple(draft.unchanged), tuple(draft.refused))

    def append(
        self,
        values: Iterable[Reading | Judgement | Correction | Retraction | Problem],
        after: Head | None = None,
    ) -> tuple[Entry, ...]:
        """See `ports.Store.append`. BookError, and nothing is written, where a retraction names no entry
        that can be retracted, a correction no document, or a reading does not fit its document."""
        batch = tuple(values)
        bodies = _bodies(batch)
        with _translated(self.folder), _writing(self._engine) as connection:
            if after is not None and after != _noted_head(connection):
                raise BookMoved(f"another process has written to {self.folder} meanwhile; try again")
            for value in batch:
                _check(connection, value)
            entries = self._write(connection, bodies)
            _enter(connection, entries, {})
            for value in batch:
                if isinstance(value, Retraction):
                    _forget(connection, value.entry_id)
        return entries

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """See `ports.Store.entries`. Pages are read one by one, so no lock is held between them."""
        while page := self._page(after):
            yield from map(_entry, page)
            after = page[-1].sequence

    def entry(self, sequence: int) -> Entry | None:
        """See `ports.Store.entry`."""
        with _translated(self.folder), self._engine.connect() as connection:
            query = sql.select(_ENTRIES).where(_ENTRIES.c.sequence == sequence)
            row = connection.execute(query).one_or_none()
        return None if row is None else _entry(row)

    def head(self) -> Head:
        """See `ports.Store.head`."""
        with _translated(self.folder), self._engine.connect() as connection:
            return _noted_head(connection)

    def has_document(self, document_id: str, content_sha256: str) -> bool:
        """See `ports.Store.has_document`."""
        if not can_be_id(document_id):
            return False
        with _translated(self.folder), self._engine.connect() as connection:
            row = connection.exec_driver_sql(_HELD, (document_id,)).one_or_none()  # asked for every file
        return row is not None and row[0] == content_sha256

    def _page(self, after: int) -> Sequence[_Row]:
        query = sql.select(_ENTRIES).where(_ENTRIES.c.sequence > after).order_by(_ENTRIES.c.sequence)
        with _translated(self.folder), self._engine.connect() as connection:
            return connection.execute(query.limit(_PAGE)).all()

    def _write(self, connection: sql.Connection, bodies: Sequence[tuple[str, str]]) -> tuple[Entry, ...]:
        """Chain the (kind, body) pairs to the head. The book's time never runs backwards: a view as of a
        past moment stays what it was, even where the clock of the machine was set back."""
        if not bodies:
            return ()
        head, last = _noted_head(connection), _last(connection)
        if head != (ledger.GENESIS if last is None else Head(last.sequence, last.entry_id)):
            raise BookBroken(f"the book in {self.folder} was changed outside According: verify it")
        moment = ledger.utc(self._now())
        entries = ledger.chain(head, bodies, moment if last is None else max(moment, last.recorded_at))
        connection.execute(sql.insert(_ENTRIES), [_row(entry) for entry in entries])
        _note_head(connection, Head(entries[-1].sequence, entries[-1].entry_id))
        return entries


def _bodies(values: Iterable[record.Recorded]) -> list[tuple[str, str]]:
    """Kind and canonical JSON of the values; BookError where one has none."""
    try:
        return [(record.kind_of(value), record.encode(value)) for value in values]
    except record.RecordError as fault:
        raise BookError(f"this cannot be written down: {fault}") from fault


def _check(connection: sql.Connection, value: record.Recorded) -> None:
    """BookError where the value refers to what the book does not hold."""
    if isinstance(value, Retraction):
        query = sql.select(_ENTRIES.c.kind).where(_ENTRIES.c.entry_id == value.entry_id)
        kind = connection.execute(query).scalar()
        if kind is None:
            raise BookError(f"the book has no entry {value.entry_id[:12]}…: nothing to retract")
        if kind == "retraction":
            raise BookError("a retraction is final: record again what it took out")
    elif isinstance(value, Correction):
        for named in filter(None, (value.document_id, value.corrected_in)):
            if _document(connection, named) is None:
                raise BookError(f"the book has no document {named}: add it before its correction")
    elif isinstance(value, Reading):
        document = _document(connection, value.document_id)
        if document is None:
            raise BookError(f"the book has no document {value.document_id}: add it with its reading")
        for fault in ledger.misfits(document, value):
            raise BookError(f"the reading of {value.document_id} does not fit its text: {fault.message}")


def _known(connection: sql.Connection, ids: Sequence[str]) -> dict[str, str]:
    """The hash of the content that the book holds, by the id of the document."""
    columns = _DOCUMENTS.c.document_id, _DOCUMENTS.c.content_sha256
    return {row[0]: row[1] for row in _look_up(connection, columns, [key for key in ids if can_be_id(key)])}


def _noted(connection: sql.Connection, ids: Sequence[str]) -> set[str]:
    """Those of the problems' ids that the book has noted before."""
    return {row[0] for row in _look_up(connection, (_PROBLEMS.c.problem_id,), ids)}


def _look_up(
    connection: sql.Connection, columns: tuple[sql.Column[str], ...], ids: Sequence[str]
) -> Iterator[_Row]:
    """The rows whose first column is one of the ids, a page of ids at a time."""
    for start in range(0, len(ids), _PAGE):
        query = sql.select(*columns).where(columns[0].in_(ids[start : start + _PAGE]))
        yield from connection.execute(query).all()


def _enter(connection: sql.Connection, entries: Iterable[Entry], hashes: Mapping[str, str]) -> None:
    """Bring the tables that tell what the book holds up to the new entries. `hashes`: of new contents."""
    documents, problems = [], []
    for entry in entries:
        if entry.kind == "document":
            about = record.document_id_of(entry.body)
            documents.append(
                {"document_id": about, "content_sha256": hashes[about], "sequence": entry.sequence}
            )
        elif entry.kind == "problem":
            problems.append({"problem_id": problem_id_of(entry.body), "sequence": entry.sequence})
    if documents:
        connection.execute(sql.insert(_DOCUMENTS), documents)
    if problems:
        connection.execute(sql.insert(_PROBLEMS).prefix_with("OR IGNORE"), problems)


def _forget(connection: sql.Connection, entry_id: str) -> None:
    """A retracted document may be added again. A retracted problem stays noted, or it would come back."""
    sequence = sql.select(_ENTRIES.c.sequence).where(_ENTRIES.c.entry_id == entry_id).scalar_subquery()
    connection.execute(sql.delete(_DOCUMENTS).where(_DOCUMENTS.c.sequence == sequence))


def _document(connection: sql.Connection, document_id: str) -> Document | None:
    query = (
        sql.select(_ENTRIES.c.body)
        .join(_DOCUMENTS, _DOCUMENTS.c.sequence == _ENTRIES.c.sequence)
        .where(_DOCUMENTS.c.document_id == document_id)
    )
    body = connection.execute(query).scalar()
    return None if body is None else cast(Document, record.decode("document", body))


def _meta(connection: sql.Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(sql.select(_META))}


def _noted_head(connection: sql.Connection) -> Head:
    facts = _meta(connection)
    try:
        return Head(int(facts["head_sequence"]), facts["head_id"])
    except (KeyError, ValueError) as fault:
        raise BookBroken("the book does not say where it ends: go back to a copy of it") from fault


def _note_head(connection: sql.Connection, head: Head) -> None:
    facts = {"head_sequence": str(head.sequence), "head_id": head.entry_id}
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    connection.execute(sql.insert(_META).prefix_with("OR REPLACE"), rows)


def _last(connection: sql.Connection) -> Entry | None:
    row = connection.execute(sql.select(_ENTRIES).order_by(_ENTRIES.c.sequence.desc()).limit(1)).one_or_none()
    return None if row is None else _entry(row)


def _row(entry: Entry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "kind": entry.kind,
        "body": entry.body,
        "recorded_at": ledger.time_text(entry.recorded_at),
        "previous_id": entry.previous_id,
        "entry_id": entry.entry_id,
    }


def _entry(row: _Row) -> Entry:
    sequence, kind, body, recorded_at, previous_id, entry_id = row
    try:
        moment = ledger.utc(datetime.fromisoformat(recorded_at))
    except (TypeError, ValueError) as fault:
        raise BookBroken(f"entry {sequence} has no readable time: go back to a copy of the book") from fault
    if not all(isinstance(part, str) for part in (kind, body, previous_id, entry_id)):
        raise BookBroken(f"entry {sequence} does not hold text: go back to a copy of the book")
    return Entry(sequence, kind, body, moment, previous_id, entry_id)
