"""When, without a parser: native names of months and days against the day of publication.

Gives the `DateExpression`s that `read/when.py` weighs. Days of a calendar that According does not reckon are
no dates here: they are counted, so that the reader can say so.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from according.model import DatePrecision, Span
from according.read.calendar import DateKind
from according.read.datecues import DateRole
from according.read.plain.words import Phrases, Tongue, Word
from according.read.when import DateExpression

#: A day and month without a year lies at most this many days ahead of the publication.
_AHEAD_DAYS = 60
#: Within how many words of the beginning the day of a dateline stands, and its dash behind it.
_DATELINE = 7


@dataclass(frozen=True, slots=True)
class Dated:
    """What was found: the expressions in order, the words that they stand at, and the words of dates of
    another calendar, which stay unread."""

    expressions: tuple[DateExpression, ...]
    places: frozenset[int]
    unread: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    start: date | None
    end: date | None
    last: int
    precision: DatePrecision = "day"
    kind: DateKind = "point"
    ahead: bool = False


class _Calendar:
    """The date words of a language compiled."""

    def __init__(self, tongue: Tongue) -> None:
        table: dict[str, Any] = tongue.table.get("dates", {})

        def keyed(words: str) -> tuple[str, ...]:
            return tuple(tongue.analysed(w)[0] for w in words.replace("'", "' ").replace("-", " ").split())

        def numbered(name: str) -> Phrases[int]:
            return Phrases([(keyed(p), n) for p, n in table.get(name, {}).items()])

        self.months, self.weekdays = numbered("month"), numbered("weekday")
        self.relative, self.ordinals = numbered("relative"), numbered("ordinal")
        self.units = numbered("units")
        self.hijri = numbered("hijri")
        self.known = bool(table.get("month"))


def dates_in(
    words: Sequence[Word], tongue: Tongue, bounds: Sequence[tuple[int, int]], content: str,
    published: date | None, saying: Set[int],
) -> Dated:  # fmt: skip
    """The date expressions of the document. `saying`: words by which a date tells when something was said."""
    finder = _Finder(words, tongue, _Calendar(tongue), published)
    found: list[DateExpression] = []
    places: set[int] = set()
    unread: list[Span] = []
    for first, last in bounds:
        i = first
        while i < last:
            hijri = finder.hijri(i, last)
            if hijri:
                unread.append(Span.of(content, words[i].start, words[hijri - 1].end))
                places |= set(range(i, hijri))
                i = hijri
                continue
            days = finder.at(i, last)
            if days is None:
                i += 1
                continue
            places |= set(range(i, days.last))
            before = found[-1] if found and found[-1].sentence == words[i].sentence else None
            days = finder.on_the_eve(i, days, before)
            found.append(finder.expression(i, days, first, last, content, saying))
            i = days.last
    return Dated(tuple(found), frozenset(places), tuple(unread))


class _Finder:
    def __init__(
        self, words: Sequence[Word], tongue: Tongue, calendar: _Calendar, published: date | None
    ) -> None:
        self.words, self.tongue, self.calendar, self.base = words, tongue, calendar, published
        self.sets = tongue.sets

    def hijri(self, i: int, last: int) -> int | None:
        """The end of a day of the Islamic calendar that begins at word i: a number and a month's name."""
        if self.words[i].value is None and self.calendar.ordinals.at(self.words, i, last) is None:
            return None
        at = self._past(i + 1, last)
        month = self.calendar.hijri.at(self.words, at, last)
        return at + month[0] if month else None

    def at(self, i: int, last: int) -> _Days | None:
        """The days that the words from i on stand for."""
        for rule in (
            self._numeric,
            self._day_to_day,
            self._day_month,
            self._month_year,
            self._relative,
            self._weekday,
            self._ago,
            self._year,
        ):
            days = rule(i, last)
            if days is not None:
                return days
        return None

    def on_the_eve(self, i: int, days: _Days, before: DateExpression | None) -> _Days:
        """ "La veille": the day before the one that the sentence named, else before the publication."""
        if (
            self.tongue.phrases["dates.eve"].at(self.words, i) is None
            or before is None
            or before.start is None
        ):
            return days
        return self._point(before.start - timedelta(days=1), days.last)

    # ── forms ─────────────────────────────────────────────────────────────────────────────────────────

    def _numeric(self, i: int, last: int) -> _Days | None:
        if self.words[i].kind != "date":
            return None
        parts = [
            int(p) for p in self.words[i].text.replace("/", "-").replace(".", "-").split("-") if p.isdigit()
        ]
        if len(parts) != 3:
            return None
        year, month, day = parts if parts[0] > 31 else (parts[2], parts[1], parts[0])
        return self._point(_day(year + 2000 if year < 100 else year, month, day), i + 1)

    def _day_month(self, i: int, last: int) -> _Days | None:
        """ "12 de marzo de 2024", "le 3 mai", "السابع من أكتوبر", "19 مارچ", "marzo 12"."""
        number = self._number(i, last)
        if number is not None:
            at = self._past(number[0], last)
            month = self.calendar.months.at(self.words, at, last)
            if month is None:
                return None
            end, year = self._following_year(at + month[0], last)
            return self._dated(year, month[1], number[1], end)
        return None

    def _day_to_day(self, i: int, last: int) -> _Days | None:
        """ "Du 7 au 13 janvier", "entre el 7 y el 13 de enero", "7 سے 13 جنوری": some days in a row."""
        if self.words[i].value is None:
            return None
        first = self._number(i, last)
        if first is None or first[0] >= last or self.words[first[0]].norm not in self.sets["dates.to"]:
            return None
        at = first[0] + 1
        at += at < last and self.words[at].norm in self.sets["dates.between"]
        days = self._day_month(at, last)
        if days is None or days.start is None:
            return None
        start = _day(days.start.year, days.start.month, first[1])
        if start is None or start >= days.start:
            return None
        return _Days(start, days.start, days.last, "week", "period")

    def _number(self, i: int, last: int) -> tuple[int, int] | None:
        if i >= last:
            return None
        word = self.words[i]
        if word.value is not None and 1 <= word.value <= 31 and word.value == int(word.value):
            return i + 1, int(word.value)
        hit = self.calendar.ordinals.at(self.words, i, last) or self.tongue.numbers.small.at(
            self.words, i, last
        )
        return (i + hit[0], int(hit[1])) if hit and 1 <= hit[1] <= 31 else None

    def _past(self, i: int, last: int) -> int:
        if i < last and self.words[i].norm in self.sets["dates.of"]:
            return i + 1
        return i

    def _following_year(self, i: int, last: int) -> tuple[int, int | None]:
        at = i
        while (
            at < last
            and at - i < 2
            and (self.words[at].norm in self.sets["dates.of"] or self.words[at].text in ",،")
        ):
            at += 1
        if at < last and self._is_year(at):
            return at + 1, int(self.words[at].text)
        hit = self.tongue.phrases["dates.past"].at(self.words, i, last)
        return (i + hit[0] if hit else i), None

    def _is_year(self, i: int) -> bool:
        word = self.words[i]
        return word.kind == "number" and len(word.text) == 4 and 1900 <= int(word.value or 0) <= 2100

    def _dated(self, year: int | None, month: int, day: int, end: int) -> _Days | None:
        if year is not None:
            return self._point(_day(year, month, day), end)
        if self.base is None:
            return _Days(None, None, end, "unknown")
        made = _day(self.base.year, month, day)
        if made is not None and (made - self.base).days > _AHEAD_DAYS:
            made = _day(self.base.year - 1, month, day)
        return self._point(made, end)

    def _month_year(self, i: int, last: int) -> _Days | None:
        month = self.calendar.months.at(self.words, i, last)
        if month is None or (month[0] == 1 and self.words[i].norm in self.sets["dates.doubtful"]):
            return None
        end, year = self._following_year(i + month[0], last)
        if year is None:
            if self.base is None:
                return None
            year = self.base.year - (month[1] > self.base.month)
        first = date(year, month[1], 1)
        close = date(year + (month[1] == 12), month[1] % 12 + 1, 1) - timedelta(days=1)
        return _Days(first, close, end, "month", "period")

    def _relative(self, i: int, last: int) -> _Days | None:
        hit = self.calendar.relative.at(self.words, i, last)
        if hit is None:
            return None
        day = self.base + timedelta(days=hit[1]) if self.base else None
        end = i + hit[0]
        weekday = self.calendar.weekdays.at(self.words, end, last)
        if weekday is None and end < last and self.words[end].text in ",،(":
            weekday = self.calendar.weekdays.at(self.words, end + 1, last)
            end += weekday is not None
        if weekday is not None and day is not None and day.weekday() != weekday[1]:
            return self._weekday(end, last)  # "ليلة الأحد", and what was printed a day after it was written
        return self._point(day, end + (weekday[0] if weekday else 0))

    def _weekday(self, i: int, last: int) -> _Days | None:
        hit = self.calendar.weekdays.at(self.words, i, last)
        if hit is None:
            return None
        end = i + hit[0]
        if self._doubtful(i):
            return None
        dated = self._day_month(end, last) or (
            self._day_month(end + 1, last)
            if end + 1 < last and self.words[end].norm in self.sets["dates.between"]
            else None
        )
        if dated is not None:
            return dated
        second = (
            self.calendar.weekdays.at(self.words, end + 1, last)
            if end + 1 < last and self.words[end].norm in self.sets["dates.to"]
            else None
        )
        if second is not None:
            hit, end = second, end + 1 + second[0]
        relative = self.calendar.relative.at(self.words, end, last)
        if self.base is None:
            return _Days(None, None, end, "unknown")
        following = self.tongue.phrases["dates.next"].at(self.words, end, last)
        past = self.tongue.phrases["dates.past"].at(self.words, end, last)
        back = (self.base.weekday() - hit[1]) % 7
        if following:
            return _Days(self.base + timedelta(days=7 - back), None, end + following[0], "day", "point", True)
        if past and back == 0:
            back = 7
        if relative and (self.base + timedelta(days=relative[1])).weekday() == hit[1]:
            return self._point(self.base + timedelta(days=relative[1]), end + relative[0])
        return self._point(self.base - timedelta(days=back), end + (past[0] if past else 0))

    def _doubtful(self, i: int) -> bool:
        """Names of days that are also other words count only behind a word for "day" or with the article."""
        word = self.words[i]
        if word.norm not in self.sets["dates.doubtful"] or word.lead:
            return False
        if self.tongue.phrases["dates.day_behind"].at(self.words, i + 1):
            return False
        return i == 0 or self.words[i - 1].norm not in self.sets["dates.day"]

    def _ago(self, i: int, last: int) -> _Days | None:
        """ "hace tres días", "il y a deux jours", "قبل يومين", "دو روز قبل"."""
        if self.base is None:
            return None
        before = self.tongue.phrases["dates.ago_before"].at(self.words, i, last)
        at = i + before[0] if before else i
        number = self._number(at, last)
        unit = self.calendar.units.at(self.words, number[0] if number else at, last)
        if unit is None or (not before and number is None):
            return None
        end = (number[0] if number else at) + unit[0]
        after = self.tongue.phrases["dates.ago_after"].at(self.words, end, last)
        if not before and not after:
            return None
        days = (number[1] if number else 1) * unit[1]
        made = self.base - timedelta(days=days)
        end += after[0] if after else 0
        return (
            _Days(made, made, end)
            if days < 14
            else _Days(made - timedelta(days=15), made + timedelta(days=15), end, "month", "period")
        )

    def _year(self, i: int, last: int) -> _Days | None:
        if not self._is_year(i):
            return None
        before = self.words[i - 1].norm if i else ""
        behind = self.words[i + 1].norm if i + 1 < last else ""
        if before not in self.sets["dates.year_before"] and behind not in self.sets["dates.year_behind"]:
            return None
        year = int(self.words[i].value or 0)
        return _Days(date(year, 1, 1), date(year, 12, 31), i + 1, "year", "period")

    def _point(self, day: date | None, end: int) -> _Days:
        if day is None:
            return _Days(None, None, end, "unknown")
        return _Days(day, day, end, ahead=self.base is not None and day > self.base)

    # ── what the date is the date of ──────────────────────────────────────────────────────────────────

    def expression(
        self, i: int, days: _Days, first: int, last: int, content: str, saying: Set[int]
    ) -> DateExpression:
        since, kind, end = self._is_since(i, days.last, first), days.kind, days.end
        if since:
            kind, end = "since", None
        role: DateRole = "future" if days.ahead else "saying" if i in saying else "event"
        if self._of_the_page(i, days, first, last):
            role = "page"
        span = Span.of(content, self.words[i].start, self.words[days.last - 1].end)
        return DateExpression(span, self.words[i].sentence, days.start, end, days.precision, kind, role)

    def _of_the_page(self, i: int, days: _Days, first: int, last: int) -> bool:
        """Whether the day is that of a dateline: "OUAGADOUGOU, 13 mai (AFP) - …"."""
        if i - first > _DATELINE or days.precision != "day":
            return False
        behind = self.words[days.last : min(last, days.last + _DATELINE)]
        dash = next((k for k, w in enumerate(behind) if w.text in "-–—"), None)
        return (
            dash is not None
            and all(w.kind != "number" for w in behind[:dash])
            and _named_first(self.words[first:i])
        )

    def _is_since(self, i: int, last: int, first: int) -> bool:
        before = any(w.norm in self.sets["dates.since"] for w in self.words[max(first, i - 3) : i])
        behind = any(
            self.tongue.phrases["dates.since_behind"].at(self.words, k)
            for k in range(last, min(last + 2, len(self.words)))
        )
        return before or behind or self.words[i].lead in self.sets["dates.since"]


def _named_first(words: Sequence[Word]) -> bool:
    """Whether a dateline's place stands before its day: words with a comma or a bracket behind them."""
    return bool(words) and words[-1].text in ",،)" and words[0].kind == "word"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
