"""`according gazetteer`: added once, used by every reading from then on, and forgotten on request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from according.cli import cli
from according.commands import gathering, terminal
from according.engines.geonames import open_gazetteer

REPORT = "Gunmen killed three guards in Zarghun Kili, Balochistan, on Friday, police said.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shipped = open_gazetteer(added=()).path
    (tmp_path / "cache" / "according").mkdir(parents=True)
    (tmp_path / "cache" / "according" / shipped.name).symlink_to(shipped)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ACCORDING_GAZETTEERS", str(tmp_path / "gazetteers"))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["gazetteer", *arguments])


def table(folder: Path, *lines: str) -> str:
    path = folder / "villages.csv"
    path.write_text("\n".join(("name,latitude,longitude", *lines)) + "\n", "utf-8")
    return str(path)


def place_read(folder: Path) -> dict[str, object]:
    gathering.loaded_tools.cache_clear()
    report = folder / "report.txt"
    report.write_text(REPORT, "utf-8")
    options = ["--published", "2026-02-01", "--format", "jsonl"]
    result = CliRunner().invoke(cli, ["read", str(report), *options])
    assert result.exit_code == 0, result.output
    place: dict[str, object] = json.loads(result.stdout.splitlines()[0])["place"]
    return place


def test_an_added_village_is_read_until_it_is_removed(folder: Path) -> None:
    before = place_read(folder)
    assert ("gazetteer" not in before and before.get("name") != "Zarghun Kili") or before["lat"] is None
    path = table(folder, "Zarghun Kili,30.3,67.3", ",30.1,67.1", "Second,x,y")
    added = run("add", path, "--as", "csv", "--country", "PAK")
    assert added.exit_code == terminal.UNREAD_INPUT, added.output
    assert "1 place added, 2 left out" in added.output
    assert "ACC-161" in added.output and "villages.csv, line 4" in added.output
    place = place_read(folder)
    assert (place["name"], place["lat"], place["lon"], place["precision"]) == ("Zarghun Kili", 30.3, 67.3, 1)
    assert str(place["gazetteer"]).startswith("villages@")
    (listed,) = [json.loads(line) for line in run("list", "--format", "jsonl").stdout.splitlines()]
    assert place["gazetteer"] == f"villages@{listed['version']}" and listed["places"] == 1
    assert run("remove", "villages").exit_code == 0
    assert place_read(folder) == before


def test_a_second_of_the_same_name_needs_a_word(folder: Path) -> None:
    path = table(folder, "Zarghun Kili,30.3,67.3")
    assert run("add", path, "--as", "csv").exit_code == 0
    again = run("add", path, "--as", "csv")
    assert again.exit_code == 2 and "--replace" in again.output
    assert run("add", path, "--as", "csv", "--replace").exit_code == 0
    assert run("add", path, "--as", "csv", "--name", "other").exit_code == 0
    assert "villages" in run("list").stdout and "other" in run("list").stdout


def test_an_empty_list_says_where_they_would_be(folder: Path) -> None:
    shown = run("list").stdout
    assert "No gazetteer" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("remove", "none"),
        ("add", "{table}", "--as", "geonames"),
        ("add", "{table}", "--as", "csv", "--country", "Q"),
    ],
)
def test_what_cannot_be_done_ends_with_two(folder: Path, arguments: tuple[str, ...]) -> None:
    path = table(folder, "Zarghun Kili,30.3,67.3")
    result = run(*(path if word == "{table}" else word for word in arguments))
    assert result.exit_code == 2 and "Traceback" not in result.output
