"""What many tests need and what takes seconds to load: each once a session, all of them the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from according.engines.geonames import GeoNamesGazetteer, open_gazetteer
from according.engines.spacy_parser import SpacyParser
from according.lang import language
from according.pipeline import Tools
from according.read.lexicon import Lexicon, lexicon


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    """The parser with its model, loaded at the first sentence."""
    return SpacyParser()


@pytest.fixture(scope="session")
def gazetteer() -> GeoNamesGazetteer:
    """The gazetteer; its index is built where this machine has none yet."""
    return open_gazetteer()


@pytest.fixture(scope="session")
def tools(parser: SpacyParser, gazetteer: GeoNamesGazetteer) -> Tools:
    """What `pipeline.read_documents` needs."""
    return Tools(parser, gazetteer)


@pytest.fixture(scope="session")
def english() -> Mapping[str, Any]:
    """The tables of English."""
    return language("en")


@pytest.fixture(scope="session")
def words() -> Lexicon:
    """The words of English as sets."""
    return lexicon("en")
