"""Values in a reader's words: figures, days, places, voices. One wording for terminal, page and CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from according.model import Claim, Document, EventDate, Place, Problem, Side, Toll, Voice, Window

#: How the categories are called in tables.
CATEGORY_WORDS = {
    "all": "all",
    "civilian": "civilians",
    "security_force": "security forces",
    "armed_group": "armed group",
    "unknown": "not told",
}
#: How the sides are called in tables.
SIDE_WORDS: dict[Side, str] = {
    "state": "state",
    "armed_group": "armed group",
    "medical": "medical",
    "witness": "witness",
    "monitor": "monitor",
    "media": "media",
    "author": "author",
    "unknown": "unknown",
}
MEASURE_WORDS = {
    "deaths": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "detained": "detained",
    "missing": "missing",
    "displaced": "displaced",
}


def number(value: int) -> str:
    """An integer with a comma between thousands."""
    return f"{value:,}"


def shown_quote(claim: Claim) -> str:
    """The words of a claim as people see them: named victims are counted, their names withheld.

    The book and the exports for programs keep the exact characters; pages and tables do not repeat names.
    """
    if claim.quantity.rule != "named":
        return claim.span.quote
    n = claim.quantity.best or 1
    return "[one person, named in the report]" if n == 1 else f"[{n} persons, named in the report]"


def figure(low: int | None, best: int | None, high: int | None) -> str:
    """A figure as "17", "≥ 12", "≤ 5", "12–15–20" (low–best–high) or "24–99" (no best).

    "?" stands for an end that nothing bounds; "–" alone for a figure without any bound.
    """
    if low is None and best is None and high is None:
        return "–"
    if low == high and best in (low, None):
        return number(low or 0)
    if high is None and best in (low, None):
        return f"≥ {number(low or 0)}"
    if low is None and best in (high, None):
        return f"≤ {number(high or 0)}"
    ends = [low, high] if best is None else [low, best, high]
    return "–".join("?" if end is None else number(end) for end in ends)


def toll_figure(toll: Toll | None) -> str:
    """The figure of a toll; empty where there is none."""
    return "" if toll is None else figure(toll.low, toll.best, toll.high)


def claim_figure(claim: Claim) -> str:
    """The figure of a claim."""
    quantity = claim.quantity
    return figure(quantity.low, quantity.best, quantity.high)


def on_one_line(words: str) -> str:
    """Words of a report without its line breaks."""
    return " ".join(words.split())


def people_words(measure: str, category: str) -> str:
    """Who a figure counts: "killed, civilians"."""
    return f"{MEASURE_WORDS[measure]}, {CATEGORY_WORDS[category]}"


def day(value: date | None) -> str:
    """A day as "31 Jan 2026"; "?" where it is not known."""
    return "?" if value is None else f"{value.day} {value:%b %Y}"


def days(start: date | None, end: date | None) -> str:
    """A stretch of days as "31 Jan 2026", "30–31 Jan 2026" or "31 Jan – 1 Feb 2026"."""
    if start is None or end is None or start == end:
        return day(start or end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{start.day} {start:%b} – {day(end)}" if start.year == end.year else f"{day(start)} – {day(end)}"


def event_days(event: EventDate) -> str:
    """When an event happened, as exactly as it is known: a month as "Jan 2026", a year as "2026"."""
    if event.start is None and event.end is None:
        return "?"
    anchor = event.start or event.end
    if anchor is not None and event.precision in ("month", "year"):
        return f"{anchor:%b %Y}" if event.precision == "month" else f"{anchor:%Y}"
    return days(event.start, event.end)


def window_days(window: Window) -> str:
    """The days that a figure covers; "from …" and "until …" where one end is open, "" where both are."""
    if window.start is None and window.end is None:
        return ""
    if window.start is None:
        return f"until {day(window.end)}"
    return f"from {day(window.start)}" if window.end is None else days(window.start, window.end)


def place_words(place: Place | None, country: bool = True) -> str:
    """A place with its larger area: "Mastung, Balochistan (PAK)"; "?" where there is none."""
    if place is None:
        return "?"
    name = place.name.title() if place.name.isupper() and len(place.name) > 3 else place.name
    area = place.admin1 if place.admin1 and place.admin1.casefold() != name.casefold() else None
    words = f"{name}, {area}" if area else name
    return f"{words} ({place.country_iso3})" if country and place.country_iso3 else words


def chain_words(voices: Iterable[Voice], publisher: str | None = None) -> str:
    """A speaker chain, outermost first: "Dawn → the interior minister (state, party)"."""
    links = [f"{v.name or 'unnamed'} ({SIDE_WORDS[v.side]}{', party' if v.party else ''})" for v in voices]
    outlet = publisher or ""
    if outlet and not (links and links[0].startswith(outlet)):
        links.insert(0, outlet)
    return " → ".join(links) or "the document itself"


def sides_words(sides: Iterable[Side]) -> str:
    """How many claims each side made: "state 6, armed group 3", most first."""
    ordered = sorted(Counter(sides).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{SIDE_WORDS[side]} {count}" for side, count in ordered)


def where_words(problem: Problem, documents: Mapping[str, Document]) -> str:
    """Where a problem stands: the report by outlet and day, else the file."""
    document = documents.get(problem.document_id or "")
    if document is None:
        return problem.where
    name = document.publisher or short(document.document_id)
    return f"{name}, {day(document.published)}" if document.published else name


def short(document_id: str) -> str:
    """A document's id, clipped where it is a hash."""
    return document_id[:12] if len(document_id) == 64 else document_id


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 document", "2 documents"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """A share in whole per cent: "79 %"; "–" of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def cell(value: str | int | float | bool | None) -> str:
    """A cell of a table as a person reads it; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return value
