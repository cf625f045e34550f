"""Places in reports: which words are places, which place they mean, and where the event was."""

from __future__ import annotations

import pytest

from according.engines.geonames import GeoNamesGazetteer, open_gazetteer
from according.lang import language
from according.model import Document, Place
from according.read.where import Toponym, contains, event_place, event_places, toponyms_in
from according.text import sentences_of


@pytest.fixture(scope="module")
def gazetteer() -> GeoNamesGazetteer:
    return open_gazetteer()


class Told:
    """A report read for its places."""

    def __init__(self, gazetteer: GeoNamesGazetteer, text: str, title: str = "", **known: str) -> None:
        self.document = Document("d", title, text, **known)  # type: ignore[arg-type]
        self.sentences = sentences_of(self.document)
        self.toponyms = toponyms_in(self.document, self.sentences, gazetteer, language("en"))

    def names(self) -> list[str]:
        return [toponym.span.quote for toponym in self.toponyms]

    def one(self, name: str) -> Toponym:
        return next(toponym for toponym in self.toponyms if toponym.span.quote == name)

    def event(self, *anchors: int) -> Place:
        place = event_place(self.document, self.sentences, self.toponyms, anchors or (0,))
        assert place is not None
        return place


def test_a_town_is_resolved_by_the_province_beside_it(gazetteer: GeoNamesGazetteer) -> None:
    place = Told(gazetteer, "Two guards were killed in Kalat, Balochistan, on Friday.").event()
    assert (place.name, place.country_iso3, place.admin1, place.precision) == (
        "Kalat",
        "PAK",
        "Balochistan",
        1,
    )


@pytest.mark.parametrize(
    "text, state",
    [
        ("A man was shot in Springfield, Ill., on Monday.", "Illinois"),
        ("A man was shot in Springfield, MA, on Monday.", "Massachusetts"),
        ("A man was shot in Springfield, Missouri, on Monday.", "Missouri"),
        ("A man was shot in Springfield. Call police at 413-555-0134.", "Massachusetts"),
        ("A man was shot in Springfield. He was flown to Decatur. Illinois troopers came.", "Illinois"),
    ],
)
def test_states_decide_between_towns_of_one_name(gazetteer: GeoNamesGazetteer, text: str, state: str) -> None:
    assert Told(gazetteer, text).event().admin1 == state


@pytest.mark.parametrize("hint, country", [("Pakistan", "PAK"), ("PAK", "PAK"), ("Afghanistan", "AFG")])
def test_the_country_hint_decides_the_musakhel_trap(
    gazetteer: GeoNamesGazetteer, hint: str, country: str
) -> None:
    told = Told(gazetteer, "Gunmen killed nine travellers in Musakhel District.", country_hint=hint)
    assert told.event().country_iso3 == country and told.event().precision == 3


def test_a_name_in_another_country_alone_stays_words_under_a_hint(gazetteer: GeoNamesGazetteer) -> None:
    place = Told(gazetteer, "A raid was reported in Disa village.", country_hint="Nigeria").event()
    assert (place.name, place.country_iso3, place.lat, place.lon) == ("Disa", "NGA", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Jackson said the shots came late.",
        "Mr. Houston was not hurt.",
        "Tyler Washington, 23, was charged.",
        "They met on Houston Street after dark.",
        "Police found it. Reading was easy for them.",
        "It began in March and ended in May.",
        "The man ate near McDonald's.",
        "The case is in the White House files.",
    ],
)
def test_what_is_no_place(gazetteer: GeoNamesGazetteer, text: str) -> None:
    assert Told(gazetteer, text).names() == []


@pytest.mark.parametrize(
    "text, name, precision",
    [
        ("A bomb went off near Zhob.", "Zhob", 2),
        ("A bomb went off 20 km west of Zhob.", "Zhob", 2),
        ("A bomb went off on the outskirts of Zhob.", "Zhob", 2),
        ("A bomb went off in Zhob district.", "Zhob", 3),
        ("A bomb went off in Borno state.", "Borno", 4),
        ("A bomb went off in Darfur.", "Darfur", 5),
        ("A bomb went off in Somalia.", "Somalia", 6),
        ("A ship was attacked in the Gulf of Aden.", "Gulf of Aden", 7),
    ],
)
def test_precision(gazetteer: GeoNamesGazetteer, text: str, name: str, precision: int) -> None:
    place = Told(gazetteer, text).event()
    assert (place.name, place.precision) == (name, precision)


def test_a_point_is_never_moved(gazetteer: GeoNamesGazetteer) -> None:
    near = Told(gazetteer, "Five died 30 miles north of Zhob.").event()
    at = Told(gazetteer, "Five died in Zhob.").event()
    assert (near.lat, near.lon) == (at.lat, at.lon)


def test_roads_between_towns(gazetteer: GeoNamesGazetteer) -> None:
    long = Told(gazetteer, "Buses were stopped on the Quetta-Karachi highway.").event()
    short = Told(gazetteer, "Buses were stopped on the Quetta-Mastung road.").event()
    assert (long.name, long.precision, long.lat) == ("Quetta-Karachi highway", 5, None)
    assert (short.precision, short.admin1) == (2, "Balochistan")


def test_roles(gazetteer: GeoNamesGazetteer) -> None:
    text = (
        "LAHORE, Pakistan (AP) — A blast in Multan hurt a man from Sialkot, "
        "Multan police told the Karachi Times."
    )
    told = Told(gazetteer, text)
    roles = [(toponym.span.quote, toponym.role) for toponym in told.toponyms]
    assert roles == [
        ("LAHORE", "dateline"),
        ("Pakistan", "dateline"),
        ("Multan", "event-like"),
        ("Sialkot", "origin"),
        ("Multan", "authority"),
        ("Karachi", "outlet"),
    ]
    assert told.event().name == "Multan"


def test_demonyms_are_context(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Pakistani troops clashed with fighters in Hyderabad.")
    assert told.one("Pakistani").role == "demonym" and told.event().country_iso3 == "PAK"
    assert Told(gazetteer, "Indian troops clashed with fighters in Hyderabad.").event().country_iso3 == "IND"


def test_upper_case_reports(gazetteer: GeoNamesGazetteer) -> None:
    place = Told(
        gazetteer, "REBELS KILLED FOUR SOLDIERS NEAR MEDELLIN, COLOMBIA, ON SUNDAY, THE ARMY SAID."
    ).event()
    assert (place.country_iso3, place.precision) == ("COL", 2) and place.name == "Medellín"


def test_where_the_suspect_was_taken_is_not_where_it_happened(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "A gunman who killed two in Abilene, Texas, was arrested in Dallas.")
    assert told.event().name == "Abilene"


def test_the_outlet_in_the_title_is_context_only(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(
        gazetteer, "Two were hurt in Decatur.", title="Two hurt in Decatur - WXYZ News - Huntsville, AL"
    )
    assert told.one("Huntsville").role == "outlet"
    assert (told.event(0, 1).name, told.event(0, 1).admin1) == ("Decatur", "Alabama")


def test_every_town_of_an_episode(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Attacks were reported in Quetta, Mastung, Noshki and Gwadar in Balochistan.")
    places = event_places(told.document, told.sentences, told.toponyms, [0])
    assert [place.name for place in places] == ["Quetta", "Mastung", "Noshki", "Gwadar"]


def test_one_unknown_name_does_not_touch_the_others(gazetteer: GeoNamesGazetteer) -> None:
    alone = Told(gazetteer, "Shots were fired in Khuzdar, Balochistan.")
    beside = Told(gazetteer, "Shots were fired in Khuzdar, Balochistan. Others died in Zzyxqua village.")
    assert alone.toponyms == beside.toponyms[:2]
    assert beside.one("Zzyxqua").place.lat is None


def test_containment_by_the_chain(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "They fought in Mastung, in Mastung district, in Balochistan, in Pakistan.")
    town, district, province, country = (toponym.place for toponym in told.toponyms)
    assert contains(country, town) and contains(province, district) and contains(district, town)
    assert not contains(town, district) and not contains(province, country) and contains(town, town)
    elsewhere = Told(gazetteer, "They fought in Lahore, Pakistan.").event()
    assert contains(country, elsewhere) and not contains(province, elsewhere)


def test_no_place_named(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Two people were hurt, officers said.")
    assert event_place(told.document, told.sentences, told.toponyms, [0]) is None
    assert event_places(told.document, told.sentences, told.toponyms, [0]) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ISLAMABAD – Four policemen were killed in Balochistan on Friday.", "Balochistan"),
        (
            "DUBAI: Nine soldiers were killed, a statement said. The fighting in Balochistan goes on.",
            "Balochistan",
        ),
        ("RAWALPINDI – Ten men were killed on Friday in Panjgur, the military said.", "Panjgur"),
        ("QUETTA, Feb 1 - Four policemen were killed on Friday, officials said.", "Quetta"),
        ("DECATUR, Ala. (AP) – A man was shot in his home on Friday.", "Decatur"),
        ("QUETTA – Four policemen were killed on Jinnah Road in Quetta.", "Quetta"),
    ],
)
def test_a_dateline_is_the_place_only_where_no_other_is_named(
    gazetteer: GeoNamesGazetteer, text: str, name: str
) -> None:
    assert Told(gazetteer, text).event(0, 1).name == name


def test_a_people_is_no_place(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "The Baloch fighters said that nine men had been killed.")
    assert told.one("Baloch").role == "people"
    assert event_place(told.document, told.sentences, told.toponyms, [0]) is None


def test_where_reporters_were_told_is_not_where_it_happened(gazetteer: GeoNamesGazetteer) -> None:
    text = "QUETTA – Nine men were killed since the morning, the minister told reporters in Islamabad."
    assert Told(gazetteer, text).event().name == "Quetta"


def test_towns_in_a_row_after_the_telling_are_the_episode(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Nine men were killed in Balochistan. The towns were Kalat, Pasni and Turbat.")
    places = event_places(told.document, told.sentences, told.toponyms, [0])
    assert [place.name for place in places] == ["Kalat", "Pasni", "Turbat"]


def test_the_town_that_only_locates_another_is_not_listed(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Nine men were killed in Panjgur and in Mastung near Quetta.")
    places = event_places(told.document, told.sentences, told.toponyms, [0])
    assert [place.name for place in places] == ["Panjgur", "Mastung"]


@pytest.mark.parametrize("written", ["USA", "UAE", "US"])
def test_initials_stay_as_written(gazetteer: GeoNamesGazetteer, written: str) -> None:
    told = Told(gazetteer, f"Nine men were killed in the {written} on Friday.")
    assert told.one(written).place.name == written


@pytest.mark.parametrize(
    "text, name, country, precision, has_point",
    [
        (
            "Two died on the road between Quetta and Karachi.",
            "road between Quetta and Karachi",
            "PAK",
            5,
            False,
        ),
        (
            "Two died on the road between Quetta and Mastung.",
            "road between Quetta and Mastung",
            "PAK",
            2,
            True,
        ),
        ("Gunmen killed two in the Mand area of Kech district.", "Mand", "PAK", 1, True),
        ("Raiders killed ten in Kukawa LGA, Borno state.", "Kukawa", "NGA", 3, True),
        ("Raiders killed ten in Gwoza local government area, Nigeria.", "Gwoza", "NGA", 3, True),
        ("Shelling killed five in the city of Donetsk, Ukraine.", "Donetsk", "UKR", 1, True),
        ("Shelling killed five in Donetsk oblast, Ukraine.", "Donetsk", "UKR", 4, True),
        ("An air strike killed 11 in Saada, northern Yemen.", "Saada", "YEM", 1, True),
        ("A blast killed nine in Tal Afar, west of Mosul, in Iraq.", "Tal Afar", "IRQ", 1, True),
        ("A mine killed eight in Rutshuru territory, North Kivu province, DRC.", "Rutshuru", "COD", 3, True),
    ],
)
def test_forms_of_naming(
    gazetteer: GeoNamesGazetteer, text: str, name: str, country: str, precision: int, has_point: bool
) -> None:
    place = Told(gazetteer, text).event()
    assert (place.name, place.country_iso3, place.precision) == (name, country, precision)
    assert (place.lat is not None) == has_point


@pytest.mark.parametrize(
    "text, name, country, admin1",
    [
        ("Air strikes killed 15 in al-Raqqa in northern Syria.", "al-Raqqa", "SYR", "Ar Raqqah"),
        ("A car bomb killed six in Hassakeh, Syria.", "Hassakeh", "SYR", "Al Ḩasakah"),
        ("Drones killed two in Odessa, Ukraine's army said.", "Odessa", "UKR", "Odesa Oblast"),
        ("A missile killed five in Kiev, Ukrainian officials said.", "Kiev", "UKR", "Kyiv"),
        ("A bomb killed four in Slaviansk, Ukraine.", "Slaviansk", "UKR", "Donetsk Oblast"),
    ],
)
def test_other_spellings_in_the_country_that_the_report_names(
    gazetteer: GeoNamesGazetteer, text: str, name: str, country: str, admin1: str
) -> None:
    place = Told(gazetteer, text).one(name).place
    assert (place.country_iso3, place.admin1, place.precision) == (country, admin1, 1)


def test_a_place_that_nobody_knows_stays_words_and_moves_no_other(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Two died in the village of Horbatenko in Ukraine and three in Kharkiv, Ukraine.")
    unknown, known = told.one("Horbatenko").place, told.one("Kharkiv").place
    assert (unknown.lat, unknown.lon) == (None, None) and unknown.precision in (None, 6)
    alone = Told(gazetteer, "Three died in Kharkiv, Ukraine.").one("Kharkiv").place
    assert known == alone


def test_of_like_villages_none_is_guessed(gazetteer: GeoNamesGazetteer) -> None:
    text = "Shelling killed two in Pisky village{}."
    open_ = Told(gazetteer, text.format(""), country_hint="Ukraine").one("Pisky").place
    told = Told(gazetteer, text.format(", Poltava Oblast"), country_hint="Ukraine").one("Pisky").place
    assert (open_.lat, open_.precision, open_.country_iso3) == (None, 6, "UKR")
    assert told.lat is not None and told.admin1 == "Poltava Oblast"


def test_a_namesake_far_from_the_town_it_is_near_is_not_meant(gazetteer: GeoNamesGazetteer) -> None:
    told = Told(gazetteer, "Two people were killed in Zarkot village near Mastung, Balochistan.")
    assert told.one("Zarkot").place.lat is None
    assert (told.event().name, told.event().precision) == ("Mastung", 2)


def test_a_line_without_a_point_is_not_exact(gazetteer: GeoNamesGazetteer) -> None:
    place = Told(gazetteer, "Shelling killed two at the Line of Control.").one("Line of Control").place
    assert (place.lat, place.precision) == (None, 5)
