"""In which language a document is."""

from __future__ import annotations

import pytest

from according.engines.languages import Langid
from according.model import Document
from according.pipeline import Tools, read_documents
from according.read.spoken import language_of, unread

IDENTIFIER = Langid()


class Nobody:
    """An identifier that must not be asked."""

    def identify(self, text: str) -> str:
        """Fail: something simpler tells."""
        raise AssertionError(text)


def spoken(text: str, lang: str | None = None, title: str = "") -> str:
    return language_of(Document("d", title, text, lang=lang), IDENTIFIER)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Two policemen were killed in the attack, officials said on Monday.", "en"),
        ("GUERRILLAS ATTACKED THE GARRISON OF THE TOWN AT DAWN, KILLING FOUR SOLDIERS.", "en"),
        ("Dos policías murieron en el ataque, dijeron las autoridades este lunes.", "es"),
        ("Matan a dos soldados en el norte del Cauca", "es"),
        ("Deux policiers ont été tués dans l'attaque, ont indiqué les autorités lundi.", "fr"),
        ("Trois soldats tués dans une attaque près de Gao", "fr"),
        ("مقتل شرطيين في هجوم شمال البلاد", "ar"),
        ("کوئٹہ میں فائرنگ سے دو اہلکار ہلاک", "ur"),
        (
            "Bei einem Anschlag in der Stadt sind am Montag zwölf Menschen getötet worden.",
            "de",
        ),
        (
            "Pelo menos doze pessoas morreram num ataque no norte do país, disse a polícia na segunda-feira.",
            "pt",
        ),
        ("В результате взрыва погибли двенадцать человек", "ru"),
        ("په کابل کې په چاودنه کې دولس کسان ووژل شول", "ps"),
        ("دست‌کم دوازده نفر در انفجار پایتخت کشته شدند", "fa"),
    ],
)
def test_language_by_script_letters_and_words(text: str, code: str) -> None:
    assert spoken(text) == code


@pytest.mark.parametrize("text", ["", "12", "Kabul", "Boko Haram"])
def test_english_stays_where_nothing_speaks_clearly_for_another(text: str) -> None:
    assert spoken(text) == "en"


def test_reports_in_english_load_no_identifier() -> None:
    text = "Three of the men who were held at the post died on Sunday, the army said."
    assert language_of(Document("d", "", text), Nobody()) == "en"


def test_a_stated_language_is_believed_where_the_text_does_not_contradict_it() -> None:
    assert spoken("Kabul", lang="es-MX") == "es"
    assert (
        spoken("Dos policías murieron en el ataque, dijeron las autoridades este lunes.", lang="en") == "es"
    )
    assert spoken("Two policemen were killed in the attack, the police said.", lang="ur") == "en"


def test_an_unread_language_is_said_and_nothing_is_invented(tools: Tools) -> None:
    text = "В результате взрыва в городе погибли 12 человек, сообщили власти в понедельник."
    english = Document("e", "", "Two soldiers were killed near Quetta on Monday, the army said.")
    russian, read = read_documents([Document("r", "", text), english], tools)
    (problem,) = russian.problems
    assert (russian.mentions, russian.claims) == ((), ())
    assert (problem.code, problem.document_id) == ("ACC-210", "r")
    assert "Russian (ru)" in problem.message
    assert "English" in problem.message
    assert read.claims


def test_a_language_without_a_name_is_still_a_problem() -> None:
    assert "unknown language (xx)" in unread(Document("d", "", "…"), "xx").message
