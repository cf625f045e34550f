"""Lines of a page that tell of other stories: teasers, links and headlines between its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from according.lang import language
from according.model import Sentence

_WORD = re.compile(r"[^\W_]{3,}")
CLOSED = re.compile(r"[.!?;:,\"”’')…]\s*$")
#: A page whose lines mostly have no closing punctuation is a list or a transcript: nothing stands out.
_MOSTLY = 0.5
_LEAD = 3
_SHARED = 2
#: Letters from which on a paragraph printed twice is more than a button.
_TEASER = 40


def other_stories(sentences: Sequence[Sentence], lang: Mapping[str, Any]) -> frozenset[int]:
    """Indices of sentences that are headlines of other stories.

    Such a line begins with a label ("Related:"), or it stands alone behind the report's first sentences
    without closing punctuation and shares hardly a word with the title and the lead; or its paragraph is
    printed twice in a row, as what leads to another story is (a caption of this one shares words with it).
    """
    body = [s for s in sentences if not s.is_title]
    label, common = _words_of(lang["code"])
    twice = _printed_twice(body)
    if len({s.text for s in body if s.paragraph not in twice and CLOSED.search(s.text)}) < _LEAD:
        twice = frozenset()  # all of the page is printed twice
    topic = _topic(sentences, [s for s in body if s.paragraph not in twice], common)
    labelled = {
        s.index for s in body if label.match(s.text) and len(_names(s.text, common) & topic) < _SHARED
    } | {s.index for s in body if s.paragraph in twice and len(_content(s.text, common) & topic) < _SHARED}
    closed = sum(1 for s in body if CLOSED.search(s.text))
    if len(body) < 4 or closed < _MOSTLY * len(body):
        return frozenset(labelled)
    open_lines = (
        s for at, s in enumerate(body) if at >= _LEAD and not CLOSED.search(s.text) and _alone(body, at)
    )
    return frozenset(
        labelled | {s.index for s in open_lines if len(_content(s.text, common) & topic) < _SHARED}
    )


@cache
def _words_of(code: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """How a link to another story begins, and the words that every story shares."""
    lang = language(code)
    labels = sorted(lang["scope"]["labels"], key=len, reverse=True)
    long = "|".join(re.escape(w) for w in labels if " " in w)
    every = "|".join(re.escape(w) for w in labels)
    days = {
        name for table in ("month_names", "weekday_names") for names in lang["dates"][table] for name in names
    }
    label = re.compile(
        rf"\W{{0,3}}(?:\d{{1,2}}:\d\d\s+(?=(?-i:[A-Z]))|(?:{every})\s*[:|\-–—»>]|(?:{long})\b)", re.IGNORECASE
    )
    return label, frozenset(lang["scope"]["common"].split()) | days


def label_of(text: str, code: str) -> int:
    """Where the label before a link or headline ends ("Related Coverage Two shot in …"); 0: there is none."""
    found = _words_of(code)[0].match(text)
    return found.end() if found else 0


def _printed_twice(body: Sequence[Sentence]) -> frozenset[int]:
    """The paragraphs that the next one says again, and those that do."""
    texts: dict[int, str] = {}
    for s in body:
        texts[s.paragraph] = texts.get(s.paragraph, "") + s.text + " "
    pairs = (
        pair
        for pair in pairwise(texts)
        if texts[pair[0]] == texts[pair[1]] and len(texts[pair[0]]) >= _TEASER
    )
    return frozenset(paragraph for pair in pairs for paragraph in pair)


def _alone(body: Sequence[Sentence], at: int) -> bool:
    """Whether a sentence is the whole of its paragraph."""
    paragraph = body[at].paragraph
    before = at > 0 and body[at - 1].paragraph == paragraph
    return not before and not (at + 1 < len(body) and body[at + 1].paragraph == paragraph)


def _topic(sentences: Sequence[Sentence], body: Sequence[Sentence], common: frozenset[str]) -> frozenset[str]:
    told = [s.text for s in sentences if s.is_title] + [s.text for s in body if CLOSED.search(s.text)][:4]
    return frozenset(w for text in told for w in _content(text, common))


def _names(text: str, common: frozenset[str]) -> frozenset[str]:
    return _content(" ".join(w for w in text.split() if w[0].isupper()), common)


def _content(text: str, common: frozenset[str]) -> frozenset[str]:
    return frozenset(
        w for w in (m[0].lower().removesuffix("s") for m in _WORD.finditer(text)) if w not in common
    )
