"""Bodies told as doers by the plain words beside their names ("a bomb planted by the …", "the … attacked").

Needs no parse, and so reads the sentences that tell of no one harmed as well. Only bodies are found, known
ones and those that the report introduces as armed, never persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Basis, Sentence, Side
from according.read.sides import bodies_in
from according.read.wordlists import alternatives

#: Characters on either side of a body in which the words for what it did stand.
_REACH = 140
#: Between a name and what follows it: quotation marks, and what brackets explain.
_BRACKETS = r"""["”']{0,2}(?: ?\([^()\n]{1,80}\)| ?\[[^\[\]\n]{1,80}\])?["”']{0,2}"""


@dataclass(frozen=True, slots=True)
class Doer:
    """A body with where its name stands in the document, and how the report comes to name it."""

    start: int
    end: int
    side: Side
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Words:
    """Of [actors.plain] and [actors.deeds]: which sentences may tell, how names look and the nouns of
    armed ones, the bodies without a name, what stands before and behind a doer, and the words before one
    that make it a supposed one."""

    tells: re.Pattern[str]
    names: re.Pattern[str]
    nouns: re.Pattern[str]
    bodies: re.Pattern[str]
    sides: Mapping[str, Side]
    before: tuple[tuple[re.Pattern[str], Basis], ...]
    behind: tuple[tuple[re.Pattern[str], Basis], ...]
    hedged: re.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    table = language(lang)["actors"]["plain"]
    deeds = language(lang)["actors"]["deeds"]
    sides = {word: side for side, words in table["bodies"].items() for word in words}
    lists = {name: alternatives(table[name].split()) for name in ("members", "did", "deeds")}
    return _Words(
        re.compile(table["tells"]),  # asked of small letters: many times as fast as without regard to case
        _name(deeds["joints"].split()),
        re.compile(rf"\b(?:{alternatives(deeds['armed_bodies'].split())})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{alternatives(sides)})\b", re.IGNORECASE),
        sides,
        tuple((_filled(form, lists, "", "$"), basis) for form, basis in table["before"]),
        tuple((_filled(form, lists, _BRACKETS, ""), basis) for form, basis in table["behind"]),
        re.compile(table["hedged"] + "$", re.IGNORECASE),
    )


def _name(joints: Sequence[str]) -> re.Pattern[str]:
    """A name of two words or more."""
    joint = rf"(?:(?:{alternatives(joints)}) ){{0,2}}"
    return re.compile(rf"\b[A-Z][\w’'-]+(?: {joint}[A-Z][\w’'-]+){{1,7}}")


def _filled(form: str, lists: Mapping[str, str], opens: str, closes: str) -> re.Pattern[str]:
    for name, words in lists.items():
        form = form.replace("{" + name + "}", words)
    return re.compile(opens + form + closes, re.IGNORECASE)


def doers_told(sentences: Sequence[Sentence], lang: str = "en") -> Iterator[Doer]:
    """The bodies that these sentences tell to have done a deed of violence, in order."""
    words = _words(lang)
    for sentence in sentences:
        if words.tells.search(sentence.text.lower()):
            yield from _of_sentence(sentence, words, lang)


def _of_sentence(sentence: Sentence, words: _Words, lang: str) -> Iterator[Doer]:
    text, at = sentence.text, sentence.start
    for start, end, side in _bodies(text, words, lang):
        basis = _basis(text, start, end, words)
        if basis is not None:
            yield Doer(at + start, at + end, side, basis)


def _bodies(text: str, words: _Words, lang: str) -> Iterator[tuple[int, int, Side]]:
    """Known bodies by their names; forces and fighters by the words for them where no name holds those."""
    named = [(start, end, side) for start, end, side in bodies_in(text, lang) if side in _ARMED]
    new = (m for m in words.names.finditer(text) if words.nouns.search(m.group()))
    named += [(m.start(), m.end(), "armed_group") for m in new if not _within(m, named)]
    yield from named
    for m in words.bodies.finditer(text):
        if not _within(m, named):
            yield m.start(), m.end(), words.sides[m.group().lower()]


def _within(match: re.Match[str], named: Sequence[tuple[int, int, Side]]) -> bool:
    """Whether a match and a name overlap, or only a space parts them ("the PKK guerrillas")."""
    return any(start < match.end() and match.start() <= end + 1 for start, end, _ in named)


#: What counts where several words beside a name tell.
_ORDER: tuple[Basis, ...] = ("claimed", "accused", "suspected", "reported")
_ARMED = ("state", "armed_group")


def _basis(text: str, start: int, end: int, words: _Words) -> Basis | None:
    """How the words beside a body name it as a doer; None where they do not."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    told = {basis for form, basis in words.behind if form.match(behind)}
    told |= {basis for form, basis in words.before if form.search(before)}
    basis = next((basis for basis in _ORDER if basis in told), None)
    return "suspected" if basis == "reported" and words.hedged.search(before) else basis
