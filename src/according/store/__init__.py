"""Where books are kept. One file a database; `archive` keeps originals beside any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from according.store.sqlite import SqliteStore

Now = Callable[[], datetime]

# The database library takes a while to load, so only those who open a book load it.


def create_book(folder: Path, now: Now) -> SqliteStore:
    """A new, empty book in a folder that is not there yet or is empty; BookError otherwise. `now` tells
    the time (with a zone) whenever something is recorded. Close the store, or use it in a `with`."""
    from according.store.sqlite import create

    return create(Path(folder), now)


def open_book(folder: Path, now: Now, wait_seconds: float = 30.0) -> SqliteStore:
    """The book in the folder. BookError, with what to do, where there is none or a newer version of
    According made it. Who writes waits at most `wait_seconds` for another writer; who reads never waits."""
    from according.store.sqlite import open_

    return open_(Path(folder), now, wait_seconds)


def is_book(folder: Path) -> bool:
    """Whether there is a book in the folder, as far as the names of its files tell."""
    return (Path(folder) / "book.sqlite").is_file()
