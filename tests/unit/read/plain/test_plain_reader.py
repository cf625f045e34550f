"""Reading by a language's tables: people and harm in several orders of words, voices, days, what lacks."""

from __future__ import annotations

from datetime import date

import pytest

from according.engines.geonames import GeoNamesGazetteer
from according.lang import language
from according.model import Document, Reading
from according.read.plain.reader import read_in, read_plain
from according.read.plain.words import lacking, tongue_of
from soundness import assert_sound

DAY = date(2025, 3, 12)


@pytest.fixture
def reading(gazetteer: GeoNamesGazetteer):  # type: ignore[no-untyped-def]
    """Reads a text in a language and checks that the reading is sound."""

    def read(code: str, text: str) -> Reading:
        document = Document("d", "", text, DAY)
        found = read_plain(document, code, gazetteer)
        assert_sound(document, found)
        return found

    return read


Told = list[tuple[str, str, int | None]]


def told(reading: Reading) -> Told:
    return [(c.measure, c.category, c.quantity.best) for c in reading.claims]


@pytest.mark.parametrize(
    ("code", "text", "claims"),
    [
        ("es", "Los atacantes mataron a 5 policías e hirieron a otros 8.",
         [("deaths", "security_force", 5), ("injured", "security_force", 8)]),
        ("es", "Fueron asesinados tres campesinos.", [("deaths", "civilian", 3)]),
        ("es", "El ataque dejó un saldo de 5 muertos y un herido.",
         [("deaths", "unknown", 5), ("injured", "unknown", 1)]),
        ("es", "La muerte de 12 civiles fue confirmada.", [("deaths", "civilian", 12)]),
        ("es", "Policía muerto en un tiroteo", [("deaths", "security_force", 1)]),
        ("fr", "Un policier a été tué dans l'attaque.", [("deaths", "security_force", 1)]),
        ("fr", "L'attaque a fait 5 morts et 12 blessés.",
         [("deaths", "unknown", 5), ("injured", "unknown", 12)]),
        ("fr", "Des rebelles ont tué quatre soldats et enlevé deux médecins.",
         [("deaths", "security_force", 4), ("abducted", "civilian", 2)]),
        ("fr", "La mort de 12 civils a été confirmée.", [("deaths", "civilian", 12)]),
        ("ar", "مقتل ثلاثة جنود في هجوم مسلح", [("deaths", "security_force", 3)]),
        ("ar", "قتل مسلحون خمسة مدنيين وأصيب آخران في هجوم.", [("deaths", "civilian", 5)]),
        ("ar", "سقوط قتيلين و12 جريحا في القصف", [("deaths", "unknown", 2), ("injured", "unknown", 12)]),
        ("ar", "مقتل شرطي وإصابة جنديين في تفجير",
         [("deaths", "security_force", 1), ("injured", "security_force", 2)]),
        ("ur", "فائرنگ سے 12 افراد ہلاک", [("deaths", "unknown", 12)]),
        ("ur", "دھماکے میں ایک اہلکار ہلاک اور تین بچے زخمی ہوئے۔",
         [("deaths", "security_force", 1), ("injured", "civilian", 3)]),
        ("ur", "مسلح افراد نے چار مزدوروں کو قتل کر دیا۔", [("deaths", "civilian", 4)]),
    ],
)  # fmt: skip
def test_people_and_harm(reading, code: str, text: str, claims: Told) -> None:  # type: ignore[no-untyped-def]
    assert told(reading(code, text)) == claims


@pytest.mark.parametrize(
    ("code", "text", "side"),
    [
        ("es", "Según fuentes médicas, 3 niños murieron en el bombardeo.", "medical"),
        ("es", "Tres niños murieron en el ataque, dijo un portavoz del ejército.", "state"),
        ("fr", "Selon des témoins, trois civils ont été tués dans l'attaque.", "witness"),
        ("fr", "Trois civils ont été tués, a déclaré un porte-parole des rebelles.", "armed_group"),
        ("ar", "قال مصدر طبي إن ثلاثة أطفال قتلوا في القصف.", "medical"),
        ("ar", "قتل ثلاثة أطفال في القصف وفق المرصد السوري.", "monitor"),
        ("ur", "پولیس کے مطابق حملے میں تین بچے ہلاک ہوئے۔", "state"),
        ("ur", "حملے میں 6 افراد ہلاک، پولیس", "state"),
        ("fr", "Police : trois civils tués dans une fusillade", "state"),
        ("fr", "Israël : trois civils tués dans une fusillade", "author"),
        ("ur", "عینی شاہدین نے بتایا کہ حملے میں تین بچے ہلاک ہوئے۔", "witness"),
    ],
)
def test_side_of_the_voice(reading, code: str, text: str, side: str) -> None:  # type: ignore[no-untyped-def]
    (claim,) = reading(code, text).claims
    assert claim.side == side


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("es", "Tres soldados murieron el pasado 3 de marzo en un ataque.", date(2025, 3, 3)),
        ("es", "Tres soldados murieron ayer en un ataque.", date(2025, 3, 11)),
        ("fr", "Trois soldats sont morts dimanche dans une attaque.", date(2025, 3, 9)),
        ("fr", "Trois soldats sont morts le 1er mars 2025 dans une attaque.", date(2025, 3, 1)),
        ("ar", "قتل ثلاثة جنود يوم الأحد في هجوم.", date(2025, 3, 9)),
        ("ar", "قتل ثلاثة جنود في الخامس من آذار في هجوم.", date(2025, 3, 5)),
        ("ur", "اتوار کو حملے میں تین فوجی ہلاک ہوئے۔", date(2025, 3, 9)),
        ("ur", "گزشتہ روز حملے میں تین فوجی ہلاک ہوئے۔", date(2025, 3, 11)),
    ],
)
def test_day_of_the_event(reading, code: str, text: str, day: date) -> None:  # type: ignore[no-untyped-def]
    event = reading(code, text).mentions[0].event
    assert (event.start, event.end) == (day, day)


def test_a_denial_is_no_assertion(reading) -> None:  # type: ignore[no-untyped-def]
    (claim,) = reading("es", "El ejército negó haber matado a cinco civiles en el ataque.").claims
    assert (claim.stance, claim.side) == ("denied", "state")


def test_right_to_left_spans_quote_the_text(reading) -> None:  # type: ignore[no-untyped-def]
    text = "أعلن الجيش مقتل جندي و١٢ مسلحا."
    spans = [c.span for c in reading("ar", text).claims]
    assert [text[s.start : s.end] for s in spans] == [s.quote for s in spans] == ["جندي", "١٢ مسلحا"]


def test_days_of_another_calendar_are_said_not_guessed(reading) -> None:  # type: ignore[no-untyped-def]
    found = reading("ar", "قتل ثلاثة جنود في هجوم وقع في 15 رمضان.")
    problem = next(p for p in found.problems if p.code == "ACC-212")
    assert problem.span is not None
    assert problem.span.quote == "15 رمضان"
    assert found.mentions[0].event.start == DAY


def test_a_language_without_dates_says_so(gazetteer: GeoNamesGazetteer) -> None:
    table = {key: value for key, value in language("es").items() if key not in ("dates", "lacks")}
    assert lacking(language("es")) == tuple(language("es")["lacks"]["mechanisms"])
    found = read_in(
        Document("d", "", "Ayer murieron tres soldados en un ataque.", DAY), tongue_of(table), gazetteer
    )
    (problem,) = found.problems
    assert problem.code == "ACC-211"
    assert "names of months" in problem.message
    assert told(found) == [("deaths", "security_force", 3)]
