"""One wording for figures, days, places and voices."""

from __future__ import annotations

from datetime import date

import pytest

from according import phrasing
from according.model import DatePrecision, EventDate, Place, Voice, Window


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ((17, 17, 17), "17"),
        ((0, 0, 0), "0"),
        ((12, 12, None), "≥ 12"),
        ((24, None, None), "≥ 24"),
        ((None, 5, 5), "≤ 5"),
        ((None, None, 5), "≤ 5"),
        ((12, 15, 20), "12–15–20"),
        ((24, None, 99), "24–99"),
        ((12, 15, None), "12–15–?"),
        ((None, 15, 20), "?–15–20"),
        ((None, None, None), "–"),
        ((1200, 1200, 1200), "1,200"),
        ((5, None, 5), "5"),
    ],
)
def test_figures(figure: tuple[int | None, int | None, int | None], words: str) -> None:
    assert phrasing.figure(*figure) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), "31 Jan 2026"),
        (date(2026, 1, 30), date(2026, 1, 31), "30–31 Jan 2026"),
        (date(2026, 1, 31), date(2026, 2, 1), "31 Jan – 1 Feb 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 Dec 2025 – 1 Jan 2026"),
        (None, date(2026, 1, 1), "1 Jan 2026"),
        (None, None, "?"),
    ],
)
def test_days(start: date | None, end: date | None, words: str) -> None:
    assert phrasing.days(start, end) == words


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "31 Jan 2026"), ("month", "Jan 2026"), ("year", "2026"), ("week", "31 Jan 2026")],
)
def test_a_date_is_told_as_exactly_as_it_is_known(precision: DatePrecision, words: str) -> None:
    day = date(2026, 1, 31)
    assert phrasing.event_days(EventDate(day, day, precision)) == words


def test_open_windows_say_which_end_is_open() -> None:
    day = date(2026, 1, 31)
    assert phrasing.window_days(Window(day, None)) == "from 31 Jan 2026"
    assert phrasing.window_days(Window(None, day)) == "until 31 Jan 2026"
    assert phrasing.window_days(Window()) == ""


def test_places_name_their_area_once() -> None:
    assert phrasing.place_words(Place("Hub", "PAK", "Balochistan")) == "Hub, Balochistan (PAK)"
    assert phrasing.place_words(Place("Balochistan", "PAK", "Balochistan"), country=False) == "Balochistan"
    assert phrasing.place_words(None) == "?"


def test_chains_start_with_the_outlet_and_name_it_once() -> None:
    outlet, police = Voice("The Post", "media", False), Voice("police", "state", True)
    assert phrasing.chain_words((police,), "The Post") == "The Post → police (state, party)"
    assert phrasing.chain_words((outlet, police), "The Post") == "The Post (media) → police (state, party)"
    assert phrasing.chain_words(()) == "the document itself"


def test_sides_are_counted_most_first() -> None:
    assert phrasing.sides_words(["media", "state", "state"]) == "state 2, media 1"
    assert phrasing.share(177, 225) == "79 %"
    assert phrasing.share(0, 0) == "–"
    assert (phrasing.plural(1, "entry", "entries"), phrasing.plural(2, "entry", "entries")) == (
        "1 entry",
        "2 entries",
    )
