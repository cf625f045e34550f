"""A parsed sentence as a tree, and the words for a speaker or a doer in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Sentence, Token
from according.read.sides import is_placed, role_at
from according.read.wordlists import filled

Range = tuple[int, int]

_NAME_LEFT = (
    "det",
    "amod",
    "compound",
    "poss",
    "nmod",
    "nummod",
    "nn",
    "quantmod",
    "case",
    "predet",
    "advmod",
    "npadvmod",
    "punct",
)
_LONGEST_NAME = 14
#: A verb that ends a name, whatever the tree hangs below it.
_FINITE = ("VBD", "VBZ", "VBP")


@dataclass(frozen=True, slots=True)
class _Words:
    """The [voice.names] table of a language; what each list is for stands there."""

    joints: frozenset[str]
    opposing: frozenset[str]
    places: frozenset[str]
    of_body: frozenset[str]
    bodies: frozenset[str]
    several: frozenset[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["voice"]["names"])


@dataclass(frozen=True, slots=True)
class Source:
    """The words for a speaker. `context` is what stands beside the name; `plural` by its form."""

    start: int
    end: int
    context: str = ""
    role: Range | None = None
    plural: bool = False


class Tree:
    """A parsed sentence's tokens with their children; heads that point nowhere are taken as roots."""

    def __init__(self, sentence: Sentence, lower: list[str], code: str = "en") -> None:
        self.sentence = sentence
        self.code = code  # of the language, for looking words up
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.lower = lower
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i and 0 <= token.head < len(self.tokens):
                self.children[token.head].append(i)

    def head(self, i: int) -> int:
        """The head of a token, itself at a root."""
        head = self.tokens[i].head
        return head if 0 <= head < len(self.tokens) else i

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of a token with one of these labels."""
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def words_at(self, source: Source) -> str:
        """The words of a source."""
        return self.sentence.text[source.start - self.sentence.start : source.end - self.sentence.start]

    def under(self, i: int, without: tuple[str, ...] = ()) -> list[int]:
        """The token and everything below it, less the branches whose label is in `without`."""
        seen, stack = {i}, [i]
        while stack:
            for k in self.children[stack.pop()]:
                if k not in seen and self.tokens[k].dep not in without:
                    seen.add(k)
                    stack.append(k)
        return sorted(seen)

    def is_verb(self, i: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.tokens[i].tag.startswith("VB")


def source_at(tree: Tree, head: int) -> Source:
    """The name around a head: its own words and the body it belongs to, without clauses and appositions."""
    inside = _name_tokens(tree, head)
    first, last = min(inside), max(inside)
    while first < last and not any(c.isalnum() for c in tree.tokens[first].text):
        first += 1
    while first and tree.tokens[first].tag == "NNP" and tree.tokens[first - 1].tag == "NNP":
        first -= 1
    while last > first and tree.tokens[last].tag in ("IN", "TO", "CC", ","):
        last -= 1
    last = next((j - 1 for j in range(head + 1, last + 1) if tree.tokens[j].tag in _FINITE), last)
    start, end = tree.tokens[first].start, tree.tokens[last].end
    base = tree.sentence.start
    role = _role_of(tree, head, first, last)
    plural = (
        tree.tokens[head].tag in ("NNS", "NNPS")
        or bool(tree.kids(head, "conj"))
        or tree.lower[head] in _words(tree.code).several
    )
    context = _context(tree, head, last)
    if end <= start or start < base or end > base + len(tree.sentence.text):
        start, end = tree.tokens[head].start, max(tree.tokens[head].end, tree.tokens[head].start + 1)
    return Source(start, end, context, role, plural)


def _name_tokens(tree: Tree, head: int) -> set[int]:
    inside, joints = {head}, _words(tree.code).joints
    stack = [head]
    while stack and len(inside) < 2 * _LONGEST_NAME:
        at = stack.pop()
        for k in tree.children[at]:
            dep = tree.tokens[k].dep
            ahead = k < head and dep in _NAME_LEFT
            body = dep in ("prep", "agent") and k > at and tree.lower[k] in joints and _near(tree, at, k)
            inner = dep in ("pobj",) and at != head
            if k not in inside and (ahead or body or inner or (at != head and k < at and dep in _NAME_LEFT)):
                inside.add(k)
                stack.append(k)
    first = min(inside)
    run = list(range(first, max(inside) + 1))
    return set(run) if len(run) <= 2 * _LONGEST_NAME else {head}


def _near(tree: Tree, at: int, k: int) -> bool:
    """A body's name right after the role; time and place words are no part of a name."""
    if k != at + 1:
        return False
    low, words = tree.lower[k], _words(tree.code)
    objects = tree.kids(k, "pobj")
    if low in words.opposing:
        return (
            bool(objects) and tree.tokens[at].text[0].isupper() and tree.tokens[objects[0]].text[0].isupper()
        )
    if low not in words.places:
        return True
    return bool(objects) and tree.tokens[objects[0]].tag.startswith("NN") and low in words.of_body


def _context(tree: Tree, head: int, last: int) -> str:
    """What the sentence adds to the name: an apposition, a description in commas, an abbreviation."""
    parts = [k for k in tree.kids(head, "appos", "relcl", "acl") if k > head]
    texts = []
    for k in parts:
        below = tree.under(k)
        a, b = tree.tokens[below[0]].start, tree.tokens[below[-1]].end
        texts.append(tree.sentence.text[a - tree.sentence.start : b - tree.sentence.start])
    above = tree.head(head)
    if tree.tokens[head].dep == "appos" and above < head:
        low = _name_tokens(tree, above)
        a, b = tree.tokens[min(low)].start, tree.tokens[max(low)].end
        texts.append(tree.sentence.text[a - tree.sentence.start : b - tree.sentence.start])
    return ", ".join(texts)


def _body_of(tree: Tree, head: int, last: int) -> Range | None:
    """The body that a person is named with ("N. N. of the city police"), where it tells a side."""
    for k in tree.kids(head, "prep"):
        if tree.lower[k] in _words(tree.code).bodies and head < k < last:
            start, end = tree.tokens[k + 1].start, tree.tokens[last].end
            if is_placed(tree.sentence.text[start - tree.sentence.start : end - tree.sentence.start]):
                return start, end
    return None


def _role_of(tree: Tree, head: int, first: int, last: int) -> Range | None:
    """The role words beside a personal name: "police chief" of "police chief N. N."."""
    base = tree.sentence.start
    if not tree.tokens[head].tag.startswith("NNP"):
        return None
    name = tree.sentence.text[tree.tokens[first].start - base : tree.tokens[last].end - base]
    found = role_at(name)
    body = _body_of(tree, head, last)
    if (
        body is not None
        and role_at(tree.sentence.text[tree.tokens[first].start - base : body[0] - base]) is None
    ):
        return body
    if found is not None and name[found[1] :].strip() and found[1] - found[0] > 4:
        return tree.tokens[first].start, tree.tokens[first].start + found[1]
    for k in tree.kids(head, "appos"):
        inside = _name_tokens(tree, k)
        a, b = tree.tokens[min(inside)].start, tree.tokens[max(inside)].end
        if k > head and role_at(tree.sentence.text[a - base : b - base]) is not None and found is None:
            return a, b
    return None
