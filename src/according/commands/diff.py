"""`according diff`: what changed in a book between two moments, why, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.commands import options, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from according.analysis.difference import Cause, Change, Moved
    from according.model import Toll
    from according.wiring import Compared

#: So many tolls and so many causes of one change are shown to people.
_FEW_TOLLS, _FEW_CAUSES = 8, 6
#: How entries of each kind are counted.
_COUNTED = (
    ("document", "report added", "reports added"),
    ("judgement", "verdict by a person", "verdicts by people"),
    ("correction", "correction", "corrections"),
    ("retraction", "retraction", "retractions"),
    ("model", "judgement by a model", "judgements by models"),
)
_UNDONE = {"judgement": "the verdict on", "reading": "the reading of", "correction": "the correction of"}
_VERDICTS = {"same": "the same event", "different": "different events", "unsure": "unsure whether the same"}


@click.command()
@options.BOOK
@click.argument("date1", metavar="DATE1")
@click.argument("date2", metavar="[DATE2]", required=False)
@options.PROFILE
@options.LINES
@options.OUT
@options.example(
    "according diff attacks-2026 2026-02-01 2026-02-06",
    "according diff attacks-2026 2026-02-06T09:00 --profile conservative --format jsonl",
)
def diff(book: Path, date1: str, date2: str | None, profile: str, format_name: str, out: Path | None) -> None:
    """Show what changed in a book between two moments, why, and by whom.

    The moments are those at which the book learnt things: days (their end, UTC) or times; without DATE2 it is
    now. Incidents that appeared, joined, split or went, tolls that moved, and the reports, verdicts,
    corrections and retractions behind each.
    """
    from according import wiring
    from according.export.interchange import change_record

    first = wiring.moment(date1)
    if first is None:
        raise UsageError("give the earlier moment first: according diff BOOK 2026-02-01")
    found = wiring.diff(book, first, wiring.moment(date2), profile)
    if format_name != "table":
        terminal.emit(map(change_record, found.difference.changes), "changes", format_name, out)
        return
    shown = terminal.as_text(*told(found, first, wiring.moment(date2), profile)) if out else None
    if shown is not None:
        terminal.write_text([shown], out)
    else:
        terminal.show(*told(found, first, wiring.moment(date2), profile))


def told(found: Compared, first: datetime, second: datetime | None, profile: str) -> Iterator[RenderableType]:
    """The difference for people: what came in between, then one row a change."""
    changes, unchanged = found.difference.changes, found.difference.unchanged
    until = "now" if second is None else _moment(second)
    yield f"From {_moment(first)} (entry {found.early.head.sequence})"
    yield f"to {until} (entry {found.late.head.sequence}): {_came(found.difference.entries)}."
    same = phrasing.plural(unchanged, "incident")
    if not changes:
        yield f"No incident and no toll changed; {same} as before."
        return
    for change in changes:
        yield ""
        yield from _block(change)
    yield ""
    yield f"{phrasing.plural(len(changes), 'change')}, {same} as before. Profile: {profile}."


def _moment(moment: datetime) -> str:
    day = phrasing.day(moment.date())
    return f"the end of {day}" if moment.microsecond == 999999 else f"{day}, {moment:%H:%M} {moment.tzname()}"


def _came(entries: Mapping[str, int]) -> str:
    counts = [
        f"{entries[k]:,} {one if entries[k] == 1 else more}" for k, one, more in _COUNTED if k in entries
    ]
    return ", ".join(counts) or "nothing was recorded"


def _block(change: Change) -> Iterator[RenderableType]:
    """One change: what became of which incidents, the tolls that moved, and why."""
    from rich.padding import Padding
    from rich.text import Text

    from according.analysis.difference import KIND_WORDS

    yield Text.assemble((change.kind, "bold"), f"  {_incident(change)}  ", (KIND_WORDS[change.kind], "dim"))
    yield Padding(Text(_ids(change), style="dim"), (0, 0, 0, 2))
    for moved in change.moved[:_FEW_TOLLS]:
        yield Padding(_toll_line(moved), (0, 0, 0, 2))
    if len(change.moved) > _FEW_TOLLS:
        yield Padding(f"… and {len(change.moved) - _FEW_TOLLS} tolls more", (0, 0, 0, 2))
    yield Padding("because", (0, 0, 0, 2))
    for line in _why(change):
        yield Padding(line, (0, 0, 0, 4))


def _incident(change: Change) -> str:
    """What the incident is called now; of several the best told one, and how many more there are."""
    from according.analysis import overview

    cases = sorted(change.after or change.before, key=lambda case: -len(case.document_ids))
    further = f" and {len(cases) - 1} more" if len(cases) > 1 else ""
    return f"{overview.name(cases[0])}{further}"


def _ids(change: Change) -> str:
    """ "0716d409 + ba9cca34 → 27944e88, 4 → 5 reports"."""
    before, after = (
        " + ".join(case.incident.incident_id[:8] for case in cases) for cases in (change.before, change.after)
    )
    then, now = (len({d for c in cases for d in c.document_ids}) for cases in (change.before, change.after))
    incident = before if before == after else " → ".join(part for part in (before, after) if part)
    if then != now and then and now:
        return f"incident {incident}, {then} → {phrasing.plural(now, 'report')}"
    return f"incident {incident}, {phrasing.plural(now or then, 'report')}"


def _toll_line(moved: Moved) -> str:
    """ "killed: 18 → 31", "killed, civilians: – → 12"."""
    people = "" if moved.category == "all" else f", {phrasing.CATEGORY_WORDS[moved.category]}"
    then, now = (_figures(tolls) for tolls in (moved.before, moved.after))
    return f"{phrasing.MEASURE_WORDS[moved.measure]}{people}: {then or '–'} → {now or '–'}"


def _figures(tolls: Sequence[Toll]) -> str:
    return " + ".join(phrasing.toll_figure(toll) for toll in tolls)


def _why(change: Change) -> Iterator[str]:
    """The causes, people's first; of many reports only how many, and from whom most."""
    documents = [cause for cause in change.causes if cause.kind == "document"]
    others = [cause for cause in change.causes if cause.kind != "document"]
    if len(documents) > _FEW_CAUSES:
        outlets = Counter(cause.by for cause in documents if cause.by)
        most = ", ".join(name for name, _ in outlets.most_common(3))
        yield f"{len(documents)} reports added" + (
            f" ({most}{', …' if len(outlets) > 3 else ''})" if most else ""
        )
    else:
        yield from map(_cause, documents)
    yield from map(_cause, others[:_FEW_CAUSES])
    if len(others) > _FEW_CAUSES:
        yield f"… and {len(others) - _FEW_CAUSES} more (--format jsonl lists all)"
    if not change.causes:
        yield "follows from the changes of others"


def _cause(cause: Cause) -> str:
    """One cause: who did what, on which day, and the reason given."""
    day = phrasing.day(cause.recorded_at.date())
    return f"{day}: {_did(cause)}" + (f" (“{cause.why}”)" if cause.why else "")


def _did(cause: Cause) -> str:

    about = (
        " and ".join(dict.fromkeys(map(phrasing.short, cause.document_ids))) or "reports that are not there"
    )
    by = cause.by
    if cause.kind in ("document", "reading"):
        outlet, done = f" of {by}" if by else "", "added" if cause.kind == "document" else "read again"
        return f"report {about}{outlet} {done}"
    if cause.kind == "model":
        return f"{phrasing.plural(len(cause.entry_ids), 'judgement')} by {by}"
    if cause.verdict == "taken_out":
        return f"{by} {f'put {about} back into' if cause.undoes else f'took {about} out of'} the book"
    if cause.kind == "retraction":
        return f"{by} retracted {_UNDONE.get(cause.undoes or '', 'report')} {about}"
    if cause.kind == "correction" and cause.verdict == "stands":
        return f"{by} said that {about} stands"
    if cause.kind == "correction":
        return f"{by} recorded a correction of {about}"
    return f"{by} judged {about}: {_VERDICTS.get(cause.verdict or '', '')}"
