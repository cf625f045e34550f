"""The command line: `according COMMAND …`. Thin; nothing heavy is imported before a command runs."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from according import __version__
from according.errors import AccordingError, BookError, UsageError

#: Every command: its module in `according.commands` and its name there.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "demo"),
    "read": ("read", "read"),
    "init": ("book", "init"),
    "add": ("book", "add"),
    "link": ("link", "link"),
    "incidents": ("incidents", "incidents"),
    "why": ("why", "why"),
    "problems": ("book", "problems"),
    "verify": ("book", "verify"),
    "toll": ("toll", "toll"),
    "report": ("report", "report"),
}


class Commands(click.Group):
    """The commands in the order of the work; faults that According names end without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"according.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 2 where the request cannot be met, with 4 where the book is at fault."""
        try:
            return super().invoke(ctx)
        except UsageError as fault:
            raise click.UsageError(str(fault), ctx) from fault
        except BookError as fault:
            click.echo(f"Error: {fault}", err=True)
            ctx.exit(4)
        except AccordingError as fault:
            raise click.ClickException(str(fault)) from fault


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="according")
def cli() -> None:
    """A book of political violence in which every number is according to someone.

    \b
    Start here:   according demo
    Then:         according init BOOK
                  according add BOOK REPORTS…
                  according link BOOK
                  according incidents BOOK
                  according why BOOK 225
    """


def main() -> None:
    """The entry point of the `according` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="according")


if __name__ == "__main__":
    main()
