"""One document to its mentions and claims: the questions of read/ asked in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.lang import language
from according.model import (
    Claim,
    Document,
    EventDate,
    EventTypes,
    Mention,
    Place,
    Problem,
    Reading,
    Sentence,
    Span,
    Voice,
    claim_id_of,
    mention_id_of,
)
from according.ports import Gazetteer
from according.read.events import Told, events_of
from according.read.lexicon import lexicon
from according.read.scope import scope_of
from according.read.victims import Harm, harms_in
from according.read.when import dates_in, event_date
from according.text import sentences_of

READER = "rules-1"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut into sentences; `wanted` are the positions of those worth parsing."""

    document: Document
    sentences: tuple[Sentence, ...]
    wanted: tuple[int, ...]


def prepare(document: Document) -> Prepared:
    """Cut the document and mark the sentences that hold a word of harm: only they are parsed."""
    triage = lexicon("en").triage
    sentences = sentences_of(document)
    first = {s.text: s.index for s in reversed(sentences)}  # pages repeat their lines; each is read once
    return Prepared(document, sentences, tuple(s.index for s in sentences if first[s.text] == s.index and triage.search(s.text)))


def read(prepared: Prepared, parsed: Sequence[Sentence], gazetteer: Gazetteer) -> Reading:
    """The reading of a prepared document whose wanted sentences have been parsed."""
    document, words, lang = prepared.document, lexicon("en"), language("en")
    by_index = {s.index: s for s in parsed}
    sentences = tuple(by_index.get(s.index, s) for s in prepared.sentences)
    harms = _without_headline_doubles(tuple(h for s in parsed for h in harms_in(s, words)), sentences)
    expressions = dates_in(document, sentences, lang)
    anchors = _anchors(harms, sentences)
    event = event_date(document, sentences, expressions, anchors)
    scopes = [scope_of(h, sentences[h.sentence], expressions, event, lang) for h in harms]
    told = events_of(harms, scopes, sentences, lang)
    return _reading(document, told, event, None, ())


def _without_headline_doubles(harms: Sequence[Harm], sentences: Sequence[Sentence]) -> tuple[Harm, ...]:
    """One person of the headline is told of again, and better, in the body: the body's words are kept."""
    single = ("one", "name", "pronoun")
    body = {h.measure for h in harms if h.reference in single and not sentences[h.sentence].is_title}
    return tuple(h for h in harms if not (sentences[h.sentence].is_title and h.reference in single and h.measure in body))


def _anchors(harms: Sequence[Harm], sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The sentences that tell of harm, body before title, in the order of the report."""
    found = dict.fromkeys(h.sentence for h in harms if h.stance == "asserted")
    return tuple(sorted(found, key=lambda i: (sentences[i].is_title, i)))


def _reading(document: Document, told: Sequence[Told], event: EventDate, place: Place | None, problems: tuple[Problem, ...]) -> Reading:
    mentions: dict[int, Mention] = {}
    for number in sorted({t.event for t in told if t.kept}, key=lambda n: (n == 0, n)):
        span = next(t.harm.people for t in told if t.event == number and t.kept)
        when = event if number == 1 else EventDate()
        mentions[number] = Mention(mention_id_of(document.document_id, span), document.document_id, len(mentions) + 1, when, place, EventTypes(), (), span)
    ids = [claim_id_of(document.document_id, t.harm.measure, t.category, t.harm.quantity, t.harm.people) for t in told]
    claims = tuple(_claim(document, t, ids, mentions[t.event], told) for t in told if t.kept)
    return Reading(document.document_id, READER, tuple(mentions.values()), claims, problems)


def _claim(document: Document, t: Told, ids: Sequence[str], mention: Mention, told: Sequence[Told]) -> Claim:
    return Claim(
        ids[told.index(t)],
        document.document_id,
        mention.mention_id,
        t.harm.measure,
        t.category,
        t.harm.quantity,
        t.harm.people,
        t.scope,
        t.window,
        t.harm.stance,
        (),
        parts=tuple(ids[p] for p in t.parts if told[p].kept),
        repeats=ids[t.repeats] if t.repeats is not None else None,
        adds_to=ids[t.adds_to] if t.adds_to is not None else None,
    )
