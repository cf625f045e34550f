"""One document to its mentions and claims: the questions of read/ asked in order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from according.lang import language
from according.model import (
    Claim,
    Document,
    EventDate,
    Mention,
    Place,
    Reading,
    Scope,
    Sentence,
    Span,
    Window,
    claim_id_of,
    mention_id_of,
)
from according.ports import Gazetteer
from according.read.deeds import LEAD, deeds_told, may_tell_of_deeds, tells_of_deed
from according.read.elsewhere import told_elsewhere
from according.read.events import Told, events_of
from according.read.extent import extents_in, operations_in
from according.read.fair_copy import as_written, fair_copy
from according.read.how import types_of
from according.read.lexicon import Lexicon, lexicon
from according.read.other_stories import label_of
from according.read.persons import PersonWords, person_words
from according.read.rivals import apart, rivals_in
from according.read.scope import dated_sentences, scope_of
from according.read.settled import settled
from according.read.victims import Harm, harms_in
from according.read.voice import Attribution, attributions_in, voices_of
from according.read.when import DateExpression, dates_in, event_date
from according.read.where import Toponym, event_place, event_places, toponyms_in
from according.read.who import actors_of, with_doers_told
from according.read.whose import of_enemies
from according.text import sentences_of

READER = "rules-1"
_DATELINE = re.compile(
    r"(?:(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]*){0,4}(?:, ?[A-Z][\w.]*){0,2}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: ?\([^)\n]{2,30}\))?|\([A-Z]{2,6}(?:/\w+)?\))(?: ?(?:--|[–—:]) ?| - ?|- )(?=[\w\"“(\[])"
    r"|[A-Z][^a-z\[\]\n]{2,80}? -- ?)(?:[(\[][^()\[\]\n]{2,80}[)\]] ){0,4}"
)
#: How far back, in sentences, "he" or "she" may reach.
_PRONOUN_REACH = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut into sentences. `harmful` are the positions of those with a word of harm; `wanted` are
    those among them that tell of somebody and are worth parsing, without the dateline before them. What is
    read is the `copy` (read/fair_copy.py)."""

    document: Document
    copy: Document
    sentences: tuple[Sentence, ...]
    harmful: tuple[int, ...]
    wanted: tuple[Sentence, ...]


def prepare(document: Document) -> Prepared:
    """Cut the document and mark the sentences that hold a word of harm: only they are parsed."""
    words, copy = lexicon("en"), fair_copy(document)
    sentences = sentences_of(copy)
    first = {s.text: s.index for s in reversed(sentences)}  # pages repeat their lines; each is read once
    once = (s for s in sentences if first[s.text] == s.index or _goes_on(s, copy))
    harmful = tuple(s.index for s in once if words.harms(s.text))
    wanted = tuple(i for i in harmful if words.tells(sentences[i].text))
    told = (_without_label(sentences[i], words) for i in wanted)
    parsable = tuple(_without_outlet(_without_dateline(s), words) for s in told)
    return Prepared(document, copy, sentences, harmful, parsable)


def _goes_on(sentence: Sentence, document: Document) -> bool:
    """Whether more stands on the line of a headline: run into the text it is part of the story."""
    if sentence.text not in document.title:
        return False
    content = document.content
    return " " in (content[sentence.start - 1 : sentence.start], content[sentence.end : sentence.end + 1])


def _without_label(sentence: Sentence, words: Lexicon) -> Sentence:
    """The sentence from behind "Related Coverage": what a page calls a link is nobody's name."""
    end = label_of(sentence.text, words.code)
    rest = sentence.text[end:]
    return replace(sentence, start=sentence.start + end, text=rest) if end and rest.strip() else sentence


def _without_dateline(sentence: Sentence) -> Sentence:
    """The sentence from behind "KARACHI, Feb 1 (Wire) - ": the place of writing is nobody's name."""
    line = _DATELINE.match(sentence.text)
    if line is None:
        return sentence
    return replace(sentence, start=sentence.start + line.end(), text=sentence.text[line.end() :])


def _without_outlet(sentence: Sentence, words: Lexicon) -> Sentence:
    """A title up to " - KXYZ News, Weather and Sports": who publishes is nobody harmed."""
    forms = _outlet(words.code)
    for mark in forms["outlet_opens"].finditer(sentence.text) if sentence.is_title else ():
        rest = sentence.text[mark.end() :]
        if mark.start() and forms["outlet"].search(rest) and not words.harms(rest):
            end = mark.start()
            return replace(sentence, end=sentence.start + end, text=sentence.text[:end])
    return sentence


@cache
def _outlet(code: str) -> dict[str, re.Pattern[str]]:
    table = language(code)["headlines"]["forms"]
    return {name: re.compile(table[name]) for name in ("outlet_opens", "outlet")}


def read(prepared: Prepared, parsed: Sequence[Sentence], gazetteer: Gazetteer) -> Reading:
    """The reading of a prepared document whose wanted sentences have been parsed.

    A report that tells of violence but of no one harmed still has its mention; one without a deed
    (read/deeds.py), whose words of harm do not stand beside violence in its lead, has none: "the poll was
    released".
    """
    nothing = Reading(prepared.document.document_id, READER, (), ())
    sentences = _with_tokens(prepared.sentences, parsed)
    harms = tuple(h for s in parsed for h in harms_in(s, lexicon("en")))
    if not harms and not _tells_of_violence(prepared) and not _tells_of_deeds(prepared):
        return nothing  # and no place is sought
    scene, harms = _scene(prepared.copy, sentences, harms, gazetteer)
    anchors = _anchors(harms, sentences)
    deeds = () if anchors else _deeds(scene, frozenset(), ())
    if not harms and not deeds and not _tells_of_violence(prepared):
        return nothing
    anchors = anchors or (deeds[0] if deeds else prepared.harmful)
    event = event_date(scene.document, sentences, scene.expressions, anchors)
    reading = _reading(scene, _told(scene, harms, event), event, deeds or (prepared.harmful[:1],))
    return as_written(reading, scene.document, prepared.document)


def _with_tokens(sentences: Sequence[Sentence], parsed: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """All sentences, those that were parsed with their tokens."""
    tokens = {s.index: s.tokens for s in parsed}
    return tuple(replace(s, tokens=tokens[s.index]) if s.index in tokens else s for s in sentences)


def _scene(
    document: Document, sentences: tuple[Sentence, ...], harms: tuple[Harm, ...], gazetteer: Gazetteer
) -> tuple[_Scene, tuple[Harm, ...]]:
    """What else the document holds; and its harms, once all of that is known, in order."""
    toponyms = toponyms_in(document, sentences, gazetteer, language("en"))
    harms = settled(harms, sentences, toponyms, lexicon("en"))
    attributions = attributions_in(document, sentences, language("en")) if harms else ()
    rivals, told_by = rivals_in(harms, sentences, "en")
    expressions = _dates_once(document, sentences)
    scene = _Scene(document, sentences, expressions, toponyms, apart(attributions, told_by))
    whole = of_enemies((*harms, *rivals), scene.attributions, language("en"))
    return scene, tuple(sorted(whole, key=lambda h: (h.sentence, h.people.start)))


def _told(scene: _Scene, harms: tuple[Harm, ...], event: EventDate) -> tuple[Told, ...]:
    """The harms with their events, categories and scopes."""
    return events_of(
        harms,
        _scopes(scene, harms, event),
        scene.sentences,
        language("en"),
        event,
        dated_sentences(scene.expressions),
        scene.document.published,
        _speakers(harms, scene.attributions),
        told_elsewhere(harms, scene.sentences, scene.toponyms, language("en")),
    )


def _dates_once(document: Document, sentences: Sequence[Sentence]) -> tuple[DateExpression, ...]:
    """The dates of the report; a line that the page repeats weighs once."""
    first = {s.text: s.index for s in reversed(sentences)}
    found = dates_in(document, sentences, language("en"))
    return tuple(e for e in found if first[sentences[e.sentence].text] == e.sentence)


def _speakers(harms: Sequence[Harm], attributions: Sequence[Attribution]) -> dict[Span, str]:
    """Who says how many, by the span of the people: the innermost voice's name, in small letters."""
    chains = {h.people: voices_of(attributions, h.people) for h in harms}
    return {people: voices[-1].name.lower() for people, voices in chains.items() if voices}


@dataclass(frozen=True, slots=True)
class _Scene:
    """A document with what was found in it before its events are told apart."""

    document: Document
    sentences: tuple[Sentence, ...]
    expressions: tuple[DateExpression, ...]
    toponyms: tuple[Toponym, ...]
    attributions: tuple[Attribution, ...]


def _scopes(scene: _Scene, harms: Sequence[Harm], event: EventDate) -> list[tuple[Scope, Window]]:
    """What each harm covers by its own sentence."""
    beside: defaultdict[int, list[Span]] = defaultdict(list)
    for h in harms:
        beside[h.sentence].append(h.trigger)
    lang, published = language("en"), scene.document.published
    return [
        scope_of(
            h, scene.sentences[h.sentence], scene.expressions, event, lang, published, beside[h.sentence]
        )
        for h in harms
    ]


def _anchors(harms: Sequence[Harm], sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The sentences that tell of harm, body before title, in the order of the report."""
    found = dict.fromkeys(h.sentence for h in harms if h.stance == "asserted")
    return tuple(sorted(found, key=lambda i: (sentences[i].is_title, i)))


def _reading(
    scene: _Scene, told: Sequence[Told], event: EventDate, bare: Sequence[tuple[int, ...]]
) -> Reading:
    """`bare`: the sentences of the events that harmed nobody, where the report tells of no one harmed."""
    document = scene.document
    numbers = sorted({t.event for t in told if t.kept} | {1}, key=lambda n: (n == 0, n))
    mentions = {
        n: _mention(scene, [t for t in told if t.event == n and t.kept], rank, event, bare[0])
        for rank, n in enumerate(numbers, 1)
    }
    counted = frozenset(t.harm.sentence for t in told if t.kept)
    places = tuple(m.place for m in mentions.values())
    further = bare[1:] or (_deeds(scene, counted, places) if counted else ())
    others = tuple(_mention(scene, (), n, event, deed) for n, deed in enumerate(further, len(mentions) + 1))
    told = _said_again(told, scene.attributions)
    spans = _spoken_of(told)
    ids = [
        claim_id_of(document.document_id, t.harm.measure, t.category, t.harm.quantity, span)
        for t, span in zip(told, spans, strict=True)
    ]
    claims = tuple(
        _claim(scene, told, i, spans[i], ids, mentions[t.event]) for i, t in enumerate(told) if t.kept
    )
    return Reading(document.document_id, READER, (*mentions.values(), *others), claims)


def _tells_of_violence(prepared: Prepared) -> bool:
    """Whether a word of harm stands anywhere, and one of violence in the title or the first sentences."""
    return bool(prepared.harmful) and lexicon("en").is_violent(_lead(prepared.sentences))


def _lead(sentences: Sequence[Sentence]) -> str:
    return "\n".join(s.text for s in sentences[:LEAD])


def _tells_of_deeds(prepared: Prepared) -> bool:
    return may_tell_of_deeds(prepared.copy.content) and any(tells_of_deed(s.text) for s in prepared.sentences)


def _deeds(
    scene: _Scene, told: frozenset[int], places: tuple[Place | None, ...]
) -> tuple[tuple[int, ...], ...]:
    """The sentences of the deeds that are events by themselves; none in a report of an accident."""
    accident = lexicon("en").is_unviolent(_lead(scene.sentences))
    if accident or not may_tell_of_deeds(scene.document.content):
        return ()
    return deeds_told(scene.sentences, told, scene.toponyms, places, language("en"))


def _mention(
    scene: _Scene, told: Sequence[Told], rank: int, event: EventDate, wanted: Sequence[int]
) -> Mention:
    """One event: its date, places and words. The first is dated by the whole report, others by their own."""
    document, sentences = scene.document, scene.sentences
    anchors = _anchors([t.harm for t in told], sentences) or tuple(wanted)
    span = (
        told[0].harm.people
        if told
        else Span.of(document.content, sentences[anchors[0]].start, sentences[anchors[0]].end)
    )
    lang = language("en")
    inside = sentences if rank == 1 else [sentences[i] for i in sorted(set(anchors))]
    around = {sentences[i].paragraph for i in anchors}
    beside = sentences if rank == 1 else [s for s in sentences if s.paragraph in around]
    harms = [t.harm for t in told]
    actors = actors_of(document, inside, harms, scene.attributions)
    own = [e for e in scene.expressions if e.sentence in anchors]
    when = event if rank == 1 else event_date(document, sentences, own, anchors) if own else EventDate()
    return Mention(
        mention_id_of(document.document_id, span),
        document.document_id,
        rank,
        when,
        event_place(document, sentences, scene.toponyms, anchors),
        types_of(sentences, anchors, actors, harms),
        with_doers_told(actors, document, beside),
        span,
        event_places(document, sentences, scene.toponyms, anchors),
        operations_in(document.content, lang) if rank == 1 else (),
        extents_in(inside, scene.toponyms, lang),
    )


def _said_again(told: Sequence[Told], attributions: Sequence[Attribution]) -> list[Told]:
    """One person's harm told again by another voice is a claim of its own, a repeat of the first."""
    first: dict[tuple[int, str], int] = {}
    sides: dict[tuple[int, str], set[str]] = {}
    out: list[Told] = []
    for i, t in enumerate(told):
        key = (t.event, t.harm.measure)
        single = t.harm.reference in ("one", "name") and t.harm.quantity.best == 1
        voices = voices_of(attributions, t.harm.people) if single else ()
        side = voices[-1].side if voices else "author"
        new = side != "author" and key in first and side not in sides[key]
        if single and not t.kept and new and t.harm.stance == "asserted" and t.harm.measure == "deaths":
            t = replace(t, kept=True, repeats=first[key], adds_to=None, parts=())
        if single and t.kept:
            first.setdefault(key, i)
            sides.setdefault(key, set()).add(side)
        out.append(t)
    return out


def _spoken_of(told: Sequence[Told]) -> list[Span]:
    """The words of each harm's people; for a pronoun those of the person last told of, where there is one."""
    words = person_words("en")
    spans: list[Span] = []
    taken: set[tuple[str, Span]] = {(t.harm.measure, t.harm.people) for t in told if t.kept}
    for i, t in enumerate(told):
        span = t.harm.people
        if t.kept and t.harm.reference == "pronoun":
            span = next(
                (p for p in _persons_before(told, i, words) if (t.harm.measure, p) not in taken), span
            )
            taken.add((t.harm.measure, span))
        spans.append(span)
    return spans


def _persons_before(told: Sequence[Told], i: int, words: PersonWords) -> Iterator[Span]:
    """The single persons told of in the sentences before a pronoun, nearest first, of its gender or none."""
    harm = told[i].harm
    other = words.female if harm.people.quote.lower() in words.male else words.male
    for before in reversed(told[:i]):
        single = before.harm.reference in ("one", "name") and before.harm.quantity.best == 1
        if harm.sentence - before.harm.sentence > _PRONOUN_REACH:
            return
        if single and not other & set(before.harm.people.quote.lower().split()):
            yield before.harm.people


def _claim(
    scene: _Scene, told: Sequence[Told], i: int, span: Span, ids: Sequence[str], mention: Mention
) -> Claim:
    t = told[i]
    return Claim(
        ids[i],
        scene.document.document_id,
        mention.mention_id,
        t.harm.measure,
        t.category,
        t.harm.quantity,
        span,
        t.scope,
        t.window,
        t.harm.stance,
        voices_of(scene.attributions, t.harm.people),
        derived=t.derived,
        parts=tuple(ids[p] for p in t.parts if told[p].kept),
        repeats=ids[t.repeats] if t.repeats is not None else None,
        adds_to=ids[t.adds_to] if t.adds_to is not None and told[t.adds_to].kept else None,
    )
