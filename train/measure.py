#!/usr/bin/env python3
"""Claims read against the labels of one part, by set: F1 of figure and measure, and what of them was right.

    measure.py [--part look|check|final|dev] [--table]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import corpus
from confidence import agrees

from according.engines.geonames import open_gazetteer
from according.engines.spacy_parser import SpacyParser
from according.model import Reading
from according.pipeline import Tools, read_documents

FIELDS = ("category", "scope", "stance", "side")
_LABEL = {"side": "voice_side"}


@dataclass(slots=True)
class Count:
    """What was found, missed and read in excess, and of the found what was right by field."""

    documents: int = 0
    found: int = 0
    missed: int = 0
    extra: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def cells(self) -> list[str]:
        """Documents, labels, F1, precision, recall, then the shares of the found that are right."""
        precision = self.found / max(1, self.found + self.extra)
        recall = self.found / max(1, self.found + self.missed)
        f1 = 2 * self.found / max(1, 2 * self.found + self.extra + self.missed)
        shares = [self.right[name] / max(1, self.found) for name in FIELDS]
        figures = [f"{x:.3f}" for x in (f1, precision, recall, *shares)]
        return [str(self.documents), str(self.found + self.missed), *figures]


def main() -> int:
    """Read, count, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", default="final", choices=["look", "check", "final", "dev"])
    options.add_argument("--table", action="store_true", help="as a Markdown table")
    chosen = options.parse_args()
    items = list(corpus.labelled(parts=(chosen.part,)))
    if not items:
        print(f"SKIPPED: no development data at {corpus.SHARED}")
        return 0
    readings = read_documents([item.document for item in items], Tools(SpacyParser(), open_gazetteer()))
    for line in report(counted(items, readings), chosen.table):
        print(line)
    return 0


def counted(items: list[corpus.Labelled], readings: Iterator[Reading]) -> dict[str, Count]:
    """The counts of each set and of all."""
    counts: dict[str, Count] = defaultdict(Count)
    for item, reading in zip(items, readings, strict=True):
        for count in (counts[item.set_name], counts["all"]):
            add(count, item, reading)
    return counts


def add(count: Count, item: corpus.Labelled, reading: Reading) -> None:
    """Match one document's labels to its claims as shared/score.py does: what may be left out comes last."""
    count.documents += 1
    free = list(reading.claims)
    for label in sorted(item.claims, key=lambda x: bool(x["repeat"])):
        claim = next((c for c in free if agrees(c, label)), None)
        if claim is None:
            count.missed += not label["repeat"]
            continue
        free.remove(claim)
        count.found += 1
        for name in FIELDS:
            count.right[name] += getattr(claim, name) == label[_LABEL.get(name, name)]
    count.extra += len(free)


def report(counts: dict[str, Count], markdown: bool) -> Iterator[str]:
    """One line a set."""
    head = ["set", "documents", "labels", "F1", "precision", "recall", *FIELDS]
    rows = [[name, *counts[name].cells()] for name in sorted(counts)]
    if markdown:
        yield from ("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))
    else:
        yield from ("".join(f"{cell:>11}" for cell in row) for row in (head, *rows))


if __name__ == "__main__":
    sys.exit(main())
