"""The page of one analysis: one self-contained HTML file with its figures, tables and all it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from according import phrasing
from according.analysis.result import VERDICTS, Answered, Result

_MARKS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as SVG below its title."""

    title: str
    svg: Markup


def render(result: Result) -> str:
    """The page of a result, an answer or a refusal."""
    environment = Environment(
        loader=PackageLoader("according.report"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    answered = isinstance(result, Answered)
    return environment.get_template("result.html").render(
        result=result,
        answered=answered,
        meaning=VERDICTS[result.verdict] if isinstance(result, Answered) else "",
        cautions=result.cautions if isinstance(result, Answered) else (),
        drawn=drawn(result),
        marks=_MARKS,
        cell=phrasing.cell,
    )


def drawn(result: Result) -> tuple[Drawn, ...]:
    """The figures of a result."""
    from according.report.figures import svg

    return tuple(Drawn(figure.title, Markup(svg(figure))) for figure in result.figures)
