"""Where: the places that a report names, and the place of an event it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from according import areas
from according.model import Document, Place, Sentence, Span
from according.ports import Gazetteer
from according.read.place_words import place_words
from according.read.placing import place_of
from according.read.toponyms import sightings_in
from according.read.whereabouts import resolved

_ROLE_WEIGHT = {
    "event-like": 1.0,
    "dateline": 0.6,
    "authority": 0.7,
    "other": 0.45,
    "origin": 0.4,
    "elsewhere": 0.25,
    "outlet": 0.0,
    "demonym": 0.05,
    "people": 0.0,
}
_FINENESS = {1: 1.0, 2: 1.0, 3: 0.85, 4: 0.5, 5: 0.4, 6: 0.15, 7: 0.5}
#: The precision of a place known to the province.
_PROVINCE = 4
#: A list of towns is the event's where it stands this many sentences after a sentence that tells of it.
_NEAR = 3
#: Characters between a name and the better known one that it lies near (", some 30 km to the west of ").
_LOCATING_GAP = 40
#: Characters between two names of a list: ", and " at most.
_LIST_GAP = 6


@dataclass(frozen=True, slots=True)
class Toponym:
    """One name of a place at one spot. `score` in (0, 1]: how sure it is that it names a place at all.

    `role`: "event-like" (in, at, near X), "dateline", "outlet" (a newspaper named after X), "authority"
    (X police), "origin" (of X, from X), "elsewhere" (arrested, buried, told reporters in X), "demonym"
    (Xian), "people" (of no state of their own), "other". `place.precision` is None where nothing was found.
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
    entries, country = resolved(document, sightings, gazetteer, known)
    content = document.content
    return tuple(
        Toponym(
            Span.of(content, s.start, s.end),
            s.sentence,
            place_of(s, entry, country),
            round(s.score, 3),
            s.role,
        )
        for s, entry in zip(sightings, entries, strict=True)
        if entry is not None or not s.tentative
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

    So are three or more towns in a row close by ("attacks in several cities, among them Noshki, Kalat and
    Pasni"). Areas that contain another of these places are left out: "in Noshki, Balochistan" is one place.
    """
    wanted = frozenset(anchors)
    listed = _listed(toponyms, {near for anchor in anchors for near in range(anchor - 1, anchor + _NEAR + 1)})
    told = [
        t.place
        for before, t in zip((None, *toponyms), toponyms, strict=False)
        if (t.sentence in wanted and t.role == "event-like" and t.score >= 0.6 and not _locates(t, before))
        or t.span.start in listed
    ]
    distinct = {_identity(place): place for place in reversed(told)}
    places = [place for place in dict.fromkeys(told) if distinct[_identity(place)] == place]
    return tuple(p for p in places if not any(p != other and contains(p, other) for other in places))


def _locates(toponym: Toponym, before: Toponym | None) -> bool:
    """Whether a name only says where the one before it lies ("in the Shaban area near Quetta")."""
    if before is None or before.sentence != toponym.sentence or before.role != "event-like":
        return False
    gap = toponym.span.start - before.span.end
    return toponym.place.precision == 2 and before.place.precision != 2 and gap <= _LOCATING_GAP


def _listed(toponyms: Sequence[Toponym], sentences: Set[int]) -> set[int]:
    """Where the towns stand that are listed one after the other in these sentences, three or more of them."""
    runs: list[list[Toponym]] = []
    for toponym in toponyms:
        if toponym.sentence not in sentences or toponym.place.precision not in (1, 2, 3):
            continue
        last = runs[-1][-1] if runs else None
        follows = last is not None and 0 < toponym.span.start - last.span.end <= _LIST_GAP
        if last is not None and follows and last.sentence == toponym.sentence:
            runs[-1].append(toponym)
        elif toponym.role not in ("dateline", "outlet"):
            runs.append([toponym])
    return {t.span.start for run in runs if len(run) > 2 for t in run}


def contains(outer: Place, inner: Place) -> bool:
    """Whether the inner place lies within the outer one, by the chain of country and areas.

    A place contains itself. Towns and regions without a chain of areas contain nothing else.
    """
    if _identity(outer) == _identity(inner):
        return True
    wide = outer.precision is not None and (inner.precision or 9) <= outer.precision
    return wide and areas.contains(outer, inner)


def share(one: Place, other: Place) -> bool:
    """Whether one of two places lies in the other."""
    return contains(one, other) or contains(other, one)


def is_fine(place: Place) -> bool:
    """Whether a place has a point and is a province or finer (`Place.precision`)."""
    return place.lat is not None and (place.precision or 9) <= _PROVINCE


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
    told = [t for t in toponyms if t.role == "event-like" and t.score >= 0.6 and _is_known(t.place)]
    for before, toponym in zip((None, *toponyms), toponyms, strict=False):
        weight = _ROLE_WEIGHT[toponym.role] * toponym.score * _fine(toponym.place)
        weight *= near.get(toponym.sentence, 0.12)
        if toponym.role == "dateline" and _only_written_there(toponym.place, told, near):
            weight *= 0.1
        if _locates(toponym, before) and before is not None and _is_known(before.place):
            weight *= 0.3
        key = _identity(toponym.place)
        weights[key] += weight if weights[key] < weight else 0.3 * weight
        if key not in shown or shown[key][0] < weight:
            shown[key] = (weight, toponym.place)
    return sorted(
        ((weights[key], shown[key][1]) for key in shown if weights[key] > 0), key=lambda pair: -pair[0]
    )


def _is_known(place: Place) -> bool:
    return place.lat is not None or place.precision in (4, 5)


def _only_written_there(dateline: Place, told: Sequence[Toponym], near: Mapping[int, float]) -> bool:
    """Whether a report dated from a place tells of the event elsewhere: near the event it names another
    place that the dateline does not lie in, or anywhere one in another country, and never the dateline's
    own place as the event's."""
    if any(contains(dateline, t.place) for t in told):
        return False
    for toponym in told:
        beside = near.get(toponym.sentence, 0.0) >= 0.35
        abroad = toponym.place.country_iso3 != dateline.country_iso3
        wide = toponym.place.precision == 4 and near.get(toponym.sentence, 0.0) >= 0.85
        if ((beside or abroad) and not contains(toponym.place, dateline)) or wide:
            return True
    return False


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
