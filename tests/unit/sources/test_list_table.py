"""Tables of who is on which lists, as people write them."""

from __future__ import annotations

import pytest

from according.errors import UsageError
from according.sources.incident_rows import read_table
from according.sources.list_table import Asked, lists_of


def read(text: str, asked: Asked | None = None):  # type: ignore[no-untyped-def]
    return lists_of(read_table(text.encode(), "people", "people.csv"), asked)


def test_a_row_a_person() -> None:
    found, problems = read("name,police,press,hospital\nA,1,0,1\nB,yes,,no\nC,FALSE,True,0\n")
    lists = found[""]
    assert lists.names == ("police", "press", "hospital")
    assert lists.documented == 3
    assert (lists.cells[0b101], lists.cells[0b001], lists.cells[0b010]) == (1, 1, 1)
    assert problems == ()


def test_a_row_a_pattern_with_its_count() -> None:
    found, problems = read('a,b,c,freq\n0,0,0,0\n1.0,1.0,0.0,40.0\n0,0,1,"1,200"\n')
    assert found[""].cells.tolist() == [0, 0, 0, 40, 1200, 0, 0, 0]
    assert problems == ()


def test_people_on_no_list_and_counts_that_are_none_are_left_out() -> None:
    found, problems = read("a,b,n\n1,0,3\n0,0,2\n1,1,many\n1,1,1.5\n")
    assert found[""].documented == 3
    assert [p.code for p in problems] == ["ACC-175"]
    assert "3 rows" in problems[0].message
    assert "lines 3, 4, 5" in problems[0].message


def test_people_divided_by_a_column() -> None:
    found, _ = read("city,a,b\nQ,1,0\nM,1,1\nQ,0,1\n,1,1\n", Asked(strata=("city",)))
    assert {label: lists.documented for label, lists in found.items()} == {"M": 1, "Q": 2, "not told": 1}


def test_columns_named_with_a_star() -> None:
    found, _ = read("adult,source_a,source_b\n1,1,0\n0,1,1\n", Asked(lists=("source_*",)))
    assert found[""].names == ("source_a", "source_b")


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="no column press"):
        read("a,b\n1,0\n", Asked(lists=("press",)))


def test_a_table_of_tolls_has_no_lists() -> None:
    found, _ = read("date,deaths\n2026-01-31,31\n2026-02-01,17\n")
    assert found == {}


def test_more_lists_than_can_be_used() -> None:
    names = ",".join(f"l{n}" for n in range(15))
    with pytest.raises(UsageError, match="at most 14"):
        read(f"{names}\n{','.join('1' * 15)}\n")
