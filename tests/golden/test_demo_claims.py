"""The demo's reports, read from their files, beside what a careful recorder wrote down of them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import according
from according.model import Claim, Document, Reading
from according.pipeline import Tools, read_documents
from according.sources import SourceOptions, gather
from comparing import Compared, Gold, compare, f1, share_right, told, told_wrong
from soundness import assert_sound

HERE = Path(__file__).parent
REPORTS = Path(according.__file__).parent / "demo_reports"
F1 = 0.91
SHARES = {"category": 0.94, "scope": 0.83, "stance": 0.98, "side": 0.96, "bounds": 0.99}
#: Of the claims whose window the report states, and of the sums that a report states of its own figures.
WINDOWS, DERIVED = 0.83, 0.84


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its reading beside what is written down for it."""

    document: Document
    reading: Reading
    compared: Compared


@pytest.fixture(scope="module")
def reports(tools: Tools) -> tuple[Report, ...]:
    """Every report of the demo, read together."""
    gold: dict[tuple[str, str | None], list[Gold]] = defaultdict(list)
    for line in (HERE / "demo_claims.jsonl").read_text("utf-8").splitlines():
        claim: dict[str, Any] = json.loads(line)
        gold[claim["file"], claim.get("document")].append(claim)
    files = [(Path(g.name).name, d) for g in gather([str(REPORTS)], SourceOptions()) for d in g.documents]
    readings = read_documents([d for _, d in files], tools)
    return tuple(
        Report(d, r, compare(_name(file, d), d.content, _gold(gold, file, d), r.claims))
        for (file, d), r in zip(files, readings, strict=True)
    )


def _gold(gold: dict[tuple[str, str | None], list[Gold]], file: str, document: Document) -> list[Gold]:
    return gold.get((file, None)) or gold.get((file, document.document_id)) or []


def _name(file: str, document: Document) -> str:
    return f"{file}/{document.document_id}" if file.endswith(".jsonl") else file


def compared(reports: tuple[Report, ...]) -> list[Compared]:
    return [report.compared for report in reports]


def test_every_claim_written_down_has_its_report(reports: tuple[Report, ...]) -> None:
    lines = [json.loads(line) for line in (HERE / "demo_claims.jsonl").read_text("utf-8").splitlines()]
    must = sum(not (c["optional"] or c["repeat"]) for c in lines)
    results = compared(reports)
    found = [gold for r in results for gold, _ in r.found if not (gold["optional"] or gold["repeat"])]
    assert len(found) + sum(len(r.missed) for r in results) == must


def test_claims_are_found(reports: tuple[Report, ...]) -> None:
    results = compared(reports)
    assert f1(results) >= F1, told(results)


@pytest.mark.parametrize("attribute", SHARES)
def test_what_is_found_is_read_right(reports: tuple[Report, ...], attribute: str) -> None:
    results = compared(reports)
    assert share_right(results, attribute) >= SHARES[attribute], told_wrong(results, attribute)


def test_windows_that_reports_state(reports: tuple[Report, ...]) -> None:
    asked = [(gold, claim) for r in reports for gold, claim in r.compared.found if gold["window"]]
    off = [(gold, claim) for gold, claim in asked if _window(gold) != (claim.window.start, claim.window.end)]
    lines = [f"{g['file']}: {g['quote']!r} is {_window(g)}, read {c.window}" for g, c in off]
    assert 1 - len(off) / len(asked) >= WINDOWS, "\n".join(lines)


def _window(gold: Gold) -> tuple[date | None, ...]:
    days = (gold["window"][name] for name in ("start", "end"))
    return tuple(date.fromisoformat(day) if day else None for day in days)


def test_sums_that_reports_state_name_their_parts(reports: tuple[Report, ...]) -> None:
    asked = [(r, gold, claim) for r in reports for gold, claim in r.compared.found if gold["derived"]]
    off = [f"{g['file']}: {g['quote']!r}" for r, g, c in asked if not (c.derived and _parts_right(r, g, c))]
    assert 1 - len(off) / len(asked) >= DERIVED, "\n".join(off)


def _parts_right(report: Report, gold: Gold, claim: Claim) -> bool:
    """Whether the parts found are those written down."""
    expected = {c.claim_id for g, c in report.compared.found if g["key"] in gold["parts"]}
    return set(claim.parts) == expected


def test_every_reading_is_sound(reports: tuple[Report, ...]) -> None:
    for report in reports:
        assert_sound(report.document, report.reading)
