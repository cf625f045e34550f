"""`according match`: which rows of several tables tell of the same incident."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.commands import options, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table as Drawn

    from according.link.matching import Cell, Incident, Matching, Pair, Row, Taxonomy, Within
    from according.model import Problem

#: The windows of the grid.
GRID_KM, GRID_DAYS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0), (0, 1, 2, 3)
#: How many of the matches that are least alike are shown.
_SHOWN = 10
HONEST = (
    "Unmatched is not missing: the other tables may have it on another day, elsewhere, or as another type. "
    "Never estimate from these matches how many incidents no table has (see docs/matching.md)."
)


@click.command()
@click.argument("tables", nargs=-1, metavar="TABLE TABLE [TABLE…]")
@click.option("--km", type=click.FloatRange(0, 1000), help="How far apart two rows of one incident may lie.")
@click.option("--days", type=click.IntRange(0, 366), help="How many days apart.")
@click.option(
    "--taxonomy",
    "taxonomies",
    multiple=True,
    metavar="COLUMN=FILE",
    help="How the categories in a column correspond; rows must agree in every taxonomy.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="WHAT=NAME",
    help="Which column tells the id, start, end, latitude or longitude, where According does not find it.",
)
@click.option(
    "--as",
    "listing",
    type=click.Choice(["rows", "pairs"]),
    default="rows",
    show_default=True,
    help="For programs: one record a row with its incident, or one a pair with how alike it is.",
)
@click.option("--grid", "as_grid", is_flag=True, help="Show how the matches change with the window.")
@options.FORMAT
@options.OUT
@click.pass_context
@options.example(
    "according match ged.csv acled.csv --km 5 --days 1 --taxonomy type=types.csv",
    "according match ged.csv acled.csv --grid",
    "according match ours=2026.jsonl acled.csv --km 5 --days 1 --as pairs --format csv --out pairs.csv",
)
def match(
    context: click.Context,
    tables: tuple[str, ...],
    km: float | None,
    days: int | None,
    taxonomies: tuple[str, ...],
    columns: tuple[str, ...],
    listing: str,
    as_grid: bool,
    format_name: str,
    out: Path | None,
) -> None:
    """Match incidents across tables of several datasets.

    TABLE is a CSV or JSON Lines file of incidents with a day and a point each, called by its file's name;
    write NAME=FILE to call it otherwise. Rows of different tables are one incident where they lie within --km
    and --days of each other and agree in every --taxonomy; the closest agreement is joined first, and no
    table has two rows in one incident. Every row is kept.
    """
    from according.link import matching

    read = _taxonomies(taxonomies)
    rows, problems = _rows(tables, _columns(columns), read)
    if as_grid:
        windows = _windows(km, days)
        _grid(matching.grid(rows, windows), km, days, format_name, out)
    elif km is None or days is None:
        raise UsageError(
            "say how far apart two rows of one incident may lie, for example --km 5 --days 1; "
            "--grid shows how the matches change with it"
        )
    else:
        _matched(matching.match(rows, matching.Within(km, days)), read, listing, format_name, out)
    context.exit(terminal.report_problems(problems))


def _taxonomies(given: Sequence[str]) -> list[Taxonomy]:
    from according.sources.incident_rows import read_taxonomy

    read = []
    for words in given:
        column, sign, path = words.partition("=")
        if not sign:
            raise UsageError(f"--taxonomy {words}: write COLUMN=FILE, the column that it explains first")
        read.append(read_taxonomy(_bytes(Path(path)), column, path))
    return read


def _columns(given: Sequence[str]) -> list[tuple[str, str]]:
    from according.sources.incident_rows import ALIASES

    columns = []
    for words in given:
        what, sign, name = words.partition("=")
        if not sign or what not in ALIASES:
            raise UsageError(f"--column {words}: write WHAT=NAME, where WHAT is one of {', '.join(ALIASES)}")
        columns.append((what, name))
    return columns


def _rows(
    given: Sequence[str], columns: Sequence[tuple[str, str]], taxonomies: Sequence[Taxonomy]
) -> tuple[list[Row], list[Problem]]:
    """The rows of all tables, and what is wrong with some."""
    from according.sources.incident_rows import read_table, rows_of

    if len(given) < 2:
        raise UsageError("name two tables or more: according match TABLE TABLE --km 5 --days 1")
    rows: list[Row] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for words in given:
        name, path = _named(words)
        if name in names:
            raise UsageError(f"two tables are called {name}: call one otherwise with NAME=FILE")
        names.add(name)
        found, faults = rows_of(read_table(_bytes(path), name, str(path)), columns, taxonomies)
        rows += found
        problems += faults
    return rows, problems


def _named(words: str) -> tuple[str, Path]:
    """A table's name and file: NAME=FILE, unless a file is called just so."""
    name, sign, path = words.partition("=")
    if not sign or not name or Path(words).exists():
        return Path(words).stem, Path(words)
    return name, Path(path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read ({fault.strerror}): check the path") from fault


def _windows(km: float | None, days: int | None) -> list[Within]:
    """The windows of the grid, the asked one among them."""
    from according.link.matching import Within

    wide = sorted({*GRID_KM, *([] if km is None else [km])})
    long = sorted({*GRID_DAYS, *([] if days is None else [days])})
    return [Within(k, d) for k in wide for d in long]


def _grid(
    cells: Sequence[Cell], km: float | None, days: int | None, format_name: str, out: Path | None
) -> None:
    from according.export.matched import grid_records

    if format_name != "table":
        terminal.emit(grid_records(cells), "match_grid", format_name, out)
        return
    long = sorted({cell.within.days for cell in cells})
    rows = []
    for wide in sorted({cell.within.km for cell in cells}):
        line = [cell for cell in cells if cell.within.km == wide]
        figures = [
            f"[{cell.matches:,}]" if (wide, cell.within.days) == (km, days) else f"{cell.matches:,} "
            for cell in sorted(line, key=lambda cell: cell.within.days)
        ]
        rows.append((f"{wide:g} km", *figures))
    drawn = terminal.table([">within", *(f">!{_days(day)} " for day in long)], rows)
    _written(
        out,
        "Matches by window: incidents that more than one table has.",
        "",
        drawn,
        "",
        "Where the count goes on rising as the window widens, ever more of the matches are chance: choose "
        "the window before you look, and check a sample of its pairs by hand.",
        "",
        HONEST,
    )


def _days(days: int) -> str:
    return "same day" if days == 0 else phrasing.plural(days, "day")


def _matched(
    found: Matching, taxonomies: Sequence[Taxonomy], listing: str, format_name: str, out: Path | None
) -> None:
    from according.export.matched import pair_records, row_records

    if format_name == "table":
        _written(out, *_shown(found, taxonomies))
    elif listing == "pairs":
        terminal.emit(pair_records(found, taxonomies), "matched_pairs", format_name, out)
    else:
        terminal.emit(row_records(found), "matched_rows", format_name, out)


def _written(out: Path | None, *parts: Drawn | str) -> None:
    if out is None:
        terminal.show(*parts)
    else:
        terminal.write_text([terminal.as_text(*parts)], out)


def _shown(found: Matching, taxonomies: Sequence[Taxonomy]) -> list[Drawn | str]:
    within = found.within
    title = f"Within {within.km:g} km and {phrasing.plural(within.days, 'day')}"
    shown: list[Drawn | str] = [f"{title}{_agreeing(taxonomies)}:", "", *_summary(found), "", _overlap(found)]
    if found.matches:
        shown += ["", "The matches that are least alike; look at these first.", ""]
        shown.append(_doubtful(found, taxonomies))
    if found.review:
        shown += ["", "Episodes near an event of another table: not joined, yours to judge.", ""]
        shown.append(_pairs(found.review[:_SHOWN], taxonomies))
    return [*shown, "", HONEST, "Next: --as pairs --format csv shows every pair; --grid, other windows."]


def _agreeing(taxonomies: Sequence[Taxonomy]) -> str:
    if not taxonomies:
        return ", by day and place alone"
    return f", agreeing in {', '.join(taxonomy.column for taxonomy in taxonomies)}"


def _summary(found: Matching) -> list[str]:
    """The counts, one a line."""
    kinds = [incident.kind for incident in found.matches]
    tables = len({table for incident in found.incidents for table in incident.tables})
    lacking = sum(row.lack is not None for incident in found.incidents for row in incident.rows)
    lines = [
        ("rows", found.rows, f"in {phrasing.plural(tables, 'table')}"),
        (
            "matches",
            len(found.matches),
            f"{kinds.count('event'):,} of events, {kinds.count('episode'):,} of episodes",
        ),
        ("duplicates", found.duplicates, "rows that tell of an incident another row tells of"),
        ("incidents", len(found.incidents), "each counted once"),
        ("to review", found.episodes_to_review, "episodes near an event of another table; not joined"),
    ]
    if lacking:
        lines.append(("left alone", lacking, "rows without a day, a point or a known category"))
    return [f"  {name:<12}{count:>10,}  {meaning}" for name, count, meaning in lines]


def _overlap(found: Matching) -> Drawn:
    """How many incidents each set of tables has, with bars."""
    from according.commands.tables import bar

    names = sorted({table for incident in found.incidents for table in incident.tables})
    counts = sorted(found.overlap.items(), key=lambda item: (len(item[0]), item[0]))
    most = max((count for _, count in counts), default=1)
    rows = [
        (*("●" if name in tables else "·" for name in names), f"{count:,}", bar(count, most))
        for tables, count in counts
    ]
    return terminal.table([*names, ">!incidents", "!"], rows)


def _doubtful(found: Matching, taxonomies: Sequence[Taxonomy]) -> Drawn:
    """The matches with the least alike pairs, the least alike first."""

    def alike(incident: Incident) -> tuple[float, int, float]:
        return max((pair.score, pair.lag_days, pair.distance_km) for pair in incident.pairs)

    least = sorted(found.matches, key=alike, reverse=True)[:_SHOWN]
    pairs = [max(i.pairs, key=lambda p: (p.score, p.lag_days, p.distance_km)) for i in least]
    return _pairs(pairs, taxonomies)


def _pairs(pairs: Sequence[Pair], taxonomies: Sequence[Taxonomy]) -> Drawn:
    """Pairs: both rows, their days, how far apart they are, and the level that agrees in each taxonomy."""
    rows = [
        (
            f"{pair.first.table} {pair.first.row_id}\n{pair.second.table} {pair.second.row_id}",
            f"{_dates(pair.first)}\n{_dates(pair.second)}",
            f"{pair.distance_km:.1f}",
            str(pair.lag_days),
            f"{pair.score:.2f}",
            *(f"{level + 1} of {t.depth}" for level, t in zip(pair.levels, taxonomies, strict=True)),
        )
        for pair in pairs
    ]
    return terminal.table(
        ["rows", "!when", ">!km", ">!days", ">!score", *(t.column for t in taxonomies)], rows
    )


def _dates(row: Row) -> str:
    if row.start is None or row.end is None:
        return ""
    days = phrasing.day(row.start)
    return days if row.start == row.end else f"{days} – {phrasing.day(row.end)}"
