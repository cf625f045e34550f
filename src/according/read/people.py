"""Who is counted: the noun phrase around a head word, its figure and the category of the people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from according.lang import language
from according.model import Category, Quantity, Sentence, Span, Token
from according.read.dates_apart import Range, before_figures, blanked, dates_apart
from according.read.lexicon import Lexicon
from according.read.quantity import Figure, figures_in
from according.read.sides import side_of
from according.read.wordlists import filled

#: How a phrase refers: by a figure, as one person by a noun, by name, by a pronoun, as several without a
#: figure, or to nobody ("no soldiers").
Reference = Literal["figure", "one", "name", "pronoun", "several", "nobody"]
#: References that may be to one person.
SINGLE: tuple[Reference, ...] = ("one", "name", "pronoun")

VERBAL = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
SUBJECTS = ("nsubjpass", "nsubj")
_PREMODIFIERS = frozenset(
    [
        "det",
        "nummod",
        "amod",
        "compound",
        "quantmod",
        "advmod",
        "poss",
        "nmod",
        "predet",
        "case",
        "npadvmod",
        "neg",
        "prep",
        "pobj",
        "pcomp",
    ]
)
_NEXT_WORD = re.compile(r"[\s-]*([^\W\d][\w'.]*|%)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE = Quantity(1, 1, 1, "", "one")
_SEVERAL = Quantity(2, None, None, "", "plural")
_NOBODY = Quantity(0, 0, 0, "", "none")
#: The rule of a figure that tells the place of a death among those of a time.
IN_ORDER = "place in order"
#: That of one word for several deaths.
AT_ONCE = "several at once"


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The [people.phrases] table of a language; what each list is for stands there."""

    pronouns: frozenset[str]
    nobodys: frozenset[str]
    several_pronouns: frozenset[str]
    those: frozenset[str]
    how: frozenset[str]
    shares: frozenset[str]
    numbering: frozenset[str]
    single: frozenset[str]
    group_nouns: frozenset[str]
    roles: frozenset[str]
    definite: frozenset[str]
    conjunctions: frozenset[str]
    of: frozenset[str]
    uncounted: tuple[str, ...]
    ages: re.Pattern[str]
    numbered: re.Pattern[str]
    next_age: re.Pattern[str]
    address: re.Pattern[str]
    two_ages: re.Pattern[str]
    agentive: re.Pattern[str]
    endings: tuple[str, ...]
    man: tuple[str, ...]
    old: frozenset[str]
    years: frozenset[str]
    suspected: frozenset[str]
    private: frozenset[str]
    unofficial: frozenset[str]
    households: frozenset[str]
    none: frozenset[str]
    nobody: frozenset[str]
    articles: frozenset[str]
    both: frozenset[str]
    plural: frozenset[str]
    one_of: frozenset[str]
    forces: frozenset[str]
    pairs: frozenset[str]
    fractions: Mapping[str, int]
    deaths_in_order: frozenset[str]
    of_a_death: frozenset[str]
    multiples: Mapping[str, int]
    in_order: re.Pattern[str]
    order_within: re.Pattern[str]
    ordinals: Mapping[str, int]


@cache
def people_words(code: str) -> PeopleWords:
    """The words of `lang/<code>.toml` by which a phrase for people is read."""
    table = language(code)["people"]["phrases"]
    ordinals = {word: n for n, word in enumerate(language(code)["persons"]["ordinals"].split(), 2)}
    return filled(
        PeopleWords, table, fractions=table["fractions"], multiples=table["multiples"], ordinals=ordinals
    )


class Parse:
    """A parsed sentence with what its tokens' trees are asked for again and again."""

    def __init__(self, sentence: Sentence, code: str = "en") -> None:
        self.sentence = sentence
        self.code = code  # of the language, for looking words up
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.lower = [t.text.lower() for t in sentence.tokens]
        self.children: list[list[int]] = [[] for _ in sentence.tokens]
        for i, token in enumerate(sentence.tokens):
            if token.head != i:
                self.children[token.head].append(i)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The sentence's figures, in offsets of its text; the numbers of dates are none."""
        return figures_in(blanked(self.sentence.text, self._dates), language(self.code))

    @cached_property
    def _dates(self) -> tuple[Range, ...]:
        return dates_apart(self.sentence, self.code)

    @cached_property
    def _dates_before_figures(self) -> tuple[Range, ...]:
        starts = [figure.start for figure in self.figures]
        return before_figures(self.sentence.text, self._dates, starts) if self._dates else ()

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of a token with one of these labels."""
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def left_edge(self, i: int) -> int:
        """The first token of the phrase before a head: its premodifiers, without clauses and dates."""
        edge = i
        for kid in self.children[i]:
            if kid < i and self.tokens[kid].dep in _PREMODIFIERS and (kid + 1 == i or self.joined(kid, i)):
                edge = min(edge, self.left_edge(kid))
        at = self.tokens[edge].start - self.sentence.start
        figure = next((figure for date, figure in self._dates_before_figures if date <= at < figure), None)
        return edge if figure is None else min(i, _token_at(self, figure))

    def joined(self, a: int, b: int) -> bool:
        """Whether no bracket, dash or line of credits stands between two tokens."""
        marks = [t.text for k, t in enumerate(self.tokens[a:b], a) if t.text in "()/|—–:;" or self._dash(k)]
        return not marks or (marks == ["(", ")"] and self.tokens[b - 2].tag == "CD")

    def _dash(self, k: int) -> bool:
        token = self.tokens[k]
        return token.text in ("-", "--") and k > 0 and self.tokens[k - 1].end < token.start

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield i

    def span(self, first: int, last: int) -> Span:
        """The characters from one token to another, in the document's offsets."""
        start, end = self.tokens[first].start, self.tokens[last].end
        base = self.sentence.start
        return Span(start, end, self.sentence.text[start - base : end - base])


@dataclass(frozen=True, slots=True)
class People:
    """People counted at one phrase. `head` is the token that names them, `names` their capitalised words
    when the phrase is a proper name (kept for telling persons apart, never put out)."""

    head: int
    span: Span
    quantity: Quantity
    category: Category | None
    reference: Reference
    definite: bool = False
    names: tuple[str, ...] = ()


def people_at(parse: Parse, head: int, lexicon: Lexicon) -> People | None:
    """The people named by the phrase around `head`, or None where it names no people."""
    token, word, words = parse.tokens[head], parse.lower[head], people_words(parse.code)
    if word in words.pronouns:
        return _by_pronoun(parse, head)
    first = parse.left_edge(head)
    if word in words.deaths_in_order and (n := numbered_death(parse, head)) is not None:
        rule = AT_ONCE if _multiple(parse, head) else IN_ORDER
        quantity = Quantity(n, n, n, parse.span(first, head).quote, rule)
        return People(head, parse.span(first, head), quantity, None, "figure")
    if token.tag == "CD" and _is_age(parse, head):
        return None
    inner = _inner(parse, head, lexicon)
    last = inner if inner is not None else head
    named = inner if inner is not None and word not in words.group_nouns else head
    figure = _figure(parse, first, last, lexicon)
    if word in words.those and (doing := _doing(parse, head)) is not None:
        return People(head, parse.span(head, doing), _SEVERAL, "civilian", "several")
    if not _names_people(parse, first, head, inner, named, figure, lexicon):
        return None
    category = _category(parse, first, named, inner, lexicon)
    quantity, reference = _quantity(parse, first, head, figure, lexicon)
    if reference == "figure" and figure is not None:
        first = min(first, _token_at(parse, figure.start))
    if reference == "one" and inner is not None and word not in words.single:
        quantity, reference = _SEVERAL, "several"
    names = tuple(
        parse.tokens[k].text for k in range(first, head + 1) if parse.tokens[k].tag in ("NNP", "NNPS")
    )
    if reference == "one" and token.tag in ("NNP", "NNPS") and word not in lexicon.people:
        reference = "name"
    return People(
        head, parse.span(first, last), quantity, category, reference, _definite(parse, first), names
    )


def numbered_death(parse: Parse, head: int) -> int | None:
    """How many deaths a noun for one tells by its place among those of a time ("the city's 48th homicide of
    the year") or by its kind ("a quadruple murder"); None where it tells no number."""
    words = people_words(parse.code)
    if parse.lower[head] not in words.deaths_in_order:
        return None
    if parse.lower[head] in words.of_a_death and not any(
        parse.lower[k] in words.deaths_in_order for k in parse.kids(head, "compound")
    ):
        return None
    if times := _multiple(parse, head):
        return times
    for k in parse.kids(head, "amod", "nummod", "compound"):
        word = parse.lower[k]
        if word not in words.ordinals and not words.in_order.fullmatch(word):
            continue
        if words.order_within.search(parse.sentence.text.lower()):
            return words.ordinals.get(word) or int(word[:-2])
    return None


def _multiple(parse: Parse, head: int) -> int | None:
    """ "A double murder" tells of two deaths, "the double murder of Ann Lee and her son" of those named."""
    if any(parse.lower[k] in people_words(parse.code).of for k in parse.kids(head, "prep")):
        return None
    multiples = people_words(parse.code).multiples
    return next(
        (multiples[w] for k in parse.children[head] if k < head and (w := parse.lower[k]) in multiples), None
    )


def _by_pronoun(parse: Parse, head: int) -> People | None:
    word, words = parse.lower[head], people_words(parse.code)
    if word in words.nobodys:
        return None
    quantity = _SEVERAL if word in words.several_pronouns else _ONE
    return People(head, parse.span(head, head), quantity, None, "pronoun", True)


def _doing(parse: Parse, head: int) -> int | None:
    """The verb in "those SPEAKING out against it"."""
    clauses = parse.kids(head, "acl", "relcl")
    return clauses[0] if clauses and parse.tokens[clauses[0]].tag == "VBG" else None


def _names_people(
    parse: Parse,
    first: int,
    head: int,
    inner: int | None,
    named: int,
    figure: Figure | None,
    lexicon: Lexicon,
) -> bool:
    """Whether a phrase counts or names people at all: not "how many", "half of them", "the total"."""
    word, words = parse.lower[head], people_words(parse.code)
    if not words.how.isdisjoint(parse.lower[max(0, first - 1) : first + 1]):
        return False
    if word in words.shares and inner is not None and parse.lower[inner] in words.pronouns:
        return False
    if figure is not None:
        return _countable(parse, head, named, lexicon)
    return _is_people(parse, named, lexicon) and not (inner is None and word in words.numbering)


def _is_age(parse: Parse, i: int) -> bool:
    """A bare number between commas behind a name or a noun: "Smith, 28, was", "two men, 34 and 41, were"."""
    conjunctions = people_words(parse.code).conjunctions
    if i >= 2 and parse.lower[i - 1] in conjunctions and parse.tokens[i - 2].tag == "CD":
        return _is_age(parse, i - 2)
    before = parse.lower[i - 1] if i else ""
    after = parse.lower[i + 1] if i + 1 < len(parse.lower) else "."
    return (
        before == ","
        and i >= 2
        and (after in (",", ".", ";", ")") or (after in conjunctions and parse.tokens[i + 2 : i + 3] != ()))
        and parse.tokens[i - 2].tag.startswith("NN")
    )


def _one_more(q: Quantity) -> Quantity:
    """ "A driver and two passengers" read as one phrase."""
    n = (q.best or 0) + 1
    return Quantity(n, n, n, q.words, "joined")


def _definite(parse: Parse, first: int) -> bool:
    return parse.lower[first] in people_words(parse.code).definite


def _inner(parse: Parse, head: int, lexicon: Lexicon) -> int | None:
    """The noun in "dozens of MIGRANTS", "members of the security FORCES", "two of the TEENS"."""
    if (
        parse.lower[head] not in lexicon.measure_nouns
        and not parse.lower[head][0].isdigit()
        and parse.tokens[head].tag != "CD"
    ):
        return None
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in people_words(parse.code).of and prep == head + 1:
            for noun in parse.kids(prep, "pobj"):
                return noun
    return None


def _figure(parse: Parse, first: int, last: int, lexicon: Lexicon) -> Figure | None:
    """The figure within the phrase that counts its people (not an age, a distance, a time)."""
    base = parse.sentence.start
    start, end = parse.tokens[first].start - base, parse.tokens[last].end - base
    for figure in parse.figures:
        if (
            figure.number_start >= start - 1
            and figure.end <= end
            and not counts_other(parse.sentence.text, figure, lexicon)
        ):
            return figure
    return None


def counts_other(text: str, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether the figure counts years, rounds, houses … rather than people."""
    following, words = _NEXT_WORD.match(text, figure.end), people_words(lexicon.code)
    next_word = following[1].lower().rstrip(".") if following else ""
    if next_word in lexicon.not_people:
        return True
    if _YEAR.fullmatch(text, figure.number_start, figure.end) and figure.quantity.rule == "exact":
        return next_word not in lexicon.people
    before = text[max(0, figure.start - 40) : figure.start]
    if before.lower().endswith(words.uncounted) or words.ages.search(before.lower()):
        return True
    return text[figure.start : figure.end].isdigit() and _stands_in_a_name(
        before, text[figure.end : figure.end + 60], next_word in lexicon.people, words
    )


def _stands_in_a_name(before: str, behind: str, counts: bool, words: PeopleWords) -> bool:
    """ "News 12", "image 4 of 10", "2806 Long Lane"; "Ann Lee, 66, and Bo Lee, 64"; "an 18 and 15 year old".
    `counts`: whether a noun for people follows."""
    if words.address.match(behind) or words.two_ages.match(behind) or words.next_age.search(before):
        return True
    return not counts and bool(words.numbered.search(before))


def _token_at(parse: Parse, offset: int) -> int:
    position = parse.sentence.start + offset
    for i, token in enumerate(parse.tokens):
        if token.end > position:
            return i
    return len(parse.tokens) - 1


def names_people(word: str, code: str) -> bool:
    """Whether an unknown plural names people by its ending ("quarry-ers", "tribes-men")."""
    return bool(people_words(code).agentive.search(word))


def _is_people(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    word, token, words = parse.lower[i], parse.tokens[i], people_words(parse.code)
    if word in lexicon.people or (word in words.old and i >= 2 and parse.lower[i - 2] in words.years):
        return True
    if token.tag in ("NNP", "NNPS"):
        return token.text[0].isupper() and not token.text.isdigit()
    if any(
        parse.lower[k] in words.old and k and parse.lower[k - 1] in words.years for k in parse.children[i]
    ):
        return True
    return word.endswith(words.endings) or (word.endswith(words.man) and len(word) > 5 and token.tag == "NN")


def _countable(parse: Parse, head: int, named: int, lexicon: Lexicon) -> bool:
    """Whether a figure before this head can count people: a people noun, a bare number, or a noun that is
    not one of things."""
    word, tag = parse.lower[named], parse.tokens[named].tag
    if _is_people(parse, named, lexicon) or tag == "CD" or word in lexicon.counted:
        return True
    if word in people_words(parse.code).forces:  # "three police", "20 government forces"
        return True
    if named != head and tag in ("JJS", "JJR", "NN", "VBG"):  # "one of the worst", "two of a kind"
        return False
    if parse.lower[head] in lexicon.measure_nouns:
        return True
    if tag in ("NNPS", "JJ", "VBN", "DT") or (tag == "NNS" and parse.tokens[named].text.istitle()):
        return True
    return tag == "NNS" and names_people(word, parse.code) and word not in lexicon.not_people


def _category(parse: Parse, first: int, named: int, inner: int | None, lexicon: Lexicon) -> Category | None:
    words = [parse.lower[k] for k in range(first, named + 1)]
    head, known = parse.lower[named], people_words(parse.code)
    if head in known.group_nouns and inner is not None:
        within = _of_body(parse, inner) or _of_group(parse, inner, lexicon)
        if within is not None:
            return within
    if parse.tokens[named].tag == "NNPS" and head not in lexicon.people:
        return _of_body(parse, named)
    if any(w.strip(".") in lexicon.titles for w in words[:-1]) and parse.tokens[named].tag == "NNP":
        return "security_force"
    own = lexicon.people.get(head) or ("security_force" if head in known.forces else None)
    if own is None or head in known.roles or head in known.forces:
        for word in reversed(words[:-1]):
            if word in lexicon.modifiers:
                return lexicon.modifiers[word]
            if lexicon.people.get(word):
                return lexicon.people[word]
    if own == "civilian" and not known.suspected.isdisjoint(words):
        return "armed_group"
    if own == "security_force" and not known.unofficial.isdisjoint(words[:-1]):
        return "armed_group" if known.private.isdisjoint(words) else "civilian"
    return own


def _of_body(parse: Parse, i: int) -> Category | None:
    """The category of the members of a named body: "12 members of the … Army", "nine Houthis"."""
    if parse.tokens[i].tag not in ("NNP", "NNPS"):
        return None
    side = side_of(parse.span(parse.left_edge(i), i).quote)
    return "armed_group" if side == "armed_group" else "security_force" if side == "state" else None


def _of_group(parse: Parse, inner: int, lexicon: Lexicon) -> Category | None:
    words = [parse.lower[k] for k in range(parse.left_edge(inner), inner + 1)]
    for word in reversed(words):
        category = lexicon.people.get(word) or lexicon.modifiers.get(word)
        if category:
            return category
    return None


def _is_full_name(parse: Parse, first: int, head: int, lexicon: Lexicon) -> bool:
    """Whether a proper name that looks like a plural is one person's: "the journalist Marta Quintos"."""
    if parse.tokens[head].tag != "NNPS" or head == first or parse.tokens[head - 1].tag != "NNP":
        return False
    titled = any(lexicon.people.get(w) or w in lexicon.titles for w in parse.lower[first : head - 1])
    bare = all(parse.tokens[k].tag in ("NNP", "NNPS") for k in range(first, head + 1))
    return (titled or bare) and side_of(parse.span(first, head).quote) == "unknown"


def _quantity(
    parse: Parse, first: int, head: int, figure: Figure | None, lexicon: Lexicon
) -> tuple[Quantity, Reference]:
    words, known = parse.lower[first : head + 1], people_words(parse.code)
    if words[-1] in known.households and figure is None:
        return _SEVERAL, "several"
    hedged = figure is not None and figure.start <= parse.tokens[first].start - parse.sentence.start
    if (words[0] in known.none and not hedged) or words[-1] in known.nobody:
        return _NOBODY, "nobody"
    if figure is not None:
        apart = figure.start + parse.sentence.start >= parse.tokens[head].end  # not "a quarter of a million"
        if apart and (parts := known.fractions.get(words[-1])) and figure.quantity.rule == "exact":
            n = round((figure.quantity.best or 0) / parts)
            return Quantity(n, n, n, figure.quantity.words, "share"), "figure"
        joined = words[0] in known.articles and not known.conjunctions.isdisjoint(words)
        beside = joined and figure.quantity.rule == "exact"
        return (_one_more(figure.quantity) if beside else figure.quantity), "figure"
    owned = words[-1] in known.pairs and bool(parse.kids(head, "poss"))
    if words[-1] in lexicon.collective and (owned or parse.tokens[head].tag in ("NN", "NNP")):
        n = lexicon.collective[words[-1]]
        return Quantity(n, n, n, words[-1], "collective"), "figure"
    if both := next((word for word in words if word in known.both), None):
        return Quantity(2, 2, 2, both, "exact"), "figure"
    plural = parse.tokens[head].tag in ("NNS", "NNPS") or words[-1] in known.plural
    if plural and _is_full_name(parse, first, head, lexicon):
        return _ONE, "one"
    if plural and words[0] not in known.one_of:
        return _SEVERAL, "several"
    return _ONE, "one"
