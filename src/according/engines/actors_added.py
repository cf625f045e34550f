"""Registries of organisations that the user added: kept in a folder of their own, beside the shipped one.

Each is one file NAME.toml or NAME.csv, byte for byte as it was given. Every row is checked when it is read:
one that cannot be used is named and left out (ACC-180); the others are kept.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from according.engines.own_files import NAME, folder_of, write_whole
from according.errors import AccordingError, UsageError
from according.model import Problem
from according.registry import Organisation, Registry, RegistryError, faults, organisation, shipped

#: Columns of a table whose cells hold several values, divided by ";".
_LISTS = ("aliases", "acronyms", "countries")
_PLAIN = ("id", "name", "side", "role", "from", "to", "source")
_FORMATS = (".toml", ".csv")


@dataclass(frozen=True, slots=True)
class AddedRegistry:
    """One registry of the user's with what could not be used of it."""

    name: str
    path: Path
    organisations: tuple[Organisation, ...]
    problems: tuple[Problem, ...]


def folder_of_registries() -> Path:
    """ACCORDING_ACTORS, else `according/actors` under XDG_DATA_HOME or ~/.local/share."""
    return folder_of("ACCORDING_ACTORS", "actors")


def added_registries(folder: Path | None = None) -> tuple[AddedRegistry, ...]:
    """All that were added, by name. AccordingError where one cannot be read any more."""
    found = []
    for path in sorted(p for p in (folder or folder_of_registries()).glob("*") if p.suffix in _FORMATS):
        try:
            found.append(read_registry(path))
        except (OSError, UsageError) as fault:
            raise AccordingError(
                f"the registry {path.stem} in {path.parent} is damaged ({fault}): "
                f"`according actors remove {path.stem}` and add it again"
            ) from fault
    return tuple(found)


def opened_registry(folder: Path | None = None) -> Registry:
    """The shipped registry with the user's own in front: an entry of the same id takes the shipped one's
    place."""
    own = [one for added in added_registries(folder) for one in added.organisations]
    return shipped().with_added(own) if own else shipped()


def keep_registry(path: Path, folder: Path | None = None, replace: bool = False) -> AddedRegistry:
    """Store the file, whole or not at all. UsageError where nothing of it can be used, where it does not hold
    together with what is known already, or where there is one of its name."""
    target_folder = folder or folder_of_registries()
    read = read_registry(path)
    if not NAME.fullmatch(read.name):
        raise UsageError(f"{read.name!r} cannot be a registry's name: use letters, digits, dots, - and _")
    taken = [one for one in added_registries(target_folder) if one.name == read.name]
    if taken and not replace:
        raise UsageError(f"there is a registry called {read.name!r}: give --replace, or rename the file")
    if not read.organisations:
        first = f": {read.problems[0].message}" if read.problems else ""
        raise UsageError(
            f"no organisation of {path.name} can be used{first}; see docs/actors.md for the fields"
        )
    others = [o for a in added_registries(target_folder) if a not in taken for o in a.organisations]
    wrong = faults(shipped().with_added([*others, *read.organisations]))
    if wrong:
        raise UsageError(
            f"{path.name} does not fit what is known: {wrong[0]}; change the row and add it again"
        )
    write_whole(path.read_bytes(), target_folder / path.name, "registry")
    for old in taken:
        if old.path.name != path.name:
            old.path.unlink()
    return AddedRegistry(read.name, target_folder / path.name, read.organisations, read.problems)


def remove_registry(name: str, folder: Path | None = None) -> None:
    """Forget a registry; UsageError where none has that name."""
    found = [
        path
        for ending in _FORMATS
        if (path := (folder or folder_of_registries()) / f"{name}{ending}").is_file()
    ]
    if not NAME.fullmatch(name) or not found:
        raise UsageError(f"no registry is called {name!r}: see `according actors added`")
    for path in found:
        path.unlink()


def read_registry(path: Path) -> AddedRegistry:
    """The organisations of a file and what could not be used (ACC-180). UsageError where it is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(_rows_of_toml(text) if path.suffix == ".toml" else _rows_of_csv(text, path))
    except UnicodeDecodeError as fault:
        raise UsageError(f"{path.name} is not UTF-8: save it so and add it again") from fault
    except (tomllib.TOMLDecodeError, csv.Error) as fault:
        raise UsageError(f"{path.name} cannot be read ({fault}): correct it and add it again") from fault
    kept: dict[str, Organisation] = {}
    problems = []
    for where, row in rows:
        try:
            one = organisation(row)
            if one.organisation_id in kept:
                raise RegistryError(f"the id {one.organisation_id} stands there twice")
            kept[one.organisation_id] = one
        except RegistryError as fault:
            problems.append(Problem("ACC-180", str(fault), f"{path.name}, {where}"))
    return AddedRegistry(path.stem, path, tuple(kept.values()), tuple(problems))


def _rows_of_toml(text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = tomllib.loads(text).get("organisations", [])
    if not isinstance(rows, list):
        raise UsageError("organisations are written as [[organisations]]: see docs/actors.md")
    for number, row in enumerate(rows, 1):
        yield f"entry {number}", row if isinstance(row, dict) else {}


def _rows_of_csv(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if path.suffix != ".csv":
        raise UsageError(f"{path.name} is neither .toml nor .csv: save it as one of them")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in ("id", "name", "side", "role") if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{path.name} lacks the columns {', '.join(missing)}: see docs/actors.md")
    for cells in reader:
        row: dict[str, Any] = {name: (cells.get(name) or "").strip() for name in _PLAIN if cells.get(name)}
        for name in _LISTS:
            row[name] = [part.strip() for part in (cells.get(name) or "").split(";") if part.strip()]
        if cells.get("part_of"):
            row["relations"] = [{"kind": "part_of", "to_id": cells["part_of"].strip()}]
        yield f"line {reader.line_num}", row
