"""The page of one analysis: one self-contained HTML file with its figures, tables and all it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from according import phrasing
from according.analysis.result import CHECK_MARKS, VERDICTS, Answered, Result
from according.report.figures import svg


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as SVG below its title."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as it is laid out. `verdict`: its word with what that says, "" for a refusal."""

    result: Result
    heading: str
    verdict: str
    meaning: str
    cautions: tuple[str, ...]
    drawn: tuple[Drawn, ...]


def laid_out(result: Result) -> Shown:
    """The result with its figures drawn."""
    drawn = tuple(Drawn(figure.title, Markup(svg(figure))) for figure in result.figures)
    if isinstance(result, Answered):
        meaning = VERDICTS[result.verdict]
        return Shown(result, result.sentence, result.verdict, meaning, result.cautions, drawn)
    return Shown(result, f"Refused: {result.reason}", "", "", (), drawn)


def render(result: Result) -> str:
    """The page of a result, an answer or a refusal."""
    return environment().get_template("result.html").render(shown=laid_out(result))


def environment() -> Environment:
    """Templates that know how a result is laid out. Everything that comes from reports is escaped."""
    made = Environment(
        loader=PackageLoader("according.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals.update(result_marks=CHECK_MARKS, cell=phrasing.cell)
    return made
