"""From an entry of the gazetteer to a place, and how places lie to each other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from according.model import Place
from according.ports import GazetteerEntry
from according.read.place_cues import Sighting

_PRECISION = {"populated": 1, "feature": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "waters": 7}
_LEVELS = {6: "country", 4: "admin1", 3: "admin2"}
#: A road no longer than this is a place near its first town; a longer one is a stretch of country.
_SHORT_ROAD_KM = 100


def encloses(outer: GazetteerEntry | Place, inner: GazetteerEntry | Place) -> bool:
    """Whether the inner place lies in the outer area by the chain country, first, second level."""
    if not outer.country_iso3 or outer.country_iso3 != inner.country_iso3:
        return False
    level = outer.kind if isinstance(outer, GazetteerEntry) else _LEVELS.get(outer.precision or 0)
    if level == "country":
        return True
    if not outer.admin1 or outer.admin1 != inner.admin1:
        return False
    return level == "admin1" or (level == "admin2" and bool(outer.admin2) and outer.admin2 == inner.admin2)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude) in kilometres."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def apart_km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def place_of(seen: Sighting, entry: GazetteerEntry | None, hint: str | None) -> Place:
    """The report's words with what the entry adds; without an entry the words alone."""
    if entry is None:
        return Place(seen.name, country_iso3=hint, precision=6 if hint else None)
    if seen.road_to and min(apart_km(entry, end) for end in seen.road_to) > _SHORT_ROAD_KM:
        return Place(seen.name, country_iso3=entry.country_iso3 or None, precision=5)
    precision = _PRECISION[entry.kind]
    if seen.near and precision == 1:
        precision = 2
    if seen.kinds and "admin2" in seen.kinds and precision == 1:
        precision = 3
    return Place(
        seen.name,
        entry.country_iso3 or None,
        entry.admin1,
        entry.admin2,
        entry.lat,
        entry.lon,
        precision,
        entry.geonames_id,
    )
