"""Dates on arbitrary text: spans round-trip, ranges are in order, nothing raises, nothing lies ahead."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from according.lang import language
from according.model import Document
from according.read.when import dates_in, event_date, window_of
from according.text import sentences_of

_WORDS = (
    "killed shot said arrested Monday's Tuesday night early Saturday Jan. January 27, 31 31st 2014 1/2/2014"
    " 99/99/99 2014-02-31 0000-00-00 30 JAN 90 -- (Agency) Posted: Updated: ago days two 999 weeks years 29"
    " later after before since until from to between and the past last next week month year over weekend"
    " overnight today yesterday tomorrow a few couple of will in on by May may İ ſ 😀 . , ; 2199 February"
    " earlier 1900 29/02/2015"
)
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n\n"])
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map(" ".join))
_DAYS = st.one_of(st.none(), st.dates())
_HINTS = st.sampled_from([None, "USA", "PAK", "?"])


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _TEXTS, _DAYS, _HINTS, st.lists(st.integers(0, 20), max_size=4))
def test_arbitrary_text(
    title: str, text: str, published: date | None, hint: str | None, anchors: list[int]
) -> None:
    document = Document("d", title, text, published, country_hint=hint)
    sentences = sentences_of(document)
    found = dates_in(document, sentences, language("en"))
    last = 0
    for e in found:
        assert document.content[e.span.start : e.span.end] == e.span.quote
        assert e.span.start >= last
        last = e.span.end
        assert sentences[e.sentence].start <= e.span.start < e.span.end <= sentences[e.sentence].end
        assert e.start is None or e.end is None or e.start <= e.end
        assert (e.precision == "unknown") == (e.start is None and e.end is None)
        window = window_of(e, published)
        assert window.start is None or window.end is None or window.start <= window.end
    event = event_date(document, sentences, found, anchors)
    assert (event.start is None) == (event.precision == "unknown")
    assert event.start is None or published is None or event.start <= published
    assert event.start is None or event.end is None or event.start <= event.end


@settings(max_examples=100, deadline=None)
@given(published=st.dates(date(1950, 1, 1), date(2150, 1, 1)), back=st.integers(0, 6))
def test_a_weekday_is_the_latest_such_day(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    document = Document("d", "", f"Two guards were shot on {day:%A} by the gate.", published)
    sentences = sentences_of(document)
    found = dates_in(document, sentences, language("en"))
    assert [e.start for e in found] == [day]
    assert event_date(document, sentences, found, [0]).start == day


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%A, %d %B %Y"]),
)
def test_a_full_date_needs_no_base(day: date, form: str) -> None:
    document = Document("d", "", f"The bridge was bombed on {day.strftime(form)} at noon.", None)
    sentences = sentences_of(document)
    found = dates_in(document, sentences, language("en"))
    assert [e.start for e in found] == [day]


def test_hostile_repetition_keeps_spans_and_order() -> None:
    pieces = ["January ", "1 ", "Monday, ", "two days ", "the past ", "2014-", "early late ", "1/", "(" * 50]
    for piece in pieces:
        document = Document("d", "", piece * 2000, date(2026, 2, 2))
        found = dates_in(document, sentences_of(document), language("en"))
        assert all(document.content[e.span.start : e.span.end] == e.span.quote for e in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
