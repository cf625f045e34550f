"""Codebooks and lists of bodies as data: one TOML file each, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def codebook(name: str) -> MappingProxyType[str, Any]:
    """The tables of `ontology/<name>.toml`; KeyError where According has no such codebook."""
    file = resources.files(__name__) / f"{name}.toml"
    if not file.is_file():
        raise KeyError(name)
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))
