"""The tables and figures of an answer on people who are on no list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from according.analysis.estimates import WITHIN, Estimates, Lack, best_of
from according.analysis.figure import Interval, Intervals, Overlaps
from according.analysis.result import Cell, Table
from according.methods import loglinear
from according.methods.latent_classes import Posterior
from according.methods.lists import Floats, Integers, Lists, lincoln_petersen
from according.methods.loglinear import Model, Search

_LOW, _MIDDLE, _HIGH = 0.025, 0.5, 0.975
#: The figure shows this many models.
_DRAWN = 20


def between(low: float, high: float | None) -> str:
    """Two ends in words."""
    return f"{low:,.0f} to {high:,.0f}" if high is not None else f"{low:,.0f} or more, without bound"


def pairwise(lists: Lists) -> list[float]:
    """What each two lists say by themselves."""
    whole = lincoln_petersen(lists)
    return [float(whole[a, b]) for a in range(len(lists.names)) for b in range(a)]


def _row(
    name: str, low: float | None, people: float | None, high: float | None, what: str
) -> tuple[Cell, ...]:
    return (name, *(None if n is None else round(n) for n in (low, people, high)), what)


def of_estimates(found: Estimates) -> Table:
    """Every estimate, what is documented first."""
    documented = found.lists.documented
    low, high = found.interval
    rows = [
        _row("documented", documented, documented, documented, "people on at least one list"),
        _row("best log-linear model", low, found.best.people, high,
             f"{found.best.name}, 95 % profile likelihood"),
        _row("log-linear models", found.lowest, None, found.highest,
             f"{len(found.spread)} within {WITHIN:.0f} BIC units of the best"),
        *([_averaged(found)] if found.average else []),
        _row("latent classes", *_three(found.latent), "median, 95 % (Manrique-Vallier 2016)"),
        *([_of_sparse(found)] if found.sparse else []),
    ]  # fmt: skip
    columns = ("estimate", "low", "people", "high", "what_it_is")
    return Table("estimates", "All people, documented ones among them", columns, tuple(rows))


def _three(latent: Posterior) -> tuple[float, float, float]:
    return latent.quantile(_LOW), latent.quantile(_MIDDLE), latent.quantile(_HIGH)


def _averaged(found: Estimates) -> tuple[Cell, ...]:
    average = found.average
    assert average is not None
    low, middle, high = (average.quantile(share) for share in (_LOW, _MIDDLE, _HIGH))
    what = f"median, 95 %; prior 1/{len(found.lists.cells)} a cell (Madigan and York 1997)"
    return _row("average of decomposable models", low, middle, high if average.bounded else None, what)


def _of_sparse(found: Estimates) -> tuple[Cell, ...]:
    sparse = found.sparse
    assert sparse is not None
    what = f"by steps, {len(sparse.resampled)} resamples (Chan, Silverman and Vincent 2021)"
    return _row("sparse lists", sparse.low, sparse.people, sparse.high, what)


def of_models(found: Estimates) -> Table:
    """The models that fit about equally well."""
    rows = tuple(
        (m.name, round(m.people, 2), round(m.standard_error, 1), round(m.deviance, 3), m.freedom,
         round(m.aic, 3), round(m.bic, 3), round(m.bic - found.best.bic, 2))
        for m in found.spread
    )  # fmt: skip
    columns = ("model", "people", "standard_error", "deviance", "freedom", "aic", "bic", "bic_behind")
    numbered = ", ".join(f"{n} {name}" for n, name in enumerate(found.lists.names, 1))
    looked = "all hierarchical models" if found.search.complete else "models on the way of a search by steps"
    aic = min((m for m in found.search.models if m.exists), key=lambda m: m.aic)
    note = (
        f"Lists: {numbered}. [12,3] says that lists 1 and 2 depend on each other, 3 on neither. "
        f"{looked.capitalize()} were fitted; the best by AIC of those looked at is {aic.name} with "
        f"{aic.people:,.0f}."
    )
    return Table(
        "models", f"Log-linear models within {WITHIN:.0f} BIC units of the best", columns, rows, note
    )


def of_lists(lists: Lists) -> Table:
    """The lists: how many people each has, and how many it has alone."""
    alone = [int(lists.cells[1 << n]) for n in range(len(lists.names))]
    rows = tuple(
        (n + 1, name, int(lists.sizes[n]), alone[n], int(lists.sizes[n]) - alone[n])
        for n, name in enumerate(lists.names)
    )
    return Table("lists", "Lists", ("number", "list", "people", "alone", "shared"), rows)


def of_pairs(lists: Lists) -> Table:
    """Each two lists by themselves."""
    whole, shared = lincoln_petersen(lists), lists.overlaps
    rows = tuple(
        (lists.names[a], lists.names[b], int(shared[a, b]),
         round(float(whole[a, b])) if np.isfinite(whole[a, b]) else None)
        for a in range(len(lists.names)) for b in range(a + 1, len(lists.names))
    )  # fmt: skip
    note = "Lincoln and Petersen's estimate: too low where people on one list are likelier on the other."
    return Table("pairs", "Two lists by themselves", ("list", "other", "shared", "people"), rows, note)


def of_left(left: Sequence[tuple[str, Lists, Search | Lack]]) -> Table:
    """The answer without each list."""
    rows = [(name, lists.documented, *_left(search)) for name, lists, search in left]
    columns, rows = _lacking(("without", "documented", "people", "lowest", "highest", "lack"), rows)
    note = f"The best log-linear model of the other lists, and those within {WITHIN:.0f} BIC units of it."
    return Table("without_each", "Without each list", columns, tuple(rows), note)


def _lacking(
    columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The columns and rows without their last column, what is lacking, where nothing lacks."""
    kept = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    return columns[:kept], [row[:kept] for row in rows]


def _left(search: Search | Lack) -> tuple[Cell, ...]:
    if isinstance(search, Lack):
        return None, None, None, search.reason
    near = [model.people for model in search.within(WITHIN)]
    if not near:
        return None, None, None, "no model has a finite estimate"
    return round(near[0]), round(min(near)), round(max(near)), ""


def of_missed(found: Estimates, missed: Sequence[tuple[float, int, Model | None]]) -> Table:
    """What the answer would be if matches had been missed."""
    rows = tuple(
        (share, documented, round(model.people) if model else None,
         round(model.people / found.best.people, 3) if model else None)
        for share, documented, model in missed
    )  # fmt: skip
    note = (
        "If this share of the people on several lists had one record more taken for another person. "
        "Read the other way round: where so many matches were missed, the figures above are too high by "
        "about as much."
    )
    columns = ("missed", "documented", "people", "times_the_answer")
    return Table("missed_matches", "What further missed matches would do", columns, rows, note)


def overlaps(lists: Lists) -> Overlaps:
    """Who is on which lists together."""
    on = lists.on
    patterns = tuple(
        (tuple(int(n) for n in np.flatnonzero(on[code])), int(lists.cells[code]))
        for code in np.flatnonzero(lists.cells)
    )
    return Overlaps("Who is on which lists together", lists.names, patterns)


def intervals(found: Estimates) -> Intervals:
    """Every model that fits about equally well and the other methods, what is documented as the floor."""
    rows = [_drawn(found, model) for model in found.spread[:_DRAWN]]
    if found.average:
        share = found.average.quantile
        rows.append(Interval("average", share(_LOW), share(_MIDDLE), share(_HIGH), "decomposable models"))
    low, middle, high = _three(found.latent)
    rows.append(Interval("latent classes", low, middle, high, "latent classes"))
    if found.sparse:
        rows.append(
            Interval("sparse lists", found.sparse.low, found.sparse.people, found.sparse.high, "sparse lists")
        )
    return Intervals(
        "All people, by model",
        "people",
        tuple(rows),
        float(found.lists.documented),
        f"{found.lists.documented:,} documented",
    )


def _drawn(found: Estimates, model: Model) -> Interval:
    """A model with its interval; the margin tells how far it lies behind the best."""
    ends = (
        found.interval
        if model is found.best
        else loglinear.profile_interval(found.lists, model.terms)
    )  # fmt: skip
    return Interval(model.name, ends[0], model.people, ends[1], "", f"BIC +{model.bic - found.best.bic:.1f}")


def of_strata(strata: Mapping[str, Lists], found: Mapping[str, Estimates | Lack]) -> Table:
    """Each stratum's estimates, and their sum: latent classes by draws, model spreads by their ends."""
    rows = [_stratum(label, strata[label], one) for label, one in found.items()]
    draws = summed(strata, found)
    floor = sum(_unused(strata[label], one) for label, one in found.items())
    lacking = any(isinstance(one, Lack) for one in found.values())
    ends = [(one.lowest, one.highest) for one in found.values() if isinstance(one, Estimates)]
    total: tuple[Cell, ...] = (
        "all strata",
        sum(lists.documented for lists in strata.values()),
        *(round(float(np.quantile(draws, share))) for share in (_LOW, _MIDDLE, _HIGH)),
        round(floor + sum(low for low, _ in ends)),
        round(floor + sum(high for _, high in ends)),
        "documented people only, where a stratum is not estimable" if lacking else "",
    )
    columns, shown = _lacking(
        ("stratum", "documented", "low", "people", "high", "models_lowest", "models_highest", "lack"),
        [*rows, total],
    )
    note = (
        "low, people, high: latent classes (median and 95 %), strata independent of each other in the sum. "
        f"models: log-linear models within {WITHIN:.0f} BIC units of each stratum's best."
    )
    return Table("strata", "All people, by stratum", columns, tuple(shown), note)


def without_each_stratum(strata: Mapping[str, Lists], found: Mapping[str, Estimates | Lack]) -> Table:
    """The sum without each stratum: whether one of them carries the answer."""
    whole = float(np.quantile(summed(strata, found), _MIDDLE))
    rows = []
    for label in found:
        others = {other: one for other, one in found.items() if other != label}
        low, middle, high = np.quantile(summed(strata, others), (_LOW, _MIDDLE, _HIGH))
        documented = sum(strata[other].documented for other in others)
        rows.append((label, documented, round(low), round(middle), round(high), round(middle / whole, 3)))
    columns = ("without", "documented", "low", "people", "high", "times_the_answer")
    note = "Latent classes, as in the table by stratum; all people less those of the stratum."
    return Table("without_each_stratum", "Without each stratum", columns, tuple(rows), note)


def of_strata_left(strata: Mapping[str, Lists], least: int) -> tuple[Table, ...]:
    """The sum of the strata's best log-linear models without each list; nothing where a stratum has more
    lists than all models are fitted to."""
    names = tuple(dict.fromkeys(name for lists in strata.values() for name in lists.names))
    if len(names) > loglinear.MOST_FOR_ALL:
        return ()
    rows = [("no list left out", *_best_sum(strata.values(), least))]
    for name in names:
        left = [
            lists.of([n for n, own in enumerate(lists.names) if own != name]) for lists in strata.values()
        ]
        rows.append((name, *_best_sum(left, least)))
    columns = ("without", "documented", "people", "estimable_strata")
    note = (
        "The best log-linear model of each stratum; where a stratum is not estimable its documented people."
    )
    return (Table("without_each", "All strata without each list", columns, tuple(rows), note),)


def _best_sum(strata: Iterable[Lists], least: int) -> tuple[int, int, int]:
    """Documented people, all people by the best models, and of how many strata there is one."""
    documented, people, estimable = 0, 0.0, 0
    for lists in strata:
        best = best_of(lists, least)
        documented += lists.documented
        people += lists.documented if best is None else best
        estimable += best is not None
    return documented, round(people), estimable


def _stratum(label: str, lists: Lists, one: Estimates | Lack) -> tuple[Cell, ...]:
    if isinstance(one, Lack):
        return (label, lists.documented, None, None, None, None, None, f"not estimable: {one.reason}")
    low, middle, high = (round(n) for n in _three(one.latent))
    return (label, lists.documented, low, middle, high, round(one.lowest), round(one.highest), "")


def summed(strata: Mapping[str, Lists], found: Mapping[str, Estimates | Lack]) -> Floats:
    """Draws of the sum over strata; of one that is not estimable the documented people."""
    total: Floats = np.zeros(1)
    for label, one in found.items():
        draws: Integers | int = one.latent.people.ravel() if isinstance(one, Estimates) else 0
        total = total + draws + _unused(strata[label], one)
    return total


def _unused(lists: Lists, one: Estimates | Lack) -> int:
    """People whose only lists were not used for an estimate: they stay documented."""
    return lists.documented - (one.lists.documented if isinstance(one, Estimates) else 0)


def strata_intervals(found: Mapping[str, Estimates | Lack]) -> Intervals:
    """Each stratum's people by latent classes."""
    rows = tuple(
        Interval(label, *_three(one.latent), "", f"{one.lists.documented:,} documented")
        if isinstance(one, Estimates)
        else Interval(label, None, None, None, "", "not estimable")
        for label, one in found.items()
    )
    return Intervals("All people, by stratum", "people", rows)
