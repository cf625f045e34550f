"""Harm told by words side by side: "5 shot", "Two children hurt", "kills at least 12", "toll rises to 14".

Headlines, captions and broadcast notes leave out the words that a parser leans on. Here a figure or a
people noun next to a word of harm is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from according.lang import language
from according.model import Category, Measure, Quantity, Span
from according.read.lexicon import Lexicon
from according.read.lexicon import lexicon as lexicon_of
from according.read.people import Parse, People, Reference, counts_other, people_words
from according.read.quantity import Figure
from according.read.wordlists import alternatives, filled

if TYPE_CHECKING:
    from according.read.victims import Harm

#: Harms that one does to oneself; characters between those harmed and "himself".
_SELF = ("deaths", "injured")
_NEAR = 60

Framer = Callable[[Parse, People, Measure, int, Lexicon], "Harm | None"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What may stand around a figure. `beside`: behind it, up to the word of harm; `active`, `toll`,
    `count_of`, `part`: before it; `ends`: right behind a figure that stands for people alone; `single`:
    one person. The rest are the lists and forms of the [headlines] table by their names."""

    beside: re.Pattern[str]
    active: re.Pattern[str]
    toll: re.Pattern[str]
    count_of: re.Pattern[str]
    part: re.Pattern[str]
    ends: re.Pattern[str]
    single: re.Pattern[str]
    stops: frozenset[str]
    years: tuple[str, ...]
    plural_endings: tuple[str, ...]
    plurals: frozenset[str]
    selves: frozenset[str]
    partitives: frozenset[str]
    breaks: tuple[str, ...]
    of_body: re.Pattern[str]
    were: re.Pattern[str]
    of_them: re.Pattern[str]
    of_all: re.Pattern[str]
    fatally: re.Pattern[str]
    behind: re.Pattern[str]
    between: re.Pattern[str]
    then: re.Pattern[str]
    themselves: re.Pattern[str]


@cache
def _patterns(code: str) -> _Patterns:
    words, table = lexicon_of(code), language(code)["headlines"]
    forms = table["forms"]
    parts, conjunctions = alternatives(table["parts"]), alternatives(table["conjunctions"])
    articles = alternatives(table["articles"])
    listed = rf"(?:{parts}|[(:])\s[^.;]{{0,40}}(?:,|\b(?:{conjunctions}))\s*$"
    return filled(
        _Patterns,
        {**table, **forms, "selves": language(code)["victims"]["reflexive"]},
        beside=_compiled(_beside_form(words, table)),
        active=_compiled(rf"\b(?P<verb>{_verbs(words, table)})(?:\s+(?:{forms['more']}))?\s*$"),
        toll=_compiled(rf"{forms['toll_at']}|\b(?:{alternatives(table['tolls'])})\b{_stated(table)}"),
        count_of=_compiled(_count_form(table)),
        part=_compiled(rf"(?:{parts}|[(:])\s*(?:(?:{articles})\s+)?$|{listed}"),
        ends=_compiled(rf"\s*(?:$|[.,;:()]|(?:{alternatives(table['followers'])})\b|[-–—])"),
        single=_compiled(_single_form(words, table)),
        of_body=re.compile(forms["of_body"]),
        themselves=_compiled(_themselves_form(words, table)),
    )


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _stated(table: Mapping[str, Any]) -> str:
    """From the word for a count to the end of what stands before the figure."""
    return rf"[^.;]{{0,60}}?(?:\b(?:{alternatives(table['rises'])})|:)\s*$"


def _count_form(table: Mapping[str, Any]) -> str:
    harms, numbers = alternatives(table["counted_harms"].split()), alternatives(table["numbers_of"])
    return rf"\b(?:{numbers}) (?:[\w-]+ ){{0,4}}?(?P<harm>{harms})\b(?:,\s*$|{_stated(table)})"


def _participles(lexicon: Lexicon, table: Mapping[str, Any]) -> str:
    endings, others = tuple(table["participle_endings"]), tuple(table["no_participle_endings"])
    words, odd = {*lexicon.patient, *lexicon.states}, table["participles"].split()
    return alternatives(w for w in words if w in odd or (w.endswith(endings) and not w.endswith(others)))


def _dying(lexicon: Lexicon) -> list[str]:
    """ "Six die": the parser takes the verb for a noun."""
    return [word for word, measure in lexicon.bearer.items() if measure == "deaths"]


def _verbs(lexicon: Lexicon, table: Mapping[str, str]) -> str:
    return alternatives(set(lexicon.patient) - set(table["vague_verbs"].split()))


def _beside_form(lexicon: Lexicon, table: Mapping[str, Any]) -> str:
    stop = rf"(?!(?:{alternatives(table['stops'].split())})\b)"
    people = rf"(?P<people>(?:\s+{stop}[\w'’][\w'’.-]*){{0,3}}?\s+(?:{alternatives(lexicon.people)})\b|)"
    link = rf"(?:\s+(?:{alternatives(table['links'])})\b)*"
    told = rf"{_participles(lexicon, table)}|{alternatives(_dying(lexicon))}"
    harm = rf"(?P<harm>{told})\b(?!{table['forms']['no_harm']})"
    joint = rf"(?:(?:{alternatives(table['conjunctions'])})\s+)?"
    return rf"{people}(?:\s*\([^)]{{0,20}}\))?{link}\s+{joint}{harm}"


def _themselves_form(lexicon: Lexicon, table: Mapping[str, Any]) -> str:
    """The doer as the last of those harmed, or right behind a verb of harm where a headline drops "him"."""
    joined, bare = alternatives(table["joins_self"]), alternatives(table["bare_self"])
    selves = alternatives(language(lexicon.code)["victims"]["reflexive"].split())
    verbs = _verbs(lexicon, {**table, "vague_verbs": ""})
    return rf"(?:\b(?P<verb>{verbs})\s+(?P<bare>{bare})|(?:,|\b(?:{joined}))\s+(?P<self>{selves}|{bare}))\b"


def _single_form(lexicon: Lexicon, table: Mapping[str, Any]) -> str:
    """ "Teen shot, killed", "boy, 14, fatally shot" (noun, harm); "gunman kills man" (verb, object)."""
    forms, present = table["forms"], tuple(table["present_endings"])
    noun = rf"(?:{alternatives(lexicon.people)}|{forms['aged']})"
    bearers = alternatives(w for w in lexicon.bearer if w.endswith((*present, *table["past_endings"])))
    active = alternatives(w for w in lexicon.patient if w.endswith(present))
    link = rf"(?:\s+(?:{alternatives(table['single_links'].split())}))*{forms['manner']}"
    then = rf"(?P<then>{forms['then']})?"
    selves = alternatives(language(lexicon.code)["victims"]["reflexive"].split())
    passive = rf"(?P<noun>(?:\b[\w'’-]+\s){{0,2}}?\b{noun})\b(?:,\s*\d{{1,2}},)?{link}\s+"
    return (
        rf"{passive}(?P<harm>{_participles(lexicon, table)}|{bearers})\b{then}"
        rf"|\b(?P<verb>{active})\s+(?P<object>(?:[\w'’-]+\s){{0,2}}?{noun}|{selves})\b"
    )


def adjacent_harms(parse: Parse, told: tuple[Harm, ...], lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """Frames for the figures, and in telegraphic lines the single people, that no frame of the tree holds."""
    text, base = parse.sentence.text, parse.sentence.start
    following: Harm | None = None
    for figure in reversed(parse.figures):
        held = next(
            (
                h
                for h in told
                if h.people.start < base + figure.end and base + figure.number_start < h.people.end
            ),
            None,
        )
        if held is not None:
            following = held
            continue
        if counts_other(text, figure, lexicon) or _qualifies(text, figure, lexicon):
            continue
        found = (
            _part(parse, figure, told, lexicon)
            or _beside(parse, figure, lexicon, frame)
            or _listed(parse, figure, following, lexicon)
        )
        if found is not None:
            following = found
            yield found
    singles: list[Harm] = []
    closed = text.rstrip().endswith((".", '"', "”")) and not text.rstrip().endswith(("...", ". . ."))
    if following is None and not told and not closed:
        singles.extend(_single(parse, lexicon, frame))
    yield from singles
    yield from _themselves(parse, (*told, *singles), lexicon, frame)


def _themselves(parse: Parse, told: Sequence[Harm], lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """Who also harmed himself: "killed his wife and then himself", "shoots self in foot"."""
    text, base, patterns = parse.sentence.text, parse.sentence.start, _patterns(lexicon.code)
    for match in patterns.themselves.finditer(text):
        group = "self" if match["verb"] is None else "bare"
        start, end = base + match.start(group), base + match.end(group)
        if any(h.people.start < end and start < h.people.end and h.reference == "pronoun" for h in told):
            continue
        before = [h for h in told if h.trigger.end <= start and h.stance == "asserted" and h.measure in _SELF]
        if match["verb"] is None and (not before or start - before[-1].people.end > _NEAR):
            continue
        same = [h for h in before if h.trigger == before[-1].trigger]
        if any(h.people.end <= h.trigger.start for h in same):
            continue  # the doer is told of as harmed already
        word = match["verb"] or before[-1].trigger.quote
        at = match.start("verb") if match["verb"] else before[-1].trigger.start - base
        measure = _measure(word, lexicon) if match["verb"] else before[-1].measure
        trigger = next((i for i, t in enumerate(parse.tokens) if t.end > base + at), 0)
        head = next((i for i, t in enumerate(parse.tokens) if t.end >= end), trigger)
        span = Span(start, end, match[group])
        people = People(head, span, Quantity(1, 1, 1, match[group], "one"), None, "pronoun", True)
        made = frame(parse, people, measure, trigger, lexicon)
        if made is not None:
            yield made


def _beside(parse: Parse, figure: Figure, lexicon: Lexicon, frame: Framer) -> Harm | None:
    text = parse.sentence.text
    match = _patterns(lexicon.code).beside.match(text, figure.end)
    if match:
        end = figure.end + len(match["people"]) if match["people"] else figure.end
        dead = _patterns(lexicon.code).then.match(text, match.end())  # "1 shot dead", "2 shot, killed"
        measure: Measure = "deaths" if dead else _measure(match["harm"], lexicon)
        return _made(parse, figure, end, measure, match.start("harm"), lexicon, frame)
    patterns, before = _patterns(lexicon.code), text[: figure.start]
    behind = _people_behind(text, figure.end, lexicon)[0] or figure.end
    if patterns.toll.search(before):
        return _made(parse, figure, behind, "deaths", figure.start, lexicon, frame)
    if counted := patterns.count_of.search(before):
        made = _made(parse, figure, behind, _measure(counted["harm"], lexicon), figure.start, lexicon, frame)
        named = next((lexicon.people[w] for w in counted[0].lower().split() if lexicon.people.get(w)), None)
        return replace(made, category=made.category or named) if made else None
    active = patterns.active.search(before)
    if active and (behind > figure.end or patterns.ends.match(text, figure.end)):
        return _made(parse, figure, behind, _measure(active["verb"], lexicon), active.start(), lexicon, frame)
    return None


def _part(parse: Parse, figure: Figure, told: Sequence[Harm], lexicon: Lexicon) -> Harm | None:
    """A sub-count of people told of before it: "among them five women", "three of them children"."""
    text, base, patterns = parse.sentence.text, parse.sentence.start, _patterns(lexicon.code)
    wholes = [h for h in told if h.people.start < base + figure.start and h.whole is None]
    # What opens a list of parts stands behind the whole: "12 killed: five …", not "the toll: 12 …, five …".
    before = text[wholes[-1].people.end - base if wholes else 0 : figure.start]
    fatally = patterns.fatally.match(text[figure.end :])
    of_them = patterns.of_them.match(text, figure.end)
    if not wholes or not (
        patterns.part.search(before)
        or of_them
        or patterns.of_all.search(text[: figure.start])
        or fatally
        or _broken_down(text, figure, patterns)
    ):
        return None
    whole = wholes[-1]
    if not _smaller(figure.quantity, whole.quantity):
        return None
    end, category = _people_behind(text, of_them.end() if of_them else figure.end, lexicon)
    end = end or (of_them.end() if of_them else figure.end)
    people = Span(base + figure.start, base + end, text[figure.start : end])
    measure: Measure = "deaths" if fatally else whole.measure
    return replace(
        whole,
        measure=measure,
        category=whole.category or category,
        quantity=figure.quantity,
        people=people,
        head=None,
        reference="figure",
        names=(),
        whole=whole.people,
    )


def _qualifies(text: str, figure: Figure, lexicon: Lexicon) -> bool:
    """ "Five people of one family": the second figure counts nobody else."""
    words = text[: figure.start].lower().split()[-2:]
    partitives = _patterns(lexicon.code).partitives
    return len(words) == 2 and words[1] in partitives and words[0] in lexicon.people


def _broken_down(text: str, figure: Figure, patterns: _Patterns) -> bool:
    """ "… 81 people: 73 were citizens, seven were …"."""
    before = text[: figure.start].rstrip()
    return bool(patterns.were.match(text, figure.end)) and before.endswith(patterns.breaks)


def _smaller(part: Quantity, whole: Quantity) -> bool:
    bound = whole.high if whole.high is not None else whole.best
    return part.best is None or bound is None or part.best <= bound


def _people_behind(text: str, at: int, lexicon: Lexicon) -> tuple[int | None, Category | None]:
    """Where the noun for people right behind a figure ends, and its category."""
    patterns = _patterns(lexicon.code)
    match = patterns.behind.match(text[at:])
    position = at + match.start(1) if match else at
    groups = people_words(lexicon.code).group_nouns
    for word in match[1].split() if match else ():
        if word.lower() in patterns.stops:
            break
        position = text.index(word, position) + len(word)
        if word.lower() in lexicon.people:
            body = patterns.of_body.match(text, position) if word.lower() in groups else None
            if body is None:
                return position, lexicon.people[word.lower()]
            named = (lexicon.people.get(w) or lexicon.modifiers.get(w) for w in body[1].lower().split()[::-1])
            return body.end(), next(filter(None, named), lexicon.people[word.lower()])
    return None, None


def _listed(parse: Parse, figure: Figure, following: Harm | None, lexicon: Lexicon) -> Harm | None:
    """The first of "2 children, 1 teen shot": a figure and people just before those of a known frame."""
    if following is None:
        return None
    between = parse.sentence.text[figure.end : following.people.start - parse.sentence.start]
    match = _patterns(lexicon.code).between.fullmatch(between)
    if match is None or match[1].split()[-1].lower() not in lexicon.people:
        return None
    base = parse.sentence.start
    end = figure.end + len(match[1])
    words = match[1].lower().split()
    category = next((lexicon.people[w] for w in reversed(words) if lexicon.people.get(w)), None)
    people = Span(base + figure.start, base + end, parse.sentence.text[figure.start : end])
    return replace(
        following,
        category=category,
        quantity=figure.quantity,
        people=people,
        head=None,
        reference="figure",
        names=(),
        whole=None,
    )


def _single(parse: Parse, lexicon: Lexicon, frame: Framer) -> Iterator[Harm]:
    """One person of a headline: "Teen shot, killed in …", "gunman kills man"."""
    text, base, patterns = parse.sentence.text, parse.sentence.start, _patterns(lexicon.code)
    measures: set[str] = set()
    for match in patterns.single.finditer(text):
        harm = match["harm"] or match["verb"]
        measure: Measure = "deaths" if match["fatally"] or match["then"] else _measure(harm, lexicon)
        noun = "noun" if match["noun"] else "object"
        word = match[noun].split()[-1].lower()
        aged = any(unit in word for unit in patterns.years)
        himself = word in patterns.selves
        if measure in measures or (word not in lexicon.people and not aged and not himself):
            continue
        measures.add(measure)
        plural = word.endswith(patterns.plural_endings) or word in patterns.plurals
        quantity = (
            Quantity(2, None, None, match[noun], "plural")
            if plural
            else Quantity(1, 1, 1, match[noun], "one")
        )
        at = next((i for i, t in enumerate(parse.tokens) if t.end >= base + match.end(noun)), 0)
        trigger = next(
            (
                i
                for i, t in enumerate(parse.tokens)
                if t.end > base + match.start("harm" if match["harm"] else "verb")
            ),
            at,
        )
        span = Span(base + match.start(noun), base + match.end(noun), match[noun])
        reference: Reference = "pronoun" if himself else "several" if plural else "one"
        people = People(at, span, quantity, lexicon.people.get(word), reference)
        made = frame(parse, people, measure, trigger, lexicon)
        if made is not None:
            yield made


def _measure(word: str, lexicon: Lexicon) -> Measure:
    word = word.lower()
    return lexicon.patient.get(word) or lexicon.bearer.get(word) or lexicon.states[word]


def _made(
    parse: Parse, figure: Figure, end: int, measure: Measure, at: int, lexicon: Lexicon, frame: Framer
) -> Harm | None:
    base, text = parse.sentence.start, parse.sentence.text
    words = re.findall(r"[\w'’-]+", text[figure.end : end].lower())
    category = next((lexicon.people[w] for w in reversed(words) if lexicon.people.get(w)), None)
    trigger = next((i for i, t in enumerate(parse.tokens) if t.end > base + at), len(parse.tokens) - 1)
    head = next((i for i, t in enumerate(parse.tokens) if t.end >= base + end), trigger)
    people = People(
        head,
        Span(base + figure.start, base + end, text[figure.start : end]),
        figure.quantity,
        category,
        "figure",
    )
    return frame(parse, people, measure, trigger, lexicon)
