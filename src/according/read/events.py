"""The events of one document: which harms belong to which, what counts whom once, and what comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from according.model import Category, Quantity, Scope, Sentence, Window
from according.read.lexicon import _any_of
from according.read.persons import persons_of
from according.read.victims import Harm

_LIVING = ("injured", "missing", "abducted")


@dataclass(frozen=True, slots=True)
class Told:
    """A harm with what it covers. `event` numbers the events of the document, 1 the one it is about, 0 the
    background; `repeats`, `adds_to` and `parts` are positions in the same list."""

    harm: Harm
    event: int
    scope: Scope
    window: Window
    category: Category
    repeats: int | None = None
    adds_to: int | None = None
    parts: tuple[int, ...] = ()
    kept: bool = True


def events_of(
    harms: Sequence[Harm],
    scopes: Sequence[tuple[Scope, Window]],
    sentences: Sequence[Sentence],
    lang: Mapping[str, Any],
) -> tuple[Told, ...]:
    """Each harm with its event, its category and its relations to the others, in the order given."""
    numbers = _event_numbers(harms, scopes, sentences, lang)
    told = [
        Told(h, n, scope, window, h.category or "unknown")
        for h, (scope, window), n in zip(harms, scopes, numbers, strict=True)
    ]
    texts = {s.index: s.text for s in sentences}
    for event in sorted(set(numbers)):
        positions = [i for i, n in enumerate(numbers) if n == event]
        _relate(told, positions, texts, lang)
    return tuple(told)


def _event_numbers(
    harms: Sequence[Harm], scopes: Sequence[tuple[Scope, Window]], sentences: Sequence[Sentence], lang: Mapping[str, Any]
) -> list[int]:
    separate = _any_of(lang["scope"]["separate"])
    opened: dict[int, int] = {}
    numbers, current, last_paragraph, count = [], 1, -1, 1
    by_index = {s.index: s for s in sentences}
    for harm, (scope, _) in zip(harms, scopes, strict=True):
        sentence = by_index[harm.sentence]
        if sentence.paragraph != last_paragraph:
            current, last_paragraph = 1, sentence.paragraph
        if harm.sentence not in opened and numbers and separate.search(sentence.text):
            count += 1
            opened[harm.sentence] = count
        current = opened.get(harm.sentence, current)
        numbers.append(0 if scope == "background" else current)
    return numbers


def _relate(told: list[Told], positions: Sequence[int], texts: Mapping[int, str], lang: Mapping[str, Any]) -> None:
    harms = [told[i].harm for i in positions]
    for group in persons_of(harms, texts, lang):
        _one_person(told, [positions[k] for k in group])
    _parts(told, positions)
    _repeats(told, positions)
    _additions(told, positions, frozenset(lang["persons"]["additional"].split()))


def _one_person(told: list[Told], group: Sequence[int]) -> None:
    """Of what is told of one person, the first word of each harm counts; the dead are not also injured."""
    dead = any(told[i].harm.measure == "deaths" and told[i].harm.stance == "asserted" for i in group)
    first: dict[str, int] = {}
    category = next((told[i].harm.category for i in group if told[i].harm.category), None)
    for i in group:
        measure = told[i].harm.measure
        hidden = dead and measure in _LIVING and told[i].harm.stance == "asserted"
        if measure in first or hidden:
            told[i] = replace(told[i], kept=False)
        else:
            first[measure] = i
            if category:
                told[i] = replace(told[i], category=category)


def _parts(told: list[Told], positions: Sequence[int]) -> None:
    """Sub-counts of a stated whole, found by the span of the whole."""
    by_span = {(told[i].harm.people, told[i].harm.measure): i for i in positions}
    for i in positions:
        whole = told[i].harm.whole
        at = by_span.get((whole, told[i].harm.measure)) if whole else None
        if at is not None and at != i:
            told[at] = replace(told[at], parts=(*told[at].parts, i))


def _same_count(a: Quantity, b: Quantity) -> bool:
    return (a.best, a.low if a.best is None else 0) == (b.best, b.low if b.best is None else 0)


def _repeats(told: list[Told], positions: Sequence[int]) -> None:
    """A figure told again: same measure and count, categories that do not speak against it."""
    for at, i in enumerate(positions):
        if not told[i].kept or told[i].harm.reference not in ("figure", "several"):
            continue
        for j in positions[:at]:
            a, b = told[j], told[i]
            if (
                a.kept
                and a.repeats is None
                and a.harm.measure == b.harm.measure
                and a.harm.stance == b.harm.stance
                and _same_count(a.harm.quantity, b.harm.quantity)
                and (a.harm.sentence != b.harm.sentence)
                and (a.harm.category == b.harm.category or not a.harm.category or not b.harm.category)
            ):
                told[i] = replace(b, repeats=j)
                break


def _additions(told: list[Told], positions: Sequence[int], additional: frozenset[str]) -> None:
    """People counted beside others: in one sentence, as "two others", or person by person."""
    parts = {p for i in positions for p in told[i].parts}
    counted = [
        i
        for i in positions
        if told[i].kept and told[i].repeats is None and i not in parts and told[i].harm.stance == "asserted"
    ]
    last: dict[tuple[str, str], int] = {}
    for i in counted:
        harm = told[i].harm
        key = (harm.measure, told[i].scope)
        before = last.get(key)
        if before is not None and _beside(told[before].harm, harm, additional):
            told[i] = replace(told[i], adds_to=before)
        last[key] = i


def _beside(before: Harm, harm: Harm, additional: frozenset[str]) -> bool:
    if before.sentence == harm.sentence:
        return True
    words = set(harm.people.quote.lower().split())
    if words & additional:
        return True
    single = ("one", "name", "pronoun")
    return before.reference in single and harm.reference in single
