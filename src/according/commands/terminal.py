"""Words to a person's terminal: tables, problems, progress. Programs get `--format jsonl|csv` instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from according.errors import PROBLEMS

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress as Bars
    from rich.progress import TaskID
    from rich.table import Table

    from according.export.interchange import Record
    from according.model import Problem

T = TypeVar("T")
#: Width of tables where the output is no terminal, so that a pasted table fits a page.
PAGE_WIDTH = 100
#: The bars on the terminal now: one display at a time can hold it.
_SHOWN: list[Bars] = []
#: Exit codes; docs/commands.md explains them.
UNREAD_INPUT, BROKEN_BOOK = 3, 4
#: Problems by which a document, a row of a gazetteer, or more, was lost.
LOST = frozenset(
    f"ACC-{number}"
    for number in (
        *(101, 102, 105, 106, 107, 108, 120, 121, 122, 123, 130, 131, 133, 134, 150),
        *(160, 161, 162, 164, 180),
    )
)


def console(stderr: bool = False) -> Console:
    """The console of standard output (or error); 100 columns wide where that is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PAGE_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def show(*parts: RenderableType) -> None:
    """Print to standard output, as wide as the terminal; into a pipe or file as plain text of 100 columns."""
    if not sys.stdout.isatty():
        click.echo(as_text(*parts), nl=False)
        return
    for part in parts:
        console().print(part)


def heading(words: str) -> None:
    """A heading with an empty line before it."""
    from rich.text import Text

    show("", Text(words, style="bold"))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], tight: bool = False) -> Table:
    """A light table. A column whose name starts with ">" is right-aligned, with "!" never wrapped or cut,
    with "~" as wide as its longest word, up to 13 columns; the signs may stand together in that order.
    `tight`: one space between columns instead of two."""
    from rich import box
    from rich.table import Table

    padding = (0, 0, 0, 0) if tight else (0, 1, 0, 0)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=padding, header_style="bold", show_edge=False)
    rows = [tuple(row) for row in rows]
    for number, column in enumerate(columns):
        right, rest = column.startswith(">"), column.removeprefix(">")
        fixed, rest = rest.startswith("!"), rest.removeprefix("!")
        wide, name = rest.startswith("~"), rest.removeprefix("~")
        made.add_column(
            name,
            justify="right" if right else "left",
            no_wrap=fixed,
            overflow="fold",
            min_width=_longest_word(name, *(row[number] for row in rows)) if wide else None,
        )
    for row in rows:
        made.add_row(*row)
    return made


def _longest_word(*cells: str) -> int:
    return min(13, max((len(word) for cell in cells for word in cell.split()), default=0))


def as_text(*parts: RenderableType) -> str:
    """What `show` would print, as plain text of 100 columns."""
    from io import StringIO

    from rich.console import Console

    file = StringIO()
    plain = Console(
        file=file, width=PAGE_WIDTH, highlight=False, emoji=False, markup=False, color_system=None
    )
    for part in parts:
        plain.print(part)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def problem_line(problem: Problem) -> str:
    """`ACC-101 what was found (where) → what to do`."""
    kind = PROBLEMS.get(problem.code)
    where = f" ({problem.where})" if problem.where else ""
    remedy = f" → {kind.remedy}" if kind else ""
    return f"{problem.code} {problem.message}{where}{remedy}"


def report_problems(problems: Iterable[Problem]) -> int:
    """Print problems to standard error; the exit code that they call for: 3 where an input, or a part of
    one, could not be read (`LOST`), else 0."""
    code = 0
    for problem in problems:
        click.echo(problem_line(problem), err=True)
        code = UNREAD_INPUT if problem.code in LOST else code
    return code


def emit(records: Iterable[Record], kind: str, format_name: str, out: Path | None = None) -> int:
    """Write records in a format of `EXPORTERS` to a file, or to standard output; the number of records.

    A file appears whole or not at all.
    """
    from according.export import EXPORTERS

    count = 0

    def counted() -> Iterator[Record]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    write_text(EXPORTERS[format_name].write(counted(), kind), out)
    return count


def write_text(pieces: Iterable[str], out: Path | None) -> None:
    """Write text to a file (whole or not at all) or to standard output."""
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with _whole_or_not(out) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def write_bytes(content: bytes, out: Path) -> None:
    """Write bytes to a file, whole or not at all."""
    with _whole_or_not(out) as unfinished:
        unfinished.write_bytes(content)


@contextmanager
def _whole_or_not(out: Path) -> Iterator[Path]:
    """A file to be filled that takes the place of `out` once that has ended well."""
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.part")
    try:
        yield unfinished
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Progress]:
    """A progress bar on standard error, only where that is a terminal; within another as its next line."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    if _SHOWN:
        outer = _SHOWN[-1]
        task = outer.add_task(label, total=total)
        yield Progress(outer, task)
        outer.remove_task(task)
        return
    with _bars() as bars:
        _SHOWN.append(bars)
        try:
            yield Progress(bars, bars.add_task(label, total=total))
        finally:
            _SHOWN.pop()


def _bars() -> Bars:
    from rich import progress as bars

    columns = (bars.TextColumn("{task.description}"), bars.BarColumn(), bars.MofNCompleteColumn())
    return bars.Progress(*columns, bars.TimeElapsedColumn(), console=console(stderr=True), transient=True)


class Progress:
    """Counts what passes through; shows nothing where no bar is given."""

    def __init__(self, bars: Bars | None = None, task: TaskID | None = None) -> None:
        self._bars, self._task = bars, task

    def watch(self, items: Iterable[T]) -> Iterator[T]:
        """The same items, each counted once it has been dealt with."""
        for item in items:
            yield item
            self.step()

    def step(self) -> None:
        """One more is done."""
        if self._bars is not None and self._task is not None:
            self._bars.advance(self._task)

    def at(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, completed=done, total=total)
