"""Which place each name means: all names of a report resolved together.

Every name votes with what it can stand for; countries, states, datelines, telephone area codes, demonyms
and the address of the publisher vote too. A name's own vote never counts for itself. No point is ever
invented: a name gets the point of its entry or none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log10

from according.model import Document
from according.ports import Gazetteer, GazetteerEntry
from according.read.place_cues import Sighting
from according.read.place_words import PlaceWords, phone_states
from according.read.placing import apart_km, encloses

_WIDE = frozenset({"country", "admin1", "region", "waters"})
_DOMAIN_COUNTRY = re.compile(r"https?://[^/\s]*\.([a-z]{2})(?:[:/]|$)")
_TOP_LEVEL = {
    "pk": "PAK",
    "ng": "NGA",
    "ua": "UKR",
    "in": "IND",
    "uk": "GBR",
    "ke": "KEN",
    "za": "ZAF",
    "ru": "RUS",
    "ph": "PHL",
    "bd": "BGD",
    "lk": "LKA",
    "np": "NPL",
    "af": "AFG",
    "iq": "IRQ",
    "ir": "IRN",
    "il": "ISR",
    "tr": "TUR",
    "eg": "EGY",
    "so": "SOM",
    "sd": "SDN",
    "et": "ETH",
    "ug": "UGA",
    "gh": "GHA",
    "mm": "MMR",
    "th": "THA",
    "mx": "MEX",
    "br": "BRA",
    "au": "AUS",
    "ca": "CAN",
    "nz": "NZL",
    "ie": "IRL",
    "fr": "FRA",
    "de": "DEU",
    "es": "ESP",
    "cm": "CMR",
    "ml": "MLI",
}
_KIND_BONUS = {
    "country": 2.0,
    "admin1": 0.6,
    "region": 0.9,
    "waters": 0.5,
    "populated": 0.0,
    "feature": 0.0,
    "admin2": -0.5,
}
#: Reports in English that name no country speak of these more often than their size says.
_READERS = frozenset({"USA", "GBR", "CAN", "AUS"})
_MOST = 24
#: A town of a state's name comes before it from this many inhabitants, and from this share of the state's.
_TOWN, _BIG_TOWN, _TOWN_SHARE = 15_000, 50_000, 0.03
#: Characters between a name and the one that tells where it lies (", some 30 kilometres northwest of ").
_ADDRESS_GAP = 40
#: What is said to be near a town is no farther from it than this.
_NEAR_KM = 150
#: A name that two or more such small places of one country bear, alike in size and far apart, says not which.
_SMALL, _ALIKE, _FAR_KM = 15_000, 0.4, 100
_Key = tuple[str, frozenset[str]]
_Shares = list[tuple[GazetteerEntry, float]]
_Votes = dict[_Key, _Shares]


@dataclass(slots=True)
class Evidence:
    """Votes for countries and first-level areas. `named`: countries that the report names outright, by name,
    demonym, abbreviated state or telephone number."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    states: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    hint: str | None = None
    named: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Name:
    """One distinct name of the report: its sightings' entries, restricted by what stands beside them.
    `priors`: how likely the name alone means each of them."""

    key: _Key
    entries: tuple[GazetteerEntry, ...]
    weight: float
    priors: tuple[float, ...]


def resolved(
    document: Document, sightings: Sequence[Sighting], gazetteer: Gazetteer, known: PlaceWords
) -> tuple[tuple[GazetteerEntry | None, ...], str | None]:
    """The entry that each sighting means, None where nothing fits; in the order of the sightings. And the
    country that the report is plainly about, None where that is open."""
    evidence = _outside_evidence(document, sightings, gazetteer, known)
    _addresses(sightings, evidence)
    evidence.named = _named(sightings, evidence)
    keys = [_key(seen) for seen in sightings]
    votes = _voted(_names(sightings, keys, evidence, gazetteer), evidence)
    home = _home(evidence)
    own = _own_shares(votes)
    chosen = {key: _if_likely(shares, evidence, home, own[key[0]]) for key, shares in votes.items()}
    chosen = {key: _at_home(key, entry, chosen) for key, entry in chosen.items()}
    chosen |= dict.fromkeys(_quarters(sightings, chosen), None)
    outer = _outer(document.content, sightings, known)
    placed = [_in_place(number, sightings, keys, chosen, votes, outer) for number in range(len(sightings))]
    placed = [_around(number, sightings, placed, outer) for number in range(len(sightings))]
    placed = [_near_by(number, sightings, placed) for number in range(len(sightings))]
    addressed = {
        key: entry for key, entry in zip(keys, placed, strict=True) if entry and entry is not chosen.get(key)
    }
    settled = tuple(
        addressed.get(key, entry) if entry is chosen.get(key) else entry
        for key, entry in zip(keys, placed, strict=True)
    )
    return settled, home[0]


def _outer(content: str, sightings: Sequence[Sighting], known: PlaceWords) -> dict[int, int]:
    """By number of a sighting that of the wider place which the words beside it put it into: "Kalat,
    Balochistan", "the Mand area of Kech district", "Pakistan's Kalat"."""
    joints = known["place_nouns"] | known["around"] | known["inside"]
    found: dict[int, int] = {}
    for number, (one, other) in enumerate(pairwise(sightings)):
        gap = content[one.end : other.start]
        if one.sentence != other.sentence or not 0 < len(gap) <= _ADDRESS_GAP:
            continue
        words = gap.replace(",", " ").lower().split()
        if other.before == number or (
            words and known["inside"].intersection(words) and joints.issuperset(words)
        ):
            found.setdefault(number, number + 1)
        elif gap in ("'s ", "’s "):
            found[number + 1] = number
    return found


def _near_by(
    number: int, sightings: Sequence[Sighting], placed: Sequence[GazetteerEntry | None]
) -> GazetteerEntry | None:
    """A small place said to be near another one lies near it: a namesake elsewhere is not meant."""
    entry = placed[number]
    if entry is None or entry.kind != "populated" or number + 1 >= len(sightings):
        return entry
    seen, beside, anchor = sightings[number], sightings[number + 1], placed[number + 1]
    if not beside.near or seen.near or anchor is None or beside.start - seen.end > _ADDRESS_GAP:
        return entry
    if beside.sentence != seen.sentence or anchor.kind != "populated" or entry.population > anchor.population:
        return entry
    if apart_km(entry, anchor) <= _NEAR_KM:
        return entry
    around = (e for e in seen.entries if e.kind == "populated" and apart_km(e, anchor) <= _NEAR_KM)
    return next(around, None)


def _voted(names: Sequence[_Name], evidence: Evidence) -> _Votes:
    """What each name stands for, after all have voted twice; the votes are in the evidence at the end."""
    votes: _Votes = {name.key: _alone(name, evidence.hint) for name in names}
    for _ in range(2):
        for shares in votes.values():
            _add(shares, evidence, 1.0)
        again = {name.key: _shares(name, evidence, votes[name.key]) for name in names}
        for shares in votes.values():
            _add(shares, evidence, -1.0)
        votes = again
    for shares in votes.values():
        _add(shares, evidence, 1.0)
    return votes


def _key(seen: Sighting) -> _Key:
    return seen.name.lower(), seen.kinds


def _outside_evidence(
    document: Document, sightings: Sequence[Sighting], gazetteer: Gazetteer, known: PlaceWords
) -> Evidence:
    evidence = Evidence()
    if document.country_hint:
        evidence.hint = country_of(document.country_hint, gazetteer)
        if evidence.hint:
            evidence.countries[evidence.hint] += 6.0
    for country, state in phone_states(document.content, known)[:6]:
        evidence.states[country, state] += 0.7
        evidence.countries[country] += 0.7
    domain = _DOMAIN_COUNTRY.match(document.url or "")
    if domain and (iso3 := _TOP_LEVEL.get(domain.group(1))):
        evidence.countries[iso3] += 1.5
    for seen in sightings:
        if seen.role in ("demonym", "people"):
            iso3 = seen.entries[0].country_iso3
            evidence.countries[iso3] += 0.5 if evidence.countries[iso3] < 2 else 0.05
    return evidence


@lru_cache(maxsize=512)
def _is_code(words: str) -> bool:
    return len(words) == 3 and words.isascii() and words.isupper()


def country_of(words: str, gazetteer: Gazetteer) -> str | None:
    """ISO 3166 alpha-3 of a country's name or code; None where there is no such country."""
    if _is_code(words):
        return words
    return next((entry.country_iso3 for entry in gazetteer.lookup(words) if entry.kind == "country"), None)


def _addresses(sightings: Sequence[Sighting], evidence: Evidence) -> None:
    """States given beside names count for the whole report."""
    for seen in sightings:
        if seen.state:
            evidence.states[seen.state] += 1.5
            evidence.countries[seen.state[0]] += 1.0


def _named(sightings: Sequence[Sighting], evidence: Evidence) -> set[str]:
    told = {
        seen.entries[0].country_iso3
        for seen in sightings
        if seen.entries and seen.entries[0].kind == "country"
    }
    wide = {
        e.country_iso3 for seen in sightings for e in seen.entries[:1] if e.kind == "admin1" and e.exact_name
    }
    return told | wide | set(evidence.countries)


def _names(
    sightings: Sequence[Sighting], keys: Sequence[_Key], evidence: Evidence, gazetteer: Gazetteer
) -> list[_Name]:
    found: dict[_Key, tuple[tuple[GazetteerEntry, ...], float]] = {}
    for seen, key in zip(sightings, keys, strict=True):
        weight = found[key][1] + 0.15 if key in found else 1.5 if seen.role == "outlet" else seen.score
        found[key] = (
            found[key][0] if key in found else _fitting(seen, evidence, gazetteer),
            min(weight, 1.5),
        )
    return [
        _Name(key, entries, weight, _priors(entries, bool(key[1])))
        for key, (entries, weight) in found.items()
        if entries
    ]


def _fitting(seen: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> tuple[GazetteerEntry, ...]:
    """The entries that a sighting can stand for: of the kinds said beside it, where there are any."""
    entries = seen.entries
    if seen.after:
        entries = _merged(gazetteer.lookup(f"{seen.name} {seen.after}"), entries)
    if (country := _spelt_in(entries, evidence)) is not None:
        entries = _merged(entries, gazetteer.similar(seen.name, country))
    if not seen.kinds:
        entries = tuple(e for e in entries if not _bare_county(e))
    if seen.kinds:
        right = tuple(entry for entry in entries if entry.kind in seen.kinds)
        if not right and "admin1" in seen.kinds:
            right = tuple(entry for entry in entries if entry.kind == "admin2")
        entries = right or entries
    if len(entries) <= _MOST:
        return entries
    favoured = (
        e
        for e in entries[_MOST:]
        if e.country_iso3 == evidence.hint or (e.country_iso3, e.admin1) in evidence.states or e.gazetteer
    )
    return entries[:_MOST] + tuple(favoured)


def _bare_county(entry: GazetteerEntry) -> bool:
    """Counties of the readers' own countries are never named without their word: "Appling, Georgia" is a
    town, known to the gazetteer or not."""
    return entry.kind == "admin2" and not entry.exact_name and entry.country_iso3 in _READERS


def _spelt_in(entries: Sequence[GazetteerEntry], evidence: Evidence) -> str | None:
    """The country in which a name may be spelt in another way: that of the hint, or the only one that the
    report names, where no place of the name lies there. What is well known elsewhere is no other spelling."""
    country = evidence.hint
    if country is None and len(evidence.named) == 1 and all(e.population < 100_000 for e in entries):
        country = next(iter(evidence.named)) or None
    return None if any(entry.country_iso3 == country for entry in entries) else country


def _merged(
    first: tuple[GazetteerEntry, ...], second: tuple[GazetteerEntry, ...]
) -> tuple[GazetteerEntry, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _prior(entry: GazetteerEntry) -> float:
    """How likely a name alone means this entry: by size, kind and whether it is the usual name."""
    size = 0.5 * log10(entry.population + 100)
    usual = 0.15 if entry.country_iso3 in _READERS and entry.kind == "populated" else 0.0
    return (
        size
        + usual
        + _KIND_BONUS[entry.kind]
        + (0.6 if entry.exact_name else 0.0)
        + (1.0 if entry.capital and entry.exact_name else 0.0)
        + (2.0 if entry.gazetteer else 0.0)
    )


def _priors(entries: tuple[GazetteerEntry, ...], restricted: bool) -> tuple[float, ...]:
    """The prior of each entry; a state stands back behind a town of its name in it, unless that is but a
    village or the words beside the name say that the state is meant."""
    if len(entries) == 1:
        return (0.0,)
    plain = tuple(map(_prior, entries))
    if restricted:
        return plain
    towns: dict[tuple[str, str | None], tuple[float, int]] = {}
    for entry, prior in zip(entries, plain, strict=True):
        if entry.kind == "populated" and entry.population >= _TOWN:
            area = (entry.country_iso3, entry.admin1)
            towns[area] = max(towns.get(area, (prior, 0)), (prior, entry.population))
    return tuple(
        _behind(entry, prior, towns.get((entry.country_iso3, entry.admin1)))
        for entry, prior in zip(entries, plain, strict=True)
    )


def _behind(entry: GazetteerEntry, prior: float, town: tuple[float, int] | None) -> float:
    """The prior of a state beside that of the town of its name. States of the readers' own countries are as
    well known as their towns (Quebec); elsewhere the town is meant."""
    if entry.kind != "admin1" or town is None:
        return prior
    if entry.country_iso3 in _READERS:
        return prior - 0.7 if town[1] >= _BIG_TOWN else prior
    return min(prior, town[0] - 0.3) if town[1] >= _TOWN_SHARE * entry.population else prior


def _shares(name: _Name, evidence: Evidence, before: _Shares) -> _Shares:
    """The name's entries with their shares (summing to the name's weight), likeliest first."""
    if len(name.entries) == 1:
        return [(name.entries[0], name.weight)]
    own_countries, own_states = _own_votes(before)
    countries: dict[str, float] = {}
    states: dict[tuple[str, str | None], float] = {}
    scored = []
    for entry, score in zip(name.entries, name.priors, strict=True):
        iso3, state = entry.country_iso3, (entry.country_iso3, entry.admin1)
        if iso3 not in countries:
            votes = max(0.0, evidence.countries.get(iso3, 0.0) - own_countries.get(iso3, 0.0))
            countries[iso3] = 1.5 * log10(1 + 4 * votes) + (1.0 if iso3 and iso3 == evidence.hint else 0.0)
        score += countries[iso3]
        if state[1] and entry.kind != "country":
            if state not in states:
                votes = max(0.0, evidence.states.get((iso3, state[1]), 0.0) - own_states.get(state, 0.0))
                states[state] = 1.3 * log10(1 + 4 * votes)
            score += states[state]
        scored.append((score, entry))
    return _divided(scored, name.weight)


def _alone(name: _Name, hint: str | None) -> _Shares:
    """The shares by the name alone, before anything else in the report has voted."""
    if len(name.entries) == 1:
        return [(name.entries[0], name.weight)]
    scored = [
        (score + 1.0 if hint and entry.country_iso3 == hint else score, entry)
        for entry, score in zip(name.entries, name.priors, strict=True)
    ]
    return _divided(scored, name.weight)


def _divided(scored: list[tuple[float, GazetteerEntry]], weight: float) -> _Shares:
    scored.sort(key=_score_of, reverse=True)
    best = scored[0][0]
    powers = [(entry, 10 ** (2 * (score - best))) for score, entry in scored if score > best - 1.5]
    whole = sum([power for _, power in powers])
    return [(entry, weight * power / whole) for entry, power in powers]


def _score_of(scored: tuple[float, GazetteerEntry]) -> float:
    return scored[0]


def _if_likely(
    shares: _Shares,
    evidence: Evidence,
    home: tuple[str | None, str | None],
    of_the_name: Mapping[GazetteerEntry, float],
) -> GazetteerEntry | None:
    """The likeliest entry, unless it is a small place of a country that nothing else in the report points to
    while the report's own country is known: such a name is rather one that the gazetteer lacks."""
    if not shares:
        return None
    entry = shares[0][0]
    own = of_the_name[entry]
    if _ambiguous(shares):
        return None
    if entry.kind in _WIDE or not entry.country_iso3 or not home[0]:
        return entry
    if entry.country_iso3 == home[0]:
        apart = home[1] and entry.admin1 and entry.admin1 != home[1] and entry.population < 30_000
        return (
            None if apart and evidence.states.get((home[0], entry.admin1 or ""), 0.0) - own < 0.5 else entry
        )
    needed = 1_500_000 if evidence.hint else 100_000
    return entry if entry.population >= needed or entry.country_iso3 in evidence.named else None


def _own_shares(votes: _Votes) -> dict[str, dict[GazetteerEntry, float]]:
    """By name what its own sightings, with whatever words beside them, vote for each entry."""
    own: dict[str, dict[GazetteerEntry, float]] = defaultdict(lambda: defaultdict(float))
    for (name, _), shares in votes.items():
        for entry, share in shares:
            own[name][entry] += share
    return own


def _at_home(
    key: _Key, entry: GazetteerEntry | None, chosen: Mapping[_Key, GazetteerEntry | None]
) -> GazetteerEntry | None:
    """A name with a word for an area beside it ("Lodi school district") is no area of another country than
    the one that the name alone stands for."""
    alone = chosen.get((key[0], frozenset()))
    if entry is None or alone is None or not key[1] or entry.country_iso3 == alone.country_iso3:
        return entry
    return alone


def _ambiguous(shares: _Shares) -> bool:
    """Whether a name means one of several small places of one country and nothing in the report says which:
    a point would be a guess."""
    entry, own = shares[0]
    return entry.kind == "populated" and any(
        share >= _ALIKE * own
        and other.kind == "populated"
        and other.country_iso3 == entry.country_iso3
        and max(entry.population, other.population) < _SMALL
        and apart_km(entry, other) > _FAR_KM
        for other, share in shares[1:]
    )


def _home(evidence: Evidence) -> tuple[str | None, str | None]:
    """The country and state that the report is plainly about: the hint, or what stands far above all else."""
    country = evidence.hint or _leader(evidence.countries)
    states = {state: votes for (iso3, state), votes in evidence.states.items() if iso3 == country}
    return country, _leader(states)


def _leader(votes: Mapping[str, float]) -> str | None:
    ranked = sorted(votes.items(), key=lambda pair: -pair[1])[:2]
    if not ranked or ranked[0][1] < 2.5 or (len(ranked) > 1 and ranked[0][1] < 3 * ranked[1][1]):
        return None
    return ranked[0][0] or None


def _quarters(sightings: Sequence[Sighting], chosen: Mapping[_Key, GazetteerEntry | None]) -> list[_Key]:
    """Names that rather mean a quarter of the town whose police speak ("Austin" where Chicago police do):
    smaller than it, far from every such town, in a state that no other name of the report points to."""
    towns = [
        entry
        for seen in sightings
        if seen.role == "authority"
        and (entry := chosen.get(_key(seen)))
        and entry.kind == "populated"
        and entry.lat is not None
    ]
    if not towns:
        return []
    exempt = {
        _key(seen) for seen in sightings if seen.role in ("authority", "outlet", "origin") or seen.state
    }
    states = defaultdict(set)
    for key, entry in chosen.items():
        if entry:
            states[entry.country_iso3, entry.admin1].add(key[0])
    found = []
    for key, entry in chosen.items():
        if entry is None or entry.kind != "populated" or key in exempt or entry.population > 1_000_000:
            continue
        alone = len(states[entry.country_iso3, entry.admin1]) == 1
        smaller = all(entry.population < 0.5 * town.population for town in towns)
        if alone and smaller and all(apart_km(entry, town) > 100 for town in towns):
            found.append(key)
    return found


def _own_votes(
    shares: _Shares,
) -> tuple[dict[str, float], dict[tuple[str, str | None], float]]:
    countries: dict[str, float] = defaultdict(float)
    states: dict[tuple[str, str | None], float] = defaultdict(float)
    for entry, share in shares:
        countries[entry.country_iso3] += share
        states[entry.country_iso3, entry.admin1] += share
    return countries, states


def _add(shares: _Shares, evidence: Evidence, sign: float) -> None:
    for entry, share in shares:
        evidence.countries[entry.country_iso3] += sign * share
        if entry.admin1:
            evidence.states[entry.country_iso3, entry.admin1] += sign * share


def _in_place(
    number: int,
    sightings: Sequence[Sighting],
    keys: Sequence[_Key],
    chosen: dict[_Key, GazetteerEntry | None],
    votes: _Votes,
    outer: Mapping[int, int],
) -> GazetteerEntry | None:
    """The report's choice for the name, unless an address at this spot says otherwise."""
    seen, entry = sightings[number], chosen.get(keys[number])
    if seen.state:
        inside = [
            e
            for e in seen.entries
            if (e.country_iso3, e.admin1) == seen.state and e.kind not in ("country", "admin1")
        ]
        fits = min(
            inside, key=lambda e: (e.kind != "populated", not e.exact_name, -e.population), default=None
        )
        return fits or entry
    around = chosen.get(keys[outer[number]]) if number in outer else None
    if around is None:
        return entry
    areas = _areas_of(sightings[outer[number]], around)
    inside = [
        e for e in seen.entries if e.kind != "country" and any(e is not o and encloses(o, e) for o in areas)
    ]
    if not inside:
        return entry
    ranked = dict(votes.get(keys[number], []))
    return max(inside, key=lambda e: (ranked.get(e, 0.0), _prior(e)))


def _areas_of(seen: Sighting, chosen: GazetteerEntry) -> list[GazetteerEntry]:
    """What was chosen for a name, where that is an area; for a town the areas of its country so named."""
    if chosen.kind != "populated":
        return [chosen]
    return [
        e
        for e in seen.entries
        if e.kind in ("admin1", "admin2") and e.exact_name and e.country_iso3 == chosen.country_iso3
    ]


def _around(
    number: int,
    sightings: Sequence[Sighting],
    placed: Sequence[GazetteerEntry | None],
    outer: Mapping[int, int],
) -> GazetteerEntry | None:
    """The name behind another's in an address is the area that holds it, not the town of the same name:
    "Shah Wali Kot district, Kandahar"."""
    entry = placed[number]
    if entry is None or entry.kind != "populated":
        return entry
    held = [placed[inner] for inner, wide in outer.items() if wide == number]
    return next(
        (
            area
            for area in _areas_of(sightings[number], entry)
            if any(
                one is not None and one is not area and one.name != area.name and encloses(area, one)
                for one in held
            )
        ),
        entry,
    )
