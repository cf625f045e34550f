"""Do coders agree? Krippendorff's alpha of values with its interval, and a verdict by its low end.

Agreement is not truth: coders who share a mistake agree. Low, best and high figures are fields of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.analysis.figure import Figure, Interval, Intervals
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.methods import krippendorff
from according.methods.krippendorff import METRICS, SET_METRICS, Metric, Ratings
from according.phrasing import plural

VERSION = "agreement-1"
#: Fewer units than these, valued by two coders or more, tell nothing.
NEEDED = 10
#: Krippendorff's limits for the low end of the interval.
RELIABLE, TENTATIVE = 0.80, 0.667
DRAWS = 1000
#: From this share on the commonest value stands for nearly all, and alpha moves with the few others.
_NEARLY_ALL = 0.9
WORSE = ("reliable", "tentative", "not reliable")
CAUTIONS = (
    "agreement is not truth: coders who share a mistake agree",
    "agreement between machines is no measure against people's judgement",
)
_NOTHING = Ratings((), np.array([]))


@dataclass(frozen=True, slots=True)
class Coded:
    """What coders gave in one field: row by row the unit, who coded it, and the value as written."""

    units: NDArray[np.object_]
    coders: NDArray[np.object_]
    values: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Found:
    """One field's answer; `alpha` is None where it is not defined, and `lack` says why there is no
    verdict."""

    field: str
    metric: Metric
    rated: Ratings
    alpha: float | None
    by_units: tuple[float, float] | None = None
    by_pairs: tuple[float, float] | None = None
    ac1: float | None = None
    lack: str = ""

    @property
    def verdict(self) -> str:
        return verdict_of(self.by_units[0]) if self.by_units and not self.lack else ""


def verdict_of(low: float) -> str:
    """The verdict on an agreement whose interval begins at `low`."""
    if low >= RELIABLE:
        return "reliable"
    return "tentative" if low >= TENTATIVE else "not reliable"


def agreement(fields: Mapping[str, Coded], metric: Metric | None, seed: int, source: str) -> Result:
    """The agreement on each field; `metric` None takes ratio for numbers of 0 or more, interval for
    others, and nominal for words. Refused where no field has `NEEDED` pairable units that vary."""
    cleaned = {name: _once(coded) for name, coded in fields.items()}
    found = [
        _asked(name, coded, metric, np.random.default_rng([seed, n]))
        for n, (name, (coded, _)) in enumerate(cleaned.items())
    ]
    terms = _terms(cleaned, found, seed, source)
    dropped = sum(dropped for _, dropped in cleaned.values())
    checks = (
        Check(
            "no coder contradicts themselves on a unit",
            dropped == 0,
            f"{plural(dropped, 'pair')} of a unit and coder with several values left out",
        ),
        *_checks(found),
    )
    answered = [one for one in found if one.verdict]
    if not answered:
        return Refused(
            terms,
            "; ".join(f"{one.field}: {one.lack}" for one in found) or "the table has no values",
            f"{NEEDED} units or more that two coders valued independently, not all alike",
            checks,
            (_table(found),),
        )
    verdict = max((one.verdict for one in answered), key=WORSE.index)
    tables = (_table(found), _metrics(answered), _behind(answered), *_without(cleaned, answered))
    return Answered(terms, verdict, _sentence(answered), checks, tables, _figures(answered), CAUTIONS)


def _once(coded: Coded) -> tuple[Coded, int]:
    """Each unit once a coder. Who gave a unit several values gave it none; the number of such."""
    given: dict[tuple[str, str], set[str]] = {}
    for key_unit, key_coder, value in zip(coded.units, coded.coders, coded.values, strict=True):
        given.setdefault((key_unit, key_coder), set()).add(value)
    kept = sorted((*key, *values) for key, values in given.items() if len(values) == 1)
    columns = [np.array([row[n] for row in kept], dtype=object) for n in range(3)]
    return Coded(*columns), len(given) - len(kept)


def _asked(field: str, coded: Coded, metric: Metric | None, rng: np.random.Generator) -> _Found:
    numbers = _numbers(coded.values)
    chosen = metric or _usual(numbers)
    if chosen not in ("nominal", *SET_METRICS) and numbers is None:
        return _Found(field, chosen, _NOTHING, None, lack=f"the {chosen} metric needs numbers")
    if chosen == "ratio" and numbers is not None and np.any(numbers < 0):
        return _Found(field, chosen, _NOTHING, None, lack="the ratio metric needs values ≥ 0")
    try:
        rated = _rated(coded, chosen)
    except ValueError as fault:
        return _Found(field, chosen, _NOTHING, None, lack=str(fault))
    alpha = krippendorff.alpha(rated, chosen)
    lack = ""
    if rated.pairable < NEEDED:
        lack = f"{plural(rated.pairable, 'unit')} valued by two coders or more, of {NEEDED} needed"
    elif alpha is None:
        lack = "all values are the same: agreement beyond chance is undefined, not 1"
    return _Found(
        field, chosen, rated, alpha,
        None if lack else interval_of(krippendorff.by_units(rated, chosen, rng, DRAWS)),
        None if lack else interval_of(krippendorff.by_pairs(rated, chosen, rng, DRAWS)),
        krippendorff.ac1(rated) if chosen == "nominal" else None,
        lack,
    )  # fmt: skip


def _rated(coded: Coded, metric: Metric) -> Ratings:
    """The values as ratings; sets are written with ";" between their members."""
    _, units = np.unique(coded.units.astype(str), return_inverse=True)
    if metric in SET_METRICS:
        split = (str(value).split(";") for value in coded.values)
        sets = [frozenset(word.strip() for word in words if word.strip()) for words in split]
        return krippendorff.set_ratings(units, sets, metric)
    numbers = _numbers(coded.values)
    return krippendorff.ratings(units, coded.values.astype(str) if numbers is None else numbers)


def _numbers(values: NDArray[np.object_]) -> NDArray[np.float64] | None:
    """The values as numbers; None where one is no finite number."""
    try:
        numbers = values.astype(np.float64)
    except ValueError:
        return None
    return numbers if len(numbers) and np.all(np.isfinite(numbers)) else None


def _usual(numbers: NDArray[np.float64] | None) -> Metric:
    if numbers is None:
        return "nominal"
    return "ratio" if np.all(numbers >= 0) else "interval"


def interval_of(drawn: NDArray[np.float64]) -> tuple[float, float] | None:
    """The middle 95 % of draws."""
    return (float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))) if len(drawn) else None


def _terms(
    cleaned: Mapping[str, tuple[Coded, int]], found: Sequence[_Found], seed: int, source: str
) -> Terms:
    coders = {coder for coded, _ in cleaned.values() for coder in coded.coders}
    used = ", ".join(f"{one.field}: {one.metric}" for one in found)
    return Terms(
        "agreement",
        "Krippendorff's alpha: 1 is agreement without exception, 0 what chance alone gives",
        f"units of {source} that two coders or more valued; differences taken as {used or 'none'}",
        None,
        f"{plural(len(coders), 'coder')}, {plural(len(cleaned), 'field')}",
        (
            "coders worked independently of each other",
            "the units are a random sample of those that the conclusion is about",
        ),
        digest_of(
            (name, tuple(row))
            for name, (coded, _) in sorted(cleaned.items())
            for row in zip(coded.units, coded.coders, coded.values, strict=True)
        ),
        VERSION,
        seed,
    )


def _checks(found: Sequence[_Found]) -> Sequence[Check]:
    """What may make an alpha mislead, field by field."""
    made = []
    for one in found:
        if one.lack:
            made.append(Check(f"{one.field}: enough pairable values that vary", False, one.lack))
            continue
        share = _commonest(one.rated)
        made.append(
            Check(
                f"{one.field}: no value stands for nearly all",
                share < _NEARLY_ALL,
                f"the commonest is {share:.0%} of all"
                + ("; see AC1, which such shares move less" if share >= _NEARLY_ALL else ""),
            )
        )
    return made


def _commonest(rated: Ratings) -> float:
    counts = np.bincount(np.concatenate(rated.slots))
    return float(counts.max() / counts.sum())


def _sentence(found: Sequence[_Found]) -> str:
    said = [
        f"{one.field}: alpha {near(one.alpha)} ({near(one.by_units[0])} to {near(one.by_units[1])}), "
        f"{one.verdict}"
        for one in found
        if one.by_units
    ]
    return "; ".join(said) + ". Judged by the low end of the 95 % interval."


def near(value: float | None) -> str:
    """To three places, or that it is undefined."""
    return "undefined" if value is None else f"{value:.3f}"


def _table(found: Sequence[_Found]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        low, high = one.by_units or (None, None)
        alpha = "undefined" if one.alpha is None else f"{one.alpha:.4f}"
        rows.append(
            (
                one.field,
                one.metric,
                one.rated.pairable,
                alpha,
                cell(low),
                cell(high),
                one.verdict or "refused",
            )
        )
    note = (
        f"low, high: 95 % of {DRAWS:,} draws of whole units; above 20,000 units: the spread over 100 random "
        f"groups. Reliable: low ≥ {RELIABLE:.2f}; tentative: low ≥ {TENTATIVE}."
    )
    columns = ("field", "metric", "pairable_units", "alpha", "low", "high", "verdict")
    return Table("alpha", "Agreement by field", columns, tuple(rows), note)


def _behind(found: Sequence[_Found]) -> Table:
    """What stands behind each alpha, and two other measures of the same."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        low, high = one.by_pairs or (None, None)
        sizes = (one.rated.units, len(one.rated.slots), len(one.rated.scores))
        rows.append((one.field, *sizes, cell(low), cell(high), cell(one.ac1)))
    note = (
        "By pairs: pairs of values drawn, after Hayes & Krippendorff 2007; too narrow with three coders or "
        "more. AC1: Gwet 2008, nominal values only; extreme shares of one category move it less."
    )
    columns = (
        "field", "units", "most_values_a_unit", "distinct_values", "low_by_pairs", "high_by_pairs", "ac1",
    )  # fmt: skip
    return Table("behind", "What stands behind it", columns, tuple(rows), note)


def cell(value: float | None) -> Cell:
    """To four places."""
    return None if value is None else round(value, 4)


def _metrics(found: Sequence[_Found]) -> Table:
    """Alpha under every metric that the values allow, so that a choice of metric cannot hide."""
    rows = []
    for one in found:
        numeric = one.metric not in ("nominal", *SET_METRICS)
        allowed = [m for m in METRICS if m == "nominal" or (numeric and _allows(one.rated, m))]
        rows.append(
            (
                one.field,
                *(cell(krippendorff.alpha(one.rated, m)) if m in allowed else None for m in METRICS),
            )
        )
    note = "Choose the metric by what the values are, not by the largest alpha."
    return Table("metrics", "The same values under other metrics", ("field", *METRICS), tuple(rows), note)


def _allows(rated: Ratings, metric: Metric) -> bool:
    return metric != "ratio" or bool(np.all(rated.scores >= 0))


def _without(cleaned: Mapping[str, tuple[Coded, int]], found: Sequence[_Found]) -> Sequence[Table]:
    """Alpha without each coder in turn, where there are three to twenty."""
    rows = []
    for one in found:
        coded = cleaned[one.field][0]
        coders = sorted(set(coded.coders))
        if not 3 <= len(coders) <= 20:
            continue
        for coder in coders:
            kept = coded.coders != coder
            left = _rated(Coded(coded.units[kept], coded.coders[kept], coded.values[kept]), one.metric)
            alpha = krippendorff.alpha(left, one.metric)
            rows.append((one.field, coder, left.pairable, cell(alpha)))
    columns = ("field", "without", "pairable_units", "alpha")
    return (Table("without", "Without each coder in turn", columns, tuple(rows)),) if rows else ()


def _figures(found: Sequence[_Found]) -> tuple[Figure, ...]:
    rows = tuple(
        Interval(one.field, one.by_units[0], one.alpha, one.by_units[1], note=one.verdict)
        for one in found
        if one.by_units
    )
    title = "Agreement by field: Krippendorff's alpha with its 95 % interval"
    return (Intervals(title, "alpha", rows, RELIABLE, "reliable from here"),)
