"""Which figures are of the event that the report is about, and which of others told beside it.

A report tells what it is about in its title and its lead. Rules: docs/codebook.md, "Scope".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from according.lang import language
from according.model import Scope, Sentence, Window
from according.read.other_stories import other_stories
from according.read.victims import Harm
from according.read.wordlists import filled

Covered = tuple[Scope, Window]

#: How many sentences behind the title say what a report is about.
_LEAD = 3
#: Letters of a name from which on it tells persons apart.
_NAME = 4
#: Letters around a word of harm that tell whether it describes a person ("of slain editor …").
_PHRASE = 14


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [scope] table of a language what tells that others are meant."""

    happened: re.Pattern[str]
    goes_on: re.Pattern[str]
    comes_after: re.Pattern[str]
    avenged: re.Pattern[str]
    follows: re.Pattern[str]
    mourned: re.Pattern[str]
    described: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["scope"]["forms"])


@dataclass(frozen=True, slots=True)
class _Report:
    """A report with what its title and lead tell of: sentences by index, those of the lead, the measures and
    figures harmed there, and the names of all who stand there."""

    texts: Mapping[int, Sentence]
    lead: Set[int]
    named: str
    measures: Set[str]
    titles: Set[tuple[str, int | None]]
    others: Set[int]
    repression: bool
    published: date | None
    words: _Words

    def body(self, harm: Harm) -> bool:
        return harm.sentence not in self.lead


def told_apart(
    harms: Sequence[Harm],
    covered: Sequence[Covered],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
    published: date | None,
    repression: bool,
) -> list[Covered]:
    """What each harm covers, once the events beside the main one are told from it.

    `published`: the day of the report; `repression`: whether it tells of violence against
    people who protest, write or defend rights, and of no fighting.
    """
    report = _report(harms, sentences, lang, published, repression)
    return _together(harms, [_of_main(h, c, report) for h, c in zip(harms, covered, strict=True)], report)


def _together(harms: Sequence[Harm], covered: list[Covered], report: _Report) -> list[Covered]:
    """One word of harm told of several, or of one person and again by a pronoun, is of one event ("590
    people, many children among them, have been killed"; "jailed a writer and beat him"): of this one where
    it names whom the report is about ("Lee was arrested in 2018 with six others")."""
    for at in range(1, len(harms)):
        before, harm = harms[at - 1], harms[at]
        beside = before.sentence == harm.sentence and not report.texts[harm.sentence].is_title
        same = before.measure == harm.measure and before.trigger == harm.trigger
        apart = covered[at][0] == "mention" != covered[at - 1][0]
        with_name = before.reference == "name" and (covered[at - 1][0], covered[at][0]) == _THIS_AND_PAST
        if beside and same and with_name:
            covered[at] = covered[at - 1]
        if beside and apart and (same or harm.reference == "pronoun"):
            covered[at] = covered[at - 1]
    return covered


def _report(
    harms: Sequence[Harm],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
    published: date | None,
    repression: bool,
) -> _Report:
    body = [s.index for s in sentences if not s.is_title]
    lead = {s.index for s in sentences if s.is_title} | set(body[:_LEAD])
    first = [h for h in harms if h.sentence in lead and h.stance == "asserted"]
    return _Report(
        {s.index: s for s in sentences},
        lead,
        " ".join(s.text for s in sentences if s.index in lead),
        {h.measure for h in first},
        {(h.measure, h.quantity.best) for h in first if h.sentence not in body},
        other_stories(sentences, lang),
        repression,
        published,
        _words(lang["code"]),
    )


def _of_main(harm: Harm, covered: Covered, report: _Report) -> Covered:
    scope = covered[0]
    if scope == "background":
        main = report.texts[harm.sentence].is_title or _is_main_person(harm, report)
        return ("mention", covered[1]) if main else covered
    if scope == "mention" and _in_general(harm, report):
        return ("cumulative", Window(None, report.published)) if _goes_on(harm, report) else _ANOTHER
    return _ANOTHER if scope == "mention" and any(rule(harm, report) for rule in _RULES) else covered


_THIS_AND_PAST = ("mention", "background")
_ANOTHER: Covered = ("background", Window())


def _is_main_person(harm: Harm, report: _Report) -> bool:
    """Whom the lead names: the report is about that person, however old the harm is. A first name that two
    people share is none."""
    if harm.reference != "name" or not report.body(harm):
        return False
    known = _named_in_lead(harm, report)
    return bool(known) and (len(known) > 1 or known[0] == harm.names[-1])


def _named_in_lead(harm: Harm, report: _Report) -> list[str]:
    return [name for name in harm.names if len(name) >= _NAME and name in report.named]


def _goes_on(harm: Harm, report: _Report) -> bool:
    """ "Are being arrested", "have been killed": up to the day of the report."""
    sentence = report.texts[harm.sentence]
    return bool(report.words.goes_on.search(sentence.text[: harm.trigger.start - sentence.start]))


# ── signs of another event ────────────────────────────────────────────────────────────────────────────


def _of_another_story(harm: Harm, report: _Report) -> bool:
    """A link or headline between the paragraphs."""
    return harm.sentence in report.others


def _in_general(harm: Harm, report: _Report) -> bool:
    """ "The killing of journalists", "activists who were jailed": nobody in particular, behind the lead."""
    if harm.reference != "several" or harm.definite or not report.body(harm) or not report.repression:
        return False
    sentence = report.texts[harm.sentence]
    at = harm.trigger.start - sentence.start
    return harm.measure not in report.measures or not report.words.happened.search(sentence.text[:at])


def _come_after(harm: Harm, report: _Report) -> bool:
    """ "It comes a week after ten people were killed", where no title tells of them."""
    if any((harm.measure, harm.quantity.best) == told for told in report.titles):
        return False
    return bool(report.words.comes_after.search(_before(harm, report)))


def _avenged(harm: Harm, report: _Report) -> bool:
    """ "In retaliation for the killing of another man": what came before this event."""
    return bool(report.words.avenged.search(_before(harm, report)))


def _follows(harm: Harm, report: _Report) -> bool:
    """ "The shooting comes weeks after a gunman killed four", "… follows the killing of a boy"."""
    if any((harm.measure, harm.quantity.best) == told for told in report.titles):
        return False
    return bool(report.words.follows.search(_before(harm, report)))


def _mourned(harm: Harm, report: _Report) -> bool:
    """ "Shots rang out at a vigil for a man killed", "protests since the killing of a boy": where the title
    tells who was harmed, and in another way."""
    if not report.titles or any(measure == harm.measure for measure, _ in report.titles):
        return False
    return bool(report.words.mourned.search(_before(harm, report)))


def _described(harm: Harm, report: _Report) -> bool:
    """ "A friend of slain editor Ann Lee": of somebody whom the lead does not name, in passing."""
    if harm.reference != "name" or harm.trigger.start >= harm.people.end or not report.body(harm):
        return False
    if _named_in_lead(harm, report):
        return False
    sentence = report.texts[harm.sentence]
    at = harm.trigger.start - sentence.start
    return bool(report.words.described.search(sentence.text[max(0, at - _PHRASE) : at + _PHRASE].lower()))


def _before(harm: Harm, report: _Report) -> str:
    sentence = report.texts[harm.sentence]
    return sentence.text[: harm.people.start - sentence.start]


_RULES: tuple[Callable[[Harm, _Report], bool], ...] = (
    _of_another_story,
    _come_after,
    _avenged,
    _follows,
    _mourned,
    _described,
)
