"""What `according why --link` shows: two mentions held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from according import phrasing
from according.analysis.linked import Change, Linked
from according.commands import terminal
from according.link.clustering import is_by_person, newest_models

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

#: So many single changes that would turn the verdict are shown.
_CHANGES = 5


def told(link: Linked, book: str) -> Iterator[RenderableType]:
    """The comparisons as a table, the sum, the verdict, what became of it and what would change it."""
    for mark, mention in (("A", link.first), ("B", link.second)):
        place = mention.place.name if mention.place else "place not told"
        day = phrasing.day(mention.event.start) if mention.event.start else "day not told"
        ids = f"report {mention.document_id[:12]}, mention {mention.mention_id[:12]}"
        yield f"{mark}  {day}, {place}  ·  {ids}"
    yield ""
    if link.weight is None or link.verdict is None:
        yield "Never compared: one of the two tells of other events only, or sums up many."
    else:
        yield _table(link)
        yield ""
        yield f"Verdict: {link.verdict} (same from +1.0, different from −1.0 down)"
    yield from _recorded(link)
    yield _grouped(link)
    if link.changes:
        yield ""
        yield "Any one of these alone would change the verdict:"
        yield from (f"  {_change(link, change)}" for change in link.changes[:_CHANGES])
    elif link.comparisons:
        yield "No single comparison would change the verdict."
    yield ""
    yield "A person's verdict binds whatever the model says:"
    ids = f"{link.first.mention_id[:12]} {link.second.mention_id[:12]}"
    yield f"  according judge {book} {ids} --verdict same --by NAME --why WORDS"
    yield "  (or --verdict different, or unsure)"


def _table(link: Linked) -> Table:
    rows = [(c.question, c.level, _signed(c.weight) if c.weight else "0") for c in link.comparisons]
    added = round(sum(c.weight for c in link.comparisons), 2)
    rows.append(("sum", "", _signed(added)))
    if link.weight is not None and link.weight != added:
        rows.append(("no place told, names too few to stand in for it", "at most", _signed(link.weight)))
    return terminal.table(["comparison", "level", ">weight"], rows)


def _signed(weight: float) -> str:
    return f"{weight:+.1f}".replace("-", "−")


def _recorded(link: Linked) -> Iterator[str]:
    if not link.recorded:
        yield "Not in the book as a verdict: no block brings the two together, or they clearly differ."
    counting = newest_models(link.recorded)
    for verdict in link.recorded:
        weight = "" if verdict.weight is None else f" at {_signed(verdict.weight)}"
        because = f": {verdict.why}" if is_by_person(verdict) and verdict.why else ""
        past = "" if is_by_person(verdict) or verdict.by in counting else " (no longer counts)"
        yield f"In the book: {verdict.verdict}{weight}, by {verdict.by}{because}{past}"


def _grouped(link: Linked) -> str:
    first, second = link.homes
    if link.together:
        others = phrasing.plural(len(first.mention_ids) - 2, "other mention")
        lean = "" if link.average is None else f", to which the two lean {_signed(link.average)} on average"
        return f"Both are in incident {first.incident_id[:12]} with {others}{lean}."
    counted = f"{len(first.mention_ids)} × {len(second.mention_ids)}"
    between = f"over the {counted} pairs between them the average is {_signed(link.average or 0.0)}"
    return f"They are in incidents {first.incident_id[:12]} and {second.incident_id[:12]}: {between}."


def _change(link: Linked, change: Change) -> str:
    now = next(c.level for c in link.comparisons if c.question == change.question)
    return f"{change.question} {change.level} instead of {now}: {_signed(change.weight)}, {change.verdict}"
