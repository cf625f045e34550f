from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from according.errors import UsageError
from according.model import Category, Claim, Place, Toll, Voice
from according.toll import REASONS, share_by_voice_side, tolls
from claiming import CHIEF, GROUP, HOSPITAL, MILITARY, MINISTER, MONITOR, claim, day, document, voice

DAY = (day(31), day(31))


def toll(
    claims: Sequence[Claim], category: str = "all", profile: str = "neutral", measure: str = "deaths"
) -> Toll:
    documents = {d: document(d, day(31)) for d in {c.document_id for c in claims}}
    return next(
        t for t in tolls(claims, documents, profile) if (t.category, t.measure) == (category, measure)
    )


def ends(found: Toll) -> tuple[int | None, int | None, int | None]:
    return found.low, found.best, found.high


def reasons(found: Toll) -> dict[str, str]:
    return {s.claim_id: s.reason for s in found.set_aside}


def test_the_figure_that_most_voices_give_is_best_and_the_rivals_are_the_ends() -> None:
    found = toll([claim("a", 5), claim("b", 7), claim("c", 7), claim("d", 9)])
    assert ends(found) == (5, 7, 9)
    assert reasons(found) == {"a/unknown/5": "rival_lower", "d/unknown/9": "rival_higher"}


@pytest.mark.parametrize(
    ("profile", "best"),
    [
        ("neutral", 7),
        ("conservative", 5),
        ("ucdp", 9),
        ("gtd", 5),
        ("two_source", 7),
        ("median", 7),
        ("maximum", 9),
    ],
)
def test_each_profile_decides_by_its_rule(profile: str, best: int) -> None:
    assert toll([claim("a", 5), claim("b", 7), claim("c", 7), claim("d", 9)], profile=profile).best == best


def test_ten_outlets_that_carry_one_speaker_are_one_voice() -> None:
    carried = [claim(f"relay{n}", 20, "unknown", HOSPITAL) for n in range(10)]
    found = toll([*carried, claim("b", 14), claim("c", 14)])
    assert found.best == 14


def test_a_copy_of_a_wire_report_is_not_counted_again() -> None:
    text = "Gunmen opened fire on a bus near the river crossing at dawn, killing nine people, officials said."
    claims = [claim("a", 9), claim("b", 9), claim("c", 11), claim("d", 11)]
    documents = {"a": document("a", day(31), text), "b": document("b", day(31), text.upper())}
    documents |= {"c": document("c", day(31)), "d": document("d", day(31))}
    found = next(t for t in tolls(claims, documents) if t.category == "all")
    assert found.best == 11
    assert reasons(found)["b/unknown/9"] == "wire_copy"


@pytest.mark.parametrize(
    ("party", "category", "mark"),
    [
        (CHIEF, "civilian", "one_party"),
        (CHIEF, "security_force", "admission"),
        (GROUP, "armed_group", "admission"),
    ],
)
def test_the_press_after_a_party_is_no_other_voice_though_the_party_says_it_again_later(
    party: Voice, category: Category, mark: str
) -> None:
    claims = [
        claim("first", 31, category, party),
        claim("press", 31, category),
        claim("again", 31, category, party),
    ]
    documents = {d: document(d, day(n)) for n, d in enumerate(("first", "press", "again"), 1)}
    found = next(t for t in tolls(claims, documents) if t.category == category)
    assert found.marks == (mark,)
    early = {**documents, "first": document("first", day(4))}
    assert next(t for t in tolls(claims, early) if t.category == category).marks == ()


@pytest.mark.parametrize(("own", "enemy"), [(CHIEF, GROUP), (GROUP, CHIEF)])
def test_what_a_side_says_of_its_own_within_its_total_is_held_beside_its_enemys_word(
    own: Voice, enemy: Voice
) -> None:
    category: Category = "security_force" if own is CHIEF else "armed_group"
    claims = [
        claim("a", 48, "all", own, derived=True, parts=("civilians", "own")),
        claim("a", 31, "civilian", own, name="civilians"),
        claim("a", 17, category, own, name="own"),
        claim("a", 84, category, enemy),
    ]
    found = toll(claims, category)
    assert ends(found) == (17, 17, 84)
    assert found.used == ("own",)
    assert reasons(found)[f"a/{category}/84"] == "party_about_enemy_only"


@pytest.mark.parametrize("profile", ["neutral", "conservative", "ucdp", "median"])
def test_people_told_of_without_a_number_are_no_lower_figure_beside_their_number(profile: str) -> None:
    bare = claim("a", (2, None, None), "civilian", name="travellers")
    bare = replace(bare, quantity=replace(bare.quantity, rule="plural"))
    found = toll([bare, claim("a", 23, "civilian", MILITARY)], "civilian", profile)
    assert ends(found) == (23, 23, 23)
    assert reasons(found) == {"travellers": "less_exact"}
    assert toll([bare], "civilian", profile).low == 2


def test_people_without_a_number_who_are_added_to_others_stay() -> None:
    bare = claim("a", (2, None, None), "civilian", name="travellers", adds_to="a/civilian/23")
    bare = replace(bare, quantity=replace(bare.quantity, rule="plural"))
    found = toll([bare, claim("a", 23, "civilian")], "civilian")
    assert found.low == 25


def test_a_sub_count_is_never_added() -> None:
    claims = [
        claim("a", 18, "civilian", parts=("women", "children")),
        claim("a", 5, "civilian", name="women"),
        claim("a", 3, "civilian", name="children"),
    ]
    found = toll(claims, "civilian")
    assert ends(found) == (18, 18, 18)
    assert reasons(found) == {"women": "sub_count", "children": "sub_count"}


def test_what_a_document_counts_apart_is_added() -> None:
    found = toll([claim("a", 1, "security_force"), claim("a", 2, "civilian", adds_to="a/security_force/1")])
    assert ends(found) == (3, 3, 3)
    assert found.used == ("a/civilian/2", "a/security_force/1")


def test_what_does_not_close_is_unknown() -> None:
    claims = [claim("a", 13, "all", parts=("a/security_force/5",)), claim("a", 5, "security_force")]
    found = {t.category: ends(t) for t in tolls(claims, {"a": document("a")})}
    assert found == {"security_force": (5, 5, 5), "unknown": (8, 8, 8), "all": (13, 13, 13)}


def test_a_total_that_counts_the_same_people_under_two_groups_is_not_their_sum() -> None:
    found = [claim("a", 5, "security_force"), claim("b", 5, "civilian"), claim("c", 5), claim("d", 5)]
    assert toll(found).best == 5
    dropped = [c for c in ("civilian", "security_force") if toll(found, c).best is None]
    assert len(dropped) == 1


def test_categories_told_by_different_documents_are_summed_where_nobody_gives_a_total() -> None:
    found = toll([claim("a", 4, "security_force"), claim("b", 6, "civilian")])
    assert ends(found) == (10, 10, 10)
    assert found.derived


@pytest.mark.parametrize(
    ("speaker", "category"), [(MILITARY, "armed_group"), (GROUP, "security_force")], ids=["state", "group"]
)
def test_a_partys_word_about_its_enemy_bounds_from_above_and_is_never_best(speaker, category) -> None:  # type: ignore[no-untyped-def]
    alone = toll([claim("a", 40, category, speaker)], category)
    assert ends(alone) == (0, None, 40)
    assert "no best figure" in alone.note
    both = toll([claim("a", 40, category, speaker), claim("b", 12, category, MONITOR)], category)
    assert ends(both) == (12, 12, 40)
    assert "bounds the figure from above" in both.note
    assert reasons(both) == {f"a/{category}/40": "party_about_enemy_only"}


@pytest.mark.parametrize("profile", ["ucdp", "maximum"])
def test_some_profiles_take_a_partys_word_where_nobody_else_speaks(profile: str) -> None:
    found = toll([claim("a", 40, "armed_group", MILITARY)], "armed_group", profile)
    assert found.best == 40
    assert "one party's words alone (100 %)" in found.note
    assert found.marks == ("party_about_enemy",)
    assert "party_about_enemy" in toll([claim("a", 40, "armed_group", MILITARY)], "all", profile).marks


@pytest.mark.parametrize("profile", ["neutral", "conservative", "gtd", "two_source", "median"])
def test_the_other_profiles_never_do_and_say_so(profile: str) -> None:
    claims = [claim("a", 40, "armed_group", MILITARY), claim("b", 5, "civilian", HOSPITAL)]
    for category in ("armed_group", "all"):
        found = toll(claims, category, profile)
        assert found.best is None
        assert "party_set_aside" in found.marks


def test_a_partys_word_about_its_enemy_is_one_voice_of_two_beside_another() -> None:
    claims = [claim("a", 20, "armed_group", MILITARY), claim("b", 20, "armed_group", HOSPITAL)]
    assert toll(claims, "armed_group", "two_source").best == 20
    both_parties = [claim("a", 20, "civilian", MILITARY), claim("b", 20, "civilian", GROUP)]
    assert toll(both_parties, "civilian", "two_source").best == 20


def test_one_voice_alone_is_provisional_where_two_are_asked_for() -> None:
    found = toll(
        [claim("a", 9, "civilian", HOSPITAL), claim("b", 12, "civilian", MONITOR)], "civilian", "two_source"
    )
    assert ends(found) == (9, None, 12)
    assert found.marks == ("provisional",)
    assert "Provisional" in found.note


def test_a_sum_over_a_provisional_category_is_provisional_and_a_total_of_its_own_is_not() -> None:
    lone = [claim("a", 9, "civilian", HOSPITAL), claim("b", 12, "civilian", MONITOR)]
    summed = toll(lone, "all", "two_source")
    assert (ends(summed), summed.marks) == ((9, None, 12), ("provisional",))
    whole = [claim("c", 12, "all", HOSPITAL), claim("d", 12, "all", MONITOR)]
    told = toll([*lone, *whole], "all", "two_source")
    assert (told.best, told.marks) == (12, ())
    agreed = [claim("e", 9, "civilian", MONITOR), lone[0]]
    assert toll(agreed, "all", "two_source").marks == ()


def test_ucdp_weighs_every_report_and_widens_where_they_differ() -> None:
    first = claim("a", 6, "civilian", HOSPITAL, DAY)
    later = claim("b", 10, "civilian", HOSPITAL, (day(31), day(1, 2)))
    found = tolls([first, later], {"a": document("a", day(31)), "b": document("b", day(1, 2))}, "ucdp")[-1]
    assert ends(found) == (3, 10, 12)
    assert ends(toll([claim("a", 6), claim("b", 6)], profile="ucdp")) == (6, 6, 6)


def test_ucdp_adds_groups_told_by_different_reports_unless_a_report_counts_everyone() -> None:
    apart = [claim("a", 4, "civilian", HOSPITAL), claim("b", 6, "security_force", MONITOR)]
    assert ends(toll(apart, profile="ucdp")) == (2, 10, 10)
    assert toll([*apart, claim("c", 11, "all", voice("the mayor", "witness"))], profile="ucdp").best != 10


def test_what_a_named_speaker_took_back_is_no_figure_of_any_profile() -> None:
    claims = [claim("a", 30, "civilian", MINISTER, DAY), claim("b", 12, "civilian", MINISTER, DAY)]
    documents = {"a": document("a", day(31)), "b": document("b", day(1, 2))}
    for profile in ("neutral", "ucdp", "median"):
        assert tolls(claims, documents, profile)[-1].best == 12


def test_the_press_repeating_a_party_is_no_second_voice() -> None:
    found = toll([claim("a", 40, "armed_group", MILITARY), claim("b", 40, "armed_group")], "armed_group")
    assert found.best is None
    assert reasons(found)["b/armed_group/40"] == "echo_of_party"


def test_a_partys_own_losses_are_marked_as_an_admission() -> None:
    found = toll([claim("a", 17, "security_force", CHIEF)], "security_force")
    assert ends(found) == (17, 17, 17)
    assert "admission" in found.note
    assert found.marks == ("admission",)


def test_a_speaker_that_is_no_party_has_no_enemy() -> None:
    police = voice("police", "state", party=False)
    assert toll([claim("a", 1, "armed_group", police)], "armed_group").best == 1


def test_a_later_figure_over_a_growing_window_supersedes() -> None:
    claims = [
        claim("a", 11, "civilian", CHIEF, DAY),
        claim("b", 18, "civilian", MILITARY, (day(31), day(1, 2))),
    ]
    found = toll(claims, "civilian")
    assert ends(found) == (18, 18, 18)
    assert reasons(found) == {"a/civilian/11": "superseded"}


def test_a_named_speaker_may_take_its_figure_down() -> None:
    claims = [claim("a", 12, "civilian", CHIEF, DAY), claim("b", 10, "civilian", CHIEF, (day(31), day(1, 2)))]
    assert ends(toll(claims, "civilian")) == (10, 10, 10)


def test_other_windows_and_areas_are_kept_out() -> None:
    country = Place("Pakistan", "PAK", precision=6)
    claims = [
        claim("a", 9, "civilian", MONITOR, DAY),
        claim("b", 73, "civilian", MONITOR, (day(1), day(31)), scope="cumulative"),
        claim("c", 80, "civilian", MONITOR, DAY, area=country),
        claim("d", 400, "civilian", None, scope="background"),
        claim("e", 3, "civilian", None, DAY, stance="expected"),
    ]
    found = toll(claims, "civilian")
    assert ends(found) == (9, 9, 9)
    assert sorted(reasons(found).values()) == ["background", "different_area", "different_window", "expected"]


def test_a_figure_of_one_place_of_the_event_bounds_the_whole_from_below() -> None:
    town = Place("Quetta", "PAK", "Balochistan", None, 30.2, 67.0, 1)
    found = toll(
        [
            claim("a", 7, "security_force", MONITOR, DAY, area=town),
            claim("b", (3, None, 12), "security_force", MONITOR, DAY),
        ],
        "security_force",
    )
    assert found.low == 7
    assert reasons(found)["a/security_force/7"] == "contained"


def test_an_open_figure_above_all_others_leaves_the_top_open() -> None:
    assert ends(toll([claim("a", 12), claim("b", (20, 20, None))])) == (12, 20, None)
    assert ends(toll([claim("a", 12), claim("b", (10, 10, None))]))[2] == 12


def test_conservative_reads_vague_words_as_acled_does() -> None:
    assert toll([claim("a", (24, None, 99), words="dozens")], profile="conservative").best == 12
    assert toll([claim("a", (200, None, 999), words="hundreds")], profile="conservative").best == 100
    assert toll([claim("a", (24, None, 99), words="dozens")]).best is None


def test_each_toll_accounts_for_every_claim_of_its_measure_in_words_of_the_table() -> None:
    claims = [
        claim("a", 5, "civilian"),
        claim("b", 6, "civilian", MINISTER),
        claim("b", 2, "armed_group", MINISTER),
        claim("c", 4, measure="injured"),
        claim("c", 9, scope="background"),
    ]
    documents = {d: document(d, day(31)) for d in "abc"}
    for found in tolls(claims, documents):
        own = {c.claim_id for c in claims if c.measure == found.measure}
        assert own == {*found.used, *reasons(found)}
        assert set(reasons(found).values()) <= set(REASONS)


def test_shares_by_side_and_by_whose_people() -> None:
    parts = [
        claim("a", 17, "security_force", CHIEF),
        claim("a", 31, "civilian", CHIEF),
        claim("a", 177, "armed_group", CHIEF),
    ]
    shares = share_by_voice_side(parts)
    assert [(s.side, s.about, s.figure, s.percent) for s in shares] == [
        ("state", "enemy", 177, 79),
        ("state", "others", 31, 14),
        ("state", "own", 17, 8),
    ]


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="conservative, gtd, maximum, median, neutral, two_source, ucdp"):
        tolls([], {}, "generous")


def test_no_claims_no_tolls() -> None:
    assert tolls([], {}) == ()
