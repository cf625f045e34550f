"""`according gazetteer`: places of the user's own, added once and used by every reading from then on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.commands import options, terminal
from according.errors import UsageError
from according.export.interchange import Record
from according.model import Problem

if TYPE_CHECKING:
    from according.engines.geonames_added import Added


@click.group()
@options.example(
    "according gazetteer add villages.csv --as csv --country PAK",
    "according gazetteer add PK.zip --as geonames --name geonames-pakistan",
    "according gazetteer list",
    "according gazetteer remove villages",
)
def gazetteer() -> None:
    """Add places of your own, from then on used by every reading.

    They are kept in a folder of yours: ACCORDING_GAZETTEERS where that is set, else
    ~/.local/share/according/gazetteers.
    """


@gazetteer.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "format_name",
    type=click.Choice(["geonames", "csv", "geojson"]),
    required=True,
    help="Its format.",
)
@click.option("--name", metavar="NAME", help="What to call it; by default as the file is called.")
@click.option("--country", metavar="CODE", help="Country of the rows that tell none (PAK, PK or Pakistan).")
@click.option("--replace", is_flag=True, help="Put it in the place of the one of that name.")
@click.pass_context
@options.example("according gazetteer add villages.csv --as csv --country PAK")
def add(
    context: click.Context, file: Path, format_name: str, name: str | None, country: str | None, replace: bool
) -> None:
    """Add a gazetteer.

    FILE is a dump of GeoNames (plain or .zip), a CSV table whose first row names the columns name, latitude,
    longitude (and alternate names divided by ;, country, admin1, admin2, feature class, population), or a
    GeoJSON file. A row that cannot be used is named and left out; the others are kept.
    """
    from according.engines import geonames_added as added
    from according.engines.geonames_formats import read_gazetteer, rows_of

    called = name or file.name.partition(".")[0]
    if not replace and called in {one.name for one in added.added_gazetteers()}:
        raise UsageError(f"there is a gazetteer called {called!r}: give --replace, or another --name")
    problems: list[Problem] = []
    with terminal.progress(f"reading {file.name}") as bar:
        rows = rows_of(bar.watch(read_gazetteer(file, format_name, country)), problems)
        kept = added.keep(called, format_name, file.name, rows)
    _index_now()
    left = sum(problem.code in terminal.LOST for problem in problems)
    click.echo(f"{kept.label}: {phrasing.plural(kept.rows, 'place')} added, {left} left out")
    context.exit(terminal.report_problems(problems))


@gazetteer.command("list")
@options.FORMAT
@options.OUT
@options.example("according gazetteer list --format jsonl")
def list_all(format_name: str, out: Path | None) -> None:
    """Show the gazetteers that were added."""
    from according.engines.geonames_added import added_gazetteers, folder_of_added

    found = added_gazetteers()
    if format_name != "table":
        terminal.emit(map(gazetteer_record, found), "gazetteers", format_name, out)
    elif not found:
        terminal.show(f"No gazetteer was added yet; they would be kept in {folder_of_added()}.")
    else:
        rows = [
            (one.name, one.format, one.file, f"{one.rows:,}", one.label.partition("@")[2]) for one in found
        ]
        made = terminal.table(["name", "format", "file", ">places", "!version"], rows)
        if out is None:
            terminal.show(made)
        else:
            terminal.write_text([terminal.as_text(made)], out)


@gazetteer.command("remove")
@click.argument("name")
@options.example("according gazetteer remove villages")
def remove(name: str) -> None:
    """Forget a gazetteer; readings in a book keep the places that it told."""
    from according.engines.geonames_added import remove as forget

    forget(name)
    click.echo(f"{name} removed")


def gazetteer_record(one: Added) -> Record:
    """One added gazetteer as `gazetteer list` writes it."""
    return {
        "name": one.name,
        "format": one.format,
        "file": one.file,
        "places": one.rows,
        "version": one.label.partition("@")[2],
    }


def _index_now() -> None:
    """Build the index now, so that the next reading does not wait for it."""
    from according.commands.gathering import opened_gazetteer

    opened_gazetteer().close()
