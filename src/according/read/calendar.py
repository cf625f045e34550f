"""Days: which days a date stretch stands for, against the day of publication. Plain arithmetic.

Without a base day (publication, dateline), relative words stay unresolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from according.model import DatePrecision
from according.read.dateforms import Found, Grammar

DateKind = Literal["point", "period", "since", "duration", "until"]

#: A month and day without a year is the latest such day that lies at most this far ahead of the
#: base; the first where the words speak of what is to come.
_AHEAD_DAYS, _SOON_DAYS = 75, 31
#: Older ones must fit the weekday that stands beside them, where one does.
_HALF_A_YEAR = 183
_EARLIEST, _LATEST = date(1800, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of a stretch. `start`, `end` are None where they cannot be told."""

    start: date | None
    end: date | None
    precision: DatePrecision
    kind: DateKind = "point"
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a stretch is resolved against: the base day, the day told of last, and how the
    country reads 01/02 (None: unknown).

    `ahead` is whether the words around speak of what is to come; `near` a day that the same sentence names;
    `opens` whether the stretch opens its sentence.
    """

    base: date | None
    told: date | None
    month_first: bool | None
    ahead: bool = False
    near: date | None = None
    opens: bool = False


def resolve(grammar: Grammar, found: Found, frame: Frame) -> Resolved:
    """The days that a stretch stands for; an impossible date (31 June) is unresolved."""
    try:
        answer = _RULES[found.reads](grammar, found.parts, frame)
    except (ValueError, OverflowError):
        return UNRESOLVED
    if any(day is not None and not _EARLIEST <= day <= _LATEST for day in (answer.start, answer.end)):
        return UNRESOLVED
    return answer


UNRESOLVED = Resolved(None, None, "unknown")


def _point(day: date, base: date | None = None) -> Resolved:
    return Resolved(day, day, "day", ahead=base is not None and day > base)


def _iso(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    day = date(int(parts["year"]), int(parts["month_number"]), int(parts["day"]))
    return _point(day, frame.base)


def _numeric(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    """01/02/2014: the one reading that is a date and not ahead of the base, else the country's habit, else
    the one nearest to the base; unresolved where nothing decides."""
    first, second, year = int(parts["first"]), int(parts["second"]), _full_year(parts["year"], frame.base)
    readings = ((first, second), (second, first))
    days = {m: date(year, m, d) for m, d in readings if 1 <= d <= _length(year, m)}
    past = {m: day for m, day in days.items() if frame.base is None or day <= frame.base} or days
    if len(past) > 1 and frame.month_first is not None:
        past = {m: day for m, day in past.items() if (m == first) == frame.month_first}
    if len(past) > 1 and frame.base is not None:
        return _point(max(past.values()), frame.base)
    return _point(next(iter(past.values())), frame.base) if len(past) == 1 else UNRESOLVED


def _length(year: int, month: int) -> int:
    """How many days a month has; 0 for none such."""
    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def _full_year(words: str, base: date | None) -> int:
    year = int(words)
    if year >= 100:
        return year
    latest = base.year + 1 if base else 2039
    return year + 100 * ((latest - year) // 100)


def _day(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    """Month and day, with or without a year, or a range of days."""
    first = grammar.months[parts.get("month_first", parts["month"])]
    last = grammar.months[parts.get("month_last", parts["month"])]
    day = int(re.sub(r"\D", "", parts["day"]))
    year = _year_of(parts, frame)
    weekday = grammar.weekdays.get(parts.get("weekday", ""))
    start = date(year, first, day) if year else _nearest(first, day, weekday, frame)
    if start is None:
        return UNRESOLVED
    if "day2" not in parts:
        return _point(start, frame.base)
    end = date(start.year + (last < first), last, int(re.sub(r"\D", "", parts["day2"])))
    if end < start:
        return _point(start, frame.base)
    return Resolved(start, end, "day", "period", frame.base is not None and start > frame.base)


def _year_of(parts: Mapping[str, str], frame: Frame) -> int | None:
    words = parts.get("year") or parts.get("short_year")
    return _full_year(words, frame.base) if words else None


def _nearest(month: int, day: int, weekday: int | None, frame: Frame) -> date | None:
    """The latest such day that is not more than _AHEAD_DAYS ahead, and on that weekday where one is given."""
    if frame.base is None:
        return None
    base, told = frame.base, frame.told
    days = [d for year in range(base.year + 1, base.year - 5, -1) if (d := _on(year, month, day))]
    days = [d for d in days if (d - base).days <= (_AHEAD_DAYS if frame.ahead else _SOON_DAYS)]
    if told and (base - told).days > _HALF_A_YEAR:  # a story of years ago goes on in its own year
        same = _on(told.year, month, day)
        days = [same] if same and abs((same - told).days) < _AHEAD_DAYS else days
    if days and (base - days[0]).days <= _HALF_A_YEAR:
        return days[0]
    fitting = [d for d in days if weekday is None or d.weekday() == weekday]
    return next(iter(fitting or days), None)


def _on(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= year <= 9999 and day <= _length(year, month) else None


def _month(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    month, year = grammar.months[parts["month"]], _year_of(parts, frame)
    if year is None:
        if frame.base is None:
            return UNRESOLVED
        year = frame.base.year if month <= frame.base.month else frame.base.year - 1
        year -= parts.get("which") == "last" and month == frame.base.month
        year += parts.get("which") == "next" and month <= frame.base.month
    start, end = month_days(year, month)
    edge = parts.get("edge")
    if edge == "early":
        end = start + timedelta(days=9)
    elif edge == "mid":
        start, end = start + timedelta(days=10), start + timedelta(days=19)
    elif edge == "late":
        start = start + timedelta(days=20)
    return Resolved(start, end, "month", "period", frame.base is not None and start > frame.base)


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _year(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    year = int(parts["year"])
    ahead = frame.base is not None and year > frame.base.year
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", "period", ahead)


def _weekday(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    """The most recent such day, the base included; "last Monday" on a Monday is a week ago."""
    which = parts.get("which", "")
    base = frame.told if which.startswith("told") and frame.told else frame.base
    if base is None:
        return UNRESOLVED
    weekday = grammar.weekdays[parts["weekday"]]
    if "week" in parts:
        monday = base - timedelta(days=base.weekday() + 7 * (parts["week"] == "last"))
        return _point(monday + timedelta(days=weekday), frame.base)
    back = (base.weekday() - weekday) % 7
    if which in ("next", "told next") or (frame.ahead and which in ("", "this")):
        return _point(base + timedelta(days=(7 - back) if back or which else 0), frame.base)
    if back == 0 and which in ("last", "past", "told last"):
        back = 7
    return _point(base - timedelta(days=back), frame.base)


def _word(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    if frame.base is None:
        return UNRESOLVED
    first, last = grammar.words[parts["word"]]
    start, end = frame.base + timedelta(days=first), frame.base + timedelta(days=last)
    return Resolved(start, end, "day", "point", start > frame.base)


_SHIFTS = {"last": -1, "past": -1, "next": 1}


def _which_unit(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    if frame.base is None:
        return UNRESOLVED
    shift, unit = _SHIFTS.get(parts["which"], 0), parts["unit"]
    start, end = unit_days(frame.base, unit, shift)
    if parts["which"] == "past":
        start, end = frame.base - timedelta(days=ceil(grammar.units[unit])), frame.base
    if shift == 0 and end > frame.base and parts.get("edge") != "later":
        end = max(start, frame.base)
    precision: DatePrecision = {"month": "month", "year": "year"}.get(unit, "week")  # type: ignore[assignment]
    return Resolved(start, end, precision, "period", start > frame.base)


def unit_days(base: date, unit: str, shift: int) -> tuple[date, date]:
    """First and last day of the week (from Monday), weekend, month or year that lies `shift` from the base's.

    The weekend of a base is the latest that has begun."""
    if unit == "year":
        return date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)
    if unit == "month":
        count = base.year * 12 + base.month - 1 + shift
        return month_days(count // 12, count % 12 + 1)
    if unit == "weekend":
        saturday = base - timedelta(days=(base.weekday() - 5) % 7) + timedelta(days=7 * max(0, shift))
        return saturday, saturday + timedelta(days=1)
    monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * shift)
    return monday, monday + timedelta(days=6)


def count_of(grammar: Grammar, parts: Mapping[str, str]) -> int:
    """The number in a stretch."""
    words = parts["count"]
    return int(words) if words.isdigit() else grammar.numbers[words]


def _past_span(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    return _span_to(frame.base, count_of(grammar, parts) * grammar.units[parts["unit"]])


def _span_to(base: date | None, days: float) -> Resolved:
    """The days of a stretch of time that ends on the base: 40 hours reach into the second day before it."""
    if base is None:
        return Resolved(None, None, "unknown", "duration")
    start = base - timedelta(days=ceil(days - 0.01))
    return Resolved(start, base, precision_of(start, base), "duration")


def precision_of(start: date, end: date) -> DatePrecision:
    """How exact a range of days is, as one of the model's words."""
    length = (end - start).days
    if length <= 3:
        return "day"
    return "week" if length <= 10 else "month" if length <= 31 else "year"


def _ago(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    if frame.base is None:
        return UNRESOLVED
    if "few" in parts:
        size = grammar.units[parts["unit"]]
        if size < 1:
            return _point(frame.base)
        start, end = frame.base - timedelta(days=ceil(9 * size)), frame.base - timedelta(days=int(2 * size))
        return Resolved(start, end, precision_of(start, end), "period")
    return _moved(frame.base, grammar, parts["unit"], -count_of(grammar, parts))


def _moved(base: date, grammar: Grammar, unit: str, count: int) -> Resolved:
    """The day or period that lies `count` units from the base."""
    if grammar.units[unit] <= 1:
        return _point(base + timedelta(days=round(count * grammar.units[unit])))
    if unit in ("week", "weekend"):
        day = base + timedelta(days=7 * count)
        return Resolved(day - timedelta(days=3), day + timedelta(days=3), "week", "period")
    months = {"month": 1, "year": 12, "decade": 120}[unit] * count
    start, end = unit_days(base, "month", months)
    if unit == "month":
        return Resolved(start, end, "month", "period")
    return Resolved(date(start.year, 1, 1), date(start.year, 12, 31), "year", "period")


def _shift(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    """ "a day earlier", "the previous night", "that day": from the day told of last, else from the base.
    "two days after" the event counts back from the day of the same sentence, else from the base."""
    base = frame.told or frame.base
    if parts.get("way") == "after":
        base = frame.near or (frame.base if frame.opens else None)
    if base is None or grammar.units.get(parts["unit"], 1) < 1:
        return UNRESOLVED
    if "next" in parts:
        shift = _SHIFTS.get(parts["next"], 0)
        if parts["unit"] in ("week", "month", "year"):
            start, end = unit_days(base, parts["unit"], shift)
            return Resolved(start, end, precision_of(start, end), "period")
        return _point(base + timedelta(days=shift))
    if parts["way"] == "later" and frame.told is None:
        return UNRESOLVED
    way = 1 if parts["way"] == "later" else -1
    return _moved(base, grammar, parts["unit"], way * count_of(grammar, parts))


def _duration(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    count = count_of(grammar, parts) if "count" in parts else 1
    return _span_to(frame.base, count * grammar.units[parts["unit"]])


def _ordinal(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    """ "the 27th": the latest such day of a month."""
    base, number = frame.base, int(re.sub(r"\D", "", parts["ordinal"]))
    if base is None:
        return UNRESOLVED
    for back in range(3):
        first, last = unit_days(base, "month", -back)
        day = first + timedelta(days=number - 1)
        if day <= min(base, last):
            return _point(day)
    return UNRESOLVED


def _holiday(grammar: Grammar, parts: Mapping[str, str], frame: Frame) -> Resolved:
    if frame.base is None:
        return UNRESOLVED
    rule = grammar.holidays[parts["holiday"].replace("’", "'")]
    for year in (frame.base.year, frame.base.year - 1):
        day = _feast(year, *rule) if len(rule) == 2 else _nth(year, *rule)
        if day <= frame.base:
            return _point(day)
    return UNRESOLVED


def _feast(year: int, month: int, day: int) -> date:
    """A fixed day of the year; with month 0 so many days from Easter Sunday."""
    return date(year, month, day) if month else _easter(year) + timedelta(days=day)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, after Meeus, Astronomical Algorithms, chapter 8."""
    a, (b, c) = year % 19, divmod(year, 100)
    moon = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - moon - c % 4) % 7
    late = (a + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second … or last (-1) such weekday (Monday 1) of a month."""
    first, last = month_days(year, month)
    if which < 0:
        return last - timedelta(days=(last.weekday() + 1 - weekday) % 7)
    return first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + 7 * (which - 1))


_RULES = {
    "iso": _iso,
    "numeric": _numeric,
    "day": _day,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "word": _word,
    "which_unit": _which_unit,
    "past_span": _past_span,
    "ago": _ago,
    "shift": _shift,
    "duration": _duration,
    "ordinal": _ordinal,
    "holiday": _holiday,
}
