"""Why two mentions are one event to the book or not: the comparisons, their sum, what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from according.analysis.judging import mention_named
from according.errors import UsageError
from according.ledger import Book
from according.link import by_mention, incidents_of, traits_of
from according.link.clustering import NOT_COMPARED, bonds_of
from according.link.rarity import Rarity
from according.link.scoring import WEIGHTS, Comparison, compared, verdict_of, weight_of
from according.model import Incident, Judgement, Mention, Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison that alone would turn the verdict: what it would have to come to, and what that gives."""

    question: str
    level: str
    weight: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Linked:
    """Two mentions held against each other. `comparisons` is empty where one of them is never compared
    (background, or a summary of many events); then `weight` and `verdict` are None. `recorded`: all verdicts
    in force on the two. `homes`: their incidents. `average`: the mean log odds over all pairs between their
    two incidents, or of the two with the others of their one incident; None where there are none.
    """

    first: Mention
    second: Mention
    comparisons: tuple[Comparison, ...]
    weight: float | None
    verdict: Verdict | None
    recorded: tuple[Judgement, ...]
    homes: tuple[Incident, Incident]
    average: float | None
    changes: tuple[Change, ...]

    @property
    def together(self) -> bool:
        """Whether the two stand in one incident."""
        return self.homes[0] == self.homes[1]


def linked(book: Book, a: str, b: str) -> Linked:
    """The two mentions that `a` and `b` name (of a document the event that it is about), held against each
    other as linking does today. UsageError where they name one mention."""
    first, second = _main_mention(book, a), _main_mention(book, b)
    if first.mention_id == second.mention_id:
        raise UsageError(f"{a!r} and {b!r} name the same mention: name two")
    comparisons = _comparisons(book, first, second)
    levels = {c.question: c.level for c in comparisons}
    weight = weight_of(levels) if levels else None
    pair = {first.mention_id, second.mention_id}
    recorded = tuple(j for j in book.judgements if {j.mention_a, j.mention_b} == pair)
    homes = _homes(book, first, second)
    return Linked(
        first,
        second,
        comparisons,
        weight,
        None if weight is None else verdict_of(weight),
        recorded,
        homes,
        _average(book, first, second, homes),
        changes_of(levels) if levels else (),
    )


def _main_mention(book: Book, words: str) -> Mention:
    """The mention that words name; of a document that tells of several, the one that it is about."""
    reading = book.readings.get(words.strip())
    if reading is not None:
        about = [mention for mention in reading.mentions if mention.rank == 1]
        if len(about) == 1:
            return about[0]
    return mention_named(book, words)


def _comparisons(book: Book, first: Mention, second: Mention) -> tuple[Comparison, ...]:
    rarity = Rarity()
    every = traits_of(book.mentions.values(), by_mention(book.claims.values()), book.documents, rarity)
    by_id = {one.mention_id: one for one in every}
    if first.mention_id not in by_id or second.mention_id not in by_id:
        return ()
    return compared(by_id[first.mention_id], by_id[second.mention_id], rarity)


def changes_of(levels: Mapping[str, str]) -> tuple[Change, ...]:
    """For each comparison the nearest other level that alone gives another verdict, the nearest first."""
    now = weight_of(levels)
    found: list[Change] = []
    for question, row in WEIGHTS.items():
        others = [_changed(levels, question, level) for level in row if level != levels[question]]
        turning = [change for change in others if change.verdict != verdict_of(now)]
        if turning:
            found.append(min(turning, key=lambda change: (abs(change.weight - now), change.level)))
    return tuple(sorted(found, key=lambda change: abs(change.weight - now)))


def _changed(levels: Mapping[str, str], question: str, level: str) -> Change:
    weight = weight_of({**levels, question: level})
    return Change(question, level, weight, verdict_of(weight))


def _homes(book: Book, first: Mention, second: Mention) -> tuple[Incident, Incident]:
    home = {m: i for i in incidents_of(book.mentions.values(), book.judgements) for m in i.mention_ids}
    return home[first.mention_id], home[second.mention_id]


def _average(book: Book, first: Mention, second: Mention, homes: tuple[Incident, Incident]) -> float | None:
    known = bonds_of(book.mentions, book.judgements).weights
    if homes[0] != homes[1]:
        pairs: Sequence[tuple[str, str]] = list(product(homes[0].mention_ids, homes[1].mention_ids))
    else:
        asked = {first.mention_id, second.mention_id}
        others = [m for m in homes[0].mention_ids if m not in asked]
        pairs = list(product(sorted(asked), others))
    weights = [known.get((min(pair), max(pair)), NOT_COMPARED) for pair in pairs]
    return round(sum(weights) / len(weights), 2) if weights else None
