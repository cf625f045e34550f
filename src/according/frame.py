"""What the figures of one incident are figures of: the onset that they count from, and who still holds to
which.

Each figure is held against the incident's frame: the day that most of its documents count from, open at the
end, because a count grows while the event goes on. A figure that counts from elsewhere is never reconciled
with the others; one that begins later, or covers one place of several, only bounds them from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from according.series import chains_of
from according.stated import Stated, onset_of, possibly_same

#: Up to this precision of UCDP's where_prec an area named beside the event's own is a part of it.
_NARROW = 3


@dataclass(frozen=True, slots=True)
class Framed:
    """One incident's figures by what they can do: `current` ones answer, `partial` ones bound from below,
    and `reasons` says for every other claim why it does neither. `enemy_words`: the claims that are a
    party's word about its enemy, or the press's echo of one. `replaced`: figures of the incident that are no
    longer in force, without those that their speaker took back."""

    current: tuple[Stated, ...]
    partial: tuple[Stated, ...]
    reasons: Mapping[str, str]
    enemy_words: frozenset[str] = frozenset()
    replaced: tuple[Stated, ...] = ()


def framed(stated: Sequence[Stated]) -> Framed:
    """The figures against the frame that they share, superseded and stale ones left out."""
    onset = onset_of(stated)
    verdicts = {s: _against(s, onset) for s in stated}
    verdicts.update(_grown(stated, verdicts))
    inside = [s for s in stated if verdicts[s] == "inside"]
    reasons: dict[str, str] = {}
    for item, verdict in verdicts.items():
        if verdict != "inside":
            reasons.update(dict.fromkeys(_own(item), verdict))
    echoes = _echoes(inside, stated)
    left = {**_superseded([s for s in inside if s not in echoes]), **dict.fromkeys(echoes, "echo_of_party")}
    for item, reason in left.items():
        reasons.update(dict.fromkeys(_own(item), reason))
    current = tuple(s for s in inside if s not in left)
    for item in current:
        for claim_id in _own(item):
            reasons.pop(claim_id, None)
    enemies = frozenset(c for s in stated if s.enemy or s in echoes for c in s.claim_ids)
    partial = tuple(s for s in stated if verdicts[s] == "contained")
    return Framed(current, partial, reasons, enemies, _replaced_by_higher(inside, left))


def _replaced_by_higher(inside: Sequence[Stated], left: Mapping[Stated, str]) -> tuple[Stated, ...]:
    """What is no longer in force, without echoes and without what a named speaker took back; an outlet that
    prints a lower figure later takes nothing back by that."""
    echoes = {s: reason for s, reason in left.items() if reason == "echo_of_party"}
    taken_back = {s for s in _corrected(inside, echoes) if s.speaker.side != "author"}
    return tuple(s for s in left if s not in echoes and s not in taken_back)


def _own(item: Stated) -> tuple[str, ...]:
    """The claims whose fate this figure's is: a total that only follows by adding decides nothing for its
    parts."""
    return item.claim_ids if item.category != "all" or item.whole else ()


def _against(item: Stated, onset: date | None) -> str:
    """ "inside", "contained", or the reason for which the figure is set aside."""
    if item.area is not None:
        narrow = item.area.precision is not None and item.area.precision <= _NARROW
        return "contained" if narrow and item.scope == "mention" else "different_area"
    start, end = item.window.start, item.window.end
    if start is None or onset is None:
        told = item.scope == "mention" and (end is None or onset is None or end >= onset)
        return "inside" if told else "different_window"
    if start == onset:
        return "inside"
    if item.scope == "mention" and item.sole_window:
        return "inside"
    if start > onset and item.scope == "mention" and not item.sole_window:
        return "contained"
    return "different_window"


def _grown(stated: Sequence[Stated], verdicts: Mapping[Stated, str]) -> dict[Stated, str]:
    """Figures that another window's start kept out, but that continue a line which began inside."""
    found: dict[Stated, str] = {}
    for line in chains_of(s for s in stated if verdicts[s] in ("inside", "different_window")):
        begun = False
        for item in line:
            begun = begun or verdicts[item] == "inside"
            if begun and verdicts[item] == "different_window" and item.area is None:
                found[item] = "inside"
    return found


def _echoes(inside: Sequence[Stated], stated: Sequence[Stated]) -> set[Stated]:
    """Figures that the press gives as its own, but that a party had said of its enemy's people by then.

    A bare total ("81 killed") of that height is one as well.
    """
    said: dict[tuple[object, ...], date] = {}
    for item in stated:
        if item.enemy and item.category != "all":
            for category in (item.category, "all"):
                key = (item.measure, category, item.figure)
                said[key] = min(said.get(key, date.max), item.as_of or date.min)
    return {s for s in inside if _is_press(s) and _told_by(s) >= _first(s, said)}


def _is_press(item: Stated) -> bool:
    return item.speaker.side == "author" and not item.enemy and (item.category != "all" or item.whole)


def _first(item: Stated, said: Mapping[tuple[object, ...], date]) -> date:
    return said.get((item.measure, item.category, item.figure), date.max)


def _told_by(item: Stated) -> date:
    """The last day on which the document can have heard the figure; the day before the last if unknown."""
    return item.published or item.as_of or date.max.replace(day=30)


def _superseded(inside: Sequence[Stated]) -> dict[Stated, str]:
    """Figures that their speaker has replaced since, and old figures that somebody prints again."""
    left: dict[Stated, str] = {}
    lines = chains_of(inside)
    for line in lines:
        left.update((s, "superseded") for s in line if _replaced(s, line[-1]))
    passed = [(s, _next(s, line)) for line in lines for s in line if s in left]
    for item in inside:
        if item not in left and any(_is_retold(item, old, new) for old, new in passed):
            left[item] = "stale"
    left.update((s, "superseded") for s in _corrected(inside, left))
    return left


def _next(item: Stated, line: Sequence[Stated]) -> Stated:
    """What replaced the figure: the first higher one of its line."""
    return next((s for s in line if s.figure > item.figure), line[-1])


def _replaced(item: Stated, latest: Stated) -> bool:
    other = item.figure < latest.figure or item.low != latest.low
    return other and not possibly_same(item, latest)


def _is_retold(item: Stated, old: Stated, new: Stated) -> bool:
    """Whether a figure is another speaker's older one, given after that speaker had replaced it.

    A speaker with a view of its own may well count the same; so only the press, or the same speaker, retells.
    """
    if (item.measure, item.category, item.figure) != (old.measure, old.category, old.figure):
        return False
    if item.speaker.family != old.speaker.family and item.speaker.side not in ("author", "media"):
        return False
    told = item.published or item.as_of
    later = told is not None and new.as_of is not None and told >= new.as_of
    return later and item.document_id != old.document_id


def _corrected(inside: Sequence[Stated], left: Mapping[Stated, str]) -> list[Stated]:
    """Higher figures that the same named speaker has taken down since, over the same or a wider window."""
    found = []
    for item in inside:
        if item not in left and any(later not in left for later in inside if _takes_down(later, item)):
            found.append(item)
    return found


def _takes_down(later: Stated, item: Stated) -> bool:
    if (later.measure, later.category) != (item.measure, item.category) or later.figure >= item.figure:
        return False
    if later.speaker.family != item.speaker.family or later.speaker.name != item.speaker.name:
        return False
    if later.as_of is None or item.as_of is None or later.document_id == item.document_id:
        return False
    return later.as_of > item.as_of
