"""What counts whom once, which event it belongs to, and whose people they were."""

from __future__ import annotations

from datetime import date

import pytest

from according.model import Claim, Document
from according.pipeline import Tools
from soundness import read_one, tolls_of

PUBLISHED = date(2026, 3, 13)
#: Text, deaths and injured of the event it is about.
TOTALS = [
    ("Five people were shot outside a club. One of them died.", 1, 4),
    ("Three people were shot at a party. One died; the other two are expected to survive.", 1, 2),
    ("Six shoppers were injured in a stabbing, one of whom died in hospital.", 1, 5),
    ("One woman was killed and three others were wounded.", 1, 3),
    ("The bomb killed six shoppers. Two more died in hospital.", 8, 0),
    ("Two men were killed. Abel Torne, 24, and Piet Sand, 30, died at the scene.", 2, 0),
    ("Four teens were shot at a party. Another victim walked into a clinic.", 0, 4),
    ("A man shot two coworkers dead. The gunman then shot himself and died at the scene.", 3, 0),
    ("The number of dead rose to 14 on Sunday. Officials had put the toll at nine.", 14, 0),
    ("The blast killed 31 people: 22 civilians and nine police officers.", 31, 0),
    ("Of the 20 dead, 14 were policemen.", 20, 0),
    ("The explosion wounded 19 (11 children, eight women).", 0, 19),
    ("Four people were shot and one woman died. She was 19. Four others were hurt, a doctor said.", 1, 4),
    ("A gunman killed four people on a farm. Two men and two women were each shot in the head.", 4, 0),
    ("Both men were rushed to a hospital, where one of them died. One man is dead, police said.", 1, 1),
    ("Two other victims were taken to a hospital, where one was pronounced dead.", 1, 1),
    ("A baker was shot on Friday. One shot was fired, and the gunman fled.", 0, 1),
    ("3 dead, 2 hurt in an attack on a farm Three men were killed and two others hurt on Friday.", 3, 2),
    ("Related Coverage Two sailors shot in harbor\n\nTwo sailors were shot in the harbor on Friday.", 0, 2),
    ("Ten guards were killed. All ten were buried on Monday.", 10, 0),
]


def counts(document: Document, tools: Tools) -> tuple[int | None, int | None]:
    tolls = tolls_of(read_one(document, tools))
    zero = (0, 0, 0)
    return tolls.get(("deaths", "all"), zero)[1], tolls.get(("injured", "all"), zero)[1]


def claim_of(claims: tuple[Claim, ...], figure: int) -> Claim:
    return next(c for c in claims if c.quantity.best == figure)


@pytest.mark.parametrize(("text", "deaths", "injured"), TOTALS)
def test_totals_of_one_report(tools: Tools, text: str, deaths: int, injured: int) -> None:
    assert counts(Document("d", "", text, PUBLISHED), tools) == (deaths, injured)


def test_a_stated_sum_names_its_parts(tools: Tools) -> None:
    text = "In all 225 people died: 17 soldiers, 31 civilians and 177 militants."
    claims = read_one(Document("d", "", text), tools).claims
    whole = claim_of(claims, 225)
    assert whole.derived
    assert {claim_of(claims, n).claim_id for n in (17, 31, 177)} == set(whole.parts)
    assert whole.category == "all"


def test_teasers_and_other_incidents_are_other_events(tools: Tools) -> None:
    text = "\n".join(
        [
            "Two bakers were shot dead in Ellerton on Thursday evening, police said.",
            "Detectives asked for help from anyone who saw a grey van leave Mill Street.",
            "Related: Five killed in Southport ferry fire attack",
            "Mayor wounds nine in duel over Quarry Lake fishing rights",
            "The street was closed until noon on Friday.",
            "In an unrelated incident, a fisherman was stabbed to death in Harrow.",
            "She asked neighbours to keep their doors shut.",
        ]
    )
    document = Document("d", "Two bakers shot dead in Ellerton", text, PUBLISHED)
    assert counts(document, tools) == (2, 0)
    reading = read_one(document, tools)
    first = next(m.mention_id for m in reading.mentions if m.rank == 1)
    assert {c.quantity.best for c in reading.claims if c.mention_id != first} == {1, 5, 9}


def test_paragraphs_printed_twice_are_links_to_other_stories(tools: Tools) -> None:
    teaser = "A zookeeper was found dead in a cage in Oakford, and two sailors were killed there.\n\n"
    story = (
        "A gunman shot a baker at his shop in Elmfield on Friday.\n\nThe baker is in stable condition.\n\n"
        "Police asked for witnesses.\n\nThe shop stays shut."
    )
    document = Document("d", "Baker shot at his Elmfield shop", teaser + teaser + story, PUBLISHED)
    assert counts(document, tools) == (0, 1)


def test_a_headline_run_into_the_text_counts_nobody_again(tools: Tools) -> None:
    title = "Oakford clerk killed himself after a quarrel"
    text = f"{title} Local News {title} Police say a 30-year-old man killed himself on Friday."
    assert counts(Document("d", title, text, PUBLISHED), tools) == (1, 0)


def test_a_line_told_again_is_a_repeat(tools: Tools) -> None:
    text = (
        "Police said nine people were killed. At noon officials confirmed that nine people had been killed."
    )
    first, again = read_one(Document("d", "", text), tools).claims
    assert (first.repeats, again.repeats) == (None, first.claim_id)


@pytest.mark.parametrize(
    ("text", "figure", "category"),
    [
        ("Three men were shot outside a bar. Detectives are looking for a suspect.", 3, "civilian"),
        ("An air strike killed 12 people near the front, where troops fought rebels.", 12, "unknown"),
        ("Eight soldiers were killed and 13 others were wounded in the ambush.", 13, "security_force"),
        ("Eight rebels were killed and 13 others were wounded in the ambush.", 13, "armed_group"),
        ("Police arrested a man on murder charges after a shooting at a bar killed two.", 1, "armed_group"),
        ("Police arrested 40 people at a protest of journalists against the junta.", 40, "civilian"),
        ("An officer shot a man who had raised a rifle at deputies.", 1, "armed_group"),
    ],
)
def test_whose_people_an_open_word_counts(tools: Tools, text: str, figure: int, category: str) -> None:
    assert claim_of(read_one(Document("d", "", text), tools).claims, figure).category == category


def test_the_place_of_a_dateline_is_nobody(tools: Tools) -> None:
    text = "ELLERTON, Ohio (QXYZ) – A teenager was found dead in a car early on Sunday."
    assert counts(Document("d", "", text), tools) == (1, 0)
