"""The golden files are what they say: they parse, and every quote stands in its text.

Whether the reader finds what they expect is tested elsewhere; a typing error in a golden file is caught here.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pypdf
import pytest
import trafilatura

from according.model import CATEGORIES, MEASURES, SIDES, Scope, Stance

HERE = Path(__file__).parent
REPORTS = Path(str(resources.files("according"))) / "demo_reports"
DEMO_CLAIMS = [json.loads(line) for line in (HERE / "demo_claims.jsonl").read_text("utf-8").splitlines()]
READING = sorted((HERE / "reading").glob("*.toml"))
CASES = [(file.stem, case) for file in READING for case in tomllib.loads(file.read_text("utf-8"))["case"]]


def one_space(words: str) -> str:
    """Runs of white space as one space: line ends of a PDF or a mail are nobody's words."""
    return " ".join(words.split())


@cache
def content_of(name: str, document: str | None) -> str:
    """A demo report's title, blank line and text, found without According's own sources."""
    file = REPORTS / name
    if file.suffix == ".jsonl":
        items = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        item = next(item for item in items if item["id"] == document)
        return f"{item['title']}\n\n{item['text']}"
    if file.suffix == ".eml":
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        return f"{message['subject']}\n\n{message.get_content()}"
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    if file.suffix == ".html":
        page = file.read_text("utf-8")
        text = trafilatura.extract(page, include_comments=False) or ""
        title = str(trafilatura.extract_metadata(page).title)
        return f"{title}\n\n{text.removeprefix(title)}"
    _, head, text = file.read_text("utf-8").split("---\n", 2)
    title = re.search(r"^title: (.*)$", head, re.MULTILINE)
    assert title is not None
    return f"{title[1].strip(chr(34))}\n\n{text}"


def assert_stands_in(quote: str, content: str, occurrence: int | None) -> None:
    """The quote stands there once, or as often as its occurrence asks for."""
    found = content.count(quote)
    assert found == 1 if occurrence is None else found >= occurrence, (quote, found)


def check_claim(claim: dict[str, Any]) -> None:
    """The words are those of the model and the figures are in order."""
    assert claim["measure"] in MEASURES
    assert claim["category"] in CATEGORIES
    assert claim["scope"] in get_args(Scope)
    assert claim["stance"] in get_args(Stance)
    assert claim["side"] in SIDES
    figures = [claim[name] for name in ("low", "best", "high")]
    known = [figure for figure in figures if figure not in (None, "open")]
    assert known
    assert known == sorted(known)
    assert known[0] >= 0


def test_every_report_has_a_title_a_day_and_a_publisher() -> None:
    for file in REPORTS.iterdir():
        if file.suffix in {".md", ".txt"}:
            head = file.read_text("utf-8").split("---\n", 2)[1]
            keys = [line.split(":", 1)[0] for line in head.splitlines()]
            assert keys == ["title", "published", "publisher"], file.name
            assert date.fromisoformat(head.splitlines()[1].split(": ", 1)[1])


def test_every_report_is_in_the_golden_claims_or_tells_of_no_harm() -> None:
    named = {claim["file"] for claim in DEMO_CLAIMS}
    shipped = {file.name for file in REPORTS.iterdir() if file.suffix not in {".py", ""}}
    assert shipped - named == {"04-mastung-valley-news.txt"}
    assert named <= shipped


@pytest.mark.parametrize("claim", DEMO_CLAIMS, ids=lambda claim: claim["key"])
def test_demo_claim(claim: dict[str, Any]) -> None:
    check_claim(claim)
    content, quote = one_space(content_of(claim["file"], claim.get("document"))), one_space(claim["quote"])
    assert_stands_in(quote, content, claim.get("occurrence"))
    assert claim["window"] is None or claim["window"]["start"] <= claim["window"]["end"]


def test_keys_and_parts_of_the_demo_claims() -> None:
    keys = Counter(claim["key"] for claim in DEMO_CLAIMS)
    assert max(keys.values()) == 1
    for claim in DEMO_CLAIMS:
        assert set(claim["parts"]) <= keys.keys()


def test_sums_that_the_demo_reports_state() -> None:
    best = {claim["key"]: claim["best"] for claim in DEMO_CLAIMS}
    derived = {claim["key"]: claim["parts"] for claim in DEMO_CLAIMS if claim["derived"]}
    open_sums = [key for key, parts in derived.items() if sum(best[part] for part in parts) != best[key]]
    assert open_sums == ["25-a"]  # 21 lives, 11 and 9: the report's own sum does not close


def test_reading_cases_are_many_and_each_has_its_own_text() -> None:
    assert len(CASES) >= 200
    texts = Counter((case.get("title", ""), case["text"]) for _, case in CASES)
    assert max(texts.values()) == 1


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{name}:{case['name']}") for name, case in CASES])
def test_reading_case(case: dict[str, Any]) -> None:
    assert case.keys() <= {"name", "text", "title", "published", "deaths", "injured", "claims"}
    assert "published" not in case or isinstance(case["published"], date)
    content = f"{case['title']}\n\n{case['text']}" if case.get("title") else case["text"]
    for claim in case["claims"]:
        check_claim(claim)
        assert_stands_in(claim["quote"], content, claim.get("occurrence"))
