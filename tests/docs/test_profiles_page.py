"""docs/profiles.md says what the code does: every profile and reason."""

from __future__ import annotations

from pathlib import Path

from according.profiles import PROFILES
from according.toll import MARKS, REASONS

PAGE = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text("utf-8")


def test_every_profile_has_a_row() -> None:
    assert [name for name in PROFILES if f"| `{name}`" not in PAGE] == []


def test_every_reason_is_explained_in_the_words_of_the_table() -> None:
    assert [row for row in (f"| `{r}` | {words} |" for r, words in REASONS.items()) if row not in PAGE] == []


def test_every_mark_is_explained_in_the_words_of_the_table() -> None:
    assert [row for row in (f"| `{m}` | {words} |" for m, words in MARKS.items()) if row not in PAGE] == []
