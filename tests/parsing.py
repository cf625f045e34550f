"""Sentences parsed for real, and words in them by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from according.model import Document, Sentence
from according.ports import Parser
from according.read.lexicon import Lexicon
from according.read.people import Parse
from according.read.victims import Harm, harms_in
from according.text import sentences_of


class Remembering:
    """The real parser; `given` are the sentences that it was given, each of which it parses once."""

    def __init__(self, parser: Parser) -> None:
        self.given: list[str] = []
        self._parser = parser
        self._known: dict[Sentence, Sentence] = {}

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """See `ports.Parser`."""
        self.given.extend(s.text for s in sentences)
        new = [s for s in sentences if s not in self._known]
        self._known.update(zip(new, self._parser.parse(new), strict=True))
        return iter([self._known[s] for s in sentences])


def parsed(text: str, parser: Parser, title: str = "") -> tuple[Sentence, ...]:
    """Every sentence of a text with its tokens."""
    return tuple(parser.parse(sentences_of(Document("d", title, text))))


def parse_of(text: str, parser: Parser) -> Parse:
    """The tree of a text of one sentence."""
    (sentence,) = parsed(text, parser)
    return Parse(sentence)


def word(parse: Parse, text: str) -> int:
    """The token of that text, the first where there are several."""
    return [token.text for token in parse.tokens].index(text)


def harms(text: str, parser: Parser, words: Lexicon) -> list[Harm]:
    """Every harm of a text, sentence by sentence."""
    return [harm for sentence in parsed(text, parser) for harm in harms_in(sentence, words)]


def ends(harm: Harm) -> tuple[int | None, int | None, int | None]:
    """low, best, high."""
    return harm.quantity.low, harm.quantity.best, harm.quantity.high
