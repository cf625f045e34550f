#!/usr/bin/env python3
"""The floors of accuracy: reads the development sets, scores the answers, compares with floors.json.

    gate.py [SHARED]                     compare; exit 1 where a figure fell below its floor
    gate.py --update                     raise the floors to what was measured just now
    gate.py --update --allow-lower WHY   lower floors too; the reason is recorded beside the figures
    gate.py --links                      the floors of linking too (minutes: a book is made)

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
_F1 = re.compile(r"^(?P<name>figure and measure|pairwise|B-cubed) .*F1 (?P<value>\d+\.\d{4})")


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
    sampled_by: str = "id"


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
    *(
        Measurement(
            set_name=f"tolls {country}",
            documents=f"ucdp/headlines_{country}.jsonl",
            gold=f"ucdp/headlines_{country}.jsonl",
            read_as="tolls",
            arguments=("tolls",),
            figures={
                "best exact": "best exact",
                "lead of best exact": "best exact, lead over rules without skill",
                "lead of interval score": "interval score, lead over rules without skill",
            },
        )
        for country in ("pakistan", "nigeria", "ukraine")
    ),
)
#: Made only where asked for; the sample is of whole incidents.
LINKS = Measurement(
    set_name="links",
    documents="gva/articles.jsonl",
    gold="gva/articles.jsonl",
    read_as="links",
    arguments=("links",),
    figures={"pairwise F1": "pairwise F1", "B-cubed F1": "B-cubed F1"},
    sample=600,
    sampled_by="incident",
)
#: The worked example of MELTT: rows, incidents and matches as its README publishes them.
MELTT = tuple(
    f"analysis/meltt/{name}.csv"
    for name in (
        *(f"crash_data{n}" for n in (1, 2, 3)),
        *(f"taxonomy_{column}" for column in ("model_tax", "color_tax", "damage_tax")),
    )
)
MELTT_COUNTS = (195, 140, 34)


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
    measured = measure_all(shared, (*MEASUREMENTS, LINKS) if options.links else MEASUREMENTS)
    measured["match: counts of the worked example"] = matched(shared / "data")
    digests = {
        name: digest(shared / "data" / name) for found in measured.values() for name in files_of(found)
    }
    kept = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    if options.update:
        return update(kept, measured, digests, options.allow_lower)
    asked = {name: f for name, f in kept["floors"].items() if options.links or not name.startswith("links: ")}
    return compare(asked, measured, digests)


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
    parser.add_argument("--links", action="store_true", help="measure linking too: takes minutes")
    return parser.parse_args()


def measure_all(shared: Path, measurements: tuple[Measurement, ...]) -> dict[str, dict[str, Any]]:
    """Every figure by its name ("gva: deaths"), with the files that it was measured on."""
    found: dict[str, dict[str, Any]] = {}
    answers: dict[tuple[str, str], tuple[Path, Path]] = {}
    with tempfile.TemporaryDirectory(prefix="according-quality-") as folder:
        for m in measurements:
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
        documents = gold = sampled(documents, m.sample, folder / f"{m.set_name}.jsonl", m.sampled_by)
    predictions = folder / f"{m.set_name}-{m.read_as}.jsonl"
    book = str(folder / "book")
    if m.read_as == "tolls":
        steps = [["toll", str(documents), "--profile", "ucdp"]]
    elif m.read_as == "links":
        steps = [["init", book], ["add", book, str(documents)], ["link", book, "--as", "documents"]]
    else:
        steps = [["read", str(documents), "--as", m.read_as]]
    for step in steps[:-1]:
        according(step)
    according([*steps[-1], "--format", "jsonl", "--out", str(predictions)])
    return predictions, gold


def according(arguments: list[str]) -> str:
    """What the command prints; the end of the gate where it fails."""
    command = [sys.executable, "-m", "according.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"according {' '.join(arguments)} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    return done.stdout


def matched(data: Path) -> dict[str, Any]:
    """1 where `according match` finds what is published of the worked example, else 0."""
    tables, taxonomies = MELTT[:3], MELTT[3:]
    arguments = [str(data / name) for name in tables]
    for name in taxonomies:
        arguments += ["--taxonomy", f"{Path(name).stem.removeprefix('taxonomy_')}={data / name}"]
    printed = according(["match", *arguments, "--km", "4", "--days", "2", "--format", "jsonl"])
    rows = [json.loads(line) for line in printed.splitlines()]
    incidents = {row["incident"]: len(row["tables"]) for row in rows}
    counts = (len(rows), len(incidents), sum(n > 1 for n in incidents.values()))
    return {"value": float(counts == MELTT_COUNTS), "files": MELTT, "sample": None}


def files_of(found: dict[str, Any]) -> list[str]:
    """The files that a figure was measured on."""
    return sorted(found["files"] if "files" in found else {found["documents"], found["gold"]})


def sampled(path: Path, count: int, out: Path, by: str = "id") -> Path:
    """The `count` lines whose hashed ids come first, in the file's order; `by` "incident": those of the
    incidents whose hashed ids come first."""

    def rank(line: str) -> bytes:
        record = json.loads(line)
        name = record["id"] if by == "id" else record["gold"][by]
        return hashlib.sha256(str(name).encode()).digest()

    lines = path.read_text("utf-8").splitlines()
    ranked = sorted(lines, key=rank)
    chosen = set(ranked[:count])
    out.write_text("".join(line + "\n" for line in lines if line in chosen), "utf-8")
    return out


def scores(scorer: Path, what: tuple[str, ...], predictions: Path, gold: Path) -> Iterator[tuple[str, float]]:
    """The scorer's figures by the names that it prints."""
    command = [sys.executable, str(scorer), what[0], str(predictions), str(gold), *what[1:]]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = {}
    for line in printed.splitlines():
        if found := _F1.match(line):
            told[f"{found['name']} F1"] = float(found["value"])
        elif found := _SCORE.match(line):
            told[found["name"]] = float(found["value"])
    yield from told.items()
    if what == ("tolls",):
        yield from leads(told)


def leads(told: dict[str, float]) -> Iterator[tuple[str, float]]:
    """How far tolls are ahead of the best rule without skill; above 0 is ahead (an interval score is better
    the lower it is)."""
    without = {
        name.removeprefix("no skill: "): n for name, n in told.items() if name.startswith("no skill: ")
    }
    rules = [n for name, n in without.items() if ".." not in name]
    intervals = [n for name, n in without.items() if ".." in name]
    yield "lead of best exact", round(told["best exact"] - max(rules), 4)
    yield "lead of interval score", round(min(intervals) - told["interval score"], 4)


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
        print(f"{name:62s} {value:7.4f}   floor {floor:7.4f}   {verdict or 'holds'}")
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
            "sha256": {file: digests[file] for file in files_of(found)},
        }
    kept = {"floors": dict(sorted(floors.items())), "lowered": [*kept["lowered"], *changed]}
    FLOORS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(measured)} floors written to {FLOORS.relative_to(ROOT)}, {len(changed)} of them lowered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
