"""How many: figures in digits and words, with their hedges, as `Quantity`.

The conventions are those of the claim guidelines (docs/codebook.md, "Vague quantities"): "at least 12" is
(12, 12, None), "more than 12" (13, 13, None), "up to 12" (None, 12, 12), "about 100" (90, 100, 110),
"nearly 100" (90, 100, 100), "two or three" (2, None, 3), "dozens" (24, None, 99). A bare integer never
stands for words: they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from according.model import Quantity

#: No count of people in one report is larger; longer digit runs are telephone numbers and the like.
LARGEST = 10_000_000_000


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity where it stands: [start, end) counts in the text searched, hedges included; `number_start`
    is where the number itself begins (after its hedges)."""

    start: int
    end: int
    number_start: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Grammar:
    figure: re.Pattern[str]
    from_: tuple[str, ...]
    one: frozenset[str]
    dozen: frozenset[str]
    joints: frozenset[str]
    keys: frozenset[str]
    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, tuple[int | None, int | None, int | None]]
    hedges: dict[str, str]
    tails: dict[str, str]


def figures_in(text: str, lang: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Every figure of the text, left to right, not overlapping."""
    grammar = _grammar(lang["code"], _Hashable(lang["quantity"]))
    if not _DIGIT.search(text) and grammar.keys.isdisjoint(_WORD.findall(text.lower())):
        return ()  # most sentences have no figure; to see that is much faster than to search for one
    found = []
    for match in grammar.figure.finditer(text):
        quantity = None if _is_change(match, grammar) else _read(match, grammar)
        if quantity is not None:
            found.append(Figure(match.start(), match.end(), match.start("number"), quantity))
        elif match["second"]:
            found.extend(_apart(match, grammar))
    return tuple(found)


def _is_change(match: re.Match[str], grammar: _Grammar) -> bool:
    """ "From nine to 13" tells of two figures, not of a range."""
    before = match.string[max(0, match.start() - 6) : match.start()].lower()
    return bool(match["second"]) and before.endswith(grammar.from_)


def _apart(match: re.Match[str], grammar: _Grammar) -> Iterator[Figure]:
    for name in ("first", "second"):
        bounds = _bounds(match[name], grammar)
        if bounds is not None:
            yield Figure(
                match.start(name), match.end(name), match.start(name), Quantity(*bounds, match[name], "exact")
            )


class _Hashable(dict[str, Any]):
    """A language's table as a cache key: there is one per language code."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


@lru_cache(maxsize=16)
def _grammar(code: str, table: _Hashable) -> _Grammar:
    words = {**table["units"], **table["tens"]}
    scales = dict(table["scales"])
    vague = {k: _opened(v) for k, v in table["vague"].items()}
    hedges = {phrase: rule for rule, phrases in table["hedges"].items() for phrase in phrases}
    tails = {phrase: rule for rule, phrases in table["tails"].items() for phrase in phrases}
    grammar = {name: value.split() for name, value in table["grammar"].items()}
    pattern = _pattern(table["units"], table["tens"], scales, vague, hedges, tails, grammar)
    counting = {*words, *scales, *grammar["dozen"], *(max(phrase.split(), key=len) for phrase in vague)}
    keys = frozenset(word for phrase in counting for word in _WORD.findall(phrase))
    from_ = tuple(f"{word} " for word in grammar["from"])
    one, dozen, joints = (frozenset(grammar[name]) for name in ("one", "dozen", "joints"))
    return _Grammar(pattern, from_, one, dozen, joints, keys, words, scales, vague, hedges, tails)


def _opened(bounds: list[int]) -> tuple[int | None, int | None, int | None]:
    low, best, high = (None if b < 0 else b for b in bounds)
    return low, best, high


def _any(phrases: Mapping[str, object]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)


def _pattern(
    units: Mapping[str, int],
    tens: Mapping[str, int],
    scales: dict[str, int],
    vague: Mapping[str, object],
    hedges: Mapping[str, str],
    tails: Mapping[str, str],
    grammar: Mapping[str, list[str]],
) -> re.Pattern[str]:
    digits = r"\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
    hundred = _any({k: v for k, v in scales.items() if v == 100})
    scale = _any({k: v for k, v in scales.items() if v > 100})
    a, joint, dozen, between, both, until = (
        "|".join(grammar[name]) for name in ("one", "joints", "dozen", "between", "between_joints", "until")
    )
    below_hundred = rf"(?:(?:{_any(tens)})(?:[\s-]+(?:{_any(units)})\b)?|(?:{_any(units)}))\b"
    and_below = rf"(?:\s+(?:(?:{joint})\s+)?{below_hundred})?"
    hundreds = rf"(?:{_any(units)}|{a}|\d+)[\s-]+(?:{hundred})\b{and_below}"
    below_thousand = rf"(?:(?:{hundreds})|{below_hundred})"
    scaled = rf"(?:{below_thousand}|{a}|{digits})[\s-]+(?:{scale})\b"
    more = rf"[\s,]+(?:(?:{joint})\s+)?"
    scaled = rf"(?:{scaled}(?:{more}{scaled}){{0,2}}(?:{more}{below_thousand})?)"
    one = rf"(?:{scaled}|(?:{below_thousand}|{digits})(?:[\s-]+(?:{dozen})\b)?)"
    number = rf"(?:{one}|(?:{_any(vague)})(?![\w-]))"
    to = rf"(?(between)(?:{both})|(?:{until}|–|-|/))"
    joined = rf"(?P<number>(?P<first>{number})(?:\s*{to}\s*(?P<second>{one}))?)"
    return re.compile(
        rf"(?<![\w.,$€£#:/-])(?P<hedge>(?:(?:{_any(hedges)})\s+){{0,3}})(?P<between>(?:{between})\s+)?{joined}"
        rf"(?P<tail>\s*\+|[\s-]+(?:{_any(tails)})\b)?(?![\w%°]|[.,:]\d)",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], grammar: _Grammar) -> Quantity | None:
    bounds = _bounds(match["first"], grammar)
    if bounds is None:
        return None
    words, rule = match[0], "exact" if bounds[1] is not None else "vague"
    if match["second"]:
        joined = _range(match, bounds, grammar)
        if joined is None:
            return None
        return Quantity(*joined, words, "range")
    for hedge in (*_hedges(match["hedge"], grammar), *_tail(match["tail"], grammar)):
        if hedge != "exact" and bounds[1] is not None:
            return Quantity(*hedged(hedge, bounds[1]), words, hedge)
        if hedge in ("at_least", "more_than") and bounds[1] is None:
            return Quantity(bounds[0], None, None, words, hedge)
    return Quantity(*bounds, words, rule)


def hedged(hedge: str, n: int) -> tuple[int | None, int | None, int | None]:
    """(low, best, high) of a figure n under a hedge (see the module's conventions)."""
    if hedge == "at_least":
        return n, n, None
    if hedge == "more_than":
        return n + 1, n + 1, None
    if hedge == "up_to":
        return None, n, n
    if hedge == "fewer_than":
        return None, max(0, n - 1), max(0, n - 1)
    if hedge == "nearly":
        return round(0.9 * n), n, n
    if hedge == "about":
        return round(0.9 * n), n, round(1.1 * n)
    return n, n, n


def _hedges(words: str, grammar: _Grammar) -> tuple[str, ...]:
    rest, found = " ".join(words.lower().split()), []
    while rest:
        phrase = next((p for p in sorted(grammar.hedges, key=len, reverse=True) if rest.startswith(p)), None)
        if phrase is None:
            break
        found.append(grammar.hedges[phrase])
        rest = rest[len(phrase) :].strip()
    return tuple(found)


def _tail(words: str | None, grammar: _Grammar) -> tuple[str, ...]:
    if not words:
        return ()
    key = words.strip(" \t\n-").lower()
    return ("at_least" if key == "+" else grammar.tails.get(" ".join(key.split()), "exact"),)


def _range(
    match: re.Match[str], first: tuple[int | None, int | None, int | None], grammar: _Grammar
) -> tuple[int | None, int | None, int | None] | None:
    second = _bounds(match["second"], grammar)
    if second is None or second[2] is None or first[0] is None or first[1] is None or first[0] >= second[2]:
        return None
    return first[0], None, second[2]


def _bounds(words: str, grammar: _Grammar) -> tuple[int | None, int | None, int | None] | None:
    key = " ".join(words.lower().split())
    if key in grammar.vague:
        return grammar.vague[key]
    value = _number(key, grammar)
    return None if value is None or value > LARGEST else (value, value, value)


def _number(words: str, grammar: _Grammar) -> int | None:
    """The value of digits or number words with scales ("2 lakh", "a hundred and five", "two dozen")."""
    total, current = 0.0, 0.0
    for part in re.split(r"[\s-]+", words):
        if part in grammar.joints or not part:
            continue
        if part in grammar.one:
            current = 1
        elif part in grammar.dozen:
            current = (current or 1) * 12
        elif part in grammar.words:
            current += grammar.words[part]
        elif part in grammar.scales:
            scale = grammar.scales[part]
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0.0
        elif re.fullmatch(r"[\d,]+(?:\.\d+)?", part):
            current = current * 1000 + float(part.replace(",", ""))  # "12 400" comes in two parts
        else:
            return None
    value = total + current
    return None if value > LARGEST else int(value) if value == int(value) else None
