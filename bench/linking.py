#!/usr/bin/env python3
"""How long linking takes: many mentions from nothing, then one more document at a time.

    .venv/bin/python bench/linking.py                 # 100,000 mentions
    .venv/bin/python bench/linking.py --mentions 10000
    .venv/bin/python bench/linking.py --book ROOM     # the work of `according link` on a book in that folder

The mentions are composed, their texts too: invented names in filler sentences. Their distributions are those
of 2,608 US local news reports (reports an incident, how late a report comes, how many rare names and ages it
gives, how often its day or place is misread, how unevenly towns are hit), over twenty years and a hundred
areas, which makes a block of one area and day some four times as full as there. One process, one core.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from according import wiring
from according.link import Linkage, incidents_of, judge
from according.model import (
    Claim,
    Document,
    EventDate,
    EventTypes,
    Mention,
    Place,
    Quantity,
    Reading,
    Span,
    Window,
    claim_id_of,
    mention_id_of,
)
from according.ports import Addition
from according.store import create_book, open_book

Report = tuple[Document, Mention, tuple[Claim, ...]]

#: Reports added in one transaction.
_BATCH = 500
_FIRST, _DAYS = date(2006, 1, 1), 7300
_AREAS, _TOWNS = 100, 20
#: Of so many in a thousand incidents there are so many reports.
_REPORTS = {1: 579, 2: 263, 3: 95, 4: 32, 5: 16, 6: 8, 8: 4, 10: 2, 17: 1}
#: Days that a report comes after the event, equally often.
_LATE = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 5, 9, 13, 40, 74)
_MISREAD_DAY, _MISREAD_PLACE = 0.2, 0.1
_BEGIN = (*"bdfgklmnprstvz", "sh", "th")
_SYLLABLES = [begin + end for begin in _BEGIN for end in (*"aeiou", "an", "er", "il", "or", "un")]
_FILLER = """the police said that two people were hurt near a shop late at night and that no one had been held
so far neighbours heard several shots before officers came to the street where the car had stopped"""


@dataclass(frozen=True, slots=True)
class _Event:
    day: date
    area: int
    town: int
    dead: int
    hurt: int
    people: tuple[str, ...]
    street: str
    ages: tuple[int, ...]


class World:
    """Composes events and reports of them; the same seed, the same world."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)
        self._given = [self._name(2) for _ in range(2000)]
        self._family = [self._name(3) for _ in range(30000)]
        self._towns = [[self._name(3) for _ in range(_TOWNS)] for _ in range(_AREAS)]
        self._officials = [[self._person() for _ in range(40)] for _ in range(_AREAS)]
        self._number = 0

    def reports(self) -> Iterator[Report]:
        """Reports of one event after the other, without end."""
        sizes, weights = list(_REPORTS), list(_REPORTS.values())
        while True:
            event = self._event()
            for _ in range(self._chance.choices(sizes, weights)[0]):
                yield self._report(event)

    def _name(self, syllables: int) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=syllables)).capitalize()

    def _zipf(self, n: int) -> int:
        """A number below n, the low ones far more often."""
        return min(n - 1, int(n ** self._chance.random()) - 1)

    def _person(self) -> str:
        return f"{self._given[self._zipf(2000)]} {self._family[self._zipf(30000)]}"

    def _event(self) -> _Event:
        area = self._zipf(_AREAS)
        return _Event(
            _FIRST + timedelta(days=self._chance.randrange(_DAYS)),
            area,
            self._zipf(_TOWNS),
            self._chance.choices((0, 1, 2, 3), (45, 40, 10, 5))[0],
            self._chance.choices((0, 1, 2, 4), (30, 35, 20, 15))[0],
            tuple(self._person() for _ in range(3)),
            f"{self._name(3)} Street",
            tuple(self._chance.sample(range(14, 70), 2)),
        )

    def _report(self, event: _Event) -> Report:
        self._number += 1
        name, chance = f"report-{self._number}", self._chance
        published = event.day + timedelta(days=chance.choice(_LATE))
        town = event.town if chance.random() > _MISREAD_PLACE else chance.randrange(_TOWNS)
        day = event.day if chance.random() > _MISREAD_DAY else published
        told = [p for p in event.people if chance.random() < 0.6] + chance.sample(
            self._officials[event.area], 3
        )
        ages = [f"a {age}-year-old man" for age in event.ages if chance.random() < 0.5]
        words = [*(f"He named {person}." for person in told), *ages, f"It was on {event.street}."]
        text = f"In {self._towns[event.area][town]} {_FILLER}. {' '.join(words)} " + f"{_FILLER}. " * 6
        document = Document(name, "", text, published, f"Outlet {chance.randrange(200)}")
        mention = self._mention(document, day, event.area, town)
        return document, mention, self._claims(document, mention, event)

    def _mention(self, document: Document, day: date, area: int, town: int) -> Mention:
        span = Span.of(document.content, 0, 2)
        lat, lon = 30.0 + area % 10 + town % 5 * 0.2, -80.0 - area // 10 * 2 - town // 5 * 0.3
        place = Place(self._towns[area][town], "XXX", f"Area {area}", None, lat, lon, 1)
        types = EventTypes(("Violence against civilians", "Attack"))
        event = EventDate(day, day, "day")
        made = mention_id_of(document.document_id, span)
        return Mention(made, document.document_id, 1, event, place, types, (), span, (place,))

    def _claims(self, document: Document, mention: Mention, event: _Event) -> tuple[Claim, ...]:
        found, day = [], mention.event.start
        for at, (measure, n) in enumerate((("deaths", event.dead), ("injured", event.hurt))):
            if n:
                quantity, span = Quantity(n, n, n, str(n), "exact"), Span.of(document.content, at, at + 2)
                made = claim_id_of(document.document_id, measure, "civilian", quantity, span)
                fields = (measure, "civilian", quantity, span, "mention", Window(day, day), "asserted")
                found.append(Claim(made, document.document_id, mention.mention_id, *fields))  # type: ignore[arg-type]
        return tuple(found)


def main() -> int:
    """Compose, link, add one by one, print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--mentions", type=int, default=100_000)
    asked.add_argument("--more", type=int, default=50, help="documents added one by one afterwards")
    asked.add_argument("--anew", action="store_true", help="time link.judge and incidents_of as well")
    asked.add_argument("--book", type=Path, help="an empty or new folder: make a book there and link it")
    options = asked.parse_args()
    world = World().reports()
    if options.book is not None:
        return _on_disk(options.book, world, options.mentions, options.more)
    reports = [next(world) for _ in range(options.mentions)]
    documents = {document.document_id: document for document, _, _ in reports}
    mentions = [mention for _, mention, _ in reports]
    claims = [claim for _, _, told in reports for claim in told]
    if options.anew:
        _anew(mentions, claims, documents)
    linkage = Linkage()
    begun = time.perf_counter()
    verdicts = linkage.add(mentions, claims, documents)
    taken = time.perf_counter() - begun
    incidents = linkage.incidents()
    largest = Counter(len(i.mention_ids) for i in incidents).most_common()
    print(
        f"{len(mentions)} mentions from nothing: {taken:.1f} s, {len(verdicts)} verdicts written, "
        f"{len(incidents)} incidents, the largest of {max(size for size, _ in largest)} mentions"
    )
    each = []
    for document, mention, told in (next(world) for _ in range(options.more)):
        begun = time.perf_counter()
        linkage.add([mention], told, {document.document_id: document})
        each.append(time.perf_counter() - begun)
    median, longest = statistics.median(each) * 1000, max(each) * 1000
    print(f"one more document: median {median:.1f} ms, longest {longest:.1f} ms")
    print(f"memory at most {_peak()} GiB")
    return 0


def _on_disk(folder: Path, world: Iterator[Report], mentions: int, more: int) -> int:
    """Time all that `according link` does but start: from nothing, after each new report, with nothing new,
    and after the index was deleted. Seconds of the processor, because a busy machine slows the clock."""
    create_book(folder, wiring.now).close()
    for start in range(0, mentions, _BATCH):
        _add(folder, islice(world, min(_BATCH, mentions - start)))
    print(f"a book of {mentions} mentions: {_mib(folder / 'book.sqlite')} MiB")
    taken, done = _linked(folder)
    print(
        f"from nothing: {taken:.1f} s, {done.new} verdicts written, {done.incidents} incidents; "
        f"index {_mib(folder / 'linkage.sqlite')} MiB, memory at most {_peak()} GiB",
        flush=True,
    )
    gc.collect()  # what linking all has left behind is not the next report's to clear away
    adding, linking, idle = [], [], []
    for _ in range(more):
        report = list(islice(world, 1))
        begun = time.process_time()
        _add(folder, report)
        adding.append(time.process_time() - begun)
        linking.append(_linked(folder)[0])
        idle.append(_linked(folder)[0])
    for what, each in (("add one", adding), ("link it", linking), ("link, nothing new", idle)):
        print(f"{what}: median {statistics.median(each) * 1000:.0f} ms, longest {max(each) * 1000:.0f} ms")
    (folder / "linkage.sqlite").unlink()
    taken, done = _linked(folder)
    print(f"the index made anew: {taken:.1f} s, {done.new} verdicts written, memory at most {_peak()} GiB")
    return 0


def _add(folder: Path, reports: Iterable[Report]) -> None:
    additions = []
    for document, mention, claims in reports:
        additions.append(Addition(document, Reading(document.document_id, "composed", (mention,), claims)))
    with open_book(folder, wiring.now) as store:
        assert not store.add(additions).refused


def _linked(folder: Path) -> tuple[float, wiring.Linked]:
    begun = time.process_time()
    done = wiring.link(folder)
    return time.process_time() - begun, done


def _mib(file: Path) -> int:
    return file.stat().st_size // 2**20


def _peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f}"


def _anew(mentions: list[Mention], claims: list[Claim], documents: dict[str, Document]) -> None:
    begun = time.perf_counter()
    verdicts = judge(mentions, claims, documents)
    judged = time.perf_counter()
    incidents = incidents_of(mentions, verdicts)
    done = time.perf_counter()
    print(f"judge: {judged - begun:.1f} s, {len(verdicts)} verdicts")
    print(f"incidents_of: {done - judged:.1f} s, {len(incidents)} incidents")


if __name__ == "__main__":
    sys.exit(main())
