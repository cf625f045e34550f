"""How names of places are folded for lookup: the exact key, and the sound key for other spellings."""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

from according.text import fold

_MARKS = re.compile(r"[.'`\u02b9-\u02bf\u2018\u2032\u0301]")
_PLAIN = str.maketrans("-", " ", ".'`")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
#: Spellings of one sound in names brought over from other scripts.
_SPELT = {
    "shch": "s", "sch": "s", "sh": "s", "tch": "c", "ch": "c", "ckh": "k", "kh": "k", "ck": "k", "q": "k",
    "x": "k", "gh": "g", "dzh": "j", "zh": "j", "th": "t", "dh": "d", "bh": "b", "ph": "f", "w": "v",
    "oo": "u", "ou": "u", "o": "u", "ee": "i", "ie": "i", "iy": "i", "yi": "i", "ey": "i", "y": "i",
    "ai": "e", "ei": "e", "ae": "e",
}  # fmt: skip
_SOUNDS = re.compile("|".join(sorted(_SPELT, key=len, reverse=True)) + "|[^a-z]")
_DOUBLE = re.compile(r"(.)\1+|h(?![aeiu])")
_ENDING = re.compile(r"(?<=[a-z]{2})(?:[ha]+|eh|e)$")
#: The Arabic article, assimilated or not, that one writer gives and another leaves out: Al-Raqqah, Raqqa.
_ARTICLE = re.compile(r"^(?:a[dlnrstz]|ash|el) (?=[a-z]{3})")
#: Countries whose names come through Ukrainian, Belarusian or Russian, and what these write differently.
_EAST_SLAVIC = frozenset({"UKR", "BLR", "RUS"})
_SLAVIC = re.compile(
    r"(?<![kszctg])h|(?<=[^aeiou])[iyj](?=[aeou])|[ie]v(?=k[ay]$)|(?<=[eo]v)o$"
    r"|(?:oye|oie|oe|ie|ye|yy|yi|iy|ii|ij|yj|y)$"
)


#: Bits of the sieve, a power of two: of a hundred names that no place has, one passes it.
SIEVE_BITS = 1 << 24


def sieve_bits(key: str) -> tuple[int, int]:
    """The bits of a key in the sieve that spares the index most questions about names it lacks."""
    raw = key.encode("utf-8", "surrogatepass")
    return crc32(raw) & (SIEVE_BITS - 1), crc32(raw[::-1]) & (SIEVE_BITS - 1)


def key_of(name: str) -> str:
    """Case, accents, hyphens, full stops and apostrophes folded; Saint, Mount and Fort as St, Mt and Ft."""
    if name.isalpha() and name.isascii():
        low = name.lower()
        return _SHORT.get(low, low)
    folded = name.lower().translate(_PLAIN) if name.isascii() else _MARKS.sub("", fold(name))
    words = folded.split()
    if _SHORT.keys().isdisjoint(words):
        return " ".join(words)
    return " ".join(_SHORT.get(word, word) for word in words)


def sound_of(key: str, country_iso3: str = "") -> str:
    """One key for the usual spellings of one name: Jamrud and Jamrood, Mir Ali and Mirali; in the countries
    of the East Slavic languages also Hranitne and Granitnoye. Empty where the name is too short to tell."""
    key = _ARTICLE.sub("", key)
    if country_iso3 in _EAST_SLAVIC:
        key = _SLAVIC.sub(_slavic, key)
    sounds = _SOUNDS.sub(lambda spelt: _SPELT.get(spelt.group(), ""), key)
    bare = _DOUBLE.sub(lambda double: double.group(1) or "", sounds)
    bare = _ENDING.sub(lambda ending: "i" if ending.group() == "e" else "", bare)
    return bare if len(bare) > 3 or (len(bare) == 3 and len(key) > 4) else ""


def _slavic(spelt: re.Match[str]) -> str:
    """Ukrainian h as Russian g; softened vowels and the endings of adjectives in one spelling."""
    if spelt.group() == "h":
        return "g"
    if spelt.group().endswith("v"):
        return "ov"
    return "e" if spelt.end() == len(spelt.string) else ""


def script_of(name: str) -> str:
    """LATIN, ARABIC, CYRILLIC …: the script of the name's first letter; empty where it has no letter."""
    for character in name:
        if character.isalpha():
            return "LATIN" if character.isascii() else unicodedata.name(character, "").partition(" ")[0]
    return ""
