"""The interchange records: exactly the documented fields, and they read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from according.analysis.correcting import corrections_in
from according.analysis.evidence import answer
from according.analysis.judging import signed
from according.analysis.linked import Linked, linked
from according.analysis.review import doubts
from according.analysis.sensitivity import comparisons, weighed
from according.commands.gazetteer import gazetteer_record
from according.engines.geonames_added import Added
from according.export import EXPORTERS
from according.export.csv_table import COLUMNS, flatten
from according.export.interchange import (
    Record,
    claim_record,
    compared_records,
    correction_record,
    evidence_record,
    incident_record,
    link_record,
    mention_record,
    problem_record,
    review_record,
    signed_record,
    standing_record,
)
from according.export.matched import grid_records, pair_records, row_records
from according.ledger import GENESIS, Book, chain, fold
from according.link.matching import Row, Taxonomy, Within, grid, match
from according.model import (
    Claim,
    ClaimConfidence,
    Correction,
    Judgement,
    Mention,
    MentionConfidence,
    Problem,
    Reading,
    Span,
    Toll,
    Voice,
)
from according.record import Recorded, encode, kind_of
from keeping import START, additions
from told import episode

DOCUMENTED = (Path(__file__).resolve().parents[3] / "docs" / "interchange.md").read_text("utf-8")


def records() -> dict[str, list[Record]]:
    """One list of records a kind, of the same episode."""
    case = episode()
    toll = case.toll("deaths", "civilian")
    assert toll is not None
    found = answer(case, toll)
    span = Span(0, 4, "=1+1")
    return {
        "mentions": [
            mention_record(m, [Toll("deaths", "all", 1, 2, None, "document", ("c",))]) for m in case.mentions
        ],
        "claims": [claim_record(c) for c in case.claims],
        "judgements": [signed_record(item) for item in signed(judged())],
        "corrections": [correction_record(item) for item in corrections_in(judged(), [])],
        "comparisons": list(compared_records(linked_reports())),
        "links": [link_record(m, case.incident.incident_id) for m in case.mentions],
        "incidents": [incident_record(case)],
        "tolls": [standing_record(c, s, None) for c in comparisons(weighed([case])) for s in c.standings],
        "gazetteers": [gazetteer_record(Added("own", "csv", "own.csv", 2, "0f" * 32, Path("own.jsonl")))],
        "problems": [problem_record(Problem("ACC-301", "21 is not 20", "x", "d", span))],
        "evidence": [evidence_record(e, case, toll) for e in (*found.used, *found.set_aside)],
        "review": [review_record(d) for d in doubts([surely(case.claims, case.mentions)])],
        **matched(),
        "groups": [{"group_id": "g", "profile": "neutral", "tolls": incident_record(case)["tolls"]}],
    }


def matched() -> dict[str, list[Record]]:
    """Two tables with one row each, of the same day and place, and a row of neither day nor point."""
    day, taxonomy = date(2031, 5, 10), Taxonomy("type", 1, {})
    rows = [Row(table, "=1", day, day, 30.0, 67.0, (("shot",),)) for table in "ab"]
    window = Within(5, 1)
    found = match([*rows, Row("b", "2", None, None, None, None, (None,))], window)
    return {
        "matched_rows": [*row_records(found)],
        "matched_pairs": [*pair_records(found, [taxonomy])],
        "match_grid": [*grid_records(grid(rows, [window]))],
    }


def judged() -> Book:
    """Two reports of the episode and a verdict on them."""
    values: list[Recorded] = [v for a in additions()[:2] for v in (a.document, a.reading)]
    a, b = (addition.reading.mentions[0].mention_id for addition in additions()[:2])
    values.append(Judgement(*sorted((a, b)), "same", "A. Reader", "=one raid"))
    values.append(Correction(additions()[0].document.document_id, "A. Reader", "its page"))
    bodies = [(kind_of(value), encode(value)) for value in values]
    return fold(chain(GENESIS, bodies, START))


def linked_reports() -> Linked:
    """The two reports held against each other."""
    a, b = (addition.document.document_id for addition in additions()[:2])
    return linked(judged(), a, b)


def surely(claims: Sequence[Claim], mentions: Sequence[Mention]) -> Reading:
    """The same claims and mentions as one reading that is nine parts in ten sure of everything."""
    sure = tuple(replace(c, confidence=ClaimConfidence(0.9, 0.9, 0.9, 0.9)) for c in claims)
    dated = tuple(replace(m, confidence=MentionConfidence(0.9, 0.9)) for m in mentions)
    return Reading("d", "test", dated, sure)


def test_a_claim_has_the_fixed_fields_in_order() -> None:
    assert list(records()["claims"][0]) == [
        "claim_id", "document_id", "mention_id", "measure", "category", "low", "best", "high", "quote",
        "start", "end", "scope", "window", "stance", "voice", "derived", "parts", "confidence",
    ]  # fmt: skip


def test_a_mention_has_the_fixed_fields_in_order() -> None:
    record = records()["mentions"][0]
    assert list(record) == [
        "document_id", "mention_id", "rank", "event", "place", "types", "actors", "tolls", "quote", "start",
        "end", "confidence",
    ]  # fmt: skip
    assert record["event"] == {"start": "2026-01-31", "end": "2026-01-31", "precision": "day"}
    assert list(record["place"]) == ["name", "country_iso3", "admin1", "admin2", "lat", "lon", "precision"]
    assert record["types"] == {"acled": ["Battles", "Armed clash"], "ucdp": 1, "gtd": ["Armed Assault"]}
    assert list(record["tolls"][0]) == ["measure", "category", "low", "best", "high", "claim_ids"]


def test_a_voice_without_words_of_its_own_has_null_for_its_span() -> None:
    claim = episode().claims[0]
    spoken = replace(
        claim, voices=(Voice("a wire", "media", False), Voice("police", "state", True, claim.span))
    )
    outer, inner = claim_record(spoken)["voice"]
    assert outer == {
        "name": "a wire",
        "side": "media",
        "party": False,
        "quote": None,
        "start": None,
        "end": None,
    }
    assert inner["quote"] == claim.span.quote


def test_a_toll_outside_its_document_says_what_was_used_and_why_the_rest_was_not() -> None:
    toll = records()["incidents"][0]["tolls"][0]
    assert list(toll) == ["measure", "category", "low", "best", "high", "used", "set_aside", "marks"]
    assert all(set(item) == {"claim_id", "reason"} for item in toll["set_aside"])


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_json_lines_read_back(kind: str) -> None:
    made = records()[kind]
    lines = "".join(EXPORTERS["jsonl"].write(made, kind)).splitlines()
    assert [json.loads(line) for line in lines] == made


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_csv_reads_back_with_its_documented_columns(kind: str) -> None:
    made = records()[kind]
    text = "".join(EXPORTERS["csv"].write(made, kind))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS[kind]
    assert len(rows) == len(made)
    for row, record in zip(rows, made, strict=True):
        flat = flatten(record)
        for column in set(COLUMNS[kind]) & flat.keys():
            value = flat[column]
            if isinstance(value, int) and not isinstance(value, bool):
                assert int(row[column]) == value


def test_no_field_of_a_claim_is_lost_in_csv() -> None:
    case = episode()
    claim = surely(case.claims, case.mentions).claims[0]
    assert set(flatten(claim_record(claim))) <= set(COLUMNS["claims"])


def test_a_spreadsheet_runs_no_text_as_a_formula() -> None:
    text = "".join(EXPORTERS["csv"].write(records()["problems"], "problems"))
    assert "'=1+1" in text


def test_a_line_stays_one_line_and_utf_8_whatever_a_report_holds() -> None:
    record = {"quote": "a\nb\u2028c\ud800"}
    (line,) = EXPORTERS["jsonl"].write([record], "claims")
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8")) == record
    line_csv = "".join(EXPORTERS["csv"].write([record], "claims"))
    assert line_csv.encode("utf-8")


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_every_field_is_documented(kind: str) -> None:
    documented = set(re.findall(r"`([a-z0-9_]+)`", DOCUMENTED))
    assert set(records()[kind][0]) <= documented
