"""The incidents table: one row an incident, the same for terminal, page and export."""

from __future__ import annotations

from collections.abc import Sequence

from according import phrasing
from according.analysis.case import Case
from according.model import Category

#: The categories of the table's columns, in order; those that no incident has a figure for are left out.
SHOWN: tuple[Category, ...] = ("all", "civilian", "security_force", "armed_group", "unknown")

#: A first-level area or a larger one, as where_prec.
_AREA = 4


def columns(cases: Sequence[Case]) -> tuple[Category, ...]:
    """The categories that at least one incident has a toll of the dead for."""
    return tuple(c for c in SHOWN if any(case.toll("deaths", c) is not None for case in cases))


def row(case: Case, shown: Sequence[Category]) -> tuple[str, ...]:
    """Date, place, type, the dead by category as low–best–high, number of documents, voices by side."""
    return (
        phrasing.event_days(case.event),
        place_words(case),
        type_words(case),
        *(phrasing.toll_figure(case.toll("deaths", category)) for category in shown),
        str(len(case.document_ids)),
        phrasing.sides_words(case.sides),
    )


def place_words(case: Case) -> str:
    """The place, and how many further places its reports tie to it: "Quetta, Balochistan + 11"; for a larger
    area, how many in it: "Balochistan, 12 places"."""
    if case.is_total:
        return "many places"
    place = case.place
    words = phrasing.place_words(place, country=False)
    further = {
        p.name for m in case.mentions for p in m.places if p.precision is not None and p.precision <= 3
    }
    count = len(further - {place.name if place else ""})
    if count > 1 and place is not None and (place.precision or 0) >= _AREA:
        return f"{words}, {count} places"
    return f"{words} + {count}" if count else words


def type_words(case: Case) -> str:
    """The kind of event in ACLED's words (sub-event type), else by GTD's attack type; "?" where not told; a
    total over many incidents is called one."""
    if case.is_total:
        return "total over many incidents"
    if case.types.acled is not None:
        return case.types.acled[1] or case.types.acled[0]
    return case.types.gtd[0] if case.types.gtd else "?"


def name(case: Case) -> str:
    """What an incident is called where no table stands around it: "Quetta, Balochistan, 31 Jan 2026"."""
    where = "total over many incidents" if case.is_total else phrasing.place_words(case.place, country=False)
    return f"{where}, {phrasing.event_days(case.event)}"
