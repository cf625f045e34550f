"""Languages as data: one TOML file each, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def language(code: str) -> MappingProxyType[str, Any]:
    """The tables of `lang/<code>.toml`; KeyError where According has no such language."""
    file = resources.files(__name__) / f"{code}.toml"
    if not file.is_file():
        raise KeyError(code)
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))
