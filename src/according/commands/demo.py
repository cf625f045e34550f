"""`according demo`: the main job on the reports that ship with According."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.analysis.case import Case
from according.commands import options, terminal
from according.errors import BookError, UsageError
from according.model import Problem, Toll

if TYPE_CHECKING:
    from rich.console import RenderableType

    from according.ledger import Book
    from according.series import Series
    from according.sources import Gathered

#: Which reports and which version of the reader a demo's book was made of.
_MARK = "demo.sha256"


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the book and the page.",
)
@options.example("according demo")
def demo(out: Path) -> None:
    """Run the main job on reports that ship with According.

    It makes a book of them (OUT/book), prints what the book tells, and writes the page OUT/report.html.
    Run again, it goes on with the book that is there.
    """
    from according import wiring
    from according.commands.report import write

    book = out / "book"
    made(book)
    folded = wiring.load(book)
    cases = wiring.cases(folded)
    problems = wiring.problems(folded, cases)
    terminal.show(*told(book, folded, cases, problems))
    page = write(book, out / "report.html")
    terminal.heading("The page")
    terminal.show(f"{page} holds all of this with a plot of who says what over time. It needs no network.")


def made(book: Path) -> None:
    """Make the book, or keep the one that is there where it was made of the same and verifies."""
    from according import wiring
    from according.commands.gathering import loaded_tools
    from according.sources import SourceOptions, gather
    from according.store import create_book, open_book

    digest = _digest()
    if _is_kept(book, digest):
        return
    create_book(book, wiring.now).close()
    with resources.as_file(resources.files("according") / "demo_reports") as reports:
        files = sorted(str(path) for path in reports.iterdir())
        with (
            open_book(book, wiring.now) as store,
            terminal.progress("reading the reports", len(files)) as bar,
        ):
            named = map(_by_name, gather(files, SourceOptions()))
            wiring.add(store, bar.watch(named), loaded_tools)
    wiring.link(book)
    (book / _MARK).write_text(digest, "utf-8")


def _by_name(one: Gathered) -> Gathered:
    """The same with problems that name the file alone: where According is installed tells nothing."""
    named = tuple(replace(problem, where=Path(problem.where).name) for problem in one.problems)
    return replace(one, problems=named)


def _is_kept(book: Path, digest: str) -> bool:
    """Whether the book can stay; one that was made of other reports, or does not verify, is removed."""
    from according import ledger, wiring
    from according.store import is_book, open_book

    mark = book / _MARK
    if not book.exists() or not any(book.iterdir()):
        return False
    if not is_book(book) or not (mark.is_file() or _is_unfinished(book)):
        raise UsageError(
            f"{book} holds something else than the demo's book: choose another folder with --out"
        )
    try:
        if mark.is_file() and mark.read_text("utf-8") == digest:
            with open_book(book, wiring.now) as store:
                if not ledger.verify(store):
                    return True
    except BookError:
        pass
    shutil.rmtree(book)
    return False


def _is_unfinished(book: Path) -> bool:
    """Whether a book without the mark holds nothing but reports of the demo: its making was interrupted."""
    from according import wiring

    with resources.as_file(resources.files("according") / "demo_reports") as reports:
        shipped = {hashlib.sha256(path.read_bytes()).hexdigest() for path in reports.iterdir()}
        lines = [line for path in reports.glob("*.jsonl") for line in path.read_bytes().splitlines()]
    shipped |= {hashlib.sha256(line).hexdigest() for line in lines}
    return all(d.original_sha256 in shipped for d in wiring.load(book).documents.values())


def _digest() -> str:
    """The SHA-256 of the demo's reports and of According's own files: a changed reader reads anew."""
    hashed = hashlib.sha256()
    with resources.as_file(resources.files("according")) as package:
        for path in sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            hashed.update(f"{path.relative_to(package).as_posix()}\0{path.stat().st_size}\0".encode())
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def told(
    book: Path, folded: Book, cases: Sequence[Case], problems: Sequence[Problem]
) -> Iterator[RenderableType]:
    """What the demo prints, in the order of the questions that a reader has."""
    from rich.text import Text

    from according.commands import tables
    from according.commands.incidents import LEGEND

    claims = sum(len(case.claims) for case in cases)
    yield Text(
        f"{phrasing.plural(len(folded.documents), 'report')}, {phrasing.plural(claims, 'claim')}, "
        f"{phrasing.plural(len(cases), 'incident')} in {book}",
        style="bold",
    )
    yield ""
    yield tables.incidents(cases)
    yield ""
    yield Text(LEGEND, style="dim")
    if cases:
        lead = max(cases, key=lambda case: (len(case.document_ids), len(case.claims)))
        yield from _sums(lead)
        yield from _series(lead)
        yield from _problems(problems, folded)
        yield from _why(book, lead)


def _title(words: str) -> Iterator[RenderableType]:
    from rich.text import Text

    yield ""
    yield Text(words, style="bold underline")


def _sums(case: Case) -> Iterator[RenderableType]:
    """Every sum that a report states, checked; the largest with its sentence."""
    from according.analysis.evidence import evidence
    from according.analysis.sums import stated_sums
    from according.commands.why import equation, said, sum_told

    found = stated_sums(case)
    if not found:
        return
    yield from _title("Sums that reports state are checked, and never taken for facts")
    first, *others = found
    yield from said(evidence(first.total, case.documents[first.total.document_id]))
    yield from sum_told(first)
    for made in others:
        yield equation(made)


def _series(case: Case) -> Iterator[RenderableType]:
    """The longest rising figure by one speaker, as a table with bars."""
    from according.commands import tables
    from according.report.chapter import rising, series_words

    for series in rising(case)[:1]:
        yield from _title("A series is one rising figure by one side, never a sum")
        yield series_words(series)
        yield tables.series(series, case)
        yield from _beside(series, case)


def _beside(series: Series, case: Case) -> Iterator[RenderableType]:
    """What the same speaker says of the same people that is no point of the line, and why."""
    from rich.text import Text

    from according.series import series_of

    same = (series.speaker.family, series.measure, series.category)
    for other in series_of(case.standing, case.documents):
        if other != series and (other.speaker.family, other.measure, other.category) == same:
            for point in other.points:
                figure = phrasing.figure(point.low, point.best, point.high)
                days = phrasing.days(point.window.start, point.window.end)
                yield Text(f"Apart from it: {figure}, counted over other days ({days}).", style="dim")
    within = {c for point in series.points for c in point.claim_ids}
    told: dict[str, None] = {}
    for whole in case.claims:
        for part in whole.parts if whole.claim_id in within else ():
            inner = case.claim(part)
            if inner is not None and (inner.measure, inner.category) == (whole.measure, whole.category):
                told[f"Inside it: {whole.quantity.words} includes {inner.quantity.words}."] = None
    yield from (Text(line, style="dim") for line in told)


def _problems(problems: Sequence[Problem], folded: Book) -> Iterator[RenderableType]:
    """Figures that do not fit each other."""
    from according.commands import tables

    if problems:
        yield from _title("Figures that do not fit together are flagged")
        yield from tables.problems(problems, folded.documents, 3)


def _why(book: Path, case: Case) -> Iterator[RenderableType]:
    """The evidence behind one toll: the one that most claims speak of."""
    from according.analysis.evidence import answer
    from according.commands.why import toll_told

    toll = _most_disputed(case)
    if toll is None:
        return
    yield from _title(f"Why this number?   according why {book} {toll.best}")
    yield from toll_told(answer(case, toll), 1)


def _most_disputed(case: Case) -> Toll | None:
    """The toll of the dead with a best figure that rests on most claims, then that most were weighed for."""
    known = [t for t in case.tolls if t.measure == "deaths" and t.category != "all" and t.best is not None]
    return max(known, key=lambda t: (len(t.used), len(t.set_aside), t.category), default=None)
