#!/usr/bin/env python3
"""Kill -9 on the way: documents added to a book, the process killed at random moments and resumed.

    killed.py [--documents 10000] [--kills 10] [--seed 1] [--bare]

Writes that many short reports as files of their own, then runs `according add` on them again and again
until it ends by itself. A second process looks at the book all the while: what it once saw was committed,
and must be there after every kill. In the end `verify` must pass, and every document must be there exactly
once, with its reading and its original. `--bare` adds the same documents without reading them (much
faster: only the book is tried). Exit status 1 where anything was lost, doubled or changed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from according import ledger, record
from according.model import Document, Reading
from according.ports import Addition
from according.store import create_book, open_book
from according.store.archive import sha256_of

TOWNS = ("Quetta", "Gwadar", "Turbat", "Kalat", "Mosul", "Kirkuk", "Maiduguri", "Goma", "Bunia", "Homs")
PLACES = ("a market", "a checkpoint", "a bus station", "a police post", "the main road", "a village")
SPEAKERS = ("The police", "Hospital staff", "A district official", "Residents", "The army", "Rescue workers")
SENTENCES = (
    "{speaker} said {n} people were killed and {m} wounded when gunmen attacked {place} in {town} on {day}.",
    "At least {n} soldiers died in an explosion near {place} in {town} on {day}, {speaker_low} said.",
    "{speaker} reported that {m} civilians were injured by shelling at {place} in {town} on {day}.",
    "An armed group claimed that it had killed {n} soldiers at {place} in {town} on {day}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def main() -> int:
    """Run the trial and print its figure line."""
    options = arguments()
    if options.child:
        return add_bare(options.child, options.folder)
    with tempfile.TemporaryDirectory() as room:
        reports, book = Path(room) / "reports", Path(room) / "book"
        write_reports(reports, options.documents, random.Random(options.seed))
        create_book(book, now).close()
        command = (
            [sys.executable, __file__, "--child", str(book), str(reports)]
            if options.bare
            else [
                str(Path(sys.executable).with_name("according")),
                *("add", str(book), str(reports), "--published", "2026-02-02"),
            ]
        )
        began = time.monotonic()
        kills, faults = trial(command, book, options)
        faults += checked(book, options.documents)
    print(
        f"killed: {options.documents} documents, {kills} kills, {time.monotonic() - began:.0f} s, "
        + ("verify passes, 0 lost, 0 doubled" if not faults else "; ".join(faults))
    )
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    """The command line."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="add without reading")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    return parser.parse_args()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def write_reports(folder: Path, count: int, chance: random.Random) -> None:
    """Reports of two or three sentences, no two alike, each a file of its own."""
    folder.mkdir()
    for number in range(count):
        sentences = [
            pattern.format(
                speaker=speaker,
                speaker_low=speaker[0].lower() + speaker[1:],
                n=chance.randint(2, 40),
                m=chance.randint(2, 90),
                place=chance.choice(PLACES),
                town=chance.choice(TOWNS),
                day=chance.choice(DAYS),
            )
            for pattern in chance.sample(SENTENCES, chance.randint(2, 3))
            for speaker in (chance.choice(SPEAKERS),)
        ]
        text = " ".join(sentences) + f"\n\nReport number {number}.\n"
        (folder / f"report-{number:06}.txt").write_text(text, "utf-8")


def trial(command: list[str], book: Path, options: argparse.Namespace) -> tuple[int, list[str]]:
    """Run the command until it ends by itself, killing it when the book has reached random sizes."""
    chance, faults = random.Random(options.seed), []
    sizes = sorted(chance.sample(range(1, options.documents), options.kills))
    seen, kills = 0, 0
    while True:
        size = sizes[kills] if kills < len(sizes) else None
        was_killed, seen = run_to(command, book, size, chance.uniform(0, 0.3))
        with open_book(book, now) as store:
            held = ledger.fold(store.entries())
            broken = ledger.verify(store) if was_killed else ()
        if broken:
            faults.append(f"after kill {kills + 1}: {broken[0].code} {broken[0].message}")
        if len(held.entries) < seen or set(held.documents) != set(held.readings):
            faults.append(f"after kill {kills + 1}: {seen} entries were seen, {len(held.entries)} are there")
        kills += was_killed
        progress(f"{'killed' if was_killed else 'ended'} with {len(held.documents)} documents")
        if not was_killed:
            return kills, faults


def run_to(command: list[str], book: Path, size: int | None, wait: float) -> tuple[bool, int]:
    """Run the command; where the book reaches `size` documents, wait and kill. Whether it was killed, and
    how many entries were seen at last."""
    seen, was_killed = 0, False
    with tempfile.TemporaryFile() as words, open_book(book, now) as store:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=words)
        while process.poll() is None:
            seen = store.head().sequence
            if size is not None and seen >= 2 * size:
                time.sleep(wait)
                seen = store.head().sequence
                process.kill()
                was_killed = process.wait() < 0
            time.sleep(0.01)
        if not was_killed and process.returncode:
            words.seek(0)
            progress(f"the command ended with status {process.returncode}: {words.read()[-600:].decode()}")
    return was_killed, seen


def checked(book: Path, count: int) -> list[str]:
    """What is wrong with the book in the end."""
    with open_book(book, now) as store:
        faults = [f"{problem.code} {problem.message}" for problem in ledger.verify(store)]
        entries = list(store.entries())
    numbers: Counter[str] = Counter()
    for entry in entries:
        if entry.kind == "document":
            document = record.decode("document", entry.body)
            assert isinstance(document, Document)
            numbers[document.text.rsplit("Report number", 1)[-1].strip(" .\n")] += 1
    lost = count - len(numbers)
    doubled = sum(numbers.values()) - len(numbers)
    kinds = Counter(entry.kind for entry in entries)
    if lost or doubled or kinds["document"] != kinds["reading"]:
        faults.append(f"{lost} lost, {doubled} doubled, entries {dict(kinds)}")
    return faults


def add_bare(book: Path, folder: Path) -> int:
    """Add the reports with empty readings, 64 at a time, as the command does."""
    additions = []
    with open_book(book, now) as store:
        for path in sorted(folder.iterdir()):
            raw = path.read_bytes()
            document = Document(path.stem, "", raw.decode(), original_sha256=sha256_of(raw))
            additions.append(Addition(document, Reading(path.stem, "none", (), ()), raw))
            if len(additions) == 64:
                store.add(additions)
                additions = []
        store.add(additions)
    return 0


def progress(words: str) -> None:
    """A line for who waits."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
