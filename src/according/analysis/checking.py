"""A sentence or document taken apart into figures and superlatives, and what the book says of each.

A figure is supported where a claim about the same people gives it, derived where it is only ever a sum of
other claims, contradicted where every claim about the same incident and people lies to one side of it, not
comparable where the same number counts others or other days (`checking_figures`). A superlative is answered
by its rank (`analysis.rank`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.analysis.case import Case
from according.analysis.checking_figures import Finding, Ground, figure_found
from according.analysis.evidence import evidence
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.overview import name as case_name
from according.analysis.own_figures import owns
from according.analysis.rank import rank
from according.analysis.ranking import HELD, Asked
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.analysis.superlatives import Superlative, superlatives_of
from according.model import Claim, Document, Mention
from according.phrasing import (
    CATEGORY_WORDS,
    chain_words,
    claim_figure,
    day,
    plural,
    window_days,
)
from according.scopes import compare_areas

VERSION = "check-1"
#: From what a reader must know first to what may pass.
ORDER = ("contradicted", "not found", "not comparable", "undecided", "derived", "supported")
#: Claims shown behind an answer.
_SHOWN = 6
#: So many parts are named one by one in the answer.
_NAMED = 4
#: Characters of a sentence shown on each side of the figure.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Text:
    """A document to be checked with what was read in it; it is in no book."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What superlatives are held against: incidents of a table, those that are meant, the seed of draws."""

    incidents: Incidents
    chosen: Chosen
    seed: int


def check(texts: Sequence[Text], cases: Sequence[Case], compared: Compared | None, profile: str) -> Result:
    """The text, part by part. Refused where it has no figure of harm and no superlative."""
    findings = [finding for text in texts for finding in _findings(text, cases, compared, profile)]
    terms = _terms(texts, cases, profile, compared)
    if not findings:
        return Refused(
            terms,
            "the text has no figure of people harmed and no superlative that could be tested",
            "a number of people killed, hurt or taken, or words such as “the deadliest day since 2010”",
        )
    verdict = min((finding.verdict for finding in findings), key=ORDER.index)
    return Answered(
        terms,
        verdict,
        _sentence(findings),
        (
            Check(
                "every part holds",
                verdict == "supported",
                f"the weakest of {plural(len(findings), 'part')}: {verdict}",
            ),
        ),
        tuple(_tables(findings)),
        (),
        (
            "the verdict is that of the weakest part; each part has its own",
            "supported means that someone in the book claims it, not that it is true",
            "contradicted means that nobody in the book claims as much, or as little, of these people",
        ),
    )


def _sentence(findings: Sequence[Finding]) -> str:
    """Each part with its answer; of many, how many have which, and those that a reader must know of."""
    if len(findings) <= _NAMED:
        return "; ".join(f"“{finding.quote}”: {finding.verdict}" for finding in findings) + "."
    counts = Counter(finding.verdict for finding in findings)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ORDER if counts[verdict])
    against = [f"“{finding.quote}”" for finding in findings if finding.verdict == ORDER[0]]
    return f"{plural(len(findings), 'part')}: {told}." + (
        f" Contradicted: {', '.join(against)}." if against else ""
    )


def _terms(texts: Sequence[Text], cases: Sequence[Case], profile: str, compared: Compared | None) -> Terms:
    published = [d.published for case in cases for d in case.documents.values() if d.published is not None]
    beside = "" if compared is None else f"; {plural(len(compared.incidents), 'incident')} of a table"
    return Terms(
        "check",
        "whether the claims of the book bear out each figure and superlative of the text",
        "claims of the same measure and category (of all, where the text tells none), over days that "
        f"meet; superlatives by rank under “{profile}”",
        max(published, default=None),
        f"{plural(len(cases), 'incident')} of a book{beside}",
        ("the text was read as reports are; what was not read as a figure of harm is not checked",),
        digest_of((*(t.document.content for t in texts), *(c.incident.incident_id for c in cases), profile)),
        VERSION,
        None if compared is None else compared.seed,
    )


def _findings(
    text: Text, cases: Sequence[Case], compared: Compared | None, profile: str
) -> Iterator[Finding]:
    found = [figure_found(claim, _ground(claim, text, cases)) for claim in _asked(text)]
    yield from found
    about = [case for finding in found for case, _ in finding.behind] or list(_meant(text.mentions, cases))
    for said in superlatives_of(text.document.content, text.document.lang or "en"):
        yield _superlative(said, about, text, cases, compared, profile)


def _asked(text: Text) -> list[Claim]:
    """The figures to test: with a number, said as having happened, each once."""
    kept = [c for c in text.claims if c.quantity.best is not None or c.quantity.low is not None]
    return sorted(
        (c for c in kept if c.stance == "asserted" and c.repeats is None), key=lambda c: c.span.start
    )


def _ground(claim: Claim, text: Text, cases: Sequence[Case]) -> Ground:
    """Where to look for a figure: by the day and place of the event that it is told of, where that has a day,
    else by all that the text tells."""
    own = [m for m in text.mentions if m.mention_id == claim.mention_id and m.event.start]
    mentions = own or text.mentions
    areas = [claim.area] if claim.area else [m.place for m in mentions]
    totals = [c for c in cases if c.is_total and any(compare_areas(c.place, a) in _SAME_AREA for a in areas)]
    return Ground(_meant(mentions, cases), totals, cases, any(m.event.start for m in mentions))


#: How a total's area lies to the text's where it may be what the text tells: a report's total is often read
#: with the smaller area that the report tells of.
_SAME_AREA = ("equal", "unknown", "contained")


def _meant(mentions: Iterable[Mention], cases: Sequence[Case]) -> tuple[Case, ...]:
    """The incidents that mentions can be of: of their days and place; () where they tell no day."""
    told = [(m.event.start, m.event.end or m.event.start, m.place) for m in mentions if m.event.start]
    return tuple(
        case
        for case in cases
        if not case.is_total
        and any(
            case.event.start is not None
            and (last is None or case.event.start <= last)
            and (first is None or (case.event.end or case.event.start) >= first)
            and compare_areas(place, case.place) != "disjoint"
            for first, last, place in told
        )
    )


# ── superlatives ─────────────────────────────────────────────────────────────────────────────────────


def _superlative(
    said: Superlative,
    about: Sequence[Case],
    text: Text,
    cases: Sequence[Case],
    compared: Compared | None,
    profile: str,
) -> Finding:
    start, last = _stretch(said, about, text)
    if start is None:
        why = "the text tells no day, and none of its figures is in the book: there is nothing to rank"
        return Finding(said.span.quote, "", "not found", why)
    asked = Asked(start, (last - start).days + 1 if last else 1, top=said.top)
    asked = replace(asked, own=owns(cases, asked.day, asked.last, profile))
    claim = f"{asked.words} is {asked.claim}{_since(said)}"
    if compared is None or not asked.own:
        return Finding(said.span.quote, claim, "not found", _lacking(said, asked, about))
    chosen = replace(compared.chosen, since=_first(said, asked) or compared.chosen.since)
    found = rank(compared.incidents, asked, chosen, compared.seed)
    if isinstance(found, Refused):
        reached = compared.chosen.of(compared.incidents).cutoff or "no known day"
        reach = f"the table's incidents{_in(chosen.region)} end with {reached}"
        why = f"{found.reason}: {reach}. {_needed(said, asked, about)}"
        return Finding(said.span.quote, claim, "not found", why)
    return Finding(said.span.quote, claim, _borne_out(found.verdict), found.sentence, (), (), found.tables)


def _borne_out(verdict: str) -> str:
    """The answer to a superlative that a verdict on its rank gives."""
    if verdict in HELD:
        return "supported"
    return "undecided" if verdict == "undecided" else "contradicted"


def _lacking(said: Superlative, asked: Asked, about: Sequence[Case]) -> str:
    """What a superlative lacks to be ranked: a figure of its days, or a table of others."""
    if not asked.own:
        return (
            f"the book has no number killed on {asked.words} alone: add a report that gives one, or name the "
            "days of an incident that `according incidents BOOK` shows"
        )
    return f"nothing to compare with. {_needed(said, asked, about)}"


def _in(region: str | None) -> str:
    return f" in {region}" if region else ""


def _needed(said: Superlative, asked: Asked, about: Sequence[Case]) -> str:
    """The table of other incidents that a superlative needs, and how it is given."""
    first = _first(said, asked)
    since = f" since {first.year}" if first else ""
    places = Counter(case.place.admin1 or case.place.name for case in about if case.place)
    where = next((name for name, _ in places.most_common(1)), "")
    option = f' --region "{where}"' if where else ""
    return (
        f"Needed: a table of the people killed in other incidents{_in(where)}{since}, up to {asked.words}, "
        "one row an incident (UCDP GED or ACLED as they come, or columns date, deaths_best): "
        f"--table FILE{option}"
    )


def _stretch(said: Superlative, about: Sequence[Case], text: Text) -> tuple[date | None, date | None]:
    """The days that a superlative is said of: those of the incident told of most; else those that the text
    tells. Of single days the first alone."""
    events: list[tuple[date, date | None]] = [
        (case.event.start, case.event.end or case.event.start)
        for case in about
        if case.event.start is not None and not case.is_total
    ]
    if not events:
        events = [(m.event.start, m.event.end) for m in text.mentions if m.event.start is not None]
    if not events:
        return None, None
    start, last = max(events, key=lambda e: (events.count(e), str(e)))
    return start, start if said.of_days else last


def _first(said: Superlative, asked: Asked) -> date | None:
    year = (
        said.since if said.since is not None else None if said.years is None else asked.day.year - said.years
    )
    return None if year is None else date(year, 1, 1)


def _since(said: Superlative) -> str:
    if said.since is not None:
        return f" since {said.since}"
    return "" if said.years is None else f" of {plural(said.years, 'year')}"


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────


def _tables(findings: Sequence[Finding]) -> Iterator[Table]:
    """What was answered, the claims behind it, those beside it, and the tables of superlatives."""
    yield _parts(findings)
    if any(finding.behind for finding in findings):
        yield _behind(findings)
    if any(finding.beside for finding in findings):
        yield _beside(findings)
    yield from (table for finding in findings for table in finding.tables)


def _parts(findings: Iterable[Finding]) -> Table:
    rows = tuple((f.quote, f.asked, f.verdict, f.why) for f in findings)
    return Table("parts", "Part by part", ("words", "read_as", "answer", "why"), rows)


def _behind(findings: Iterable[Finding]) -> Table:
    """The claims behind each answer, with their sentences and places in the text."""
    rows: list[tuple[Cell, ...]] = []
    left = 0
    for finding in findings:
        left += max(0, len(finding.behind) - _SHOWN)
        for case, claim in finding.behind[:_SHOWN]:
            document = case.documents[claim.document_id]
            item = evidence(claim, document)
            sentence = " ".join(f"{_tail(item.before)}«{item.quote}»{_head(item.after)}".split())
            place = f"{claim.span.start}–{claim.span.end} of {claim.document_id[:12]}"
            speakers = chain_words(claim.voices, document.publisher)
            rows.append((finding.quote, day(document.published), speakers, sentence, case_name(case), place))
    note = f"{left:,} claims more say the same: according why BOOK FIGURE shows all." if left else ""
    columns = ("words", "published", "who", "sentence", "incident", "characters")
    return Table("behind", "The claims behind it", columns, tuple(rows), note)


def _beside(findings: Sequence[Finding]) -> Table:
    """Claims about the same people over other days: no answer, but what may be taken for one."""
    rows = tuple(
        (
            finding.quote,
            claim_figure(claim),
            CATEGORY_WORDS[claim.category],
            window_days(claim.window),
            chain_words(claim.voices, case.documents[claim.document_id].publisher),
            case_name(case),
        )
        for finding in findings
        for case, claim in finding.beside[:_SHOWN]
    )
    left = sum(max(0, len(finding.beside) - _SHOWN) for finding in findings)
    more = f" {left:,} smaller ones are not shown." if left else ""
    columns = ("words", "claimed", "of", "days", "who", "incident")
    note = "The same people over more days, or days that overlap: neither for nor against the figure." + more
    return Table("beside", "Not comparable: claims over other days", columns, rows, note)


def _head(words: str) -> str:
    return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0] + " …"


def _tail(words: str) -> str:
    return words if len(words) <= _AROUND else "… " + words[-_AROUND:].partition(" ")[2]
