"""Inputs and engines as commands need them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from according.commands import terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from according.engines.geonames import GeoNamesGazetteer
    from according.pipeline import Tools
    from according.sources import Gathered


def gathered(
    paths: Sequence[str],
    published: str | None,
    publisher: str | None,
    country: str | None,
    max_bytes: int | None,
) -> Iterator[Gathered]:
    """The documents of the paths; standard input where one of them is "-"."""
    from according.sources import SourceOptions, gather
    from according.wiring import now

    options = SourceOptions(day(published), publisher, country, today=now().date())
    if max_bytes is not None:
        options = replace(options, max_bytes=max_bytes)
    return gather(paths, options, sys.stdin.buffer)


def day(words: str | None) -> date | None:
    """A date as an option gives it; UsageError where it is none."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise UsageError(f"{words!r} is no date: write it as 2026-02-01") from None


@cache
def loaded_tools() -> Tools:
    """The engines, loaded once; the index of places is built at the first use, with a progress bar."""
    from according import wiring

    with terminal.progress("building the index of places (once)") as bar:
        return wiring.tools(bar.at)


def opened_gazetteer() -> GeoNamesGazetteer:
    """The places alone, their indexes built where they are not there yet."""
    from according.engines.geonames import open_gazetteer

    with terminal.progress("building the index of places (once)") as bar:
        return open_gazetteer(progress=bar.at)
