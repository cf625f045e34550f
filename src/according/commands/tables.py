"""Tables for the terminal. Columns marked ">" are right-aligned, "!" never wrapped (see `terminal.table`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from according import phrasing
from according.analysis import overview
from according.analysis.case import Case
from according.commands.terminal import table
from according.errors import PROBLEMS
from according.model import Claim, Mention, Problem, Reading, Toll

if TYPE_CHECKING:
    from rich.table import Table

#: Longest quotation in a table, in characters.
_QUOTE = 60


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
        short(mention.document_id),
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
        short(claim.document_id),
        phrasing.claim_figure(claim),
        phrasing.MEASURE_WORDS[claim.measure],
        phrasing.CATEGORY_WORDS[claim.category],
        phrasing.chain_words(claim.voices),
        scope,
        clipped(claim.span.quote),
    )


def incidents(cases: Sequence[Case]) -> Table:
    """The incidents table; see `analysis.overview`."""
    shown = overview.columns(cases)
    figures = [f">!{phrasing.CATEGORY_WORDS[category].replace(' ', chr(10))}" for category in shown]
    rows = [(*overview.row(case, shown), case.incident.incident_id[:8]) for case in cases]
    return table(["!date", "place", "type", *figures, ">reports", "voices by side", "!id"], rows)


def problems(found: Sequence[Problem]) -> Table:
    """One row a problem: code, what was found where, what to do."""
    rows = [(p.code, p.message, p.where or short(p.document_id or ""), _remedy(p.code)) for p in found]
    return table(["!code", "what was found", "where", "what to do"], rows)


def _remedy(code: str) -> str:
    return PROBLEMS[code].remedy if code in PROBLEMS else ""


def short(document_id: str) -> str:
    """A document's id, clipped where it is a hash."""
    return document_id[:12] if len(document_id) == 64 else document_id


def clipped(words: str) -> str:
    """A quotation on one line, cut with "…" where it is long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 1]}…"
