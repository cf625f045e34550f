"""Alpha for unitizing against Krippendorff's printed example, and what must hold of any."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.methods.unitizing import alpha, disagreement, sections

#: Krippendorff 2004, p. 254: two coders over 300 units of length, categories c and k (the same for both).
ONE, OTHER = ((75, 145), (220, 250)), ((70, 150), (205, 225), (250, 270))
ALIKE = ((30, 90), (150, 200))
C = disagreement([sections(ONE, [300]), sections(OTHER, [300])], 300)
K = disagreement([sections(ALIKE, [300]), sections(ALIKE, [300])], 300)


def test_the_printed_example() -> None:
    assert pytest.approx(0.0144, abs=5e-5) == C.observed
    assert pytest.approx(0.0532, abs=5e-5) == C.expected
    assert alpha({"c": C}) == pytest.approx(0.7286, abs=5e-5)
    assert (K.observed, pytest.approx(0.0490, abs=5e-5)) == (0.0, K.expected)
    # Printed as .8591, from the rounded disagreements.
    assert alpha({"c": C, "k": K}) == pytest.approx(0.8591, abs=5e-4)


def test_overlapping_spans_are_joined_and_gaps_end_with_their_text() -> None:
    found = sections([(10, 20), (15, 30), (40, 50)], [60, 100])
    assert found.begin.tolist() == [10, 40]
    assert found.end.tolist() == [30, 50]
    assert found.gaps.tolist() == [10, 10, 10, 40]


def test_nothing_marked_is_one_gap_a_text_and_no_alpha() -> None:
    empty = sections([], [60, 100])
    assert empty.gaps.tolist() == [60, 40]
    assert alpha({"x": disagreement([empty, empty], 100)}) is None


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6).map(
    lambda found: [(start, start + length) for start, length in found]
)


@given(SPANS, SPANS, SPANS)
@settings(max_examples=80, derandomize=True, deadline=None)
def test_observed_is_what_every_pair_of_sections_adds_up_to(a: list, b: list, c: list) -> None:  # type: ignore[type-arg]
    coders = [sections(spans, [80]) for spans in (a, b, c)]
    total = 0.0
    for one in coders:
        for other in coders:
            if one is other:
                continue
            for begin, end in zip(one.begin, one.end, strict=True):
                met = [(x, y) for x, y in zip(other.begin, other.end, strict=True) if x < end and begin < y]
                total += sum((begin - x) ** 2 + (end - y) ** 2 for x, y in met)
                total += 0 if met else 2 * (end - begin) ** 2
    assert disagreement(coders, 80).observed == pytest.approx(total / (3 * 2 * 80**2))
