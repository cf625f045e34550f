"""Kill -9 at any moment: what was acknowledged is there, once, and the book opens and verifies."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from according import ledger
from according.errors import BookError
from according.store import create_book, open_book
from killable import addition

ADDING = Path(__file__).parents[2] / "killable.py"
COUNT = 200


def noon() -> datetime:
    return datetime(2026, 2, 1, 12, tzinfo=UTC)


def run_until(folder: Path, seconds: float | None) -> tuple[set[str], bool]:
    """Add documents; after the first acknowledgement and that many seconds, SIGKILL. What was told to be
    safe, and whether all was done."""
    command = [sys.executable, ADDING, folder, str(COUNT)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    timer, safe, done = None, set(), False
    for line in process.stdout:
        if not line.endswith("\n"):
            break  # the kill came in the middle of the line
        if timer is None and seconds is not None:
            timer = threading.Timer(seconds, process.kill)
            timer.start()
        word, *names = line.split()
        done = done or word == "done"
        safe |= set(names)
    process.wait()
    process.stdout.close()
    if timer is not None:
        timer.cancel()
        timer.join()
    return safe, done


def test_killed_and_resumed(tmp_path: Path) -> None:
    folder, chance, safe = tmp_path / "book", random.Random(7), set()
    cut_short = 0
    for _ in range(4):
        told, done = run_until(folder, chance.uniform(0.0, 0.08))
        cut_short += not done
        safe |= told
        with open_book(folder, noon) as store:
            assert ledger.verify(store) == ()
            book = ledger.fold(store.entries())
        assert safe <= set(book.documents) == set(book.readings)
        assert len(book.entries) == 2 * len(book.documents)
    assert cut_short >= 2  # or this test tests nothing
    assert run_until(folder, None)[1]
    with open_book(folder, noon) as store:
        assert ledger.verify(store) == ()
        book = ledger.fold(store.entries())
    assert set(book.documents) == {f"d{n}" for n in range(COUNT)}
    assert len(book.entries) == 2 * COUNT


def test_killed_while_it_is_made(tmp_path: Path) -> None:
    """Killed as soon as there is a file, before any acknowledgement; the folder can be used all the same."""
    for name, seconds in (("a", 0.0), ("b", 0.004), ("c", 0.012)):
        folder = tmp_path / name
        process = subprocess.Popen([sys.executable, ADDING, folder, "5"], stdout=subprocess.DEVNULL)
        while not (folder / "book.sqlite").exists() and process.poll() is None:
            time.sleep(0.0005)
        time.sleep(seconds)
        process.kill()
        process.wait()
        assert (folder / "book.sqlite").exists()
        try:
            store = open_book(folder, noon)
        except BookError:
            store = create_book(folder, noon)
        with store:
            assert len(store.add(addition(n) for n in range(5)).refused) == 0
            assert len(list(store.entries())) == 10
            assert ledger.verify(store) == ()
