"""Tables and figures of who says what of whose dead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from according.analysis.figure import Course, Figure, Interval, Intervals, Line
from according.analysis.gap_pairs import Beside, Standing
from according.analysis.result import Cell, Table
from according.consistency import SideRow
from according.methods.claim_gap import pooled
from according.model import Category
from according.phrasing import CATEGORY_WORDS, SIDE_WORDS, figure, plural, window_days
from according.series import Point

#: Incidents that are drawn; the tables have all.
_DRAWN = 8


def _whose(point: Point | None, row: SideRow | None) -> tuple[Cell, Cell]:
    """A figure, and the days that it covers."""
    if point is None or row is None:
        return "none given", ""
    return figure(point.low, point.best, point.high), window_days(point.window) or "days not told"


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 2)


def _cells(s: Standing) -> tuple[Cell, ...]:
    """An incident's name, whose dead, both figures with their days, the ratio, and how the windows lie."""
    return (
        s.pair.incident,
        CATEGORY_WORDS[s.pair.victims],
        *_whose(s.own, s.pair.own),
        *_whose(s.enemy, s.pair.enemy),
        _rounded(s.ratio),
        s.why_not or s.windows,
    )


_COLUMNS = ("incident", "whose_dead", "own", "own_days", "enemy", "enemy_days", "ratio", "windows")


def said(final: Sequence[Standing]) -> Table:
    note = "Last figures. Ratio: enemy's to own, of best figures, of the low one where none is best."
    return Table("said", "What each side says in the end", _COLUMNS, tuple(map(_cells, final)), note)


def by_others(others: Sequence[Beside]) -> Table:
    note = "Last figures of monitors, medical sources and others named; never averaged."
    rows = tuple(
        (
            one.incident,
            CATEGORY_WORDS[one.victims],
            one.line.speaker.name,
            SIDE_WORDS[one.line.speaker.side],
            figure(one.line.latest.low, one.line.latest.best, one.line.latest.high),
            window_days(one.line.latest.window) or "days not told",
        )
        for one in others
    )
    columns = ("incident", "whose_dead", "who", "side", "killed", "days")
    return Table("others", "What others than the parties say of the same people", columns, rows, note)


def over_time(course: Sequence[Standing]) -> Table:
    note = "As of the end of each day on which one of the two gave a new figure."
    rows = tuple((str(s.as_of), *_cells(s)) for s in course)
    return Table("course", "The ratio over time", ("as_of", *_COLUMNS), rows, note)


def model(victims: Category, standings: Sequence[Standing]) -> Table:
    """The common ratio over incidents with both sides' figures, and each incident's drawn towards it."""
    own, enemy = (
        np.array([float(p.level if p else 0) for p in points])
        for points in ([s.own for s in standings], [s.enemy for s in standings])
    )
    found = pooled(own, enemy)
    rows: list[tuple[Cell, ...]] = [
        (
            "all incidents",
            *(_rounded(v) for v in (found.ratio, found.low, found.high)),
            round(found.spread, 3),
        )
    ]
    plain = float(np.median(enemy / own))
    rows.append(("median of plain ratios", _rounded(plain), None, None, None))
    for s, ratio in zip(standings, found.each.tolist(), strict=True):
        rows.append((s.pair.incident, _rounded(ratio), None, None, None))
    columns = ("incident", "ratio", "low", "high", "spread")
    note = (
        f"log E[claim] = incident + source; {plural(len(standings), 'incident')}; low, high: 95 %; spread: "
        "standard "
        "deviation of log ratios between incidents; incidents' own ratios are drawn towards the common one."
    )
    title = f"The ratio over incidents: {CATEGORY_WORDS[victims]}"
    return Table(f"model_{victims}", title, columns, tuple(rows), note)


def figures(
    final: Sequence[Standing], course: Sequence[Standing], others: Sequence[Beside]
) -> Iterator[Figure]:
    names, more = _largest(final, others)
    rows = (
        *(row for s in final if s.pair.incident_id in names for row in _rows(s)),
        *(_row_beside(one) for one in others if one.incident_id in names),
    )
    if rows:
        log = any(value for row in rows for value in (row.low, row.best, row.high))
        marks = ("of its own people, or by no party", "of its enemy's people")
        yield Intervals(
            f"Who says what of whose dead{more}",
            "killed, as claimed",
            rows,
            log=log,
            filled=marks[0],
            hollow=marks[1],
        )
    lines = []
    for pair in dict.fromkeys(s.pair for s in course if s.pair.incident_id in names):
        told = [(s.as_of, s.ratio) for s in course if s.pair == pair and s.as_of is not None]
        if any(ratio is not None for _, ratio in told):
            name = f"{CATEGORY_WORDS[pair.victims]}, {pair.incident}"
            lines.append(Line(name, tuple(d for d, _ in told), tuple(r for _, r in told), style="step"))
    if lines:
        yield Course("The enemy's figure as a multiple of the own side's", "as of", "times", tuple(lines))


def _largest(final: Sequence[Standing], others: Sequence[Beside]) -> tuple[frozenset[str], str]:
    """The incidents that are drawn, by the largest figure, and what the title says where some are not."""
    sizes: dict[str, int] = {}
    told = [(s.pair.incident_id, p) for s in final for p in (s.own, s.enemy) if p is not None]
    for name, point in (*told, *((one.incident_id, one.line.latest) for one in others)):
        sizes[name] = max(point.level, sizes.get(name, 0))
    kept = sorted(sizes, key=lambda name: (-sizes[name], name))[:_DRAWN]
    more = f": the {_DRAWN} incidents of the largest figures, of {len(sizes):,}"
    return frozenset(kept), more if len(sizes) > _DRAWN else ""


def _rows(s: Standing) -> Iterator[Interval]:
    whose = CATEGORY_WORDS[s.pair.victims]
    for row, point, words in ((s.pair.own, s.own, "own side"), (s.pair.enemy, s.enemy, "its enemy")):
        if row is not None and point is not None:
            ratio = f", {s.ratio:.1f}×" if words == "its enemy" and s.ratio is not None else ""
            label = f"{whose}, by the {SIDE_WORDS[row.speaker.side]}"
            note = f"{words}, {window_days(point.window) or 'days not told'}{ratio}"
            ends = (point.low, point.best, point.high)
            yield Interval(label, *ends, row.speaker.side, note, hollow=words == "its enemy")


def _row_beside(one: Beside) -> Interval:
    point, speaker = one.line.latest, one.line.speaker
    label = f"{CATEGORY_WORDS[one.victims]}, by {speaker.name or SIDE_WORDS[speaker.side]}"
    note = f"no party, {window_days(point.window) or 'days not told'}"
    return Interval(label, point.low, point.best, point.high, speaker.side, note)
