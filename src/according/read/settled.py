"""Harms as the whole report settles them: what one sentence alone tells wrongly, twice, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from according.lang import language
from according.model import Quantity, Sentence, Span
from according.read.lexicon import Lexicon
from according.read.other_stories import CLOSED, other_stories
from according.read.people import SINGLE
from according.read.victims import Harm
from according.read.where import Toponym

#: How many sentences, the title among them, say what a report is about.
_LEAD = 4
#: A text of no more sentences than this has no headline of its own.
_HEADED = 2
_HELD = ("abducted", "detained")
_GRAVE = ("deaths", "injured")
#: What stands before a speaker at the end of a line.
_OPENED = (",", ":", "-", "–")
#: A toponym of this score or more is a place rather than a person.
_SURELY_A_PLACE = 0.6


def settled(
    harms: Sequence[Harm], sentences: Sequence[Sentence], toponyms: Sequence[Toponym], words: Lexicon
) -> tuple[Harm, ...]:
    """The harms of a report, in order, once the rest of the report is known: without places taken for
    people, single persons of the headline whom the body tells of, and with the measure that the report
    gives to "the victims", to those hit in a fatal attack and to those freed."""
    others = other_stories(sentences, language(words.code))
    own = _without_headline_doubles(_of_violence(harms, sentences, words), sentences, others)
    found = _freed(_of_those_harmed(_of_persons(own, toponyms), sentences, words), words)
    equated = _equated(found, others, words)
    return _told_by_title(_fatal(equated, sentences, words), sentences, others, words)


def _of_violence(harms: Sequence[Harm], sentences: Sequence[Sentence], words: Lexicon) -> tuple[Harm, ...]:
    """Harms without those of an accident or a disease: where the report opens with one and with no violence,
    only who is held counts, and who is harmed in a sentence that tells of violence itself."""
    lead = "\n".join(s.text for s in sentences[:_LEAD])
    if not words.is_unviolent(lead):
        return tuple(harms)
    return tuple(h for h in harms if h.measure in _HELD or words.is_violent(sentences[h.sentence].text))


def _without_headline_doubles(
    harms: Sequence[Harm], sentences: Sequence[Sentence], others: AbstractSet[int]
) -> tuple[Harm, ...]:
    """One person of the headline is told of again, and better, in the body: the body's words are kept."""
    heads = {s.index for s in sentences if s.is_title} or _headline(sentences)
    body = {
        h.measure
        for h in harms
        if h.sentence not in heads
        and h.sentence not in others
        and (h.reference in SINGLE or h.quantity.best == 1)
    }
    return tuple(
        h for h in harms if not (h.sentence in heads and h.reference in SINGLE and h.measure in body)
    )


def _headline(sentences: Sequence[Sentence]) -> AbstractSet[int]:
    """The headline of a report given without a title: its first line, alone and not closed."""
    alone = len(sentences) > _HEADED and sentences[0].paragraph != sentences[1].paragraph
    return frozenset({0} if alone and not CLOSED.search(sentences[0].text) else ())


def _of_persons(harms: Sequence[Harm], toponyms: Sequence[Toponym]) -> tuple[Harm, ...]:
    """Harms without those whose bearers are names of places ("a night that also struck Kalat and …")."""
    places = [t.span for t in toponyms if t.score >= _SURELY_A_PLACE]
    ends = {(span.start, span.end) for span in places} | {(span.start, None) for span in places}

    def is_place(harm: Harm) -> bool:
        if harm.reference == "name":
            return (harm.people.start, harm.people.end) in ends
        return (
            harm.quantity.rule == "named" and harm.reference == "figure" and (harm.people.start, None) in ends
        )

    return tuple(h for h in harms if not is_place(h))


def _of_those_harmed(
    harms: Sequence[Harm], sentences: Sequence[Sentence], words: Lexicon
) -> tuple[Harm, ...]:
    """Harms without those of who tells of them, found them or was called to them ("Lee said Roe was killed",
    "officers found the victim dead"), and without "all" told of as one."""
    telling = _telling(words.code)
    recap = language(words.code)["victims"]["uncounted"]

    def is_aside(harm: Harm) -> bool:
        if harm.reference == "one" and harm.people.quote.lower() in recap:
            return True
        sentence = sentences[harm.sentence]
        if harm.reference == "several" and _tells(harm, sentence, telling):
            return True
        end, at = harm.people.end - sentence.start, harm.trigger.start - sentence.start
        if harm.measure not in _GRAVE or at < end or harm.reference == "pronoun":
            return False
        told = telling["tells"] if harm.reference == "name" else telling["finds"]
        found = told.match(sentence.text, end)
        behind = sentence.text[harm.trigger.end - sentence.start :]
        return found is not None and found.end() <= at and not telling["whom"].match(behind)

    return tuple(h for h in harms if not is_aside(h))


def _tells(harm: Harm, sentence: Sentence, telling: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether people without a figure speak or were called: "officers were called", "…, officials say";
    and nobody was counted in "prisoners were tortured"."""
    if harm.measure == "injured" and telling["uncounted"].fullmatch(harm.trigger.quote):
        return True
    start, end = harm.people.start - sentence.start, harm.people.end - sentence.start
    if telling["called"].match(sentence.text, end):
        return True
    opened = sentence.text[max(0, start - 2) : start].strip() in _OPENED
    return (
        opened
        and harm.trigger.start < harm.people.start
        and bool(telling["speaks"].match(sentence.text, end))
    )


@cache
def _telling(code: str) -> dict[str, re.Pattern[str]]:
    table = language(code)["victims"]["telling"]
    return {
        name: re.compile(table[name], re.IGNORECASE)
        for name in ("tells", "finds", "whom", "called", "speaks", "uncounted")
    }


def _freed(harms: Sequence[Harm], words: Lexicon) -> tuple[Harm, ...]:
    """Whom a report of kidnappings, and of no arrest, calls released had been abducted."""
    table = language(words.code)["victims"]
    freed = [*table["freeing"].split(), *table["keeping"].split()]
    held = {h.measure for h in harms if h.trigger.quote.lower() not in freed}
    if "abducted" not in held or "detained" in held:
        return tuple(harms)
    abducted = {h.people for h in harms if h.measure == "abducted"}
    changed = [h for h in harms if h.measure == "detained" and h.trigger.quote.lower() in freed]
    return tuple(
        replace(h, measure="abducted") if h in changed else h
        for h in harms
        if h not in changed or h.people not in abducted
    )


def _equated(harms: Sequence[Harm], others: AbstractSet[int], words: Lexicon) -> tuple[Harm, ...]:
    """ "The victims were a man and three women" tells who they were; what befell them, the sentence tells
    ("the victims: a man shot in the leg") or the report: where it tells of people hurt and of no death, they
    were hurt."""
    victims = language(words.code)["bearers"]["victims"].split()
    own = [h for h in harms if h.trigger.quote.lower() not in victims]
    hurt = {h.people for h in own if h.measure == "injured"}
    harms = [h for h in harms if h in own or h.people not in hurt]
    told = [h for h in own if h.stance == "asserted" and h.sentence not in others]
    measures = {h.measure for h in told}
    if "injured" not in measures or "deaths" in measures:
        return tuple(harms)
    return tuple(
        replace(h, measure="injured") if h.measure == "deaths" and h.trigger.quote.lower() in victims else h
        for h in harms
    )


def _fatal(harms: Sequence[Harm], sentences: Sequence[Sentence], words: Lexicon) -> tuple[Harm, ...]:
    """In a report on one fatal attack that tells of one person hit and of no death, that person died."""
    told = [h for h in harms if h.stance == "asserted"]
    hit = [h for h in told if h.measure == "injured"]
    if not hit or any(h.measure == "deaths" for h in told) or any(h.quantity.best != 1 for h in hit):
        return tuple(harms)
    if not any(
        words.fatal.search(s.text) or _fatal_event(words.code).search(s.text) for s in sentences[:_LEAD]
    ):
        return tuple(harms)
    return tuple(replace(h, measure="deaths") if h in hit else h for h in harms)


@cache
def _fatal_event(code: str) -> re.Pattern[str]:
    return re.compile(language(code)["harm"]["fatal_event"], re.IGNORECASE)


def _told_by_title(
    harms: tuple[Harm, ...], sentences: Sequence[Sentence], others: AbstractSet[int], words: Lexicon
) -> tuple[Harm, ...]:
    """Where the body of a page tells of nobody harmed, "a fatal shooting" of its title tells of one death
    at least."""
    if any(h.measure in _GRAVE and h.sentence not in others for h in harms):
        return harms
    for sentence in sentences[:_LEAD]:
        said = _fatal_event(words.code).search(sentence.text) if sentence.is_title else None
        if said is not None:
            span = Span(sentence.start + said.start(), sentence.start + said.end(), said[0])
            quantity = Quantity(1, 1, None, said[0], "at_least")
            harm = Harm(
                sentence.index, "deaths", None, quantity, span, span, "asserted", None, None, "figure"
            )
            return tuple(sorted((*harms, harm), key=lambda h: (h.sentence, h.people.start)))
    return harms
