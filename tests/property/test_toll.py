"""What must hold for tolls whatever is claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import CATEGORIES, Category, Claim, Document, Side, Toll, Voice
from according.profiles import PROFILES
from according.series import series_of
from according.toll import REASONS, tolls
from claiming import claim, day, document, voice

DOCUMENTS = {name: document(name, day(n)) for n, name in enumerate("abcdef", 10)}
VOICES = (
    None,
    voice("the Republic's army", "state", True),
    voice("the Republic's minister", "state", True),
    voice("the Front's army", "armed_group", True),
    voice("the Front's minister", "armed_group", True),
    voice("doctors", "medical"),
    voice("a monitor", "monitor"),
)
_MIRROR_SIDE: dict[Side, Side] = {"state": "armed_group", "armed_group": "state"}
_MIRROR_CATEGORY: dict[Category, Category] = {
    "security_force": "armed_group",
    "armed_group": "security_force",
}

exact = st.integers(0, 60)
open_low = exact.map(lambda n: (n, n, None))
vague = st.tuples(st.integers(0, 9), st.none(), st.integers(10, 60))
starts = st.none() | st.dates(day(9), day(11))
ends = st.none() | st.dates(day(11), day(14))


@st.composite
def claim_lists(draw: st.DrawFn) -> list[Claim]:
    made = []
    for n in range(draw(st.integers(0, 9))):
        before = [c.claim_id for c in made]
        same = [c for c in made if c.measure == "deaths"]
        made.append(
            claim(
                draw(st.sampled_from("abcdef")),
                draw(exact | open_low | vague),
                draw(st.sampled_from(CATEGORIES)),
                draw(st.sampled_from(VOICES)),
                (draw(starts), draw(ends)),
                measure=draw(st.sampled_from(["deaths", "deaths", "injured"])),
                scope=draw(st.sampled_from(["mention", "mention", "mention", "cumulative", "background"])),
                stance=draw(st.sampled_from(["asserted"] * 5 + ["denied"])),
                parts=tuple(draw(st.lists(st.sampled_from(before), max_size=2))) if before else (),
                adds_to=draw(st.none() | st.sampled_from([c.claim_id for c in same])) if same else None,
                repeats=draw(st.sampled_from([None, None, None, *before])),
                name=f"claim{n}",
            )
        )
    return made


MANY = settings(max_examples=200, deadline=None, derandomize=True)
profiles = st.sampled_from(sorted(PROFILES))


def bare(found: tuple[Toll, ...]) -> list[tuple[object, ...]]:
    return [
        (t.measure, t.category, t.low, t.best, t.high, t.used, frozenset(t.set_aside), t.derived)
        for t in found
    ]


@given(claim_lists(), profiles)
@MANY
def test_low_best_high_are_in_order(claims: list[Claim], profile: str) -> None:
    for found in tolls(claims, DOCUMENTS, profile):
        known = [n for n in (found.low, found.best, found.high) if n is not None]
        assert known == sorted(known)
        assert found.low is not None
        assert found.low >= 0


@given(claim_lists(), profiles)
@MANY
def test_known_categories_sum_to_all(claims: list[Claim], profile: str) -> None:
    by_measure: dict[str, dict[str, Toll]] = {}
    for found in tolls(claims, DOCUMENTS, profile):
        by_measure.setdefault(found.measure, {})[found.category] = found
    for of_measure in by_measure.values():
        total = of_measure.pop("all")
        bests = [t.best for t in of_measure.values()]
        if of_measure and None not in bests:
            assert total.best == sum(b for b in bests if b is not None)


@given(claim_lists(), profiles)
@MANY
def test_each_claim_is_used_or_set_aside_in_a_word_of_the_table(claims: list[Claim], profile: str) -> None:
    for found in tolls(claims, DOCUMENTS, profile):
        aside = [s.claim_id for s in found.set_aside]
        assert {*found.used, *aside} == {c.claim_id for c in claims if c.measure == found.measure}
        assert len(found.used) + len(aside) == len({*found.used, *aside})
        assert {s.reason for s in found.set_aside} <= set(REASONS)


@given(claim_lists(), profiles, st.randoms(use_true_random=False))
@MANY
def test_the_order_of_claims_and_documents_does_not_matter(claims: list[Claim], profile: str, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(claims)
    chance.shuffle(shuffled)
    names = list(DOCUMENTS)
    chance.shuffle(names)
    documents = {name: DOCUMENTS[name] for name in names}
    assert tolls(shuffled, documents, profile) == tolls(claims, DOCUMENTS, profile)
    assert series_of(shuffled, documents) == series_of(claims, DOCUMENTS)


@given(claim_lists(), profiles)
@MANY
def test_swapping_the_sides_swaps_the_tolls_and_changes_no_number(claims: list[Claim], profile: str) -> None:
    straight = {(t.measure, t.category): (t.low, t.best, t.high) for t in tolls(claims, DOCUMENTS, profile)}
    mirrored = tolls([_mirrored(c) for c in claims], DOCUMENTS, profile)
    for found in mirrored:
        category = _MIRROR_CATEGORY.get(found.category, found.category)
        assert (found.low, found.best, found.high) == straight[found.measure, category]


def _mirrored(one: Claim) -> Claim:
    voices = tuple(
        replace(v, side=_MIRROR_SIDE.get(v.side, v.side), name=_swapped(v.name)) for v in one.voices
    )
    return replace(one, category=_MIRROR_CATEGORY.get(one.category, one.category), voices=voices)


def _swapped(name: str) -> str:
    return name.replace("Republic", "?").replace("Front", "Republic").replace("?", "Front")


@given(claim_lists(), profiles, st.permutations(["Republic", "Front", "Union", "Column", "Guard"]))
@MANY
def test_what_the_sides_are_called_changes_no_number(
    claims: list[Claim], profile: str, names: list[str]
) -> None:
    def called(one: Voice) -> Voice:
        return replace(
            one, name=one.name.replace("Republic", "?").replace("Front", names[1]).replace("?", names[0])
        )

    renamed = [replace(c, voices=tuple(map(called, c.voices))) for c in claims]
    before = [(t.measure, t.category, t.low, t.best, t.high) for t in tolls(claims, DOCUMENTS, profile)]
    assert [
        (t.measure, t.category, t.low, t.best, t.high) for t in tolls(renamed, DOCUMENTS, profile)
    ] == before


@given(claim_lists(), profiles)
@MANY
def test_a_document_that_claims_nothing_changes_nothing(claims: list[Claim], profile: str) -> None:
    with_another: dict[str, Document] = {**DOCUMENTS, "z": document("z", date(2026, 1, 1))}
    assert tolls(claims, with_another, profile) == tolls(claims, DOCUMENTS, profile)


@given(claim_lists())
@MANY
def test_two_source_never_takes_a_figure_that_one_voice_alone_gives(claims: list[Claim]) -> None:
    for found in tolls(claims, DOCUMENTS, "two_source"):
        if found.best is not None and found.best > 0 and found.category not in ("all", "unknown"):
            assert len(found.used) > 1


@given(claim_lists())
@MANY
def test_a_party_alone_about_its_enemy_is_best_only_where_the_profile_says_so(claims: list[Claim]) -> None:
    for name, rule in PROFILES.items():
        alone = [t for t in tolls(claims, DOCUMENTS, name) if "party_about_enemy" in t.marks]
        assert not alone or rule.party in ("alone", "any")


@given(claim_lists())
@MANY
def test_no_profile_is_above_maximum_or_below_its_own_low(claims: list[Claim]) -> None:
    top = {t.measure: t for t in tolls(claims, DOCUMENTS, "maximum") if t.category == "all"}
    for name in ("neutral", "conservative", "gtd", "median"):
        for found in tolls(claims, DOCUMENTS, name):
            best, most = found.best, top[found.measure].best
            if found.category == "all" and best is not None and most is not None:
                assert best <= most
