"""How many, without a parser: figures in digits and words, hedged by the rules of `read/quantity.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.model import Quantity
from according.read.plain.words import Numbers, Word
from according.read.quantity import LARGEST, hedged

#: How many ages may be listed before their unit.
_AGES = 4
Bounds = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at words [first, last), hedges included; `number`: where the number itself begins. `vague`:
    told without a number."""

    first: int
    last: int
    number: int
    quantity: Quantity
    vague: bool = False


def figures_in(words: Sequence[Word], numbers: Numbers, first: int, last: int, content: str) -> list[Figure]:
    """Every figure among the words [first, last), left to right, not overlapping."""
    found: list[Figure] = []
    i = first
    while i < last:
        figure = _figure(words, numbers, i, last, content)
        if figure is None:
            i += 1
            continue
        if not _of_other_things(words, numbers, figure.last, last) and not _money(words, figure.number):
            found.append(figure)
        i = figure.last
    return found


def _of_other_things(words: Sequence[Word], numbers: Numbers, end: int, last: int) -> bool:
    """Whether a figure counts no people: "22 años", and the first of "22 y 25 años"."""
    for _ in range(_AGES):
        if numbers.not_counts.at(words, end, last) is not None:
            return True
        joint = end < last and (
            words[end].norm in numbers.joiner | numbers.ranges
            or words[end].text in ",،"
            or words[end].lead[:1] in numbers.joiner
        )
        if not joint:
            return False
        at = end + (words[end].value is None and numbers.small.at(words, end, last) is None)
        value = _value(words, numbers, at, last)
        if value is None:
            return False
        end = value[0]
    return False


def _money(words: Sequence[Word], i: int) -> bool:
    return i > 0 and words[i - 1].text in "$€£₹" and words[i - 1].sentence == words[i].sentence


def _figure(words: Sequence[Word], numbers: Numbers, i: int, last: int, content: str) -> Figure | None:
    start, hedges = i, list[str]()
    while len(hedges) < 3 and (hit := numbers.hedges.at(words, i, last)) is not None:
        hedges.append(hit[1])
        i += hit[0]
    between = i < last and words[i].norm in numbers.between
    number = i + 1 if between else i
    one = _one(words, numbers, number, last)
    if one is None or (not hedges and _is_another_word(words, numbers, number, one[0], last)):
        return None
    end, bounds, rule = one
    second = _second(words, numbers, end, last, between)
    if second is not None and not _is_change(words, numbers, start) and bounds[1] is not None:
        high = second[1][2]
        if high is not None and bounds[1] < high:
            quantity = Quantity(bounds[0], None, high, _quote(words, start, second[0], content), "range")
            return Figure(start, second[0], number, quantity)
    if between:
        return None
    tail = numbers.tails.at(words, end, last)
    if tail is not None:
        hedges.append(tail[1])
        end += tail[0]
    return Figure(
        start, end, number, _hedged(bounds, hedges, rule, _quote(words, start, end, content)), rule == "vague"
    )


def _is_another_word(words: Sequence[Word], numbers: Numbers, i: int, end: int, last: int) -> bool:
    """Whether a number word alone is not meant as one: Urdu writes "80" and "that same" alike."""
    if words[i].norm not in numbers.homographs or end > i + 1:
        return False
    return end >= last or words[end].norm not in numbers.counted_behind


def requantified(figure: Figure, rule: str, last: int, words: Sequence[Word], content: str) -> Figure:
    """The figure with a hedge that stands behind its people ("nine civilians at least")."""
    quote = _quote(words, figure.first, last, content)
    q = figure.quantity
    if q.rule not in ("exact", "about"):
        return figure
    changed = _hedged((q.low, q.best, q.high), [rule], q.rule, quote)
    return Figure(figure.first, figure.last, figure.number, changed, figure.vague)


def _hedged(bounds: Bounds, hedges: Sequence[str], rule: str, quote: str) -> Quantity:
    for hedge in hedges:
        if hedge == "exact":
            continue
        if bounds[1] is not None:
            return Quantity(*hedged(hedge, bounds[1]), quote, hedge)
        if hedge in ("at_least", "more_than"):
            return Quantity(bounds[0], None, None, quote, hedge)
    return Quantity(*bounds, quote, rule)


def _quote(words: Sequence[Word], first: int, last: int, content: str) -> str:
    return content[words[first].start : words[last - 1].end]


def _is_change(words: Sequence[Word], numbers: Numbers, i: int) -> bool:
    """ "From nine to 13" tells of two figures, not of a range."""
    return any(w.norm in numbers.changed for w in words[max(0, i - 6) : i])


def _one(words: Sequence[Word], numbers: Numbers, i: int, last: int) -> tuple[int, Bounds, str] | None:
    vague, about = numbers.vague.at(words, i, last), numbers.about.at(words, i, last)
    value = _value(words, numbers, i, last)
    if vague is not None and (value is None or i + vague[0] >= value[0]):
        return i + vague[0], vague[1], "exact" if vague[1][1] is not None else "vague"
    if about is not None and (value is None or i + about[0] >= value[0]):
        return i + about[0], hedged("about", about[1]), "about"
    if value is None:
        return None
    end, n = value
    if n == 1 and words[i].kind == "word":
        return None  # an article: whom it stands before is told by `people`
    return end, (n, n, n), "exact"


def _second(
    words: Sequence[Word], numbers: Numbers, i: int, last: int, between: bool
) -> tuple[int, Bounds] | None:
    if i + 1 >= last:
        return None
    joins = numbers.ranges | numbers.joiner if between else numbers.ranges
    joined = words[i].norm in joins or words[i].lead[:1] in joins
    at = i if words[i].norm not in joins else i + 1
    if not joined and words[i].text in "-–" and words[i].start == words[i - 1].end:
        joined, at = True, i + 1
    value = _value(words, numbers, at, last) if joined else None
    return (value[0], (value[1], value[1], value[1])) if value else None


def _value(words: Sequence[Word], numbers: Numbers, i: int, last: int) -> tuple[int, int] | None:
    """The number that begins at word i in digits or words with scales, and the word after it."""
    total, current, begun = 0.0, 0.0, False
    while i < last:
        step = _step(words, numbers, i, last, current, begun or total > 0)
        if step is None:
            break
        i, kind, value = step
        if kind == "scale":
            total, current, begun = total + (current or 1) * value, 0.0, False
        elif kind == "hundred":
            current, begun = (current or 1) * value, True
        else:
            current, begun = current + value, True
    value = total + current
    if not (begun or total) or value > LARGEST or value != int(value):
        return None
    return i, int(value)


def _step(
    words: Sequence[Word], numbers: Numbers, i: int, last: int, current: float, begun: bool
) -> tuple[int, str, float] | None:
    """The next piece of a number: (word after it, small | hundred | scale, value)."""
    at, joined = i, False
    if begun and words[i].norm in numbers.joiner and words[i].kind == "word":
        at, joined = i + 1, True
    elif begun and words[i].lead[:1] in numbers.joiner:
        joined = True
    if at >= last:
        return None
    if words[at].value is not None:
        return (at + 1, "small", words[at].value or 0.0) if not begun else None
    scale = numbers.scales.at(words, at, last)
    if scale is not None and (not joined or numbers.joins_hundreds) and (current or not begun):
        return None if joined else (at + scale[0], "hundred" if scale[1] == 100 else "scale", float(scale[1]))
    half = words[at].norm in numbers.half
    small = numbers.small.at(words, at + half, last)
    if small is None or (begun and not _adds(numbers, current, small[1], joined)):
        return None
    return at + half + small[0], "small", small[1] + (0.5 if half else 0.0)


def _adds(numbers: Numbers, current: float, value: float, joined: bool) -> bool:
    """Whether a number word goes on with the one before it ("cuarenta y cinco", "خمسة وعشرون")."""
    if current == 0:
        return value < 1000 and (not joined or numbers.joins_hundreds)
    if current % 100 == 0:
        fits = (value < 100 and current >= 100) or (value < 1000 and current % 1000 == 0)
        return fits and (not joined or numbers.joins_hundreds)
    tens, units = current % 100, value
    if numbers.units_first:
        return joined and tens < 10 and units % 10 == 0 and 20 <= units < 100
    if tens % 10 == 0 and tens >= 20:
        return units < 10 or (tens in (60, 80) and 10 <= units < 20) or (joined and units == 11)
    return False
