"""From a word of harm in the tree to the people who bear it."""

from __future__ import annotations

import pytest

from according.engines.spacy_parser import SpacyParser
from according.model import Measure
from according.read.bearers import bearers_of, phrased, subject_of
from according.read.lexicon import Lexicon
from parsing import parse_of, word


@pytest.mark.parametrize(
    ("text", "trigger", "measure", "heads"),
    [
        ("Gunmen killed two farmers.", "killed", "deaths", ["farmers"]),
        ("Two farmers were killed by gunmen.", "killed", "deaths", ["farmers"]),
        ("Two farmers killed on Monday were buried.", "killed", "deaths", ["farmers"]),
        ("Two farmers who were killed on Monday were buried.", "killed", "deaths", ["farmers"]),
        ("Gunmen attacked a bus, killing two farmers.", "killing", "deaths", ["farmers"]),
        ("Two farmers were shot and killed.", "killed", "deaths", ["farmers"]),
        ("Two farmers died.", "died", "deaths", ["farmers"]),
        ("Two farmers were taken to a clinic before dying.", "dying", "deaths", ["farmers"]),
        ("Two farmers are dead.", "dead", "deaths", ["farmers"]),
        ("The blast left two farmers dead.", "dead", "deaths", ["farmers"]),
        ("The killing of two farmers was condemned.", "killing", "deaths", ["farmers"]),
        ("There were two deaths.", "deaths", "deaths", ["deaths"]),
        ("The dead included two farmers.", "dead", "deaths", ["farmers"]),
        ("Two wounded farmers were treated.", "wounded", "injured", ["farmers"]),
        ("Two farmers suffered wounds.", "wounds", "injured", ["farmers"]),
        ("Gunmen abducted two farmers.", "abducted", "abducted", ["farmers"]),
        ("Police arrested two farmers.", "arrested", "detained", ["farmers"]),
        ("Two farmers are missing.", "missing", "missing", ["farmers"]),
        ("Fighting displaced two families.", "displaced", "displaced", ["families"]),
        ("The army lost seven soldiers.", "lost", "deaths", ["soldiers"]),
        ("Two farmers were hit by bullets.", "hit", "injured", ["farmers"]),
        ("A farmer is serving a 12-year sentence.", "sentence", "detained", ["farmer"]),
        ("A farmer received a life term.", "term", "detained", ["farmer"]),
        ("A farmer was given nine years in prison.", "years", "detained", ["farmer"]),
        ("They condemned the sentencing of a farmer.", "sentencing", "detained", ["farmer"]),
    ],
)
def test_bearers(
    parser: SpacyParser, words: Lexicon, text: str, trigger: str, measure: Measure, heads: list[str]
) -> None:
    parse = parse_of(text, parser)
    found = list(bearers_of(parse, word(parse, trigger), words))
    assert {m for m, _ in found} == {measure}
    assert [parse.tokens[head].text for _, head in found] == heads


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The team lost two games.", "lost"),
        ("The plan hit two snags.", "hit"),
        ("The minister held two meetings.", "held"),
        ("He was released from hospital.", "released"),
        ("The market opened.", "market"),
        ("Deaths are rising.", "Deaths"),
        ("Two students received suspended sentences.", "sentences"),
        ("Two students could receive five-year sentences.", "sentences"),
        ("The country received 20 years of aid.", "years"),
        ("The old town was seized by rebels.", "seized"),
    ],
)
def test_words_that_tell_no_harm_here(parser: SpacyParser, words: Lexicon, text: str, trigger: str) -> None:
    parse = parse_of(text, parser)
    assert list(bearers_of(parse, word(parse, trigger), words)) == []


@pytest.mark.parametrize(
    ("text", "measure", "head"),
    [
        ("Two farmers were in critical condition.", "injured", "farmers"),
        ("Two farmers were taken into custody.", "detained", "farmers"),
        ("Two farmers were taken hostage.", "abducted", "farmers"),
        ("Two farmers were stabbed to death.", "deaths", "farmers"),
        ("Two farmers went missing.", "missing", "farmers"),
        ("Two farmers were forced to flee.", "displaced", "farmers"),
    ],
)
def test_phrases(parser: SpacyParser, words: Lexicon, text: str, measure: Measure, head: str) -> None:
    parse = parse_of(text, parser)
    assert (measure, word(parse, head)) in [(m, h) for m, h, _ in phrased(parse, words)]


def test_a_sentence_in_years_is_nobody_held(parser: SpacyParser, words: Lexicon) -> None:
    parse = parse_of("Two farmers were sentenced to five years in prison.", parser)
    assert list(phrased(parse, words)) == []


def test_the_subject_of_a_joined_verb(parser: SpacyParser) -> None:
    parse = parse_of("Two farmers stood up and fell.", parser)
    assert subject_of(parse, word(parse, "fell")) == [word(parse, "farmers")]
