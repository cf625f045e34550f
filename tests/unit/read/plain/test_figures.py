"""Figures in words and digits of four languages, hedged as English ones are."""

from __future__ import annotations

import pytest

from according.model import Document
from according.read.plain.figures import figures_in
from according.read.plain.words import tongue, words_in
from according.text import sentences_of

Ends = tuple[int | None, int | None, int | None]


def figures(code: str, text: str) -> list[Ends]:
    words = words_in(sentences_of(Document("d", "", text)), tongue(code))
    found = figures_in(words, tongue(code).numbers, 0, len(words), text)
    return [(f.quantity.low, f.quantity.best, f.quantity.high) for f in found]


@pytest.mark.parametrize(
    ("code", "text", "n"),
    [
        ("es", "veintiún soldados", 21),
        ("es", "treinta y ocho personas", 38),
        ("es", "doscientas cinco personas", 205),
        ("es", "mil doscientos heridos", 1200),
        ("es", "1.250 personas", 1250),
        ("es", "2 millones de personas", 2_000_000),
        ("fr", "vingt et un soldats", 21),
        ("fr", "soixante et onze morts", 71),
        ("fr", "soixante-dix-sept morts", 77),
        ("fr", "quatre-vingts civils", 80),
        ("fr", "quatre-vingt-seize civils", 96),
        ("fr", "deux cent trois civils", 203),
        ("fr", "3 000 habitants", 3000),
        ("fr", "3\u202f000 habitants", 3000),
        ("ar", "خمسة وعشرون جنديا", 25),
        ("ar", "خمسة عشر قتيلا", 15),
        ("ar", "مئة وخمسين شخصا", 150),
        ("ar", "ثلاثمئة وأربعة جرحى", 304),
        ("ar", "ثلاثة آلاف نازح", 3000),
        ("ar", "٣٨ ألف شخص", 38_000),
        ("ar", "١٬٢٥٠ شخصا", 1250),
        ("ur", "سات سو افراد", 700),
        ("ur", "ڈیڑھ سو افراد", 150),
        ("ur", "ساڑھے تین سو افراد", 350),
        ("ur", "دو ہزار پانچ سو افراد", 2500),
        ("ur", "۲۱ افراد", 21),
        ("ur", "1,50,000 افراد", 150_000),
    ],
)
def test_numbers(code: str, text: str, n: int) -> None:
    assert figures(code, text) == [(n, n, n)]


@pytest.mark.parametrize(
    ("code", "text", "ends"),
    [
        ("es", "al menos 12 personas", (12, 12, None)),
        ("es", "más de 12 personas", (13, 13, None)),
        ("es", "hasta 12 personas", (None, 12, 12)),
        ("es", "unas 20 personas", (18, 20, 22)),
        ("es", "casi 100 personas", (90, 100, 100)),
        ("es", "decenas de personas", (20, None, 99)),
        ("es", "entre 50 y 60 cuerpos", (50, None, 60)),
        ("fr", "au moins douze morts", (12, 12, None)),
        ("fr", "plus d'une centaine de morts", (101, 101, None)),
        ("fr", "une vingtaine de blessés", (18, 20, 22)),
        ("fr", "près de 110 personnes", (99, 110, 110)),
        ("fr", "de 10 à 15 hommes", (10, None, 15)),
        ("ar", "ما لا يقل عن ٩٠ شخصا", (90, 90, None)),
        ("ar", "أكثر من ثلاثمئة جريح", (301, 301, None)),
        ("ar", "نحو 300 شخص", (270, 300, 330)),
        ("ar", "عشرات القتلى", (20, None, 99)),
        ("ur", "کم از کم دس افراد", (10, 10, None)),
        ("ur", "300 سے زائد افراد", (301, 301, None)),
        ("ur", "ساٹھ سے ستر افراد", (60, None, 70)),
        ("ur", "درجنوں افراد", (24, None, 99)),
    ],
)
def test_hedges(code: str, text: str, ends: Ends) -> None:
    assert figures(code, text) == [ends]


@pytest.mark.parametrize(
    ("code", "text"),
    [("es", "el 12 % de los votos"), ("fr", "une femme"), ("es", "12 euros"), ("ur", "ایک شخص")],
)
def test_no_counts(code: str, text: str) -> None:
    assert figures(code, text) == []


def test_a_change_is_no_range() -> None:
    assert figures("es", "la cifra pasó de 5 a 7") == [(5, 5, 5), (7, 7, 7)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("اسی علاقے میں دو افراد ہلاک ہوئے", [(2, 2, 2)]),
        ("اسی شخص کو ہلاک کیا گیا", []),
        ("دھماکے میں اسی افراد ہلاک ہوئے", [(80, 80, 80)]),
        ("کم از کم اسی ہلاک ہوئے", [(80, 80, None)]),
        ("ایک سو اسی زخمی", [(180, 180, 180)]),
    ],
)
def test_a_word_that_is_a_number_and_another_word_counts_only_before_people(
    text: str, ends: list[Ends]
) -> None:
    assert figures("ur", text) == ends
