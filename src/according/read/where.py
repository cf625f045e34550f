"""Where: the places that a report names, and the place of an event it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from according.model import Document, Place, Sentence, Span
from according.ports import Gazetteer
from according.read.place_words import place_words
from according.read.placing import encloses, place_of
from according.read.toponyms import sightings_in
from according.read.whereabouts import country_of, resolved

_ROLE_WEIGHT = {
    "event-like": 1.0,
    "dateline": 0.6,
    "authority": 0.7,
    "other": 0.45,
    "origin": 0.4,
    "outlet": 0.0,
    "demonym": 0.05,
}
_FINENESS = {1: 1.0, 2: 1.0, 3: 0.85, 4: 0.5, 5: 0.4, 6: 0.15, 7: 0.5}


@dataclass(frozen=True, slots=True)
class Toponym:
    """One name of a place at one spot. `score` in (0, 1]: how sure it is that it names a place at all.

    `role`: "event-like" (in, at, near X), "dateline", "outlet" (a newspaper named after X), "authority"
    (X police), "origin" (of X, from X), "other". `place.precision` is None where nothing was found.
    """

    span: Span
    sentence: int
    place: Place
    score: float
    role: str


def toponyms_in(
    document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer, lang: Mapping[str, Any]
) -> tuple[Toponym, ...]:
    """All names of places in order, each resolved jointly with the others of the report.

    Needs no parse. `document.country_hint` (a country's name or ISO 3166 alpha-3 code) weighs heavily.
    """
    known = place_words(lang)
    sightings = sightings_in(document, sentences, gazetteer, known)
    entries = resolved(document, sightings, gazetteer, known)
    hint = country_of(document.country_hint, gazetteer) if document.country_hint else None
    content = document.content
    return tuple(
        Toponym(
            Span.of(content, s.start, s.end), s.sentence, place_of(s, entry, hint), round(s.score, 3), s.role
        )
        for s, entry in zip(sightings, entries, strict=True)
    )


def event_place(
    document: Document, sentences: Sequence[Sentence], toponyms: Sequence[Toponym], anchors: Sequence[int]
) -> Place | None:
    """The place of the event that the anchor sentences (strongest first) tell of; None where none is named.

    The finest place wins that the anchors, their neighbours and the rest of the report speak for.
    """
    ranked = _ranked(sentences, toponyms, anchors)
    if not ranked:
        return None
    best = ranked[0][1]
    for weight, place in ranked[1:]:
        if weight >= 0.25 * ranked[0][0] and contains(best, place) and _fine(place) > _fine(best):
            best = place
    return best


def event_places(
    document: Document, sentences: Sequence[Sentence], toponyms: Sequence[Toponym], anchors: Sequence[int]
) -> tuple[Place, ...]:
    """Every distinct place that an anchor sentence says the event was in, at or near, in reading order.

    Areas that contain another of these places are left out: "in Noshki, Balochistan" is one place.
    """
    wanted = frozenset(anchors)
    told = [t.place for t in toponyms if t.sentence in wanted and t.role == "event-like" and t.score >= 0.6]
    distinct = {_identity(place): place for place in reversed(told)}
    places = [place for place in dict.fromkeys(told) if distinct[_identity(place)] == place]
    return tuple(p for p in places if not any(p != other and contains(p, other) for other in places))


def contains(outer: Place, inner: Place) -> bool:
    """Whether the inner place lies within the outer one, by the chain of country and areas.

    A place contains itself. Towns and regions without a chain of areas contain nothing else.
    """
    if _identity(outer) == _identity(inner):
        return True
    if (outer.precision or 0) not in (3, 4, 6) or (inner.precision or 9) > (outer.precision or 0):
        return False
    return encloses(outer, inner)


def _identity(place: Place) -> tuple[object, ...]:
    if place.geonames_id is not None:
        return ("geonames", place.geonames_id)
    return (place.name.lower(), place.country_iso3, place.admin1, place.lat, place.lon)


def _fine(place: Place) -> float:
    if place.lat is None and place.precision not in (4, 5, 7):
        return 0.15 if place.geonames_id else 0.03
    return _FINENESS.get(place.precision or 0, 0.03)


def _ranked(
    sentences: Sequence[Sentence], toponyms: Sequence[Toponym], anchors: Sequence[int]
) -> list[tuple[float, Place]]:
    """The places with the weight that the report gives to each as the event's, heaviest first."""
    near = _nearness(sentences, anchors)
    weights: dict[tuple[object, ...], float] = defaultdict(float)
    shown: dict[tuple[object, ...], tuple[float, Place]] = {}
    for toponym in toponyms:
        weight = _ROLE_WEIGHT[toponym.role] * toponym.score * _fine(toponym.place)
        weight *= near.get(toponym.sentence, 0.12)
        key = _identity(toponym.place)
        weights[key] += weight if weights[key] < weight else 0.3 * weight
        if key not in shown or shown[key][0] < weight:
            shown[key] = (weight, toponym.place)
    return sorted(
        ((weights[key], shown[key][1]) for key in shown if weights[key] > 0), key=lambda pair: -pair[0]
    )


def _nearness(sentences: Sequence[Sentence], anchors: Sequence[int]) -> dict[int, float]:
    """How near each sentence is to the telling of the event: anchors, then title and neighbours."""
    near: dict[int, float] = {}
    for rank, anchor in enumerate(anchors):
        own = max(0.35, 1.0 - 0.15 * rank)
        for sentence, weight in ((anchor, own), (anchor - 1, 0.45 * own), (anchor + 1, 0.4 * own)):
            near[sentence] = max(near.get(sentence, 0.0), weight)
    for opening in sentences[:3]:
        near[opening.index] = max(near.get(opening.index, 0.0), 0.5)
    return near
