"""Markdown: front matter, and the words without the marks."""

from __future__ import annotations

import re

from according.model import Problem
from according.sources.fixing import decoded, tidied
from according.sources.plain import front_matter, record_with
from according.sources.record import Record

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]?){3,200}|[ \t|:-]{3,200}")
_BULLET = re.compile(r"[ \t]{0,40}(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,20}")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,1000})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>|<!--[^<>\n]{0,2000}-->")
_EMPHASIS = re.compile(
    r"(?<!\\)(?:\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`{1,3})"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read_markdown(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One document. Title: from front matter, else the first heading where nothing stands before it."""
    text, problems = decoded(raw, name)
    if text is None:
        return (), problems
    fields, body = front_matter(tidied(text))
    first, _, rest = body.lstrip("\n").partition("\n")
    title = fields.pop("title", "")
    if not title and _HEADING.match(first):
        title, body = words(_HEADING.sub("", first, count=1)).rstrip("# "), rest
    return (record_with(fields, plain(body), title),), problems


def plain(body: str) -> str:
    """The text without marks: one line a paragraph, heading, list item or table row, blank lines kept."""
    blocks: list[str] = []
    open_paragraph = fenced = False
    for line in body.split("\n"):
        if _FENCE.match(line):
            fenced, open_paragraph = not fenced, False
        elif fenced:
            blocks.append(line)
        else:
            open_paragraph = _add(blocks, line, open_paragraph)
    return "\n".join(blocks)


def _add(blocks: list[str], line: str, open_paragraph: bool) -> bool:
    """Put one line where it belongs; whether the next plain line continues it."""
    bare = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    if not bare.strip() or _RULE.fullmatch(bare):
        blocks.append("")
        return False
    heading, bullet = _HEADING.match(bare), _BULLET.match(bare)
    start = heading or bullet
    said = words(bare[start.end() :] if start else bare).strip().strip("|").strip()
    if open_paragraph and not start and "|" not in bare[:2]:
        blocks[-1] += " " + said
    else:
        blocks.append(said)
    return not heading and not line.endswith(("  ", "\\")) and not bare.lstrip().startswith("|")


def words(line: str) -> str:
    """One line without links, emphasis, tags and escapes."""
    line = _LINK.sub(r"\1", _LINK.sub(r"\1", line))
    line = _TAG.sub("", _ADDRESS.sub(r"\1", line))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", line))
