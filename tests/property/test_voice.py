"""Attributions on any text and any tree; and the two sides of a conflict are read alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from according.engines.spacy_parser import SpacyParser
from according.lang import language
from according.model import Document, Sentence, Side, Span, Token
from according.read.quoted import quotations_in
from according.read.sides import side_of
from according.read.voice import Attribution, attributions_in, voices_of
from according.read.who import actors_of
from according.text import sentences_of

ENGLISH = language("en")
PARSER = SpacyParser()

WORDS = [
    *(
        "said",
        "according",
        "to",
        "police",
        "the",
        "group",
        "told",
        "Reuters",
        "quoted",
        "as",
        "saying",
        "citing",
    ),
    *(
        "accused",
        "of",
        "killing",
        "claimed",
        "responsibility",
        "nine",
        "men",
        "he",
        "they",
        "it",
        "statement",
        "that",
    ),
    *(
        "“",
        "”",
        '"',
        ",",
        ".",
        ":",
        "—",
        "(@a)",
        "Ada",
        "Finch",
        "TTP",
        "attacked",
        "by",
        "suspected",
        "rebels",
    ),
]
TAGS = ["NN", "NNS", "NNP", "PRP", "VBD", "VBZ", "VBN", "VBG", "IN", "TO", "DT", "JJ", ",", ".", ""]
DEPS = [
    *(
        "ROOT",
        "nsubj",
        "nsubjpass",
        "ccomp",
        "prep",
        "pobj",
        "agent",
        "conj",
        "relcl",
        "appos",
        "advcl",
        "acl",
    ),
    *("xcomp", "pcomp", "dobj", "poss", "det", "compound", "amod", "punct", "auxpass", "mark", ""),
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*WORDS, "\n\n", "! "]), max_size=60).map(" ".join),
)


@st.composite
def treed(draw: st.DrawFn) -> tuple[Document, tuple[Sentence, ...]]:
    """A document whose sentences carry trees that no grammar allows."""
    document = Document("d", draw(st.sampled_from(["", "Police: nine dead"])), draw(TEXTS))
    return document, tuple(replace(s, tokens=draw(tokens_of(s))) for s in sentences_of(document))


@st.composite
def tokens_of(draw: st.DrawFn, sentence: Sentence) -> tuple[Token, ...]:
    made, at = [], 0
    words = sentence.text.split(" ")
    head = st.integers(-2, len(words) + 2)
    for word in words:
        if word:
            start = sentence.start + at
            tag, dep = draw(st.sampled_from(TAGS)), draw(st.sampled_from(DEPS))
            made.append(Token(word, start, start + len(word), tag, dep, draw(head)))
        at += len(word) + 1
    return tuple(made)


def check(document: Document, sentences: tuple[Sentence, ...]) -> None:
    content = document.content
    found = attributions_in(document, sentences, ENGLISH)
    for attribution in found:
        assert attribution.content and attribution.voices
        assert all(0 <= a < b <= len(content) for a, b in attribution.content)
        spans = [attribution.cue, *(voice.span for voice in attribution.voices)]
        assert all(content[s.start : s.end] == s.quote for s in spans if s is not None)
        assert all(voice.span is not None and voice.name == voice.span.quote for voice in attribution.voices)
    for at in range(0, len(content), 7):
        chain = voices_of(found, Span.of(content, at, at + 1))
        assert len({(v.name, v.side) for v in chain}) == len(chain)
    for actor in actors_of(document, sentences, (), found):
        assert actor.span is not None
        assert content[actor.span.start : actor.span.end] == actor.span.quote == actor.name


@given(st.sampled_from(["", "A title, police say", "Three killed - army"]), TEXTS)
def test_unparsed_text_never_raises_and_spans_hold(title: str, text: str) -> None:
    document = Document("d", title, text)
    check(document, sentences_of(document))


@settings(deadline=None)
@given(treed())
def test_odd_trees_never_raise_and_spans_hold(made: tuple[Document, tuple[Sentence, ...]]) -> None:
    check(*made)


@given(TEXTS)
def test_quotations_lie_in_order_within_the_text(text: str) -> None:
    document = Document("d", "", text)
    found = quotations_in(document.content, sentences_of(document))
    assert all(0 <= q.start < q.end <= len(document.content) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_name_has_one_side(name: str, context: str) -> None:
    assert side_of(name, context) == side_of(name, context)


# ── the two sides alike ───────────────────────────────────────────────────────────────────────────────

REPORTS = [
    "{A} said {n} men were killed by {b} in Larkwe.",
    "{n} men were killed in Larkwe, {a} said. {B} said none had died.",
    "According to {a}, {b} killed {n} men. They said the road was closed.",
    "Reuters reported that {n} men died, citing {a}.",
    "“{n} men lay dead,” {a} said. “More came later,” {b} said.",
    "{A} accused {b} of killing {n} men.",
    "In a statement, {a} said {b} had attacked a bus. {n} men died, the statement added.",
]
PAIRS: list[tuple[str, str]] = [("soldiers", "rebels"), ("the army", "the militia"), ("troops", "insurgents")]
MIRROR: dict[Side, Side] = {"state": "armed_group", "armed_group": "state"}


def shape(attribution: Attribution, mirrored: bool) -> list[str]:
    sides = [voice.side for voice in attribution.voices]
    return [MIRROR.get(side, side) if mirrored else side for side in sides]


def read(
    template: str, a: str, b: str, n: str
) -> tuple[Document, tuple[Sentence, ...], tuple[Attribution, ...]]:
    text = template.format(a=a, A=a.capitalize(), b=b, B=b.capitalize(), n=n)
    document = Document("d", "", text)
    sentences = tuple(PARSER.parse(sentences_of(document)))
    return document, sentences, attributions_in(document, sentences, ENGLISH)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(REPORTS), st.sampled_from(PAIRS), st.sampled_from(["Nine", "12", "Forty"]))
def test_swapping_the_two_sides_swaps_sides_and_nothing_else(
    template: str, pair: tuple[str, str], n: str
) -> None:
    one, one_sentences, there = read(template, *pair, n)
    other, other_sentences, back = read(template, pair[1], pair[0], n)
    assert [shape(a, False) for a in there] == [shape(a, True) for a in back]
    at, again = one.content.index(n), other.content.index(n)
    chain = voices_of(there, Span.of(one.content, at, at + len(n)))
    mirror = voices_of(back, Span.of(other.content, again, again + len(n)))
    assert [v.side for v in chain] == [MIRROR.get(v.side, v.side) for v in mirror]
    assert [v.party for v in chain] == [v.party for v in mirror]
    doers = [(a.role, a.side, a.basis) for a in actors_of(one, one_sentences, (), there)]
    swapped = [
        (a.role, MIRROR.get(a.side, a.side), a.basis) for a in actors_of(other, other_sentences, (), back)
    ]
    assert sorted(doers) == sorted(swapped)
