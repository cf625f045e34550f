"""The pieces of code on the book's page do what the page says, on a real book."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from according.ledger import fold
from according.store import create_book, open_book
from killable import addition

PAGE = Path(__file__).parents[3] / "docs" / "book.md"
PIECES = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
BOOK = "attacks-2026"


def noon() -> datetime:
    return datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of the name that the page uses, in the working folder."""
    monkeypatch.chdir(tmp_path)
    with create_book(Path(BOOK), noon) as store:
        store.add(addition(n) for n in range(3))
    return tmp_path / BOOK


def piece(word: str) -> str:
    (found,) = [text for text in PIECES if word in text]
    return found


@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
def test_the_chain_is_checked_by_hand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_book(folder, noon) as store:
        head = store.head()
    exec(piece("hashlib"), {})
    assert capsys.readouterr().out == f"head {head.entry_id}\n"
    connection = sqlite3.connect(folder / "book.sqlite", isolation_level=None)
    connection.execute("DROP TRIGGER entries_no_update")
    connection.execute("UPDATE entries SET body = replace(body, '1 people', '9 people') WHERE sequence = 3")
    connection.close()
    with pytest.raises(AssertionError):
        exec(piece("hashlib"), {})


def test_a_document_is_retracted(folder: Path) -> None:
    exec(piece("Retraction").replace("report-7", "d1"), {})
    with open_book(folder, noon) as store:
        assert list(fold(store.entries()).documents) == ["d0", "d2"]


def test_a_book_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(piece("extend"), {})
    assert capsys.readouterr().out.splitlines() == [f"d{n} 0 claims" for n in range(3)]
