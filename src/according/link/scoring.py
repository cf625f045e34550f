"""How far two mentions speak for one event: comparisons, each with a level and a log-odds weight, added up.

The weights are natural log odds, fitted by logistic regression (no interaction terms, ridge 1) on pairs of
reports whose incident is known, and rounded to one tenth; see docs/profiles.md, "Linking". They are a table
to be read and argued with, not a model file. No weight rests on the likeness of texts. Rare names that two
reports share support a verdict that day and place already lean to; they never bring it about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from according.link.traits import Count, Traits, distance_km
from according.model import Judgement, Place, Verdict
from according.scopes import contains
from according.text import fold

#: Who signs the judgements made here. A name without "model:" is a person's.
LINKER = "model:link-1"
#: Between these log odds the verdict is "unsure".
_SURE = 1.0
#: Levels at which day and place speak for one event.
_ONE_DAY = frozenset({"same", "next", "overlapping"})
_ONE_PLACE = frozenset({"same", "near", "within"})

#: What each comparison can come to and how much it weighs; an unknown weighs nothing. "start" is the odds
#: before any comparison. Fitted, except (set by hand, for the fitted pairs hold too few of them): "start" and
#: "place within" lowered, "place far" and "other_area" lowered, and the rows types, actors and operation.
WEIGHTS: dict[str, dict[str, float]] = {
    "start": {"pair": -0.5},
    "day": {"same": 1.6, "next": 0.6, "near": -1.0, "apart": -2.0, "overlapping": 0.8, "unknown": 0.0},
    "published": {"same": 1.0, "near": 0.3, "week": 0.0, "month": 0.0, "later": -1.0, "unknown": 0.0},
    "place": {
        "same": 1.0,
        "near": -0.3,
        "region": -0.8,
        "far": -2.0,
        "within": 0.5,
        "part": -3.0,
        "other_area": -1.0,
        "unknown": 0.0,
    },
    "deaths": {"equal": 1.0, "compatible": 0.2, "apart": -0.3, "unknown": 0.0},
    "injured": {"equal": 0.6, "compatible": -0.2, "apart": -0.8, "unknown": 0.0},
    "types": {"same": 0.4, "other": -0.6, "unknown": 0.0},
    "actors": {"shared": 0.8, "none": 0.0},
    "operation": {"shared": 1.5, "other": -1.5, "unknown": 0.0},
    "names": {"none": 0.0, "one": 0.8, "two": 1.8, "several": 2.6},
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question put to two mentions: what it came to, and the log odds that this adds."""

    question: str
    level: str
    weight: float


def compared(a: Traits, b: Traits) -> tuple[Comparison, ...]:
    """The comparisons of two mentions, the odds at the start first. Symmetric."""
    levels = {
        "start": "pair",
        "day": _day(a, b),
        "published": _published(a.published, b.published),
        "place": _contained(_place(a, b), a, b),
        "deaths": _counts(a.deaths, b.deaths),
        "injured": _counts(a.injured, b.injured),
        "types": _types(a.types, b.types),
        "actors": "shared" if a.actors & b.actors else "none",
        "operation": _operation(a, b),
        "names": _names(len(a.names & b.names)),
    }
    return tuple(Comparison(q, level, WEIGHTS[q][level]) for q, level in levels.items())


def judged(a: Traits, b: Traits) -> Judgement:
    """The verdict on two mentions, with every comparison that speaks for or against it in `why`."""
    comparisons = compared(a, b)
    weight = round(sum(c.weight for c in comparisons), 2)
    if not _is_supported(comparisons):
        weight = min(weight, -_SURE)
    low, high = sorted((a.mention_id, b.mention_id))
    return Judgement(low, high, _verdict(weight), LINKER, why(comparisons), weight)


def _is_supported(comparisons: tuple[Comparison, ...]) -> bool:
    """Whether day and place both speak for one event, or one of the two does and the reports share names.

    Names stand in for a day or a place that a report does not tell or that was misread; never for both.
    """
    level = {c.question: c.level for c in comparisons}
    spoken = (level["day"] in _ONE_DAY, level["place"] in _ONE_PLACE)
    return all(spoken) or (any(spoken) and level["names"] in ("two", "several"))


def why(comparisons: tuple[Comparison, ...]) -> str:
    """The comparisons in one line, those that weigh nothing left out: "day same +2.5; place near +1.5"."""
    return "; ".join(f"{c.question} {c.level} {c.weight:+.1f}" for c in comparisons if c.weight)


def _verdict(weight: float) -> Verdict:
    if weight >= _SURE:
        return "same"
    return "different" if weight <= -_SURE else "unsure"


def _day(a: Traits, b: Traits) -> str:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "unknown"
    gap = max((a.first - b.last).days, (b.first - a.last).days, 0)
    if gap == 0:
        return "same" if a.exact and b.exact else "overlapping"
    if gap == 1:
        return "next"
    return "near" if gap <= 3 else "apart"


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
    """The nearest that any of the places of the one comes to any of the other's."""
    levels = {_places(one, other) for one in (a.place, *a.places) for other in (b.place, *b.places)}
    return next(level for level in _NEARNESS if level in levels)


#: Levels of the comparison of places, nearest first; what is not told is no nearer than what is far.
_NEARNESS = ("same", "near", "within", "region", "other_area", "far", "unknown")


def _places(one: Place | None, other: Place | None) -> str:
    """Points by distance; an area by whether it holds the other place."""
    if one is None or other is None or one.country_iso3 is None or other.country_iso3 is None:
        return "unknown"
    if contains(one, other) or contains(other, one):
        return "within"
    km = distance_km(one, other)
    if km is None or max(one.precision or 9, other.precision or 9) > 3:
        alike = one.admin1 is not None and other.admin1 is not None and fold(one.admin1) == fold(other.admin1)
        return "within" if alike and one.country_iso3 == other.country_iso3 else "other_area"
    if km <= 5:
        return "same"
    if km <= 30:
        return "near"
    return "region" if km <= 100 else "far"


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


def _names(shared: int) -> str:
    return ("none", "one", "two")[shared] if shared < 3 else "several"
