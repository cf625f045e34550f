"""One incident as parties tell it: claims built by hand, for analyses of who says what."""

from __future__ import annotations

from datetime import date

from according.analysis.case import Case
from according.model import (
    Category,
    Claim,
    Document,
    EventDate,
    EventTypes,
    Incident,
    Mention,
    Quantity,
    Side,
    Span,
    Voice,
    Window,
    incident_id_of,
)
from according.toll import tolls

DAY = date(2026, 1, 31)
SPAN = Span(0, 1, "x")
_NAMES = {"state": "the minister", "armed_group": "the Front", "monitor": "a monitor"}


def claim(
    number: int,
    figure: int,
    category: Category,
    side: Side,
    end: date = DAY,
    *,
    start: date = DAY,
    high: int | None = -1,
    name: str = "",
) -> Claim:
    """One speaker's figure in a document of its own, published at the end of its window. `high` None is open,
    −1 the figure."""
    voice = Voice(name or _NAMES[side], side, side in ("state", "armed_group"))
    quantity = Quantity(figure, figure, figure if high == -1 else high, str(figure), "exact")
    return Claim(
        f"c{number:03}", f"d{number:03}", f"m{number:03}", "deaths", category, quantity, SPAN, "mention",
        Window(start, end), "asserted", (voice,),
    )  # fmt: skip


def case_of(*claims: Claim, text: str = "report number") -> Case:
    """The incident that the claims are of, on the day on which most of their windows begin."""
    documents = {
        c.document_id: Document(
            c.document_id, "", f"{text} {c.claim_id}", c.window.end, f"outlet {c.claim_id}"
        )
        for c in claims
    }
    mentions = tuple(
        Mention(c.mention_id, c.document_id, 1, EventDate(c.window.start, c.window.start, "day"), None,
                EventTypes(), (), SPAN)
        for c in claims
    )  # fmt: skip
    incident = Incident(incident_id_of(m.mention_id for m in mentions), tuple(m.mention_id for m in mentions))
    return Case(incident, mentions, claims, documents, tolls(claims, documents))
