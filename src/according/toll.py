"""From the claims about one incident to low ≤ best ≤ high under a named profile.

Each toll names the claims it rests on (`used`) and every other claim of its measure with the reason for
which it does not (`set_aside`, words of `REASONS`). Figures of equal scope are rivals, and a profile
decides between them; what covers less bounds from below; what covers something else is kept out. Categories
close: where every one is known they sum to `all`, and what does not close is `unknown`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.closing import closed
from according.errors import UsageError
from according.frame import Framed, framed
from according.model import MEASURES, Category, Claim, Document, Measure, SetAside, Side, Toll
from according.profiles import PROFILES, Profile
from according.settling import SIDES, Result, settled
from according.speakers import About, about
from according.stated import Stated, merged, statements_of

#: Why a claim may stand aside: the fixed words of `SetAside.reason` and what `according why` says of them.
REASONS: dict[str, str] = {
    "denied": "the speaker denies it",
    "expected": "it is expected, not told as having happened",
    "hypothetical": "it is a possibility, not told as having happened",
    "background": "it tells of other events, such as a year's total",
    "repeat": "the same document says it twice",
    "sub_count": "it counts some of the people that another figure counts already",
    "included": "it is one part of the total, which was added up or stated elsewhere",
    "corrected": "its outlet has corrected the report or taken it back since",
    "wire_copy": "the document is another outlet's copy of one that is counted",
    "same_voice": "the same speaker's same figure, carried by another document",
    "possibly_same_claim": "another outlet's rendering of what may be the same claim by the same speaker",
    "superseded": "its speaker has given a later figure over the same or a grown window",
    "stale": "an older figure printed again after its speaker had replaced it",
    "different_window": "it covers another stretch of time",
    "different_area": "it covers another area",
    "contained": "it covers only a part of the time or the area: it bounds from below and is not added",
    "party_about_enemy_only": "a party to the conflict says this of its enemy's people: it bounds from above",
    "echo_of_party": "it repeats, without naming a source, what a party said of its enemy's people",
    "derived_sum": "it is a sum of other claims, among them a party's word about its enemy's people",
    "rival_lower": "another figure of the same scope is preferred by this profile; this one is lower",
    "rival_higher": "another figure of the same scope is preferred by this profile; this one is higher",
    "rival_category": "the same people are counted under another category by others",
    "less_exact": "it agrees with the figure and says it less exactly",
    "incomplete": "it totals fewer groups of people than others name",
    "other_category": "it counts another group of people",
}

#: What a toll may be marked with (`Toll.marks`) and what the mark says.
MARKS: dict[str, str] = {
    "party_about_enemy": "best rests, in whole or in part, on one party's word about its enemy, with no other"
    " voice",
    "party_set_aside": "a party's word about its enemy is not taken as best; it bounds the figure from above",
    "one_party": "all that the figure rests on is one party's word",
    "admission": "a party's word about its own losses, against its interest, and no other voice",
    "provisional": "no figure is given by two independent voices",
}

#: Reasons by which a claim of another category's toll is better explained than by its category.
_OF_ITS_OWN = frozenset(REASONS) - {
    "rival_lower",
    "rival_higher",
    "less_exact",
    "other_category",
    "party_about_enemy_only",
}
_KNOWN: tuple[Category, ...] = ("civilian", "security_force", "armed_group")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a sum rests on one side's word, by whose people it speaks of. `percent` is rounded."""

    side: Side
    about: About
    figure: int
    total: int

    @property
    def percent(self) -> int:
        """The share in whole per cent; 0 of nothing is 0."""
        return round(100 * self.figure / self.total) if self.total else 0


def tolls(
    claims: Iterable[Claim], documents: Mapping[str, Document], profile: str = "neutral"
) -> tuple[Toll, ...]:
    """The tolls of one incident: for each measure its categories, then `all`. UsageError on an unknown
    profile.

    `claims`: every claim about the incident, of any number of documents, in any order. `documents`: by id;
    one that is missing costs its publication date and outlet only.
    """
    return tolls_under(claims, documents, (profile,))[profile]


def tolls_under(
    claims: Iterable[Claim], documents: Mapping[str, Document], profiles: Sequence[str]
) -> dict[str, tuple[Toll, ...]]:
    """The tolls of one incident by profile, as `tolls` gives them; what precedes profiles is done once."""
    rules = [profile_named(name) for name in profiles]
    every = merged(claims)
    statements = statements_of(every.values(), documents)
    frame = framed(statements.stated)
    early = {s.claim_id: s.reason for s in statements.set_aside}
    told = {s.measure for s in (*frame.current, *frame.partial)}
    by_measure = {m: sorted(c.claim_id for c in every.values() if c.measure == m) for m in MEASURES}
    return {
        rule.name: tuple(
            one
            for measure in MEASURES
            if measure in told
            for one in _of_measure(measure, frame, early, by_measure[measure], rule, every)
        )
        for rule in rules
    }


def profile_named(name: str) -> Profile:
    """The profile of that name; UsageError with the names there are."""
    if name not in PROFILES:
        raise UsageError(f"no profile is called {name!r}; choose one of: {', '.join(sorted(PROFILES))}")
    return PROFILES[name]


def share_by_voice_side(parts: Sequence[Claim], known: Iterable[Claim] = ()) -> tuple[Share, ...]:
    """On whose word the parts of a sum rest, largest share first.

    A part that its own document gives without a voice is put down to the party that said the same figure
    among the `known` claims of the incident, first to one that speaks of its enemy; else to the author.
    """
    spoken = [c for c in known if c.voices and c.voices[-1].party]
    heaps: dict[tuple[Side, About], int] = {}
    for part in parts:
        side = part.side if part.voices and part.voices[-1].party else _said_by(part, spoken)
        key = (side, about(side, part.category))
        heaps[key] = heaps.get(key, 0) + (part.quantity.best or 0)
    total = sum(heaps.values())
    shares = (Share(side, whose, figure, total) for (side, whose), figure in heaps.items())
    return tuple(sorted(shares, key=lambda s: (-s.figure, s.side, s.about)))


def _said_by(part: Claim, spoken: Sequence[Claim]) -> Side:
    same = [c for c in spoken if (c.measure, c.category, c.quantity.best) == _counted(part)]
    sides = {c.side for c in same}
    return min(sides, key=lambda side: (about(side, part.category) != "enemy", side), default=part.side)


def _counted(claim: Claim) -> tuple[Measure, Category, int | None]:
    return claim.measure, claim.category, claim.quantity.best


def _of_measure(
    measure: Measure,
    frame: Framed,
    early: Mapping[str, str],
    claim_ids: Sequence[str],
    rule: Profile,
    claims: Mapping[str, Claim],
) -> list[Toll]:
    current = [s for s in frame.current if s.measure == measure]
    partial = [s for s in frame.partial if s.measure == measure]
    replaced = [s for s in frame.replaced if s.measure == measure]
    results: dict[Category, Result] = {}
    for category in _KNOWN:
        votes = [s for s in current if s.category == category]
        if votes or any(s.category == category for s in partial):
            within = [s for s in partial if s.category == category]
            earlier = [s for s in replaced if s.category == category]
            results[category] = settled(votes, within, rule, claims, earlier)
    stated = [_tainted(s, frame.enemy_words, claims) for s in current]
    results, total = closed(results, stated, partial, rule, claims, replaced)
    said = [s for s in (*current, *replaced) if s.speaker.party]
    total = replace(total, marks=total.marks | _carried(results, total, said))
    shared = {**early, **frame.reasons}
    reasons = dict.fromkeys(results, shared) | {"all": {**shared, **_all_reasons(results)}}
    return [
        _toll(measure, c, r, reasons[c], claim_ids, rule, claims, _voice_note(c, r, said))
        for c, r in {**results, "all": total}.items()
    ]


def _tainted(item: Stated, enemy_words: Collection[str], claims: Mapping[str, Claim]) -> Stated:
    """The same figure, marked where some of it is a party's word about its enemy, said here or echoed."""
    behind = {p for c in item.claim_ids for p in (c, *claims[c].parts)}
    return replace(item, tainted=item.tainted or not behind.isdisjoint(enemy_words))


#: Marks of a category that hold for the total as well.
_CARRIED = frozenset({"party_about_enemy", "party_set_aside"})


def _carried(results: Mapping[Category, Result], total: Result, said: Sequence[Stated]) -> frozenset[str]:
    """The marks that the total has from its categories. A sum that has no best figure because a category has
    none is as provisional as that."""
    summed = total.answer.best is None and not total.votes
    carried = _CARRIED | ({"provisional"} if summed else set())
    return frozenset(
        mark
        for category, result in results.items()
        for mark in (*result.marks, _voice_note(category, result, said)[0])
        if mark in carried
    )


def _all_reasons(results: Mapping[Category, Result]) -> dict[str, str]:
    return {c: r for result in results.values() for c, r in result.reasons.items()}


def _toll(
    measure: Measure,
    category: Category,
    result: Result,
    shared: Mapping[str, str],
    claim_ids: Sequence[str],
    rule: Profile,
    claims: Mapping[str, Claim],
    voice_note: tuple[str, str],
) -> Toll:
    used = {
        c for s in result.used for c in s.claim_ids if category == "all" or claims[c].category == category
    }
    reasons = {**shared, **result.reasons}
    aside = tuple(SetAside(c, _reason(claims[c], category, reasons)) for c in claim_ids if c not in used)
    mark, words = voice_note
    notes = (*((words,) if words else ()), *result.notes)
    marks = result.marks | ({mark} if mark else set())
    answer = result.answer
    return Toll(
        measure,
        category,
        answer.low,
        answer.best,
        answer.high,
        rule.name,
        tuple(sorted(used)),
        aside,
        result.derived,
        " ".join(dict.fromkeys(notes)),
        tuple(m for m in MARKS if m in marks),
    )


def _reason(claim: Claim, category: Category, reasons: Mapping[str, str]) -> str:
    own = reasons.get(claim.claim_id)
    if category not in ("all", claim.category) and own not in _OF_ITS_OWN:
        return "other_category"
    return own if own in REASONS else "included" if category == "all" else "sub_count"


def _repeats_party(item: Stated, parties: Sequence[Stated]) -> bool:
    if item.speaker.side != "author" or item.published is None:
        return False
    same = (s for s in parties if (s.category, s.figure) == (item.category, item.figure))
    return any(s.as_of is not None and s.as_of <= item.published for s in same)


def _voice_note(category: Category, result: Result, said: Sequence[Stated]) -> tuple[str, str]:
    """Whether all that the figure rests on are one party's words, and whose people it speaks of: the mark and
    the note, both empty where not. `said`: what parties say of the measure, repeats and replaced ones too.

    The press that gives the same figure as its own after the party gave it is no other voice.
    """
    parties = [s for s in result.used if s.speaker.party]
    sides = {s.speaker.side for s in parties}
    before = [s for s in said if s.speaker.side in sides]
    if len(sides) != 1 or any(not _repeats_party(s, before) for s in result.used if not s.speaker.party):
        return "", ""
    side = next(iter(sides))
    who = SIDES.get(side, "one party")
    whose = "enemy" if all(s.enemy for s in parties) else about(side, category)
    if whose == "own":
        words = f"The figure is {who}'s own, for its own people: an admission; all of it rests on that word."
        return "admission", words
    alone = f"The figure rests on one party's words alone (100 %): {who}"
    if whose == "enemy":
        return "party_about_enemy", f"{alone} about its enemy."
    return "one_party", f"{alone}."
