"""What the parser makes of text before the model reads it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from according.engines.spacy_parser import SpacyParser, readable
from according.model import Document
from according.text import sentences_of


def test_a_sentence_is_read_in_one_line() -> None:
    assert readable("Two soldiers died\nnear ORVANTE.") == "Two soldiers died near ORVANTE."


@given(st.text(max_size=80))
def test_no_character_is_added_or_lost(text: str) -> None:
    assert len(readable(text)) == len(text)


def test_what_was_read_before_changes_nothing() -> None:
    text = "Zorvantines killed two soldiers near the bridge."
    fresh, used = SpacyParser(), SpacyParser()
    list(used.parse(sentences_of(Document("d", "", "The zorvantines killed two soldiers."))))
    document = Document("d", "", text)
    assert list(fresh.parse(sentences_of(document))) == list(used.parse(sentences_of(document)))
