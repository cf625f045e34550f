"""Plain text, and the front matter that plain text and Markdown may start with."""

from __future__ import annotations

import re

from according.model import Problem
from according.sources.fixing import decoded, tidied
from according.sources.record import Record
from according.text import unwrapped

_KEYS = {
    "title": "title", "headline": "title", "date": "published", "published": "published",
    "publisher": "publisher", "source": "publisher", "outlet": "publisher", "site": "publisher",
    "url": "url", "link": "url", "lang": "lang", "language": "lang", "country_hint": "country_hint",
    "country": "country_hint", "id": "document_id",
}  # fmt: skip
_FIELD = re.compile(r"([A-Za-z_]{2,20})[ \t]*[:=][ \t]*(.*)")
#: A longer first line is a paragraph, not a headline.
_HEADLINE = 200


def read_text(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One document. Title: from front matter, else a short first line with a blank line after it."""
    text, problems = decoded(raw, name)
    if text is None:
        return (), problems
    fields, body = front_matter(tidied(text))
    title, body = (fields.pop("title"), body) if "title" in fields else headline(body)
    return (record_with(fields, unwrapped(body), title),), problems


def record_with(fields: dict[str, str], text: str, title: str) -> Record:
    """A record of this text and title with the metadata of its front matter."""
    return Record(
        text,
        title=title,
        document_id=fields.get("document_id"),
        published=fields.get("published"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        lang=fields.get("lang"),
        country_hint=fields.get("country_hint"),
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between a first line `---` (or `+++`) and the next such line, and the text after them.

    Known keys only (title, date, publisher, url, lang, country_hint, id and their synonyms); a block
    without any of them is text."""
    mark = text[:3]
    if mark not in ("---", "+++") or text[3:4] != "\n":
        return {}, text
    head, found, _ = text[4:20_000].partition(f"\n{mark}\n")
    if not found:
        return {}, text
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        field = _FIELD.fullmatch(line.strip())
        key = _KEYS.get(field[1].casefold()) if field else None
        if field and key and (value := field[2].strip().strip("'\"")):
            fields.setdefault(key, value)
    rest = text[4 + len(head) + len(found) :]
    return (fields, rest.lstrip("\n")) if fields else ({}, text)


def headline(text: str) -> tuple[str, str]:
    """A first line that reads as a headline (short, alone, no full stop), and the text after it."""
    first, found, rest = text.partition("\n\n")
    alone = found and rest.strip() and "\n" not in first and len(first) <= _HEADLINE
    if alone and not first.rstrip().endswith((".", "!", ":", ";", ",", "”", '"')):
        return first.strip(), rest.lstrip("\n")
    return "", text
