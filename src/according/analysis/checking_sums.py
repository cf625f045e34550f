"""Sums that nobody states: figures of one speaker that add up to a number of a text.

"193 killed" may stand in no report, and be what one side says of civilians, its own and its enemy's dead
taken together. Only figures of one speaker about one incident and area are added, each category once. Over
the same days they make a sum; where some cover more days than others they do not, and are told as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from according.analysis.case import Case
from according.model import CATEGORIES, Category, Claim, Place
from according.scopes import compare_windows
from according.speakers import Speaker, families_of, speaker_of

#: Categories that share no person.
PEOPLE: tuple[Category, ...] = tuple(c for c in CATEGORIES if c not in ("all", "unknown"))
#: Distinct figures of one category, the latest, from which sums are tried.
_TRIED = 40

_Figures = dict[Category, list[Claim]]
#: A speaker's family, and the area told of.
_Source = tuple[str, Place | None]


@dataclass(frozen=True, slots=True)
class Added:
    """Figures of one speaker that add up: one claim a category. `left_out`: categories of which the speaker
    gives a figure over the same days that is not in the sum."""

    case: Case
    speaker: Speaker
    parts: tuple[Claim, ...]
    left_out: tuple[Category, ...]

    @property
    def of_one_window(self) -> bool:
        """Whether all figures cover the same days."""
        return len({part.window for part in self.parts}) == 1


def sums_that_make(number: int, asked: Claim, cases: Iterable[Case]) -> tuple[Added, ...]:
    """The sums of the incidents' claims that come to a number: first those over the same days, then those of
    most categories; of each speaker of an incident the best of them."""
    found = [best for case in cases for best in _best_of(number, asked, case)]
    return tuple(sorted(found, key=_weight))


def _weight(one: Added) -> tuple[object, ...]:
    return (
        not one.of_one_window,
        len(one.left_out),
        -len(one.parts),
        one.case.incident.incident_id,
        one.speaker.family,
        tuple(part.claim_id for part in one.parts),
    )


def _best_of(number: int, asked: Claim, case: Case) -> Iterator[Added]:
    for speaker, figures in _by_speaker(asked, case).values():
        made = [
            Added(case, speaker, parts, _left_out(parts, figures))
            for size in range(len(PEOPLE), 1, -1)
            for categories in combinations(PEOPLE, size)
            for parts in _adding(number, [figures.get(c, []) for c in categories])
        ]
        if made:
            yield min(made, key=_weight)


def _by_speaker(asked: Claim, case: Case) -> Mapping[_Source, tuple[Speaker, _Figures]]:
    """The figures that can be parts, by speaker and area: of each number and window the first."""
    families = families_of(case.standing)
    found: dict[_Source, tuple[Speaker, _Figures]] = {}
    taken: set[tuple[object, ...]] = set()
    for claim in sorted(case.standing, key=lambda c: (str(c.window.end), c.claim_id)):
        if not _can_be_part(claim, asked):
            continue
        speaker = speaker_of(claim, case.documents[claim.document_id], families)
        key = (speaker.family, claim.area, claim.category, claim.quantity.best, claim.window)
        if key not in taken:
            taken.add(key)
            figures = found.setdefault((speaker.family, claim.area), (speaker, {}))[1]
            figures.setdefault(claim.category, []).append(claim)
    return found


def _can_be_part(claim: Claim, asked: Claim) -> bool:
    return (
        claim.measure == asked.measure
        and claim.category in PEOPLE
        and claim.scope != "background"
        and claim.stance == "asserted"
        and claim.repeats is None
        and not claim.derived
        and bool(claim.quantity.best)
        and claim.window.start is not None
        and (asked.scope == "background" or compare_windows(asked.window, claim.window) in _MEETING)
    )


#: How the asked days may lie to a part's.
_MEETING = ("equal", "contains", "unknown")


def _adding(number: int, columns: Sequence[Sequence[Claim]]) -> Iterator[tuple[Claim, ...]]:
    """One claim of each column that come to the number, over windows that begin on one day."""
    *rest, last = (column[-_TRIED:] for column in columns)
    by_number: dict[int, list[Claim]] = {}
    for claim in last:
        by_number.setdefault(claim.quantity.best or 0, []).append(claim)
    for begun in product(*rest):
        for claim in by_number.get(number - sum(c.quantity.best or 0 for c in begun), ()):
            parts = (*begun, claim)
            if len({part.window.start for part in parts}) == 1:
                yield parts


def _left_out(parts: Sequence[Claim], figures: _Figures) -> tuple[Category, ...]:
    used, windows = {part.category for part in parts}, {part.window for part in parts}
    return tuple(
        c for c in PEOPLE if c not in used and any(one.window in windows for one in figures.get(c, ()))
    )
