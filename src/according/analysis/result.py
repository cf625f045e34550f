"""What an analysis gives: an answer with everything that it rests on, or a refusal with what would be needed.

Both are results. An answer's verdict is a word of `VERDICTS`, so that programs and people can rely on it; a
refusal is never a blank or a zero. Tables hold the figures, figures draw them (`analysis.figure`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from according.analysis.figure import Figure

Question = Literal[
    "rank",
    "coordination",
    "escalation",
    "interruption",
    "gap",
    "undercount",
    "forecast",
    "agreement",
    "monthly",
    "check",
]
#: A cell of a table; None is an empty cell: not known, or not asked.
Cell = str | int | float | bool | None

#: Every verdict, with what it says; the order within a question is from the strongest to the weakest.
VERDICTS: Mapping[str, str] = {
    "certain": "it holds whatever the true figures within the stated bounds are",
    "probable": "it holds with a probability of 0.95 or more under the stated assumptions",
    "undecided": "the figures do not decide it",
    "improbable": "it holds with a probability of less than 0.05 under the stated assumptions",
    "excluded": "it cannot hold whatever the true figures within the stated bounds are",
    "beyond chance": "more than the stated null model explains, at the stated level",
    "within chance": "not more than the stated null model explains; that is no proof of chance",
    "dependence found": "figures depend on those before them by more than background and season explain",
    "no dependence found": "background and season explain the course; that is no proof of their cause",
    "consistent with an effect": "what an effect would look like, and every check made here held",
    "not distinguishable from regression to the mean": "a date chosen after a high or low shows as much",
    "not identifiable": "these figures cannot tell, whatever the test says",
    "contradicted": "the figures show the opposite",
    "described": "a description of what was claimed or recorded; nothing is inferred from it",
    "estimated": "an estimate under the stated assumptions, with its spread over models",
    "better than the unit's own history": "shown on months held out, beyond the interval of the difference",
    "not better than the unit's own history": "the baseline is the forecast",
    "reliable": "agreement of 0.80 or more at the low end of its interval",
    "tentative": "agreement from 0.667 to below 0.80 at the low end: tentative conclusions only",
    "not reliable": "agreement below 0.667 at the low end of its interval",
    "supported": "claims in the book say so",
    "derived": "no one claims it as it stands; it is a sum or difference of claims",
    "not comparable": "the claims count other people, days or places",
    "not found": "no claim in the book bears on it",
}


#: The mark of a check by whether it held.
CHECK_MARKS: Mapping[bool | None, str] = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True, slots=True)
class Check:
    """An assumption or a sign of trouble that was looked at. `held` is None where it could not be."""

    name: str
    held: bool | None
    found: str


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows. `name` is its name to programs, `title` its heading; `note` stands below it. A
    column's name says its unit where it has one ("lag_days")."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table {self.name} has not its {len(self.columns)} columns")

    def is_numeric(self, column: int) -> bool:
        """Whether a column, by its position, holds no words."""
        return all(not isinstance(row[column], str) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a result is about and what it rests on.

    `estimand`: the quantity asked for; `definition`: who is counted, where, when, by whose figures; `cutoff`:
    the last day that the input tells of, None where it has no days; `coverage`: what the input holds and
    lacks; `seed`: of the random numbers, None where none were drawn; `input_sha256`: of the input as used;
    `version`: of the method.
    """

    question: Question
    estimand: str
    definition: str
    cutoff: date | None
    coverage: str
    assumptions: tuple[str, ...]
    input_sha256: str
    version: str
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: a verdict of `VERDICTS`, one sentence in plain words, and the figures behind it. `cautions`:
    what a reader must not take it for."""

    terms: Terms
    verdict: str
    sentence: str
    checks: tuple[Check, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"{self.verdict!r} is no verdict; add it to VERDICTS with what it says")


@dataclass(frozen=True, slots=True)
class Refused:
    """No answer, and why: `reason` says what is wrong with asking this of the input, `needed` what would make
    an answer possible. Tables and figures may show what can be shown without one."""

    terms: Terms
    reason: str
    needed: str
    checks: tuple[Check, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()


Result = Answered | Refused


def digest_of(values: Iterable[object]) -> str:
    """The SHA-256 of values in their order, each by its `repr`, so that 1 and "1" differ."""
    digest = hashlib.sha256()
    for value in values:
        raw = repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()
