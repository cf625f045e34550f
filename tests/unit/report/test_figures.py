from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

from according.analysis.figure import (
    Course,
    Distribution,
    Figure,
    Grid,
    Interval,
    Intervals,
    Line,
    Overlaps,
    Spot,
    Spots,
    Stack,
)
from according.report.figures import png, svg

DAYS = (date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 15))
FIGURES: tuple[Figure, ...] = (
    Intervals(
        "Days & <intervals>",
        "killed",
        (Interval("one", 1, 2, 3, "state", "first"), Interval("open", 4, None, None)),
        reference=2,
        reference_label="documented",
    ),
    Intervals("Logarithmic", "killed", (Interval("one", 1, 10, 100),), log=True),
    Intervals(
        "Zeros",
        "killed",
        (
            Interval("none", 0, 0, 0, "state"),
            Interval("open", 9, 9, None, hollow=True),
            Interval("under", None, None, 8),
        ),
        log=True,
        filled="own",
        hollow="enemy",
    ),
    Course(
        "Course",
        "week",
        "killed",
        (
            Line("told", DAYS, (1, None, 3), style="bars"),
            Line("fitted", DAYS, (1, 2, 3), (0, 1, 2), (2, 3, 4)),
        ),
        marks=((DAYS[1], "pause"),),
        spans=((DAYS[1], DAYS[2], "no reports"),),
    ),
    Course("Numbers", "lag", "", (Line("a", (1.0, 2.0), (3.0, 1.0), style="step"),)),
    Distribution("Null", "districts", (1.0, 2.0, 2.0), ((9.0, "observed"),)),
    Distribution("Posterior", "killed", tuple(n / 7 for n in range(200))),
    Stack("Months", "killed", ("Jan", "Feb"), ("civilian", "other"), ((1, 2), (3, 4)), (3, None), (5, None)),
    Grid("Raster", ("Quetta",), ("Mon", "Tue"), ((1.0, None),), "killed"),
    Overlaps("Lists", ("A", "B"), (((0,), 5), ((0, 1), 2))),
    Spots("Map", (Spot(30.0, 67.0, 4, "Quetta", "state"),), "2 are not drawn"),
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.title)
def test_every_figure_is_well_formed_named_and_always_the_same(figure: Figure) -> None:
    drawn = svg(figure)
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == figure.title
    assert "<image" not in drawn
    assert svg(figure) == drawn


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.title)
def test_figures_take_the_colours_of_the_page(figure: Figure) -> None:
    drawn = svg(figure)
    assert "var(--soft" in drawn
    assert not any(stand_in in drawn for stand_in in ("#010203", "#040506", "#070809"))


def test_what_a_figure_says_is_text_that_can_be_found() -> None:
    drawn = svg(FIGURES[0])
    assert ">documented<" in drawn
    assert ">open<" in drawn


def test_on_paper_a_figure_is_a_png_of_its_own_shape() -> None:
    content, wide, high = png(FIGURES[0])
    assert content.startswith(b"\x89PNG")
    assert wide > high > 0


def test_zeros_have_a_gutter_of_their_own_on_a_logarithmic_axis() -> None:
    """The mark of a zero is drawn, left of the least figure, and its place is marked 0."""
    drawn = svg(next(f for f in FIGURES if f.title == "Zeros"))
    assert ">0</text>" in drawn
    assert ">own</text>" in drawn
    assert ">enemy</text>" in drawn
    without = svg(next(f for f in FIGURES if f.title == "Logarithmic"))
    assert ">0</text>" not in without
    assert ">100</text>" in without
