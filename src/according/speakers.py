"""Who stands behind a figure: the speaker, the family of names it goes by, and whom it speaks about.

Many names stand for one speaker ("the interior minister", "the chief minister" and "the military" all speak
for one state; "BLA" and "Baloch Liberation Army" are one group). A figure that ten outlets carry from one
speaker is one voice. What a speaker who is party to the conflict says of its enemy's dead is told apart
from what it says of its own. The rules treat the two sides alike: no name, only side and category, decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from according.lang import language
from according.model import ENEMIES, Category, Claim, Document, Side, Voice
from according.origins import republished_from
from according.text import fold

About = Literal["own", "enemy", "others"]

#: Sides whose own people are a category of those counted.
_OWN: Mapping[Side, Category] = {"state": "security_force", "armed_group": "armed_group"}
_WORD = re.compile(r"[^\W_]+")
#: Words that do not tell one group or office from another.
_GENERIC_WORDS = """
the a an of and for in on at by its his her their group groups militant militants rebel rebels
insurgent insurgents fighter fighters spokesman spokesmen spokesperson spokeswoman statement
statements leader leaders commander commanders official officials source sources media wing outfit
organisation organization movement claim claims communique separatist separatists armed banned
outlawed proscribed
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker. `family` is what its names have in common and what it is compared by; `party`: whether
    it is a party to the conflict."""

    side: Side
    family: str
    name: str
    party: bool


def about(side: Side, category: Category) -> About:
    """Whose people a side speaks of: own, enemy's or others'. Only state and armed group have both."""
    if _OWN.get(side) == category:
        return "own"
    return "enemy" if ENEMIES.get(side) == category else "others"


def whose(claim: Claim) -> About:
    """Whose people the speaker of a claim speaks of. The soldiers whom a state calls those of another state
    ("60 Ruritanian soldiers") are its enemy's, as the fighters of a group are."""
    return "enemy" if _of_another_state(claim) else about(claim.side, claim.category)


def is_enemy_claim(claim: Claim) -> bool:
    """Whether a party to the conflict says this of its enemy's people."""
    return bool(claim.voices) and claim.voices[-1].party and whose(claim) == "enemy"


def _of_another_state(claim: Claim) -> bool:
    if claim.side != "state" or claim.category != "security_force":
        return False
    told = {iso3 for word in _WORD.findall(fold(claim.span.quote)) if (iso3 := _peoples().get(word))}
    speaker = _nation(fold(claim.voices[-1].name))
    return bool(told) and speaker is not None and speaker not in told


def speaker_of(claim: Claim, document: Document | None, families: Mapping[tuple[Side, str], str]) -> Speaker:
    """The speaker of a claim: its innermost voice, or the outlet where the document itself says it.

    `families` comes from `families_of`; a name that it does not hold is a family of its own.
    """
    voice = claim.voices[-1] if claim.voices else None
    if voice is None or voice.side in ("author", "unknown"):
        return _outlet(claim, document)
    name = fold(voice.name)
    family = families.get((voice.side, name), name)
    return Speaker(voice.side, f"{voice.side}:{family}", voice.name, voice.party)


def _outlet(claim: Claim, document: Document | None) -> Speaker:
    """The document itself: by the agency that its chain names or that it says it is from, else by its outlet,
    else by its own id."""
    agency = next((v.name for v in claim.voices if v.side == "media" and v.name), None)
    name = agency or (document and (republished_from(document) or document.publisher))
    if name:
        return Speaker("author", f"media:{fold(name)}", name, False)
    return Speaker("author", f"document:{claim.document_id}", "", False)


def families_of(claims: Iterable[Claim]) -> dict[tuple[Side, str], str]:
    """The family of every voice's name: (side, folded name) → family. Independent of the order of claims.

    A state's offices are one family, apart by nation where the names tell nations. Armed groups are joined by
    acronym, or where one name's words hold the other's; a name of generic words alone joins the only group
    there is. Other sides keep their names.
    """
    names: dict[Side, set[str]] = {}
    for voice in _voices(claims):
        names.setdefault(voice.side, set()).add(fold(voice.name))
    found: dict[tuple[Side, str], str] = {}
    for side, of_side in names.items():
        grouped = _states(of_side) if side == "state" else _groups(of_side) if side == "armed_group" else {}
        found.update({(side, name): grouped.get(name, name) for name in of_side})
    return found


def _voices(claims: Iterable[Claim]) -> Iterable[Voice]:
    return (claim.voices[-1] for claim in claims if claim.voices)


def _states(names: set[str]) -> dict[str, str]:
    """Offices by nation ("Kigali" too is one); offices without one go to the only nation named, or stand
    together."""
    nation = {name: _nation(name) for name in names}
    known = sorted({n for n in nation.values() if n})
    rest = known[0] if len(known) == 1 else ""
    return {name: nation[name] or rest for name in names}


def _nation(name: str) -> str | None:
    """The state that a folded name tells of, by a word or as its capital."""
    if name in _capitals():
        return _capitals()[name]
    found = (_nation_of(word) for word in _WORD.findall(name))
    return next((iso3 for iso3 in found if iso3), None)


@cache
def _nation_of(word: str) -> str | None:
    """The state that a word names or is an adjective of: "russian", "russia", "ukraine" (beside
    "ukrainian")."""
    if len(word) < _SHORTEST_NATION:
        return None
    stem = word[:_STEM] if len(word) >= _STEM else word + " "
    exact = [iso3 for demonym, iso3 in _demonyms() if demonym == word]
    begun = [iso3 for demonym, iso3 in _demonyms() if demonym.startswith(word)]
    alike = [iso3 for demonym, iso3 in _demonyms() if demonym.startswith(stem)]
    return next(iter((*exact, *begun, *alike)), None)


#: Letters that the name of a state and its adjective have in common.
_SHORTEST_NATION, _STEM = 4, 5


@cache
def _capitals() -> Mapping[str, str]:
    table: Mapping[str, list[str]] = language("en").get("places", {}).get("capitals", {})
    return {fold(name): iso3 for iso3, names in table.items() for name in names}


@cache
def _peoples() -> Mapping[str, str]:
    return dict(reversed(_demonyms()))


@cache
def _demonyms() -> tuple[tuple[str, str], ...]:
    table: Mapping[str, str] = language("en").get("places", {}).get("demonyms", {})
    pairs = ((fold(word), iso3) for iso3, words in table.items() for word in words.split())
    return tuple(sorted((p for p in pairs if " " not in p[0]), key=lambda p: (len(p[0]), p)))


def _groups(names: set[str]) -> dict[str, str]:
    """Names of armed groups by family; the family goes by its longest name (then the first by letter)."""
    words = {name: telling_words(name.split("'s ")[0]) for name in names}
    named = sorted((n for n in names if words[n]), key=lambda n: (-len(words[n]), n))
    family: dict[str, str] = {}
    for name in named:
        home = next((family[n] for n in family if _one_group(n, name, words)), name)
        family[name] = home
    homes = sorted(set(family.values()))
    only = homes[0] if len(homes) == 1 else ""
    return {name: family.get(name, only) for name in names}


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another, folded: "a BLA spokesman" is told by "bla"."""
    return frozenset(_WORD.findall(fold(name))) - _GENERIC


def _one_group(a: str, b: str, words: Mapping[str, frozenset[str]]) -> bool:
    if words[a] <= words[b] or words[b] <= words[a]:
        return True
    return _acronym(a) in words[b] or _acronym(b) in words[a]


def _acronym(name: str) -> str:
    initials = "".join(w[0] for w in _WORD.findall(name) if w not in _GENERIC)
    return initials if len(initials) > 2 else "-"
