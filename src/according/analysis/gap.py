"""Who claims what about whom: what each party says of its own dead and of its enemy's, side by side.

The ratio of the two is told as of a day, with the windows that both figures cover; windows that do not meet
have none. Parties are never averaged. A copy of a report adds nothing: figures are those of speakers, not of
documents. Who gives no figure is shown as giving none. What monitors, medical sources and others who are no
party say of the same people stands beside both, and is never mixed with either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from according.analysis.case import Case
from according.analysis.gap_pairs import SAME_DAYS, Beside, Pair, Standing, beside, pairs, standing
from according.analysis.gap_tables import by_others, figures, model, over_time, said
from according.analysis.result import Answered, Check, Refused, Result, Terms, digest_of
from according.model import ENEMIES, Category
from according.phrasing import CATEGORY_WORDS, day, figure, plural, window_days

VERSION = "gap-2"
#: Incidents with both sides' figures that a model of the ratio needs.
NEEDED = 10


def gap(cases: Sequence[Case]) -> Result:
    """Own and enemy losses by side over the incidents. Refused where no incident has both sides' figures of
    the same people over windows that meet."""
    own = [case for case in cases if case.part_of is None and not case.is_total]
    found = sorted((p for case in own for p in pairs(case)), key=_order)
    others = sorted((b for case in own for b in beside(case)), key=_place)
    final = [standing(pair) for pair in found]
    course = [standing(pair, cut) for pair in found for cut in pair.days]
    counted = {v: [s for s in final if s.pair.victims == v and s.ratio is not None] for v in ENEMIES.values()}
    terms = _terms(own, found)
    tables = (
        *((said(final), over_time(course)) if found else ()),
        *((by_others(others),) if others else ()),
    )
    checks = tuple(_checks(final, counted, others))
    drawn = tuple(figures(final, course, others))
    if not any(s.ratio is not None for s in course):
        reason = "no incident has both sides' figures of the same people over windows that meet"
        needed = "reports of what each party says of its own dead, and of what its enemy says of them"
        return Refused(terms, reason, needed, checks, tables, drawn)
    models = [model(v, standings) for v, standings in sorted(counted.items()) if len(standings) >= NEEDED]
    return Answered(
        terms,
        "estimated" if models else "described",
        _sentence(final, course),
        checks,
        (*tables, *models),
        drawn,
        (
            "a ratio of claims says how far two parties are apart, never which of them is right",
            "what a party says of its own dead is against its interest, and may still be wrong, late or "
            "partial",
            "the figures stood at the days told here: windows grow, and the two sides' grow at different "
            "times",
        ),
    )


def _order(pair: Pair) -> tuple[object, ...]:
    speakers = tuple("" if row is None else row.speaker.family for row in (pair.own, pair.enemy))
    return (min(pair.days, default=date.max), pair.incident, pair.incident_id, pair.victims, *speakers)


def _terms(cases: Sequence[Case], found: Sequence[Pair]) -> Terms:
    days = [pair.days[-1] for pair in found if pair.days]
    return Terms(
        "gap",
        "how many times the figure of a side's own dead that its enemy gives is the one that it gives itself",
        "deaths of security forces by the state and by armed groups, of armed groups by themselves and by "
        "the "
        "state; of each speaker the longest line of figures",
        max(days, default=None),
        f"{plural(len(cases), 'incident')} of a book, {len({p.incident_id for p in found})} with a party's "
        "figure",
        ("figures given to one speaker by several documents are one claim",),
        digest_of((p.incident_id, p.victims, p.own, p.enemy) for p in found),
        VERSION,
    )


def _place(one: Beside) -> tuple[object, ...]:
    return (
        one.incident,
        one.victims,
        one.line.speaker.side,
        one.line.speaker.family,
        one.line.latest.claim_ids,
    )


def _checks(
    final: Sequence[Standing], counted: Mapping[Category, Sequence[Standing]], others: Sequence[Beside]
) -> Iterator[Check]:
    silent = sum(s.own is None or s.enemy is None for s in final)
    yield Check("both sides give a figure", silent == 0, f"in {silent} of {len(final)} pairs one gives none")
    apart = [s for s in final if s.windows and s.windows != SAME_DAYS]
    told = f"{len(apart)} of {sum(bool(s.windows) for s in final)} pairs that meet cover other days"
    yield Check("both figures cover the same days", not apart, told)
    speakers = len({one.line.speaker.family for one in others})
    found = f"{plural(speakers, 'speaker')} who {'is' if speakers == 1 else 'are'} no party"
    yield Check("others than the parties count the same people", speakers > 0, found)
    for victims, standings in sorted(counted.items()):
        name = f"incidents enough for a model of {CATEGORY_WORDS[victims]}"
        yield Check(name, len(standings) >= NEEDED, f"{len(standings)} with both sides, {NEEDED} needed")


def _sentence(final: Sequence[Standing], course: Sequence[Standing]) -> str:
    """The incident with most figures, in its last state; both directions."""
    told = [s for s in course if s.ratio is not None]
    largest = max(told, key=lambda s: (len(s.pair.days), s.enemy_level))
    parts = []
    for s in final:
        if s.pair.incident_id == largest.pair.incident_id and s.ratio is not None:
            own, enemy = (figure(p.low, p.best, p.high) for p in (s.own, s.enemy) if p is not None)
            whose = CATEGORY_WORDS[s.pair.victims]
            apart = "" if s.windows == SAME_DAYS else f"; over other days: {_both_days(s)}"
            parts.append(
                f"{whose} killed: {own} by their own side, {enemy} by the other ({s.ratio:.1f} times{apart})"
            )
    return f"{largest.pair.incident}, as of {day(largest.as_of)}: {'; '.join(parts)}."


def _both_days(s: Standing) -> str:
    return " and ".join(window_days(p.window) for p in (s.own, s.enemy) if p is not None)
