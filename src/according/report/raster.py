"""The geometry of a campaign's two figures, in the units of an SVG view box: districts by days, and how many
districts at once chance gives. Pure arithmetic; the template draws it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from according import phrasing
from according.link.synchrony import SiteEvent
from according.report.plot import LEFT, RIGHT, TOP, WIDTH, Tick, tick_days

#: The room of the names of districts, the height of a row, and the room below the rows.
NAMES, ROW, BELOW = 104, 17, 30
#: So many days before and after a campaign are drawn, and so many in all; so many districts.
_AROUND, _MOST_DAYS, _MOST_ROWS = 10, 62, 24
#: The longest name of a district, in characters.
_LONGEST = 16
#: The room of a label, and of the words below the bars of chance.
_LABEL = 18
_BASE = 40
#: The height of the figure of chance.
CHANCE_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class Cell:
    """One district on one day. `inside`: an incident of the campaign struck it; else another of its actor."""

    x: float
    y: float
    width: float
    inside: bool
    words: str


@dataclass(frozen=True, slots=True)
class Raster:
    """Districts by days. `counts`: the number of districts of each day, where there are several. `more`:
    districts that are not drawn."""

    height: float
    rows: tuple[Tick, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    cells: tuple[Cell, ...]
    more: int
    has_others: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """How many runs had so many districts in their highest window."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Chance:
    """What runs with drawn days came to, and where the observed window stands."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    observed_x: float
    observed: int
    base: float


def raster(events: Iterable[SiteEvent], inside: Set[str], start: date, end: date) -> Raster:
    """The events of one actor about the days of a campaign, whose incidents are `inside`."""
    first = start - timedelta(days=_AROUND)
    last = min(end + timedelta(days=_AROUND), first + timedelta(days=_MOST_DAYS - 1))
    struck: dict[tuple[str, date], set[str]] = defaultdict(set)
    for event in events:
        if first <= event.day <= last:
            struck[event.site, event.day].add(event.incident_id)
    sites = _sites(struck, inside)
    shown = sites[:_MOST_ROWS]
    band = (WIDTH - NAMES - RIGHT) / ((last - first).days + 1)
    row = {site: TOP + ROW * n for n, site in enumerate(shown)}
    cells = tuple(
        _cell(site, day, ids, inside, NAMES + band * (day - first).days, row[site], band)
        for (site, day), ids in sorted(struck.items())
        if site in row
    )
    return Raster(
        TOP + ROW * len(shown) + BELOW,
        tuple(Tick(row[site] + ROW / 2, _short(site)) for site in shown),
        tuple(Tick(_middle(day, first, band), f"{day.day} {day:%b}") for day in tick_days(first, last, 4)),
        tuple(_counts(struck, first, band)),
        cells,
        len(sites) - len(shown),
        any(not cell.inside for cell in cells),
    )


def _sites(struck: dict[tuple[str, date], set[str]], inside: Set[str]) -> list[str]:
    """The districts, those that the campaign struck first and earliest on top."""
    when: dict[str, tuple[bool, date]] = {}
    for (site, day), ids in struck.items():
        key = (ids.isdisjoint(inside), day)
        when[site] = min(when.get(site, key), key)
    return sorted(when, key=lambda site: (*when[site], site))


def _cell(site: str, day: date, ids: set[str], inside: Set[str], x: float, y: float, band: float) -> Cell:
    words = f"{site}, {phrasing.day(day)}: {phrasing.plural(len(ids), 'incident')}"
    width = round(max(2.0, band - 1.5), 1)
    return Cell(round(x + (band - width) / 2, 1), round(y + 1.5, 1), width, not ids.isdisjoint(inside), words)


def _counts(struck: Iterable[tuple[str, date]], first: date, band: float) -> Iterable[Tick]:
    """The number of districts of each day that has several, the highest first; none where another stands."""
    of_day = Counter(day for _, day in struck)
    taken: list[float] = []
    for day, count in sorted(of_day.items(), key=lambda item: (-item[1], item[0])):
        at = _middle(day, first, band)
        if count > 1 and all(abs(at - other) >= _LABEL for other in taken):
            taken.append(at)
            yield Tick(at, str(count))


def _middle(day: date, first: date, band: float) -> float:
    return round(NAMES + band * ((day - first).days + 0.5), 1)


def _short(site: str) -> str:
    name = site.partition(", ")[0]
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def chance(runs: Sequence[int], observed: int) -> Chance:
    """The bars of what runs came to (`runs[n]`: with n districts) beside the observed number."""
    most = max(len(runs) - 1, observed)
    band = (WIDTH - LEFT - RIGHT) / (most + 1)
    base, highest, total = CHANCE_HEIGHT - _BASE, max(runs, default=1) or 1, max(1, sum(runs))
    bars = []
    for number, count in enumerate(runs):
        if count:
            height = round(max(1.0, (base - TOP - 24) * count / highest), 1)
            words = f"{phrasing.plural(number, 'district')} at most: {count} of {total} runs"
            bars.append(
                Bar(round(LEFT + band * number + 1, 1), base - height, round(band - 2, 1), height, words)
            )
    step = max(1, -(-most // 12))
    ticks = tuple(Tick(round(LEFT + band * (n + 0.5), 1), str(n)) for n in range(0, most + 1, step))
    return Chance(tuple(bars), ticks, round(LEFT + band * (observed + 0.5), 1), observed, base)
