"""Totals over several incidents, held against the incidents that they cover. Nothing is attached or repaired.

"225 in all over two days and twelve towns" is no town's figure: it bounds what its incidents add up to. Where
the incidents within a total's days and area come to more than the total, one of the two is wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from according import phrasing
from according.analysis.case import Case
from according.model import Category, Claim, Measure, Place, Problem, Toll, Window
from according.scopes import Coverage, compare

#: Relations by which an incident lies within what a total covers.
_WITHIN = ("contains", "equal")
#: Measure and category of a figure.
_Kind = tuple[Measure, Category]


@dataclass(frozen=True, slots=True)
class WholeCheck:
    """A total and what the incidents within it add up to, by their tolls. `low`, `high`: the total's ends;
    `added_low`, `added_high`: the sums of theirs, high None where one is open. `claim` is a claim behind the
    total of the `category`. `parts`: the ids of the incidents, two or more."""

    claim: Claim
    category: Category = field(compare=False)  # one total under two names is one total
    low: int
    high: int | None
    parts: tuple[str, ...]
    added_low: int
    added_high: int | None

    @property
    def fits(self) -> bool:
        """Whether the incidents come to no more than the total can be."""
        return self.high is None or self.added_low <= self.high

    @property
    def missing(self) -> int:
        """How many of the total, at least, no incident of the book accounts for; 0 where not known."""
        return 0 if self.added_high is None else max(0, self.low - self.added_high)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An incident by what it covers: its days, its place, and its tolls."""

    case: Case
    window: Window
    place: Place
    tolls: Mapping[_Kind, Toll]


def whole_checks(cases: Sequence[Case]) -> tuple[WholeCheck, ...]:
    """Every total that covers two incidents or more: the figures of episodes over the incidents that they
    contain, and claims over an area and a stretch of days over the incidents there and then."""
    found = dict.fromkeys((*_of_episodes(cases), *_of_claims(cases)))
    return tuple(
        sorted(found, key=lambda check: (check.claim.document_id, check.claim.span.start, check.parts))
    )


def problems_of_wholes(cases: Sequence[Case]) -> tuple[Problem, ...]:
    """ACC-308: incidents that add up to more than the total that covers them."""
    return tuple(_problem(check) for check in whole_checks(cases) if not check.fits)


def totals_over_others(cases: Sequence[Case]) -> frozenset[tuple[str, Measure]]:
    """The incidents (and measures) whose figures are totals over a week or more that others of the incidents
    fall into: "361 killed in January" stands in a book beside January's attacks, and is not added to them."""
    wide = {(c.incident.incident_id, t.measure) for c in cases for t in c.tolls if _rests_on_totals(c, t)}
    placed = _by_start(_placed(cases))
    starts = [one.window.start or date.min for one in placed]
    found = set()
    for case in cases:
        for toll in case.tolls:
            key = (case.incident.incident_id, toll.measure)
            if key not in wide or toll.category != "all":
                continue
            for claim in (c for c in case.claims if c.claim_id in toll.used):
                within = placed[: bisect_left(starts, _day_after(claim.window.end))]
                if any(_meets(claim, case.place, one, wide) for one in within):
                    found.add(key)
    return frozenset(found)


def _rests_on_totals(case: Case, toll: Toll) -> bool:
    behind = [c for c in case.claims if c.claim_id in toll.used]
    return toll.category == "all" and bool(behind) and all(map(_is_over_days, behind))


def _meets(claim: Claim, own: Place | None, one: _Placed, wide: set[tuple[str, Measure]]) -> bool:
    """Whether some of the claim's days and area are the incident's, and the incident is no such total too."""
    toll = one.tolls.get((claim.measure, "all"))
    if toll is None or (one.case.incident.incident_id, claim.measure) in wide:
        return False
    covered = Coverage(claim.window, claim.area or own, "all", claim.measure)
    return compare(covered, Coverage(one.window, one.place, "all", claim.measure)) in (*_WITHIN, "overlaps")


def _problem(check: WholeCheck) -> Problem:
    claim = check.claim
    whom = "" if check.category == "all" else f" ({phrasing.CATEGORY_WORDS[check.category]})"
    names = ", ".join(part[:8] for part in check.parts[:5]) + (", …" if len(check.parts) > 5 else "")
    text = (
        f"{len(check.parts)} incidents that it covers come to at least {check.added_low} "
        f"{phrasing.MEASURE_WORDS[claim.measure]}{whom}, more than its {check.high}: {names}"
    )
    return Problem("ACC-308", text, claim.claim_id, claim.document_id, claim.span)


def _of_episodes(cases: Sequence[Case]) -> list[WholeCheck]:
    inner: dict[str, list[Case]] = {}
    for case in cases:
        if case.part_of is not None:
            inner.setdefault(case.part_of, []).append(case)
    episodes = ((case, inner.get(case.incident.incident_id, [])) for case in cases)
    checks = (_episode_check(case, toll, parts) for case, parts in episodes if parts for toll in case.tolls)
    return [check for check in checks if check is not None]


def _episode_check(case: Case, toll: Toll, parts: Sequence[Case]) -> WholeCheck | None:
    told = [(p.incident.incident_id, p.toll(toll.measure, toll.category)) for p in parts]
    known = {name: part for name, part in told if part is not None}
    weighed = {*toll.used, *(s.claim_id for s in toll.set_aside)}
    behind = [c for c in case.standing if c.claim_id in weighed]
    if len(known) < 2 or not behind or toll.high is None:
        return None
    of_them = [c for c in behind if c.category == toll.category] or behind
    highest = max(of_them, key=lambda c: (c.quantity.best or c.quantity.low or 0, c.claim_id))
    return _check(highest, toll.category, toll.low or 0, toll.high, known)


def _check(
    claim: Claim, category: Category, low: int, high: int | None, parts: Mapping[str, Toll]
) -> WholeCheck:
    highs = [toll.high for toll in parts.values()]
    return WholeCheck(
        claim,
        category,
        low,
        high,
        tuple(sorted(parts)),
        sum(toll.low or 0 for toll in parts.values()),
        None if None in highs else sum(n for n in highs if n is not None),
    )


def _of_claims(cases: Sequence[Case]) -> list[WholeCheck]:
    placed = sorted(
        _placed(cases), key=lambda one: (one.window.start or date.min, one.case.incident.incident_id)
    )
    starts = [one.window.start or date.min for one in placed]
    found = []
    for case in cases:
        for claim in case.standing:
            if not _is_wide(claim):
                continue
            first = bisect_left(starts, claim.window.start or date.min)
            last = bisect_left(starts, _day_after(claim.window.end))
            parts = _parts(claim, case.place, placed[first:last])
            if len(parts) > 1:
                found.append(
                    _check(claim, claim.category, claim.quantity.low or 0, claim.quantity.high, parts)
                )
    return found


def _placed(cases: Iterable[Case]) -> list[_Placed]:
    """The incidents of which day and place are known, those of an episode left to it."""
    found = []
    for case in cases:
        event, place = case.event, case.place
        if event.start is None or place is None or case.part_of is not None:
            continue
        tolls = {(t.measure, t.category): t for t in case.tolls}
        found.append(_Placed(case, Window(event.start, event.end or event.start), place, tolls))
    return found


def _by_start(placed: Iterable[_Placed]) -> list[_Placed]:
    return sorted(placed, key=lambda one: (one.window.start or date.min, one.case.incident.incident_id))


def _is_wide(claim: Claim) -> bool:
    """Whether a claim asserts a bounded figure over a stretch of days, and of more than its own event."""
    if claim.stance != "asserted" or claim.repeats is not None or claim.quantity.high is None:
        return False
    told = claim.window.start is not None and claim.window.end is not None
    return told and (claim.area is not None or claim.scope != "mention")


def _is_over_days(claim: Claim) -> bool:
    """Whether a claim counts over a stretch of days of its own, told at both ends, a week or more."""
    start, end = claim.window.start, claim.window.end
    return claim.scope != "mention" and start is not None and end is not None and (end - start).days >= _WEEK


#: Days from which on a figure over a stretch of days is another question than one event's.
_WEEK = 6


def _day_after(day: date | None) -> date:
    return date.max if day is None or day == date.max else date.fromordinal(day.toordinal() + 1)


def _parts(claim: Claim, own: Place | None, placed: Sequence[_Placed]) -> dict[str, Toll]:
    """The tolls of the incidents that the claim covers, without those that rest on the claim itself or on
    figures of other days or areas than it covers."""
    found = {}
    covered = Coverage(claim.window, claim.area or own, claim.category, claim.measure)
    for one in placed:
        toll = one.tolls.get((claim.measure, claim.category))
        if toll is not None and claim.claim_id not in toll.used and _covers(covered, one, toll):
            found[one.case.incident.incident_id] = toll
    return found


def _covers(covered: Coverage, one: _Placed, toll: Toll) -> bool:
    """Whether the incident and every claim behind its toll lie within the coverage."""
    behind = [c for c in one.case.claims if c.claim_id in toll.used]
    windows = {one.window, *(c.window for c in behind if c.window.start or c.window.end)}
    areas = {one.place, *(c.area for c in behind if c.area is not None)}
    scopes = (Coverage(w, a, covered.category, covered.measure) for w in windows for a in areas)
    return all(compare(covered, scope) in _WITHIN for scope in scopes)
