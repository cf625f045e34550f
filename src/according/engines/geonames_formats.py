"""Gazetteers as people have them: GeoNames dumps, CSV tables and GeoJSON files, read row by row.

A row that cannot be used costs only itself and says so by a problem with its line (ACC-160 to ACC-165);
nothing is guessed but what `geonames_added` documents: no row gets a point that the file does not give.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

from according.engines.geonames_index import countries_by_code
from according.engines.geonames_shapes import inside_point
from according.errors import UsageError
from according.model import Problem
from according.ports import PlaceKind

#: More rows than any one country's dump has; a dump of the world is too large for memory.
MOST_ROWS = 2_000_000
#: Longest line or cell, in characters: polygons in GeoJSON are read whole and do not count.
_LONGEST = 2_000_000
#: Spot features of GeoNames that reports name as places of events; the others (schools, banks, hotels) bear
#: everyday words as names and would be found everywhere.
_SPOTS = frozenset({"AIRP", "AIRB", "AIRF", "DAM", "MN", "PSTB", "CMP", "CMPRF", "INSM", "OILF", "GATE"})
#: Column names by what they hold, folded: lower case, letters and digits only. The finest name comes first.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "placename", "nameen", "adm3en", "adm2en", "adm1en", "shapename", "village"),
    "lat": ("latitude", "lat", "y"),
    "lon": ("longitude", "lon", "lng", "long", "x"),
    "names": ("alternatenames", "alternatename", "alternates", "altnames", "names", "aliases", "alias"),
    "country": ("countrycode", "country", "iso3", "iso2", "countryiso3", "adm0pcode", "adm0en", "iso"),
    "admin1": ("admin1", "admin1name", "adm1", "adm1en", "adm1name", "province", "state", "region"),
    "admin2": ("admin2", "admin2name", "adm2", "adm2en", "adm2name", "district", "county"),
    "kind": ("featureclass", "kind", "class", "type"),
    "population": ("population", "pop"),
    "number": ("geonamesid", "geonameid"),
}  # fmt: skip
_KINDS: dict[str, PlaceKind] = {
    "p": "populated", "populated": "populated", "s": "feature", "t": "feature", "l": "feature",
    "feature": "feature", "admin1": "admin1", "adm1": "admin1", "admin2": "admin2", "adm2": "admin2",
    "a": "admin2", "region": "region", "waters": "waters", "h": "feature",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a user's gazetteer. `names`: other names; `country_iso3`, `admin1`, `admin2` are empty
    where the file does not tell; `line` counts from 1 (the number of the feature in GeoJSON)."""

    name: str
    names: tuple[str, ...]
    kind: PlaceKind
    country_iso3: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    population: int = 0
    geonames_id: int | None = None
    line: int = 0


Found = Iterator[Row | Problem]


def read_gazetteer(path: Path, format_name: str, country: str | None = None) -> Found:
    """The rows of a file and the problems of those that cannot be used, in the file's order.

    `format_name` is one of `FORMATS`; `country` (ISO 3166 alpha-2 or alpha-3, or its English name) stands in
    where a row tells none. UsageError where the file cannot be opened, is not of that format or has more
    than `MOST_ROWS` rows.
    """
    codes = countries_by_code()
    default = ""
    if country is not None:
        default = codes.get(country.casefold(), "")
        if not default:
            raise UsageError(f"{country!r} is no country: give its ISO 3166 code, for example PAK")
    try:
        with _text(path) as file:
            for count, found in enumerate(FORMATS[format_name](file, path.name, default), 1):
                if count > MOST_ROWS:
                    raise UsageError(f"{path} has more than {MOST_ROWS:,} rows: give one country's file")
                yield found
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, csv.Error) as fault:
        raise UsageError(f"{path} cannot be read as {format_name}: {fault}") from fault


def _text(path: Path) -> TextIO:
    """The file as text; of a .zip its largest member (a GeoNames dump lies beside a readme)."""
    if not zipfile.is_zipfile(path):
        return path.open(encoding="utf-8-sig", errors="replace", newline="")
    archive = zipfile.ZipFile(path)
    members = [info for info in archive.infolist() if not info.is_dir()]
    if not members:
        raise UsageError(f"{path} is an empty archive")
    largest = max(members, key=lambda info: info.file_size)
    return io.TextIOWrapper(archive.open(largest), encoding="utf-8-sig", errors="replace", newline="")


# ── GeoNames ──────────────────────────────────────────────────────────────────────────────────────────


def _geonames(file: TextIO, name: str, default: str) -> Found:
    """A dump of GeoNames: 19 columns divided by tabs, no head. Areas are named by the dump's own rows."""
    codes, areas = countries_by_code(), dict[tuple[str, ...], str]()
    kept: list[tuple[int, list[str]]] = []
    for line, text in enumerate(file, 1):
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            if text.strip():
                yield _problem("ACC-160", f"{len(cells)} columns where GeoNames has 19", name, line)
            continue
        if cells[7] == "ADM1":
            areas[cells[8], cells[10]] = cells[1]
        elif cells[7] == "ADM2":
            areas[cells[8], cells[10], cells[11]] = cells[1]
        if _geonames_kind(cells) is not None:
            kept.append((line, cells))
        if len(kept) > MOST_ROWS:
            raise UsageError(f"more than {MOST_ROWS:,} rows: give one country's file")
    for line, cells in kept:
        plain = {
            "name": cells[1],
            "names": f"{cells[2]};{cells[3].replace(',', ';')}",
            "lat": cells[4],
            "lon": cells[5],
            "country": cells[8],
            "admin1": areas.get((cells[8], cells[10]), ""),
            "admin2": areas.get((cells[8], cells[10], cells[11]), ""),
            "population": cells[14],
            "number": cells[0],
        }
        yield from _made(plain, _geonames_kind(cells) or "populated", name, line, default, codes)


def _geonames_kind(cells: list[str]) -> PlaceKind | None:
    """What According takes a row for; None for one that it has no use for (streams, roads, schools)."""
    sort, code = cells[6], cells[7]
    if sort == "P":
        return None if code in ("PPLH", "PPLQ", "PPLW") and cells[14] in ("", "0") else "populated"
    if sort == "A":
        return {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "feature", "ADM4": "feature"}.get(code)  # type: ignore[return-value]
    if sort == "L":
        return "region" if code == "RGN" else "feature"
    return "feature" if sort == "T" or (sort == "S" and code in _SPOTS) else None


# ── CSV ───────────────────────────────────────────────────────────────────────────────────────────────


def _csv(file: TextIO, name: str, default: str) -> Found:
    """A table with a head: name, latitude, longitude; and alternate names (divided by ;), country, areas."""
    sample = file.read(4096)
    file.seek(0)
    first = sample.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(file, delimiter=mark)
    head = [_folded(cell) for cell in next(rows, [])]
    columns = {
        key: head.index(next(alias for alias in aliases if alias in head))
        for key, aliases in _COLUMNS.items()
        if any(alias in head for alias in aliases)
    }
    for needed, shown in (("name", "name"), ("lat", "latitude"), ("lon", "longitude")):
        if needed not in columns:
            raise UsageError(f"{name} has no column {shown}: its first row must name the columns")
    codes = countries_by_code()
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        line = rows.line_num
        if len(cells) > len(head):
            yield _problem("ACC-160", f"{len(cells)} cells under {len(head)} columns", name, line)
            continue
        plain = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        yield from _made(plain, _kind_said(plain, "populated"), name, line, default, codes)


# ── GeoJSON ───────────────────────────────────────────────────────────────────────────────────────────


def _geojson(file: TextIO, name: str, default: str) -> Found:
    """Points as they are; of a polygon a point inside it. Names come from the properties."""
    try:
        plain = json.load(file)
    except (ValueError, RecursionError) as fault:
        raise UsageError(f"{name} is not JSON: {fault}") from fault
    features = plain.get("features") if isinstance(plain, dict) else None
    if isinstance(plain, dict) and plain.get("type") == "Feature":
        features = [plain]
    if not isinstance(features, list):
        raise UsageError(f"{name} is no GeoJSON: it has no features")
    crs = json.dumps(plain.get("crs") or "CRS84")
    if not any(known in crs for known in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise UsageError(f"{name} is not in degrees (WGS 84): {crs[:80]}")
    codes = countries_by_code()
    for number, feature in enumerate(features, 1):
        yield from _feature(feature, name, number, default, codes)


def _feature(feature: Any, name: str, number: int, default: str, codes: Mapping[str, str]) -> Found:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        yield _problem("ACC-160", "a feature without properties or geometry", name, number)
        return
    told = {_folded(str(key)): str(value) for key, value in properties.items() if value is not None}
    plain = {
        key: next((told[alias] for alias in aliases if told.get(alias, "").strip()), "")
        for key, aliases in _COLUMNS.items()
        if key not in ("lat", "lon")
    }
    point = inside_point(geometry)
    if point is None:
        yield _problem(
            "ACC-164", f"a geometry without a point of its own: {geometry.get('type')}", name, number
        )
        return
    area = geometry.get("type") in ("Polygon", "MultiPolygon")
    level: PlaceKind = "admin2" if area else "populated"
    if area and "adm2en" not in told and plain["name"] == told.get("adm1en"):
        level = "admin1"
    others = [told[key] for key in ("adm2pcode", "adm2ref", "adm2alt1en", "adm2alt2en") if key in told]
    plain |= {"lat": str(point[0]), "lon": str(point[1]), "names": ";".join([plain["names"], *others])}
    yield from _made(plain, _kind_said(plain, level), name, number, default, codes)


# ── one row ───────────────────────────────────────────────────────────────────────────────────────────


def _made(
    plain: Mapping[str, str], kind: PlaceKind, file: str, line: int, default: str, codes: Mapping[str, str]
) -> Found:
    """The row of what a file says, and what is wrong with it."""
    name = " ".join(plain.get("name", "").split())
    if not name or len(name) > 200:
        yield _problem(
            "ACC-161", "a row without a name" if not name else "a name of over 200 characters", file, line
        )
        return
    if "\ufffd" in name:
        yield _problem("ACC-160", "a name that is not UTF-8", file, line)
        return
    lat, lon = _degrees(plain.get("lat", ""), 90.0), _degrees(plain.get("lon", ""), 180.0)
    if lat is None or lon is None or (lat == 0.0 and lon == 0.0):
        said = f"{plain.get('lat', '')[:20]!r}, {plain.get('lon', '')[:20]!r}"
        yield _problem("ACC-162", f"no latitude and longitude in degrees: {said}", file, line)
        return
    told = plain.get("country", "").strip()
    country = codes.get(told.casefold(), "") if told else default
    if told and not country:
        yield _problem("ACC-163", f"{told[:40]!r} is no country's code or name", file, line)
    words = plain.get("population", "").replace(",", "").strip()
    if words and not words.isdecimal():
        yield _problem("ACC-165", f"the population {words[:20]!r} is no number", file, line)
    others = (" ".join(other.split()) for other in plain.get("names", "").replace("|", ";").split(";"))
    names = tuple(dict.fromkeys(other for other in others if 1 < len(other) <= 200 and other != name))
    number = plain.get("number", "").strip()
    yield Row(
        name,
        names,
        kind,
        country,
        " ".join(plain.get("admin1", "").split()),
        " ".join(plain.get("admin2", "").split()),
        round(lat, 6),
        round(lon, 6),
        int(words[:12]) if words.isdecimal() else 0,
        int(number) if number.isdecimal() and len(number) < 12 else None,
        line,
    )


def _kind_said(plain: Mapping[str, str], otherwise: PlaceKind) -> PlaceKind:
    said = _folded(plain.get("kind", ""))
    return _KINDS.get(said, otherwise)


def _degrees(words: str, most: float) -> float | None:
    try:
        value = float(words.strip())
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) <= most else None


def _folded(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def _problem(code: str, message: str, file: str, line: int) -> Problem:
    return Problem(code, message, f"{file}, line {line}")


#: The formats by the name that the command knows them by.
FORMATS: Mapping[str, Callable[[TextIO, str, str], Found]] = {
    "geonames": _geonames,
    "csv": _csv,
    "geojson": _geojson,
}


def rows_of(found: Iterable[Row | Problem], problems: list[Problem]) -> Iterator[Row]:
    """The rows alone; the problems are put into `problems`."""
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            yield one
