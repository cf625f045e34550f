"""Whatever is added, said and taken back between links, the index tells what the book alone tells."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from according import wiring
from according.ledger import Book
from according.link import incidents_of
from according.model import Correction, Judgement, Retraction
from according.ports import Addition
from linking import REPORTS, add, made, say, sizes_of, without_index

numbers = st.integers(0, len(REPORTS) - 1)
verdicts = st.builds(
    lambda a, b, verdict, by: Judgement(f"m{min(a, b)}", f"m{max(a, b)}", verdict, by),
    numbers,
    numbers,
    st.sampled_from(["same", "different", "unsure"]),
    st.sampled_from(["A. Reader", "B. Reader"]),
)
words = st.builds(
    lambda n, kind: Correction(f"r{n}", "A. Reader", "why", stands=kind == "stands", taken_out=kind == "out"),
    numbers,
    st.sampled_from(["stands", "out", "withdrawn"]),
)
REPORTS_FIRST = frozenset({0, 1, 4, 5})
#: Reports to add; "link"; a verdict; a word on a report; or the n-th entry so far to take back.
steps = st.lists(
    st.frozensets(numbers, min_size=1, max_size=4) | st.just("link") | verdicts | words | st.integers(0, 40),
    min_size=2,
    max_size=9,
)


def taken(folder: Path, step: object) -> None:
    """Take a step; what the book refuses is no step."""
    book = wiring.load(folder)
    if isinstance(step, frozenset):
        add(folder, *(REPORTS[n] for n in sorted(step)))
    elif isinstance(step, Correction | Judgement):
        there = {*book.documents, *book.standing.taken_out}
        if isinstance(step, Judgement) or step.document_id in there:
            say(folder, step)
    elif isinstance(step, int) and (entries := [e for e in book.entries if e.kind != "retraction"]):
        say(folder, Retraction(entries[step % len(entries)].entry_id, "A. Reader", "a slip"))


@given(steps)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_with_and_without_the_index_a_book_is_linked_alike(history: list[object]) -> None:
    with tempfile.TemporaryDirectory() as room:
        kept, bare = made(Path(room, "kept")), made(Path(room, "bare"))
        for step in [REPORTS_FIRST, "link", *history, "link"]:
            if step != "link":
                taken(kept, step)
                taken(bare, step)
                continue
            done, other = wiring.link(kept), without_index(bare)
            book = wiring.load(kept)
            assert book.judgements == wiring.load(bare).judgements
            assert (done.new, done.mentions, done.incidents) == (other.new, other.mentions, other.incidents)
            assert (done.mentions, done.incidents) == sizes_of(book)


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_after_any_history_incidents_are_those_of_a_new_book(history: list[object], chance: Random) -> None:
    with tempfile.TemporaryDirectory() as room:
        kept = made(Path(room, "kept"))
        for step in [REPORTS_FIRST, "link", *history, "link"]:
            wiring.link(kept) if step == "link" else taken(kept, step)
        book = wiring.load(kept)
        there = [one for one in REPORTS if one.document.document_id in book.documents]
        chance.shuffle(there)
        new = made(Path(room, "new"), [as_held(one, book) for one in there])
        say(new, *(j for j in book.judgements if j.weight is None))
        wiring.link(new)
        assert members_of(book) == members_of(wiring.load(new))


def as_held(one: Addition, book: Book) -> Addition:
    """The report with those of its mentions that the book still holds."""
    mentions = tuple(m for m in one.reading.mentions if m.mention_id in book.mentions)
    return replace(one, reading=replace(one.reading, mentions=mentions))


def members_of(book: Book) -> set[tuple[str, ...]]:
    return {i.mention_ids for i in incidents_of(book.mentions.values(), book.judgements)}
