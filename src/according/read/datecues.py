"""Date cues: what a date is the date of, by the words around it.

The event itself, someone's dying, what was said, what came of it (arrest, court, hospital), what is to come,
an earlier life, or the page. The words are data (`[dates.cues]`, `[dates.syntax]` of a language). The parse
was tried in place of nearness and did no better.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from according.model import Sentence
from according.read.dateforms import Found, Grammar, SameTable, any_of, found_in, triggers_in

#: `page`: when the page was put up, or a dateline; `bare`: no cue near.
DateRole = Literal["event", "dying", "saying", "procedure", "future", "background", "page", "bare"]
Sign = tuple[int, int, DateRole]


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues, compiled."""

    kinds: Mapping[str, DateRole]
    signs: re.Pattern[str]
    lead: re.Pattern[str]
    page: re.Pattern[str]
    picture: re.Pattern[str]
    range_open: re.Pattern[str]
    range_join: re.Pattern[str]
    clock_before: re.Pattern[str]
    part: re.Pattern[str]
    clock_after: re.Pattern[str]
    breaks: re.Pattern[str]
    auxiliaries: re.Pattern[str]
    clause: re.Pattern[str]
    opener: re.Pattern[str]
    article: re.Pattern[str]
    playlist: re.Pattern[str]
    possessives: tuple[str, ...]


def cues_of(lang: Mapping[str, Any]) -> Cues:
    """The cues of a language's `[dates]` table, compiled once."""
    return _compiled_cues(SameTable(lang["dates"]))


@lru_cache(maxsize=8)
def _compiled_cues(key: SameTable) -> Cues:
    cues, syntax = key.table["cues"], key.table["syntax"]
    link = syntax["link"]
    kinds = {w: k for k in reversed(get_args(DateRole)) for w in cues.get(k, ()) if k != "page"}
    lead = "|".join(f"(?P<{kind}>{any_of(cues[kind])})" for kind in ("since", "until"))
    hour = rf"(?:{syntax['clock_before']})?"
    page = rf"{any_of(cues['page'])}(?P<colon>\s?:|\s[|-])?(?:{syntax['page_link']}){{0,12}}"
    return Cues(
        kinds=kinds,
        signs=re.compile(rf"(?<!\w){any_of(kinds)}(?!\w)"),
        lead=re.compile(rf"(?<![\w-])(?:{lead}){link} \Z"),
        page=re.compile(rf"(?<!\w){page}\Z"),
        picture=re.compile(rf",? {any_of(cues['picture'])}(?!\w)"),
        range_open=re.compile(rf"(?<!\w){any_of(cues['range_open'])}{link} {hour}\Z"),
        range_join=re.compile(
            rf"(?:{syntax['clock_after']}\.?\)?)?\s?{any_of(cues['range_join'])}{link}\s?{hour}"
        ),
        part=re.compile(rf"(?<!\w){any_of(key.table['parts_of_day'])}(?!\w)"),
        clock_before=re.compile(syntax["clock_before"] + r"\Z"),
        clock_after=re.compile(syntax["clock_after"]),
        breaks=re.compile(syntax["breaks"]),
        auxiliaries=re.compile(syntax["auxiliaries"]),
        clause=re.compile(syntax["clause"]),
        opener=re.compile(syntax["opener"] + r"\Z"),
        article=re.compile(syntax["article"] + r"\Z"),
        playlist=re.compile(syntax["playlist"]),
        possessives=tuple(syntax["possessives"]),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A found stretch with its sentence and what the words around it make of it.

    `lead` is "since", "until" or ""; `clock` whether an hour stands beside it; `part` whether it names a part
    of the day; `opens` whether it opens its
    sentence or stands in the lead.
    """

    found: Found
    sentence: int
    role: DateRole
    lead: str
    clock: bool
    part: bool
    opens: bool


def marked(
    grammar: Grammar, cues: Cues, content: str, low: str, sentences: Sequence[Sentence]
) -> Iterator[Mark]:
    """The date stretches of a text in order, each with its role. `low` is the text in lower case."""
    near: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    at = 0
    for start, end, kinds in triggers_in(grammar, low):
        while at < len(sentences) and sentences[at].end <= start:
            at += 1
        if at == len(sentences):
            break
        for kind in kinds:
            near[at][kind] = near[at].get(kind, (start, end))[0], end
    for index, needs in near.items():
        sentence = sentences[index]
        hits = found_in(grammar, content, low, sentence.start, sentence.end, needs)
        if hits:
            yield from _sentence_marks(cues, content, low, sentence, hits)


def _sentence_marks(
    cues: Cues, content: str, low: str, sentence: Sentence, hits: Sequence[Found]
) -> Iterator[Mark]:
    found = cues.signs.finditer(low, sentence.start, sentence.end)
    signs = [(m.start(), m.end(), cues.kinds[m[0]]) for m in found]
    bare_line = _is_date_line(low, sentence, hits)
    page_end = -9
    for hit in hits:
        page = bare_line or hit.start - page_end in range(4) or _on_page(cues, content, low, sentence, hit)
        page_end = hit.end if page else page_end
        role: DateRole = "page" if page else _role(cues, low, sentence, hit, signs)
        lead = cues.lead.search(low, max(sentence.start, hit.start - 24), hit.start)
        opens = hit.start - sentence.start < 16 or sentence.index < 3
        clock = _has_clock(cues, low, sentence, hit)
        part = bool(cues.part.search(low, hit.start, hit.end))
        yield Mark(hit, sentence.index, role, (lead.lastgroup or "") if lead else "", clock, part, opens)


#: A line of more characters than this is no mere date line.
_LINE = 120


def _is_date_line(low: str, sentence: Sentence, hits: Sequence[Found]) -> bool:
    """Whether a line holds little but dates: a page's own date, not a report's."""
    if sentence.is_title or sentence.end - sentence.start > _LINE:
        return False
    rest, at = "", sentence.start
    for hit in hits:
        rest, at = rest + low[at : hit.start], hit.end
    rest += low[at : sentence.end]
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 1


_DATELINE_TAIL = re.compile(r"[^a-z]{0,40}(?:--|—|–| - |\) ?[-–—])|\s?\([^()]{1,40}\)\s?[-–—]", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{1,20}\) \Z")  # the foot of a quoted message of a social medium
_PAGED = ("day", "numeric", "iso", "weekday", "word")
#: Rules whose days are named by themselves, not counted from another day.
ABSOLUTE = ("day", "numeric", "iso")


def _has_clock(cues: Cues, low: str, sentence: Sentence, hit: Found) -> bool:
    before = cues.clock_before.search(low, max(sentence.start, hit.start - 30), hit.start)
    return bool(before or cues.clock_after.match(low, hit.end, min(sentence.end, hit.end + 50)))


def _of_a_picture(cues: Cues, low: str, sentence: Sentence, hit: Found) -> bool:
    """Whether a date is that of a picture, a film or a quoted message: neither the page's nor the event's."""
    if cues.playlist.match(low, sentence.start, sentence.end):
        return True
    if cues.picture.match(low, hit.end, min(sentence.end, hit.end + 24)):
        return True
    return bool(_HANDLE.search(low, max(sentence.start, hit.start - 24), hit.start))


def _on_page(cues: Cues, content: str, low: str, sentence: Sentence, hit: Found) -> bool:
    """Whether a date tells when the page was put up ("Posted: …"), or is a dateline's."""
    if hit.reads not in _PAGED:
        return False
    label = cues.page.search(low, max(sentence.start, hit.start - 40), hit.start)
    if label and (label["colon"] or label.start() == sentence.start or low[label.start() - 1] in "([|/"):
        return True
    place = content[sentence.start : hit.start]
    opens = hit.reads == "day" and 3 < len(place) <= 60 and _is_place_line(place)
    return opens and bool(_DATELINE_TAIL.match(content, hit.end, min(sentence.end, hit.end + 80)))


def _is_place_line(words: str) -> bool:
    """ "PORT TOWN, " or "PORT TOWN, Upper Valley (": capitals at first, and no word without a capital."""
    first, *others = re.findall(r"[^\W\d_]+", words) or [""]
    if words.rstrip(" ,(").isupper():
        return True
    return len(first) > 2 and first.isupper() and all(word[0].isupper() for word in others)


#: How many characters of distance a break between cue and date, or a cue behind the date, is worth.
_BREAK_COST, _BEHIND_COST, _FARTHEST = 15, 14, 170


def _role(cues: Cues, low: str, sentence: Sentence, hit: Found, signs: Sequence[Sign]) -> DateRole:
    """The kind of the nearest cue; what stands before counts as nearer, unless the date opens its clause."""
    if _of_a_picture(cues, low, sentence, hit):
        return "background"
    opens = _opens_clause(cues, low, sentence, hit)
    best: float = _FARTHEST
    role: DateRole = "bare"
    for start, end, kind in signs:
        if start >= hit.end:
            cost = _cost_behind(cues, low, hit, start, kind, opens)
        elif end <= hit.start:
            cost = _cost_before(cues, low, hit, end, kind)
        else:
            continue
        if cost < best:
            best, role = cost, kind
    return role


#: How far before a date, in characters, a cue of these kinds still tells of it.
_SAYING_REACH, _FUTURE_REACH = 32, 70
#: "will appear in court Friday": a word of what is to come outweighs the nearer verb that it governs.
_MODAL = 25
#: "said the Sunday shooting": what the date belongs to outweighs the nearer verb before it.
_OWN = 10


def _cost_before(cues: Cues, low: str, hit: Found, end: int, kind: str) -> float:
    gap = hit.start - end
    if kind == "saying" and (gap > _SAYING_REACH or cues.clause.search(low, end, hit.start)):
        return _FARTHEST
    if kind in ("future", "background") and gap > _FUTURE_REACH:
        return _FARTHEST
    cost = _gap_cost(cues, low, end, hit.start)
    return cost - _MODAL if kind == "future" else cost


def _cost_behind(cues: Cues, low: str, hit: Found, start: int, kind: str, opens: bool) -> float:
    gap = low[hit.end : start] if start - hit.end < _FARTHEST else ","
    if kind == "saying" and not opens and ("," in gap or len(gap) > _SAYING_REACH):
        return _FARTHEST  # "on Friday, police said" tells who says it
    if kind == "future" and (len(gap) > _SAYING_REACH or not opens):
        return _FARTHEST  # "a man shot Friday is expected to live"
    names = _names(cues, low, hit, start)
    behind = -_OWN if names else 0 if opens else _BEHIND_COST
    if not opens and not names and cues.auxiliaries.search(gap):
        behind += _BREAK_COST
    return _gap_cost(cues, low, hit.end, start) + behind


def _gap_cost(cues: Cues, low: str, start: int, end: int) -> float:
    if end - start > _FARTHEST:
        return _FARTHEST
    return end - start + _BREAK_COST * sum(1 for _ in cues.breaks.finditer(low, start, end))


def _opens_clause(cues: Cues, low: str, sentence: Sentence, hit: Found) -> bool:
    before = low[max(sentence.start, hit.start - 12) : hit.start].rstrip()
    before = cues.opener.sub("", before).rstrip()
    return before[-1:] in tuple(',;:—–"“') if before else hit.start - sentence.start <= 12


def _names(cues: Cues, low: str, hit: Found, start: int) -> bool:
    """ "Monday's shooting", "the March 2 drive-by shooting": the cue is what the date belongs to."""
    gap = low[hit.end : start] if start - hit.end < 30 else "."
    if not re.search(r"[^\W_]", gap):
        return "." not in gap
    owns = low[hit.end - 2 : hit.end] in cues.possessives or gap[:2] in cues.possessives
    modifies = cues.article.search(low, max(0, hit.start - 16), hit.start)
    return bool(owns or modifies) and not cues.breaks.search(gap, 1)
