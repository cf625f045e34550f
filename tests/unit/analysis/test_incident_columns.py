from __future__ import annotations

from datetime import date

from according.analysis.incident_columns import Chosen, of_cases
from tabled import PLAIN, table
from told import episode


def test_a_book_gives_the_tolls_of_its_incidents() -> None:
    case = episode()
    found = of_cases([case])
    toll = case.toll("deaths", "civilian")
    assert toll is not None
    assert found.counted("deaths", "civilian").low[0] == toll.low
    assert found.first[0].astype(object) == case.event.start
    assert found.district[0] == "Quetta"


def test_what_is_chosen_is_what_the_words_name() -> None:
    found, _ = table(PLAIN)
    assert Chosen().of(found).ids.tolist() == list("abcdef")
    assert Chosen(region="south").of(found).ids.tolist() == ["c", "d", "e"]
    assert Chosen(actor="front", since=date(2026, 1, 1)).of(found).ids.tolist() == ["b"]
    assert Chosen(until=date(2025, 12, 31)).of(found).ids.tolist() == ["a", "f"]
    assert Chosen(region="West").of(found).ids.tolist() == []


def test_the_cutoff_is_the_last_known_day() -> None:
    assert table(PLAIN)[0].cutoff == date(2026, 2, 2)
    assert table("date,deaths\nsome day,3\n")[0].cutoff is None
