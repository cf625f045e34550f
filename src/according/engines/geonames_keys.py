"""How names of places are folded for lookup: the exact key, and the sound key for other spellings."""

from __future__ import annotations

import re
import unicodedata

from according.text import fold

_MARKS = re.compile(r"[.'`\u02b9-\u02bf\u2018\u2032\u0301]")
_PLAIN = str.maketrans("-", " ", ".'`")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
#: Spellings of one sound in names brought over from other scripts, applied in this order.
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[^a-z]", ""),
        (r"ph", "f"),
        (r"c?kh|q|ck|x", "k"),
        (r"gh", "g"),
        (r"sch|sh|shch", "s"),
        (r"tch|ch", "c"),
        (r"dzh|zh|j", "j"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"bh", "b"),
        (r"v|w", "v"),
        (r"oo|ou", "u"),
        (r"ee|ie|iy|yi|ii|ey|y", "i"),
        (r"ai|ei|ae", "e"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-z]{2})[ha]+$", ""),
        (r"(?<=[a-z]{2})[ei]$", "i"),
        (r"h(?=[^aeiu])", ""),
    )
)


def key_of(name: str) -> str:
    """Case, accents, hyphens, full stops and apostrophes folded; Saint, Mount and Fort as St, Mt and Ft."""
    folded = name.lower().translate(_PLAIN) if name.isascii() else _MARKS.sub("", fold(name))
    words = folded.split()
    if _SHORT.keys().isdisjoint(words):
        return " ".join(words)
    return " ".join(_SHORT.get(word, word) for word in words)


def sound_of(key: str) -> str:
    """One key for the usual spellings of one name: Jamrud and Jamrood, Mir Ali and Mirali."""
    for pattern, by in _SOUNDS:
        key = pattern.sub(by, key)
    return key


def script_of(name: str) -> str:
    """LATIN, ARABIC, CYRILLIC …: the script of the name's first letter; empty where it has no letter."""
    for character in name:
        if character.isalpha():
            return "LATIN" if character.isascii() else unicodedata.name(character, "").partition(" ")[0]
    return ""
