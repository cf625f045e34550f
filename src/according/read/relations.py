"""What counts whom once: of the harms of one event, which tell of the same people, of some, or of others.

A figure includes its `parts` (sub-counts, the persons told one by one, the dead among those shot), is said
again by what `repeats` it, and is added to what it `adds_to`. Nothing is lost: every harm stays, related.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from according.lang import language
from according.model import Category, Measure, Scope, Span, Window
from according.read.lexicon import any_of, lexicon
from according.read.people import AT_ONCE, SINGLE
from according.read.persons import PersonWords, Traits, is_additional, person_words, persons_of, traits_of
from according.read.victims import Harm
from according.read.wordlists import alternatives, filled

_HARMED = ("deaths", "injured")
_LIVING = ("injured", "missing", "abducted")
#: Measures whose people may be counted among those of another.
_MAY_DIE = ("injured", "abducted", "missing")
#: What stands between a total and the groups listed behind it.
_LIST_OPENS = re.compile(r"\s*[,:;(–—-]\s*")
#: A list that misses its total by more than this (or a tenth) was not meant to make it up.
_MISSED = 2

_SENTENCES_BACK = 3
#: Sentences between two persons told of side by side.
_BESIDE = 2
#: How many harms and chains are looked through for what a phrase refers to: long pages stay linear.
_LOOKED_BACK = 40
_CHAINS_BACK = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A harm with what it covers. `event` numbers the events of the document, 1 the one it is about, 0 the
    background; `repeats`, `adds_to` and `parts` are positions in the same list; `derived` marks a sum that
    the document itself states of its `parts`. What is not `kept` tells nothing that is not told before."""

    harm: Harm
    event: int
    scope: Scope
    window: Window
    category: Category
    repeats: int | None = None
    adds_to: int | None = None
    parts: tuple[int, ...] = ()
    kept: bool = True
    derived: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [persons] and [relations] tables of a language what tells how figures are related."""

    persons: PersonWords
    totals: re.Pattern[str]
    outdated: re.Pattern[str]
    speaking: re.Pattern[str]
    struck: frozenset[str]
    of_them: re.Pattern[str]
    among: re.Pattern[str]
    one_among: re.Pattern[str]
    includes: re.Pattern[str]  # the one group: the figure that includes
    list_goes_on: re.Pattern[str]
    of_dead: re.Pattern[str]
    of_the: re.Pattern[str]
    recap: re.Pattern[str]
    beside: re.Pattern[str]
    rest: re.Pattern[str]
    apart: re.Pattern[str]
    died_there: re.Pattern[str]
    freeing: frozenset[str]


@cache
def _words_of(code: str) -> _Words:
    freeing = language(code)["victims"]["freeing"]
    table = {**language(code)["persons"], **language(code)["relations"], "freeing": freeing}
    return filled(
        _Words,
        table,
        persons=person_words(code),
        totals=any_of(table["totals"]),
        outdated=re.compile(rf"\b(?:{alternatives(table['outdated'])})\s*$", re.IGNORECASE),
        speaking=any_of(table["speaking"]),
        list_goes_on=re.compile(table["list_goes_on"]),
        apart=re.compile(table["apart"]),
        died_there=re.compile(table["died_there"]),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """What relations are read from besides the harms: sentences by index, the titles among them, whether the
    report tells of people shot by the police, and who says how many by the span of the people (none where the
    report itself does)."""

    code: str
    texts: Mapping[int, str]
    starts: Mapping[int, int]
    titles: frozenset[int]
    by_police: bool = False
    speakers: Mapping[Span, str] = field(default_factory=dict)


def relate(told: list[Told], positions: Sequence[int], report: Report) -> None:
    """Set the relations between the harms at these positions, which are of one event, in place."""
    event = _Event(
        told, sorted(positions, key=lambda i: told[i].harm.people.start), report, _words_of(report.code)
    )
    event.persons()
    event.stated_parts()
    event.parts_of_those_before()
    event.included_by_words()
    event.one_among()
    event.sums_of_one_sentence()
    event.repeats()
    for measure in ("deaths", "injured", "abducted", "detained", "missing", "displaced"):
        for scope in ("mention", "cumulative", "background"):
            event.add_up(measure, scope)
    event.dead_among_struck()


def of_one_time(a: Told, b: Told) -> bool:
    """Whether two tellings of a harm may be of one occasion: one dies once, but may be arrested twice."""
    if a.harm.measure == "deaths":
        return True
    ends = ((a.window.start, b.window.end), (b.window.start, a.window.end))
    return all(start is None or end is None or start <= end for start, end in ends)


def in_passing(t: Told, code: str) -> bool:
    """Whether the word of harm only describes somebody held, or tells of the end of it."""
    if t.harm.measure in _HARMED:
        return False
    return t.harm.people.contains(t.harm.trigger) or t.harm.trigger.quote.lower() in _words_of(code).freeing


@dataclass(slots=True)
class _Event:
    told: list[Told]
    positions: Sequence[int]
    report: Report
    words: _Words
    again: dict[int, list[int]] = field(default_factory=dict)
    first_told: dict[int, int] = field(default_factory=dict)

    # ── plain questions ──

    def n(self, i: int) -> int:
        return self.told[i].harm.quantity.best or 0

    def single(self, i: int) -> bool:
        return self.told[i].harm.reference in SINGLE or self.n(i) == 1

    def included(self) -> set[int]:
        """Positions that some figure of their own measure includes."""
        return {
            p
            for i in self.positions
            for p in self.told[i].parts
            if self.told[p].harm.measure == self.told[i].harm.measure
        }

    def counting(self, measure: str, scope: str | None = None) -> list[int]:
        """What counts people of a measure by itself: asserted figures that nothing else includes."""
        included = self.included()
        return [
            i
            for i in self.positions
            if (t := self.told[i]).kept
            and t.repeats is None
            and i not in included
            and t.harm.measure == measure
            and (scope is None or t.scope == scope)
            and t.harm.stance == "asserted"
            and t.harm.quantity.best
        ]

    def additional(self, i: int) -> bool:
        harm = self.told[i].harm
        if harm.definite:
            return False
        following = self.report.texts[harm.sentence][harm.people.end - self.report.starts[harm.sentence] :][
            :12
        ]
        return is_additional(harm, self.words.persons) or bool(self.words.beside.match(following))

    def text_before(self, i: int, width: int = 60) -> str:
        harm = self.told[i].harm
        at = harm.people.start - self.report.starts[harm.sentence]
        return self.report.texts[harm.sentence][max(0, at - width) : max(0, at)]

    def text_between(self, i: int, j: int) -> str:
        harm, later = self.told[i].harm, self.told[j].harm
        base = self.report.starts[harm.sentence]
        return self.report.texts[harm.sentence][
            max(0, harm.people.end - base) : max(0, later.people.start - base)
        ]

    def is_total(self, i: int) -> bool:
        total = self.told[i].harm.quantity.rule == AT_ONCE  # "the triple murder" is all of them
        return (total or bool(self.words.totals.search(self.text_before(i)))) and not self.outdated(i)

    def outdated(self, i: int) -> bool:
        return bool(self.words.outdated.search(self.text_before(i)))

    def include(self, whole: int, parts: Sequence[int], *, derived: bool = False) -> None:
        known = self.told[whole].parts
        new = tuple(
            p
            for p in dict.fromkeys(parts)
            if p not in known and p != whole and whole not in self.told[p].parts
        )
        self.told[whole] = replace(
            self.told[whole], parts=(*known, *new), derived=derived or self.told[whole].derived
        )

    # ── persons ──

    def persons(self) -> None:
        harms = [self.told[i].harm for i in self.positions]
        lang = {"code": self.report.code}
        for group in persons_of(harms, self.report.texts, lang, by_police=self.report.by_police):
            self.one_person([self.positions[k] for k in group])

    def one_person(self, group: Sequence[int]) -> None:
        """Of what is told of one person, the clearest word of each harm counts; the dead are not injured."""
        told = self.told
        asserted = [i for i in group if told[i].harm.stance == "asserted" and told[i].scope == "mention"]
        dead = any(told[i].harm.measure == "deaths" for i in asserted)
        category = next((told[i].harm.category for i in group if told[i].harm.category), None)
        clearest = self.clearest(group)
        for i in group:
            harm = told[i].harm
            hidden = dead and harm.measure in _LIVING and harm.stance == "asserted"
            if clearest[i] != i or hidden:
                told[i] = replace(told[i], kept=False)
                self.first_told[i] = clearest[i]
            if category:
                told[i] = replace(told[i], category=category)

    def clearest(self, group: Sequence[int]) -> dict[int, int]:
        """For each telling of one person's harms the one that counts: the first that says that it happened,
        "was arrested" before "the arrested lawyer" or "her release"."""
        tellings: dict[tuple[str, str], list[int]] = {}
        counts: dict[int, int] = {}
        passing = {i: in_passing(self.told[i], self.report.code) for i in group}
        for i in sorted(group, key=lambda i: (passing[i], self.told[i].harm.people.start)):
            harm = self.told[i].harm
            before = tellings.setdefault((harm.measure, harm.stance), [])
            if not before or self.on_another_day(i, before):
                before.append(i)
            counts[i] = i if i in before else before[0]
        return counts

    def on_another_day(self, i: int, before: Sequence[int]) -> bool:
        """Whether somebody was harmed again: in the past that a report goes through, days tell it."""
        told = [self.told[j] for j in before]
        past = all(t.scope == "background" for t in (self.told[i], *told))
        return past and not any(of_one_time(self.told[i], t) for t in told)

    # ── parts that the words tell ──

    def stated_parts(self) -> None:
        """Sub-counts of a stated whole, found by the span of the whole."""
        by_span = {(self.told[i].harm.people, self.told[i].harm.measure): i for i in self.positions}
        for i in self.positions:
            harm = self.told[i].harm
            at = by_span.get((harm.whole, harm.measure)) if harm.whole else None
            if at is None or at == i or not self.told[i].kept:
                continue
            if not self.make_up_another(at, i) and not self.in_a_list(at, i):
                self.include(at, [i])

    def in_a_list(self, a: int, b: int) -> bool:
        """Whether two figures merely stand side by side: neither soldiers nor militants include the other."""
        one, other = self.told[a].harm.category, self.told[b].harm.category
        return (
            None not in (one, other) and one != other and not self.words.among.search(self.text_between(a, b))
        )

    def make_up_another(self, a: int, b: int) -> bool:
        """Whether two figures add up to a third of their sentence: "19 (11 children, eight women)"."""
        first = self.told[a].harm
        return any(
            self.n(i) == self.n(a) + self.n(b)
            and (h := self.told[i].harm).sentence == first.sentence
            and h.measure == first.measure
            for i in self.positions
        )

    def parts_of_those_before(self) -> None:
        """ "Three were shot. One died", "two of the injured died": part of a figure before."""
        for at, i in enumerate(self.positions):
            t, part = self.told[i], self.first_told.get(i, i)
            if (
                not self.told[part].kept
                or t.harm.stance != "asserted"
                or not t.harm.quantity.best
                or not self.is_partial(i)
            ):
                continue
            nearest = reversed(self.positions[max(0, at - _LOOKED_BACK) : at])
            whole = next((j for j in nearest if self.may_include(j, i)), None)
            if whole is not None:
                self.include(whole, [part])

    def included_by_words(self) -> None:
        """ "The 145 include about 40 who died on Friday": part of the figure named, or of the one before."""
        for at, i in enumerate(self.positions):
            said = self.words.includes.search(self.text_before(i))
            if said is None or not self.told[i].kept or self.single(i):
                continue
            nearest = reversed(self.positions[max(0, at - _LOOKED_BACK) : at])
            whole = next((j for j in nearest if self.may_count(j, i, said[1])), None)
            if whole is not None:
                self.include(whole, [i])

    def one_among(self) -> None:
        """ "Ann Lee was among six people killed": the figure includes who is told of right before it."""
        for one, whole in pairwise(self.positions):
            a, b = self.told[one].harm, self.told[whole].harm
            if a.measure != b.measure or a.sentence != b.sentence or not self.told[one].kept:
                continue
            if (
                self.single(one)
                and self.n(whole) > 1
                and self.words.one_among.search(self.text_between(one, whole))
            ):
                self.include(whole, [one])

    def may_count(self, whole: int, part: int, named: str | None) -> bool:
        """Whether the one figure is larger, of the same harm and not of another group."""
        a, b = self.told[whole], self.told[part]
        if a.harm.measure != b.harm.measure or a.repeats is not None or not a.kept:
            return False
        if b.harm.sentence - a.harm.sentence > _SENTENCES_BACK or a.harm.stance != "asserted":
            return False
        agreed = None in (a.harm.category, b.harm.category) or a.harm.category == b.harm.category
        return agreed and (self.n(whole) == int(named) if named else self.n(whole) > self.n(part) > 0)

    def is_partial(self, i: int) -> bool:
        harm = self.told[i].harm
        quote = harm.people.quote.lower()
        bare = (
            harm.measure == "deaths" and quote == harm.quantity.words.lower() and harm.reference == "figure"
        )
        return bool(self.words.of_them.search(quote) or self.words.rest.match(quote)) or bare

    def may_include(self, whole: int, part: int) -> bool:
        """Whether a figure before may be the one that a partial phrase refers to."""
        if self.rival(whole, part):
            return False
        a, b, words = self.told[whole], self.told[part], self.words
        bare = not words.of_them.search(b.harm.people.quote) and not words.rest.match(b.harm.people.quote)
        near = b.harm.sentence - a.harm.sentence <= (1 if bare else _SENTENCES_BACK)
        there = bool(words.died_there.search(self.text_between(whole, part)))
        dying = (
            b.harm.measure == "deaths"
            and a.harm.measure in _MAY_DIE
            and not words.of_dead.search(b.harm.people.quote)
        )
        if (
            dying
            and bare
            and a.harm.sentence == b.harm.sentence
            and a.harm.trigger.quote.lower() not in words.struck
            and not there
        ):
            return False
        if dying and self.told_as_others(whole):
            return False
        same = b.harm.measure == a.harm.measure and not bare
        figure = a.harm.reference == "figure" and self.n(whole) > self.n(part) and a.harm.stance == "asserted"
        joined = (
            bare and a.harm.sentence == b.harm.sentence and words.apart.search(self.text_between(whole, part))
        )
        beside = joined or (self.additional(whole) and not there)
        return near and figure and (dying or same) and a.kept and not beside

    def told_as_others(self, whole: int) -> bool:
        """Whether the report counts as many again beside the dead: "four shot, one dead … four others"."""
        a = self.told[whole].harm
        return any(
            (b := self.told[j].harm).measure == a.measure
            and b.quantity.best == a.quantity.best
            and b.stance == "asserted"
            and is_additional(b, self.words.persons)
            for j in self.positions
            if j != whole
        )

    def sums_of_one_sentence(self) -> None:
        """ "31 people: 22 civilians and nine police officers", "two … and four …, the dead now six"."""
        for row in self.rows():
            for at, whole in enumerate(row):
                parts, derived = self.stated_to_make(whole, row[:at], row[at + 1 :])
                if parts:
                    self.include(whole, parts, derived=derived)
                    break

    def nearly_making(self, whole: int, behind: Sequence[int]) -> list[int]:
        """ "21 lives, 11 soldiers and nine civilians": groups listed right behind a figure of everyone as if
        they made it up, though they miss it by a few."""
        if self.told[whole].harm.category is not None or self.told[whole].harm.reference != "figure":
            return []
        taken, before = [], whole
        for i in behind:
            joint = _LIST_OPENS if before == whole else self.words.list_goes_on
            if self.told[i].harm.category is None or not joint.fullmatch(self.text_between(before, i)):
                break
            taken.append(i)
            before = i
        groups = {self.told[i].harm.category for i in taken}
        missed = abs(sum(self.n(i) for i in taken) - self.n(whole))
        near = missed <= max(_MISSED, self.n(whole) // 10) and all(self.n(i) < self.n(whole) for i in taken)
        return taken if len(taken) > 1 and len(groups) == len(taken) and near else []

    def stated_to_make(
        self, whole: int, before: Sequence[int], behind: Sequence[int]
    ) -> tuple[Sequence[int], bool]:
        """The figures of a sentence that one of them includes, and whether they add up to it."""
        own = [
            p for p in self.told[whole].parts if self.told[p].harm.measure == self.told[whole].harm.measure
        ]
        sum_of = self.making(whole, sorted({*behind, *own})) or self.making(whole, before[::-1])
        sum_of = sum_of or self.nearly_making(whole, behind)
        if sum_of:
            return sum_of, True
        if self.is_total(whole):
            less = [p for p in (*before, *behind) if self.n(p) < self.n(whole)]
            return [p for p in less if not self.rival(whole, p)], False
        if self.words.of_the.search(self.text_before(whole)):
            return [p for p in behind if self.n(p) < self.n(whole) and not self.rival(whole, p)], False
        return (), False

    def rows(self) -> Iterator[list[int]]:
        """The figures that count by themselves, by sentence and measure, where it tells of more than one."""
        rows: dict[tuple[int, Measure], list[int]] = {}
        for measure in ("deaths", "injured", "abducted", "detained", "missing", "displaced"):
            for i in self.counting(measure):
                rows.setdefault((self.told[i].harm.sentence, self.told[i].harm.measure), []).append(i)
        yield from (row for row in rows.values() if len(row) > 1 or len(self.told[row[0]].parts) > 1)

    def making(self, whole: int, following: Sequence[int]) -> list[int]:
        """The figures next to a whole that add up to it, two or more; else none."""
        taken, total = [], 0
        for i in following:
            taken.append(i)
            total += self.n(i)
            if total >= self.n(whole):
                break
        return taken if total == self.n(whole) and len(taken) > 1 else []

    # ── the same figure again ──

    def repeats(self) -> None:
        seen: dict[tuple[str, str, str, int | None, int | None], list[int]] = {}
        for i in self.positions:
            t = self.told[i]
            if not t.kept or t.harm.reference not in ("figure", "several", "nobody"):
                continue
            q = t.harm.quantity
            key = (t.harm.measure, t.harm.stance, t.scope, q.best, q.low if q.best is None else None)
            before = next((j for j in seen.get(key, ()) if self.says_again(j, i)), None)
            if before is not None:
                self.told[i] = replace(t, repeats=before)
            else:
                seen.setdefault(key, []).append(i)

    def says_again(self, before: int, i: int) -> bool:
        a, b = self.told[before].harm, self.told[i].harm
        if a.sentence == b.sentence and not self.told_twice(a.sentence):
            return False
        if None not in (a.category, b.category) and a.category != b.category:
            return False
        if self.additional(i) and not self.additional(before):
            nearest = self.before(i)
            return nearest is None or self.told[nearest].harm.measure != b.measure
        return True

    def told_twice(self, sentence: int) -> bool:
        """Whether a line tells all its figures twice over, as a headline and what it was run together with do
        ("3 dead, 2 hurt in a raid Three men were killed and two others hurt")."""
        line = [t.harm for i in self.positions if (t := self.told[i]).harm.sentence == sentence and t.kept]
        told = [(h.measure, h.quantity.best) for h in line if h.reference == "figure"]
        half = len(told) // 2
        return half > 1 and told[:half] == told[half:] and len(set(told)) == half

    def before(self, i: int) -> int | None:
        """The last harm to life or limb told before this one."""
        start = self.told[i].harm.people.start
        at = bisect_left(self.positions, start, key=lambda j: self.told[j].harm.people.start)
        for j in reversed(self.positions[max(0, at - _LOOKED_BACK) : at]):
            if self.told[j].harm.measure in ("deaths", "injured") and self.told[j].harm.stance == "asserted":
                return j
        return None

    # ── sums ──

    def add_up(self, measure: Measure, scope: Scope) -> None:
        """Chains of people counted apart; the figure that the report rests on includes the rest."""
        chains = self.chains(self.counting(measure, scope))
        for chain in chains:
            for earlier, later in pairwise(chain):
                self.told[later] = replace(self.told[later], adds_to=earlier)
        whole = self.resting_on(chains)
        if whole is None:
            return
        others = [c for c in chains if c is not whole]
        self.sums_elsewhere(whole, others)
        others = [c for c in others if not set(c) & self.included()]
        home = next((i for i in whole if self.n(i) > 1), whole[0])
        if len(whole) == 1 and len(others) > 1 and sum(map(self.total, others)) == self.n(home):
            self.swallow(home, [i for c in others for i in c], derived=True)
            return
        for chain in others:
            if self.apart(chain, whole) or (
                self.ordinal(chain[0]) == self.total(whole) + 1 and len(chain) == 1
            ):
                self.told[chain[0]] = replace(self.told[chain[0]], adds_to=whole[-1])
            elif self.is_within(chain, whole):
                exact = (
                    len(whole) == 1 and self.total(chain) == self.n(home) and not all(map(self.single, chain))
                )
                self.swallow(home, chain, derived=exact)

    def sums_elsewhere(self, whole: Sequence[int], others: Sequence[list[int]]) -> None:
        """ "225 dead … 17 soldiers, 31 civilians and 177 rebels": a chain that makes up a figure."""
        for chain in others:
            if len(whole) == 1 and len(chain) > 1 and self.total(chain) == self.n(whole[0]):
                self.swallow(whole[0], chain, derived=not all(map(self.single, chain)))
            elif len(chain) == 1 and len(whole) > 1 and self.total(whole) == self.n(chain[0]):
                self.swallow(chain[0], whole, derived=not all(map(self.single, whole)))
                return

    def ordinal(self, i: int) -> int | None:
        """3 for "a third man": the figure of those before him is one less."""
        words = self.told[i].harm.people.quote.lower().split()
        return next((self.words.persons.ordinals[w] for w in words if w in self.words.persons.ordinals), None)

    def swallow(self, home: int, chain: Sequence[int], *, derived: bool) -> None:
        for i in chain:
            self.told[i] = replace(self.told[i], adds_to=None)
        self.include(home, chain, derived=derived)

    def total(self, chain: Sequence[int]) -> int:
        return sum(map(self.n, chain))

    def chains(self, counting: Sequence[int]) -> list[list[int]]:
        chains: list[list[int]] = []
        persons: list[int] | None = None
        for i in counting:
            chain = self.chain_for(i, chains, persons)
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append(i)
            if chain is persons and not self.single(i):
                persons = None
            elif self.single(i) and not self.outdated(i) and persons is None and all(map(self.single, chain)):
                persons = chain
        return chains

    def chain_for(self, i: int, chains: Sequence[list[int]], persons: list[int] | None) -> list[int] | None:
        """The chain that a figure adds to: its sentence's, that of those it counts on from, the persons'."""
        if (
            self.is_total(i)
            or self.told[i].derived
            or self.outdated(i)
            or self.words.recap.search(self.told[i].harm.people.quote)
        ):
            return None
        for chain in chains[: -_CHAINS_BACK - 1 : -1]:
            if self.told[chain[-1]].harm.sentence == self.told[i].harm.sentence and self.beside(chain[-1], i):
                return chain
        if self.additional(i):
            base = self.before(i)
            for chain in chains[: -_CHAINS_BACK - 1 : -1]:
                if (
                    base is not None
                    and (base in chain or self.told[base].repeats in chain)
                    and self.counts_on(i, base, chain)
                ):
                    return chain
            if self.ordinal(i):
                return None
        if self.single(i) and persons is not None and self.surely_another(i, persons):
            return persons
        return None

    def surely_another(self, i: int, chain: Sequence[int]) -> bool:
        """Whether somebody told of by himself is one more than those of a chain. A report that tells of two
        persons in sentences apart and of no figure mostly means one, or tells of somebody else's case: they
        add up where one is a man and one a woman, where they stand side by side and have names or ages of
        their own, and where a figure tells of several and one of the two holds."""
        if self.told[i].harm.measure not in _HARMED:
            return True
        own, others = self.traits(i), [self.traits(j) for j in chain]
        if all(own.gender and o.gender and own.gender != o.gender for o in others):
            return True
        gap = self.told[i].harm.sentence - self.told[chain[-1]].harm.sentence
        if gap > 1 and not self.tells_of_several():
            return False
        return all(_differ(own, o) for o in others) or (gap <= _BESIDE and self.tells_of_several())

    def traits(self, i: int) -> Traits:
        harm = self.told[i].harm
        return traits_of(harm, self.report.texts[harm.sentence], self.words.persons)

    def tells_of_several(self) -> bool:
        """Whether some figure of the event counts two people harmed or more."""
        told = (self.told[i] for i in self.positions)
        return any(t.harm.measure in _HARMED and (t.harm.quantity.best or 0) > 1 for t in told)

    def counts_on(self, i: int, base: int, chain: Sequence[int]) -> bool:
        """Whether "another" is one more than a chain; far behind a figure it is one of those counted."""
        ordinal = self.ordinal(i)
        if ordinal is not None:
            return ordinal > self.total(chain)
        near = self.told[i].harm.sentence - self.told[base].harm.sentence <= 1
        return near or all(map(self.single, chain))

    def beside(self, before: int, i: int) -> bool:
        """Whether two figures of one sentence count different people, rather than rival each other."""
        if self.is_total(before) or self.told[before].derived or self.outdated(before):
            return False
        if self.rival(before, i):
            return False
        a, b = self.told[before].harm, self.told[i].harm
        return not (
            self.words.speaking.search(self.text_between(before, i))
            and a.category == b.category
            and not self.single(i)
        )

    def rival(self, a: int, b: int) -> bool:
        """Whether two speakers give figures of the same people: neither adds to the other or includes it."""
        one, other = self.told[a], self.told[b]
        says, answers = (self.report.speakers.get(t.harm.people) for t in (one, other))
        if says is None or answers is None or says == answers or self.single(a) or self.single(b):
            return False
        agree = one.category == other.category or "unknown" in (one.category, other.category)
        of_them = self.words.of_them.search(other.harm.people.quote)
        return agree and not self.additional(b) and not of_them

    def weight(self, i: int) -> float:
        """How much a report rests on a figure: told in the title, at the start, again, as the total."""
        again = self.told_again(i)
        places = {self.told[j].harm.sentence for j in again}
        weight = sum(2.0 if s in self.report.titles else 1.5 if s <= 3 else 1.0 for s in places)
        return weight + 1.5 * any(self.is_total(j) for j in again) - 3.0 * self.outdated(i)

    def told_again(self, i: int) -> list[int]:
        """A figure and where it is said again."""
        if not self.again:
            for j in self.positions:
                before = self.told[j].repeats
                self.again.setdefault(j if before is None else before, []).append(j)
        return self.again.get(i, [i])

    def resting_on(self, chains: Sequence[list[int]]) -> list[int] | None:
        figures = [c for c in chains if not all(map(self.single, c))]
        return max(figures, key=lambda c: (max(map(self.weight, c)), self.total(c)), default=None)

    def apart(self, chain: Sequence[int], whole: Sequence[int]) -> bool:
        """Whether known categories keep two chains apart: soldiers are not among the civilians."""
        a, b = ({self.told[i].category for i in c} for c in (chain, whole))
        if a == {"armed_group"} and "armed_group" not in b and not any(map(self.is_open, whole)):
            return True
        return "unknown" not in a | b and "all" not in a | b and not a & b

    def is_open(self, i: int) -> bool:
        """Whether a phrase may count anybody: "five people", "3 dead", "two men"."""
        last = self.told[i].harm.people.quote.lower().split()[-1]
        return (
            self.told[i].category == "all"
            or lexicon(self.report.code).people.get(last, "") is None
            or not last.isalpha()
        )

    def is_within(self, chain: Sequence[int], whole: Sequence[int]) -> bool:
        """Whether the people of a chain are surely among those of a figure."""
        if any(self.rival(i, j) for i in chain for j in whole):
            return False
        if all(self.outdated(i) for i in chain):
            return True
        if all(map(self.single, chain)):
            return self.total(chain) <= self.total(whole) or max(map(self.weight, whole)) >= 3
        if self.total(chain) > self.total(whole):
            return False
        return self.total(chain) == self.total(whole) or any(self.is_total(i) for i in whole)

    # ── the dead among those shot ──

    def dead_among_struck(self) -> None:
        """ "Five were shot, one fatally": those shot include the dead unless the words set them apart."""
        dead = self.counting("deaths", "mention")
        rest = self.resting_on(self.chains(dead)) or [i for i in dead if self.single(i)]
        total = self.total(rest)
        if not total:
            return
        for i in self.counting("injured", "mention"):
            again = self.told_again(i)
            if (
                self.n(i) < max(2, total)
                or self.told[i].adds_to is not None
                or not self.may_hold_dead(again, rest)
            ):
                continue
            if not any(self.told[p].harm.measure == "deaths" for p in self.told[i].parts):
                self.include(i, rest)
        for chain in self.chains(self.counting("injured", "mention")):
            if len(chain) > 1 and self.total(chain) == total and self.may_hold_dead(chain, rest):
                self.include(chain[0], rest)

    def may_hold_dead(self, again: Sequence[int], dead: Sequence[int]) -> bool:
        for i in again:
            harm = self.told[i].harm
            if self.additional(i) or harm.trigger.quote.lower() not in self.words.struck:
                return False
            if any(
                self.told[d].harm.sentence == harm.sentence
                and self.told[d].harm.people.start < harm.people.start
                for d in dead
            ):
                return False
        return True


def _differ(a: Traits, b: Traits) -> bool:
    """Whether names or ages tell two persons apart."""
    if a.names and b.names:
        return True
    if a.age is not None and b.age is not None:
        return a.age != b.age
    return None not in (a.young, b.young) and a.young != b.young
