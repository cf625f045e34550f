"""A group of commands that are listed without being imported: the module of one is, when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as the list shows it: the module that holds it under its own name, and one line of help."""

    module: str
    summary: str


class Listing(click.Group):
    """Commands in the order of a table; `package` holds their modules. Help is shown without importing any;
    tests keep the table's summaries to the commands' own."""

    def __init__(
        self, *args: Any, listed: Mapping[str, Listed], package: str, heading: str = "Commands", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._listed, self._package, self._heading = listed, package, heading

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now; None where there is none."""
        if cmd_name not in self._listed:
            return None
        module = importlib.import_module(f"{self._package}.{self._listed[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The names with their lines of help."""
        with formatter.section(self._heading):
            formatter.write_dl([(name, listed.summary) for name, listed in self._listed.items()])
