"""Campaigns and tests of synchrony as plain JSON values; the fields are told in docs/campaigns.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from according.analysis.campaign import CampaignCase, Counted, beside
from according.analysis.case import Case
from according.export.interchange import Record, claim_record, toll_record, voice_record
from according.link.campaigns import Campaigns
from according.link.grounds import Ground
from according.link.synchrony import Burst, Trial
from according.model import Extent

#: Of an actor's windows so many are told, those with most districts.
_MOST = 5


def campaign_record(case: CampaignCase, found: Campaigns, every: Iterable[Case]) -> Record:
    """One campaign: on what it rests, its incidents, places, tactics and tolls, what of `every` incident lies
    beside it, with the test's settings."""
    campaign = case.campaign
    return {
        "campaign_id": campaign.campaign_id,
        "names": list(campaign.names),
        "actor": campaign.actor,
        "organisation_id": campaign.organisation_id,
        "side": campaign.side,
        "start": _day(campaign.start),
        "end": _day(campaign.end),
        "grounds": [_ground(ground) for ground in campaign.grounds],
        "synchrony": [_burst(burst) for burst in campaign.bursts],
        "incidents": [{"incident_id": m.incident_id, "tie": m.tie} for m in campaign.members],
        "districts": list(case.districts),
        "extents": [_extent(extent, document_id) for extent, document_id in case.extents],
        "counted": [_counted(one) for one in case.counted],
        "tactics": [{"type": name, "reports": count} for name, count in case.tactics],
        "stated": [toll_record(toll, aside=True) for toll in case.stated],
        "added": [toll_record(toll, aside=True) for toll in case.added],
        "added_over": list(case.added_over),
        "apart": [claim_record(claim) for claim in case.apart],
        "beside": [near.incident.incident_id for near in beside(case, every)],
        "settings": {
            "seed": found.settings.seed,
            "permutations": found.settings.permutations,
            "window_days": found.settings.days,
            "decides": "drawn",
            "tested": [_tested(one) for one in found.trials],
            "incidents_left_out": found.left_out,
        },
    }


def _extent(extent: Extent, document_id: str) -> Record:
    return {
        "kind": extent.kind,
        "low": extent.quantity.low,
        "best": extent.quantity.best,
        "high": extent.quantity.high,
        "quote": extent.span.quote,
        "document_id": document_id,
    }


def _counted(one: Counted) -> Record:
    speaker = None if one.speaker is None else voice_record(one.speaker)
    return {**_extent(one.extent, one.document_id), "speaker": speaker}


def _ground(ground: Ground) -> Record:
    span = ground.span
    return {
        "kind": ground.kind,
        "quote": ground.words,
        "document_id": ground.document_id,
        "mention_id": ground.mention_id,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def _burst(burst: Burst) -> Record:
    return {
        "start": burst.start.isoformat(),
        "end": burst.end.isoformat(),
        "sites": list(burst.sites),
        "p": burst.p,
        "p_permuted": burst.p_permuted,
        "expected": burst.expected,
        "chance_95": burst.chance_95,
    }


def _tested(one: Trial) -> Record:
    return {
        "actor": one.actor,
        "events": one.events,
        "refused": one.refused or None,
        "chance": list(one.chance),
        "bursts": [_burst(burst) for burst in one.bursts[:_MOST]],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
