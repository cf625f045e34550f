"""The named rules by which rival figures become one low, best and high.

A profile sees *votes*: what each independent speaker now says of one measure and category, at equal scope. It
answers with a best figure (None where its rule gives none) and with the lowest and highest reliable figure.
A new profile is one function here, one row of `PROFILES` and one section of docs/profiles.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Vote:
    """One speaker's figure: low ≤ best ≤ high with None for an open end, its day, and the words if vague."""

    low: int | None
    best: int | None
    high: int | None
    as_of: date | None = None
    words: str = ""

    def holds(self, figure: int) -> bool:
        """Whether the figure lies within what this speaker says."""
        return (self.low or 0) <= figure and (self.high is None or figure <= self.high)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profile makes of the votes. `high` None: nothing bounds it above."""

    low: int
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule with its name, in words, and where it comes from. `party_alone`: whether one party's word
    about its enemy may be the best figure where nobody else gives one; `larger_total`: whether categories
    that add up to more than the stated total replace it."""

    name: str
    rule: str
    source: str
    verified: bool
    decide: Callable[[Sequence[Vote]], Answer]
    party_alone: bool = False
    larger_total: bool = False


def bounds(votes: Sequence[Vote]) -> tuple[int, int | None]:
    """The lowest low and the highest high of any vote; no high where an open figure tops all closed ones."""
    low = min((_floor(v) for v in votes), default=0)
    closed = [v.high for v in votes if v.high is not None]
    open_from = [v.best if v.best is not None else _floor(v) for v in votes if v.high is None]
    if not closed or (open_from and max(open_from) > max(closed)):
        return low, None
    return low, max(closed)


def _floor(vote: Vote) -> int:
    if vote.low is not None:
        return vote.low
    return 0


def neutral(votes: Sequence[Vote]) -> Answer:
    """The figure that most speakers give or allow; of equals the latest, then the highest.

    Counts of the dead rise while reports come in: of two figures of one day the higher is mostly the later.
    """
    low, high = bounds(votes)
    figures = {v.best for v in votes if v.best is not None}
    best = max(figures, key=lambda n: _support(n, votes), default=None)
    return Answer(low, best, high)


def _support(figure: int, votes: Sequence[Vote]) -> tuple[int, int, int]:
    equal = [v for v in votes if v.best == figure]
    allowing = sum(v.holds(figure) for v in votes)
    latest = max((v.as_of.toordinal() for v in equal if v.as_of), default=0)
    return len(equal) + allowing, latest, figure


def conservative(votes: Sequence[Vote]) -> Answer:
    """The lowest figure that any speaker gives; vague words stand for the least that they can mean."""
    least = [_least(v) for v in votes]
    low, high = bounds(votes)
    best = min((n for n in least if n is not None), default=None)
    return Answer(low if best is None else min(low, best), best, high)


#: ACLED: "tens" = 10, "dozens" = 12, "hundreds" = 100 (FAQ of 7 May 2024).
_ACLED_WORDS = {"tens": 10, "dozens": 12, "hundreds": 100}
_WORD = re.compile(r"[a-z]+")


def _least(vote: Vote) -> int | None:
    for word in _WORD.findall(vote.words.lower()):
        if vote.best is None and word in _ACLED_WORDS:
            return _ACLED_WORDS[word]
    return vote.low if vote.low is not None else vote.best


def ucdp(votes: Sequence[Vote]) -> Answer:
    """The most likely figure as `neutral` finds it; where only bounds are given, the low one."""
    answer = neutral(votes)
    return Answer(answer.low, answer.best if answer.best is not None else answer.low, answer.high)


def maximum(votes: Sequence[Vote]) -> Answer:
    """The highest figure that any speaker gives, a party's word about its enemy included."""
    low, high = bounds(votes)
    tops = [n for v in votes for n in (v.best, v.high, v.low) if n is not None]
    return Answer(low, max(tops, default=None), high)


#: Every profile by name; `docs/profiles.md` is checked against it.
PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "neutral",
            "the figure that most independent voices give or allow; of equals the latest, then the highest;"
            " a party's word about its enemy's people bounds from above and is never the best figure",
            "According's own default",
            True,
            neutral,
        ),
        Profile(
            "conservative",
            "the lowest figure in force; tens, dozens and hundreds stand for 10, 12 and 100;"
            " a party's word about its enemy's people is never the best figure",
            "ACLED, FAQ on fatalities as of 7 May 2024, rules 3, 4 and 5",
            True,
            conservative,
        ),
        Profile(
            "ucdp",
            "most likely, lowest and highest reliable figure; best and categories always sum;"
            " a party's word about its enemy's people counts where nobody else gives a figure",
            "UCDP GED codebook's definitions of best, low and high; the choice between rivals is ours",
            False,
            ucdp,
            party_alone=True,
        ),
        Profile(
            "maximum",
            "the highest figure that anybody gives",
            "According's own upper end, for showing how far the answer depends on the rule",
            True,
            maximum,
            party_alone=True,
            larger_total=True,
        ),
    )
}
