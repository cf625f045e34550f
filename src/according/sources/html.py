"""Web pages: the report without navigation, comments and advertisements, by trafilatura."""

from __future__ import annotations

import re
from typing import Any

from according.model import Problem
from according.sources.fixing import decoded, without_title
from according.sources.quiet import quiet
from according.sources.record import Record

#: Characters of a page without scripts, styles and remarks. Extraction takes about 80 times as much memory.
LARGEST_PAGE = 4 * 2**20
#: Elements of a page. Extraction takes time by the square of long lists and tables: this many take under
#: a minute at worst, and the longest live blogs have fewer.
MOST_ELEMENTS = 15_000

_DECLARED = re.compile(rb"(?:charset|encoding)[ \t]{0,5}=[ \t]{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_ELEMENT = re.compile(r"<[A-Za-z]")
_PROLOG = re.compile(r"\s{0,1000}<\?xml[^>]{0,200}\?>")
_LANG = re.compile(r"<html[^<>]{0,500}?\slang\s?=\s?[\"']?([A-Za-z]{2,3})(?![A-Za-z])", re.I)
#: What is never the report: on short pages the extraction below would keep it for want of other text.
_ASIDE = (
    "//nav",
    "//footer",
    "//aside",
    "//form",
    *(f"//{element}[{_word}]" for element in ("div", "section", "ul", "ol") for _word in (
        "@id='comments'", "contains(concat(' ', normalize-space(@class), ' '), ' comments ')"
    )),
)  # fmt: skip
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


def read_html(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One document. Title, date, site name, address and language from the page's metadata.

    Problems: ACC-108 (page over the limit), ACC-120 (no text), ACC-121 (nested or built too deep).
    """
    declared = _DECLARED.search(raw[:4096])
    text, problems = decoded(raw, name, declared[1].decode("ascii") if declared else None)
    if text is None:
        return (), problems
    record, more = record_of(text, name)
    return ((record,) if record else ()), (*problems, *more)


def record_of(page: str, where: str) -> tuple[Record | None, tuple[Problem, ...]]:
    """The report in a decoded page."""
    bare = _without_code(_PROLOG.sub("", page, count=1))
    elements = len(_ELEMENT.findall(bare))
    if len(bare) > LARGEST_PAGE or elements > MOST_ELEMENTS:
        most = f"at most {LARGEST_PAGE} and {MOST_ELEMENTS} are read"
        said = f"{len(bare)} characters and {elements} elements; {most}"
        return None, (Problem("ACC-108", said, where),)
    try:
        found = _extracted(bare)
    except Exception as fault:  # a page must not stop the run, whatever it does to the libraries below
        return None, (Problem("ACC-121", f"the page cannot be taken apart: {type(fault).__name__}", where),)
    if found is None or not (found.text or "").strip():
        code, said = ("ACC-120", "no report was found in the page")
        if _deep(bare):
            code, said = ("ACC-121", "the page is nested too deep or never closes its elements")
        return None, (Problem(code, said, where),)
    return _record(found, page), ()


def _record(found: Any, page: str) -> Record:
    title = " ".join((found.title or "").split())[:500]
    lang = _LANG.search(page[:20_000])
    return Record(
        without_title(title, found.text),
        title=title,
        published=found.date,
        publisher=found.sitename or found.hostname,
        url=found.url,
        lang=lang[1].lower() if lang else found.language,
    )


def _extracted(page: str) -> Any:
    """trafilatura's document. Without its memory of earlier pages: a page reads the same in every run. The
    date comes from the page's head and time marks only, never from dates that stand in the text."""
    with quiet(*_LOGGERS):
        import trafilatura

        dates = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
        return trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            deduplicate=False,
            date_extraction_params=dates,
            prune_xpath=list(_ASIDE),
        )


def _without_code(page: str) -> str:
    """The page without styles, remarks and scripts other than linked data (which holds the date)."""
    lower = page.lower()
    if len(lower) != len(page):  # a few capitals have longer lower-case forms
        lower = page
    for opening, closing in (("<!--", "-->"), ("<style", "</style"), ("<script", "</script")):
        page, lower = _cut(page, lower, opening, closing)
    return page


def _cut(page: str, lower: str, opening: str, closing: str) -> tuple[str, str]:
    kept: list[tuple[int, int]] = []
    at = 0
    while (start := lower.find(opening, at)) >= 0:
        end = lower.find(closing, start + len(opening))
        if end < 0:
            break
        stop = lower.find(">", end + len(closing) - 1) + 1 or len(page)
        linked = "ld+json" in lower[start : start + 200].partition(">")[0]
        kept.append((at, stop if linked else start))
        at = stop
    kept.append((at, len(page)))
    return "".join(page[a:b] for a, b in kept), "".join(lower[a:b] for a, b in kept)


def _deep(page: str) -> bool:
    """Whether more than 250 elements stand open at once, which is where the parser gives up."""
    depth = deepest = 0
    for mark in re.finditer(r"<(/?)(?:div|span|b|i|em|font|section|article|ul|table|a|p)\b", page):
        depth += -1 if mark[1] else 1
        deepest = max(deepest, depth)
    return deepest > 250
