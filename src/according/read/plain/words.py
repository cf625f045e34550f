"""A text as words, and a language's tables compiled so that they can be looked up along the words.

Words are compared in a folded form (`[writing]` of the language): lower case, signs and spellings that a
language treats as one. Particles written onto a word ("و", "ال") are taken off where what remains is a word
of the tables. Offsets always count in the document as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from according.lang import language
from according.model import Category, Measure, Sentence, Side
from according.ontology import codebook

Kind = Literal["word", "number", "date", "mark"]
#: How a word of harm is joined to the people harmed: `act` takes them as its object, `done` is said of them,
#: `suffer` has them as its subject, `noun` is the harm "of" them, `counted` is a noun for them.
HarmKind = Literal["act", "done", "suffer", "noun", "counted"]

_GROUPED = r"\d{1,3}(?:[.,٬٫’'\u0020\u00a0\u202f]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
#: Signs above and below letters, and joiners between them: parts of a word that are no letters.
_SIGNS = r"[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
_WORD = re.compile(
    r"(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)|\d{1,2}(?::|h(?=\d))\d{2})"
    rf"|(?P<number>{_GROUPED}|\d+(?:[.,٫]\d+)?)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|{_SIGNS})*(?:['’](?=[^\W\d_]|$))?)"
    r"|(?P<mark>[^\w\s])"
)
_SEPARATORS = re.compile(r"[.,٬٫’'\s\u00a0\u202f]")
_LEAST_STEM = 3
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, figure or mark. `norm` is its folded form without particles, `lead` the particles taken off
    its front; `value` that of a figure in digits."""

    text: str
    norm: str
    start: int
    end: int
    sentence: int
    kind: Kind
    lead: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: whose they are (None where the noun does not tell), whether it stands for one."""

    category: Category | None
    one: bool
    two: bool = False


@dataclass(frozen=True, slots=True)
class HarmWord:
    """What a word of harm tells, how it is joined to the people; `number` where its form tells how many (0:
    nobody)."""

    measure: Measure
    kind: HarmKind
    number: int | None = None


class Phrases(Generic[V]):
    """Phrases of folded words with what they stand for; the longest that stands at a word wins."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], V]], as_written: bool = False) -> None:
        self._as_written = as_written
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for key, value in entries:
            if key:
                self._by_first.setdefault(key[0], []).append((key, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))  # the later of equal entries stands behind the earlier

    def at(self, words: Sequence[Word], i: int, stop: int | None = None) -> tuple[int, V] | None:
        """(number of words, value) of the phrase that begins at word i, within [i, stop)."""
        if i >= len(words):
            return None
        last = len(words) if stop is None else stop
        for key, value in self._by_first.get(self._form(words[i]), ()):
            n = len(key)
            if i + n <= last and all(self._form(words[i + k]) == key[k] for k in range(1, n)):
                return n, value
        return None

    def _form(self, word: Word) -> str:
        return word.text if self._as_written else word.norm

    def within(self, words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int, V]]:
        """Every (start, end, value) in [first, last), left to right, not overlapping."""
        i = first
        while i < last:
            hit = self.at(words, i, last)
            if hit is None:
                i += 1
                continue
            yield i, i + hit[0], hit[1]
            i += hit[0]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The words of figures; see the tables `[quantity.*]`. `homographs`: number words that are other words
    too; `counted_behind`: the words that make numbers of them."""

    small: Phrases[float]
    scales: Phrases[int]
    vague: Phrases[tuple[int | None, int | None, int | None]]
    about: Phrases[int]
    hedges: Phrases[str]
    tails: Phrases[str]
    half: frozenset[str]
    joiner: frozenset[str]
    joins_hundreds: bool
    units_first: bool
    between: frozenset[str]
    ranges: frozenset[str]
    changed: frozenset[str]
    homographs: frozenset[str]
    counted_behind: frozenset[str]
    not_counts: Phrases[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language compiled. `sets` are plain word lists, `phrases` lists whose entries may have several words;
    both by their name in the file ("parts.including")."""

    code: str
    table: Mapping[str, Any]
    fold: Mapping[int, str | None]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    before_tail: Mapping[str, str]
    vocabulary: frozenset[str]
    numbers: Numbers
    harm: Phrases[HarmWord]
    counted: Phrases[HarmWord]
    nouns: Phrases[Noun]
    qualifiers: Phrases[Category]
    sides: Phrases[Side]
    bodies: Phrases[Side]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]
    order: Mapping[str, str]
    memory: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False)

    def folded(self, word: str) -> str:
        """A word as it is compared."""
        return word.lower().replace("’", "'").translate(self.fold)

    def analysed(self, word: str) -> tuple[str, str]:
        """(folded form, particles taken off its front)."""
        known = self.memory.get(word)
        if known is None:
            known = self._analysed(self.folded(word))
            if len(self.memory) < 200_000:
                self.memory[word] = known
        return known

    def _analysed(self, low: str) -> tuple[str, str]:
        if low in self.vocabulary or not self.leads:
            return low, ""
        article = next((a for a in self.sets["writing.article"] if _has_article(low, a)), None)
        if article is not None:
            stem = low[len(article) :]
            return self._known(stem, "") or stem, article
        for lead in self.leads:
            known = self._known(low[len(lead) :], lead) if low.startswith(lead) else None
            if known:
                return known, lead
        return self._known(low, "") or low, ""

    def _known(self, rest: str, lead: str) -> str | None:
        least = 2 if len(lead) <= 1 else _LEAST_STEM
        if len(rest) >= least and rest in self.vocabulary:
            return rest
        for tail in self.tails:
            if rest.endswith(tail) and len(rest) - len(tail) >= _LEAST_STEM:
                stem = rest[: -len(tail)]
                if stem in self.vocabulary:
                    return stem
                before_tail = self.before_tail.get(stem[-1])
                if before_tail and stem[:-1] + before_tail in self.vocabulary:
                    return stem[:-1] + before_tail
        return None


def _has_article(low: str, article: str) -> bool:
    return low.startswith(article) and len(low) - len(article) >= _LEAST_STEM


def words_in(sentences: Sequence[Sentence], tongue: Tongue) -> tuple[Word, ...]:
    """The words of the sentences in order. A conjunction written onto a figure is a word of its own."""
    found: list[Word] = []
    for sentence in sentences:
        for match in _pieces(sentence.text):
            found.append(_word(match, sentence, tongue))
    return tuple(found)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The words, figures and marks of a text; a hyphen inside a word only parts it."""
    for match in _WORD.finditer(text):
        if (
            match[0] != "-"
            or not text[match.start() - 1 : match.start()].isalpha()
            or not text[match.end() :][:1].isalpha()
        ):
            yield match


def _word(match: re.Match[str], sentence: Sentence, tongue: Tongue) -> Word:
    kind: Kind = match.lastgroup  # type: ignore[assignment]
    text, start = match[0], sentence.start + match.start()
    end = start + len(text)
    if kind == "number":
        return Word(text, text, start, end, sentence.index, kind, value=_value(text))
    if kind == "word":
        norm, lead = tongue.analysed(text)
        if lead and lead[0] in tongue.sets["writing.conjunctions"] and len(text) > 1:
            start += 1  # the quotation begins with the word itself
            text = text[1:]
        return Word(text, norm, start, end, sentence.index, kind, lead)
    return Word(text, text, start, end, sentence.index, kind)


def _value(text: str) -> float:
    """1.250, 1,250, 1 250 and 1,50,000 are whole; 1.5 and 1,5 are not."""
    parts = _SEPARATORS.split(text)
    if len(parts) == 1 or len(parts[-1]) == 3:
        return float(int("".join(parts))) if len(text) < 16 else float("inf")
    return float(f"{int(parts[0])}.{int(parts[-1])}")


# ── compiling a language ──────────────────────────────────────────────────────────────────────────────

_HARM_KINDS: tuple[HarmKind, ...] = ("act", "done", "suffer", "noun", "counted")


class _Tables(dict[str, Any]):
    """Word lists by name; one that a language does not have is empty."""

    def __init__(self, rows: Mapping[str, Any], empty: Any) -> None:
        super().__init__(rows)
        self._empty = empty

    def __missing__(self, name: str) -> Any:
        return self._empty


@cache
def tongue(code: str) -> Tongue:
    """The language's tables compiled, once a process."""
    return tongue_of(language(code))


def tongue_of(table: Mapping[str, Any]) -> Tongue:
    """A language's tables compiled. A table that is not there finds nothing (`lacking` names it)."""
    fold = _fold(table["writing"])

    articles = tuple(table["writing"].get("article", ()))
    whole = {w.translate(fold) for w in table["writing"].get("whole", ())}
    both = tuple(c + a for c in table["writing"].get("conjunctions", ()) for a in articles)

    def keyed(phrase: str) -> tuple[str, ...]:
        low = phrase.lower().replace("’", "'")
        return tuple(bare(m[0].translate(fold)) for m in _pieces(low))

    def bare(word: str) -> str:
        if word in whole:
            return word
        cut = next((a for a in (*articles, *both) if _has_article(word, a)), "")
        return word[len(cut) :]

    lists = dict(_lists(table))
    phrases = {name: [(keyed(p), p) for p in entries] for name, entries in lists.items()}
    numbers = _Lists(table["quantity"], keyed)
    nouns = list(_nouns(table["people"], keyed))
    harm = list(_harm(table["harm"], keyed))
    sides: list[tuple[tuple[str, ...], Side]] = [
        (keyed(p), side) for side, entries in table.get("sides", {}).items() for p in entries
    ]
    qualifiers: list[tuple[tuple[str, ...], Category]] = [
        (keyed(p), category) for category, entries in table["people"]["qualifiers"].items() for p in entries
    ]
    vocabulary = {w for rows in phrases.values() for key, _ in rows for w in key} | numbers.words
    vocabulary |= {w for rows in (nouns, harm, sides, qualifiers) for key, _ in rows for w in key}
    dates = (
        p for entries in table.get("dates", {}).values() if isinstance(entries, Mapping) for p in entries
    )
    vocabulary |= {w for p in dates for w in keyed(p)} | whole
    vocabulary |= {w for p in table.get("places", {}).get("known", {}) for w in keyed(p)}
    writing = table["writing"]
    return Tongue(
        str(table["code"]),
        table,
        fold,
        tuple(writing.get("leads", ())),
        tuple(writing.get("tails", ())),
        dict(writing.get("before_tail", {})),
        frozenset(vocabulary),
        numbers.compiled(),
        Phrases(harm),
        Phrases([row for row in harm if row[1].kind == "counted"]),
        Phrases(nouns),
        Phrases(qualifiers),
        Phrases(sides),
        Phrases(_bodies(), as_written=True),
        _Tables({name: _single_words(rows) for name, rows in phrases.items()}, frozenset()),
        _Tables({name: Phrases(rows) for name, rows in phrases.items()}, Phrases(())),
        dict(table["order"]),
    )


def _single_words(rows: Iterable[tuple[tuple[str, ...], str]]) -> frozenset[str]:
    return frozenset(key[0] for key, _ in rows if len(key) == 1)


#: The tables that reading rests on, and what is not read where one is missing.
_NEEDED = {
    "quantity.numbers": "number words", "people.civilian.one": "nouns for people",
    "harm.deaths": "words of death", "harm.injured": "words of injury", "harm.abducted": "words of abduction",
    "harm.detained": "words of arrest", "harm.missing": "words for the missing",
    "harm.displaced": "words of displacement", "voices.verbs": "words of saying",
    "sides": "sides of speakers",
    "dates.month": "names of months", "dates.weekday": "days of the week", "dates.relative": "relative days",
    "scope.cumulative": "windows", "scope.background": "events of the past", "stance.denials": "denials",
    "parts.including": "sub-counts", "places.known": "names of countries", "tactics": "how it was done",
    "unviolent.causes": "accidents and diseases",
}  # fmt: skip


def lacking(table: Mapping[str, Any]) -> tuple[str, ...]:
    """What a language's tables do not serve: tables that are missing or empty, and what `lacks` states."""
    found = []
    for path, words in _NEEDED.items():
        part: Any = table
        for key in path.split("."):
            part = part.get(key) if isinstance(part, Mapping) else None
        if not part:
            found.append(words)
    return (*found, *table.get("lacks", {}).get("mechanisms", ()))


def _fold(writing: Mapping[str, Any]) -> dict[int, str | None]:
    fold: dict[int, str | None] = {ord(a): b for a, b in writing.get("same", {}).items()}
    return fold | {ord(c): None for c in writing.get("drop", "")} | {0x200C: None, 0x200D: None}


def _lists(table: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words of the file by its dotted name; a string is a list written with spaces."""
    for key, value in table.items():
        path = f"{name}.{key}" if name else key
        if isinstance(value, Mapping):
            yield from _lists(value, path)
        elif isinstance(value, list) and all(isinstance(v, str) for v in value):
            yield path, value


class _Lists:
    """The tables of figures on their way to `Numbers`."""

    def __init__(self, table: Mapping[str, Any], keyed: Any) -> None:
        self.table, self.keyed = table, keyed
        ends: dict[str, list[int]] = table["vague"]
        self.vague = [(keyed(p), tuple(None if b < 0 else b for b in ends[p])) for p in ends]
        self.small = [(keyed(p), float(n)) for p, n in table["numbers"].items()]
        self.scales = [(keyed(p), n) for p, n in table["scales"].items()]
        self.about = [(keyed(p), n) for p, n in table["about"].items()]
        self.words = {
            w for rows in (self.vague, self.small, self.scales, self.about) for key, _ in rows for w in key
        }

    def compiled(self) -> Numbers:
        def ruled(name: str) -> Phrases[str]:
            return Phrases([(self.keyed(p), rule) for rule, ps in self.table[name].items() for p in ps])

        def words(name: str) -> frozenset[str]:
            return frozenset(w for p in self.table.get(name, ()) for w in self.keyed(p))

        return Numbers(
            Phrases(self.small),
            Phrases(self.scales),
            Phrases(self.vague),  # type: ignore[arg-type]
            Phrases(self.about),
            ruled("hedges"),
            ruled("tails"),
            words("half"),
            words("joiner"),
            bool(self.table.get("joins_hundreds")),
            bool(self.table.get("units_first")),
            words("between"),
            words("ranges"),
            words("changed"),
            words("homographs"),
            words("counted_behind"),
            Phrases([(self.keyed(p), p) for p in self.table["not_counts"]]),
        )


def _nouns(table: Mapping[str, Any], keyed: Any) -> Iterator[tuple[tuple[str, ...], Noun]]:
    """Nouns for people: `one` in the singular (plurals by the language's endings), `many` as they are."""
    categories: dict[str, Category | None] = {
        "civilian": "civilian", "security_force": "security_force", "armed_group": "armed_group",
        "neutral": None,
    }  # fmt: skip
    plurals: set[tuple[str, ...]] = set()
    rows: list[tuple[tuple[str, ...], Noun]] = []
    for name, category in categories.items():
        for phrase in _split(table[name].get("many", "")):
            plurals.add(keyed(phrase))
            rows.append((keyed(phrase), Noun(category, False)))
    for name, category in categories.items():
        for phrase in _split(table[name].get("one", "")):
            key = keyed(phrase)
            rows.append((key, Noun(category, True)))
            made = [(*key[:-1], key[-1] + e) for e in table["endings"]]
            if len(key) > 1:
                made += [(key[0] + e, *key[1:]) for e in table["endings"]]
                made += [tuple(w + e for w in key) for e in table["endings"]]
            rows += [(m, Noun(category, False)) for m in made if m not in plurals]
            rows += [(m, Noun(category, False, True)) for m in _duals(key, table) if m not in plurals]
    yield from rows


def _duals(key: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The forms of a noun that stand for two, by what it ends in."""
    for stem, endings in table.get("dual", {}).items():
        fits = key[-1].endswith(stem) if stem else not any(s and key[-1].endswith(s) for s in table["dual"])
        if fits:
            base = key[-1][: len(key[-1]) - len(stem)]
            yield from ((*key[:-1], base + ending) for ending in endings)


def _split(entries: str | list[str]) -> list[str]:
    return entries.split() if isinstance(entries, str) else entries


def _harm(table: Mapping[str, Any], keyed: Any) -> Iterator[tuple[tuple[str, ...], HarmWord]]:
    for measure in ("deaths", "injured", "abducted", "detained", "missing", "displaced"):
        own = table.get(measure, {})
        for number, name in enumerate(("nobody", "single", "two")):
            for phrase in own.get(name, ()):
                yield keyed(phrase), HarmWord(measure, "counted", number)
        for kind in _HARM_KINDS:
            for phrase in own.get(kind, ()):
                yield keyed(phrase), HarmWord(measure, kind)


def _bodies() -> Iterator[tuple[tuple[str, ...], Side]]:
    """Known bodies by their names in Latin letters, as they are written (`ontology/sides.toml`)."""
    for side, names in codebook("sides")["organisations"].items():
        for name in names:
            yield tuple(m[0] for m in _pieces(name)), side
