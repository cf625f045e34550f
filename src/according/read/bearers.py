"""Who bears a word of harm: from a trigger in the dependency tree to the heads of the people harmed.

"Killed" has its object or passive subject, "died" its subject, "the killing of" what follows, "in critical
condition" the people of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Measure
from according.read.lexicon import Lexicon
from according.read.people import SUBJECTS, VERBAL, Parse, numbered_death, people_at
from according.read.wordlists import filled

_PREDICATES = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "amod", "dep", "pcomp")
#: How a verb hangs on the one whose subject it shares.
_LINKED = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "auxpass", "aux", "dep", "oprd", "acomp")
_STATE_TAGS = ("JJ", "VBN", "VBD", "NN", "RB", "VBG")


@dataclass(frozen=True, slots=True)
class _Words:
    """The [bearers] table of a language; what each list is for stands there."""

    relatives: frozenset[str]
    times: frozenset[str]
    saying: frozenset[str]
    participles: frozenset[str]
    often_mistagged: frozenset[str]
    the_harmed: frozenset[str]
    victims: frozenset[str]
    blows: frozenset[str]
    victim_of: frozenset[str]
    fatal: frozenset[str]
    transports: frozenset[str]
    losing: frozenset[str]
    holding: frozenset[str]
    freeing: frozenset[str]
    freed_otherwise: frozenset[str]
    hitting: frozenset[str]
    hit_where: frozenset[str]
    among: frozenset[str]
    being: frozenset[str]
    being_several: frozenset[str]
    including: frozenset[str]
    aiming: frozenset[str]
    finding: frozenset[str]
    of: frozenset[str]
    toll: frozenset[str]
    counting: frozenset[str]
    lives: frozenset[str]
    sentenced: re.Pattern[str]
    condemned: re.Pattern[str]
    those: frozenset[str]
    otherwise: frozenset[str]
    sentencing: frozenset[str]
    terms: frozenset[str]
    spared: frozenset[str]
    seizing: frozenset[str]
    owners: frozenset[str]
    serving: frozenset[str]
    given: frozenset[str]
    borne: frozenset[str]
    locked_up: frozenset[str]
    lasting: frozenset[str]
    of_some: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["bearers"])


# ── a word of harm ────────────────────────────────────────────────────────────────────────────────────


def bearers_of(parse: Parse, i: int, lexicon: Lexicon) -> Iterator[tuple[Measure, int]]:
    """(measure, head token) of everyone of whom the word at `i` tells a harm; nothing where it tells none."""
    word, tag = parse.lower[i], parse.tokens[i].tag
    verbal = tag in VERBAL or word in _words(parse.code).participles
    if word in lexicon.patient and verbal and _means_harm(parse, i, lexicon):
        heads = _said_of_those(parse, i) or _patients_of_verb(parse, i)
        yield from ((lexicon.patient[word], head) for head in heads)
    elif word in lexicon.bearer and tag in VERBAL:
        yield from ((lexicon.bearer[word], head) for head in _bearers(parse, i))
    active = tag == "VBD" and bool(parse.kids(i, "dobj"))
    if word in lexicon.states and tag in _STATE_TAGS and not active:
        yield from ((lexicon.states[word], head) for head in _stated(parse, i))
    if word in _words(parse.code).borne:
        yield from (("detained", head) for head in _imprisoned(parse, i))
    yield from _of_nouns(parse, i, lexicon)


def _imprisoned(parse: Parse, i: int) -> list[int]:
    """Those who bear a term of imprisonment: "is serving a life sentence", "was given 10 years in prison"."""
    verb, words = parse.tokens[i].head, _words(parse.code)
    if parse.tokens[i].dep not in ("dobj", "oprd", "attr") or words.spared & {*parse.lower[i - 3 : i]}:
        return []
    told = {part for k in range(parse.left_edge(i), i) for part in parse.lower[k].split("-")}
    long = parse.lower[i] in words.lasting or not words.lasting.isdisjoint(told)
    behind = parse.lower[i] not in words.lasting or not words.locked_up.isdisjoint(parse.lower[i + 1 : i + 4])
    if not long or not behind or any(parse.tokens[k].tag == "MD" for k in parse.kids(verb, "aux")):
        return []
    if parse.lower[verb] in words.serving:
        return subject_of(parse, verb)
    if parse.lower[verb] in words.given:
        return parse.kids(verb, "nsubjpass") or parse.kids(verb, "dative")
    return []


def _of_nouns(parse: Parse, i: int, lexicon: Lexicon) -> Iterator[tuple[Measure, int]]:
    word, token, words = parse.lower[i], parse.tokens[i], _words(parse.code)
    nominal = token.tag in ("NN", "NNS", "NNP", "VBG")
    if word in lexicon.nouns and nominal:
        heads = _noun_patients(parse, i, lexicon) or _sufferers(parse, i, lexicon)
        yield from ((lexicon.nouns[word], head) for head in heads)
    if word in words.the_harmed and token.dep in ("nsubj", "pobj", "nsubjpass"):
        measure = lexicon.states.get(word) or lexicon.patient.get(word) or lexicon.counted.get(word, "deaths")
        yield from ((measure, head) for head in _listed_among(parse, i))
    if word in words.victims:
        yield from _victims_of(parse, i, lexicon)
    if word in words.blows and nominal:
        fatal = any(parse.lower[k] in words.fatal for k in parse.children[i])
        yield from (("deaths" if fatal else "injured", head) for head in _of(parse, i))
    if word in lexicon.counted and (_counts_itself(parse, i) or numbered_death(parse, i) is not None):
        yield lexicon.counted[word], i


def _victims_of(parse: Parse, i: int, lexicon: Lexicon) -> Iterator[tuple[Measure, int]]:
    """ "Two shooting victims", "were victims of a massacre"."""
    if any(parse.lower[k] in _words(parse.code).victim_of for k in parse.kids(i, "compound")):
        yield "injured", i
    elif _counts_itself(parse, i) or numbered_death(parse, i) is not None:
        yield from (
            (lexicon.nouns[parse.lower[k]], i)
            for k in parse.kids(i, "compound")
            if parse.lower[k] in lexicon.nouns
        )
    if parse.tokens[i].dep not in ("attr", "appos"):
        return
    for harm in _of(parse, i):
        named = [k for k in (harm, *parse.kids(harm, "compound", "amod")) if parse.lower[k] in lexicon.nouns]
        for head in subject_of(parse, parse.tokens[i].head) if named else ():
            yield lexicon.nouns[parse.lower[named[0]]], head


def _patients_of_verb(parse: Parse, i: int) -> list[int]:
    token, words = parse.tokens[i], _words(parse.code)
    if passive := parse.kids(i, "nsubjpass"):
        return _antecedents(parse, i, passive)
    objects = parse.kids(i, "dobj")
    if objects and parse.lower[objects[0]] not in words.relatives:
        return objects
    if token.tag == "VBG":
        return _objects_shared(parse, i)
    if token.tag in ("VBD", "VBN") and (active := _objects_beside(parse, i)):
        return active
    if token.tag in ("VBN", "VBD") or parse.lower[i] in words.often_mistagged:
        if token.dep in ("acl", "amod"):
            return [token.head]
        if token.dep == "relcl" and not parse.kids(i, "nsubj"):
            return [token.head]
        if token.dep == "conj" and not parse.kids(i, "nsubj", "agent"):
            return _shared(parse, i)
        if token.dep in _PREDICATES and not parse.kids(i, "nsubj"):
            return subject_of(parse, token.head)
        subjects = parse.kids(i, "nsubj")
        if subjects and not parse.kids(i, "ccomp", "xcomp", "prep_at") and not _shoots_at(parse, i):
            return _antecedents(parse, i, subjects)
    return objects if objects and token.dep == "relcl" else []


def _objects_shared(parse: Parse, i: int) -> list[int]:
    """The objects of the verb that this one is joined to: "accused of kidnapping and murdering two men"."""
    for k in parse.kids(i, "conj"):
        if parse.tokens[k].tag == parse.tokens[i].tag and not parse.kids(i, "prep", "dobj"):
            return parse.kids(k, "dobj")
    return []


def _objects_beside(parse: Parse, i: int) -> list[int]:
    """Objects the tree missed: of a verb joined to this one ("shot and killed two"), or a phrase that
    begins right behind the verb ("wounded nine villagers")."""
    if parse.kids(i, "nsubjpass", "auxpass", "agent"):
        return []
    for k in parse.kids(i, "conj"):
        if (
            parse.tokens[k].tag in ("VBD", "VBN")
            and not parse.kids(k, "nsubjpass", "nsubj", "auxpass")
            and parse.kids(k, "dobj")
            and k - i <= 3
        ):
            return parse.kids(k, "dobj")
    if (
        i + 1 < len(parse.tokens)
        and parse.tokens[i + 1].tag in ("CD", "DT", "PRP$")
        and parse.kids(i, "nsubj")
    ):
        return [
            j
            for j in range(i + 1, min(i + 7, len(parse.tokens)))
            if parse.left_edge(j) == i + 1 and parse.tokens[j].tag.startswith(("NN", "CD"))
        ][-1:]
    return []


def _means_harm(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    """Words that harm only in one use: "lost seven soldiers", "was hit", "struck in the chest"."""
    word, words = parse.lower[i], _words(parse.code)
    if any(parse.lower[k] in words.otherwise for k in parse.kids(i, "advmod")):
        return False
    if word in words.sentencing:
        rest = parse.lower[i + 1 : i + 13]
        return not words.terms.isdisjoint(rest) and words.spared.isdisjoint(rest)
    if word in words.seizing:
        return any(_is_seized(parse, i, k, lexicon) for k in _patients_of_verb(parse, i))
    if word in words.losing:
        return any(
            lexicon.people.get(parse.lower[k]) in ("security_force", "armed_group")
            for k in parse.kids(i, "dobj")
        )
    if word in words.holding:
        return bool(parse.kids(i, "nsubjpass"))
    if word in words.freeing:
        return words.freed_otherwise.isdisjoint(parse.lower)
    if word in words.hitting:
        return (
            bool(parse.kids(i, "nsubjpass", "auxpass"))
            or parse.tokens[i].dep in ("acl", "relcl")
            or any(parse.lower[k] in words.hit_where for k in parse.children[i])
        )
    return True


def _is_seized(parse: Parse, i: int, k: int, lexicon: Lexicon) -> bool:
    """Whether somebody is seized, not a ship or a town: a person's noun, a name seized "from his home"."""
    if parse.lower[k] in lexicon.people:
        return True
    owned = not _words(parse.code).owners.isdisjoint(parse.lower[i + 1 : i + 8])
    return owned and parse.tokens[k].tag == "NNP" and parse.tokens[k].dep == "nsubjpass"


def _sufferers(parse: Parse, i: int, lexicon: Lexicon) -> list[int]:
    """Those who "suffered a wound", were found "with injuries", were "treated for wounds"."""
    if lexicon.nouns[parse.lower[i]] != "injured" or parse.tokens[i].dep not in ("dobj", "pobj", "conj"):
        return []
    return _people_above(parse, [i], lexicon)


def _said_of_those(parse: Parse, i: int) -> list[int]:
    """Who they are: "X and Y were among those arrested", "some of those killed were students"."""
    group, words = parse.tokens[i].head, _words(parse.code)
    if parse.tokens[i].dep != "acl" or parse.lower[group] not in words.those:
        return []
    above = parse.tokens[group].head
    if parse.lower[above] in words.of and parse.lower[parse.tokens[above].head] in words.those:
        group = parse.tokens[above].head
    return _listed_among(parse, group)


def _listed_among(parse: Parse, i: int) -> list[int]:
    """ "The dead included four children", "among the dead were two officers"."""
    above, words = parse.tokens[i].head, _words(parse.code)
    if parse.lower[above] in words.among:
        i, above = above, parse.tokens[above].head
        if parse.lower[above] in words.being:
            return parse.kids(above, "nsubj", "attr")
        if parse.lower[above] not in words.those:
            return []
        i, above = above, parse.tokens[above].head  # "those among the arrested were two women"
    if parse.tokens[i].dep != "nsubj":
        return []
    if parse.lower[above] in words.including:
        return parse.kids(above, "dobj")
    return parse.kids(above, "attr") if parse.lower[above] in words.being else []


def _shoots_at(parse: Parse, i: int) -> bool:
    return i + 1 < len(parse.lower) and parse.lower[i + 1] in _words(parse.code).aiming


def _shared(parse: Parse, i: int) -> list[int]:
    """Patients of a verb joined to another ("were shot and killed"): those of the first, or the noun between
    them that the tree joins to the first ("one died and six others, including a clerk, were injured")."""
    first = parse.tokens[i].head
    if parse.tokens[first].tag not in VERBAL:
        return []
    between = [k for k in parse.kids(first, "conj") if first < k < i and parse.tokens[k].tag.startswith("NN")]
    if between and parse.kids(i, "auxpass"):
        return between[-1:]
    return _patients_of_verb(parse, first) or subject_of(parse, first)


def _bearers(parse: Parse, i: int) -> list[int]:
    subjects = parse.kids(i, *SUBJECTS)
    if subjects:
        return _antecedents(parse, i, subjects)
    token = parse.tokens[i]
    if token.dep in ("acl", "relcl", "amod"):
        return [token.head]
    if token.dep in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
        above = token.head
        if parse.tokens[above].dep == "prep":  # "before dying"
            above = parse.tokens[above].head
        return subject_of(parse, above)
    return []


def _stated(parse: Parse, i: int) -> list[int]:
    """Those of whom a state is told: "three are dead", "left five wounded", "three wounded soldiers"."""
    token = parse.tokens[i]
    if i and parse.tokens[i - 1].tag == "CD" and token.tag in ("JJ", "NN", "NNS") and token.dep != "amod":
        return [i - 1]
    own = parse.kids(i, *SUBJECTS)
    if own:
        return _antecedents(parse, i, own)
    if token.dep == "amod":
        return [token.head]
    if token.dep in ("acl", "relcl"):
        return [token.head]
    if token.dep in ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "conj", "dep", "advmod", "npadvmod"):
        above = token.head
        if token.dep == "conj" and parse.tokens[above].dep in ("acomp", "oprd", "attr"):
            above = parse.tokens[above].head
        objects = parse.kids(above, "dobj")
        finds = parse.lower[above] in _words(parse.code).finding and not parse.kids(above, "auxpass")
        return objects if objects or finds else subject_of(parse, above)
    return []


def _of(parse: Parse, i: int) -> list[int]:
    for prep in parse.kids(i, "prep"):
        if parse.lower[prep] in _words(parse.code).of:
            return parse.kids(prep, "pobj")
    return []


def _noun_patients(parse: Parse, i: int, lexicon: Lexicon) -> list[int]:
    """Those of whom a noun of harm tells: "the killing of 51 civilians", "his death"."""
    words = _words(parse.code)
    if parse.lower[i] in words.toll:
        return []
    owners = [
        k
        for k in parse.kids(i, "poss")
        if parse.lower[k] not in words.times and parse.tokens[k].tag != "PRP$"
    ]
    owned = lexicon.nouns[parse.lower[i]] != "detained"  # "X's arrest" tells again of one told before
    return _of(parse, i) or _of_joined(parse, i, lexicon) or (owners if owned else [])


def _of_joined(parse: Parse, i: int, lexicon: Lexicon) -> list[int]:
    """Those of whom two nouns of harm tell ("the torture and murder of a man"), wherever "of" hangs."""
    beside = parse.kids(i, "conj") + ([parse.tokens[i].head] if parse.tokens[i].dep == "conj" else [])
    for k in beside:
        if parse.tokens[k].tag.startswith("NN") and (heads := _of(parse, k)):
            return [h for h in heads if h > i]
    return []


def _counts_itself(parse: Parse, i: int) -> bool:
    """Whether the noun of harm is itself what is counted: "three deaths", "no injuries"."""
    return any(
        parse.tokens[k].dep in ("nummod", "quantmod") or parse.lower[k] in _words(parse.code).counting
        for k in parse.children[i]
    )


def _antecedents(parse: Parse, i: int, subjects: list[int]) -> list[int]:
    """A relative pronoun stands for the noun that its clause belongs to."""
    out = []
    for subject in subjects:
        if parse.lower[subject] in _words(parse.code).relatives and parse.tokens[subject].tag.startswith("W"):
            clause = i
            while parse.tokens[clause].dep not in ("relcl", "ccomp", "ROOT", "acl"):
                clause = parse.tokens[clause].head
            if parse.tokens[clause].dep == "relcl":
                out.append(parse.tokens[clause].head)
        elif parse.tokens[subject].tag in ("VBD", "VBN") and (inner := parse.kids(subject, "nsubj")):
            out.extend(
                inner
            )  # "a man WANTED for murder was held": here the participle is taken for the subject
        else:
            out.append(subject)
    return out


def subject_of(parse: Parse, i: int) -> list[int]:
    """The subject of a verb, its own or that of the verb it is joined or subordinate to."""
    for _ in range(6):
        subjects = parse.kids(i, *SUBJECTS)
        if subjects:
            return _antecedents(parse, i, subjects)
        token = parse.tokens[i]
        if token.dep in ("acl", "relcl"):
            return [token.head]
        said = token.dep == "ccomp" and parse.lower[token.head] in _words(parse.code).saying
        if token.dep not in _LINKED or said:
            return []
        i = token.head
    return []


# ── a phrase of harm ──────────────────────────────────────────────────────────────────────────────────


def phrased(parse: Parse, lexicon: Lexicon) -> Iterator[tuple[Measure, int, int]]:
    """(measure, head token, first token of the phrase) of the harm that phrases tell of the people of their
    clause: "in critical condition", "taken into custody"."""
    base, words = parse.sentence.start, _words(parse.code)
    for match in lexicon.phrases.found_in(parse.sentence.text):
        measure = lexicon.phrase_measures[" ".join(match[0].lower().split())]
        if measure == "detained" and words.sentenced.search(
            parse.sentence.text, max(0, match.start() - 50), match.start()
        ):
            continue
        if measure == "deaths" and words.condemned.search(
            parse.sentence.text, max(0, match.start() - 20), match.start()
        ):
            continue
        if words.of_some.search(parse.sentence.text, max(0, match.start() - 22), match.start()):
            continue
        inside = [
            i
            for i, t in enumerate(parse.tokens)
            if t.start < base + match.end() and base + match.start() < t.end
        ]
        for head in _people_above(parse, inside, lexicon) if inside else ():
            yield measure, head, inside[0]


def _is_someone(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.people and word not in lexicon.nouns and word not in lexicon.counted


def _people_of_verb(parse: Parse, i: int, inside: list[int], lexicon: Lexicon) -> list[int]:
    """Those whom the verb of a phrase's clause is about: its patients, its objects, else its subject."""
    patients = _patients_of_verb(parse, i) if parse.lower[i] in lexicon.patient else []
    if outside := [h for h in patients if h not in inside]:
        return outside
    heads = [h for h in parse.kids(i, "dobj", "nsubjpass") if h not in inside]
    words = _words(parse.code)
    own = parse.lower[i] not in words.transports or any(parse.lower[k] in words.lives for k in inside)
    if not heads and (own or parse.tokens[i].dep in ("relcl", "conj", "acl")):
        heads = subject_of(parse, i)
    good = [h for h in heads if people_at(parse, h, lexicon) is not None]
    return _antecedents(parse, i, good) if good else []


def _people_above(parse: Parse, inside: list[int], lexicon: Lexicon) -> list[int]:
    """The people of the clause that a phrase stands in; the search ends at that clause."""
    words = _words(parse.code)
    if lives := [h for k in inside if parse.lower[k] in words.lives for h in _of(parse, k)]:
        return lives  # "took the lives of 12 people"
    i = next((k for k in inside if parse.tokens[k].head not in inside), inside[0])
    for _ in range(8):
        token = parse.tokens[i]
        if token.tag in VERBAL:
            if good := _people_of_verb(parse, i, inside, lexicon):
                return good
            if token.dep in ("acl", "relcl"):
                return [token.head]
            if token.dep not in ("xcomp", "acomp", "oprd", "conj", "advcl", "pcomp", "ccomp") or parse.kids(
                i, *SUBJECTS
            ):
                return []
        elif i not in inside and token.tag.startswith("NN") and _is_someone(parse.lower[i], lexicon):
            return [i]
        if token.head == i:
            return []
        i = token.head
    return []
