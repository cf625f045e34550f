"""Who was harmed, how many, and by whom: the harm frames of one sentence.

A frame joins a word of harm ("killed", "death of", "in critical condition") with the people who bear it,
over the dependency tree. What the tree misses in telegraphic lines is found by `headlines.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from according.model import Category, Measure, Quantity, Sentence, Span, Stance
from according.read.headlines import adjacent_harms
from according.read.lexicon import Lexicon
from according.read.people import Parse, People, Reference, people_at
from according.read.sides import side_of

_VERBAL = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_SUBJECTS = ("nsubjpass", "nsubj")
_RELATIVES = ("who", "that", "whom", "which")
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday week month year".split()
)
_UNCOUNTED = frozenset("those they them others people victims the victims all everyone some".split()) | {
    "the family",
    "his family",
    "her family",
    "their family",
    "the families",
    "the victims",
    "some people",
    "not all victims",
}
#: Whoever does these to others is not the one who is hurt.
_TRANSPORTS = frozenset(
    "took take takes taking transported transporting rushed rushing brought flew drove carried airlifted responded called".split()
)
#: Terms of imprisonment are no count of people held.
_SENTENCED = re.compile(r"\b(?:sentenced|sentence|years?|months?|facing|faces?)\b", re.IGNORECASE)
#: "Two men were shot, one fatally": the phrase is said of the figure before it alone.
_OF_SOME = re.compile(r"(?:[,;]|\band)\s+(?:one|two|three|four|five|\d+)\s+$", re.IGNORECASE)
_ALL_OF_THEM = frozenset("both all most a an the".split())
_COUNTED_PEOPLE = frozenset("bodies corpses hostages captives detainees prisoners inmates".split())
_PREDICATES = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "amod", "dep")


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm told in one sentence. `people` is the stretch that holds the figure and the people counted;
    `trigger` the word of harm; `agent` the words for who did it, None where the sentence does not say;
    `head` the noun for the people ("soldiers"), None for a bare number or a name. `category` is None where
    the words do not tell whose they were. `whole` is the span of the people of whom these are a part.
    `names` serve to tell persons apart within the document and are never put out."""

    sentence: int
    measure: Measure
    category: Category | None
    quantity: Quantity
    people: Span
    trigger: Span
    stance: Stance
    agent: Span | None = None
    head: Span | None = None
    reference: Reference = "figure"
    definite: bool = False
    names: tuple[str, ...] = ()
    whole: Span | None = None


@dataclass(slots=True)
class _Found:
    """Patients by head token: the gravest measure told of each, and its trigger."""

    by_head: dict[tuple[int, Measure], int] = field(default_factory=dict)

    def add(self, head: int, measure: Measure, trigger: int) -> None:
        if measure == "injured" and (head, "deaths") in self.by_head:
            return
        if measure == "deaths":
            self.by_head.pop((head, "injured"), None)
        self.by_head.setdefault((head, measure), trigger)


def harms_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Harm, ...]:
    """Every harm told in a parsed sentence, in order of the people's spans.

    "He", "she" stand for the subject of the sentence where that is one person; elsewhere they stay
    pronouns, for `persons` to settle over the document.
    """
    parse = Parse(sentence)
    if lexicon.unviolent.search(sentence.text) and not lexicon.violent.search(sentence.text):
        return ()
    found = _Found()
    for trigger in range(len(parse.tokens)):
        for measure, head in _patients(parse, trigger, lexicon):
            found.add(head, measure, trigger)
    for measure, head, trigger in _phrased(parse, lexicon):
        found.add(head, measure, trigger)
    harms: list[Harm] = []
    for (head, measure), trigger in sorted(found.by_head.items()):
        harms.extend(_frames(parse, head, measure, trigger, lexicon))
    harms.extend(adjacent_harms(parse, tuple(harms), lexicon, _frame))
    return _without_doubles(harms)


def _without_doubles(harms: list[Harm]) -> tuple[Harm, ...]:
    kept: list[Harm] = []
    harms = [h for h in harms if _worth_telling(h)]
    for harm in sorted(harms, key=lambda h: (h.measure != "deaths", h.people.start, h.people.end)):
        if not any(
            k.people.overlaps(harm.people)
            and (k.measure == harm.measure or {k.measure, harm.measure} == {"deaths", "injured"})
            for k in kept
        ):
            kept.append(harm)
    return tuple(sorted(kept, key=lambda h: (h.people.start, h.people.end)))


def _worth_telling(harm: Harm) -> bool:
    """Whether a careful recorder writes it down: not "they", "those killed", nor what one named person
    might suffer or did not."""
    if harm.reference == "several" and harm.people.quote.lower() in _UNCOUNTED:
        return False
    if harm.reference == "pronoun" and harm.quantity.best != 1:
        return False
    if harm.stance == "denied" and harm.measure not in ("deaths", "injured") and harm.quantity.best == 0:
        return False
    if harm.reference == "one":
        return harm.stance != "hypothetical"
    if harm.reference == "name":
        return harm.stance in ("asserted", "expected")
    return harm.reference != "pronoun" or harm.stance == "asserted"


# ── patients of a word of harm ────────────────────────────────────────────────────────────────────────


def _patients(parse: Parse, i: int, lexicon: Lexicon) -> Iterator[tuple[Measure, int]]:
    word, tag = parse.lower[i], parse.tokens[i].tag
    verbal = tag in _VERBAL
    if (
        word in lexicon.patient
        and (verbal or word in ("shot", "killed", "wounded", "injured"))
        and _means_harm(parse, i, lexicon)
    ):
        for head in _patients_of_verb(parse, i):
            yield lexicon.patient[word], head
    elif word in lexicon.bearer and verbal:
        for head in _bearers(parse, i):
            yield lexicon.bearer[word], head
    active = tag == "VBD" and bool(parse.kids(i, "dobj"))
    if word in lexicon.states and tag in ("JJ", "VBN", "VBD", "NN", "RB", "VBG") and not active:
        for head in _stated(parse, i):
            yield lexicon.states[word], head
    if word in lexicon.nouns and tag in ("NN", "NNS", "NNP", "VBG"):
        for head in _noun_patients(parse, i) or _sufferers(parse, i, lexicon):
            yield lexicon.nouns[word], head
    if word in (
        "dead",
        "wounded",
        "injured",
        "killed",
        "victims",
        "fatalities",
        "casualties",
    ) and parse.tokens[i].dep in ("nsubj", "pobj", "nsubjpass"):
        for head in _listed_among(parse, i):
            yield lexicon.states.get(word, "deaths"), head
    if word in ("victim", "victims") and parse.tokens[i].dep in ("attr", "appos"):
        for harm in _of(parse, i):
            if parse.lower[harm] in lexicon.nouns:
                for head in _subject_of(parse, parse.tokens[i].head):
                    yield lexicon.nouns[parse.lower[harm]], head
    if word in ("shooting", "shootings", "stabbing", "stabbings", "beating") and tag in (
        "NN",
        "NNS",
        "NNP",
        "VBG",
    ):
        fatal = any(parse.lower[k] in ("fatal", "deadly") for k in parse.children[i])
        for head in _of(parse, i):
            yield ("deaths" if fatal else "injured"), head
    if word in lexicon.counted and (parse.kids(i, "nummod", "det", "amod", "quantmod") or tag == "NNS"):
        if _counts_itself(parse, i):
            yield lexicon.counted[word], i


def _patients_of_verb(parse: Parse, i: int) -> list[int]:
    token = parse.tokens[i]
    objects = parse.kids(i, "dobj")
    if objects and parse.lower[objects[0]] not in _RELATIVES:
        return objects
    if token.tag == "VBG":
        return []
    if token.tag in ("VBD", "VBN") and (active := _objects_beside(parse, i)):
        return active
    passive = parse.kids(i, "nsubjpass")
    if passive:
        return _antecedents(parse, i, passive)
    if token.tag in ("VBN", "VBD") or parse.lower[i] == "shot":
        if token.dep in ("acl", "amod"):
            return [token.head]
        if token.dep == "relcl" and not parse.kids(i, "nsubj"):
            return [token.head]
        if token.dep == "conj" and not parse.kids(i, "nsubj", "agent"):
            return _shared(parse, i)
        if token.dep in _PREDICATES and not parse.kids(i, "nsubj"):
            return _subject_of(parse, token.head)
        subjects = parse.kids(i, "nsubj")
        if subjects and not parse.kids(i, "ccomp", "xcomp", "prep_at") and not _shoots_at(parse, i):
            return _antecedents(parse, i, subjects)
    return objects if objects and token.dep == "relcl" else []


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
    word = parse.lower[i]
    if word == "lost":
        return any(
            lexicon.people.get(parse.lower[k]) in ("security_force", "armed_group")
            for k in parse.kids(i, "dobj")
        )
    if word == "held":
        return bool(parse.kids(i, "nsubjpass"))
    if word in ("freed", "released"):
        return not any(
            w in parse.lower
            for w in (
                "hospital",
                "treated",
                "bond",
                "bail",
                "video",
                "statement",
                "photo",
                "photos",
                "footage",
            )
        )
    if word in ("hit", "struck"):
        return (
            bool(parse.kids(i, "nsubjpass", "auxpass"))
            or parse.tokens[i].dep in ("acl", "relcl")
            or any(parse.lower[k] == "in" for k in parse.children[i])
        )
    return True


def _sufferers(parse: Parse, i: int, lexicon: Lexicon) -> list[int]:
    """Those who "suffered a wound", were found "with injuries", were "treated for wounds"."""
    if lexicon.nouns[parse.lower[i]] != "injured" or parse.tokens[i].dep not in ("dobj", "pobj", "conj"):
        return []
    return _people_above(parse, [i], lexicon)


def _listed_among(parse: Parse, i: int) -> list[int]:
    """ "The dead included four children", "among the dead were two officers"."""
    above = parse.tokens[i].head
    if parse.lower[above] == "among":
        above = parse.tokens[above].head
        return (
            parse.kids(above, "nsubj", "attr") if parse.lower[above] in ("were", "was", "are", "is") else []
        )
    if parse.lower[above] in ("included", "include", "includes", "including", "comprised", "comprise"):
        return parse.kids(above, "dobj")
    return (
        parse.kids(above, "attr")
        if parse.lower[above] in ("were", "was", "are") and parse.tokens[i].dep == "nsubj"
        else []
    )


def _shoots_at(parse: Parse, i: int) -> bool:
    return i + 1 < len(parse.lower) and parse.lower[i + 1] in ("at", "back", "into", "through", "out")


def _shared(parse: Parse, i: int) -> list[int]:
    """Patients of a verb joined to another ("were shot and killed"): those of the first."""
    first = parse.tokens[i].head
    if parse.tokens[first].tag not in _VERBAL:
        return []
    return _patients_of_verb(parse, first) or _subject_of(parse, first)


def _bearers(parse: Parse, i: int) -> list[int]:
    subjects = parse.kids(i, *_SUBJECTS)
    if subjects:
        return _antecedents(parse, i, subjects)
    token = parse.tokens[i]
    if token.dep in ("acl", "relcl", "amod"):
        return [token.head]
    if token.dep in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
        above = token.head
        if parse.tokens[above].dep == "prep":  # "before dying"
            above = parse.tokens[above].head
        return _subject_of(parse, above)
    return []


def _stated(parse: Parse, i: int) -> list[int]:
    """Those of whom a state is told: "three are dead", "left five wounded", "three wounded soldiers"."""
    token = parse.tokens[i]
    if i and parse.tokens[i - 1].tag == "CD" and token.tag in ("JJ", "NN", "NNS"):
        return [i - 1]
    own = parse.kids(i, *_SUBJECTS)
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
        return objects if objects else _subject_of(parse, above)
    return []


def _of(parse: Parse, i: int) -> list[int]:
    for prep in parse.kids(i, "prep"):
        if parse.lower[prep] == "of":
            return parse.kids(prep, "pobj")
    return []


def _noun_patients(parse: Parse, i: int) -> list[int]:
    """Those of whom a noun of harm tells: "the killing of 51 civilians", "his death"; a toll has figures only."""
    if parse.lower[i] == "toll":
        return []
    owners = [k for k in parse.kids(i, "poss") if parse.lower[k] not in _TIMES]
    return _of(parse, i) or ([] if parse.lower[i] == "release" else owners)


def _counts_itself(parse: Parse, i: int) -> bool:
    """Whether the noun of harm is itself what is counted: "three deaths", "no injuries"."""
    return any(
        parse.tokens[k].dep in ("nummod", "quantmod")
        or parse.lower[k] in ("no", "several", "many", "multiple", "dozens", "few")
        for k in parse.children[i]
    )


def _antecedents(parse: Parse, i: int, subjects: list[int]) -> list[int]:
    """A relative pronoun stands for the noun that its clause belongs to."""
    out = []
    for subject in subjects:
        if parse.lower[subject] in _RELATIVES and parse.tokens[subject].tag.startswith("W"):
            clause = i
            while parse.tokens[clause].dep not in ("relcl", "ccomp", "ROOT", "acl"):
                clause = parse.tokens[clause].head
            if parse.tokens[clause].dep == "relcl":
                out.append(parse.tokens[clause].head)
        else:
            out.append(subject)
    return out


def _subject_of(parse: Parse, i: int) -> list[int]:
    """The subject of a verb, its own or that of the verb it is joined or subordinate to."""
    for _ in range(6):
        subjects = parse.kids(i, *_SUBJECTS)
        if subjects:
            return _antecedents(parse, i, subjects)
        token = parse.tokens[i]
        if token.dep in ("acl", "relcl"):
            return [token.head]
        if token.dep not in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "pcomp",
            "prep",
            "auxpass",
            "aux",
            "dep",
            "oprd",
            "acomp",
        ):
            return []
        i = token.head
    return []


# ── phrases ───────────────────────────────────────────────────────────────────────────────────────────


def _phrased(parse: Parse, lexicon: Lexicon) -> Iterator[tuple[Measure, int, int]]:
    """Harm told by a phrase ("in critical condition", "taken into custody") of the clause's people."""
    base = parse.sentence.start
    for match in lexicon.phrases.finditer(parse.sentence.text):
        measure = lexicon.phrase_measures[" ".join(match[0].lower().split())]
        if measure == "detained" and _SENTENCED.search(
            parse.sentence.text, max(0, match.start() - 50), match.start()
        ):
            continue
        if _OF_SOME.search(parse.sentence.text, max(0, match.start() - 12), match.start()):
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


def _people_above(parse: Parse, inside: list[int], lexicon: Lexicon) -> list[int]:
    """The people of the clause that a phrase stands in; the search ends at that clause."""
    i = next((k for k in inside if parse.tokens[k].head not in inside), inside[0])
    for _ in range(8):
        token = parse.tokens[i]
        if token.tag in _VERBAL:
            if parse.lower[i] in lexicon.patient and (heads := _patients_of_verb(parse, i)):
                return heads
            heads = [h for h in parse.kids(i, "dobj", "nsubjpass") if h not in inside]
            if not heads and (parse.lower[i] not in _TRANSPORTS or token.dep in ("relcl", "conj", "acl")):
                heads = _subject_of(parse, i)
            good = [h for h in heads if people_at(parse, h, lexicon) is not None]
            if good:
                return _antecedents(parse, i, good)
            if token.dep in ("acl", "relcl"):
                return [token.head]
            if token.dep not in ("xcomp", "acomp", "oprd", "conj", "advcl", "pcomp", "ccomp") or parse.kids(
                i, *_SUBJECTS
            ):
                return []
        elif i not in inside and token.tag.startswith("NN") and _is_someone(parse.lower[i], lexicon):
            return [i]
        if token.head == i:
            return []
        i = token.head
    return []


# ── frames ────────────────────────────────────────────────────────────────────────────────────────────


def _frames(parse: Parse, head: int, measure: Measure, trigger: int, lexicon: Lexicon) -> Iterator[Harm]:
    """The frame of a patient, of those joined to it ("two soldiers and a driver"), and of its stated parts."""
    head = _resolved(parse, _lifted(parse, head, lexicon), lexicon)
    heads = [*_joined(parse, head, measure, lexicon), *_along_with(parse, trigger)]
    joined = [people for k in heads if (people := people_at(parse, k, lexicon)) is not None]
    if not joined or _is_number_of(parse, joined[0]):
        return
    measure = _by_agent(parse, measure, trigger, lexicon)
    for people in _merged(joined, parse):
        frame = _frame(parse, people, measure, trigger, lexicon)
        if frame is None:
            continue
        yield frame
        for part in _parts(parse, people.head, measure, lexicon):
            inner = _frame(parse, part, measure, trigger, lexicon)
            if inner is not None:
                yield replace(inner, whole=frame.people)


def _lifted(parse: Parse, head: int, lexicon: Lexicon) -> int:
    """From the noun to the word that counts it: "HUNDREDS of men"."""
    above = parse.tokens[head].head
    if parse.tokens[head].dep == "pobj" and parse.lower[above] == "of":
        counting = parse.tokens[above].head
        if parse.lower[counting] in lexicon.measure_nouns or parse.tokens[counting].tag == "CD":
            return counting
    return head


def _resolved(parse: Parse, head: int, lexicon: Lexicon) -> int:
    """The single person a pronoun stands for: the subject before it in the same sentence."""
    if parse.lower[head] not in ("he", "she", "him", "her", "himself", "herself"):
        return head
    for i in range(head):
        if parse.tokens[i].dep in _SUBJECTS and parse.tokens[i].tag in ("NN", "NNP"):
            people = people_at(parse, i, lexicon)
            if (
                people is not None
                and people.reference in ("one", "name")
                and people.category != "security_force"
            ):
                return i
    return head


def _joined(parse: Parse, head: int, measure: Measure, lexicon: Lexicon) -> list[int]:
    """A head and those joined to it by "and", but for those that have a word of harm of their own."""
    heads, queue = [], [head]
    while queue:
        i = queue.pop()
        heads.append(i)
        queue.extend(
            k
            for k in parse.kids(i, "conj")
            if parse.tokens[k].tag not in _VERBAL and _own_measure(parse, k, lexicon) in (None, measure)
        )
    return sorted(heads)


def _own_measure(parse: Parse, k: int, lexicon: Lexicon) -> Measure | None:
    following = parse.lower[k + 1] if k + 1 < len(parse.lower) else ""
    for word in (parse.lower[k], following):
        own = lexicon.counted.get(word) or lexicon.states.get(word)
        if own or (
            word == following and word in lexicon.patient and parse.tokens[k + 1].tag in ("VBN", "VBD")
        ):
            return own or lexicon.patient[word]
    return None


def _along_with(parse: Parse, trigger: int) -> list[int]:
    """ "was killed along with three bodyguards"."""
    for prep in parse.kids(trigger, "prep"):
        if parse.lower[prep] == "with" and parse.lower[prep - 1] in ("along", "together"):
            return parse.kids(prep, "pobj")
    return []


def _is_number_of(parse: Parse, people: People) -> bool:
    """ "The number of soldiers killed" counts by the figure told elsewhere in the sentence."""
    at = people.span.start - parse.sentence.start
    words = parse.sentence.text[max(0, at - 15) : people.span.end - parse.sentence.start].lower()
    return people.reference == "several" and "the number of " in words


def _by_agent(parse: Parse, measure: Measure, trigger: int, lexicon: Lexicon) -> Measure:
    """Whom an armed group captures is abducted; whom a state captures is detained; who is freed was either."""
    if parse.lower[trigger] in ("freed", "released", "release") and any(
        w in lexicon.patient and lexicon.patient[w] == "abducted" for w in parse.lower
    ):
        return "abducted"
    if measure != "detained" or not parse.lower[trigger].startswith("captur"):
        return measure
    names = [span.quote for span in (_agent(parse, trigger),) if span]
    names += [
        parse.span(parse.left_edge(k), k).quote
        for i in parse.ancestors(trigger)
        for k in parse.kids(i, "nsubj")
    ]
    return "abducted" if any(side_of(name) == "armed_group" for name in names) else measure


def _merged(joined: list[People], parse: Parse) -> list[People]:
    """Names and single persons joined by "and" are one claim about as many people."""
    single = [p for p in joined if p.reference in ("one", "name")]
    categories = {p.category for p in single}
    if len(single) < 2 or len(single) < len(joined) or len(categories - {None}) > 1:
        return joined
    first, last, n = single[0], single[-1], len(single)
    words = Span(first.span.start, last.span.end, _quoted(parse, first.span.start, last.span.end))
    names = tuple(name for p in single for name in p.names)
    category = next(iter(categories - {None}), None)
    return [
        People(first.head, words, Quantity(n, n, n, words.quote, "joined"), category, "figure", False, names)
    ]


def _quoted(parse: Parse, start: int, end: int) -> str:
    base = parse.sentence.start
    return parse.sentence.text[start - base : end - base]


def _parts(parse: Parse, head: int, measure: Measure, lexicon: Lexicon) -> list[People]:
    """Sub-counts of a phrase: "including three children", "— nine soldiers and three civilians —"."""
    heads: list[int] = []
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in ("including", "among"):
            for noun in parse.kids(prep, "pobj"):
                heads.extend(_joined(parse, noun, measure, lexicon))
    for noun in parse.kids(head, "appos"):
        opening = parse.lower[parse.left_edge(noun)]
        if parse.figures and opening not in _ALL_OF_THEM and _own_measure(parse, noun, lexicon) is None:
            heads.extend(_joined(parse, noun, measure, lexicon))
    found = [people_at(parse, k, lexicon) for k in heads]
    return [
        p
        for p in found
        if p is not None and p.reference in ("figure", "one") and p.head != head and not p.names
    ]


def _frame(parse: Parse, people: People, measure: Measure, trigger: int, lexicon: Lexicon) -> Harm | None:
    stance = _stance(parse, trigger, people, lexicon)
    quantity, word = people.quantity, parse.lower[people.head]
    if word in ("body", "bodies") and measure != "deaths":
        return None
    if people.reference == "several" and word in lexicon.counted and word not in _COUNTED_PEOPLE:
        return None
    if people.reference in ("one", "name"):
        people = replace(people, span=_with_apposition(parse, people))
    if measure == "displaced" and (
        quantity.best == 1 or people.category in ("armed_group", "security_force")
    ):
        return None
    if stance == "denied" and people.span.quote.lower().startswith("any "):
        return None
    if (
        people.reference == "nobody"
        or quantity.best == 0
        or (stance == "denied" and _negated(parse, trigger))
    ):
        quantity, stance = Quantity(0, 0, 0, people.span.quote, "none"), "denied"
    if not quantity.words:
        quantity = replace(quantity, words=people.span.quote)
    return Harm(
        parse.sentence.index,
        measure,
        people.category,
        quantity,
        people.span,
        parse.span(trigger, trigger),
        stance,
        _agent(parse, trigger),
        None if people.reference in ("name", "pronoun") else parse.span(people.head, people.head),
        people.reference,
        people.definite,
        people.names,
    )


def _with_apposition(parse: Parse, people: People) -> Span:
    """One person's words with what is set beside them: "the suspect, a 19-year-old student"."""
    beside = parse.kids(people.head, "appos")
    if parse.tokens[people.head].dep == "appos":
        beside.append(parse.tokens[people.head].head)
    ends = [k for k in beside if parse.tokens[k].tag.startswith("NN") and abs(k - people.head) < 9]
    start = min([people.span.start, *(parse.tokens[parse.left_edge(k)].start for k in ends)])
    end = max([people.span.end, *(parse.tokens[k].end for k in ends)])
    return Span(start, end, _quoted(parse, start, end))


def _agent(parse: Parse, trigger: int) -> Span | None:
    for by in parse.kids(trigger, "agent"):
        for noun in parse.kids(by, "pobj"):
            return parse.span(parse.left_edge(noun), noun)
    if parse.tokens[trigger].tag in _VERBAL and parse.kids(trigger, "dobj"):
        for noun in _subject_of(parse, trigger):
            return parse.span(parse.left_edge(noun), noun)
    return None


def _stance(parse: Parse, trigger: int, people: People, lexicon: Lexicon) -> Stance:
    governing = [trigger, *_verbs_above(parse, trigger)]
    around = [
        k
        for i in governing
        for k in parse.children[i]
        if parse.tokens[k].dep in ("neg", "aux", "mark", "advmod", "preconj")
    ]
    words = {parse.lower[k] for k in around} | {parse.lower[i] for i in governing[1:]}
    if _negated(parse, trigger) or _denied_above(parse, trigger, lexicon):
        return "denied"
    if words & {"may", "might"} and "have" in words:
        return "expected"
    if any(lexicon.hypothetical.fullmatch(w) for w in words) or _attempted(parse, trigger):
        return "hypothetical"
    if any(lexicon.expected.fullmatch(w) for w in words):
        return "expected"
    return "asserted"


def _negated(parse: Parse, trigger: int) -> bool:
    """Whether a negation stands on the word of harm itself (not on "expected to survive")."""
    governing = [trigger, *_verbs_above(parse, trigger)]
    if any(parse.lower[i] in ("expected", "likely") for i in governing[1:]) or parse.lower[trigger] in (
        "expected",
    ):
        return False
    return any(
        parse.lower[k] in ("not", "n't", "never", "without", "neither", "nor")
        for i in governing
        for k in parse.children[i]
        if parse.tokens[k].dep in ("neg", "advmod", "preconj", "prep", "cc")
    )


def _denied_above(parse: Parse, trigger: int, lexicon: Lexicon) -> bool:
    """ "Denied that …", "no evidence that …", "rejected a claim that …"."""
    for i in parse.ancestors(trigger):
        if parse.lower[i] in lexicon.denials:
            return True
        if parse.lower[i] in ("evidence", "indication", "sign", "reports") and any(
            parse.lower[k] == "no" for k in parse.children[i]
        ):
            return True
    return False


def _attempted(parse: Parse, trigger: int) -> bool:
    before = " ".join(parse.lower[max(0, trigger - 4) : trigger])
    return before.endswith(
        (
            "attempted",
            "attempt to",
            "intent to",
            "tried to",
            "trying to",
            "threatened to",
            "threatening to",
            "conspiracy to",
            "plot to",
            "plan to",
            "allegedly attempting to",
        )
    )


def _verbs_above(parse: Parse, trigger: int) -> list[int]:
    """The verbs that a trigger depends on as a bare complement ("was found dead", "tried to kill")."""
    out, i = [], trigger
    for above in parse.ancestors(trigger):
        if parse.tokens[i].dep in ("xcomp", "acomp", "oprd", "attr", "pcomp", "prep") and parse.tokens[
            above
        ].tag in (*_VERBAL, "IN"):
            out.append(above)
            i = above
        else:
            break
    return out
