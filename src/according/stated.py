"""What each speaker states in each document: claims brought together into figures that can be compared.

A document's claims are sorted by the window they cover and, where its speakers contradict each other, by
speaker; each heap is added up by `added`. What comes out is one `Stated` for each measure and category, as
of a day, over a window. Nothing is added up across documents or windows here or later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.adding import Added, added
from according.model import Category, Claim, Document, Measure, Place, Scope, SetAside, Side, Window, level_of
from according.origins import origins_of
from according.speakers import Speaker, families_of, is_enemy_claim, speaker_of, telling_words


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure that one document gives by one speaker. low ≤ best ≤ high with None for an open end.

    `as_of`: the day the figure stood, the end of its window or else the day of publication; None if neither
    is known. `published`: when the document came out. `sole_window`: the document gives no other window for
    this event. `whole`: a claim over everyone stands behind it, so it is a total and not a sum of what
    happened to be mentioned. `enemy`: every claim behind it is a party's word about its enemy; `tainted`:
    some such claim is among them.
    """

    document_id: str
    measure: Measure
    category: Category
    low: int | None
    best: int | None
    high: int | None
    window: Window
    area: Place | None
    scope: Scope
    speaker: Speaker
    as_of: date | None
    published: date | None
    claim_ids: tuple[str, ...]
    sole_window: bool = True
    whole: bool = False
    enemy: bool = False
    tainted: bool = False

    def __hash__(self) -> int:
        return hash((self.measure, self.category, self.claim_ids))  # the rest seldom tells two apart

    @property
    def figure(self) -> int:
        """The single figure to compare by: best, else low, else high, else 0."""
        return level_of(self.low, self.best, self.high) or 0

    @property
    def key(self) -> tuple[object, ...]:
        """A total order that does not depend on where the figure came in."""
        return (self.as_of or date.max, self.window.end or date.max, self.figure, self.claim_ids)


@dataclass(frozen=True, slots=True)
class Statements:
    """Every figure stated about one incident, and the claims that no figure rests on, with reasons."""

    stated: tuple[Stated, ...]
    set_aside: tuple[SetAside, ...]


def statements_of(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Statements:
    """The figures stated about one incident by every document, copies and all that asserts nothing set
    aside."""
    ordered = sorted(merged(claims).values(), key=lambda c: (c.document_id, c.span.start, c.claim_id))
    families = families_of(ordered)
    present = {d: documents[d] for d in sorted({c.document_id for c in ordered}) if d in documents}
    origins = origins_of(present)
    aside: list[SetAside] = []
    stated: list[Stated] = []
    for document_id in sorted({c.document_id for c in ordered}):
        own = [c for c in ordered if c.document_id == document_id]
        if origins.get(document_id, document_id) != document_id:
            aside.extend(SetAside(c.claim_id, "wire_copy") for c in own)
            continue
        kept, left = _asserted(own)
        found = _of_document(kept, documents.get(document_id), families)
        stated.extend(found.stated)
        aside.extend((*left, *found.set_aside))
    return Statements(tuple(sorted(stated, key=lambda s: (s.measure, s.category, s.key))), tuple(aside))


def merged(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims by id, each with what its repeats add: the speaker, the group or the parts that it lacks
    itself.

    "193 dead" in a headline is the same claim as the sentence that says who counted whom.
    """
    by_id = {c.claim_id: c for c in claims}
    for claim in sorted(by_id.values(), key=lambda c: (c.document_id, c.span.start, c.claim_id)):
        first = by_id.get(claim.repeats or "")
        if first is not None and first is not claim and first.document_id == claim.document_id:
            by_id[first.claim_id] = _completed(first, claim)
    return {claim_id: _as_sum(claim, by_id) for claim_id, claim in by_id.items()}


def _as_sum(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    """The same claim, marked as a sum where its parts add up to it; a sum over several groups counts
    everyone."""
    parts = [by_id[p] for p in claim.parts if p in by_id and p != claim.claim_id]
    figures = [p.quantity.best for p in parts]
    if len(parts) < 2 or None in figures or sum(f for f in figures if f is not None) != claim.quantity.best:
        return claim
    groups = {p.category for p in parts}
    return replace(claim, derived=True, category="all" if len(groups) > 1 else claim.category)


def _completed(first: Claim, again: Claim) -> Claim:
    known = first.category not in ("all", "unknown")
    parts = tuple(p for p in again.parts if p != first.claim_id)
    return replace(
        first,
        voices=first.voices or again.voices,
        category=first.category if known or again.category == "all" else again.category,
        parts=first.parts or parts,
        derived=first.derived or (again.derived and not first.parts),
    )


def _asserted(claims: Sequence[Claim]) -> tuple[list[Claim], list[SetAside]]:
    """The claims that assert a figure of the event, and the others with what they are instead."""
    kept, aside = [], []
    inner = {part for whole in claims for part in _same_people(whole, claims)}
    doubles, loose = _doubles(claims), _uncounted(claims)
    for claim in claims:
        reason: str = "background" if claim.scope == "background" else claim.stance
        reason = "sub_count" if reason == "asserted" and claim.claim_id in inner else reason
        reason = "repeat" if reason == "asserted" and claim.claim_id in doubles else reason
        reason = "less_exact" if reason == "asserted" and claim.claim_id in loose else reason
        if reason == "asserted":
            kept.append(claim)
        else:
            aside.append(SetAside(claim.claim_id, reason))
    return kept, aside


def _doubles(claims: Sequence[Claim]) -> set[str]:
    """Bare figures ("81 killed") that the document gives again with the group: the same people, less
    exactly."""
    known = {_figure(c) for c in claims if c.category not in ("all", "unknown") and _figure(c)[1] is not None}
    bare = (c for c in claims if c.category in ("all", "unknown") and not c.parts)
    return {c.claim_id for c in bare if _figure(c) in known}


def _uncounted(claims: Sequence[Claim]) -> set[str]:
    """People told of without a number ("travellers shot dead") whom the document counts elsewhere, unless it
    adds them to others: no voice says that there were fewer."""
    own = [c for c in claims if c.is_of_event]
    counted = {(c.measure, c.category) for c in own if (c.quantity.best or 0) > 1}
    others = {c.adds_to for c in own}
    bare = (c for c in own if c.quantity.rule == "plural" and c.adds_to is None and c.claim_id not in others)
    return {c.claim_id for c in bare if (c.measure, c.category) in counted}


def _figure(claim: Claim) -> tuple[Measure, int | None]:
    return claim.measure, claim.quantity.best


def _same_people(whole: Claim, claims: Sequence[Claim]) -> set[str]:
    """Parts of a figure that count people of its own category, whatever window they name."""
    of_whole = (c for c in claims if c.claim_id in whole.parts and c.claim_id != whole.claim_id)
    return {c.claim_id for c in of_whole if c.category == whole.category and c.measure == whole.measure}


def _of_document(
    claims: Sequence[Claim], document: Document | None, families: Mapping[tuple[Side, str], str]
) -> Statements:
    by_id = {c.claim_id: c for c in claims}
    claims = [_surviving(c, by_id) for c in claims]
    stated: list[Stated] = []
    aside: dict[str, str] = {}
    windows = _by_coverage(claims)
    sole = len({w for w in ((c.window.start, c.window.end) for c in claims) if any(w)}) <= 1
    for heap in windows:
        for part in _by_rival_speaker(heap):
            sums, left = added(part)
            stated.extend(_stated(one, part, document, families, sole) for one in sums)
            aside.update(left)
    used = {c for s in stated for c in s.claim_ids}
    rest = (
        SetAside(c.claim_id, aside.get(c.claim_id, "sub_count")) for c in claims if c.claim_id not in used
    )
    return Statements(tuple(stated), tuple(rest))


def _surviving(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    """The claim without the dead whom it counts: of "five shot, one of them dead" four are injured."""
    parts = [by_id[p] for p in claim.parts if p in by_id]
    dead = sum(p.quantity.best or 0 for p in parts if p.measure == "deaths")
    if claim.measure == "deaths" or not dead:
        return claim
    q = claim.quantity
    low, best, high = (None if n is None else max(0, n - dead) for n in (q.low, q.best, q.high))
    return replace(claim, quantity=replace(q, low=low, best=best, high=high))


def _by_coverage(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims by measure, window and area; those without a window of their own go with the event's."""
    event = next((c.window for c in claims if c.scope == "mention" and _told(c.window)), Window())
    heaps: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        window = claim.window if _told(claim.window) or claim.scope == "cumulative" else event
        key = (claim.measure, claim.scope, window, claim.area)
        heaps.setdefault(key, []).append(claim)
    return list(heaps.values())


def _told(window: Window) -> bool:
    return window.start is not None or window.end is not None


def _by_rival_speaker(heap: Sequence[Claim]) -> list[list[Claim]]:
    """The heap as one, or by voice where two voices give different figures of one category, be it as parts of
    totals."""
    whole = {part: claim for claim in heap for part in claim.parts}
    figures: dict[Category, dict[str, set[tuple[int | None, ...]]]] = {}
    for claim in heap:
        total = whole.get(claim.claim_id, claim)
        if claim.repeats is None and (total is claim or total.category != claim.category):
            q = claim.quantity
            by_voice = figures.setdefault(claim.category, {})
            by_voice.setdefault(_voice(total), set()).add((q.low, q.best, q.high))
    rival = any(len(by) > 1 and len(set(map(frozenset, by.values()))) > 1 for by in figures.values())
    if not rival:
        return [list(heap)]
    split: dict[str, list[Claim]] = {}
    for claim in heap:
        split.setdefault(_voice(whole.get(claim.claim_id, claim)), []).append(claim)
    return list(split.values())


def _voice(claim: Claim) -> str:
    return claim.voices[-1].name.casefold() if claim.voices else ""


def _stated(
    total: Added,
    part: Sequence[Claim],
    document: Document | None,
    families: Mapping[tuple[Side, str], str],
    sole: bool,
) -> Stated:
    by_id = {c.claim_id: c for c in part}
    used, first = total.claims, total.claims[0]
    speakers = sorted({speaker_of(c, document, families) for c in used}, key=lambda s: (s.family, s.name))
    alone = len({s.family for s in speakers}) == 1
    speaker = speakers[0] if alone else speaker_of(_unvoiced(first), document, families)
    window = next((c.window for c in part if _told(c.window)), Window())
    published = document.published if document else None
    enemies = [is_enemy_claim(c) for c in used]
    whole = total.category == "all" and any(c.category in ("all", "unknown") for c in used)
    return Stated(
        first.document_id,
        first.measure,
        total.category,
        total.low,
        total.best,
        total.high,
        window,
        first.area,
        first.scope,
        speaker,
        _as_of(first.scope, window, published),
        published,
        tuple(sorted(c.claim_id for c in used)),
        sole,
        whole,
        all(enemies),
        any(enemies) or _tainted_parts(used, by_id),
    )


def _as_of(scope: Scope, window: Window, published: date | None) -> date | None:
    """A figure for the event itself stands as of the report; one over a window of its own, as of its end."""
    if scope == "mention" and published is not None:
        return max(published, window.end or published)
    return window.end or published


def _tainted_parts(used: Sequence[Claim], by_id: Mapping[str, Claim]) -> bool:
    parts = (by_id.get(p) for claim in used for p in claim.parts)
    return any(is_enemy_claim(p) for p in parts if p is not None)


def _unvoiced(claim: Claim) -> Claim:
    """The same claim as the document's own words: where several speakers stand behind one sum."""
    return replace(claim, voices=())


#: Two renderings of one claim differ by no more than this share of the higher one.
_NEAR = 0.1


def possibly_same(a: Stated, b: Stated) -> bool:
    """Whether two documents may render one claim by one speaker differently ("84" and "81").

    The same speaker, of a state under names that do not tell two offices apart, for the same day and window,
    with figures that differ, but little. Only a person can tell whether it is one claim.
    """
    if (a.measure, a.category, a.speaker.family) != (b.measure, b.category, b.speaker.family):
        return False
    if a.document_id == b.document_id or a.figure == b.figure or a.as_of != b.as_of or a.window != b.window:
        return False
    if a.speaker.side not in ("state", "armed_group") or (a.area is None) != (b.area is None):
        return False
    if a.speaker.side == "state" and not _one_office(a.speaker, b.speaker):
        return False
    return abs(a.figure - b.figure) <= _NEAR * max(a.figure, b.figure)


def _one_office(a: Speaker, b: Speaker) -> bool:
    """Whether the names may be one's: the telling words of one hold the other's; a name without any ("the
    group") stands for a speaker that is called by nothing but its family's own words."""
    one, other = telling_words(a.name), telling_words(b.name)
    if one and other:
        return one <= other or other <= one
    return (one or other) <= telling_words(a.family)


def onset_of(stated: Iterable[Stated]) -> date | None:
    """The first day that most documents count from (then most figures, then the earliest); None if none
    tells."""
    documents: dict[date, set[str]] = defaultdict(set)
    figures: dict[date, int] = defaultdict(int)
    for item in stated:
        start = item.window.start
        if start is not None and item.area is None:
            figures[start] += 1
            if item.scope == "mention" and _days(item.window) <= _DAYS_OF_A_MENTION:
                documents[start].add(item.document_id)
    if not figures:
        return None
    return max(figures, key=lambda day: (len(documents.get(day, ())), figures[day], -day.toordinal()))


#: A mention dated no better than this tells no onset while others do.
_DAYS_OF_A_MENTION = 10


def _days(window: Window) -> int:
    if window.start is None or window.end is None:
        return 0
    return (window.end - window.start).days
