"""The word lists of a language file in the shape in which a module of reading looks words up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def filled(kind: type[T], table: Mapping[str, Any], **made: object) -> T:
    """A dataclass from a table of a language file, each field from the key of its name; KeyError where one
    is missing. `made` gives the fields that are made otherwise.

    A field that is a pattern is compiled with case ignored: a list of phrases is sought as whole words, a
    string is a regular expression. Elsewhere a string holds words between white space, a list phrases.
    """
    values = {
        field.name: _read(str(field.type), table[field.name])
        for field in fields(kind)  # type: ignore[arg-type]
        if field.name not in made
    }
    return kind(**values, **made)


def _read(kind: str, value: str | list[str]) -> object:
    if kind.startswith("re.Pattern"):
        form = value if isinstance(value, str) else rf"\b(?:{alternatives(value)})\b"
        return re.compile(form, re.IGNORECASE)
    words = value.split() if isinstance(value, str) else value
    return tuple(words) if kind.startswith("tuple") else frozenset(words)
