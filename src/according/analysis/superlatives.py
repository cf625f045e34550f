"""Superlatives of harm in a text ("among the five deadliest days since 2006"), by a language's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Span

#: "Among the deadliest" without a number is taken as among the first so many, and "recent years" as so many.
AMONG, RECENT = 10, 5
#: Characters after the superlative in which its days and years are looked for, to the end of the clause.
_REACH = 80


@dataclass(frozen=True, slots=True)
class Superlative:
    """One superlative. `top`: among the first how many; `of_days`: it is said of single days; `years`: of how
    many years back; `since`: from which year on; both None where nothing is said."""

    span: Span
    top: int
    of_days: bool
    years: int | None = None
    since: int | None = None


@cache
def _forms(code: str) -> dict[str, re.Pattern[str]]:
    table, quantity = language(code)["superlatives"], r"(?P<number>\d{1,3}|[a-z]{3,6})"

    def one_of(words: list[str]) -> str:
        return "|".join(
            re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
        )

    return {
        "superlative": re.compile(
            rf"\b(?:(?P<among>{one_of(table['among'])})\s+(?:the\s+)?(?:{quantity}\s+)?)?"
            rf"(?:{one_of(table['words'])})\b",
            re.IGNORECASE,
        ),
        "days": re.compile(rf"\b(?:{one_of(table['days'])})\b", re.IGNORECASE),
        "since": re.compile(rf"\b(?:{one_of(table['since'])})\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
        "within": re.compile(
            rf"\b(?:{one_of(table['within'])})\s+(?:the\s+)?(?:last\s+|past\s+)?{quantity}\s+years\b",
            re.IGNORECASE,
        ),
        "recent": re.compile(rf"\b(?:{one_of(table['recent'])})\b", re.IGNORECASE),
    }


def _number(code: str, word: str | None) -> int | None:
    if word is None:
        return None
    units = language(code)["quantity"]["units"]
    return int(word) if word.isdigit() else units.get(word.casefold())


def superlatives_of(content: str, code: str = "en") -> tuple[Superlative, ...]:
    """Every superlative of harm in a text, in its order; () in a language that has no words for them."""
    if "superlatives" not in language(code):
        return ()
    forms = _forms(code)
    return tuple(
        _superlative(content, found, forms, code) for found in forms["superlative"].finditer(content)
    )


def _superlative(
    content: str, found: re.Match[str], forms: dict[str, re.Pattern[str]], code: str
) -> Superlative:
    rest = re.split(r"[.;!?\n]", content[found.end() : found.end() + _REACH])[0]
    since, within, recent = (forms[name].search(rest) for name in ("since", "within", "recent"))
    days = forms["days"].search(rest)
    end = found.end() + max((one.end() for one in (since, within, recent, days) if one), default=0)
    number = _number(code, found["number"]) if found["among"] else 1
    years = RECENT if recent else _number(code, within["number"]) if within else None
    return Superlative(
        Span.of(content, found.start(), end),
        number or AMONG,
        days is not None,
        years,
        int(since["year"]) if since else None,
    )
