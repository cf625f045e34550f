"""The named rules by which rival figures become one low, best and high.

A profile sees *votes*: what each independent speaker now says of one measure and category, at equal scope. It
answers with a best figure (None where its rule gives none) and with the lowest and highest reliable figure.
A new profile is one function here, one row of `PROFILES` and one section of docs/profiles.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from according.model import Side

#: What a party's word about its enemy's people may do: bound from above only ("above"); be one voice beside
#: another that is none ("beside"); vote like any other ("any"), and be marked where it is best.
PartyWord = Literal["above", "beside", "any"]


@dataclass(frozen=True, slots=True)
class Vote:
    """One speaker's figure: low ≤ best ≤ high with None for an open end, its day, the words if vague, whose
    voice it is, and whether it is a party's word about its enemy's people (`enemy`)."""

    low: int | None
    best: int | None
    high: int | None
    as_of: date | None = None
    words: str = ""
    side: Side = "author"
    enemy: bool = False

    def holds(self, figure: int) -> bool:
        """Whether the figure lies within what this speaker says."""
        return (self.low or 0) <= figure and (self.high is None or figure <= self.high)

    @property
    def exact(self) -> bool:
        """Whether it is a single figure, neither open ("at least 12") nor a range."""
        return self.best is not None and self.low == self.best == self.high

    @property
    def figure(self) -> int:
        """The single figure to compare by: best, else low, else high, else 0."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), 0)


Votes = Sequence[Vote]
#: Low and high (None: nothing bounds it) from the votes and from figures that stand apart: what parties say
#: of their enemies, and totals that leave out groups which others name.
Ends = Callable[[Votes, Votes], tuple[int, "int | None"]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profile makes of the votes. `high` None: nothing bounds it above."""

    low: int
    best: int | None
    high: int | None


def bounds(votes: Votes) -> tuple[int, int | None]:
    """The lowest low and the highest high of any vote; no high where an open figure tops all closed ones."""
    low = min((v.low or 0 for v in votes), default=0)
    closed = [v.high for v in votes if v.high is not None]
    open_from = [v.best if v.best is not None else (v.low or 0) for v in votes if v.high is None]
    if not closed or (open_from and max(open_from) > max(closed)):
        return low, None
    return low, max(closed)


def ends_in_force(votes: Votes, apart: Votes) -> tuple[int, int | None]:
    """The lowest and the highest that any voice now gives; a party's word about its enemy bounds the high."""
    return bounds(votes)[0], bounds([*votes, *apart])[1]


def neutral(votes: Votes) -> int | None:
    """The figure that most speakers give or allow; of equals the latest, then the highest.

    Counts of the dead rise while reports come in: of two figures of one day the higher is mostly the later.
    """
    figures = {v.best for v in votes if v.best is not None}
    return max(figures, key=lambda n: _support(n, votes), default=None)


def _support(figure: int, votes: Votes) -> tuple[int, int, int]:
    equal = [v for v in votes if v.best == figure]
    allowing = sum(v.holds(figure) for v in votes)
    return len(equal) + allowing, max((_day(v) for v in equal), default=0), figure


def _day(vote: Vote) -> int:
    return vote.as_of.toordinal() if vote.as_of else 0


def conservative(votes: Votes) -> int | None:
    """The lowest figure that any speaker gives; vague words stand for the least that they can mean."""
    least = (_least(v) for v in votes)
    return min((n for n in least if n is not None), default=None)


#: ACLED: "tens" = 10, "dozens" = 12, "hundreds" = 100 (FAQ of 7 May 2024).
_ACLED_WORDS = {"tens": 10, "dozens": 12, "hundreds": 100}
_WORD = re.compile(r"[a-z]+")


def _least(vote: Vote) -> int | None:
    for word in _WORD.findall(vote.words.lower()):
        if vote.best is None and word in _ACLED_WORDS:
            return _ACLED_WORDS[word]
    return vote.low if vote.low is not None else vote.best


def ucdp(votes: Votes) -> int | None:
    """The figure that counts this event and was counted best; where only bounds are given, the low one.

    A figure more than twice as high as every other, and not of a later day than all of them, is taken to
    count more than this event. Of the others an exact one goes before an open or vague one, those who treat
    or bury the dead before others and witnesses after them, and then the highest: counts rise while reports
    come in. Where all that is left are parties' words about their enemies, the lowest: those are inflated.
    """
    near = _of_this_event(votes)
    told = [v for v in near if v.best is not None]
    if not told:
        return max((v.figure for v in near), default=None)
    rises = -1 if all(v.enemy for v in told) else 1
    return max(told, key=lambda v: (v.exact, _NEARNESS.get(v.side, 0), rises * v.figure)).best


#: Those who count bodies go before those who are told of them; who saw it, after.
_NEARNESS: dict[Side, int] = {"medical": 1, "monitor": 1, "witness": -1}
#: A lone figure more than this many times as high as every other counts more than the event.
_WIDER = 2


def _of_this_event(votes: Votes) -> Votes:
    """The votes without a lone highest one that is more than twice as high as every other.

    One of a later day than every other stays: first counts are of the first hours, and a report that comes
    after all of them has seen the whole. Totals over several events are printed on the event's own day.
    """
    top = max((v.figure for v in votes), default=0)
    others = [v for v in votes if v.figure < top]
    highest = [v for v in votes if v.figure == top]
    if not others or len(highest) > 1 or top <= _WIDER * max(v.figure for v in others):
        return votes
    return votes if _day(highest[0]) > max(map(_day, others)) else others


def ends_of_all(votes: Votes, apart: Votes) -> tuple[int, int | None]:
    """Every figure that anybody gave, replaced ones included; where they differ, half the lowest to a fifth
    (at least two) above the highest. An open figure counts as its number: high is always one."""
    every = (*votes, *apart)
    if not every:
        return 0, None
    low, high = min(v.figure for v in every), max(v.figure for v in every)
    if low == high:
        return low, high
    return min(low, math.ceil(high * _SHARE)), max(high + 1, math.ceil(high * _ABOVE))


_SHARE, _ABOVE = 0.25, 1.2


def maximum(votes: Votes) -> int | None:
    """The highest figure that any speaker gives, a party's word about its enemy included."""
    tops = [n for v in votes for n in (v.best, v.high, v.low) if n is not None]
    return max(tops, default=None)


def gtd(votes: Votes) -> int | None:
    """Of the figures of the latest day the one that more than half of all voices give, else the lowest."""
    told = [v for v in votes if v.best is not None]
    latest = max((_day(v) for v in told), default=0)
    newest = [v.best for v in told if _day(v) == latest and v.best is not None]
    agreed = [n for n in newest if 2 * sum(v.best == n for v in votes) > len(votes)]
    return min(agreed or newest, default=None)


def two_source(votes: Votes) -> int | None:
    """The figure that two independent voices give, not both of them parties speaking of their enemies; of
    several the one that most give, then the highest. None where no figure has two."""
    support = {v.best: [w for w in votes if w.best == v.best] for v in votes if v.best is not None}
    carried = {
        n: len(by)
        for n, by in support.items()
        if n is not None and len(by) > 1 and not all(v.enemy for v in by)
    }
    return max(carried, key=lambda n: (carried[n], n), default=None)


def median(votes: Votes) -> int | None:
    """The middle one of the voices' figures; of two middle ones the lower, so that somebody said it."""
    figures = sorted(v.best for v in votes if v.best is not None)
    return figures[(len(figures) - 1) // 2] if figures else None


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule with its name, in words, and where it comes from. `verified`: whether the rule was read in that
    source. `best`: its best figure of the votes in force; `ends`: its low and high. `party`: what a party's
    word about its enemy may do. `larger_total`: whether categories that add up to more than the stated total
    replace it. `each_report`: whether every report's figure votes by itself, also one that its speaker has
    replaced since, instead of one figure for each speaker. `no_best`: what a toll says where figures were
    given and the rule takes none."""

    name: str
    rule: str
    source: str
    verified: bool
    best: Callable[[Votes], int | None]
    ends: Ends = ends_in_force
    party: PartyWord = "above"
    larger_total: bool = False
    each_report: bool = False
    no_best: str = ""

    def decide(self, votes: Votes, apart: Votes = ()) -> Answer:
        """low ≤ best ≤ high of these votes; what stands `apart` moves the ends only."""
        best = self.best(votes)
        low, high = self.ends(votes, apart)
        low = low if best is None else min(low, best)
        return Answer(low, best, None if high is None else max(high, low, best or 0))


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
            "the highest exact figure that is not more than twice every other or is of a later day, of those"
            " who treat or bury the dead first, of parties' words about enemies the lowest;"
            " low and high hold every figure given, widened where they differ;"
            " a party's word about its enemy's people counts where nobody else gives a figure",
            "UCDP GED codebook's definitions of best, low and high; the choice between rivals is ours",
            False,
            ucdp,
            ends_of_all,
            party="any",
            each_report=True,
        ),
        Profile(
            "gtd",
            "of the latest day's figures the one that more than half of the voices give, else the lowest;"
            " a party's word about its enemy's people is never the best figure",
            "GTD: 'lowest reliable estimates' and 'majority reliable estimates' as its rows say; the order of"
            " the steps is from memory",
            False,
            gtd,
        ),
        Profile(
            "two_source",
            "the figure that two independent voices give; where none is, no best figure (provisional);"
            " a party's word about its enemy's people is one voice beside another",
            "Iraq Body Count, methods: two independent sources, below that provisional, minimum and maximum"
            " kept; which figure of several is ours",
            False,
            two_source,
            party="beside",
            no_best="Provisional: no figure is given by two independent voices.",
        ),
        Profile(
            "median",
            "the middle one of the independent voices' figures, of two middle ones the lower;"
            " a party's word about its enemy's people is never the best figure",
            "According's own, for comparison: no codebook's rule",
            True,
            median,
        ),
        Profile(
            "maximum",
            "the highest figure that anybody gives",
            "According's own upper end, for showing how far the answer depends on the rule",
            True,
            maximum,
            party="any",
            larger_total=True,
        ),
    )
}
