"""Is it the deadliest day, or episode? Its rank under a declared grid of definitions, side by side.

For each definition the ranks that are certain whatever the truth within the bounds is, and the chance to be
among the first k. No answer is given where the comparison is empty, and none says "the deadliest" where that
is not certain, or probable with certain ranks close together, under every definition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from according import phrasing
from according.analysis import ranking
from according.analysis.figure import Interval, Intervals
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.ranking import DRAWS, HELD, Asked, Definition, Row
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.analysis.stretches import Counted
from according.phrasing import figure, plural

VERSION = "rank-1"
#: A comparison that ends so many days before the day asked for does not cover it.
_GAP_DAYS = 366
#: Days that are named where the one asked for has no figure.
_NEAREST = 3
#: Days that a figure shows beside the one asked for.
_SHOWN = 9


def rank(incidents: Incidents, asked: Asked, chosen: Chosen, seed: int, draws: int = DRAWS) -> Result:
    """The ranks of a day or episode among those of the chosen incidents. Refused where nothing is known of
    it, or where fewer than `asked.needed` others have a figure under every definition."""
    around = chosen.of(incidents)
    held = ranking.definitions(around, asked)
    covered, _ = _coverage(around, asked)
    rows = ranking.rows(held, asked, covered, seed, draws)
    terms = _terms(incidents, around, asked, chosen, seed)
    if not rows:
        return _of_nothing(terms, incidents, around, asked, chosen)
    checks = tuple(_checks(around, held, asked, rows[0]))
    answered = [row for row in rows if row.verdict]
    if not answered:
        return Refused(
            terms,
            f"too few to compare with: besides {asked.words} the {around.origin} has figures of "
            f"{plural(max(row.others for row in rows), 'other')}, and {asked.needed} are needed",
            "a table of other days that counts the same people over the same years: --table FILE",
            checks,
            (_grid(rows),),
        )
    return Answered(
        terms,
        _overall(answered),
        _sentence(asked, answered, around),
        checks,
        (_grid(rows), _chances(answered, asked.tops), _overtaking(answered[0], held, around, asked)),
        tuple(_figures(answered, held, asked)),
        _cautions(asked),
    )


def _of_nothing(
    terms: Terms, incidents: Incidents, around: Incidents, asked: Asked, chosen: Chosen
) -> Refused:
    """Refused because the day has no figure, or nothing is chosen at all; with what lies nearest."""
    if len(incidents) and not len(around):
        names = {str(name) for name in (*incidents.province, *incidents.district) if name}
        near = get_close_matches(chosen.region or "", sorted(names), 3)
        meant = f"; near to it: {', '.join(near)}" if near else ""
        reason = f"no incident of the {around.origin} is among those asked for: {chosen.words}"
        return Refused(terms, reason, f"other words for --region, --actor, --since or --until{meant}")
    days = around.first[~np.isnat(around.first)]
    apart = np.abs((days - np.datetime64(asked.day, "D")).astype(int))
    nearest = sorted({str(day) for day in days[np.argsort(apart, kind="stable")[:_NEAREST]]})
    known = f"; the nearest days with an incident: {', '.join(nearest)}" if nearest else ""
    reason = f"nobody gives a number killed in an incident of {asked.words} alone"
    return Refused(terms, reason, f"an incident of that day with a figure, or another --day{known}")


def _terms(incidents: Incidents, around: Incidents, asked: Asked, chosen: Chosen, seed: int) -> Terms:
    unit = "days" if asked.days == 1 else f"stretches of {asked.days} days that do not overlap"
    elsewhere = "; its own figures are from the book" if asked.own else ""
    first = around.first[~np.isnat(around.first)]
    since = f" from {first.min()}" if len(first) else ""
    return Terms(
        "rank",
        f"the rank of {asked.words} among {unit} by people killed; 1 is the most",
        f"{chosen.words}; who is counted, by whose figures and since when: each row of the grid{elsewhere}",
        around.cutoff,
        f"{plural(len(around), 'incident')} of a {around.origin}{since}",
        (
            "low ≤ truth ≤ high for every figure; certain ranks need nothing else",
            "chances: within its bounds each figure is a PERT draw with its mode at the best figure, in "
            "whole numbers that share the rank where they tie; an open upper end counts as the best figure",
            "chances under “shared”: all figures of one source lie equally far up in their bounds",
        ),
        digest_of((incidents.sha256, asked, chosen)),
        VERSION,
        seed,
    )


def _coverage(around: Incidents, asked: Asked) -> tuple[bool, str]:
    """Whether the comparison reaches the asked day."""
    known = around.last[~np.isnat(around.last)]
    before = known[known < np.datetime64(asked.day, "D")]
    if not len(before):
        return False, f"nothing before {asked.day}"
    gap = int((np.datetime64(asked.day, "D") - before.max()).astype(int))
    return gap <= _GAP_DAYS, f"the last incident before it is of {before.max()}, {plural(gap, 'day')} earlier"


def _checks(around: Incidents, held: Mapping[str, Definition], asked: Asked, lead: Row) -> Iterator[Check]:
    yield Check("the comparison reaches the day asked for", *_coverage(around, asked))
    yield Check(
        "the day's figures and the others' have one source and definition",
        not asked.own,
        "the day's are from the book, the others' from the table" if asked.own else f"one {around.origin}",
    )
    starts = around.first[~np.isnat(around.first)].astype("datetime64[M]")
    months = len(np.unique(starts))
    span = int((starts.max() - starts.min()).astype(int)) + 1 if months else 0
    found = f"{months:,} of {span:,} months have an incident; one without may be calm, or not covered"
    yield Check("every month of the comparison is covered", True if months == span else None, found)
    figures = held[lead.own.definition].figures
    unknown = int((~figures.known).sum())
    yield Check("every incident has a number killed", unknown == 0, f"{unknown:,} have none")
    loose = len(_loose(around, figures, asked, lead.own.low))
    name = "no incident of unknown day, or of more days than asked for, is as large"
    yield Check(name, loose == 0, f"{loose:,} may be: see what could be larger" if loose else "none may be")
    wide = int((figures.low[figures.known] < figures.high[figures.known]).sum())
    found = f"{wide:,} of {int(figures.known.sum()):,} do; most tables give single figures by category"
    yield Check("figures have a low and a high end", wide > 0, found)


def _loose(around: Incidents, figures: Counted, asked: Asked, low: float) -> list[int]:
    """The incidents that belong to no stretch and may be as large."""
    spans = (around.last - around.first).astype(float)
    apart = np.isnat(around.first) | (spans >= asked.days)
    return np.flatnonzero(
        apart & figures.known & (np.nan_to_num(figures.high, posinf=np.inf) >= low)
    ).tolist()


def _overall(rows: Sequence[Row]) -> str:
    """The verdict that all definitions share, the weaker of two alike; else undecided."""
    found = {row.verdict for row in rows}
    for alike in (HELD, ("excluded", "improbable")):
        if found <= set(alike):
            return max(found, key=alike.index)
    return "undecided"


def ordinal(number: int) -> str:
    """ "1st", "22nd", "113th"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if number % 100 in (11, 12, 13) else ending}"


def _sentence(asked: Asked, rows: Sequence[Row], around: Incidents) -> str:
    best, worst = min(row.best for row in rows), max(row.worst for row in rows)
    held = sum(row.verdict in HELD for row in rows)
    others = max(row.others for row in rows)
    where = ordinal(best) if best == worst else f"between {ordinal(best)} and {ordinal(worst)}"
    ways = plural(len(rows), "definition")
    if not rows[0].covered:
        said = (
            f"Among {others:,} others of the {around.origin}, {asked.words} ranks {where}, by definition; "
            f"but they end more than a year before it, so under none can it be called {asked.claim}"
        )
    elif held == len(rows):
        said = f"{asked.words} is {asked.claim} among {others:,} others, under each of {ways}"
    elif best > asked.top:
        said = f"{asked.words} is not {asked.claim}: it ranks {where} among {others:,} others, under {ways}"
    else:
        said = (
            f"{asked.words} ranks {where} among {others:,} others of the {around.origin}, by definition; "
            f"under {held} of {ways} it can be called {asked.claim}"
        )
    return f"{said}."


def _cautions(asked: Asked) -> tuple[str, ...]:
    own = (
        "the day's figures are claims of a book, the others' those of a table made by other rules: the ranks "
        "hold only as far as both count the same people",
    )
    return (
        *(own if asked.own else ()),
        "a rank among recorded days is no rank among days: what nobody recorded cannot overtake",
        "several definitions were tried, and all are shown; quote a rank with its definition",
    )


def _whole(low: float, best: float, high: float) -> tuple[int, int, int | None]:
    return int(low), int(best), int(high) if np.isfinite(high) else None


def _grid(rows: Sequence[Row]) -> Table:
    columns = ("killed", "by", "since", "others", "low", "best", "high", "best_rank", "worst_rank", "verdict")
    cells = tuple(
        (
            row.own.definition,
            row.own.by,
            row.window,
            row.others,
            *_whole(row.own.low, row.own.best, row.own.high),
            row.best or None,
            row.worst or None,
            row.verdict or "refused: too few",
        )
        for row in rows
    )
    note = "Certain ranks: no truth within low–high gives a better or a worse one. An empty high end is open."
    return Table("definitions", "The rank under each definition", columns, cells, note)


def _chances(rows: Sequence[Row], tops: Sequence[int]) -> Table:
    columns = ("killed", "by", "since", "median", "rank_5", "rank_95", *(f"top_{k}" for k in tops))
    shared = tuple(f"shared_top_{k}" for k in tops)
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        layers = [layer for layer in (row.apart, row.shared) if layer is not None]
        chances = [round(float(layer.top[k][0]), 4) for layer in layers for k in tops]
        one = layers[0]
        cells.append((row.own.definition, row.own.by, row.window, one.median, one.low, one.high, *chances))
    note = (
        "Drawn ranks: the middle and the ends of 90 %; the chance to be among the first so many, every "
        "figure by "
        "itself and, “shared”, with one credibility a source."
    )
    return Table("chances", "How probable", (*columns, *shared), tuple(cells), note)


def _overtaking(lead: Row, held: Mapping[str, Definition], around: Incidents, asked: Asked) -> Table:
    """What may be as large as the asked stretch under the first definition: other stretches, and incidents
    that belong to none; largest first."""
    own, one = lead.own, held[lead.own.definition]
    grid, figures = one.grid, one.figures
    cells: list[tuple[Cell, ...]] = []
    for at in ranking.others(grid, asked.day, lead.since).tolist():
        if grid.high[at] >= own.low:
            ends = (grid.low[at], grid.best[at], grid.high[at])
            cells.append((str(grid.day(at)), grid.places[at], *_whole(*ends), _larger(ends[0], own.high)))
    for at in _loose(around, figures, asked, own.low):
        ends = (figures.low[at], figures.best[at], figures.high[at])
        days = "day unknown" if np.isnat(around.first[at]) else f"{around.first[at]} – {around.last[at]}"
        place = str(around.district[at] or around.province[at])
        cells.append((days, place, *_whole(*ends), "of other days"))
    ordered = tuple(sorted(cells, key=lambda row: (-int(row[3] or 0), str(row[0]))))
    title = f"What could be larger: {own.words}, {figure(*_whole(own.low, own.best, own.high))}"
    columns = ("from", "where", "low", "best", "high", "is_larger")
    return Table("overtaking", title, columns, ordered)


def _larger(low: float, high: float) -> str:
    return "certainly" if low > high else "possibly"


def _figures(rows: Sequence[Row], held: Mapping[str, Definition], asked: Asked) -> Iterator[Intervals]:
    """For each definition, against everything: the asked stretch among the largest others."""
    for row in rows:
        if row.apart is None or row.since is not None:
            continue
        own, grid = row.own, held[row.own.definition].grid
        others = ranking.others(grid, asked.day, None)
        shown = sorted(range(len(others)), key=lambda n: (-grid.best[others[n]], n))[:_SHOWN]
        marked = [
            _interval(phrasing.day(grid.day(others[n])), grid.low[others[n]], grid.best[others[n]],
            grid.high[others[n]],
                      "", row, n + 1)
            for n in shown
        ]  # fmt: skip
        asked_row = _interval(asked.words, own.low, own.best, own.high, "asked", row, 0)
        ordered = tuple(sorted((asked_row, *marked), key=lambda one: -(one.best or 0)))
        yield Intervals(f"The most killed: {own.words}", "people killed", ordered)


def _interval(
    label: str, low: float, best: float, high: float, group: str, row: Row, position: int
) -> Interval:
    assert row.apart is not None
    first, five = (float(row.apart.top[k][position]) for k in (1, 5))
    ends = _whole(low, best, high)
    return Interval(label, *ends, group, f"first {first:.2f}, top 5 {five:.2f}")
