"""What every question of `according analyse` shares: its input, its filters, and how its result is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from according import phrasing
from according.commands import options, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from according.analysis.case import Case
    from according.analysis.incident_columns import Chosen, Incidents
    from according.analysis.result import Result, Table

#: Exit status of a refusal: it is a result, and no answer.
REFUSED = 5
#: Rows of a table that a terminal shows; programs and pages get all.
_SHOWN = 30
#: Cells of so many characters are never wrapped.
_NARROW = 12
#: More columns than these stand closer.
_MANY = 8

BOOK = click.option("--book", type=click.Path(file_okay=False, path_type=Path), help="A book of reports.")
TABLE = click.option(
    "--table",
    "table_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of incidents instead: CSV or JSON Lines (UCDP GED, ACLED, or columns of your own).",
)
COLUMN = click.option(
    "--column", "columns", multiple=True, metavar="WHAT=NAME", help="Which column of the table tells what."
)
REGION = click.option("--region", metavar="NAME", help="Only in this country, province or district.")
ACTOR = click.option("--actor", metavar="NAME", help="Only with an actor whose name holds this.")
SINCE = click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on.")
UNTIL = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only to this day.")
SEED = click.option(
    "--seed", type=int, default=1, show_default=True, help="Of random numbers; part of the output."
)
FORMAT = click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl", "html", "pdf"]),
    default="table",
    show_default=True,
    help="A table for people, one JSON object for programs, or a page with figures (pdf: with --out).",
)


@dataclass(frozen=True)
class Given:
    """What a question about incidents was given: a book or a table, which of its incidents are meant, and how
    the result is to be shown. What is loaded is loaded once."""

    book: Path | None
    table_path: Path | None
    columns: tuple[str, ...]
    profile: str
    as_of: str | None
    region: str | None
    actor: str | None
    since: datetime | None
    until: datetime | None
    format_name: str
    out: Path | None

    @cached_property
    def incidents(self) -> Incidents:
        """The incidents of the book or of the table; problems of a table go to standard error. UsageError
        unless one of the two is given."""
        from according.analysis.incident_columns import of_cases

        if (self.book is None) == (self.table_path is None):
            raise UsageError("say what to analyse: --book BOOK or --table FILE, one of the two")
        return of_cases(self.cases) if self.table_path is None else of_table(self.table_path, self.columns)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The incidents of the book with their claims; () where no book is given."""
        return () if self.book is None else cases(self.book, self.profile, self.as_of)

    @cached_property
    def chosen(self) -> Chosen:
        """Which incidents the filters name."""
        from according.analysis.incident_columns import Chosen

        since, until = (moment.date() if moment else None for moment in (self.since, self.until))
        return Chosen(self.region, self.actor, since, until)

    def give(self, result: Result) -> None:
        """Print the result or write it to a file, as `give` does."""
        give(result, self.format_name, self.out)


def of_incidents(question: options.Decorated) -> options.Decorated:
    """The options of a question about incidents, put together as its argument `given`."""

    @wraps(question)
    def command(**told: Any) -> None:
        given = Given(**{field.name: told.pop(field.name) for field in fields(Given)})
        question(given=given, **told)

    filters = (UNTIL, SINCE, ACTOR, REGION, options.AS_OF, options.PROFILE, COLUMN, TABLE, BOOK)
    decorated: options.Decorated = shown(command)
    for option in filters:
        decorated = option(decorated)
    return decorated


def shown(command: options.Decorated) -> options.Decorated:
    """The options of how a result is shown: `format_name, out`."""
    return FORMAT(options.OUT(command))


def cases(book: Path, profile: str = "neutral", as_of: str | None = None) -> tuple[Case, ...]:
    """The incidents of a book with their claims."""
    from according import wiring

    return wiring.cases(wiring.load(book, wiring.moment(as_of)), profile)


def of_table(path: Path, columns: tuple[str, ...] = ()) -> Incidents:
    """The incidents of a table; its problems go to standard error. UsageError on a column that it lacks."""
    from according.sources.analysed_table import COLUMNS, incidents_of
    from according.sources.incident_rows import read_table

    named: dict[str, str] = {}
    for words in columns:
        what, sign, name = words.partition("=")
        if not sign or what not in COLUMNS:
            raise UsageError(f"--column {words}: write WHAT=NAME, where WHAT is one of {', '.join(COLUMNS)}")
        named[what] = name
    with terminal.progress(f"reading {path.name}"):
        found, problems = incidents_of(read_table(path.read_bytes(), path.stem, str(path)), named)
    terminal.report_problems(problems)
    return found


def give(result: Result, format_name: str, out: Path | None) -> None:
    """Print the result or write it to a file; the process ends with `REFUSED` where it is a refusal."""
    from according.analysis.result import Refused

    if format_name == "jsonl":
        from according.export.interchange import result_record

        terminal.emit([result_record(result)], "results", "jsonl", out)
    elif format_name == "html":
        from according.report.result_page import render

        terminal.write_text([render(result)], out)
    elif format_name == "pdf":
        _as_pdf(result, out)
    else:
        terminal.write_text([terminal.as_text(*_told(result))], out) if out else terminal.show(*_told(result))
    if out is not None:
        click.echo(f"Written: {out}")
    if isinstance(result, Refused):
        click.get_current_context().exit(REFUSED)


def _as_pdf(result: Result, out: Path | None) -> None:
    from according.report.result_pdf import render

    if out is None:
        raise UsageError("a PDF needs a file: --out FILE.pdf")
    terminal.write_bytes(render(result), out)


def _told(result: Result) -> Iterator[RenderableType]:
    """The result in the order in which a person needs it: the sentence, the tables, what it rests on."""
    from rich.text import Text

    from according.analysis.result import Refused

    if isinstance(result, Refused):
        yield Text(f"Refused: {result.reason}", style="bold")
        yield f"Needed: {result.needed}"
    else:
        yield Text(result.sentence, style="bold")
        yield f"Verdict: {result.verdict}"
    for table in result.tables:
        yield ""
        yield Text(table.title, style="bold")
        yield from _table(table)
    yield ""
    yield from _terms(result)


def _table(table: Table) -> Iterator[RenderableType]:
    rows = [[phrasing.cell(cell) for cell in row] for row in table.rows[:_SHOWN]]
    columns = [
        _heading(name, table.is_numeric(n), max((len(row[n]) for row in rows), default=0))
        for n, name in enumerate(table.columns)
    ]
    yield terminal.table(columns, rows, tight=len(columns) > _MANY)
    if len(table.rows) > _SHOWN:
        yield f"… and {len(table.rows) - _SHOWN:,} rows more: --format jsonl or html gives all"
    if table.note:
        yield table.note


def _heading(name: str, is_numeric: bool, width: int) -> str:
    """A column's heading: figures to the right, narrow columns never wrapped, their headings at each word;
    wide ones keep room for a word."""
    words = name.replace("_", " ")
    fixed = width <= _NARROW
    sign = "!" if fixed else "" if is_numeric else "~"
    return f"{'>' if is_numeric else ''}{sign}{words.replace(' ', chr(10)) if fixed else words}"


def _terms(result: Result) -> Iterator[str]:
    from according.analysis.result import CHECK_MARKS

    terms = result.terms
    yield f"Asked: {terms.estimand}"
    yield f"Counted: {terms.definition}"
    yield f"Input: {terms.coverage}; to {terms.cutoff or 'no known day'}; digest {terms.input_sha256[:12]}"
    yield from (f"Assumed: {assumption}" for assumption in terms.assumptions)
    yield from (f"{CHECK_MARKS[check.held]} {check.name}: {check.found}" for check in result.checks)
    yield from (f"Beware: {caution}" for caution in getattr(result, "cautions", ()))
    seed = "" if terms.seed is None else f", seed {terms.seed}"
    yield f"Method: {terms.question} {terms.version}{seed}; docs/methods.md"
