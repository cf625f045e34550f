"""Index files in the cache: where they lie, whether one is whole, and how one comes to be."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from according.errors import AccordingError

#: A draft this old, in seconds, was left behind by a process that was killed.
_ABANDONED = 3600


def cache_folders(folder: Path | None = None) -> tuple[Path, ...]:
    """Where indexes may lie: the folder given, else XDG_CACHE_HOME or ~/.cache, in `according/`, and the
    machine's folder for temporary files where that cannot be written."""
    if folder:
        return (folder,)
    root = os.environ.get("XDG_CACHE_HOME")
    usual = (Path(root) if root and Path(root).is_absolute() else Path.home() / ".cache") / "according"
    return usual, Path(tempfile.gettempdir()) / f"according-{os.getuid()}"


def ready(folders: Sequence[Path], name: str, build: Callable[[Path], None], family: str) -> Path:
    """The index of that name, built by `build` where no folder has it whole.

    What it replaces is removed: the other indexes of its family (`family` begins their names) beside it.
    AccordingError where no folder can be written.
    """
    for folder in folders:
        if is_whole(folder / name):
            return (folder / name).resolve()
    for folder in folders:
        if built := _built(folder, name, build):
            _remove_old(folder, name, family)
            return built.resolve()
    raise AccordingError(
        f"the index of places cannot be written to {folders[0]}; free space or name another folder"
    )


def is_whole(path: Path) -> bool:
    """Whether the file is a finished index (the last thing a build writes is `user_version`)."""
    if not path.is_file():
        return False
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            whole: bool = database.execute("PRAGMA user_version").fetchone()[0] == 1
            database.execute("SELECT key FROM names LIMIT 1").fetchone()
        finally:
            database.close()
    except sqlite3.Error:
        return False
    return whole


def _built(folder: Path, name: str, build: Callable[[Path], None]) -> Path | None:
    """Build beside the target and rename, so that no reader ever sees half an index; None if not writable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".places-", suffix=".draft", dir=folder)
        os.close(handle)
    except OSError:
        return None
    try:
        build(Path(draft))
        Path(draft).replace(folder / name)
    except (OSError, sqlite3.OperationalError):
        return None
    finally:
        Path(draft).unlink(missing_ok=True)
    return folder / name


def _remove_old(folder: Path, name: str, family: str) -> None:
    """Indexes of the same family that nothing asks for any more, and drafts of killed processes. A process
    that still reads one keeps it open until it ends."""
    for path in folder.glob(f"{family}*.sqlite"):
        if path.name != name:
            _unlinked(path)
    for path in folder.glob(".places-*.draft"):
        try:
            abandoned = time.time() - path.stat().st_mtime > _ABANDONED
        except OSError:
            continue
        if abandoned:
            _unlinked(path)


def _unlinked(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # of another user, or open where open files cannot be removed
