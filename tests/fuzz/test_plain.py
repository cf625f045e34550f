"""The words of real reports in any order: no text of the languages without a parser breaks their reader."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from pathlib import Path

import pytest

from according.engines.geonames import GeoNamesGazetteer
from according.model import Document
from according.read.plain.reader import read_plain
from soundness import assert_sound

LANGUAGES = Path(__file__).parents[1] / "golden" / "languages"
MARKS = [".", "،", ",", "۔", "؟", "«", "»", "\n", "12", "١٢", "-", "'", ":", "\u200c", "31/02/2025"]


@pytest.mark.parametrize("code", ["ar", "es", "fr", "ur"])
def test_words_in_any_order(code: str, gazetteer: GeoNamesGazetteer) -> None:
    cases = tomllib.loads((LANGUAGES / f"{code}.toml").read_text("utf-8"))["case"]
    words = [word for case in cases for word in case["text"].split(" ")] + MARKS * 5
    chance = random.Random(code)
    for n in range(60):
        text = " ".join(chance.choice(words) for _ in range(chance.choice([1, 4, 20, 80])))
        day = date(2025, 1, 1) if n % 3 else None
        document = Document("d", text[:30] if n % 2 else "", text, day)
        assert_sound(document, read_plain(document, code, gazetteer))
