#!/usr/bin/env python3
"""Reading against the answer keys of MUC-4 (1992): incidents in Latin American reports, in capitals.

    muc4.py [FOLDER] [--set tst1|tst2|dev] [--sample N] [--errors SLOT]

FOLDER holds `tst1/`, `tst2/` and `dev/` (default ../shared/data/muc4). Without --set both test sets are read.
Printed are recall, precision and F of each slot, beside the best system of 1992. `--errors` shows what was
wrong in a slot, for the development set alone.

How a reading becomes templates: a mention of violence that is not only a fight between armed sides is one
template. Its type comes from the ACLED sub-event and the claims, its date and place are the mention's (where
no words near those of the event tell the day it is "on or before" the report's, and where none name the place
it is the country that the report names most), organisations are the perpetrators with a name (a state's
forces by the word for them; fighters without one are of the armed body that the report names most), each with
the confidence that its basis stands for; human targets are the people of its claims of deaths, injured and
abducted but for fighters of armed groups, those told one by one each by itself, with number and effect. An
attack that harmed no one is a template where the report says so ("no casualties"), names a doer, or tells
what was bombed or set on fire.

How they are scored, after the scoring of 1992 (all templates: fills of a template without a partner count as
missing or spurious): templates pair one to one so that the points over all slots are highest; a pair has the
same type in part at least, and shares a target, an organisation or the finest place. Points are 1, or 1/2 in
part, over what the key holds (recall) and what was answered (precision). Fills that the key marks optional
("?", "(OPTIONAL)") are never missed. Simplified: strings agree where a word other than a common one agrees; a
type agrees in part with ATTACK, the general one; a date in part where the days overlap, a place where the
country does, a number or effect where only its target is another, a confidence where only its organisation is
another or both accuse. Physical targets, instruments and nationalities are not read and not scored.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from according.lang import language
from according.model import Actor, Claim, Document, Mention, Place, Reading, Sentence, Side, Span
from according.pipeline import Tools, read_documents
from according.ports import Gazetteer
from according.read.deeds import tells_of_deed
from according.read.fair_copy import fair_copy
from according.read.sides import bodies_in
from according.read.when import dates_in
from according.read.where import toponyms_in
from according.text import fold, sentences_of

ROOT = Path(__file__).resolve().parents[1]
#: Recall and precision of the best system of 1992 on two unseen test sets.
BEST_1992 = {
    "date": ((61, 57), (66, 54)),
    "location": ((63, 59), (65, 54)),
    "confidence": ((24, 30), (32, 45)),
    "number": ((66, 56), (60, 47)),
    "effect": ((62, 52), (57, 46)),
}
SLOTS = ("type", "stage", "date", "location", "organisation", "confidence", "number", "effect")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})[^\n]*\n", re.MULTILINE)
_FIELD = re.compile(r"^ ?(\d{1,2})\.  ?(.{32})(.*)$")
_DATELINE = re.compile(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b[^\n]{0,60}--")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMES = {
    1: "template",
    2: "date",
    3: "location",
    4: "type",
    5: "stage",
    10: "organisation",
    11: "confidence",
}
_NAMES |= {18: "name", 19: "description", 21: "number", 23: "effect"}
#: How many days back "- day" reaches: what lies further is no incident by 1992's rules.
_LONGEST_AGO = 60
#: How many sentences from those that tell of an event a day may stand; what days are not the event's.
_NEAR = 2
_NO_DAY = ("page", "future", "saying")
_COMMON = frozenset(
    ["the", "of", "and", "a", "an", "in", "at", "de", "la", "del", "los", "las", "el", "y", "their"]
)
_TYPES = {
    "Abduction/forced disappearance": "KIDNAPPING",
    "Remote explosive/landmine/IED": "BOMBING",
    "Suicide bomb": "BOMBING",
    "Grenade": "BOMBING",
    "Looting/property destruction": "ARSON",
}
_NO_TEMPLATE = frozenset(
    ("Arrests", "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
     "Disrupted weapons use", "Mob violence", "Violent demonstration")
)  # fmt: skip
_CONFIDENCE = {
    "reported": "REPORTED AS FACT",
    "claimed": "CLAIMED OR ADMITTED",
    "accused": "SUSPECTED OR ACCUSED",
    "suspected": "SUSPECTED OR ACCUSED",
}
#: Between the people of a list; what stands there that is none of them (an age, nothing).
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s)?\s*|\s+and\s+", re.IGNORECASE)
_NO_TARGET = re.compile(r"\s*\d{0,2}\s*$")
_NOBODY = "NO INJURY OR DEATH"
#: The keys hold a state's forces by these words.
_FORCES = re.compile(
    r"\b(?:armed forces|army|air force|national guard|security forces|military|government)\b", re.IGNORECASE
)
_SIDES = ("armed_group", "state", "unknown")
_EFFECTS = {"deaths": "DEATH", "injured": "INJURY"}


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot: its alternatives, the strings it refers to, whether the key leaves it open."""

    values: tuple[str, ...]
    strings: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its fills by slot, and the strings that name its targets."""

    fills: Mapping[str, tuple[Fill, ...]]
    targets: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Score:
    """Points, fills of the key and answers of one slot."""

    points: float = 0.0
    possible: int = 0
    actual: int = 0

    @property
    def rates(self) -> tuple[float, float, float]:
        """Recall, precision and F in percent."""
        recall, precision = self.points / max(1, self.possible), self.points / max(1, self.actual)
        both = recall + precision
        return 100 * recall, 100 * precision, 200 * recall * precision / both if both else 0.0


# ── the keys ──────────────────────────────────────────────────────────────────────────────────────────


def keys_in(text: str) -> dict[str, list[Template]]:
    """The templates of a file of keys by message; a message without an incident has none."""
    found: dict[str, list[Template]] = {}
    for block in re.split(r"\n(?=0\.  MESSAGE)", "\n" + text):
        rows = _rows(block)
        if "message" not in rows:
            continue
        templates = found.setdefault(rows["message"][0].split()[0], [])
        if rows["template"][0].strip() != "*":
            templates.append(_template(rows))
    return found


def _rows(block: str) -> dict[str, list[str]]:
    """The lines of each slot that is used here."""
    rows: dict[str, list[str]] = {}
    name = ""
    for line in block.split("\n"):
        start = _FIELD.match(line)
        if start:
            name = "message" if start[1] == "0" else _NAMES.get(int(start[1]), "")
        if name and (start or line.startswith(" " * 30)):
            rows.setdefault(name, []).append((start[3] if start else line).strip())
    return rows


def _template(rows: Mapping[str, list[str]]) -> Template:
    fills = {slot: tuple(_fills(rows.get(slot, []))) for slot in SLOTS}
    names = [
        s for slot in ("name", "description") for line in rows.get(slot, []) for s in _STRING.findall(line)
    ]
    return Template(fills, tuple(names), "OPTIONAL" in rows["template"][0])


def _fills(lines: Sequence[str]) -> Iterator[Fill]:
    """The fills of a slot; a line that opens with "/" goes on with the alternatives of the one before."""
    joined: list[str] = []
    for line in lines:
        if joined and (line.startswith("/") or joined[-1].endswith("/")):
            joined[-1] += " " + line
        elif line not in ("-", "*", ""):
            joined.append(line)
    for line in joined:
        optional = line.startswith(("?", "("))
        head = line.lstrip("? ").removeprefix("(")
        strings = tuple(s.replace('\\"', "") for s in _STRING.findall(head))
        values = strings if head.startswith('"') else _alternatives(head.split(': "')[0])
        yield Fill(values, strings, optional)


def _alternatives(words: str) -> tuple[str, ...]:
    whole = words.strip("? ")
    whole = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else whole
    return tuple(value.strip(" ?") for value in re.split(r"\s*/\s*", whole))


# ── the readings ──────────────────────────────────────────────────────────────────────────────────────


def documents_in(text: str) -> list[Document]:
    """The messages of a file of texts; published on the day of the dateline."""
    starts = [*_MESSAGE.finditer(text)]
    ends = [*(m.start() for m in starts[1:]), len(text)]
    found = []
    for m, end in zip(starts, ends, strict=True):
        body = text[m.end() : end].strip("\n ")
        line = _DATELINE.search(body[:200])
        published = _day(line[1], line[2], line[3]) if line else None
        found.append(Document(m[1], "", body, published))
    return found


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(1900 + int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def templates_of(document: Document, reading: Reading) -> list[Template]:
    """The templates that a reading stands for."""
    templates = []
    for mention in reading.mentions:
        claims = [c for c in reading.claims if c.mention_id == mention.mention_id and _is_told(c)]
        taken = [c for c in claims if c.measure == "abducted"]
        harmed = [c for c in claims if c.measure != "abducted"]
        if taken:
            templates.append(_answered(document, mention, taken, "KIDNAPPING"))
        unhurt = [c for c in reading.claims if c.mention_id == mention.mention_id and _is_none(c)]
        kind = _type_of(mention, harmed) if harmed else None if taken else _type_unharmed(mention, unhurt)
        if kind:
            templates.append(_answered(document, mention, harmed or unhurt[:1], kind))
    return templates


def _is_told(claim: Claim) -> bool:
    """Whether a claim is one of people harmed in the event itself; of dozens and others 1992 made nothing."""
    harmed = claim.measure in ("deaths", "injured", "abducted") and claim.stance == "asserted"
    return harmed and claim.scope == "mention" and claim.repeats is None and claim.quantity.best is not None


def _is_none(claim: Claim) -> bool:
    """Whether a claim is that nobody was harmed in the event."""
    harmed = claim.measure in ("deaths", "injured") and claim.scope == "mention"
    return harmed and claim.quantity.best == 0


def _type_unharmed(mention: Mention, unhurt: Sequence[Claim]) -> str | None:
    """The type of an attack that harmed nobody: the report says so, names a doer, or tells what was bombed
    or set on fire; of a fight only the last makes one."""
    sub_event = mention.types.acled[1] if mention.types.acled else None
    if sub_event is None or sub_event in _NO_TEMPLATE:
        return None
    doers = any(a.role == "perpetrator" for a in mention.actors)
    told = sub_event != "Armed clash" and (unhurt or doers)
    return _TYPES.get(sub_event, "ATTACK") if told or tells_of_deed(mention.span.quote) else None


def _type_of(mention: Mention, claims: Sequence[Claim]) -> str | None:
    """The incident's type; None where it is none for MUC-4."""
    sub_event = mention.types.acled[1] if mention.types.acled else None
    civilians = any(c.category == "civilian" for c in claims)
    if sub_event in _NO_TEMPLATE or (sub_event == "Armed clash" and not civilians):
        return None
    harmed = {c.category for c in claims}
    if "armed_group" in harmed and harmed <= {"armed_group", "security_force"}:
        return None
    return _TYPES.get(sub_event or "", "ATTACK")


def _answered(document: Document, mention: Mention, claims: Sequence[Claim], kind: str) -> Template:
    organisations = _organisations(document, mention)
    near = _near(document, [c.span for c in claims] or [mention.span])
    claims = [target for claim in claims for target in _targets(claim)]
    fills = {
        "type": (Fill((kind,)),),
        "stage": (Fill(("ACCOMPLISHED",)),),
        "date": tuple(_date_fill(document, mention, near)),
        "location": tuple(_place_fill(document, mention.place, near)),
        "organisation": tuple(Fill((name,), (name,)) for _, name in organisations),
        "confidence": tuple(Fill((_CONFIDENCE[a.basis],), (name,)) for a, name in organisations),
        "number": tuple(Fill((_figure(c),), (c.span.quote,)) for c in _groups(claims) if not _is_none(c)),
        "effect": tuple(_effect(c) for c in claims if c.measure in _EFFECTS),
    }
    return Template(fills, tuple(c.span.quote for c in claims))


def _targets(claim: Claim) -> Iterator[Claim]:
    """A claim of several people told one by one ("a teacher and her pupil") is a target for each, as in the
    keys; fighters of an armed group are none."""
    if claim.category == "armed_group":
        return
    span, several = claim.span, claim.quantity.best or 0
    ends = [*(m.span() for m in _BETWEEN.finditer(span.quote)), (len(span.quote), len(span.quote))]
    starts = [0, *(after for _, after in ends)]
    told = [(a, b) for a, (b, _) in zip(starts, ends, strict=False) if not _NO_TARGET.match(span.quote[a:b])]
    if several < 2 or len(told) != several:
        yield claim
        return
    one = replace(claim.quantity, low=1, best=1, high=1)
    for a, b in told:
        yield replace(claim, quantity=one, span=Span(span.start + a, span.start + b, span.quote[a:b]))


def _effect(claim: Claim) -> Fill:
    """What became of the people of a claim; that nobody was harmed is of nobody, as in the keys."""
    if _is_none(claim):
        return Fill((_NOBODY,), ("-",))
    return Fill((_EFFECTS[claim.measure],), (claim.span.quote,))


def _organisations(document: Document, mention: Mention) -> list[tuple[Actor, str]]:
    """The doers with the names of their organisations. Fighters without a name, where no doer has one, are of
    the armed body that the report names most."""
    doers = [a for a in mention.actors if a.role == "perpetrator" and a.side in _SIDES]
    named = [(a, name) for a in doers if (name := _named(a.name, a.side))]
    nameless = [a for a in doers if a.side == "armed_group"]
    body = _armed_body(document) if nameless and not named else ""
    return [(nameless[0], body)] if body else named


def _armed_body(document: Document) -> str:
    """The armed body that a report names most often; empty where it names none."""
    content = fair_copy(document).content
    names = Counter(content[a:b] for a, b, side in bodies_in(content) if side == "armed_group")
    return next((name for name, _ in names.most_common(1)), "")


def _named(name: str, side: Side) -> str:
    """The name of the organisation in an actor's words ("Front" guerrillas), of a state the word for its
    force; empty where there is none."""
    words = name.split()
    if side == "state" and (force := _FORCES.search(name)):
        return force.group()
    large = [i for i, word in enumerate(words) if word[:1].isupper() and (i or word.isupper())]
    large += [0] if words[0][:1].isupper() and words[0].lower() not in _COMMON and 1 in large else []
    return " ".join(words[min(large) : max(large) + 1]).strip(",.()") if large else ""


def _groups(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims whose people are not those of another one told with them."""
    seen: list[Claim] = []
    for claim in claims:
        if not any(claim.span.overlaps(other.span) for other in seen):
            seen.append(claim)
            yield claim


def _figure(claim: Claim) -> str:
    low, best = claim.quantity.low, claim.quantity.best
    if best is not None and claim.quantity.rule == "more_than":
        return f"{best - 1}-"
    if best is not None:
        return str(best)
    return f"{low}-" if low is not None and claim.quantity.rule.startswith("at") else "PLURAL"


def _near(document: Document, spans: Sequence[Span]) -> Sequence[Sentence]:
    """The sentences of these spans and those close by."""
    sentences = sentences_of(document)
    told = [s.index for s in sentences if any(s.start <= span.start < s.end for span in spans)]
    return [s for s in sentences if any(abs(s.index - at) <= _NEAR for at in told)]


def _date_fill(document: Document, mention: Mention, near: Sequence[Sentence]) -> Iterator[Fill]:
    """The days of the event; "- day of the report" where no words near those of the event tell them."""
    start, end = mention.event.start, mention.event.end
    if end is not None and end in _told_days(document, near):
        written = _written(end) if start in (None, end) else f"{_written(start)} - {_written(end)}"
        yield Fill((written,))
    elif last := document.published or end:
        yield Fill((f"- {_written(last)}",))


def _told_days(document: Document, near: Sequence[Sentence]) -> set[date | None]:
    """The last days of the expressions in these sentences."""
    told = {s.index for s in near}
    found = dates_in(document, sentences_of(document), language("en"))
    return {e.end or e.start for e in found if e.role not in _NO_DAY and e.sentence in told}


def _written(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def _place_fill(document: Document, place: Place | None, near: Sequence[Sentence]) -> Iterator[Fill]:
    """Country and areas of a place that is named near the event; otherwise, and of a place that the dateline
    alone names, the country that the report names most, as in the keys."""
    if place is None:
        return
    told = " ".join(fold(s.text.split("--", 1)[-1]) for s in near)
    if fold(place.name) not in " ".join(told.split()):
        yield Fill((_country_named(document) or place.country_iso3 or "",))
        return
    names = [name for name in (place.admin1, place.admin2, place.name) if name]
    yield Fill((": ".join([place.country_iso3 or "", *(names if place.precision != 6 else [])]),))


def _country_named(document: Document) -> str | None:
    """The country of most of the places and peoples that a report names."""
    copy = fair_copy(document)
    toponyms = toponyms_in(copy, sentences_of(copy), _gazetteer(), language("en"))
    named = Counter(t.place.country_iso3 for t in toponyms if t.role != "outlet" and t.place.country_iso3)
    return next((country for country, _ in named.most_common(1)), None)


# ── the comparison ────────────────────────────────────────────────────────────────────────────────────


def same_words(one: str, other: str) -> bool:
    """Whether two strings share a word that is not a common one."""
    return bool(_words(one) & _words(other))


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(w.rstrip("s") for w in re.findall(r"\w+", fold(text)) if w not in _COMMON)


def _any_same(ones: Sequence[str], others: Sequence[str]) -> bool:
    return any(same_words(a, b) for a in ones for b in others)


def agree_type(key: Fill, answer: Fill) -> float:
    """1 for the same type, 1/2 where one of the two is the general ATTACK."""
    if answer.values[0] in key.values:
        return 1.0
    return 0.5 if "ATTACK" in (*key.values, *answer.values) else 0.0


def agree_value(key: Fill, answer: Fill) -> float:
    """1 for the same value."""
    return float(answer.values[0] in key.values)


def agree_date(key: Fill, answer: Fill) -> float:
    """1 for the same days, 1/2 for days that overlap."""
    if answer.values[0] in key.values:
        return 1.0
    answered = _days(answer.values[0])
    return 0.5 if any(_overlap(_days(value), answered) for value in key.values) else 0.0


def _days(value: str) -> tuple[date, date] | None:
    """The first and last day; of "- day" that day and the two months before."""
    days = [d for m in _DAY.finditer(value) if (d := _day(*m.groups()))]
    if not days:
        return None
    open_start = value.lstrip().startswith("-")
    return (days[0] - timedelta(_LONGEST_AGO) if open_start else days[0]), days[-1]


def _overlap(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def agree_place(key: Fill, answer: Fill) -> float:
    """1 for the finest place of the key, 1/2 for a place that is in its country."""
    country, *names = answer.values[0].split(": ")
    best = 0.0
    for value in key.values:
        keyed = [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in value.split(":")]
        finest = keyed[-1].split(" - ")
        same_country = _iso3(keyed[0]) == country and bool(country)
        if len(keyed) == 1:
            best = max(best, (0.5 if names else 1.0) * same_country)
        elif names and any(fold(names[-1]) == fold(n) or fold(n) in fold(names[-1]) for n in finest):
            best = 1.0
        else:
            best = max(best, 0.5 * same_country)
    return best


@cache
def _iso3(name: str) -> str:
    entries = _gazetteer().lookup(name.title())
    return next((e.country_iso3 for e in entries if e.kind == "country"), "")


@cache
def _gazetteer() -> Gazetteer:
    from according.engines.geonames import open_gazetteer

    return open_gazetteer()


def agree_string(key: Fill, answer: Fill) -> float:
    """1 where the strings share a word, or one is the other's abbreviation."""
    return float(_any_same(key.strings, answer.strings) or _shortened(key.strings, answer.strings))


def _shortened(ones: Sequence[str], others: Sequence[str]) -> bool:
    pairs = [pair for one in ones for other in others for pair in ((one, other), (other, one))]
    return any(len(name) > 2 and name.upper() == _initials(full) for name, full in pairs)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word.lower() not in _COMMON).upper()


def agree_confidence(key: Fill, answer: Fill) -> float:
    """1 for the same confidence in the same organisation; 1/2 where both accuse, or another one is meant."""
    same = answer.values[0] in key.values
    accused = any(v.startswith(answer.values[0]) or answer.values[0].startswith(v) for v in key.values)
    if not agree_string(key, answer):
        return 0.5 * same
    return 1.0 if same else 0.5 * accused


def agree_number(key: Fill, answer: Fill) -> float:
    """1 for the same number of the same target, 1/2 of another."""
    bare = {value.replace("~", "").strip("- ") for value in key.values}
    same = answer.values[0].strip("-") in bare
    return (1.0 if _any_same(key.strings, answer.strings) else 0.5) * same


def agree_effect(key: Fill, answer: Fill) -> float:
    """1 for the same effect on the same target, 1/2 on another."""
    same = _any_same(key.strings, answer.strings) or key.strings == answer.strings
    return (1.0 if same else 0.5) * agree_value(key, answer)


AGREE: Mapping[str, Callable[[Fill, Fill], float]] = {
    "type": agree_type,
    "stage": agree_value,
    "date": agree_date,
    "location": agree_place,
    "organisation": agree_string,
    "confidence": agree_confidence,
    "number": agree_number,
    "effect": agree_effect,
}


def matching(points: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column) of points above 0, one to one, whose sum is highest."""
    columns = len(points[0]) if points else 0

    @cache
    def best(row: int, taken: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if row == len(points):
            return 0.0, ()
        found = best(row + 1, taken)
        for column in range(min(columns, _MOST_COLUMNS)):
            if points[row][column] > 0 and not taken >> column & 1:
                value, pairs = best(row + 1, taken | 1 << column)
                if value + points[row][column] > found[0]:
                    found = value + points[row][column], ((row, column), *pairs)
        return found

    return list(best(0, 0)[1])


_MOST_COLUMNS = 12


def slot_points(slot: str, key: Template, answer: Template) -> float:
    """The points of one slot of a pair of templates, its fills matched one to one."""
    keyed, answered = key.fills[slot], answer.fills[slot]
    table = [[AGREE[slot](k, a) for a in answered] for k in keyed]
    return sum(table[row][column] for row, column in matching(table)) if answered and keyed else 0.0


def may_pair(key: Template, answer: Template) -> bool:
    """Whether two templates may tell of one incident."""
    if not slot_points("type", key, answer):
        return False
    if _any_same(key.targets, answer.targets) or slot_points("organisation", key, answer):
        return True
    return slot_points("location", key, answer) == 1.0


def pair_points(key: Template, answer: Template) -> float:
    """The points of a pair over all slots; 0 where the two may not pair."""
    return sum(slot_points(slot, key, answer) for slot in SLOTS) if may_pair(key, answer) else 0.0


def scored(
    keys: Sequence[Template], answers: Sequence[Template], scores: Mapping[str, Score]
) -> list[tuple[Template | None, Template | None]]:
    """Add one message's points to the scores, and give its pairs; None stands for a missing partner."""
    pairs = matching([[pair_points(k, a) for a in answers] for k in keys]) if keys and answers else []
    met = [(keys[row], answers[column]) for row, column in pairs]
    alone_keys = [k for i, k in enumerate(keys) if i not in {row for row, _ in pairs} and not k.optional]
    alone = [a for i, a in enumerate(answers) if i not in {column for _, column in pairs}]
    for slot in SLOTS:
        score = scores[slot]
        for key, answer in met:
            points = slot_points(slot, key, answer)
            held = [f for f in key.fills[slot] if not f.optional]
            score.points += points
            score.possible += max(len(held), min(len(key.fills[slot]), int(points + 0.5)))
            score.actual += len(answer.fills[slot])
        score.possible += sum(not f.optional for key in alone_keys for f in key.fills[slot])
        score.actual += sum(len(answer.fills[slot]) for answer in alone)
    return [*met, *((k, None) for k in alone_keys), *((None, a) for a in alone)]


# ── the run ───────────────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Print the figures of the sets asked for."""
    options = arguments()
    if not (options.folder / "tst1").is_dir():
        print(f"SKIPPED: no answer keys at {options.folder}")
        return 0
    from according.engines.spacy_parser import SpacyParser

    tools = Tools(SpacyParser(), _gazetteer())
    for name in [options.set] if options.set else ["tst1", "tst2"]:
        documents, keys = load(options.folder / name, options.sample)
        scores = {slot: Score() for slot in SLOTS}
        for document, reading in zip(documents, read_documents(documents, tools), strict=True):
            answers = templates_of(document, reading)
            told = scored(keys.get(document.document_id, []), answers, scores)
            if name == "dev" and options.errors:
                show_errors(document.document_id, options.errors, told)
        show(name, len(documents), scores)
    return 0


def load(folder: Path, sample: int) -> tuple[list[Document], dict[str, list[Template]]]:
    """The messages of a set, every n-th so that about `sample` remain (0: all), and the keys."""
    files = sorted(folder.iterdir())
    keys: dict[str, list[Template]] = {}
    for file in files:
        if file.name.startswith("key"):
            keys |= keys_in(file.read_text("latin-1"))
    texts = [f.read_text("latin-1") for f in files if "-muc" in f.name and not f.name.startswith("key")]
    documents = [document for text in texts for document in documents_in(text)]
    return (documents[:: max(1, len(documents) // sample)] if sample else documents), keys


def show(name: str, n: int, scores: Mapping[str, Score]) -> None:
    """The table of one set."""
    print(f"{name}: {n} reports\nslot           recall  precision      F   1992: F of the best system")
    for slot in SLOTS:
        recall, precision, f = scores[slot].rates
        best = [2 * r * p / (r + p) for r, p in BEST_1992.get(slot, ())]
        then = " and ".join(f"{value:.1f}" for value in best)
        print(f"{slot:14} {recall:6.1f} {precision:10.1f} {f:6.1f}   {then}")


def show_errors(document_id: str, slot: str, told: Sequence[tuple[Template | None, Template | None]]) -> None:
    """What the key and the reading hold in a slot where they differ."""
    for key, answer in told:
        keyed = key.fills[slot] if key else ()
        answered = answer.fills[slot] if answer else ()
        full = key and answer and slot_points(slot, key, answer) == len(keyed) == len(answered)
        if (keyed or answered) and not full:
            mark = "pair" if key and answer else "missing" if key else "spurious"
            print(f"{document_id} {mark}\n   key  {[f.values + f.strings for f in keyed]}")
            print(f"   read {[f.values + f.strings for f in answered]}")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "muc4")
    parser.add_argument("--set", choices=["tst1", "tst2", "dev"])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--errors", choices=SLOTS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
