"""Deaths by district (or province) and month: what forecasts are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from according.analysis.incident_columns import Incidents
from according.analysis.steps import known_ends

Floats = NDArray[np.float64]
Area = Literal["district", "province"]


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """Deaths, units × months from the first with any incident to the last. `lat`, `lon`: the mean of the
    points of a unit's incidents, NaN for none; `unplaced`, `undated`, `uncounted`: incidents left out for
    want of an area, a day, or a number of deaths."""

    units: tuple[str, ...]
    first: np.datetime64
    low: Floats
    best: Floats
    high: Floats
    lat: Floats
    lon: Floats
    unplaced: int
    undated: int
    uncounted: int

    @property
    def months(self) -> int:
        """How many."""
        return int(self.best.shape[1])

    def month(self, position: int) -> np.datetime64:
        """The month at a position; beyond the last too."""
        return self.first + position


def unit_months(incidents: Incidents, area: Area) -> UnitMonths:
    """The deaths of incidents, each in the month in which it begins and in its area."""
    dated, placed = ~np.isnat(incidents.first), _area(incidents, area) != ""
    figures = incidents.counted()
    low, best, high = known_ends(figures.low, figures.best, figures.high)
    counted = ~np.isnan(best)
    kept = dated & placed & counted
    own = incidents.of(kept)
    labels, unit = _labels(own, area)
    number = own.first.astype("datetime64[M]").astype(np.int64)
    start = int(number.min()) if len(own) else 0
    shape = (len(labels), int(number.max()) - start + 1 if len(own) else 0)
    cell = unit * shape[1] + number - start

    def added(figures: Floats) -> Floats:
        total = np.bincount(cell, figures[kept], minlength=shape[0] * shape[1])
        return np.asarray(total.reshape(shape), dtype=np.float64)

    return UnitMonths(
        labels,
        np.datetime64(start, "M"),
        added(low),
        added(best),
        added(high),
        _means(own.lat, unit, len(labels)),
        _means(own.lon, unit, len(labels)),
        int((~placed).sum()),
        int((placed & ~dated).sum()),
        int((placed & dated & ~counted).sum()),
    )


def _area(incidents: Incidents, area: Area) -> NDArray[np.str_]:
    return (incidents.district if area == "district" else incidents.province).astype(str)


def _labels(own: Incidents, area: Area) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The units' names, with the province (or country) where two have the same; and the unit of each
    incident."""
    above = (own.province if area == "district" else own.country).astype(str)
    pairs = list(zip(_area(own, area).tolist(), above.tolist(), strict=True))
    distinct = sorted(set(pairs))
    often = Counter(name for name, _ in distinct)
    place = {pair: n for n, pair in enumerate(distinct)}
    names = tuple(f"{name}, {over}" if often[name] > 1 and over else name for name, over in distinct)
    return names, np.array([place[pair] for pair in pairs], dtype=np.intp)


def _means(values: Floats, unit: NDArray[np.intp], units: int) -> Floats:
    known = ~np.isnan(values)
    count = np.bincount(unit[known], minlength=units).astype(np.float64)
    total = np.bincount(unit[known], values[known], minlength=units)
    return np.asarray(np.divide(total, count, out=np.full(units, np.nan), where=count > 0))
