"""What one heap of claims adds up to: one document, one voice, one window, one measure.

Only claims that a document itself counts apart (`adds_to`) are added. What a figure includes (`parts`) is
never added to it, but tells how many of the people belonged to which group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from according.model import Category, Claim


@dataclass(frozen=True, slots=True)
class Added:
    """Claims that count different people, added. low ≤ best ≤ high with None for an open end."""

    category: Category
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]


def added(heap: Sequence[Claim]) -> tuple[tuple[Added, ...], dict[str, str]]:
    """The sum of each category and of `all`, and why each claim that no sum rests on was left.

    Of sums that rival each other within the heap, the one told of most people is taken.
    """
    wholes = {part: claim for claim in heap for part in claim.parts}
    reasons: dict[str, str] = {}
    roots: list[Claim] = []
    parts: list[Claim] = []
    for claim in heap:
        whole = wholes.get(claim.claim_id)
        if claim.repeats is not None:
            reasons[claim.claim_id] = "repeat"
        elif whole is None or whole is claim or _other_people(whole, claim):
            roots.append(claim)
        elif whole.category in ("all", "unknown") and claim.category not in ("all", "unknown"):
            parts.append(claim)
        else:
            reasons[claim.claim_id] = "sub_count"
    groups = _groups(roots)
    taken = max(groups, key=_size, default=[])
    found = [*_by_category(taken, groups, parts, wholes), *([_sum("all", taken)] if taken else [])]
    used = {c.claim_id for one in found for c in one.claims}
    reasons.update((c.claim_id, "rival_lower") for c in (*roots, *parts) if c.claim_id not in used)
    return tuple(found), reasons


def _other_people(whole: Claim, part: Claim) -> bool:
    """Nobody of one known group is among those of another, whatever the sentence seems to say."""
    groups = {whole.category, part.category}
    return len(groups) == 2 and groups.isdisjoint(("all", "unknown"))


def _groups(roots: Sequence[Claim]) -> list[list[Claim]]:
    """The claims that the document adds to each other, each group beginning with its first claim."""
    ids = {c.claim_id for c in roots}
    home: dict[str, str] = {}
    groups: dict[str, list[Claim]] = {}
    for claim in roots:
        to = claim.adds_to if claim.adds_to in ids else None
        home[claim.claim_id] = home.get(to, to) if to is not None else claim.claim_id
        groups.setdefault(home[claim.claim_id], []).append(claim)
    return list(groups.values())


def _size(group: Sequence[Claim]) -> tuple[int, int]:
    total = _sum("all", group)
    return total.best or total.low or 0, total.low or 0


def _by_category(
    taken: Sequence[Claim],
    groups: Sequence[Sequence[Claim]],
    parts: Sequence[Claim],
    wholes: Mapping[str, Claim],
) -> list[Added]:
    """Each known category: from the group that makes the total, else from parts, else from another group."""
    found: dict[Category, Added] = {}
    for category in ("civilian", "security_force", "armed_group"):
        own = [c for c in taken if c.category == category]
        of_parts = [c for c in parts if c.category == category]
        others = [[c for c in g if c.category == category] for g in groups if g is not taken]
        if own:
            found[category] = _sum(category, own)
        elif of_parts:
            found[category] = _of_parts(category, of_parts, wholes)
        elif any(others):
            found[category] = max(
                (_sum(category, g) for g in others if g), key=lambda a: (a.best or 0, a.low or 0)
            )
    return list(found.values())


def _of_parts(category: Category, parts: Sequence[Claim], wholes: Mapping[str, Claim]) -> Added:
    """The parts of one total that belong to a category; civilians merely included are at least so many."""
    sums: dict[str, list[Claim]] = {}
    for part in parts:
        sums.setdefault(wholes[part.claim_id].claim_id, []).append(part)
    biggest = max(sums.values(), key=lambda g: (_sum(category, g).best or 0, _sum(category, g).low or 0))
    total = _sum(category, biggest)
    if category == "civilian" and not wholes[biggest[0].claim_id].derived:
        return Added(category, total.low, None, None, total.claims)
    return total


def _sum(category: Category, claims: Sequence[Claim]) -> Added:
    def end(of: Callable[[Claim], int | None]) -> int | None:
        values = [of(c) for c in claims]
        return None if None in values else sum(v for v in values if v is not None)

    low = sum(c.quantity.low if c.quantity.low is not None else 0 for c in claims)
    best, high = end(lambda c: c.quantity.best), end(lambda c: c.quantity.high)
    return Added(category, low if best is None else min(low, best), best, high, tuple(claims))
