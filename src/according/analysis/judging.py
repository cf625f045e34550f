"""People's verdicts on mentions: which mention a person names, which entry, and how each verdict stands.

A verdict is an entry of the book like any other: signed, dated, never erased. It binds linking while it is in
force; a later one by the same person on the same two mentions takes its place, and a retraction takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from according import phrasing
from according.errors import UsageError
from according.ledger import Book
from according.link.clustering import incidents_of, is_by_person
from according.model import Entry, Judgement, Mention, Retraction, Verdict

State = Literal["in_force", "waiting", "replaced", "retracted"]

#: The shortest beginning of an id that is taken for one, and how much of an id is shown.
SHORTEST_ID, SHOWN_ID = 4, 12
#: So many candidates are named where what was given fits several.
_CANDIDATES = 8
#: What each state means, for people.
STATE_WORDS: dict[State, str] = {
    "in_force": "in force",
    "waiting": "waiting: one of its reports is not in the book",
    "replaced": "replaced by a later verdict of the same person",
    "retracted": "retracted",
}


@dataclass(frozen=True, slots=True)
class Undone:
    """The retraction of an entry and when the book learnt it."""

    retraction: Retraction
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """One person's judgement with its entry and how it stands. `first` and `second` are its mentions, None
    where the book does not hold them; `undone` is None unless the state is "retracted"."""

    entry: Entry
    judgement: Judgement
    first: Mention | None
    second: Mention | None
    state: State
    undone: Undone | None = None


def person(name: str) -> str:
    """The name that a person signs with, white space tidied; UsageError where there is none, or where it
    would pass for a model's."""
    tidy = " ".join(name.split())
    if not tidy:
        raise UsageError("an entry needs a name: say who you are with --by NAME")
    if tidy.casefold().startswith("model:"):
        raise UsageError(f"{tidy!r} is a model's name: sign with your own, --by NAME")
    return tidy


def verdict_on(book: Book, a: str, b: str, verdict: Verdict, by: str, why: str = "") -> Judgement:
    """The judgement of a person on the two mentions that `a` and `b` name (see `mention_named`)."""
    first, second = mention_named(book, a), mention_named(book, b)
    if first.mention_id == second.mention_id:
        raise UsageError(f"{a!r} and {b!r} name the same mention: name two")
    low, high = sorted((first.mention_id, second.mention_id))
    return Judgement(low, high, verdict, person(by), " ".join(why.split()))


def mention_named(book: Book, words: str) -> Mention:
    """The mention of that id, of that beginning of an id (four characters or more), or of the document of
    that id where it has one only. UsageError that lists the candidates otherwise."""
    found = _mentions_of(book, words)
    if len(found) == 1:
        return found[0]
    found = found or _of_incident(book, words)
    if not found:
        raise UsageError(_not_found(book, words))
    listed = "\n".join(f"  {described(mention)}" for mention in found[:_CANDIDATES])
    more = f"\n  … and {len(found) - _CANDIDATES} more" if len(found) > _CANDIDATES else ""
    raise UsageError(f"{words!r} fits {len(found)} mentions:\n{listed}{more}\nGive the id of one of them.")


def _mentions_of(book: Book, words: str) -> tuple[Mention, ...]:
    begun = words.strip()
    if begun in book.mentions:
        return (book.mentions[begun],)
    if begun in book.readings:
        return _ranked(book.readings[begun].mentions)
    if len(begun) < SHORTEST_ID:
        return ()
    begun = begun.casefold()
    return _ranked(
        m
        for m in book.mentions.values()
        if m.mention_id.startswith(begun) or m.document_id.casefold().startswith(begun)
    )


def _of_incident(book: Book, words: str) -> tuple[Mention, ...]:
    """The mentions of the incidents whose id begins so: which of them is meant, only the person knows."""
    begun = words.strip().casefold()
    if len(begun) < SHORTEST_ID:
        return ()
    incidents = incidents_of(book.mentions.values(), book.judgements)
    return _ranked(
        book.mentions[m] for i in incidents if i.incident_id.startswith(begun) for m in i.mention_ids
    )


def _ranked(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.document_id, m.rank, m.mention_id)))


def _not_found(book: Book, words: str) -> str:
    see = "See the ids with: according link BOOK --as documents"
    if words in book.documents:
        return f"report {words!r} tells of no event, so there is nothing to judge. {see}"
    if len(words.strip()) < SHORTEST_ID:
        return f"{words!r} is too short for an id: give {SHORTEST_ID} characters or more. {see}"
    return f"nothing in the book is called {words!r}. {see}"


def described(mention: Mention) -> str:
    """A mention on one line: its id, its report, when, where and what; never the words of the report."""
    kind = mention.types.acled[1] if mention.types.acled else ""
    told = (phrasing.event_days(mention.event), phrasing.place_words(mention.place, country=False), kind)
    what = ", ".join(part for part in told if part)
    return f"{mention.mention_id[:SHOWN_ID]}  {shown_id(mention.document_id)}: {what}"


def shown_id(document_id: str) -> str:
    """A document's id, clipped where it is a hash."""
    return document_id[:SHOWN_ID] if len(document_id) == 64 else document_id


def entry_named(book: Book, words: str, kinds: Sequence[str]) -> Entry:
    """The entry of those kinds that has this id or beginning of an id; UsageError where none or several do,
    and where it is retracted already."""
    begun = words.strip().casefold()
    among = [entry for entry in book.entries if entry.kind in kinds]
    found = [e for e in among if e.entry_id.startswith(begun)] if len(begun) >= SHORTEST_ID else []
    see = "See the entries with --list"
    if not found:
        raise UsageError(f"no {' or '.join(kinds)} of the book has the id {words!r}. {see}")
    if len(found) > 1:
        ids = ", ".join(entry.entry_id[:SHOWN_ID] for entry in found[:_CANDIDATES])
        raise UsageError(f"{words!r} fits {len(found)} entries: {ids}. Give more of one of them")
    if found[0].entry_id in book.standing.retractions:
        by = book.standing.retractions[found[0].entry_id].by
        raise UsageError(f"entry {words} was retracted by {by} already: nothing is left to do")
    return found[0]


def retraction_of(book: Book, words: str, by: str, why: str, kind: str = "judgement") -> Retraction:
    """The retraction of a person's entry of that kind. A model's judgement is overruled, not retracted:
    linking would give it again."""
    reason = " ".join(why.split())
    if not reason:
        raise UsageError("a retraction needs a reason: give it with --why WORDS")
    entry = entry_named(book, words, (kind,))
    if kind == "judgement" and not is_by_person(cast(Judgement, book.value_of(entry))):
        raise UsageError(
            f"entry {words} is a model's judgement, which linking gives again: overrule it with a verdict of "
            "your own, according judge BOOK A B --verdict …"
        )
    return Retraction(entry.entry_id, person(by), reason)


def standing_equal(book: Book, judgement: Judgement) -> Entry | None:
    """The entry in force that says exactly the same; None where there is none."""
    key = judgement.mention_a, judgement.mention_b, judgement.by
    entry = book.standing.judgements.get(key)
    return entry if entry is not None and book.value_of(entry) == judgement else None


def opposed(book: Book, judgement: Judgement) -> tuple[Judgement, ...]:
    """What other people judge in force of the same two mentions, where it is another verdict."""
    pair = {judgement.mention_a, judgement.mention_b}
    return tuple(
        other
        for other in book.judgements
        if {other.mention_a, other.mention_b} == pair
        and is_by_person(other)
        and other.by != judgement.by
        and other.verdict != judgement.verdict
    )


def signed(book: Book) -> tuple[Signed, ...]:
    """Every judgement that a person ever signed, in the order of the entries, with how it stands."""
    undone = undone_in(book)
    in_force = {entry.entry_id for entry in book.standing.judgements.values()}
    found = []
    for entry in book.entries:
        if entry.kind != "judgement" or not is_by_person(cast(Judgement, book.value_of(entry))):
            continue
        judgement = cast(Judgement, book.value_of(entry))
        pair = book.mentions.get(judgement.mention_a), book.mentions.get(judgement.mention_b)
        state = _state(entry, in_force, undone, None not in pair)
        found.append(Signed(entry, judgement, *pair, state, undone.get(entry.entry_id)))
    return tuple(found)


def undone_in(book: Book) -> dict[str, Undone]:
    """The retraction of each retracted entry, by the entry's id."""
    return {
        retraction.entry_id: Undone(retraction, entry.recorded_at)
        for entry in book.entries
        if entry.kind == "retraction"
        for retraction in (cast(Retraction, book.value_of(entry)),)
    }


def _state(entry: Entry, in_force: set[str], undone: dict[str, Undone], present: bool) -> State:
    if entry.entry_id in undone:
        return "retracted"
    if entry.entry_id not in in_force:
        return "replaced"
    return "in_force" if present else "waiting"
