"""`according check` as a user runs it, on a book made here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from according.cli import cli
from commanding import done, run

REPORT = "Gunmen killed nine soldiers in Quetta on Saturday, the interior minister said.\n"
ARTICLE = """\
Nine soldiers were killed in Quetta on 31 January 2026.

Forty soldiers were killed in Quetta on 31 January 2026, an outlet had said before.

The road was open again on Sunday.

A bomb killed six people in Karachi on 4 March 2024. It was the deadliest day since 2015.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("check")
    report, folder = room / "report.txt", room / "book"
    report.write_text(REPORT, "utf-8")
    done("init", str(folder))
    done("add", str(folder), str(report), "--published", "2026-01-31", "--country", "Pakistan")
    return folder


def answers(text: str, book: Path) -> list[Any]:
    record = json.loads(done("check", text, "--book", str(book), "--format", "jsonl"))
    return [row[2] for row in record["tables"][0]["rows"]]


def test_words_and_files_are_checked_alike(book: Path, tmp_path: Path) -> None:
    sentence = "Nine soldiers were killed in Quetta."
    article = tmp_path / "article.txt"
    article.write_text(sentence, "utf-8")
    assert answers(sentence, book) == answers(str(article), book) == ["supported"]


def test_words_from_standard_input_are_checked(book: Path) -> None:
    given = CliRunner().invoke(
        cli,
        ["check", "-", "--book", str(book), "--format", "jsonl"],
        input="Nine soldiers were killed in Quetta.\n",
    )
    assert given.exit_code == 0, given.output
    assert [row[2] for row in json.loads(given.stdout)["tables"][0]["rows"]] == ["supported"]


def test_a_whole_article_is_checked_sentence_by_sentence(book: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    record = json.loads(
        done("check", str(article), "--published", "2026-02-01", "--book", str(book), "--format", "jsonl")
    )
    parts = {row[0]: row[2] for row in record["tables"][0]["rows"]}
    assert parts == {
        "Nine soldiers": "supported",
        "Forty soldiers": "contradicted",
        "six people": "not found",
        "deadliest day since 2015": "not found",
    }
    why = {row[0]: row[3] for row in record["tables"][0]["rows"]}
    assert "no incident of those days" in why["six people"]
    assert "--table FILE" in why["deadliest day since 2015"]


def test_a_page_shows_every_part(book: Path, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    done(
        "check",
        "Nine soldiers were killed in Quetta.",
        "--book",
        str(book),
        "--format",
        "html",
        "--out",
        str(page),
    )
    assert "Part by part" in page.read_text("utf-8")


def test_a_text_without_figures_is_refused(book: Path) -> None:
    result = run("check", "The road was open again.", "--book", str(book))
    assert result.exit_code == 5
    assert "no figure of people harmed" in result.output


def test_a_file_that_is_not_there_is_no_sentence(book: Path) -> None:
    result = run("check", "articles/today.txt", "--book", str(book))
    assert result.exit_code == 2
    assert "there is no file articles/today.txt" in result.output


def test_an_empty_book_says_what_to_do(tmp_path: Path) -> None:
    done("init", str(tmp_path / "empty"))
    record = json.loads(
        done("check", "Nine soldiers were killed.", "--book", str(tmp_path / "empty"), "--format", "jsonl")
    )
    assert "according add" in record["tables"][0]["rows"][0][3]
