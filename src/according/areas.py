"""Places as areas: how wide each is, and which lies in which, by the chain of country and areas."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from according.model import Place
from according.text import fold

#: Levels of UCDP's where_prec: 1 and 2 are points, 3 second-level, 4 first-level, 6 country. Regions that
#: follow no border (5) and waters (7) have no chain, and so contain nothing.
POINT, ADMIN2, ADMIN1, COUNTRY = 2, 3, 4, 6
_WITHOUT_CHAIN = (5, 7)


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points (latitude, longitude in degrees) in kilometres."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def contains(outer: Place, inner: Place) -> bool:
    """Whether the outer place is an area that the inner one's chain names. False where that is not known;
    a point contains nothing, itself included."""
    level = level_of(outer)
    if level is None or level <= POINT or outer.precision in _WITHOUT_CHAIN:
        return False
    if outer.country_iso3 != inner.country_iso3:
        return False
    if level >= COUNTRY:
        return True
    if not named_alike(outer.admin1, inner.admin1):
        return False
    return level != ADMIN2 or named_alike(outer.admin2, inner.admin2)


def level_of(place: Place) -> int | None:
    """How wide the place is, as where_prec; read off its chain where the precision is not told. None where
    not even the country is known."""
    if place.country_iso3 is None:
        return None
    if place.precision is not None:
        return min(place.precision, COUNTRY)
    if place.lat is not None or place.geonames_id is not None:
        return 1
    if place.admin2 is not None:
        return ADMIN2
    return ADMIN1 if place.admin1 is not None else COUNTRY


def named_alike(a: str | None, b: str | None) -> bool:
    """Whether both names are known and the same but for case, accents and hyphens."""
    return a is not None and b is not None and (a == b or fold(a) == fold(b))
