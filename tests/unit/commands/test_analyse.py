from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from according.commands.analyse import QUESTIONS, analyse
from commanding import done, run
from tabled import PLAIN


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.csv"
    path.write_text(PLAIN, "utf-8")
    return path


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_explains_itself_with_an_example(name: str) -> None:
    command = analyse.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert (command.help or "").strip().splitlines()[0] == QUESTIONS[name].summary
    text = done("analyse", name, "--help")
    assert "Example:" in text
    assert f"according analyse {name}" in text


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_option_of_every_question_is_documented(name: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    told = page.partition("## according analyse\n")[2].partition("\n## ")[0]
    command = analyse.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    given = [option for parameter in command.params for option in parameter.opts]
    assert [o for o in given if not re.search(re.escape(o) + r"(?![\w-])", told)] == []


def test_a_result_is_told_to_people_as_tables_of_a_page_s_width(plain: Path) -> None:
    text = done("analyse", "monthly", "--month", "2026-01", "--table", str(plain))
    assert "Verdict: described" in text
    assert max(map(len, text.splitlines())) <= 110


def test_programs_pages_and_paper_get_the_same_result(plain: Path, tmp_path: Path) -> None:
    asked = ("analyse", "monthly", "--month", "2026-01", "--table", str(plain), "--format")
    record = json.loads(done(*asked, "jsonl"))
    assert record["answered"] is True
    page, paper = tmp_path / "out" / "month.html", tmp_path / "out" / "month.pdf"
    done(*asked, "html", "--out", str(page))
    done(*asked, "pdf", "--out", str(paper))
    assert record["sentence"].replace("<", "&lt;") in page.read_text("utf-8")
    assert record["sentence"][:20] in PdfReader(paper).pages[0].extract_text()


def test_a_refusal_is_printed_as_a_result_with_an_exit_status_of_its_own(plain: Path) -> None:
    result = run("analyse", "monthly", "--month", "2020-01", "--table", str(plain), "--format", "jsonl")
    assert result.exit_code == 5
    assert json.loads(result.stdout)["answered"] is False


def test_one_input_is_asked_for(plain: Path) -> None:
    result = run("analyse", "monthly", "--month", "2020-01")
    assert result.exit_code == 2
    assert "--book BOOK or --table FILE" in result.output


def test_a_pdf_needs_a_file(plain: Path) -> None:
    result = run("analyse", "monthly", "--month", "2026-01", "--table", str(plain), "--format", "pdf")
    assert result.exit_code == 2
    assert "--out FILE.pdf" in result.output
