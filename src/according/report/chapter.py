"""One incident's section of the report page: tolls, checked sums, series and the evidence behind them, as
plain values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from according import phrasing
from according.analysis import overview
from according.analysis.case import Case
from according.analysis.course import courses
from according.analysis.evidence import Answer, Evidence, answer, evidence, reason_words
from according.analysis.sums import Part, StatedSum, stated_sums, sum_words, verdict_words
from according.model import Side, Toll
from according.report.corrected import CorrectedRow, corrected_rows
from according.report.parties import PartyRow, party_rows
from according.report.plot import Panel, panels
from according.series import Series, series_of
from according.speakers import Speaker

#: Width of the strip that a toll is drawn on, in the units of its view box in the template.
_STRIP = 160


@dataclass(frozen=True, slots=True)
class TollRow:
    """One toll as cells, with the ends of its strip in view-box units."""

    toll: Toll
    measure: str
    category: str
    low: str
    best: str
    high: str
    strip_from: float
    strip_to: float
    strip_best: float | None
    rests_on: str
    set_aside: int


@dataclass(frozen=True, slots=True)
class Addend:
    """One part of a stated sum. `side`: whose word about its enemy it rests on, None where on no party's."""

    figure: int
    words: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class SumCard:
    """A stated sum, checked."""

    total: str
    equation: str
    holds: bool
    added: str
    what: str
    parts: tuple[Addend, ...]
    verdict: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One figure of a series; `share` is its length in per cent of the highest."""

    day: str
    figure: str
    share: float
    window: str
    names: str
    documents: int


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """One side's rising figure."""

    heading: str
    side: Side
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One toll's evidence; `set_aside` by reason."""

    heading: str
    figure: str
    counts: str
    used: tuple[Evidence, ...]
    set_aside: tuple[tuple[str, tuple[Evidence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One incident's section."""

    anchor: str
    heading: str
    subheading: str
    first: bool
    panels: tuple[Panel, ...]
    sides: tuple[Side, ...]
    has_longer: bool
    has_open: bool
    has_corrected: bool
    tolls: tuple[TollRow, ...]
    sums: tuple[SumCard, ...]
    series: tuple[SeriesTable, ...]
    parties: tuple[PartyRow, ...]
    corrected: tuple[CorrectedRow, ...]
    answers: tuple[AnswerCard, ...]


def chapter_of(case: Case, index: int) -> Chapter:
    """The section of the incident at a position among those that have one."""
    drawn = courses(case)
    marks = [mark for course in drawn for mark in course.marks]
    plotted = len(marks) > 2
    return Chapter(
        anchor=f"incident-{case.incident.incident_id[:12]}",
        heading=overview.name(case),
        subheading=_subheading(case),
        first=index == 0,
        panels=panels(drawn) if plotted else (),
        sides=tuple(sorted({mark.side for mark in marks}, key=list(phrasing.SIDE_WORDS).index)),
        has_longer=any(mark.scope == "cumulative" for mark in marks),
        has_open=any(mark.high is None for mark in marks),
        has_corrected=any(mark.corrected for mark in marks),
        tolls=_toll_rows(case),
        sums=tuple(_sum_card(case, item) for item in stated_sums(case)),
        series=tuple(_series_table(case, s) for s in rising(case)),
        parties=party_rows(case.standing, case.documents),
        corrected=corrected_rows(case),
        answers=tuple(_answer_card(answer(case, toll)) for toll in case.tolls),
    )


def _subheading(case: Case) -> str:
    words = overview.type_words(case)
    kind = f"{words}. " if words != "?" else ""
    said = phrasing.sides_words(case.sides)
    part = (
        f", a part of {case.part_of[:12]}: its figures are never added to that one's" if case.part_of else ""
    )
    reports = phrasing.plural(len(case.document_ids), "report")
    gone = f", {len(case.corrected)} of them corrected or taken back since" if case.corrected else ""
    return (
        f"{kind}{reports}{gone}; claims by side of the speaker: {said}. "
        f"Incident {case.incident.incident_id[:12]}{part}."
    )


def rising(case: Case) -> tuple[Series, ...]:
    """The series of the dead with three points or more by one speaker, the longest first."""
    found = [
        s for s in series_of(case.standing, case.documents) if s.measure == "deaths" and len(s.points) > 2
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.points), -s.latest.level, s.category, s.speaker.family)))


def _toll_rows(case: Case) -> tuple[TollRow, ...]:
    ends = [v for t in case.tolls for v in (t.low, t.best, t.high) if v is not None and t.measure == "deaths"]
    highest = max(ends, default=1) or 1
    return tuple(_toll_row(case, toll, highest) for toll in case.tolls)


def _toll_row(case: Case, toll: Toll, highest: int) -> TollRow:
    def at(people: int) -> float:
        return round(6 + (_STRIP - 12) * min(1.0, people / highest), 1)

    used = [claim for claim in case.claims if claim.claim_id in toll.used]
    known = [value for value in (toll.low, toll.best, toll.high) if value is not None]
    return TollRow(
        toll,
        phrasing.MEASURE_WORDS[toll.measure],
        phrasing.CATEGORY_WORDS[toll.category],
        _end(toll.low),
        _end(toll.best),
        _end(toll.high),
        strip_from=at(min(known, default=0)),
        strip_to=_STRIP if toll.high is None else at(max(known, default=0)),
        strip_best=None if toll.best is None else at(toll.best),
        rests_on=phrasing.sides_words(claim.side for claim in used),
        set_aside=len(answer(case, toll).weighed),
    )


def _end(value: int | None) -> str:
    return "?" if value is None else phrasing.number(value)


def _sum_card(case: Case, item: StatedSum) -> SumCard:
    total = item.total
    return SumCard(
        total=phrasing.claim_figure(total),
        equation=" + ".join(phrasing.claim_figure(part.claim) for part in item.parts),
        holds=item.check.closes,
        added=item.added,
        what=sum_words(item),
        parts=tuple(_addend(part) for part in item.parts),
        verdict=verdict_words(item),
        evidence=evidence(total, case.documents[total.document_id]),
    )


def _addend(part: Part) -> Addend:
    figure = part.claim.quantity.best or 0
    words = f"{phrasing.number(figure)} {phrasing.CATEGORY_WORDS[part.claim.category]}"
    return Addend(figure, words, part.side if part.about == "enemy" else None)


def _series_table(case: Case, series: Series) -> SeriesTable:
    figures = [point.level for point in series.points]
    highest = max(figures) or 1
    points = []
    for point, drawn in zip(series.points, figures, strict=True):
        claims = [claim for claim in case.claims if claim.claim_id in point.claim_ids]
        names = dict.fromkeys(claim.voices[-1].name for claim in claims if claim.voices)
        points.append(
            SeriesPoint(
                phrasing.day(point.as_of),
                phrasing.figure(point.low, point.best, point.high),
                round(100 * drawn / highest, 1),
                phrasing.window_days(point.window),
                ", ".join(names),
                len(point.document_ids),
            )
        )
    return SeriesTable(series_words(series), series.speaker.side, tuple(points))


def series_words(series: Series) -> str:
    """What a series counts and who says it: "Killed, armed group: according to the state"."""
    measure, people = phrasing.MEASURE_WORDS[series.measure], phrasing.CATEGORY_WORDS[series.category]
    return f"{measure.capitalize()}, {people}: according to {speaker_words(series.speaker)}"


def speaker_words(speaker: Speaker) -> str:
    """A speaker: a party by its side, because many names stand for it; others by name."""
    if speaker.party or not speaker.name:
        return f"the {phrasing.SIDE_WORDS[speaker.side]}"
    return f"{speaker.name} ({phrasing.SIDE_WORDS[speaker.side]})"


def _answer_card(found: Answer) -> AnswerCard:
    toll = found.toll
    assert toll is not None
    left = found.weighed
    aside = groupby(left, key=lambda item: reason_words(item.reason or ""))
    used = phrasing.plural(len(found.used), "claim")
    return AnswerCard(
        phrasing.people_words(toll.measure, toll.category),
        phrasing.toll_figure(toll),
        f"rests on {used}, {phrasing.number(len(left))} set aside",
        found.used,
        tuple((reason, tuple(items)) for reason, items in aside),
    )
