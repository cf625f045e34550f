"""Rival figures told in short, and what they do to the toll of one report: low and high, never a sum."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document
from according.pipeline import Tools
from according.tally import tally
from soundness import assert_sound, read_one

DAY = date(2026, 2, 3)


def read(text: str, tools: Tools) -> tuple[list[tuple[int | None, str]], tuple[int | None, ...]]:
    """(figure, innermost voice) of each claim, and low, best, high of the deaths."""
    document = Document("d", "", text, DAY)
    found = read_one(document, tools)
    assert_sound(document, found)
    claims = [(c.quantity.best, c.voices[-1].name if c.voices else "") for c in found.claims]
    (toll,) = [t for t in tally(found.claims) if (t.measure, t.category) == ("deaths", "all")]
    return claims, (toll.low, toll.best, toll.high)


@pytest.mark.parametrize(
    ("text", "claims", "toll"),
    [
        (
            "A bomb went off in a market in Maiduguri. One newspaper said three people were killed, "
            "another put the number at five.",
            [(3, "One newspaper"), (5, "another")],
            (3, 5, 5),
        ),
        (
            "A bomber struck a shrine in Sehwan. Police say 13 people were killed, hospital officials 17, "
            "and the provincial minister 15.",
            [(13, "Police"), (17, "hospital officials"), (15, "the provincial minister")],
            (13, 17, 17),
        ),
        (
            "Accounts differ: a witness spoke of 40 dead, the army of only 12.",
            [(40, "a witness"), (12, "the army")],
            (12, 40, 40),
        ),
    ],
)
def test_a_figure_told_in_short_is_anothers(
    tools: Tools, text: str, claims: list[tuple[int, str]], toll: tuple[int, int, int]
) -> None:
    assert read(text, tools) == (claims, toll)


def test_three_outlets_give_a_range(tools: Tools) -> None:
    text = (
        "Gunmen attacked a village in Zamfara state. Reuters reported 12 dead, while the BBC said 15 people "
        "were killed and AFP put the toll at 20."
    )
    assert read(text, tools)[1] == (12, 20, 20)


@pytest.mark.parametrize(
    "text",
    [
        "Police said 13 people were killed, of whom four were children.",
        "Police said 13 people were killed, and the army, which lost 17 trucks, withdrew.",
        "Police said 13 people were killed in Sehwan, a town of 40,000.",
        "Police said 13 people were killed, the minister said, 20 hours after the storm.",
    ],
)
def test_what_is_no_speakers_figure_is_no_rival(tools: Tools, text: str) -> None:
    assert read(text, tools)[1] == (13, 13, 13)
