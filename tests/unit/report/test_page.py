"""The page: complete, self-contained, and safe whatever a report holds."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from according import phrasing
from according.analysis.case import Case
from according.analysis.course import courses
from according.corrections import Corrected, tolls_after
from according.model import Problem
from according.report.chapter import rising
from according.report.corrected import corrected_rows
from according.report.page import page_of, render
from according.report.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, nice_step, panels, tick_days
from told import FIRST, episode

VOID = {"meta", "link", "br", "hr", "img", "input", "line", "path", "circle", "polyline"}


class Balance(HTMLParser):
    """Collects tags and attributes, and fails where one is closed that is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def parsed(html: str) -> Balance:
    balance = Balance()
    balance.feed(html)
    assert balance.open == []
    return balance


def html_of(**changes: object) -> str:
    case = replace(episode(), **changes)  # type: ignore[arg-type]
    return render(page_of([case], [Problem("ACC-301", "21 is not 20")], "neutral", "book as of entry 1"))


def test_a_problem_stands_at_its_report_by_outlet_and_day() -> None:
    case = episode()
    document = next(d for d in case.documents.values() if d.publisher and d.published)
    found = Problem("ACC-301", "21 is not 20", "c" * 64, document.document_id)
    html = render(page_of([case], [found], "neutral", "book as of entry 1"))
    assert f'<td class="quiet">{document.publisher}, {phrasing.day(document.published)}</td>' in html
    assert "c" * 64 not in html


def test_the_page_tells_the_figures_the_sum_the_series_and_the_sentences() -> None:
    html = html_of()
    assert "Who says how many were killed" in html
    assert "17 + 31 + 177" in html
    assert "adds up" in html
    assert "177 of the 225 (79 %)" in html
    assert "<mark>31 civilians</mark>" in html
    assert "ACC-301" in html
    for figure in ("37", "92", "145", "177", "216"):
        assert re.search(rf'<td class="n">{figure}</td>', html)


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    balance = parsed(html_of())
    assert not balance.seen & {"script", "img", "link", "iframe", "object", "embed", "video", "form"}
    assert not [
        value for name, value in balance.attributes if name in ("src", "href") and not value.startswith("#")
    ]
    assert not [name for name, _ in balance.attributes if name.startswith("on")]
    assert "default-src 'none'" in html_of()
    assert "@import" not in html_of()
    assert "url(" not in html_of()


def test_what_reports_hold_is_text_never_markup() -> None:
    case = episode()
    evil = '<script>alert(1)</script>" onmouseover="x'
    documents = {name: replace(document, publisher=evil) for name, document in case.documents.items()}
    voices = {c.claim_id: tuple(replace(v, name=evil) for v in c.voices) for c in case.claims}
    claims = tuple(replace(c, voices=voices[c.claim_id]) for c in case.claims)
    balance = parsed(html_of(documents=documents, claims=claims))
    assert "script" not in balance.seen
    assert not [name for name, _ in balance.attributes if name.startswith("on")]


def test_an_empty_book_says_what_to_do() -> None:
    html = render(page_of([], [], "neutral", "book as of entry 0"))
    parsed(html)
    assert "according add BOOK" in html


def test_every_mark_says_what_it_is_to_those_who_cannot_see_it() -> None:
    case = episode()
    marks = sum(len(course.marks) for course in courses(case))
    html = html_of()
    assert html.count('<g class="mark') == marks
    assert html.count("<title>") == marks + 1
    assert html.count('role="img"') == len(courses(case))


def test_marks_stand_within_the_plot_and_higher_figures_higher() -> None:
    drawn = panels(courses(episode()))
    for panel in drawn:
        heights = sorted((dot.mark.level, -dot.y) for dot in panel.dots)
        assert [y for _, y in heights] == sorted(y for _, y in heights)
        for dot in panel.dots:
            assert LEFT <= dot.x <= WIDTH - RIGHT
            assert TOP <= dot.y <= HEIGHT - BOTTOM
    assert len({panel.y_ticks for panel in drawn}) == 1


@pytest.mark.parametrize(
    ("highest", "step"), [(1, 1), (6, 1), (7, 2), (31, 10), (225, 50), (362, 100), (100_000, 20_000)]
)
def test_grid_lines_stand_at_round_numbers(highest: int, step: int) -> None:
    assert nice_step(highest) == step


@pytest.mark.parametrize("count", [1, 2, 6, 7, 30, 366])
def test_there_are_few_days_to_read_on_the_axis(count: int) -> None:
    last = FIRST.fromordinal(FIRST.toordinal() + count - 1)
    days = tick_days(FIRST, last)
    assert days[0] == FIRST
    assert len(days) <= 6
    assert days[-1] <= last


def corrected_case() -> Case:
    """The episode with one report corrected by its outlet, and the opinion piece withdrawn by a person."""
    case = episode()
    gone = {
        "gulf-page": Corrected("gulf-page", "pothohar", "same_title", "Gulf Page"),
        "open-courtyard": Corrected("open-courtyard", None, "person", "A. Reader", "its page says so"),
    }
    figures = tolls_after(case.claims, case.documents, "neutral", gone)
    return replace(case, corrected=gone, tolls=figures)


def test_corrected_figures_stand_in_no_series_sum_or_row_of_a_party() -> None:
    page = page_of([corrected_case()], [], "neutral", "book as of entry 1")
    [chapter] = page.chapters
    assert chapter.sums == ()
    told = {point.figure for series in chapter.series for point in series.points}
    assert {"37", "145", "216"} <= told
    assert "177" not in told
    assert not [row for row in chapter.parties if "177" in row.figures or "201" in row.figures]
    assert [s.points for s in rising(corrected_case())] != [s.points for s in rising(episode())]


def test_corrected_figures_stay_on_the_page_struck_through_and_say_what_became_of_them() -> None:
    case = corrected_case()
    rows = {(row.figure, row.side): row for row in corrected_rows(case)}
    assert sorted(row.figure for row in rows.values()) == ["17", "177", "177", "225", "29", "31", "≥ 201"]
    state = rows["177", "state"]
    assert (state.became, state.now) == ("corrected in Pothohar, 6 Feb 2026 (the same title)", "216")
    assert rows["29", "monitor"].now == "–"
    assert rows["225", "author"].became == "withdrawn, says A. Reader: its page says so"
    html = html_of(corrected=case.corrected, tolls=case.tolls)
    parsed(html)
    assert "<s>177</s>" in html
    assert "2 of them corrected or taken back since" in html
    assert 'class="evidence side-state struck"' in html
    assert "struck through: the report was corrected" in html
    marks = [mark for course in courses(case) for mark in course.marks]
    assert html.count(' struck" tabindex') == sum(mark.corrected for mark in marks) == 6


def test_no_corrected_mark_is_labelled_or_joined_by_a_line() -> None:
    drawn = courses(corrected_case())
    gone = {c.claim_id for course in drawn for m in course.marks if m.corrected for c in m.claims}
    assert gone
    assert not gone & {claim_id for course in drawn for chain in course.chains for claim_id in chain}
    dots = [dot for panel in panels(drawn) for dot in panel.dots if dot.mark.corrected]
    assert dots
    assert not [dot for dot in dots if dot.label]


def test_a_page_without_corrections_does_not_speak_of_them() -> None:
    assert "taken back since" not in html_of()
    assert 'class="mark side-state struck' not in html_of()
