"""The answer on people who are on no list: what it says, when it refuses, and where every estimate fails."""

from __future__ import annotations

import numpy as np
import pytest

from according.analysis import estimates as estimating
from according.analysis.estimates import Estimates, Lack
from according.analysis.result import Answered, Check, Refused, Result, Table
from according.analysis.undercount import Settings, of_tolls, undercount
from according.methods import latent_classes
from according.methods.lists import Lists, of_people
from listing import ARTIFICIAL, KOSOVO, made_up

#: Few rounds: the tests here are about what is made of the figures.
FEW = latent_classes.Settings(classes=4, chains=4, burn_in=60, kept=10, thinning=1, slides=1, longer=0)
QUICK = Settings(latent=FEW)


@pytest.fixture(scope="module")
def kosovo() -> Answered:
    found = undercount({"": KOSOVO}, "kosovo", QUICK)
    assert isinstance(found, Answered)
    return found


def table(result: Result, name: str) -> Table:
    return next(t for t in result.tables if t.name == name)


def check(result: Result, words: str) -> Check:
    return next(c for c in result.checks if words in c.name)


def test_what_is_documented_stands_first_and_no_number_stands_alone(kosovo: Answered) -> None:
    assert kosovo.sentence.startswith("4,400 people are documented")
    assert "9,824 to 19,233" in kosovo.sentence
    assert "10,357" in kosovo.sentence
    rows = table(kosovo, "estimates").rows
    assert rows[0][:4] == ("documented", 4400, 4400, 4400)
    assert rows[2][:4] == ("log-linear models", 9824, None, 19233)
    assert rows[3][1:4] == (9828, 12594, 16544)


def test_chains_that_disagree_leave_it_undecided(kosovo: Answered) -> None:
    assert check(kosovo, "chains").held is False
    assert kosovo.verdict == "undecided"
    assert "chains of the latent classes disagree" in kosovo.sentence
    settled = latent_classes.Settings(classes=2, chains=4, burn_in=300, kept=60, thinning=4, longer=0)
    found = undercount({"": made_up([[0.5] * 4], [1000], seed=1)}, "x", Settings(latent=settled))
    assert isinstance(found, Answered)
    assert found.verdict == "estimated"
    assert "disagree" not in found.sentence


def test_the_models_behind_it_are_shown(kosovo: Answered) -> None:
    shown = table(kosovo, "models")
    assert shown.rows[0][:3] == ("[123,14,34]", 10356.52, 785.9)
    assert shown.rows[1][-1] == 0.08
    assert "1 EXH, 2 ABA, 3 OSCE, 4 HRW" in shown.note


def test_the_answer_without_each_list(kosovo: Answered) -> None:
    assert "lack" not in table(kosovo, "without_each").columns
    people = {row[0]: row[2] for row in table(kosovo, "without_each").rows}
    assert set(people) == {"EXH", "ABA", "OSCE", "HRW"}
    assert max(people.values()) > 2 * min(people.values())  # type: ignore[type-var,operator]


def test_pairs_that_all_say_less_are_pointed_out(kosovo: Answered) -> None:
    found = check(kosovo, "two lists alone")
    assert found.held is False
    assert found.found.startswith("the largest estimate from two lists is 9,691: people on one list")


def test_missed_matches_raise_the_answer(kosovo: Answered) -> None:
    times = [row[3] for row in table(kosovo, "missed_matches").rows]
    assert all(isinstance(t, float) for t in times)
    assert times == sorted(times)  # type: ignore[type-var]
    assert times[0] > 1  # type: ignore[operator]


def test_the_order_of_lists_and_people_changes_nothing() -> None:
    other = KOSOVO.of([2, 0, 3, 1])
    one, same = undercount({"": KOSOVO}, "x", QUICK), undercount({"": other}, "x", QUICK)
    assert isinstance(one, Answered)
    assert isinstance(same, Answered)
    assert one.terms.input_sha256 == same.terms.input_sha256
    assert one.sentence == same.sentence


def test_figures_are_the_overlaps_and_the_models(kosovo: Answered) -> None:
    overlaps, models = kosovo.figures
    assert sum(count for _, count in overlaps.patterns) == 4400  # type: ignore[union-attr]
    assert models.reference == 4400  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lists", "reason"),
    [
        (KOSOVO.of([0, 1]), "2 lists"),
        (ARTIFICIAL, "6 people are on more than one list"),
        (ARTIFICIAL.counting(ARTIFICIAL.cells * 5), "nobody on the list C"),
        (Lists(("a", "b", "c"), np.array([0, 40, 30, 8, 20, 7, 0, 0])), "no three lists share people"),
    ],
)
def test_lists_that_tell_nothing_are_refused(lists: Lists, reason: str) -> None:
    found = undercount({"": lists}, "x", QUICK)
    assert isinstance(found, Refused)
    assert reason in found.reason
    assert found.needed
    assert table(found, "pairs").rows


def test_tolls_are_refused() -> None:
    for found in (of_tolls("book"), undercount({}, "table of tolls", QUICK)):
        assert isinstance(found, Refused)
        assert "person by person" in found.reason
        assert "named people" in found.needed


def test_a_list_within_another_is_pointed_out() -> None:
    copied = KOSOVO.counting(np.where(KOSOVO.on[:, 3] & ~KOSOVO.on[:, 0], 0, KOSOVO.cells))
    found = undercount({"": copied}, "x", QUICK)
    assert check(found, "wholly within").held is False
    assert "HRW in EXH" in check(found, "wholly within").found


def test_a_stratum_with_two_lists_is_not_estimable_and_stays_documented() -> None:
    two = Lists(KOSOVO.names, np.where(KOSOVO.on[:, 2] | KOSOVO.on[:, 3], 0, KOSOVO.cells))
    found = undercount({"north": KOSOVO, "south": two}, "x", QUICK)
    assert isinstance(found, Answered)
    rows = {row[0]: row for row in table(found, "strata").rows}
    assert rows["south"][2] is None
    assert "2 lists with people" in str(rows["south"][-1])
    assert rows["all strata"][1] == KOSOVO.documented + two.documented
    assert abs(rows["all strata"][3] - rows["north"][3] - two.documented) <= 1  # type: ignore[operator]
    assert check(found, "every stratum").held is False


def test_the_sum_without_each_stratum_and_without_each_list() -> None:
    half = KOSOVO.counting(KOSOVO.cells // 2)
    found = undercount({"north": KOSOVO, "south": half}, "x", QUICK)
    rows = {row[0]: row for row in table(found, "strata").rows}
    without = {row[0]: row for row in table(found, "without_each_stratum").rows}
    assert without["north"][1:5] == rows["south"][1:5]
    assert without["south"][1:5] == rows["north"][1:5]
    left = {row[0]: row for row in table(found, "without_each").rows}
    assert left["no list left out"][1] == KOSOVO.documented + half.documented
    assert set(left) == {"no list left out", *KOSOVO.names}
    alone = undercount({"": KOSOVO}, "x", QUICK)
    north = {row[0]: row[2] for row in table(alone, "without_each").rows}
    assert all(left[name][2] > north[name] for name in KOSOVO.names)  # type: ignore[operator]


def test_lists_all_too_small_are_refused() -> None:
    found = undercount({"": KOSOVO}, "x", Settings(least=100_000, latent=FEW))
    assert isinstance(found, Refused)


def test_no_stratum_estimable_is_refused() -> None:
    found = undercount({"a": ARTIFICIAL, "b": ARTIFICIAL}, "x", QUICK)
    assert isinstance(found, Refused)
    assert found.reason == "no stratum is estimable"


def test_the_same_seed_gives_the_same_answer() -> None:
    assert undercount({"": KOSOVO}, "x", Settings(seed=3, latent=FEW)) == undercount(
        {"": KOSOVO}, "x", Settings(seed=3, latent=FEW)
    )


def test_lists_smaller_than_asked_are_not_used() -> None:
    found = undercount({"": KOSOVO}, "x", Settings(least=1000, latent=FEW))
    assert "HRW" not in found.terms.definition


# Where every estimate fails: what the answer warns of, shown on people whose number is known.


def test_a_group_that_no_list_reaches_is_in_no_estimate() -> None:
    """2,000 of 5,000 people are hardly ever listed: all pairs of lists agree, and all are wrong."""
    lists = made_up([[0.35] * 4, [0.02] * 4], [3000, 2000], seed=11)
    found = estimating.estimates(lists, seed=1, latent=FEW)
    assert isinstance(found, Estimates)
    pairs = [lists.sizes[a] * lists.sizes[b] / lists.overlaps[a, b] for a in range(4) for b in range(a)]
    assert max(pairs) < 1.15 * min(pairs)
    assert max(pairs) < 0.75 * 5000
    answer = undercount({"": lists}, "x", QUICK)
    assert isinstance(answer, Answered)
    assert "all may agree and all be too low" in answer.cautions[0]
    assert check(answer, "without any chance").held is None


def test_missed_matches_inflate_the_estimate_of_people_whose_number_is_known() -> None:
    """With independent lists a share x of broken matches multiplies the estimate by about 1 / (1 - x)."""
    random = np.random.default_rng(2)
    people = random.random((5000, 3)) < 0.3
    for share in estimating.MISSED:
        lists = of_people(("a", "b", "c"), broken(people, share, random))
        found = estimating.estimates(lists, seed=1, latent=FEW)
        assert not isinstance(found, Lack)
        independent = next(m for m in found.search.models if m.name == "[1,2,3]")
        assert independent.people == pytest.approx(5000 / (1 - share), rel=0.08)


def broken(people: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:  # type: ignore[type-arg]
    """The people after a share of those on several lists lost one record each to a person of its own."""
    left, alone = people.copy(), []
    for row in np.flatnonzero(people.sum(axis=1) > 1):
        if random.random() < share:
            record = random.choice(np.flatnonzero(people[row]))
            left[row, record] = False
            alone.append(np.arange(people.shape[1]) == record)
    return np.vstack([left, *alone])
