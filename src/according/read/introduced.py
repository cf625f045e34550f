"""What a report says elsewhere of a name: role before it, apposition after it, what its letters mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from according.lang import language
from according.model import Side
from according.read.attributing import words_of
from according.read.sides import lexicon, role_at, role_words, side_of
from according.read.wordlists import alternatives, filled

Range = tuple[int, int]

_LETTERS = re.compile(r" \(([A-Z][\w.-]{1,11})\)")

_EXPLAINED = re.compile(r"\b([A-Z][A-Z.-]{1,9}) \(([A-Z][^()\n]{5,90})\)")

_BEFORE = re.compile(r"[\w’'.&-]+")
_NAME_GOES_ON = re.compile(r"(?: [A-Z][\w’'-]{1,30}){0,3}")
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_WORD_HERE = re.compile(r"[A-Z][\w’'-]*")
_OWNER = re.compile(r"[’'](?:s|$)$")
_FAR = 90
_MOST = 6
_SHORT_TITLE = 5
#: How many characters back "the group" may reach for a body that has not spoken.
_BACK = 1500
#: How many characters back "she" may reach for a person who has not spoken.
_NEAR = 500


@dataclass(frozen=True, slots=True)
class _Words:
    """The [voice.introduced] table of a language; what each list is for stands there."""

    small: frozenset[str]
    belongs: tuple[str, ...]
    opening: frozenset[str]  # the first words of `openings`
    forces: frozenset[str]
    plural: tuple[str, ...]
    apposition: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    table = language(code)["voice"]["introduced"]
    openings = alternatives(table["openings"])
    return filled(
        _Words,
        table,
        opening=frozenset(phrase.split()[0] for phrase in table["openings"]),
        apposition=re.compile(
            rf"(?:,? \(?\d{{1,3}}\)?)?,? ((?:(?:{openings}) )?[^,.;()\n“”\"]{{3,110}})",
        ),
    )


@dataclass(frozen=True)
class Introductions:
    """The names of one document with what stands beside them; each asked for when needed."""

    content: str
    lang: str = "en"

    @cached_property
    def _known(self) -> dict[str, tuple[Side, Range | None]]:
        return {}

    def _places(self, surname: str) -> list[int]:
        """Where a word stands by itself or as an owner, at its first few places."""
        found: list[int] = []
        at = self.content.find(surname)
        while at >= 0 and len(found) < _MOST:
            word = _WORD_HERE.match(self.content, at)
            apart = at == 0 or not (self.content[at - 1].isalnum() or self.content[at - 1] in "_’'")
            if word and apart and _OWNER.sub("", word.group()) == surname:
                found.append(at)
            at = self.content.find(surname, at + len(surname))
        return found

    @cached_property
    def letters(self) -> dict[str, str]:
        """Abbreviations and the names they stand for, as the document explains them."""
        if " (" not in self.content:
            return {}
        small = _words(self.lang).small
        found = {m[1]: _name_before(self.content, m.start(), small) for m in _LETTERS.finditer(self.content)}
        found.update({m[1]: m[2] for m in _EXPLAINED.finditer(self.content) if m[1] not in found})
        return found

    def of(self, name: str) -> tuple[Side, Range | None]:
        """The side that the document elsewhere gives to a name, and where the words for it stand."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> tuple[Side, Range | None]:
        for word in name.split():
            side = side_of(self.letters[word], "", self.lang) if word in self.letters else "unknown"
            if side != "unknown":
                return side, None
        surname = name.split()[-1] if name.split() else ""
        surname = re.sub(r"['’]s?$", "", surname)
        if len(surname) < 2 or not surname[0].isupper():
            return "unknown", None
        for start in self._places(surname):
            whole = _NAME_GOES_ON.match(self.content, start + len(surname))
            side, where = self._beside(start, whole.end() if whole else start + len(surname))
            if side != "unknown":
                return side, where
        return "unknown", None

    def last_body(self, before: int, sides: frozenset[Side]) -> Range | None:
        """Where the last known body of one of these sides is named before an offset."""
        for match in reversed(list(_CAPITALS.finditer(self.content, max(0, before - _BACK), before))):
            if side_of(match.group(), "", self.lang) in sides:
                return match.span()
        return None

    def first_body(self, sides: frozenset[Side]) -> Range | None:
        """Where the first known body of one of these sides is named, for headlines ("group says")."""
        for match in _CAPITALS.finditer(self.content, 0, _BACK):
            if side_of(match.group(), "", self.lang) in sides:
                return match.span()
        return None

    def last_person(self, before: int) -> tuple[Side, Range] | None:
        """The last person named before an offset whose role the document tells, and the role's words."""
        begin = max(0, before - _NEAR)
        for match in reversed(list(_CAPITALS.finditer(self.content, begin, before))):
            if side_of(match.group(), "", self.lang) == "unknown" and " " in match.group():
                side, where = self.of(match.group())
                if side != "unknown" and where is not None:
                    return side, where
        return None

    def _beside(self, start: int, end: int) -> tuple[Side, Range | None]:
        after = _words(self.lang).apposition.match(self.content, end, min(len(self.content), end + 2 * _FAR))
        before = self._title(start)
        for a, b in (r for r in (before, self._apposition(after)) if r):
            words = self.content[a:b]
            if words.isupper():  # in capitals "who" is no health organisation
                first, _, rest = words.partition(" ")
                words = f"{first.lower() if first.lower() in _words(self.lang).opening else first} {rest}"
            side = side_of(words, "", self.lang)
            if side != "unknown":
                role = role_words(words, self.lang)
                if role and (a, b) == before and len(words[role[0] : role[1]].strip(".")) < _SHORT_TITLE:
                    return side, (a, end)  # "Sgt." alone names nobody
                return side, (a, a + role[1] if role else b)
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
            if word.endswith(".") and (len(word) > 5 or word[0].islower()):
                break
            if gap.strip(" ") not in ("", ",") or "\n" in gap or not (word[0].isupper() or known):
                break
            if gap.strip() == "," and role_at(self.content[piece.start() : piece.end()], self.lang) is None:
                break
            first = piece.start()
        return (first, start - 1) if first is not None and first < start - 1 else None

    def _apposition(self, match: re.Match[str] | None) -> Range | None:
        """The description in commas after a name, where it begins as one."""
        if match is None:
            return None
        words = _words(self.lang)
        if match[1].startswith(words.belongs):
            name = _CAPITALS.search(match[1])
            return (match.start(1) + name.start(), match.start(1) + name.end()) if name else None
        if "," not in match.group()[: match.start(1) - match.start()]:
            return None
        first = match[1].split(" ", 1)[0].lower()
        if first in words_of(self.lang).triggers:
            return None
        if first in words.opening:
            return match.span(1)
        role = role_at(match[1], self.lang)
        one = not first.endswith(words.plural) and first not in words.forces
        return match.span(1) if role is not None and role[0] < 25 and one else None


def _name_before(content: str, at: int, small: frozenset[str]) -> str:
    """The capitalised words, with small words between, that end at an offset."""
    words = content[max(0, at - _FAR, content.rfind("\n\n", 0, at)) : at].split()
    taken: list[str] = []
    for word in reversed(words):
        if not (word[0].isupper() or word.lower() in small) or word[-1] in ",.;:":
            break
        taken.append(word)
    return " ".join(reversed(taken))
