"""The page of a month: attacks and people harmed by category and province, against the month before and over
twelve months; every figure as low–best–high, with a column that says whether its categories add up.

An incident belongs to the month in which it begins. What nobody counted is unknown, never zero; a low figure
adds up what is known, and a best or a high figure that an incident lacks leaves the sum open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from according.analysis.case import Case
from according.analysis.figure import Course, Figure, Line, Stack
from according.analysis.incident_columns import Chosen, Figures, Incidents
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms
from according.analysis.sums import stated_sums
from according.model import CATEGORIES, MEASURES, Category, Measure, Window
from according.phrasing import (
    CATEGORY_WORDS,
    MEASURE_WORDS,
    chain_words,
    claim_figure,
    figure,
    plural,
    window_days,
)
from according.scopes import is_summary

VERSION = "monthly-1"
#: So many months up to the one asked for are shown.
MONTHS = 12
_KNOWN: tuple[Category, ...] = CATEGORIES[:-1]


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of several incidents added. `best` and `high` are None where an incident that is counted lacks
    one, `low` where none of them is counted at all; `counted`: how many incidents give a figure."""

    low: int | None
    best: int | None
    high: int | None
    counted: int


def monthly(incidents: Incidents, month: date, chosen: Chosen, totals: Sequence[Case] = ()) -> Result:
    """The month that holds the day `month`, of the chosen incidents. `totals`: the cases of a book, for what
    others state of the whole month. Refused where no incident begins in it."""
    own = chosen.of(incidents)
    starts = own.first.astype("datetime64[M]")
    asked = np.datetime64(month, "M")
    terms = _terms(own, asked, chosen)
    if not np.any(starts == asked):
        return Refused(
            terms,
            f"no incident of the input begins in {asked}: that is no report of a calm month",
            "reports or rows of that month; or another --month "
            f"(the input has {_range(starts[~np.isnat(starts)])})",
        )
    now, before = own.of(starts == asked), own.of(starts == asked - 1)
    tables = (
        _glance(now, before, asked),
        _provinces(now, before),
        _months(own, starts, asked),
        *_stated(totals, asked),
    )
    return Answered(
        terms,
        "described",
        _sentence(now, before, asked),
        tuple(_checks(own, now, starts)),
        tables,
        tuple(_figures(own, starts, asked)),
        (
            "figures are what was claimed or recorded, added up; they are not what happened",
            "months of different coverage cannot be compared: a month without reports is not a calm month",
            "of a few attacks a month, large changes in per cent are usual",
        ),
    )


def added(figures: Figures) -> Sum:
    """The sum of figures, open where one that is counted is open."""
    counted = ~(np.isnan(figures.low) & np.isnan(figures.best))
    if not np.any(counted):
        return Sum(None, None, None, 0)
    low = np.where(np.isnan(figures.low), figures.best, figures.low)[counted]
    return Sum(
        int(low.sum()), _whole(figures.best[counted]), _whole(figures.high[counted]), int(counted.sum())
    )


def _whole(values: NDArray[np.float64]) -> int | None:
    total = values.sum()
    return None if np.isnan(total) else int(total)


def _terms(own: Incidents, asked: np.datetime64, chosen: Chosen) -> Terms:
    undated = int(np.isnat(own.first).sum())
    return Terms(
        "monthly",
        f"attacks and people harmed in {asked}, as claimed or recorded",
        f"{chosen.words}, each in the month in which it begins",
        own.cutoff,
        f"{plural(len(own), 'incident')} of a {own.origin}, {undated} of unknown day left out",
        ("every incident stands once", "low ≤ truth ≤ high holds for every figure"),
        own.sha256,
        VERSION,
    )


def _sentence(now: Incidents, before: Incidents, asked: np.datetime64) -> str:
    killed = added(now.counted())
    incidents = plural(len(now), "incident")
    if killed.counted == 0:
        return f"{asked}: {incidents}; nobody gives a number killed."
    return f"{asked}: {incidents}, {spread(killed)} killed; {_compared(killed, added(before.counted()))}."


def _compared(now: Sum, before: Sum) -> str:
    if before.counted == 0:
        return "nothing of the month before is in the input"
    return f"the month before {spread(before)}, {change_words(now, before)}"


def spread(found: Sum) -> str:
    """low–best–high as people read it; "" where nothing is known."""
    return figure(found.low, found.best, found.high) if found.counted else ""


def change_words(now: Sum, before: Sum) -> str:
    """The change of the best figure in per cent, where the two months' intervals do not overlap; else that
    there is no clear one."""
    if now.low is None or before.low is None:
        return ""
    apart = (before.high is not None and now.low > before.high) or (
        now.high is not None and now.high < before.low
    )
    if not apart:
        return "no clear change"
    if now.best is None or not before.best:
        return "more" if before.high is not None and now.low > before.high else "fewer"
    return f"{100 * (now.best - before.best) / before.best:+.0f} %".replace("-", "−")


def _closes(incidents: Incidents, measure: Measure) -> str:
    """Whether the best figures by category add up to that of everyone: ✓, ✗ with the difference, or "" where
    one of the two is not known."""
    whole = added(incidents.counted(measure, "all")).best
    parts = [added(incidents.counted(measure, category)) for category in _KNOWN]
    told = [part.best for part in parts if part.counted]
    if whole is None or not told or None in told:
        return ""
    rest = whole - sum(best for best in told if best is not None)
    return "✓" if rest == 0 else f"✗ {rest:+d}".replace("-", "−")


def _glance(now: Incidents, before: Incidents, asked: np.datetime64) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("attacks", "", f"{len(now):,}", f"{len(before):,}", _percent(len(now), len(before)), None, "")
    ]
    for measure in MEASURES:
        for category in ("all", *_KNOWN):
            found = added(now.counted(measure, category))
            if found.counted:
                earlier = added(before.counted(measure, category))
                closes = _closes(now, measure) if category == "all" else ""
                counted = ~np.isnan(now.counted(measure, category).low)
                rows.append(
                    (
                        MEASURE_WORDS[measure],
                        "everyone" if category == "all" else CATEGORY_WORDS[category],
                        spread(found),
                        spread(earlier),
                        change_words(found, earlier),
                        int(now.reports[counted].sum()) or None,
                        closes,
                    )
                )
    columns = ("of whom", "category", str(asked), str(asked - 1), "change", "reports", "sum closes")
    note = (
        "low–best–high; ?: nothing bounds it. A change is told only where the two months' intervals do not "
        "overlap. Sum closes: the best figures by category add up to that of everyone."
    )
    return Table("glance", "The month at a glance", columns, tuple(rows), note)


def _percent(now: int, before: int) -> str:
    return f"{100 * (now - before) / before:+.0f} %".replace("-", "−") if before else ""


def _provinces(now: Incidents, before: Incidents) -> Table:
    told = Counter(map(str, now.province)) | Counter(dict.fromkeys(map(str, before.province), 0))
    names = sorted(told, key=lambda name: (-told[name], name))
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        here, then = now.of(now.province == name), before.of(before.province == name)
        killed, earlier = added(here.counted()), added(then.counted())
        rows.append(
            (
                name or "province not told",
                len(here),
                len(then),
                spread(killed),
                *(spread(added(here.counted("deaths", category))) for category in _KNOWN),
                spread(added(here.counted("injured"))),
                int(here.reports.sum()) or None,
                change_words(killed, earlier),
                _closes(here, "deaths"),
            )
        )
    columns = (
        "province", "attacks", "before", "killed", *(CATEGORY_WORDS[c] for c in _KNOWN), "injured",
        "reports", "change", "closes",
    )  # fmt: skip
    note = "before: attacks of the month before; change: in those killed; closes: the sum of those killed."
    return Table("provinces", "By province", columns, tuple(rows), note)


def _months(own: Incidents, starts: NDArray[np.datetime64], asked: np.datetime64) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for month in _last(asked):
        here = own.of(starts == month)
        killed = added(here.counted())
        rows.append(
            (
                str(month),
                len(here),
                killed.low,
                killed.best,
                killed.high,
                spread(added(here.counted("injured"))),
                _closes(here, "deaths"),
            )
        )
    columns = ("month", "attacks", "killed low", "killed best", "killed high", "injured", "sum closes")
    note = "An empty cell is not zero: nobody gives a figure, or an incident's figure has no such end."
    return Table("months", f"{MONTHS} months", columns, tuple(rows), note)


def _stated(cases: Sequence[Case], asked: np.datetime64) -> Iterator[Table]:
    """What others state of a whole month, with their own sums checked: beside the incidents, never added."""
    found: dict[tuple[Cell, ...], None] = {}
    for case in cases:
        sums = {made.total.claim_id: made for made in stated_sums(case)}
        for claim in case.standing:
            if is_summary([claim]) and _is_of(claim.window, asked) and claim.measure in MEASURE_WORDS:
                publisher = case.documents[claim.document_id].publisher
                made = sums.get(claim.claim_id)
                found[
                    chain_words(claim.voices, publisher),
                    window_days(claim.window),
                    claim.area.name if claim.area else None,
                    MEASURE_WORDS[claim.measure],
                    CATEGORY_WORDS[claim.category],
                    claim_figure(claim),
                    None if made is None else "✓" if made.check.closes else f"✗ adds up to {made.added}",
                ] = None
    if found:
        columns = ("according to", "days", "area", "of whom", "category", "figure", "closes")
        note = "Of the whole month and area, as stated; never added to the incidents above."
        yield Table("stated", "What others state of the whole month", columns, tuple(found), note)


def _is_of(window: Window, asked: np.datetime64) -> bool:
    return window.start is not None and np.datetime64(window.start, "M") == asked


def _last(asked: np.datetime64) -> Sequence[np.datetime64]:
    return [asked - back for back in range(MONTHS - 1, -1, -1)]


def _checks(own: Incidents, now: Incidents, starts: NDArray[np.datetime64]) -> Sequence[Check]:
    reach = int(np.sum(now.last.astype("datetime64[M]") > now.first.astype("datetime64[M]")))
    closes = _closes(now, "deaths")
    covered = len(np.unique(starts[~np.isnat(starts)]))
    return (
        Check(
            "the categories of those killed add up",
            None if not closes else closes == "✓",
            closes or "a best figure is missing",
        ),
        Check(
            "no incident reaches into the next month",
            reach == 0,
            plural(reach, "incident reaches", "incidents reach"),
        ),
        Check(
            "the input covers the twelve months", covered >= MONTHS, f"{plural(covered, 'month')} with any"
        ),
    )


def _figures(own: Incidents, starts: NDArray[np.datetime64], asked: np.datetime64) -> Sequence[Figure]:
    months = _last(asked)
    parts = [own.of(starts == month) for month in months]
    killed = [added(part.counted()) for part in parts]
    stacked = tuple(
        tuple(float(added(part.counted("deaths", category)).low or 0) for category in _KNOWN)
        for part in parts
    )
    days = tuple(month.astype("datetime64[D]").astype(object) for month in months)
    line = Line("attacks", days, tuple(float(len(part)) for part in parts), style="bars", group="unknown")
    return (
        Stack(
            "Killed by month and category: bars add up low figures, whiskers reach from low to high",
            "killed",
            tuple(str(month) for month in months),
            _KNOWN,
            stacked,
            tuple(None if k.low is None else float(k.low) for k in killed),
            tuple(None if k.high is None else float(k.high) for k in killed),
        ),
        Course("Attacks by month", "", "attacks", (line,)),
    )


def _range(months: NDArray[np.datetime64]) -> str:
    return f"{months.min()} to {months.max()}" if len(months) else "no dated incident"
