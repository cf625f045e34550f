"""Which single victims of a report are one person: "a man … the 23-year-old … Smith … he".

Persons are told apart within one document only, so that nobody is counted twice; names never leave here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from according.read.victims import Harm

_AGE = re.compile(r"\b(\d{1,3}|\w+)[\s-]+(?:year|month)s?[\s-]+old|,\s*(\d{1,2})\b", re.IGNORECASE)


@dataclass(slots=True)
class Person:
    """What is known of one person so far; `harms` are positions in the list of harms given."""

    names: set[str] = field(default_factory=set)
    gender: str | None = None
    age: str | None = None
    category: str | None = None
    harms: list[int] = field(default_factory=list)


def persons_of(harms: Sequence[Harm], texts: Mapping[int, str], lang: Mapping[str, Any]) -> tuple[tuple[int, ...], ...]:
    """Groups of positions in `harms`: each group tells of one person. Harms about figures are in no group.

    `texts` maps a sentence index to its text (an age may stand just behind the people's span).
    """
    words = {k: frozenset(lang["persons"][k].split()) for k in ("male", "female", "additional")}
    people: list[Person] = []
    for i, harm in enumerate(harms):
        if harm.reference not in ("one", "name", "pronoun", "figure") or harm.quantity.best != 1:
            continue
        person = _match(harm, people, harms, words, texts)
        if person is None:
            person = Person()
            people.append(person)
        _learn(person, i, harm, words, texts)
    return tuple(tuple(p.harms) for p in people)


def _match(
    harm: Harm, people: Sequence[Person], harms: Sequence[Harm], words: Mapping[str, frozenset[str]], texts: Mapping[int, str]
) -> Person | None:
    names = _names(harm)
    gender, age = _gender(harm, words), _age(harm, texts)
    if names:
        named = [p for p in people if p.names & names]
        if named:
            return named[-1]
    if harm.reference != "pronoun" and not harm.definite and set(_words(harm)) & words["additional"]:
        return None
    for person in reversed(people):
        told_beside = any(harms[k].sentence == harm.sentence and harms[k].measure == harm.measure for k in person.harms)
        if told_beside and harm.reference != "pronoun":
            continue
        if names and person.names:
            continue
        if gender and person.gender and gender != person.gender:
            continue
        if age and person.age and age != person.age:
            continue
        if harm.category and person.category and harm.category != person.category:
            continue
        return person
    return None


def _learn(person: Person, i: int, harm: Harm, words: Mapping[str, frozenset[str]], texts: Mapping[int, str]) -> None:
    person.harms.append(i)
    person.names |= _names(harm)
    person.gender = person.gender or _gender(harm, words)
    person.age = person.age or _age(harm, texts)
    person.category = person.category or harm.category


def _names(harm: Harm) -> set[str]:
    return {n.lower() for n in harm.names if len(n) > 2} if harm.reference == "name" or harm.names else set()


def _words(harm: Harm) -> list[str]:
    return re.findall(r"[a-z]+", harm.people.quote.lower())


def _gender(harm: Harm, words: Mapping[str, frozenset[str]]) -> str | None:
    own = set(_words(harm))
    if own & words["male"]:
        return "male"
    return "female" if own & words["female"] else None


def _age(harm: Harm, texts: Mapping[int, str]) -> str | None:
    text = texts.get(harm.sentence, "")
    at = text.find(harm.people.quote)
    found = _AGE.search(harm.people.quote) or (
        _AGE.match(text, at + len(harm.people.quote)) if at >= 0 else None
    )
    return (found[1] or found[2]).lower() if found else None
