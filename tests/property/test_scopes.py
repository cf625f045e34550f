"""Coverages compared as what they are: sets of (day, place, group)."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import Category, Place, Window
from according.scopes import Coverage, Relation, compare, flipped
from claiming import day

DAYS = range(1, 7)
GROUPS: tuple[Category, ...] = ("civilian", "security_force", "armed_group")
#: A small world: two countries of two provinces of two districts of two towns.
CHAINS = tuple(product("AB", "ab", "cd", "xy"))


def place(chain: tuple[str, ...]) -> Place:
    """The place of a chain: a country, province, district or town, by how long the chain is."""
    country, *rest = chain
    names = [f"{country}{'/'.join(rest[:n])}" for n in range(1, len(rest) + 1)]
    admin1, admin2, town = (*names, None, None, None)[:3]
    precision = {1: 6, 2: 4, 3: 3, 4: 1}[len(chain)]
    geonames_id = CHAINS.index(tuple(chain)) + 1 if len(chain) == 4 else None  # type: ignore[arg-type]
    return Place(
        town or admin2 or admin1 or country, country * 3, admin1, admin2, None, None, precision, geonames_id
    )


@st.composite
def coverages(draw: st.DrawFn) -> tuple[Coverage, frozenset[tuple[object, ...]]]:
    """A coverage and the set that it stands for."""
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    chain = draw(st.sampled_from(CHAINS))[: draw(st.integers(1, 4))]
    category = draw(st.sampled_from(("all", *GROUPS)))
    groups = GROUPS if category == "all" else (category,)
    towns = [c for c in CHAINS if c[: len(chain)] == chain]
    made = Coverage(Window(day(first), day(last)), place(chain), category, "deaths")
    return made, frozenset(product(range(first, last + 1), towns, groups))


def as_sets(a: frozenset[tuple[object, ...]], b: frozenset[tuple[object, ...]]) -> Relation:
    if a == b:
        return "equal"
    if a >= b:
        return "contains"
    if a <= b:
        return "contained"
    return "overlaps" if a & b else "disjoint"


MANY = settings(max_examples=200, deadline=None, derandomize=True)


@given(coverages(), coverages())
@MANY
def test_the_relation_is_that_of_the_sets(one, other) -> None:  # type: ignore[no-untyped-def]
    (a, a_set), (b, b_set) = one, other
    assert compare(a, b) == as_sets(a_set, b_set)


@given(coverages(), coverages())
@MANY
def test_read_from_right_to_left_the_relation_is_flipped(one, other) -> None:  # type: ignore[no-untyped-def]
    assert compare(other[0], one[0]) == flipped(compare(one[0], other[0]))


@given(coverages(), coverages(), coverages())
@MANY
def test_what_a_part_contains_the_whole_contains(one, two, three) -> None:  # type: ignore[no-untyped-def]
    a, b, c = one[0], two[0], three[0]
    if compare(a, b) in ("contains", "equal") and compare(b, c) in ("contains", "equal"):
        assert compare(a, c) in ("contains", "equal")


@given(coverages(), coverages())
@MANY
def test_other_measures_never_meet_and_open_windows_only_grow(one, other) -> None:  # type: ignore[no-untyped-def]
    a, b = one[0], other[0]
    assert compare(a, Coverage(b.window, b.area, b.category, "injured")) == "disjoint"
    grown = Coverage(Window(a.window.start, None), a.area, a.category, a.measure)
    assert compare(grown, a) in ("contains", "equal")
    if compare(a, b) == "contains":
        assert compare(grown, b) == "contains"
