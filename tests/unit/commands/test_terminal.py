"""Tables on a page of 100 columns."""

from __future__ import annotations

from according.analysis.result import Table
from according.commands.analyses import asking
from according.commands.terminal import PAGE_WIDTH, as_text


def test_no_cell_of_a_wide_table_is_cut() -> None:
    columns = (
        "as_of",
        "incident",
        "whose_dead",
        "own",
        "own_days",
        "enemy",
        "enemy_days",
        "ratio",
        "windows",
    )
    row = ("2026-01-31", "Northern Province, 31 Jan 2026", "security forces", "none given",
           "31 Jan – 1 Feb 2026", "≥ 201", "31 Jan – 2 Feb 2026", 11.82, "enemy gives no figure")  # fmt: skip
    told = as_text(*asking._table(Table("over time", "The ratio over time", columns, (row, row), "")))
    assert max(map(len, told.splitlines())) <= PAGE_WIDTH
    words = told.split()
    for word in (word for name in columns for word in name.split("_")):
        assert word in words
    for word in (word for cell in row for word in str(cell).split()):
        assert words.count(word) >= 2
