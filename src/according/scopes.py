"""What a figure covers, compared as sets: windows, areas, categories and measures.

Two claims are compared by scope before anything else. Only figures of *equal* scope are rivals; one that is
*contained* bounds the other from below; *disjoint* ones may be parts of a whole; *overlaps* and *unknown*
allow no conclusion. Relations read from left to right: `compare(a, b) == "contains"` says that a contains
b.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from according.areas import ADMIN2, COUNTRY, POINT, level_of, named_alike
from according.areas import contains as contains
from according.model import Category, Claim, Measure, Place, Window
from according.text import fold

#: A figure over at least so many days sums up many events.
SUMMARY_DAYS = 27

Relation = Literal["equal", "contains", "contained", "overlaps", "disjoint", "unknown"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """(window, area, category, measure). `area` None: the event's own place, whatever that is."""

    window: Window
    area: Place | None
    category: Category
    measure: Measure


def coverage_of(claim: Claim) -> Coverage:
    """The coverage of one claim, as it states it."""
    return Coverage(claim.window, claim.area, claim.category, claim.measure)


def is_summary(claims: Iterable[Claim]) -> bool:
    """Whether there are figures and each sums up a month or more: what they stand for is no one event."""
    windows = [c.window if c.scope == "cumulative" else Window() for c in claims]
    return bool(windows) and all(_is_long(w) for w in windows)


def _is_long(window: Window) -> bool:
    start, end = window.start, window.end
    return start is not None and end is not None and (end - start).days >= SUMMARY_DAYS


def flipped(relation: Relation) -> Relation:
    """The same relation read from right to left."""
    if relation == "contains":
        return "contained"
    return "contains" if relation == "contained" else relation


def compare(a: Coverage, b: Coverage) -> Relation:
    """The two coverages as sets of (day, place, person, harm)."""
    return joined(
        (
            "equal" if a.measure == b.measure else "disjoint",
            compare_categories(a.category, b.category),
            compare_windows(a.window, b.window),
            compare_areas(a.area, b.area),
        )
    )


def joined(relations: Iterable[Relation]) -> Relation:
    """The relation of two products of sets from the relations of their factors.

    One disjoint factor makes the products disjoint; an unknown one then leaves all unknown; containing in one
    factor and being contained in another is an overlap.
    """
    found = set(relations) - {"equal"}
    if "disjoint" in found:
        return "disjoint"
    if "unknown" in found:
        return "unknown"
    if not found:
        return "equal"
    return found.pop() if len(found) == 1 else "overlaps"


def compare_windows(a: Window, b: Window) -> Relation:
    """Two windows as sets of days. A window with neither end told is unknown; one open end is endless."""
    if a == b and (a.start or a.end):
        return "equal"
    if not (a.start or a.end) or not (b.start or b.end):
        return "unknown"
    a_start, a_end, b_start, b_end = *_ends(a), *_ends(b)
    if a_end < b_start or b_end < a_start:
        return "disjoint"
    if a_start <= b_start and b_end <= a_end:
        return "contains"
    if b_start <= a_start and a_end <= b_end:
        return "contained"
    return "overlaps"


def _ends(window: Window) -> tuple[date, date]:
    return window.start or date.min, window.end or date.max


def compare_categories(a: Category, b: Category) -> Relation:
    """`all` contains each category; `unknown` people may belong to any; the known ones are disjoint."""
    if a == b:
        return "equal"
    if a == "all":
        return "contains"
    if b == "all":
        return "contained"
    return "unknown" if "unknown" in (a, b) else "disjoint"


def compare_areas(a: Place | None, b: Place | None) -> Relation:
    """Two places as areas, by the chain of country, first- and second-level area and place id.

    None is the event's own place: equal to itself, unknown beside any named place.
    """
    if a is None and b is None:
        return "equal"
    if a is None or b is None or level_of(a) is None or level_of(b) is None:
        return "unknown"
    if a.country_iso3 != b.country_iso3:
        return "disjoint"
    if _same_point_or_area(a, b):
        return "equal"
    if contains(a, b):
        return "contains"
    if contains(b, a):
        return "contained"
    return _apart(a, b)


def _same_point_or_area(a: Place, b: Place) -> bool:
    a_level, b_level = level_of(a), level_of(b)
    if a_level is None or b_level is None or (a_level <= POINT) != (b_level <= POINT):
        return False
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    if a_level <= POINT:
        return fold(a.name) == fold(b.name) and _agree(a.admin1, b.admin1) and _agree(a.admin2, b.admin2)
    if a_level != b_level:
        return False
    if a_level == COUNTRY:
        return True
    return named_alike(a.admin1, b.admin1) and (a_level != ADMIN2 or named_alike(a.admin2, b.admin2))


def _apart(a: Place, b: Place) -> Relation:
    """Neither equal nor nested by their chains: disjoint where the chains part, unknown where they are
    short."""
    if a.admin1 and b.admin1 and not named_alike(a.admin1, b.admin1):
        return "disjoint"
    if a.admin2 and b.admin2 and not named_alike(a.admin2, b.admin2):
        return "disjoint"
    both_points = (level_of(a) or 9) <= POINT and (level_of(b) or 9) <= POINT
    told_apart = a.geonames_id is not None and b.geonames_id is not None
    return "disjoint" if both_points and told_apart else "unknown"


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or fold(a) == fold(b)
