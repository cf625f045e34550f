"""The campaigns of a book as the report page shows them: plain values, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from according import phrasing
from according.analysis import overview
from according.analysis.campaign import CampaignCase, beside
from according.analysis.case import Case
from according.link.campaigns import TIES, Campaigns, events_of
from according.link.grounds import Ground
from according.link.synchrony import Trial
from according.model import Claim, Side, Toll
from according.report.parties import PartyRow, party_rows
from according.report.raster import Chance, Raster, chance, raster
from according.toll import MARKS

#: At most so many campaigns are shown, and so many rows of what stands apart.
_MOST, _MOST_APART = 8, 12
_GROUNDS = {"name": "one name", "claim": "joint claim"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, and whose word it is: "unknown" where it is no one side's."""

    cells: tuple[str, ...]
    side: Side = "unknown"


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """One campaign. `raster` None: its days are not known; `chance` None: its actor was not tested, and
    `tested` tells why."""

    anchor: str
    heading: str
    subheading: str
    side: Side
    rests_on: tuple[Row, ...]
    raster: Raster | None
    chance: Chance | None
    tested: str
    incidents: tuple[Row, ...]
    districts: str
    counted: tuple[Row, ...]
    tactics: str
    stated: tuple[Row, ...]
    added: tuple[Row, ...]
    sums: str
    parties: tuple[PartyRow, ...]
    apart: tuple[Row, ...]
    beside: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CampaignSection:
    """All campaigns, and how many are not shown."""

    cards: tuple[CampaignCard, ...] = ()
    more: int = 0


def campaign_section(
    campaigns: Sequence[CampaignCase], found: Campaigns, cases: Sequence[Case]
) -> CampaignSection:
    """The campaigns, the newest first; `cases`: all incidents of the book."""
    cards = tuple(_card(one, found, cases) for one in campaigns[:_MOST])
    return CampaignSection(cards, len(campaigns) - len(cards))


def _card(one: CampaignCase, found: Campaigns, cases: Sequence[Case]) -> CampaignCard:
    campaign = one.campaign
    trial = next((t for t in found.trials if t.actor == campaign.actor), None)
    over = phrasing.plural(len(one.added_over), "incident")
    return CampaignCard(
        anchor=f"campaign-{campaign.campaign_id[:12]}",
        heading=one.title,
        subheading=_subheading(one),
        side=campaign.side,
        rests_on=tuple(_rests_on(one)),
        raster=_raster(one, trial),
        chance=_chance(one, trial),
        tested=_tested(one, trial, found),
        incidents=tuple(_incident(one, case) for case in one.cases),
        districts="; ".join(site.partition(", ")[0] for site in one.districts),
        counted=tuple(_counted(one)),
        tactics=", ".join(f"{name} ({phrasing.plural(count, 'report')})" for name, count in one.tactics),
        stated=tuple(map(_toll, one.stated)),
        added=tuple(map(_toll, one.added)),
        sums=f"Σ of {over} told of at one place each" if one.added else "",
        parties=party_rows(one.claims, one.documents),
        apart=tuple(_apart(one)),
        beside=tuple(_beside(case) for case in beside(one, cases)[:_MOST_APART]),
    )


def _subheading(one: CampaignCase) -> str:
    counts = (
        phrasing.plural(len(one.cases), "incident"),
        phrasing.plural(len(one.districts), "district"),
        phrasing.plural(len(one.documents), "report"),
    )
    days = phrasing.days(one.campaign.start, one.campaign.end)
    return f"{days}. {', '.join(counts)}. Campaign {one.campaign.campaign_id[:12]}."


# ── what it rests on ─────────────────────────────────────────────────────────────────────────────────


def _rests_on(one: CampaignCase) -> Iterable[Row]:
    told = sorted(one.campaign.grounds, key=lambda g: (g.kind, *one.report_order(g.document_id or "")))
    for (kind, document_id), grounds in groupby(told, key=lambda g: (g.kind, g.document_id or "")):
        yield Row((_GROUNDS.get(kind, kind), one.report_words(document_id), _quotes(grounds)))
    for burst in one.campaign.bursts:
        days = phrasing.days(burst.start, burst.end)
        words = f"{len(burst.sites)} districts on {days}, p = {burst.p:.3f}"
        yield Row(("synchrony beyond chance", "", words))


def _quotes(grounds: Iterable[Ground]) -> str:
    return ", ".join(dict.fromkeys(f"“{phrasing.on_one_line(ground.words)}”" for ground in grounds))


# ── districts, days and chance ───────────────────────────────────────────────────────────────────────


def _raster(one: CampaignCase, trial: Trial | None) -> Raster | None:
    start, end = one.campaign.start, one.campaign.end
    if start is None or end is None:
        return None
    own = [event for case in one.cases for event in events_of(case.incident.incident_id, case.mentions)]
    events = {*own, *(trial.rows if trial is not None else ())}
    drawn = raster(events, frozenset(one.campaign.incident_ids), start, end)
    return drawn if drawn.cells else None


def _chance(one: CampaignCase, trial: Trial | None) -> Chance | None:
    if trial is None or not trial.chance:
        return None
    inside = set(one.campaign.incident_ids)
    own = [len(b.sites) for b in trial.bursts if inside & set(b.incident_ids)]
    return chance(trial.chance, max(own)) if own else None


def _tested(one: CampaignCase, trial: Trial | None, found: Campaigns) -> str:
    """The test in words: both p with their null, number of runs and seed, or why there is none."""
    if trial is None:
        return "Synchrony was not tested: no report tells an actor whose incidents could be looked at."
    if trial.refused:
        return f"Synchrony was not tested: {trial.refused}."
    inside = set(one.campaign.incident_ids)
    best = next((b for b in trial.bursts if inside & set(b.incident_ids)), None)
    if best is None:
        return "No day of this campaign has three districts or more: there is nothing to test."
    tests = sum(not t.refused for t in found.trials)
    settings = found.settings
    return (
        f"{len(best.sites)} districts on {phrasing.days(best.start, best.end)}. p = {best.p:.3f} where days "
        "are drawn anew by the actor’s own tempo without its busiest day’s excess, times "
        f"{phrasing.plural(tests, 'actor')} tested: this decides. p = {best.p_permuted:.3f} where its days "
        f"are permuted. Both within quarters, (r + 1) / ({settings.permutations} + 1), seed {settings.seed}, "
        f"for the highest of all windows of {phrasing.plural(settings.days, 'day')}. A low p says more "
        "together than chance, not that anybody ordered it."
    )


# ── incidents, places, tolls ─────────────────────────────────────────────────────────────────────────


def _incident(one: CampaignCase, case: Case) -> Row:
    tie = next(m.tie for m in one.campaign.members if m.incident_id == case.incident.incident_id)
    return Row((*_place_and_type(case), TIES[tie], _killed(case), str(len(case.document_ids))))


def _beside(case: Case) -> Row:
    return Row((*_place_and_type(case), _killed(case), str(len(case.document_ids))))


def _place_and_type(case: Case) -> tuple[str, str, str]:
    where = phrasing.place_words(case.place, country=False)
    return phrasing.event_days(case.event), where, overview.type_words(case)


def _killed(case: Case) -> str:
    return phrasing.toll_figure(case.toll("deaths", "all"))


def _counted(one: CampaignCase) -> Iterable[Row]:
    for kind, number, words, givers in one.counts_told:
        yield Row((str(number or "?"), kind, words, givers))


def _toll(toll: Toll) -> Row:
    marks = "; ".join(MARKS[mark] for mark in toll.marks) or "no mark"
    measure, people = phrasing.MEASURE_WORDS[toll.measure], phrasing.CATEGORY_WORDS[toll.category]
    return Row((measure, people, phrasing.toll_figure(toll), marks))


# ── what stands apart ────────────────────────────────────────────────────────────────────────────────


def _apart(one: CampaignCase) -> Iterable[Row]:
    return list(dict.fromkeys(_apart_row(one, claim) for claim in one.apart_by_day))[:_MOST_APART]


def _apart_row(one: CampaignCase, claim: Claim) -> Row:
    people = phrasing.people_words(claim.measure, claim.category)
    speaker = claim.voices[-1] if claim.voices else None
    figure, days = phrasing.claim_figure(claim), phrasing.window_days(claim.window)
    who = speaker.name if speaker else "the report itself"
    cells = (days, figure, people, who, one.report_words(claim.document_id))
    return Row(cells, speaker.side if speaker else "unknown")
