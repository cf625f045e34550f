"""`according actors`: shown by any name, listed, and a registry of one's own added, replaced, forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from according.cli import cli
from according.engines.actors_added import opened_registry

OWN = """
[[organisations]]
id = "xxx-hill-guard"
name = "Hill Guard of Testland"
side = "armed_group"
role = "armed group"
countries = ["XXX"]
acronyms = ["HGT"]
source = "its own statement"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACCORDING_ACTORS", str(tmp_path / "actors"))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["actors", *arguments])


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_one_is_shown_with_who_asserts_what() -> None:
    shown = done("Tehrik-i-Taliban Pakistan")
    for words in ("id pak-ttp", "armed group", "asserted by", "2010-09-01", "According asserts none"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert done("pak-ttp") == done("TTP") == done("show", "TTP") == shown


def test_all_are_listed_and_those_of_a_country() -> None:
    assert "Armed Forces of the Philippines" in done()
    told = [json.loads(line) for line in done("--country", "phl", "--format", "jsonl").splitlines()]
    assert len(told) >= 5 and all("PHL" in one["countries"] for one in told)
    npa = next(one for one in told if one["id"] == "phl-npa")
    assert npa["relations"] == [{"kind": "part_of", "to_id": "phl-cpp", "from": "1969-03-29", "to": None}]


@pytest.mark.parametrize("arguments", [("nobody at all",), ("--country", "QQQ"), ("TTP", "--day", "soon")])
def test_what_is_not_there_says_what_to_do(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert (
        "according actors" in result.output
        or "write it as" in result.output
        or "add your own" in result.output
    )


def test_a_registry_of_ones_own_from_then_on(folder: Path) -> None:
    assert "No registry was added yet" in done("added")
    assert "own: 1 organisation added, 0 left out" in done("add", file(folder, "own.toml", OWN))
    assert "Hill Guard of Testland" in done("HGT")
    assert "own.toml" in done("added")
    assert opened_registry().organisation_of("The Hill Guard of Testland") is not None
    again = run("add", str(folder / "own.toml"))
    assert again.exit_code == 2 and "--replace" in again.output
    done("add", file(folder, "own.toml", OWN.replace("HGT", "HGOT")), "--replace")
    assert run("HGT").exit_code == 2 and "id xxx-hill-guard" in done("HGOT")
    done("remove", "own")
    assert run("HGOT").exit_code == 2 and run("remove", "own").exit_code == 2


def test_a_table_and_what_cannot_be_used_of_it(folder: Path) -> None:
    table = (
        "id,name,aliases,countries,side,role,part_of\n"
        "xxx-front,Testland Front,Front of Testland;TLF Front,XXX,armed_group,armed group,\n"
        "xxx-wing,Testland Wing,,XXX,armed_group,armed wing,xxx-front\n"
        "xxx-bad,Testland Band,,XXX,heroes,armed group,\n"
    )
    result = run("add", file(folder, "table.csv", table))
    assert result.exit_code == 3
    assert "table: 2 organisations added, 1 left out" in result.stdout
    assert "ACC-180" in result.stderr and "line 4" in result.stderr
    assert "a part of Testland Front" in done("Testland Wing")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("own.toml", "[[organisations]\n", "cannot be read"),
        ("own.toml", "", "no organisation"),
        ("own.csv", "id,name\na,b\n", "lacks the columns side, role"),
        ("own.txt", OWN, "neither .toml nor .csv"),
        ("own.toml", OWN + 'relations = [{ kind = "part_of", to_id = "zzz" }]', "not in the registry"),
        (
            "own.toml",
            OWN.replace("XXX", "PAK").replace("Hill Guard of Testland", "Pakistani Taliban"),
            "both called",
        ),
    ],
)
def test_a_file_that_cannot_be_added_says_why(folder: Path, name: str, text: str, words: str) -> None:
    result = run("add", file(folder, name, text))
    assert result.exit_code == 2 and words in " ".join(result.output.split())
    assert "No registry was added yet" in done("added")
