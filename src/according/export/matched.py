"""What leaves a matching: one record a row, one a pair, or one a window of the grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from according.export.interchange import Record
from according.link.matching import Cell, Matching, Pair, Row, Taxonomy


def row_records(matching: Matching) -> Iterator[Record]:
    """One record a row, by incident: which incident of how many rows it is of, which other tables have it,
    the loosest pair within, why it could not be matched, and which rows to look at beside it."""
    beside = _beside(matching.review)
    for number, incident in enumerate(matching.incidents, 1):
        for row in incident.rows:
            yield {
                "incident": number,
                "rows": len(incident.rows),
                "tables": list(incident.tables),
                "kind": incident.kind if row.lack != "date" else None,
                **_row(row, ""),
                "start": None if row.start is None else row.start.isoformat(),
                "end": None if row.end is None else row.end.isoformat(),
                "latitude": row.lat,
                "longitude": row.lon,
                "score": max((pair.score for pair in incident.pairs), default=None),
                "distance_km": max((pair.distance_km for pair in incident.pairs), default=None),
                "lag_days": max((pair.lag_days for pair in incident.pairs), default=None),
                "lacks": row.lack,
                "review": beside.get((row.table, row.row_id), []),
            }


def _beside(review: Iterable[Pair]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for pair in review:
        for row, other in ((pair.first, pair.second), (pair.second, pair.first)):
            found.setdefault((row.table, row.row_id), []).append(f"{other.table} {other.row_id}")
    return found


def pair_records(matching: Matching, taxonomies: Sequence[Taxonomy]) -> Iterator[Record]:
    """One record a pair that was joined (`standing` "match"), then one a pair of an episode and an event for
    a person to look at ("review")."""
    for number, incident in enumerate(matching.incidents, 1):
        for pair in incident.pairs:
            yield {"standing": "match", "incident": number, **_pair(pair, taxonomies)}
    for pair in matching.review:
        yield {"standing": "review", "incident": None, **_pair(pair, taxonomies)}


def _pair(pair: Pair, taxonomies: Sequence[Taxonomy]) -> Record:
    return {
        **_row(pair.first, "_a"),
        **_row(pair.second, "_b"),
        "score": pair.score,
        "distance_km": pair.distance_km,
        "lag_days": pair.lag_days,
        "levels": [
            f"{taxonomy.column} {level + 1}/{taxonomy.depth}"
            for level, taxonomy in zip(pair.levels, taxonomies, strict=True)
        ],
    }


def _row(row: Row, suffix: str) -> Record:
    return {f"table{suffix}": row.table, f"id{suffix}": row.row_id}


def grid_records(cells: Iterable[Cell]) -> Iterator[Record]:
    """One record a window."""
    for cell in cells:
        yield {
            "km": cell.within.km,
            "days": cell.within.days,
            "matches": cell.matches,
            "incidents": cell.incidents,
            "episodes_to_review": cell.episodes_to_review,
        }
