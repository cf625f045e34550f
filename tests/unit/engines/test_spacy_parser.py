"""What the parser makes of text before the model reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.engines.spacy_parser import SpacyParser, is_shouted, readable
from according.model import Document
from according.text import sentences_of

KNOWN = frozenset(["the", "guerrillas", "killed", "two", "soldiers", "near"])


def test_capitals_are_read_as_small_letters_and_names_keep_one() -> None:
    read = readable("THE GUERRILLAS KILLED TWO SOLDIERS\nNEAR ORVANTE.", KNOWN)
    assert read == "the guerrillas killed two soldiers near Orvante."


@pytest.mark.parametrize("text", ["UN, EU and NATO met.", "THE UN MET", "Two soldiers died near ORVANTE."])
def test_other_text_keeps_its_letters(text: str) -> None:
    assert not is_shouted(text)
    assert readable(text, KNOWN) == text


@given(st.text(st.characters(min_codepoint=32), max_size=80))
def test_no_character_is_added_or_lost(text: str) -> None:
    assert len(readable(text.upper(), KNOWN)) == len(text.upper())


def test_a_report_in_capitals_has_a_verb_and_its_object(parser: SpacyParser) -> None:
    document = Document("d", "", "THE GUERRILLAS KILLED TWO SOLDIERS YESTERDAY NEAR THE BRIDGE.")
    (sentence,) = parser.parse(sentences_of(document))
    soldiers = next(t for t in sentence.tokens if t.text == "SOLDIERS")
    assert (soldiers.dep, sentence.tokens[soldiers.head].text) == ("dobj", "KILLED")


def test_what_was_read_before_changes_nothing() -> None:
    text = "ZORVANTINES KILLED TWO SOLDIERS NEAR THE BRIDGE."
    fresh, used = SpacyParser(), SpacyParser()
    list(used.parse(sentences_of(Document("d", "", "The zorvantines killed two soldiers."))))
    document = Document("d", "", text)
    assert list(fresh.parse(sentences_of(document))) == list(used.parse(sentences_of(document)))
