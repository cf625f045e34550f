"""Whatever stands in a table of lists: lists with sound counts, or words on what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import UsageError
from according.sources.incident_rows import read_table
from according.sources.list_table import Asked, lists_of

CELL = st.one_of(
    st.sampled_from(["0", "1", "", "yes", "FALSE", "1.0", "nan", "inf", "-1", "1e400", "12"]),
    st.text(max_size=6),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=12)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(ROWS, st.sampled_from([None, "count", "c"]), st.booleans())
def test_any_table_gives_lists_or_words(rows: list[list[str]], count: str | None, divided: bool) -> None:
    text = "\n".join(["a,b,c,count", *(",".join(row) for row in rows)])
    asked = Asked(count=count, strata=("b",) if divided else ())
    try:
        found, _ = lists_of(read_table(text.encode("utf-8", "surrogatepass"), "x", "x.csv"), asked)
    except UsageError as fault:
        assert str(fault)
        return
    for lists in found.values():
        assert lists.documented > 0
        assert lists.cells.min() >= 0


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    try:
        lists_of(read_table(raw, "x", "x.csv"))
    except UsageError as fault:
        assert str(fault)


def test_a_count_of_more_people_than_there_are() -> None:
    with pytest.raises(UsageError):
        read_table(b"", "x", "x.csv")
    found, problems = lists_of(read_table(b"a,b,count\n1,1,1e300\n1,0,5\n", "x", "x.csv"))
    assert found[""].documented == 5
    assert problems[0].code == "ACC-175"
