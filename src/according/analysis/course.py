"""Who says what, and when: the figures of one incident as marks on a time line.

A mark stands on the day its document was published. The same figure about the same people by the same side
on the same day is one mark, however many documents carry it: repetition is no evidence. Sums of other figures
and sub-counts are no marks. What only reports say that were corrected or taken back since is a mark of its
own, and belongs to no series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from according.analysis.case import Case
from according.analysis.sums import sums_among
from according.model import Category, Claim, Measure, Scope, Side, level_of
from according.series import Series, series_of


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of one side on one day. `low`, `best`, `high` in people, None an open end. `scope` tells
    figures about the event itself (mention) from those over longer windows (cumulative). `corrected`: all
    reports that give it were corrected or taken back since."""

    day: date
    side: Side
    category: Category
    scope: Scope
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]
    corrected: bool = False

    @property
    def level(self) -> int:
        """The figure that the mark is drawn at."""
        return level_of(self.low, self.best, self.high) or 0


@dataclass(frozen=True, slots=True)
class Course:
    """The marks about one category, in order of day and figure, and how many claims have no day. `chains`:
    the claims of each speaker's longest series, which belong together as one rising figure."""

    measure: Measure
    category: Category
    marks: tuple[Mark, ...]
    undated: int = 0
    chains: tuple[frozenset[str], ...] = ()


def courses(case: Case, measure: Measure = "deaths") -> tuple[Course, ...]:
    """One course a category that anyone gives a figure for, the most told first; `all` and `unknown` last."""
    told: dict[Category, list[Claim]] = defaultdict(list)
    left = sums_among(case.claims) | _sub_counts(case.claims)
    for claim in case.claims:
        if claim.measure == measure and claim.claim_id not in left and _belongs(claim):
            told[claim.category].append(claim)
    series = [s for s in series_of(case.standing, case.documents) if s.measure == measure]
    found = [
        replace(_course(case, measure, category, claims), chains=_chains(series, category))
        for category, claims in told.items()
    ]
    return tuple(
        sorted(
            (course for course in found if course.marks),
            key=lambda c: (c.category in ("all", "unknown"), -len(c.marks), c.category),
        )
    )


def _chains(series: Iterable[Series], category: Category) -> tuple[frozenset[str], ...]:
    """The longest series of each speaker about a category, as the claims that it holds."""
    longest: dict[str, Series] = {}
    for one in series:
        kept = longest.get(one.speaker.family)
        if one.category == category and (kept is None or len(one.points) > len(kept.points)):
            longest[one.speaker.family] = one
    return tuple(
        frozenset(c for point in one.points for c in point.claim_ids)
        for one in longest.values()
        if len(one.points) > 1
    )


def _sub_counts(claims: Iterable[Claim]) -> frozenset[str]:
    """The ids of figures that another one of the same category includes ("three of the 18")."""
    category = {claim.claim_id: claim.category for claim in claims}
    return frozenset(p for c in claims for p in c.parts if category.get(p) == c.category)


def _belongs(claim: Claim) -> bool:
    """Asserted figures about the event itself; a word without any number ("many") has no place on an axis."""
    return claim.quantity.level is not None and claim.is_of_event and claim.repeats is None


def _course(case: Case, measure: Measure, category: Category, claims: Iterable[Claim]) -> Course:
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    undated = 0
    for claim in claims:
        day = case.documents[claim.document_id].published
        if day is None:
            undated += 1
            continue
        q = claim.quantity
        gone = claim.document_id in case.corrected
        groups[day, claim.side, claim.scope, q.low, q.best, q.high, gone].append(claim)
    marks = [_mark(case, category, group) for group in groups.values()]
    return Course(
        measure, category, tuple(sorted(marks, key=lambda m: (m.day, m.level, m.side, m.corrected))), undated
    )


def _mark(case: Case, category: Category, group: list[Claim]) -> Mark:
    first = group[0]
    day = case.documents[first.document_id].published
    assert day is not None
    q, gone = first.quantity, first.document_id in case.corrected
    return Mark(day, first.side, category, first.scope, q.low, q.best, q.high, tuple(group), gone)
