"""Tables of incidents for analyses: CSV or JSON Lines into `Incidents`.

A plain table needs a day (`date`) and a number killed (`deaths`, or `low`, `best`, `high`); all else is taken
where it is there. UCDP GED is known by its own columns: deaths of a side are those of security forces
where it is a government, else of an armed group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from according.analysis.incident_columns import Figures, Floats, Incidents, Integers, Words, days, numbers
from according.errors import UsageError
from according.model import CATEGORIES, MEASURES, Category, Measure, Problem
from according.sources.incident_rows import ALIASES, Table, day_written, number_written

#: What a column may tell beside what matching needs, and the names by which it is found.
COLUMNS: dict[str, tuple[str, ...]] = {
    **ALIASES,
    "where_prec": ("where_prec", "geo_precision", "place.precision", "place_precision"),
    "country": ("country", "country_txt", "country_iso3", "place.country_iso3"),
    "province": ("province", "adm_1", "admin1", "provstate", "place.admin1"),
    "district": ("district", "adm_2", "admin2", "city", "place.admin2"),
    "actor": ("actor", "side_a", "actor1", "gname", "perpetrator"),
    "actor_2": ("actor_2", "side_b", "actor2"),
    "kind": ("type", "type_of_violence", "sub_event_type", "attacktype1_txt", "event_type"),
    "source": ("source", "source_original"),
    "reports": ("reports", "number_of_sources"),
}
#: The columns that give the low, the best and the high figure of a measure, all categories together.
_WHOLE: dict[Measure, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "deaths": (
        ("deaths_low", "low", "low_est"),
        ("deaths_best", "best", "best_est", "deaths", "fatalities", "nkill", "killed"),
        ("deaths_high", "high", "high_est"),
    ),
}


def incidents_of(
    table: Table, columns: Mapping[str, str] | None = None
) -> tuple[Incidents, tuple[Problem, ...]]:
    """The incidents of a table, and what is wrong with some rows (ACC-170, ACC-174). `columns` says where the
    user's table has what (a key of `COLUMNS`) under another name. UsageError where no column tells the day.
    """
    told = {role: _column(table, role, columns or {}) for role in COLUMNS}
    if told["start"] is None:
        raise UsageError(
            f"the table {table.name} has no column for the day: call one “date”, or name it with "
            f"--column start=NAME (it has {', '.join(table.columns[:20])})"
        )
    cells = [cell for _, cell in table.cells]
    starts = [day_written(cell.get(told["start"], "").strip()) for cell in cells]
    ends = [day_written(_told(cell, told["end"])) for cell in cells]
    ends = [end if end is not None and start is not None and end >= start else start
            for start, end in zip(starts, ends, strict=True)]  # fmt: skip
    figures, faults = _figures(table, cells)
    made = Incidents(
        origin="table",
        ids=_words((_told(cell, told["id"]) or str(line)) for line, cell in table.cells),
        first=days(starts),
        last=days(ends),
        lat=numbers(number_written(_told(cell, told["latitude"])) for cell in cells),
        lon=numbers(number_written(_told(cell, told["longitude"])) for cell in cells),
        where_prec=_integers(_told(cell, told["where_prec"]) for cell in cells),
        country=_words(_told(cell, told["country"]) for cell in cells),
        province=_words(_told(cell, told["province"]) for cell in cells),
        district=_words(_told(cell, told["district"]) for cell in cells),
        actors=(
            _words(_told(cell, told["actor"]) for cell in cells),
            _words(_told(cell, told["actor_2"]) for cell in cells),
        ),
        kind=_words(_told(cell, told["kind"]) for cell in cells),
        sources=_words(_told(cell, told["source"]) for cell in cells),
        reports=_integers(_told(cell, told["reports"]) for cell in cells),
        figures=figures,
    )
    return made, (*table.problems, *_undated(table.name, starts), *faults)


def _column(table: Table, role: str, columns: Mapping[str, str]) -> str | None:
    asked = columns.get(role)
    if asked is not None and asked.casefold() not in table.columns:
        raise UsageError(
            f"the table {table.name} has no column {asked}: it has {', '.join(table.columns[:20])}"
        )
    names = (asked.casefold(),) if asked else COLUMNS[role]
    return next((name for name in names if name in table.columns), None)


def _told(cell: Mapping[str, str], column: str | None) -> str:
    return cell.get(column, "").strip() if column else ""


def _count(written: str) -> float | None:
    """A number of people; None where it is none (below 0 stands for "unknown" in several datasets)."""
    number = number_written(written)
    return number if number is not None and number >= 0 else None


def _integers(values: Iterable[str]) -> Integers:
    """Whole numbers of 0 or more; 0 for what is none."""
    return np.array([int(_count(value) or 0) for value in values], dtype=np.int64)


def _words(values: Iterable[str]) -> Words:
    return np.array(list(values), dtype=object)


def _figures(
    table: Table, cells: Sequence[Mapping[str, str]]
) -> tuple[dict[tuple[Measure, Category], Figures], tuple[Problem, ...]]:
    """The figures that the table gives, by measure and category."""
    found: dict[tuple[Measure, Category], Figures] = {}
    for measure in MEASURES:
        whole = _WHOLE.get(measure, ((f"{measure}_low",), (f"{measure}_best", measure), (f"{measure}_high",)))
        _put(found, (measure, "all"), table, cells, whole)
        for category in CATEGORIES[:-1]:
            stem = f"{measure}_{category}"
            _put(found, (measure, category), table, cells,
                 ((f"{stem}_low",), (stem, f"{stem}_best"), (f"{stem}_high",)))  # fmt: skip
    found.update(_of_ucdp(table, cells))
    crossed = sum(int(np.sum((f.low > f.best) | (f.best > f.high))) for f in found.values())
    if crossed:
        said = f"{crossed:,} figures with low above best or best above high; put in order"
        return {key: _ordered(f) for key, f in found.items()}, (Problem("ACC-174", said, table.name),)
    return found, ()


def _put(
    found: dict[tuple[Measure, Category], Figures],
    key: tuple[Measure, Category],
    table: Table,
    cells: Sequence[Mapping[str, str]],
    names: Sequence[Sequence[str]],
) -> None:
    """The figures of three columns; where only a best figure stands, it is low and high too."""
    low, best, high = (next((n for n in asked if n in table.columns), None) for asked in names)
    if best is None and low is None:
        return
    middle = numbers(_count(_told(cell, best)) for cell in cells)
    lowest = numbers(_count(_told(cell, low)) for cell in cells) if low else middle
    highest = numbers(_count(_told(cell, high)) for cell in cells) if high else middle
    found[key] = Figures(lowest, middle, highest)


def _of_ucdp(
    table: Table, cells: Sequence[Mapping[str, str]]
) -> Iterable[tuple[tuple[Measure, Category], Figures]]:
    """Deaths by category as UCDP GED gives them: a single figure each."""
    if not {"deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "side_a"} <= set(table.columns):
        return
    of_side = {side: numbers(_count(_told(c, f"deaths_{side}")) for c in cells) for side in "ab"}
    state = {side: np.array([_is_government(_told(c, f"side_{side}")) for c in cells]) for side in "ab"}
    single: dict[Category, Floats] = {
        "security_force": np.where(state["a"], of_side["a"], 0.0) + np.where(state["b"], of_side["b"], 0.0),
        "armed_group": np.where(state["a"], 0.0, of_side["a"]) + np.where(state["b"], 0.0, of_side["b"]),
        "civilian": numbers(_count(_told(c, "deaths_civilians")) for c in cells),
        "unknown": numbers(_count(_told(c, "deaths_unknown")) for c in cells),
    }
    for category, values in single.items():
        yield ("deaths", category), Figures(values, values, values)


def _is_government(name: str) -> bool:
    return name.casefold().startswith("government of ")


def _ordered(figures: Figures) -> Figures:
    low = np.fmin(np.fmin(figures.low, figures.best), figures.high)
    high = np.where(np.isnan(figures.high), np.nan, np.fmax(np.fmax(figures.low, figures.best), figures.high))
    return Figures(low, figures.best, high)


def _undated(name: str, starts: Sequence[date | None]) -> Iterable[Problem]:
    missing = sum(start is None for start in starts)
    if missing:
        yield Problem("ACC-170", f"{missing:,} rows with no day that can be read; kept, undated", name)
