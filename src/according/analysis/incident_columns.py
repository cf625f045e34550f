"""Incidents as columns, the form in which analyses count: from the cases of a book, or from a table.

One position in every array is one incident. An incident of unknown day has NaT, of unknown point NaN, of
unknown figures NaN; unknown is never zero.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from according.analysis.case import Case
from according.model import Category, Measure
from according.origins import origins_of

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Words = NDArray[np.object_]

NO_DAY = np.datetime64("NaT", "D")
#: Places told less closely than this (UCDP's where_prec) lie in no district.
CLOSEST_LEFT_OUT = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """low ≤ best ≤ high of one measure and category, one an incident; NaN where not known. An unknown high is
    an open end."""

    low: Floats
    best: Floats
    high: Floats

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Figures:
        """The figures of the chosen incidents."""
        return Figures(self.low[chosen], self.best[chosen], self.high[chosen])


@dataclass(frozen=True, slots=True)
class Incidents:
    """Incidents as columns. `first`, `last`: the days that it can be of; `where_prec`: UCDP's, 0 where not
    known; `actors`: the organisations told of, one array a column ("side_a", "side_b" of UCDP);
    `figures`: by measure and category; `sources`: whose figure each is, "" where not told; `kind`: its type
    as the source names it; `reports`: how many reports of independent origin tell of it, 0 where not known;
    `origin`: "book" or "table"."""

    origin: str
    ids: Words
    first: Days
    last: Days
    lat: Floats
    lon: Floats
    where_prec: Integers
    country: Words
    province: Words
    district: Words
    actors: tuple[Words, ...]
    kind: Words
    sources: Words
    reports: Integers
    figures: Mapping[tuple[Measure, Category], Figures] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Incidents:
        """The chosen incidents alone."""
        columns = {
            f.name: getattr(self, f.name)[chosen]
            for f in fields(self)
            if f.name not in ("origin", "actors", "figures")
        }
        return Incidents(
            origin=self.origin,
            actors=tuple(column[chosen] for column in self.actors),
            figures={key: figures.of(chosen) for key, figures in self.figures.items()},
            **columns,
        )

    def counted(self, measure: Measure = "deaths", category: Category = "all") -> Figures:
        """The figures of a measure and category; all unknown where nobody gives any."""
        unknown = np.full(len(self), np.nan)
        return self.figures.get((measure, category), Figures(unknown, unknown, unknown))

    @property
    def is_dated(self) -> NDArray[np.bool_]:
        """Which of them are of one known day."""
        known: NDArray[np.bool_] = ~np.isnat(self.first) & (self.first == self.last)
        return known

    @property
    def is_placed(self) -> NDArray[np.bool_]:
        """Which of them have a point."""
        return ~(np.isnan(self.lat) | np.isnan(self.lon))

    @property
    def is_close(self) -> NDArray[np.bool_]:
        """Which of them are told within their district; a precision that nobody told is let pass."""
        close: NDArray[np.bool_] = self.where_prec < CLOSEST_LEFT_OUT
        return close

    @property
    def cutoff(self) -> date | None:
        """The last day that any of them can be of; None where none has a day."""
        known = self.last[~np.isnat(self.last)]
        return known.max().astype(object) if len(known) else None

    @property
    def sha256(self) -> str:
        """The digest of everything that they hold, in their order."""
        digest = hashlib.sha256()
        for column in (
            self.ids,
            self.country,
            self.province,
            self.district,
            self.kind,
            self.sources,
            *self.actors,
        ):
            digest.update("\x1f".join(map(str, column)).encode("utf-8", "surrogatepass"))
        for numbers in (self.first, self.last, self.lat, self.lon, self.where_prec, self.reports):
            digest.update(numbers.tobytes())
        for key in sorted(self.figures):
            digest.update(repr(key).encode())
            digest.update(self.figures[key].low.tobytes())
            digest.update(self.figures[key].best.tobytes())
            digest.update(self.figures[key].high.tobytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which incidents an analysis is about; None or () leaves a question open. `region` is found in the
    country, province or district; `actor` anywhere in an actor's name; both without regard to case."""

    region: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None

    def of(self, incidents: Incidents) -> Incidents:
        """The incidents that it names. One of unknown day is left out where days are asked for."""
        if self == Chosen():
            return incidents
        kept = np.ones(len(incidents), dtype=bool)
        if self.region:
            kept &= _any_holds(self.region, (incidents.country, incidents.province, incidents.district))
        if self.actor:
            kept &= _any_holds(self.actor, incidents.actors)
        if self.since:
            kept &= incidents.first >= np.datetime64(self.since, "D")
        if self.until:
            kept &= incidents.last <= np.datetime64(self.until, "D")
        return incidents.of(kept)

    def lacking(self, incidents: Incidents) -> tuple[str, str]:
        """Why nothing is left of the input where it names no incident of it, and what would be needed."""
        if not len(incidents):
            return "the input holds no incident", "a book or a table with incidents"
        known = incidents.last[~np.isnat(incidents.last)]
        days = f"; its last day is {known.max()}" if len(known) else ""
        return (
            f"none of the {len(incidents):,} incidents of the input is among those asked for: {self.words}",
            f"other words after --region or --actor, or other days. The input tells of "
            f"{regions(incidents)}{days}",
        )

    @property
    def words(self) -> str:
        """It in plain words; "all incidents of the input" where it leaves every question open."""
        said = [
            f"in {self.region}" if self.region else "",
            f"with an actor named “{self.actor}”" if self.actor else "",
            f"from {self.since}" if self.since else "",
            f"to {self.until}" if self.until else "",
        ]
        return "incidents " + " ".join(s for s in said if s) if any(said) else "all incidents of the input"


def regions(incidents: Incidents, many: int = 5) -> str:
    """The provinces (or countries) that the input tells of most often, in words."""
    for column in (incidents.province, incidents.country):
        often = Counter(name for name in map(str, column) if name)
        if often:
            return ", ".join(sorted(often, key=lambda name: (-often[name], name))[:many])
    return "no province"


def _any_holds(words: str, columns: Sequence[Words]) -> NDArray[np.bool_]:
    sought = words.casefold()
    found = np.zeros(len(columns[0]) if columns else 0, dtype=bool)
    for column in columns:
        distinct, places = np.unique(column.astype(str), return_inverse=True)
        holds = np.array([sought in value.casefold() for value in distinct], dtype=bool)
        found |= holds[places]
    return found


def of_cases(cases: Iterable[Case]) -> Incidents:
    """The incidents of a book. Parts of an episode that stands beside them, and totals over a month or more,
    are left out: their figures would count people twice."""
    own = [case for case in cases if case.part_of is None and not case.is_total and case.claims]
    places = [case.place for case in own]
    keys = sorted({(toll.measure, toll.category) for case in own for toll in case.tolls})
    return Incidents(
        origin="book",
        ids=_words(case.incident.incident_id for case in own),
        first=days(case.event.start for case in own),
        last=days(case.event.end or case.event.start for case in own),
        lat=numbers(place.lat if place else None for place in places),
        lon=numbers(place.lon if place else None for place in places),
        where_prec=np.array([(place.precision or 0) if place else 0 for place in places], dtype=np.int64),
        country=_words((place.country_iso3 or "") if place else "" for place in places),
        province=_words((place.admin1 or "") if place else "" for place in places),
        district=_words((place.admin2 or place.name) if place else "" for place in places),
        actors=(_words(_doers(case) for case in own),),
        kind=_words(case.types.acled[1] if case.types.acled else "" for case in own),
        sources=_words(_sides(case) for case in own),
        reports=np.array([len(set(origins_of(case.documents).values())) for case in own], dtype=np.int64),
        figures={key: _figures(own, *key) for key in keys},
    )


def _doers(case: Case) -> str:
    names = sorted({a.name for m in case.mentions for a in m.actors if a.role == "perpetrator"})
    return "; ".join(names)


def _sides(case: Case) -> str:
    """The sides whose figures its deaths rest on."""
    used = {claim_id for toll in case.tolls if toll.measure == "deaths" for claim_id in toll.used}
    return ", ".join(sorted({claim.side for claim in case.claims if claim.claim_id in used}))


def _figures(cases: Sequence[Case], measure: Measure, category: Category) -> Figures:
    tolls = [case.toll(measure, category) for case in cases]
    return Figures(
        numbers(toll.low if toll else None for toll in tolls),
        numbers(toll.best if toll else None for toll in tolls),
        numbers(toll.high if toll else None for toll in tolls),
    )


def days(values: Iterable[date | None]) -> Days:
    """Days as an array; NaT for None."""
    return np.array([NO_DAY if value is None else value for value in values], dtype="datetime64[D]")


def numbers(values: Iterable[float | None]) -> Floats:
    """Numbers as an array; NaN for None."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _words(values: Iterable[str]) -> Words:
    return np.array(list(values), dtype=object)
