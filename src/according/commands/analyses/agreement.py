"""`according analyse agreement`: do coders agree?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from according.commands import options, terminal
from according.commands.analyses import asking

if TYPE_CHECKING:
    from according.methods.krippendorff import Metric


@click.command()
@click.option(
    "--table",
    "table_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="One row a unit and one column a coder; or columns unit, coder, value; or unit, coder, start, end.",
)
@click.option(
    "--metric",
    type=click.Choice(["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"]),
    help="What a difference is; without it ratio for numbers of 0 or more, else interval; nominal for words. "
    'masi or jaccard for sets ("shelling; arson").',
)
@asking.SEED
@asking.shown
@options.example(
    "according analyse agreement --table coded.csv",
    "according analyse agreement --table categories.csv --metric nominal --format html --out agreement.html",
)
def agreement(table_path: Path, metric: Metric | None, seed: int, format_name: str, out: Path | None) -> None:
    """Whether coders agree: Krippendorff's alpha with its interval.

    The verdict goes by the low end of the interval: reliable from 0.80, tentative from 0.667. Columns called
    CODER.low, CODER.best and CODER.high are fields of their own; numbers that are codes need --metric
    nominal.
    """
    from according.analysis.agreement import agreement as asked
    from according.analysis.span_agreement import of_spans
    from according.sources.coded_table import fields_of, holds_spans, spans_of
    from according.sources.incident_rows import read_table

    table = read_table(table_path.read_bytes(), table_path.stem, str(table_path))
    terminal.report_problems(table.problems)
    if holds_spans(table):
        asking.give(of_spans(spans_of(table), seed, table.name), format_name, out)
    else:
        asking.give(asked(fields_of(table), metric, seed, table.name), format_name, out)
