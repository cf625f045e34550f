"""docs/linking.md says what the code does: every weight in force, and which are fitted."""

from __future__ import annotations

from pathlib import Path

from according.link import WEIGHTS

PAGE = (Path(__file__).parents[2] / "docs" / "linking.md").read_text("utf-8")


def test_every_weight_is_the_one_in_force() -> None:
    for question, levels in WEIGHTS.items():
        row = ", ".join(f"{level} {weight:+.1f}" for level, weight in levels.items())
        assert f"| {question} | {row} |" in PAGE


def test_no_question_is_described_that_is_not_asked() -> None:
    table = PAGE.split("| comparison | levels and weights |")[1].split("\n\n")[0]
    asked = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    assert asked == list(WEIGHTS)
