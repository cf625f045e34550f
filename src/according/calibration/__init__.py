"""How far reading is to be trusted: the weights of the calibration as data, made by `train/confidence.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Weights of marks by question ("figure", "category", "scope", "voice", "date", "place"), in log odds;
    each question has its "bias"."""
    text = resources.files(__name__).joinpath("weights.json").read_text("utf-8")
    return MappingProxyType({question: MappingProxyType(row) for question, row in json.loads(text).items()})
