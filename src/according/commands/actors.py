"""`according actors`: organisations by any of their names, and registries of the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.commands import options, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from according.registry import Organisation, Registry, Status

#: Relations in words.
_RELATIONS = {
    "part_of": "a part of",
    "member_of": "a member of",
    "splinter_of": "split from",
    "successor_of": "successor of",
}
_TURNED = {
    "part_of": "has as a part",
    "member_of": "has as a member",
    "splinter_of": "a group that split from it:",
    "successor_of": "succeeded by",
}
LEGEND = "A status is what its source asserts; According asserts none. Role and side are According's words."
UNCHECKED = "* entered, and not yet compared with the source named: look there before you print it."


class _Actors(click.Group):
    """A group whose first argument may be a name instead of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return super().resolve_command(ctx, ["show", *args])
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        bare = not args or (args[0].startswith("--") and args[0] != "--help")
        return super().parse_args(ctx, ["show", *args] if bare else args)


@click.group(cls=_Actors)
@options.example(
    "according actors",
    'according actors "Baloch Liberation Army"',
    "according actors add my-groups.toml",
    "according actors added",
)
def actors() -> None:
    """Show organisations and what others say of them; add your own.

    `according actors NAME` shows one (a name, an abbreviation or an id), `according actors` lists them all. A
    registry of your own is kept in a folder of yours: ACCORDING_ACTORS where that is set, else
    ~/.local/share/according/actors.
    """


@actors.command("show")
@click.argument("name", required=False)
@click.option("--day", metavar="DATE", help="As things stood then: names and parents of that day.")
@click.option("--country", metavar="CODE", help="Those of one country (PAK), or which of several is meant.")
@options.LINES
@options.OUT
@options.example("according actors show TTP", "according actors --country PHL --format jsonl")
def show(name: str | None, day: str | None, country: str | None, format_name: str, out: Path | None) -> None:
    """Show one organisation, or list them all."""
    from according.engines.actors_added import opened_registry
    from according.export.organisations import organisation_record

    registry = opened_registry()
    found = _found(registry, name, day, country)
    if format_name != "table":
        terminal.emit(map(organisation_record, found), "organisations", format_name, out)
        return
    shown = list(_told(found[0], registry) if name else _listed(found))
    if out is None:
        terminal.show(*shown)
    else:
        terminal.write_text([terminal.as_text(*shown)], out)


@actors.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the one of that name.")
@click.pass_context
@options.example("according actors add my-groups.toml", "according actors add my-groups.csv --replace")
def add(context: click.Context, file: Path, replace: bool) -> None:
    """Add a registry of your own, TOML or CSV; its entries come before the shipped ones of the same id."""
    from according.engines.actors_added import keep_registry

    kept = keep_registry(file, replace=replace)
    count = phrasing.plural(len(kept.organisations), "organisation")
    click.echo(f"{kept.name}: {count} added, {len(kept.problems)} left out")
    context.exit(terminal.report_problems(kept.problems))


@actors.command("added")
@options.example("according actors added")
def added() -> None:
    """Show the registries that were added."""
    from according.engines.actors_added import added_registries, folder_of_registries

    found = added_registries()
    if not found:
        terminal.show(f"No registry was added yet; they would be kept in {folder_of_registries()}.")
        return
    rows = [(one.name, one.path.name, str(len(one.organisations))) for one in found]
    terminal.show(terminal.table(["name", "file", ">organisations"], rows))


@actors.command("remove")
@click.argument("name")
@options.example("according actors remove my-groups")
def remove(name: str) -> None:
    """Forget a registry of your own."""
    from according.engines.actors_added import remove_registry

    remove_registry(name)
    click.echo(f"{name} removed")


def _found(
    registry: Registry, name: str | None, day: str | None, country: str | None
) -> tuple[Organisation, ...]:
    from according.commands.gathering import day as day_of

    if name is None:
        every = sorted(registry.organisations.values(), key=lambda o: (o.countries[:1], o.name))
        found = tuple(o for o in every if country is None or country.upper() in o.countries)
        if not found:
            raise UsageError(
                f"no organisation of {country} is known: give a code such as PAK, or add your own"
            )
        return found
    one = registry.organisations.get(name) or registry.organisation_of(
        name, day_of(day), country.upper() if country else None
    )
    if one is None:
        raise UsageError(
            f"no one organisation is called {name!r}: `according actors` lists them, "
            "`according actors add FILE` adds your own"
        )
    return (one,)


def _listed(found: Sequence[Organisation]) -> Iterator[RenderableType]:
    rows = [
        (
            ", ".join(one.countries),
            f"{one.name}{f' ({one.acronyms[0]})' if one.acronyms else ''}",
            one.role,
            phrasing.SIDE_WORDS[one.side],
            str(len(one.statuses) or ""),
        )
        for one in found
    ]
    yield terminal.table(["countries", "name", "role", "side", ">statuses"], rows)
    yield ""
    yield f"{phrasing.plural(len(found), 'organisation')}. Next: according actors NAME"


def _told(one: Organisation, registry: Registry) -> Iterator[RenderableType]:
    """One organisation: what it is, its names, its relations and what others assert of it."""
    from rich.text import Text

    yield Text(one.name, style="bold")
    countries = ", ".join(one.countries) or "no country told"
    yield f"{one.role}, side: {phrasing.SIDE_WORDS[one.side]}, {countries}"
    yield f"id {one.organisation_id}{_from_to(one.start, one.end)}; names after: {one.source or 'not told'}"
    if one.names:
        yield f"also: {', '.join(name.words for name in one.names)}"
    yield from _relations(one, registry)
    if one.statuses:
        rows = [
            (
                _since(s.start, s.end),
                s.status,
                s.by,
                f"{s.source}{f': “{s.label}”' if s.label else ''}{_mark(s)}",
            )
            for s in one.statuses
        ]
        yield ""
        yield terminal.table(["!from – to", "status", "asserted by", "source, and its own label"], rows)
        yield ""
        yield LEGEND
        if not all(s.checked for s in one.statuses):
            yield UNCHECKED


def _mark(status: Status) -> str:
    return "" if status.checked else " *"


def _relations(one: Organisation, registry: Registry) -> Iterator[str]:
    for relation in one.relations:
        other = registry.organisations.get(relation.to)
        name = other.name if other else relation.to
        yield f"{_RELATIONS[relation.kind]} {name}{_from_to(relation.start, relation.end)}"
    for other in registry.organisations.values():
        for relation in other.relations:
            if relation.to == one.organisation_id:
                yield f"{_TURNED[relation.kind]} {other.name}{_from_to(relation.start, relation.end)}"


def _from_to(start: object, end: object) -> str:
    words = _since(start, end)
    return f", {words}" if words != "?" else ""


def _since(start: object, end: object) -> str:
    """ "2006-04 –", "2021-01-19 – 2021-02-16", "?" where neither is known."""
    from according.export.organisations import partial_words
    from according.model import EventDate

    first, last = (partial_words(one) if isinstance(one, EventDate) else None for one in (start, end))
    if first is None and last is None:
        return "?"
    return f"{first or '?'} – {last or ''}".rstrip()
