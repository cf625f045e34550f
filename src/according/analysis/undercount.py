"""How many people are on no list? Multiple-systems estimation from lists of named people, or a refusal.

What is documented stands first; no estimate stands alone, and the spread over models is the answer. Tolls
without names cannot be linked person by person and are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from according.analysis import estimates as estimating
from according.analysis import undercount_tables as shown
from according.analysis.estimates import Estimates, Lack
from according.analysis.result import Answered, Check, Refused, Result, Terms, digest_of
from according.methods import latent_classes
from according.methods.lists import Lists
from according.phrasing import plural

VERSION = "undercount-1"
#: Estimates further apart than this many times decide nothing.
UNDECIDED = 3.0
#: The best model may leave a deviance of this many times its degrees of freedom.
FITS = 3.0
ESTIMAND = "the number of people of the kind that the lists record, on any list or on none"
ASSUMPTIONS = (
    "nobody joined or left the people asked about while the lists were made (closed population)",
    "records of one person were matched, and of different people were not",
    "lists were made independently of each other except as the model says; none was copied from another",
    "everyone had some chance of coming on a list",
    "all lists tell of the same people, place and time",
)
CAUTIONS = (
    "people whom no list can reach are in no estimate: all may agree and all be too low",
    "one number is never the answer: models that fit about equally well differ by the spread shown",
    "estimated from lists of named people; never to be added to figures that a party claims",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`seed` of the random numbers; `least`: a list with fewer people in a stratum is not used there;
    `latent`: how the latent classes are sampled."""

    seed: int = 1
    least: int = 1
    latent: latent_classes.Settings = field(default_factory=latent_classes.Settings)


def undercount(strata: Mapping[str, Lists], source: str, settings: Settings | None = None) -> Result:
    """The answer for lists of people, "" for people who are not divided. Strata are estimated each by itself;
    one with fewer than three lists is not estimable."""
    settings = settings or Settings()
    if not strata:
        return of_tolls(source)
    if list(strata) != [""]:
        return _divided(strata, source, settings)
    lists = estimating.held(strata[""], settings.least)
    terms = _terms({"": lists}, source, settings)
    found = estimating.estimates(lists, settings.seed, settings.latent)
    if isinstance(found, Lack):
        tables = (shown.of_lists(lists), shown.of_pairs(lists))
        return Refused(terms, found.reason, found.needed, _signs(lists), tables, (shown.overlaps(lists),))
    left = tuple(estimating.without_each(found))
    missed = tuple((share, *estimating.with_missed_matches(found, share)) for share in estimating.MISSED)
    tables = (
        shown.of_estimates(found),
        shown.of_models(found),
        shown.of_lists(lists),
        shown.of_pairs(lists),
        *((shown.of_left(left),) if left else ()),
        shown.of_missed(found, missed),
    )
    figures = (shown.overlaps(lists), shown.intervals(found))
    checks = (*_signs(lists), *_checks(found))
    return Answered(terms, _verdict([found]), _sentence(found), checks, tables, figures, CAUTIONS)


def of_tolls(source: str) -> Refused:
    """The refusal of figures without names."""
    terms = Terms(
        "undercount", ESTIMAND, "people counted in reports, without names", None,
        f"{source}: tolls, or no column that says who is on which list", ASSUMPTIONS, digest_of((source,)),
        VERSION,
    )  # fmt: skip
    return Refused(
        terms,
        "tolls cannot be linked person by person: who is in two of them, and who in none, cannot be told; "
        "and reports of one statement are no independent lists",
        "three or more lists of named people made independently of each other, matched person by person "
        "(--lists FILE: one row a person, one column of 1 and 0 a list). Without them what is documented is "
        "the least, and the largest claim is a claim",
    )


def _terms(strata: Mapping[str, Lists], source: str, settings: Settings) -> Terms:
    documented = sum(lists.documented for lists in strata.values())
    names = list(dict.fromkeys(name for lists in strata.values() for name in lists.names))
    kinds = plural(len(strata), "stratum", "strata") if list(strata) != [""] else ""
    held = [
        (label, *sorted(zip(lists.names, map(int, lists.sizes), strict=True)), *_patterns(lists))
        for label, lists in sorted(strata.items())
    ]
    return Terms(
        "undercount",
        ESTIMAND,
        f"people on the lists {', '.join(names)}" + (f", in {kinds}" if kinds else ""),
        None,
        f"{source}: {plural(documented, 'person', 'people')} on {plural(len(names), 'list')}; a blank "
        "cell says that the person is not on the list",
        ASSUMPTIONS,
        digest_of(held),
        VERSION,
        settings.seed,
    )


def _patterns(lists: Lists) -> list[tuple[str, int]]:
    """Every pattern that anyone has, by names: the same whatever the order of rows and columns."""
    on = lists.on
    patterns = (
        ("+".join(sorted(np.array(lists.names)[on[code]])), int(lists.cells[code]))
        for code in np.flatnonzero(lists.cells)
    )
    return sorted(patterns)


def _signs(lists: Lists) -> tuple[Check, ...]:
    """What the lists themselves show, and what no list can show."""
    alone = [lists.names[n] for n in estimating.unshared(lists)]
    inside = [f"{lists.names[a]} in {lists.names[b]}" for a, b in estimating.nested(lists)]
    return (
        Check("three lists or more", len(lists.names) >= 3, plural(len(lists.names), "list")),
        Check(
            "people on several lists",
            lists.shared >= estimating.FEWEST_SHARED,
            f"{lists.shared:,} of {lists.documented:,}",
        ),
        Check("every list shares people with another", not alone, ", ".join(alone) or "all do"),
        Check(
            "no list lies wholly within another, as a copy would",
            not inside,
            "; ".join(inside) + ": does the one derive from the other?" if inside else "none does",
        ),
        Check("matching without errors", None, "not to be told from the lists; see what missed matches do"),
        Check("nobody without any chance of being listed", None, "not to be told from the lists"),
    )


def _checks(found: Estimates) -> tuple[Check, ...]:
    """What the models show."""
    best, latent = found.best, found.latent
    fits = best.deviance <= FITS * max(1, best.freedom)
    return (
        Check(
            "the estimate of the best model exists and is told apart",
            True,
            f"{len(found.search.models):,} models fitted, {found.search.empty:,} more have "
            "dependences of lists that share no one",
        ),
        Check("the best model fits", fits, f"deviance {best.deviance:.1f}, freedom {best.freedom}"),
        _of_pairs(found),
        Check(
            "the chains of the latent classes agree",
            latent.agrees,
            f"R-hat {latent.disagreement:.3f}; Monte Carlo error of the mean {latent.error_of_mean:,.0f}; "
            f"{np.median(latent.used):.0f} classes hold anyone",
        ),
        _of_average(found),
    )


def _of_pairs(found: Estimates) -> Check:
    """Where two lists alone always say less than all together, people on one list are likelier on others."""
    documented = float(found.lists.documented)
    largest = max((n for n in shown.pairwise(found.lists) if np.isfinite(n)), default=documented)
    less = largest < found.best.people
    return Check(
        "two lists alone say as much as all together",
        not less,
        f"the largest estimate from two lists is {largest:,.0f}"
        + (": people on one list are likelier on others, and pairs say too little" if less else ""),
    )


def _of_average(found: Estimates) -> Check:
    if found.average is None:
        return Check(
            "the average of decomposable models is bounded", None, "more than five lists: not averaged"
        )
    words = "its probabilities fade out" if found.average.bounded else "its probabilities do not fade out"
    return Check("the average of decomposable models is bounded", found.average.bounded, words)


def _verdict(found: Sequence[Estimates]) -> str:
    lowest, highest = sum(one.lowest for one in found), sum(one.highest for one in found)
    settled = all(one.latent.agrees for one in found)
    return "estimated" if settled and highest <= UNDECIDED * lowest else "undecided"


def _unsettled(found: Sequence[Estimates]) -> str:
    """What is said of latent classes whose chains disagree; nothing where all agree."""
    worst = max(one.latent.disagreement for one in found)
    if all(one.latent.agrees for one in found):
        return ""
    return f" The chains of the latent classes disagree (R-hat {worst:.2f}): do not use their figures."


def _sentence(found: Estimates) -> str:
    documented, count = found.lists.documented, len(found.spread)
    low, high = found.interval
    best = f"the best-fitting says {found.best.people:,.0f} ({shown.between(low, high)})"
    if count == 1:
        return (
            f"{documented:,} people are documented; {best[4:]} in all, and no other model comes near."
            + _unsettled([found])
        )
    return (
        f"{documented:,} people are documented; {count} models that fit about equally well put all people at "
        f"{found.lowest:,.0f} to {found.highest:,.0f}; {best}." + _unsettled([found])
    )


def _divided(strata: Mapping[str, Lists], source: str, settings: Settings) -> Result:
    """The answer for people divided into strata, each estimated from the lists that hold anyone there."""
    held = {label: estimating.held(lists, settings.least) for label, lists in strata.items()}
    found = {
        label: estimating.estimates(lists, settings.seed + n, settings.latent)
        for n, (label, lists) in enumerate(sorted(held.items()))
    }
    terms = _terms(strata, source, settings)
    answered = [one for one in found.values() if isinstance(one, Estimates)]
    tables = (
        shown.of_strata(strata, found),
        shown.without_each_stratum(strata, found),
        *shown.of_strata_left(strata, settings.least),
    )
    lacking = [label for label, one in found.items() if isinstance(one, Lack)]
    check = Check(
        "every stratum is estimable",
        not lacking,
        f"not estimable, documented people counted only: {', '.join(lacking)}" if lacking else "all are",
    )
    if not answered:
        needed = "three or more lists in a stratum, with people on several of them; fewer and larger strata"
        return Refused(terms, "no stratum is estimable", needed, (check,), tables)
    chains = max(answered, key=lambda one: one.latent.disagreement)
    agree = Check(
        "the chains of the latent classes agree",
        chains.latent.agrees,
        f"largest R-hat {chains.latent.disagreement:.3f}",
    )
    figures = (shown.strata_intervals(found),)
    return Answered(
        terms, _verdict(answered), _sum_sentence(strata, found), (check, agree), tables, figures, CAUTIONS
    )


def _sum_sentence(strata: Mapping[str, Lists], found: Mapping[str, Estimates | Lack]) -> str:
    documented = sum(lists.documented for lists in strata.values())
    draws = shown.summed(strata, found)
    low, middle, high = np.quantile(draws, (0.025, 0.5, 0.975))
    estimable = sum(isinstance(one, Estimates) for one in found.values())
    part = "" if estimable == len(found) else f", {estimable} of them estimable"
    return (
        f"{documented:,} people are documented in {plural(len(found), 'stratum', 'strata')}{part}; latent "
        f"classes put all people at {middle:,.0f} ({low:,.0f} to {high:,.0f})."
        + _unsettled([one for one in found.values() if isinstance(one, Estimates)])
    )
