"""Figures held against each other: sums that do not close, stale pairs, renderings, extents, windows.

Everything here points out; nothing is repaired. Findings are `Problem` values with codes ACC-3xx.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from according.model import Category, Claim, Document, Measure, Mention, Place, Problem, Window
from according.scopes import contains
from according.series import Point, Series, series_of
from according.speakers import About, Speaker, about, is_enemy_claim
from according.stated import Stated, onset_of, possibly_same, statements_of
from according.text import fold

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: A window that begins or ends this much further out is another question, not another answer.
_OTHER_QUESTION_DAYS = 7


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A total that its document states as a sum of parts. `added_low`, `added_high`: the parts together, high
    None where one is open. `closes`: whether the total can be their sum."""

    total: Claim
    parts: tuple[Claim, ...]
    added_low: int
    added_high: int | None
    closes: bool


@dataclass(frozen=True, slots=True)
class SideRow:
    """What one speaker says of one category: of its own people, its enemy's or others', day by day."""

    speaker: Speaker
    about: About
    measure: Measure
    category: Category
    points: tuple[Point, ...]


def sum_checks(claims: Iterable[Claim]) -> tuple[SumCheck, ...]:
    """Every sum that a document states, checked, in the order of documents and of the text."""
    by_id = {c.claim_id: c for c in claims}
    ordered = sorted(by_id.values(), key=lambda c: (c.document_id, c.span.start, c.claim_id))
    checks = (_sum_check(c, [by_id[p] for p in c.parts if p in by_id]) for c in ordered if c.derived)
    return tuple(check for check in checks if len(check.parts) > 1)


def _sum_check(total: Claim, parts: Sequence[Claim]) -> SumCheck:
    low = sum(_low(p) for p in parts)
    highs = [p.quantity.high for p in parts]
    high = None if None in highs else sum(h for h in highs if h is not None)
    top = total.quantity.high
    closes = (top is None or low <= top) and (high is None or high >= _low(total))
    return SumCheck(total, tuple(parts), low, high, closes)


def _low(claim: Claim) -> int:
    return claim.quantity.low if claim.quantity.low is not None else 0


def claims_by_side(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[SideRow, ...]:
    """What each party says of its own, its enemy's and others' losses, own first; never mixed or added."""
    order = {"own": 0, "enemy": 1, "others": 2}
    by_id = {c.claim_id: c for c in claims}
    rows = [
        SideRow(s.speaker, _whose(s, by_id), s.measure, s.category, s.points)
        for s in series_of(by_id.values(), documents)
        if s.speaker.party
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.speaker.side, r.speaker.family, r.measure, order[r.about], r.category))
    )


def _whose(line: Series, by_id: Mapping[str, Claim]) -> About:
    """Of the enemy where one of its figures says so, else by side and category."""
    counted = (by_id[c] for point in line.points for c in point.claim_ids if c in by_id)
    named = any(is_enemy_claim(claim) for claim in counted)
    return "enemy" if named else about(line.speaker.side, line.category)


def problems_of(
    claims: Iterable[Claim], mentions: Iterable[Mention], documents: Mapping[str, Document]
) -> tuple[Problem, ...]:
    """Every figure of one incident that does not fit another, in the order of documents and of the text."""
    every = tuple({c.claim_id: c for c in claims}.values())
    found = [
        *_open_sums(every),
        *_parts_over_wholes(every),
        *_stale_pairs(every, documents),
        *_renderings(every, documents),
        *(p for m in mentions for p in _extents(m)),
        *_other_questions(every, documents),
    ]
    return tuple(
        sorted(
            set(found), key=lambda p: (p.document_id or "", p.span.start if p.span else 0, p.code, p.message)
        )
    )


def _problem(code: str, message: str, claim: Claim) -> Problem:
    return Problem(code, message, claim.claim_id, claim.document_id, claim.span)


def _open_sums(claims: Sequence[Claim]) -> list[Problem]:
    """ACC-301: a stated total that is not the sum of its stated parts."""
    found = []
    for check in sum_checks(claims):
        if not check.closes:
            added = " + ".join(_words(p) for p in check.parts)
            text = f"stated as {_words(check.total)}, but {added} = {check.added_low}"
            found.append(_problem("ACC-301", text, check.total))
    return found


def _words(claim: Claim) -> str:
    q = claim.quantity
    return str(q.best if q.best is not None else q.words)


def _parts_over_wholes(claims: Sequence[Claim]) -> list[Problem]:
    """ACC-302: a part that is larger than what it is said to be a part of."""
    by_id = {c.claim_id: c for c in claims}
    found = []
    for whole in claims:
        top = whole.quantity.high
        for part in (by_id[p] for p in whole.parts if p in by_id):
            if top is not None and _low(part) > top:
                found.append(
                    _problem("ACC-302", f"{_words(part)} are said to be among {_words(whole)}", part)
                )
    return found


def _stale_pairs(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Problem]:
    """ACC-303: one document sets figures side by side of which one had been replaced before the other was
    given.

    The lines that its figures are held against are those of the speakers whom other documents name, whatever
    they count: the dead beside the injured of another day are a stale pair too.
    """
    found = []
    stated = statements_of(claims, documents).stated
    for document_id in sorted({s.document_id for s in stated}):
        own = [s for s in stated if s.document_id == document_id and s.category != "all"]
        if len({(s.measure, s.category) for s in own}) > 1:
            others = series_of([c for c in claims if c.document_id != document_id], documents)
            named = [s for s in others if s.speaker.side not in ("author", "unknown")]
            found.extend(_stale_in(own, named, claims))
    return found


@dataclass(frozen=True, slots=True)
class _Standing:
    """The days on which a figure stood in a speaker's line: from its first day until the next figure's."""

    item: Stated
    since: date
    until: date
    replaced_by: Point | None


def _stale_in(own: Sequence[Stated], lines: Sequence[Series], claims: Sequence[Claim]) -> list[Problem]:
    by_id = {c.claim_id: c for c in claims}
    standing = [s for s in (_standing(item, lines) for item in own) if s is not None]
    pairs: dict[tuple[str, ...], tuple[_Standing, list[_Standing]]] = {}
    for old in standing:
        measure, category = old.item.measure, old.item.category
        newer = max(standing, key=lambda s: (s.since, s.item.measure == measure))
        if old.replaced_by is None or (newer.item.measure, newer.item.category) == (measure, category):
            continue
        if old.until > newer.since or _says_when(old.item, newer.item):
            continue
        pairs.setdefault(newer.item.claim_ids, (newer, []))[1].append(old)
    return [_stale(newer, olds, by_id) for newer, olds in pairs.values()]


def _stale(newer: _Standing, olds: Sequence[_Standing], by_id: Mapping[str, Claim]) -> Problem:
    """ "177 of 2 Feb (armed group) stands beside 18 of 31 Jan (civilian; 31 since 1 Feb) and …"."""
    told = dict.fromkeys(
        f"{old.item.figure} of {_day(old.since)} ({_group(old.item)};"
        f" {_point(old.replaced_by) if old.replaced_by else '?'} since {_day(old.until)})"
        for old in olds
    )
    new = f"{newer.item.figure} of {_day(newer.since)} ({_group(newer.item)})"
    first = min((by_id[old.item.claim_ids[0]] for old in olds), key=lambda c: (c.span.start, c.claim_id))
    return _problem("ACC-303", f"{new} stands beside {' and '.join(told)}", first)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _says_when(old: Stated, newer: Stated) -> bool:
    """Whether the document itself dates the older figure earlier, or gives it as another speaker's."""
    dated = old.scope == newer.scope or old.scope == "cumulative"
    ends = old.window.end, newer.window.end
    if dated and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
        return True
    return old.speaker.party and newer.speaker.party and old.speaker.family != newer.speaker.family


def _standing(item: Stated, lines: Sequence[Series]) -> _Standing | None:
    """When the figure stood, in the longest line that holds it; None where no line does."""
    for line in sorted(lines, key=lambda s: (-len(s.points), s.speaker.family)):
        if (line.measure, line.category) != (item.measure, item.category) or not _speaks(item, line):
            continue
        for n, point in enumerate(line.points):
            if _figure(point) == item.figure and point.as_of is not None:
                nexts = [p for p in line.points[n + 1 :] if p.as_of is not None and _figure(p) > item.figure]
                until = nexts[0].as_of if nexts and nexts[0].as_of else date.max
                since = min(point.as_of, item.as_of) if item.as_of else point.as_of
                return _Standing(item, since, until, nexts[0] if nexts else None)
    return None


def _speaks(item: Stated, line: Series) -> bool:
    return not item.speaker.party or item.speaker.family == line.speaker.family


def _figure(point: Point) -> int:
    return next((n for n in (point.best, point.low, point.high) if n is not None), 0)


def _point(point: Point) -> str:
    return str(_figure(point))


def _group(item: Stated) -> str:
    """Whom a figure counts; what became of them where they did not die."""
    group = item.category.replace("_", " ")
    return group if item.measure == "deaths" else f"{item.measure}, {group}"


def _renderings(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Problem]:
    """ACC-304: two documents give one speaker slightly different figures for the same window."""
    by_id = {c.claim_id: c for c in claims}
    found = []
    stated = [s for s in statements_of(claims, documents).stated if s.category != "all" or s.whole]
    for a, b in combinations(stated, 2):
        if possibly_same(a, b):
            text = f"{a.figure} and {b.figure} are both given to {a.speaker.name or b.speaker.name}"
            found.append(_problem("ACC-304", text, by_id[min(a.claim_ids[0], b.claim_ids[0])]))
    return found


def _extents(mention: Mention) -> list[Problem]:
    """ACC-305: more places named than counted."""
    found = []
    for extent in mention.extents:
        named, top = len({fold(name) for name in extent.named}), extent.quantity.high
        if top is not None and named > top:
            text = f"{extent.quantity.words} {extent.kind} counted, {named} named"
            found.append(Problem("ACC-305", text, mention.mention_id, mention.document_id, extent.span))
    return found


def _other_questions(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Problem]:
    """ACC-306: a figure whose window or area is so much wider that it is not comparable with the
    incident's."""
    stated = [s for s in statements_of(claims, documents).stated if s.category != "all" or s.whole]
    onset = onset_of(stated)
    by_id = {c.claim_id: c for c in claims}
    areas = [s.area for s in stated if s.area is not None]
    found = []
    for item in stated:
        why = _why_apart(item.window, item.area, onset, areas)
        if why and any(
            (s.measure, s.category) == (item.measure, item.category) for s in stated if s is not item
        ):
            text = f"{item.figure} ({_group(item)}) covers {why}: not comparable with the incident's figures"
            found.append(_problem("ACC-306", text, by_id[item.claim_ids[0]]))
    return found


def _why_apart(window: Window, area: Place | None, onset: date | None, areas: Sequence[Place]) -> str:
    if area is not None and any(contains(area, other) for other in areas if other != area):
        return area.name
    if area is not None and area.precision is not None and area.precision >= 6:
        return area.name
    if onset is None or window.start is None or window.end is None:
        return ""
    if (onset - window.start).days >= _OTHER_QUESTION_DAYS and window.end >= onset:
        return f"{window.start} to {window.end}"
    return ""
