"""Where the parts are put together: engines, sources and stores on one side, the pure core on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from according.analysis.case import Case, in_order
from according.consistency import problems_of
from according.errors import BookMoved, UsageError
from according.ledger import Book, extend, fold
from according.model import Claim, Document, Entry, Incident, Judgement, Mention, Problem, Reading, Verdict
from according.ports import Addition, Head

if TYPE_CHECKING:
    from according.analysis.difference import Difference
    from according.link.following import Followed
    from according.link.kept import Kept
    from according.pipeline import Tools
    from according.sources import Gathered
    from according.store.linkage import LinkageIndex
    from according.store.sqlite import SqliteStore

#: Documents read together and added in one transaction.
_BATCH = 64


def now() -> datetime:
    """The time, in UTC: the only clock of the command line."""
    return datetime.now(UTC)


def tools(progress: Callable[[int, int], None] | None = None) -> Tools:
    """The loaded engines. The index of places is built at the first use (some twenty seconds, once);
    `progress` is called with (done, total) meanwhile."""
    from according.engines.geonames import open_gazetteer
    from according.engines.spacy_parser import SpacyParser
    from according.pipeline import Tools

    return Tools(SpacyParser(), open_gazetteer(progress=progress))


@dataclass(slots=True)
class Tally:
    """What came of adding: documents added and unchanged, problems by the way."""

    added: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def read(gathered: Iterable[Gathered], problems: list[Problem], jobs: int | None = None) -> Iterator[Reading]:
    """The readings of all documents in order; what was wrong with the inputs is put into `problems`.

    `jobs` processes read where there are many documents; None is one a core.
    """
    from according.parallel import jobs_by_default, read_parallel

    def documents() -> Iterator[Document]:
        for one in gathered:
            problems.extend(one.problems)
            yield from one.documents

    for reading in read_parallel(documents(), tools, jobs or jobs_by_default()):
        problems.extend(reading.problems)
        yield reading


def add(store: SqliteStore, gathered: Iterable[Gathered], loaded: Callable[[], Tools]) -> Tally:
    """Read what the book does not have yet and add it, batch by batch; each batch survives a killed process.

    `loaded` gives the engines; it is asked for them only when something is to be read.
    """
    done = Tally()
    for batch in _batches(gathered, done.problems, store):
        _add_batch(store, batch, loaded, done)
    return done


def _batches(
    gathered: Iterable[Gathered], problems: list[Problem], store: SqliteStore
) -> Iterator[list[tuple[Document, bytes]]]:
    """Documents with their original bytes, in batches; the inputs' own problems are recorded at once."""

    def pairs() -> Iterator[tuple[Document, bytes]]:
        for one in gathered:
            problems.extend(one.problems)
            loose = [p for p in one.problems if p.document_id is None]
            if loose:
                store.add((), loose)
            yield from zip(one.documents, one.originals, strict=True)

    stream = pairs()
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _add_batch(
    store: SqliteStore,
    batch: Sequence[tuple[Document, bytes]],
    loaded: Callable[[], Tools],
    done: Tally,
) -> None:
    from according.pipeline import read_documents

    new = [(d, raw) for d, raw in batch if not store.has_document(d.document_id, d.content_sha256)]
    done.unchanged += len(batch) - len(new)
    if not new:
        return
    readings = read_documents([document for document, _ in new], loaded())
    additions = [Addition(d, reading, raw) for (d, raw), reading in zip(new, readings, strict=True)]
    result = store.add(additions)
    done.added += len(result.added)
    done.unchanged += len(result.unchanged)
    done.problems.extend(result.refused)
    done.problems.extend(problem for addition in additions for problem in addition.reading.problems)


def load(folder: Path, as_of: datetime | None = None) -> Book:
    """The book in a folder as a value, as it knew things at `as_of`."""
    from according.store import open_book

    with open_book(folder, now) as store:
        return fold(store.entries(), as_of)


def moment(words: str | None) -> datetime | None:
    """A day (its end, UTC) or a time as `--as-of` gives it; UsageError where it is neither."""
    if words is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(words), time.max, UTC)
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise UsageError(f"{words!r} is no date: write it as 2026-02-02 or 2026-02-02T18:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def cases(book: Book, profile: str = "neutral") -> tuple[Case, ...]:
    """The incidents of a book with their tolls, newest first. Mentions without a judgement stand alone."""
    from according.corrections import corrected, tolls_after
    from according.link import incidents_of, parts_of_episodes
    from according.toll import profile_named

    profile_named(profile)
    mentions, documents = book.mentions, book.documents
    by_mention: dict[str, list[Claim]] = {}
    for claim in book.claims.values():
        by_mention.setdefault(claim.mention_id, []).append(claim)
    found = []
    incidents = incidents_of(mentions.values(), book.judgements)
    part_of = dict(parts_of_episodes(incidents, mentions.values()))
    for incident in incidents:
        members: list[Mention] = [mentions[m] for m in incident.mention_ids]
        claims = tuple(claim for m in incident.mention_ids for claim in by_mention.get(m, ()))
        own = {m.document_id: documents[m.document_id] for m in members}
        within = part_of.get(incident.incident_id)
        gone = corrected(own, book.corrections, claims)
        figures = tolls_after(claims, own, profile, gone)
        case = Case(incident, tuple(members), claims, own, figures, within, gone)
        found.append(replace(case, part_of=None) if case.is_total else case)  # a month lies in no episode
    return in_order(found)


def problems(book: Book, found: Iterable[Case]) -> tuple[Problem, ...]:
    """Every problem of a book: those recorded, then those that its figures show when held side by side."""
    from according.analysis.wholes import problems_of_wholes
    from according.corrections import lone_notices, unplaced_notices

    cases = tuple(found)
    shown: list[Problem] = [*problems_of_wholes(cases)]
    for case in cases:
        mentions = (m for m in case.mentions if m.document_id not in case.corrected)
        shown.extend(problems_of(case.standing, mentions, case.documents))
        shown.extend(unplaced_notices(case.documents, case.corrected, book.corrections))
    claims = [claim for case in cases for claim in case.claims]
    shown.extend(
        lone_notices(book.documents, claims, [case.document_ids for case in cases], book.corrections)
    )
    return (*book.problems, *dict.fromkeys(shown))


def noted_head(words: str | None) -> Head | None:
    """A head as `verify` prints it ("12:3f0a…"); UsageError where it is none."""
    if words is None:
        return None
    sequence, _, entry_id = words.partition(":")
    if not sequence.isdigit() or len(entry_id) != 64:
        raise UsageError(f"{words!r} is no head: give it as verify printed it, number:id")
    return Head(int(sequence), entry_id)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did. `new`: verdicts recorded. `mentions`, `incidents`: how many the book holds now.
    `anew`: why an index that was there could not be used, and all was read again; empty where it could."""

    new: int
    mentions: int
    incidents: int
    anew: str = ""


#: How often linking starts again because somebody else wrote to the book meanwhile.
_ATTEMPTS = 5


def link(folder: Path) -> Linked:
    """Compare what came to a book since it was linked with what it holds, and record the verdicts that are
    new to it. BookMoved where others write to it all the while."""
    from according.store import open_book
    from according.store.linkage import linkage_index

    with open_book(folder, now) as store, linkage_index(folder) as index, _without_collecting():
        for _ in range(_ATTEMPTS - 1):
            with suppress(BookMoved):
                return _link(store, index)
        return _link(store, index)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for cycles of garbage: a linkage grows by millions of values and drops hardly any."""
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _link(store: SqliteStore, index: LinkageIndex) -> Linked:
    """The verdicts are written first: killed then, the index is behind the book and follows it next time. It
    never goes beyond the last verdict while reports after that were compared, because nothing in the book
    tells that they were: without the index they would be compared again, and so they are with it."""
    kept, done, head, anew = _followed(store, index)
    known = index.head()
    if done.verdicts:
        last = store.append(done.verdicts, after=head)[-1]
        head = Head(last.sequence, last.entry_id)
    if head != known and (done.verdicts or not done.compared):
        index.save(kept.changes(), head)
    return Linked(len(done.verdicts), *done.linkage.sizes, anew)


def _followed(store: SqliteStore, index: LinkageIndex) -> tuple[Kept, Followed, Head, str]:
    """The linkage at the end of the book, and where that is. The last: why an index that was there could not
    be used, else empty."""
    from according.link.following import NotFollowed, follow, waiting_in
    from according.link.kept import Kept, KeptBroken

    known = index.head()
    anew = "" if index.is_new() else "the index beside the book is of another version or another book"
    if known is not None and _at(store, known.sequence) == known:
        kept, since = Kept(index.fetch), tuple(store.entries(known.sequence))
        head = Head(since[-1].sequence, since[-1].entry_id) if since else known
        try:
            waiting = (entry for n in waiting_in(kept) if (entry := store.entry(n)) is not None)
            return kept, follow(kept, (*waiting, *since)), head, ""
        except NotFollowed as fault:
            anew = str(fault)
        except (KeptBroken, KeyError) as fault:
            anew = f"the index beside the book is damaged ({fault})"
    return *_made_anew(store, index), anew


def _made_anew(store: SqliteStore, index: LinkageIndex) -> tuple[Kept, Followed, Head]:
    """What has been compared is saved before the rest is: it stays true even where the rest leaves no
    trace."""
    from according.link.following import follow, from_nothing
    from according.link.kept import Kept

    book, kept = fold(store.entries()), Kept()
    waiting = from_nothing(book, kept)
    index.clear()
    if kept.documents:
        index.save(kept.changes(), book.head)
        kept = Kept(index.fetch)
    return kept, follow(kept, waiting), book.head


def _at(store: SqliteStore, sequence: int) -> Head | None:
    """The head of the book up to an entry; None where it has none of that number."""
    entry = store.entry(sequence)
    return None if entry is None else Head(entry.sequence, entry.entry_id)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person's verdict did. `new`: whether it was recorded (not where the same was in force already).
    `incidents`: the incidents that hold the two mentions now. `opposed`: other people's other verdicts on
    them."""

    judgement: Judgement
    entry: Entry
    new: bool
    incidents: tuple[Incident, ...]
    opposed: tuple[Judgement, ...]


def judge(folder: Path, a: str, b: str, verdict: Verdict, by: str, why: str = "") -> Judged:
    """Record a person's verdict on the two mentions that `a` and `b` name."""
    from according.analysis.judging import opposed, standing_equal, verdict_on
    from according.link import incidents_of
    from according.store import open_book

    with open_book(folder, now) as store:
        book = fold(store.entries())
        judgement = verdict_on(book, a, b, verdict, by, why)
        known = standing_equal(book, judgement)
        entry = known if known is not None else store.append([judgement])[0]
        book = extend(book, () if known else [entry])
    pair = {judgement.mention_a, judgement.mention_b}
    incidents = incidents_of(book.mentions.values(), book.judgements)
    holding = tuple(i for i in incidents if not pair.isdisjoint(i.mention_ids))
    return Judged(judgement, entry, known is None, holding, opposed(book, judgement))


def correct(
    folder: Path,
    report: str,
    by: str,
    why: str,
    corrected_in: str | None,
    *,
    stands: bool = False,
    taken_out: bool = False,
) -> tuple[Entry, bool]:
    """Record a person's word on a report: corrected in another, withdrawn (None), that it stands, or that it
    does not belong in the book; the entry, and whether it is new."""
    from according.analysis.correcting import correction_of, equal_correction
    from according.store import open_book

    with open_book(folder, now) as store:
        book = fold(store.entries())
        correction = correction_of(book, report, by, why, corrected_in, stands=stands, taken_out=taken_out)
        known = equal_correction(book, correction)
        return (known, False) if known is not None else (store.append([correction])[0], True)


def take_back(folder: Path, words: str, by: str, why: str, kind: str = "judgement") -> Entry:
    """Retract the person's entry of that kind that `words` name by its id; the entry that was retracted."""
    from according.analysis.judging import retraction_of
    from according.store import open_book

    with open_book(folder, now) as store:
        book = fold(store.entries())
        retraction = retraction_of(book, words, by, why, kind)
        store.append([retraction])
    return next(entry for entry in book.entries if entry.entry_id == retraction.entry_id)


@dataclass(frozen=True, slots=True)
class Compared:
    """A book at two moments (None: now) and what changed between them."""

    early: Book
    late: Book
    difference: Difference


def diff(folder: Path, first: datetime, second: datetime | None, profile: str = "neutral") -> Compared:
    """What changed in a book between two moments, under a profile. UsageError where the second comes before
    the first."""
    from according.analysis.difference import difference

    if second is not None and second < first:
        raise UsageError(f"{second:%Y-%m-%d} is before {first:%Y-%m-%d}: give the earlier moment first")
    late = load(folder, second)
    early = fold(late.entries, first)
    return Compared(early, late, difference(early, late, cases(early, profile), cases(late, profile)))
