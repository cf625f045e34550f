#!/usr/bin/env python3
"""Fits the weights of linking (`according.link.scoring.WEIGHTS`) on reports whose incident is known.

    .venv/bin/python train/link_weights.py               # read, fit, print the table, measure
    .venv/bin/python train/link_weights.py --book BOOK   # the reports stand read in a book already

Logistic regression without interactions (ridge 1) over the levels of the comparisons of all pairs that
blocking brings together, for the mentions that their reports are about. Rows of HELD are not fitted: the
fitted pairs hold too few or too easy cases. Incidents are cut in two halves by the MD5 of their ids; a fit on
one is measured on the other, and what is printed for the table is fitted on both. Needs the development data
at ../shared/data (SKIPPED without it).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from corpus import SHARED

from according.ledger import Book
from according.link import by_mention, incidents_of, pairs, traits_of
from according.link.rarity import Rarity
from according.link.scoring import LINKER, WEIGHTS, levels_of, verdict_of, weight_of
from according.model import Document, Judgement

#: Rows that stay as they are, because US reports of shootings hold none or next to none of their cases.
HELD = {
    ("day", "shared"),
    ("day", "overlapping"),
    *(("published", level) for level in ("week", "month", "later")),
    ("place", "within"),
    ("place", "other_area"),
    ("place", "part"),
    ("deaths", "apart"),
    ("repeated", "most"),
    *((q, level) for q in ("types", "actors", "operation", "extent") for level in WEIGHTS[q]),
}
_RIDGE = 1.0
Weights = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that met, with what each comparison came to; `same` as the incidents of their reports."""

    ids: tuple[str, str]
    documents: tuple[str, str]
    levels: dict[str, str]
    same: bool


def met(book: Book, incident: Mapping[str, str]) -> list[Pair]:
    """The pairs that blocking brings together."""
    rarity = Rarity()
    traits = traits_of(book.mentions.values(), by_mention(book.claims.values()), book.documents, rarity)
    return [
        Pair(
            (a.mention_id, b.mention_id),
            (a.document_id, b.document_id),
            levels_of(a, b, rarity),
            incident.get(a.document_id) == incident.get(b.document_id),
        )
        for a, b in pairs(traits, rarity)
    ]


def fitted(pairs: Sequence[Pair], start: float = 0.0) -> dict[tuple[str, str], float]:
    """The log odds of each level that is not held; "unknown" (and what is held) stays as it is."""
    held = {(q, level): w for q, row in WEIGHTS.items() for level, w in row.items() if (q, level) in HELD}
    rows = sorted(
        (q, level)
        for q, row in WEIGHTS.items()
        for level in row
        if level != "unknown" and (q, level) not in HELD
    )
    at = {row: n for n, row in enumerate(rows)}
    x, offset = np.zeros((len(pairs), len(rows))), np.zeros(len(pairs))
    for n, pair in enumerate(pairs):
        for row in pair.levels.items():
            if row in at:
                x[n, at[row]] = 1.0
            offset[n] += held.get(row, 0.0)
    y = np.array([pair.same for pair in pairs], dtype=float)
    free = at["start", "pair"]
    found = _logistic(x, y, offset, free)
    found[free] += start
    unknown = {(q, "unknown"): 0.0 for q, row in WEIGHTS.items() if "unknown" in row}
    return {row: round(float(found[n]), 1) for row, n in at.items()} | unknown | held


def _logistic(x: np.ndarray, y: np.ndarray, offset: np.ndarray, free: int) -> np.ndarray:
    """Newton's method; every weight but the one at `free` is drawn to 0."""
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[free] = 1e-9
    found = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-(x @ found + offset)))
        slope = x.T @ (p - y) + ridge * found
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def linked(book: Book, pairs: Iterable[Pair], weights: Weights) -> dict[str, str]:
    """The incident of each document's main mention under the weights."""
    verdicts = []
    by_question: dict[str, dict[str, float]] = defaultdict(dict)
    for (question, level), weight in weights.items():
        by_question[question][level] = weight
    for pair in pairs:
        weight = weight_of(pair.levels, by_question)
        if weight > -2.0:
            verdicts.append(Judgement(*pair.ids, verdict_of(weight), LINKER, "", weight))
    home = {m: i.incident_id for i in incidents_of(book.mentions.values(), verdicts) for m in i.mention_ids}
    return {m.document_id: home[m.mention_id] for m in book.mentions.values() if m.rank == 1}


def scores(guess: Mapping[str, str], truth: Mapping[str, str]) -> str:
    """Pairwise and B-cubed precision, recall and F1, as score.py gives them."""
    put = {d: guess.get(d, f"alone:{d}") for d in truth}
    both = Counter((truth[d], put[d]) for d in truth)
    sizes, found = Counter(truth.values()), Counter(put.values())
    hits = _pairs(both.values())
    p, r = hits / max(1, _pairs(found.values())), hits / max(1, _pairs(sizes.values()))
    bp = sum(n * n / found[c] for (_, c), n in both.items()) / len(truth)
    br = sum(n * n / sizes[t] for (t, _), n in both.items()) / len(truth)
    return f"pairwise {p:.3f} {r:.3f} {_f1(p, r):.3f}   B-cubed {bp:.3f} {br:.3f} {_f1(bp, br):.3f}"


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def half_of(incident: str) -> int:
    """The half that an incident belongs to."""
    return int(hashlib.md5(incident.encode()).hexdigest(), 16) % 2


def main() -> int:
    """Fit, print and measure."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--book", type=Path)
    asked.add_argument("--start", type=float, default=0.0, help="added to the fitted odds at the start")
    options = asked.parse_args()
    reports = SHARED / "gva" / "articles.jsonl"
    if not reports.is_file():
        print(f"SKIPPED: {reports} is not there")
        return 0
    lines = map(json.loads, reports.read_text("utf-8").splitlines())
    incident = {line["id"]: str(line["gold"]["incident"]) for line in lines}
    book = _book(options.book, reports)
    about = {m.mention_id for m in book.mentions.values() if m.rank == 1}
    every = met(book, incident)
    main_pairs = [p for p in every if set(p.ids) <= about]
    halves: dict[int, list[Pair]] = defaultdict(list)
    for pair in main_pairs:
        sides = {half_of(incident[d]) for d in pair.documents}
        if len(sides) == 1:
            halves[sides.pop()].append(pair)
    _print_table(fitted(main_pairs, options.start), main_pairs)
    for half in (0, 1):
        weights = fitted(halves[half], options.start)
        guess = linked(book, every, weights)
        other = {d: i for d, i in incident.items() if half_of(i) != half}
        print(f"fitted on half {half}: on the other {scores(guess, other)}")
        print(f"                  on all       {scores(guess, incident)}")
    force = {(q, level): w for q, row in WEIGHTS.items() for level, w in row.items()}
    for words, weights in (("fitted on both", fitted(main_pairs, options.start)), ("in force", force)):
        print(f"{words:17} on all       {scores(linked(book, every, weights), incident)}")
    return 0


def _book(folder: Path | None, reports: Path) -> Book:
    """The book of the reports: the one in the folder, or one read now."""
    from according import wiring

    if folder is not None:
        return wiring.load(folder)
    from according.ledger import GENESIS, fold
    from according.ledger import chain as chained
    from according.record import encode, kind_of
    from according.sources import gather

    documents = [d for one in gather([str(reports)]) for d in one.documents]
    readings = wiring.read(gather([str(reports)]), [])
    values = chain[Document](documents, readings)  # type: ignore[arg-type]
    return fold(chained(GENESIS, ((kind_of(v), encode(v)) for v in values), wiring.now()))


def _print_table(weights: Weights, pairs: Sequence[Pair]) -> None:
    same, other = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for pair in pairs:
        (same if pair.same else other).update(pair.levels.items())
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of one incident")
    for question, row in WEIGHTS.items():
        for level in row:
            at = (question, level)
            held = "held" if at in HELD else ""
            counts = f"same {same[at]:6} other {other[at]:6}"
            print(f"{question:10} {level:12} {weights.get(at, 0.0):+.1f}  {counts}  {held}")


if __name__ == "__main__":
    sys.exit(main())
