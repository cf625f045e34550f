"""docs/interchange.md tells of every field, nested ones too, that the commands write over a real book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from according.ports import Addition
from commanding import done
from keeping import additions, book_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: Where the fields of a kind are told, if not on the page itself: its section there must lead to it.
ELSEWHERE = {"campaigns": "campaigns.md", "actors": "actors.md"}
#: Objects whose keys are no fields: sides, marks.
OPEN = {"voices", "marks"}
SAID = ("--by", "A. Reader", "--why", "its page says so")
COMMANDS = {
    "links": ("link", "BOOK", "--as", "documents"),
    "incidents": ("incidents", "BOOK"),
    "evidence": ("why", "BOOK", "177"),
    "comparisons": ("why", "BOOK", "--link", "pothohar", "three-rivers"),
    "sums of tolls": ("tolls", "BOOK", "--compare"),
    "judgements": ("judge", "BOOK", "--list"),
    "corrections": ("correct", "BOOK", "--list"),
    "problems": ("problems", "BOOK"),
    "changes": ("diff", "BOOK", "2026-02-05"),
    "campaigns": ("campaigns", "BOOK"),
    "actors": ("actors", "BLA"),
}


@pytest.fixture
def book(tmp_path: Path) -> str:
    """The reports of the episode under one operation's name, judged, corrected and taken out."""
    folder = tmp_path / "book"
    book_of(folder, map(named, additions())).close()
    done("judge", str(folder), "pothohar", "three-rivers", "--verdict", "same", "--by", "A. Reader")
    done("correct", str(folder), "three-rivers", "--in", "pothohar", *SAID)
    done("correct", str(folder), "gulf-page", "--take-out", *SAID)
    return str(folder)


def named(addition: Addition) -> Addition:
    mentions = tuple(replace(m, operations=("Operation Dawn",)) for m in addition.reading.mentions)
    return replace(addition, reading=replace(addition.reading, mentions=mentions))


def fields(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else ():
        yield from fields(item)
    for name, part in value.items() if isinstance(value, dict) else ():
        yield name
        if name not in OPEN:
            yield from fields(part)


def told(page: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9_]+)`", (DOCS / page).read_text("utf-8")))


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_field_that_a_command_writes_is_told(kind: str, book: str) -> None:
    arguments = [book if word == "BOOK" else word for word in COMMANDS[kind]]
    records = [json.loads(line) for line in done(*arguments, "--format", "jsonl").splitlines()]
    assert records
    known = told("interchange.md") | (told(ELSEWHERE[kind]) if kind in ELSEWHERE else set())
    assert sorted({name for record in records for name in fields(record)} - known) == []


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_kind_has_a_section_named_after_its_command(kind: str) -> None:
    page = (DOCS / "interchange.md").read_text("utf-8")
    section = re.search(rf"^## {kind} \(`{COMMANDS[kind][0]}[^`]*`\)\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert section, kind
    assert kind not in ELSEWHERE or f"({ELSEWHERE[kind]}#fields" in section[1]
