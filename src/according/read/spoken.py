"""In which language a document is: by its script and letters, its common words, and an identifier.

English stays the answer where nothing speaks clearly for another language: headlines and captions are short.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from according.lang import language, languages
from according.model import Document, Problem
from according.ports import LanguageIdentifier

#: How much of a document is looked at, in characters, and how many words tell a language of themselves.
_LOOKED_AT, _FEW_WORDS = 3000, 8
#: The share of English's common words that only English reaches, and one that English hardly falls below.
_ENGLISH, _HARDLY_ENGLISH = 0.14, 0.1
#: The share of a language's own letters, of all letters.
_OWN_LETTERS = 0.01
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")


def language_of(document: Document, identifier: LanguageIdentifier) -> str:
    """The ISO 639-1 code of the document's language, read by According or not.

    What the document states of itself (`Document.lang`) is believed where its script does not contradict it
    and its words do not plainly belong to another language.
    """
    text = document.content[:_LOOKED_AT]
    script = _script(text)
    declared = _declared(document)
    if script == "":
        return declared or "en"
    if script == "ARABIC":
        return declared if declared in ("ar", "ur") else _of_arabic_script(text, identifier)
    if script != "LATIN":
        return identifier.identify(text)
    if declared in languages() and declared not in ("ar", "ur", "en"):
        return declared or "en"
    return _of_latin_script(text, declared, identifier)


def unread(document: Document, code: str) -> Problem:
    """Problem ACC-210: which language it is, which ones are read."""
    names = language("detect")["names"]
    read = ", ".join(str(language(c)["name"]) for c in languages())
    words = f"the text is in {names.get(code, 'an unknown language')} ({code}); read are {read}"
    return Problem("ACC-210", words, document.document_id, document.document_id)


def _declared(document: Document) -> str | None:
    code = re.split(r"[-_]", document.lang or "")[0].strip().lower()
    return code if code in languages() or code in language("detect")["names"] else None


def _script(text: str) -> str:
    """LATIN, ARABIC, CYRILLIC …: the script of most letters; empty where there are none."""
    if text.isascii():
        return "LATIN" if any(c.isalpha() for c in text) else ""
    count: Counter[str] = Counter()
    for letter in (c for c in text[:600] if c.isalpha()):
        count["LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]] += 1
    return count.most_common(1)[0][0] if count else ""


def _of_arabic_script(text: str, identifier: LanguageIdentifier) -> str:
    letters = [c for c in text if c.isalpha()]
    own: dict[str, str] = language("detect")["letters"]

    def share(of: str) -> float:
        return sum(c in of for c in letters) / len(letters)

    for code, marks in own.items():
        if code != "shared" and share(marks) > _OWN_LETTERS:
            return code
    urdu = share(language("ur")["detect"]["letters"])
    if urdu > _OWN_LETTERS:
        return "ur"
    if share(own["shared"]) < _OWN_LETTERS:
        return "ar"
    return identifier.identify(text)


@cache
def _common(code: str) -> frozenset[str]:
    return frozenset(language(code)["detect"].get("common", ()))


def _of_latin_script(text: str, declared: str | None, identifier: LanguageIdentifier) -> str:
    words = [w.lower() for w in _WORD.findall(text)][:300]
    shares = {c: sum(w in _common(c) for w in words) / len(words) for c in languages() if _common(c)}
    english = shares["en"]
    if english >= _ENGLISH or (declared == "en" and english >= _HARDLY_ENGLISH):
        return "en"
    best = max(shares, key=lambda c: shares[c])
    hits = shares[best] * len(words)
    if len(words) < _FEW_WORDS and (best == "en" or hits < 1 or shares[best] <= 2 * english):
        return "en"
    told = identifier.identify(text.lower() if text.isupper() else text)
    if len(words) < _FEW_WORDS:
        return best if told == best or hits >= 2 else "en"
    if told in shares:
        return told if told == best or shares[told] > english else "en"
    if told not in language("detect")["names"]:  # a small neighbour of the language that its words tell
        return best if shares[best] > 2 * english else "en"
    return told if english < _HARDLY_ENGLISH else "en"
