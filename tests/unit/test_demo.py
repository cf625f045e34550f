"""The demo: the main job on the shipped reports, twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from according.cli import cli


def demo(out: Path) -> Result:
    return CliRunner().invoke(cli, ["demo", "--out", str(out)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo")
    result = demo(out)
    assert result.exit_code == 0, result.output
    return out, result.stdout


def test_the_225_is_shown_as_a_sum_that_rests_on_one_partys_word(made: tuple[Path, str]) -> None:
    _, text = made
    assert "17 + 31 + 177 = 225 ✓ adds up" in text
    assert "177 of the 225 (79 %)" in text


def test_the_states_figures_of_militants_are_one_rising_line(made: tuple[Path, str]) -> None:
    text = made[1].split("A series is one rising figure")[1].split("Figures that do not fit")[0]
    points = re.findall(r"^(\d+ \w+ 2026) +(\d+) ", text, re.MULTILINE)
    assert [int(figure) for _, figure in points] == [37, 67, 70, 92, 145, 177, 216]
    days = ["31 Jan 2026"] * 4 + ["1 Feb 2026", "2 Feb 2026", "6 Feb 2026"]
    assert [day for day, _ in points] == days


def test_another_start_stands_apart_and_what_a_figure_contains_is_no_point(made: tuple[Path, str]) -> None:
    assert "Apart from it: 108, counted over other days (30–31 Jan 2026)." in made[1]
    assert "Inside it: 145 includes about 40." in made[1]


def flagged(text: str) -> str:
    shown = text.split("Figures that do not fit together")[1].split("Why this")[0]
    return " ".join(shown.split())


def test_a_stale_pair_is_flagged_and_the_figures_of_one_evening_are_not(made: tuple[Path, str]) -> None:
    told = flagged(made[1])
    assert (
        "Twenty Past News, 2 Feb 2026: 177 of 2 Feb 2026 (armed group) stands beside"
        " 18 of 31 Jan 2026 (civilian; 31 since 1 Feb 2026)"
        " and 15 of 31 Jan 2026 (security force; 17 since 1 Feb 2026)"
    ) in told
    assert "Capital Gate News" not in told


def test_places_counted_and_places_named_are_held_against_each_other(made: tuple[Path, str]) -> None:
    assert "Eastern Ghats Mail, 31 Jan 2026: 14 cities counted, 16 named" in flagged(made[1])


def test_a_sum_that_does_not_close_is_flagged(made: tuple[Path, str]) -> None:
    assert "Daily Karez, 31 Jan 2026: stated as 21, but 11 + 9 = 20" in flagged(made[1])
    assert "11 + 9 = 21 ✗ adds up to 20" in made[1]


def test_the_demo_answers_every_question_it_promises(made: tuple[Path, str]) -> None:
    out, text = made
    for heading in (
        "Sums that reports state",
        "A series is one rising figure",
        "Figures that do not fit",
        "Why this",
    ):
        assert heading in text
    assert "ACC-3" in text
    assert "rests on" in text
    assert str(out / "report.html") in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_page_holds_the_same(made: tuple[Path, str]) -> None:
    page = (made[0] / "report.html").read_text("utf-8")
    assert "17 + 31 + 177" in page
    assert "<svg" in page


def test_a_second_run_keeps_the_book_and_says_the_same(made: tuple[Path, str]) -> None:
    out, text = made
    verified = CliRunner().invoke(cli, ["verify", str(out / "book")]).stdout
    assert demo(out).stdout == text
    assert CliRunner().invoke(cli, ["verify", str(out / "book")]).stdout == verified


def test_a_book_of_another_version_is_made_anew(made: tuple[Path, str]) -> None:
    out, text = made
    (out / "book" / "demo.sha256").write_text("of another version", "utf-8")
    again = demo(out)
    assert again.exit_code == 0
    assert again.stdout == text


def test_somebodys_own_book_is_never_touched(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert CliRunner().invoke(cli, ["init", str(book)]).exit_code == 0
    report = tmp_path / "report.txt"
    report.write_text("Two soldiers were killed in Quetta on Saturday, police said.", "utf-8")
    CliRunner().invoke(cli, ["add", str(book), str(report)])
    before = sorted(path.name for path in book.iterdir())
    result = demo(tmp_path)
    assert result.exit_code == 2
    assert "--out" in result.stderr
    assert sorted(path.name for path in book.iterdir()) == before
