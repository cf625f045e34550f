"""What one document's one mention adds up to: its claims as tolls under the profile "document"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.model import MEASURES, Category, Claim, Measure, SetAside, Toll

PROFILE = "document"


@dataclass(frozen=True, slots=True)
class _Sum:
    """Claims that count different people, added."""

    low: int
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]


def tally(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """The tolls of one mention of one document; category `all` whenever any figure of a measure is known.

    Sub-counts, repeats and what is not asserted are set aside; claims that count other people of the same
    event (`adds_to`) are added; of sums that rival each other the one told of most people is taken.
    """
    tolls: list[Toll] = []
    for measure in MEASURES:
        tolls.extend(_of_measure(measure, [c for c in claims if c.measure == measure]))
    return tuple(tolls)


def _of_measure(measure: Measure, claims: list[Claim]) -> list[Toll]:
    parts = {p for c in claims for p in c.parts}
    usable = [c for c in claims if c.stance in ("asserted", "denied") and c.scope == "mention" and c.claim_id not in parts and c.repeats is None]
    if not usable:
        return []
    chosen = min(_sums(usable), key=lambda s: min(c.span.start for c in s.claims))
    aside = tuple(SetAside(c.claim_id, "") for c in claims if c not in chosen.claims)
    tolls = [_toll(measure, "all", chosen, aside)]
    for category in sorted({c.category for c in chosen.claims} - {"all"}):
        some = _added([c for c in chosen.claims if c.category == category])
        tolls.append(_toll(measure, category, some, ()))
    return tolls


def _toll(measure: Measure, category: Category, total: _Sum, aside: tuple[SetAside, ...]) -> Toll:
    used = tuple(c.claim_id for c in total.claims)
    return Toll(measure, category, total.low, total.best, total.high, PROFILE, used, aside, derived=len(used) > 1)


def _sums(claims: list[Claim]) -> list[_Sum]:
    groups: dict[str, list[Claim]] = {}
    root: dict[str, str] = {}
    for claim in claims:
        root[claim.claim_id] = root.get(claim.adds_to or "", claim.claim_id)
        groups.setdefault(root[claim.claim_id], []).append(claim)
    return [_added(group) for group in groups.values()]


def _added(claims: list[Claim]) -> _Sum:
    quantities = [c.quantity for c in claims]
    low = sum(q.low if q.low is not None else (q.best or 0) for q in quantities)
    best = None if any(q.best is None for q in quantities) else sum(q.best or 0 for q in quantities)
    high = None if any(q.high is None for q in quantities) else sum(q.high or 0 for q in quantities)
    return _Sum(low, best, high, tuple(claims))
