"""What a report says elsewhere of a name: the role before it, the apposition after it, what letters stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from according.model import Side
from according.read.sides import lexicon, role_at, side_of

Range = tuple[int, int]

_EXPANSION = re.compile(r"((?:[A-Z][\w’'.-]{0,30} |of |for |and |the |in |on |de |la |al |against ){1,10})\(([A-Z][\w.-]{1,11})\)")
_EXPLAINED = re.compile(r"\b([A-Z][A-Z.-]{1,9}) \(([A-Z][^()\n]{5,90})\)")
_APPOSITION = re.compile(r"(?:,? \(?\d{1,3}\)?)?,? ((?:who |whose |an? |the |his |her |its |their |one of )?[^,.;()\n“”\"]{3,110})")
_BEFORE = re.compile(r"[\w’'.&-]+")
_FAR = 90
_MOST = 6


@dataclass(frozen=True)
class Introductions:
    """The names of one document with what stands beside them; each asked for when needed."""

    content: str
    lang: str = "en"

    @cached_property
    def letters(self) -> dict[str, str]:
        """Abbreviations and the names they stand for, as the document explains them."""
        found = {m[2]: m[1].strip() for m in _EXPANSION.finditer(self.content)}
        found.update({m[1]: m[2] for m in _EXPLAINED.finditer(self.content) if m[1] not in found})
        return found

    def of(self, name: str) -> tuple[Side, Range | None]:
        """The side that the document elsewhere gives to a name, and where the words for it stand."""
        if name in self.letters:
            side = side_of(self.letters[name], "", self.lang)
            if side != "unknown":
                return side, None
        surname = name.split()[-1] if name.split() else ""
        surname = re.sub(r"['’]s?$", "", surname)
        if len(surname) < 2 or not surname[0].isupper():
            return "unknown", None
        for count, match in enumerate(re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", self.content)):
            if count >= _MOST:
                break
            side, where = self._beside(match.start(), match.end())
            if side != "unknown":
                return side, where
        return "unknown", None

    def _beside(self, start: int, end: int) -> tuple[Side, Range | None]:
        after = _APPOSITION.match(self.content, end, min(len(self.content), end + 2 * _FAR))
        before = self._title(start)
        for a, b in (r for r in (before, self._apposition(after)) if r):
            words = self.content[a:b]
            side = side_of(words, "", self.lang)
            if side != "unknown":
                role = role_at(words, self.lang)
                return side, (a, a + role[1]) if role and (a, b) == before else (a, b)
        return "unknown", None

    def _title(self, start: int) -> Range | None:
        """The words before a name that belong to it: capitalised, of a role, or of a kind with them."""
        lex = lexicon(self.lang)
        begin = max(0, start - _FAR)
        pieces = list(_BEFORE.finditer(self.content, begin, start))
        first = None
        for piece in reversed(pieces[-8:]):
            gap = self.content[piece.end() : first if first is not None else start]
            word = piece.group()
            known = word.lower() in lex.modifiers or role_at(word, self.lang) is not None
            if gap.strip(" ") not in ("", ",") or "\n" in gap or not (word[0].isupper() or known):
                break
            if gap.strip() == "," and role_at(self.content[piece.start() : piece.end()], self.lang) is None:
                break
            first = piece.start()
        return (first, start - 1) if first is not None and first < start - 1 else None

    def _apposition(self, match: re.Match[str] | None) -> Range | None:
        """The description in commas after a name, where it begins as one."""
        if match is None or "," not in match.group()[: match.start(1) - match.start() + 1] and not match[1].startswith(("of ", "from ")):
            return None
        first = match[1].split(" ", 1)[0].lower()
        if first in ("who", "whose", "a", "an", "the", "his", "her", "its", "their", "one"):
            return match.span(1)
        role = role_at(match[1], self.lang)
        return match.span(1) if role is not None and role[0] < 25 and "said" not in match[1] else None
