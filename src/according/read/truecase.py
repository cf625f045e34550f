"""Small letters for text in capitals ("SIX MEN DIED IN SAN PEDRO": "Six men died in San Pedro").

The parser, the names and the lists of words are used to mixed case, so upper-case lines are read in a copy
that has it. Offsets stay: a character whose small letter is not one character stays as it is, and
`truecased(text).upper() == text.upper()`.

What is written small is a known word (`lang/casing/<code>.txt`, the words of the language file, and their
forms); what is not known is taken for a name. Words that are written both ways ("general") go by the words
around them, names of bodies that the lists know by those, and a name that a bracketed abbreviation stands for
("National Revolutionary Front [NRF]") by its letters. Where a document has lines in mixed case, its own
spelling of a word comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from according.lang import language
from according.lang.casing import casing_lines
from according.ontology import codebook

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+")
_LINE = re.compile(r"[^\n]+")
#: A dateline stays as it is: its capitals are what it is known by.
_DATELINE = re.compile(r"\s*[^\s\[\]a-z][^\[\]\na-z]{2,70}? ?(?:--|[–—]) ?")
_OPENS = re.compile(r"[.!?…][\"'”’)\]]*\s+[\"'“‘(\[]*$|^\W*$|[\[(]$|[,:] [\"“‘]$")
#: Brackets between sentences ("[TEXT]", a speaker) open the next as the end of the last one does.
_TAGGED = re.compile(r"(?:^|[.!?…–—-][\"”)]*\s)\s*(?:\[[^\[\]]{1,80}\] ){1,6}[\"“]?$")
_TAG_REACH = 200
_BRACKETED = re.compile(r"(?<=[\w\"'”’] )[\[(]([^\W\d_][^\W_]{1,9})[\])]")
_OWNER = re.compile(r"['’]S$", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|D)")
_VOWELS = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
#: Least share of capitals among the letters of an upper-case line, and least letters and words of it.
_LOUD, _LEAST_LETTERS, _LEAST_WORDS = 0.9, 12, 3
#: The small letters of ASCII, as bytes: they are counted without a look at each letter.
_SMALL = b"abcdefghijklmnopqrstuvwxyz"
#: Longest phrase, in words, that the lists are asked for; longest word whose forms are.
_LONGEST_PHRASE, _LONGEST_WORD = 6, 30
#: Large in all surroundings.
_ALWAYS = 15
#: Longest abbreviation, in letters, that may have vowels.
_LONGEST_ABBREVIATION = 5
#: Sections of a language file whose words are known to be written small.
_SECTIONS = ("harm", "people", "actors", "voice", "victims", "persons", "quantity")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a language's words are written. `large`: where a word is written large (see the list's head);
    a word that is in none of the three is a name."""

    large: Mapping[str, int]
    fixed: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    endings: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    inner: frozenset[str]
    leading: frozenset[str]
    letters: frozenset[str]
    also_words: frozenset[str]


@dataclass(slots=True)
class _Line:
    """One upper-case line's words while they are being cased."""

    text: str
    words: list[re.Match[str]]
    known: Mapping[str, str]
    forms: list[str] = field(default_factory=list)

    def between(self, i: int) -> str:
        """What stands before word `i`, from the end of the word before it."""
        return self.text[self.words[i - 1].end() if i else 0 : self.words[i].start()]


def is_upper_case(text: str) -> bool:
    """Whether a text is written in capitals, so that its letters tell nothing."""
    plain = text.encode("ascii", "ignore")
    small = len(plain) - len(plain.translate(None, _SMALL))
    if small > (1 - _LOUD) * len(text):  # most texts: told without looking at each letter
        return False
    letters = [c for c in text if c.isupper() or c.islower()]
    loud = sum(map(str.isupper, letters))
    return len(letters) >= _LEAST_LETTERS and loud >= _LOUD * len(letters)


def truecased(text: str, lang: str = "en") -> str:
    """The text with its upper-case lines in mixed case, character for character; others as they are.

    A line is upper-case by its own letters; in a text that is upper-case throughout every line is.
    """
    lines = list(_LINE.finditer(text))
    whole = is_upper_case(text)
    loud = [m for m in lines if _is_loud(m.group(), whole)]
    spelling = _spelling(lang)
    if not loud or not spelling.large:
        return text
    quiet = [m.group() for m in lines if not whole and not _is_loud(m.group(), whole)]
    known = {**_own_spelling(quiet), **_abbreviations(text, loud, spelling)}
    parts, at = [], 0
    for m in loud:
        parts += [text[at : m.start()], _line_cased(m.group(), known, spelling)]
        at = m.end()
    return "".join([*parts, text[at:]])


def _is_loud(line: str, whole: bool) -> bool:
    if whole:
        return any(map(str.isupper, line))
    return is_upper_case(line) and len(line.split()) > _LEAST_WORDS


def _own_spelling(lines: Sequence[str]) -> Mapping[str, str]:
    """How the document's lines in mixed case write words inside sentences, by their capitals."""
    seen: dict[str, Counter[str]] = {}
    for line in lines:
        for m in _WORD.finditer(line):
            if not _OPENS.search(line[max(0, m.start() - 8) : m.start()]):
                seen.setdefault(m.group().upper(), Counter())[m.group()] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items() if len(word) > 1}


def _abbreviations(text: str, loud: Sequence[re.Match[str]], spelling: _Spelling) -> Mapping[str, str]:
    """Words alone in brackets behind a name that no list knows: abbreviations everywhere in the text.

    A bracketed word that opens a paragraph names a speaker.
    """
    found: dict[str, str] = {}
    for line in loud:
        for m in _BRACKETED.finditer(line.group()):
            word = m.group(1)
            short = len(word) <= _LONGEST_ABBREVIATION or not _VOWELS.search(word)
            if short and word.isupper() and _default(word, spelling) is None:
                found[word] = word
    return found


def _line_cased(line: str, known: Mapping[str, str], spelling: _Spelling) -> str:
    head = _DATELINE.match(line)
    start = head.end() if head else 0
    words = list(_WORD.finditer(line, start))
    case = _Line(line, words, known)
    phrases = dict(_phrases(case, spelling))
    for i in range(len(words)):
        case.forms.append(phrases.get(i) or _form(case, i, spelling))
    chars = list(line)
    for m, form in zip(words, case.forms, strict=True):
        chars[m.start() : m.end()] = form
    return _lettered("".join(chars), line)


def _lettered(cased: str, line: str) -> str:
    """Letters with periods ("U.S.") as they were."""
    parts, at = [], 0
    for m in _LETTERS.finditer(line):
        parts += [cased[at : m.start()], m.group()]
        at = m.end()
    return "".join([*parts, cased[at:]])


def _phrases(case: _Line, spelling: _Spelling) -> Iterator[tuple[int, str]]:
    """The forms of the words that belong to a known name, or to one that an abbreviation stands for."""
    low = [m.group().lower() for m in case.words]
    at = 0
    while at < len(low):
        for size in range(min(_LONGEST_PHRASE, len(low) - at), 1, -1):
            forms = spelling.phrases.get(tuple(low[at : at + size]))
            if forms and all(len(f) == len(w) for f, w in zip(forms, low[at:], strict=False)):
                yield from zip(range(at, at + size), forms, strict=True)
                at += size - 1
                break
        at += 1
    for i, m in enumerate(case.words):
        if case.text[m.end() : m.end() + 1] in ("]", ")") and case.between(i)[-1:] in ("[", "("):
            yield from ((k, _titled(low[k])) for k in _expanded(m.group(), low[:i], spelling))


def _expanded(letters: str, before: Sequence[str], spelling: _Spelling) -> list[int]:
    """Which of the words before a bracketed abbreviation it stands for; none where its letters do not fit.

    Their order is free and one word and one letter may be left over: abbreviations often keep the order of
    another language ("National Liberation Army [ELN]").
    """
    left, matched, spare = list(letters.lower()), list[int](), 1
    for i in range(len(before) - 1, -1, -1):
        if before[i][0] in left:
            left.remove(before[i][0])
            matched.append(i)
        elif before[i] not in spelling.inner:
            spare -= 1
        if not left or spare < 0:
            break
    if len(matched) < 2 or len(left) > (1 if len(letters) > 2 else 0):
        return []
    return [i for i in range(matched[-1], len(before)) if before[i] not in spelling.inner]


def _form(case: _Line, i: int, spelling: _Spelling) -> str:
    """How word `i` of a line is written."""
    word = case.words[i].group()
    owner = _OWNER.search(word)
    bare = word[: owner.start()] if owner else word
    own = case.known.get(bare.upper())
    if own is not None and len(own) == len(bare) and not (own[0].islower() and _opens(case, i)):
        return own + _lowered(word[len(own) :])
    if any(map(str.isdigit, word)):
        return _lowered(word) if _ORDINAL.fullmatch(word) else word
    if len(word) == 1:
        return _letter(case, i, spelling)
    if word.lower() in spelling.leading:
        return _lowered(word) if i and case.forms[i - 1] in spelling.inner else _titled(word)
    default, rest = _default(bare, spelling), _lowered(word[len(bare) :])
    if default is None:
        return (bare if not _VOWELS.search(bare) else _titled(bare)) + rest
    if isinstance(default, str):
        return (default if len(default) == len(bare) else bare) + rest
    large = _opens(case, i) or _is_large(case, i, default, spelling)
    return (_titled(bare) if large else _lowered(bare)) + rest


def _letter(case: _Line, i: int, spelling: _Spelling) -> str:
    """An article, an "s" and a joint between names are small; "I" and other letters stay."""
    word = case.words[i].group()
    if _opens(case, i) or case.text[case.words[i].end() : case.words[i].end() + 1] in (".", "-"):
        return word
    small = word.lower() in spelling.letters or word.lower() in spelling.inner
    return _lowered(word) if small else word


def _opens(case: _Line, i: int) -> bool:
    """Whether a sentence begins with word `i`."""
    before = case.text[: case.words[i].start()][-_TAG_REACH:] if i else ""
    if before.endswith(("] ", '] "')) and _TAGGED.search(before):
        return True
    before = before[-8:]
    if not _OPENS.search(before):
        return False
    return not (i and case.between(i).startswith(". ") and _is_shortened(case.forms[i - 1]))


def _is_shortened(form: str) -> bool:
    """Whether a period behind a word belongs to it ("Gen.", "J.", "U.S.")."""
    return len(form) == 1 or (len(form) < 4 and form.istitle())


def _is_large(case: _Line, i: int, mask: int, spelling: _Spelling) -> bool:
    """Whether a word that is written both ways is large between the words around it."""
    word = case.words[i].group().lower()
    if word in spelling.also_words:
        return _beside_figure(case, i)
    if not mask:
        return False
    joined = (
        bool(i)
        and len(case.forms[i - 1]) > 1
        and not _parted(case.between(i))
        and not _OWNER.search(case.forms[i - 1])
    )
    before = joined and case.forms[i - 1][:1].isupper() and not _opens(case, i - 1)
    after = i + 1 < len(case.words) and not _parted(case.between(i + 1)) and _is_name(case, i + 1, spelling)
    return bool(mask >> (2 * before + after) & 1)


def _parted(between: str) -> bool:
    return bool(between.strip(" -"))


def _beside_figure(case: _Line, i: int) -> bool:
    beside = [case.words[k].group() for k in (i - 1, i + 1) if 0 <= k < len(case.words)]
    return any(word[0].isdigit() for word in beside)


def _is_name(case: _Line, i: int, spelling: _Spelling) -> bool:
    """Whether a word is written large wherever it stands."""
    word = case.words[i].group()
    if len(word) == 1:
        return word.isalpha() and case.text[case.words[i].end() : case.words[i].end() + 1] == "."
    default = _default(_OWNER.sub("", word), spelling)
    if default is None:
        return not any(map(str.isdigit, word))
    return isinstance(default, str) or default == _ALWAYS


def _default(word: str, spelling: _Spelling) -> str | int | None:
    """The fixed form of a word, or where it is written large; None where no list has it or a form of it."""
    low = word.lower()
    if low in spelling.fixed:
        return spelling.fixed[low]
    if low in spelling.inner:
        return 0
    found = spelling.large.get(low)
    if found is not None or len(low) > _LONGEST_WORD:
        return found
    return next(
        (mask for bare in _bare(low, spelling) if (mask := spelling.large.get(bare)) is not None), None
    )


def _bare(word: str, spelling: _Spelling) -> Iterator[str]:
    """What a word may be a form of: without its ending, without what is put before it."""
    for ending, instead in spelling.endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + instead
    for prefix in spelling.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word[len(prefix) :]


def _lowered(word: str) -> str:
    return "".join(low if len(low := c.lower()) == 1 and low.upper() == c else c for c in word)


def _titled(word: str) -> str:
    """First letter large, as after an apostrophe behind one letter ("O'Neill", "d'Aubuisson")."""
    head = 2 if len(word) > 3 and word[1] in "'’" else 0
    return word[:head].upper() + word[head : head + 1].upper() + _lowered(word[head + 1 :].upper())


@cache
def _spelling(code: str) -> _Spelling:
    large: dict[str, int] = {}
    fixed: dict[str, str] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in casing_lines(code):
        *words, last = line.split()
        if not words or last.isdigit():
            large[words[0] if words else last] = int(last) if words else 0
        elif last in "^+":
            fixed[words[0]] = words[0].upper() if last == "^" else words[0].capitalize()
        else:
            phrases[(*words, last)] = tuple(word.capitalize() for word in (*words, last))
    if not large:
        return _Spelling({}, {}, {}, (), (), *[frozenset[str]()] * 4)
    table = language(code)
    for section in _SECTIONS:
        large = {**dict.fromkeys(_words_of(table.get(section)), 0), **large}
    dates = table["dates"]
    also_words = frozenset(dates["capital_names"])
    days = (*_words_of(dates["month_names"]), *_words_of(dates["weekday_names"]))
    names = {*_words_of(table["places"]["demonyms"]), *days} - also_words
    large = {**large, **dict.fromkeys(names, _ALWAYS)}
    phrases.update(_bodies())
    words = table["casing"]
    return _Spelling(
        large,
        {**_initials(large), **fixed, **{name.lower(): name for name in words["fixed"].split()}},
        phrases,
        tuple((ending, instead) for ending, instead in words["endings"]),
        tuple(words["prefixes"].split()),
        frozenset(words["inner"].split()),
        frozenset(words["leading"].split()),
        frozenset(words["letters"].split()),
        also_words,
    )


def _words_of(table: Any) -> Iterator[str]:
    """The words in small letters that stand anywhere in a table of a language file."""
    if isinstance(table, str):
        yield from (word for word in table.split() if word.isalpha() and word.islower() and len(word) > 2)
    elif isinstance(table, Mapping):
        for key in table:
            yield from _words_of(table[key])
    elif isinstance(table, list | tuple):
        for entry in table:
            yield from _words_of(entry)


def _bodies() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names of bodies of several words as they write themselves."""
    for names in codebook("sides")["organisations"].values():
        for name in names:
            forms = tuple(m.group() for m in _WORD.finditer(name))
            if len(forms) > 1:
                yield tuple(form.lower() for form in forms), forms


def _initials(large: Mapping[str, int]) -> Mapping[str, str]:
    """The abbreviations that known bodies are named by, but for those that are also words."""
    bodies = (name for names in codebook("sides")["organisations"].values() for name in names)
    return {
        name.lower(): name
        for name in bodies
        if name.isalpha() and name.isupper() and name.lower() not in large
    }
