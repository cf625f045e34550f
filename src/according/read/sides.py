"""Whose side a name speaks or acts for: words of the language and known bodies, the same for all sides.

The sides are those of `model.Side`; the lists stand in lang/<code>.toml ([actors]) and ontology/sides.toml.
Two questions had to be decided:

* lawyers are `unknown` unless their name places them (a rights lawyer is a monitor, a prosecutor the state,
  the family's lawyer a witness as the family is);
* an outlet that belongs to a government or an armed group speaks for its owner, and so has its side.

`party_of`: the state and armed groups count as parties to the conflict told; nobody else does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from according.lang import language
from according.model import Side
from according.ontology import codebook
from according.text import fold

_WORD = re.compile(r"[\w&]+(?:[.'’/]\w+)*\.?|[,;:()–—]")
_OWNER = re.compile(r"['’]s?$")
#: A name longer than this is cut: nothing that names a speaker is.
_LONGEST_TEXT = 400

Key = tuple[str, ...]
_Pair = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[Key, Side]
    names: dict[Key, Side]
    acronyms: dict[str, Side]
    governments: frozenset[Key]
    roles: frozenset[Key]
    alone: dict[Key, Side]
    belongs: frozenset[str]
    ends: frozenset[str]
    modifiers: frozenset[str]
    police_letters: tuple[str, ...]
    longest: dict[str, int]  # the longest entry that begins with a word


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    side: Side | None  # None: a role, whose side is another word's
    weak: bool = False
    alone: Side | None = None
    known: bool = False  # a body's own name, not a word of the language


def party_of(side: Side) -> bool:
    """Whether a voice of that side counts as a party to the conflict."""
    return side in ("state", "armed_group")


@lru_cache(maxsize=8192)
def side_of(name: str, context: str = "", lang: str = "en") -> Side:
    """The side of a speaker or doer by its name, else by the words beside it; `unknown` if neither tells.

    `context` is what the report says of the name: an apposition, a title, the expansion of an abbreviation.
    """
    found = _side_of(name[:_LONGEST_TEXT], lang)
    if found is None or found.alone:
        placed = _side_of(context[:_LONGEST_TEXT], lang) if context else None
        found = placed if placed is not None and not (placed.alone and found) else found
    if found is None:
        return "unknown"
    return found.side or found.alone or "unknown"


def is_placed(name: str, lang: str = "en") -> bool:
    """Whether the name alone tells a side."""
    return side_of(name, "", lang) != "unknown"


def is_government(name: str, lang: str = "en") -> bool:
    """Whether only a country's or a capital's name tells the side ("Nairobi: …" may be a dateline)."""
    found = _side_of(name[:_LONGEST_TEXT], lang)
    return found is not None and found.weak


def bodies_in(text: str, lang: str = "en") -> tuple[tuple[int, int, Side], ...]:
    """Where known bodies are named in a text (character ranges), each with its side."""
    pairs = _words(text)
    known = ((hit, pairs[hit.end - 1]) for hit in _hits(pairs, lexicon(lang)) if hit.known)
    return tuple(
        (pairs[hit.start][2], last[3] - last[0].endswith("."), hit.side) for hit, last in known if hit.side
    )


@lru_cache(maxsize=8192)
def role_at(words: str, lang: str = "en") -> tuple[int, int] | None:
    """Where in `words` (character range) the last word stands that tells a side or a role; None if none."""
    pairs, hits = _read(words[:_LONGEST_TEXT], lang)
    hits = [hit for hit in hits if not hit.weak]
    return (pairs[hits[0].start][2], pairs[hits[-1].end - 1][3]) if hits else None


@lru_cache(maxsize=8192)
def _side_of(name: str, lang: str) -> _Hit | None:
    lex = lexicon(lang)
    pairs, hits = _read(name, lang)
    if not hits:
        return None
    end = _name_end(pairs, lex)
    before = [hit for hit in hits if hit.start < end]
    placed = next((hit for hit in reversed(before) if hit.side and not hit.weak), None)
    if placed:
        return _owned(placed, before)
    after = next((hit for hit in hits if hit.start >= end and (hit.alone or _counts(hit, len(pairs)))), None)
    named_body = end < len(pairs) and pairs[end][0].lower() in lex.belongs
    if after and after.side == "witness" and before and before[-1].alone == "monitor":
        return before[-1]  # a committee of families, a centre for students
    if after and named_body and (not after.weak or any(hit.side is None for hit in before)):
        return after  # "president of Kenya", but not "the Gardening Community of Kenya"
    weak = next((hit for hit in reversed(before) if hit.weak and hit.end == end), None)
    alone = next((hit for hit in reversed(before) if hit.alone), None)
    if alone and (named_body or any(_OWNER.search(pair[0]) for pair in pairs[: alone.start])):
        alone = None  # the role is in a body that nothing places
    return weak or alone or (after if not before and after and not after.weak else None)


def _owned(placed: _Hit, before: list[_Hit]) -> _Hit:
    """An armed group's ministry, police or court, named as its own, is the group's."""
    owner = next((hit for hit in before if hit.end in (placed.start, placed.start - 1) and hit.known), None)
    return owner if owner and owner.side == "armed_group" and placed.side == "state" else placed


def _counts(hit: _Hit, end: int) -> bool:
    """Whether a hit tells a side; a country's name does only as the whole name ("of Kenya")."""
    return hit.side is not None and (not hit.weak or hit.end == end)


def role_words(words: str, lang: str = "en") -> tuple[int, int] | None:
    """Where in `words` the first role or side stands, for cutting a description after it; None if none."""
    pairs, hits = _read(words[:_LONGEST_TEXT], lang)
    hits = [hit for hit in hits if not hit.weak]
    placed = next((hit for hit in hits if hit.side), hits[0] if hits else None)
    return (pairs[placed.start][2], pairs[placed.end - 1][3]) if placed else None


def _name_end(pairs: list[_Pair], lex: _Lexicon) -> int:
    """Where the name's own words end: at a preposition, a comma or a relative word."""
    for index, (word, _, _, _) in enumerate(pairs):
        low = word.lower()
        if index and (low in lex.belongs or low in lex.ends or not word[0].isalnum()):
            return index
    return len(pairs)


@lru_cache(maxsize=8192)
def _read(name: str, lang: str) -> tuple[list[_Pair], list[_Hit]]:
    """The words of a name and what the lists say of them."""
    pairs = _words(name)
    return pairs, _hits(pairs, lexicon(lang))


def _hits(pairs: list[_Pair], lex: _Lexicon) -> list[_Hit]:
    """The words of the lists in order, longest first, none overlapping."""
    found: list[_Hit] = []
    at = 0
    while at < len(pairs):
        word, key = pairs[at][:2]
        listed = key in lex.longest or _singular(key) in lex.longest
        hit = _hit_at(pairs, at, lex) if listed or not word.islower() else None
        if hit:
            found.append(hit)
        at = hit.end if hit else at + 1
    return found


def _hit_at(pairs: list[_Pair], at: int, lex: _Lexicon) -> _Hit | None:
    word, key = pairs[at][0], pairs[at][1]
    capital = word[:1].isupper()
    longest = max(lex.longest.get(key, 0), lex.longest.get(_singular(key), 0))
    for size in range(min(longest, len(pairs) - at), 0, -1):
        keys = [pair[1] for pair in pairs[at : at + size]]
        for tried in dict.fromkeys((tuple(keys), tuple(map(_singular, keys)))):
            if hit := _listed(tried, at, at + size, capital, lex):
                return hit
    letters = (_OWNER.sub("", word) if "'" in word or "’" in word else word).replace(".", "")
    side = lex.acronyms.get(letters)
    if side is None and 2 < len(letters) < 7 and letters.isupper() and letters.endswith(lex.police_letters):
        side = "state"
    return _Hit(at, at + 1, side, known=True) if side else None


def _listed(key: Key, start: int, end: int, capital: bool, lex: _Lexicon) -> _Hit | None:
    if capital and key in lex.names:
        return _Hit(start, end, lex.names[key], known=True)
    if key in lex.words:
        return _Hit(start, end, lex.words[key])
    if key in lex.roles:
        return _Hit(start, end, None, alone=lex.alone.get(key))
    return _Hit(start, end, "state", weak=True) if capital and key in lex.governments else None


def _words(name: str) -> list[_Pair]:
    """Each word as written, as compared, and where it stands."""
    name = name.replace("-", " ").replace("‑", " ")
    return [(m.group(), _key(m.group()), m.start(), m.end()) for m in _WORD.finditer(name)]


def _key(word: str) -> str:
    bare = word.rstrip(".")
    if "'" in bare or "’" in bare:
        bare = _OWNER.sub("", bare).replace("'", "").replace("’", "")
    bare = bare.replace(".", "")
    return bare.lower() if bare.isascii() else fold(bare)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _keys(entry: str) -> Key:
    return tuple(pair[1] for pair in _words(entry))


@cache
def lexicon(lang: str = "en") -> _Lexicon:
    """The lists of a language and of the known bodies, as read once."""
    table, bodies = language(lang)["actors"], codebook("sides")
    names = [(side, name) for side, entries in bodies["organisations"].items() for name in entries]
    acronyms = {name: cast(Side, side) for side, name in names if _is_acronym(name)}
    places = bodies["governments"]["countries"] + bodies["governments"]["seats"]
    sides = {_keys(word): cast(Side, side) for side, words in table["sides"].items() for word in words}
    bodies_by_name = {_keys(name): cast(Side, side) for side, name in names if not _is_acronym(name)}
    governments = frozenset(_keys(place) for place in places)
    roles = frozenset(_keys(word) for word in table["roles"]["words"])
    longest: dict[str, int] = {}
    for key in (*sides, *bodies_by_name, *governments, *roles):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return _Lexicon(
        words=sides,
        names=bodies_by_name,
        acronyms=acronyms,
        governments=governments,
        roles=roles,
        longest=longest,
        alone={_keys(word): cast(Side, side) for side, words in table["alone"].items() for word in words},
        belongs=frozenset(table["roles"]["belongs"]),
        ends=frozenset(table["roles"]["ends"]),
        modifiers=frozenset(table["roles"]["modifiers"]),
        police_letters=tuple(table["roles"]["police_letters"]),
    )


def _is_acronym(name: str) -> bool:
    return name.isalnum() and name.upper() == name and len(name) <= 6
