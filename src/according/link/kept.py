"""What a linkage holds of a book, as mappings of values that can be fetched one by one and written as text.

A `Kept` without a source is empty and lives in memory. With one, it asks for a value when it is first needed,
so that a new report costs what it meets and not the book; `changes` tells what must be written back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from according.errors import AccordingError
from according.link.clustering import Member
from according.link.traits import Traits
from according.model import Incident, Judgement, incident_id_of
from according.record import canonical, from_json, to_json

#: Gives the text under the name of a shelf and a key; None where there is none.
Fetch = Callable[[str, str], str | None]


class KeptBroken(AccordingError):
    """What was kept cannot be read, or lacks a part: it is to be made anew from the book."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How the values of a shelf are read and written; `empty` makes what stands under a key that is not
    there, None where that is a KeyError."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    empty: Callable[[], Any] | None = None


class Shelf(dict[Any, Any]):
    """A mapping whose values are fetched when they are first asked for, or asked about. Iterating sees no
    others."""

    def __init__(self, name: str, form: _Form, fetch: Fetch | None) -> None:
        super().__init__()
        self.name, self._form, self._fetch = name, form, fetch
        self._fetched: dict[Any, str] = {}

    def __missing__(self, key: Any) -> Any:
        text = None if self._fetch is None else self._fetch(self.name, _key_text(key))
        if text is not None:
            self._fetched[key] = text
            value = self._read(key, text)
        elif self._form.empty is not None:
            value = self._form.empty()
        else:
            raise KeyError(key)
        self[key] = value
        return value

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        try:
            self[key]
        except KeyError:
            return False
        return True

    def _read(self, key: Any, text: str) -> Any:
        try:
            return self._form.read(text)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise KeptBroken(f"{self.name} {_key_text(key)[:70]} cannot be read: {fault}") from fault

    def changes(self) -> Iterator[tuple[str, str]]:
        """Keys and values, as text, that are not what was fetched, by key."""
        for name, key in sorted(((_key_text(key), key) for key in self), key=itemgetter(0)):
            value, before = self[key], self._fetched.get(key)
            text = self._form.write(value)
            if text != before and (value or before is not None):
                yield name, text


class Counts(Counter[str]):
    """A counter whose counts are fetched when they are first asked for."""

    def __init__(self, name: str, fetch: Fetch | None) -> None:
        super().__init__()
        self.name, self._fetch = name, fetch
        self._fetched: dict[str, int] = {}

    def __missing__(self, key: str) -> int:
        if self._fetch is None:
            return 0
        text = self._fetch(self.name, key) or "0"
        if not text.isdecimal():
            raise KeptBroken(f"{self.name} {key[:70]} is no count")
        count = self[key] = self._fetched[key] = int(text)
        return count

    def prefetch(self, words: Iterable[str]) -> None:
        """Ask for the counts of words that are to be counted up."""
        if self._fetch is not None:
            for word in words:
                self[word] = self[word]

    def changes(self) -> Iterator[tuple[str, str]]:
        """Words and counts, as text, that are not what was fetched, by word."""
        return ((word, str(n)) for word, n in sorted(self.items()) if n != self._fetched.get(word, 0))


class Kept:
    """All that a linkage holds. `told`: the traits of each mention with all that its report names, as text
    (see `traits_text`). `mentions`, `verdicts`, `home`: by the mention's id; the verdicts on it and its
    incident. `members`, `naming`, `opening`: what mentions are looked for by. `holding`, `small`: how many
    reports hold a word. `documents`: the documents whose readings are here. `waiting`: entries of others, by
    number (see `following`). `totals`: reports, mentions and incidents."""

    def __init__(self, fetch: Fetch | None = None) -> None:
        def shelf(name: str, form: _Form) -> Shelf:
            return Shelf(name, form, fetch)

        self.told = shelf("told", _Form(str, str))
        self.mentions = shelf("mentions", _Form(_member, lambda member: canonical(to_json(member))))
        self.documents = shelf("documents", _Form(int, str))
        self.verdicts = shelf("verdicts", _Form(_verdicts, _verdicts_text, list))
        self.home = shelf("home", _Form(_incident, lambda incident: canonical(incident.mention_ids)))
        self.members = shelf("members", _Form(_members, _members_text, list))
        self.naming = shelf("naming", _Form(json.loads, canonical, list))
        self.opening = shelf("opening", _Form(json.loads, canonical, list))
        self.waiting = shelf("waiting", _Form(json.loads, canonical, list))
        self.totals = shelf("totals", _Form(int, str, int))
        self.holding, self.small = Counts("holding", fetch), Counts("small", fetch)

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """Shelf, key and value, as text, of all that is not what was fetched, in the order of the index,
        whose pages are full then."""
        shelves: tuple[Shelf | Counts, ...] = (
            self.told, self.mentions, self.documents, self.verdicts, self.home, self.members, self.naming,
            self.opening, self.waiting, self.totals, self.holding, self.small,
        )  # fmt: skip
        for shelf in sorted(shelves, key=attrgetter("name")):
            for key, text in shelf.changes():
                yield shelf.name, key, text


#: Made once: json.dumps with settings makes one for every text.
_KEYS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def _key_text(key: Any) -> str:
    return key if isinstance(key, str) else _KEYS.encode(key)


def _member(text: str) -> Member:
    return from_json(Member, json.loads(text))


def _verdicts(text: str) -> list[Judgement]:
    return [from_json(Judgement, one) for one in json.loads(text)]


def _verdicts_text(verdicts: Iterable[Judgement]) -> str:
    return f"[{','.join(map(_verdict_text, verdicts))}]"


@lru_cache(maxsize=1 << 18)
def _verdict_text(verdict: Judgement) -> str:
    """A verdict as text: it stands with both of its mentions."""
    return canonical(to_json(verdict))


def _incident(text: str) -> Incident:
    ids = tuple(json.loads(text))
    return Incident(incident_id_of(ids), ids)


def _members(text: str) -> list[Any]:
    return [((*place, date.fromisoformat(day)), name) for (*place, day), name in json.loads(text)]


def _members_text(members: Iterable[Any]) -> str:
    return f"[{','.join(f'[{_order_text(order)},{_KEYS.encode(name)}]' for order, name in members)}]"


@lru_cache(maxsize=1 << 16)
def _order_text(order: Any) -> str:
    """Where a mention stands in a block, as text: it stands so in a dozen blocks."""
    return _KEYS.encode(order)


def traits_text(traits: Traits) -> str:
    """Traits as text. Words in small letters are left out: they have been counted."""
    plain = to_json(traits)
    plain["named"].pop("small", None)
    return canonical(plain)


def traits_from(text: str) -> Traits:
    """The traits that `traits_text` made a text of; KeptBroken where the text is anything else."""
    try:
        return from_json(Traits, json.loads(text))
    except (ValueError, TypeError, AttributeError, AccordingError) as fault:
        raise KeptBroken(f"traits cannot be read: {fault}") from fault
