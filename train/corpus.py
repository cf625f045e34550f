"""The labelled documents: texts from the development data, claims from `labels/`.

The labels stand off from the texts: document ids, offsets and codes, never a word of a report. Each
document's line holds the SHA-256 of the content that the offsets count in, so a changed text is noticed and
left out. Whoever lacks the development data (`../shared/data` beside the checkout) can train nothing;
nothing else needs it.

The documents are cut by the MD5 of their ids: `look` (half: errors may be read), `check` (a quarter: only
figures), `final` (a quarter: measured for what is reported). The claims of `shared/data/claims` are `dev`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from according.model import Document

LABELS = Path(__file__).parent / "labels"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_PARTS = {0: "look", 1: "look", 2: "check", 3: "final"}
_MUC_ID = re.compile(r"(DEV-MUC3-\d+)[^\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its claims as annotated. `set_name`: where its text is from; `part`: see the module.
    `totals` are the annotator's deaths and injured of the main event, None where in doubt."""

    document: Document
    set_name: str
    part: str
    claims: tuple[dict[str, Any], ...]
    totals: tuple[int | None, int | None]


def labelled(shared: Path = SHARED, parts: tuple[str, ...] = ("look", "check")) -> Iterator[Labelled]:
    """The labelled documents of these parts; those whose text is not there or has changed are left out."""
    texts = dict(documents(shared))
    for file in sorted(LABELS.glob("*.jsonl")):
        for line in map(json.loads, file.read_text("utf-8").splitlines()):
            part, document = part_of(line["doc"]), texts.get(line["doc"])
            if part in parts and document is not None and document.content_sha256 == line["sha256"]:
                totals = (line["deaths"], line["injured"])
                yield Labelled(document, file.stem, part, tuple(line["claims"]), totals)
    if "dev" in parts:
        yield from _development(shared)


def part_of(document_id: str) -> str:
    """The part that a document belongs to."""
    return _PARTS[int(hashlib.md5(f"x{document_id}".encode()).hexdigest(), 16) % 4]


def documents(shared: Path = SHARED) -> Iterator[tuple[str, Document]]:
    """Every document of the development data that may be labelled, by its id."""
    for name in ("hrds/train", "hrds/dev", "gva/articles", "claims/documents"):
        yield from ((row["id"], _document(row)) for row in _rows(shared / f"{name}.jsonl"))
    for country in ("pakistan", "nigeria", "ukraine"):
        for group in _rows(shared / "ucdp" / f"headlines_{country}.jsonl"):
            yield from ((row["id"], _document(row)) for row in group["documents"])
    yield from _muc(shared / "muc4" / "dev")
    yield from _tr_news(shared / "geoparsing" / "TR-News.xml")


def _development(shared: Path) -> Iterator[Labelled]:
    texts = {row["id"]: _document(row) for row in _rows(shared / "claims" / "documents.jsonl")}
    claims: dict[str, list[dict[str, Any]]] = {key: [] for key in texts}
    totals: dict[str, tuple[int | None, int | None]] = {}
    for row in _rows(shared / "claims" / "dev.jsonl"):
        if row.get("doc_level"):
            totals[row["doc"]] = row["deaths_main"], row["injured_main"]
        else:
            claims[row["doc"]].append(row)
    for key, document in texts.items():
        yield Labelled(document, "dev", "dev", tuple(claims[key]), totals.get(key, (None, None)))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def _document(row: dict[str, Any]) -> Document:
    published = row.get("published")
    return Document(
        row["id"],
        row.get("title") or "",
        row["text"],
        date.fromisoformat(published) if published else None,
        country_hint=row.get("country_hint"),
    )


def _muc(folder: Path) -> Iterator[tuple[str, Document]]:
    for file in sorted(folder.glob("dev-muc3-*")):
        for piece in re.split(r"(?m)^(?=DEV-MUC3-\d+)", file.read_text("latin-1")):
            if head := _MUC_ID.match(piece):
                yield head[1], Document(head[1], "", piece[head.end() :].rstrip())


def _tr_news(file: Path) -> Iterator[tuple[str, Document]]:
    if not file.is_file():
        return
    for article in ElementTree.parse(file).getroot().iter("article"):
        title, text = article.find("title"), article.find("text")
        words = "" if text is None else "".join(text.itertext()).strip()
        key = f"tr-{article.get('docid')}"
        yield key, Document(key, (title.text or "") if title is not None else "", words)
