"""Whatever the claims: ends in order, categories that close, and no meaning in the order of a list."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import Claim, Toll
from according.tally import tally
from claiming import HOSPITAL, MINISTER, claim

FIGURES = st.one_of(
    st.integers(0, 60),
    st.tuples(st.integers(1, 9), st.none(), st.one_of(st.none(), st.integers(9, 99))),
    st.integers(1, 40).map(lambda n: (n, n, None)),
    st.integers(1, 40).map(lambda n: (None, n, n)),
)


@st.composite
def heaps(draw: st.DrawFn) -> list[Claim]:
    """Up to eight claims of one mention; relations point at claims that stand before."""
    claims: list[Claim] = []
    for i in range(draw(st.integers(0, 8))):
        names = [c.claim_id for c in claims]
        made = claim(
            "d",
            draw(FIGURES),
            draw(st.sampled_from(["civilian", "security_force", "armed_group", "unknown", "all"])),
            draw(st.sampled_from([None, MINISTER, HOSPITAL])),
            measure=draw(st.sampled_from(["deaths", "injured"])),
            scope=draw(st.sampled_from(["mention", "mention", "cumulative", "background"])),
            stance=draw(st.sampled_from(["asserted", "asserted", "denied", "expected"])),
            name=f"claim {i}",
            parts=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))) if names else (),
            repeats=draw(st.one_of(st.none(), st.none(), st.sampled_from(names))) if names else None,
            adds_to=draw(st.one_of(st.none(), st.sampled_from(names))) if names else None,
        )
        claims.append(made)
    return claims


def by_kind(tolls: tuple[Toll, ...]) -> dict[tuple[str, str], Toll]:
    return {(t.measure, t.category): t for t in tolls}


@settings(deadline=None, max_examples=200)
@given(heaps())
def test_low_best_and_high_are_in_order(claims: list[Claim]) -> None:
    for toll in tally(claims):
        known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
        assert known == sorted(known)
        assert all(n >= 0 for n in known)


@settings(deadline=None, max_examples=200)
@given(heaps(), st.randoms(use_true_random=False))
def test_the_order_of_claims_has_no_meaning(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    first, second = by_kind(tally(claims)), by_kind(tally(shuffled))
    assert {k: (t.low, t.best, t.high, set(t.used)) for k, t in first.items()} == {
        k: (t.low, t.best, t.high, set(t.used)) for k, t in second.items()
    }


@settings(deadline=None, max_examples=200)
@given(heaps())
def test_categories_sum_to_all_where_they_are_told(claims: list[Claim]) -> None:
    tolls = by_kind(tally(claims))
    for measure in ("deaths", "injured"):
        groups = [t.best for (m, c), t in tolls.items() if m == measure and c != "all"]
        total = tolls.get((measure, "all"))
        if total is not None and total.best is not None and groups and None not in groups:
            assert sum(n or 0 for n in groups) == total.best


@settings(deadline=None, max_examples=200)
@given(heaps())
def test_every_claim_of_a_measure_is_used_or_set_aside(claims: list[Claim]) -> None:
    for toll in tally(claims):
        if toll.category == "all":
            own = {c.claim_id for c in claims if c.measure == toll.measure}
            assert set(toll.used) | {a.claim_id for a in toll.set_aside} == own
            assert not set(toll.used) & {a.claim_id for a in toll.set_aside}
