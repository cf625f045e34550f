"""Who was harmed, how many, and by whom: the harm frames of one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from according.model import Category, Measure, Quantity, Span, Stance


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm told in one sentence. `people` is the stretch that holds the figure and the people counted;
    `trigger` the word of harm; `agent` the words for who did it, None where the sentence does not say;
    `head` the noun for the people ("soldiers"), None for a bare number or a name."""

    sentence: int
    measure: Measure
    category: Category
    quantity: Quantity
    people: Span
    trigger: Span
    stance: Stance
    agent: Span | None = None
    head: Span | None = None
