"""Dates: which stretches stand for which days, and which day the event of a report is told to be."""

from __future__ import annotations

from datetime import date

import pytest

from according.lang import language
from according.model import Document, EventDate, Window
from according.read.when import DateExpression, dates_in, event_date, window_of
from according.text import sentences_of

PUBLISHED = date(2026, 2, 2)  # a Monday


def expressions(
    text: str, published: date | None = PUBLISHED, title: str = "", country: str | None = None
) -> tuple[DateExpression, ...]:
    document = Document("d", title, text, published, country_hint=country)
    return dates_in(document, sentences_of(document), language("en"))


def only(text: str, published: date | None = PUBLISHED, country: str | None = None) -> DateExpression:
    (expression,) = expressions(text, published, country=country)
    return expression


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(text: str, anchors: tuple[int, ...] = (0,), published: date | None = PUBLISHED) -> EventDate:
    document = Document("d", "", text, published)
    sentences = sentences_of(document)
    return event_date(document, sentences, dates_in(document, sentences, language("en")), anchors)


POINTS = [
    ("The convoy was hit on January 27, 2014.", "January 27, 2014", "2014-01-27"),
    ("The convoy was hit on 27 Jan 2014.", "27 Jan 2014", "2014-01-27"),
    ("The convoy was hit on the 27th of January 2014.", "the 27th of January 2014", "2014-01-27"),
    ("The convoy was hit on Jan. 27 near the ford.", "Jan. 27", "2026-01-27"),
    ("The convoy was hit on 2014-01-27 near the ford.", "2014-01-27", "2014-01-27"),
    ("The convoy was hit on 27/01/2014.", "27/01/2014", "2014-01-27"),
    ("The convoy was hit on 01/27/2014.", "01/27/2014", "2014-01-27"),
    ("The convoy was hit on 27.01.2014 at the ford.", "27.01.2014", "2014-01-27"),
    ("A guard was shot on Monday, January 26, by the gate.", "Monday, January 26", "2026-01-26"),
    ("A guard was shot Saturday night, Jan. 31st, 2026.", "Saturday night, Jan. 31st, 2026", "2026-01-31"),
    ("A GUARD WAS SHOT ON 30 JANUARY IN THE PORT.", "30 JANUARY", "2026-01-30"),
    ("The patrol was ambushed on the 27th, a clerk wrote.", "27th", "2026-01-27"),
    ("A guard was shot Monday evening.", "Monday evening", "2026-02-02"),
    ("A guard was shot last Monday.", "last Monday", "2026-01-26"),
    ("A guard was shot last Friday.", "last Friday", "2026-01-30"),
    ("A guard was shot on Tuesday night.", "on Tuesday night", "2026-01-27"),
    ("Early Saturday a guard was shot.", "Early Saturday", "2026-01-31"),
    ("A guard was shot on Sunday last week.", "on Sunday last week", "2026-02-01"),
    ("A guard was shot on Friday of last week.", "on Friday of last week", "2026-01-30"),
    ("A guard was shot at 5 p.m. Sun. in the port.", "Sun.", "2026-02-01"),
    ("A guard was shot today.", "today", "2026-02-02"),
    ("A guard was shot yesterday morning.", "yesterday morning", "2026-02-01"),
    ("A guard was shot the day before yesterday.", "the day before yesterday", "2026-01-31"),
    ("Shots were heard tonight.", "tonight", "2026-02-02"),
    ("Shots were heard this morning.", "this morning", "2026-02-02"),
    ("Shots were heard last night.", "last night", "2026-02-01"),
    ("A guard was shot in the Friday attack.", "in the Friday", "2026-01-30"),
    ("Traders of the Sunday Market said a guard was shot on Friday.", "on Friday", "2026-01-30"),
    ("A guard was shot two days ago.", "two days ago", "2026-01-31"),
    ("A guard was shot 3 days ago.", "3 days ago", "2026-01-30"),
    ("A bomb went off a few minutes ago.", "a few minutes ago", "2026-02-02"),
    ("A day earlier, a bomb went off.", "A day earlier", "2026-02-01"),
    ("Two days after the bombing, the market stayed shut.", "Two days after", "2026-01-31"),
    ("A guard was shot on New Year's Eve.", "New Year's Eve", "2025-12-31"),
    ("A guard was shot on Thanksgiving Day.", "Thanksgiving Day", "2025-11-27"),
    ("A guard was shot on Memorial Day.", "Memorial Day", "2025-05-26"),
    ("A guard was shot on December 30.", "December 30", "2025-12-30"),
    ("A guard was shot on New Year’s Eve.", "New Year’s Eve", "2025-12-31"),
    ("Three churches were bombed on Easter Sunday.", "Easter Sunday", "2025-04-20"),
    ("Three churches were bombed on Good Friday.", "Good Friday", "2025-04-18"),
    ("A guard was shot on Thanksgiving near the ford.", "on Thanksgiving", "2025-11-27"),
]


@pytest.mark.parametrize(("text", "quote", "start"), POINTS)
def test_a_day_is_read(text: str, quote: str, start: str) -> None:
    found = only(text)
    assert (found.span.quote, found.start, found.end) == (quote, day(start), day(start))
    assert (found.kind, found.precision) == ("point", "day")


STRETCHES = [
    ("In January, 87 raids were counted.", "January", "2026-01-01", "2026-01-31", "month", "period"),
    ("There were raids in early January.", "early January", "2026-01-01", "2026-01-10", "month", "period"),
    ("There were raids in mid-December.", "mid-December", "2025-12-11", "2025-12-20", "month", "period"),
    ("The toll rose in August 2024.", "August 2024", "2024-08-01", "2024-08-31", "month", "period"),
    ("The toll rose in 2024.", "2024", "2024-01-01", "2024-12-31", "year", "period"),
    ("Last year 254 raids were counted.", "Last year", "2025-01-01", "2025-12-31", "year", "period"),
    ("Last month 40 raids were counted.", "Last month", "2026-01-01", "2026-01-31", "month", "period"),
    ("Last week nine guards died.", "Last week", "2026-01-26", "2026-02-01", "week", "period"),
    ("Nine guards died over the weekend.", "over the weekend", "2026-01-31", "2026-02-01", "week", "period"),
    ("Nine guards died overnight.", "overnight", "2026-02-01", "2026-02-02", "day", "point"),
    ("Since Friday night 108 fighters died.", "Friday night", "2026-01-30", None, "day", "since"),
    ("The road was shut until Sunday.", "Sunday", None, "2026-02-01", "day", "until"),
    ("In the past 48 hours 177 died.", "the past 48 hours", "2026-01-31", "2026-02-02", "day", "duration"),
    ("Within 40 hours 145 died.", "40 hours", "2026-01-31", "2026-02-02", "day", "duration"),
    ("Over two days 40 people died.", "two days", "2026-01-31", "2026-02-02", "day", "duration"),
    ("The week-long operation left 216 dead.", "week-long", "2026-01-26", "2026-02-02", "week", "duration"),
    ("Guards fought from Friday to Sunday.", "Friday to Sunday", "2026-01-30", "2026-02-01", "day", "period"),
    (
        "Between 30 January and 1 February towns were hit.",
        "30 January and 1 February", "2026-01-30", "2026-02-01", "day", "period",
    ),
    (
        "Towns were hit between 5 a.m. on 27 January and 4 p.m. on 1 February.",
        "27 January and 4 p.m. on 1 February", "2026-01-27", "2026-02-01", "day", "period",
    ),
    (
        "Towns were hit from Friday at 9 p.m. until Sunday.",
        "Friday at 9 p.m. until Sunday", "2026-01-30", "2026-02-01", "day", "period",
    ),
    ("Towns were hit on Jan. 30-31.", "Jan. 30-31", "2026-01-30", "2026-01-31", "day", "period"),
    (
        "Late Friday into early Saturday shots fell.",
        "Late Friday into early Saturday", "2026-01-30", "2026-01-31", "day", "period",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "start", "end", "precision", "kind"), STRETCHES)
def test_a_stretch_of_days_is_read(
    text: str, quote: str, start: str | None, end: str | None, precision: str, kind: str
) -> None:
    found = only(text)
    assert found.span.quote == quote
    assert (found.start, found.end) == (start and day(start), end and day(end))
    assert (found.precision, found.kind) == (precision, kind)


@pytest.mark.parametrize(
    "text",
    [
        "A 3-year-old and a man, 27, were hit.",
        "The guards may march 40 kilometres.",
        "The 27th Brigade and the 4th Infantry lost 2014 rounds.",
        "He got 24/7 care in room 12.5.10 at 1/2 past.",
        "Shots were fired from a second-floor window.",
        "They are the 28th, 29th and 30th victims of the feud.",
        "The Easter Avenue shop sold Christmas lights for the Labor Day weekend.",
        "Shots at Friday Gate: the Friday Gate stayed shut.",
        "",
    ],
)
def test_no_date_is_seen_in_ages_units_and_fractions(text: str) -> None:
    assert expressions(text) == ()


def test_a_day_that_does_not_exist_is_unresolved() -> None:
    found = only("It happened on 31 June.")
    assert (found.start, found.end, found.precision) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("country", "published", "expected"),
    [
        ("USA", PUBLISHED, "2026-01-02"),
        ("PAK", PUBLISHED, "2026-02-01"),
        (None, PUBLISHED, "2026-02-01"),  # the nearest to publication
        ("PAK", day("2026-01-20"), "2026-01-02"),  # the other reading lies ahead
    ],
)
def test_bare_numbers_are_read_by_habit(country: str | None, published: date, expected: str) -> None:
    assert only("The blast of 01/02/2026 hit a bus.", published, country).start == day(expected)


def test_bare_numbers_stay_unresolved_where_nothing_decides() -> None:
    assert only("The blast of 01/02/2026 hit a bus.", None).start is None


def test_without_any_base_relative_words_stay_unresolved() -> None:
    found = expressions("On Friday and again yesterday the port was hit. On 3 May 2019 it was quiet.", None)
    assert [e.start for e in found] == [None, None, day("2019-05-03")]


@pytest.mark.parametrize(
    "head",
    [
        "Posted: Saturday, January 31, 2026 8:18 PM EST",
        "(Published Saturday, Jan. 31, 2026)",
        "31 January 2026",
        "PORT TOWN, 31 JAN 26 (RADIO) -- [TEXT] The port is calm.",
        "PORT TOWN, Jan. 31, 2026 (Agency) - The port is calm.",
        "PORT TOWN, Upper Valley (Jan. 31, 2026) — The port is calm.",
        "EL RIO, 31 JAN 26 (RADIO) -- [TEXT] The port is calm.",
    ],
)
def test_a_line_of_the_page_gives_the_base_and_is_no_event(head: str) -> None:
    text = f"{head}\n\nTwo guards were shot on Friday night."
    page, told = expressions(text, None)
    assert page.role == "page"
    assert told.start == day("2026-01-30")
    assert event(text, (1,), None).start == day("2026-01-30")


def test_a_weekday_of_a_story_of_years_ago_keeps_its_year() -> None:
    found = expressions("The market was bombed on 18 November 2019. A survivor died on Nov. 22.")
    assert [e.start for e in found] == [day("2019-11-18"), day("2019-11-22")]


def test_the_previous_day_counts_from_the_day_told_of() -> None:
    found = expressions("Clashes began on Friday. The previous day, a guard was shot.")
    assert [e.start for e in found] == [day("2026-01-30"), day("2026-01-29")]


def test_two_days_after_counts_back_from_the_day_beside_it() -> None:
    found = expressions("The court stayed shut Wednesday, two days after a gunman killed a clerk.")
    assert [e.start for e in found] == [day("2026-01-28"), day("2026-01-26")]


ROLES = [
    ("A guard was shot Friday.", "event"),
    ("Police said Friday that a guard was shot.", "saying"),
    ("Police on Friday identified the guard who was shot.", "saying"),
    ("A guard was shot Friday, police said.", "event"),
    ("A man was arrested Friday.", "procedure"),
    ("A vigil for the guard was held Friday.", "procedure"),
    ("The suspect will appear in court Friday.", "future"),
    ("Friday's attack emptied the market.", "event"),
    ("The clerk was born on 4 May 1990.", "background"),
    ("A man was arrested in the January 3 shooting.", "event"),
    ("Officers first said the Sunday shooting was no accident.", "event"),
    ("A guard shot Sunday has been identified.", "event"),
    ("A guard shot Sunday is expected to live.", "event"),
    ("Gunmen fired shortly before 9 p.m. on Jan. 12 through a window.", "event"),
    ("0:33 Thousands dance at the harbour Sunday", "background"),
    ("12:30 p.m. Sunday: shots hit the harbour", "event"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_words_around_tell_what_the_date_is_of(text: str, role: str) -> None:
    assert only(text).role == role


EVENTS = [
    ("Two guards were shot Saturday night, police said Sunday.", "2026-01-31"),
    ("Police said Sunday that two guards were shot. It happened about 2 a.m. Saturday.", "2026-01-31"),
    ("A man was arrested Sunday over the killing of a clerk. She was shot on Jan. 12.", "2026-01-12"),
    ("Mourners held a vigil Sunday for a clerk. She was killed in an ambush on Thursday.", "2026-01-29"),
    ("A guard was shot overnight. Officers were called to the gate at 1:30 a.m. Monday.", "2026-02-02"),
    ("A guard was shot overnight.", "2026-02-02"),
    ("A guard was shot. The trial will begin on 3 May.", "2026-02-02"),
    ("Two guards were shot Monday.", "2026-02-02"),
    ("Two guards were shot. The port stayed shut.", "2026-02-02"),
    ("Nine people were shot over the weekend. The worst attack came early Sunday.", "2026-02-01"),
    ("Gunmen hit the port on Friday. Last year 254 attacks killed 400 people.", "2026-01-30"),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_the_day_of_the_event_is_told_from_the_days_around_it(text: str, expected: str) -> None:
    found = event(text)
    assert (found.start, found.end, found.precision) == (day(expected), day(expected), "day")


def test_an_event_of_several_days_keeps_both_ends() -> None:
    found = event("From 30 January to 1 February the group attacked 14 towns.")
    assert found == EventDate(day("2026-01-30"), day("2026-02-01"), "day")


def test_a_line_that_names_only_a_weekday_is_no_base() -> None:
    found = expressions("Saturday 9 a.m. UPDATE\n\nTwo guards were shot on Sunday.")
    assert [(e.role, e.start) for e in found] == [("page", day("2026-01-31")), ("event", day("2026-02-01"))]


def test_a_count_of_this_year_is_no_date_of_the_event() -> None:
    found = event("A guard was shot. It was the fourth such attack in 2026.")
    assert found == EventDate(PUBLISHED, PUBLISHED, "day")


def test_a_loose_date_keeps_its_precision() -> None:
    expected = EventDate(day("2024-08-01"), day("2024-08-31"), "month")
    assert event("The clerk was killed in August 2024.") == expected


def test_nothing_at_all_is_unknown() -> None:
    assert event("Two guards were shot.", published=None) == EventDate(None, None, "unknown")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Since Friday night 108 fighters died.", "2026-01-30", "2026-02-02"),
        ("In the past 48 hours 177 died.", "2026-01-31", "2026-02-02"),
        ("Last year 254 raids were counted.", "2025-01-01", "2025-12-31"),
        ("The road was shut until Sunday.", None, "2026-02-01"),
    ],
)
def test_the_window_of_a_figure_closes_on_publication(text: str, start: str | None, end: str) -> None:
    assert window_of(only(text), PUBLISHED) == Window(start and day(start), day(end))


def test_every_word_of_the_table_is_lower_case_and_every_form_compiles_with_its_rule() -> None:
    from according.read.calendar import _RULES
    from according.read.dateforms import grammar_of

    table = language("en")["dates"]
    words = [w for cue in table["cues"].values() for w in cue] + list(table["words"]) + list(table["units"])
    assert [w for w in words if w != w.lower()] == []
    assert {form["reads"] for form in table["forms"]} <= set(_RULES)
    assert grammar_of(language("en")) is grammar_of(language("en"))
