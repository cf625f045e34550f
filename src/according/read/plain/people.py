"""Whom a report counts, without a parser: figures with their nouns, and persons told of one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from according.model import Category, Measure, Quantity
from according.read.plain.figures import Figure, requantified
from according.read.plain.words import Noun, Tongue, Word

#: `figure` a figure with a noun for people or those harmed, `bare` one without, `unlisted` one with a noun
#: that no table has, `one` a person with an article, `single` a person without, `definite` "the mayor".
Sort = Literal["figure", "bare", "unlisted", "one", "single", "definite"]
#: How many words may stand between a figure and its noun, and between a noun and what tells whose it is.
_BEFORE_NOUN, _BEHIND_NOUN = 4, 7


@dataclass(frozen=True, slots=True)
class Group:
    """People told of at words [first, last). `counted`: the measure where the noun itself is one of harm
    ("eight wounded"). `others`: said to be others than those before. `head` is the noun's place."""

    first: int
    last: int
    quantity: Quantity
    category: Category | None
    sort: Sort
    counted: Measure | None = None
    others: bool = False
    neutral: bool = False


def groups_in(
    words: Sequence[Word], tongue: Tongue, figures: Sequence[Figure], first: int, last: int, content: str
) -> list[Group]:
    """Every group of people among the words [first, last), in order, not overlapping."""
    found: list[Group] = []
    taken = [False] * (last - first)
    floor = first
    for n, figure in enumerate(figures):
        stop = figures[n + 1].first if n + 1 < len(figures) else last
        group = _counted(words, tongue, figure, stop, content)
        if group is not None and group.sort in ("bare", "unlisted"):
            group = _with_noun_before(words, tongue, figure, floor, content) or group
        end = group.last if group else figure.last
        for i in range(min(group.first if group else figure.first, figure.first), max(end, figure.last)):
            taken[i - first] = True
        floor = max(end, figure.last)
        if group:
            found.append(group)
    found += _persons(words, tongue, taken, first, last, content)
    return sorted(found, key=lambda g: g.first)


# ── with a figure ─────────────────────────────────────────────────────────────────────────────────────


def _counted(words: Sequence[Word], tongue: Tongue, figure: Figure, stop: int, content: str) -> Group | None:
    if tongue.phrases["parts.of_them"].at(words, figure.last, stop):
        return Group(figure.first, figure.last, figure.quantity, None, "bare", None, False, True)
    at, others = figure.last, False
    while at < stop and at - figure.last < _BEFORE_NOUN and _passes(words, tongue, at, stop):
        if tongue.nouns.at(words, at, stop):
            break
        others = others or words[at].norm in tongue.sets["phrase.others"]
        at += 1
    others = others or any(
        w.norm in tongue.sets["phrase.others"] for w in words[figure.first : figure.number]
    )
    noun, harm = tongue.nouns.at(words, at, stop), tongue.counted.at(words, at, stop)
    if noun is not None and not (noun[1].category is None and harm is not None and harm[1].number is None):
        end, category = _whose(words, tongue, at, at + noun[0], noun[1], stop)
        others = others or any(w.norm in tongue.sets["phrase.others"] for w in words[end : end + 1])
        figure, end = _tailed(words, tongue, figure, end, stop, content)
        return Group(
            figure.first, end, figure.quantity, category, "figure", None, others, noun[1].category is None
        )
    if harm is not None and harm[1].number != 0:
        end = at + harm[0]
        figure, end = _tailed(words, tongue, figure, end, stop, content)
        category = _said_of(words, tongue, end, stop)
        return Group(figure.first, end, figure.quantity, category, "figure", harm[1].measure, others)
    if any(w.norm in tongue.sets["phrase.the"] for w in words[figure.last : at]):
        at = figure.last  # "75 the number of …": the figure stands alone
    last = at if others else figure.last
    if at < stop and words[at].kind == "word" and not others and _is_a_noun(words, tongue, at):
        if words[at].norm in tongue.sets["phrase.things"] or figure.vague:
            return None
        return Group(figure.first, at + 1, figure.quantity, None, "unlisted")
    if at < stop and words[at].norm in tongue.sets["phrase.things"] and not words[at].lead:
        return None
    figure, last = _tailed(words, tongue, figure, last, stop, content)
    return Group(figure.first, last, figure.quantity, None, "bare", None, others, True)


def _with_noun_before(
    words: Sequence[Word], tongue: Tongue, figure: Figure, floor: int, content: str
) -> Group | None:
    """ "الجنود الثلاثة", "شخصين اثنين": the figure behind its noun, where `[order] figure` has it."""
    if tongue.order.get("figure") != "either" or figure.vague or figure.first != figure.number:
        return None
    for at in range(max(floor, figure.first - 2), figure.first):
        noun = tongue.nouns.at(words, at, figure.first)
        if noun is not None and at + noun[0] == figure.first and not noun[1].one:
            quote = content[words[at].start : words[figure.last - 1].end]
            quantity = replace(figure.quantity, words=quote)
            _, category = _whose(words, tongue, at, figure.first, noun[1], figure.first)
            return Group(at, figure.last, quantity, category, "figure", None, False, category is None)
    return None


def _passes(words: Sequence[Word], tongue: Tongue, at: int, stop: int) -> bool:
    """Whether a word may stand between a figure and its noun."""
    word = words[at]
    return (
        word.norm in tongue.sets["phrase.of"]
        or word.norm in tongue.sets["phrase.others"]
        or word.norm in tongue.sets["phrase.before"]
        or word.text in "«»\"“”'"
        or (tongue.qualifiers.at(words, at, stop) is not None and tongue.nouns.at(words, at, stop) is None)
    )


def _is_a_noun(words: Sequence[Word], tongue: Tongue, at: int) -> bool:
    """Whether an unknown word can be a noun: none of the words that the tables know otherwise."""
    joined = words[at].lead and not words[at].lead.startswith(
        tuple(tongue.sets["writing.article"]) or ("\0",)
    )
    if joined or tongue.harm.at(words, at) is not None:
        return False
    return words[at].norm not in tongue.sets["phrase.no_nouns"]


def _tailed(
    words: Sequence[Word], tongue: Tongue, figure: Figure, end: int, stop: int, content: str
) -> tuple[Figure, int]:
    """The figure with a hedge behind the noun: "nine civilians at least"."""
    tail = tongue.numbers.tails.at(words, end, stop)
    if tail is None:
        return figure, end
    return requantified(figure, tail[1], end + tail[0], words, content), end + tail[0]


def _whose(
    words: Sequence[Word], tongue: Tongue, start: int, end: int, noun: Noun, stop: int
) -> tuple[int, Category | None]:
    """Where the words for the people end, and whose they are: a noun that does not tell is told by what
    stands around it ("members of the security forces", "armed men")."""
    for i in range(max(0, start - 2), start):
        hit = tongue.qualifiers.at(words, i, start)
        if hit and noun.category is None:
            return end, hit[1]
    category, last = noun.category, end
    for i in range(end, min(stop, end + _BEHIND_NOUN)):
        if (words[i].kind == "mark" and words[i].text not in "«»\"“”'") or words[i].norm in tongue.sets[
            "phrase.ends"
        ]:
            break
        if words[i].lead[:1] and words[i].lead[0] in tongue.sets["writing.conjunctions"]:
            break
        if tongue.harm.at(words, i) or words[i].kind == "number":
            break
        hit, other = tongue.qualifiers.at(words, i, stop), tongue.nouns.at(words, i, stop)
        told = hit[1] if hit else other[1].category if other and i - end < 3 else None
        if told and (noun.category is None or (hit is not None and i == end)):
            return i + (hit or other or (1,))[0], told
        if i == end and words[i].norm not in tongue.sets["phrase.of"] and noun.category is not None:
            break
    return last, category


def _said_of(words: Sequence[Word], tongue: Tongue, at: int, stop: int) -> Category | None:
    """Whose the "dead" or "wounded" are: "5 muertos civiles", "12 blessés parmi les soldats"."""
    skipped = 0
    while at < stop and skipped < 4 and words[at].kind == "word":
        hit = tongue.qualifiers.at(words, at, stop)
        noun = tongue.nouns.at(words, at, stop)
        if hit or (noun and not noun[1].one):
            return hit[1] if hit else noun[1].category if noun else None
        if (
            words[at].norm not in tongue.sets["phrase.of"]
            and words[at].norm not in tongue.sets["parts.among_whom"]
        ):
            return None
        at, skipped = at + 1, skipped + 1
    return None


# ── one by one ────────────────────────────────────────────────────────────────────────────────────────


def _persons(
    words: Sequence[Word], tongue: Tongue, taken: Sequence[bool], first: int, last: int, content: str
) -> Iterator[Group]:
    i = first
    while i < last:
        noun = tongue.nouns.at(words, i, last)
        if noun is None or taken[i - first]:
            harmed = None if taken[i - first] else _one_harmed(words, tongue, i, first, last, content)
            if harmed is not None and not any(taken[harmed.first - first : harmed.last - first]):
                yield harmed
            i = harmed.last if harmed else i + 1
            continue
        group = _person(words, tongue, i, noun, first, last, content)
        if group is not None and not any(taken[group.first - first : group.last - first]):
            yield group
        i = max(i + noun[0], group.last if group else 0)


def _one_harmed(
    words: Sequence[Word], tongue: Tongue, at: int, first: int, last: int, content: str
) -> Group | None:
    """ "Un muerto", "un blessé", "قتيلان": a noun of harm that counts one or two by itself."""
    of_them = tongue.phrases["parts.of_them"].at(words, at + 1, last)
    if words[at].norm in tongue.sets["phrase.one"] and of_them is not None:
        end = at + 1 + of_them[0]
        quote = content[words[at].start : words[end - 1].end]
        return Group(at, end, Quantity(1, 1, 1, quote, "one"), None, "one", None, False, True)
    harm = tongue.harm.at(words, at, last)
    if harm is None or harm[1].kind not in ("counted", "done"):
        return None
    if harm[1].number == 0:
        quote = content[words[at].start : words[at + harm[0] - 1].end]
        return Group(at, at + harm[0], Quantity(0, 0, 0, quote, "none"), None, "figure", harm[1].measure)
    article = at > first and words[at - 1].norm in tongue.sets["phrase.one"]
    number = harm[1].number or (1 if article else None)
    if number is None or words[at].lead.endswith(tuple(tongue.sets["writing.article"]) or ("\0",)):
        return None
    begin, end = at - article, at + harm[0]
    quote = content[words[begin].start : words[end - 1].end]
    quantity = Quantity(number, number, number, quote, "exact" if number > 1 else "one")
    return Group(begin, end, quantity, None, "figure", harm[1].measure)


def _person(
    words: Sequence[Word],
    tongue: Tongue,
    at: int,
    noun: tuple[int, Noun],
    first: int,
    last: int,
    content: str,
) -> Group | None:
    start = at
    while start > first and start > at - 3 and words[start - 1].norm in tongue.sets["phrase.before"]:
        start -= 1
    end, category = _whose(words, tongue, at, at + noun[0], noun[1], last)
    others = any(w.norm in tongue.sets["phrase.others"] for w in words[start:at])
    neutral = noun[1].category is None
    if noun[1].two:
        quote = content[words[at].start : words[end - 1].end]
        return Group(at, end, Quantity(2, 2, 2, quote, "exact"), category, "figure", None, others, neutral)
    if not noun[1].one:
        return None
    before = words[start - 1].norm if start > first else ""
    if before in tongue.sets["phrase.no"]:
        quote = content[words[start - 1].start : words[end - 1].end]
        return Group(
            start - 1, end, Quantity(0, 0, 0, quote, "none"), category, "figure", None, others, neutral
        )
    with_article = before in tongue.sets["phrase.one"]
    sort: Sort = (
        "one" if with_article else "definite" if _definite(words, tongue, start, at, before) else "single"
    )
    begin = start - 1 if with_article else start
    quote = content[words[begin].start : words[end - 1].end]
    return Group(begin, end, Quantity(1, 1, 1, quote, "one"), category, sort, None, others, neutral)


def _definite(words: Sequence[Word], tongue: Tongue, start: int, at: int, before: str) -> bool:
    return before in tongue.sets["phrase.the"] or words[at].lead.endswith(
        tuple(tongue.sets["writing.article"]) or ("\0",)
    )
