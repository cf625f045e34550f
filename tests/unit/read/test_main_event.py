"""Figures of other events that a report tells beside its own."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Document
from according.pipeline import Tools
from soundness import read_one

PUBLISHED = date(2026, 3, 13)  # a Friday
LEAD = (
    "A gunman shot two bakers in Elmfield on Thursday. The bakers were closing their shop.\n\n"
    "Detectives asked for witnesses. The street was shut for hours.\n\n"
)
MARCH = "Police arrested eleven marchers on Thursday. They had asked for a permit. A court will hear them. "
CASES = [
    (LEAD + "Related: Three sailors killed in harbor blaze of gunfire", 3, "background"),
    (LEAD + "The shooting comes a month after seven students were killed in Oakford.", 7, "background"),
    (LEAD + "This attack comes a little over a year after a gunman killed six nurses.", 6, "background"),
    (LEAD + "Thursday's shooting follows the killing of four sailors in the harbor.", 4, "background"),
    (LEAD + "They had come from a vigil for six nurses who died in March.", 6, "background"),
    (LEAD + "Four nurses died in a similar attack last summer.", 4, "background"),
    (LEAD + "The widow of murdered journalist Edda Rusk saw it.", 1, "background"),
    (LEAD + "A plaque there recalls the 2015 killing of 40 sailors.", 40, "background"),
    (LEAD + "The gunman also wounded four students.", 4, "mention"),
]
GENERAL = [
    ("Rights groups deplore the killing of activists.", "background"),
    ("Journalists have been beaten in custody.", "cumulative"),
]


@pytest.mark.parametrize(("text", "figure", "scope"), CASES)
def test_what_is_told_beside_the_main_event(tools: Tools, text: str, figure: int, scope: str) -> None:
    claims = read_one(Document("d", "Two bakers shot in Elmfield", text, PUBLISHED), tools).claims
    assert [c.scope for c in claims if c.quantity.best == figure] == [scope]


@pytest.mark.parametrize(("sentence", "scope"), GENERAL)
def test_nobody_in_particular_is_of_no_event(tools: Tools, sentence: str, scope: str) -> None:
    claims = read_one(Document("d", "", MARCH + sentence, PUBLISHED), tools).claims
    assert {c.scope for c in claims if c.quantity.best is None} == {scope}


def test_the_title_tells_of_the_main_event_however_old(tools: Tools) -> None:
    title = "Trial opens over killing of two farmers in 2019"
    claims = read_one(Document("d", title, "The judge heard a witness.", PUBLISHED), tools).claims
    assert [c.scope for c in claims if c.measure == "deaths"] == ["mention"]


PERSON = (
    "A court in Elmfield postponed the trial of the jailed editor Marla Tovin on Thursday. Her lawyers had "
    "asked for it. Envoys were kept out of the room. "
)
OF_A_PERSON = [
    ("Tovin was arrested in May 2021 with nine other editors.", {1: "mention", 9: "mention"}),
    ("Another editor, Marla Okun, was arrested in 2021.", {1: "background"}),
]


@pytest.mark.parametrize(("sentence", "scopes"), OF_A_PERSON)
def test_a_report_is_about_whom_its_lead_names(tools: Tools, sentence: str, scopes: dict[int, str]) -> None:
    document = Document("d", "Court postpones trial of editor Tovin", PERSON + sentence, PUBLISHED)
    told = [c for c in read_one(document, tools).claims if c.span.start > len(PERSON)]
    assert {c.quantity.best: c.scope for c in told} == scopes


def test_a_count_since_the_takeover_is_a_window_though_its_day_is_named(tools: Tools) -> None:
    text = (
        "Two reporters went on trial on Thursday. They are among 60 reporters arrested since the army seized "
        "power in a February 1 coup, lawyers said."
    )
    claims = read_one(Document("d", "", text, PUBLISHED), tools).claims
    assert [c.scope for c in claims if c.quantity.best == 60] == ["cumulative"]


@pytest.mark.parametrize(("mark", "quote"), [("", "a man"), (".", "A baker")])
def test_the_first_line_without_a_full_stop_is_a_headline(tools: Tools, mark: str, quote: str) -> None:
    text = (
        f"A baker was shot at the harbor{mark}\n\nPolice said a man was shot on Thursday.\n\n"
        "He had closed his shop early."
    )
    claims = read_one(Document("d", "", text, PUBLISHED), tools).claims
    assert [c.span.quote for c in claims if c.measure == "injured"][:1] == [quote]


CALLED = [
    "5 shot outside Oakford harbor club, cops say",
    "The shooting victim was taken to hospital by friends. Officers were called to the hospital, where "
    "they spoke with him.",
    "The day after the girl was shot, officers were called to Oakford Medical Center for a "
    "report of an assault.",
    "Two bakers were shot at the harbor. Rights groups say that prisoners were tortured there.",
]


@pytest.mark.parametrize("text", CALLED)
def test_who_speaks_or_is_called_is_not_harmed(tools: Tools, text: str) -> None:
    claims = read_one(Document("d", "", text, PUBLISHED), tools).claims
    told = [c.quantity.best for c in claims if c.measure == "injured"]
    assert told and None not in told
