"""Words of attribution in one sentence: the verb, who speaks, and what is said, by the sentence's tree.

A sentence without tokens (triage left it unparsed) is read by plain patterns (`plain_cues`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from according.model import Sentence, Token
from according.read.attributing import Words
from according.read.sides import is_placed, role_at, side_of
from according.read.tree import Range, Source, Tree, source_at

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLAUSES = ("ccomp", "xcomp", "advcl", "parataxis", "pcomp")

_SPACED = str.maketrans(dict.fromkeys(".,;:!?()[]“”\"'’‘—–", " "))


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution as the sentence has it; all ranges count in the document's content.

    `source` is None where nobody is named. `outer` passes the words on (a relay: agency, then official).
    """

    sentence: int
    start: int
    end: int
    word: str
    source: Source | None
    contents: tuple[Range, ...]
    outer: Source | None = None


#: Tags of verbs with a time of their own.
_FINITE = ("VBD", "VBZ", "VBP")
_PAUSES = (":", ",", ";")
#: More words than this are no speaker's name where no tree tells.
_LONGEST_PLAIN = 6
#: Titles that the tree may leave outside a name (", Sgt. N. N. said").
_TITLE = re.compile(r"(?:\b[A-Z][a-z]{1,5}\. ){1,3}$")


def cues_in(sentence: Sentence, words: Words) -> tuple[Cue, ...]:
    """The attributions of one sentence, in order of their words."""
    if not sentence.tokens:
        return tuple(plain_cues(sentence, words))
    tokens = sentence.tokens
    places = [
        i for i, token in enumerate(tokens) if token.text in words.spellings and _may_cue(tokens, i, words)
    ]
    if not places:
        return ()
    tree = Tree(sentence, [token.text.lower() for token in tokens], words.code)
    found: list[Cue] = []
    for i in places:
        cue = _cue_at(tree, i, words)
        if cue is None or cue.source is None:
            cue = _again_in_title(tree, i, found, words) or cue
        if cue is not None:
            found.append(cue)
    return tuple(_apart(found, sentence, words))


def _may_cue(tokens: tuple[Token, ...], i: int, words: Words) -> bool:
    """Whether a word that can be a cue is one by its tag: a verb, "according", or a noun before "that"."""
    tag = tokens[i].tag
    if tag.startswith("VB") or tokens[i].dep == "ROOT":
        return True
    low = tokens[i].text.lower()
    if low in words.nouns:
        if any(token.tag == "POS" for token in tokens[max(0, i - 3) : i]):
            return True
        return (low in words.core and i > 0 and tokens[i - 1].text in _PAUSES) or any(
            token.text in words.that for token in tokens[i + 1 : i + 8]
        )
    return low in words.core or low in words.according


def _apart(cues: list[Cue], sentence: Sentence, words: Words) -> list[Cue]:
    """No content reaches over another cue's source that follows on the same level ("A said x, B said y")."""
    made = []
    for at, cue in enumerate(cues):
        contents = cue.contents
        for later in cues[at + 1 :]:
            own = later.source
            if own is None or own.start <= cue.end or later.outer is not None or not later.contents:
                continue
            edge = min(later.start, own.start)
            if any(a <= cue.start < b for a, b in later.contents):
                contents = tuple(
                    (a, min(b, edge)) for a, b in contents
                )  # "A said x, B reported": B tells of A
            elif _opens(cue, later, sentence, words):
                contents = tuple((a, min(b, edge) if a < edge else b) for a, b in contents)
        contents = tuple((a, b) for a, b in contents if a < b)
        made.append(cue if contents == cue.contents else replace(cue, contents=contents))
    return made


def _opens(cue: Cue, later: Cue, sentence: Sentence, words: Words) -> bool:
    """Whether the later cue opens a clause of its own after "but", "while", "and", or a comma."""
    own = later.source
    if own is None or own.start > later.start or any(a < own.end for a, _ in later.contents):
        return False
    between = sentence.text[cue.end - sentence.start : own.start - sentence.start].rstrip()
    return between.endswith((",", ";")) or between.rpartition(" ")[2].lower() in words.coordinators


def _cue_at(tree: Tree, i: int, words: Words) -> Cue | None:
    low = tree.lower[i]
    if low in words.according:
        return _according(tree, i, words)
    if tree.is_verb(i) or (low in words.says and tree.kids(i, "nsubj")) or low in words.always:
        if low in words.relays:
            relay = _relay(tree, i, words)
            if relay is not None:
                return relay
        if low in words.accuses:
            accusation = _accusation(tree, i, words)
            if accusation is not None:
                return accusation
        if low in words.says or low in words.counts:
            return _saying(tree, i, words)
        return None
    if low in words.nouns and tree.tokens[i].tag.startswith("NN"):
        return _noun(tree, i, words)
    return None


def _again_in_title(tree: Tree, i: int, found: list[Cue], words: Words) -> Cue | None:
    """A headline's verb whose speaker leads its first half ("Army ends raid, says 30 dead")."""
    low, token = tree.lower[i], tree.tokens[i]
    if not tree.sentence.is_title or low not in words.core or not i or tree.lower[i - 1] not in _PAUSES:
        return None
    before = [s for k in tree.kids(i, "ccomp") if k < i for s in tree.kids(k, "nsubj")][:1]
    source = found[-1].source if found else source_at(tree, before[0]) if before else None
    content = ((token.end, tree.sentence.end),)
    return Cue(tree.sentence.index, token.start, token.end, low, source, content) if source else None


# ── according to ──────────────────────────────────────────────────────────────────────────────────────


def _according(tree: Tree, i: int, words: Words) -> Cue | None:
    if i + 2 > len(tree.tokens) - 1 or tree.lower[i + 1] not in words.to:
        return None
    objects = tree.kids(i + 1, "pobj") or tree.kids(i, "pobj")
    head = objects[0] if objects else _noun_after(tree, i + 2)
    if head is None or head < i:
        return None
    source = source_at(tree, head)
    if not is_placed(tree.words_at(source)):  # "an earlier report and the ministry"
        others = (source_at(tree, k) for k in tree.kids(head, "conj"))
        source = next((other for other in others if is_placed(tree.words_at(other))), source)
    start, end = tree.tokens[i].start, tree.tokens[i + 1].end
    return Cue(
        tree.sentence.index,
        start,
        end,
        tree.lower[i],
        source,
        _around(tree, start, _source_reach(tree, head, source)),
    )


def _source_reach(tree: Tree, head: int, source: Source) -> int:
    """The end of the source with what is said of it, up to the comma that closes it."""
    reach = [j for j in tree.under(head) if tree.tokens[j].start >= source.start]
    first = next((j for j in reach if tree.lower[j] in (",", ";", "—", "–") and j > head), None)
    last = max((j for j in reach if first is None or j < first), default=head)
    return max(source.end, tree.tokens[last].end)


def _around(tree: Tree, start: int, end: int) -> tuple[Range, ...]:
    """What an inserted source covers: the sentence before it and after it."""
    sentence = tree.sentence
    base = sentence.start
    cut = max(sentence.text.rfind("; ", 0, start - base), sentence.text.rfind(" — ", 0, start - base))
    begin = base + cut + 2 if cut >= 0 else base
    stop = sentence.text.find("; ", end - base)
    finish = base + stop if stop >= 0 else sentence.end
    return tuple(
        (a, b)
        for a, b in ((begin, start), (end, finish))
        if sentence.text[a - base : b - base].strip(" ,.;:”\"'’")
    )


def _noun_after(tree: Tree, i: int) -> int | None:
    while i < len(tree.tokens):
        if tree.tokens[i].tag.startswith(("NN", "PRP")):
            while i + 1 < len(tree.tokens) and tree.tokens[i + 1].tag.startswith("NN"):
                i += 1
            return i
        if tree.lower[i] in (",", ".", ";"):
            return None
        i += 1
    return None


# ── verbs ─────────────────────────────────────────────────────────────────────────────────────────────


def _saying(tree: Tree, i: int, words: Words) -> Cue | None:
    low = tree.lower[i]
    if tree.tokens[i].tag == "VBN" and low in words.counts and not tree.kids(i, "aux", "auxpass", "agent"):
        return None  # "three killings reported": by nobody
    heads = _speaker_of(tree, i, words)
    source = source_at(tree, heads[0]) if heads else _inverted(tree, i)
    if low in words.core and heads and heads[0] < i:
        source = _named_after(tree, i, heads[0]) or source
    if source is None and not heads and low not in words.by_nobody:
        return None
    if source is not None and low not in words.core and not _can_speak(tree, source):
        return None
    seen = low in words.finding and _only_seen(tree, i)
    contents = _contents(tree, i, source, words) if not tree.kids(i, "neg") and not seen else ()
    if any(tree.lower[k] in words.responsibility for k in tree.kids(i, "dobj")):
        contents = ()  # a deed is claimed, the figure is not the claimer's
    outer = _told(tree, i) if low in words.tells else None
    token = tree.tokens[i]
    return Cue(tree.sentence.index, token.start, token.end, low, source, contents, outer)


def _only_seen(tree: Tree, i: int) -> bool:
    """Whether somebody was found so ("found nine men dead") rather than something found to be the case."""
    clauses = [k for k in tree.kids(i, "ccomp", "advcl") if k > i]
    finite = any(
        tree.tokens[k].tag in _FINITE or tree.kids(k, "aux", "auxpass", "mark", "cop") for k in clauses
    )
    return not finite


def _can_speak(tree: Tree, source: Source) -> bool:
    """Whether a source is a name, a pronoun, or words for a role or a body."""
    name = tree.words_at(source)
    return (
        (name[:1].isupper() and source.start > tree.sentence.start)
        or " " not in name
        or role_at(name) is not None
    )


def _speaker_of(tree: Tree, i: int, words: Words) -> list[int]:
    """The token that heads the subject of a verb, through auxiliaries, joined verbs and relative clauses."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        passive = bool(tree.kids(i, "auxpass", "nsubjpass"))
        if passive and tree.lower[i] not in words.passed_on:
            return [p for by in tree.kids(i, "agent") for p in tree.kids(by, "pobj")][:1]
        subjects = tree.kids(i, *_SUBJECTS)
        if subjects:
            subject = subjects[-1] if subjects[-1] < i else subjects[0]
            if tree.lower[subject] in words.relatives and tree.tokens[i].dep in ("relcl", "ccomp", "acl"):
                return [tree.head(i)] if tree.tokens[i].dep != "ccomp" else []
            return [subject]
        dep, head = tree.tokens[i].dep, tree.head(i)
        if dep == "acl" and tree.tokens[i].tag == "VBG":
            return [head]
        if dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp") and head != i:
            i = head
            if tree.lower[i] in words.relays:  # "quoted police as saying": police say it
                return tree.kids(i, "nsubjpass", "dobj")[:1]
            continue
        return []
    return []


def _inverted(tree: Tree, i: int) -> Source | None:
    """The speaker after the verb ("said police chief N. N.") or right before it, if the tree has none."""
    if i + 1 < len(tree.tokens) and tree.tokens[i + 1].tag.startswith(("NN", "DT", "PRP", "JJ")):
        before = tree.lower[i - 1] if i else ""
        if before in (",", '"', "”", "’", "'", "''"):
            head = _noun_after(tree, i + 1)
            return source_at(tree, head) if head is not None else None
    if i and tree.tokens[i - 1].tag.startswith(("NN", "PRP")) and tree.tokens[i - 1].tag != "PRP$":
        return source_at(tree, i - 1)
    return None


def _named_after(tree: Tree, i: int, head: int) -> Source | None:
    """The speaker named behind a closing verb, where the tree took a word of the clause for its subject
    ("the car, which had stopped, said N. N."): the name must end the clause and tell a role or a side."""
    if not i or tree.tokens[i - 1].text not in (",", "”", '"', "''"):
        return None
    if any(k > i for k in tree.kids(i, "ccomp")) or i - head < 2:
        return None
    after = _noun_after(tree, i + 1) if tree.tokens[i + 1 : i + 2] else None
    if after is None or any(tree.is_verb(k) for k in range(i + 1, after)):
        return None
    ends = after + 1 >= len(tree.tokens) or tree.tokens[after + 1].text in (",", ".", ";")
    source = source_at(tree, after)
    return source if ends and role_at(tree.words_at(source)) is not None else None


def _told(tree: Tree, i: int) -> Source | None:
    """The outlet that was told, which passes the words on."""
    after = _noun_after(tree, i + 1)
    for k in [*tree.kids(i, "dobj", "dative"), *([after] if after is not None else [])]:
        source = source_at(tree, k)
        name = tree.words_at(source)
        if any(c.isupper() for c in name) and side_of(name) == "media":
            return source
    return None


def _contents(tree: Tree, i: int, source: Source | None, words: Words) -> tuple[Range, ...]:
    """What a verb's speaker says: the clause after it, or the sentence before it where the cue trails."""
    low, token, sentence = tree.lower[i], tree.tokens[i], tree.sentence
    left, right = _left(tree, i, source, words), _right(tree, i, source, words)
    if left and right and words.goes_on.match(sentence.text, right[0] - sentence.start):
        return left, right
    if left and right:
        trailing = not _has_clause_after(tree, i, words)
        return (
            (left, right)
            if _comma_before(sentence, right[0]) and trailing
            else (left,)
            if trailing
            else (right,)
        )
    if (
        right
        and low in words.clause_only
        and not _has_clause_after(tree, i, words)
        and not _quote_after(tree, i)
    ):
        return ()
    if right and low not in words.says and not _counted(tree, i, words):
        return ()
    if not left and not right and tree.kids(i, "nsubjpass") and low in words.counts:
        return ((sentence.start, token.start),)
    return tuple(r for r in (left or _before_relative(tree, i, words), right) if r)


def _before_relative(tree: Tree, i: int, words: Words) -> Range | None:
    """The people that a relative clause tells of ("12 men whom the army says it killed"): its word too."""
    head = tree.head(i)
    own = [k for k in tree.kids(i, *_SUBJECTS) if k < i]
    if tree.tokens[i].dep != "relcl" or not own or tree.lower[own[0]] in words.relatives:
        return None
    first = min(k for k in tree.under(head, ("relcl",)) if k <= head)
    start, end = tree.tokens[first].start, tree.tokens[head].end
    return (start, end) if start < end <= tree.tokens[i].start else None


def _counted(tree: Tree, i: int, words: Words) -> bool:
    """Whether the verb has a figure for an object; "put" and its like need "at" ("put the toll at 15")."""
    if tree.lower[i] in words.speaks:
        return any(_of_figure(tree, k, words) for k in tree.under(i) if k > i)
    if tree.lower[i] in words.calling:
        return any(tree.lower[k] in words.calling_for for k in tree.kids(i, "prep"))
    if tree.lower[i] in words.placing:
        return any(tree.lower[k] in words.at for k in tree.under(i) if k > i)
    return bool(tree.kids(i, "dobj", "ccomp", "prep", "nsubjpass"))


def _of_figure(tree: Tree, k: int, words: Words) -> bool:
    """Whether a word is "of" before a figure ("spoke of five dead"; not "spoke of the dead")."""
    return tree.lower[k] in words.of and any(tree.tokens[j].tag == "CD" for j in tree.under(k))


def _comma_before(sentence: Sentence, at: int) -> bool:
    return sentence.text[max(0, at - sentence.start) :].lstrip(' ”"’').startswith((",", "—", "–"))


def _quote_after(tree: Tree, i: int) -> bool:
    after = tree.lower[i + 1 : i + 4]
    if ":" in after:
        return True
    opened = next((j for j, word in enumerate(after) if word in ("“", '"', "``", "‘")), None)
    if opened is None:
        return False
    inside = tree.lower[i + 2 + opened : i + 6 + opened]
    return len(inside) == 4 and not any(word in ("”", '"', "''", "’") for word in inside)


def _has_clause_after(tree: Tree, i: int, words: Words) -> bool:
    if any(k > i for k in tree.kids(i, "ccomp")):
        return True
    after = tree.lower[i + 1 : i + 4]
    if "," in after and any(tree.tokens[i + 1 + j].tag == "VBG" for j in range(after.index(","), len(after))):
        after = after[: after.index(",")]  # "…, police said, adding that": what follows is another verb's
    return any(word in words.subordinators for word in after) or bool(after and after[0] in (":", "“"))


def _left(tree: Tree, i: int, source: Source | None, words: Words) -> Range | None:
    """The words before a trailing cue: ", police said"; from the sentence's start or the quotation's."""
    sentence = tree.sentence
    edge = min(tree.tokens[i].start, source.start if source else tree.tokens[i].start)
    before = sentence.text[: edge - sentence.start].rstrip()
    if source and source.start > tree.tokens[i].start:
        before = sentence.text[: tree.tokens[i].start - sentence.start].rstrip()
    before = _TITLE.sub("", before + " ").rstrip()
    goes_on = words.goes_on.match(sentence.text, tree.tokens[i].end - sentence.start)
    has_object = any(k > i for k in tree.kids(i, "dobj")) and tree.lower[i] not in words.tells
    if before.endswith(";") or (has_object and not goes_on) or tree.lower[i] in words.speaks:
        return None
    if any(k < i for k in tree.kids(i, "ccomp")) and before:
        pass
    elif (
        not before.endswith((",", "”", '"', "’", "—", "–", "''"))
        or (tree.kids(i, "advcl") and not _closes(tree, i, source))
        or (not _closes(tree, i, source) and not before.endswith(("”", '"', "''")))
    ):
        return None
    start = sentence.start + max(before.rfind("; ") + 2 if "; " in before else 0, 0)
    return (start, sentence.start + len(before)) if before and len(before) > 3 else None


def _closes(tree: Tree, i: int, source: Source | None) -> bool:
    """Whether nothing but time and place words stand between the cue and the sentence's end or a comma."""
    sentence = tree.sentence
    after = max(tree.tokens[i].end, source.end if source and source.start > tree.tokens[i].start else 0)
    rest = sentence.text[after - sentence.start :].lstrip()
    if not rest or rest[0] in '.,”"’;!?—–':
        return True
    clause = [k for k in tree.kids(i, "ccomp", "dobj") if k > i]
    return not clause and len(rest.split(",")[0].split()) <= 8


def _right(tree: Tree, i: int, source: Source | None, words: Words) -> Range | None:
    """The words after the cue (and after an inverted speaker), as far as the verb's own tree reaches."""
    sentence = tree.sentence
    start = tree.tokens[i].end
    if source and source.start > tree.tokens[i].start:
        start = max(start, _reach_after(tree, i, source))
    if _inserted(tree, i, source, start):
        return start, sentence.end
    joined = {k for k in tree.children[i] if tree.tokens[k].dep == "conj" and tree.is_verb(k)}
    bare = tree.kids(i, "dobj") and not tree.kids(i, "ccomp")
    if bare or tree.lower[i] not in words.says:  # the figure is in its object; what happened then is not
        joined |= {k for k in tree.kids(i, "advcl") if k > i}
    without = ("relcl",) if tree.lower[i] in words.calling else ()  # nor "… a fire that killed six"
    parts = [k for k in tree.children[i] if k > i and k not in joined]
    if without:
        parts = [k for k in parts if tree.tokens[k].dep != "punct"]
    below = [j for k in parts for j in tree.under(k, without)]
    end = max((tree.tokens[j].end for j in below), default=start)
    if tree.tokens[i].dep in ("ROOT", "conj", "ccomp") and not joined and not without and _main(tree, i):
        end = sentence.end
    elif joined:
        first = min(min(tree.under(k)) for k in joined)
        end = min(end, tree.tokens[first].start) if tree.tokens[first].start > start else end
    if end <= start or not any(
        c.isalnum() for c in sentence.text[start - sentence.start : end - sentence.start]
    ):
        return None
    return start, end


def _inserted(tree: Tree, i: int, source: Source | None, end: int) -> bool:
    """Whether cue and speaker stand between commas inside a clause that goes on ("In May, police said, six
    men died"), and nothing of the verb's own follows them."""
    if source is None or any(k > i for k in tree.kids(i, "ccomp", "dobj")):
        return False
    base, text = tree.sentence.start, tree.sentence.text
    before = text[: min(source.start, tree.tokens[i].start) - base].rstrip()
    after = text[end - base :].lstrip()
    head = tree.head(i)
    return before.endswith(",") and after.startswith(",") and head != i and tree.tokens[head].start > end


def _main(tree: Tree, i: int) -> bool:
    """Whether the verb leads the sentence: no clause around it goes on after it."""
    head = tree.head(i)
    return head == i or all(j <= i or tree.tokens[j].dep == "punct" for j in tree.children[head] if j != i)


def _reach_after(tree: Tree, i: int, source: Source) -> int:
    """The end of an inverted speaker with its apposition ("said N. N., the group's head, adding …")."""
    head = next((j for j, t in enumerate(tree.tokens) if t.end == source.end), None)
    if head is None:
        return source.end
    subjects = [k for k in tree.kids(i, *_SUBJECTS) if k > i]
    reach = tree.under(subjects[0], ("conj",)) if subjects else [head]
    return max(source.end, max(tree.tokens[j].end for j in reach))


def _accusation(tree: Tree, i: int, words: Words) -> Cue | None:
    """ "X accused Y of killing three": what is alleged stands after "of" or "with"."""
    objects = [k for o in tree.kids(i, "dobj") for k in tree.kids(o, "prep")]
    parts = [k for k in [*tree.kids(i, "prep"), *objects] if tree.lower[k] in words.alleging and k > i]
    heads = _speaker_of(tree, i, words)
    if not parts or not heads or tree.kids(i, "auxpass"):
        return None
    below = tree.under(parts[0])
    token = tree.tokens[i]
    content = (tree.tokens[below[0]].start, tree.tokens[below[-1]].end)
    return Cue(
        tree.sentence.index, token.start, token.end, tree.lower[i], source_at(tree, heads[0]), (content,)
    )


def _relay(tree: Tree, i: int, words: Words) -> Cue | None:
    """ "citing officials", "quoted police as saying", "was quoted as saying by the agency"."""
    token = tree.tokens[i]
    passive = bool(tree.kids(i, "auxpass", "nsubjpass"))
    inner = tree.kids(i, "nsubjpass") if passive else [k for k in tree.kids(i, "dobj", "nsubj") if k > i]
    if not inner and not passive:
        after = [k for k in tree.kids(i, "ccomp") if k > i]
        inner = [s for k in after for s in tree.kids(k, *_SUBJECTS)][:1]
    if not inner:
        return None
    if passive:
        outers = [p for by in tree.kids(i, "agent") for p in tree.kids(by, "pobj")]
    else:
        outers = [s for s in _passing_on(tree, i, words) if s != inner[0]]
    source = source_at(tree, inner[0])
    name = tree.words_at(source)
    if not is_placed(name) and not (passive or _saying_below(tree, i, words)) and not name[:1].isupper():
        return None
    contents = _relayed(tree, i, source, words)
    outer = source_at(tree, outers[0]) if outers else None
    return (
        Cue(tree.sentence.index, token.start, token.end, tree.lower[i], source, contents, outer)
        if contents
        else None
    )


def _passing_on(tree: Tree, i: int, words: Words) -> list[int]:
    """Who relays: the verb's own subject, else that of the next verb of saying above it."""
    if tree.kids(i, *_SUBJECTS):
        return _speaker_of(tree, i, words)
    seen = {i}
    while (i := tree.head(i)) not in seen:
        seen.add(i)
        if tree.lower[i] in words.says or tree.lower[i] in words.counts:
            return _speaker_of(tree, i, words)
    return []


def _saying_below(tree: Tree, i: int, words: Words) -> bool:
    return any(tree.lower[j] in words.saying for j in tree.under(i))


def _relayed(tree: Tree, i: int, source: Source, words: Words) -> tuple[Range, ...]:
    """After "as saying": what follows it; else the whole sentence around the source."""
    start = min(tree.tokens[i].start, source.start)
    saying = next((j for j in range(i, len(tree.tokens)) if tree.lower[j] in words.as_saying), None)
    if saying is not None and saying > i:
        a, b = tree.tokens[saying].end, tree.sentence.end
        if b - a > 2:
            return ((a, b),)
        return _around(tree, min(start, _opening(tree, i)), b)
    return _around(tree, start, max(tree.tokens[i].end, source.end))


def _opening(tree: Tree, i: int) -> int:
    """Where the clause of a trailing relay begins: at its own subject."""
    subjects = [k for k in tree.kids(i, *_SUBJECTS) if k < i]
    return tree.tokens[min(tree.under(subjects[0]))].start if subjects else tree.tokens[i].start


def _noun(tree: Tree, i: int, words: Words) -> Cue | None:
    """ "a statement by the army that …", "the group's claim that …", "a tally by the UN puts"."""
    clauses = [k for k in tree.kids(i, "acl", "ccomp", "relcl") if k > i and tree.tokens[k].tag != "VBG"]
    marked = [k for k in clauses if any(tree.lower[m] in words.that for m in tree.kids(k, "mark"))]
    owners = tree.kids(i, "poss") + [
        p for by in tree.kids(i, "prep") if tree.lower[by] in words.owning for p in tree.kids(by, "pobj")
    ]
    token = tree.tokens[i]
    if not owners:
        return None
    if marked:
        below = tree.under(marked[0])
        contents: tuple[Range, ...] = ((tree.tokens[below[0]].start, tree.tokens[below[-1]].end),)
    else:
        contents = _of_count(tree, i, words)
    source = source_at(tree, owners[0])
    return (
        Cue(tree.sentence.index, token.start, token.end, tree.lower[i], source, contents)
        if contents
        else None
    )


def _of_count(tree: Tree, i: int, words: Words) -> tuple[Range, ...]:
    """ "By the officials' count, …"; "the army's own figure is …"."""
    head, token = tree.head(i), tree.tokens[i]
    if tree.lower[head] in words.by_count and token.dep == "pobj":
        return _around(tree, tree.tokens[head].start, token.end)
    if tree.lower[head] in words.being and token.dep in _SUBJECTS and head > i:
        return ((tree.tokens[head].end, tree.sentence.end),)
    return ()


def _is_clause(name: str) -> bool:
    """Whether what a pattern took for a name is rather a piece of a sentence: long, with no role at first."""
    words = name.split()
    return len(words) > _LONGEST_PLAIN and role_at(" ".join(words[:_LONGEST_PLAIN])) is None


# ── without a tree ────────────────────────────────────────────────────────────────────────────────────


def plain_cues(sentence: Sentence, words: Words) -> Iterator[Cue]:
    """Attributions by pattern alone: "…, X said", "…, said X", "X said …", "according to X"."""
    if words.plain_words.isdisjoint(sentence.text.lower().translate(_SPACED).split()):
        return
    for pattern in words.plain:
        match = pattern.search(sentence.text)
        if match is None or _is_clause(match["source"]):
            continue
        base = sentence.start
        a, b = (base + at for at in match.span("source"))
        start, end = (base + at for at in match.span("cue"))
        cue_first, cue_last = min(a, start), max(b, end)
        sides = [(sentence.start, cue_first), (cue_last, sentence.end)]
        if pattern in words.plain[2:4]:
            sides = sides[1:]
        contents = tuple(
            r for r in sides if any(c.isalnum() for c in sentence.text[r[0] - base : r[1] - base])
        )
        if contents:
            yield Cue(sentence.index, start, end, match["cue"].lower(), Source(a, b), contents)
            return
