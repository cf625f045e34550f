"""A book's report page: one self-contained HTML file. What stands on it is made here, as plain values; the
template lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from according import phrasing
from according.analysis import overview
from according.analysis.case import Case
from according.analysis.course import Mark
from according.analysis.evidence import Evidence
from according.analysis.result import Result
from according.errors import PROBLEMS
from according.model import Category, Document, Problem
from according.report.campaigns import CampaignSection
from according.report.chapter import Chapter, chapter_of
from according.report.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Panel
from according.report.raster import CHANCE_HEIGHT, NAMES, ROW
from according.report.result_page import Shown, environment, laid_out

#: At most so many incidents get a section of their own; the table holds all.
_CHAPTERS = 8
#: How the people counted are called in headings.
PEOPLE: dict[Category, str] = {
    "all": "Everyone",
    "civilian": "Civilians",
    "security_force": "Security forces",
    "armed_group": "Armed group",
    "unknown": "Group not told",
}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem as cells."""

    code: str
    message: str
    where: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page says."""

    title: str
    lede: str
    byline: str
    profile: str
    chapters: tuple[Chapter, ...]
    campaigns: CampaignSection
    questions: tuple[Shown, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[ProblemRow, ...]
    colophon: str


def page_of(
    cases: Sequence[Case],
    problems: Iterable[Problem],
    profile: str,
    state: str,
    campaigns: CampaignSection | None = None,
    results: Iterable[Result] = (),
) -> Page:
    """The page of a book's incidents, campaigns and results of analyses. `state` tells which state of the
    book it shows (a date, a hash)."""
    led = sorted(cases, key=lambda c: (-len(c.document_ids), -len(c.claims), c.incident.incident_id))
    told = [case for case in led if case.tolls][:_CHAPTERS]
    shown = overview.columns(cases)
    documents = {name: document for case in cases for name, document in case.documents.items()}
    return Page(
        title=_title(told),
        lede=_lede(cases),
        byline=f"Profile “{profile}” · {state}",
        profile=profile,
        chapters=tuple(chapter_of(case, n) for n, case in enumerate(told)),
        campaigns=campaigns or CampaignSection(),
        questions=tuple(laid_out(result) for result in results),
        columns=tuple(phrasing.CATEGORY_WORDS[category] for category in shown),
        rows=tuple(overview.row(case, shown) for case in cases),
        problems=tuple(_problem(problem, documents) for problem in problems),
        colophon="Made by According from a book of attributed claims: every figure above names who said it. "
        "According documents what was claimed; it does not say what happened.",
    )


def render(page: Page) -> str:
    """The page as HTML. Everything that comes from reports is escaped."""
    return (
        environment()
        .get_template("page.html")
        .render(
            page=page,
            box={
                "width": WIDTH,
                "height": HEIGHT,
                "left": LEFT,
                "right": RIGHT,
                "top": TOP,
                "bottom": BOTTOM,
            },
            names=NAMES,
            row_height=ROW,
            chance_height=CHANCE_HEIGHT,
            people=lambda category: PEOPLE[category],
            side_words=phrasing.SIDE_WORDS,
            panel_words=_panel_words,
            tooltip=_tooltip,
            chain=_chain,
            shown_quote=phrasing.shown_quote,
            published=_published,
            window_days=phrasing.window_days,
        )
    )


def _title(told: Sequence[Case]) -> str:
    if not told:
        return "No incident yet"
    return f"Who says how many were killed: {overview.name(told[0])}"


def _lede(cases: Sequence[Case]) -> str:
    documents = {d: case.documents[d] for case in cases for d in case.document_ids}
    claims = {claim.claim_id for case in cases for claim in case.claims}
    sides = {claim.side for case in cases for claim in case.claims if claim.voices}
    published = sorted(d.published for d in documents.values() if d.published)
    when = f", published {phrasing.days(published[0], published[-1])}" if published else ""
    speakers = phrasing.plural(len(sides), "side")
    return (
        f"{phrasing.plural(len(documents), 'report')}{when}, make {phrasing.plural(len(claims), 'claim')} "
        f"by speakers of {speakers} about {phrasing.plural(len(cases), 'incident')}. "
        "No figure here is a fact of its own: every number is according to someone."
    )


def _problem(problem: Problem, documents: Mapping[str, Document]) -> ProblemRow:
    kind, where = PROBLEMS.get(problem.code), phrasing.where_words(problem, documents)
    return ProblemRow(problem.code, problem.message, where, kind.remedy if kind else "")


def _panel_words(panel: Panel) -> str:
    sides = dict.fromkeys(phrasing.SIDE_WORDS[dot.mark.side] for dot in panel.dots)
    undated = f"; {panel.undated} without a date are not drawn" if panel.undated else ""
    return f"killed, according to {', '.join(sides)}{undated}"


def _tooltip(mark: Mark) -> str:
    figure = phrasing.figure(mark.low, mark.best, mark.high)
    names = dict.fromkeys(claim.voices[-1].name for claim in mark.claims if claim.voices)
    who = f"{', '.join(name for name in names if name)} ({phrasing.SIDE_WORDS[mark.side]})".strip()
    window = phrasing.window_days(mark.claims[0].window)
    covers = f", covers {window}" if window else ""
    reports = phrasing.plural(len({claim.document_id for claim in mark.claims}), "report")
    reports += ", corrected or taken back since" if mark.corrected else ""
    quote = phrasing.shown_quote(mark.claims[0])
    return f"{figure}: {who}, {phrasing.day(mark.day)}{covers}, in {reports}: “{quote}”"


def _chain(item: Evidence) -> str:
    return phrasing.chain_words(item.claim.voices, item.document.publisher)


def _published(document: Document) -> str:
    return phrasing.day(document.published) if document.published else "undated"
