"""Who did it and to whom: perpetrators and targets of a document, each with side and basis.

Bodies and roles only ("gunmen", "the army"), never a private person's name. The basis says how the report
comes to name a doer: it claimed the deed itself, somebody accused it, it is suspected, or the report plainly
says so. Whoever denies a deed is there as accused, not more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from according.lang import language
from according.model import Actor, Basis, Document, Role, Sentence, Side, Span
from according.read.attributing import Words, words_of
from according.read.bodies import doers_told
from according.read.introduced import Introductions
from according.read.sides import role_at, side_of
from according.read.tree import Source, Tree, source_at
from according.read.victims import Harm
from according.read.voice import Attribution, voices_of
from according.read.wordlists import filled

#: The stronger word stands where a doer is named on several grounds.
_STRENGTH: tuple[Basis, ...] = ("suspected", "accused", "reported", "claimed")

_SIDES_BY_CATEGORY: dict[str, Side] = {"security_force": "state", "armed_group": "armed_group"}

_LONGEST_NAME = 80
_NAME_BEHIND = re.compile(r" [A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}")
#: A word of a name with no mark before it but a space.
_NAME_WORD = re.compile(r"(?:(?<=^)|(?<= )|(?<=-))[^\W\d_][\w'’]*")


@dataclass(frozen=True, slots=True)
class _Deeds:
    attacks: frozenset[str]
    attack_objects: frozenset[str]
    light: frozenset[str]
    suspected: frozenset[str]
    doers: frozenset[str]
    denies: frozenset[str]
    deeds: frozenset[str]
    negations: frozenset[str]
    no_targets: frozenset[str]
    pronouns: frozenset[str]
    claimers: frozenset[str]
    articles: tuple[str, ...]
    undescribing: frozenset[str]
    where: re.Pattern[str]
    claiming: tuple[str, ...]
    taking: frozenset[str]
    suspecting: tuple[str, ...]
    onto: frozenset[str]
    by: frozenset[str]
    relatives: frozenset[str]
    plural: tuple[str, ...]
    armed_bodies: frozenset[str]
    other_bodies: frozenset[str]
    joints: frozenset[str]


@cache
def _deeds(lang: str) -> _Deeds:
    return filled(_Deeds, language(lang)["actors"]["deeds"])


@dataclass(frozen=True, slots=True)
class _Case:
    """One document's words while its actors are looked for."""

    content: str
    names: Introductions
    deeds: _Deeds
    words: Words
    lang: str


def actors_of(
    document: Document,
    sentences: Sequence[Sentence],
    harms: Sequence[Harm],
    attributions: Sequence[Attribution],
    lang: str = "en",
) -> tuple[Actor, ...]:
    """The perpetrators and targets of a document, in the order of their words, each once in a role."""
    content = document.content
    case = _Case(content, Introductions(content, lang), _deeds(lang), words_of(lang), lang)
    found: list[Actor] = []
    for harm in harms:
        found += _of_harm(case, sentences, harm, attributions)
    for sentence in sentences:
        if sentence.tokens:
            found += _of_sentence(case, sentence)
    return _once(found, case.deeds)


def with_doers_told(
    actors: Sequence[Actor], document: Document, sentences: Sequence[Sentence], lang: str = "en"
) -> tuple[Actor, ...]:
    """The actors with the bodies that the plain words of these sentences tell as doers (read/bodies.py)."""
    return _once([*actors, *_told_plainly(actors, document, sentences, lang)], _deeds(lang))


def _once(found: Sequence[Actor], deeds: _Deeds) -> tuple[Actor, ...]:
    kept: dict[tuple[str, Role], Actor] = {}
    for actor in found:
        key = (_plain(actor.name, deeds), actor.role)
        known = kept.get(key)
        if known is None or _STRENGTH.index(actor.basis) > _STRENGTH.index(known.basis):
            kept[key] = actor
    return tuple(sorted(kept.values(), key=lambda a: (a.span.start if a.span else 0, a.role)))


def _plain(name: str, deeds: _Deeds) -> str:
    words = [w for w in name.lower().split() if w not in deeds.undescribing]
    return " ".join(words) or name.lower()


# ── from the harms ────────────────────────────────────────────────────────────────────────────────────


def _of_harm(
    case: _Case, sentences: Sequence[Sentence], harm: Harm, attributions: Sequence[Attribution]
) -> Iterator[Actor]:
    if harm.stance in ("denied", "hypothetical"):
        return
    target = _target(harm, case.deeds)
    if target:
        yield target
    if harm.agent is None:
        return
    voices = voices_of(attributions, harm.people)
    low = harm.agent.quote.lower().strip()
    if low in case.deeds.pronouns:
        if voices and voices[-1].party and low in case.deeds.claimers:
            yield Actor(voices[-1].name, "perpetrator", voices[-1].side, "claimed", voices[-1].span)
        return
    named = _name(case, harm.agent.start, _with_name(case, harm.agent.end, low)) or _name(
        case, harm.agent.start, harm.agent.end
    )
    if named is None:
        return
    span, side = named
    basis: Basis = "reported"
    if voices and _plain(voices[-1].name, case.deeds) == _plain(span.quote, case.deeds):
        basis = "claimed"
    elif _is_suspected(case, sentences, harm):
        basis = "suspected"
    yield Actor(span.quote, "perpetrator", side, basis, span)


def _with_name(case: _Case, end: int, low: str) -> int:
    """Where the words for a doer end with the name right behind its noun ("the rebel group" Red Dawn)."""
    if low.split()[-1:] and low.split()[-1] in case.deeds.armed_bodies | case.deeds.other_bodies:
        behind = _NAME_BEHIND.match(case.content, end)
        return behind.end() if behind else end
    return end


def _target(harm: Harm, deeds: _Deeds) -> Actor | None:
    """The people harmed by the noun for them; a name alone makes no target."""
    if harm.head is None or harm.names or not harm.head.quote[:1].islower():
        return None
    if harm.head.quote in deeds.no_targets or harm.head.quote in harm.quantity.words.lower().split():
        return None
    side = _SIDES_BY_CATEGORY.get(harm.category or "", "unknown")
    return Actor(harm.head.quote, "target", side, "reported", harm.head)


def _is_suspected(case: _Case, sentences: Sequence[Sentence], harm: Harm) -> bool:
    if harm.agent is None or not 0 <= harm.sentence < len(sentences):
        return False
    start = max(sentences[harm.sentence].start, harm.agent.start - 25)
    end = max(harm.agent.end, min(harm.trigger.end, harm.agent.end + 40))
    return not case.deeds.suspected.isdisjoint(case.content[start:end].lower().split())


# ── from the plain words ──────────────────────────────────────────────────────────────────────────────


def _told_plainly(
    found: Sequence[Actor], document: Document, sentences: Sequence[Sentence], lang: str
) -> Iterator[Actor]:
    """Bodies told as doers beside a word of a deed; of those already found only where they claim it. Forces
    and fighters without a name count where no other doer of their side is known."""
    doers = [actor for actor in found if actor.role == "perpetrator"]
    content = document.content
    for told in doers_told(sentences, lang):
        span = Span.of(content, told.start, told.end)
        same = next((a for a in doers if span.quote.lower() in a.name.lower()), None)
        nameless = span.quote.islower()
        if same is not None and told.basis == "claimed":
            yield replace(same, basis="claimed")
        elif same is None and not (nameless and any(a.side == told.side for a in doers)):
            doers.append(Actor(span.quote, "perpetrator", told.side, told.basis, span))
            yield doers[-1]


# ── from the sentences ────────────────────────────────────────────────────────────────────────────────


def _of_sentence(case: _Case, sentence: Sentence) -> Iterator[Actor]:
    lower = [token.text.lower() for token in sentence.tokens]
    if (
        case.deeds.attacks.isdisjoint(lower)
        and case.words.accuses.isdisjoint(lower)
        and (case.words.blames.isdisjoint(lower) and case.words.responsibility.isdisjoint(lower))
        and case.deeds.denies.isdisjoint(lower)
    ):
        return
    tree = Tree(sentence, lower, case.lang)
    for i, word in enumerate(lower):
        if word in case.words.responsibility or word in case.deeds.deeds:
            yield from _responsibility(case, tree, i)
        elif word in case.words.accuses or word in case.words.blames:
            yield from _accused(case, tree, i)
        elif word in case.deeds.attacks and tree.is_verb(i):
            yield from _attack(case, tree, i)


def _responsibility(case: _Case, tree: Tree, i: int) -> Iterator[Actor]:
    """ "X claimed responsibility", "responsibility was claimed by X", "X denied involvement"."""
    verb = tree.head(i)
    low = tree.lower[verb]
    claims = low.startswith(case.deeds.claiming) or low in case.deeds.taking
    if tree.lower[i] not in case.words.responsibility:
        claims = False
    if not claims and low not in case.deeds.denies:
        return
    doers = [p for by in tree.kids(verb, "agent") for p in tree.kids(by, "pobj")]
    doers = doers or [s for s in tree.kids(verb, "nsubj") if s != i]
    for doer in doers:
        if claims and _negated(case, tree, verb, doer):
            continue
        yield from _doer(case, tree, doer, "claimed" if claims else "accused")


def _negated(case: _Case, tree: Tree, verb: int, doer: int) -> bool:
    near = [*tree.children[verb], *tree.children[doer], doer]
    return any(tree.lower[k] in case.deeds.negations for k in near)


def _accused(case: _Case, tree: Tree, i: int) -> Iterator[Actor]:
    """ "X accused Y of", "Y was blamed", "blamed on Y", "attributed to Y", "suspected Y"."""
    basis: Basis = "suspected" if tree.lower[i].startswith(case.deeds.suspecting) else "accused"
    if not tree.is_verb(i) or tree.tokens[i].dep == "amod":
        head = tree.head(i)
        if tree.tokens[i].dep == "amod" and basis == "suspected" and not _is_harmed(tree, head):
            yield from _doer(case, tree, head, basis)
        return
    preps = [k for k in tree.kids(i, "prep") if tree.lower[k] in case.deeds.onto]
    onto = [p for k in preps for p in tree.kids(k, "pobj")]
    blamed = [*onto, *tree.kids(i, "nsubjpass")] if onto or tree.kids(i, "auxpass") else tree.kids(i, "dobj")
    for doer in onto or blamed:
        yield from _doer(case, tree, doer, basis)


def _is_harmed(tree: Tree, head: int) -> bool:
    """Whether the suspected are those who were harmed ("three suspected rebels were killed")."""
    return tree.tokens[head].dep in ("nsubjpass", "dobj") or any(
        not w.isalpha() for w in (tree.lower[k] for k in tree.kids(head, "nummod"))
    )


def _attack(case: _Case, tree: Tree, i: int) -> Iterator[Actor]:
    if tree.lower[i] in case.deeds.light and not _is_violent(case, tree, i):
        return
    passive = bool(tree.kids(i, "auxpass", "nsubjpass")) or tree.tokens[i].dep == "acl"
    if passive or tree.tokens[i].tag == "VBN":
        agents = [k for k in tree.kids(i, "agent", "prep") if tree.lower[k] in case.deeds.by]
        doers = [p for by in agents for p in tree.kids(by, "pobj")]
    else:
        doers = tree.kids(i, "nsubj")
    for doer in doers:
        if tree.lower[doer] in case.deeds.relatives and tree.tokens[i].dep == "relcl":
            doer = tree.head(i)
        low = case.deeds.suspected
        near = [*tree.children[i], *tree.children[doer]]
        basis: Basis = "suspected" if any(tree.lower[k] in low for k in near) else "reported"
        yield from _doer(case, tree, doer, basis)


def _is_violent(case: _Case, tree: Tree, i: int) -> bool:
    below = [*tree.kids(i, "dobj", "prt", "compound"), i + 1]
    return any(k < len(tree.lower) and tree.lower[k] in case.deeds.attack_objects for k in below)


def _doer(case: _Case, tree: Tree, head: int, basis: Basis) -> Iterator[Actor]:
    source: Source = source_at(tree, head)
    named = _name(case, source.start, source.end, source.context)
    if named is not None:
        yield Actor(named[0].quote, "perpetrator", named[1], basis, named[0])


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────


def _name(case: _Case, start: int, end: int, context: str = "") -> tuple[Span, Side] | None:
    """The words for a doer with their side; None for a private person's name, a thing or a pronoun."""
    words = case.content[start:end]
    if not words.strip() or words.lower() in case.deeds.pronouns or len(words) > 2 * _LONGEST_NAME:
        return None
    side = side_of(words, "", case.lang)
    if side in ("state", "armed_group"):
        first, last = _trimmed(words, case)
        return (Span.of(case.content, start + first, start + last), side) if first < last else None
    body = _named_body(words, case.deeds)
    if body is not None:
        first, last, armed = body
        return Span.of(case.content, start + first, start + last), "armed_group" if armed else "unknown"
    if side in ("media", "medical", "monitor"):
        return None
    letters = case.names.letters.get(words.split()[-1])
    if letters and side_of(letters, "", case.lang) in ("state", "armed_group"):
        return Span.of(case.content, start, end), side_of(letters, "", case.lang)
    noun = _doer_noun(case, words)
    if noun is not None:
        told = side_of(context, "", case.lang) if context else "unknown"
        side = told if told in ("state", "armed_group") else "unknown"
        return Span.of(case.content, start, start + noun), side
    return None


def _trimmed(words: str, case: _Case) -> tuple[int, int]:
    """Without the article, the personal name after a role ("policeman N. N.") and where they were."""
    first = next((len(a) for a in case.deeds.articles if words.startswith(a)), 0)
    place = case.deeds.where.search(words)
    end = place.start() if place else len(words)
    role = role_at(words[:end], case.lang)
    if role is None or role[1] <= first:
        return first, end
    rest = words[role[1] : end].split()
    if words[first : role[1]].split()[-1].lower() in case.deeds.armed_bodies | case.deeds.other_bodies:
        return first, end  # "the guerrilla group Red Dawn": the name is the body's, not a person's
    return first, role[1] if rest and rest[0][:1].isupper() else end


def _named_body(words: str, deeds: _Deeds) -> tuple[int, int, bool] | None:
    """Where a body of no known side is named by two words or more ("the Popular Dawn Front"), and whether its
    noun is that of an armed one; None where no such noun is in the name or no name around it."""
    first = next((len(a) for a in deeds.articles if words.startswith(a)), 0)
    last, large, nouns = first, 0, set[str]()
    for m in _NAME_WORD.finditer(words, first):
        low = m.group().lower()
        if not m.group()[0].isupper() and low not in deeds.joints:
            break
        if m.group()[0].isupper():
            last, large = m.end(), large + 1
            nouns |= {low} & (deeds.armed_bodies | deeds.other_bodies)
    return (first, last, bool(nouns & deeds.armed_bodies)) if nouns and large > 1 else None


def _doer_noun(case: _Case, words: str) -> int | None:
    """Where the noun for unplaced doers ends ("two men on a motorcycle": "two men")."""
    at, doers = 0, case.deeds.doers
    for word in words.split(" "):
        bare = word.lower().strip(".,;'’")
        endings = (ending for ending in case.deeds.plural if bare.endswith(ending))
        if bare in doers or any(bare.removesuffix(ending) in doers for ending in endings):
            return at + len(word.rstrip(".,;'’"))
        at += len(word) + 1
    return None
