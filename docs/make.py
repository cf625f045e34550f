#!/usr/bin/env python3
"""Writes the pages that are made from the code: docs/problems.md. Run it after adding a problem code.

.venv/bin/python docs/make.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from according.errors import PROBLEMS

_FOLDER = Path(__file__).resolve().parent
_CHAPTERS = {
    "1": "Input that could not be read",
    "2": "Reading",
    "3": "Figures that do not fit together",
    "4": "The book",
}
_OPENING = """# Problems

A fault in data is never an exception: it is a *problem* with a code that can be searched for. Problems never
stop a run and never cost another document its claims. Commands print them to standard error as

    ACC-nnn what was found (where) → what to do

and `according problems BOOK` shows those of a book, together with those that show only when its figures are
held side by side. This page is made from the code (`docs/make.py`); a test keeps it so.
"""


def problems_page() -> str:
    """The whole of docs/problems.md."""
    parts = [_OPENING]
    for digit, title in _CHAPTERS.items():
        rows = [kind for code, kind in sorted(PROBLEMS.items()) if code[4] == digit]
        if rows:
            lines = [f"| **{kind.code}** | {_cell(kind.title)} | {_cell(kind.remedy)} |" for kind in rows]
            table = "\n".join(["| code | what it means | what to do |", "|---|---|---|", *lines])
            parts.append(f"## {title} (ACC-{digit}xx)\n\n{table}\n")
    return "\n".join(parts)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the pages."""
    (_FOLDER / "problems.md").write_text(problems_page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
