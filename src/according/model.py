"""The types of According: frozen values, ids by content, nothing but the standard library.

Spans count Unicode code points in `Document.content`; `content[start:end] == quote` always.
Counts of people are integers or None, where None is an open end (`Quantity`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Measure = Literal["deaths", "injured", "abducted", "detained", "missing", "displaced"]
Category = Literal["civilian", "security_force", "armed_group", "unknown", "all"]
Side = Literal["state", "armed_group", "medical", "witness", "monitor", "media", "author", "unknown"]
Scope = Literal["mention", "cumulative", "background"]
Stance = Literal["asserted", "denied", "expected", "hypothetical"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
Role = Literal["perpetrator", "target", "other"]
Basis = Literal["reported", "claimed", "accused", "suspected"]
Verdict = Literal["same", "different", "unsure"]

MEASURES: tuple[Measure, ...] = get_args(Measure)
CATEGORIES: tuple[Category, ...] = get_args(Category)
SIDES: tuple[Side, ...] = get_args(Side)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
#: Whose people a party to the conflict speaks of as its enemy's.
ENEMIES: Mapping[Side, Category] = {"state": "armed_group", "armed_group": "security_force"}


def content_id(*fields: object) -> str:
    """The SHA-256 (64 hex digits) of length-delimited fields.

    Lengths stand before the fields so that no two different tuples give one text
    ("a", "bc" and "ab", "c" differ); None differs from the empty string.
    """
    digest = hashlib.sha256()
    for value in fields:
        raw = b"" if value is None else str(value).encode("utf-8", "surrogatepass")
        digest.update(b"-:" if value is None else b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range [start, end) of a document's content and the characters that stand there."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, content: str, start: int, end: int) -> Span:
        """The span of `content[start:end]`; raises ValueError on an empty or outlying range."""
        if not 0 <= start < end <= len(content):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(content)} characters")
        return cls(start, end, content[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in data: a code of `errors.PROBLEMS`, what was found where. Never stops a run."""

    code: str
    message: str
    where: str = ""
    document_id: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as fixed text. `published` and `publisher` are None where nothing tells them."""

    document_id: str
    title: str
    text: str
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    country_hint: str | None = None
    original_sha256: str | None = None

    @property
    def content(self) -> str:
        """What spans count in: title, blank line, text; the text alone where there is no title."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    @property
    def content_sha256(self) -> str:
        """The SHA-256 of the content in UTF-8."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a parsed sentence. `start`, `end` count in the document's content; `tag` is a Penn
    Treebank tag; `dep` a CLEAR dependency label; `head` the index of its head in the sentence (its own
    index at the root)."""

    text: str
    start: int
    end: int
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place in the document. `tokens` is empty where it was not parsed (triage)."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    is_title: bool = False
    tokens: tuple[Token, ...] = ()


def level_of(low: int | None, best: int | None, high: int | None) -> int | None:
    """The single figure to compare by: best, else low, else high; None where none is known."""
    for number in (best, low, high):
        if number is not None:
            return number
    return None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: low ≤ best ≤ high, None for an open end, the words as written and the rule that read
    them ("exact", "at_least", …). "at least 12" is (12, 12, None), "dozens" (24, None, 99)."""

    low: int | None
    best: int | None
    high: int | None
    words: str
    rule: str

    @property
    def level(self) -> int | None:
        """The single figure to compare by; see `level_of`."""
        return level_of(self.low, self.best, self.high)


@dataclass(frozen=True, slots=True)
class Window:
    """The days [start, end], both inclusive, that a figure covers; None is an open end."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event happened: first and last possible day (inclusive) and how exact that is."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words of the report's name for it, resolved as far as the gazetteer allows.

    `precision` is UCDP's where_prec: 1 exact, 2 near a known place, 3 second-level area, 4 first-level
    area, 5 part of a country larger than that, 6 country only, 7 international waters or airspace; None
    where the words could not be resolved. `lat`, `lon` in degrees (WGS 84), None where no point is known.
    `gazetteer`: the added gazetteer that told the point, with its version ("sites@0f3c…"); None: the shipped
    one.
    """

    name: str
    country_iso3: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    geonames_id: int | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain a claim came by. `party`: whether it is a party to the conflict."""

    name: str
    side: Side
    party: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who took part, in what role, and on what basis the report says so."""

    name: str
    role: Role
    side: Side
    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class EventTypes:
    """The event in the field's code systems; None or empty where the report does not tell.

    `acled`: (event type, sub-event type); `ucdp`: 1 state-based, 2 non-state, 3 one-sided; `gtd`: up to
    three attack types by name.
    """

    acled: tuple[str, str] | None = None
    ucdp: int | None = None
    gtd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimConfidence:
    """How probable it is (0 to 1) that reading got the figure with its measure, the category, the scope and
    the side of the voice right; of reading, never of what happened."""

    figure: float
    category: float
    scope: float
    voice: float


@dataclass(frozen=True, slots=True)
class MentionConfidence:
    """How probable it is (0 to 1) that reading got the first day right to the day and the place to within
    50 km; None where it gives none."""

    date: float | None
    place: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One asserted figure about a mention. Never changed once written.

    `voices` is the chain, outermost (the outlet) first; empty means that the document itself says it.
    `area` is None where the figure covers the mention's own place. `parts` are claims of the same
    document that this figure is stated to consist of or to include; `derived` marks a sum that the
    document itself states of those parts. `repeats` names an earlier claim of the document that this one
    says again; `adds_to` an earlier one that counts other people of the same event and measure ("a man was
    killed … two others died"), so that the two may be added. `all` as category means a figure over everyone.
    `confidence` is None in books read before it was measured.
    """

    claim_id: str
    document_id: str
    mention_id: str
    measure: Measure
    category: Category
    quantity: Quantity
    span: Span
    scope: Scope
    window: Window
    stance: Stance
    voices: tuple[Voice, ...] = ()
    area: Place | None = None
    derived: bool = False
    parts: tuple[str, ...] = ()
    repeats: str | None = None
    adds_to: str | None = None
    confidence: ClaimConfidence | None = None

    @property
    def side(self) -> Side:
        """The side of the innermost voice; `author` where the document itself says it."""
        return self.voices[-1].side if self.voices else "author"

    @property
    def is_of_event(self) -> bool:
        """Whether it is asserted, and of the event itself rather than of its background."""
        return self.stance == "asserted" and self.scope != "background"


def claim_id_of(document_id: str, measure: str, category: str, quantity: Quantity, span: Span) -> str:
    """The id of a claim: the same words read the same way are one claim."""
    figures = (quantity.low, quantity.best, quantity.high)
    return content_id("claim", document_id, measure, category, *figures, span.start, span.end)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far an event reached as the report counts it ("14 cities"), and the places that it names."""

    kind: str
    quantity: Quantity
    named: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one document describes it. `rank` 1 is the event that the document is about.

    `span` holds the words that the mention was first found by; `operations` the names that anyone in the
    report gives to the operation or campaign; `places` every place that the report ties to the event.
    """

    mention_id: str
    document_id: str
    rank: int
    event: EventDate
    place: Place | None
    types: EventTypes
    actors: tuple[Actor, ...]
    span: Span
    places: tuple[Place, ...] = ()
    operations: tuple[str, ...] = ()
    extents: tuple[Extent, ...] = ()
    confidence: MentionConfidence | None = None


def mention_id_of(document_id: str, span: Span) -> str:
    """The id of a mention: its document and the words it was first found by."""
    return content_id("mention", document_id, span.start, span.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version found in one document."""

    document_id: str
    reader: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A signed verdict on two mentions. `by` names a model version or a person; `why` the reasons."""

    mention_a: str
    mention_b: str
    verdict: Verdict
    by: str
    why: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Retraction:
    """Takes one entry of the book out of every view; the entry itself stays. `by` names who took it out."""

    entry_id: str
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word that an outlet has corrected a document or taken it back: its figures no longer count,
    and stay to be seen. `corrected_in`: the document in its place, None where it was withdrawn. `stands`:
    that it has not been corrected, whatever later reports seem to show. `taken_out`: that the document does
    not belong in the book (added by mistake, a duplicate): no view holds it while the word is in force."""

    document_id: str
    by: str
    why: str = ""
    corrected_in: str | None = None
    stands: bool = False
    taken_out: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A claim that a toll does not rest on, and why."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Toll:
    """low ≤ best ≤ high of one measure and category under one profile, naming the claims behind it.

    `best` is None where no claim gives a single figure; `high` is None where nothing bounds it above.
    `derived` marks a sum of `parts` tolls or claims rather than a figure that someone stated. `marks` says on
    what the figure rests, in words of `toll.MARKS`.
    """

    measure: Measure
    category: Category
    low: int | None
    best: int | None
    high: int | None
    profile: str
    used: tuple[str, ...]
    set_aside: tuple[SetAside, ...] = ()
    derived: bool = False
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """The mentions judged to be one event. Derived, never stored on a mention."""

    incident_id: str
    mention_ids: tuple[str, ...]


def incident_id_of(mention_ids: Iterable[str]) -> str:
    """The id of an incident: its mentions, in whatever order they came."""
    return content_id("incident", *sorted(mention_ids))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book. `body` is canonical JSON; `entry_id` hashes everything before it.

    `kind` is document, reading, judgement, correction, retraction or problem. `recorded_at` (UTC) is when the
    book learnt it; when things happened stands in the body.
    """

    sequence: int
    kind: str
    body: str
    recorded_at: datetime
    previous_id: str
    entry_id: str = field(default="")
