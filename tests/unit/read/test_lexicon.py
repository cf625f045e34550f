"""The words of a language as sets: complete, in lower case, none in two places that exclude each other."""

from __future__ import annotations

import pytest

from according.model import CATEGORIES, MEASURES
from according.read.lexicon import Lexicon, lexicon


def test_every_word_has_a_known_measure_or_category(words: Lexicon) -> None:
    for table in (
        words.patient,
        words.bearer,
        words.nouns,
        words.counted,
        words.states,
        words.phrase_measures,
    ):
        assert table
        assert set(table.values()) <= set(MEASURES)
        assert all(word == word.lower().strip() for word in table)
    assert set(words.people.values()) <= {*CATEGORIES, None} - {"all", "unknown"}
    assert set(words.modifiers.values()) <= {"civilian", "security_force", "armed_group"}


def test_every_measure_has_words(words: Lexicon) -> None:
    tables = (words.patient, words.bearer, words.nouns, words.counted, words.states)
    assert {measure for table in tables for measure in table.values()} == set(MEASURES)


@pytest.mark.parametrize(
    "text", ["Two were KILLED.", "the dead", "taken hostage", "an arrest", "five missing"]
)
def test_sentences_with_a_word_of_harm_are_worth_parsing(words: Lexicon, text: str) -> None:
    assert words.harms(text)


@pytest.mark.parametrize("text", ["", "The market opened.", "a deadline", "skilled workers", "overshot"])
def test_sentences_without_are_not(words: Lexicon, text: str) -> None:
    assert not words.harms(text)


def test_a_word_of_death_is_never_hidden_by_one_of_the_living(words: Lexicon) -> None:
    assert words.patient["killed"] == words.bearer["died"] == words.states["dead"] == "deaths"


def test_both_sides_have_their_nouns(words: Lexicon) -> None:
    assert {words.people[w] for w in ("soldier", "soldiers", "policeman", "policemen")} == {"security_force"}
    assert {words.people[w] for w in ("militant", "militants", "gunman", "gunmen")} == {"armed_group"}
    assert {words.people[w] for w in ("people", "man", "victims")} == {None}


def test_what_counts_things_counts_no_people(words: Lexicon) -> None:
    people = {word for word, category in words.people.items() if category}
    assert {"years", "km", "rounds", "houses"} <= words.not_people
    assert not people & words.not_people


def test_unknown_languages_are_refused() -> None:
    with pytest.raises(KeyError):
        lexicon("tlh")
