"""What one document's one mention adds up to: its claims as tolls under the profile "document"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from according.model import MEASURES, Category, Claim, Measure, SetAside, Toll

PROFILE = "document"
#: Characters from the start of a document within which its headline and first sentence stand.
_LEAD = 300
_ORDER: tuple[Category, ...] = ("civilian", "security_force", "armed_group", "unknown")


@dataclass(frozen=True, slots=True)
class _Sum:
    """Claims that count different people, added; `weight` is how much the document rests on them."""

    low: int
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]
    weight: float = 0.0

    @property
    def start(self) -> int:
        return min(c.span.start for c in self.claims)

    @property
    def size(self) -> tuple[int, int]:
        return self.best if self.best is not None else -1, self.low


def tally(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """The tolls of one mention of one document; category `all` whenever any figure of a measure is known.

    Sub-counts, repeats and what is not asserted are set aside; claims that count other people of the same
    event (`adds_to`) are added; the dead whom a figure of the injured includes are taken off it. Of sums that
    rival each other the one that the document rests on is `best`: told again and again, or at its start.
    `low` and `high` reach to the rivals of other voices; `best` is None where no claim gives a number.
    Categories sum to `all`; whose people are not told of are `unknown`.
    """
    ordered = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.claim_id))
    told = {c.measure for c in claims}
    tolls: list[Toll] = []
    for measure in MEASURES:
        if measure in told:
            tolls.extend(_of_measure(measure, ordered))
    return tuple(tolls)


def _of_measure(measure: Measure, every: Sequence[Claim]) -> list[Toll]:
    claims = [c for c in every if c.measure == measure]
    by_id = {c.claim_id: c for c in every}
    usable = _usable(claims)
    if not usable:
        return []
    sums = _sums(usable, claims, by_id)
    chosen = _chosen(sums)
    total = _reaching(chosen, sums)
    used, parts = set(_ids(chosen)), {p for c in claims for p in c.parts}
    aside = tuple(SetAside(c.claim_id, _reason(c, parts)) for c in claims if c.claim_id not in used)
    return [_toll(measure, "all", total, aside), *_by_category(measure, total, by_id)]


def _usable(claims: Sequence[Claim]) -> list[Claim]:
    """What may stand for the event itself; a denial only where nobody asserts harm."""
    parts = {p for c in claims for p in c.parts}
    own = [c for c in claims if c.scope == "mention" and c.claim_id not in parts and c.repeats is None]
    asserted = [c for c in own if c.stance == "asserted"]
    return asserted or [c for c in own if c.stance == "denied"]


def _reason(claim: Claim, parts: Set[str]) -> str:
    if claim.scope != "mention":
        return claim.scope
    if claim.stance != "asserted":
        return claim.stance
    if claim.repeats is not None:
        return "repeat"
    return "sub_count" if claim.claim_id in parts else "rival"


def _sums(usable: Sequence[Claim], claims: Sequence[Claim], by_id: Mapping[str, Claim]) -> list[_Sum]:
    """The claims that add to each other, each group as one sum."""
    again: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.repeats is not None:
            again.setdefault(claim.repeats, []).append(claim)
    home = {c.claim_id: c.claim_id for c in usable}
    groups: dict[str, list[Claim]] = {}
    for claim in usable:  # in the order of the text: what a claim adds to stands before it
        home[claim.claim_id] = home.get(home.get(claim.adds_to or "", ""), claim.claim_id)
        groups.setdefault(home[claim.claim_id], []).append(claim)
    return [
        _added(group, by_id, max(_weight(c, again.get(c.claim_id, ())) for c in group))
        for group in groups.values()
    ]


def _weight(claim: Claim, again: Iterable[Claim]) -> float:
    """Each place where a claim is told counts, a document's start twice; people told one by one too."""
    starts = {c.span.start: 2.0 if c.span.start < _LEAD else 1.0 for c in (claim, *again)}
    return sum(starts.values()) + (1.0 if claim.parts else 0.0)


def _added(claims: Sequence[Claim], by_id: Mapping[str, Claim], weight: float = 0.0) -> _Sum:
    quantities = [c.quantity for c in claims]
    dead = sum(_dead_among(c, by_id) for c in claims)
    low = sum(q.low if q.low is not None else (q.best or 0) for q in quantities)
    best = None if any(q.best is None for q in quantities) else sum(q.best or 0 for q in quantities)
    high = None if any(q.high is None for q in quantities) else sum(q.high or 0 for q in quantities)
    best = None if best is None else max(0, best - dead)
    high = None if high is None else max(0, high - dead)
    return _Sum(max(0, low - dead), best, high, tuple(claims), weight)


def _dead_among(claim: Claim, by_id: Mapping[str, Claim]) -> int:
    """How many of those whom a figure counts died, by the claims of deaths that it includes."""
    if claim.measure == "deaths":
        return 0
    parts = (by_id.get(p) for p in claim.parts)
    return sum(
        p.quantity.best or 0
        for p in parts
        if p is not None and p.measure == "deaths" and p.stance == "asserted"
    )


def _chosen(sums: Sequence[_Sum]) -> _Sum:
    """The sum that the document rests on; sums of one number support each other."""
    counted = [s for s in sums if s.best] or [s for s in sums if s.best is not None] or list(sums)
    support: dict[tuple[int, int], float] = {}
    for one in counted:
        support[one.size] = support.get(one.size, 0.0) + one.weight
    return max(counted, key=lambda s: (support[s.size], s.size, -s.start))


def _reaching(chosen: _Sum, sums: Sequence[_Sum]) -> _Sum:
    """The chosen sum with low and high as far as other voices put them. One person told of by himself is
    no rival of a figure."""
    if chosen.best is None:
        return chosen
    voice, least = _voice(chosen), min(2, chosen.best)
    rivals = [s for s in sums if s.best is not None and s.best >= least and _voice(s) != voice]
    low = min([chosen.low, *(s.low for s in rivals)])
    highs = [chosen.high, *(s.best for s in rivals)]
    high = None if chosen.high is None else max(h for h in highs if h is not None)
    return _Sum(low, chosen.best, high, chosen.claims, chosen.weight)


def _voice(one: _Sum) -> frozenset[tuple[str, str]]:
    return frozenset((c.voices[-1].name.lower(), c.side) if c.voices else ("", "author") for c in one.claims)


# ── categories ────────────────────────────────────────────────────────────────────────────────────────


def _by_category(measure: Measure, total: _Sum, by_id: Mapping[str, Claim]) -> list[Toll]:
    """The sum by whose people they were, of the claims used or of their parts; the rest is unknown."""
    counted: dict[Category, list[Claim]] = {}
    for claim in total.claims:
        for piece in _pieces(claim, by_id):
            counted.setdefault(piece.category, []).append(piece)
    sums = {k: _added(v, by_id) for k, v in counted.items() if k not in ("all", "unknown")}
    if total.best is None or any(s.best is None for s in sums.values()):
        return [_toll(measure, k, sums[k], ()) for k in _ORDER if k in sums]
    rest = total.best - sum(s.best or 0 for s in sums.values())
    if rest < 0:
        return []
    tolls = [_toll(measure, k, sums[k], ()) for k in _ORDER if k in sums]
    return [
        *tolls,
        *([Toll(measure, "unknown", rest, rest, rest, PROFILE, _ids(total), derived=True)] if rest else []),
    ]


def _pieces(claim: Claim, by_id: Mapping[str, Claim]) -> list[Claim]:
    """A claim, or where it spans groups those of its parts whose group is known."""
    if claim.category not in ("all", "unknown"):
        return [claim]
    parts = [by_id[p] for p in claim.parts if p in by_id]
    known = [
        p
        for p in parts
        if p.measure == claim.measure and p.category not in ("all", "unknown") and p.repeats is None
    ]
    return known if sum(p.quantity.best or 0 for p in known) <= (claim.quantity.best or 0) else []


def _ids(total: _Sum) -> tuple[str, ...]:
    return tuple(c.claim_id for c in total.claims)


def _toll(measure: Measure, category: Category, total: _Sum, aside: tuple[SetAside, ...]) -> Toll:
    used = _ids(total)
    return Toll(
        measure, category, total.low, total.best, total.high, PROFILE, used, aside, derived=len(used) > 1
    )
