"""The documents keep their word: every command, option and problem code is told of, and the README runs."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from according.cli import COMMANDS, cli
from according.errors import PROBLEMS
from according.profiles import PROFILES
from scripts import loaded

ROOT = Path(__file__).resolve().parents[2]
COMMAND_PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "demo" / "README.md"]


def section(name: str) -> str:
    """What docs/commands.md says of one command."""
    _, _, rest = COMMAND_PAGE.partition(f"## according {name}\n")
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = section(name)
    assert f"according {name}" in text
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                told = re.search(re.escape(option) + r"(?![\w-])", text)
                assert told, f"{option} of {name} is not documented"


def test_every_problem_code_is_documented_and_the_page_is_made_from_the_code() -> None:
    make = loaded("docs/make.py")
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert page == make.problems_page(), "run .venv/bin/python docs/make.py"
    assert all(f"**{code}**" in page for code in PROBLEMS)


def test_every_problem_has_a_code_a_title_and_a_remedy() -> None:
    for code, kind in PROBLEMS.items():
        assert re.fullmatch(r"ACC-[1-4]\d\d", code)
        assert kind.code == code
        assert kind.title
        assert kind.remedy


def test_every_code_that_the_source_gives_is_in_the_table() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(r"\bACC-\d{3}\b", source)) <= PROBLEMS.keys()


@pytest.mark.parametrize("status", ["0", "1", "2", "3", "4", "5"])
def test_exit_codes_are_documented(status: str) -> None:
    assert f"| {status} |" in COMMAND_PAGE


def test_the_readme_names_every_profile_or_the_page_that_does() -> None:
    pages = "".join(path.read_text("utf-8") for path in PAGES)
    assert all(f"`{name}`" in pages for name in PROFILES)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_anchors_of_the_command_page_exist() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-")
        for h in re.findall(r"^## (.+)$", COMMAND_PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", COMMAND_PAGE)) <= headings


def readme_commands() -> list[list[str]]:
    """Every command line in the README's blocks, in order."""
    blocks = re.findall(r"```(?:console|sh)\n(.*?)```", README, re.S)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [
        line.split("#")[0].split()
        for line in lines
        if line.startswith(("make ", "according ", ".venv/bin/according "))
    ]


def test_the_readmes_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = [command[1] for command in readme_commands() if command[0] == "make"]
    assert {"demo", "test"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in targets)


def test_the_readmes_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [command[1:] for command in readme_commands() if command[0].endswith("according")]
    assert commands
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    text = "Gunmen killed 31 civilians and 17 soldiers in Quetta on Saturday, the interior minister said.\n"
    (reports / "first.txt").write_text(text, "utf-8")
    for command in commands:
        result = CliRunner().invoke(cli, command)
        assert result.exit_code == 0, f"according {' '.join(command)}: {result.output}"


def test_the_project_speaks_of_itself_alone() -> None:
    places = tuple(f"/{name}/" for name in ("work", "tmp", "root"))
    for path in PAGES:
        text = path.read_text("utf-8")
        assert not [place for place in places if place in text], path
