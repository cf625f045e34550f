"""JSON Lines: one record a line, UTF-8, keys in the documented order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from according.export.interchange import Record

#: Characters besides the line feed that some readers take for the end of a line.
_BREAKS = re.compile("[\x85\u2028\u2029]")


def lines(records: Iterable[Record], _kind: str) -> Iterator[str]:
    """Each record as one line. Lone surrogates of broken input are written as escapes, never lost."""
    for record in records:
        text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
        text = _BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
        yield _writable(text, record) + "\n"


def _writable(text: str, record: Record) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, ensure_ascii=True, separators=(", ", ": "))
    return text
