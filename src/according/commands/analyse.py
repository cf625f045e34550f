"""`according analyse`: questions to a book or a table, answered with their uncertainty, or refused."""

from __future__ import annotations

import importlib

import click

from according.commands import options

#: Every question in the order of docs/methods.md: its module in `commands.analyses`, and one line of help.
QUESTIONS: dict[str, str] = {
    "rank": "Whether a day, episode or campaign is the deadliest, by definition.",
    "gap": "Who claims what about whom: own and enemy losses by side.",
    "coordination": "Whether incidents fall together in time and place by more than chance.",
    "escalation": "Whether violence depends on the violence before it, and spreads.",
    "undercount": "How many people are on no list: from three or more lists of named people.",
    "interruption": "Whether violence changed at a date, and whether that can be told at all.",
    "forecast": "Deaths by district in each of the next months, as a distribution.",
    "agreement": "Whether coders agree: Krippendorff's alpha with its interval.",
    "monthly": "A month's attacks and people harmed, by category and province.",
}


class Questions(click.Group):
    """The questions; the module of one is imported when it is asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The questions in the order of docs/methods.md."""
        return list(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question of that name."""
        if cmd_name not in QUESTIONS:
            return None
        module = importlib.import_module(f"according.commands.analyses.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of questions, without importing any of them."""
        with formatter.section("Questions"):
            formatter.write_dl(list(QUESTIONS.items()))


@click.group(cls=Questions)
@options.example(
    "according analyse monthly --month 2026-01 --book attacks-2026",
    "according analyse monthly --month 2017-05 --table ged.csv --format html --out may.html",
)
def analyse() -> None:
    """Ask a book or a table a question; the answer comes with its uncertainty, or is refused.

    Every result tells what was asked, who is counted, what is assumed and what was checked, with a verdict in
    fixed words. A refusal is a result too: it says why, and what would be needed; the exit status is then 5.
    """
