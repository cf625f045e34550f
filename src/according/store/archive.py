"""Originals byte for byte, each in a file named by its SHA-256.

`archive/3f/3fa1…` holds the bytes whose SHA-256 is 3fa1…; `archive/incoming/` holds files being written.
A file gets its name only when all of it is on the disk, so a name always stands for whole bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path

from according.errors import BookBroken, BookError

_NAME = re.compile(r"[0-9a-f]{64}\Z")


def sha256_of(raw: bytes) -> str:
    """The SHA-256 of the bytes as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


class Archive:
    """The originals of one book. See `ports.Originals`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

    def put(self, raw: bytes) -> str:
        """Keep the bytes and give their SHA-256. A file that was cut short outside is replaced."""
        name = sha256_of(raw)
        target = self._path(name)
        try:
            if not (target.is_file() and target.stat().st_size == len(raw)):
                self._write(target, raw)
        except OSError as fault:
            raise BookError(f"cannot write to the archive {self._folder}: {fault.strerror}") from fault
        return name

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name."""
        try:
            raw = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise BookError(f"the archive has no original {sha256[:12]}…") from None
        except OSError as fault:
            raise BookError(f"cannot read original {sha256[:12]}…: {fault.strerror}") from fault
        if sha256_of(raw) != sha256:
            raise BookBroken(f"original {sha256[:12]}… was changed: its bytes have another SHA-256")
        return raw

    def has(self, sha256: str) -> bool:
        """Whether there is a file of that name. Does not read it."""
        return self._path(sha256).is_file()

    def sweep(self, before: datetime) -> None:
        """Remove what killed processes left half written before that moment."""
        for left in self._incoming.glob("*.part"):
            try:
                if left.stat().st_mtime < before.timestamp():
                    left.unlink()
            except OSError:
                continue  # another process removed it, or it is not ours to remove: it does no harm

    def _path(self, sha256: str) -> Path:
        if not _NAME.match(sha256):
            raise BookError(f"{sha256[:70]!r} is not a SHA-256 (64 hex digits in lower case)")
        return self._folder / sha256[:2] / sha256

    def _write(self, target: Path, raw: bytes) -> None:
        _make_folder(self._incoming)
        _make_folder(target.parent)
        handle, name = tempfile.mkstemp(".part", target.name[:16], self._incoming)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o444)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(target.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents so that their names survive too."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a crash. Some systems cannot open a folder; they need not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
