"""An analysis as PDF: the same parts in the same order as its page, for printing and for filing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, Image, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Laid

from according import phrasing
from according.analysis.result import CHECK_MARKS, VERDICTS, Answered, Check, Result, Table
from according.report.figures import png

_INK, _SOFT, _FAINT = colors.HexColor("#1c1b19"), colors.HexColor("#5f5b54"), colors.HexColor("#e4e0d7")
#: The width of the text: A4 across, less margins and the frame's own 6 points on each side.
_WIDTH = landscape(A4)[0] - 36 * mm - 12


def render(result: Result) -> bytes:
    """The PDF of a result, A4 across. The same result gives the same bytes."""
    _fonts()
    file = io.BytesIO()
    page = SimpleDocTemplate(
        file, pagesize=landscape(A4), leftMargin=18 * mm, rightMargin=18 * mm, topMargin=16 * mm,
        bottomMargin=16 * mm, title=_title(result), author="According", invariant=1,
    )  # fmt: skip
    page.build(list(_parts(result)))
    return file.getvalue()


@cache
def _fonts() -> None:
    """DejaVu, which comes with matplotlib and has the letters of most scripts."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont("Body", folder / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont("Bold", folder / "DejaVuSans-Bold.ttf"))


def _title(result: Result) -> str:
    return result.sentence if isinstance(result, Answered) else f"Refused: {result.reason}"


def _words(text: str, size: float = 9, font: str = "Body", colour: colors.Color = _INK) -> Paragraph:
    style = ParagraphStyle(
        f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.35, textColor=colour
    )
    return Paragraph(escape(text), style)


def _parts(result: Result) -> Iterator[Flowable]:
    yield _words(f"According · {result.terms.question}", 8, colour=_SOFT)
    yield _words(_title(result), 16, "Bold")
    yield Spacer(1, 2 * mm)
    if isinstance(result, Answered):
        yield _words(f"{result.verdict}: {VERDICTS[result.verdict]}.", 10)
    else:
        yield _words(f"Needed: {result.needed}", 10)
    yield _words(f"{result.terms.definition}. {result.terms.coverage}.", 8, colour=_SOFT)
    for table in result.tables:
        yield from _table(table)
    for figure in result.figures:
        content, wide, high = png(figure)
        yield CondPageBreak(_WIDTH * 0.8 * high / wide + 15 * mm)
        yield Spacer(1, 4 * mm)
        yield _words(figure.title, 11, "Bold")
        yield Image(io.BytesIO(content), width=_WIDTH * 0.8, height=_WIDTH * 0.8 * high / wide)
    yield from _terms(result)


def _table(table: Table) -> Iterator[Flowable]:
    yield CondPageBreak(45 * mm)
    yield Spacer(1, 5 * mm)
    yield _words(table.title, 11, "Bold")
    head = [_words(name.replace("_", " "), 7, colour=_SOFT) for name in table.columns]
    rows = [[_words(phrasing.cell(value), 8) for value in row] for row in table.rows]
    laid = Laid(
        [head, *rows],
        repeatRows=1,
        hAlign="LEFT",
        colWidths=[_WIDTH / len(table.columns)] * len(table.columns),
    )
    laid.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, _FAINT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    yield laid
    if table.note:
        yield _words(table.note, 7.5, colour=_SOFT)


def _terms(result: Result) -> Iterator[Flowable]:
    terms = result.terms
    yield Spacer(1, 5 * mm)
    yield _words("What it rests on", 11, "Bold")
    cautions = result.cautions if isinstance(result, Answered) else ()
    yield from (_words(f"Beware: {caution}") for caution in cautions)
    yield from (_words(_check(check)) for check in result.checks)
    yield _words(f"Asked: {terms.estimand}")
    yield from (_words(f"Assumed: {assumption}") for assumption in terms.assumptions)
    seed = "" if terms.seed is None else f", seed {terms.seed}"
    cutoff = terms.cutoff or "no known day"
    yield _words(f"Input to {cutoff}, SHA-256 {terms.input_sha256}; {terms.question} {terms.version}{seed}")


def _check(check: Check) -> str:
    return f"{CHECK_MARKS[check.held]} {check.name}: {check.found}"
