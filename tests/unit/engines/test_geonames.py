"""The index of places: what it holds, that it is built once, and where it is kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from according.engines.geonames import GeoNamesGazetteer, index_name, open_gazetteer
from according.engines.geonames_keys import key_of, sound_of
from according.errors import AccordingError
from according.ports import GazetteerEntry


@pytest.fixture(scope="module")
def gazetteer() -> GeoNamesGazetteer:
    return open_gazetteer()


def only(found: tuple[GazetteerEntry, ...], kind: str, country: str) -> GazetteerEntry:
    right = [entry for entry in found if (entry.kind, entry.country_iso3) == (kind, country)]
    assert right, found
    return right[0]


def test_a_town_has_its_chain_and_point(gazetteer: GeoNamesGazetteer) -> None:
    town = only(gazetteer.lookup("Mastung"), "populated", "PAK")
    assert (town.admin1, town.admin2) == ("Balochistan", "Mastung District")
    assert town.lat == pytest.approx(29.8, abs=0.05) and town.lon == pytest.approx(66.85, abs=0.05)


@pytest.mark.parametrize(
    "one, other", [("QUETTA", "quetta"), ("Bogotá", "Bogota"), ("St. Louis", "Saint Louis")]
)
def test_case_accents_and_saints_are_folded(gazetteer: GeoNamesGazetteer, one: str, other: str) -> None:
    assert gazetteer.lookup(one) and gazetteer.lookup(one) == gazetteer.lookup(other)


@pytest.mark.parametrize(
    "alias, kind, country",
    [
        ("Noshki", "populated", "PAK"),
        ("Bolan", "admin2", "PAK"),
        ("Lasbela", "admin2", "PAK"),
        ("Musakhel District", "admin2", "PAK"),
        ("Makran", "region", "PAK"),
        ("FATA", "region", "PAK"),
        ("Donbass", "region", "UKR"),
        ("Darfur", "region", "SDN"),
        ("Tigray", "admin1", "ETH"),
        ("Crimea", "admin1", "UKR"),
        ("North Kivu", "admin1", "COD"),
        ("U.S.", "country", "USA"),
    ],
)
def test_other_names_and_regions(gazetteer: GeoNamesGazetteer, alias: str, kind: str, country: str) -> None:
    assert only(gazetteer.lookup(alias), kind, country)


def test_the_musakhel_of_another_country_is_not_the_only_one(gazetteer: GeoNamesGazetteer) -> None:
    assert {entry.country_iso3 for entry in gazetteer.lookup("Musakhel District")} == {"AFG", "PAK"}


def test_no_name_stands_for_a_similar_one(gazetteer: GeoNamesGazetteer) -> None:
    assert {entry.country_iso3 for entry in gazetteer.lookup("Quetta")} == {"PAK"}
    assert gazetteer.lookup("Qqetta") == ()


def test_an_area_has_the_centroid_of_its_towns_and_a_country_no_point(gazetteer: GeoNamesGazetteer) -> None:
    area = only(gazetteer.lookup("Wake County"), "admin2", "USA")
    assert area.lat == pytest.approx(35.8, abs=0.2) and area.population > 500_000
    assert only(gazetteer.lookup("Nigeria"), "country", "NGA").lat is None


def test_airport_codes_and_transcriptions_are_left_out(gazetteer: GeoNamesGazetteer) -> None:
    assert not any(entry.name == "Quetta" for entry in gazetteer.lookup("UET"))
    assert gazetteer.lookup("kui da") == ()


def test_names_in_arabic_and_cyrillic_script(gazetteer: GeoNamesGazetteer) -> None:
    assert only(gazetteer.lookup("کوئٹہ"), "populated", "PAK")
    assert only(gazetteer.lookup("Донецьк"), "populated", "UKR")


def test_other_spellings_within_one_country(gazetteer: GeoNamesGazetteer) -> None:
    assert "Jamrud" in {entry.name for entry in gazetteer.similar("Jamrood", "PAK")}
    assert gazetteer.similar("Jamrood", "NGA") == ()


def test_capitals_are_marked(gazetteer: GeoNamesGazetteer) -> None:
    assert only(gazetteer.lookup("Kyiv"), "populated", "UKR").capital
    assert not only(gazetteer.lookup("Lahore"), "populated", "PAK").capital


@pytest.mark.parametrize("name", ["", " ", "…", "\u0000", "x" * 10_000, "'; DROP TABLE names; --", "\ud800"])
def test_odd_names_find_nothing(gazetteer: GeoNamesGazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == () and gazetteer.similar(name, "PAK") == ()


def test_keys() -> None:
    assert key_of("Port-au-Prince") == "port au prince" and key_of("Mo‘in") == "moin"
    assert sound_of("mir ali") == sound_of("mirali") and sound_of("pishin") != sound_of("panjgur")


def test_a_finished_index_is_opened_and_not_built_again(gazetteer: GeoNamesGazetteer, tmp_path: Path) -> None:
    shutil.copyfile(gazetteer.path, tmp_path / index_name())
    calls: list[tuple[int, int]] = []
    again = open_gazetteer(tmp_path, progress=lambda done, total: calls.append((done, total)))
    assert calls == [] and again.lookup("Quetta") == gazetteer.lookup("Quetta")
    again.close()


def test_where_the_cache_cannot_be_written_the_temporary_folder_serves(
    gazetteer: GeoNamesGazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    import os

    own = tmp_path / f"according-{os.getuid()}"
    own.mkdir()
    shutil.copyfile(gazetteer.path, own / index_name())
    assert open_gazetteer().path.parent == own.resolve()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(AccordingError, match="file"):
        open_gazetteer(tmp_path / "file" / "below")


def test_a_half_written_index_does_not_count(gazetteer: GeoNamesGazetteer, tmp_path: Path) -> None:
    from according.engines.geonames_files import is_whole

    half = tmp_path / index_name()
    half.write_bytes(gazetteer.path.read_bytes()[:20_000])
    assert is_whole(gazetteer.path) and not is_whole(half) and not is_whole(tmp_path / "none")
