"""The words of attribution of a language as sets, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from according.lang import language
from according.read.wordlists import filled


@dataclass(frozen=True, slots=True)
class Words:
    """The [voice] table of a language as sets."""

    code: str
    says: frozenset[str]
    counts: frozenset[str]
    speaks: frozenset[str]
    accuses: frozenset[str]
    blames: frozenset[str]
    relays: frozenset[str]
    core: frozenset[str]
    clause_only: frozenset[str]
    placing: frozenset[str]
    calling: frozenset[str]
    tells: frozenset[str]
    coordinators: frozenset[str]
    nouns: frozenset[str]
    nobody: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    many: frozenset[str]
    pronouns: frozenset[str]
    body_nouns: frozenset[str]
    first_person: re.Pattern[str]
    fighting: re.Pattern[str]
    papers: frozenset[str]
    own_papers: tuple[str, ...]
    hearsay: frozenset[str]
    again: frozenset[str]
    again_persons: frozenset[str]
    again_several: frozenset[str]
    spokes: frozenset[str]
    on_scene: re.Pattern[str]
    elsewhere: re.Pattern[str]
    collectives: frozenset[str]
    the_group: re.Pattern[str]  # a group with the word before it
    responsibility: frozenset[str]
    subordinators: frozenset[str]
    triggers: frozenset[str]
    spellings: frozenset[str]  # the triggers as they may be written
    plain_words: frozenset[str]  # what the plain patterns look for
    plain: tuple[re.Pattern[str], ...]
    # [voice.grammar]
    according: frozenset[str]
    to: frozenset[str]
    relatives: frozenset[str]
    that: frozenset[str]
    always: frozenset[str]
    by_nobody: frozenset[str]
    passed_on: frozenset[str]
    as_saying: frozenset[str]
    saying: frozenset[str]
    of: frozenset[str]
    alleging: frozenset[str]
    at: frozenset[str]
    finding: frozenset[str]
    calling_for: frozenset[str]
    owning: frozenset[str]
    by_count: frozenset[str]
    being: frozenset[str]
    goes_on: re.Pattern[str]
    determiner: re.Pattern[str]
    definite: tuple[str, ...]
    owners: frozenset[str]
    demonstratives: frozenset[str]
    places: frozenset[str]


@cache
def words_of(code: str) -> Words:
    """The words of attribution of `lang/<code>.toml`."""
    table: Mapping[str, Any] = language(code)["voice"]
    counts = [*table["counts"], *table["speaks"], *table["calling"]]
    verbs = sorted({*table["says"], *counts, *table["accuses"], *table["blames"], *table["relays"]})
    triggers = frozenset([*verbs, *table["according"], *table["nouns"]])
    speech = "|".join(sorted(set(table["core"])))
    name = r"(?P<source>[^\s,.;:\"“”][^,.;:\"“”\n]{1,80}?)"
    stop = r"(?=[,.;:\"“”\n]|$)"
    return filled(
        Words,
        {**table, **table["grammar"]},
        code=code,
        goes_on=re.compile(table["grammar"]["goes_on"]),
        says=frozenset(table["says"]),
        counts=frozenset(counts),
        speaks=frozenset(table["speaks"]),
        accuses=frozenset(table["accuses"]),
        blames=frozenset(table["blames"]),
        relays=frozenset(table["relays"]),
        core=frozenset(table["core"]),
        clause_only=frozenset(table["says"]) - frozenset(table["core"]) - frozenset(counts),
        placing=frozenset(table["placing"]),
        calling=frozenset(table["calling"]),
        tells=frozenset(table["tells"]),
        coordinators=frozenset(table["coordinators"]),
        nouns=frozenset(table["nouns"]),
        nobody=frozenset(table["nobody"]),
        persons=frozenset(table["persons"]),
        bodies=frozenset(table["bodies"]),
        many=frozenset(table["many"]),
        pronouns=frozenset([*table["persons"], *table["bodies"], *table["many"]]),
        body_nouns=frozenset(table["body_nouns"]),
        first_person=re.compile(rf"\b(?:{'|'.join(table['first_person'])})\b", re.IGNORECASE),
        fighting=re.compile(rf"\b(?:{'|'.join(table['fighting'])})\b", re.IGNORECASE),
        papers=frozenset(table["papers"]),
        own_papers=tuple(table["own_papers"]),
        hearsay=frozenset(table["hearsay"]),
        again=frozenset(table["again"] + table["again_several"]),
        again_persons=frozenset(table["again_persons"]),
        again_several=frozenset(table["again_several"]),
        spokes=frozenset(table["spokes"]),
        on_scene=re.compile(rf"\b{table['on_scene']}\b", re.IGNORECASE),
        elsewhere=re.compile(rf"\b{table['elsewhere']}\b", re.IGNORECASE),
        collectives=frozenset(table["collectives"]),
        the_group=re.compile(rf"\b(\w+) (?:{'|'.join(table['collectives'])})\b", re.IGNORECASE),
        responsibility=frozenset(table["claims_responsibility"]),
        subordinators=frozenset(table["subordinators"]),
        triggers=triggers,
        spellings=frozenset(f(word) for word in triggers for f in (str, str.capitalize, str.upper)),
        plain_words=frozenset([*table["core"], *table["according"]]),
        plain=(
            re.compile(rf"[,”\"’]\s*(?P<cue>{speech})\s+{name}{stop}", re.IGNORECASE),
            re.compile(rf"[,”\"’]\s*{name}\s+(?P<cue>{speech})\b", re.IGNORECASE),
            re.compile(rf"^{name}\s+(?P<cue>{speech})\b", re.IGNORECASE),
            re.compile(rf"^{name},[^,.;:\"“”\n]{{3,90}},\s+(?P<cue>{speech})\b", re.IGNORECASE),
            re.compile(rf"\b(?P<cue>{'|'.join(table['according'])} to)\s+{name}{stop}", re.IGNORECASE),
        ),
    )
