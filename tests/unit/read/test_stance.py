"""Whether a harm is asserted, denied, expected or only thought of."""

from __future__ import annotations

import pytest

from according.engines.spacy_parser import SpacyParser
from according.model import Stance
from according.read.lexicon import Lexicon
from according.read.stance import negated, stance_of
from parsing import parse_of, word


@pytest.mark.parametrize(
    ("text", "trigger", "stance"),
    [
        ("Two men were killed.", "killed", "asserted"),
        ("Two men died.", "died", "asserted"),
        ("Two men have been killed.", "killed", "asserted"),
        ("The rebels killed two men and will hold the town.", "killed", "asserted"),
        ("Nobody knows why two men were killed.", "killed", "asserted"),
        ("Two men were not killed.", "killed", "denied"),
        ("Two men weren't wounded.", "wounded", "denied"),
        ("The army denied that two men were killed.", "killed", "denied"),
        ("The army rejected a claim that two men were killed.", "killed", "denied"),
        ("There is no evidence that two men were killed.", "killed", "denied"),
        ("Two men may have been killed.", "killed", "expected"),
        ("Two men are feared killed.", "killed", "expected"),
        ("The judge will be killed, they said.", "killed", "expected"),
        ("Two men could be killed.", "killed", "hypothetical"),
        ("Two men might be killed.", "killed", "hypothetical"),
        ("He tried to kill two men.", "kill", "hypothetical"),
        ("They threatened to kill two men.", "kill", "hypothetical"),
        ("He was charged with conspiracy to kill two men.", "kill", "hypothetical"),
        ("They would fight on if two men were killed.", "killed", "hypothetical"),
        ("Two men are not expected to survive after being wounded.", "wounded", "asserted"),
    ],
)
def test_stance(parser: SpacyParser, words: Lexicon, text: str, trigger: str, stance: Stance) -> None:
    parse = parse_of(text, parser)
    assert stance_of(parse, word(parse, trigger), words) == stance


def test_a_negation_counts_where_it_stands_on_the_harm(parser: SpacyParser) -> None:
    on_it = parse_of("Two men were never wounded.", parser)
    elsewhere = parse_of("Two men were wounded because the guard did not shoot.", parser)
    assert negated(on_it, word(on_it, "wounded"))
    assert not negated(elsewhere, word(elsewhere, "wounded"))
