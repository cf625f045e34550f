"""Tables of incidents and taxonomies into rows: where columns are found, and what goes wrong."""

from __future__ import annotations

import json
from datetime import date

import pytest

from according.errors import UsageError
from according.link.matching import Row, Taxonomy
from according.model import Problem
from according.sources.incident_rows import read_table, read_taxonomy, rows_of

PLAIN = "id,date,latitude,longitude\nx1,2031-05-10,30.5,67.25\n"
TYPES = "data.source,base.categories,fine,coarse\nours,Ambush,shot,armed\nours,Shelling,shelled,armed\n"


def rows(
    text: str, *columns: tuple[str, str], taxonomies: tuple[Taxonomy, ...] = ()
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    return rows_of(read_table(text.encode(), "ours", "ours.csv"), columns, taxonomies)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + PLAIN.upper().replace("X1", "x1"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "EVENT_ID_CNTY,event_date,Latitude,Longitude\nx1,10 May 2031,30.5,67.25\n",
        "id,date_start,date_end,latitude,longitude\nx1,2031-05-10 00:00:00.000,2031-05-10,30.5,67.25\n",
        '{"id": "x1", "date": "2031-05-10", "lat": 30.5, "lon": 67.25}\n',
        json.dumps(
            {
                "mention_id": "x1",
                "event": {"start": "2031-05-10", "end": "2031-05-10"},
                "place": {"lat": 30.5, "lon": 67.25},
            }
        ),
        "incident_id,event_start,event_end,place_lat,place_lon\nx1,2031-05-10,2031-05-10,30.5,67.25\n",
    ],
    ids=["plain", "capitals", "semicolons", "tabs", "acled", "ged", "json", "our json", "our csv"],
)
def test_the_columns_of_common_tables_are_found(text: str) -> None:
    day = date(2031, 5, 10)
    assert rows(text) == ((Row("ours", "x1", day, day, 30.5, 67.25),), ())


def test_columns_can_be_named_for_one_table_or_another() -> None:
    text = "nr,tag,when,bis,y,x\n7,a,2031-05-10,2031-05-12,30.5,67.25\n"
    named = [("id", "nr"), ("start", "other"), ("start", "When"), ("end", "bis"), ("latitude", "y")]
    found, problems = rows(text, *named, ("longitude", "x"))
    assert found == (Row("ours", "7", date(2031, 5, 10), date(2031, 5, 12), 30.5, 67.25),)
    assert problems == ()


def test_a_named_column_goes_before_one_that_would_be_found() -> None:
    text = "id,date,reported,latitude,longitude\nx1,2031-05-10,2031-05-11,30.5,67.25\n"
    assert rows(text, ("start", "reported"))[0][0].start == date(2031, 5, 11)


def test_a_row_without_an_id_is_called_by_its_line_and_repeated_ids_are_numbered() -> None:
    text = (
        "id,date,lat,lon\n,2031-05-10,30,67\nx,2031-05-10,30,67\nx,2031-05-11,30,67\nx (2),2031-05-11,30,67\n"
    )
    found, problems = rows(text)
    assert len({row.row_id for row in found}) == 4
    assert [row.row_id for row in found[:3]] == ["2", "x", "x (2)"]
    assert codes(problems) == ["ACC-173"]


def test_an_id_is_words_of_one_line_that_any_terminal_can_show() -> None:
    text = json.dumps({"id": "a\n\x1b[31mb\ud800", "date": "2031-05-10", "lat": 30, "lon": 67})
    assert rows(text)[0][0].row_id == "a [31mb"


def test_rows_that_lack_something_are_kept_and_named_once_a_table() -> None:
    text = "id,date,enddate,lat,lon\n" + "".join(
        f"{name},{when}\n"
        for name, when in (
            ("a", "03/04/2031,,30,67"),
            ("b", "2031-05-10,2031-05-09,30,67"),
            ("c", "2031-W19,,30,67"),
            ("d", "2031-05-10,,,"),
            ("e", "2031-05-10,,nan,67"),
            ("f", '2031-05-10,,"30,5",67'),
            ("g", "2031-05-10,,30,67"),
        )
    )
    found, problems = rows(text)
    assert [row.lack for row in found] == ["date", "date", "date", "point", "point", "point", None]
    assert codes(problems) == ["ACC-170", "ACC-171"]
    assert "3 rows" in problems[0].message
    assert "a, b, c" in problems[0].message
    assert problems[0].where == "ours"


def test_many_faulty_rows_are_counted_and_a_few_named() -> None:
    text = "id,date,lat,lon\n" + "".join(f"r{n},,30,67\n" for n in range(12))
    [problem] = rows(text)[1]
    assert "12 rows" in problem.message
    assert "and 7 more" in problem.message


def test_lines_that_are_no_rows_are_left_out_and_said() -> None:
    csv, faults = rows(PLAIN + "x2,2031-05-10,30,67,extra\n\nx3,2031-05-10,30\n")
    assert [row.row_id for row in csv] == ["x1", "x3"]
    assert codes(faults) == ["ACC-134", "ACC-171"]
    table = read_table(b'{"id": 1}\n[2]\nnot json\n', "ours", "ours.jsonl")
    assert codes(table.problems) == ["ACC-130", "ACC-130"]
    assert table.problems[0].where == "ours.jsonl:2"


def test_a_taxonomy_gives_rows_their_levels() -> None:
    taxonomy = read_taxonomy(TYPES.encode(), "Type", "types.csv")
    assert (taxonomy.column, taxonomy.depth) == ("type", 2)
    text = "id,date,lat,lon,TYPE\n1,2031-05-10,30,67,ambush\n2,2031-05-10,30,67,Raid\n3,2031-05-10,30,67,\n"
    found, problems = rows(text, taxonomies=(taxonomy,))
    assert [row.levels for row in found] == [(("shot", "armed"),), (None,), (None,)]
    assert codes(problems) == ["ACC-172"]
    assert "2 rows" in problems[0].message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("source,category,fine\nours,a,b\n", "it needs data.source"),
        ("data.source,base.categories\nours,a\n", "one column a level"),
        (TYPES + "ours,ambush,shelled,armed\n", "keep one"),
        (
            "data.source,base.categories,coarse,fine\nours,a,armed,shot\nours,b,armed,shelled\n",
            "fine to coarse",
        ),
        (TYPES + "ours,Raid,shot,armed,more\n", "mend that line"),
        ("data.source,base.categories,fine\n", "has no rows"),
    ],
)
def test_a_taxonomy_that_cannot_be_meant_is_refused(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        read_taxonomy(text.encode(), "type", "types.csv")


def test_what_cannot_be_read_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="CSV or JSON Lines"):
        read_table(b"\x00\x01\x02\xff" * 200, "ours", "ours.csv")
    with pytest.raises(UsageError, match="has no rows"):
        read_table(b"id,date\n", "ours", "ours.csv")
    with pytest.raises(UsageError, match="--column start=NAME"):
        rows("id,latitude,longitude\nx1,30,67\n")
    taxonomy = read_taxonomy(TYPES.encode(), "type", "types.csv")
    with pytest.raises(UsageError, match="no column type"):
        rows(PLAIN, taxonomies=(taxonomy,))
    other = Taxonomy("id", 1, {("theirs", "x1"): ("shot",)})
    with pytest.raises(UsageError, match="call the table so with NAME=FILE"):
        rows(PLAIN, taxonomies=(other,))
