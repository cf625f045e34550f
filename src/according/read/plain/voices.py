"""Who says so, without a parser: words of saying with their speakers, and what of a sentence they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.model import Side, Span, Voice
from according.read.plain.harms import Trigger
from according.read.plain.words import Tongue, Word
from according.read.sides import party_of
from according.read.voice import Attribution

#: No name of a speaker is longer, in words.
_LONGEST = 14
#: How many words behind a speaker a date may tell when it was said.
_SAYING = 5
#: The longest name before or behind a headline, and what stands between the two.
_LONGEST_HEAD, _PARTS = 4, frozenset(":,،")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word of saying at words [first, last) with its speaker's words [a, b), both in one sentence. `ahead`:
    it covers what follows it only."""

    first: int
    last: int
    a: int
    b: int
    ahead: bool


def attributions_in(
    words: Sequence[Word], tongue: Tongue, bounds: Sequence[tuple[int, int]], content: str,
    triggers: Sequence[Sequence[Trigger]],
) -> tuple[tuple[Attribution, ...], frozenset[int]]:  # fmt: skip
    """Every attribution of the document, and the words at which a date tells when it was said. `bounds` are
    the word ranges of the sentences, `triggers` their words of harm."""
    found: list[Attribution] = []
    saying: set[int] = set()
    last: Voice | None = None
    for (first, stop), harms in zip(bounds, triggers, strict=True):
        cues = _Sentence(words, tongue, first, stop, harms).cues()
        for n, cue in enumerate(cues):
            saying |= set(range(cue.first, _end_of_saying(words, tongue, cue, stop, harms)))
            voice = _voice(words, tongue, cue, content, found, last)
            if voice is None:
                continue
            last = voice
            found.append(_attribution(words, cues, n, first, stop, content, voice))
    return tuple(found), frozenset(saying)


def _end_of_saying(
    words: Sequence[Word], tongue: Tongue, cue: _Cue, stop: int, harms: Sequence[Trigger]
) -> int:
    """Up to where a date tells when it was said: to "that", to a word of harm, and not far."""
    end = max(cue.last, cue.b)
    if cue.last == end and cue.b <= cue.first and tongue.phrases["voices.after"].at(words, cue.first):
        return end  # "according to X in February …" in languages that put it behind the speaker
    starts = {t.first for t in harms}
    for k in range(end, min(stop, end + _SAYING)):
        if words[k].norm in tongue.sets["voices.that"] or k in starts:
            return k
    return min(stop, end + _SAYING)


def _attribution(
    words: Sequence[Word], cues: Sequence[_Cue], n: int, first: int, stop: int, content: str, voice: Voice
) -> Attribution:
    cue = cues[n]
    begin = min(cue.first, cue.a) if cue.ahead else first
    before = list(cues[:n])
    if not cue.ahead and before:
        begin = max(before[-1].last, before[-1].b)
        if before[-1].ahead:
            begin = min(cue.first, cue.a)  # what the one before covers goes on to here
    later = [c for c in cues[n + 1 :] if c.ahead]
    end = min((min(c.first, c.a) for c in later), default=stop)
    if not cue.ahead and n + 1 < len(cues) and not later:
        end = max(cue.last, cue.b)
    span = Span.of(content, words[cue.first].start, words[cue.last - 1].end)
    where = (words[begin].start, words[max(begin, end - 1)].end)
    return Attribution(words[cue.first].sentence, span, (where,), (voice,))


def _voice(
    words: Sequence[Word],
    tongue: Tongue,
    cue: _Cue,
    content: str,
    found: Sequence[Attribution],
    last: Voice | None,
) -> Voice | None:
    if cue.a >= cue.b:
        return last
    name = [w.norm for w in words[cue.a : cue.b]]
    if all(w in tongue.sets["voices.pronouns"] for w in name):
        return last
    side = side_at(words, tongue, cue.a, cue.b)
    span = Span.of(content, words[cue.a].start, words[cue.b - 1].end)
    if side == "unknown":
        for attribution in reversed(found):
            known = attribution.voices[-1]
            if known.side != "unknown" and any(len(w) > 3 and w in tongue.folded(known.name) for w in name):
                side = known.side
                break
    return Voice(span.quote, side, party_of(side), span)


def side_at(words: Sequence[Word], tongue: Tongue, a: int, b: int) -> Side:
    """The side that a speaker's words tell: of several, the first in languages that put the owner behind, the
    last in those that put it before (`[order] owner`)."""
    hits = [(i, j - i, side) for i, j, side in tongue.sides.within(words, a, b)]
    hits += [(i, j - i + 1, side) for i, j, side in tongue.bodies.within(words, a, b)]
    if not hits:
        return "unknown"
    if tongue.order["owner"] == "before":
        return max(hits, key=lambda hit: (hit[0] + hit[1], hit[1]))[2]
    return min(hits, key=lambda hit: (hit[0], -hit[1]))[2]


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: Sequence[Word]
    tongue: Tongue
    first: int
    last: int
    triggers: Sequence[Trigger]

    def cues(self) -> list[_Cue]:
        found = [*self._according_to(), *self._said(), *self._laid_out()]
        kept: list[_Cue] = []
        for cue in sorted(found, key=lambda c: (c.first, c.last)):
            if not any(k.a < cue.b and cue.a < k.b for k in kept if k.a < k.b and cue.a < cue.b):
                kept.append(cue)
        return kept

    def _according_to(self) -> list[_Cue]:
        found = []
        for i, j, _ in self.tongue.phrases["voices.before"].within(self.words, self.first, self.last):
            a = self._past_verb(j)
            b = self._end_of_name(a)
            if b > a:
                ahead = self._has_speech_before(i)
                found.append(_Cue(i, a, a, b, ahead))
        for i, j, _ in self.tongue.phrases["voices.after"].within(self.words, self.first, self.last):
            a = self._start_of_name(i)
            if a < i:
                found.append(_Cue(i, j, a, i, self._text_before(a)))
        return found

    def _past_verb(self, j: int) -> int:
        """The speaker in "according to what X has said" stands behind the verb."""
        at = j
        while at < self.last and self.words[at].norm in self.tongue.sets["voices.what"]:
            at += 1
        hit = self.tongue.phrases["voices.verbs"].at(self.words, at, self.last)
        if hit is None:
            return at
        return self._past_days(at + hit[0])

    def _past_days(self, j: int) -> int:
        """Behind the words between a verb and its speaker that tell when: "indicó este lunes la policía"."""
        at = j
        while (
            at < self.last
            and at - j < 5
            and self.tongue.phrases["voices.between"].at(self.words, at, self.last)
        ):
            at += 1
        return at if at < self.last else j

    def _laid_out(self) -> Iterator[_Cue]:
        """ "Police: three killed", "Three killed: police", "18:20 - Police: three killed"."""
        begin = self.first
        while begin < self.last and (
            self.words[begin].kind in ("date", "number") or self.words[begin].text in "-–—|"
        ):
            begin += 1
        marks = [k for k in range(begin, self.last) if self.words[k].text in _PARTS]
        stop = self.last - (self.words[self.last - 1].text in ".۔") if self.last > self.first else self.last
        if marks and self.words[marks[0]].text == ":" and self._is_name(begin, marks[0]):
            yield _Cue(begin, marks[0], begin, marks[0], True)
        elif marks and marks[-1] - self.first > 2 and self._is_name(marks[-1] + 1, stop):
            yield _Cue(marks[-1] + 1, stop, marks[-1] + 1, stop, False)

    def _is_name(self, a: int, b: int) -> bool:
        """Whether a few words are a speaker's name and nothing else: no country that a headline is about."""
        if not 0 < b - a <= _LONGEST_HEAD or self._trigger_in(a, b):
            return False
        if any(w.kind != "word" or w.norm in self.tongue.sets["voices.ends"] for w in self.words[a:b]):
            return False
        countries = self.tongue.table.get("places", {}).get("known", {})
        known = {self.tongue.analysed(name)[0] for name in countries}
        about = b - a == 1 and self.words[a].norm in known
        return not about and side_at(self.words, self.tongue, a, b) != "unknown"

    def _has_speech_before(self, i: int) -> bool:
        """Whether "according to X" begins a clause of its own behind a full one, told by "and"."""
        return i - 1 >= self.first and self.words[i - 1].norm in self.tongue.sets["phrase.and"]

    def _text_before(self, a: int) -> bool:
        """Whether other words of the sentence stand before the speaker."""
        return a - self.first > 1

    def _said(self) -> list[_Cue]:
        verbs = self.tongue.phrases["voices.verbs"]
        found = []
        for i, j, _ in verbs.within(self.words, self.first, self.last):
            if i > self.first and self.words[i - 1].norm in self.tongue.sets["phrase.been"]:
                continue  # "ont été admis": nobody says it
            cue = self._with_marker(i, j) if self.tongue.sets["voices.marker"] else self._speaker(i, j)
            if cue is not None:
                found.append(cue)
        return found

    def _with_marker(self, i: int, j: int) -> _Cue | None:
        """Languages that mark the speaker with a word behind it ("X نے کہا")."""
        markers = [k for k in range(self.first, i) if self.words[k].norm in self.tongue.sets["voices.marker"]]
        if not markers or i - markers[-1] > 14:
            return None
        at = markers[-1]
        a = self._start_of_name(at)
        return _Cue(at, j, a, at, self._text_before(a) and self._that_follows(j)) if a < at else None

    def _speaker(self, i: int, j: int) -> _Cue | None:
        """The speaker behind the verb or before it."""
        before = self._start_of_subject(i)
        that = self._that_follows(j)
        if before is not None and (that or not self._name_follows(j)):
            return _Cue(i, j, *before, that and before[0] - self.first > 1)
        a = self._past_days(j)
        b = self._end_of_name(a)
        if b > a:
            j2 = b
            ahead = self._that_follows(j2) and i - self.first > 2
            return _Cue(
                i,
                j,
                a,
                b,
                ahead or (i - self.first > 2 and self.words[i].lead != "" and self._trigger_in(b, self.last)),
            )
        if before is not None:
            return _Cue(i, j, *before, that and before[0] - self.first > 1)
        return (
            _Cue(i, j, i, i, that and i - self.first > 3)
            if that or i - self.first < 2 or self._said_it(i, j)
            else None
        )

    def _said_it(self, i: int, j: int) -> bool:
        """ "…, he added." and "he said: …"."""
        before = self.words[i - 1].text if i > self.first else ","
        return before in ',،»"”' or (j < self.last and self.words[j].text in ":.,")

    def _that_follows(self, j: int) -> bool:
        return any(
            w.norm in self.tongue.sets["voices.that"] or w.text in ':«"“'
            for w in self.words[j : min(self.last, j + 2)]
        )

    def _trigger_in(self, a: int, b: int) -> bool:
        return any(a <= t.first < b for t in self.triggers)

    def _name_follows(self, j: int) -> bool:
        a = self._past_days(j)
        b = self._end_of_name(a)
        return b > a and side_at(self.words, self.tongue, a, b) != "unknown"

    def _end_of_name(self, j: int) -> int:
        """Where the speaker's words that begin at j end."""
        end, sets = j, self.tongue.sets
        while end < self.last and end - j < _LONGEST:
            word = self.words[end]
            if (word.kind != "word" and word.text not in "'’-\"“”«»") or word.norm in sets["voices.that"]:
                break
            if word.norm in sets["voices.ends"] or any(t.first <= end < t.last for t in self.triggers):
                break
            if self.tongue.phrases["voices.verbs"].at(self.words, end, self.last):
                break
            end += 1
        while end > j and (
            self.words[end - 1].norm in sets["phrase.of"] or self.words[end - 1].kind == "mark"
        ):
            end -= 1
        return end

    def _start_of_name(self, i: int) -> int:
        start, sets = i, self.tongue.sets
        while start > self.first and i - start < _LONGEST:
            word = self.words[start - 1]
            if (word.kind == "mark" and word.text not in "'’\"“”()") or word.norm in sets["voices.that"]:
                break
            if word.norm in sets["voices.ends"] or any(
                t.first <= start - 1 < t.last and t.kind != "noun" for t in self.triggers
            ):
                break
            start -= 1
        while start < i and self.words[start].norm in sets["phrase.and"]:
            start += 1
        return start

    def _start_of_subject(self, i: int) -> tuple[int, int] | None:
        """The words before a verb that name its subject, where they tell a side or stand for a speaker."""
        sets, end = self.tongue.sets, i
        while end > self.first and self.words[end - 1].norm in sets["voices.helpers"]:
            end -= 1
        comma = end > self.first and self.words[end - 1].text in ',،»"”'
        for stop in self._ends_of_subject(end, comma):
            start = self._start_of_name(stop)
            if start < stop and self._is_speaker(start, stop) and not (comma and start > self.first + 1):
                return start, stop
        return None

    def _ends_of_subject(self, end: int, comma: bool) -> Iterator[int]:
        """Where a subject may end before a verb: right there, or before what stands between two commas."""
        if not comma:
            yield end
            return
        for k in range(end - 2, max(self.first, end - 12), -1):
            if self.words[k].text in ",،":
                yield k
                return

    def _is_speaker(self, a: int, b: int) -> bool:
        if all(w.norm in self.tongue.sets["voices.pronouns"] for w in self.words[a:b]):
            return True
        if self._trigger_in(a, b):
            return False
        return side_at(self.words, self.tongue, a, b) != "unknown" or (
            b - a <= 4 and self.words[a].text[:1].isupper()
        )
