"""The page of a month: attacks and people harmed by category and province, against the month before and over
twelve months; every figure as low–best–high, with a column that says whether its categories add up.

An incident belongs to the month in which it begins. What nobody counted is unknown, never zero; a low figure
adds up what is known, and a best or a high figure that an incident lacks leaves the sum open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from according.analysis.added import KNOWN, Sum, added, change_words, closes, percent, spread
from according.analysis.case import Case
from according.analysis.figure import Course, Figure, Line, Stack
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms
from according.analysis.steps import reaches_end
from according.analysis.sums import stated_sums
from according.model import MEASURES, Window
from according.phrasing import (
    CATEGORY_WORDS,
    MEASURE_WORDS,
    chain_words,
    claim_figure,
    plural,
    window_days,
)
from according.scopes import is_summary

VERSION = "monthly-1"
#: So many months up to the one asked for are shown.
MONTHS = 12
#: The first days of months of which the input, not only what is chosen of it, tells anything.
Covered = frozenset[date]
#: A month and what begins in it.
Part = tuple[np.datetime64, Incidents]
#: A bar of a month stands half a month to either side of its first day.
_HALF = timedelta(days=15)
#: UCDP's numbers for its types of violence.
_UCDP_KINDS = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}


def monthly(incidents: Incidents, month: date, chosen: Chosen, totals: Sequence[Case] = ()) -> Result:
    """The month that holds the day `month`, of the chosen incidents. `totals`: the cases of a book, for what
    others state of the whole month. Refused where no incident begins in it."""
    own = chosen.of(incidents)
    starts = own.first.astype("datetime64[M]")
    asked = np.datetime64(month, "M")
    terms = _terms(own, asked, chosen)
    if not len(own):
        return Refused(terms, *chosen.lacking(incidents))
    if not np.any(starts == asked):
        return Refused(
            terms,
            f"no incident of the input begins in {asked}: that is no report of a calm month",
            "reports or rows of that month; or another --month "
            f"(the input has {_range(starts[~np.isnat(starts)])})",
        )
    around = replace(chosen, region=None, actor=None).of(incidents)
    return _answered(terms, own, around, asked, totals)


def _answered(
    terms: Terms, own: Incidents, around: Incidents, asked: np.datetime64, totals: Sequence[Case]
) -> Answered:
    """The page of the month. `around`: what the whole input holds, elsewhere and of other actors too."""
    starts = own.first.astype("datetime64[M]")
    covered = frozenset(np.unique(around.first.astype("datetime64[M]")).tolist())
    recent = own.of((starts > asked - MONTHS) & (starts <= asked))
    number = recent.first.astype("datetime64[M]")
    parts = [(month, recent.of(number == month)) for month in _last(asked)]
    now, before = parts[-1][1], parts[-2][1]
    whole = reaches_end(around.last, asked, "month")
    is_told = (asked - 1).astype(date) in covered
    return Answered(
        terms,
        "described",
        _sentence(now, before, asked, covered)
        + ("" if whole.held else f" Perhaps more is to come: {whole.found}."),
        (*_checks(now, asked, covered), whole),
        (
            _glance(now, before, asked, covered),
            _provinces(now, before, is_told),
            *_kinds(now, before, is_told),
            _months(parts, covered),
            *_stated(totals, asked),
        ),
        tuple(_figures(parts, covered)),
        (
            "figures are what was claimed or recorded, added up; they are not what happened",
            "months of different coverage cannot be compared: a month without reports is not a calm month",
            "of a few attacks a month, large changes in per cent are usual",
        ),
    )


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


def _sentence(now: Incidents, before: Incidents, asked: np.datetime64, covered: Covered) -> str:
    killed = added(now.counted())
    told = f"{asked.astype(date):%b %Y}: {plural(len(now), 'incident')}"
    if killed.counted == 0:
        return f"{told}; nobody gives a number killed."
    if (asked - 1).astype(date) not in covered:
        return f"{told}, {spread(killed)} killed; the input tells nothing of the month before."
    earlier = added(before.counted())
    if earlier.counted == 0:
        return f"{told}, {spread(killed)} killed; nobody gives a number for the month before."
    change = change_words(killed, earlier)
    return f"{told}, {spread(killed)} killed; the month before {spread(earlier)}: {change}."


def _glance(now: Incidents, before: Incidents, asked: np.datetime64, covered: Covered) -> Table:
    then = f"{len(before):,}" if (asked - 1).astype(date) in covered else ""
    change = percent(len(now), len(before)) if then else ""
    rows: list[tuple[Cell, ...]] = [
        ("incidents", "", f"{len(now):,}", then, change, len(now), int(now.reports.sum()) or None, "")
    ]
    for measure in MEASURES:
        for category in ("all", *KNOWN):
            found = added(now.counted(measure, category))
            earlier = added(before.counted(measure, category))
            is_empty = category == "unknown" and found.high == 0 and earlier.high in (None, 0)
            if found.counted and not is_empty:
                sum_closes = closes(now, measure) if category == "all" else ""
                counted = ~np.isnan(now.counted(measure, category).low)
                rows.append(
                    (
                        MEASURE_WORDS[measure],
                        "everyone" if category == "all" else CATEGORY_WORDS[category],
                        spread(found),
                        spread(earlier),
                        change_words(found, earlier),
                        found.counted,
                        int(now.reports[counted].sum()) or None,
                        sum_closes,
                    )
                )
    columns = (
        "of whom", "category", str(asked), str(asked - 1), "change", "from incidents", "reports",
        "sum closes",
    )  # fmt: skip
    note = (
        "low–best–high; ?: nothing bounds it; an empty cell is not zero. A change is told only where the two "
        "months' intervals do not overlap. From incidents: how many give a figure, and in how many reports. "
        "Sum closes: the best figures by category add up to that of everyone."
    )
    return Table("glance", "The month at a glance", columns, tuple(rows), note)


def _provinces(now: Incidents, before: Incidents, is_told: bool) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name in _most_first(now.province, before.province):
        here, then = now.of(now.province == name), before.of(before.province == name)
        killed, earlier = added(here.counted()), added(then.counted())
        rows.append(
            (
                name or "province not told",
                len(here),
                len(then) if is_told else None,
                spread(killed),
                *(spread(added(here.counted("deaths", category))) for category in KNOWN),
                spread(added(here.counted("injured"))),
                int(here.reports.sum()) or None,
                change_words(killed, earlier),
                closes(here, "deaths"),
            )
        )
    columns = (
        "province", "incidents", "before", "killed", *(CATEGORY_WORDS[c] for c in KNOWN), "injured",
        "reports", "change", "closes",
    )  # fmt: skip
    note = "before: incidents of the month before; change: in those killed; closes: the sum of those killed."
    return _told("provinces", "By province", columns, rows, note)


def _told(
    name: str, title: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], note: str
) -> Table:
    """The table without columns in which nobody gives anything; the note says so of people harmed."""
    nothing = (None, "", "0")
    told = [
        any(row[n] not in (nothing if words == CATEGORY_WORDS["unknown"] else nothing[:2]) for row in rows)
        for n, words in enumerate(columns)
    ]
    harm = (*(CATEGORY_WORDS[category] for category in KNOWN[:-1]), "killed", "injured")
    empty = ", ".join(
        words for words, is_told in zip(columns, told, strict=True) if words in harm and not is_told
    )
    return Table(
        name,
        title,
        tuple(words for words, is_told in zip(columns, told, strict=True) if is_told),
        tuple(tuple(cell for cell, is_told in zip(row, told, strict=True) if is_told) for row in rows),
        f"{note} Nobody gives a number: {empty}." if empty else note,
    )


def _most_first(now: Iterable[object], before: Iterable[object]) -> list[str]:
    """Every name, those of most incidents now first, those that had some before only at the end."""
    often = Counter(map(str, now))
    often.update(dict.fromkeys(map(str, before), 0))
    return sorted(often, key=lambda name: (-often[name], name))


def _kinds(now: Incidents, before: Incidents, is_told: bool) -> Iterator[Table]:
    """Incidents and people killed by the kind that the input gives; none where it gives none."""
    kinds = _most_first(now.kind, before.kind)
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        here, then = now.of(now.kind == kind), before.of(before.kind == kind)
        killed, earlier = added(here.counted()), added(then.counted())
        words = _UCDP_KINDS.get(kind, kind) or "kind not told"
        rows.append(
            (
                words,
                len(here),
                len(then) if is_told else None,
                spread(killed),
                spread(earlier),
                change_words(killed, earlier),
            )
        )
    if any(kinds):
        columns = ("kind", "incidents", "before", "killed", "killed before", "change")
        note = "Kinds as the input has them; a book's after ACLED's sub-events."
        yield _told("kinds", "By kind of incident", columns, rows, note)


def _months(parts: Sequence[Part], covered: Covered) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for month, here in parts:
        killed = _killed(here, month, covered)
        rows.append(
            (
                str(month),
                len(here) if month.astype(date) in covered else None,
                killed.low,
                killed.best,
                killed.high,
                spread(added(here.counted("injured"))),
                closes(here, "deaths"),
            )
        )
    columns = ("month", "incidents", "killed low", "killed best", "killed high", "injured", "sum closes")
    note = (
        "An empty cell is not zero: the input holds nothing of that month, nobody gives a figure, or an "
        "incident's figure has no such end."
    )
    return _told("months", f"{MONTHS} months", columns, rows, note)


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


def _checks(now: Incidents, asked: np.datetime64, covered: Covered) -> Sequence[Check]:
    reach = int(np.sum(now.last.astype("datetime64[M]") > now.first.astype("datetime64[M]")))
    sum_closes = closes(now, "deaths")
    held = sum(month.astype(date) in covered for month in _last(asked))
    return (
        Check(
            "the categories of those killed add up",
            None if not sum_closes else sum_closes == "✓",
            sum_closes or "a best figure is missing",
        ),
        Check(
            "no incident reaches into the next month",
            reach == 0,
            plural(reach, "incident reaches", "incidents reach"),
        ),
        Check(
            "the input tells of each of the twelve months",
            held == MONTHS,
            f"of {held}" if held == MONTHS else f"of {held}: the others are left empty, not zero",
        ),
    )


def _figures(parts: Sequence[Part], covered: Covered) -> Sequence[Figure]:
    months = [month for month, _ in parts]
    killed = [_killed(part, month, covered) for month, part in parts]
    stacked = tuple(
        tuple(float(added(part.counted("deaths", category)).low or 0) for category in KNOWN)
        for _, part in parts
    )
    days = tuple(month.astype("datetime64[D]").astype(object) for month in months)
    told = [month.astype(date) in covered for month in months]
    counts = tuple(float(len(part)) if known else None for (_, part), known in zip(parts, told, strict=True))
    return (
        Stack(
            "Killed by month and category: bars add up low figures, whiskers reach from low to high",
            "killed",
            tuple(str(month) for month in months),
            KNOWN,
            stacked,
            tuple(None if k.low is None else float(k.low) for k in killed),
            tuple(None if k.high is None else float(k.high) for k in killed),
        ),
        *_line(days, killed),
        Course(
            "Incidents by month" + ("" if all(told) else "; shaded: nothing in the input"),
            "",
            "incidents",
            (Line("incidents", days, counts, style="bars", group="unknown"),),
            spans=tuple(
                (day - _HALF, (month + 1).astype(date) - _HALF, "")
                for day, month, known in zip(days, months, told, strict=True)
                if not known
            ),
        ),
    )


def _killed(here: Incidents, month: np.datetime64, covered: Covered) -> Sum:
    """Of no incidents, in a month that the input tells of, nobody."""
    if not len(here) and month.astype(date) in covered:
        return Sum(0, 0, 0, 0)
    return added(here.counted())


def _line(days: tuple[date, ...], killed: Sequence[Sum]) -> Iterator[Course]:
    """The twelve-month line: best figures between the low and the high ones, which are lines of their own
    where some month lacks one; none of a single month."""
    low, best, high = (tuple(_float(getattr(one, end)) for one in killed) for end in ("low", "best", "high"))
    words = f"Killed in each of {MONTHS} months: best figures between low and high"
    if None not in (*low, *best, *high):
        least, most = (tuple(one or 0.0 for one in end) for end in (low, high))
        yield Course(words, "", "killed", (Line("best figures", days, best, least, most),))
    elif sum(one is not None for one in low) > 1:
        ends = (("low figures", low), ("best figures", best), ("high figures", high))
        yield Course(words, "", "killed", tuple(Line(name, days, y, style="step") for name, y in ends))


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)


def _range(months: NDArray[np.datetime64]) -> str:
    return f"{months.min()} to {months.max()}" if len(months) else "no dated incident"
