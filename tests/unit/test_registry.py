"""The registry of organisations: it holds together, finds by any name, and never guesses."""

from __future__ import annotations

import re
from datetime import date

import pytest

from according.model import SIDES, EventDate
from according.ontology import codebook
from according.registry import (
    ROLES,
    Organisation,
    Registry,
    RegistryError,
    Status,
    faults,
    lasts,
    organisation,
    organisation_of,
    partial_day,
    registry_version,
    shipped,
)

#: Whose status stands in its source without a day that we know.
UNDATED = frozenset({"ind-ulfa"})
ROWS = codebook("organisations")["organisations"]


def row(key: str, name: str, **more: object) -> dict[str, object]:
    return {"id": key, "name": name, "side": "armed_group", "role": "armed group", **more}


def registry_of(*rows: dict[str, object]) -> Registry:
    return Registry.of(map(organisation, rows), ("the",))


def test_the_shipped_registry_holds_together() -> None:
    assert faults(shipped()) == ()
    assert len(shipped().organisations) == len(ROWS) >= 60


def test_both_kinds_of_sides_and_many_countries_are_there() -> None:
    every = shipped().organisations.values()
    assert {one.side for one in every} == {"state", "armed_group"} <= set(SIDES)
    assert sum(one.side == "state" for one in every) >= 15
    assert len({one.countries[0] for one in every}) >= 20
    assert {one.role for one in every} <= set(ROLES)


@pytest.mark.parametrize("one", shipped().organisations.values(), ids=lambda one: one.organisation_id)
def test_every_entry_names_its_sources(one: object) -> None:
    entry = shipped().organisations[getattr(one, "organisation_id", "")]
    assert entry.source and entry.countries
    for status in entry.statuses:
        assert status.by and len(status.source) > 4
        assert status.label == "" or status.label != entry.role


@pytest.mark.parametrize(
    "words",
    [
        "Baloch Liberation Army",
        "The Baloch Liberation Army",
        "the baloch liberation army",
        "BLA",
        "BLA's",
        "Baloch Liberation Army (BLA)",
        "“BLA”",
        "Balochistan Liberation Army",
    ],
)
def test_one_organisation_by_all_its_names(words: str) -> None:
    found = organisation_of(words, date(2026, 1, 31))
    assert found is not None and found.organisation_id == "pak-bla"


@pytest.mark.parametrize("words", ["gunmen", "militants", "bla", "", "Army", "()", "the", "(BLA"])
def test_what_names_nobody_is_not_guessed(words: str) -> None:
    assert organisation_of(words) is None


def test_a_name_of_several_needs_the_country() -> None:
    both = registry_of(
        row("aaa-x", "Red Guard", countries=["AAA"]), row("bbb-x", "Red Guard", countries=["BBB"])
    )
    assert both.organisation_of("Red Guard") is None
    found = both.organisation_of("the Red Guard", country_iso3="BBB")
    assert found is not None and found.organisation_id == "bbb-x"
    assert both.organisation_of("Red Guard", country_iso3="CCC") is None


def test_names_and_parents_hold_for_their_time() -> None:
    known = registry_of(
        row(
            "a",
            "Front",
            aliases=[{"name": "Old Front", "to": "2010"}, {"name": "New Front", "from": "2011-05"}],
        ),
        row("b", "Wing", relations=[{"kind": "part_of", "to_id": "a", "from": "2015", "to": "2018"}]),
    )
    assert known.organisation_of("Old Front", date(2010, 12, 31)) is not None
    assert known.organisation_of("Old Front", date(2011, 1, 1)) is None
    assert known.organisation_of("New Front", date(2011, 4, 30)) is None
    assert known.lineage("b", date(2016, 1, 1)) == ("b", "a")
    assert known.lineage("b", date(2019, 1, 1)) == ("b",)
    assert known.is_within("a", "b") and not known.is_within("a", "b", date(2019, 1, 1))


def test_a_group_that_split_and_came_back() -> None:
    assert not shipped().is_within("pak-jua", "pak-ttp", date(2017, 1, 1))
    assert shipped().is_within("pak-jua", "pak-ttp", date(2022, 1, 1))


def test_faults_are_found() -> None:
    shared = registry_of(
        row("a", "Front", countries=["AAA"], acronyms=["F"]), row("b", "Front", countries=["AAA"])
    )
    assert [f for f in faults(shared) if "both called" in f]
    lost = registry_of(row("a", "Front", relations=[{"kind": "part_of", "to_id": "zzz"}]))
    assert "not in the registry" in faults(lost)[0]
    part = {"kind": "part_of", "to_id": "b"}, {"kind": "part_of", "to_id": "a"}
    circle = registry_of(row("a", "One", relations=[part[0]]), row("b", "Two", relations=[part[1]]))
    assert len([f for f in faults(circle) if "lead back" in f]) == 2


def test_one_name_after_the_other_is_no_fault() -> None:
    turns = registry_of(
        row("a", "One", countries=["AAA"], aliases=[{"name": "Front", "to": "2010"}]),
        row("b", "Two", countries=["AAA"], aliases=[{"name": "Front", "from": "2011"}]),
    )
    assert faults(turns) == ()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": "A B"}, "small letters"),
        ({"side": "good"}, "side is one of"),
        ({"role": "heroes"}, "role is one of"),
        ({"name": " "}, "name is missing"),
        ({"countries": ["Pakistan"]}, "three capital letters"),
        ({"from": "2010", "to": "2009"}, "is after"),
        ({"from": "soon"}, "is no date"),
        ({"from": "2010-02-30"}, "no such day"),
        ({"relations": [{"kind": "friend_of", "to_id": "b"}]}, "kind is one of"),
        ({"statuses": [{"status": "proscribed", "by": "somebody"}]}, "source is missing"),
        ({"aliases": [7]}, "cannot be read"),
        ({"leader": "a person"}, "unknown fields: leader"),
    ],
)
def test_an_entry_that_cannot_be_used_says_why(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(RegistryError, match=words):
        organisation({**row("a", "Front"), **wrong})


def test_days_as_exactly_as_they_are_known() -> None:
    assert partial_day("2006").end == date(2006, 12, 31)
    assert (partial_day("2024-02").start, partial_day("2024-02").end) == (date(2024, 2, 1), date(2024, 2, 29))
    assert partial_day("2023-12").end == date(2023, 12, 31)
    assert partial_day("2006-04-07").precision == "day"
    assert lasts(partial_day("2006"), None, None) and not lasts(partial_day("2006"), None, date(2005, 12, 31))


def test_a_later_entry_of_one_id_takes_the_place_and_the_version_changes() -> None:
    own = shipped().with_added([organisation(row("pak-bla", "Another Name"))])
    assert own.organisation_of("BLA") is None
    assert own.organisation_of("Another Name") is not None
    assert registry_version(own) != registry_version(shipped())


def test_a_status_tells_whether_somebody_compared_it_with_its_source() -> None:
    told = {"status": "proscribed", "by": "Ministry of Testland", "source": "Gazette 12"}
    one, other = organisation(
        row("x-a", "Hill Guard", statuses=[told, {**told, "checked": "2026-11"}]), {}
    ).statuses
    assert one.checked is None
    assert other.checked is not None
    assert other.checked.precision == "month"


@pytest.mark.parametrize("one", shipped().organisations.values(), ids=lambda one: one.organisation_id)
def test_what_is_asserted_has_a_source_and_a_day_and_dates_are_in_order(one: Organisation) -> None:
    for status in one.statuses:
        assert status.by.strip() and status.source.strip()
        assert status.start is not None or one.organisation_id in UNDATED
        assert in_order(status.start, status.checked)
    for held in (*one.names, *one.relations, *one.statuses):
        assert in_order(held.start, held.end)
        assert in_order(one.start, held.start) or isinstance(held, Status)
        assert in_order(held.start, one.end)
    assert in_order(one.start, one.end)


def test_parts_begin_no_earlier_than_what_they_are_parts_of() -> None:
    every = shipped().organisations
    held = [(one, r) for one in every.values() for r in one.relations if r.kind in ("part_of", "member_of")]
    assert [(one.organisation_id, r.to) for one, r in held if not in_order(every[r.to].start, r.start)] == []


def test_the_organisations_are_bodies_with_a_role_and_no_persons() -> None:
    """No field of an entry holds a person, and no name is a title with a name behind it."""
    titles = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sheikh|Mullah|Maulana|General|Colonel|Major|Captain)\.? [A-Z]")
    for one in shipped().organisations.values():
        assert not [name.words for name in one.every_name if titles.match(name.words)]
        assert not [status.by for status in one.statuses if titles.match(status.by)]
    assert {field for row in ROWS for field in row}.isdisjoint({"leader", "leaders", "members", "persons"})


def in_order(first: EventDate | None, last: EventDate | None) -> bool:
    """Whether a date may lie before another; one that is not told may lie anywhere."""
    return first is None or last is None or first_day(first) <= (last.end or date.max)


def first_day(one: EventDate) -> date:
    return one.start or date.min
