"""Our own files beside the packages: other spellings, regions and points that GeoNames' files lack.

`gazetteer.csv` holds names, regions and towns; `districts_*.csv` second-level areas with points computed
from open boundaries. A row is laid onto the place that it means where the packages have it, else it is a new
place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources

from according.areas import great_circle_km
from according.engines.geonames_index import Rows, bare_key
from according.engines.geonames_keys import key_of, sound_of

#: Our own files, in the order in which they are laid on; a digest of all of them is part of the index's name.
OWN_FILES = ("gazetteer.csv", "districts_pak.csv")
#: A town of ours this far from GeoNames' town of the same name is another town.
_SAME_TOWN_KM = 60
_Row = dict[str, str]
_Numbers = dict[tuple[str, str], int]


def add_own(rows: Rows, area_names: dict[int, str]) -> None:
    """Lay our own files onto the rows of the packages."""
    places, numbers = _by_kind(rows)
    for file in OWN_FILES:
        for row in _read(file):
            names = row["names"].split("|")
            place = _meant(rows, row, names, places)
            if place is None:
                if not row["lat"] and row["kind"] == "populated":
                    continue  # names of a town that this version of the packages lacks: no point, no place
                place = _own_place(rows, row, numbers, area_names)
                for name in names:
                    places.setdefault((row["country_iso3"], row["kind"], _key(row["kind"], name)), place)
            elif row["lat"] and _is_pointless(rows, place, row):
                rows.places[place - 1] = _pointed(rows.places[place - 1], row)
            for name in names:
                whole = not row.get("pcode") or bare_key(name) != key_of(name)
                rows.called(place, name, exact=whole)
            if row.get("pcode"):
                rows.called(place, row["pcode"], exact=True)


def _read(file: str) -> Iterator[_Row]:
    with (resources.files("according.engines") / file).open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _meant(rows: Rows, row: _Row, names: list[str], places: dict[tuple[str, str, str], int]) -> int | None:
    """The place that a row adds to: by its GeoNames id, else by country, kind and name. A town with a point
    is GeoNames' only where that lies near by."""
    place = rows.by_geonames.get(int(row.get("geonames_id") or 0))
    for name in names[: None if row.get("pcode") else 1]:
        place = place or places.get((row["country_iso3"], row["kind"], _key(row["kind"], name)))
    if place is None or not row["lat"] or row["kind"] != "populated":
        return place
    _, _, _, _, _, _, lat, lon, _, _ = rows.places[place - 1]
    here, there = (float(row["lat"]), float(row["lon"])), (float(str(lat)), float(str(lon)))
    return place if great_circle_km(here, there) <= _SAME_TOWN_KM else None


def _is_pointless(rows: Rows, place: int, row: _Row) -> bool:
    """Whether our point is the better one: the place has none, or ours is computed from the area's border."""
    return rows.places[place - 1][6] is None or bool(row.get("pcode"))


def _key(kind: str, name: str) -> str:
    """Areas are compared by the sound of their bare name, so that an older spelling is no new district."""
    return sound_of(bare_key(name)) if kind == "admin2" else key_of(name)


def _by_kind(rows: Rows) -> tuple[dict[tuple[str, str, str], int], _Numbers]:
    """The most populous place by country, kind and main name; the area's number by country and name."""
    places: dict[tuple[str, str, str], int] = {}
    numbers: _Numbers = {}
    for place in sorted(rows.places, key=lambda place: -int(str(place[8] or 0))):
        number, name, kind, country, admin1, admin2, *_ = place
        places.setdefault((str(country), str(kind), _key(str(kind), str(name))), int(str(number)))
        own = {"admin1": admin1, "admin2": admin2}.get(str(kind))
        if own is not None:
            numbers.setdefault((str(country), key_of(str(name))), int(str(own)))
    return places, numbers


def _pointed(place: tuple[object, ...], row: _Row) -> tuple[object, ...]:
    """An area with the point of our own file, and its population where the packages know none."""
    population = int(str(place[8] or 0)) or int(row["population"] or 0)
    return (*place[:6], float(row["lat"]), float(row["lon"]), population, *place[9:])


def _own_place(rows: Rows, row: _Row, numbers: _Numbers, area_names: dict[int, str]) -> int:
    name, country = row["names"].split("|")[0], row["country_iso3"]

    def area(words: str) -> int | None:
        if not words:
            return None
        number = numbers.setdefault((country, key_of(words)), max(area_names) + 1)
        area_names.setdefault(number, words)
        return number

    admin2 = row["admin2"] or (name if row["kind"] == "admin2" else "")
    point = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
    admin1 = row["admin1"] or (name if row["kind"] == "admin1" else "")
    areas = (area(admin1), area(admin2))
    return rows.place(
        name, row["kind"], country, *areas, *point, int(row["population"] or 0), geonames_id=None
    )
