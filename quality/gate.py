#!/usr/bin/env python3
"""The floors of accuracy: reads the development sets, scores the answers, compares with floors.json.

    gate.py [SHARED]                     compare; exit 1 where a figure fell below its floor
    gate.py --update                     raise the floors to what was measured just now
    gate.py --update --allow-lower WHY   lower floors too; the reason is recorded beside the figures

SHARED is the folder that holds `data/` and `score.py` (default: ../shared beside the checkout). Where it
is missing nothing can be measured: the gate says so and exits 0. Each floor names the SHA-256 of the
file that it was measured on; on another file it does not hold, and the gate fails until --update.
Of a large set a fixed sample is read: the documents whose hashed ids come first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "quality" / "floors.json"
#: A printed score: its name, then its value with four digits.
_SCORE = re.compile(r"^ *(?P<name>\S.*?) +(?P<value>\d+\.\d{4})\b")
_CLAIM_F1 = re.compile(r"^figure and measure .*F1 (?P<value>\d+\.\d{4})")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of the scorer: what it scores on which file, and the figures of it that have a floor."""

    set_name: str
    documents: str
    gold: str
    read_as: str
    arguments: tuple[str, ...]
    figures: dict[str, str]
    sample: int | None = None


GVA = {
    "set_name": "gva",
    "documents": "gva/articles.jsonl",
    "gold": "gva/articles.jsonl",
    "read_as": "mentions",
    "sample": 600,
}
MEASUREMENTS = (
    Measurement(arguments=("counts",), figures={"deaths exact": "deaths"}, **GVA),
    Measurement(
        arguments=("counts", "--nonzero"), figures={"deaths exact": "deaths where anyone died"}, **GVA
    ),
    Measurement(arguments=("counts", "--measure", "injured"), figures={"injured exact": "injured"}, **GVA),
    Measurement(arguments=("dates",), figures={"date exact": "date"}, **GVA),
    Measurement(
        set_name="claims",
        documents="claims/documents.jsonl",
        gold="claims/dev.jsonl",
        read_as="claims",
        arguments=("claims",),
        figures={
            "figure and measure F1": "figure and measure F1",
            "category right": "category",
            "side of the voice right": "side of the voice",
            "scope right": "scope",
            "stance right": "stance",
        },
    ),
)


def main() -> int:
    """Measure, compare, and say what to do."""
    options = arguments()
    shared = options.shared.resolve()
    if not (shared / "data").is_dir():
        print(
            "SKIPPED: floors of accuracy are measured on development data that is not here "
            f"(looked for data/ in {options.shared}); nothing was checked"
        )
        return 0
    measured = measure_all(shared)
    digests = {name: digest(shared / "data" / name) for m in MEASUREMENTS for name in (m.documents, m.gold)}
    kept = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    if options.update:
        return update(kept, measured, digests, options.allow_lower)
    return compare(kept["floors"], measured, digests)


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    parser.add_argument(
        "--allow-lower", metavar="WHY", help="with --update: lower floors too, for this reason"
    )
    return parser.parse_args()


def measure_all(shared: Path) -> dict[str, dict[str, Any]]:
    """Every figure by its name ("gva: deaths"), with the files that it was measured on."""
    found: dict[str, dict[str, Any]] = {}
    answers: dict[tuple[str, str], tuple[Path, Path]] = {}
    with tempfile.TemporaryDirectory(prefix="according-quality-") as folder:
        for m in MEASUREMENTS:
            key = (m.documents, m.read_as)
            if key not in answers:
                answers[key] = answer(m, shared / "data", Path(folder))
            predictions, gold = answers[key]
            for printed, value in scores(shared / "score.py", m.arguments, predictions, gold):
                if printed in m.figures:
                    found[f"{m.set_name}: {m.figures[printed]}"] = {
                        "value": value,
                        "documents": m.documents,
                        "gold": m.gold,
                        "sample": m.sample,
                    }
    return found


def answer(m: Measurement, data: Path, folder: Path) -> tuple[Path, Path]:
    """Read the documents of a set; the predictions' file and the gold file (both of the sample, if any)."""
    documents, gold = data / m.documents, data / m.gold
    if m.sample is not None:
        documents = gold = sampled(documents, m.sample, folder / f"{m.set_name}.jsonl")
    predictions = folder / f"{m.set_name}-{m.read_as}.jsonl"
    command = [
        sys.executable,
        "-m",
        "according.cli",
        "read",
        str(documents),
        "--as",
        m.read_as,
        "--format",
        "jsonl",
        "--out",
        str(predictions),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"reading {m.documents} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    return predictions, gold


def sampled(path: Path, count: int, out: Path) -> Path:
    """The `count` lines whose hashed ids come first, in the file's order."""
    lines = path.read_text("utf-8").splitlines()
    ranked = sorted(lines, key=lambda line: hashlib.sha256(str(json.loads(line)["id"]).encode()).digest())
    chosen = set(ranked[:count])
    out.write_text("".join(line + "\n" for line in lines if line in chosen), "utf-8")
    return out


def scores(scorer: Path, what: tuple[str, ...], predictions: Path, gold: Path) -> Iterator[tuple[str, float]]:
    """The scorer's figures by the names that it prints."""
    command = [sys.executable, str(scorer), what[0], str(predictions), str(gold), *what[1:]]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in printed.splitlines():
        if found := _CLAIM_F1.match(line):
            yield "figure and measure F1", float(found["value"])
        elif found := _SCORE.match(line):
            yield found["name"], float(found["value"])


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def compare(floors: dict[str, Any], measured: dict[str, Any], digests: dict[str, str]) -> int:
    """Print every figure beside its floor; 1 where one fell, is missing, or was measured on another file."""
    failed = 0
    for name in sorted(floors.keys() | measured.keys()):
        verdict = judge(floors.get(name), measured.get(name), digests)
        failed += verdict is not None
        value = measured[name]["value"] if name in measured else float("nan")
        floor = floors[name]["floor"] if name in floors else float("nan")
        print(f"{name:38s} {value:7.4f}   floor {floor:7.4f}   {verdict or 'holds'}")
    if failed:
        print(
            f"{failed} figure(s) do not hold. Mend the cause; after a change that is meant, run "
            "quality/gate.py --update (with --allow-lower WHY where a floor must fall).",
            file=sys.stderr,
        )
    return 1 if failed else 0


def judge(floor: dict[str, Any] | None, found: dict[str, Any] | None, digests: dict[str, str]) -> str | None:
    """Why a figure does not hold; None where it does."""
    if floor is None:
        return "HAS NO FLOOR"
    if found is None:
        return "WAS NOT MEASURED"
    if any(digests.get(file) != known for file, known in floor["sha256"].items()):
        return "IS MEASURED ON ANOTHER FILE"
    if found["sample"] != floor["sample"]:
        return "IS MEASURED ON ANOTHER SAMPLE"
    return "FELL" if found["value"] < floor["floor"] else None


def update(kept: dict[str, Any], measured: dict[str, Any], digests: dict[str, str], why: str | None) -> int:
    """Write the floors anew; refuse to lower one without a reason."""
    floors, changed = kept["floors"], []
    for name, found in measured.items():
        old = floors.get(name, {}).get("floor")
        if old is not None and found["value"] < old:
            if why is None:
                print(
                    f"{name} fell from {old:.4f} to {found['value']:.4f}: say why with --allow-lower",
                    file=sys.stderr,
                )
                return 1
            changed.append(
                {
                    "figure": name,
                    "from": old,
                    "to": found["value"],
                    "why": why,
                    "on": date.today().isoformat(),
                }
            )
        floors[name] = {
            "floor": found["value"],
            "sample": found["sample"],
            "sha256": {file: digests[file] for file in sorted({found["documents"], found["gold"]})},
        }
    kept = {"floors": dict(sorted(floors.items())), "lowered": [*kept["lowered"], *changed]}
    FLOORS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(measured)} floors written to {FLOORS.relative_to(ROOT)}, {len(changed)} of them lowered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
