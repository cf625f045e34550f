"""Harm told by words side by side: "5 shot", "Two children hurt", "kills at least 12", "toll rises to 14".

Headlines, captions and broadcast notes leave out the words that a parser leans on. Here a figure or a
people noun next to a word of harm is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from according.model import Measure, Quantity, Span
from according.read.lexicon import Lexicon
from according.read.people import Parse, People, counts_other
from according.read.quantity import Figure

if TYPE_CHECKING:
    from according.read.victims import Harm

Framer = Callable[[Parse, People, Measure, int, Lexicon], "Harm | None"]

_LINK = r"(?:\s+(?:were|was|are|is|have been|has been|had been|be|being|reported|reportedly|feared|confirmed|found|left|more|others?|also|believed|critically|seriously|fatally|badly|allegedly|lay|lie))*"
_TOLL = re.compile(r"\b(?:toll|tally|number of (?:dead|deaths|killed|casualties|fatalities))\b[^.;]{0,60}?\b(?:to|at|of|is|was|reached|reaches|hits?|tops?|passe[sd]|exceeds?|exceeded|:)\s*$", re.IGNORECASE)


@cache
def _patterns(code: str, words: tuple[tuple[str, Measure], ...], people: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    harm = "|".join(sorted((re.escape(w) for w, _ in words), key=len, reverse=True))
    noun = "|".join(sorted((re.escape(p) for p in people), key=len, reverse=True))
    after = re.compile(rf"(?P<people>(?:\s+[\w'’.-]+){{0,3}}?\s+(?:{noun})\b|)(?:\s*\([^)]{{0,20}}\))?{_LINK}\s+(?:and\s+)?(?P<harm>{harm})\b(?!\s+(?:in\s+)?custody)", re.IGNORECASE)
    before = re.compile(rf"\b(?P<harm>{harm}|leav(?:es|ing)|left|claim(?:s|ed|ing)?)\s+(?:at\s+least\s+)?$", re.IGNORECASE)
    return after, before


def adjacent_harms(parse: Parse, told: tuple[Harm, ...], lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """Frames for the figures that no frame of the tree holds yet."""
    text, base = parse.sentence.text, parse.sentence.start
    for figure in parse.figures:
        if any(h.people.start < base + figure.end and base + figure.number_start < h.people.end for h in told):
            continue
        if counts_other(text, figure, lexicon):
            continue
        yield from _beside(parse, figure, lexicon, frame)


def _beside(parse: Parse, figure: Figure, lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    text = parse.sentence.text
    participles = tuple(sorted((w, m) for table in (lexicon.patient, lexicon.states) for w, m in table.items() if not w.endswith(("ing", "s")) or w == "shot"))
    after, _ = _patterns("en", participles, tuple(sorted(lexicon.people)))
    match = after.match(text, figure.end)
    if match:
        measure = _measure(match["harm"], lexicon)
        end = figure.end + len(match["people"]) if match["people"] else figure.end
        yield from _made(parse, figure, end, measure, match.start("harm"), lexicon, frame)
        return
    if _TOLL.search(text[: figure.start]):
        yield from _made(parse, figure, figure.end, "deaths", figure.start, lexicon, frame)


def _measure(word: str, lexicon: Lexicon) -> Measure:
    word = word.lower()
    return lexicon.patient.get(word) or lexicon.states[word]


def _made(parse: Parse, figure: Figure, end: int, measure: Measure, at: int, lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    base, text = parse.sentence.start, parse.sentence.text
    words = re.findall(r"[\w'’-]+", text[figure.end : end].lower())
    category = next((lexicon.people[w] for w in reversed(words) if lexicon.people.get(w)), None)
    trigger = next((i for i, t in enumerate(parse.tokens) if t.end > base + at), len(parse.tokens) - 1)
    head = next((i for i, t in enumerate(parse.tokens) if t.end >= base + end), trigger)
    people = People(head, Span(base + figure.start, base + end, text[figure.start : end]), figure.quantity, category, "figure")
    harm = frame(parse, people, measure, trigger, lexicon)
    if harm is not None:
        yield harm
