"""The copy that is read, and the document's own characters in what was found in it."""

from __future__ import annotations

from according.model import Document
from according.pipeline import Tools
from according.read.fair_copy import fair_copy
from soundness import assert_sound, read_one

LOUD = """SAN ORVANTE, 4 JAN 90 (DPA) -- [TEXT] THE TIRENTIAN ARMY REPORTED THAT
FOUR PEASANTS WERE KILLED BY GUERRILLAS OF THE POPULAR DAWN FRONT
[PDF] IN THE VILLAGE OF SAN TELMANO EARLY TODAY, AND THAT TWO SOLDIERS
WERE WOUNDED.

   THE ARMY ADDED THAT IT HAD SENT REINFORCEMENTS TO THE AREA FROM THE
CITY OF ORVANTE.
"""


def test_a_report_in_mixed_case_is_its_own_copy() -> None:
    document = Document("d", "Four killed", "Four peasants were killed in San Telmano.")
    assert fair_copy(document) is document


def test_a_copy_has_the_length_of_the_report() -> None:
    document = Document("d", "FOUR PEASANTS KILLED IN AMBUSH", LOUD)
    copy = fair_copy(document)
    assert len(copy.content) == len(document.content)
    assert copy.title == "Four peasants killed in ambush"
    assert "killed by guerrillas of the Popular Dawn Front (PDF) in the village of San Telmano" in copy.text


def test_the_number_of_a_version_is_no_figure() -> None:
    document = Document(
        "d", "UPDATE 2-More than 50 killed in raid", "WRAPUP 3 - Thirteen killed.\nUpdate 7 is due."
    )
    copy = fair_copy(document)
    assert copy.title.strip() == "More than 50 killed in raid"
    assert copy.text.lstrip() == "Thirteen killed.\nUpdate 7 is due."
    assert len(copy.content) == len(document.content)


def test_what_is_found_quotes_the_report(tools: Tools) -> None:
    document = Document("d", "", LOUD)
    reading = read_one(document, tools)
    assert_sound(document, reading)
    told = {(c.measure, c.category, c.quantity.words, c.side) for c in reading.claims}
    assert told == {("deaths", "civilian", "FOUR", "state"), ("injured", "security_force", "TWO", "state")}
    assert {c.span.quote for c in reading.claims} == {"FOUR PEASANTS", "TWO SOLDIERS"}
    assert {v.name for c in reading.claims for v in c.voices} == {"The Tirentian Army"}
