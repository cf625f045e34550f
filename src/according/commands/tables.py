"""Tables for the terminal. Columns marked ">" are right-aligned, "!" never wrapped (see `terminal.table`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from according import phrasing
from according.analysis import overview
from according.analysis.case import Case
from according.analysis.review import Doubt
from according.commands.terminal import console, table
from according.errors import PROBLEMS
from according.model import Category, Claim, Document, Mention, Problem, Reading, Toll
from according.series import Series

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

#: Longest quotation in a table, in characters.
_QUOTE = 60
#: The least room, in columns, of a place and a type beside each other.
_PLACE_AND_TYPE = 13 + 13


def mentions(readings: Sequence[Reading]) -> Table:
    """One row a mention: document, rank, date, place, type, killed and injured over everyone."""
    rows = [_mention_row(reading, mention) for reading in readings for mention in _ranked(reading)]
    return table(["document", ">rank", "!date", "place", "type", ">!killed", ">!injured"], rows)


def _ranked(reading: Reading) -> list[Mention]:
    return sorted(reading.mentions, key=lambda m: (m.rank, m.span.start))


def _mention_row(reading: Reading, mention: Mention) -> tuple[str, ...]:
    from according.tally import tally

    tolls = tally([claim for claim in reading.claims if claim.mention_id == mention.mention_id])
    return (
        phrasing.short(mention.document_id),
        str(mention.rank),
        phrasing.event_days(mention.event),
        phrasing.place_words(mention.place),
        mention.types.acled[1] if mention.types.acled else "?",
        phrasing.toll_figure(_over_everyone(tolls, "deaths")),
        phrasing.toll_figure(_over_everyone(tolls, "injured")),
    )


def _over_everyone(tolls: Sequence[Toll], measure: str) -> Toll | None:
    return next((toll for toll in tolls if (toll.measure, toll.category) == (measure, "all")), None)


def claims(readings: Sequence[Reading]) -> Table:
    """One row a claim: document, figure, what of whom, who says it, the words."""
    rows = [
        _claim_row(claim)
        for reading in readings
        for claim in sorted(reading.claims, key=lambda c: (c.span.start, c.span.end))
    ]
    return table(["document", ">!figure", "measure", "people", "according to", "scope", "words"], rows)


def _claim_row(claim: Claim) -> tuple[str, ...]:
    scope = claim.scope if claim.stance == "asserted" else f"{claim.scope}, {claim.stance}"
    return (
        phrasing.short(claim.document_id),
        phrasing.claim_figure(claim),
        phrasing.MEASURE_WORDS[claim.measure],
        phrasing.CATEGORY_WORDS[claim.category],
        phrasing.chain_words(claim.voices),
        scope,
        clipped(phrasing.shown_quote(claim)),
    )


def review(found: Sequence[Doubt]) -> Table:
    """One row an answer to look at: how likely it is right, what to check, where and in which words."""
    rows = [_review_row(doubt) for doubt in found]
    return table(["!sure", "check", "document", "read as", "words"], rows)


def _review_row(doubt: Doubt) -> tuple[str, ...]:
    subject = doubt.subject
    if isinstance(subject, Mention):
        read_as = {"date": phrasing.event_days(subject.event), "place": phrasing.place_words(subject.place)}
        words = clipped(subject.span.quote) if doubt.question == "date" else ""
        answer = read_as[doubt.question]
    else:
        figure = f"{phrasing.claim_figure(subject)} {phrasing.MEASURE_WORDS[subject.measure]}"
        people = phrasing.CATEGORY_WORDS[subject.category]
        says = f"according to {phrasing.chain_words(subject.voices)}"
        answer = {"figure": figure, "category": f"{figure}: {people}", "voice": f"{figure}, {says}"}.get(
            doubt.question, f"{figure}, {subject.scope}"
        )
        words = clipped(phrasing.shown_quote(subject))
    return f"{doubt.probability:.0%}", doubt.question, phrasing.short(subject.document_id), answer, words


def incidents(cases: Sequence[Case]) -> Table:
    """The incidents table (see `analysis.overview`); on a narrow terminal one column holds more lines."""
    shown = overview.columns(cases)
    figures = [f">!{phrasing.CATEGORY_WORDS[category].replace(' ', chr(10))}" for category in shown]
    rows = [_incident_row(case, shown, False) for case in cases]
    narrow = _width(figures, rows) > console().width
    rows = [_incident_row(case, shown, True) for case in cases] if narrow else rows
    if narrow:
        return table(["!date", "place, type, reports and voices", *figures], rows, tight=True)
    return table(["!date", "~place", "type", *figures, ">!docs", "!voices"], rows, tight=True)


def _width(figures: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The least width of the whole table: columns that never wrap, a space after each, a place and a type."""
    columns = [*zip(*rows, strict=True)] if rows else []
    headers = ["date", "", "", *(name.lstrip(">!") for name in figures), "docs", "voices"]
    fixed = [
        max(len(line) for cell in (header, *cells) for line in cell.split("\n"))
        for number, (header, cells) in enumerate(zip(headers, columns, strict=True))
        if number not in (1, 2)
    ]
    return sum(fixed) + len(headers) + _PLACE_AND_TYPE


def _incident_row(case: Case, shown: Sequence[Category], narrow: bool) -> tuple[str, ...]:
    date, place, kind, *figures, reports, voices = overview.row(case, shown)
    name = case.incident.incident_id[:8]
    within = f"\n↳ of {case.part_of[:8]}" if case.part_of else ""
    if narrow:
        kind = "" if kind == "?" else f"\n{kind}"
        docs = phrasing.plural(len(case.document_ids), "report")
        told = f"{docs}: {voices}" if voices else docs
        return f"{date}\n{name}{within}", f"{place}{kind}\n{told}", *figures
    return f"{date}\n{name}{within}", place, kind, *figures, reports, voices.replace(", ", "\n")


def series(found: Series, case: Case) -> Table:
    """One speaker's rising figure, day by day, with bars."""
    figures = [p.best if p.best is not None else p.low or p.high or 0 for p in found.points]
    highest = max(figures) or 1
    rows = [
        (
            phrasing.day(point.as_of),
            phrasing.figure(point.low, point.best, point.high),
            bar(drawn, highest),
            phrasing.window_days(point.window),
            ", ".join(names_of(case, point.claim_ids)),
        )
        for point, drawn in zip(found.points, figures, strict=True)
    ]
    return table(["!as of", ">!figure", "!", "!covers", "said by"], rows)


def bar(figure: int, highest: int, columns: int = 24) -> str:
    """A bar of block characters, an eighth of a column exact."""
    eighths = round(8 * columns * figure / highest)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def names_of(case: Case, claim_ids: Sequence[str]) -> list[str]:
    """Who says these claims, each name once, in the order of the claims."""
    said = [claim for claim in case.claims if claim.claim_id in claim_ids and claim.voices]
    return list(dict.fromkeys(claim.voices[-1].name for claim in said if claim.voices[-1].name))


def problems(
    found: Sequence[Problem], documents: Mapping[str, Document], most: int | None = None
) -> Iterator[RenderableType]:
    """The problems by code: what each code means and what to do, then each case, at most so many a code."""
    from rich.padding import Padding
    from rich.text import Text

    by_code: dict[str, list[Problem]] = {}
    for problem in found:
        by_code.setdefault(problem.code, []).append(problem)
    for code in sorted(by_code):
        kind = PROBLEMS.get(code)
        yield Text.assemble((f"{code}  ", "bold red"), (kind.title if kind else "", "bold"))
        if kind:
            yield Padding(Text(f"→ {kind.remedy}", style="dim"), (0, 0, 0, 9))
        shown = by_code[code][:most]
        for problem in shown:
            yield Padding(
                Text.assemble(
                    "· ", (phrasing.where_words(problem, documents), "bold"), f": {problem.message}"
                ),
                (0, 0, 0, 9),
            )
        if len(by_code[code]) > len(shown):
            yield Padding(Text(f"… and {len(by_code[code]) - len(shown)} more", style="dim"), (0, 0, 0, 9))


def clipped(words: str) -> str:
    """A quotation on one line, cut with "…" where it is long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 1]}…"
