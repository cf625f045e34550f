"""Agreement as asked: forms of tables, refusals, verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import commanding
from according.analysis.agreement import verdict_of
from commanding import done, run

HEAD = "unit,anna,ben"
ROWS = [f"{n},{n % 7},{n % 7 + (n % 5 == 0)}" for n in range(40)]


def asked(tmp_path: Path, lines: list[str], *options: str) -> dict[str, Any]:
    path = tmp_path / "coded.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return commanding.analysed("agreement", path, *options)


def figures(record: dict[str, Any], name: str = "alpha") -> list[dict[str, Any]]:
    return commanding.figures(record, name)


def test_long_and_wide_say_the_same(tmp_path: Path) -> None:
    wide = figures(asked(tmp_path, [HEAD, *ROWS]))
    cells = [row.split(",") for row in ROWS]
    long = [f"{unit},{name},{value}" for unit, *values in cells
            for name, value in zip(("anna", "ben"), values, strict=True)]  # fmt: skip
    assert figures(asked(tmp_path, ["unit,coder,value", *reversed(long)])) == wide


def test_low_and_high_are_fields_of_their_own(tmp_path: Path) -> None:
    lines = ["unit,anna.low,anna.high,ben.low,ben.high", *(f"{n},{n},{n + 2},{n},{n * 2}" for n in range(30))]
    rows = {row["field"]: row for row in figures(asked(tmp_path, lines))}
    assert rows["low"]["alpha"] == "1.0000"
    assert rows["low"]["verdict"] == "reliable"
    assert float(rows["high"]["alpha"]) < 1
    assert asked(tmp_path, lines)["verdict"] == rows["high"]["verdict"]


def test_too_few_units_are_refused(tmp_path: Path) -> None:
    record = asked(tmp_path, [HEAD, *ROWS[:9]])
    assert "9 units" in record["reason"]


def test_values_all_alike_are_undefined_and_refused(tmp_path: Path) -> None:
    record = asked(tmp_path, [HEAD, *(f"{n},0,0" for n in range(50))])
    assert "undefined, not 1" in record["reason"]
    assert figures(record)[0]["alpha"] == "undefined"


def test_words_are_nominal_and_get_ac1(tmp_path: Path) -> None:
    lines = [HEAD, *(f"{n},{'civilian' if n else 'unknown'},civilian" for n in range(60))]
    record = asked(tmp_path, lines)
    assert figures(record)[0]["metric"] == "nominal"
    assert figures(record, "behind")[0]["ac1"] > 0.9 > float(figures(record)[0]["alpha"])
    assert any(check["held"] is False and "commonest" in check["found"] for check in record["checks"])


def test_a_metric_that_needs_numbers_is_refused_for_words(tmp_path: Path) -> None:
    record = asked(tmp_path, [HEAD, *(f"{n},a,b" for n in range(20))], "--metric", "ratio")
    assert "needs numbers" in record["reason"]


def test_sets_agree_in_part_whatever_the_order_of_their_members(tmp_path: Path) -> None:
    lines = [
        HEAD,
        *(f"{n},shelling; k{n % 4},{'k' + str(n % 4)};shelling" for n in range(20)),
        "20,arson,arson; k1",
    ]
    (row,) = figures(asked(tmp_path, lines, "--metric", "masi"))
    assert row["metric"] == "masi"
    assert 0.9 < float(row["alpha"]) < 1.0
    assert float(figures(asked(tmp_path, lines, "--metric", "jaccard"))[0]["alpha"]) > float(row["alpha"])
    assert float(figures(asked(tmp_path, lines))[0]["alpha"]) < 0.5


def test_who_contradicts_themselves_is_left_out(tmp_path: Path) -> None:
    lines = ["unit,coder,value", *(f"{n},{who},{n % 4}" for n in range(20) for who in "ab")]
    record = asked(tmp_path, [*lines, "3,a,9"])
    assert figures(record)[0]["pairable_units"] == 19
    assert record["checks"][0]["held"] is False


def test_without_each_coder(tmp_path: Path) -> None:
    lines = ["unit,a,b,c", *(f"{n},{n % 5},{n % 5},{(n * 7) % 4}" for n in range(30))]
    left = {row["without"]: row["alpha"] for row in figures(asked(tmp_path, lines), "without")}
    assert left["c"] == 1.0
    assert left["a"] < 0.5


def spans(texts: int, shift: int) -> list[str]:
    rows = [f"t{n},{who},{10 + n},{30 + n + (shift if who == 'b' else 0)},claim,200"
            for n in range(texts) for who in "ab"]  # fmt: skip
    return ["unit,coder,start,end,category,length", *rows]


def test_spans_get_alpha_for_unitizing(tmp_path: Path) -> None:
    record = asked(tmp_path, spans(12, 0))
    assert record["verdict"] == "reliable"
    assert figures(record, "spans")[-1]["alpha"] == 1.0
    assert figures(asked(tmp_path, spans(12, 40)), "spans")[-1]["alpha"] < 0.7


def test_spans_of_few_texts_are_tentative_at_most_or_refused(tmp_path: Path) -> None:
    assert asked(tmp_path, spans(6, 0))["verdict"] == "tentative"
    assert "8 spans" in asked(tmp_path, spans(4, 0))["reason"]


def test_what_is_no_table_of_coders_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("unit,anna\n1,2\n", "utf-8")
    result = run("analyse", "agreement", "--table", str(path))
    assert result.exit_code != 0
    assert "two coders" in result.output
    path.write_text("unit,coder,start,end\n1,a,9,4\n", "utf-8")
    assert "no span" in run("analyse", "agreement", "--table", str(path)).output


def test_the_terminal_says_the_verdict_first(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text("\n".join([HEAD, *ROWS]), "utf-8")
    assert done("analyse", "agreement", "--table", str(path)).startswith("value: alpha ")


@pytest.mark.parametrize(
    ("low", "verdict"),
    [(0.80, "reliable"), (0.7999, "tentative"), (0.667, "tentative"), (0.6, "not reliable")],
)
def test_the_verdict_goes_by_the_low_end(low: float, verdict: str) -> None:
    assert verdict_of(low) == verdict
