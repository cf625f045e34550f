"""Where reports come from: copies of one text have one origin, and so have reports that name the same one.

"Two sources" counts origins, not web sites: an agency's report that forty outlets print is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rensa import RMinHash, RMinHashLSH

from according.lang import language
from according.model import Document
from according.text import fold

_WORD = re.compile(r"[^\W_]+")
#: Words of a run, words from which on a text is compared by runs, and words of its beginning.
_RUN, _LEAST, _LEAD = 8, 40, 110
#: Two texts are one where so large a part of the shorter one's runs stand in the longer one.
_SAME = 0.85
#: Permutations and bands of the sketches: texts that share half of their runs are found with 0.87, texts that
#: share seven in ten with 0.9998; seeded, so that the same documents always give the same answer.
_PERMUTATIONS, _BANDS, _THRESHOLD, _SEED = 128, 32, 0.5, 1
#: Letters at the beginning and at the end of a text where it says where it comes from.
_OPENING, _CLOSING = 160, 400

Runs = tuple[str, ...]


def origins_of(documents: Mapping[str, Document]) -> dict[str, str]:
    """Each document's origin: the id of the first document with the same text, else its own.

    The text is the same where its words are, or where (from 40 words up) nearly all runs of eight words of
    the shorter one stand in the longer: a copy with another headline, or cut at the end. Documents are
    compared where sketches of their runs, or of those of their first words, are alike (MinHash, banded).
    """
    if len(documents) < 2:
        return dict(zip(documents, documents, strict=True))
    order = sorted(documents.values(), key=lambda d: (d.published is None, d.published, d.document_id))
    words = [tuple(_WORD.findall(fold(d.text or d.title))) for d in order]
    runs = [_runs(w) for w in words]
    held = [frozenset(r) for r in runs]
    exact: dict[Runs, int] = {}
    found: list[int] = []
    for at, near in enumerate(_candidates(runs)):
        twins = (found[other] for other in near if other < at and _is_same(held[at], held[other]))
        found.append(found[exact[words[at]]] if words[at] in exact else next(twins, at))
        exact.setdefault(words[at], at)
    return {d.document_id: order[origin].document_id for d, origin in zip(order, found, strict=True)}


def _runs(words: Sequence[str]) -> Runs:
    if len(words) < _LEAST:
        return ()
    return tuple(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _candidates(runs: Sequence[Runs]) -> Iterator[list[int]]:
    """For each text the places of those that may be the same, in order."""
    indexes = [_Sketches(runs), _Sketches([all_of[: _LEAD - _RUN + 1] for all_of in runs])]
    for at in range(len(runs)):
        yield sorted({other for index in indexes for other in index.near(at)})


class _Sketches:
    """Texts by sketches of their runs. Those too short to have runs are near nothing."""

    def __init__(self, texts: Sequence[Runs]) -> None:
        self._sketches = [_sketch(runs) if runs else None for runs in texts]
        self._index = RMinHashLSH(_THRESHOLD, _PERMUTATIONS, _BANDS)
        for at, sketch in enumerate(self._sketches):
            if sketch is not None:
                self._index.insert(at, sketch)

    def near(self, at: int) -> list[int]:
        sketch = self._sketches[at]
        return [] if sketch is None else [int(other) for other in self._index.query(sketch)]


def _sketch(runs: Runs) -> RMinHash:
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(list(runs))
    return sketch


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= _SAME * shorter


def republished_from(document: Document) -> str | None:
    """The agency or outlet that a report says it comes from, as lang/en.toml [origins] writes it; None where
    it names none: "QUETTA (Reuters) –", "This article was originally published by …"."""
    name = _named(document.text)
    initials = "".join(word[0] for word in _WORD.findall(fold(document.publisher or "")))
    return None if name is None or fold(name) == initials else name


@lru_cache(maxsize=4096)
def _named(text: str) -> str | None:
    dateline, stated, names, days = _forms("en")
    opening = dateline.match(text[:_OPENING].lstrip())
    found = opening or stated.search(text[:_OPENING]) or stated.search(text[-_CLOSING:])
    if found is None:
        return None
    name = " ".join(found["name"].split()).removeprefix("The ").removeprefix("the ").strip(" .'’")
    if not name or fold(name).partition(" ")[0] in days:
        return None
    return names.get(fold(name).replace(".", ""), name)


@cache
def _forms(code: str) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str], frozenset[str]]:
    """How datelines and notices name whom a report is from; the agencies by their short names; days and
    months, which are none."""
    table, dates = language(code)["origins"], language(code)["dates"]
    names = {alias: name for name, aliases in table["agencies"].items() for alias in (fold(name), *aliases)}
    stated = "|".join(f"(?:{form})" for form in table["stated"])
    listed = (dates["month_names"], dates["weekday_names"])
    days = frozenset(name for several in listed for row in several for name in row)
    notice = re.compile(rf"(?:{stated})\s+(?P<name>{table['name']})")
    return re.compile(table["dateline"]), notice, names, days
