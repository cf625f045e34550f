"""`according campaigns` where there is nothing to show, and where the wrong thing is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from according.cli import cli
from keeping import additions, book_of


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["campaigns", *arguments])


@pytest.fixture
def book(tmp_path: Path) -> str:
    book_of(tmp_path / "book", additions()).close()
    return str(tmp_path / "book")


def test_a_book_without_campaigns_says_so_and_what_to_do(book: str) -> None:
    result = run(book)
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    for words in ("No incidents belong together", "Next: according add", "docs/campaigns.md"):
        assert words in shown
    assert "could not take part in that test" in shown
    assert run(book, "--format", "jsonl").stdout == ""


@pytest.mark.parametrize("words", ["abc", "ffff", ""])
def test_an_id_that_begins_no_campaign(book: str, words: str) -> None:
    result = run(book, "--campaign", words)
    assert result.exit_code == 2
    assert "no one campaign begins" in result.output


def test_an_unknown_profile_and_no_book(book: str, tmp_path: Path) -> None:
    assert run(book, "--profile", "nobody").exit_code == 2
    assert run(str(tmp_path / "none")).exit_code == 4


def test_a_file_instead(book: str, tmp_path: Path) -> None:
    out = tmp_path / "campaigns.txt"
    assert run(book, "--out", str(out)).exit_code == 0
    assert "No incidents belong together" in out.read_text("utf-8")
