"""How the words of a language are written, as data: one list a language, made by `train/casing.py`."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def casing_lines(code: str) -> tuple[str, ...]:
    """The entries of `<code>.txt`, whose first lines say what they mean; () where the language has none."""
    file = resources.files(__name__) / f"{code}.txt"
    if not file.is_file():
        return ()
    return tuple(line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#")
