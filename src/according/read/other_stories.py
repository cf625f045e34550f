"""Lines of a page that tell of other stories: teasers, links and headlines between the report's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from according.model import Sentence

_WORD = re.compile(r"[^\W_]{3,}")
_CLOSED = re.compile(r"[.!?;:,\"”’')…]\s*$")
#: A page whose lines mostly have no closing punctuation is a list or a transcript: nothing stands out.
_MOSTLY = 0.5
_LEAD = 3
_SHARED = 2


def other_stories(sentences: Sequence[Sentence], lang: Mapping[str, Any]) -> frozenset[int]:
    """Indices of sentences that are headlines of other stories.

    Such a line stands alone behind the report's first sentences, has no closing punctuation or a label
    ("Related:"), and shares hardly a word with the title and the lead.
    """
    body = [s for s in sentences if not s.is_title]
    closed = sum(1 for s in body if _CLOSED.search(s.text))
    if len(body) < 4 or closed < _MOSTLY * len(body):
        return frozenset()
    label = re.compile(rf"\s*(?:{'|'.join(map(re.escape, lang['scope']['labels']))})\b\s*[:|\-–—»>]", re.IGNORECASE)
    common = frozenset(lang["scope"]["common"].split())
    topic = _topic(sentences, body, common)
    found = set()
    for at, sentence in enumerate(body):
        labelled = label.match(sentence.text)
        if at < _LEAD and not labelled or not labelled and _CLOSED.search(sentence.text):
            continue
        if len(_content(sentence.text, common) & topic) < _SHARED and (labelled or _alone(body, at)):
            found.add(sentence.index)
    return frozenset(found)


def _alone(body: Sequence[Sentence], at: int) -> bool:
    """Whether a sentence is the whole of its paragraph."""
    paragraph = body[at].paragraph
    before = at > 0 and body[at - 1].paragraph == paragraph
    return not before and not (at + 1 < len(body) and body[at + 1].paragraph == paragraph)


def _topic(sentences: Sequence[Sentence], body: Sequence[Sentence], common: frozenset[str]) -> frozenset[str]:
    told = [s.text for s in sentences if s.is_title] + [s.text for s in body if _CLOSED.search(s.text)][:4]
    return frozenset(w for text in told for w in _content(text, common))


def _content(text: str, common: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in (m[0].lower().removesuffix("s") for m in _WORD.finditer(text)) if w not in common)


