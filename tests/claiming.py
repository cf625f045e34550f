"""Claims and documents for tests, built by hand: short to write, complete as the model wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.model import (
    Category,
    Claim,
    Document,
    Measure,
    Place,
    Quantity,
    Scope,
    Side,
    Span,
    Stance,
    Voice,
    Window,
)

MINISTER = Voice("the interior minister", "state", True)
CHIEF = Voice("the chief minister", "state", True)
MILITARY = Voice("the military", "state", True)
GROUP = Voice("the Baloch Liberation Army", "armed_group", True)
MONITOR = Voice("a conflict monitor", "monitor", False)
HOSPITAL = Voice("hospital staff", "medical", False)


def day(of_month: int, month: int = 1) -> date:
    """A day of 2026."""
    return date(2026, month, of_month)


def document(
    name: str, published: date | None = None, text: str = "", publisher: str | None = None
) -> Document:
    """A document whose publisher is its own name unless one is given."""
    return Document(name, "", text or f"Report {name}.", published, publisher or f"Outlet {name}")


def claim(
    doc: str,
    figure: int | tuple[int | None, int | None, int | None],
    category: Category = "unknown",
    voice: Voice | None = None,
    window: tuple[date | None, date | None] = (None, None),
    *,
    measure: Measure = "deaths",
    scope: Scope = "mention",
    stance: Stance = "asserted",
    area: Place | None = None,
    derived: bool = False,
    parts: tuple[str, ...] = (),
    repeats: str | None = None,
    adds_to: str | None = None,
    name: str = "",
    words: str = "",
) -> Claim:
    """One claim. Its id reads "document/category/figure" (or `name`), so that a failing test can be read."""
    low, best, high = figure if isinstance(figure, tuple) else (figure, figure, figure)
    claim_id = name or f"{doc}/{category}/{best if best is not None else low}"
    start = sum(map(ord, claim_id)) * 10
    quantity = Quantity(low, best, high, words or str(best), "exact")
    return Claim(
        claim_id,
        doc,
        f"{doc}/m",
        measure,
        category,
        quantity,
        Span(start, start + 1, "x"),
        scope,
        Window(*window),
        stance,
        (voice,) if voice else (),
        area,
        derived,
        parts,
        repeats,
        adds_to,
    )


def voice(name: str, side: Side, party: bool = False) -> Voice:
    """A voice."""
    return Voice(name, side, party)


def saying(one: Claim, quote: str) -> Claim:
    """The claim in these words."""
    return replace(one, span=Span(one.span.start, one.span.start + len(quote), quote))
