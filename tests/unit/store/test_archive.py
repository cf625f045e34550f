"""Originals: whole or not there, never silently changed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from according.errors import BookBroken, BookError
from according.store.archive import Archive, sha256_of

RAW = b"\0\xff\r\n<html>"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("raw", [RAW, b"", b"x" * 3_000_000])
def test_bytes_come_back_as_they_were(tmp_path: Path, raw: bytes) -> None:
    archive = Archive(tmp_path / "archive")
    name = archive.put(raw)
    assert name == sha256_of(raw)
    assert archive.has(name)
    assert archive.get(name) == raw
    assert files(tmp_path) == [tmp_path / "archive" / name[:2] / name]


def test_putting_twice_keeps_the_first_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = tmp_path / archive.put(RAW)[:2] / sha256_of(RAW)
    before = path.stat().st_ino
    archive.put(RAW)
    assert path.stat().st_ino == before


def test_a_file_cut_short_is_replaced(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = tmp_path / archive.put(RAW)[:2] / sha256_of(RAW)
    path.chmod(0o644)
    path.write_bytes(RAW[:3])
    assert archive.put(RAW) == sha256_of(RAW)
    assert archive.get(sha256_of(RAW)) == RAW


def test_missing_and_changed_originals_are_told_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(BookError, match="no original") as missing:
        archive.get(sha256_of(RAW))
    assert not isinstance(missing.value, BookBroken)
    assert not archive.has(sha256_of(RAW))
    path = tmp_path / archive.put(RAW)[:2] / sha256_of(RAW)
    path.chmod(0o644)
    path.write_bytes(RAW[:-1] + b"?")
    with pytest.raises(BookBroken, match="changed"):
        archive.get(sha256_of(RAW))


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_hashes_are_names(tmp_path: Path, name: str) -> None:
    for ask in (Archive(tmp_path).get, Archive(tmp_path).has):
        with pytest.raises(BookError, match="SHA-256"):
            ask(name)


def test_what_a_killed_process_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    archive, now = Archive(tmp_path), datetime.now(UTC)
    archive.put(RAW)
    old, fresh = tmp_path / "incoming" / "old.part", tmp_path / "incoming" / "fresh.part"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    archive.sweep(before=now - timedelta(days=1))
    assert not old.exists()
    assert fresh.exists()
    assert archive.get(sha256_of(RAW)) == RAW


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """In a process of its own, whose files may not grow past 1000 bytes."""
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from according.errors import BookError\n"
        "from according.store.archive import Archive\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    Archive(Path(sys.argv[1])).put(b'x' * 5000)\n"
        "except BookError as fault:\n    print(fault)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "cannot write to the archive" in done.stdout
    assert files(tmp_path) == []
