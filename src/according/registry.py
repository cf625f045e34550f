"""Who is who among organisations: names over time, parents and splinters, side, and what others say of them.

A registry holds organisations and never private persons. A status ("proscribed", "takes part in elections")
is a claim: somebody asserts it, from a day on, in a named source; According asserts none itself. `role` is a
neutral word of ours, whatever the labels of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from according.model import SIDES, EventDate, Side, content_id
from according.ontology import codebook
from according.text import fold

RelationKind = Literal["part_of", "splinter_of", "successor_of", "member_of"]
RELATIONS: tuple[RelationKind, ...] = get_args(RelationKind)
#: Roles in neutral words; the sides they may stand on are not bound to them.
ROLES = (
    "armed group",
    "alliance of armed groups",
    "armed wing",
    "army",
    "armed forces",
    "police force",
    "paramilitary force",
    "intelligence service",
    "media office",
    "international force",
    "party",
    "private military company",
)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an organisation. An `acronym` is matched in its own letters only. `start`, `end`: when it
    was in use, None where that is not told."""

    words: str
    acronym: bool = False
    start: EventDate | None = None
    end: EventDate | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How an organisation stands to another, from and to when (None: not told; no `end`: it lasts)."""

    kind: RelationKind
    to: str
    start: EventDate | None = None
    end: EventDate | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What somebody asserts of an organisation: a claim with its source. `label`: the words of the asserting
    body, verbatim; "" where the status says it all. `end` None: not told to have ended. `checked`: the day on
    which somebody last compared it with its source; None: entered, and not compared since."""

    status: str
    by: str
    source: str
    start: EventDate | None = None
    end: EventDate | None = None
    label: str = ""
    checked: EventDate | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation. `countries`: ISO 3166 codes of where it is based or acts, the first first. `side`:
    for which side it speaks and acts. `source`: where its names stand."""

    organisation_id: str
    name: str
    side: Side
    role: str
    countries: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    relations: tuple[Relation, ...] = ()
    statuses: tuple[Status, ...] = ()
    start: EventDate | None = None
    end: EventDate | None = None
    source: str = ""

    @property
    def every_name(self) -> tuple[Name, ...]:
        """The main name, then the others."""
        return (Name(self.name, _is_acronym(self.name)), *self.names)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that are written out."""
        return tuple(name.words for name in self.names if not name.acronym)

    @property
    def acronyms(self) -> tuple[str, ...]:
        """The abbreviations."""
        return tuple(name.words for name in self.names if name.acronym)


class RegistryError(ValueError):
    """An organisation's entry that cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True)
class Registry:
    """Organisations by id, found by any of their names. Later ones of the same id replace earlier ones."""

    organisations: Mapping[str, Organisation]
    articles: tuple[str, ...] = ()
    _index: Mapping[str, tuple[tuple[str, Name], ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, organisations: Iterable[Organisation], articles: Iterable[str] = ()) -> Registry:
        """The registry of these organisations; `articles` do not count at the beginning of a name."""
        by_id = {one.organisation_id: one for one in organisations}
        index: dict[str, list[tuple[str, Name]]] = {}
        for key in sorted(by_id):
            for name in by_id[key].every_name:
                index.setdefault(_key(name.words), []).append((key, name))
        return cls(by_id, tuple(articles), {words: tuple(found) for words, found in index.items()})

    def organisation_of(
        self, name: str, day: date | None = None, country_iso3: str | None = None
    ) -> Organisation | None:
        """The one organisation that is called so, on that day where one is given. None where nobody is, or
        where several are and the country does not tell which: a name is never guessed."""
        for words in self._readings(name):
            found = {key for key, one in self._index.get(_key(words), ()) if _is_meant(one, words, day)}
            if country_iso3 is not None and len(found) > 1:
                found = {key for key in found if country_iso3 in self.organisations[key].countries}
            if len(found) == 1:
                return self.organisations[found.pop()]
        return None

    def _readings(self, name: str) -> Iterator[str]:
        """The name as written, without article and possessive, and the two halves of "Name (ACRONYM)"."""
        bare = name.strip().strip(",.;:'\"“”‘’«»").strip()
        for ending in ("'s", "’s"):
            bare = bare.removesuffix(ending)
        first, _, rest = bare.partition(" ")
        yield bare
        if rest and fold(first) in self.articles:
            yield rest
        halves = _BRACKETS.fullmatch(bare)
        if halves:
            yield from self._readings(halves[1])
            yield halves[2].strip()

    def lineage(self, organisation_id: str, day: date | None = None) -> tuple[str, ...]:
        """The organisation and those that it is a part or member of on that day (any day where None)."""
        found = [organisation_id]
        for key in found:
            one = self.organisations.get(key)
            for relation in one.relations if one else ():
                held = relation.kind in ("part_of", "member_of") and lasts(relation.start, relation.end, day)
                if held and relation.to not in found:
                    found.append(relation.to)
        return tuple(found)

    def is_within(self, a: str, b: str, day: date | None = None) -> bool:
        """Whether two ids are one organisation, or the one is a part of the other."""
        return a in self.lineage(b, day) or b in self.lineage(a, day)

    def with_added(self, organisations: Iterable[Organisation]) -> Registry:
        """The registry with further organisations, which take the place of those of the same id."""
        return Registry.of((*self.organisations.values(), *organisations), self.articles)


def lasts(start: EventDate | None, end: EventDate | None, day: date | None) -> bool:
    """Whether something from `start` to `end` is in force on the day; a date known to a month or a year
    counts as its widest."""
    if day is None:
        return True
    if start is not None and start.start is not None and day < start.start:
        return False
    return not (end is not None and end.end is not None and day > end.end)


def _is_meant(name: Name, words: str, day: date | None) -> bool:
    return (not name.acronym or name.words == words) and lasts(name.start, name.end, day)


def _key(words: str) -> str:
    return fold(words).replace(".", "").replace("'", "")


def _is_acronym(words: str) -> bool:
    return " " not in words and words.isupper()


@cache
def shipped() -> Registry:
    """The registry that comes with According (`ontology/organisations.toml`)."""
    tables = codebook("organisations")
    sources = tables["sources"]
    rows = (organisation(row, sources) for row in tables["organisations"])
    return Registry.of(rows, tables["articles"])


def organisation_of(name: str, day: date | None = None) -> Organisation | None:
    """The one organisation of the shipped registry that is called so on that day; see
    `Registry.organisation_of`."""
    return shipped().organisation_of(name, day)


def organisation(row: Mapping[str, Any], sources: Mapping[str, str] = MappingProxyType({})) -> Organisation:
    """An organisation from a row of TOML; `sources`: what short names of sources stand for. RegistryError
    where a field is missing or cannot be read."""
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise RegistryError(f"unknown fields: {', '.join(unknown)}")
    key, side, role = _text(row, "id"), _text(row, "side"), _text(row, "role")
    if not _ID.fullmatch(key):
        raise RegistryError(f"id {key!r}: write it in small letters, digits and single hyphens")
    known = next((one for one in SIDES if one == side), None)
    if known is None or role not in ROLES:
        raise RegistryError(f"side is one of {', '.join(SIDES)}; role is one of {', '.join(ROLES)}")
    countries = tuple(row.get("countries", ()))
    if not all(isinstance(one, str) and _COUNTRY.fullmatch(one) for one in countries):
        raise RegistryError("countries are ISO 3166 codes of three capital letters")
    names = (*_names(row.get("aliases", ()), False), *_names(row.get("acronyms", ()), True))
    relations = tuple(map(_relation, row.get("relations", ())))
    statuses = tuple(_status(one, sources) for one in row.get("statuses", ()))
    start, end = _from_to(row)
    name, source = _text(row, "name"), str(row.get("source", ""))
    return Organisation(key, name, known, role, countries, names, relations, statuses, start, end, source)


_FIELDS = frozenset(
    ("id", "name", "side", "role", "countries", "aliases", "acronyms", "relations", "statuses", "from", "to")
) | {"source"}


def _names(values: Iterable[Any], acronym: bool) -> Iterator[Name]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield Name(value.strip(), acronym)
        elif isinstance(value, Mapping):
            yield Name(_text(value, "name"), acronym, *_from_to(value))
        else:
            raise RegistryError(f"a name cannot be read: {value!r}")


def _relation(row: Mapping[str, Any]) -> Relation:
    kind = next((one for one in RELATIONS if one == row.get("kind")), None)
    if kind is None:
        raise RegistryError(f"a relation's kind is one of {', '.join(RELATIONS)}")
    return Relation(kind, _text(row, "to_id"), *_from_to(row))


def _status(row: Mapping[str, Any], sources: Mapping[str, str]) -> Status:
    start, end = _from_to(row)
    label, source = str(row.get("label", "")), _text(row, "source")
    checked = partial_day(str(row["checked"])) if row.get("checked") else None
    source = sources.get(source, source)
    return Status(_text(row, "status"), _text(row, "by"), source, start, end, label, checked)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RegistryError(f"{name} is missing")
    return value.strip()


def _from_to(row: Mapping[str, Any]) -> tuple[EventDate | None, EventDate | None]:
    start, end = (partial_day(str(row[name])) if row.get(name) else None for name in ("from", "to"))
    if start and end and start.start and end.end and start.start > end.end:
        raise RegistryError(f"from {row['from']} is after to {row['to']}")
    return start, end


def partial_day(words: str) -> EventDate:
    """A day, month or year written 2006-04-07, 2006-04 or 2006. RegistryError on anything else."""
    found = _DAY.fullmatch(words)
    if found is None or (found[3] and not found[2]):
        raise RegistryError(f"{words!r} is no date: write 2006, 2006-04 or 2006-04-07")
    year, month, of_month = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, of_month or 1)
    except ValueError:
        raise RegistryError(f"{words!r} is no date: there is no such day") from None
    if of_month:
        return EventDate(first, first, "day")
    if month:
        following = date(first.year + month // 12, month % 12 + 1, 1)
        return EventDate(first, following - timedelta(days=1), "month")
    return EventDate(first, date(first.year, 12, 31), "year")


def faults(registry: Registry) -> tuple[str, ...]:
    """What does not hold together: names that two organisations of one country share at one time, relations
    to organisations that are not there, and circles of parts. In the order of ids."""
    found = [*_shared_names(registry)]
    for key in sorted(registry.organisations):
        one = registry.organisations[key]
        for relation in one.relations:
            if relation.to not in registry.organisations:
                found.append(f"{key}: {relation.kind} {relation.to}, which is not in the registry")
        if _goes_in_a_circle(registry, key):
            found.append(f"{key}: its parents lead back to itself")
    return tuple(found)


def _shared_names(registry: Registry) -> Iterator[str]:
    for words, holders in sorted(registry._index.items()):
        for number, (key, name) in enumerate(holders):
            for other_key, other in holders[number + 1 :]:
                if other_key == key or name.acronym != other.acronym or not _overlap(name, other):
                    continue
                both = set(registry.organisations[key].countries)
                if both & set(registry.organisations[other_key].countries):
                    yield f"{key} and {other_key} are both called {words!r}"


def _overlap(a: Name, b: Name) -> bool:
    later = max((one.start.start for one in (a, b) if one.start and one.start.start), default=None)
    return later is None or (lasts(a.start, a.end, later) and lasts(b.start, b.end, later))


def _goes_in_a_circle(registry: Registry, key: str) -> bool:
    waiting, seen = [key], set[str]()
    while waiting:
        one = registry.organisations.get(waiting.pop())
        for relation in one.relations if one else ():
            if relation.to == key:
                return True
            if relation.to not in seen:
                seen.add(relation.to)
                waiting.append(relation.to)
    return False


def registry_version(registry: Registry) -> str:
    """Twelve hex digits that change with any entry: to say which registry a result rests on."""
    return content_id(*(repr(registry.organisations[key]) for key in sorted(registry.organisations)))[:12]
