"""What holds of the places of any text whatever."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from according.engines.geonames import GeoNamesGazetteer, open_gazetteer
from according.lang import language
from according.model import Document
from according.read.where import Toponym, contains, event_place, event_places, toponyms_in
from according.text import sentences_of

_BITS = """Quetta Noshki Balochistan Pakistan Springfield Ill. , . St. Louis Tyler Washington Houston
Street U.S. in near of the and police said Mr. Kyiv–Kharkiv Quetta-Karachi highway district
county ( ) — : 23 's Nigeria's BORNO killed Jackson, Kashmir Mount Sinai University Hospital
252-555-0142 Ala. village"""
_WORDS = st.sampled_from([*_BITS.split(), "\n\n"])
_TEXT = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join))


@cache
def gazetteer() -> GeoNamesGazetteer:
    return open_gazetteer()


def places_of(text: str, title: str = "", hint: str | None = None) -> tuple[Document, tuple[Toponym, ...]]:
    document = Document("d", title, text, country_hint=hint)
    return document, toponyms_in(document, sentences_of(document), gazetteer(), language("en"))


@settings(max_examples=150, deadline=None)
@given(_TEXT, _TEXT, st.sampled_from([None, "Pakistan", "USA", "nowhere", ""]))
def test_spans_round_trip_and_points_are_whole(text: str, title: str, hint: str | None) -> None:
    document, toponyms = places_of(text, title, hint)
    for toponym in toponyms:
        span, place = toponym.span, toponym.place
        assert document.content[span.start : span.end] == span.quote
        assert (place.lat is None) == (place.lon is None)
        assert place.precision in (None, 1, 2, 3, 4, 5, 6, 7) and 0 < toponym.score <= 1
        assert contains(place, place)
    starts = [toponym.span.start for toponym in toponyms]
    assert starts == sorted(set(starts))


@settings(max_examples=80, deadline=None)
@given(_TEXT, st.lists(st.integers(-2, 30), max_size=4))
def test_the_event_is_at_a_place_of_the_report(text: str, anchors: list[int]) -> None:
    document, toponyms = places_of(text)
    sentences, known = sentences_of(document), {toponym.place for toponym in toponyms}
    place = event_place(document, sentences, toponyms, anchors)
    assert place is None or place in known
    assert set(event_places(document, sentences, toponyms, anchors)) <= known


@settings(max_examples=40, deadline=None)
@given(_TEXT, _TEXT)
def test_other_documents_do_not_matter(text: str, other: str) -> None:
    before = places_of(text)
    places_of(other)
    assert places_of(text) == before


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(
        ["Two died in Kalat, Balochistan.", "Police came from Quetta.", "Pakistani officials spoke."]
    )
)
def test_the_order_of_sentences_does_not_matter(sentences: list[str]) -> None:
    _, toponyms = places_of(" ".join(sentences))
    found = {(toponym.span.quote, toponym.place.country_iso3, toponym.place.admin1) for toponym in toponyms}
    assert found == {
        ("Kalat", "PAK", "Balochistan"),
        ("Balochistan", "PAK", "Balochistan"),
        ("Quetta", "PAK", "Balochistan"),
        ("Pakistani", "PAK", None),
    }


@settings(max_examples=60, deadline=None)
@given(
    st.text("bcdfghjklmnpqrstvwxz", min_size=6, max_size=12),
    st.sampled_from(["Quetta", "Maiduguri", "Kharkiv", "Mosul", "Tumaco", "Springfield, Ill."]),
)
def test_a_place_that_nobody_knows_neither_empties_nor_moves_the_others(unknown: str, known: str) -> None:
    """Names without a vowel are no place's: with or without one, the town beside it stays where it is."""
    name = unknown.capitalize()
    _, alone = places_of(f"Two people died in {known} on Friday.")
    _, both = places_of(f"Three died in {name} village. Two people died in {known} on Friday.")
    if gazetteer().lookup(name):
        return
    kept = [toponym.place for toponym in both if toponym.span.quote != name]
    assert kept == [toponym.place for toponym in alone]
    assert all(t.place.lat is None for t in both if t.span.quote == name)


@settings(max_examples=100, deadline=None)
@given(_TEXT, st.sampled_from([None, "Pakistan", "Ukraine"]))
def test_what_is_called_exact_has_a_point_and_no_point_goes_unexplained(text: str, hint: str | None) -> None:
    _, toponyms = places_of(text, hint=hint)
    for toponym in toponyms:
        place = toponym.place
        assert place.lat is None or place.precision is not None
        if place.precision in (1, 2):
            assert place.lat is not None
