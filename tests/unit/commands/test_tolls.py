"""`according tolls` over a real book."""

from __future__ import annotations

import csv
import io
import json

import pytest

from according.profiles import PROFILES
from commanding import done, run
from keeping import additions, book_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("books") / "book"
    book_of(folder, additions()).close()
    done("link", str(folder))
    return str(folder)


def test_the_table_has_a_row_a_profile_and_explains_every_sign(book: str) -> None:
    shown = done("tolls", book, "--compare")
    assert all(f"\n{name} " in shown for name in PROFILES)
    assert "By rule alone best goes from" in shown
    assert "rest on one party's word about its enemy." in shown
    body, _, notes = shown.rpartition("\n\n")
    assert {sign for sign in "*‡†°?" if sign in body} == {
        line[0] for line in notes.splitlines() if line[0] in "*‡†°?"
    }
    assert max(map(len, shown.splitlines())) <= 100
    assert "A sign beside a sum says so of at least one of its incidents" in notes
    assert all(len(line.split()) > 1 for line in notes.splitlines()), "no word stands alone on a line"


def test_without_compare_one_profile_is_added_up(book: str) -> None:
    shown = done("tolls", book, "--profile", "median")
    assert "\nmedian " in shown
    assert "neutral" not in shown


def test_records_of_the_book_and_of_one_incident(book: str) -> None:
    lines = [json.loads(line) for line in done("tolls", book, "--compare", "--format", "jsonl").splitlines()]
    assert {line["profile"] for line in lines} == set(PROFILES)
    assert {line["incident_id"] for line in lines} == {None}
    incident = json.loads(done("incidents", book, "--format", "jsonl").splitlines()[0])
    name = incident["incident_id"]
    text = done("tolls", book, "--compare", "--incident", name[:10], "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["incident_id"] for row in rows} == {name}
    neutral = next(
        r for r in rows if (r["profile"], r["measure"], r["category"]) == ("neutral", "deaths", "all")
    )
    told = next(t for t in incident["tolls"] if (t["measure"], t["category"]) == ("deaths", "all"))
    assert neutral["low"] == str(told["low"])
    assert neutral["best"] == ("" if told["best"] is None else str(told["best"]))


def test_one_incident_is_shown_by_itself(book: str) -> None:
    incident = json.loads(done("incidents", book, "--format", "jsonl").splitlines()[0])["incident_id"]
    shown = done("tolls", book, "--compare", "--incident", incident[:10])
    assert "no\nbest" not in shown
    assert "beside a sum" not in shown
    assert "no best:" not in shown
    assert "incidents" not in shown.splitlines()[0]


def test_as_of_a_day_before_the_book_nobody_is_harmed(book: str) -> None:
    result = run("tolls", book, "--compare", "--as-of", "2020-01-01")
    assert result.exit_code == 2
    assert "Next: according add" in " ".join(result.output.split())


@pytest.mark.parametrize("view", ["incidents", "tolls"])
def test_a_view_of_an_earlier_time_says_so(book: str, view: str) -> None:
    assert "as the book knew it on 2099-01-01" in done(view, book, "--as-of", "2099-01-01")
    assert "as the book knew it" not in done(view, book)
    early = run(view, book, "--as-of", "2020-01-01")
    assert "as the book knew it on 2020-01-01" in " ".join(early.output.split())
    assert "book is empty" not in early.output


@pytest.mark.parametrize("begun", ["zz", ""])
def test_an_id_that_fits_none_or_many_is_refused(book: str, begun: str) -> None:
    result = run("tolls", book, "--incident", begun)
    assert result.exit_code == (2 if begun else result.exit_code)
    assert begun != "zz" or "See: according incidents" in result.output
