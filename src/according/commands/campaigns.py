"""`according campaigns`: incidents that belong together, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according import phrasing
from according.analysis import overview
from according.commands import options, terminal
from according.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from according.analysis.campaign import CampaignCase
    from according.analysis.case import Case
    from according.ledger import Book
    from according.link.campaigns import Campaigns
    from according.link.grounds import Ground
    from according.link.synchrony import Burst, Trial
    from according.model import Category, Claim, Toll

LEGEND = (
    "Killed, as low–best–high, of the whole as reports state it: never a sum of incidents unless marked Σ. "
    "≥: nothing bounds it above; ?: an end that is not known."
)
_GROUNDS = {"name": "one name", "claim": "joint claim", "synchrony": "synchrony beyond chance"}
_TIES = {
    "name": "named so in a report",
    "claim": "claimed with other places",
    "synchrony": "one of many sites at once",
    "actor": "same organisation, in its days and area",
    "within": "at its places and days, no other actor named",
}
#: The shortest beginning of an id; most words, places and claims shown in a list.
_SHORTEST, _MOST = 4, 12
_EMPTY = (
    "No incidents belong together by a shared operation name, a joint claim or synchrony beyond chance.\n"
    "Next: according add BOOK REPORTS…, according link BOOK; docs/campaigns.md tells what is asked for."
)


@click.command()
@options.BOOK
@click.option(
    "--campaign", "wanted", metavar="ID", help="One campaign in full: its id or the beginning of it."
)
@options.PROFILE
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Of the permutations; part of the output."
)
@click.option(
    "--days", type=click.IntRange(1, 31), default=1, show_default=True, help="Window of synchrony, in days."
)
@options.AS_OF
@options.LINES
@options.OUT
@options.example(
    "according campaigns attacks-2026",
    "according campaigns attacks-2026 --campaign 3f0a --profile conservative",
    "according campaigns attacks-2026 --seed 7 --format jsonl",
)
def campaigns(
    book: Path,
    wanted: str | None,
    profile: str,
    seed: int,
    days: int,
    as_of: str | None,
    format_name: str,
    out: Path | None,
) -> None:
    """Show which incidents belong together, and on what that rests.

    One operation name in reports, one organisation's claim of several places, or more districts struck at
    once than chance explains. Every campaign with its days, districts, tactics and tolls, and the words
    behind it.
    """
    from according import wiring
    from according.export.campaigns import campaign_record

    folded = wiring.load(book, wiring.moment(as_of))
    every = wiring.cases(folded, profile)
    found, cases = campaigns_among(folded, every, profile, seed, days)
    shown = [_wanted(cases, wanted)] if wanted is not None else cases
    if format_name != "table":
        terminal.emit((campaign_record(case, found, every) for case in shown), "campaigns", format_name, out)
        return
    if wanted is not None:
        parts = list(page(shown[0], found, every))
    else:
        parts = list(listed(shown, found, str(book), f"{profile}{options.known(as_of)}"))
    if out is None:
        terminal.show(*parts)
    else:
        terminal.write_text([terminal.as_text(*parts)], out)


def campaigns_in(
    book: Path, profile: str, seed: int, days: int, as_of: str | None
) -> tuple[Campaigns, list[CampaignCase]]:
    """The campaigns of a book with what it holds about each, the newest first."""
    from according import wiring

    folded = wiring.load(book, wiring.moment(as_of))
    return campaigns_among(folded, wiring.cases(folded, profile), profile, seed, days)


def campaigns_among(
    folded: Book, cases: Sequence[Case], profile: str, seed: int = 1, days: int = 1
) -> tuple[Campaigns, list[CampaignCase]]:
    """The campaigns among the incidents of a book, the newest first."""
    from according.analysis.campaign import campaign_case
    from according.engines.actors_added import opened_registry
    from according.link.campaigns import Settings, campaigns_of

    incidents = [case.incident for case in cases]
    settings = Settings(seed=seed, days=days)
    found = campaigns_of(incidents, folded.mentions, folded.documents, opened_registry(), settings)
    return found, [campaign_case(campaign, cases, profile) for campaign in found.campaigns]


def _wanted(cases: Sequence[CampaignCase], words: str) -> CampaignCase:
    begun = [case for case in cases if case.campaign.campaign_id.startswith(words.casefold())]
    if len(words) < _SHORTEST or len(begun) != 1:
        raise UsageError(
            f"no one campaign begins with {words!r}: `according campaigns BOOK` shows the ids, "
            f"of which {_SHORTEST} characters or more are enough"
        )
    return begun[0]


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────


def listed(
    cases: Sequence[CampaignCase], found: Campaigns, book: str, profile: str
) -> Iterator[RenderableType]:
    """Every campaign on a few lines, then what was tested for synchrony."""
    if not cases:
        yield _EMPTY.replace("BOOK", book)
    else:
        columns: tuple[Category, ...] = ("all", "civilian", "security_force", "armed_group")
        heads = [f">!{phrasing.CATEGORY_WORDS[c].replace(' ', chr(10))}" for c in columns]
        rows = [(*_row(case), *(_killed(case, c) for c in columns)) for case in cases]
        yield terminal.table(
            ["!date", "campaign, what it rests on, how far it reached", *heads], rows, tight=True
        )
        yield ""
        yield LEGEND
        yield f"Profile: {profile}. Next: according campaigns {book} --campaign ID"
    yield ""
    yield from _testing(found)


def _row(case: CampaignCase) -> tuple[str, str]:
    campaign = case.campaign
    date = phrasing.days(campaign.start, campaign.end)
    rests = ", ".join(_GROUNDS[kind] for kind in _kinds(case))
    counts = (
        phrasing.plural(len(case.cases), "incident"),
        phrasing.plural(len(case.districts), "district"),
        phrasing.plural(len(case.documents), "report"),
    )
    return f"{date}\n{campaign.campaign_id[:8]}", f"{case.title}\n{rests}\n{', '.join(counts)}"


def _kinds(case: CampaignCase) -> list[str]:
    kinds = {g.kind for g in case.campaign.grounds} | ({"synchrony"} if case.campaign.bursts else set())
    return [kind for kind in _GROUNDS if kind in kinds]


def _killed(case: CampaignCase, category: Category) -> str:
    """The toll of the dead, marked where it is added over the campaign's incidents."""
    toll = case.toll("deaths", category)
    return ("" if case.stated or toll is None else "Σ ") + _cell(toll)


def _cell(toll: Toll | None) -> str:
    return "" if toll is None else phrasing.toll_figure(toll)


def _testing(found: Campaigns) -> Iterator[RenderableType]:
    """What was tested for synchrony, with the null model; who was not, and why."""
    done = [one for one in found.trials if not one.refused]
    settings = found.settings
    window = phrasing.plural(settings.days, "day")
    if done:
        yield (
            f"Synchrony: districts struck within {window}, against chance. p drawn decides: days drawn anew "
            "by the actor's own tempo, without its busiest day's excess; p permuted: its days permuted. Both "
            f"within quarters, for the highest of all windows, (r+1)/({settings.permutations}+1), seed "
            f"{settings.seed}. Beyond chance: p drawn, times {phrasing.plural(len(done), 'actor')} tested, "
            "at most 0.05."
        )
        yield terminal.table(
            ["actor", ">events", ">most districts", "!when", ">p drawn", ">p permuted"],
            [_tested(one) for one in done[:_MOST]],
        )
    for one in [one for one in found.trials if one.refused][:_MOST]:
        yield f"Synchrony not tested for {one.actor}: {one.refused}."
    if found.left_out:
        yield (
            f"{phrasing.plural(found.left_out, 'incident')} without a known actor, day or district "
            "could not take part in that test."
        )


def _tested(one: Trial) -> tuple[str, ...]:
    """An actor's best window and both p; where no window holds enough districts there is nothing to test."""
    from according.link.synchrony import LEAST_SITES

    if not one.bursts:
        return one.actor, str(one.events), f"under {LEAST_SITES}", "", "", ""
    best = one.bursts[0]
    when = phrasing.days(best.start, best.end)
    return one.actor, str(one.events), str(len(best.sites)), when, f"{best.p:.3f}", f"{best.p_permuted:.3f}"


# ── one campaign ─────────────────────────────────────────────────────────────────────────────────────


def page(case: CampaignCase, found: Campaigns, every: Sequence[Case]) -> Iterator[RenderableType]:
    """One campaign in full. `every`: all incidents of the book."""
    from rich.text import Text

    campaign = case.campaign
    yield Text(case.title, style="bold")
    registry = f", {campaign.organisation_id} in the registry" if campaign.organisation_id else ""
    yield f"{phrasing.days(campaign.start, campaign.end)}, {len(case.documents)} reports{registry}"
    yield f"id {campaign.campaign_id}"
    yield from _section("What it rests on", _grounds(case, found))
    yield from _section("Its incidents", [_incidents(case)])
    yield from _section("Where, and how", _places(case))
    yield from _section("Tolls of the whole, as reports state them", _tolls(case.stated))
    over = phrasing.plural(len(case.added_over), "incident")
    yield from _section(f"For comparison: Σ of {over} told of at one place each", _sums(case))
    yield from _section("Apart from it: figures that count other days", _apart(case))
    others = "Apart from it: other incidents of its areas, up to three days before or after"
    yield from _section(others, _beside(case, every))


def _section(words: str, parts: Iterator[RenderableType] | list[RenderableType]) -> Iterator[RenderableType]:
    from rich.text import Text

    inside = list(parts)
    if inside:
        yield ""
        yield Text(words, style="bold")
        yield from inside


def _grounds(case: CampaignCase, found: Campaigns) -> Iterator[RenderableType]:
    by_report: dict[tuple[str, str], list[Ground]] = {}
    for ground in case.campaign.grounds:
        by_report.setdefault((ground.kind, ground.document_id or ""), []).append(ground)
    rows = [
        (_GROUNDS[kind], case.report_words(document_id), _quotes(grounds))
        for (kind, document_id), grounds in sorted(
            by_report.items(), key=lambda item: case.report_order(item[0][1])
        )
    ]
    if rows:
        yield terminal.table(["ground", "report", "words"], rows)
    for burst in case.campaign.bursts:
        yield _burst_words(burst, found)


def _quotes(grounds: Iterable[Ground]) -> str:
    return ", ".join(f"“{phrasing.on_one_line(ground.words)}”" for ground in grounds)


def _burst_words(burst: Burst, found: Campaigns) -> str:
    tests = max(1, sum(not one.refused for one in found.trials))
    return (
        f"Synchrony: {len(burst.sites)} districts on {phrasing.days(burst.start, burst.end)}; by chance the "
        f"highest of any window is {burst.expected:.1f} on average, {burst.chance_95:.0f} at the 95th "
        f"percentile. p = {burst.p:.3f} where days are drawn anew by the actor's own tempo, times "
        f"{phrasing.plural(tests, 'actor')} tested: this decides. p = {burst.p_permuted:.3f} where its "
        f"days are permuted. {found.settings.permutations} runs each, within quarters, seed "
        f"{found.settings.seed}. "
        "More together than chance; not by itself ordered by anybody."
    )


def _incidents(case: CampaignCase) -> RenderableType:
    ties = {member.incident_id: member for member in case.campaign.members}
    rows = [
        (*_what(one), _TIES[ties[one.incident.incident_id].tie], str(len(one.document_ids)))
        for one in case.cases
    ]
    return terminal.table(["!date", "place", "type", "belongs to it because", ">reports"], rows)


def _what(one: Case) -> tuple[str, str, str]:
    day = f"{phrasing.event_days(one.event)}\n{one.incident.incident_id[:8]}"
    return day, phrasing.place_words(one.place, country=False), overview.type_words(one)


def _places(case: CampaignCase) -> Iterator[str]:
    if case.districts:
        yield f"{phrasing.plural(len(case.districts), 'district')} named: {'; '.join(_bare(case.districts))}"
    counted = [f"{words} ({givers})" for _, _, words, givers in case.counts_told]
    if counted:
        yield f"Counted, and by whom: {'; '.join(counted[:_MOST])}"
    if len(counted) > _MOST:
        yield f"… and {len(counted) - _MOST} counts more (--format jsonl has them all)"
    if case.tactics:
        yield f"Tactics, by reports: {', '.join(f'{name} {count}' for name, count in case.tactics)}"


def _bare(districts: Sequence[str]) -> list[str]:
    """The districts without the area that they all share."""
    ends = {one.partition(", ")[2] for one in districts}
    return [one.partition(", ")[0] for one in districts] if len(ends) == 1 else list(districts)


def _tolls(tolls: Sequence[Toll]) -> list[RenderableType]:
    from according.toll import MARKS

    rows = [
        (
            phrasing.MEASURE_WORDS[toll.measure],
            phrasing.CATEGORY_WORDS[toll.category],
            phrasing.toll_figure(toll),
            "; ".join(MARKS[mark] for mark in toll.marks) or "no mark",
        )
        for toll in tolls
    ]
    return (
        [terminal.table(["measure", "people", ">!low–best–high", "what to know about it"], rows)]
        if rows
        else []
    )


def _sums(case: CampaignCase) -> Iterator[RenderableType]:
    if not case.added:
        return
    yield from _tolls(case.added)
    for whole, total in case.over:
        people = phrasing.CATEGORY_WORDS[whole.category]
        yield (
            f"✗ {phrasing.MEASURE_WORDS[whole.measure]}, {people}: the incidents add up to at least "
            f"{total.low}, more than the {phrasing.toll_figure(whole)} said of the whole. "
            "Next: according why on the incidents."
        )
    if case.stated and not case.over:
        yield "✓ nowhere more than what is said of the whole, which includes them: never add the two."


def _apart(case: CampaignCase) -> Iterator[RenderableType]:
    seen: dict[tuple[str, ...], None] = {}
    for claim in case.apart_by_day:
        seen.setdefault(_apart_row(case, claim))
    if seen:
        rows = list(seen)[:_MOST]
        yield terminal.table(["!counts", ">!figure", "!of", "according to"], rows)
        if len(seen) > _MOST:
            yield f"… and {len(seen) - _MOST} more (--format jsonl has them all)"


def _apart_row(case: CampaignCase, claim: Claim) -> tuple[str, ...]:
    people = phrasing.people_words(claim.measure, claim.category)
    report = case.report_words(claim.document_id)
    said = f"{claim.voices[-1].name}, in {report}" if claim.voices else report
    return phrasing.window_days(claim.window), phrasing.claim_figure(claim), people, said


def _beside(case: CampaignCase, every: Sequence[Case]) -> Iterator[RenderableType]:
    """What is no part of the campaign though it lies near, counter-operations among it."""
    from according.analysis.campaign import beside

    near = beside(case, every)
    rows = [
        (*_what(one), _cell(one.toll("deaths", "all")), str(len(one.document_ids))) for one in near[:_MOST]
    ]
    if rows:
        yield terminal.table(["!date", "place", "type", ">!killed", ">reports"], rows)
    if len(near) > _MOST:
        yield f"… and {len(near) - _MOST} more"
