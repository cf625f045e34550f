"""Superlatives as reports write them."""

from __future__ import annotations

import pytest

from according.analysis.superlatives import AMONG, RECENT, superlatives_of


@pytest.mark.parametrize(
    ("words", "top", "of_days", "years", "since"),
    [
        ("among the deadliest days in recent years", AMONG, True, RECENT, None),
        ("the deadliest day since 2014", 1, True, None, 2014),
        ("one of the five worst attacks in ten years", 5, False, 10, None),
        ("the bloodiest week over the past 12 years", 1, False, 12, None),
        ("Among the 3 deadliest single days", 3, True, None, None),
        ("the highest death toll", 1, False, None, None),
    ],
)
def test_superlatives(words: str, top: int, of_days: bool, years: int | None, since: int | None) -> None:
    (found,) = superlatives_of(f"It was {words}. Nothing in 2001 matters.")
    assert (found.top, found.of_days, found.years, found.since) == (top, of_days, years, since)
    content = f"It was {words}. Nothing in 2001 matters."
    assert content[found.span.start : found.span.end] == found.span.quote


def test_a_text_without_one_and_a_language_without_words_have_none() -> None:
    assert superlatives_of("Nine people were killed on Monday.") == ()
    assert superlatives_of("the deadliest day", "fr") == ()


def test_hostile_text_is_read_in_time_that_grows_as_its_length() -> None:
    assert superlatives_of("among the " * 20_000) == ()
