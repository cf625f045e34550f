"""Whether a harm is asserted, denied, expected or only thought of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Stance
from according.read.lexicon import Lexicon
from according.read.people import VERBAL, Parse
from according.read.wordlists import filled


@dataclass(frozen=True, slots=True)
class _Words:
    """Of the [harm.stance] table of a language what is not in the lexicon."""

    may: frozenset[str]
    have: frozenset[str]
    never_negated: frozenset[str]
    negations: frozenset[str]
    evidence: frozenset[str]
    no: frozenset[str]
    texts: frozenset[str]
    replacing: frozenset[str]
    attempts: tuple[str, ...]
    apart: frozenset[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["harm"]["stance"])


def stance_of(parse: Parse, trigger: int, lexicon: Lexicon) -> Stance:
    """The stance of the harm that the word at `trigger` tells: by its auxiliaries, negations, the verbs that
    govern it ("tried to kill") and denials above it ("no evidence that")."""
    governing = [trigger, *_verbs_above(parse, trigger)]
    around = [
        k
        for i in governing
        for k in parse.children[i]
        if parse.tokens[k].dep in ("neg", "aux", "mark", "advmod", "preconj")
    ]
    words = {parse.lower[k] for k in around} | {parse.lower[i] for i in governing[1:]}
    if negated(parse, trigger) or _denied_above(parse, trigger, lexicon):
        return "denied"
    known = _words(lexicon.code)
    if words & known.may and words & known.have:
        return "expected"
    if any(lexicon.hypothetical.fullmatch(w) for w in words) or _attempted(parse, trigger):
        return "hypothetical"
    if any(lexicon.expected.fullmatch(w) for w in words):
        return "expected"
    return "asserted"


def negated(parse: Parse, trigger: int) -> bool:
    """Whether a negation stands on the word of harm itself (not on "expected to survive")."""
    governing, words = [trigger, *_verbs_above(parse, trigger)], _words(parse.code)
    if any(parse.lower[i] in words.never_negated for i in (trigger, *governing[1:])):
        return False
    return any(
        parse.lower[k] in words.negations
        for i in governing
        for k in parse.children[i]
        if parse.tokens[k].dep in ("neg", "advmod", "preconj", "prep", "cc")
    )


def _denied_above(parse: Parse, trigger: int, lexicon: Lexicon) -> bool:
    """ "Denied that …", "no evidence that …", "rejected a claim that …", "an earlier version said that …"."""
    words = _words(lexicon.code)
    for i in parse.ancestors(trigger):
        if parse.lower[i] in lexicon.denials:
            return True
        if parse.lower[i] in words.evidence and any(parse.lower[k] in words.no for k in parse.children[i]):
            return True
        subjects = (k for k in parse.children[i] if parse.tokens[k].dep == "nsubj")
        if ";" not in parse.lower[i:trigger] and any(_is_replaced(parse, k, words) for k in subjects):
            return True
    return False


def _is_replaced(parse: Parse, i: int, words: _Words) -> bool:
    """Whether it is a text that another has taken the place of."""
    return parse.lower[i] in words.texts and any(parse.lower[k] in words.replacing for k in parse.children[i])


def _attempted(parse: Parse, trigger: int) -> bool:
    before = " ".join(parse.lower[max(0, trigger - 4) : trigger])
    return before.endswith(_words(parse.code).attempts)


def _verbs_above(parse: Parse, trigger: int) -> list[int]:
    """The verbs that a trigger depends on as a bare complement ("was found dead", "tried to kill")."""
    out, i = [], trigger
    apart = _words(parse.code).apart
    for above in parse.ancestors(trigger):
        if parse.lower[above] in apart and parse.tokens[above].tag == "IN":
            break
        if parse.tokens[i].dep in ("xcomp", "acomp", "oprd", "attr", "pcomp", "prep") and parse.tokens[
            above
        ].tag in (*VERBAL, "IN"):
            out.append(above)
            i = above
        else:
            break
    return out
