"""Harm told by words side by side: "5 shot", "Two children hurt", "kills at least 12", "toll rises to 14".

Headlines, captions and broadcast notes leave out the words that a parser leans on. Here a figure or a
people noun next to a word of harm is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from according.model import Measure, Quantity, Span
from according.read.lexicon import Lexicon
from according.read.lexicon import lexicon as lexicon_of
from according.read.people import Parse, People, counts_other
from according.read.quantity import Figure

if TYPE_CHECKING:
    from according.read.victims import Harm

Framer = Callable[[Parse, People, Measure, int, Lexicon], "Harm | None"]

_LINK = r"(?:\s+(?:were|was|are|is|have been|has been|had been|be|being|reported|reportedly|feared|confirmed|found|left|more|others?|also|believed|critically|seriously|fatally|badly|allegedly|lay|lie))*"
_TOLL = re.compile(r"\b(?:toll|tally|number of (?:dead|deaths|killed|casualties|fatalities))\b[^.;]{0,60}?\b(?:to|at|of|is|was|reached|reaches|hits?|tops?|passe[sd]|exceeds?|exceeded|:)\s*$", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


def _participles(lexicon: Lexicon) -> list[str]:
    return [w for table in (lexicon.patient, lexicon.states) for w in table if w.endswith(("ed", "n", "ad", "rt", "g")) and not w.endswith("ing") or w in ("shot", "hurt", "slain")]


@cache
def _beside_pattern(code: str) -> re.Pattern[str]:
    words = lexicon_of(code)
    return re.compile(
        rf"(?P<people>(?:\s+[\w'’.-]+){{0,3}}?\s+(?:{_any(words.people)})\b|)(?:\s*\([^)]{{0,20}}\))?{_LINK}\s+(?:and\s+)?"
        rf"(?P<harm>{_any(_participles(words))})\b(?!\s+(?:in\s+)?custody)",
        re.IGNORECASE,
    )


@cache
def _single_pattern(code: str) -> re.Pattern[str]:
    words = lexicon_of(code)
    bearers = [w for w in words.bearer if w.endswith(("s", "d"))]
    active = [w for w in words.patient if w.endswith("s")]
    nouns = rf"(?:{_any(words.people)}|\d{{1,2}}-year-old)"
    return re.compile(
        rf"(?P<noun>(?:\b[\w'’-]+\s){{0,2}}?\b{nouns})\b(?:,\s*\d{{1,2}},)?(?:\s+(?:was|is|were|are|being|found|left|in|reported))*"
        rf"(?:\s+(?P<fatally>fatally)|\s+\w+ly)?\s+(?P<harm>{_any([*_participles(words), *bearers])})\b(?P<then>(?:,|\s+and|\s+&)\s+killed|\s+dead|\s+to\s+death)?"
        rf"|\b(?P<verb>{_any(active)})\s+(?P<object>(?:[\w'’-]+\s){{0,2}}?{nouns})\b",
        re.IGNORECASE,
    )


def adjacent_harms(parse: Parse, told: tuple[Harm, ...], lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """Frames for the figures, and in telegraphic lines the single people, that no frame of the tree holds."""
    text, base = parse.sentence.text, parse.sentence.start
    following: Harm | None = None
    for figure in reversed(parse.figures):
        held = next((h for h in told if h.people.start < base + figure.end and base + figure.number_start < h.people.end), None)
        if held is not None:
            following = held
            continue
        if counts_other(text, figure, lexicon):
            continue
        found = _beside(parse, figure, lexicon, frame) or _listed(parse, figure, following, lexicon)
        if found is not None:
            following = found
            yield found
    if not told and not text.rstrip().endswith((".", '"', "”")):
        yield from _single(parse, lexicon, frame)


def _beside(parse: Parse, figure: Figure, lexicon: Lexicon, frame: Framer) -> Harm | None:
    text = parse.sentence.text
    match = _beside_pattern(lexicon.code).match(text, figure.end)
    if match:
        end = figure.end + len(match["people"]) if match["people"] else figure.end
        return _made(parse, figure, end, _measure(match["harm"], lexicon), match.start("harm"), lexicon, frame)
    if _TOLL.search(text[: figure.start]):
        return _made(parse, figure, figure.end, "deaths", figure.start, lexicon, frame)
    return None


def _listed(parse: Parse, figure: Figure, following: Harm | None, lexicon: Lexicon) -> Harm | None:
    """The first of "2 children, 1 teen shot": a figure and people just before those of a known frame."""
    if following is None:
        return None
    between = parse.sentence.text[figure.end : following.people.start - parse.sentence.start]
    match = re.fullmatch(r"((?:\s+[\w'’-]+){1,3}?)\s*(?:,|and|&|, and)\s*", between)
    if match is None or match[1].split()[-1].lower() not in lexicon.people:
        return None
    base = parse.sentence.start
    end = figure.end + len(match[1])
    words = match[1].lower().split()
    category = next((lexicon.people[w] for w in reversed(words) if lexicon.people.get(w)), None)
    people = Span(base + figure.start, base + end, parse.sentence.text[figure.start : end])
    return replace(following, category=category, quantity=figure.quantity, people=people, head=None, reference="figure", names=(), whole=None)


def _single(parse: Parse, lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """One person of a headline: "Teen shot, killed in …", "gunman kills man"."""
    text, base = parse.sentence.text, parse.sentence.start
    measures: set[str] = set()
    for match in _single_pattern(lexicon.code).finditer(text):
        harm = match["harm"] or match["verb"]
        measure: Measure = "deaths" if match["fatally"] or match["then"] else _measure(harm, lexicon)
        noun = "noun" if match["noun"] else "object"
        word = match[noun].split()[-1].lower()
        if measure in measures or word not in lexicon.people and "year" not in word:
            continue
        measures.add(measure)
        plural = word.endswith("s") or word.endswith("men") or word in ("people", "children")
        quantity = Quantity(2, None, None, match[noun], "plural") if plural else Quantity(1, 1, 1, match[noun], "one")
        at = next((i for i, t in enumerate(parse.tokens) if t.end >= base + match.end(noun)), 0)
        trigger = next((i for i, t in enumerate(parse.tokens) if t.end > base + match.start("harm" if match["harm"] else "verb")), at)
        span = Span(base + match.start(noun), base + match.end(noun), match[noun])
        people = People(at, span, quantity, lexicon.people.get(word), "several" if plural else "one")
        made = frame(parse, people, measure, trigger, lexicon)
        if made is not None:
            yield made


def _measure(word: str, lexicon: Lexicon) -> Measure:
    word = word.lower()
    return lexicon.patient.get(word) or lexicon.bearer.get(word) or lexicon.states[word]


def _made(parse: Parse, figure: Figure, end: int, measure: Measure, at: int, lexicon: Lexicon, frame: Framer) -> Harm | None:
    base, text = parse.sentence.start, parse.sentence.text
    words = re.findall(r"[\w'’-]+", text[figure.end : end].lower())
    category = next((lexicon.people[w] for w in reversed(words) if lexicon.people.get(w)), None)
    trigger = next((i for i, t in enumerate(parse.tokens) if t.end > base + at), len(parse.tokens) - 1)
    head = next((i for i, t in enumerate(parse.tokens) if t.end >= base + end), trigger)
    people = People(head, Span(base + figure.start, base + end, text[figure.start : end]), figure.quantity, category, "figure")
    return frame(parse, people, measure, trigger, lexicon)
