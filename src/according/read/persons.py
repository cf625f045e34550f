"""Which single victims of a report are one person: "a man … the 23-year-old … Smith … he".

Persons are told apart within one document only, so that nobody is counted twice; names never leave here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from typing import Any

from according.lang import language
from according.read.lexicon import any_of
from according.read.sides import side_of
from according.read.victims import Harm
from according.read.wordlists import filled

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_HARMED = frozenset(("deaths", "injured"))
_HELD = frozenset(("abducted", "detained"))
#: Up to this sentence, the title among them, a report may bring somebody in twice.
_LEAD = 2
#: How far back, in sentences, a pronoun may reach.
_REACH = 4
#: Characters of a phrase that tells how somebody died.
_PHRASE = 45
#: How many persons a phrase is compared with: long pages stay linear.
_KEPT_IN_MIND = 60
#: Characters between two phrases that are no list.
_APART = 25
#: Ages in years below which one is a child and from which on grown; between them words are used freely.
_CHILD, _GROWN = 14, 20


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The [persons] table of a language as sets, with the ages that its words can mean."""

    male: frozenset[str]
    female: frozenset[str]
    young: frozenset[str]
    grown: frozenset[str]
    additional: frozenset[str]
    bringing_in: frozenset[str]
    reflexive: frozenset[str]
    nameless: frozenset[str]
    numerals: Mapping[str, int]
    ordinals: Mapping[str, int]
    alive: re.Pattern[str]
    own_hand: re.Pattern[str]
    also: re.Pattern[str]
    owners: frozenset[str]
    young_at_any_age: frozenset[str]
    years: tuple[str, ...]
    age: re.Pattern[str]  # two groups: the number and the unit
    age_behind: re.Pattern[str]  # the number in one of two groups


@cache
def person_words(code: str) -> PersonWords:
    """The words of `lang/<code>.toml` that tell persons apart."""
    lang = language(code)
    nameless = frozenset(lang["persons"]["nameless"].split())
    days = {
        name for table in ("month_names", "weekday_names") for names in lang["dates"][table] for name in names
    }
    return filled(
        PersonWords,
        lang["persons"],
        nameless=nameless | days,
        reflexive=frozenset([*lang["victims"]["reflexive"].split(), *lang["headlines"]["bare_self"]]),
        numerals={**lang["quantity"]["units"], **lang["quantity"]["tens"]},
        ordinals={word: n for n, word in enumerate(lang["persons"]["ordinals"].split(), 2)},
        alive=any_of(lang["persons"]["alive"]),
        own_hand=any_of(lang["persons"]["own_hand"]),
        age_behind=re.compile(lang["persons"]["age_behind"]),
    )


@dataclass(frozen=True, slots=True)
class Traits:
    """What one phrase tells of a person; None or empty where it tells nothing."""

    names: tuple[str, ...] = ()
    gender: str | None = None
    age: int | None = None
    young: bool | None = None
    category: str | None = None
    other: bool = False
    ordinal: int | None = None
    alive: bool = False
    reflexive: bool = False
    own_hand: bool = False
    brought_in: bool = False


@dataclass(slots=True)
class Person:
    """What is known of one person so far; `harms` are positions in the list of harms given."""

    names: list[tuple[str, ...]] = field(default_factory=list)
    gender: str | None = None
    age: int | None = None
    young: bool | None = None
    category: str | None = None
    held: bool = False
    dead: bool = False
    alive: bool = False
    other: bool = False
    own_hand: bool = False
    harms: list[int] = field(default_factory=list)
    last: int = 0


def persons_of(
    harms: Sequence[Harm], texts: Mapping[int, str], lang: Mapping[str, Any], *, by_police: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Groups of positions in `harms`: each group tells of one person. Harms about figures are in no group.

    `texts` maps a sentence index to its text (an age may stand just behind the people's span). `by_police`:
    whether the report tells of people shot by the police, so that a suspect may be its victim.
    """
    words = person_words(lang["code"])
    people: list[Person] = []
    ones = [
        i
        for i, h in enumerate(harms)
        if h.quantity.best == 1 and h.reference != "several" and h.stance != "denied"
    ]
    # "One dead" tells nothing of who it was: it goes to those described, wherever the report describes them.
    for i in sorted(ones, key=lambda i: (harms[i].reference == "figure", i)):
        harm = harms[i]
        traits = traits_of(harm, _own_part(i, harms, texts.get(harm.sentence, ""), words), words)
        if traits.other and _contrasted(i, harms):
            traits = replace(traits, other=False)
        known = [
            p
            for p in people
            if harm.reference != "figure"
            or any(harms[k].measure == harm.measure or _goes_on(harms[k], harm) for k in p.harms)
        ]
        person = _same(harm, traits, known, harms, by_police)
        if person is None:
            person = Person()
            people.append(person)
        _learn(person, i, harm, traits)
    return tuple(tuple(sorted(p.harms)) for p in people)


def same_names(harms: Sequence[Harm], code: str) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `harms`, the earlier first, that tell one measure of one name."""
    words = person_words(code)
    named = [(i, names) for i, h in enumerate(harms) if (names := _names(h, words))]
    for at, (j, names) in enumerate(named):
        for i, before in named[max(0, at - _KEPT_IN_MIND) : at]:
            if harms[i].measure == harms[j].measure and _one_name(before, names):
                yield i, j


def _contrasted(i: int, harms: Sequence[Harm]) -> bool:
    """Whether "another" stands beside people of the same sentence who bore another harm: "three were killed
    and another was wounded" may tell again of somebody wounded who was told of before."""
    before = takewhile(
        lambda h: h.sentence == harms[i].sentence, reversed(harms[max(0, i - _KEPT_IN_MIND) : i])
    )
    beside = {h.measure for h in before if h.measure in _HARMED}
    return bool(beside) and harms[i].measure not in beside


def _goes_on(later: Harm, harm: Harm) -> bool:
    """ "One individual was shot and taken to the hospital, where he died"."""
    return (
        later.reference == "pronoun"
        and later.sentence == harm.sentence
        and later.people.start > harm.people.end
    )


def _own_part(i: int, harms: Sequence[Harm], text: str, words: PersonWords) -> str:
    """The sentence of a harm up to another person with whom it goes on: "… and another man"."""
    harm = harms[i]
    at = text.find(harm.people.quote)
    following = next((h for h in harms[i + 1 : i + 2] if h.sentence == harm.sentence), None)
    if at < 0 or following is None or following.people.start < harm.trigger.end:
        return text
    if not is_additional(following, words):
        return text
    return text[: at + following.people.start - harm.people.start]


def is_additional(harm: Harm, words: PersonWords) -> bool:
    """Whether a phrase counts people beside those told of before: "another man", "two others"."""
    own = {w.lower() for w in _WORD.findall(harm.people.quote)}
    return bool(own & words.additional)


def traits_of(harm: Harm, text: str, words: PersonWords) -> Traits:
    """What the words for a person tell: names, gender, age in years, young or grown, category."""
    spoken = [w.lower() for w in _WORD.findall(harm.people.quote)]
    owned = harm.reference != "pronoun" and spoken and spoken[0] in words.owners
    own = set(spoken[1:] if owned else spoken)
    age = _age(harm, text, words)
    young = True if own & words.young else False if own & words.grown else None
    if age is not None:
        young = True if age < _CHILD else False if age >= _GROWN else None
    elif own & words.young_at_any_age:
        young = None
    gender = "male" if own & words.male else "female" if own & words.female else None
    additional = bool(own & words.additional) and harm.reference not in ("pronoun", "name")
    additional |= _also(harm, text, words)
    alive = harm.measure == "injured" and bool(words.alive.search(text))
    ordinal = next((words.ordinals[w] for w in spoken if w in words.ordinals), None)
    reflexive = harm.people.quote.lower() in words.reflexive
    own_hand = reflexive or _by_own_hand(harm, text, words)
    names, category = _names(harm, words), harm.category
    new = _brings_in(harm, words)
    return Traits(names, gender, age, young, category, additional, ordinal, alive, reflexive, own_hand, new)


def _also(harm: Harm, text: str, words: PersonWords) -> bool:
    """Whether somebody was harmed beside others: "Ann Lee was also arrested"."""
    at = text.find(harm.people.quote)
    if at < 0 or harm.trigger.start < harm.people.end or harm.reference == "pronoun":
        return False
    end = at + len(harm.people.quote)
    return words.also.search(text, end, end + harm.trigger.start - harm.people.end) is not None


def _by_own_hand(harm: Harm, text: str, words: PersonWords) -> bool:
    """Whether the words behind somebody tell that he did it himself: "the man turned the gun on himself"."""
    at = text.find(harm.people.quote)
    if at < 0 or harm.trigger.start < harm.people.end or harm.measure not in _HARMED:
        return False
    trigger = at + harm.trigger.start - harm.people.start
    return bool(words.own_hand.search(text, trigger, trigger + _PHRASE))


def _names(harm: Harm, words: PersonWords) -> tuple[str, ...]:
    if harm.reference != "name":
        return ()
    names = (n.lower().strip(".,'’") for n in harm.names)
    return tuple(n for n in names if len(n) > 1 and n not in words.nameless)


def _age(harm: Harm, text: str, words: PersonWords) -> int | None:
    found = words.age.search(harm.people.quote)
    if found:
        return _years(found[1].lower(), found[2].lower(), words)
    at = text.find(harm.people.quote)
    behind = words.age_behind.match(text, at + len(harm.people.quote)) if at >= 0 else None
    return int(behind[1] or behind[2]) if behind else None


def _years(number: str, unit: str, words: PersonWords) -> int | None:
    parts = [int(n) if n.isdigit() else words.numerals.get(n) for n in number.split("-")]
    if None in parts:
        return None
    return sum(n for n in parts if n) if unit.startswith(words.years) else 0


# ── the same person ───────────────────────────────────────────────────────────────────────────────────


def _same(
    harm: Harm, traits: Traits, people: Sequence[Person], harms: Sequence[Harm], by_police: bool
) -> Person | None:
    """The person already told of that this phrase means, or None: it brings in somebody new."""
    if traits.names:
        for person in people[: -_KEPT_IN_MIND - 1 : -1]:
            of_age = traits.age is not None and traits.age == person.age
            if any(
                _one_name(traits.names, known) or (of_age and known[-1] == traits.names[-1])
                for known in person.names
            ):
                return person
    fitting = [p for p in people[-_KEPT_IN_MIND:] if _fits(harm, traits, p, harms, by_police)]
    if traits.other and not harm.definite:
        harmed = sum(1 for p in people if not p.held)
        fitting = [p for p in fitting if p.other and traits.ordinal and traits.ordinal <= harmed]
    if not fitting:
        return None
    if harm.reference == "pronoun":
        close = [p for p in fitting if harm.sentence - p.last <= _REACH]
        return max(close or fitting, key=lambda p: p.harms[-1])
    aged = [p for p in fitting if traits.age is not None and p.age == traits.age]
    deadly = harm.measure == "deaths"
    return max(aged or fitting, key=lambda p: (deadly and p.dead, p.category == traits.category, p.harms[-1]))


def _one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names may be one person's: "Ann Lee" and "Lee" are, "Ann Lee" and "Bo Lee" are not."""
    short, long = sorted((set(a), set(b)), key=len)
    if short <= long:
        return True
    return len(short & long) >= 2 or (a[0] == b[0] and a[-1] == b[-1])


def _fits(harm: Harm, traits: Traits, person: Person, harms: Sequence[Harm], by_police: bool) -> bool:
    if person.held != (harm.measure == "detained"):
        return False
    if traits.names and person.names:
        return False
    if any(_by_others(harm, harms[k]) for k in person.harms):
        return False
    if traits.brought_in and any(not harms[k].definite and harms[k].sentence > _LEAD for k in person.harms):
        return False
    if (traits.alive and person.dead) or (person.alive and harm.measure == "deaths"):
        return False
    if traits.reflexive and any(_done_by(harm, harms[k]) for k in person.harms):
        return False  # "himself" is not whom he harmed
    if None not in (traits.gender, person.gender) and traits.gender != person.gender:
        return False
    if None not in (traits.age, person.age) and abs((traits.age or 0) - (person.age or 0)) > 0:
        return False
    if None not in (traits.young, person.young) and traits.young != person.young:
        return False
    if _other_side(traits.category, person.category, by_police or traits.own_hand or person.own_hand):
        return False
    return not _told_beside(harm, person, harms)


def _by_others(a: Harm, b: Harm) -> bool:
    """Whether two people of different names did it: then they did it to two people."""
    doer, other = _doer(a), _doer(b)
    return bool(doer and other) and not _one_name(doer, other)


def _doer(harm: Harm) -> tuple[str, ...]:
    """The full name of who harmed somebody, in small letters; empty where it is none or a force's."""
    words = harm.agent.quote.split() if harm.agent else []
    names = tuple(w.lower() for w in words if w.istitle() and w.isalpha())
    return names if len(names) > 1 and harm.agent and side_of(harm.agent.quote) == "unknown" else ()


def _brings_in(harm: Harm, words: PersonWords) -> bool:
    """Whether words for somebody held bring him in: "a teacher was arrested", "one of his sons"."""
    first = harm.people.quote.lower().split()[:1]
    return harm.measure in _HELD and harm.reference == "one" and not words.bringing_in.isdisjoint(first)


def _done_by(self_harm: Harm, harm: Harm) -> bool:
    """Whether another harm of the sentence was done to somebody else: "shot his wife and himself"; not "a boy
    was hurt when he shot himself"."""
    doer = harm.people.end <= harm.trigger.start and harm.trigger.end <= self_harm.trigger.start
    return harm.sentence == self_harm.sentence and not (
        doer and harm.reference == "one" and not harm.definite
    )


def _other_side(a: str | None, b: str | None, may_be_suspect: bool) -> bool:
    """Whether categories keep two phrases apart. A suspect is not the victim, unless police shot him or he
    himself did."""
    if a == b:
        return False
    if "armed_group" in (a, b):
        return not (may_be_suspect and None in (a, b))
    return None not in (a, b)


def _told_beside(harm: Harm, person: Person, harms: Sequence[Harm]) -> bool:
    """Two persons brought in by one sentence are two; "he" and "the victim" may still mean the first."""
    if harm.reference == "pronoun" or (
        harm.definite and harm.people.start - _end_before(harm, person, harms) > _APART
    ):
        return False
    beside = [harms[k] for k in person.harms if harms[k].sentence == harm.sentence]
    return any(h.measure == harm.measure or not (harm.definite or h.reference == "pronoun") for h in beside)


def _end_before(harm: Harm, person: Person, harms: Sequence[Harm]) -> int:
    return max(
        (harms[k].people.end for k in person.harms if harms[k].people.end <= harm.people.start),
        default=harm.people.start,
    )


def _learn(person: Person, i: int, harm: Harm, traits: Traits) -> None:
    person.harms.append(i)
    person.last = harm.sentence
    person.dead = person.dead or (harm.measure == "deaths" and harm.stance == "asserted")
    person.alive = person.alive or traits.alive
    person.other = person.other or traits.other
    person.own_hand = person.own_hand or traits.own_hand
    if traits.names:
        person.names.append(traits.names)
    person.held = (
        harm.measure == "detained" if len(person.harms) == 1 else person.held and harm.measure == "detained"
    )
    person.gender = person.gender or traits.gender
    person.age = person.age if person.age is not None else traits.age
    person.young = person.young if person.young is not None else traits.young
    person.category = person.category or traits.category
