"""Short texts, one phenomenon a file, read as a careful recorder would: figures, people, stance, speaker.

Floors stand just under what was measured. No change of the code lowers one; one that reads better raises it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from according.model import Document, Measure, Reading
from according.pipeline import Tools, read_documents
from comparing import ATTRIBUTES, Compared, compare, f1, share_right, told, told_wrong, wrong
from soundness import assert_sound, total

FILES = sorted((Path(__file__).parent / "reading").glob("*.toml"))
#: Over all files: F1 of the claims, and of those found the share whose attribute is right.
F1 = 0.96
SHARES = {"category": 0.92, "scope": 0.95, "stance": 0.97, "side": 0.95, "bounds": 0.98}
#: By file: how many claims may be missed or extra, and how many attributes of those found may be wrong.
FAULTS: dict[str, tuple[int, int]] = {
    "category": (1, 3),
    "crime": (4, 2),
    "distractors": (1, 1),
    "headlines": (3, 3),
    "hedges": (1, 1),
    "in_order": (0, 0),
    "killed_and_wounded": (1, 4),
    "measures": (2, 1),
    "numerals": (1, 1),
    "parts": (6, 4),
    "scope": (1, 2),
    "sentences": (0, 1),
    "several_events": (1, 1),
    "sides": (1, 2),
    "singles": (2, 4),
    "stance": (2, 4),
    "updates": (1, 4),
    "vague": (1, 1),
    "voices": (1, 6),
    "world": (1, 6),
}
#: Of the totals written down for the main event, the share that the tally of its claims gives.
TOTALS: dict[Measure, float] = {"deaths": 0.98, "injured": 0.99}


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is written down for it and what was read."""

    file: str
    gold: dict[str, Any]
    document: Document
    reading: Reading
    compared: Compared


@pytest.fixture(scope="module")
def cases(tools: Tools) -> tuple[Case, ...]:
    """Every case of every file, read together."""
    golds = [(f.stem, case) for f in FILES for case in tomllib.loads(f.read_text("utf-8"))["case"]]
    documents = [
        Document(f"{file}/{case['name']}", case.get("title", ""), case["text"], case.get("published"))
        for file, case in golds
    ]
    made = []
    for (file, gold), d, reading in zip(golds, documents, read_documents(documents, tools), strict=True):
        compared = compare(d.document_id, d.content, gold.get("claims", ()), reading.claims)
        made.append(Case(file, gold, d, reading, compared))
    return tuple(made)


def compared(cases: Sequence[Case], file: str | None = None) -> list[Compared]:
    return [case.compared for case in cases if file in (None, case.file)]


def test_claims_are_found(cases: tuple[Case, ...]) -> None:
    results = compared(cases)
    assert f1(results) >= F1, told(results)


@pytest.mark.parametrize("attribute", SHARES)
def test_what_is_found_is_read_right(cases: tuple[Case, ...], attribute: str) -> None:
    results = compared(cases)
    assert share_right(results, attribute) >= SHARES[attribute], told_wrong(results, attribute)


@pytest.mark.parametrize("file", [f.stem for f in FILES])
def test_no_phenomenon_is_lost(cases: tuple[Case, ...], file: str) -> None:
    results = compared(cases, file)
    faults, mistaken = FAULTS[file]
    assert sum(r.faults for r in results) <= faults, told(results)
    found = {a: told_wrong(results, a) for a in (*ATTRIBUTES, "bounds")}
    assert sum(len(wrong(r, a)) for r in results for a in found) <= mistaken, "\n".join(found.values())


@pytest.mark.parametrize("measure", TOTALS)
def test_claims_add_up_to_the_totals(cases: tuple[Case, ...], measure: Measure) -> None:
    asked = [case for case in cases if measure in case.gold]
    missed = [case for case in asked if total(case.reading, measure) != case.gold[measure]]
    lines = [f"{c.document.document_id}: {c.gold[measure]}, not {total(c.reading, measure)}" for c in missed]
    assert 1 - len(missed) / len(asked) >= TOTALS[measure], "\n".join(lines)


def test_every_reading_is_sound(cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert_sound(case.document, case.reading)
