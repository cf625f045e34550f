"""Mentions for tests of linking, built by hand."""

from __future__ import annotations

from datetime import date

from according.model import Actor, EventDate, EventTypes, Extent, Judgement, Mention, Place, Span, Verdict
from claiming import day

LAST_OF_JANUARY = day(31)
BALOCHISTAN = Place("Balochistan", "PAK", "Balochistan", precision=4)
QUETTA = Place("Quetta", "PAK", "Balochistan", "Quetta", 30.18, 67.0, 1, 1)
GWADAR = Place("Gwadar", "PAK", "Balochistan", "Gwadar", 25.12, 62.33, 1, 2)
NUSHKI = Place("Nushki", "PAK", "Balochistan", "Nushki", 29.55, 66.02, 1, 3)
PASNI = Place("Pasni", "PAK", "Balochistan", "Gwadar", 25.26, 63.47, 1, 4)
KARACHI = Place("Karachi", "PAK", "Sindh", "Karachi", 24.86, 67.0, 1, 5)


def mention(
    name: str,
    when: date | None = LAST_OF_JANUARY,
    place: Place | None = QUETTA,
    *,
    document: str = "",
    rank: int = 1,
    acled: tuple[str, str] | None = None,
    actors: tuple[str, ...] = (),
    places: tuple[Place, ...] = (),
    operations: tuple[str, ...] = (),
    extents: tuple[Extent, ...] = (),
) -> Mention:
    """A mention of its own document unless one is named."""
    event = EventDate(when, when, "day") if when else EventDate()
    people = tuple(Actor(a, "perpetrator", "armed_group", "reported") for a in actors)
    where = document or f"doc-{name}"
    places = places or ((place,) if place else ())
    return Mention(
        name,
        where,
        rank,
        event,
        place,
        EventTypes(acled),
        people,
        Span(0, 1, "x"),
        places,
        operations,
        extents,
    )


def judgement(
    a: str, b: str, verdict: Verdict, by: str = "Analyst", weight: float | None = None
) -> Judgement:
    """A verdict, by a person unless a model is named."""
    return Judgement(a, b, verdict, by, "", weight)
