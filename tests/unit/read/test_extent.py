"""How far an event reached as the report counts it, and what the operation is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from according.engines.geonames import GeoNamesGazetteer
from according.model import Document, Extent
from according.read.extent import extents_in, operations_in
from according.read.where import toponyms_in
from according.text import sentences_of


def extents(text: str, gazetteer: GeoNamesGazetteer, english: Mapping[str, Any]) -> tuple[Extent, ...]:
    document = Document("d", "", text, country_hint="Pakistan")
    sentences = sentences_of(document)
    return extents_in(sentences, toponyms_in(document, sentences, gazetteer, english), english)


@pytest.mark.parametrize(
    ("text", "kind", "best", "quote"),
    [
        ("They struck 14 cities at once.", "cities", 14, "14 cities"),
        ("Attacks were reported from nine districts.", "districts", 9, "nine districts"),
        ("At least 12 towns were attacked.", "towns", 12, "At least 12 towns"),
        ("They hit twelve different places.", "places", 12, "twelve different places"),
    ],
)
def test_counts_of_places(
    gazetteer: GeoNamesGazetteer, english: Mapping[str, Any], text: str, kind: str, best: int, quote: str
) -> None:
    (found,) = extents(text, gazetteer, english)
    assert (found.kind, found.quantity.best, found.span.quote) == (kind, best, quote)
    assert text[found.span.start : found.span.end] == quote
    assert found.named == ()


@pytest.mark.parametrize(
    "text",
    [
        "Several cities were attacked.",
        "12 people died in the city.",
        "The city of 14 gates.",
        "Cities burned.",
    ],
)
def test_what_counts_no_places(gazetteer: GeoNamesGazetteer, english: Mapping[str, Any], text: str) -> None:
    assert extents(text, gazetteer, english) == ()


@pytest.mark.parametrize(
    "text",
    [
        "They struck six cities: Quetta, Gwadar, Turbat, Mastung and Khuzdar.",
        "They struck six cities. Among them were Quetta, Gwadar, Turbat, Mastung and Khuzdar.",
    ],
)
def test_a_list_is_read_beside_its_count(
    gazetteer: GeoNamesGazetteer, english: Mapping[str, Any], text: str
) -> None:
    (found,) = extents(text, gazetteer, english)
    assert found.named == ("Quetta", "Gwadar", "Turbat", "Mastung", "Khuzdar")
    assert found.quantity.best == 6


def test_a_few_names_are_examples(gazetteer: GeoNamesGazetteer, english: Mapping[str, Any]) -> None:
    (found,) = extents("They struck six cities, Quetta and Gwadar among them.", gazetteer, english)
    assert found.named == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The army launched Operation Grey Heron.", ("Operation Grey Heron",)),
        ("It calls the campaign “Long Night 2.0”.", ("Long Night 2.0",)),
        ("Operation Grey Heron began. Operation\nGrey Heron ended.", ("Operation Grey Heron",)),
        ("The operation ended.", ()),
        ("An operation was carried out.", ()),
        ("", ()),
    ],
)
def test_names_of_operations(english: Mapping[str, Any], text: str, names: tuple[str, ...]) -> None:
    assert operations_in(text, english) == names


def test_every_name_of_a_list_counts_whether_a_gazetteer_holds_it_or_not(
    gazetteer: GeoNamesGazetteer, english: Mapping[str, Any]
) -> None:
    text = "They struck five cities: Quetta, Gwadar, Nowhereabad, Turbat, Mastung and Khuzdar."
    (found,) = extents(text, gazetteer, english)
    assert found.named == ("Quetta", "Gwadar", "Nowhereabad", "Turbat", "Mastung", "Khuzdar")


def test_a_country_or_province_in_a_list_is_none_of_the_places_counted(
    gazetteer: GeoNamesGazetteer, english: Mapping[str, Any]
) -> None:
    text = "They struck five cities: Quetta, Gwadar, Turbat, Mastung, Khuzdar and Balochistan."
    (found,) = extents(text, gazetteer, english)
    assert found.named == ("Quetta", "Gwadar", "Turbat", "Mastung", "Khuzdar")
