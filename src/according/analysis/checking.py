"""A sentence or document taken apart into figures and superlatives, and what the book says of each.

A figure is supported where a claim about the same people gives it, derived where it is only ever a sum of
other claims, contradicted where every claim about the same incident and people lies to one side of it, not
comparable where the same number counts others or other days. A superlative is answered by its rank
(`analysis.rank`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.analysis.case import Case
from according.analysis.evidence import evidence
from according.analysis.incident_columns import Chosen, Incidents
from according.analysis.overview import name as case_name
from according.analysis.own_figures import owns
from according.analysis.rank import rank
from according.analysis.ranking import HELD, Asked
from according.analysis.result import Answered, Cell, Check, Refused, Result, Table, Terms, digest_of
from according.analysis.sums import stated_sums, sum_words, sums_among, verdict_words
from according.analysis.superlatives import Superlative, superlatives_of
from according.model import Claim, Document, Mention
from according.phrasing import (
    CATEGORY_WORDS,
    MEASURE_WORDS,
    chain_words,
    claim_figure,
    day,
    plural,
    window_days,
)
from according.scopes import compare_areas, compare_categories, compare_windows

VERSION = "check-1"
#: From what a reader must know first to what may pass.
ORDER = ("contradicted", "not found", "not comparable", "undecided", "derived", "supported")
#: Claims shown behind an answer.
_SHOWN = 6
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


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one part of a text: a word of `ORDER`, why, and the claims behind it with their
    incidents."""

    quote: str
    asked: str
    verdict: str
    why: str
    behind: tuple[tuple[Case, Claim], ...] = ()
    tables: tuple[Table, ...] = ()


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
        "; ".join(f"“{finding.quote}”: {finding.verdict}" for finding in findings) + ".",
        (
            Check(
                "every part holds",
                verdict == "supported",
                f"the weakest of {plural(len(findings), 'part')}: {verdict}",
            ),
        ),
        (_parts(findings), _behind(findings), *(table for f in findings for table in f.tables)),
        (),
        (
            "supported means that someone in the book claims it, not that it is true",
            "contradicted means that nobody in the book claims as much, or as little, of these people",
        ),
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
    meant = _meant(text, cases)
    found = [_figure(claim, meant, cases) for claim in _asked(text)]
    yield from found
    about = [case for finding in found for case, _ in finding.behind] or list(meant)
    for said in superlatives_of(text.document.content, text.document.lang or "en"):
        yield _superlative(said, about, text, cases, compared, profile)


def _asked(text: Text) -> list[Claim]:
    """The figures to test: with a number, said as having happened, each once."""
    kept = [c for c in text.claims if c.quantity.best is not None or c.quantity.low is not None]
    return sorted(
        (c for c in kept if c.stance == "asserted" and c.repeats is None), key=lambda c: c.span.start
    )


def _meant(text: Text, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The incidents that the text can be about: of its days and place; () where it tells no day."""
    told = [(m.event.start, m.event.end or m.event.start, m.place) for m in text.mentions if m.event.start]
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


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────


def _figure(asked: Claim, meant: Sequence[Case], cases: Sequence[Case]) -> Finding:
    what = f"{MEASURE_WORDS[asked.measure]}, {CATEGORY_WORDS[asked.category]}"
    window = "" if asked.scope == "background" else window_days(asked.window)
    asked_words = f"{claim_figure(asked)} ({what}{f', {window}' if window else ''})"
    same = [(c, claim) for c in meant or cases for claim in _counting(c, asked)]
    equal = [(c, claim) for c, claim in same if _equal(asked, claim)]
    near = [(c, claim) for c, claim in equal if _same_people(asked, claim) and _meets(asked, claim)]
    if near:
        return _claimed(asked, asked_words, near)
    if equal:
        first = equal[0][1]
        other = "other people" if not _same_people(asked, first) else "other days"
        why = f"the book has the number for {other}: {CATEGORY_WORDS[first.category]}, {_days(first)}"
        return Finding(asked.span.quote, asked_words, "not comparable", why, tuple(equal))
    told = [(c, claim) for c, claim in same if _same_people(asked, claim) and _meets(asked, claim)]
    if not meant or not told:
        why = "no claim gives it" + (
            "" if meant else ", and the text tells no day by which to find the incident"
        )
        return Finding(asked.span.quote, asked_words, "not found", why)
    return _against(asked, asked_words, told)


def _counting(case: Case, asked: Claim) -> Iterator[Claim]:
    for claim in case.standing:
        if claim.measure == asked.measure and claim.stance == "asserted" and claim.repeats is None:
            yield claim


def _equal(asked: Claim, claim: Claim) -> bool:
    a, b = asked.quantity, claim.quantity
    if a.best is None or b.best is None:
        return (a.low, a.high) == (b.low, b.high)
    return a.best == b.best


def _same_people(asked: Claim, claim: Claim) -> bool:
    """Whether both count the same category; who is not told of counts everyone."""
    a, b = ("all" if c.category == "unknown" else c.category for c in (asked, claim))
    return compare_categories(a, b) == "equal"


def _meets(asked: Claim, claim: Claim) -> bool:
    return asked.scope == "background" or compare_windows(asked.window, claim.window) != "disjoint"


def _days(claim: Claim) -> str:
    return window_days(claim.window) or "days not told"


def _claimed(asked: Claim, words: str, near: Sequence[tuple[Case, Claim]]) -> Finding:
    """A figure that claims give: as it stands, or only as a sum."""
    sums = {claim_id for case, _ in near for claim_id in sums_among(case.standing)}
    plain = [(case, claim) for case, claim in near if claim.claim_id not in sums]
    if plain:
        speakers = dict.fromkeys(_speaker(case, claim) for case, claim in plain)
        why = f"claimed by {_listed(list(speakers))}; {', '.join(dict.fromkeys(_days(c) for _, c in plain))}"
        return Finding(asked.span.quote, words, "supported", why, tuple(plain))
    made = [(case, one) for case, _ in near for one in stated_sums(case) if _equal(asked, one.total)]
    if not made:
        return Finding(asked.span.quote, words, "derived", "a sum of other claims", tuple(near))
    case, one = made[0]
    figures = " + ".join(claim_figure(part.claim) for part in one.parts)
    closes = "adds up" if one.check.closes else f"adds up to {one.added}"
    why = f"{figures} = {claim_figure(one.total)} ({closes}). {sum_words(one)} {verdict_words(one)}"
    behind = ((case, one.total), *((case, part.claim) for part in one.parts))
    return Finding(asked.span.quote, words, "derived", why, behind)


def _against(asked: Claim, words: str, told: Sequence[tuple[Case, Claim]]) -> Finding:
    """A figure that no claim gives, held against those about the same people and days."""
    known = [(case, claim, _level(claim)) for case, claim in told if _level(claim) is not None]
    least, most = (end(known, key=lambda item: item[2] or 0) for end in (min, max))
    ends = tuple((case, claim) for case, claim, _ in ((least,) if least is most else (least, most)))
    low, high = least[2] or 0, most[2] or 0
    figure = _level(asked) or 0
    is_open = any(claim.quantity.high is None for _, claim, _ in known)
    between = f"claims of the same people run from {low:,} to {high:,}"
    if figure < low or (figure > high and not is_open):
        return Finding(asked.span.quote, words, "contradicted", between, ends)
    open_end = ", one of them open above" if figure > high else ""
    return Finding(asked.span.quote, words, "not found", f"no claim gives it; {between}{open_end}", ends)


def _level(claim: Claim) -> int | None:
    q = claim.quantity
    return next((n for n in (q.best, q.low, q.high) if n is not None), None)


def _speaker(case: Case, claim: Claim) -> str:
    return chain_words(
        claim.voices[-1:], None if claim.voices else case.documents[claim.document_id].publisher
    )


def _listed(words: Sequence[str], most: int = 3) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


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
        lack = (
            "give a table of other days: --table FILE"
            if asked.own
            else "the book has no figure of those days alone"
        )
        return Finding(said.span.quote, claim, "not found", f"nothing to compare with; {lack}")
    chosen = replace(compared.chosen, since=_first(said, asked) or compared.chosen.since)
    found = rank(compared.incidents, asked, chosen, compared.seed)
    if isinstance(found, Refused):
        return Finding(
            said.span.quote, claim, "not found", f"{found.reason}; needed: {found.needed}", (), found.tables
        )
    verdict = (
        "supported"
        if found.verdict in HELD
        else "undecided"
        if found.verdict == "undecided"
        else "contradicted"
    )
    return Finding(said.span.quote, claim, verdict, found.sentence, (), found.tables)


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


def _head(words: str) -> str:
    return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0] + " …"


def _tail(words: str) -> str:
    return words if len(words) <= _AROUND else "… " + words[-_AROUND:].partition(" ")[2]
