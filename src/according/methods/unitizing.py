"""Agreement on where spans of a text begin and end: Krippendorff's alpha for unitizing.

Krippendorff 1995 (Sociological Methodology 25:47–76), as printed in 2004 (Quality & Quantity 38:787–800): two
overlapping spans differ by the squares of the distances of their beginnings and of their ends, a span
within a gap of the other coder by the square of its length. Spans of one coder and category do not
overlap; those that do are joined. All lengths are characters (code points) of the texts, laid end to end;
gaps end where a text ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sections:
    """What one coder marked as one category, sorted, without overlap: [begin, end) of each span, and the
    lengths of the gaps between them."""

    begin: Floats
    end: Floats
    gaps: Floats

    @property
    def length(self) -> Floats:
        """Of each span."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Of one category: observed and expected; alpha is 1 − observed / expected."""

    observed: float
    expected: float


def sections(spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> Sections:
    """The sections of spans [begin, end); `ends`: where each text ends, laid end to end from 0."""
    joined: list[list[int]] = []
    for begin, end in sorted(spans):
        if joined and begin < joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([begin, end])
    starts = np.array([begin for begin, _ in joined], dtype=np.float64)
    stops = np.array([end for _, end in joined], dtype=np.float64)
    lefts = np.unique(np.concatenate(([0.0], stops, np.asarray(ends[:-1], dtype=np.float64))))
    borders = np.sort(np.concatenate((starts, np.asarray(ends, dtype=np.float64))))
    outside = np.searchsorted(starts, lefts, side="right") == np.searchsorted(stops, lefts, side="right")
    gap_from = lefts[outside & (lefts < ends[-1])]
    gaps = borders[np.searchsorted(borders, gap_from, side="right")] - gap_from
    return Sections(starts, stops, gaps)


def disagreement(coders: Sequence[Sections], length: int) -> Disagreement:
    """Of two coders or more over one category and texts of `length` characters together."""
    count = len(coders)
    observed = 2.0 * sum(_between(one, other) for one, other in combinations(coders, 2))
    return Disagreement(
        observed / (count * (count - 1) * float(length) ** 2), _expected(coders, float(length))
    )


def _between(one: Sections, other: Sections) -> float:
    """The squared differences of the spans of two coders; each pair once."""
    first = np.searchsorted(other.end, one.begin, side="right")
    beyond = np.searchsorted(other.begin, one.end, side="left")
    met = np.maximum(beyond - first, 0)
    mine = np.repeat(np.arange(len(met)), met)
    theirs = np.arange(met.sum()) - np.repeat(np.cumsum(met) - met, met) + np.repeat(first, met)
    apart = (one.begin[mine] - other.begin[theirs]) ** 2 + (one.end[mine] - other.end[theirs]) ** 2
    unmet = np.ones(len(other.begin), dtype=bool)
    unmet[theirs] = False
    return float(apart.sum() + (one.length[met == 0] ** 2).sum() + (other.length[unmet] ** 2).sum())


def _expected(coders: Sequence[Sections], length: float) -> float:
    """The squared differences where spans and gaps of these lengths lie anywhere."""
    spans = np.concatenate([coder.length for coder in coders])
    gaps = np.sort(np.concatenate([coder.gaps for coder in coders]))
    fitting = np.searchsorted(gaps, spans, side="left")
    room_from = np.concatenate((np.cumsum(gaps[::-1])[::-1], [0.0]))
    places = room_from[fitting] - (len(gaps) - fitting) * (spans - 1.0)
    met = (len(spans) - 1) / 3.0 * (2.0 * spans**3 - 3.0 * spans**2 + spans)
    whole = len(coders) * length
    pairs = whole * (whole - 1.0) - float((spans * (spans - 1.0)).sum())
    return float(2.0 / length * (met + spans**2 * places).sum() / pairs)


def alpha(by_category: Mapping[str, Disagreement]) -> float | None:
    """Of all categories together; None where nobody marked anything."""
    expected = sum(found.expected for found in by_category.values())
    return 1.0 - sum(found.observed for found in by_category.values()) / expected if expected > 0 else None
