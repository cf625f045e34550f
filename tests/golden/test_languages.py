"""Reports in Spanish, French, Arabic and Urdu, each read in its own language as a careful recorder would.

Of the cases marked `unseen` the misses were not looked at while the reader was built or mended;
docs/languages.md says how far they are a blind test. The texts of the files `independent_*` were written by
somebody who had not yet seen the reader's tables nor the other reports. Floors stand just under what was
measured.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from according.model import CATEGORIES, MEASURES, SIDES, Document, Reading, Scope, Stance
from according.pipeline import Tools, read_documents
from comparing import Compared, compare, f1, share_right, told, told_wrong
from soundness import assert_sound, total

FILES = sorted((Path(__file__).parent / "languages").glob("*.toml"))
#: By language: F1 of the claims; of those found, the least share right of any attribute; days and places
#: that may be missed.
FLOORS: dict[str, tuple[float, float, int, int]] = {
    "ar": (0.98, 0.95, 0, 0),
    "es": (0.98, 0.95, 0, 1),
    "fr": (0.98, 0.87, 0, 0),
    "ur": (0.98, 0.96, 0, 0),
}
#: The same of the independent reports: of all twelve, and of the four kept aside (their author also added
#: words to the tables, so they are no blind test). F1; the least share right by attribute; days and places
#: that may be missed.
INDEPENDENT = {
    # code, kept aside: F1, category, side, scope, stance, bounds, days, places
    ("es", False): (0.91, 0.85, 0.93, 0.93, 0.97, 0.98, 0, 0),
    ("fr", False): (0.96, 0.87, 0.89, 0.89, 0.98, 0.98, 0, 4),
    ("ar", False): (0.93, 0.78, 0.86, 0.95, 0.97, 0.98, 0, 0),
    ("ur", False): (0.90, 0.86, 0.94, 0.98, 0.97, 0.98, 0, 0),
    ("es", True): (0.74, 0.70, 0.91, 0.91, 0.91, 0.98, 0, 0),
    ("fr", True): (0.94, 0.79, 0.84, 0.79, 0.98, 0.98, 0, 2),
    ("ar", True): (0.88, 0.56, 0.75, 0.94, 0.94, 0.98, 0, 0),
    # One claim more is found (14 read where 80 was, "that same"); its category is not told.
    ("ur", True): (0.77, 0.62, 0.85, 0.98, 0.98, 0.98, 0, 0),
}
_ATTRIBUTES = ("category", "side", "scope", "stance", "bounds")


@dataclass(frozen=True, slots=True)
class Case:
    """One report with what is written down for it and what was read."""

    gold: dict[str, Any]
    document: Document
    reading: Reading
    compared: Compared


def golds(file: Path) -> list[dict[str, Any]]:
    """The cases of a file; `n` stands for a figure that is low, best and high."""
    cases = tomllib.loads(file.read_text("utf-8"))["case"]
    for case in cases:
        case["claims"] = [_spelt_out(claim) for claim in case["claims"]]
    return cases


def _spelt_out(claim: dict[str, Any]) -> dict[str, Any]:
    return {"low": claim["n"], "best": claim["n"], "high": claim["n"], **claim} if "n" in claim else claim


@pytest.fixture(scope="module")
def read(tools: Tools) -> dict[str, list[Case]]:
    """Every case of every language, read together as documents of one run."""
    every = [(f.stem, gold) for f in FILES for gold in golds(f)]
    documents = [Document(g["name"], g.get("title", ""), g["text"], g.get("published")) for _, g in every]
    found: dict[str, list[Case]] = {}
    for (code, gold), d, reading in zip(every, documents, read_documents(documents, tools), strict=True):
        compared = compare(d.document_id, d.content, gold["claims"], reading.claims)
        found.setdefault(code, []).append(Case(gold, d, reading, compared))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_what_is_written_down_is_well_formed(file: Path) -> None:
    cases = golds(file)
    assert len(cases) >= 10
    for case in cases:
        assert isinstance(case["published"], date)
        content = f"{case['title']}\n\n{case['text']}" if case.get("title") else case["text"]
        for claim in case["claims"]:
            assert claim["measure"] in MEASURES
            assert claim.get("category", "civilian") in CATEGORIES
            assert claim.get("side", "author") in SIDES
            assert claim.get("scope", "mention") in get_args(Scope)
            assert claim.get("stance", "asserted") in get_args(Stance)
            assert content.count(claim["quote"]) >= claim.get("occurrence", 1), claim["quote"]


@pytest.mark.parametrize("code", FLOORS)
def test_claims_are_found(read: dict[str, list[Case]], code: str) -> None:
    results = [case.compared for case in read[code]]
    assert f1(results) >= FLOORS[code][0], told(results)


@pytest.mark.parametrize("attribute", ["category", "scope", "stance", "side", "bounds"])
@pytest.mark.parametrize("code", FLOORS)
def test_what_is_found_is_read_right(read: dict[str, list[Case]], code: str, attribute: str) -> None:
    results = [case.compared for case in read[code]]
    assert share_right(results, attribute) >= FLOORS[code][1], told_wrong(results, attribute)


@pytest.mark.parametrize("code", FLOORS)
def test_days_and_places(read: dict[str, list[Case]], code: str) -> None:
    days = [c.gold["name"] for c in read[code] if "event" in c.gold and not _on_its_day(c)]
    places = [c.gold["name"] for c in read[code] if "place" in c.gold and not _at_its_place(c)]
    assert len(days) <= FLOORS[code][2], days
    assert len(places) <= FLOORS[code][3], places


def _on_its_day(case: Case) -> bool:
    event = case.reading.mentions[0].event
    return event.start == event.end == case.gold["event"]


def _at_its_place(case: Case) -> bool:
    place, named = case.reading.mentions[0].place, case.gold["place"]
    names = [named] if isinstance(named, str) else named
    return (
        place is not None
        and any(name in place.name for name in names)
        and place.country_iso3 == case.gold["country"]
    )


@pytest.mark.parametrize("code", FLOORS)
def test_totals_of_the_main_event(read: dict[str, list[Case]], code: str) -> None:
    asked = [(c, m) for c in read[code] for m in MEASURES if m in c.gold]
    missed = [(c.gold["name"], m) for c, m in asked if total(c.reading, m) != c.gold[m]]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(("code", "unseen"), INDEPENDENT)
def test_independent_reports(read: dict[str, list[Case]], code: str, unseen: bool) -> None:
    cases = [c for c in read[f"independent_{code}"] if not unseen or c.gold.get("unseen")]
    least, *least_right, days, places = INDEPENDENT[code, unseen]
    shares = dict(zip(_ATTRIBUTES, least_right, strict=True))
    results = [case.compared for case in cases]
    shown = " ".join(f"{a} {share_right(results, a):.3f}" for a in shares)
    print(f"{code}{' kept aside' if unseen else ''}: F1 {f1(results):.3f} {shown}")  # noqa: T201 - the command in docs/languages.md shows it
    assert f1(results) >= least, told(results)
    for attribute, share in shares.items():
        assert share_right(results, attribute) >= share, told_wrong(results, attribute)
    assert len([c for c in cases if "event" in c.gold and not _on_its_day(c)]) <= days
    assert len([c for c in cases if "place" in c.gold and not _at_its_place(c)]) <= places


def test_every_reading_is_sound(read: dict[str, list[Case]]) -> None:
    cases: Sequence[Case] = [case for found in read.values() for case in found]
    for case in cases:
        assert_sound(case.document, case.reading)


def test_accidents_and_floods_have_no_claims(read: dict[str, list[Case]]) -> None:
    empty = [case for found in read.values() for case in found if not case.gold["claims"]]
    assert len(empty) == 4
    assert all(case.reading.claims == () for case in empty)


def test_what_a_language_lacks_is_said(read: dict[str, list[Case]]) -> None:
    for code, cases in read.items():
        codes = {p.code for case in cases if case.reading.claims for p in case.reading.problems}
        assert "ACC-211" in codes, code
