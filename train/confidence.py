#!/usr/bin/env python3
"""Fit the weights of `according.read.confidence` and print how well they are calibrated.

    confidence.py            fit on `look`, `check` and `dev`, measure on `final`, write weights.json
    confidence.py --measure  print only, with the weights that are there
    confidence.py --table    the same as a Markdown table (docs/quality.md)

Claims: the labels of `labels/` and of shared/data/claims. A figure is right where a label of the same
measure and figure overlaps it (shared/score.py); category, scope and voice are asked of right figures only.
Dates and places: the gold of shared/data/gva (day; within 50 km), a fixed part of its incidents for each
purpose. A ridge penalty keeps rare marks near zero. Needs the development data and numpy; nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import numpy as np

from according.areas import great_circle_km
from according.engines.geonames import open_gazetteer
from according.engines.spacy_parser import SpacyParser
from according.model import Claim, Document, Reading
from according.pipeline import Tools, read_documents
from according.read.confidence import Around, claim_marks, mention_marks, probability

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "according" / "calibration" / "weights.json"
FITTED_ON, MEASURED_ON = ("look", "check", "dev"), ("final",)
QUESTIONS = ("figure", "category", "scope", "voice", "date", "place")
#: A place is right within this many kilometres of the gold.
NEAR_KM = 50.0
RIDGE = 6.0
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
#: How many reports of shared/data/gva are read for dates and places.
GVA_REPORTS = 1400


class Row(NamedTuple):
    """One answer: its marks, whether it was right, whether it serves to measure."""

    marks: frozenset[str]
    right: bool
    held_out: bool


def main() -> int:
    """Read, fit, measure, write."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--measure", action="store_true")
    options.add_argument("--table", action="store_true")
    chosen = options.parse_args()
    if not (corpus.SHARED / "claims").is_dir():
        print(f"SKIPPED: no development data at {corpus.SHARED}")
        return 0
    rows = answers(Tools(SpacyParser(), open_gazetteer()))
    table = json.loads(WEIGHTS.read_text("utf-8"))
    if not (chosen.measure or chosen.table):
        table = {q: fitted([r for r in rows[q] if not r.held_out]) for q in QUESTIONS}
        WEIGHTS.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", "utf-8")
    for line in report(rows, table, chosen.table):
        print(line)
    return 0


def answers(tools: Tools) -> dict[str, list[Row]]:
    """The rows of every question."""
    rows: dict[str, list[Row]] = {q: [] for q in QUESTIONS}
    labelled = list(corpus.labelled(parts=(*FITTED_ON, *MEASURED_ON)))
    readings = read_documents([item.document for item in labelled], tools)
    for item, reading in zip(labelled, readings, strict=True):
        for question, row in claim_rows(item, reading):
            rows[question].append(row)
    for document, gold in gva_reports():
        reading = next(read_documents([document], tools))
        for question, row in mention_rows(document, gold, reading):
            rows[question].append(row)
    return rows


def claim_rows(item: corpus.Labelled, reading: Reading) -> Iterator[tuple[str, Row]]:
    """What was right of the claims of one labelled document."""
    around, held_out = Around(reading, item.document), item.part in MEASURED_ON
    free = sorted(item.claims, key=lambda label: bool(label["repeat"]))
    for claim in reading.claims:
        label = next((x for x in free if agrees(claim, x)), None)
        marks = claim_marks(claim, around)
        yield "figure", Row(marks, label is not None, held_out)
        if label is None:
            continue
        free.remove(label)
        yield "category", Row(marks, claim.category == label["category"], held_out)
        yield "scope", Row(marks, claim.scope == label["scope"], held_out)
        yield "voice", Row(marks, claim.side == label["voice_side"], held_out)


def agrees(claim: Claim, label: dict[str, Any]) -> bool:
    """Whether a claim and a label tell the same figure of the same measure at overlapping words."""
    low, best, high = label["low"], label["best"], label["high"]
    q = claim.quantity
    same = (q.low, q.high) == (low, high) if best is None else q.best == best
    overlaps = claim.span.start < label["end"] and label["start"] < claim.span.end
    return bool(same and overlaps and claim.measure == label["measure"])


def gva_reports() -> Iterator[tuple[Document, dict[str, Any]]]:
    """Reports of shared/data/gva with their gold; the same ones each time."""
    rows = [json.loads(x) for x in (corpus.SHARED / "gva" / "articles.jsonl").read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: hashlib.md5(row["id"].encode()).digest())
    texts = dict(corpus.documents())
    yield from ((texts[row["id"]], row["gold"]) for row in rows[:GVA_REPORTS])


def mention_rows(document: Document, gold: dict[str, Any], reading: Reading) -> Iterator[tuple[str, Row]]:
    """Whether the main mention's day and place are those of the gold."""
    main = next((m for m in reading.mentions if m.rank == 1), None)
    if main is None:
        return
    incident = str(gold["incident"])
    held_out = corpus.part_of(incident) in MEASURED_ON
    marks = mention_marks(main, Around(reading, document))
    day = datetime.strptime(gold["date"], "%B %d, %Y").date()
    if main.event.start is not None:
        yield "date", Row(marks, main.event.start == day, held_out)
    place = main.place
    if place is not None and place.lat is not None and place.lon is not None and gold.get("lat") is not None:
        far = great_circle_km((place.lat, place.lon), (float(gold["lat"]), float(gold["lon"])))
        yield "place", Row(marks, far <= NEAR_KM, held_out)


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Ridge logistic regression by Newton's method: weights by mark, with "bias"."""
    counts = Counter(mark for row in rows for mark in row.marks)
    names = sorted(mark for mark, n in counts.items() if 10 <= n <= len(rows) - 10)
    at = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for i, row in enumerate(rows):
        x[i, [at[mark] for mark in row.marks if mark in at]] = 1.0
    y = np.array([row.right for row in rows], dtype=float)
    penalty = np.full(len(names) + 1, RIDGE)
    penalty[0] = 0.0
    w = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-9)
        w -= np.linalg.solve(hessian, gradient)
    felt = {name: round(float(w[at[name]]), 4) for name in names if abs(w[at[name]]) >= 0.02}
    return {"bias": round(float(w[0]), 4)} | felt


def report(rows: dict[str, list[Row]], table: dict[str, dict[str, float]], markdown: bool) -> Iterator[str]:
    """Reliability on the held-out rows: by bin the mean probability beside the share that was right, and the
    expected calibration error (mean distance of the two, weighted by rows)."""
    head = ("question", "probability", "answers", "mean probability", "right")
    yield "| " + " | ".join(head) + " |" if markdown else "  ".join(f"{h:>16}" for h in head)
    if markdown:
        yield "|---|---|---|---|---|"
    for question in QUESTIONS:
        held = [r for r in rows[question] if r.held_out]
        p = np.array([probability(question, r.marks, table) for r in held])
        y = np.array([r.right for r in held], dtype=float)
        error = 0.0
        for low, high in pairwise(BINS):
            inside = (p >= low) & ((p < high) | (high == 1.0))
            if not inside.any():
                continue
            mean, share, n = p[inside].mean(), y[inside].mean(), int(inside.sum())
            error += n * abs(mean - share) / len(held)
            cells = (question, f"{low:.2f}–{high:.2f}", str(n), f"{mean:.3f}", f"{share:.3f}")
            yield "| " + " | ".join(cells) + " |" if markdown else "  ".join(f"{c:>16}" for c in cells)
        cells = (question, "all", str(len(held)), f"{p.mean():.3f}", f"{y.mean():.3f} (error {error:.3f})")
        yield "| " + " | ".join(cells) + " |" if markdown else "  ".join(f"{c:>16}" for c in cells)


if __name__ == "__main__":
    sys.exit(main())
