"""One person's harm once in a report, though the main event and the background both tell of it."""

from __future__ import annotations

from dataclasses import replace

from according.read.people import SINGLE
from according.read.persons import persons_of, same_names
from according.read.relations import Report, Told, in_passing, of_one_time


def once_each(told: list[Told], report: Report) -> None:
    """One person's harm is one claim wherever the report tells it, in the main event or behind it: of
    tellings that no dates keep apart the first that says that it happened counts. In place."""
    order = sorted(
        (i for i, t in enumerate(told) if t.kept and _tells_of_one(t)),
        key=lambda i: (in_passing(told[i], report.code), told[i].harm.people.start),
    )
    harms = [told[i].harm for i in order]
    groups = persons_of(harms, report.texts, {"code": report.code}, by_police=report.by_police)
    again = [(group[0], k) for group in groups for k in group[1:] if harms[k].definite]
    for i, j in sorted({*same_names(harms, report.code), *again}):
        a, b = told[order[i]], told[order[j]]
        same = a.harm.measure == b.harm.measure and a.kept and b.kept and a.event != b.event
        if same and 0 in (a.event, b.event) and of_one_time(a, b):
            told[order[j]] = replace(b, kept=False)


def _tells_of_one(t: Told) -> bool:
    return t.harm.reference in SINGLE and t.harm.stance == "asserted" and t.harm.quantity.best == 1
