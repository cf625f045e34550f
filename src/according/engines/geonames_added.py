"""Gazetteers that the user added: kept in a folder of their own, and indexed beside the shipped places.

Each is one file NAME.jsonl: a line about the file that it was made of, then one row a line, as that file
says it. What a row does not tell is completed when it is indexed: the country and the first-level area are
those on which the five nearest known towns within 50 km agree, else none; areas get the spelling of the
shipped index where it knows them. A row's point is never changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from according.areas import great_circle_km
from according.engines.geonames_formats import Row
from according.engines.geonames_index import Rows, write
from according.engines.own_files import NAME, folder_of, write_whole
from according.errors import AccordingError, UsageError
from according.ports import GazetteerEntry

_NEIGHBOURS, _NEIGHBOUR_KM = 5, 50.0
_Town = tuple[float, float, str, str | None]


@dataclass(frozen=True, slots=True)
class Added:
    """One added gazetteer. `digest`: SHA-256 of its stored rows; `file`, `format`: what it was made of."""

    name: str
    format: str
    file: str
    rows: int
    digest: str
    path: Path

    @property
    def label(self) -> str:
        """How a place names the gazetteer that it came from: the name and the version."""
        return f"{self.name}@{self.digest[:12]}"


def folder_of_added() -> Path:
    """ACCORDING_GAZETTEERS, else `according/gazetteers` under XDG_DATA_HOME or ~/.local/share."""
    return folder_of("ACCORDING_GAZETTEERS", "gazetteers")


def added_gazetteers(folder: Path | None = None) -> tuple[Added, ...]:
    """All that were added, by name. AccordingError where one of them was damaged."""
    found = []
    for path in sorted((folder or folder_of_added()).glob("*.jsonl")):
        try:
            raw = path.read_bytes()
            head = json.loads(raw.partition(b"\n")[0])
            found.append(
                Added(path.stem, head["format"], head["file"], head["rows"], sha256(raw).hexdigest(), path)
            )
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise AccordingError(
                f"the gazetteer {path.stem} in {path.parent} is damaged ({fault}): "
                f"`according gazetteer remove {path.stem}` and add it again"
            ) from fault
    return tuple(found)


def keep(name: str, format_name: str, file: str, rows: Iterable[Row], folder: Path | None = None) -> Added:
    """Store the rows under the name, in place of those of that name; whole or not at all.

    UsageError where the name cannot be a file's or there is no row; AccordingError where the folder cannot
    be written.
    """
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be a gazetteer's name: use letters, digits, dots, - and _")
    kept = tuple(dict.fromkeys(rows))
    if not kept:
        raise UsageError(f"no row of {file} can be used: nothing was added")
    head = {"format": format_name, "file": file, "rows": len(kept)}
    lines = [
        json.dumps(head, ensure_ascii=False),
        *(json.dumps(astuple(row), ensure_ascii=False) for row in kept),
    ]
    target = (folder or folder_of_added()) / f"{name}.jsonl"
    write_whole(("\n".join(lines) + "\n").encode("utf-8", "replace"), target, "gazetteer")
    return next(one for one in added_gazetteers(target.parent) if one.name == name)


def remove(name: str, folder: Path | None = None) -> None:
    """Forget a gazetteer; UsageError where none has that name."""
    path = (folder or folder_of_added()) / f"{name}.jsonl"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UsageError(f"no gazetteer is called {name!r}: see `according gazetteer list`")
    path.unlink()


def stored_rows(added: Added) -> Iterator[Row]:
    """The rows as they were kept."""
    with added.path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            cells: list[Any] = json.loads(line)
            cells[1] = tuple(cells[1])
            if len(cells) != len(fields(Row)):
                raise ValueError(f"{len(cells)} cells")
            yield Row(*cells)


# ── the index of one ──────────────────────────────────────────────────────────────────────────────────

Lookup = Callable[[str], tuple[GazetteerEntry, ...]]


def build_added(path: Path, added: Added, lookup: Lookup, towns: Callable[[], Iterable[_Town]]) -> None:
    """Write the index of an added gazetteer. `lookup` asks the shipped places, `towns` lists their towns
    (latitude, longitude, country, first-level area)."""
    rows, areas = Rows(), _Areas(lookup)
    kept = tuple(stored_rows(added))
    lacking = any(not row.country_iso3 or not row.admin1 for row in kept)
    near = _Neighbours(towns() if lacking else ())
    for row in kept:
        country, admin1 = near.completed(row)
        first = areas.first(country, admin1 or (row.name if row.kind == "admin1" else ""))
        second = areas.second(country, first, row.admin2 or (row.name if row.kind == "admin2" else ""))
        point = (row.lat, row.lon, row.population)
        place = rows.place(
            row.name,
            row.kind,
            country,
            areas.number(first),
            areas.number(second),
            *point,
            geonames_id=row.geonames_id,
        )
        for name in (row.name, *row.names):
            rows.called(place, name, exact=True)
        if row.kind in ("admin1", "admin2"):
            rows.called_bare(place, row.name, exact=row.kind == "admin1")
    write(path, rows, areas.names)


class _Areas:
    """The areas' names, in the shipped index's spelling where it has them, and numbers for them."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[tuple[str, ...], str] = {}
        self._numbers: dict[str, int] = {}

    def first(self, country: str, words: str) -> str:
        return self._shipped(("admin1", country, "", words))

    def second(self, country: str, admin1: str, words: str) -> str:
        return self._shipped(("admin2", country, admin1, words))

    def _shipped(self, key: tuple[str, str, str, str]) -> str:
        kind, country, admin1, words = key
        if words and key not in self._known:
            fitting = (
                entry
                for entry in self._lookup(words)
                if entry.kind == kind and entry.country_iso3 == country and admin1 in ("", entry.admin1)
            )
            entry = next(fitting, None)
            named = words if entry is None else entry.admin1 if kind == "admin1" else entry.admin2
            self._known[key] = named or words
        return self._known.get(key, "")

    def number(self, name: str) -> int | None:
        return self._numbers.setdefault(name, len(self._numbers) + 1) if name else None

    @property
    def names(self) -> dict[int, str]:
        return {number: name for name, number in self._numbers.items()}


class _Neighbours:
    """Known towns by degree, for rows that do not say in which country and area they lie."""

    def __init__(self, towns: Iterable[_Town]) -> None:
        self._cells: dict[tuple[int, int], list[_Town]] = defaultdict(list)
        for town in towns:
            self._cells[int(town[0] // 1), int(town[1] // 1)].append(town)

    def completed(self, row: Row) -> tuple[str, str]:
        """The country and first-level area of the row: its own words, else what its neighbours agree on."""
        if (row.country_iso3 and row.admin1) or row.kind == "admin1":
            return row.country_iso3, row.admin1
        nearest = self._nearest(row.lat, row.lon)
        countries = {country for _, _, country, _ in nearest}
        country = row.country_iso3 or (next(iter(countries)) if len(countries) == 1 else "")
        areas = {admin1 for _, _, _, admin1 in nearest}
        agreed = len(areas) == 1 and countries == {country}
        return country, row.admin1 or ((next(iter(areas)) or "") if agreed else "")

    def _nearest(self, lat: float, lon: float) -> Sequence[_Town]:
        around = (
            (great_circle_km((lat, lon), (town[0], town[1])), town)
            for a in (-1, 0, 1)
            for b in (-1, 0, 1)
            for town in self._cells.get((int(lat // 1) + a, int(lon // 1) + b), ())
        )
        ranked = sorted((pair for pair in around if pair[0] <= _NEIGHBOUR_KM), key=lambda pair: pair[0])
        return [town for _, town in ranked[:_NEIGHBOURS]]
