"""A campaign as JSON: who counts its sites, towns and districts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.analysis.campaign import campaign_case
from according.analysis.case import Case
from according.export.campaigns import campaign_record
from according.link.campaigns import Campaign, Campaigns, Member, Settings
from according.model import Document, Extent, Incident, Quantity, Span
from according.toll import tolls
from claiming import claim, voice
from mentioning import BALOCHISTAN, GWADAR, QUETTA, mention

DAY = date(2026, 1, 31)
TEXT = "Raids reached twelve towns, the military said. A driver saw fires in four towns."


def counted(number: int, words: str) -> Extent:
    start = TEXT.index(words)
    return Extent(
        "towns",
        Quantity(number, number, number, words, "exact"),
        (),
        Span.of(TEXT, start, start + len(words)),
    )


def test_every_count_stands_with_the_party_that_gives_it() -> None:
    at = TEXT.index("the military")
    military = replace(voice("the military", "state", True), span=Span.of(TEXT, at, at + 12))
    extents = (counted(12, "twelve towns"), counted(4, "four towns"))
    told = mention("w", place=BALOCHISTAN, places=(QUETTA, GWADAR), extents=extents, document="w")
    spoken = replace(claim("w", 40, "armed_group", military, (DAY, DAY)), mention_id="w", document_id="w")
    documents = {"w": Document("w", "", TEXT, DAY)}
    case = Case(Incident("i", ("w",)), (told,), (spoken,), documents, tolls([spoken], documents))
    campaign = Campaign("c", (), None, None, "unknown", DAY, DAY, (Member("i", "name"),), ())
    near = replace(case, incident=Incident("near", ("w",)))
    found = Campaigns((campaign,), (), 0, Settings())
    record = campaign_record(campaign_case(campaign, [case]), found, [case, near])
    assert record["beside"] == ["near"]
    said = [(one["best"], one["speaker"] and one["speaker"]["name"]) for one in record["counted"]]
    assert said == [(4, None), (12, "the military")]
    (_, twelve) = record["counted"]
    assert (twelve["quote"], twelve["document_id"], twelve["speaker"]["party"]) == ("twelve towns", "w", True)
    assert twelve["speaker"]["start"] == at
