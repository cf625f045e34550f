"""Bytes of the book's file flipped at random: an error with words or a problem, never wrong content."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from according.errors import BookError
from according.ledger import fold, verify
from according.store import create_book, open_book
from killable import addition


def noon() -> datetime:
    return datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "book"
    with create_book(folder, noon) as store:
        store.add(addition(n) for n in range(12))
    return folder


def outcome(folder: Path, good: object) -> str:
    """What opening, checking and reading the book comes to."""
    try:
        with open_book(folder, noon) as store:
            if verify(store):
                return "problems"
            book = fold(store.entries())
            assert (dict(book.documents), dict(book.readings)) == good
    except BookError:
        return "refused"
    return "whole"


def test_flipped_bytes(whole: Path, tmp_path: Path) -> None:
    with open_book(whole, noon) as store:
        book = fold(store.entries())
        good = dict(book.documents), dict(book.readings)
    raw, outcomes = (whole / "book.sqlite").read_bytes(), set()
    for seed in range(40):
        chance, folder = random.Random(seed), tmp_path / str(seed)
        shutil.copytree(whole, folder)
        flipped = bytearray(raw)
        for _ in range(chance.choice((1, 8, 60))):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        (folder / "book.sqlite").write_bytes(flipped)
        outcomes.add(outcome(folder, good))
    assert outcomes == {"problems", "refused", "whole"}


def test_a_cut_file(whole: Path, tmp_path: Path) -> None:
    raw = (whole / "book.sqlite").read_bytes()
    for part in (0, 1, 99, 4095, 4096, 8192, len(raw) // 2, len(raw) - 1):
        folder = tmp_path / str(part)
        shutil.copytree(whole, folder)
        (folder / "book.sqlite").write_bytes(raw[:part])
        assert outcome(folder, None) in ("problems", "refused")
