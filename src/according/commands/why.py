"""`according why`: the evidence behind an incident's tolls, a claim or a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.analysis import overview
from according.analysis.case import Case
from according.analysis.evidence import Answer, Evidence, reason_words
from according.commands import options, terminal
from according.errors import UsageError
from according.export.interchange import Record
from according.ledger import Book

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from according.analysis.sums import StatedSum

#: So many claims of each reason for setting aside are shown where not all are asked for.
FEW = 2


@click.command()
@options.BOOK
@click.argument("query", metavar="ID|FIGURE", required=False)
@click.option("--link", "pair", nargs=2, metavar="A B", help="Why two reports or mentions are linked or not.")
@options.PROFILE
@options.AS_OF
@click.option(
    "--all", "everything", is_flag=True, help="Show every claim that was set aside, not a few a reason."
)
@options.FORMAT
@options.OUT
@options.example(
    "according why attacks-2026 225",
    "according why attacks-2026 3f0a91 --profile conservative",
    "according why attacks-2026 --link report-7 report-9",
)
def why(
    book: Path,
    query: str | None,
    pair: tuple[str, str] | None,
    profile: str,
    as_of: str | None,
    everything: bool,
    format_name: str,
    out: Path | None,
) -> None:
    """Show the sentences and speakers behind a number.

    Ask with the id of an incident, claim, mention or document (or its first characters), or with a figure.
    With --link, two reports or mentions are held against each other: each comparison with its weight.
    """
    from according import wiring

    if (query is None) == (pair is None):
        raise UsageError("ask with an id, with a figure, or with --link and two ids")
    folded = wiring.load(book, wiring.moment(as_of))
    if pair is not None:
        _link(folded, pair, book, format_name, out)
        return
    assert query is not None
    answers = found(wiring.cases(folded, profile), query, book, as_of)
    if format_name == "table":
        terminal.show(*told(answers, len(folded.claims) if everything else FEW))
    else:
        terminal.emit(_records(answers), "evidence", format_name, out)


def _link(folded: Book, pair: tuple[str, str], book: Path, format_name: str, out: Path | None) -> None:
    from according.analysis.linked import linked
    from according.commands.linked import told as link_told
    from according.export.interchange import compared_records

    link = linked(folded, *pair)
    if format_name == "table":
        terminal.show(*link_told(link, str(book)))
    else:
        terminal.emit(compared_records(link), "comparisons", format_name, out)


def found(cases: Sequence[Case], query: str, book: Path, as_of: str | None = None) -> tuple[Answer, ...]:
    """The answers; UsageError where there are none, or where the beginning of an id fits several."""
    from according.analysis import evidence

    answers = evidence.why(cases, query)
    if not answers:
        raise UsageError(
            f"nothing in the book has {query!r} as its id or figure{options.known(as_of)}."
            f" See: according incidents {book}"
        )
    fitting = evidence.matches(cases, query)
    if len(fitting) > 1 and not evidence.is_figure(cases, query):
        raise UsageError(f"{query!r} fits {len(fitting)} ids; give more of one of: {', '.join(fitting[:5])}")
    return answers


def _records(answers: Iterable[Answer]) -> Iterator[Record]:
    from according.export.interchange import evidence_record

    for answer in answers:
        for item in (*answer.used, *answer.set_aside):
            yield evidence_record(item, answer.case, answer.toll)


def told(answers: Sequence[Answer], most: int = FEW) -> Iterator[RenderableType]:
    """The answers as text, incident by incident; at most so many claims of each reason for setting aside."""
    for _, group in groupby(answers, key=lambda a: a.case.incident.incident_id):
        of_case = list(group)
        case = of_case[0].case
        yield _styled(f"{overview.name(case)}  ", "bold", f"incident {case.incident.incident_id[:12]}", "dim")
        for answer in of_case:
            yield from _told(answer, most)


def _told(answer: Answer, most: int) -> Iterator[RenderableType]:
    if answer.toll is None and not answer.used:
        yield ""
        yield "No toll: no report of it gives a figure of people harmed that it asserts of this incident."
        yield from _set_aside(answer, most)
        return
    if answer.toll is None:
        yield ""
        yield _styled(f"Stated in {phrasing.plural(len(answer.used), 'place')}:", "bold")
        for item in answer.used:
            yield from said(item)
            yield from _standing(answer.case, item)
            yield from _sums(answer.case, item)
        return
    yield ""
    yield from toll_told(answer, most)


def toll_told(answer: Answer, most: int) -> Iterator[RenderableType]:
    """A toll with the claims that it rests on, and at most so many of those set aside for each reason."""
    toll = answer.toll
    assert toll is not None
    what = phrasing.people_words(toll.measure, toll.category)
    yield _styled(f"{what}: ", "", phrasing.toll_figure(toll), "bold", f"  under “{toll.profile}”", "dim")
    if toll.note:
        yield _indented(toll.note, 2)
    yield (
        f"  rests on {phrasing.plural(len(answer.used), 'claim')}:" if answer.used else "  rests on no claim"
    )
    for item in answer.used:
        yield from said(item)
    yield from _set_aside(answer, most)


def _set_aside(answer: Answer, most: int) -> Iterator[RenderableType]:
    """The claims set aside by their reasons, of each at most so many."""
    for reason, items in groupby(answer.weighed, key=lambda item: item.reason or ""):
        aside = list(items)
        yield _indented(
            f"sets aside {phrasing.plural(len(aside), 'claim')}: {reason_words(reason)} ({reason})", 2
        )
        for item in aside[:most]:
            yield from said(item)
        if len(aside) > most:
            yield _indented(f"… and {len(aside) - most} more (--all shows them)", 4)


def said(item: Evidence) -> Iterator[RenderableType]:
    """One claim: when and by whom it was said, the sentence with the figure in «», and where it stands."""
    from rich.padding import Padding
    from rich.text import Text

    claim, document = item.claim, item.document
    chain = phrasing.chain_words(claim.voices, document.publisher)
    yield Padding(_styled(f"{phrasing.day(document.published)}  ", "dim", chain, ""), (0, 0, 0, 4))
    quote = (_flat(phrasing.shown_quote(item.claim)), "bold")
    sentence = Text.assemble(_flat(item.before), "«", quote, "»", _flat(item.after))
    yield Padding(sentence, (0, 0, 0, 6))
    window = phrasing.window_days(claim.window)
    covers = f", covers {window}" if window else ""
    place = f"{document.document_id[:12] if len(document.document_id) == 64 else document.document_id}"
    where = f"characters {claim.span.start}–{claim.span.end} of {place}, claim {claim.claim_id[:12]}{covers}"
    yield Padding(Text(where, style="dim"), (0, 0, 0, 6))


def _standing(case: Case, item: Evidence) -> Iterator[RenderableType]:
    """What the incident's tolls make of a claim."""
    claim = item.claim
    for toll in case.tolls:
        if (toll.measure, toll.category) != (claim.measure, claim.category):
            continue
        people = phrasing.people_words(toll.measure, toll.category)
        aside = next((s.reason for s in toll.set_aside if s.claim_id == claim.claim_id), None)
        if claim.claim_id in toll.used:
            yield _indented(f"used for the toll ({people}: {phrasing.toll_figure(toll)})", 6)
        elif aside is not None:
            figure = phrasing.toll_figure(toll)
            yield _indented(f"set aside from the toll ({people}: {figure}): {reason_words(aside)}", 6)


def _sums(case: Case, item: Evidence) -> Iterator[RenderableType]:
    """The parts of a stated sum, checked, with the sentences of the parts that stand elsewhere."""
    from according.analysis.sums import stated_sums

    for made in stated_sums(case):
        if item.claim.claim_id == made.total.claim_id or (
            item.document.document_id in made.also and item.claim.derived
        ):
            yield from sum_told(made)
            return


def sum_told(made: StatedSum) -> Iterator[RenderableType]:
    """A stated sum: the equation with its check, what each part counts, and on whose word it rests."""
    from according.analysis.sums import verdict_words

    yield equation(made)
    for part in made.parts:
        people = phrasing.CATEGORY_WORDS[part.claim.category]
        yield _indented(f"{phrasing.claim_figure(part.claim):>5}  {people}: {part.words}", 6)
    yield _indented(verdict_words(made), 6)


def equation(made: StatedSum) -> RenderableType:
    """ "17 + 31 + 177 = 225 ✓ adds up"."""
    from rich.padding import Padding

    figures = " + ".join(phrasing.claim_figure(part.claim) for part in made.parts)
    check = ("✓ adds up", "green") if made.check.closes else (f"✗ adds up to {made.added}", "red")
    told = _styled(f"{figures} = {phrasing.claim_figure(made.total)} ", "bold", *check)
    return Padding(told, (0, 0, 0, 6))


def _flat(words: str) -> str:
    return " ".join(words.split()) if not words.strip() else _spaced(words)


def _spaced(words: str) -> str:
    """Line breaks and runs of white space as one space, the ends kept as far as they are spaces."""
    head = " " if words[0].isspace() else ""
    tail = " " if words[-1].isspace() else ""
    return f"{head}{' '.join(words.split())}{tail}"


def _indented(words: str, columns: int) -> RenderableType:
    from rich.padding import Padding

    return Padding(words, (0, 0, 0, columns))


def _styled(*parts: str) -> Text:
    """Words and styles by turns."""
    from rich.text import Text

    return Text.assemble(*zip(parts[::2], parts[1::2], strict=True))
