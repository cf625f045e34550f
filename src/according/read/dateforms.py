"""Date forms: the stretches of a text that stand for days, found by a language's own words and forms.

Words and forms are data (`[dates]` of a language); `read/calendar.py` says which days they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that a form matched: the rule that reads it and the named parts of it, by word or sense."""

    start: int
    end: int
    reads: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's date words and forms, compiled."""

    triggers: re.Pattern[str]
    trigger_kinds: Mapping[str, frozenset[str]]
    unit_lead: re.Pattern[str]
    forms: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, float]
    words: Mapping[str, Sequence[int]]
    holidays: Mapping[str, Sequence[int]]
    senses: Mapping[str, str]
    capital_names: frozenset[str]
    month_first: frozenset[str]
    before_name: str


class SameTable:
    """A table as a cache key, by identity (tables are not hashable and never change)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTable) and other.table is self.table


def grammar_of(lang: Mapping[str, Any]) -> Grammar:
    """The grammar of a language's `[dates]` table, compiled once."""
    return _compiled(SameTable(lang["dates"]))


@lru_cache(maxsize=8)
def _compiled(key: SameTable) -> Grammar:
    table = key.table
    slots, words, age = _slots(table), _trigger_words(table), table["syntax"]["age"]
    forms: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for form in table["forms"]:
        source = re.sub(r"\{([a-z_]\w*)\}", lambda m: slots[m[1]], form["form"])
        pattern = re.compile(rf"(?<![\w-])(?<!\d:)(?:{source})(?!\w)")
        forms.setdefault(form["needs"], []).append((form["reads"], pattern))
    return Grammar(
        triggers=re.compile(rf"(?<![^\W_])(?:{any_of(words)}(?![^\W\d_]|{age})|(?=\d)(?:{_digits(table)}))"),
        trigger_kinds=words,
        unit_lead=re.compile(rf"(?:\d|{any_of([*table['numbers'], *table['syntax']['unit_leads']])})[ -]\Z"),
        forms={needs: tuple(rows) for needs, rows in forms.items()},
        months=_numbered(table["month_names"], 1),
        weekdays=_numbered(table["weekday_names"], 0),
        numbers=table["numbers"],
        units=table["units"],
        words=table["words"],
        holidays=table["holidays"],
        senses=table["senses"],
        capital_names=frozenset(table["capital_names"]),
        month_first=frozenset(table["month_first_countries"]),
        before_name=table["syntax"]["before_name"],
    )


def any_of(words: Iterable[str]) -> str:
    """The words as one alternation, longest first; by first letter, which is several times faster."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    rows = (re.escape(letter) + "(?:" + "|".join(rest) + ")" for letter, rest in sorted(by_letter.items()))
    return "(?:" + "|".join(rows) + ")"


def _numbered(names: Sequence[Sequence[str]], first: int) -> dict[str, int]:
    return {name: first + i for i, row in enumerate(names) for name in row}


def _slots(table: Mapping[str, Any]) -> dict[str, str]:
    months = any_of(_numbered(table["month_names"], 1))
    ordinals, looser = _endings(table, "ordinal_endings"), _endings(table, "day_endings")
    day = rf"(?:3[01]|[12]\d|0?[1-9])(?:{looser})?(?![\d:%])(?![.,]\d)"
    return {
        "month": f"(?P<month>{months})",
        "month_first": f"(?P<month_first>{months})",
        "month_last": f"(?P<month_last>{months})",
        "weekday": f"(?P<weekday>{any_of(_numbered(table['weekday_names'], 0))})",
        "weekday_full": f"(?P<weekday>{any_of([row[0] for row in table['weekday_names']])})",
        "weekday_short": f"(?P<weekday>{any_of([n for row in table['weekday_names'] for n in row[1:]])})",
        "day": f"(?P<day>{day})",
        "day2": f"(?P<day2>{day})",
        "ordinal": rf"(?P<ordinal>(?:3[01]|[12]\d|[1-9])(?:{ordinals}))",
        "year": r"(?P<year>(?:19|20)\d\d)",
        "part": f"(?:{any_of(table['parts_of_day'])})",
        "count": rf"(?P<count>\d{{1,3}}|{any_of(table['numbers'])})",
        "unit": f"(?P<unit>{any_of(table['units'])})",
        "word": f"(?P<word>{any_of(table['words'])})",
        "holiday": f"(?P<holiday>{any_of(_both_apostrophes(table['holidays']))})",
    }


def _both_apostrophes(names: Iterable[str]) -> set[str]:
    return {written for name in names for written in (name, name.replace("'", "’"))}


def _endings(table: Mapping[str, Any], name: str) -> str:
    return "|".join(map(re.escape, table["syntax"][name]))


def _digits(table: Mapping[str, Any]) -> str:
    return (
        r"(?P<year>(?:19|20)\d\d(?![-\d]))|(?P<digits>\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d\d"
        rf"|\d{{1,2}}(?:{_endings(table, 'ordinal_endings')}))"
    )


def _trigger_words(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Each word without which some form cannot match, and the kinds of forms that need it."""
    units, syntax = [*table["units"], *table["parts_of_day"]], table["syntax"]
    words_of = {
        "unit": [unit + tail for unit in units for tail in syntax["unit_plurals"] + syntax["unit_lengths"]],
        "length": [unit + tail for unit in units for tail in syntax["unit_lengths"]],
        "holiday": [phrase.split()[-1] for phrase in table["holidays"]],
        "word": [phrase.split()[-1] for phrase in table["words"]],
        "weekday": list(_numbered(table["weekday_names"], 0)),
        "month": list(_numbered(table["month_names"], 1)),
    }
    kinds: dict[str, set[str]] = {}
    for kind, words in words_of.items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def triggers_in(grammar: Grammar, low: str) -> Iterator[tuple[int, int, Iterable[str]]]:
    """Where a word stands that some form needs, and the kinds of those forms."""
    for trigger in grammar.triggers.finditer(low):
        start, end = trigger.span()
        kinds: Iterable[str] = grammar.trigger_kinds.get(trigger[0]) or (trigger.lastgroup or "",)
        if kinds == _UNIT and not grammar.unit_lead.search(low, max(0, start - 11), start):
            continue  # a unit that nothing counts or points to
        yield start, end, kinds


_UNIT = frozenset({"unit"})


def lowered(content: str) -> str:
    """The text in lower case with every character still in its place."""
    low = content.lower()
    if len(low) == len(content):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in content)


#: The groups of a form whose words `senses` translates.
_SENSED = ("which", "edge", "next", "way", "week")
#: How far, in characters, a form reaches from the word that it needs.
_REACH = 44


def found_in(
    grammar: Grammar, content: str, low: str, start: int, end: int, needs: Mapping[str, tuple[int, int]]
) -> list[Found]:
    """The date stretches within [start, end) in order of place, the longest where several overlap.

    `needs` gives, for each kind of form to try, from where to where its words stand.
    """
    hits: list[Found] = []
    for need, (first, last) in needs.items():
        begin, stop = max(start, first - _REACH), min(end, last + _REACH)
        for reads, form in grammar.forms.get(need, ()):
            for match in form.finditer(low, begin, stop):
                parts = {k: v for k, v in match.groupdict().items() if v is not None}
                if _capital(grammar, content, match, parts) and not _in_name(grammar, content, match, parts):
                    parts |= {k: grammar.senses.get(parts[k], parts[k]) for k in _SENSED if k in parts}
                    hits.append(Found(match.start(), match.end(), reads, parts))
    return without_overlaps(hits)


def stretches_in(grammar: Grammar, content: str) -> list[Found]:
    """Every date stretch of one sentence, in order of place."""
    low, near = lowered(content), dict[str, tuple[int, int]]()
    for start, end, kinds in triggers_in(grammar, low):
        for kind in kinds:
            near[kind] = near.get(kind, (start, end))[0], end
    return found_in(grammar, content, low, 0, len(content), near)


def without_overlaps(hits: Sequence[Found]) -> list[Found]:
    """The hits in order, the longest kept where several share a character."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _capital(grammar: Grammar, content: str, match: re.Match[str], parts: Mapping[str, str]) -> bool:
    """Whether names that are also common words ("may", "march") are written as names."""
    for name in ("month", "month_first", "month_last", "weekday"):
        if parts.get(name) in grammar.capital_names and not content[match.start(name)].isupper():
            return False
    return True


#: A capitalised word right behind.
_NAME = re.compile(r" (?=[^\W\d_]{3})\w+")


def _in_name(grammar: Grammar, content: str, match: re.Match[str], parts: Mapping[str, str]) -> bool:
    """Whether a bare weekday begins a proper name of the text ("the Monday Market", also without "the")."""
    if "weekday" not in parts or match.end("weekday") != match.end():
        return False
    behind = _NAME.match(content, match.end())
    if behind is None or not behind[0][1].isupper() or not behind[0][2:].islower():
        return False
    return f"{grammar.before_name}{content[match.start('weekday') : behind.end()]}" in content
