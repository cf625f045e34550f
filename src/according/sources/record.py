"""What a format finds in a file, and how it becomes a document.

A format reads bytes into `Piece`s, each with the `Record`s found there; `document_of` settles the
metadata (options before the record's own, the record's own before the file name) and fixes the text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from according.model import Document, Problem, content_id
from according.sources.fixing import settled

#: No report is older than this, and none is published later.
EARLIEST, LATEST = date(1600, 1, 1), date(2199, 12, 31)

#: Characters of one document, some 3,000 printed pages.
LONGEST = 8_000_000

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_FORMS = ((_ISO, "ymd"), (_YEAR_FIRST, "ymd"), (_COMPACT, "ymd"), (_DAY_MONTH, "dmy"), (_MONTH_DAY, "mdy"))
_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the user says about the documents; everything set here goes before what a file says of itself.

    `published` is the day of publication, `lang` a language code, `country_hint` a country that places are
    looked for in first. `max_bytes` bounds one file that is read whole and one line of a table. `today`
    is the day after which a publication date counts as future; None means that nobody asked.
    """

    published: date | None = None
    publisher: str | None = None
    country_hint: str | None = None
    lang: str | None = None
    max_bytes: int = 64 * 2**20
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a format found it. `published` as written (or a date); `created` is a weak date that
    only says when the file was made. `exact` marks text that offsets of others already refer to (tables):
    it keeps its line endings and outer white space."""

    text: str
    title: str = ""
    document_id: str | None = None
    published: str | date | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    country_hint: str | None = None
    created: date | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file: its bytes as they stand there (`raw`, so that the pieces of a file join to the
    file), the bytes that the record's hash is taken of (`original`), and what was found in it."""

    raw: bytes
    original: bytes
    where: str
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


def document_of(
    record: Record, piece: Piece, name: str, options: SourceOptions
) -> tuple[Document | None, list[Problem]]:
    """The record as a document under the options, with what was wrong; None where there is no text (ACC-120)
    or too much (ACC-108).

    Problems: ACC-108, ACC-111, ACC-120, ACC-140 to ACC-143.
    """
    title, title_changed = settled(record.title, exact=record.exact)
    text, text_changed = settled(record.text, exact=record.exact)
    if not text.strip() and not title.strip():
        return None, [Problem("ACC-120", "nothing to read was found", piece.where)]
    if len(title) + len(text) > LONGEST:
        said = f"a text of {len(text)} characters; at most {LONGEST} are read"
        return None, [Problem("ACC-108", said, piece.where)]
    problems = []
    if title_changed + text_changed:
        said = f"{title_changed + text_changed} characters that no text holds were replaced by U+FFFD"
        problems.append(Problem("ACC-111", said, piece.where))
    published, found = _published(record, piece.where, name, options)
    publisher = options.publisher or _short(record.publisher)
    identity = record.document_id or content_id("document", title, text, published, publisher)
    document = Document(
        document_id=settled(identity, exact=True)[0],
        title=title,
        text=text,
        published=published,
        publisher=publisher,
        url=_short(record.url),
        lang=options.lang or _short(record.lang),
        country_hint=options.country_hint or _short(record.country_hint),
        original_sha256=hashlib.sha256(piece.original).hexdigest(),
    )
    return document, [*problems, *found]


def _short(value: str | None) -> str | None:
    """A metadata field on one line; None where it is blank or longer than any name or address."""
    clean = " ".join(settled(value or "", exact=True)[0].split())
    return clean if 0 < len(clean) <= 2000 else None


def _published(
    record: Record, where: str, name: str, options: SourceOptions
) -> tuple[date | None, list[Problem]]:
    if options.published is not None:
        return options.published, []
    problems: list[Problem] = []
    if record.published not in (None, ""):
        day = _checked(record.published, where, options, problems)
        if day is not None:
            return day, problems
    named = {day for day in map(day_of, _IN_NAME.findall(name.rsplit("/", 1)[-1])) if day is not None}
    if len(named) == 1 and not record.exact:
        return _checked(named.pop(), where, options, problems), problems
    if record.created is not None and _plausible(record.created, options):
        said = f"publication taken as {record.created}, the day the file says it was made"
        problems.append(Problem("ACC-143", said, where))
        return record.created, problems
    return None, problems


def _checked(
    written: str | date | None, where: str, options: SourceOptions, into: list[Problem]
) -> date | None:
    day = written if isinstance(written, date) else day_of(str(written))
    if day is None:
        into.append(Problem("ACC-140", f"not a date: {str(written)[:60]!r}", where))
    elif not EARLIEST <= day <= LATEST:
        into.append(Problem("ACC-141", f"no report was published on {day}", where))
        day = None
    elif options.today is not None and day > options.today:
        into.append(Problem("ACC-142", f"published {day}, after today ({options.today})", where))
    return day


def _plausible(day: date, options: SourceOptions) -> bool:
    """Whether a file's creation date may be a publication date: after PDF was invented, not in the future."""
    return date(1993, 1, 1) <= day <= (options.today or LATEST)


def day_of(written: str) -> date | None:
    """The day that a metadata date names, as written there (no change of time zone); None where the order
    of day and month is open ("03/04/2016") or it is no date. Reads ISO 8601, year-first dates, dates with
    the month in English words and mail dates."""
    written = " ".join(written.split())[:100]
    for pattern, order in _FORMS:
        if found := pattern.match(written):
            parts = dict(zip(order, found.groups(), strict=True))
            return _day(parts["y"], parts["m"], parts["d"])
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month)
    try:
        return datetime(int(year), number, int(day)).date()
    except ValueError:
        return None


def _month(word: str) -> int:
    """1 to 12, or 0 where the word is no month."""
    word = "sep" if word.casefold() == "sept" else word.casefold()
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
