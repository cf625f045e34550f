"""Paths, folders and patterns to files, in a fixed order, once each."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from according.model import Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `name` is its path as the user would write it; `asked` whether the user named the
    file itself rather than a folder that holds it."""

    path: Path
    name: str
    asked: bool


def files_of(path: str) -> Iterator[File | Problem]:
    """The files that a path, folder or pattern stands for, sorted by name, folders depth first.

    Hidden files (a leading dot) inside folders are passed over. A folder is entered once even where
    links lead back to it. Problems: ACC-101 to ACC-103.
    """
    try:
        status = Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        yield from _matching(path)
    except (OSError, ValueError) as fault:
        yield Problem("ACC-102", f"cannot be reached: {_reason(fault)}", shown(path))
    else:
        folder = stat.S_ISDIR(status.st_mode)
        yield from _under(path) if folder else [File(Path(path), shown(path), asked=True)]


def _matching(pattern: str) -> Iterator[File | Problem]:
    # not Path.glob: a pattern may be absolute
    matches = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []  # noqa: PTH207
    if not matches:
        yield Problem("ACC-101", "there is no such file or folder", shown(pattern))
    for match in matches:
        yield from _under(match) if Path(match).is_dir() else [File(Path(match), shown(match), asked=True)]


def _under(folder: str) -> Iterator[File | Problem]:
    """Depth first without recursion: folders may be nested deeper than Python's stack."""
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = Path(path).stat()
            if not stat.S_ISDIR(status.st_mode):
                yield from _single(path, status)
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in entered:
                yield Problem("ACC-103", "entered already; a link leads back to it", shown(path))
                continue
            entered.add(identity)
            inside = sorted(str(entry) for entry in Path(path).iterdir() if not entry.name.startswith("."))
        except OSError as fault:
            yield Problem("ACC-102", f"cannot be read: {_reason(fault)}", shown(path))
            continue
        waiting.extend(reversed(inside))


def _single(path: str, status: os.stat_result) -> Iterator[File | Problem]:
    if stat.S_ISREG(status.st_mode):
        yield File(Path(path), shown(path), asked=False)
    else:
        yield Problem("ACC-104", "neither a file nor a folder", shown(path))


def _reason(fault: OSError | ValueError) -> str:
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault)


def shown(path: str) -> str:
    """A path as text that can be printed, with forward slashes."""
    clean = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return clean.replace(os.sep, "/")
