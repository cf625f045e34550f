"""Who says it: the attributions of a document and the chain of voices behind any stretch of it.

A chain is empty where the document itself says it. `cues.py` finds each sentence's own attribution; here
speakers are told who they are ("he", "the group", "the statement"), quotations are given to their speakers
over sentences and paragraphs, and nested attributions become chains.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from according.model import Document, Sentence, Side, Span, Voice
from according.read.attributing import Words, words_of
from according.read.cues import Cue, cues_in
from according.read.introduced import Introductions
from according.read.quoted import Quotation, quotations_in
from according.read.sides import is_government, party_of, role_at, side_of
from according.read.tree import Range, Source

Kind = Literal["person", "body", "many", "any"]

_COLLECTIVE: frozenset[Side] = frozenset(("armed_group", "monitor", "witness", "unknown"))
#: Sides of bodies that reports call groups.
_GROUPS: frozenset[Side] = frozenset(("armed_group", "monitor"))
#: A source that stands this many characters into its sentence does not open it ("At one point, police say").
_OPENS = 12
#: Sides of bodies that have spokesmen.
_BODIES: frozenset[Side] = frozenset(("state", "armed_group", "monitor", "medical"))
#: How many sentences back a pronoun or "the group" may reach for a speaker.
_REACH = 12
#: A body that is named again ("the ministry") may have spoken this many sentences before.
_FARTHEST = 80
_COLON = re.compile(r"([^:\n“”\"]{2,60}): (?=\S)")
_TAIL = re.compile(r"(?::| [-–—]) ((?:(?! - )[^:\n“”\"–—]){2,50})$")
_QUOTED = re.compile(r"([^:\n“”\"‘’']{2,50}) [“\"‘'](?=\w)[^\n”\"]*[”\"’']?$")
#: A line of the text that is longer is no headline; nor is one that ends like a sentence.
_HEADLINE = 160
_CLOSED = re.compile(r"[.!?,;:…”\"’')\]]\s*$")
_HEADED = re.compile(
    r"(?:--|–|—)\s{0,3}[\[(]\w[\w -]{2,30}[\])]\s{1,3}"
    r"[\[(]([^\[\]()]{3,120}(?:\([^()\n]{2,12}\)[^\[\]()]{0,40})?)[\])]"
)
_HEAD_REACH = 400
_EMBED = re.compile(r"(?:—|–|--) ([^@\n—–]{2,60}) ?\(@\w{1,30}\)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution. `cue` is the word of saying, None where only the layout tells (a quotation, a
    headline's colon); `content` the ranges of the document's content that it covers; `voices` the chain,
    outermost first."""

    sentence: int
    cue: Span | None
    content: tuple[Range, ...]
    voices: tuple[Voice, ...]

    def width_at(self, offset: int) -> int | None:
        """The length of the content range that holds an offset; None where none does."""
        return next((b - a for a, b in self.content if a <= offset < b), None)


@dataclass(frozen=True, slots=True)
class _Speaker:
    voice: Voice
    kind: Kind
    sentence: int


@dataclass(slots=True)
class _Scene:
    """What is known while a document is walked from its beginning."""

    document: Document
    content: str
    words: Words
    names: Introductions
    quotes: tuple[Quotation, ...]
    lang: str
    speakers: list[_Speaker] = field(default_factory=list)


def attributions_in(
    document: Document, sentences: Sequence[Sentence], lang: Mapping[str, Any]
) -> tuple[Attribution, ...]:
    """Every attribution of the document, in the order of what it covers. `lang`: a language's tables."""
    content, code = document.content, str(lang["code"])
    quotes = quotations_in(content, sentences)
    scene = _Scene(document, content, words_of(code), Introductions(content, code), quotes, code)
    found: list[Attribution] = []
    found += _headed(scene)
    for sentence in _with_headlines(document, sentences):
        found += _laid_out(scene, sentence)
        for cue in cues_in(sentence, scene.words):
            found += _attribution(scene, cue)
    found += _quoted(scene, sentences, found)
    found += _embedded(scene, sentences)
    found += _carried_on(scene, sentences, found)
    found = _witnessed(scene, found)
    return tuple(sorted((a for a in found if a.content), key=lambda a: (a.content[0], a.sentence)))


def _headed(scene: _Scene) -> Iterator[Attribution]:
    """A document whose head says in brackets what it is and whose ("[COMMUNIQUE] [N. GENERAL COMMAND]"), as
    monitoring services and translators write, is that speaker's word."""
    head = _HEADED.search(scene.content[:_HEAD_REACH])
    side = side_of(" ".join(head[1].split()), "", scene.lang) if head else "unknown"
    if head and side not in ("unknown", "media"):
        voice = _voice(scene, head.span(1), side)
        scene.speakers.append(_Speaker(voice, "any", 0))
        yield Attribution(0, None, ((head.end(), len(scene.content)),), (voice,))


def _with_headlines(document: Document, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences; those that are set like a headline marked as titles: the first line of an untitled
    document, and lines within the text that no mark closes."""
    counts = Counter(sentence.paragraph for sentence in sentences)
    for sentence in sentences:
        alone = not sentence.is_title and counts[sentence.paragraph] == 1
        open_end = alone and len(sentence.text) <= _HEADLINE and not _CLOSED.search(sentence.text)
        first = alone and not document.title and sentence.index == 0 and len(sentence.text) <= _HEADLINE
        yield replace(sentence, is_title=True) if open_end or first else sentence


def voices_of(attributions: Sequence[Attribution], span: Span) -> tuple[Voice, ...]:
    """The chain for a claim's span, outermost first; () where the document itself says it."""
    holding = [(width, a) for a in attributions if (width := a.width_at(span.start)) is not None]
    chain: list[Voice] = []
    for _, attribution in sorted(holding, key=lambda pair: (-pair[0], pair[1].sentence)):
        for voice in attribution.voices:
            if all((v.name, v.side) != (voice.name, voice.side) for v in chain):
                chain.append(voice)
    return tuple(chain)


# ── one cue ───────────────────────────────────────────────────────────────────────────────────────────


def _attribution(scene: _Scene, cue: Cue) -> Iterator[Attribution]:
    if cue.source is None:
        return
    inner = _speaker(scene, cue.source, cue)
    if inner is None:
        return
    outer = _speaker(scene, cue.outer, cue) if cue.outer else None
    scene.speakers += [s for s in (outer, inner) if s]
    voices = tuple(s.voice for s in (outer, inner) if s is not None)
    contents = tuple(r for r in cue.contents if r[0] < r[1])
    if voices:
        yield Attribution(cue.sentence, Span.of(scene.content, cue.start, cue.end), contents, voices)


def _speaker(scene: _Scene, source: Source, cue: Cue) -> _Speaker | None:
    """Who a source is. None for nobody ("we", "which") and for a pronoun with nobody to stand for."""
    name = scene.content[source.start : source.end]
    low = name.lower().strip(" ,“”\"'’‘")
    if low in scene.words.nobody or not any(c.isalpha() for c in low):
        return None
    if low in scene.words.pronouns:
        at = bisect_right(scene.quotes, source.start, key=_start_of) - 1
        if at >= 0 and scene.quotes[at].start < source.start < scene.quotes[at].end:
            return None  # someone in a quotation: whoever speaks there knows who "they" are
        kind: Kind = (
            "person" if low in scene.words.persons else "body" if low in scene.words.bodies else "many"
        )
        return _before(scene, kind, source.start, cue.sentence)
    bare = scene.words.determiner.sub("", low)
    if any(paper in low for paper in scene.words.own_papers) and not scene.words.papers.isdisjoint(
        bare.split()
    ):
        return None
    return _named(scene, source, cue, bare)


def _named(scene: _Scene, source: Source, cue: Cue, bare: str) -> _Speaker | None:
    """Who a source of words of its own is. `bare`: the words in small letters without a determiner."""
    name = scene.content[source.start : source.end]
    low = name.lower().strip(" ,“”\"'’‘")
    side = side_of(name, source.context, scene.lang)
    if bare.split()[-1:] and bare.split()[-1] in scene.words.papers:
        if _is_outlet(name):
            return _Speaker(_voice(scene, (source.start, source.end), "media"), "body", cue.sentence)
        if _ownerless(name, scene.lang):
            return _of_paper(scene, bare, source, cue)
        side = side_of(name.rsplit(None, 1)[0], source.context, scene.lang)
    if bare in scene.words.again and (low.startswith(scene.words.definite) or low in scene.words.collectives):
        again = _again(scene, bare, side, source.start, cue.sentence)
        if again is not None:
            return again
    if bare in scene.words.spokes and not source.context:
        body = _last_body(scene, cue.sentence)
        if body is not None:
            return body
    side, where = _introduced(scene, name, source, side)
    if side == "unknown" and low in scene.words.demonstratives:
        return None
    return _Speaker(_voice(scene, where, side), _kind(scene, name, source, side), cue.sentence)


def _is_outlet(name: str) -> bool:
    """Whether a name that ends like a paper's is an outlet's: capitalised throughout ("the Larkwe Post")."""
    words = [word for word in name.split() if word not in ("the", "The")]
    return len(words) > 1 and all(word[:1].isupper() for word in words) and not name.isupper()


def _of_paper(scene: _Scene, bare: str, source: Source, cue: Cue) -> _Speaker | None:
    """Whoever a statement or a report without an owner is by; reports that nobody made are the press's."""
    again = _again(scene, "", "unknown", source.start, cue.sentence)
    press = source.plural and bare in scene.words.hearsay
    if press and (again is None or bare == scene.content[source.start : source.end].lower()):
        return _Speaker(_voice(scene, (source.start, source.end), "media"), "many", cue.sentence)
    return again


def _introduced(scene: _Scene, name: str, source: Source, side: Side) -> tuple[Side, Range]:
    """The side that the rest of the report gives to a name that does not tell it, and the words that do."""
    where = source.role or (source.start, source.end)
    named = source.role is None and not scene.words.determiner.match(name)
    if side == "unknown" or (side == "witness" and named):
        told, place = scene.names.of(name)
        if side == "unknown" and told != "unknown":
            return told, place or where
    return (side if side != "unknown" else _of_group(scene, name, source.start)), where


def _of_group(scene: _Scene, name: str, at: int) -> Side:
    """The side of "a spokesman for the group": that of the body, or of the sort of group, that the report
    has introduced; of a group named after a people ("Northern group") where the body bears the same word."""
    match = scene.words.the_group.search(name)
    if match is None:
        return "unknown"
    where = scene.names.last_body(at, _GROUPS) or scene.names.first_body(_GROUPS)
    body = scene.content[slice(*where)] if where else ""
    definite = match[1].lower() in scene.words.owners
    if where and (definite or (match[1][0].isupper() and match[1] in body.split())):
        return side_of(body, "", scene.lang)
    if not definite:
        return "unknown"
    kinds = (side_of(m.group(), "", scene.lang) for m in scene.words.the_group.finditer(scene.content))
    told = next((side for side in kinds if side in _GROUPS), None)
    return told or ("armed_group" if scene.words.fighting.search(scene.content) else "unknown")


def _start_of(quote: Quotation) -> int:
    return quote.start


def _voice(scene: _Scene, where: Range, side: Side) -> Voice:
    span = Span.of(scene.content, *where)
    return Voice(span.quote, side, party_of(side), span)


def _kind(scene: _Scene, name: str, source: Source, side: Side) -> Kind:
    if source.plural:
        return "many"
    if source.role is not None:
        return "person"
    words = name.split()
    if words[-1].lower() in scene.words.body_nouns:
        return "body"
    if side in ("unknown", "witness", "medical"):
        return "person"
    if role_at(words[-1], scene.lang) is not None:
        return "any"
    return "person" if len(words) > 1 and side_of(words[-1], "", scene.lang) == "unknown" else "body"


def _before(scene: _Scene, kind: Kind, at: int, sentence: int) -> _Speaker | None:
    """The last speaker that a pronoun of that kind can stand for."""
    fit: tuple[Kind, ...] = (kind, "any") if kind in ("person", "body") else ("many", "body", "any")
    for speaker in reversed(scene.speakers):
        if sentence - speaker.sentence > _REACH:
            break
        if speaker.kind in fit:
            return _Speaker(speaker.voice, speaker.kind, sentence)
    told = scene.names.last_person(at) if kind == "person" else None
    return _Speaker(_voice(scene, told[1], told[0]), "person", sentence) if told else None


def _last_body(scene: _Scene, sentence: int) -> _Speaker | None:
    """Whom "a spokesman" without more speaks for: the last state, group, monitor or hospital that spoke."""
    for speaker in reversed(scene.speakers):
        if sentence - speaker.sentence > 2 * _REACH:
            break
        if speaker.voice.side in _BODIES:
            return _Speaker(speaker.voice, "person", sentence)
    return None


def _ownerless(name: str, lang: str) -> bool:
    """Whether a paper's name tells nobody whose it is ("a press statement", but "the army's statement")."""
    words = name.split()
    return side_of(" ".join(words[:-1]), "", lang) in ("unknown", "media") and len(words) < 5


def _again(scene: _Scene, word: str, side: Side, at: int, sentence: int) -> _Speaker | None:
    """The speaker that "the group", "the spokesman" or the statement (word "") takes up again."""
    several = word in scene.words.again_several
    kinds: tuple[Kind, ...] = (
        ("many", "person")
        if several
        else ("person", "any")
        if word in scene.words.again_persons
        else ("body", "any", "many")
    )
    sides = _COLLECTIVE if word in scene.words.collectives else None
    for speaker in reversed(scene.speakers):
        if sentence - speaker.sentence > _FARTHEST:
            break
        named = bool(word) and word in speaker.voice.name.lower()
        fits = side in ("unknown", speaker.voice.side) and speaker.kind in kinds
        near = sentence - speaker.sentence <= (3 if not word else 2 * _REACH)
        if named or ((fits or not word) and near and (sides is None or speaker.voice.side in sides)):
            return _Speaker(speaker.voice, speaker.kind, sentence)
    where = None
    if sides:
        where = scene.names.last_body(at, _GROUPS) or scene.names.first_body(_GROUPS)
    if where is None:
        return None
    told = side_of(scene.content[slice(*where)], "", scene.lang)
    return _Speaker(_voice(scene, where, told), "body", sentence)


# ── layout: headlines, embedded posts ─────────────────────────────────────────────────────────────────


def _laid_out(scene: _Scene, sentence: Sentence) -> Iterator[Attribution]:
    """ "Police: three killed"; in titles also "Three killed: police" and "Army 'killed three'"."""
    head = _COLON.match(sentence.text) if ": " in sentence.text else None
    if head and len(head[1].split()) <= 6 and _is_name(scene, head[1]):
        yield _of_layout(scene, sentence, head.span(1), (head.end(), len(sentence.text)))
    if not sentence.is_title:
        return
    quoted = _QUOTED.match(sentence.text)
    if quoted and len(quoted[1].split()) <= 4 and _is_name(scene, quoted[1]):
        yield _of_layout(scene, sentence, quoted.span(1), (quoted.end(1) + 1, quoted.end()))
    tail = _TAIL.search(sentence.text.rstrip("."))
    if tail and tail.start() and len(tail[1].split()) <= 4 and _ends_headline(scene, tail[1]):
        yield _of_layout(scene, sentence, tail.span(1), (0, tail.start()))


def _ends_headline(scene: _Scene, name: str) -> bool:
    """Whether a headline's last words are its source; an outlet's name there is only the page's."""
    return name.lower() in scene.words.hearsay or side_of(name, "", scene.lang) not in ("unknown", "media")


def _is_name(scene: _Scene, words: str) -> bool:
    """Whether the words before a colon are a speaker's name and nothing else."""
    if "," in words or any(c.isdigit() for c in words) or side_of(words, "", scene.lang) == "unknown":
        return False
    if is_government(words, scene.lang):
        return False
    role, parts = role_at(words, scene.lang), words.lower().split()
    ends = role is not None and role[1] >= len(words.rstrip())
    named = len(parts) == 1 or (len(parts) == 2 and words.split()[1][:1].isupper())
    return (ends or named) and not any(w in scene.words.triggers or w in scene.words.places for w in parts)


def _of_layout(scene: _Scene, sentence: Sentence, name: Range, said: Range) -> Attribution:
    start = sentence.start
    where = (start + name[0], start + name[1])
    words = scene.content[slice(*where)]
    side = "media" if words.lower() in scene.words.hearsay else side_of(words, "", scene.lang)
    speaker = _Speaker(_voice(scene, where, side), "body", sentence.index)
    scene.speakers.append(speaker)
    return Attribution(sentence.index, None, ((start + said[0], start + said[1]),), (speaker.voice,))


def _embedded(scene: _Scene, sentences: Sequence[Sentence]) -> Iterator[Attribution]:
    """A post shown in the page: the words before "— Name (@name)" in its paragraph are the account's."""
    if "(@" not in scene.content:
        return
    for sentence in sentences:
        for match in _EMBED.finditer(sentence.text):
            first = next(s for s in sentences if s.paragraph == sentence.paragraph)
            end = sentence.start + match.start()
            if first.start < end:
                side = side_of(match[1], "", scene.lang)
                where = (sentence.start + match.start(1), sentence.start + match.end(1))
                voice = _voice(scene, where, "media" if side == "unknown" else side)
                yield Attribution(sentence.index, None, ((first.start, end),), (voice,))


# ── quotations ────────────────────────────────────────────────────────────────────────────────────────


def _quoted(
    scene: _Scene, sentences: Sequence[Sentence], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Quotations given to their speakers: by the cue beside them, else by whoever was speaking before."""
    cued = sorted((a for a in found if a.cue), key=lambda a: a.cue.start if a.cue else 0)
    by_paragraph: dict[int, list[Attribution]] = {}
    starts = [sentence.start for sentence in sentences]
    paragraphs = {sentence.index: sentence.paragraph for sentence in sentences}
    for attribution in cued:
        by_paragraph.setdefault(paragraphs[attribution.sentence], []).append(attribution)
    last: tuple[tuple[Voice, ...], int, bool] | None = None
    speeches = [quote for quote in scene.quotes if quote.speech]
    opens = {sentence.index: sentence.start for sentence in sentences}
    beside = [_beside(quote, by_paragraph.get(quote.paragraph, []), opens) for quote in speeches]
    _from_the_end(speeches, beside)
    for quote, voices in zip(speeches, beside, strict=True):
        if voices is None and last is not None and quote.paragraph - last[1] <= (2 if last[2] else 1):
            voices = last[0]
        if voices is None:
            ahead = by_paragraph.get(quote.paragraph - 1, [])
            voices = ahead[-1].voices if ahead else None
        if voices is None:
            continue
        last = (voices, quote.paragraph, quote.goes_on)
        index = sentences[max(0, bisect_right(starts, quote.start) - 1)].index
        yield Attribution(index, None, ((quote.start, quote.end),), voices)


def _from_the_end(speeches: Sequence[Quotation], beside: list[tuple[Voice, ...] | None]) -> None:
    """A quotation of several paragraphs whose speaker stands only behind a later one is that speaker's."""
    for at in range(len(speeches) - 2, -1, -1):
        quote, following = speeches[at], speeches[at + 1]
        if beside[at] is None and quote.goes_on and following.paragraph == quote.paragraph + 1:
            beside[at] = beside[at + 1]


def _carried_on(
    scene: _Scene, sentences: Sequence[Sentence], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Sentences that go on with what the state said in the one before: what its people then found on the
    scene, and the next sentence of a paragraph behind ", police said." """
    spoken = {attribution.sentence for attribution in found if attribution.content}
    last = {a.sentence: a for a in found if a.cue is not None and a.content}
    for before, sentence in pairwise(sentences):
        attribution = last.get(before.index)
        if attribution is None or sentence.index in spoken or before.is_title:
            continue
        if attribution.voices[-1].side != "state" or sentence.text[:1] in "“\"‘'":
            continue
        near = sentence.paragraph == before.paragraph and _trails(attribution, before)
        near = near and not scene.words.elsewhere.search(sentence.text)
        if near or scene.words.on_scene.search(sentence.text):
            yield Attribution(sentence.index, None, ((sentence.start, sentence.end),), attribution.voices)


def _trails(attribution: Attribution, sentence: Sentence) -> bool:
    """Whether the words of saying stand behind or inside what is said, rather than open the sentence."""
    cue, voice = attribution.cue, attribution.voices[-1].span
    first = min(cue.start if cue else sentence.end, voice.start if voice else sentence.end)
    return first - sentence.start > _OPENS


def _witnessed(scene: _Scene, found: list[Attribution]) -> list[Attribution]:
    """Unplaced persons who tell what they saw or whom they lost, as witnesses."""
    there: set[str] = set()
    for attribution in found:
        voice = attribution.voices[-1]
        if voice.side == "unknown" and attribution.cue is None:
            said = (scene.content[a:b] for a, b in attribution.content)
            there |= {voice.name for words in said if scene.words.first_person.search(words)}
    if not there:
        return found
    return [replace(a, voices=tuple(_placed(v, there) for v in a.voices)) for a in found]


def _placed(voice: Voice, there: set[str]) -> Voice:
    return replace(voice, side="witness") if voice.name in there and voice.side == "unknown" else voice


def _beside(
    quote: Quotation, near: Sequence[Attribution], opens: Mapping[int, int]
) -> tuple[Voice, ...] | None:
    """The voices of the cue that touches the quotation, else of the nearest before it in the paragraph.

    `opens`: where each sentence begins. A sentence behind the quotation that tells something itself has its
    speaker for that.
    """
    best: tuple[int, tuple[Voice, ...]] | None = None
    for attribution in near:
        cue = attribution.cue
        if cue is None or quote.start < cue.start < quote.end:
            continue
        covers = any(a < quote.end and quote.start < b for a, b in attribution.content)
        gap = quote.start - cue.end if cue.end <= quote.start else cue.start - quote.end
        before = cue.end <= quote.start
        if opens[attribution.sentence] >= quote.end and attribution.content and not covers:
            continue
        touches = not before and gap < 40 and not attribution.content
        rank = gap if covers or touches else 200 + gap if before else 400 + gap if gap < 80 else 100_000
        if rank < 100_000 and (best is None or rank < best[0]):
            best = (rank, attribution.voices)
    return best[1] if best else None
