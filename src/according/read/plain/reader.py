"""One document in a language without a parser to its mentions and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from according.model import (
    Actor,
    Category,
    Claim,
    Document,
    EventDate,
    Mention,
    Problem,
    Reading,
    Sentence,
    Side,
    Span,
    claim_id_of,
    mention_id_of,
)
from according.ports import Gazetteer
from according.read.how import types_of
from according.read.plain.covering import Covered, events_of, related, scope_of
from according.read.plain.dates import Dated, dates_in
from according.read.plain.figures import figures_in
from according.read.plain.harms import Found, Trigger, harms_in, triggers_in
from according.read.plain.people import Group, groups_in
from according.read.plain.places import toponyms_in
from according.read.plain.voices import attributions_in, side_at
from according.read.plain.words import Tongue, Word, lacking, tongue, words_in
from according.read.victims import Harm
from according.read.voice import Attribution, voices_of
from according.read.when import DateExpression, event_date
from according.read.where import Toponym, event_place, event_places
from according.text import sentences_of

READER = "plain-1"
#: How many sentences, the title among them, say what a report is about.
_LEAD = 4
Bounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A document with what was found in it before its events are told apart. `bounds`: word ranges of the
    sentences."""

    document: Document
    tongue: Tongue
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    bounds: Bounds
    triggers: tuple[tuple[Trigger, ...], ...]
    dated: Dated
    attributions: tuple[Attribution, ...]
    toponyms: tuple[Toponym, ...]


def read_plain(document: Document, code: str, gazetteer: Gazetteer) -> Reading:
    """The reading of a document in the language of that code (`lang/<code>.toml`).

    Problem ACC-211 names what the language lacks, ACC-212 days of a calendar that is not reckoned.
    """
    return read_in(document, tongue(code), gazetteer)


def read_in(document: Document, lang: Tongue, gazetteer: Gazetteer) -> Reading:
    """The reading of a document by a language's compiled tables."""
    sentences = sentences_of(document)
    words = words_in(sentences, lang)
    bounds = _bounds(words, len(sentences))
    triggers = tuple(tuple(triggers_in(words, lang, a, b)) for a, b in bounds)
    harmful = tuple(i for i, found in enumerate(triggers) if found)
    if not harmful:
        return Reading(document.document_id, READER, (), ())
    scene = _scene(document, lang, sentences, words, bounds, triggers, gazetteer)
    problems = tuple(_problems(scene))
    if not _violent(scene, harmful):
        return Reading(document.document_id, READER, (), ())
    found = [(i, f) for i in harmful for f in _harms(scene, i)]
    found = _of_those_before(_without_headline_doubles(found, sentences))
    found = _in_crime_news(scene, found)
    return _reading(scene, found, harmful, problems)


def _bounds(words: Sequence[Word], count: int) -> Bounds:
    found, at = [], 0
    for index in range(count):
        begin = at
        while at < len(words) and words[at].sentence == index:
            at += 1
        found.append((begin, at))
    return tuple(found)


def _scene(
    document: Document, lang: Tongue, sentences: tuple[Sentence, ...], words: tuple[Word, ...],
    bounds: Bounds, triggers: tuple[tuple[Trigger, ...], ...], gazetteer: Gazetteer,
) -> _Scene:  # fmt: skip
    attributions, saying = attributions_in(words, lang, bounds, document.content, triggers)
    dated = dates_in(words, lang, bounds, document.content, document.published, saying)
    harm = {k for found in triggers for t in found for k in range(t.first, t.last)}
    toponyms = toponyms_in(document, words, lang, bounds, gazetteer, dated.places | harm)
    return _Scene(document, lang, sentences, words, bounds, triggers, dated, attributions, toponyms)


def _problems(scene: _Scene) -> Iterator[Problem]:
    document, lacks = scene.document, lacking(scene.tongue.table)
    if lacks:
        words = f"read in {scene.tongue.table['name']}, which lacks: {', '.join(lacks)}"
        yield Problem("ACC-211", words, document.document_id, document.document_id)
    unread = scene.dated.unread
    if unread:
        words = (
            f"{len(unread)} dates of the Islamic calendar were not reckoned, the first “{unread[0].quote}”"
        )
        yield Problem("ACC-212", words, document.document_id, document.document_id, unread[0])


def _violent(scene: _Scene, harmful: Sequence[int]) -> bool:
    """Whether the report is of violence: not of an accident or a disease that nobody did on purpose."""
    accident, violence = scene.tongue.phrases["unviolent.causes"], scene.tongue.phrases["unviolent.violent"]
    lead = range(min(len(scene.bounds), _LEAD))
    told = any(True for i in {*lead, *harmful} for _ in violence.within(scene.words, *scene.bounds[i]))
    return told or not any(True for i in lead for _ in accident.within(scene.words, *scene.bounds[i]))


def _harms(scene: _Scene, sentence: int) -> list[Found]:
    words, lang, content = scene.words, scene.tongue, scene.document.content
    first, last = scene.bounds[sentence]
    found: list[Found] = []
    figures = [
        f for f in figures_in(words, lang.numbers, first, last, content)
        if not any(k in scene.dated.places for k in range(f.number, f.last))
    ]  # fmt: skip
    groups = groups_in(words, lang, figures, first, last, content)
    speakers = {k for a in scene.attributions if a.sentence == sentence for k in _said_by(scene, a)}
    groups = [g for g in groups if not (g.sort not in ("figure", "bare", "unlisted") and g.first in speakers)]
    found.extend(harms_in(words, lang, groups, first, last, content))
    return found


def _said_by(scene: _Scene, attribution: Attribution) -> Iterator[int]:
    span = attribution.voices[-1].span
    if span is not None:
        first, last = scene.bounds[attribution.sentence]
        yield from (k for k in range(first, last) if span.start <= scene.words[k].start < span.end)


def _without_headline_doubles(
    found: Sequence[tuple[int, Found]], sentences: Sequence[Sentence]
) -> list[tuple[int, Found]]:
    """One person told of without an article in the headline and again in the body: both stay, as a repeat."""
    kept: list[tuple[int, Found]] = []
    for i, one in found:
        if one.group.sort == "definite" and any(
            k.measure == one.measure and k.group.quantity.best == 1 for n, k in kept if n != i
        ):
            continue
        kept.append((i, one))
    return kept


def _of_those_before(found: Sequence[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """ "Twenty others were wounded": others than those of the sentence before, and of the same sort."""
    out: list[tuple[int, Found]] = []
    for i, one in found:
        if one.group.others and one.group.category is None and one.group.sort == "bare":
            near = [f.group.category for n, f in out if i - n <= 1 and f.whole is None]
            one = replace(one, group=replace(one.group, category=near[-1] if near else None))
        out.append((i, one))
    return out


def _in_crime_news(scene: _Scene, found: Sequence[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """In ordinary crime news the victims are civilians, those arrested are of the other side."""
    if not _of_crime(scene):
        return list(found)
    out = []
    for i, one in found:
        if one.group.category is None:
            told: Category = "armed_group" if one.measure == "detained" else "civilian"
            one = replace(one, group=replace(one.group, category=told))
        out.append((i, one))
    return out


def _of_crime(scene: _Scene) -> bool:
    """Whether the report has words of crime, and none of insurgents, soldiers or states at war."""
    phrases, whole = scene.tongue.phrases, (0, len(scene.words))
    if not any(True for _ in phrases["tactics.contexts.crime"].within(scene.words, *whole)):
        return False
    war = ("insurgent", "soldiers", "interstate", "attack")
    return not any(True for n in war for _ in phrases[f"tactics.contexts.{n}"].within(scene.words, *whole))


# ── mentions and claims ───────────────────────────────────────────────────────────────────────────────


def _reading(
    scene: _Scene, found: Sequence[tuple[int, Found]], harmful: Sequence[int], problems: tuple[Problem, ...]
) -> Reading:
    document = scene.document
    anchors = _anchors(scene, [i for i, f in found if f.stance == "asserted"]) or tuple(harmful)
    event = event_date(document, scene.sentences, _dating(scene), anchors)
    harms = [_covered(scene, i, f, event) for i, f in found]
    harms = events_of(_with_a_main_event(harms), scene.sentences, scene.words, scene.tongue, scene.bounds)
    harms = related(harms, scene.sentences)
    numbers = sorted({h.event for h in harms} | {1}, key=lambda n: (n == 0, n))
    mentions = {
        n: _mention(scene, [h for h in harms if h.event == n], rank, event, harmful)
        for rank, n in enumerate(numbers, 1)
    }
    spans = [_span(scene, h.found.group) for h in harms]
    ids = [
        claim_id_of(
            document.document_id,
            h.found.measure,
            h.found.group.category or "unknown",
            h.found.group.quantity,
            s,
        )
        for h, s in zip(harms, spans, strict=True)
    ]
    claims = tuple(_claim(scene, harms, i, spans[i], ids, mentions[h.event]) for i, h in enumerate(harms))
    unique = {c.claim_id: c for c in reversed(claims)}
    kept = tuple(c for c in claims if unique[c.claim_id] is c)
    return Reading(document.document_id, READER, tuple(mentions.values()), kept, problems)


def _dating(scene: _Scene) -> list[DateExpression]:
    """The expressions that may date the event: not those of sentences that tell of the past."""
    past = scene.tongue.phrases["scope.background"]
    told = [any(True for _ in past.within(scene.words, a, b)) for a, b in scene.bounds]
    return [e for e in scene.dated.expressions if not told[e.sentence]]


def _anchors(scene: _Scene, told: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(dict.fromkeys(told), key=lambda i: (scene.sentences[i].is_title, i)))


def _covered(scene: _Scene, sentence: int, found: Found, event: EventDate) -> Covered:
    own = [e for e in scene.dated.expressions if e.sentence == sentence]
    published = scene.document.published
    bounds = scene.bounds[sentence]
    scope, window = scope_of(scene.words, scene.tongue, bounds, found, own, event, published)
    return Covered(found, sentence, scope, window)


def _with_a_main_event(harms: Sequence[Covered]) -> list[Covered]:
    """Where every harm lies in the past, the first told is what the report is about."""
    if not harms or any(h.scope != "background" for h in harms):
        return list(harms)
    first = harms[0]
    return [replace(h, scope="mention") if h.window == first.window else h for h in harms]


def _span(scene: _Scene, group: Group) -> Span:
    words = scene.words[group.first : group.last]
    return Span.of(scene.document.content, words[0].start, words[-1].end)


def _mention(
    scene: _Scene, harms: Sequence[Covered], rank: int, event: EventDate, harmful: Sequence[int]
) -> Mention:
    document = scene.document
    told = _anchors(scene, [h.sentence for h in harms]) or tuple(harmful[:1])
    sentences = scene.sentences
    begin = sentences[told[0]]
    span = _span(scene, harms[0].found.group) if harms else Span.of(document.content, begin.start, begin.end)
    own = [e for e in scene.dated.expressions if e.sentence in told]
    when = event if rank == 1 else event_date(document, sentences, own, told) if own else EventDate()
    frames = [_frame(scene, h) for h in harms]
    actors = tuple(_actors(scene, harms, told))
    plain = [replace(s, text=_plain_text(scene, s.index)) for s in sentences]
    types = types_of(plain, told, actors, frames, scene.tongue.code)
    return Mention(
        mention_id_of(document.document_id, span), document.document_id, rank, when,
        event_place(document, sentences, scene.toponyms, told), types, actors, span,
        event_places(document, sentences, scene.toponyms, told),
    )  # fmt: skip


def _plain_text(scene: _Scene, index: int) -> str:
    """The words of a sentence as they are compared, for the words of tactics."""
    first, last = scene.bounds[index]
    return " ".join(w.norm for w in scene.words[first:last])


def _frame(scene: _Scene, harm: Covered) -> Harm:
    found, span = harm.found, _span(scene, harm.found.group)
    return Harm(
        harm.sentence, found.measure, found.group.category, found.group.quantity, span, span, found.stance
    )


def _claim(
    scene: _Scene, harms: Sequence[Covered], i: int, span: Span, ids: Sequence[str], mention: Mention
) -> Claim:
    one = harms[i]
    found = one.found
    return Claim(
        ids[i], scene.document.document_id, mention.mention_id, found.measure,
        found.group.category or "unknown", found.group.quantity, span, one.scope, one.window, found.stance,
        voices_of(scene.attributions, span),
        parts=tuple(dict.fromkeys(ids[p] for p in one.parts if ids[p] != ids[i])),
        repeats=ids[one.repeats] if one.repeats is not None and ids[one.repeats] != ids[i] else None,
        adds_to=ids[one.adds_to] if one.adds_to is not None and ids[one.adds_to] != ids[i] else None,
    )  # fmt: skip


# ── who took part ─────────────────────────────────────────────────────────────────────────────────────

_TARGETS: dict[str, Side] = {"security_force": "state", "armed_group": "armed_group"}


def _actors(scene: _Scene, harms: Sequence[Covered], told: Sequence[int]) -> Iterator[Actor]:
    """Those who claim the attack, those named as its doers ("by …"), and the armed sides that were hit."""
    found: dict[tuple[str, str], Actor] = {}
    for actor in (*_claimants(scene), *_doers(scene, told), *_targets(scene, harms)):
        found.setdefault((actor.name.lower(), actor.role), actor)
    yield from found.values()


def _claimants(scene: _Scene) -> Iterator[Actor]:
    claims = scene.tongue.phrases["actors.claims"]
    for first, last in scene.bounds:
        for i, j, _ in claims.within(scene.words, first, last):
            for a, b, side in _named(scene, max(first, i - 8), min(last, j + 6)):
                if side == "armed_group":
                    span = Span.of(scene.document.content, scene.words[a].start, scene.words[b - 1].end)
                    yield Actor(span.quote, "perpetrator", side, "claimed", span)
                    break


def _doers(scene: _Scene, told: Sequence[int]) -> Iterator[Actor]:
    for sentence in told:
        first, last = scene.bounds[sentence]
        for i, j, _ in scene.tongue.phrases["actors.by"].within(scene.words, first, last):
            ahead = scene.tongue.order["owner"] != "before"
            a, b = (j, min(last, j + 6)) if ahead else (max(first, i - 6), i)
            for c, d, side in _named(scene, a, b):
                if side in ("armed_group", "state"):
                    span = Span.of(scene.document.content, scene.words[c].start, scene.words[d - 1].end)
                    yield Actor(span.quote, "perpetrator", side, "reported", span)
                    break


def _named(scene: _Scene, a: int, b: int) -> list[tuple[int, int, Side]]:
    hits = [*scene.tongue.bodies.within(scene.words, a, b), *scene.tongue.sides.within(scene.words, a, b)]
    return sorted(hits, key=lambda hit: (hit[0], -hit[1]))


def _targets(scene: _Scene, harms: Sequence[Covered]) -> Iterator[Actor]:
    for harm in harms:
        group = harm.found.group
        side = _TARGETS.get(group.category or "")
        if side is not None and harm.found.stance == "asserted" and group.sort != "bare":
            span = _span(scene, group)
            told = side_at(scene.words, scene.tongue, group.first, group.last)
            yield Actor(span.quote, "target", told if told in _TARGETS.values() else side, "reported", span)
