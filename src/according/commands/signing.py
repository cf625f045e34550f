"""What the commands share by which people sign entries: one thing at a time, and taking an entry back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from according import phrasing
from according.errors import UsageError

if TYPE_CHECKING:
    from according.analysis.judging import State, Undone


def one_thing(words: str, listing: bool, retract: str | None, named: str | None, as_of: str | None) -> None:
    """UsageError where several things are asked for at once; `words` say what the first one is."""
    if listing + (retract is not None) + (named is not None) > 1:
        raise UsageError(f"{words}, --list or --retract: ask for one of them at a time")
    if as_of is not None and not listing:
        raise UsageError("what is recorded now cannot be dated back: leave --as-of away, or add --list")


def retracted(
    command: str, book: Path, words: str, by: str, why: str, kind: Literal["judgement", "correction"]
) -> None:
    """Take an entry back and say so."""
    from according import wiring

    entry = wiring.take_back(book, words, by, why, kind)
    click.echo(f"Entry {entry.entry_id[:12]} is retracted; it stays in the book and counts no more.")
    click.echo(f"Next: according {command} {book} --list")


def why_words(own: list[str], state: State, words: Mapping[State, str], undone: Undone | None) -> str:
    """Why an entry was made and, where it counts no more, why not: a line each. `words`: what states mean."""
    if undone is not None:
        day = phrasing.day(undone.recorded_at.date())
        own = [*own, f"retracted by {undone.retraction.by}, {day}: {undone.retraction.why}"]
    elif state != "in_force":
        own = [*own, words[state]]
    return "\n".join(own)
