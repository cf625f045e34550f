from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from according.link import judge
from according.link.rarity import Rarity
from according.link.scoring import LINKER, WEIGHTS, compared, judged
from according.link.traits import Traits, distance_km, traits_of
from according.model import (
    Actor,
    Basis,
    Claim,
    Document,
    EventDate,
    Extent,
    Mention,
    Place,
    Quantity,
    Span,
    Window,
)
from claiming import claim, day, document
from mentioning import BALOCHISTAN, GWADAR, KARACHI, QUETTA, mention


def traits(
    mentions: Sequence[Mention],
    claims: Sequence[Claim] = (),
    texts: dict[str, str] | None = None,
    rarity: Rarity | None = None,
) -> list[Traits]:
    by_mention: dict[str, list[Claim]] = {}
    for one in claims:
        by_mention.setdefault(one.mention_id, []).append(one)
    documents = {m.document_id: doc(m, texts or {}) for m in mentions}
    return list(traits_of(mentions, by_mention, documents, rarity))


def doc(one: Mention, texts: dict[str, str]) -> Document:
    return document(one.document_id, day(31), texts.get(one.document_id, ""))


def levels(
    a: Mention, b: Mention, claims: Sequence[Claim] = (), texts: dict[str, str] | None = None
) -> dict[str, str]:
    rarity = Rarity()
    one, other = traits([a, b], claims, texts, rarity)
    assert compared(one, other, rarity) == compared(other, one, rarity)
    return {c.question: c.level for c in compared(one, other, rarity)}


@pytest.mark.parametrize(
    ("days", "level"),
    [((31, 31), "same"), ((30, 31), "next"), ((28, 31), "near"), ((22, 31), "open"), ((2, 31), "open")],
)
def test_days(days: tuple[int, int], level: str) -> None:
    first, second = days
    assert levels(mention("a", day(first)), mention("b", day(second)))["day"] == level


@pytest.mark.parametrize(("gap", "level"), [(4, "week"), (11, "month"), (41, "apart")])
def test_an_event_after_the_other_report_came_out_is_another_days(gap: int, level: str) -> None:
    rarity = Rarity()
    early, late = traits([mention("a", day(1)), mention("b", day(31))], rarity=rarity)
    early = replace(early, published=day(1))
    late = replace(late, first=early.first + timedelta(days=gap), last=early.first + timedelta(days=gap))  # type: ignore[operator]
    late = replace(late, published=late.last)
    assert {c.question: c.level for c in compared(early, late, rarity)}["day"] == level


NAMED = "They named Ander Quillfeather and Ilse Varnhagen. {} was quiet."


@pytest.mark.parametrize(
    ("told", "level"), [("Gwadar", "named"), ("Turbat", "far")], ids=["names it", "does not"]
)
def test_a_place_that_the_other_report_names_may_be_misread_where_they_share_names(
    told: str, level: str
) -> None:
    texts = {"doc-a": NAMED.format(f"It said that {told}"), "doc-b": NAMED.format("It said that all")}
    two = mention("a", place=QUETTA), mention("b", place=GWADAR)
    assert levels(*two, texts=texts)["place"] == level
    bare = {"doc-a": f"It said that {told} was quiet.", "doc-b": ""}
    assert levels(*two, texts=bare)["place"] == "far"


def test_a_report_that_does_not_date_its_event_tells_of_the_days_before_it() -> None:
    assert levels(mention("a", None), mention("b", day(29)))["day"] == "overlapping"
    assert levels(mention("a", None), mention("b", day(20)))["day"] == "open"


@pytest.mark.parametrize(
    ("place", "level"),
    [
        (QUETTA, "same"),
        (BALOCHISTAN, "within"),
        (GWADAR, "far"),
        (Place("Sindh", "PAK", "Sindh", precision=4), "other_area"),
        (Place("Kuchlak", "PAK", "Balochistan", "Quetta", 30.35, 66.95, 1), "near"),
        (None, "unknown"),
    ],
)
def test_places(place: Place | None, level: str) -> None:
    assert levels(mention("a"), mention("b", place=place))["place"] == level


GAO = Place("Gao", "MLI", "Gao", "Gao", 16.27, -0.04, 1)
ANSONGO = Place("Ansongo", "MLI", "Gao", "Ansongo", 15.66, 0.5, 1)
AYOROU = Place("Ayorou", "NER", "Tillabéri", "Tillabéri", 14.73, 0.92, 1)
GAO_REGION = Place("Gao Region", "MLI", "Gao", precision=4)


def test_an_area_beside_two_towns_makes_no_one_place_of_them() -> None:
    beside = mention("b", place=ANSONGO, places=(ANSONGO, GAO_REGION))
    assert levels(mention("a", place=GAO), beside)["place"] == "region"
    assert levels(mention("a", place=GAO_REGION), beside)["place"] == "within"


def test_towns_on_two_sides_of_a_border_are_two_places_unless_they_adjoin() -> None:
    across = replace(ANSONGO, country_iso3="NER")
    assert levels(mention("a", place=GAO), mention("b", place=across))["place"] == "far"
    assert levels(mention("a", place=ANSONGO), mention("b", place=AYOROU))["place"] == "far"
    beside = replace(ANSONGO, country_iso3="NER", lat=15.6)
    assert levels(mention("a", place=ANSONGO), mention("b", place=beside))["place"] == "near"


def killed(name: str, figure: int | tuple[int | None, int | None, int | None]) -> Claim:
    made = claim(f"doc-{name}", figure)
    return Claim(**{f: getattr(made, f) for f in made.__dataclass_fields__} | {"mention_id": name})


@pytest.mark.parametrize(
    ("figures", "level"),
    [((5, 5), "equal"), ((5, 6), "compatible"), (((5, 5, None), 30), "compatible"), ((5, 30), "apart")],
)
def test_figures(figures: tuple[int, int], level: str) -> None:
    claims = [killed("a", figures[0]), killed("b", figures[1])]
    assert levels(mention("a"), mention("b"), claims)["deaths"] == level
    assert levels(mention("a"), mention("b"))["deaths"] == "unknown"


TEXTS = {
    "doc-a": "They named the driver as Ander Quillfeather. Tomas Breckenholt and Ilse Varnhagen fell.",
    "doc-b": "Relatives of Ander Quillfeather waited. Nearby, Tomas Breckenholt and Ilse Varnhagen lay.",
}


def test_rare_names_count_but_never_decide_alone() -> None:
    far = [mention("a", day(2), QUETTA), mention("b", day(31), KARACHI)]
    assert levels(*far, texts=TEXTS)["names"] in ("two", "several")
    documents = {m.document_id: doc(m, TEXTS) for m in far}
    assert not [j for j in judge(far, [], documents) if j.verdict == "same"]


def test_names_never_stand_in_the_reasons() -> None:
    two = [mention("a"), mention("b")]
    (verdict,) = judge(two, [], {m.document_id: doc(m, TEXTS) for m in two})
    assert verdict.verdict == "same"
    assert "names several" in verdict.why or "names two" in verdict.why
    assert "quillfeather" not in verdict.why.lower()


def test_a_verdict_lists_its_comparisons_and_they_add_up() -> None:
    two = [mention("a", actors=("the Front",)), mention("b", actors=("the Front",))]
    (verdict,) = judge(two, [killed("a", 5), killed("b", 5)], {m.document_id: doc(m, {}) for m in two})
    weights = [float(reason.rsplit(" ", 1)[1]) for reason in verdict.why.split("; ")]
    assert verdict.by == LINKER
    assert verdict.weight == pytest.approx(sum(weights))
    assert {"day same", "place same", "deaths equal", "actors shared"} <= {
        r.rsplit(" ", 1)[0] for r in verdict.why.split("; ")
    }


def test_like_texts_of_other_days_and_places_are_not_the_same() -> None:
    text = "A roadside bomb struck a police van near the bazaar, killing four officers, officials said. " * 4
    two = [mention("a", day(3), QUETTA), mention("b", day(31), KARACHI)]
    claims = [killed("a", 4), killed("b", 4)]
    documents = {m.document_id: document(m.document_id, day(31), text) for m in two}
    assert not [j for j in judge(two, claims, documents) if j.verdict == "same"]


def test_background_mentions_are_not_linked() -> None:
    main, past = mention("a"), mention("b", document="doc-b", rank=2)
    old = Claim(
        **{f: getattr(killed("b", 4), f) for f in killed("b", 4).__dataclass_fields__}
        | {"scope": "background"}
    )
    assert judge([main, past], [old], {"doc-a": doc(main, {}), "doc-b": doc(past, {})}) == ()


def test_unknowns_weigh_nothing_and_every_level_has_a_weight() -> None:
    assert all(by_level.get("unknown", 0.0) == 0.0 for by_level in WEIGHTS.values())


def test_distance() -> None:
    assert distance_km(QUETTA, KARACHI) == pytest.approx(592, abs=5)
    assert distance_km(QUETTA, None) is None


def test_a_month_summed_up_is_no_event_to_link() -> None:
    def summed(one: Claim) -> Claim:
        fields = {f: getattr(one, f) for f in one.__dataclass_fields__}
        return Claim(**fields | {"scope": "cumulative", "window": Window(day(1), day(31))})

    two = [mention("a"), mention("b")]
    documents = {m.document_id: doc(m, {}) for m in two}
    assert judge(two, [killed("a", 5), killed("b", 5)], documents)
    assert judge(two, [killed("a", 5), summed(killed("b", 361))], documents) == ()


def test_what_happened_at_one_place_is_a_part_of_an_episode() -> None:
    one, other = traits([mention("a", day(31), QUETTA), mention("b", day(31), QUETTA)])
    whole, part = replace(one, episode=True, local=False), replace(other, episode=False, local=True)
    for pair in ((whole, part), (part, whole)):
        assert {c.question: c.level for c in compared(*pair, Rarity())}["place"] == "part"
    level = {c.question: c.level for c in compared(whole, replace(part, local=False), Rarity())}["place"]
    assert level == "same"


def test_the_days_reach_back_to_the_window_of_its_figures() -> None:
    late, early = mention("a", day(2, 2)), mention("b", day(31))
    window = (day(31), day(2, 2))
    figure = replace(
        claim("a", 177, "armed_group", window=window, scope="cumulative"), mention_id=late.mention_id
    )
    assert levels(late, early)["day"] == "near"
    assert levels(late, early, [figure])["day"] == "shared"


def by(one: Mention, name: str, basis: Basis = "claimed") -> Mention:
    return replace(one, actors=(Actor(name, "perpetrator", "armed_group", basis),))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Baloch Liberation Army", "BLA", "shared"),
        ("The Baloch Liberation Army", "Baloch Liberation Army", "shared"),
        ("Hill Guard", "hill guard", "shared"),
        ("Baloch Liberation Army", "Baloch Liberation Front", "none"),
        ("Baloch Liberation Army", "Majeed Brigade", "none"),
        ("Tehrik-i-Taliban Pakistan", "Jamaat-ul-Ahrar", "none"),
        ("Hill Guard", "HG", "none"),
    ],
)
def test_two_names_of_one_organisation_are_one_actor(one: str, other: str, level: str) -> None:
    assert levels(by(mention("a"), one), by(mention("b"), other))["actors"] == level


def counted(
    name: str, actor: str, towns: int, place: Place | None = None, basis: Basis = "claimed"
) -> Mention:
    quantity = Quantity(towns, towns, towns, str(towns), "exact")
    told = mention(name, place=place, extents=(Extent("cities", quantity, (), Span(0, 1, "x")),))
    return by(told, actor, basis)


WHOLE = counted("a", "Baloch Liberation Army", 14, BALOCHISTAN)


def verdict(a: Mention, b: Mention) -> float:
    rarity = Rarity()
    found = judged(*traits([a, b], (), None, rarity), rarity)
    assert found is not None and found.weight is not None
    return found.weight


def test_an_organisations_own_count_of_places_stands_in_for_a_place() -> None:
    assert levels(WHOLE, counted("b", "BLA", 14))["extent"] == "counted"
    assert verdict(WHOLE, counted("b", "BLA", 14)) > 1


@pytest.mark.parametrize(
    "other",
    [
        counted("b", "Baloch Liberation Front", 14),
        counted("b", "BLA", 13),
        counted("b", "BLA", 14, basis="reported"),
        by(mention("b", place=None), "BLA"),
    ],
)
def test_another_organisation_count_or_basis_does_not(other: Mention) -> None:
    assert levels(WHOLE, other)["extent"] != "counted"
    assert verdict(WHOLE, other) <= -1


def test_an_operations_name_stands_in_for_a_place_within_its_days_only() -> None:
    told = mention("a", place=BALOCHISTAN, operations=("Operation Northwind",))
    same = mention("b", place=None, operations=("Operation Northwind",))
    assert verdict(told, same) > 1
    assert verdict(told, mention("c", place=None)) <= -1
    earlier = replace(same, event=EventDate(date(2024, 8, 25), date(2024, 8, 26), "day"))
    old, new = traits([earlier, told])
    found = judged(replace(old, published=date(2024, 8, 27)), new, Rarity())
    assert found is not None and found.verdict == "different"
