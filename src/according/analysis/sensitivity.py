"""How far tolls move by rule alone: the same claims under every profile, side by side.

An incident that an episode contains is left out of the sums where the episode has a toll of that measure,
since its figures are among the episode's; so is a total over weeks that other incidents fall into. Sums are
of documented figures: nothing is estimated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.analysis.case import Case
from according.analysis.wholes import totals_over_others
from according.model import CATEGORIES, MEASURES, Category, Measure, Toll
from according.profiles import PROFILES
from according.toll import tolls_under

Under = Mapping[str, tuple[Toll, ...]]
#: In the order of tables: everyone first, then the groups.
_ORDER: tuple[Category, ...] = ("all", *(c for c in CATEGORIES if c != "all"))


@dataclass(frozen=True, slots=True)
class Weighed:
    """An incident and its tolls under each profile, by name."""

    case: Case
    under: Under

    def toll(self, profile: str, measure: Measure, category: Category) -> Toll | None:
        """The toll of one measure and category under one profile; None where nobody gives one."""
        found = (t for t in self.under.get(profile, ()) if (t.measure, t.category) == (measure, category))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure and category under one profile, summed over incidents. Counts of people, else of incidents.

    `low`, `best`, `high` are sums; `high` counts an incident that nothing bounds above by the highest figure
    known of it, and `open_high` says how many do so. `best` counts an incident that has no best figure by its
    low one, so that low ≤ best, and `without_best` says how many do so; it is None where none has one.
    `changed`: how many have another best figure than under the profile compared with. `party_word`: how many
    of `best` rest on one party's word about its enemy with no other voice. `marks`: how many incidents bear
    each mark.
    """

    profile: str
    low: int
    best: int | None
    high: int
    incidents: int
    without_best: int
    open_high: int
    changed: int
    party_word: int
    marks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure and category under every profile. `left_out`: incidents not summed, because the episode
    that contains them is, or because they total others. `disputed`: incidents to which profiles give
    different best figures."""

    measure: Measure
    category: Category
    standings: tuple[Standing, ...]
    left_out: int
    disputed: int

    @property
    def bests(self) -> tuple[int, int] | None:
        """The least and the greatest sum of best figures; None where no profile has any."""
        known = [s.best for s in self.standings if s.best is not None]
        return (min(known), max(known)) if known else None

    @property
    def spread_percent(self) -> int | None:
        """By how many per cent the greatest sum of best figures is above the least; None where that is 0."""
        if self.bests is None or not self.bests[0]:
            return None
        least, greatest = self.bests
        return round(100 * (greatest - least) / least)


def weighed(cases: Iterable[Case], profiles: Sequence[str] = tuple(PROFILES)) -> tuple[Weighed, ...]:
    """Each incident with its tolls under the profiles; UsageError on an unknown one."""
    return tuple(Weighed(case, tolls_under(case.standing, case.documents, profiles)) for case in cases)


def comparisons(incidents: Sequence[Weighed], base: str = "neutral") -> tuple[Comparison, ...]:
    """The sums by measure and category, in the order of measures, everyone before the groups. `base`: the
    profile that `changed` is held against."""
    found = []
    totals = totals_over_others([w.case for w in incidents])
    for measure in MEASURES:
        within = {w.case.incident.incident_id for w in incidents if _told(w, measure, "all")}
        for category in _ORDER:
            told = [w for w in incidents if _told(w, measure, category)]
            summed = [
                w
                for w in told
                if w.case.part_of not in within and (w.case.incident.incident_id, measure) not in totals
            ]
            if told:
                found.append(_comparison(measure, category, told, summed, base))
    return tuple(found)


def _told(one: Weighed, measure: Measure, category: Category) -> bool:
    return any(one.toll(profile, measure, category) is not None for profile in one.under)


def _comparison(
    measure: Measure, category: Category, told: Sequence[Weighed], summed: Sequence[Weighed], base: str
) -> Comparison:
    profiles = tuple(told[0].under)
    standings = tuple(_standing(p, measure, category, summed, base) for p in profiles)
    bests = ({_best(w, p, measure, category) for p in profiles} - {None} for w in summed)
    disputed = sum(len(figures) > 1 for figures in bests)
    return Comparison(measure, category, standings, len(told) - len(summed), disputed)


def _best(one: Weighed, profile: str, measure: Measure, category: Category) -> int | None:
    toll = one.toll(profile, measure, category)
    return None if toll is None else toll.best


def _standing(
    profile: str, measure: Measure, category: Category, summed: Sequence[Weighed], base: str
) -> Standing:
    tolls = [t for t in (w.toll(profile, measure, category) for w in summed) if t is not None]
    bests = [t.best for t in tolls if t.best is not None]
    others = (_best(w, profile, measure, category) != _best(w, base, measure, category) for w in summed)
    return Standing(
        profile,
        sum(t.low or 0 for t in tolls),
        sum(t.low or 0 if t.best is None else t.best for t in tolls) if bests else None,
        sum(_known_top(t) for t in tolls),
        len(tolls),
        len(tolls) - len(bests),
        sum(t.high is None for t in tolls),
        sum(others),
        sum(party_word(w.under[profile], measure, category) for w in summed),
        Counter(mark for t in tolls for mark in t.marks),
    )


def _known_top(toll: Toll) -> int:
    """High, or where it is open the highest figure known."""
    return next((n for n in (toll.high, toll.best, toll.low) if n is not None), 0)


def party_word(tolls: Sequence[Toll], measure: Measure, category: Category) -> int:
    """How many of a best figure rest on one party's word about its enemy with no other voice."""
    marked = [t for t in tolls if t.measure == measure and "party_about_enemy" in t.marks]
    alone = [t for t in marked if t.category == category or (category == "all" and t.category != "all")]
    return sum(t.best or 0 for t in alone if t.category != "all")
