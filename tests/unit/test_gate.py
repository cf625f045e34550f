"""The gate of the floors: a figure that fell, another file and a floor lowered in silence do not pass."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from scripts import loaded

PATH = Path(__file__).resolve().parents[2] / "quality" / "gate.py"
FLOOR = {"floor": 0.8, "sample": None, "sha256": {"gold": "a"}}
FOUND = {"value": 0.8, "sample": None, "documents": "gold", "gold": "gold"}


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    return loaded("quality/gate.py")


@pytest.mark.parametrize(
    ("floor", "found", "digest", "verdict"),
    [
        (FLOOR, FOUND, "a", None),
        (FLOOR, FOUND | {"value": 0.9}, "a", None),
        (FLOOR, FOUND | {"value": 0.7999}, "a", "FELL"),
        (FLOOR, FOUND, "b", "IS MEASURED ON ANOTHER FILE"),
        (FLOOR, FOUND | {"sample": 600}, "a", "IS MEASURED ON ANOTHER SAMPLE"),
        (FLOOR, None, "a", "WAS NOT MEASURED"),
        (None, FOUND, "a", "HAS NO FLOOR"),
    ],
)
def test_a_figure_holds_only_on_the_same_file_at_its_floor_or_above(
    gate: ModuleType, floor: object, found: object, digest: str, verdict: str | None
) -> None:
    assert gate.judge(floor, found, {"gold": digest}) == verdict
    floors, measured = ({"x": floor} if floor else {}), ({"x": found} if found else {})
    assert gate.compare(floors, measured, {"gold": digest}) == (0 if verdict is None else 1)


def test_a_floor_falls_only_with_a_reason_which_is_kept(
    gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", file)
    monkeypatch.setattr(gate, "ROOT", tmp_path)
    kept = {"floors": {"x": FLOOR}, "lowered": []}
    lower = {"x": FOUND | {"value": 0.7}}
    assert gate.update(kept, lower, {"gold": "a"}, None) == 1
    assert not file.exists()
    assert gate.update(kept, lower, {"gold": "a"}, "the gold was mended") == 0
    written = json.loads(file.read_text("utf-8"))
    assert written["floors"]["x"]["floor"] == 0.7
    (entry,) = written["lowered"]
    assert (entry["figure"], entry["from"], entry["to"], entry["why"]) == (
        "x",
        0.8,
        0.7,
        "the gold was mended",
    )


def test_the_sample_is_the_same_whatever_the_order(gate: ModuleType, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n}) for n in range(50)]
    forth, back = tmp_path / "forth", tmp_path / "back"
    forth.write_text("\n".join(lines), "utf-8")
    back.write_text("\n".join(reversed(lines)), "utf-8")
    one = gate.sampled(forth, 10, tmp_path / "one").read_text("utf-8").splitlines()
    other = gate.sampled(back, 10, tmp_path / "other").read_text("utf-8").splitlines()
    assert len(one) == 10
    assert sorted(one) == sorted(other)


def test_a_sample_of_incidents_takes_whole_ones(gate: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "all"
    path.write_text(
        "\n".join(json.dumps({"id": n, "gold": {"incident": n % 10}}) for n in range(50)), "utf-8"
    )
    taken = gate.sampled(path, 15, tmp_path / "some", "incident").read_text("utf-8").splitlines()
    heaps = [json.loads(line)["gold"]["incident"] for line in taken]
    assert [heaps.count(one) for one in set(heaps)] == [5, 5, 5]


def test_the_lead_of_tolls_is_over_the_best_rule_and_the_best_interval(gate: ModuleType) -> None:
    told = {"best exact": 0.3, "no skill: max": 0.28, "no skill: min": 0.1, "interval score": 2.0}
    told |= {"no skill: min..max": 2.5, "no skill: min..1.5 max": 2.4}
    assert dict(gate.leads(told)) == {"lead of best exact": 0.02, "lead of interval score": 0.4}


def test_without_the_data_it_says_that_nothing_was_checked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PATH), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("SKIPPED")
