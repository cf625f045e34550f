"""Whose people an open word counts ("three men", "12 others"): decided by the report around it.

Rules: docs/codebook.md, "Category". Both sides of a conflict are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from according.lang import language
from according.model import ENEMIES, Category, Sentence
from according.read.lexicon import any_of, any_of_small
from according.read.people import SINGLE
from according.read.relations import Report, Told
from according.read.victims import Harm
from according.read.voice import Attribution, voices_of
from according.read.wordlists import filled

_SIDES = ("civilian", "security_force", "armed_group")


@dataclass(frozen=True, slots=True)
class Genre:
    """What kind of violence a report tells of: `crime` in ordinary news, `repression` of people who protest,
    write or defend rights, `conflict` between armed sides; `by_police`: people shot by the police."""

    crime: bool
    repression: bool
    conflict: bool
    by_police: bool

    @property
    def civilian(self) -> bool:
        """Whether people of whom nothing else is told are civilians."""
        return (self.crime or self.repression) and not self.conflict


def genre_of(sentences: Sequence[Sentence], lang: Mapping[str, Any]) -> Genre:
    """The kind of report, by the words of its title and first sentences, then of all of it."""
    words = _words_of(lang["code"])
    text = "\n".join(s.text for s in sentences[:40]).lower()
    crime, repression, conflict = (
        len(set(pattern.findall(text))) for pattern in (words.crime, words.repression, words.conflict)
    )
    by_police = bool(words.by_police.search(text))
    return Genre(crime > 0, repression > 0, conflict > max(crime, repression), by_police)


@dataclass(frozen=True, slots=True)
class _Words:
    """The [genre] table of a language; what each list is for stands there. The first four are asked of small
    letters."""

    crime: re.Pattern[str]
    repression: re.Pattern[str]
    conflict: re.Pattern[str]
    by_police: re.Pattern[str]
    charged: re.Pattern[str]
    violent_charge: re.Pattern[str]
    peaceful_charge: re.Pattern[str]
    gangs: re.Pattern[str]
    own_hand: re.Pattern[str]
    settings: re.Pattern[str]
    armed: re.Pattern[str]
    plain: frozenset[str]
    continues: re.Pattern[str]
    open_heads: frozenset[str]
    police: re.Pattern[str]
    enemies: re.Pattern[str]


@cache
def _words_of(code: str) -> _Words:
    table = language(code)["genre"]
    report = {name: any_of_small(table[name]) for name in ("crime", "repression", "conflict", "by_police")}
    names = ("charged", "violent_charge", "peaceful_charge", "own_hand", "settings", "armed")
    return filled(_Words, table, **report, **{name: any_of(table[name]) for name in names})


def of_enemies(
    harms: Sequence[Harm], attributions: Sequence[Attribution], lang: Mapping[str, Any]
) -> tuple[Harm, ...]:
    """The harms with "12 enemy personnel" counted for the side that the speaker fights; where nobody or
    somebody else speaks it stays open. Words of one party are never read as the other's."""
    enemies = _words_of(lang["code"]).enemies
    return tuple(
        replace(h, category=ENEMIES.get(voices[-1].side))
        if h.category is None
        and enemies.search(h.people.quote.lower())
        and (voices := voices_of(attributions, h.people))
        else h
        for h in harms
    )


def settle_categories(told: list[Told], report: Report, genre: Genre, lang: Mapping[str, Any]) -> None:
    """Give each harm its category in place: its own word's, that of the people it continues, the report's."""
    order = sorted((i for i, t in enumerate(told) if t.kept), key=lambda i: told[i].harm.people.start)
    words = _words_of(lang["code"])
    _from_repeats(told, order)
    _from_those_before(told, order, words)
    _from_parts(told, order)
    _from_repeats(told, order)
    for i in order:
        if told[i].harm.measure == "detained" and words.gangs.search(told[i].harm.people.quote):
            told[i] = replace(told[i], category="armed_group")
        elif told[i].category == "unknown":
            told[i] = replace(told[i], category=_by_genre(told[i], report, genre, words))
        elif _charged_with_violence(told[i], report, genre, words):
            told[i] = replace(told[i], category="armed_group")
    _from_parts(told, order)


def _from_repeats(told: list[Told], order: Sequence[int]) -> None:
    """One figure told twice is of one category: "41 killed" in the title, "41 rebels" below it."""
    for i in order:
        before = told[i].repeats
        if before is None:
            continue
        a, b = told[before].category, told[i].category
        if a == "unknown" != b:
            told[before] = replace(told[before], category=b)
        elif b == "unknown" != a:
            told[i] = replace(told[i], category=a)


def _from_those_before(told: list[Told], order: Sequence[int], words: _Words) -> None:
    """ "killed five policemen and wounded 22", "two of them": of the category of those before."""
    for at, i in enumerate(order):
        harm = told[i].harm
        if (
            told[i].category != "unknown"
            or harm.reference in ("name", "pronoun", "nobody")
            or not (words.continues.search(harm.people.quote) or harm.people.quote == harm.quantity.words)
        ):
            continue
        if harm.people.quote.lower() in words.open_heads or not at:
            continue
        before = told[order[at - 1]]
        reach = 0 if harm.people.quote.isdigit() else 1
        near = before.event == told[i].event and harm.sentence - before.harm.sentence <= reach
        if near and before.category in _SIDES:
            told[i] = replace(told[i], category=before.category)


def _from_parts(told: list[Told], order: Sequence[int]) -> None:
    """A whole of known parts: theirs, or `all` where they differ or attackers are among the people."""
    for i in order:
        t = told[i]
        parts = [told[p] for p in t.parts if told[p].harm.measure == t.harm.measure]
        kinds = {p.category for p in parts}
        if not parts or t.category in _SIDES:
            continue
        complete = t.derived or sum(p.harm.quantity.best or 0 for p in parts) == t.harm.quantity.best
        known: Category | None = None
        if complete and len(kinds) == 1:
            known = parts[0].category
        elif (complete and len(kinds - {"unknown"}) > 1) or ("armed_group" in kinds and not complete):
            known = "all"
        if known and known != t.category:
            told[i] = replace(t, category=known)


def _by_genre(t: Told, report: Report, genre: Genre, words: _Words) -> Category:
    if t.harm.measure in ("detained",):
        sentence = report.texts[t.harm.sentence]
        if words.peaceful_charge.search(sentence) and not words.violent_charge.search(sentence):
            return "civilian"
        accused = words.charged.search(sentence)
        if genre.repression and not (accused and words.violent_charge.search(sentence)):
            return "unknown" if genre.conflict else "civilian"
        return "armed_group" if accused or (genre.crime and t.harm.reference != "several") else "unknown"
    if t.harm.stance == "denied":
        return "unknown"
    if genre.by_police and not genre.repression and _shot_by_police(t, words):
        return "armed_group"
    if _with_the_attacker(t, report, words):
        return "all"
    return "civilian" if genre.civilian or _among_civilians(t, report, words) else "unknown"


def _charged_with_violence(t: Told, report: Report, genre: Genre, words: _Words) -> bool:
    """ "A 17-year-old boy was arrested on suspicion of murder": the word for the person tells an age or a
    people, no group; the charge does."""
    if t.harm.measure != "detained" or t.category != "civilian" or not genre.crime or genre.repression:
        return False
    heads = {w.strip(".,").lower() for w in t.harm.people.quote.split()}
    known = heads & words.plain
    return bool(known) and bool(words.violent_charge.search(report.texts[t.harm.sentence]))


def _with_the_attacker(t: Told, report: Report, words: _Words) -> bool:
    """ "Three dead in a murder-suicide": one of them is who killed the others."""
    several = t.harm.measure == "deaths" and t.harm.reference == "figure" and (t.harm.quantity.best or 0) > 1
    return several and bool(words.own_hand.search(report.texts[t.harm.sentence]))


def _among_civilians(t: Told, report: Report, words: _Words) -> bool:
    """ "Nine killed in a church": where civilians gather, and nobody armed stands in the sentence."""
    sentence = report.texts[t.harm.sentence]
    return bool(words.settings.search(sentence)) and not words.armed.search(sentence)


def _shot_by_police(t: Told, words: _Words) -> bool:
    agent = t.harm.agent
    return agent is not None and t.harm.reference in SINGLE and bool(words.police.search(agent.quote))
