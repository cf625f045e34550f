"""Who was harmed, without a parser: each group of people and the word of harm that it is joined to.

A group takes the word of harm of its sentence that costs least to reach: words, marks and clauses between
them cost, and an order that the language does not use rules a word out (`[order]`). A word of harm takes
further groups only where they are listed with the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from according.model import Category, Measure, Quantity, Stance
from according.read.plain.people import Group
from according.read.plain.words import HarmKind, Tongue, Word

#: More than this and the two belong to different clauses.
_FAR = 12.0
_SINGLE_REACH = {"one": 12.0, "definite": 2.5, "single": 2.5, "unlisted": 3.5, "bare": 12.0, "figure": 12.0}
_OPENS = frozenset(";:.—–")
#: Within how many words behind a total those whom it is made of are named.
_SORTS_WITHIN = 14
_QUIET = frozenset("«»\"“”'()")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of harm at words [first, last)."""

    first: int
    last: int
    measure: Measure
    kind: HarmKind


@dataclass(frozen=True, slots=True)
class Found:
    """A group with what is told of it. `whole`: the first word of the group of which these are a
    part; `joined`: index of the group that it is listed with; `of_before`: part of those told before."""

    group: Group
    trigger: Trigger | None
    measure: Measure
    stance: Stance
    whole: int | None = None
    joined: int | None = None
    of_before: bool = False


def triggers_in(words: Sequence[Word], tongue: Tongue, first: int, last: int) -> list[Trigger]:
    """The words of harm among [first, last). A participle with "have" before it takes an object."""
    found = []
    for start, end, harm in tongue.harm.within(words, first, last):
        kind: HarmKind = harm.kind
        if kind == "done" and _has(words, tongue, start, first):
            kind = "act"
        elif kind == "act" and _been(words, tongue, start, first):
            kind = "done"
        found.append(Trigger(start, end, harm.measure, kind))
    return found


def _been(words: Sequence[Word], tongue: Tongue, at: int, first: int) -> bool:
    return any(w.norm in tongue.sets["phrase.been"] for w in words[max(first, at - 2) : at])


def _has(words: Sequence[Word], tongue: Tongue, at: int, first: int) -> bool:
    for word in reversed(words[max(first, at - 3) : at]):
        if word.norm in tongue.sets["phrase.been"]:
            return False
        if word.norm in tongue.sets["phrase.have"]:
            return True
        if word.kind != "word":
            return False
    return False


def harms_in(
    words: Sequence[Word], tongue: Tongue, groups: Sequence[Group], first: int, last: int, content: str
) -> list[Found]:
    """The groups of one sentence that somebody is said to have harmed, in order."""
    triggers = triggers_in(words, tongue, first, last)
    if not triggers:
        return []
    sentence = _Sentence(words, tongue, groups, triggers, first, last, content)
    return [*sentence.found(), *sentence.nobody()]


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: Sequence[Word]
    tongue: Tongue
    groups: Sequence[Group]
    triggers: Sequence[Trigger]
    first: int
    last: int
    content: str

    def found(self) -> list[Found]:
        chosen = {i: self._trigger_of(i) for i in range(len(self.groups))}
        parts = self._parts()
        harmed: list[Found] = []
        place: dict[int, int] = {}
        for i, group in enumerate(self.groups):
            one = self._one(i, group, chosen, parts, place, harmed)
            if one is not None:
                place[i] = len(harmed)
                harmed.append(one)
        return _mixed(_together(_inherited(harmed, self), self), self)

    def _one(
        self, i: int, group: Group, chosen: dict[int, tuple[float, Trigger] | None], parts: dict[int, int],
        place: dict[int, int], harmed: list[Found],
    ) -> Found | None:  # fmt: skip
        hit = chosen[i]
        if i in parts and group.sort == "bare" and group.quantity.best is None:
            return None  # "several of them": nobody is counted
        if i in parts and group.sort == "single" and self.tongue.sets["phrase.one"]:
            return None  # "among them civilians and soldiers", in a language where one person has an article
        if group.quantity.best == 0 and not self._said_not(group, hit[1] if hit else None):
            return None
        if i in parts:
            whole = parts[i]
            near = hit is not None and hit[0] <= 3.0 and group.sort != "single"
            if whole == -1:
                told = self._among(group)
                measure = hit[1].measure if hit and near else told
                if measure is None:
                    return None
                return Found(
                    group,
                    hit[1] if hit else None,
                    measure,
                    self._stance(hit[1] if hit else None, group),
                    None,
                    None,
                    True,
                )
            if whole < i:
                if whole not in place:
                    return None
                over = harmed[place[whole]]
                measure = hit[1].measure if hit and near else over.measure
                return Found(group, over.trigger, measure, over.stance, over.group.first)
            other = chosen[whole]
            if other is None:
                return None
            over_first = self.groups[whole].first
            return Found(group, other[1], other[1].measure, self._stance(other[1], group), over_first)
        if hit is None or hit[0] > _SINGLE_REACH[group.sort]:
            return None
        joined = self._joined(i, hit[1], chosen, place, harmed)
        if joined == -1:
            return None
        return Found(group, hit[1], hit[1].measure, self._stance(hit[1], group), None, joined)

    # ── which word of harm ────────────────────────────────────────────────────────────────────────────

    def _trigger_of(self, i: int) -> tuple[float, Trigger] | None:
        group = self.groups[i]
        if group.counted is not None:
            return 0.0, Trigger(group.last - 1, group.last, group.counted, "counted")
        costs = [(self._cost(i, t), -t.first, t) for t in self.triggers]
        best = min(((c, n, t) for c, n, t in costs if c is not None), default=None)
        return (best[0], best[2]) if best and best[0] <= _FAR else None

    def _cost(self, i: int, trigger: Trigger) -> float | None:
        group = self.groups[i]
        if trigger.first < group.last and group.first < trigger.last:
            return None
        after = group.first >= trigger.last
        order = self.tongue.order[trigger.kind]
        wrong = 0.0
        if self._does(group):
            return None
        if trigger.kind == "counted" and group.sort != "bare":
            near = 0 <= trigger.first - group.last <= 1  # "five soldiers dead"
            return 0.5 if near else self._cost_of_number(i, trigger) if after else None
        if order in ("after", "before") and (order == "after") != after:
            return None
        if order in ("mostly_after", "mostly_before") and (order == "mostly_after") != after:
            wrong = 4.0
        a, b = (trigger.last, group.first) if after else (group.last, trigger.first)
        if group.sort in ("single", "definite") and group.neutral and a != b:
            return None  # "Israeli", "Syrian": names of peoples are mostly said of something else
        return wrong + self._between(a, b, i, after)

    def _does(self, group: Group) -> bool:
        """Whether a marker behind the group tells that it is the one who acts ("حملہ آور نے")."""
        markers = self.tongue.sets["voices.marker"]
        return bool(markers) and group.last < self.last and self.words[group.last].norm in markers

    def _said_not(self, group: Group, trigger: Trigger | None) -> bool:
        """Whether "no civilian" is denied: by its own word or by one elsewhere (`[order] no`)."""
        if self.tongue.phrases["phrase.no"].at(self.words, group.first, self.last) is None:
            return True
        if self.tongue.order.get("no") != "with_denial":
            return True
        denied = self.tongue.phrases["stance.denied"]
        if self.tongue.order["act"] == "before":
            stop = max(group.last, trigger.last if trigger else 0)
            return any(True for _ in denied.within(self.words, group.last, min(self.last, stop + 5)))
        return any(True for _ in denied.within(self.words, max(self.first, group.first - 8), group.first))

    def _cost_of_number(self, i: int, trigger: Trigger) -> float | None:
        """ "The dead are 49 civilians", "the number of the dead reached 955 people": the figure behind."""
        within = range(trigger.last, self.groups[i].first)
        if len(within) > 5 or any(self.words[k].kind == "mark" for k in within):
            return None
        if any(g.first <= trigger.first < g.last or g.first in within for g in self.groups):
            return None
        if any(t.first in within for t in self.triggers):
            return None
        return 2.0 + 0.3 * len(within)

    def _between(self, a: int, b: int, i: int, after: bool) -> float:
        """What the words between a group and a word of harm cost."""
        cost, sets = 0.0, self.tongue.sets
        for k in range(a, b):
            word = self.words[k]
            if word.kind == "mark":
                cost += 0.0 if word.text in _QUIET else 6.0 if word.text in _OPENS else 1.5
            elif word.norm in sets["phrase.subordinators"]:
                cost += 5.0
            elif word.norm in sets["phrase.and"]:
                cost += 3.0 if after else 2.0
            elif (
                word.norm in sets["phrase.been"]
                or word.norm in sets["phrase.have"]
                or word.norm in sets["phrase.light"]
            ):
                cost += 0.1
            else:
                cost += 1.0 + (2.0 if word.lead[:1] in sets["writing.conjunctions"] and word.lead else 0.0)
        if after and self.words[b].lead[:1] and self.words[b].lead[0] in sets["writing.conjunctions"]:
            cost += 3.0
        crossed = [t for t in self.triggers if a <= t.first < b]
        cost += 5.0 * len(crossed)
        within = [g for g in self.groups if a <= g.first and g.last <= b]
        return max(0.3 * (b - a), cost - sum(min(g.last - g.first, 4) for g in within))

    def _joined(
        self, i: int, trigger: Trigger, chosen: dict[int, tuple[float, Trigger] | None],
        place: dict[int, int], harmed: Sequence[Found],
    ) -> int | None:  # fmt: skip
        """The group of the same word of harm that this one is listed with; None where it is the first; -1
        where it is not listed with it."""
        if self.groups[i].counted is not None:
            return None
        same = [p for p in place.values() if harmed[p].trigger == trigger and harmed[p].whole is None]
        rivals = [
            k
            for k, hit in chosen.items()
            if hit and hit[1] == trigger and k != i and self.groups[k].counted is None
        ]
        if not same:
            better = [k for k in rivals if (chosen[k] or (99.0,))[0] + 2.5 < (chosen[i] or (0.0,))[0]]
            if better and not self._listed(i, i + 1):
                return -1
            return None
        before = self.groups.index(harmed[same[-1]].group)
        return same[0] if self._listed(before, i) else -1

    def _listed(self, a: int, b: int) -> bool:
        """Whether the groups a … b stand in one list: "34 soldiers and three volunteers"."""
        if b >= len(self.groups):
            return False
        first, second = self.groups[a].last, self.groups[b].first
        between = self.words[first:second]
        if any(t for t in self.triggers if first <= t.first < second and t.kind != "noun"):
            return False
        joins = [w for w in between if w.norm in self.tongue.sets["phrase.and"] or w.text in ",،"]
        lead = self.words[second].lead[:1]
        joined = bool(joins) or bool(lead and lead in self.tongue.sets["writing.conjunctions"])
        return joined and len(between) <= 10

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────────

    def _parts(self) -> dict[int, int]:
        """Of each group that is a part of others, which group those are; -1: those told before."""
        parts: dict[int, int] = {}
        for i, group in enumerate(self.groups):
            if self._behind(group, "parts.along_with") and i + 1 < len(self.groups):
                parts[i] = i + 1
            elif self._before(i, "parts.including") or self._behind(group, "parts.of_them"):
                parts[i] = self._whole_before(i, parts)
            elif self._before(i, "parts.among"):
                parts[i] = -1
            elif i - 1 in parts and parts[i - 1] < i - 1 and self._follows(i):
                parts[i] = parts[i - 1]
        return parts

    def _whole_before(self, i: int, parts: dict[int, int]) -> int:
        whole = [
            k for k in range(i) if k not in parts and self.groups[k].sort in ("figure", "bare", "unlisted")
        ]
        return whole[-1] if whole else -1

    def _before(self, i: int, name: str) -> bool:
        """Whether a cue stands before a group, nothing but words that may follow it between them."""
        at = self.groups[i].first
        floor = max(self.first, self.groups[i - 1].last if i else self.first)
        cues = self.tongue.phrases[name]
        for start in range(max(floor, at - 9), at):
            hit = cues.at(self.words, start, at)
            if hit is not None:
                between = self.words[start + hit[0] : at]
                if not any(
                    t for t in self.triggers if start + hit[0] <= t.first < at and t.kind != "counted"
                ):
                    return len(between) <= (3 if name == "parts.including" else 6)
        return False

    def _behind(self, group: Group, name: str) -> bool:
        stop = min(self.last, group.last + 2)
        for k in range(group.last, stop):
            hit = self.tongue.phrases[name].at(self.words, k, self.last)
            if hit is not None:
                return name != "parts.of_them" or not any(g.first == k + hit[0] for g in self.groups)
        return False

    def _follows(self, i: int) -> bool:
        """Whether a group goes on in the list of parts: only a conjunction between the two."""
        between = self.words[self.groups[i - 1].last : self.groups[i].first]
        lead = self.words[self.groups[i].first].lead[:1]
        if not between:
            return bool(lead) and lead in self.tongue.sets["writing.conjunctions"]
        sets, numbers = self.tongue.sets, self.tongue.numbers
        joins = [w for w in between if w.norm in sets["phrase.and"] or w.text in ",،"]
        ages = [
            w
            for k, w in enumerate(between)
            if w.kind == "number"
            or w.norm in sets["phrase.things"]
            or w.norm in sets["phrase.of"]
            or numbers.small.at(between, k) is not None
        ]
        return (
            bool(joins) and len(joins) <= 2 and len(between) <= 6 and len(joins) + len(ages) == len(between)
        )

    def _among(self, group: Group) -> Measure | None:
        """The measure of "among the dead are …"."""
        near = [t for t in self.triggers if t.kind in ("counted", "done", "suffer", "noun")]
        before = [t for t in near if t.last <= group.first]
        return before[-1].measure if before else near[0].measure if near else None

    # ── stance ────────────────────────────────────────────────────────────────────────────────────────

    def _stance(self, trigger: Trigger | None, group: Group) -> Stance:
        if group.quantity.best == 0:
            return "denied"
        if trigger is None:
            return "asserted"
        begin = min(trigger.first, group.first)
        stances: tuple[Stance, ...] = ("denied", "hypothetical", "expected")
        for stance in stances:
            if self._cue(f"stance.{stance}", trigger, begin):
                return stance
        return "denied" if self._denied(trigger, begin) else "asserted"

    def _cue(self, name: str, trigger: Trigger, begin: int) -> bool:
        behind = name == "stance.denied" and self.tongue.order["act"] == "before"
        spans = [(max(self.first, trigger.first - 3), trigger.first)]
        if behind:
            spans = [(trigger.last, min(self.last, trigger.last + 4))]
        elif begin < trigger.first - 3 and name != "stance.denied":
            spans.append((max(self.first, begin - 2), begin))
        return any(True for a, b in spans for _ in self.tongue.phrases[name].within(self.words, a, b))

    def _denied(self, trigger: Trigger, begin: int) -> bool:
        """A verb of denial that governs the word of harm, no verb of saying between them."""
        deny, say = self.tongue.phrases["stance.denials"], self.tongue.phrases["voices.verbs"]
        if self.tongue.order["act"] == "before":
            behind = list(deny.within(self.words, trigger.last, min(self.last, trigger.last + 6)))
            return bool(behind)
        stops = [k for k, _, _ in deny.within(self.words, self.first, begin)]
        if not stops:
            return False
        return not any(True for k, _, _ in say.within(self.words, stops[-1] + 1, begin))

    # ── nobody ────────────────────────────────────────────────────────────────────────────────────────

    def nobody(self) -> Iterator[Found]:
        """ "No dead", "without wounded": nobody was harmed, somebody says."""
        cues, counted = (
            self.tongue.phrases["stance.none"],
            [t for t in self.triggers if t.kind in ("counted", "noun")],
        )
        behind = self.tongue.phrases["stance.denied"]
        for trigger in counted:
            if any(g.first <= trigger.first < g.last for g in self.groups):
                continue
            a = max(self.first, trigger.first - 5)
            found = list(cues.within(self.words, a, trigger.first))
            if not found or any(found[-1][1] <= g.first < trigger.first for g in self.groups):
                continue
            if self.tongue.order["act"] == "before" and not list(
                behind.within(self.words, trigger.last, min(self.last, trigger.last + 5))
            ):
                continue
            start = found[-1][0]
            quote = self.content[self.words[start].start : self.words[trigger.last - 1].end]
            category = self._category_behind(trigger.last)
            group = Group(
                start, trigger.last, Quantity(0, 0, 0, quote, "none"), category, "figure", trigger.measure
            )
            yield Found(group, trigger, trigger.measure, "denied")
            return

    def _category_behind(self, at: int) -> Category | None:
        """Whose the people are of whom nobody was harmed: "no losses among our soldiers"."""
        for k in range(at, min(self.last, at + 5)):
            hit = self.tongue.qualifiers.at(self.words, k, self.last)
            noun = self.tongue.nouns.at(self.words, k, self.last)
            if hit or (noun and noun[1].category):
                return hit[1] if hit else noun[1].category if noun else None
            if self.words[k].kind != "word" or self.words[k].norm in self.tongue.sets["phrase.and"]:
                return None
        return None

    def _and(self, a: int, b: int) -> bool:
        """Whether an "and" stands between two words, or is written onto the second."""
        sets = self.tongue.sets
        lead = self.words[b].lead[:1]
        return any(w.norm in sets["phrase.and"] for w in self.words[a:b]) or (
            bool(lead) and lead in sets["writing.conjunctions"]
        )

    def kinds_behind(self, at: int) -> bool:
        """Whether people of two sorts are named without a figure: "…, civilians and soldiers"."""
        stop = min(self.last, at + _SORTS_WITHIN)
        before: tuple[int, Category] | None = None
        for k in range(at, stop):
            if self.words[k].text in _OPENS or any(
                g.first <= k < g.last and g.sort != "single" for g in self.groups
            ):
                return False
            noun = self.tongue.nouns.at(self.words, k, self.last)
            told = noun[1].category if noun else None
            if noun is None or told is None:
                continue
            if before is not None and told != before[1] and k - before[0] <= 3 and self._and(before[0], k):
                return True
            before = k + noun[0], told
        return False


def _mixed(found: list[Found], sentence: _Sentence) -> list[Found]:
    """A total over people of several sorts is of `all`: its parts tell, or what stands behind it."""
    out = []
    for n, one in enumerate(found):
        group = one.group
        if group.category is None and one.whole is None and group.quantity.best != 0:
            parts = {f.group.category for f in found if f.whole == group.first and f is not one}
            later = found[n + 1].group.first if n + 1 < len(found) else None
            told = len(parts - {None, "unknown", "all"}) > 1
            if told or (later is None and sentence.kinds_behind(group.last)):
                one = replace(one, group=replace(group, category="all"))
        out.append(one)
    return out


def _inherited(found: list[Found], sentence: _Sentence) -> list[Found]:
    """ "Nine soldiers were killed and five wounded": of whom the sentence told before, the five are."""
    out: list[Found] = []
    for one in found:
        group = one.group
        if group.category is None and one.whole is None and _elliptic(one, sentence):
            near = _noun_beside(one, sentence)
            before = [
                f.group.category
                for f in out
                if f.whole is None and f.group.sort != "bare" and not f.of_before
            ]
            told = near or (before[-1] if before else None) or _shared(one, sentence)
            one = replace(one, group=replace(group, category=told))
        elif group.category is None and group.sort == "bare" and one.whole is not None:
            over = next((f.group.category for f in out if f.group.first == one.whole), None)
            one = replace(one, group=replace(group, category=over))
        out.append(one)
    return out


def _shared(one: Found, sentence: _Sentence) -> Category | None:
    """ "48 dead and 112 wounded civilians": what is said of the second is said of both."""
    group = one.group
    if group.counted is None:
        return None
    after = next((g for g in sentence.groups if g.first >= group.last), None)
    if after is None or after.counted is None:
        return None
    between = sentence.words[group.last : after.first]
    lead = sentence.words[after.first].lead[:1]
    conjunctions, joins = sentence.tongue.sets["writing.conjunctions"], sentence.tongue.sets["phrase.and"]
    listed = all(w.norm in joins for w in between) and (bool(between) or bool(lead and lead in conjunctions))
    return after.category if listed else None


def _together(found: list[Found], sentence: _Sentence) -> list[Found]:
    """Persons joined by "and" are one figure where they are of one category: "a woman and her son"."""
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.trigger == one.trigger
            and one.joined is not None
            and _both_single(last, one)
        ):
            a, b = last.group, one.group
            quote = sentence.content[sentence.words[a.first].start : sentence.words[b.last - 1].end]
            n = (a.quantity.best or 1) + 1
            group = replace(a, last=b.last, quantity=Quantity(n, n, n, quote, "named"))
            out[-1] = replace(last, group=group)
            continue
        out.append(one)
    return out


def _both_single(a: Found, b: Found) -> bool:
    one = ("one", "definite", "single")
    parts = any(f.whole is not None or f.of_before for f in (a, b))
    same = a.group.category == b.group.category
    return same and not parts and a.group.sort in one and b.group.sort in one


def _elliptic(one: Found, sentence: _Sentence) -> bool:
    group = one.group
    if group.sort == "bare":
        return True
    if group.counted is not None and _shared(one, sentence) is not None:
        return True
    return (
        group.counted == "injured"
        and any(g.last <= group.first and g.counted is None for g in sentence.groups)
        and group.quantity.best != 0
    )


def _noun_beside(one: Found, sentence: _Sentence) -> Category | None:
    """Whose the people are where their noun stands by the word of harm: "75 el número de agentes heridos"."""
    if one.trigger is None or one.group.sort != "bare":
        return None
    for i in range(max(sentence.first, one.trigger.first - 2), one.trigger.first):
        noun = sentence.tongue.nouns.at(sentence.words, i, one.trigger.first)
        if noun and not any(g.first <= i < g.last for g in sentence.groups):
            return noun[1].category
    return None
