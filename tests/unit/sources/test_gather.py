"""Files, folders, patterns and standard input, and every way in which they can be wrong."""

from __future__ import annotations

import hashlib
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from according.errors import PROBLEMS, UsageError
from according.model import Document, Span
from according.sources import FORMATS, Gathered, SourceOptions, gather

REPORT = "Nine killed in market blast\n\nNine people were killed in the blast, police said.\n"


def read(*paths: object, stdin: bytes | None = None, **options: object) -> tuple[list[Document], list[str]]:
    """Documents and problem codes, having checked what holds of everything gathered."""
    stream = None if stdin is None else io.BytesIO(stdin)
    found = list(gather([str(p) for p in paths], SourceOptions(**options), stream))  # type: ignore[arg-type]
    for part in found:
        check(part)
    return [d for part in found for d in part.documents], [p.code for part in found for p in part.problems]


def check(part: Gathered) -> None:
    assert all(problem.code in PROBLEMS for problem in part.problems)
    assert len(part.originals) == len(part.documents)
    for document, original in zip(part.documents, part.originals, strict=True):
        assert document.original_sha256 == hashlib.sha256(original).hexdigest()
        assert original in part.raw
        document.content.encode("utf-8")
        assert "\x00" not in document.content
        whole = Span.of(document.content, 0, len(document.content))
        assert document.content[whole.start : whole.end] == whole.quote


def test_formats_have_names_and_endings_of_their_own() -> None:
    endings = [suffix for format in FORMATS for suffix in format.suffixes]
    assert len(set(endings)) == len(endings)
    assert len({format.name for format in FORMATS}) == len(FORMATS)


def test_every_format_reads_bytes_as_the_port_asks() -> None:
    for format in FORMATS:
        documents, problems = format.documents(b"", "empty")
        assert documents == ()
        assert {p.code for p in problems} <= {"ACC-105", "ACC-133"}
        assert problems


def test_a_folder_is_read_in_order_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", "c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {name}\n\nText of {name}.", "utf-8")
    documents, codes = read(tmp_path)
    assert [d.text.rpartition(" ")[2] for d in documents] == ["a/b/c.txt.", "a/z.txt.", "b.txt.", "c.md."]
    assert codes == []


def test_patterns_stand_for_files(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(REPORT, "utf-8")
    (tmp_path / "two.txt").write_text(REPORT + "More.", "utf-8")
    (tmp_path / "three.md").write_text("other", "utf-8")
    assert len(read(tmp_path / "*.txt")[0]) == 2
    assert read(tmp_path / "*.nothing") == ([], ["ACC-101"])


def test_a_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text(REPORT, "utf-8")
    assert len(read(tmp_path / "report[1].txt")[0]) == 1


def test_missing_paths_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, "utf-8")
    documents, codes = read(
        tmp_path / "no.txt", tmp_path / "good.txt" / "under", "bad\x00path", tmp_path / "good.txt"
    )
    assert len(documents) == 1
    assert codes == ["ACC-101", "ACC-101", "ACC-102"]


def test_a_folder_loop_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, "utf-8")
    try:
        (tmp_path / "in" / "back").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    documents, codes = read(tmp_path)
    assert (len(documents), codes) == (1, ["ACC-103"])


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    try:
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("links cannot be made here")
    assert read(tmp_path) == ([], ["ACC-102"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_files_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")
    documents, codes = read(tmp_path)
    assert (len(documents), codes) == (1, ["ACC-102"])


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose reading fails")
def test_a_file_whose_reading_fails(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")
    documents, codes = read("/proc/self/mem", tmp_path)
    assert (len(documents), codes) == (1, ["ACC-102"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert read(tmp_path) == ([], ["ACC-104"])


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("empty.txt", b"", "ACC-105"),
        ("blank.md", b" \n\n ", "ACC-105"),
        ("none.jsonl", b"", "ACC-105"),
        ("blanks.jsonl", b"\n\n \n", "ACC-105"),
        ("junk.txt", bytes(range(256)) * 20, "ACC-106"),
        ("junk.html", bytes(range(256)) * 20, "ACC-106"),
        ("junk.jsonl", bytes(range(256)) * 20, "ACC-106"),
        ("office.pdf", b"PK\x03\x04" + b"\x00" * 100, "ACC-107"),
        ("packed.txt", b"\x1f\x8b\x08" + b"\x00" * 100, "ACC-107"),
        ("table.csv", b"a,b\n1,2\n", "ACC-133"),
        ("picture.png", b"\x89PNG\r\n", "ACC-104"),
    ],
)
def test_what_cannot_be_read_has_a_code(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "z.txt").write_text(REPORT, "utf-8")
    documents, codes = read(tmp_path)
    assert (len(documents), codes) == (1, [code])


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("word " * 300, "utf-8")
    (tmp_path / "small.txt").write_text(REPORT, "utf-8")
    documents, codes = read(tmp_path, max_bytes=1000)
    assert (len(documents), codes) == (1, ["ACC-108"])


def test_options_go_before_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "2026-01-05-report.txt"
    path.write_text("---\ndate: 2026-01-31\npublisher: Dawn\n---\n" + REPORT, "utf-8")
    [own], _ = read(path)
    assert (own.published, own.publisher) == (date(2026, 1, 31), "Dawn")
    [set_], _ = read(path, published=date(2025, 2, 3), publisher="Wire", lang="en", country_hint="PAK")
    assert (set_.published, set_.publisher, set_.lang, set_.country_hint) == (
        date(2025, 2, 3),
        "Wire",
        "en",
        "PAK",
    )
    assert own.document_id != set_.document_id


def test_the_day_in_a_file_name_counts_where_nothing_else_tells(tmp_path: Path) -> None:
    (tmp_path / "2026-01-05-report.txt").write_text(REPORT, "utf-8")
    assert read(tmp_path)[0][0].published == date(2026, 1, 5)


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_bytes(REPORT.replace("\n", "\r\n").encode())
    documents, codes = read(tmp_path)
    assert (len(documents), codes) == (1, ["ACC-151"])


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (json.dumps({"id": 7, "title": "Seven", "text": "Seven died."}).encode(), "Seven"),
        (
            b"<!DOCTYPE html><html><title>Eight</title><body><p>Eight died there.</p></body></html>",
            "Eight",
        ),
        (b"id,title,text\n1,Nine,Nine died.\n", "Nine"),
        (b"From: Wire <desk@wire.example>\nSubject: Ten\n\nTen died.\n", "Ten"),
        (b"# Eleven\n\nEleven died.\n", "Eleven"),
        (b"Twelve\n\nTwelve died.\n", "Twelve"),
    ],
)
def test_standard_input_is_known_by_its_look(raw: bytes, title: str) -> None:
    documents, codes = read("-", stdin=raw)
    assert ([d.title for d in documents], codes) == ([title], [])


def test_standard_input_that_is_not_there() -> None:
    with pytest.raises(UsageError):
        list(gather(["-"]))


def test_a_report_without_an_ending_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "report").write_text(REPORT, "utf-8")
    assert len(read(tmp_path / "report")[0]) == 1
    assert read(tmp_path) == ([], ["ACC-104"])


#: Faults of a user's own lists have pages of their own, by their codes or the first figures of these.
ELSEWHERE = {
    "ACC-16": "places.md",
    "ACC-17": "matching.md",
    "ACC-174": "methods.md",
    "ACC-175": "methods.md",
    "ACC-18": "actors.md",
}


def test_the_guide_names_every_code_and_every_ending() -> None:
    pages = Path(__file__).parents[3] / "docs"
    guide = (pages / "sources.md").read_text("utf-8")
    ours = [code for code in PROBLEMS if code.startswith("ACC-1")]
    assert len(ours) >= 25
    for code in ours:
        page = ELSEWHERE.get(code) or ELSEWHERE.get(code[:6], "sources.md")
        assert code in (pages / page).read_text("utf-8"), code
    assert [suffix for format in FORMATS for suffix in format.suffixes if f"`{suffix}`" not in guide] == []
