"""Claims that a careful recorder wrote down beside the claims that were read.

A claim is found where a claim of its measure and figure overlaps its quote. Claims marked `optional` or
`repeat` may be found or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from according.model import Claim

Gold = Mapping[str, Any]
ATTRIBUTES = {"category": "civilian", "scope": "mention", "stance": "asserted", "side": "author"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One document: claims found (as written down, as read), missed, and read beyond those."""

    name: str
    content: str
    found: tuple[tuple[Gold, Claim], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Claim, ...]

    @property
    def faults(self) -> int:
        """Claims missed or read beyond those written down."""
        return len(self.missed) + len(self.extra)


def compare(name: str, content: str, gold: Sequence[Gold], claims: Sequence[Claim]) -> Compared:
    """Each claim written down, those that must be found first, takes the first claim read that fits it."""
    free, found, missed = list(claims), [], []
    for one in sorted(gold, key=_may_miss):
        start, end = _place(one, content)
        fits = (c for c in free if _fits(one, c) and c.span.start < end and start < c.span.end)
        claim = next(fits, None)
        if claim is not None:
            free.remove(claim)
            found.append((one, claim))
        elif not _may_miss(one):
            missed.append(one)
    return Compared(name, content, tuple(found), tuple(missed), tuple(free))


def _may_miss(gold: Gold) -> bool:
    return bool(gold.get("optional") or gold.get("repeat"))


def _place(gold: Gold, content: str) -> tuple[int, int]:
    """Where the quote stands; white space of any kind is a space."""
    text = "".join(" " if c.isspace() else c for c in content)
    quote, at = " ".join(gold["quote"].split()), -1
    for _ in range(gold.get("occurrence") or 1):
        at = text.find(quote, at + 1)
    assert at >= 0, f"{gold['quote']!r} does not stand in {content[:80]!r}"
    return at, at + len(quote)


def _fits(gold: Gold, claim: Claim) -> bool:
    low, best, high = bounds(gold)
    q = claim.quantity
    same = q.best == best if best is not None else (q.best, q.low, q.high) == (None, low, high)
    return claim.measure == gold["measure"] and same


def bounds(gold: Gold) -> tuple[int | None, int | None, int | None]:
    """low, best, high; "open" and null are None."""
    low, best, high = (None if gold.get(k) == "open" else gold.get(k) for k in ("low", "best", "high"))
    return low, best, high


def f1(results: Iterable[Compared]) -> float:
    """The harmonic mean of precision and recall over all documents."""
    results = list(results)
    found = sum(len(r.found) for r in results)
    return 2 * found / (2 * found + sum(r.faults for r in results))


def wrong(result: Compared, attribute: str) -> list[tuple[Gold, Claim]]:
    """The claims found whose attribute (of ATTRIBUTES, or `bounds`) is not the one written down."""
    return [(gold, claim) for gold, claim in result.found if not _right(gold, claim, attribute)]


def _right(gold: Gold, claim: Claim, attribute: str) -> bool:
    if attribute == "bounds":
        low, _, high = bounds(gold)
        return (claim.quantity.low, claim.quantity.high) == (low, high)
    return bool(getattr(claim, attribute) == gold.get(attribute, ATTRIBUTES[attribute]))


def share_right(results: Iterable[Compared], attribute: str) -> float:
    """Of the claims found, the share whose attribute is right."""
    results = list(results)
    found = sum(len(r.found) for r in results)
    return 1 - sum(len(wrong(r, attribute)) for r in results) / found


def told(results: Iterable[Compared]) -> str:
    """The documents with claims missed or extra, for a person who looks at a failure."""
    return "\n".join(line for r in results if r.faults for line in _lines(r))


def told_wrong(results: Iterable[Compared], attribute: str) -> str:
    """The claims whose attribute is not right, for a person who looks at a failure."""
    return "\n".join(
        f"{r.name}: {gold['quote']!r} is {gold.get(attribute, bounds(gold))}, "
        f"read {getattr(claim, attribute, claim.quantity)}"
        for r in results
        for gold, claim in wrong(r, attribute)
    )


def _lines(result: Compared) -> list[str]:
    return [
        f"{result.name}: {' '.join(result.content.split())[:300]}",
        *(f"    missed {g['measure']} {bounds(g)} {g['quote']!r}" for g in result.missed),
        *(
            f"    extra {c.measure} ({c.quantity.low}, {c.quantity.best}, {c.quantity.high}) {c.span.quote!r}"
            for c in result.extra
        ),
    ]
