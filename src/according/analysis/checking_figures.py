"""One figure of a text held against the claims of a book: what supports, contradicts, and stands beside it.

A claim over more days than the text speaks of, or over days that only overlap them, neither supports nor
contradicts: it is told as not comparable, with its days. A figure that nobody gives may still be a sum of
what one speaker gives (`checking_sums`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.analysis.case import Case
from according.analysis.checking_sums import Added, sums_that_make
from according.analysis.result import Table
from according.analysis.sums import StatedSum, stated_sums, sum_words, sums_among, verdict_words
from according.model import Claim, Window
from according.phrasing import (
    CATEGORY_WORDS,
    MEASURE_WORDS,
    SIDE_WORDS,
    chain_words,
    claim_figure,
    number,
    share,
    window_days,
)
from according.scopes import Relation, compare_areas, compare_categories, compare_windows
from according.speakers import about

#: A claim with the incident that it is of.
Told = tuple[Case, Claim]
#: How a claim's days lie to the text's where its figure answers for them.
_ANSWERS: tuple[Relation, ...] = ("equal", "unknown", "contained")
_ANOTHER_QUESTION: tuple[Relation, ...] = ("contains", "overlaps")


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one part of a text: a word of `checking.ORDER`, why, the claims behind it with their
    incidents, and those about the same people that cannot be compared because they cover other days."""

    quote: str
    asked: str
    verdict: str
    why: str
    behind: tuple[Told, ...] = ()
    beside: tuple[Told, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a figure is looked for: the incidents that the text can be about (`meant`) and the totals over
    its area, or all; and whether the text tells a day."""

    meant: Sequence[Case]
    totals: Sequence[Case]
    cases: Sequence[Case]
    is_dated: bool

    @property
    def looked_in(self) -> Sequence[Case]:
        """The incidents and totals meant; all where no incident is known to be meant."""
        return (*self.meant, *self.totals) if self.meant else self.cases


def figure_found(asked: Claim, ground: Ground) -> Finding:
    """What the book says of one figure of a text."""
    same = [(c, claim) for c in ground.looked_in for claim in _counting(c, asked)]
    people = [(c, claim) for c, claim in same if _same_people(asked, claim)]
    near = [(c, claim) for c, claim in people if _equal(asked, claim) and _relation(asked, claim) in _ANSWERS]
    verdict, why, behind = (
        _claimed(asked, near)
        if near
        else _added(asked, ground)
        or _elsewhere(asked, same, ground)
        or _against(asked, [told for told in people if _bounds(asked, told[1])], ground)
    )
    beside = _beside(asked, behind, ground)
    if verdict == "not found" and beside and not behind:
        verdict, why = "not comparable", "the book counts these people over other days only: see beside it"
    return Finding(asked.span.quote, _words(asked), verdict, why, behind, beside)


_Answer = tuple[str, str, tuple[Told, ...]]


def _words(asked: Claim) -> str:
    """A figure as it was read: of whom, and of which days."""
    whom = "" if asked.category in ("all", "unknown") else f" of {CATEGORY_WORDS[asked.category]}"
    window = "" if asked.scope == "background" else window_days(asked.window)
    days = window or "no day told"
    return f"{claim_figure(asked)} {MEASURE_WORDS[asked.measure]}{whom}, {days}"


def _counting(case: Case, asked: Claim) -> Iterator[Claim]:
    for claim in case.standing:
        if claim.measure == asked.measure and claim.stance == "asserted" and claim.repeats is None:
            yield claim


def _equal(asked: Claim, claim: Claim) -> bool:
    a, b = asked.quantity, claim.quantity
    if a.best is None or b.best is None:
        return (a.low, a.high) == (b.low, b.high)
    return a.best == b.best


def _same_people(asked: Claim, claim: Claim) -> bool:
    """Whether both count the same category; who is not told of counts everyone."""
    a, b = ("all" if c.category == "unknown" else c.category for c in (asked, claim))
    return compare_categories(a, b) == "equal"


def _relation(asked: Claim, claim: Claim) -> Relation:
    """How the claim's days lie to the asked ones; a figure of long ago or of a whole conflict tells none."""
    return "unknown" if asked.scope == "background" else compare_windows(claim.window, asked.window)


def _bounds(asked: Claim, claim: Claim) -> bool:
    """Whether the claim bounds the figure: it answers for its days, or counts fewer over more days."""
    relation, most = _relation(asked, claim), claim.quantity.high
    return relation in _ANSWERS or (
        relation == "contains" and most is not None and most < (asked.quantity.level or 0)
    )


def _days(claim: Claim) -> str:
    return window_days(claim.window) or "days not told"


# ── given as it stands, or as a sum ──────────────────────────────────────────────────────────────────


def _claimed(asked: Claim, near: Sequence[Told]) -> _Answer:
    """A figure that claims give: as it stands, or only as a sum."""
    sums = {claim_id for case, _ in near for claim_id in sums_among(case.standing)}
    plain = tuple((case, claim) for case, claim in near if claim.claim_id not in sums)
    if plain:
        speakers = dict.fromkeys(_speaker(case, claim) for case, claim in plain)
        days = ", ".join(dict.fromkeys(_days(c) for _, c in plain))
        return "supported", f"claimed by {_listed(list(speakers))}; {days}", plain
    made = [(case, one) for case, _ in near for one in stated_sums(case) if _equal(asked, one.total)]
    if not made:
        return "derived", "reports give it only as a sum of other figures", tuple(near)
    return _stated(*made[0])


def _stated(case: Case, one: StatedSum) -> _Answer:
    figures = " + ".join(claim_figure(part.claim) for part in one.parts)
    closes = "adds up" if one.check.closes else f"adds up to {one.added}"
    why = f"{figures} = {claim_figure(one.total)} ({closes}). {sum_words(one)} {verdict_words(one)}"
    return "derived", why, ((case, one.total), *((case, part.claim) for part in one.parts))


def _speaker(case: Case, claim: Claim) -> str:
    return chain_words(
        claim.voices[-1:], None if claim.voices else case.documents[claim.document_id].publisher
    )


def _listed(words: Sequence[str], most: int = 3) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _added(asked: Claim, ground: Ground) -> _Answer | None:
    """A figure of everyone that nobody gives and that one speaker's figures add up to. Where the text tells
    no day and several incidents would do, chance may have made it, and it is none."""
    total = asked.quantity.best
    if not total or asked.category not in ("all", "unknown"):
        return None
    found = sums_that_make(total, asked, ground.looked_in)
    of_incidents = {one.case.incident.incident_id for one in found}
    if not found or (len(of_incidents) > 1 and not ground.meant):
        return None
    lead = found[0]
    behind = tuple((lead.case, part) for part in lead.parts)
    return ("derived" if lead.of_one_window else "not comparable"), _added_words(lead, total), behind


def _added_words(one: Added, total: int) -> str:
    figures = " + ".join(f"{claim_figure(p)} ({CATEGORY_WORDS[p.category]})" for p in one.parts)
    who = one.speaker.name or SIDE_WORDS[one.speaker.side]
    if not one.of_one_window:
        days = "; ".join(f"{claim_figure(p)}: {_days(p)}" for p in one.parts)
        return (
            f"no report states it; {figures} by {who} come to {number(total)}, but over different days "
            f"({days})"
        )
    enemy = sum(p.quantity.best or 0 for p in one.parts if about(one.speaker.side, p.category) == "enemy")
    rest = (
        f" {number(enemy)} of the {number(total)} ({share(enemy, total)}) rest on one party's word about its "
        f"enemy: the {SIDE_WORDS[one.speaker.side]}'s."
        if enemy
        else ""
    )
    left = ", ".join(CATEGORY_WORDS[category] for category in one.left_out)
    without = f" It leaves out what {who} says of: {left}." if left else ""
    days = _days(one.parts[0])
    return f"no report states it; {figures} = {number(total)}, all by {who}, {days}.{rest}{without}"


# ── not given ────────────────────────────────────────────────────────────────────────────────────────


def _elsewhere(asked: Claim, same: Sequence[Told], ground: Ground) -> _Answer | None:
    """The number, of other people or of other days; not of incidents that the text is not about."""
    equal = tuple(told for told in same if _equal(asked, told[1]))
    if not equal or (ground.is_dated and not ground.meant):
        return None
    first = equal[0][1]
    other = "days" if _same_people(asked, first) else "people"
    kinds = dict.fromkeys(f"{CATEGORY_WORDS[c.category]}, {_days(c)}" for _, c in equal)
    why = f"the book has the number for other {other}: {_listed(list(kinds))}"
    made = [one for case, claim in equal for one in stated_sums(case) if one.total.claim_id == claim.claim_id]
    return "not comparable", f"{why}. {sum_words(made[0])}" if made else why, equal


def _against(asked: Claim, told: Sequence[Told], ground: Ground) -> _Answer:
    """A figure that no claim gives, held against those that bound it: claims of the same people and days, of
    fewer days from below, of more days from above."""
    known = [(case, claim, at) for case, claim in told if (at := claim.quantity.level) is not None]
    if not ground.meant or not known:
        return "not found", _missing(ground), ()
    least, most = (end(known, key=lambda item: item[2]) for end in (min, max))
    ends = tuple((case, claim) for case, claim, _ in ((least,) if least is most else (least, most)))
    figure, low, high = asked.quantity.level or 0, least[2], most[2]
    is_bounded = all(c.quantity.high is not None and _relation(asked, c) != "contained" for _, c, _ in known)
    run = f"run from {low:,} to {high:,}" if low < high else f"say {low:,}"
    between = f"claims of the same people {run}"
    if figure < low or (figure > high and is_bounded):
        return "contradicted", between, ends
    open_end = ", and some are open above or of fewer days" if figure > high else ""
    return "not found", f"no claim gives it; {between}{open_end}", ends


def _missing(ground: Ground) -> str:
    """Why there is nothing to hold a figure against, and what to do next."""
    if not ground.cases:
        return "the book has no incident yet: `according add BOOK REPORT` adds the reports to check against"
    if not ground.is_dated:
        return (
            "no claim gives it, and the text tells no day by which to find the incident: tell one "
            "(“on 31 January 2026”, or --published DATE) to hear what was claimed instead"
        )
    if not ground.meant:
        return (
            "the book has no incident of those days and that place: `according incidents BOOK` shows its own"
        )
    return "no claim gives it, and the incident's reports count nobody of these people on those days"


# ── beside it ────────────────────────────────────────────────────────────────────────────────────────


def _beside(asked: Claim, behind: Sequence[Told], ground: Ground) -> tuple[Told, ...]:
    """Claims about the same people over more days, or days that overlap, of the incidents told of and of
    totals that cover them: of each figure and stretch of days one, the largest first."""
    window = asked.window if asked.window.start else next((c.window for _, c in behind), Window())
    if window.start is None:
        return ()
    near = [case for case in ground.cases if case in ground.meant or any(case is one for one, _ in behind)]
    totals = [case for case in ground.cases if case.is_total and any(_covers(case, one) for one in near)]
    shown = {claim.claim_id for _, claim in behind}
    found: dict[tuple[object, ...], Told] = {}
    for case in (*near, *totals):
        for claim in _counting(case, asked):
            is_other = compare_windows(claim.window, window) in _ANOTHER_QUESTION
            if (
                is_other
                and _same_people(asked, claim)
                and claim.claim_id not in shown
                and claim.quantity.level
            ):
                found.setdefault((claim.quantity.level, claim.window), (case, claim))
    ordered = sorted(found.values(), key=lambda told: (-(told[1].quantity.level or 0), str(told[1].window)))
    return tuple(ordered)


def _covers(total: Case, case: Case) -> bool:
    return compare_areas(total.place, case.place) in ("contains", "equal", "unknown")
