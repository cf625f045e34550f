"""One person told many times over a report counts once; two persons count twice."""

from __future__ import annotations

import pytest

from according.model import Document
from according.pipeline import Tools
from soundness import read_one, tolls_of

ONE = [
    "A man was shot dead on Elm Road. The 34-year-old died at the scene. He was a father of two.",
    "A woman was killed on Friday. Marla Quinby, 41, was shot twice, police said. Quinby died in hospital.",
    "One person is dead. Officers found a 19-year-old man shot dead. The victim was shot in the chest.",
    "A boy, 9, was killed. Tomas Ferrow, 9, was shot by accident. The child was pronounced dead.",
    "Police found a man with a gunshot wound. He was taken to a hospital, where he died.",
    "Lena Marsh was shot on Monday. Ms. Marsh, 30, died on Tuesday.",
    "A man turned the gun on himself, police said. The suspect died of a self-inflicted gunshot wound.",
    "Ivo Lorde Sr., 77, was killed. The shooting killed a 77-year-old deacon.",
]
TWO = [
    "A man was shot dead. Another man was killed in the yard.",
    "A man was killed. A woman was found dead in the yard.",
    "Ann Lorde, 25, was killed. Beth Sarrow, 31, was killed too.",
    "A 12-year-old girl was shot dead. A 40-year-old woman was killed beside her.",
    "Ivo Lorde was killed in the kitchen. Karel Lorde was killed on the stairs.",
    "A man killed his brother and then himself.",
    "An officer killed his brother and himself.",
    "The man killed a boy before taking his own life.",
]


#: Persons told of in sentences apart, of whom no figure tells.
APART = [
    "A man was shot dead in Elmfield. Officers shut the road. Neighbors came. Ivo Lorde died on the porch. "
    "Prosecutors spoke at noon. They named no one. Police want to know why Ed Farnham was killed.",
    "A teenager was hurt in a shooting. Officers shut the road. Neighbors gathered. "
    "A spokesman spoke at noon. He named no one. The clerk was wounded at the counter.",
]


def counts(text: str, tools: Tools) -> dict[str, int | None]:
    tolls = tolls_of(read_one(Document("d", "", text), tools))
    return {measure: ends[1] for (measure, category), ends in tolls.items() if category == "all"}


@pytest.mark.parametrize("text", ONE)
def test_one_person_counts_once(tools: Tools, text: str) -> None:
    assert counts(text, tools) == {"deaths": 1}


@pytest.mark.parametrize("text", TWO)
def test_two_persons_count_twice(tools: Tools, text: str) -> None:
    assert counts(text, tools)["deaths"] == 2


@pytest.mark.parametrize("text", APART)
def test_persons_far_apart_add_up_only_where_a_figure_tells_of_several(tools: Tools, text: str) -> None:
    assert set(counts(text, tools).values()) == {1}


def test_the_dead_are_not_also_injured_and_the_living_are_not_dead(tools: Tools) -> None:
    text = (
        "A man was shot dead outside a bar. A second man, 28, was shot in the leg. "
        "He is in stable condition at a hospital."
    )
    assert counts(text, tools) == {"deaths": 1, "injured": 1}


def test_the_one_arrested_is_not_the_one_killed(tools: Tools) -> None:
    text = "A man was killed on Sunday. A man was arrested on Monday. The victim died of a gunshot wound."
    assert counts(text, tools) == {"deaths": 1, "detained": 1}


def test_names_are_never_put_out_with_a_reading(tools: Tools) -> None:
    reading = read_one(Document("d", "", "Marla Quinby, 41, was killed on Friday."), tools)
    assert not any(hasattr(claim, "names") for claim in reading.claims)


HELD_ONCE = [
    "The lawyer Ruta Brenholt was arrested on Monday. Her detention was criticised. "
    "Last year Brenholt was briefly in prison, her sister says.",
    "Jailed blogger Dag Ferrow went on trial on Friday. Mr. Ferrow was arrested in May.",
    "His cousin, Odo Marsh, was arrested on Sunday. Marsh was detained at his office, a friend said.",
]
HELD_TWICE = [
    "The teacher Tomas Ferrow was arrested on Sunday. His friend, Odo Marsh, was arrested the same day.",
    "Police came on Friday. A nurse was arrested at home. Journalist Ilka Sarrow was also arrested.",
    "Police came on Friday. Then they left. Nobody slept. A nurse was arrested at home. It was late. "
    "A teacher was arrested in the street.",
]


@pytest.mark.parametrize("text", HELD_ONCE)
def test_one_held_counts_once(tools: Tools, text: str) -> None:
    claims = read_one(Document("d", "", text), tools).claims
    assert [c.quantity.best for c in claims if c.measure == "detained"] == [1]


@pytest.mark.parametrize("text", HELD_TWICE)
def test_two_held_count_twice(tools: Tools, text: str) -> None:
    assert counts(text, tools) == {"detained": 2}


def test_what_two_people_did_was_done_to_two(tools: Tools) -> None:
    text = "Ann Lorde was convicted of murdering a man. Beth Sarrow was convicted of stabbing a man to death."
    claims = read_one(Document("d", "", text), tools).claims
    assert [c.quantity.best for c in claims if c.measure == "deaths"] == [1, 1]


def test_somebody_beaten_on_two_days_of_the_past_was_beaten_twice(tools: Tools) -> None:
    text = (
        "The union leader Ilka Sarrow was killed on 3 May 2021. Her brother Odo Sarrow was beaten in "
        "March 2019. Odo Sarrow was beaten by two men in July 2020."
    )
    claims = read_one(Document("d", "", text), tools).claims
    assert [c.quantity.best for c in claims if c.measure == "injured"] == [1, 1]
