"""The commands over a real book of three short reports: what they print, and how they end."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from according.cli import COMMANDS, cli
from according.commands import terminal
from according.errors import PROBLEMS

REPORTS = {
    "lantern.txt": (
        "Three officers killed in Quetta",
        "Gunmen killed three police officers and two shopkeepers in Quetta on Saturday, police said. "
        "Seven people were wounded, a hospital official said.",
    ),
    "harbour.txt": (
        "Officers killed in Quetta",
        "Three police officers were killed in Quetta on Saturday, the interior minister said.",
    ),
    "quiet.txt": ("Rain expected", "Rain is expected over the coast this week."),
}


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=stdin)


def done(*arguments: str, stdin: str | None = None) -> str:
    """The standard output of a command that ends well."""
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, (title, text) in REPORTS.items():
        (folder / name).write_text(f"{title}\n\n{text}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def book(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books") / "quetta"
    done("init", str(folder))
    done("add", str(folder), str(reports), "--published", "2026-02-01", "--country", "Pakistan")
    done("link", str(folder))
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    text = done(name, "--help")
    assert "Example:" in text
    assert f"according {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_commands_say(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    first = (command.help or "").strip().splitlines()[0]
    assert first == COMMANDS[name].summary
    assert first in " ".join(done("--help").split())


def test_help_loads_nothing_heavy() -> None:
    heavy = (
        "spacy",
        "sqlalchemy",
        "trafilatura",
        "rich",
        "jinja2",
        "numpy",
        "according.model",
        "according.commands",
    )
    code = f"import sys, according.cli as c; print([m for m in {heavy!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_claims_are_read_from_standard_input() -> None:
    text = "\n\n".join(REPORTS["lantern.txt"])
    lines = done("read", "-", "--as", "claims", "--format", "jsonl", "--published", "2026-02-01", stdin=text)
    claims = [json.loads(line) for line in lines.splitlines()]
    assert {3, 2, 7} <= {claim["best"] for claim in claims}
    assert {claim["measure"] for claim in claims} == {"deaths", "injured"}


def test_documents_of_a_jsonl_input_keep_their_ids(tmp_path: Path) -> None:
    title, text = REPORTS["harbour.txt"]
    path = tmp_path / "reports.jsonl"
    path.write_text(
        json.dumps({"id": "h1", "title": title, "text": text, "published": "2026-02-01"}) + "\n", "utf-8"
    )
    (mention,) = [json.loads(line) for line in done("read", str(path), "--format", "jsonl").splitlines()]
    assert (mention["document_id"], mention["rank"]) == ("h1", 1)
    assert mention["event"]["start"] == "2026-01-31"
    content = f"{title}\n\n{text}"
    assert content[mention["start"] : mention["end"]] == mention["quote"]


def test_a_table_for_people_and_a_file_for_programs(reports: Path, tmp_path: Path) -> None:
    table = done("read", str(reports / "lantern.txt"), "--as", "claims")
    assert "police" in table
    assert max(map(len, table.splitlines())) <= 100
    out = tmp_path / "made" / "claims.csv"
    done("read", str(reports), "--as", "claims", "--format", "csv", "--out", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert any(row["quote"].startswith("three police officers") for row in rows)
    assert list(out.parent.iterdir()) == [out]


def test_a_report_without_harm_says_so(reports: Path) -> None:
    assert "No claims found in 1 document" in done("read", str(reports / "quiet.txt"), "--as", "claims")


def test_what_cannot_be_read_is_told_and_costs_nothing_else(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    (tmp_path / "good.txt").write_text("\n\n".join(REPORTS["lantern.txt"]), "utf-8")
    result = run("read", str(tmp_path), str(tmp_path / "missing.txt"), "--as", "claims", "--format", "jsonl")
    assert result.exit_code == 3
    assert "three police officers" in result.stdout
    for line in result.stderr.splitlines():
        assert line[:7] in PROBLEMS
        assert "→" in line
    assert "ACC-101" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "-", "--published", "yesterday"),
        ("read", "-", "--as", "poems"),
        ("sing",),
        ("why",),
    ],
)
def test_a_request_that_cannot_be_met_ends_with_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin="Nothing.")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("name", ["add", "incidents", "why", "problems", "verify", "link", "report"])
def test_a_missing_book_ends_with_4_and_says_what_to_do(name: str, tmp_path: Path) -> None:
    extra = {"add": ["x.txt"], "why": ["1"], "report": ["--out", str(tmp_path / "x.html")]}.get(name, [])
    result = run(name, str(tmp_path / "nowhere"), *extra)
    assert result.exit_code == 4
    assert "init" in result.stderr
    assert "Traceback" not in result.output


def test_a_book_is_not_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    assert run("init", str(tmp_path)).exit_code == 4
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_empty_books_say_what_to_do_next(tmp_path: Path) -> None:
    book = str(tmp_path / "empty")
    assert "according add" in done("init", book)
    assert "according add" in done("incidents", book)
    assert "No problems" in done("problems", book)
    assert "verified" in done("verify", book)
    assert done("incidents", book, "--format", "jsonl") == ""
    assert run("why", book, "12").exit_code == 2


def test_adding_the_same_reports_again_changes_nothing(book: Path, reports: Path) -> None:
    before = done("verify", str(book))
    again = done("add", str(book), str(reports), "--published", "2026-02-01", "--country", "Pakistan")
    assert "0 reports added, 3 known already" in again
    assert "0 judgements added" in done("link", str(book))
    assert done("verify", str(book)) == before


def test_the_incidents_table_fits_a_page_and_its_records_hold_the_tolls(book: Path) -> None:
    table = done("incidents", str(book))
    assert "31 Jan 2026" in table
    assert "Quetta" in table
    assert max(map(len, table.splitlines())) <= 100
    records = [json.loads(line) for line in done("incidents", str(book), "--format", "jsonl").splitlines()]
    main = max(records, key=lambda record: record["documents"])
    assert main["documents"] == 2
    officers = next(t for t in main["tolls"] if (t["measure"], t["category"]) == ("deaths", "security_force"))
    assert officers["best"] == 3
    assert officers["used"]


def test_every_mention_is_linked_to_one_incident(book: Path) -> None:
    lines = done("link", str(book), "--as", "documents", "--format", "jsonl").splitlines()
    links = [json.loads(line) for line in lines]
    assert {frozenset(link) for link in links} == {
        frozenset({"document_id", "mention_id", "incident_id", "rank"})
    }
    mentions = [link["mention_id"] for link in links]
    assert len(mentions) == len(set(mentions))


def test_why_shows_the_sentence_the_speaker_and_the_span(book: Path) -> None:
    text = done("why", str(book), "3")
    assert "«three police officers»" in text
    assert "police (state" in text
    assert "characters " in text
    records = [json.loads(line) for line in done("why", str(book), "3", "--format", "jsonl").splitlines()]
    assert {record["standing"] for record in records} >= {"stated", "used"}
    assert all(record["quote"] in record["sentence"] for record in records)


def test_why_takes_the_beginning_of_an_incidents_id(book: Path) -> None:
    record = json.loads(done("incidents", str(book), "--format", "jsonl").splitlines()[0])
    assert "rests on" in done("why", str(book), record["incident_id"][:8])


def test_as_of_before_anything_was_recorded_no_report_is_in_the_book(book: Path) -> None:
    assert done("incidents", str(book), "--as-of", "2020-01-01").startswith("No report is in the book, as")
    assert run("incidents", str(book), "--as-of", "soon").exit_code == 2


def test_an_unknown_profile_names_those_there_are(book: Path) -> None:
    result = run("incidents", str(book), "--profile", "hopeful")
    assert result.exit_code == 2
    assert "neutral" in result.stderr


def test_the_report_is_one_page(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert str(out) in done("report", str(book), "--out", str(out))
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_verify_finds_a_changed_book_and_a_head_that_it_does_not_pass(book: Path, tmp_path: Path) -> None:
    head = done("verify", str(book)).split("Head: ")[1].strip()
    assert "verified" in done("verify", str(book), "--head", head)
    number, _, entry_id = head.partition(":")
    wrong = run("verify", str(book), "--head", f"{number}:{'0' * len(entry_id)}")
    assert wrong.exit_code == 4
    assert "ACC-407" in wrong.stderr
    assert run("verify", str(book), "--head", "latest").exit_code == 2


def test_groups_of_documents_are_reconciled_without_a_book(tmp_path: Path) -> None:
    documents = [
        {"id": f"d{n}", "title": title, "text": text, "published": "2026-02-01"}
        for n, (title, text) in enumerate(REPORTS.values())
    ]
    path = tmp_path / "groups.jsonl"
    path.write_text(json.dumps({"id": "g", "documents": documents}) + "\nnot json\n", "utf-8")
    result = run("toll", str(path), "--profile", "maximum", "--format", "jsonl")
    assert result.exit_code == 3
    assert "ACC-130" in result.stderr
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (record["group_id"], record["profile"]) == ("g", "maximum")
    officers = next(
        t for t in record["tolls"] if (t["measure"], t["category"]) == ("deaths", "security_force")
    )
    assert officers["best"] == 3


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_tables_keep_to_the_terminal(book: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PAGE_WIDTH", columns)
    for arguments in (("incidents", str(book)), ("why", str(book), "3"), ("problems", str(book))):
        lines = done(*arguments).splitlines()
        assert max(map(len, lines)) <= columns
