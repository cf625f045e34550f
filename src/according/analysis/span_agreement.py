"""Do coders agree on where spans of a text begin and end? Alpha for unitizing, with an interval from texts
drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from according.analysis.agreement import (
    CAUTIONS,
    DRAWS,
    NEEDED,
    RELIABLE,
    VERSION,
    WORSE,
    cell,
    interval_of,
    near,
    verdict_of,
)
from according.analysis.figure import Interval, Intervals
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.methods import unitizing
from according.phrasing import plural


@dataclass(frozen=True, slots=True)
class Marked:
    """A span [start, end) of a text in code points, as one coder marked it; `length`: of the text, 0 where it
    is not told."""

    text: str
    coder: str
    category: str
    start: int
    end: int
    length: int = 0


def of_spans(marked: Sequence[Marked], seed: int, source: str) -> Result:
    """The agreement on where spans are, by category and together. A coder who marked nothing in a text is
    taken to have found nothing there. Refused below `NEEDED` spans or two coders."""
    own = sorted(set(marked), key=lambda one: (one.text, one.coder, one.category, one.start, one.end))
    coders, texts = sorted({one.coder for one in own}), sorted({one.text for one in own})
    terms = _span_terms(own, coders, texts, seed, source)
    if len(own) < NEEDED or len(coders) < 2:
        reason = f"{plural(len(own), 'span')} by {plural(len(coders), 'coder')}"
        return Refused(terms, reason, f"{NEEDED} spans or more of two coders or more")
    by_text = {text: [one for one in own if one.text == text] for text in texts}
    found = _disagreements(list(by_text.values()), coders)
    alpha = unitizing.alpha(found)
    if alpha is None:
        return Refused(terms, "agreement on these spans is undefined", "texts longer than their spans")
    interval = _texts_drawn(list(by_text.values()), coders, np.random.default_rng(seed))
    verdict = verdict_of(interval[0]) if interval else max(verdict_of(alpha), "tentative", key=WORSE.index)
    told = f" ({near(interval[0])} to {near(interval[1])})" if interval else ", without an interval"
    enough = Check(
        "texts enough for an interval",
        interval is not None,
        plural(len(texts), "text") + ("" if interval else f", of {NEEDED} needed; tentative at most"),
    )
    known = Check(
        "the length of every text is told",
        all(one.length for one in own),
        "where it is not, a text is taken to end with its last span, which lowers alpha",
    )
    tables = (_span_table(found, own, alpha),)
    low, high = interval or (None, None)
    rows = (Interval("spans", low, alpha, high, note=verdict),)
    figure = Intervals("Agreement on spans", "alpha", rows, RELIABLE, "reliable from here")
    sentence = f"Spans: alpha for unitizing {near(alpha)}{told}, {verdict}."
    return Answered(terms, verdict, sentence, (enough, known), tables, (figure,), CAUTIONS)


def _span_terms(
    own: Sequence[Marked], coders: Sequence[str], texts: Sequence[str], seed: int, source: str
) -> Terms:
    return Terms(
        "agreement",
        "Krippendorff's alpha for unitizing: 1 where all spans are the same, 0 where they lie as by chance",
        f"spans of {source} in characters; overlapping spans of one coder and category are joined",
        None,
        f"{plural(len(coders), 'coder')}, {plural(len(texts), 'text')}, {plural(len(own), 'span')}",
        ("coders worked independently of each other", "every coder read every text"),
        digest_of((o.text, o.coder, o.category, o.start, o.end, o.length) for o in own),
        VERSION,
        seed,
    )


def _disagreements(
    texts: Sequence[Sequence[Marked]], coders: Sequence[str]
) -> dict[str, unitizing.Disagreement]:
    """By category, over these texts laid end to end."""
    lengths = [max(max(one.end, one.length) for one in text) for text in texts]
    ends = np.cumsum(lengths)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for text, end, length in zip(texts, ends, lengths, strict=True):
        for one in text:
            shift = int(end) - length
            spans.setdefault((one.category, one.coder), []).append((one.start + shift, one.end + shift))
    borders = [int(end) for end in ends]
    return {
        category: unitizing.disagreement(
            [unitizing.sections(spans.get((category, coder), ()), borders) for coder in coders], borders[-1]
        )
        for category in sorted({category for category, _ in spans})
    }


def _texts_drawn(
    texts: Sequence[Sequence[Marked]], coders: Sequence[str], rng: np.random.Generator
) -> tuple[float, float] | None:
    """The 95 % interval from texts drawn again; None below `NEEDED` texts."""
    if len(texts) < NEEDED:
        return None
    drawn = []
    for _ in range(DRAWS // 2):
        chosen = [texts[n] for n in rng.integers(0, len(texts), len(texts))]
        value = unitizing.alpha(_disagreements(chosen, coders))
        drawn += [] if value is None else [value]
    return interval_of(np.array(drawn))


def _span_table(found: Mapping[str, unitizing.Disagreement], own: Sequence[Marked], alpha: float) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            category or "(no category)",
            sum(one.category == category for one in own),
            round(one.observed, 6),
            round(one.expected, 6),
            cell(unitizing.alpha({category: one})),
        )
        for category, one in found.items()
    ]
    rows.append(("all together", len(own), None, None, cell(alpha)))
    columns = ("category", "spans", "observed", "expected", "alpha")
    return Table("spans", "Agreement on spans by category", columns, tuple(rows))
