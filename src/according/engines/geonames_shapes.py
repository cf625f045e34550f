"""A point inside a shape: what stands for a polygon on a map, never outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

Point = tuple[float, float]
Ring = Sequence[Point]


def inside_point(geometry: Mapping[str, Any]) -> Point | None:
    """(latitude, longitude) of a GeoJSON point, or of a point inside the largest polygon of an area.

    For an area that is its centroid where the centroid lies inside, else the middle of the widest stretch
    inside it on the centroid's parallel. None for lines, empty and broken geometries.
    """
    try:
        kind, coordinates = geometry["type"], geometry["coordinates"]
        if kind == "Point":
            return _point(coordinates)
        if kind == "MultiPoint":
            return _point(coordinates[0]) if len(coordinates) == 1 else None
        if kind not in ("Polygon", "MultiPolygon"):
            return None
        polygons = [_rings(one) for one in (coordinates if kind == "MultiPolygon" else [coordinates])]
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    largest = max(polygons, key=lambda rings: abs(_centroid(rings[0])[0]), default=())
    return _inside(largest) if largest else None


def _point(pair: Sequence[Any]) -> Point:
    lon, lat = float(pair[0]), float(pair[1])
    if not (isfinite(lat) and isfinite(lon)):
        raise ValueError("not a number")
    return lat, lon


def _rings(polygon: Sequence[Any]) -> tuple[Ring, ...]:
    rings = tuple(tuple(_point(pair) for pair in ring) for ring in polygon)
    if not rings or len(rings[0]) < 4:
        raise ValueError("no ring")
    return rings


def _centroid(ring: Ring) -> tuple[float, Point]:
    """The signed area and the centroid of a ring, by the shoelace formula; degrees taken as a plane."""
    lat0, lon0 = ring[0]
    area = lat = lon = 0.0
    for (a, b), (c, d) in pairwise(ring):
        a, b, c, d = a - lat0, b - lon0, c - lat0, d - lon0
        cross = b * c - d * a
        area += cross
        lat += (a + c) * cross
        lon += (b + d) * cross
    if abs(area) < 1e-12:
        return 0.0, ring[0]
    return area / 2, (lat0 + lat / (3 * area), lon0 + lon / (3 * area))


def _inside(rings: Sequence[Ring]) -> Point | None:
    area, (lat, lon) = _centroid(rings[0])
    if not area:
        return None
    crossings = sorted(
        b + (lat - a) * (d - b) / (c - a)
        for ring in rings
        for (a, b), (c, d) in pairwise(ring)
        if (a > lat) != (c > lat)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return None
    if any(west < lon < east for west, east in stretches):
        return lat, lon
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return lat, (west + east) / 2
