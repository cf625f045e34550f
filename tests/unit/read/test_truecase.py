"""Small letters for text in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.lang import language
from according.read.truecase import is_upper_case, truecased

SENTENCES = [
    "Six farmers were killed by guerrillas of the Popular Dawn Front [PDF] near San Orvante on Monday.",
    "The general said that General Tibor Maldena and his two bodyguards were unhurt.",
    "Members of the National Guard and of the Orvante battalion seized the town.",
    "The U.S. soldiers in Bogota were unhurt. No one claimed the attack.",
    "The bomb went off on 3 May near the home of Dr. Lucia Ferrando in La Orvanta.",
    "He may have died on the road from San Orvante to the valley.",
    "The United States and the FBI's office sent two kidnapped engineers' families home.",
    "The bridge, built 20 years ago, was blown up for the 3rd time by the ELN.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_in_capitals_gets_its_letters_back(sentence: str) -> None:
    assert truecased(sentence.upper()) == sentence


def test_an_abbreviation_is_known_by_its_brackets_all_over_the_text() -> None:
    told = truecased("THE ORVANTE WORKERS FRONT [OWF] MARCHED.\n\nPOLICE SAID THE OWF'S LEADER DIED.")
    assert told == "The Orvante Workers Front [OWF] marched.\n\nPolice said the OWF's leader died."


def test_who_speaks_in_brackets_is_no_abbreviation() -> None:
    assert truecased("[MALDO] WE ARE READY TO TALK TO THE OTHER SIDE.").startswith("[Maldo] We are ready")


def test_a_dateline_keeps_its_capitals() -> None:
    told = truecased("SAN ORVANTE, 4 JAN 90 (DPA) -- [TEXT] TWO MEN WERE KILLED TODAY.")
    assert told == "SAN ORVANTE, 4 JAN 90 (DPA) -- [Text] Two men were killed today."


def test_a_headline_in_capitals_is_written_as_the_report_below_writes_its_words() -> None:
    body = "The mayor of Grantham Will Ford said on Monday that two men of the Reds were killed."
    told = truecased(f"TWO REDS KILLED, SAYS MAYOR WILL FORD\n\n{body}")
    assert told == f"Two Reds killed, says mayor Will Ford\n\n{body}"


@pytest.mark.parametrize(
    "text", ["Two men died in Orvante, the UN said.", "UN AND NATO", "Some died.\n\nIS CLAIMED IT", "", "۱۲"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert not is_upper_case(text)
    assert truecased(text) == text


def test_a_language_without_a_list_stays_as_it_is() -> None:
    text = "TRES SOLDADOS MURIERON EN LA EMBOSCADA"
    assert truecased(text, "es") == text


@given(st.text(st.characters(min_codepoint=32), max_size=60), st.sampled_from(["", "TWO MEN DIED IN "]))
def test_letters_change_their_case_alone(text: str, before: str) -> None:
    loud = before + text.upper()
    told = truecased(loud)
    assert len(told) == len(loud)
    assert told.upper() == loud.upper()


def test_words_of_harm_are_known_to_be_small() -> None:
    harm = language("en")["harm"]
    words = " ".join(harm[measure]["patient"] for measure in ("deaths", "injured", "abducted")).split()
    text = " ".join(words).upper()
    assert words
    assert truecased(f"THEY {text}").split()[1:] == words
