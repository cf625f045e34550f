"""A small episode with real sentences and true spans, as a case: for tests of what is shown to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from according.analysis.case import Case
from according.model import (
    Category,
    Claim,
    Document,
    EventDate,
    EventTypes,
    Incident,
    Mention,
    Place,
    Quantity,
    Scope,
    Span,
    Voice,
    Window,
    claim_id_of,
    incident_id_of,
    mention_id_of,
)
from according.toll import tolls

QUETTA = Place("Quetta", "PAK", "Balochistan", "Quetta", 30.18, 66.99, 1, 1167528)
MINISTER = Voice("the interior minister", "state", True)
MILITARY = Voice("the military", "state", True)
GROUP = Voice("the group's spokesman", "armed_group", True)
MONITOR = Voice("a conflict monitor", "monitor", False)
HOSPITAL = Voice("a doctor at the hospital", "medical", False)
FIRST = date(2026, 1, 31)

Told = tuple[str, int, Category, Voice | None]
#: Publisher, day, last day of the window; sentences, each with its figure, whom it counts and who says it.
REPORTS: tuple[tuple[str, date, date, tuple[Told, ...]], ...] = (
    ("Evening Ledger", FIRST, FIRST, (
        ("The interior minister said [37 fighters] had been killed.", 37, "armed_group", MINISTER),
        ("He put the dead of the forces at [10 officers].", 10, "security_force", MINISTER),
    )),
    ("Coast Reporter", FIRST, FIRST, (
        ("The group said it had killed [at least 84 soldiers].", -84, "security_force", GROUP),
        ("It admitted that [seven of its fighters] were dead.", 7, "armed_group", GROUP),
    )),
    ("Capital Gate", FIRST, FIRST, (
        ("The military counted [92 fighters] dead.", 92, "armed_group", MILITARY),
        ("It said [18 civilians] were killed.", 18, "civilian", MILITARY),
        ("A doctor at the hospital spoke of [21 civilians] killed.", 21, "civilian", HOSPITAL),
    )),
    ("Three Rivers", date(2026, 2, 1), date(2026, 2, 1), (
        ("The interior minister now gives [145 fighters] killed.", 145, "armed_group", MINISTER),
        ("He said [31 civilians] had died.", 31, "civilian", MINISTER),
        ("The forces lost [17 officers], he said.", 17, "security_force", MINISTER),
    )),
    ("Gulf Page", date(2026, 2, 2), date(2026, 2, 2), (
        ("The interior minister said [177 fighters] were killed.", 177, "armed_group", MINISTER),
        ("A conflict monitor counted [29 civilians] dead.", 29, "civilian", MONITOR),
        ("The group claimed [more than 200 soldiers].", -201, "security_force", GROUP),
    )),
    ("Pothohar", date(2026, 2, 6), date(2026, 2, 6), (
        ("The military raised its count to [216 fighters].", 216, "armed_group", MILITARY),
        ("The group admitted [93 of its fighters] lost.", 93, "armed_group", GROUP),
    )),
)  # fmt: skip
OPINION = (
    "In all [225 people] were killed: [17 officers], [31 civilians] and [177 fighters] said to be eliminated."
)


def episode(profile: str = "neutral") -> Case:
    """The case: nine voices, seven reports, one of them an opinion piece with a sum."""
    told = [_report(*report) for report in REPORTS] + [_opinion()]
    documents = {document.document_id: document for document, _, _ in told}
    mentions = tuple(mention for _, mention, _ in told)
    claims = tuple(claim for _, _, own in told for claim in own)
    ids = tuple(mention.mention_id for mention in mentions)
    incident = Incident(incident_id_of(ids), ids)
    return Case(incident, mentions, claims, documents, tolls(claims, documents, profile))


def _report(
    publisher: str, day: date, until: date, lines: tuple[Told, ...]
) -> tuple[Document, Mention, list[Claim]]:
    content, spans = unmarked("\n".join(line[0] for line in lines))
    document = Document(publisher.lower().replace(" ", "-"), "", content, day, publisher)
    mention = _mention(document, spans[0])
    scope: Scope = "mention" if until <= date(2026, 2, 2) else "cumulative"
    claims = [
        _claim(mention, span, figure, category, voice, Window(FIRST, until), scope)
        for span, (_, figure, category, voice) in zip(spans, lines, strict=True)
    ]
    return document, mention, claims


def _opinion() -> tuple[Document, Mention, list[Claim]]:
    content, spans = unmarked(OPINION)
    document = Document("open-courtyard", "", content, date(2026, 2, 4), "Open Courtyard")
    mention = _mention(document, spans[0])
    window = Window(FIRST, date(2026, 2, 1))
    counted: tuple[tuple[int, Category], ...] = (
        (17, "security_force"),
        (31, "civilian"),
        (177, "armed_group"),
    )
    parts = [
        _claim(mention, span, n, c, None, window) for span, (n, c) in zip(spans[1:], counted, strict=True)
    ]
    total = _claim(mention, spans[0], 225, "all", None, window)
    return document, mention, [replace(total, derived=True, parts=tuple(p.claim_id for p in parts)), *parts]


def _mention(document: Document, span: Span) -> Mention:
    mention_id = mention_id_of(document.document_id, span)
    types = EventTypes(("Battles", "Armed clash"), 1, ("Armed Assault",))
    return Mention(
        mention_id, document.document_id, 1, EventDate(FIRST, FIRST, "day"), QUETTA, types, (), span
    )


def _claim(
    mention: Mention,
    span: Span,
    figure: int,
    category: Category,
    voice: Voice | None,
    window: Window,
    scope: Scope = "mention",
) -> Claim:
    """A claim of deaths; a figure below zero stands for "at least" so many."""
    high = None if figure < 0 else figure
    quantity = Quantity(abs(figure), abs(figure), high, span.quote, "at_least" if figure < 0 else "exact")
    claim_id = claim_id_of(mention.document_id, "deaths", category, quantity, span)
    voices = (voice,) if voice else ()
    return Claim(
        claim_id, mention.document_id, mention.mention_id, "deaths", category, quantity, span, scope, window,
        "asserted", voices,
    )  # fmt: skip


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text without its brackets, and the span of what stood in each pair."""
    content, ranges, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(content)
        elif character == "]":
            ranges.append((start, len(content)))
        else:
            content += character
    return content, [Span.of(content, a, b) for a, b in ranges]
