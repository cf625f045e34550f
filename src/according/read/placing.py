"""From an entry of the gazetteer to a place, and how places lie to each other."""

from __future__ import annotations

from according.areas import great_circle_km
from according.model import Place
from according.ports import GazetteerEntry
from according.read.place_cues import Sighting
from according.text import fold

_PRECISION = {"populated": 1, "feature": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "waters": 7}
#: A road no longer than this is a place near its first town; a longer one is a stretch of country.
_SHORT_ROAD_KM = 100


def encloses(outer: GazetteerEntry, inner: GazetteerEntry) -> bool:
    """Whether the inner entry lies in the outer area by the chain country, first, second level."""
    if not outer.country_iso3 or outer.country_iso3 != inner.country_iso3:
        return False
    if outer.kind == "country":
        return True
    if not outer.admin1 or outer.admin1 != inner.admin1:
        return False
    return outer.kind == "admin1" or (
        outer.kind == "admin2" and bool(outer.admin2) and outer.admin2 == inner.admin2
    )


def apart_km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return great_circle_km((one.lat, one.lon), (other.lat, other.lon))


def place_of(seen: Sighting, entry: GazetteerEntry | None, hint: str | None) -> Place:
    """The report's words with what the entry adds; without an entry the words alone. Of words all in capitals
    the entry's spelling is shown."""
    name = _readable(seen.name, entry)
    if entry is None:
        return Place(name, country_iso3=hint, precision=6 if hint else None)
    if seen.road_to and min(apart_km(entry, end) for end in seen.road_to) > _SHORT_ROAD_KM:
        return Place(name, country_iso3=entry.country_iso3 or None, precision=5)
    precision = _PRECISION[entry.kind]
    if precision == 1 and entry.lat is None:
        precision = 5  # a line or a stretch of country without a point of its own
    if seen.near and precision == 1:
        precision = 2
    if seen.kinds and "admin2" in seen.kinds and precision == 1:
        precision = 3
    return Place(
        name,
        entry.country_iso3 or None,
        entry.admin1,
        entry.admin2,
        entry.lat,
        entry.lon,
        precision,
        entry.geonames_id,
        entry.gazetteer or None,
    )


def _readable(name: str, entry: GazetteerEntry | None) -> str:
    """ "QUETTA" as Quetta; initials ("US", "UAE", "U.K.") and names in mixed letters as they are."""
    if not name.isupper() or len(name) < 4 or "." in name:
        return name
    if entry is not None and fold(entry.name) == fold(name):
        return entry.name
    return name.title() if entry is not None and entry.kind != "country" else name
