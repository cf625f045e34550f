"""`according check` as a user runs it, on a book made here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commanding import done, run

REPORT = "Gunmen killed nine soldiers in Quetta on Saturday, the interior minister said.\n"


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


def test_a_text_without_figures_is_refused(book: Path) -> None:
    result = run("check", "The road was open again.", "--book", str(book))
    assert result.exit_code == 5
    assert "no figure of people harmed" in result.output
