"""`according tolls`: the sums of a book, and how far they move by rule alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.analysis import overview
from according.commands import options, terminal
from according.errors import UsageError
from according.export.interchange import Record

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from according.analysis.case import Case
    from according.analysis.sensitivity import Comparison, Standing

#: The signs of marks beside figures, in the order of the footnotes.
SIGNS = {
    "party_about_enemy": "*",
    "party_set_aside": "‡",
    "admission": "†",
    "one_party": "°",
    "provisional": "?",
}
_OF_SUMS = (
    "no best: incidents without a best figure under the profile; they count by their low one: best is ≥",
    "A sign beside a sum says so of at least one of its incidents; of how many: --format csv",
)
_HOW = (
    "≥ nothing bounds the figure (or that of an incident in the sum) above; – no best figure",
    "civilians, security forces, armed group, not told: the best figure; low and high with --format csv",
)


@click.command()
@options.BOOK
@click.option("--compare", is_flag=True, help="Under every profile, side by side.")
@click.option(
    "--incident", "ids", multiple=True, metavar="ID", help="Only this incident (may be given again)."
)
@options.PROFILE
@options.AS_OF
@options.FORMAT
@options.OUT
@options.example(
    "according tolls attacks-2026 --compare",
    "according tolls attacks-2026 --compare --incident 3f0a91 --format csv",
)
def tolls(
    book: Path,
    compare: bool,
    ids: tuple[str, ...],
    profile: str,
    as_of: str | None,
    format_name: str,
    out: Path | None,
) -> None:
    """Add up the tolls of a book; --compare shows how far they move by rule alone.

    Incidents within a larger episode and totals over weeks are not added to what they are part of or contain.
    """
    from according import wiring
    from according.profiles import PROFILES

    cases = wiring.cases(wiring.load(book, wiring.moment(as_of)), profile)
    parts = [(case, [case]) for case in _chosen(cases, ids, book)] if ids else [(None, list(cases))]
    names = tuple(PROFILES) if compare else (profile,)
    if format_name == "table":
        terminal.show(*_told(parts, names, profile, book, as_of))
    else:
        terminal.emit(_records(parts, names, profile), "tolls", format_name, out)


Parts = Sequence["tuple[Case | None, Sequence[Case]]"]


def _chosen(cases: Sequence[Case], ids: Sequence[str], book: Path) -> list[Case]:
    """The incidents whose ids begin so; UsageError where none or several do."""
    chosen = []
    for begun in ids:
        fitting = [case for case in cases if case.incident.incident_id.startswith(begun)]
        if len(fitting) != 1:
            many = f"fits {len(fitting)} incidents; give more of it" if fitting else "is no incident's id"
            raise UsageError(f"{begun!r} {many}. See: according incidents {book}")
        chosen.extend(fitting)
    return chosen


def _records(parts: Parts, names: Sequence[str], base: str) -> Iterator[Record]:
    from according.analysis import sensitivity
    from according.export.interchange import standing_record

    for case, members in parts:
        for made in sensitivity.comparisons(sensitivity.weighed(members, names), base):
            for standing in made.standings:
                yield standing_record(made, standing, case.incident.incident_id if case else None)


def _told(
    parts: Parts, names: Sequence[str], base: str, book: Path, as_of: str | None
) -> Iterator[RenderableType]:
    from rich.text import Text

    from according.analysis import sensitivity

    signs: set[str] = set()
    for case, members in parts:
        found = sensitivity.comparisons(sensitivity.weighed(members, names), base)
        if not found:
            raise UsageError(
                f"no report in the book tells of anybody harmed{options.known(as_of)}."
                f" Next: according add {book} REPORTS…"
            )
        title = overview.name(case) if case else phrasing.plural(len(members), "incident")
        yield Text(f"{title}{options.known(as_of)}", style="bold")
        for measure in dict.fromkeys(made.measure for made in found):
            of_measure = [made for made in found if made.measure == measure]
            signs.update(mark for made in of_measure for s in made.standings for mark in s.marks)
            yield ""
            yield _table(of_measure, base, alone=case is not None)
            yield from _sentences(of_measure, case is not None)
        yield ""
    yield from footnotes(signs)
    yield from _HOW
    if any(case is None for case, _ in parts):
        yield from _OF_SUMS
    yield "What each profile does, and how far that is verified: docs/profiles.md"


def _table(of_measure: Sequence[Comparison], base: str, alone: bool) -> Table:
    """One row a profile: low, best and high over everyone, and the best figure of each group."""
    everyone, *groups = of_measure
    compared = len(everyone.standings) > 1
    columns = [f"!{phrasing.MEASURE_WORDS[everyone.measure]}", ">!low", ">!best", ">!high", "!"]
    columns += [] if alone else [">!no\nbest"]
    columns += [f">!not as\n{base}"] if compared and not alone else []
    columns += [f">!{phrasing.CATEGORY_WORDS[made.category].replace(' ', chr(10))}" for made in groups]
    rows = [
        (
            standing.profile,
            *_figures(standing),
            *(() if alone else (str(standing.without_best or ""),)),
            *((str(standing.changed or ""),) if compared and not alone else ()),
            *(_best(made.standings[n]) for made in groups),
        )
        for n, standing in enumerate(everyone.standings)
    ]
    return terminal.table(columns, rows)


def _figures(standing: Standing) -> tuple[str, str, str, str]:
    """Low, best, high and the signs of the marks."""
    top = f"{'≥ ' if standing.open_high else ''}{phrasing.number(standing.high)}"
    return phrasing.number(standing.low), _at_best(standing), top, _signs(standing)


def _best(standing: Standing) -> str:
    if not standing.incidents:
        return ""
    return f"{_at_best(standing)}{_signs(standing)}"


def _at_best(standing: Standing) -> str:
    if standing.best is None:
        return "–"
    return f"{'≥ ' if standing.without_best else ''}{phrasing.number(standing.best)}"


def _signs(standing: Standing) -> str:
    return "".join(sign for mark, sign in SIGNS.items() if standing.marks.get(mark))


def _sentences(of_measure: Sequence[Comparison], alone: bool) -> Iterator[str]:
    """How far the sum moves, what rests on one party's word, and what was not added."""
    everyone = of_measure[0]
    if len(everyone.standings) > 1:
        yield _moves(everyone, alone)
    for standing in everyone.standings:
        if standing.party_word and standing.best:
            share = phrasing.share(standing.party_word, standing.best)
            figures = f"{phrasing.number(standing.party_word)} of {phrasing.number(standing.best)}"
            yield f"{standing.profile}: {figures} ({share}) rest on one party's word about its enemy."
    if everyone.left_out:
        count = phrasing.plural(everyone.left_out, "incident")
        yield f"Not added: {count} within a larger episode, or totals over weeks with others in them."


def _moves(made: Comparison, alone: bool) -> str:
    if made.bests is None:
        return "No profile has a best figure."
    least, greatest = (phrasing.number(n) for n in made.bests)
    if least == greatest:
        return f"Every profile that has a best figure gives {least}."
    percent = "" if made.spread_percent is None else f" (+{made.spread_percent} %)"
    changed = "" if alone else f"; profiles differ on {_of(made)}"
    return f"By rule alone best goes from {least} to {greatest}{percent}{changed}."


def _of(made: Comparison) -> str:
    most = max(s.incidents for s in made.standings)
    return f"{made.disputed} of {phrasing.plural(most, 'incident')}"


def footnotes(signs: Collection[str]) -> Iterator[str]:
    """What the signs of these marks say."""
    from according.toll import MARKS

    for mark, sign in SIGNS.items():
        if mark in signs:
            yield f"{sign} {MARKS[mark]}"
