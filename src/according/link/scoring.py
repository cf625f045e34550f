"""How far two mentions speak for one event: comparisons, each with a level and a log-odds weight, added up.

The weights are natural log odds, fitted by logistic regression (no interaction terms, ridge 1) on pairs of
reports whose incident is known, and rounded to one tenth; see docs/linking.md. They are a table to be read
and argued with, not a model file. No weight rests on the likeness of texts. Rare names that two reports share
never make up by themselves for another day at another place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from according.link.rarity import Rarity
from according.link.traits import Count, Traits, distance_km
from according.model import Judgement, Place, Verdict
from according.scopes import contains
from according.text import fold

#: Who signs the judgements made here. A name without "model:" is a person's.
LINKER = "model:link-3"
#: Between these log odds the verdict is "unsure".
_SURE = 1.0
#: Up to this precision a place is a point (as UCDP's where_prec).
_POINT = 3
#: Levels at which places speak for one event.
_ONE_PLACE = frozenset({"same", "near", "within"})

#: Levels of shared names that stand in for a place that is not told, or make doubtful one that differs.
_TELLING = frozenset({"several", "many", "most"})
#: What else stands in for a place that is not told: the event's own name, or one organisation's count of it.
_STAND_INS = {"operation": "shared", "extent": "counted"}

#: What each comparison can come to and how much it weighs, in natural log odds; an unknown weighs nothing.
#: "start" is the odds before any comparison, for two mentions that blocking brought together. Fitted by
#: train/link_weights.py, but for the rows that it holds (place part, within and other_area, day overlapping,
#: deaths apart, types, actors, operation): the fitted pairs hold too few or too easy cases of them.
WEIGHTS: dict[str, dict[str, float]] = {
    "start": {"pair": -2.9},
    "day": {
        "same": 3.6,
        "next": 2.2,
        "shared": 2.8,
        "overlapping": 1.0,
        "near": 1.0,
        "open": 0.8,
        "week": -0.1,
        "month": -1.8,
        "apart": -2.4,
        "unknown": 0.0,
    },
    "published": {"same": 0.5, "near": 0.4, "week": 0.0, "month": 0.0, "later": 0.0, "unknown": 0.0},
    "place": {
        "same": 0.4,
        "within": 0.5,
        "named": 0.3,
        "near": -1.3,
        "region": -1.2,
        "other_area": -1.0,
        "far": -2.7,
        "part": -3.0,
        "unknown": 0.0,
    },
    "deaths": {"equal": 1.3, "compatible": 0.2, "apart": 0.0, "unknown": 0.0},
    "injured": {"equal": 0.5, "compatible": -0.9, "apart": -1.2, "unknown": 0.0},
    "types": {"same": 0.4, "other": -0.6, "unknown": 0.0},
    "actors": {"shared": 0.8, "none": 0.0},
    "operation": {"shared": 2.5, "other": -1.5, "unknown": 0.0},
    "extent": {"counted": 2.5, "wide": 1.5, "unknown": 0.0},
    "names": {"most": 1.9, "many": 1.7, "several": 0.9, "some": 0.5, "none": -0.2, "unknown": 0.0},
    "opening": {"most": 2.5, "many": 1.4, "several": 0.4, "some": 0.0, "none": -1.3, "unknown": 0.0},
    "repeated": {"most": 2.0, "many": 2.0, "several": 1.8, "some": 0.7, "unknown": 0.0},
    "ages": {"several": 1.0, "one": 0.5, "none": -2.0, "unknown": 0.0},
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question put to two mentions: what it came to, and the log odds that this adds."""

    question: str
    level: str
    weight: float


def compared(a: Traits, b: Traits, rarity: Rarity) -> tuple[Comparison, ...]:
    """The comparisons of two mentions, the odds at the start first. Symmetric."""
    levels = levels_of(a, b, rarity)
    return tuple(Comparison(question, level, WEIGHTS[question][level]) for question, level in levels.items())


def levels_of(a: Traits, b: Traits, rarity: Rarity) -> dict[str, str]:
    """What each question put to two mentions comes to."""
    names, opening, repeated = _shared_names(a, b, rarity)
    place = _contained(_place(a, b), a, b)
    return {
        "start": "pair",
        "day": _day(a, b),
        "published": _published(a.published, b.published),
        "place": _named_place(place, a, b) if {names, opening} & _TELLING else place,
        "deaths": _counts(a.deaths, b.deaths),
        "injured": _counts(a.injured, b.injured),
        "types": _types(a.types, b.types),
        "actors": "shared" if a.actors & b.actors else "none",
        "operation": _operation(a, b),
        "extent": _extent(a, b),
        "names": names,
        "opening": opening,
        "repeated": repeated,
        "ages": _ages(a.named.ages, b.named.ages),
    }


def judged(a: Traits, b: Traits, rarity: Rarity, above: float | None = None) -> Judgement | None:
    """The verdict on two mentions, with every comparison that speaks for or against it in `why`; None where
    its weight is not `above` so much."""
    levels = levels_of(a, b, rarity)
    weight = weight_of(levels)
    if above is not None and weight <= above:
        return None
    low, high = sorted((a.mention_id, b.mention_id))
    return Judgement(low, high, verdict_of(weight), LINKER, why(levels), weight)


def weight_of(levels: Mapping[str, str], weights: Mapping[str, Mapping[str, float]] = WEIGHTS) -> float:
    """The log odds that the levels add up to. Where a report does not tell the place, shared names, a shared
    operation or one organisation's own count of places must stand in for it: without them the weight is no
    higher than that of "different"."""
    weight = round(sum(weights[question][level] for question, level in levels.items()), 2)
    if levels["place"] != "unknown" or levels["names"] in _TELLING or levels["opening"] in _TELLING:
        return weight
    if any(levels[question] == level for question, level in _STAND_INS.items()):
        return weight
    return min(weight, -_SURE)


def why(levels: Mapping[str, str]) -> str:
    """The comparisons in one line, those that weigh nothing left out: "day same +2.5; place near +1.5"."""
    weighed = ((question, level, WEIGHTS[question][level]) for question, level in levels.items())
    return "; ".join(f"{question} {level} {weight:+.1f}" for question, level, weight in weighed if weight)


def verdict_of(weight: float) -> Verdict:
    """The verdict at these log odds."""
    if weight >= _SURE:
        return "same"
    return "different" if weight <= -_SURE else "unsure"


def _day(a: Traits, b: Traits) -> str:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "unknown"
    gap = max((a.first - b.last).days, (b.first - a.last).days, 0)
    if gap > _NEAR_DAYS and _is_open(a, b):
        return "open"
    if gap:
        return next((level for days, level in _GAPS if gap <= days), "apart")
    if not (a.exact and b.exact):
        return "overlapping"
    if (a.first, a.last) == (b.first, b.last):
        return "same"
    return "shared" if max(a.last - a.first, b.last - b.first).days < _SHORT_DAYS else "overlapping"


def _is_open(a: Traits, b: Traits) -> bool:
    """Whether both days lie before both reports: then one misread date may explain that they differ."""
    last = max(one.first for one in (a, b) if one.first is not None)
    return all(one.published is not None and last <= one.published for one in (a, b))


#: Farther apart than this, days that lie before both reports are "open".
_NEAR_DAYS = 3
#: Two events of a few days that share a day may well be one; a week holds many.
_SHORT_DAYS = 4
#: Days between the days of two events, at most, and what that is called.
_GAPS = ((1, "next"), (3, "near"), (10, "week"), (40, "month"))


def _published(a: date | None, b: date | None) -> str:
    if a is None or b is None:
        return "unknown"
    gap = abs((a - b).days)
    if gap == 0:
        return "same"
    for days, level in ((1, "near"), (7, "week"), (30, "month")):
        if gap <= days:
            return level
    return "later"


def _place(a: Traits, b: Traits) -> str:
    """The nearest that any of the places of the one comes to any of the other's. Of two events in towns the
    towns are compared: an area beside them ("soldiers died elsewhere in the south") makes no one place of
    two."""
    ours, theirs = (_towns(a), _towns(b)) if _in_towns(a, b) else (a.places, b.places)
    levels = {_places(one, other) for one in ours for other in theirs}
    return next((level for level in _NEARNESS if level in levels), "unknown")


def _in_towns(a: Traits, b: Traits) -> bool:
    return all(one.place is not None and _is_town(one.place) for one in (a, b))


def _towns(one: Traits) -> tuple[Place, ...]:
    return tuple(place for place in one.places if _is_town(place))


def _is_town(place: Place) -> bool:
    return place.precision is not None and place.precision <= _POINT and place.lat is not None


#: Levels of the comparison of places, nearest first; what is not told is no nearer than what is far.
_NEARNESS = ("same", "near", "within", "region", "other_area", "far", "unknown")


def _places(one: Place, other: Place) -> str:
    """Points by distance, and far across a border unless they adjoin; an area by whether it holds the other
    place."""
    if one.country_iso3 is None or other.country_iso3 is None:
        return "unknown"
    if contains(one, other) or contains(other, one):
        return "within"
    km = distance_km(one, other)
    if km is None or max(one.precision or 9, other.precision or 9) > _POINT:
        alike = one.admin1 is not None and other.admin1 is not None and fold(one.admin1) == fold(other.admin1)
        return "within" if alike and one.country_iso3 == other.country_iso3 else "other_area"
    if km <= 5:
        return "same"
    if km <= 30:
        return "near"
    return "region" if km <= 100 and one.country_iso3 == other.country_iso3 else "far"


def _contained(level: str, a: Traits, b: Traits) -> str:
    """ "part" for a whole and one of its parts: an episode and what happened at one place in it; or where
    the wider of two nested places has by far the higher figure."""
    if level in _ONE_PLACE and ((a.episode and b.local) or (b.episode and a.local)):
        return "part"
    if level != "within" or a.deaths is None or b.deaths is None or _width(a) == _width(b):
        return level
    wide, narrow = (a.deaths, b.deaths) if _width(a) > _width(b) else (b.deaths, a.deaths)
    most = narrow[1] if narrow[1] is not None else narrow[0]
    return "part" if wide[0] >= 2 * most + 3 else level


def _named_place(level: str, a: Traits, b: Traits) -> str:
    """ "named" where the places differ but the one's report names the other's place: for reports that share
    names, one of the two places may be misread. Attacks in several towns are told in one report too."""
    if level not in _APART:
        return level
    return "named" if _names_place(a, b) or _names_place(b, a) else level


#: Levels at which places differ.
_APART = frozenset({"near", "region", "other_area", "far"})


def _names_place(one: Traits, other: Traits) -> bool:
    return bool(other.place_words) and all(word in one.named.capitals for word in other.place_words)


def _width(one: Traits) -> int:
    return one.place.precision or 0 if one.place else 0


def _counts(a: Count | None, b: Count | None) -> str:
    if a is None or b is None:
        return "unknown"
    if a == b:
        return "equal"
    (a_low, a_high), (b_low, b_high) = a, b
    meet = (b_high is None or a_low <= b_high) and (a_high is None or b_low <= a_high)
    return "compatible" if meet or abs(a_low - b_low) <= max(1, min(a_low, b_low) // 5) else "apart"


def _types(a: tuple[str, str] | None, b: tuple[str, str] | None) -> str:
    if a is None or b is None:
        return "unknown"
    return "same" if a[0] == b[0] else "other"


def _operation(a: Traits, b: Traits) -> str:
    if not a.operations or not b.operations:
        return "unknown"
    return "shared" if a.operations & b.operations else "other"


def _extent(a: Traits, b: Traits) -> str:
    """ "counted": one organisation claims as many cities (or sites, or districts) in both."""
    if a.counted & b.counted:
        return "counted"
    return "wide" if a.episode and b.episode else "unknown"


def _shared_names(a: Traits, b: Traits, rarity: Rarity) -> tuple[str, str, str]:
    """How much the rare names tell that two reports share: anywhere, in the opening of one, and told more
    than once by both. Where they share none, "unknown" if one of them names too little for that to matter."""
    anywhere, opening, again = rarity.shared(a.named, b.named)
    both = (a.named, b.named)
    return (
        _told(anywhere) or ("none" if all(rarity.tells(n, opening=False) for n in both) else "unknown"),
        _told(opening) or ("none" if all(rarity.tells(n, opening=True) for n in both) else "unknown"),
        _told(again) or "unknown",
    )


def _told(much: float) -> str | None:
    """The level of names that tell so much; None where they tell nothing."""
    if not much:
        return None
    much = round(much, 6)
    return next(level for least, level in _TOLD if much >= least)


#: Natural log units of rarity, at least, and what names that tell so much are called.
_TOLD = ((10.0, "most"), (6.0, "many"), (3.0, "several"), (0.0, "some"))


def _ages(a: frozenset[int], b: frozenset[int]) -> str:
    if not a or not b:
        return "unknown"
    return ("none", "one", "several")[min(2, len(a & b))]
