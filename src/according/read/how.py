"""How it was done: tactics, and the event's types in ACLED, UCDP and GTD.

Tactics come from cue words (`lang/<code>.toml`, table `[tactics]`) in the title and in the sentences that
tell of the event; the codebooks' own rules (`ontology/*.toml`) then decide with the sides of who did it and
of who was harmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from according.lang import language
from according.model import Actor, EventTypes, Sentence, Side
from according.ontology import codebook
from according.read.victims import Harm

#: At most this many tactics of one event, as GTD allows three attack types.
MOST_TACTICS = 3
#: The title tells the event; the sentences after the first few are often background.
_TITLE, _EARLY, _LATE, _EARLY_SENTENCES = 3, 2, 1, 3
#: The first sentences of a report, which tell its event.
_LEAD = 6
#: A tactic with less than this share of the strongest one's weight is background.
_LEAST_SHARE = 0.34
_AIMED = frozenset(("drone_strike", "air_strike", "shelling"))
_EXPLOSIVE = _AIMED | {"suicide_bombing", "chemical_attack", "landmine", "grenade", "bombing"}
_CLOSE = frozenset(
    ("armed_assault", "assassination", "execution", "stabbing", "beating", "torture", "vehicle_ramming")
)
_AROUND = frozenset(("arrest", "weapon_found", "protest"))
_PROPERTY = frozenset(("arson", "looting"))
#: General tactics, and the more specific ones whose reports use the same words.
_GENERAL = {
    "bombing": ("suicide_bombing", "drone_strike", "air_strike", "shelling", "landmine", "grenade"),
    "air_strike": ("drone_strike",),
    "armed_assault": ("clash", "assassination", "execution", "abduction", "hijacking"),
    "hostage_taking": ("abduction", "hijacking"),
}
_SIDE_OF: Mapping[str, Side] = {"security_force": "state", "armed_group": "armed_group"}


@dataclass(frozen=True, slots=True)
class _Cues:
    """One pattern for all phrases, longest first, and the tactic of each; and patterns of contexts."""

    phrases: re.Pattern[str]
    tactic_of: Mapping[str, str]
    contexts: Mapping[str, re.Pattern[str]]
    loose: re.Pattern[str]


@cache
def _cues(lang: str) -> _Cues:
    table = language(lang)["tactics"]
    tactic_of = {phrase: name for name, phrases in table.items() if name != "contexts" for phrase in phrases}
    contexts = {name: _any_of(phrases) for name, phrases in table["contexts"].items()}
    loose = contexts.pop("loose")
    return _Cues(_any_of(tactic_of), tactic_of, contexts, loose)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def tactics_of(
    sentences: Sequence[Sentence], anchors: Sequence[int], harms: Sequence[Harm] = (), lang: str = "en"
) -> tuple[str, ...]:
    """The tactics of the event told in the `anchors` (positions in `sentences`) and the title, strongest
    first, at most three, as codes of `ontology/tactics.toml`; empty where no word tells."""
    weights = _weights(_told(sentences, anchors), lang)
    if not weights:  # who was harmed is often told apart from how: then the report's first sentences tell
        weights = _weights(_told(sentences, range(min(_LEAD, len(sentences)))), lang)
    return _settled(weights, harms)


def _weights(told: Iterable[tuple[str, int]], lang: str) -> dict[str, int]:
    cues, weights = _cues(lang), dict[str, int]()
    for text, weight in told:
        for phrase in dict.fromkeys(cues.phrases.findall(text)):
            tactic = cues.tactic_of[phrase]
            weights[tactic] = weights.get(tactic, 0) + weight
    return weights


def _told(sentences: Sequence[Sentence], anchors: Sequence[int]) -> list[tuple[str, int]]:
    """The texts that tell of the event, in lower case, with their weight."""
    titles = [sentence.index for sentence in sentences if sentence.is_title]
    body = [index for index in dict.fromkeys(anchors) if index not in titles]
    told = [(index, _TITLE) for index in titles]
    told += [(index, _EARLY if n < _EARLY_SENTENCES else _LATE) for n, index in enumerate(body)]
    return [(sentences[index].text.casefold(), weight) for index, weight in told]


def _settled(weights: Mapping[str, int], harms: Sequence[Harm]) -> tuple[str, ...]:
    hurt = any(h.measure in ("deaths", "injured") and h.stance == "asserted" for h in harms)
    dropped = {
        general
        for general, specific in _GENERAL.items()
        if any(weights.get(tactic, 0) * 2 >= weights.get(general, 0) > 0 for tactic in specific)
    }
    if "weapon_found" in weights and not hurt:
        dropped |= _EXPLOSIVE  # the explosive was found before it harmed anyone
    if hurt or set(weights) - _AROUND - dropped:
        dropped |= _AROUND  # what a report of violence says of arrests and protests came after or before
    kept = {tactic: weight for tactic, weight in weights.items() if tactic not in dropped}
    least = max(kept.values(), default=0) * _LEAST_SHARE
    order = _order()
    strongest = sorted(kept, key=lambda tactic: (-kept[tactic], order[tactic]))
    return tuple(tactic for tactic in strongest if kept[tactic] >= least)[:MOST_TACTICS]


@cache
def _order() -> Mapping[str, int]:
    return {entry["code"]: rank for rank, entry in enumerate(codebook("tactics")["tactics"])}


@dataclass(frozen=True, slots=True)
class _Case:
    """What the codebooks' rules decide on: sides of the doers, sides and categories of the harmed."""

    tactics: tuple[str, ...]
    doers: frozenset[Side]
    hit: frozenset[Side]
    civilians: bool
    deaths: bool
    contexts: frozenset[str]
    between_groups: bool
    named_group: bool


def types_of(
    sentences: Sequence[Sentence],
    anchors: Sequence[int],
    actors: Sequence[Actor],
    harms: Sequence[Harm],
    lang: str = "en",
) -> EventTypes:
    """The event's types; each None or empty where the report does not tell.

    ACLED by form and sides (codebook rules: an attack on an armed side is a clash, a suicide attack with a
    clash is one too, an abduction with a death is an attack). UCDP by who fought whom; None for ordinary
    crime. GTD up to three attack types; empty where only a state acted.
    """
    tactics = tactics_of(sentences, anchors, harms, lang)
    case = _case(sentences, anchors, tactics, actors, harms, lang)
    return EventTypes(_acled(case), _ucdp(case), _gtd(case))


def _case(
    sentences: Sequence[Sentence],
    anchors: Sequence[int],
    tactics: tuple[str, ...],
    actors: Sequence[Actor],
    harms: Sequence[Harm],
    lang: str,
) -> _Case:
    told = [h for h in harms if h.stance == "asserted" and h.measure in ("deaths", "injured", "abducted")]
    armed: tuple[Side, ...] = ("state", "armed_group")
    doers = {actor.side for actor in actors if actor.role == "perpetrator"}
    hit = {_SIDE_OF[h.category] for h in told if h.category is not None and h.category in _SIDE_OF}
    hit |= {actor.side for actor in actors if actor.role == "target"}
    text = "\n".join(text for text, _ in _told(sentences, anchors))
    return _Case(
        tactics,
        frozenset(side for side in doers if side in armed),
        frozenset(side for side in hit if side in armed),
        civilians=any(h.category == "civilian" for h in told),
        deaths=any(h.measure == "deaths" for h in told),
        contexts=frozenset(name for name, pattern in _cues(lang).contexts.items() if pattern.search(text)),
        between_groups=_between_groups(actors),
        named_group=any(
            actor.side == "armed_group" and not _cues(lang).loose.search(actor.name.casefold())
            for actor in actors
        ),
    )


def _between_groups(actors: Sequence[Actor]) -> bool:
    """Whether an armed group acted on another: both are told of, in words that do not hold each other."""
    names = {
        role: [a.name.casefold() for a in actors if a.role == role and a.side == "armed_group"]
        for role in ("perpetrator", "target")
    }
    return any(d not in t and t not in d for d in names["perpetrator"] for t in names["target"])


def _acled(case: _Case) -> tuple[str, str] | None:
    sub_event = _sub_event(case)
    return (_parents()[sub_event], sub_event) if sub_event else None


@cache
def _parents() -> Mapping[str, str]:
    return {entry["code"]: entry["parent"] for entry in codebook("acled")["sub_event_types"]}


def _sub_event(case: _Case) -> str | None:
    if not case.tactics:
        return _by_sides(case)
    first = case.tactics[0]
    if "clash" in case.tactics and (first in {"clash", "suicide_bombing"} | _CLOSE):
        return _clash(case)
    if first in _CLOSE:
        return "Armed clash" if case.hit and not case.civilians else "Attack"
    if case.deaths and first in {"abduction", "hostage_taking", "hijacking"} | _PROPERTY:
        return "Attack"
    if first in ("crowd_control", "protest") and case.deaths:
        return "Excessive force against protesters"
    named: list[str] = codebook("acled")["crosswalk"][first]["to"]
    return named[0]


def _clash(case: _Case) -> str:
    """ "Clashes" of crowds, without an armed side, are riots."""
    crowd = not (case.doers | case.hit) and not case.contexts & {"insurgent", "soldiers"}
    return "Mob violence" if crowd and "mob_violence" in case.tactics else "Armed clash"


def _by_sides(case: _Case) -> str | None:
    """Deaths without a word of how: two armed sides are a clash, civilians under one an attack."""
    if not case.deaths:
        return None
    if case.doers and case.hit:
        return "Armed clash"
    return "Attack" if case.doers and case.civilians else None


def _ucdp(case: _Case) -> int | None:
    found = _by_parties(case)
    allowed = codebook("ucdp")["crosswalk"]
    possible = {code for tactic in case.tactics for code in allowed[tactic]["to"]}
    return found if found in possible or not case.tactics else None


def _by_parties(case: _Case) -> int | None:
    parties = case.doers | case.hit
    if _is_crime(case):
        return None
    if "interstate" in case.contexts or parties == {"state", "armed_group"}:
        return 1
    if "rivals" in case.contexts and "state" not in parties:
        return 2 if case.hit or not case.civilians or "clash" in case.tactics else 3
    if case.hit == {"state"} or (set(case.tactics) & _AIMED):
        return 1  # people near a fight of armed sides are counted with that fight
    if case.hit == {"armed_group"}:
        return 2 if case.doers and case.between_groups else 1
    return 1 if _both_told(case) else _one_sided(case)


def _both_told(case: _Case) -> bool:
    """Nobody of an armed side is known to be hurt, but the words tell of both as parties."""
    state = "state" in case.doers or "soldiers" in case.contexts
    group = "armed_group" in case.doers or "insurgent" in case.contexts
    return state and group and not case.civilians


def _one_sided(case: _Case) -> int | None:
    """No armed side is known to have been hit, and at most one is told of."""
    if "clash" in case.tactics:
        return 1  # fighting takes two armed sides, and rivals were asked for before
    if case.doers or (set(case.tactics) & _EXPLOSIVE):
        return 3 if case.doers or "soldiers" not in case.contexts else 1
    told = case.civilians or case.tactics or "attack" in case.contexts
    if told and "insurgent" in case.contexts:
        return 3
    return 3 if case.civilians and "attack" in case.contexts else None


def _is_crime(case: _Case) -> bool:
    """Ordinary crime: its words, and neither a group with a name nor a word of insurgency or rivalry."""
    organised = case.named_group or case.contexts & {"insurgent", "rivals", "interstate"}
    return "crime" in case.contexts and not organised and not set(case.tactics) & _EXPLOSIVE


def _gtd(case: _Case) -> tuple[str, ...]:
    """Attack types of non-state doers; () where only a state is known to have acted."""
    if case.doers == {"state"}:
        return ()
    crosswalk = codebook("gtd")["crosswalk"]
    return tuple(dict.fromkeys(name for tactic in case.tactics for name in crosswalk[tactic]["to"]))[:3]
