"""Whatever a file of incidents holds, it is read or refused with words, and what is read can be matched."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import UsageError
from according.link.matching import Row, Within, match
from according.sources.incident_rows import read_table, read_taxonomy, rows_of

FEW = settings(max_examples=150, deadline=None, derandomize=True)
HEADER = b"id,date,enddate,latitude,longitude\n"
cells = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["2031-05-10", "0001-01-01", "9999-12-31", "90", "-180", "1e400", "nan", '"', "", "0"]),
)
lines = st.lists(cells, max_size=7).map(",".join)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
names = st.sampled_from(["id", "date", "enddate", "lat", "lon", "event", "place", "x"])


def check(raw: bytes, name: str) -> tuple[Row, ...]:
    try:
        rows, _ = rows_of(read_table(raw, name, f"{name}.csv"), (), ())
    except UsageError as refused:
        assert len(str(refused)) > 10
        return ()
    assert len({row.row_id for row in rows}) == len(rows)
    return rows


@FEW
@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    check(raw, "a")
    check(HEADER + raw, "a")
    try:
        read_taxonomy(b"data.source,base.categories,fine\n" + raw, "type", "types.csv")
    except UsageError as refused:
        assert len(str(refused)) > 10


@FEW
@given(st.lists(lines, max_size=6), st.lists(lines, max_size=6))
def test_any_cells(one: list[str], other: list[str]) -> None:
    tables = [HEADER + "\n".join(table).encode("utf-8", "replace") for table in (one, other)]
    rows = [row for name, table in zip("ab", tables, strict=True) for row in check(table, name)]
    assert match(rows, Within(1000, 366)).rows == len(rows)


@FEW
@given(st.lists(st.dictionaries(names, values, max_size=6), max_size=5))
def test_any_objects(objects: list[dict[str, object]]) -> None:
    whole = {"id": 1, "date": "2031-05-10", "lat": 30, "lon": 67}
    raw = "\n".join(json.dumps(item) for item in (whole, *objects)).encode()
    rows = check(raw, "a")
    assert len(rows) == len(objects) + 1
    assert match(rows, Within(5, 1)).rows == len(rows)


def test_objects_within_objects_however_deep() -> None:
    deep = '{"date": ' + '{"a": ' * 900 + "1" + "}" * 900 + "}"
    plain = '{"id": "x", "date": "2031-05-10", "lat": 30, "lon": 67}'
    assert check(f"{plain}\n{deep}\n".encode(), "a")[0].row_id == "x"
