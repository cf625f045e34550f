"""Campaigns on the page: what each rests on, its figures, what stands apart, and what an empty book says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from according.analysis.campaign import beside, campaign_case
from according.analysis.case import Case
from according.link.campaigns import Campaigns, campaigns_of
from according.link.synchrony import SiteEvent
from according.model import Actor, Document, Extent, Incident, Mention, Quantity, Span
from according.registry import shipped
from according.report.campaigns import CampaignSection, campaign_section
from according.report.page import page_of, render
from according.report.plot import RIGHT, WIDTH
from according.report.raster import CHANCE_HEIGHT, NAMES, chance, raster
from according.toll import tolls
from claiming import claim, day, document, voice
from mentioning import BALOCHISTAN, GWADAR, KARACHI, NUSHKI, QUETTA, mention

GROUP = "Baloch Liberation Army"
NAME = "Operation Northwind"
FIRST = date(2025, 9, 1)
TEXT = f"{NAME} reached twelve towns, the military said. The governor gave no figure."
TWELVE = Extent("towns", Quantity(12, 12, 12, "twelve towns", "exact"), (), Span(28, 40, "twelve towns"))
MILITARY = replace(voice("the military", "state", True), span=Span(42, 54, "the military"))


def by(told: Mention) -> Mention:
    return replace(told, actors=(Actor(GROUP, "perpetrator", "armed_group", "reported"),))


def case_of(told: Mention, figure: int | None = None) -> Case:
    found = document(told.document_id, day(31), TEXT)
    spoken = ()
    if figure is not None:
        one = claim(told.mention_id, figure, "armed_group", MILITARY, (day(31), day(31)))
        spoken = (replace(one, mention_id=told.mention_id, document_id=told.document_id),)
    documents = {told.document_id: found}
    incident = Incident(f"i-{told.mention_id}", (told.mention_id,))
    return Case(incident, (told,), spoken, documents, tolls(spoken, documents))


def section(cases: list[Case]) -> CampaignSection:
    found = found_in(cases)
    return campaign_section([campaign_case(c, cases) for c in found.campaigns], found, cases)


def found_in(cases: list[Case]) -> Campaigns:
    mentions = {m.mention_id: m for case in cases for m in case.mentions}
    documents = {key: d for case in cases for key, d in case.documents.items()}
    return campaigns_of([case.incident for case in cases], mentions, documents, shipped())


def html_of(cases: list[Case]) -> str:
    return render(page_of(cases, [], "neutral", "book as of entry 1", section(cases)))


WHOLE = by(
    mention("w", place=BALOCHISTAN, places=(QUETTA, GWADAR, NUSHKI), operations=(NAME,), extents=(TWELVE,))
)
RAID = mention("raid", day(29), NUSHKI)
NAMED = [
    case_of(WHOLE, 40),
    case_of(by(mention("n", place=GWADAR))),
    case_of(RAID, 5),
    case_of(mention("far", place=KARACHI)),
    case_of(mention("old", day(2), NUSHKI)),
]


def synchronous() -> list[Case]:
    spread = [(FIRST + timedelta(7 * n % 150), f"d{n % 12}") for n in range(40)]
    spread += [(date(2026, 1, 10), f"d{n}") for n in range(9)]
    return [
        case_of(by(mention(f"m{n}", when, replace(QUETTA, admin2=site))))
        for n, (when, site) in enumerate(spread)
    ]


def test_a_campaign_with_its_grounds_counts_tolls_and_who_says_what() -> None:
    (card,) = section(NAMED).cards
    assert card.heading == f"{NAME} ({GROUP})"
    assert [row.cells[::2] for row in card.rests_on] == [("one name", f"“{NAME}”")]
    assert [row.cells[:3] for row in card.counted] == [("12", "towns", "“twelve towns”")]
    assert card.counted[0].cells[3].startswith("the military, in ")
    assert {(row.cells[1], row.cells[2]) for row in card.stated} >= {("armed group", "0–40")}
    assert [(row.speaker, row.whose, row.figures) for row in card.parties] == [
        ("the state", "its enemy's", "40")
    ]
    assert "20 are needed" in card.tested and card.chance is None


def test_what_stands_apart_is_of_its_days_and_area_and_no_part_of_it() -> None:
    (card,) = section(NAMED).cards
    assert [row.cells[:2] for row in card.beside] == [("29 Jan 2026", "Nushki, Balochistan")]
    found = found_in(NAMED)
    one = campaign_case(found.campaigns[0], NAMED)
    assert [case.incident.incident_id for case in beside(one, NAMED, 40)] == ["i-raid", "i-old"]


def test_the_figure_shows_districts_days_and_chance() -> None:
    (card,) = section(synchronous()).cards
    assert card.raster is not None and card.chance is not None
    assert sum(cell.inside for cell in card.raster.cells) == 9
    assert card.raster.has_others and "9" in {count.label for count in card.raster.counts}
    assert card.chance.observed == 9
    assert re.search(
        r"p = 0\.\d{3} where days are drawn anew.*p = 0\.\d{3} where its days are permuted", card.tested
    )
    html = html_of(synchronous())
    assert "9 as told" in html and html.count("<rect") == len(card.raster.cells) + len(card.chance.bars)


def test_marks_stand_within_the_figures() -> None:
    events = [SiteEvent(FIRST + timedelta(n), f"site {n % 40}", f"i{n}") for n in range(80)]
    drawn = raster(events, {"i30"}, FIRST + timedelta(30), FIRST + timedelta(200))
    assert drawn.more > 0 and drawn.rows[0].label == "site 30"
    for cell in drawn.cells:
        assert cell.x >= NAMES and cell.x + cell.width <= WIDTH - RIGHT + 0.2
        assert 0 < cell.y < drawn.height
    found = chance((0, 0, 90, 9), 12)
    assert [bar.words.split(":")[1] for bar in found.bars] == [" 90 of 99 runs", " 9 of 99 runs"]
    assert all(bar.y > 0 and bar.y + bar.height <= found.base < CHANCE_HEIGHT for bar in found.bars)
    assert found.bars[-1].x < found.observed_x < WIDTH


def test_labels_of_neighbouring_days_do_not_run_into_each_other() -> None:
    events = [
        SiteEvent(FIRST + timedelta(n), f"site {k}", "i") for n in (10, 11) for k in range(2 + 3 * (n == 11))
    ]
    drawn = raster(events, {"i"}, FIRST + timedelta(10), FIRST + timedelta(11))
    assert [count.label for count in drawn.counts] == ["5"]


def test_without_campaigns_the_page_says_what_to_do() -> None:
    html = html_of([case_of(mention("alone"))])
    assert "No incidents belong together" in html and "according link BOOK" in html
    assert "Campaigns (0)" in html


def test_what_reports_hold_is_text_never_markup() -> None:
    evil = '<script>alert(1)</script>" onmouseover="x'
    cases = [replace(NAMED[0], documents={"doc-w": Document("doc-w", "", TEXT, publisher=evil)}), *NAMED[1:]]
    html = html_of(cases)
    assert "alert(1)" in html and "<script" not in html and 'onmouseover="' not in html
