"""Languages as data: one TOML file each, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that According reads: one file each."""
    files = (f.name for f in resources.files(__name__).iterdir())
    return tuple(sorted(f.removesuffix(".toml") for f in files if f.endswith(".toml") and f != "detect.toml"))


@cache
def language(code: str) -> MappingProxyType[str, Any]:
    """The tables of `lang/<code>.toml`; KeyError where According has no such language."""
    file = resources.files(__name__) / f"{code}.toml"
    if not file.is_file():
        raise KeyError(code)
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))
