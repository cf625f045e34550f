"""Who was harmed, how many, and by whom: the harm frames of one sentence.

A frame joins a word of harm ("killed", "death of", "in critical condition") with the people who bear it
(`bearers.py`). What the tree misses in telegraphic lines is found by `headlines.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from according.lang import language
from according.model import Category, Measure, Quantity, Sentence, Span, Stance
from according.read.bearers import bearers_of, phrased, subject_of
from according.read.headlines import adjacent_harms
from according.read.lexicon import Lexicon
from according.read.people import (
    SUBJECTS,
    VERBAL,
    Parse,
    People,
    Reference,
    names_people,
    people_at,
    people_words,
)
from according.read.sides import side_of
from according.read.stance import negated, stance_of
from according.read.wordlists import filled


@dataclass(frozen=True, slots=True)
class _Words:
    """The [victims] table of a language; what each list is for stands there."""

    uncounted: frozenset[str]
    both: frozenset[str]
    all_of_them: frozenset[str]
    told_before: frozenset[str]
    all_: frozenset[str]
    groups: frozenset[str]
    counted_people: frozenset[str]
    bodies: frozenset[str]
    forces: frozenset[str]
    torture: frozenset[str]
    of: frozenset[str]
    singular: frozenset[str]
    reflexive: frozenset[str]
    along: frozenset[str]
    with_: frozenset[str]
    numbers_of: tuple[str, ...]
    freeing: frozenset[str]
    capturing: tuple[str, ...]
    including: frozenset[str]
    any_: tuple[str, ...]
    kin: frozenset[str]
    owners: frozenset[str]
    others: frozenset[str]
    often: frozenset[str]
    one_of: frozenset[str]


@cache
def _words(code: str) -> _Words:
    return filled(_Words, language(code)["victims"])


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
    parse = Parse(sentence, lexicon.code)
    unviolent = lexicon.is_unviolent(sentence.text)
    found = _Found()
    for trigger in range(len(parse.tokens)):
        for measure, head in bearers_of(parse, trigger, lexicon):
            found.add(head, measure, trigger)
    for measure, head, trigger in phrased(parse, lexicon):
        found.add(head, measure, trigger)
    harms: list[Harm] = []
    for (head, measure), trigger in sorted(found.by_head.items()):
        harms.extend(_frames(parse, head, measure, trigger, lexicon))
    told = [(h.measure, h.people) for h in harms if h.reference == "figure"]
    harms.extend(
        h
        for h in adjacent_harms(parse, tuple(harms), lexicon, _frame)
        if not any(m == h.measure and p != h.people and h.people.contains(p) for m, p in told)
    )
    if unviolent:  # disease and accident kill, hurt and drive away; whoever is held is held by somebody
        harms = [h for h in harms if h.measure in ("abducted", "detained")]
    return _without_doubles(harms, _words(lexicon.code))


def _without_doubles(harms: list[Harm], words: _Words) -> tuple[Harm, ...]:
    kept: list[Harm] = []
    held = {h.people for h in harms if h.measure in ("abducted", "detained")}
    done_to = {h.people for h in harms if not h.people.contains(h.trigger)}
    harms = [
        h for h in harms if _worth_telling(h, words) and not (h.people in held and _is_torture(h, words))
    ]
    harms = [h for h in harms if h.people not in done_to or not h.people.contains(h.trigger)]
    for harm in sorted(harms, key=lambda h: (h.measure != "deaths", h.people.start, h.people.end)):
        if not any(
            k.people.overlaps(harm.people)
            and (k.measure == harm.measure or {k.measure, harm.measure} == {"deaths", "injured"})
            for k in kept
        ):
            kept.append(harm)
    return tuple(sorted(kept, key=lambda h: (h.people.start, h.people.end)))


def _is_torture(harm: Harm, words: _Words) -> bool:
    """What is done to those held is told with their being held: it is no second count."""
    return harm.measure == "injured" and harm.trigger.quote.lower() in words.torture


def _worth_telling(harm: Harm, words: _Words) -> bool:
    """Whether a careful recorder writes it down: not "they", "those killed", nor what one named person
    might suffer or did not."""
    if harm.reference == "several" and harm.people.quote.lower() in words.uncounted and harm.whole is None:
        return False
    if not harm.people.quote.strip():  # the parser takes odd white space for words
        return False
    if harm.people.quote.lower() in words.both or (harm.reference == "pronoun" and harm.quantity.best != 1):
        return False
    if harm.stance == "denied" and harm.measure not in ("deaths", "injured") and harm.quantity.best == 0:
        return False
    if harm.reference == "one":
        return harm.stance != "hypothetical"
    if harm.reference == "name":
        return harm.stance in ("asserted", "expected")
    return harm.reference != "pronoun" or harm.stance == "asserted"


# ── frames ────────────────────────────────────────────────────────────────────────────────────────────


def _frames(parse: Parse, head: int, measure: Measure, trigger: int, lexicon: Lexicon) -> Iterator[Harm]:
    """The frames of a patient, of those joined to it ("two soldiers and a driver"), of its stated parts."""
    head = _lifted(parse, head, trigger, lexicon)
    heads = list(dict.fromkeys(_resolved(parse, k, lexicon) for k in _joined(parse, head, measure, lexicon)))
    joined = _one_figure([people for k in heads if (people := people_at(parse, k, lexicon)) is not None])
    if not joined or _is_number_of(parse, joined[0]):
        return
    measure = _by_agent(parse, measure, trigger, lexicon)
    along = _along_with(parse, trigger, measure, lexicon)
    if joined[0].reference != "nobody":
        along += _without_verb(parse, trigger, measure, lexicon)
    for people in (*_beside_figure(parse, head, _merged(joined, parse), lexicon), *along):
        frame = _frame(parse, people, measure, trigger, lexicon)
        if frame is None:
            continue
        yield frame
        for part in _parts(parse, people.head, measure, lexicon):
            inner = _frame(parse, part, measure, trigger, lexicon)
            if inner is not None and _fits(inner.quantity, frame.quantity):
                yield replace(inner, whole=frame.people, category=frame.category or inner.category)


def _one_figure(joined: list[People]) -> list[People]:
    """ "7,000 Serbs and Croats", "editors, bloggers and young activists" are one figure: the nouns behind
    count nobody by themselves, but for those of another side ("rebels and some villagers")."""
    if not joined or joined[0].reference not in ("figure", "several"):
        return joined
    first = joined[0]
    return [first, *(p for p in joined[1:] if p.reference != "several" or _apart(p, first))]


def _apart(people: People, first: People) -> bool:
    return " " in people.span.quote and people.category != first.category


def _lifted(parse: Parse, head: int, trigger: int, lexicon: Lexicon) -> int:
    """From the noun to the word that counts it: "HUNDREDS of men", but not to "one of the 25 MEN killed"."""
    above, words = parse.tokens[head].head, _words(parse.code)
    if _names_who(parse, head, above, lexicon):
        return above
    if parse.lower[head] in words.one_of and parse.tokens[trigger].dep in ("acl", "relcl"):
        nouns = [k for prep in parse.kids(head, "prep") for k in parse.kids(prep, "pobj") if k < trigger]
        return nouns[-1] if nouns and parse.kids(nouns[-1], "nummod") else head
    if parse.tokens[head].dep == "pobj" and parse.lower[above] in words.of:
        counting = parse.tokens[above].head
        if parse.lower[counting] in words.one_of or (
            parse.tokens[counting].tag == "CD" and parse.kids(head, "nummod")
        ):
            return head
        counts = parse.lower[counting] in lexicon.measure_nouns - words.groups
        if counts or parse.tokens[counting].tag == "CD":
            return counting
    return head


def _names_who(parse: Parse, head: int, above: int, lexicon: Lexicon) -> bool:
    """Whether a name follows the noun for a person: "jailed ACTIVIST Ann Lee" tells of Ann Lee."""
    name = parse.tokens[above]
    beside = parse.tokens[head].dep in ("compound", "nmod") and above > head and name.tag in ("NNP", "NNPS")
    return beside and parse.tokens[head].tag in ("NN", "NNP") and parse.lower[head] in lexicon.people


def _resolved(parse: Parse, head: int, lexicon: Lexicon) -> int:
    """The single person a pronoun stands for: the subject before it in the same sentence, but not that of
    its own verb ("the boy shot her" harms somebody else; "shot himself" the boy)."""
    words = _words(parse.code)
    if parse.lower[head] not in words.singular:
        return head
    reflexive = parse.lower[head] in words.reflexive
    object_of = parse.tokens[head].head if parse.tokens[head].dep == "dobj" and not reflexive else None
    doers = subject_of(parse, object_of) if object_of is not None else []
    for i in reversed(range(head)) if reflexive else range(head):
        if i in doers:
            continue
        if parse.tokens[i].dep in SUBJECTS and parse.tokens[i].tag in ("NN", "NNP"):
            people = people_at(parse, i, lexicon)
            if (
                people is not None
                and people.reference in ("one", "name")
                and (reflexive or people.category != "security_force")
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
            for k in (*parse.kids(i, "conj"), *_list_goes_on(parse, i, lexicon))
            if parse.tokens[k].tag not in VERBAL and _own_measure(parse, k, lexicon) in (None, measure)
        )
    return sorted(heads)


def _list_goes_on(parse: Parse, i: int, lexicon: Lexicon) -> list[int]:
    """In "three policemen, a driver and a teacher" the tree takes the driver for another word for the
    policemen; whoever is of another category is somebody else, and so is who bears another name."""
    own = lexicon.people.get(parse.lower[i])
    named = parse.tokens[i].tag == "NNP" and own is None

    def listed(k: int) -> bool:
        telegraphic = not parse.sentence.text.rstrip().endswith((".", '"', "”"))
        return telegraphic or bool(parse.kids(k, "cc"))

    return [
        k
        for k in parse.kids(i, "appos")
        if (own and listed(k) and lexicon.people.get(parse.lower[k]) not in (own, None))
        or (
            named
            and parse.tokens[k].tag == "NNP"
            and parse.lower[k] not in lexicon.people
            and any(parse.tokens[c].tag.startswith("NNP") for c in parse.kids(k, "conj", "appos"))
        )
    ]


def _fits(part: Quantity, whole: Quantity) -> bool:
    """Whether so many can be among the whole."""
    open_above = whole.high is None and whole.rule in ("at_least", "more_than")
    bound = None if open_above else whole.high if whole.high is not None else whole.best
    return part.best is None or bound is None or part.best <= bound


def _own_measure(parse: Parse, k: int, lexicon: Lexicon) -> Measure | None:
    following = parse.lower[k + 1] if k + 1 < len(parse.lower) else ""
    for word in (parse.lower[k], following):
        own = lexicon.counted.get(word) or lexicon.states.get(word)
        if own or (
            word == following and word in lexicon.patient and parse.tokens[k + 1].tag in ("VBN", "VBD")
        ):
            return own or lexicon.patient[word]
    return None


def _along_with(parse: Parse, trigger: int, measure: Measure, lexicon: Lexicon) -> list[People]:
    """ "Was killed along with three bodyguards", "was arrested with two others"."""
    words = _words(parse.code)
    for prep in parse.kids(trigger, "prep"):
        if parse.lower[prep] not in words.with_:
            continue
        heads = [h for noun in parse.kids(prep, "pobj") for h in _joined(parse, noun, measure, lexicon)]
        found = [people for h in heads if (people := people_at(parse, h, lexicon)) is not None]
        if parse.lower[prep - 1] not in words.along:
            found = [p for p in found if p.reference != "pronoun" and parse.lower[p.head] in lexicon.people]
        return _merged(_one_figure(found), parse) if found else []
    return []


def _without_verb(parse: Parse, trigger: int, measure: Measure, lexicon: Lexicon) -> list[People]:
    """Those counted behind the clause who share its verb: "12 soldiers were killed, and three villagers"."""
    found: list[People | None] = []
    if parse.tokens[trigger].tag in VERBAL and not negated(parse, trigger):
        for noun in parse.kids(trigger, "conj"):
            heads = _joined(parse, noun, measure, lexicon)
            if noun > trigger and parse.lower[noun] in lexicon.people and _ends_list(parse, heads, lexicon):
                found += [people_at(parse, k, lexicon) for k in heads]
    return [people for people in found if people is not None and people.reference == "figure"]


def _ends_list(parse: Parse, heads: list[int], lexicon: Lexicon) -> bool:
    """Whether people stand behind an "and" at the end of the sentence, and nothing else is told of them."""
    joint = parse.lower[parse.left_edge(heads[0]) - 1]
    last = all(token.dep == "punct" for token in parse.tokens[heads[-1] + 1 :])
    joined = joint in people_words(parse.code).conjunctions
    return last and joined and all(_own_measure(parse, k, lexicon) is None for k in heads)


def _is_number_of(parse: Parse, people: People) -> bool:
    """ "The number of soldiers killed" counts by the figure told elsewhere in the sentence."""
    at = people.span.start - parse.sentence.start
    words = parse.sentence.text[max(0, at - 15) : people.span.end - parse.sentence.start].lower()
    return people.reference == "several" and any(form in words for form in _words(parse.code).numbers_of)


def _by_agent(parse: Parse, measure: Measure, trigger: int, lexicon: Lexicon) -> Measure:
    """Whom an armed group captures is abducted, whom a state captures detained; who is freed was either."""
    words = _words(parse.code)
    if parse.lower[trigger] in words.freeing and any(
        w in lexicon.patient and lexicon.patient[w] == "abducted" for w in parse.lower
    ):
        return "abducted"
    if measure != "detained" or not parse.lower[trigger].startswith(words.capturing):
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
    others = _others_last(joined, parse)
    counted = [*single, others] if others else single
    categories = {p.category for p in counted}
    if len(counted) < 2 or len(counted) < len(joined) or len(categories - {None}) > 1:
        return joined
    first, last = counted[0], counted[-1]
    n = len(single) + ((others.quantity.best or 0) if others else 0)
    words = Span(first.span.start, last.span.end, _quoted(parse, first.span.start, last.span.end))
    names = tuple(name for p in single for name in p.names)
    category = next(iter(categories - {None}), None)
    return [
        People(first.head, words, Quantity(n, n, n, words.quote, "joined"), category, "figure", False, names)
    ]


def _others_last(joined: list[People], parse: Parse) -> People | None:
    """The figure that closes "a teacher and six others", "the mayor and his two sons"."""
    last, words = joined[-1], _words(parse.code)
    if last.reference != "figure" or last.quantity.rule != "exact":
        return None
    own = last.span.quote.lower().split()
    return last if own[0] in words.owners or not words.others.isdisjoint(own) else None


def _beside_figure(parse: Parse, head: int, merged: list[People], lexicon: Lexicon) -> list[People]:
    """Names set beside a figure of as many people are that figure: "two boys from Aswan, Y. and M., were"."""
    if len(merged) != 1 or merged[0].quantity.rule != "joined" or parse.tokens[head].dep != "appos":
        return merged
    counted = people_at(parse, parse.tokens[head].head, lexicon)
    if counted is None or counted.reference != "figure":
        return merged
    return [counted] if counted.quantity.best == merged[0].quantity.best else merged


def _quoted(parse: Parse, start: int, end: int) -> str:
    base = parse.sentence.start
    return parse.sentence.text[start - base : end - base]


def _parts(parse: Parse, head: int, measure: Measure, lexicon: Lexicon) -> list[People]:
    """Sub-counts of a phrase: "including three children", "— nine soldiers and three civilians —"."""
    heads: list[int] = []
    words = _words(parse.code)
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in words.including:
            for noun in parse.kids(prep, "pobj"):
                heads.extend(_joined(parse, noun, measure, lexicon))
    for noun in parse.kids(head, "appos"):
        if noun in _list_goes_on(parse, head, lexicon):
            continue
        opening = parse.lower[parse.left_edge(noun)]
        if parse.figures and opening not in words.all_of_them and _own_measure(parse, noun, lexicon) is None:
            heads.extend(_joined(parse, noun, measure, lexicon))
    found = [people_at(parse, k, lexicon) for k in heads]
    parts = [
        p
        for p in found
        if p is not None and p.reference in ("figure", "one") and p.head != head and not p.names
    ]
    return _merged(parts, parse) if parts else []


def _frame(parse: Parse, people: People, measure: Measure, trigger: int, lexicon: Lexicon) -> Harm | None:
    stance = stance_of(parse, trigger, lexicon)
    quantity, word, words = people.quantity, parse.lower[people.head], _words(parse.code)
    if word in words.bodies and measure != "deaths":
        return None
    if people.reference in ("several", "figure") and _is_general(parse, people, trigger, lexicon):
        return None
    if people.reference in ("one", "name"):
        people = _with_apposition(parse, people, lexicon)
    if measure == "displaced" and (
        quantity.best == 1 or people.category in ("armed_group", "security_force")
    ):
        return None
    if stance == "denied" and people.span.quote.lower().startswith(words.any_):
        return None
    if people.reference == "nobody" or quantity.best == 0 or (stance == "denied" and negated(parse, trigger)):
        quantity, stance = Quantity(0, 0, 0, people.span.quote, "none"), "denied"
    if people.names and people.reference in ("one", "name", "figure") and quantity.rule in ("one", "joined"):
        quantity = replace(quantity, rule="named")  # what is shown to people withholds the names
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


def _is_general(parse: Parse, people: People, trigger: int, lexicon: Lexicon) -> bool:
    """Whether a plural without a figure counts nobody: those told of before ("the victims"), or harms rather
    than people ("injuries")."""
    word, words = parse.lower[people.head], _words(parse.code)
    if people.quantity.rule not in ("plural", "vague"):
        return False
    if people.quantity.rule == "plural" and _is_habitual(parse, trigger):
        return True
    if word in lexicon.counted:
        return word not in words.counted_people
    if people.quantity.rule == "vague":
        return False
    known = word in lexicon.people or names_people(word, parse.code)
    first = people.span.quote.split()[0].lower()
    before = first in words.told_before and not (word in words.kin and parse.kids(people.head, "poss"))
    before |= first in words.all_ and lexicon.people.get(word) is None  # "all journalists" says whom
    return before or not known or word in words.forces or trigger == people.head


def _is_habitual(parse: Parse, trigger: int) -> bool:
    """Whether a harm is told as a custom or an aim, not as done: "are often beaten", "who flee", "hired to
    kill"."""
    words, tag = _words(parse.code), parse.tokens[trigger].tag
    verbs = [trigger, *parse.ancestors(trigger)] if parse.tokens[trigger].dep == "conj" else [trigger]
    if any(parse.lower[k] in words.often for i in verbs for k in parse.kids(i, "advmod")):
        return True
    if tag == "VBP":
        return parse.tokens[trigger].dep == "relcl"
    chain = [trigger]
    while parse.tokens[chain[-1]].dep == "conj":
        chain.append(parse.tokens[chain[-1]].head)
    return tag == "VB" and any(parse.tokens[k].tag == "TO" for i in chain for k in parse.kids(i, "aux"))


def _with_apposition(parse: Parse, people: People, lexicon: Lexicon) -> People:
    """One person's words with what is set beside them: "the suspect, a 19-year-old student"."""
    beside = parse.kids(people.head, "appos")
    if parse.tokens[people.head].dep == "appos":
        parent = parse.tokens[people.head].head
        beside += [] if people.head in _list_goes_on(parse, parent, lexicon) else [parent]
    heads = [k for k in beside if parse.tokens[k].tag.startswith("NN") and abs(k - people.head) < 9]
    start = min([people.span.start, *(parse.tokens[parse.left_edge(k)].start for k in heads)])
    end = max([people.span.end, *(parse.tokens[k].end for k in heads)])
    named = tuple(
        t.text for k in heads for t in parse.tokens[parse.left_edge(k) : k + 1] if t.tag in ("NNP", "NNPS")
    )
    told = (person.category for k in heads if (person := people_at(parse, k, lexicon)) is not None)
    words = replace(
        people,
        span=Span(start, end, _quoted(parse, start, end)),
        names=(*people.names, *named),
        category=people.category or next(filter(None, told), None),
    )
    if people.reference == "one" and any(_is_name(parse, k, lexicon) for k in heads):
        return replace(words, reference="name", names=named)  # "his friend, Ann Lee"
    return words


def _is_name(parse: Parse, head: int, lexicon: Lexicon) -> bool:
    return parse.tokens[head].tag == "NNP" and parse.lower[head] not in lexicon.people


def _agent(parse: Parse, trigger: int) -> Span | None:
    above = parse.tokens[trigger].head
    if parse.tokens[trigger].dep == "prep" and parse.tokens[above].tag in VERBAL:
        trigger = above  # "stabbed her to death"
    for by in parse.kids(trigger, "agent"):
        for noun in parse.kids(by, "pobj"):
            return parse.span(parse.left_edge(noun), noun)
    if parse.tokens[trigger].tag in VERBAL and parse.kids(trigger, "dobj"):
        for noun in subject_of(parse, trigger):
            return parse.span(parse.left_edge(noun), noun)
    return None
