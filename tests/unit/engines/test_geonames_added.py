"""Gazetteers of the user's own: read, kept, asked before the shipped places, and forgotten again."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from according.engines.geonames import GeoNamesGazetteer, open_gazetteer
from according.engines.geonames_added import (
    Added,
    added_gazetteers,
    folder_of_added,
    keep,
    remove,
    stored_rows,
)
from according.engines.geonames_files import ready
from according.engines.geonames_formats import Row, read_gazetteer, rows_of
from according.engines.geonames_shapes import inside_point
from according.errors import AccordingError, UsageError
from according.lang import language
from according.model import Document, Place, Problem
from according.read.where import event_place, toponyms_in
from according.text import sentences_of

SHIPPED = open_gazetteer(added=()).path.parent


def rows(path: Path, format_name: str, country: str | None = None) -> tuple[list[Row], list[Problem]]:
    problems: list[Problem] = []
    return list(rows_of(read_gazetteer(path, format_name, country), problems)), problems


def csv_file(folder: Path, *lines: str, head: str = "name,latitude,longitude,country_code") -> Path:
    path = folder / "own.csv"
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
    return path


def opened(folder: Path, *rows_: Row, name: str = "own") -> GeoNamesGazetteer:
    keep(name, "csv", "own.csv", rows_, folder)
    cache, shipped = folder / "cache", open_gazetteer(SHIPPED, added=()).path
    cache.mkdir()
    (cache / shipped.name).symlink_to(shipped)
    return open_gazetteer(cache, added=added_gazetteers(folder))


def place_in(text: str, gazetteer: GeoNamesGazetteer, hint: str | None = None) -> Place | None:
    document = Document("d", "", text, country_hint=hint)
    sentences = sentences_of(document)
    found = toponyms_in(document, sentences, gazetteer, language("en"))
    return event_place(document, sentences, found, range(len(sentences)))


def village(name: str, lat: float, lon: float, country: str = "PAK", **more: Any) -> Row:
    return Row(name, (), "populated", country, more.pop("admin1", ""), "", lat, lon, **more)


# ── formats ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_gives_names_points_and_areas(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        '"Kili Zarghun, Old",30.25,67.10,PK,Balochistan,"Qilla Zarghun;زرغون",1200',
        head="Name,Latitude,Longitude,Country Code,admin1,alternate_names,population",
    )
    (row,), problems = rows(path, "csv")
    assert (row.name, row.lat, row.lon, row.country_iso3) == ("Kili Zarghun, Old", 30.25, 67.1, "PAK")
    assert (row.admin1, row.population) == ("Balochistan", 1200)
    assert row.names == ("Qilla Zarghun", "زرغون") and problems == []


@pytest.mark.parametrize(
    "line, code",
    [
        (",30.1,67.2,PAK", "ACC-161"),
        ("Kili,91,67.2,PAK", "ACC-162"),
        ("Kili,nan,67.2,PAK", "ACC-162"),
        ("Kili,,,PAK", "ACC-162"),
        ("Kili,0,0,PAK", "ACC-162"),
        ("Kili,30.1,67.2,PAK,too,many", "ACC-160"),
    ],
)
def test_a_bad_row_costs_only_itself_and_names_its_line(tmp_path: Path, line: str, code: str) -> None:
    path = csv_file(tmp_path, "First,30.0,67.0,PAK", line, "Last,30.5,67.5,PAK")
    good, problems = rows(path, "csv")
    assert [row.name for row in good] == ["First", "Last"]
    assert [problem.code for problem in problems] == [code]
    assert problems[0].where == "own.csv, line 3"


def test_an_unknown_country_is_told_and_the_row_kept(tmp_path: Path) -> None:
    (row,), problems = rows(csv_file(tmp_path, "Kili,30.1,67.2,QQ"), "csv")
    assert row.country_iso3 == "" and [p.code for p in problems] == ["ACC-163"]


def test_a_country_stands_in_where_a_row_tells_none(tmp_path: Path) -> None:
    (one, other), _ = rows(csv_file(tmp_path, "Kili,30.1,67.2,", "Dar,31.1,66.2,AF"), "csv", "Pakistan")
    assert (one.country_iso3, other.country_iso3) == ("PAK", "AFG")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name\nKili\n"])
def test_a_table_without_the_columns_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match="column"):
        rows(path, "csv")


DUMP = [
    "1\tBalochistan\tBalochistan\t\t28.5\t65.1\tA\tADM1\tPK\t\t02\t\t\t\t0\t\t0\tZ\t2024",
    "2\tZarghūn Kili\tZarghun Kili\tOld Kili,Kili\t30.3\t67.3\tP\tPPL\tPK\t\t02\t\t\t\t77\t\t0\tZ\t2024",
    "3\tGirls School\tGirls School\t\t30.3\t67.3\tS\tSCH\tPK\t\t02\t\t\t\t0\t\t0\tZ\t2024",
    "4\ttoo short",
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_of_geonames_plain_or_packed(tmp_path: Path, packed: bool) -> None:
    text = "\n".join(DUMP) + "\n"
    path = tmp_path / ("PK.zip" if packed else "PK.txt")
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "see the site")
            archive.writestr("PK.txt", text)
    else:
        path.write_text(text, "utf-8")
    (area, town), problems = rows(path, "geonames")
    assert (area.kind, town.kind, town.admin1, town.geonames_id) == ("admin1", "populated", "Balochistan", 2)
    assert town.names == ("Zarghun Kili", "Old Kili", "Kili") and town.population == 77
    assert [(p.code, p.where) for p in problems] == [("ACC-160", f"{path.name}, line 4")]


def feature(properties: dict[str, str], geometry: dict[str, Any] | None) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_geojson_points_and_polygons(tmp_path: Path) -> None:
    square = [[[66.0, 30.0], [67.0, 30.0], [67.0, 31.0], [66.0, 31.0], [66.0, 30.0]]]
    area = {"ADM2_EN": "Zarghun", "ADM1_EN": "Balochistan", "ADM2_PCODE": "PK999"}
    features = [
        feature({"name": "Camp 4"}, {"type": "Point", "coordinates": [66.5, 30.5]}),
        feature(area, {"type": "Polygon", "coordinates": square}),
        feature({"name": "Road"}, {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
        feature({"name": "Nothing"}, None),
    ]
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (camp, district), problems = rows(path, "geojson", "PK")
    assert (camp.kind, camp.lat, camp.lon) == ("populated", 30.5, 66.5)
    assert (district.kind, district.lat, district.lon, district.names) == ("admin2", 30.5, 66.5, ("PK999",))
    assert [p.code for p in problems] == ["ACC-164", "ACC-160"]


@pytest.mark.parametrize("text", ["not json", "[]", "{}", '{"features": 3}'])
def test_what_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(text)
    with pytest.raises(UsageError):
        rows(path, "geojson")


def test_the_point_of_a_bent_shape_lies_inside_it() -> None:
    # A horseshoe open to the east: its centroid lies in the opening.
    ring = [[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10], [0, 0]]
    point = inside_point({"type": "Polygon", "coordinates": [ring]})
    assert point is not None and 0 < point[1] < 1 and 1 < point[0] < 9
    assert inside_point({"type": "Polygon", "coordinates": []}) is None


# ── kept and asked ────────────────────────────────────────────────────────────────────────────────────


def test_a_place_that_geonames_lacks_is_found_with_its_point_and_provenance(tmp_path: Path) -> None:
    text = "Two guards were killed in Zarghun Kili, Balochistan, on Friday."
    before = place_in(text, open_gazetteer(SHIPPED, added=()))
    assert before is None or before.name != "Zarghun Kili" or before.lat is None
    gazetteer = opened(tmp_path, village("Zarghun Kili", 30.3, 67.3))
    place = place_in(text, gazetteer)
    assert place is not None and (place.lat, place.lon, place.precision) == (30.3, 67.3, 1)
    assert (place.country_iso3, place.admin1) == ("PAK", "Balochistan")
    assert place.gazetteer == gazetteer.added[0] and place.gazetteer.startswith("own@")


def test_an_added_place_takes_the_stead_of_the_shipped_one(tmp_path: Path) -> None:
    gazetteer = opened(tmp_path, village("Mastung", 29.0, 66.0, admin1="Baluchistan"))
    towns = [e for e in gazetteer.lookup("Mastung") if (e.kind, e.country_iso3) == ("populated", "PAK")]
    assert [(e.lat, e.lon, e.admin1) for e in towns] == [(29.0, 66.0, "Balochistan")]
    assert any(e.kind == "admin2" for e in gazetteer.lookup("Mastung"))
    assert gazetteer.lookup("Quetta") == open_gazetteer(SHIPPED, added=()).lookup("Quetta")


def test_a_namesake_in_another_province_does_not_hide_a_city(tmp_path: Path) -> None:
    gazetteer = opened(tmp_path, village("Lahore", 26.0, 63.0, admin1="Balochistan"))
    assert {
        e.admin1 for e in gazetteer.lookup("Lahore") if e.kind == "populated" and e.country_iso3 == "PAK"
    } == {
        "Punjab",
        "Balochistan",
    }


def test_country_and_area_come_from_neighbours_that_agree(tmp_path: Path) -> None:
    gazetteer = opened(tmp_path, village("Nowhereabad", 30.25, 67.05, ""), village("Midsea", 10.0, 65.0, ""))
    (near,), (far,) = gazetteer.lookup("Nowhereabad"), gazetteer.lookup("Midsea")
    assert (near.country_iso3, near.admin1) == ("PAK", "Balochistan")
    assert (far.country_iso3, far.admin1, far.lat) == ("", None, 10.0)


def test_another_spelling_of_an_added_name(tmp_path: Path) -> None:
    gazetteer = opened(tmp_path, village("Zarghoon Kili", 30.3, 67.3))
    assert [e.name for e in gazetteer.similar("Zarghun Kili", "PAK")] == ["Zarghoon Kili"]


def test_changed_rows_are_another_version_and_the_old_index_goes(tmp_path: Path) -> None:
    cache, own = tmp_path / "cache", tmp_path / "own"
    (cache / "x").parent.mkdir()
    shipped = open_gazetteer(SHIPPED, added=())
    (cache / shipped.path.name).symlink_to(shipped.path)
    keep("own", "csv", "own.csv", [village("Zarghun Kili", 30.3, 67.3)], own)
    first = open_gazetteer(cache, added=added_gazetteers(own))
    keep("own", "csv", "own.csv", [village("Zarghun Kili", 30.4, 67.4)], own)
    second = open_gazetteer(cache, added=added_gazetteers(own))
    assert first.added != second.added
    assert second.lookup("Zarghun Kili")[0].lat == 30.4
    assert len(list(cache.glob("added-own+*.sqlite"))) == 1


def test_kept_rows_come_back_as_they_were(tmp_path: Path) -> None:
    row = Row("Kili", ("Killi", "کلی"), "feature", "PAK", "Balochistan", "", 30.1, 67.2, 12, 7, 3)
    added = keep("own", "csv", "own.csv", [row, row], tmp_path)
    assert list(stored_rows(added)) == [row] and added.rows == 1
    remove("own", tmp_path)
    assert added_gazetteers(tmp_path) == ()


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a b", ".hidden", "x" * 80])
def test_names_that_cannot_be_files_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        keep(name, "csv", "own.csv", [village("Kili", 30.1, 67.2)], tmp_path)
    with pytest.raises(UsageError):
        remove(name, tmp_path)


def test_nothing_is_added_where_no_row_can_be_used(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no row"):
        keep("own", "csv", "own.csv", [], tmp_path)


def test_a_damaged_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text("{}\n")
    with pytest.raises(AccordingError, match="remove own"):
        added_gazetteers(tmp_path)


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDING_GAZETTEERS", str(tmp_path))
    assert folder_of_added() == tmp_path
    monkeypatch.delenv("ACCORDING_GAZETTEERS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folder_of_added() == tmp_path / "according" / "gazetteers"


def test_old_indexes_of_the_family_are_removed_and_no_others(tmp_path: Path) -> None:
    for name in ("places-0.sqlite", "added-own+0.sqlite", "notes.txt"):
        (tmp_path / name).write_text("")
    made = ready((tmp_path,), "places-1.sqlite", lambda draft: draft.write_text("new") and None, "places-")
    assert made.read_text() == "new"
    assert {path.name for path in tmp_path.iterdir()} == {
        "places-1.sqlite",
        "added-own+0.sqlite",
        "notes.txt",
    }


def test_labels_name_the_version(tmp_path: Path) -> None:
    added = Added("own", "csv", "own.csv", 1, "0123456789abcdef", tmp_path)
    assert added.label == "own@0123456789ab"
