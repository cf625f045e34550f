"""The model's frozen types as canonical JSON, and back: what the body of an entry is made of.

One value has one text: keys sorted, no white space, characters beyond ASCII as they are, dates as
YYYY-MM-DD, tuples as arrays. A field is left out exactly when it equals its default in `model`, so the
defaults of stored types are part of the book's format (a test pins them); a field without a default
always stands there. A new field with a default therefore reads from old books without migration.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from according.model import Correction, Document, Judgement, Problem, Reading, Retraction

T = TypeVar("T")
Recorded = Document | Reading | Judgement | Correction | Retraction | Problem
_Convert = Callable[..., Any]

#: What an entry of each kind holds.
KINDS: Mapping[str, type[Recorded]] = types.MappingProxyType(
    {
        "document": Document,
        "reading": Reading,
        "judgement": Judgement,
        "correction": Correction,
        "retraction": Retraction,
        "problem": Problem,
    }
)
_KIND_OF = {kind_type: kind for kind, kind_type in KINDS.items()}
#: A document's body also states the hash of its content, so that `verify` can check the text by itself.
_HASH_KEY = "content_sha256"
#: The first key of a document's and a reading's body: the document's id, found without reading the rest.
_ABOUT_KEY = "about"
_ABOUT = re.compile(r'\{"about":("[^"\\]*+(?:\\.[^"\\]*+)*+")')

_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class RecordError(ValueError):
    """A text is not the canonical JSON of the type that it should be, or a value has no such JSON."""


def kind_of(value: Recorded) -> str:
    """The kind of entry that holds the value."""
    return _KIND_OF[type(value)]


def encode(value: Recorded) -> str:
    """The body of the entry that holds the value. RecordError where a number is not finite or a text
    holds a surrogate pair as two characters (no decoder yields that)."""
    plain = to_json(value)
    if isinstance(value, Document):
        plain[_HASH_KEY] = value.content_sha256
    if isinstance(value, Document | Reading):
        plain[_ABOUT_KEY] = value.document_id
    return canonical(plain)


def document_id_of(body: str) -> str:
    """The id of the document that a document or reading entry is about, without reading the rest."""
    found = _ABOUT.match(body)
    if found is None:
        raise RecordError("the body does not begin with the document that it is about")
    return cast(str, json.loads(found[1]))


def decode(kind: str, body: str) -> Recorded:
    """The value that `encode` made the body of; RecordError where the body is anything else."""
    return decode_with_hash(kind, body)[0]


def decode_with_hash(kind: str, body: str) -> tuple[Recorded, str | None]:
    """As `decode`, with the hash that a document's body states for its content (None for other kinds)."""
    if kind not in KINDS:
        raise RecordError(f"no entry is of kind {kind!r}")
    try:
        plain = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise RecordError(f"not JSON: {fault}") from fault
    if not isinstance(plain, dict):
        raise RecordError("not a JSON object")
    stated = plain.pop(_HASH_KEY, None) if kind == "document" else None
    if kind in ("document", "reading") and plain.pop(_ABOUT_KEY, None) != plain.get("document_id"):
        raise RecordError("the body is about another document than it says")
    return from_json(KINDS[kind], plain), stated


#: Made once: json.dumps with settings makes one for every text.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(plain: object) -> str:
    """JSON in the one form that is hashed. Lone surrogates are escaped, so the text is always UTF-8."""
    try:
        text = _CANONICAL.encode(plain)
    except (TypeError, ValueError) as fault:
        raise RecordError(str(fault)) from fault
    if text.isascii() or not _SURROGATE.search(text):
        return text
    if _SURROGATE_PAIR.search(text):
        raise RecordError("a surrogate pair stands as two characters: decode the text first")
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_json(value: Any) -> dict[str, Any]:
    """A model value as a JSON object: strings, numbers, true, null, lists and objects only."""
    return cast(dict[str, Any], _writer(cast(Any, type(value)))(value))


def from_json(kind: type[T], plain: dict[str, Any]) -> T:
    """The model value of a JSON object, which it uses up. RecordError on a field too few or too many."""
    try:
        return cast(T, _reader(cast(Any, kind))(plain))
    except (TypeError, ValueError, AttributeError, KeyError) as fault:
        raise RecordError(f"not a {kind.__name__}: {fault}") from fault


@cache
def _writer(kind: Any) -> _Convert:
    """How a value of the frozen type becomes a JSON object."""
    hints = get_type_hints(kind)
    steps = tuple((f.name, f.default, _part_writer(hints[f.name])) for f in fields(kind))

    def write(value: Any) -> dict[str, Any]:
        plain = {}
        for name, default, convert in steps:
            part = getattr(value, name)
            if part is default or part == default:
                continue  # a field without a default has MISSING there, which no value equals
            plain[name] = part if convert is None or part is None else convert(part)
        return plain

    return write


def _part_writer(hint: Any) -> _Convert | None:
    """How a field of that type becomes JSON; None where it is JSON already."""
    hint = _without_none(hint)
    if is_dataclass(hint):
        return _writer(cast(Any, hint))
    if hint is date:
        return date.isoformat
    if get_origin(hint) is tuple:
        inner = _part_writer(_item(hint))
        return list if inner is None else lambda items: [inner(item) for item in items]
    return sorted if get_origin(hint) is frozenset else None


@cache
def _reader(kind: Any) -> _Convert:
    """How a JSON object becomes a value of the frozen type. It fills the slots itself: the constructors of
    frozen types would take most of the time of reading a book."""
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} checks itself when it is made, and record would not call that")
    asis: list[tuple[str, _Convert, Any]] = []
    converted: list[tuple[str, _Convert, Any, _Convert]] = []
    hints, make = get_type_hints(kind), object.__new__
    for f in fields(kind):
        put, convert = getattr(kind, f.name).__set__, _part_reader(hints[f.name])
        if convert is None:
            asis.append((f.name, put, f.default))
        else:
            converted.append((f.name, put, f.default, convert))

    def read(plain: dict[str, Any]) -> Any:
        value, take = make(kind), plain.pop
        for name, put, default in asis:
            put(value, take(name) if default is MISSING else take(name, default))
        for name, put, default, convert in converted:
            part = take(name) if default is MISSING else take(name, default)
            put(value, part if part is None or part is default else convert(part))
        if plain:
            raise ValueError(f"no field {min(plain)!r}")
        return value

    return read


def _part_reader(hint: Any) -> _Convert | None:
    hint = _without_none(hint)
    if is_dataclass(hint):
        return _reader(cast(Any, hint))
    if hint is date:
        return date.fromisoformat
    if get_origin(hint) is tuple:
        inner = _part_reader(_item(hint))
        return tuple if inner is None else lambda items: tuple([inner(item) for item in items])
    if get_origin(hint) is frozenset:
        return frozenset
    if hint in (str, int, float, bool) or get_origin(hint) is Literal:
        return None
    raise TypeError(f"record has no JSON for {hint}")


def _without_none(hint: Any) -> Any:
    """The type X of `X | None`; any other type as it is."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"record has no JSON for {hint}")
    return kinds[0]


def _item(hint: Any) -> Any:
    """The one type of a tuple's items."""
    kinds = {_without_none(kind) for kind in get_args(hint)} - {Ellipsis}
    if len(kinds) != 1:
        raise TypeError(f"record has no JSON for {hint}")
    return kinds.pop()
