"""Modules of `read/` hold mechanism, the language files hold words: checked on the syntax trees.

What looks like a list of words in Python is either made of labels (of the parser, of the model, of the
codebooks, keys of a language's tables) or it belongs into `lang/<code>.toml`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from according import model
from according.lang import language
from according.ontology import codebook
from according.read.when import WEIGHTS

READ = Path(__file__).resolve().parents[2] / "src" / "according" / "read"
LANG = READ.parent / "lang"
#: From this many words on a literal is a list of words; fewer are a name or two.
LISTED = 3
#: Labels of the parser's trees.
DEPENDENCIES = """
    acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj dative dep det
    dobj mark neg nmod nn npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep
    prt punct quantmod relcl xcomp
"""
#: Names of our own that no type lists: the sorts of places and of words beside them, the units of a calendar.
OWN_NAMES = """
    plain upper title label event-like dateline authority other origin elsewhere outlet demonym people
    country region admin1 admin2 waters populated feature day week month year
"""
_WORD = re.compile(r"[a-z][a-z'’-]*(?: [a-z'’-]+)*", re.ASCII)
_CHOICE = re.compile(r"\((?:\?[:a-zA-Z<>=!-]*)?([a-z' ]+(?:\|[a-z' ]+){2,})\)")


@cache
def labels() -> frozenset[str]:
    """Every word of `read/` that is a label rather than a word of a language."""
    sides = {name for alias in vars(model).values() for name in get_args(alias) if isinstance(name, str)}
    tactics = {row["code"] for row in codebook("tactics")["tactics"]}
    own = {*DEPENDENCIES.split(), *OWN_NAMES.split(), *WEIGHTS, *(path.stem for path in LANG.glob("*.toml"))}
    return frozenset({*own, *sides, *tactics, *_keys(language("en")), *_literals(), *_parts_of_dates()})


def _keys(table: Mapping[str, Any]) -> Iterator[str]:
    """The names of a language's tables and lists (not the words that some lists use as keys)."""
    for key, value in table.items():
        of_numbers = isinstance(value, list) and all(isinstance(n, int) for n in value)
        if isinstance(value, str | list | dict) and not of_numbers:
            yield key
        if isinstance(value, dict):
            yield from _keys(value)


def _parts_of_dates() -> Iterator[str]:
    """The rules, kinds, slots and groups that the forms of dates name."""
    for row in language("en")["dates"]["forms"]:
        yield from (row["reads"], row["needs"])
        yield from re.findall(r"[{<](\w+)[}>]", row["form"])


def _literals() -> Iterator[str]:
    """The names that modules of `read/` define as types."""
    for path in READ.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
                yield from _strings(node.slice)


def _strings(node: ast.AST) -> list[str]:
    elements: list[ast.expr] = []
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        elements = node.elts
    elif isinstance(node, ast.Dict):
        codes = (isinstance(key, ast.Constant) and len(str(key.value)) == 2 for key in node.keys)
        elements = [] if all(codes) else [key for key in node.keys if key is not None]
    found = []
    for element in elements:
        inner = element.value if isinstance(element, ast.Starred) else element
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found.append(inner.value)
    return found


def word_lists(source: str) -> list[tuple[int, list[str]]]:
    """Each literal of a module that lists words of a language, by its line."""
    found: list[tuple[int, list[str]]] = []
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        candidates = [_strings(node)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            candidates = [choice.split("|") for choice in _CHOICE.findall(node.value)]
        if isinstance(node, ast.Attribute) and node.attr == "split" and isinstance(node.value, ast.Constant):
            candidates.append(str(node.value.value).split())
        for words in candidates:
            plain = [word for word in words if _WORD.fullmatch(word.strip()) and word not in labels()]
            if len(plain) >= LISTED:
                found.append((node.lineno, plain))  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("path", sorted(READ.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_of_reading_holds_a_list_of_words(path: Path) -> None:
    found = word_lists(path.read_text("utf-8"))
    assert not found, f"{path.name}: words belong into lang/<code>.toml, in a table of their own: {found}"


@pytest.mark.parametrize(
    "source",
    [
        'A = frozenset(["gunman", "villager", "bridge"])',
        'A = ("gunman", "villager", "bridge")',
        'A = {"gunman": 1, "villager": 2, "bridge": 3}',
        'A = [*("gunman", "villager", "bridge"), "nsubj"]',
        'A = re.compile(r"\\b(?:gunman|villager|bridge)\\b")',
        'A = "gunman villager bridge".split()',
        'word in ("the gunman", "a villager", "nsubj", "bridge")',
    ],
)
def test_a_list_of_words_is_found_in_any_shape(source: str) -> None:
    assert word_lists(source)


@pytest.mark.parametrize(
    "source",
    [
        'A = ("nsubj", "dobj", "pobj", "conj")',
        'A = ("deaths", "injured", "abducted")',
        '"""The gunman, villager and bridge of a docstring."""',
        'A = re.compile(r"(?:\\d+|[A-Z]|\\w)")',
        'A = ("gunman", "NN", "nsubj")',
    ],
)
def test_labels_and_mechanism_are_none(source: str) -> None:
    assert not word_lists(source)
