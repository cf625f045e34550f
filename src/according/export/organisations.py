"""Organisations as plain JSON values; the fields are told in docs/actors.md."""

from __future__ import annotations

from according.export.interchange import Record
from according.model import EventDate
from according.registry import Name, Organisation


def organisation_record(one: Organisation) -> Record:
    """One organisation with its names, relations and statuses; dates as exactly as they are known."""
    return {
        "id": one.organisation_id,
        "name": one.name,
        "side": one.side,
        "role": one.role,
        "countries": list(one.countries),
        "aliases": [_name(name) for name in one.names if not name.acronym],
        "acronyms": [_name(name) for name in one.names if name.acronym],
        "from": partial_words(one.start),
        "to": partial_words(one.end),
        "relations": [
            {"kind": r.kind, "to_id": r.to, "from": partial_words(r.start), "to": partial_words(r.end)}
            for r in one.relations
        ],
        "statuses": [
            {
                "status": s.status,
                "by": s.by,
                "source": s.source,
                "label": s.label or None,
                "from": partial_words(s.start),
                "to": partial_words(s.end),
                "checked": partial_words(s.checked),
            }
            for s in one.statuses
        ],
        "source": one.source,
    }


def _name(name: Name) -> Record:
    return {"name": name.words, "from": partial_words(name.start), "to": partial_words(name.end)}


def partial_words(day: EventDate | None) -> str | None:
    """A day as 2006-04-07, a month as 2006-04, a year as 2006; None where it is not known."""
    if day is None or day.start is None:
        return None
    return day.start.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(day.precision, 10)]
