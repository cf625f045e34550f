"""Which reports of an incident their outlets have corrected or taken back: their figures no longer count.

A person's word decides. Beside it, a report is taken to be corrected only by a later one of the same outlet
about the same incident: at the same address, under the same title, or with a notice of correction where it is
plain which report is meant: the outlet has one earlier report only, and where that gives figures and the
notice names any, they share one. Nothing is lost: every figure of a corrected report is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Literal

from according.lang import language, languages
from according.model import MEASURES, Claim, Correction, Document, Problem, Quantity, SetAside, Toll
from according.read.plain.figures import figures_in
from according.read.plain.words import tongue, words_in
from according.read.quantity import figures_in as english_figures_in
from according.text import fold, sentences_of
from according.toll import tolls

Basis = Literal["person", "same_address", "same_title", "notice"]
Notice = Literal["corrected", "withdrawn"]

#: What each basis means, for people.
BASIS_WORDS: dict[Basis, str] = {
    "person": "a person's word",
    "same_address": "the same address",
    "same_title": "the same title",
    "notice": "its notice",
}
#: A title of fewer words ("Daily update") is no sign that two reports are one.
_TITLE_WORDS = 4
#: Letters at the beginning and at the end of a report where a notice of correction stands.
_OPENING, _CLOSING = 600, 600
#: A note that is nothing but a correction comes within so many days of the report.
_NOTE_DAYS = 31
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://(?:www\.)?([^?#]*?)/*(\?[^#]*)?(?:#.*)?$", re.I)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document whose figures no longer count. `corrected_in`: the document in its place, None where none is
    named. `by`: the person, or the outlet itself."""

    document_id: str
    corrected_in: str | None
    basis: Basis
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Report:
    """A dated document as corrections see it; `notice` None where it gives none of a correction, else `langs`
    are the languages that its words may be of."""

    document: Document
    notice: Notice | None
    langs: tuple[str, ...] = ()

    @property
    def when(self) -> tuple[str, bool, str]:
        """The order of reports: by day, of one day those with a notice of correction last."""
        return str(self.document.published), self.notice is not None, self.document.document_id

    def is_after(self, other: _Report) -> bool:
        """Whether it came out later with another text, or on the same day with a notice of correction."""
        return (
            self.when[:2] > other.when[:2] and self.document.content_sha256 != other.document.content_sha256
        )


def corrected(
    documents: Mapping[str, Document], corrections: Iterable[Correction] = (), claims: Iterable[Claim] = ()
) -> dict[str, Corrected]:
    """The corrected ones among the documents of one incident, by id; `claims` are those about the incident.
    Of several people, the first by name counts; of several later reports, the last."""
    found: dict[str, tuple[tuple[str, bool, str], Corrected]] = {}
    figures = _figures_by_report(claims)
    for together in _together(documents.values()):
        for report in together:
            for later in together:
                basis = _basis(report, later, together, figures) if later.is_after(report) else None
                name = report.document.document_id
                if basis is not None and (name not in found or found[name][0] < later.when):
                    instead = later.document
                    by = instead.publisher or instead.document_id
                    found[name] = later.when, Corrected(name, instead.document_id, basis, by)
    shown = {name: one for name, (_, one) in found.items()}
    for said in sorted(corrections, key=lambda c: (c.document_id, c.by), reverse=True):
        if said.stands:
            shown.pop(said.document_id, None)
        elif said.document_id in documents:
            shown[said.document_id] = Corrected(
                said.document_id, said.corrected_in, "person", said.by, said.why
            )
    return dict(sorted(shown.items()))


def _together(documents: Iterable[Document]) -> Iterator[list[_Report]]:
    """The dated documents of each outlet and of each address of which there are several: only those are
    looked into."""
    heaps: dict[tuple[str, str], list[Document]] = {}
    for document in sorted(documents, key=lambda d: d.document_id):
        outlet, address = fold(document.publisher or ""), _address(document)
        for key in (("outlet", outlet), ("address", address)):
            if key[1] and document.published is not None:
                heaps.setdefault(key, []).append(document)
    for heap in heaps.values():
        if len(heap) > 1:
            yield [_Report(document, *_notice(document)) for document in heap]


def _basis(
    report: _Report, later: _Report, together: Sequence[_Report], figures: Mapping[str, frozenset[int]]
) -> Basis | None:
    """On what the later of two reports of one outlet or address corrects the other; None if it does not."""
    one, other = report.document, later.document
    if _address(one) and _address(one) == _address(other):
        return "same_address"
    if not one.publisher or fold(one.publisher) != fold(other.publisher or ""):
        return None
    if fold(one.title) == fold(other.title) and len(one.title.split()) >= _TITLE_WORDS:
        return "same_title"
    alone = later.notice is not None and _meant_by(later, together) == [report]
    return "notice" if alone and _fits(later, figures.get(one.document_id)) else None


def _fits(notice: _Report, figures: frozenset[int] | None) -> bool:
    """Whether a notice may speak of a report with these figures: it names one of them, or none at all."""
    named = _named_in(notice) if figures else frozenset()
    return not figures or not named or not figures.isdisjoint(named)


def _named_in(notice: _Report) -> frozenset[int]:
    """Every figure that the text of a notice names."""
    told = [q for code in notice.langs for q in _quantities(notice.document, code)]
    return frozenset(n for q in told for n in (q.low, q.best, q.high) if n is not None)


def _quantities(document: Document, code: str) -> list[Quantity]:
    if code == "en":
        return [figure.quantity for figure in english_figures_in(document.content, language(code))]
    lang = tongue(code)
    words = words_in(sentences_of(document), lang)
    return [f.quantity for f in figures_in(words, lang.numbers, 0, len(words), document.content)]


def _figures_by_report(claims: Iterable[Claim]) -> dict[str, frozenset[int]]:
    """The figures that each report asserts of the incident."""
    found: dict[str, set[int]] = {}
    for claim in claims:
        figure = claim.quantity.level
        if figure is not None and claim.is_of_event:
            found.setdefault(claim.document_id, set()).add(figure)
    return {name: frozenset(figures) for name, figures in found.items()}


def _address(document: Document) -> str:
    """The address without its scheme, "www." and fragment; "" where there is none."""
    found = _ADDRESS.match(document.url or "")
    return f"{found[1].casefold()}{found[2] or ''}" if found and found[1] else ""


def _meant_by(notice: _Report, together: Sequence[_Report]) -> list[_Report]:
    """The earlier reports of the same outlet that a notice of correction may mean."""
    outlet = fold(notice.document.publisher or "")
    own = [r for r in together if outlet and fold(r.document.publisher or "") == outlet]
    return [report for report in own if notice.is_after(report)]


def notice_of(document: Document) -> Notice | None:
    """Whether a report says, at its beginning or end, that it corrects or takes back one of its outlet."""
    return _notice(document)[0]


def _notice(document: Document) -> tuple[Notice | None, tuple[str, ...]]:
    """The notice that a report gives and the languages whose words tell it. Documents seldom state their
    language, and these words mean nothing else in another: those of every language are looked for."""
    content = document.content
    ends = content if len(content) <= _OPENING + _CLOSING else f"{content[:_OPENING]}\n{content[-_CLOSING:]}"
    ends = ends.lower()  # small letters are found much faster than either case
    kinds: tuple[Notice, ...] = ("withdrawn", "corrected")
    for kind in kinds:
        found = tuple(code for code in languages() if any(p.search(ends) for p in _notices(code, kind)))
        if found:
            return kind, found
    return None, ()


@cache
def _notices(code: str, kind: Notice) -> tuple[re.Pattern[str], ...]:
    lines = str(language(code).get("corrections", {}).get(kind, "")).splitlines()
    return tuple(re.compile(line) for line in lines if line)


def unplaced_notices(
    documents: Mapping[str, Document], found: Mapping[str, Corrected], corrections: Iterable[Correction] = ()
) -> tuple[Problem, ...]:
    """ACC-307: reports of one incident with a notice of correction that may mean several of their outlet, or
    that does not fit the one there is; without those of which a person has said how they stand."""
    used = {one.corrected_in for one in found.values()}
    told = {said.document_id for said in corrections}
    problems = []
    for together in _together(documents.values()):
        for report in together:
            name = report.document.document_id
            meant = _meant_by(report, together) if report.notice and name not in used else []
            ids = [r.document.document_id for r in meant if r.document.document_id not in told]
            if ids:
                names = ", ".join(document_id[:12] for document_id in ids)
                words = f"it corrects one of {len(ids)} earlier reports of its outlet: {names}"
                if len(ids) == 1:
                    words = f"it is not plain that it corrects the earlier report of its outlet: {names}"
                problems.append(Problem("ACC-307", words, name, name))
    return tuple(dict.fromkeys(problems))


def tolls_after(
    claims: Sequence[Claim], documents: Mapping[str, Document], profile: str, gone: Mapping[str, Corrected]
) -> tuple[Toll, ...]:
    """The tolls of an incident (see `toll.tolls`) without the figures of corrected documents, each of which
    is set aside as `corrected`. A measure that only they gave has a toll without a figure, so that it shows.
    """
    if not gone:
        return tolls(claims, documents, profile)
    left = [c for c in claims if c.document_id not in gone]
    kept = {name: document for name, document in documents.items() if name not in gone}
    found = list(tolls(left, kept, profile))
    aside: list[Toll] = []
    for measure in MEASURES:
        of_gone = [c for c in claims if c.measure == measure and c.document_id in gone]
        own = [t for t in found if t.measure == measure]
        if of_gone and not own:
            own = [Toll(measure, "all", None, None, None, profile, ())]
        aside.extend(_with(toll, of_gone, gone) for toll in own)
    return tuple(aside)


def _with(toll: Toll, claims: Sequence[Claim], gone: Mapping[str, Corrected]) -> Toll:
    """The toll with the corrected claims set aside, and a note on what corrected them."""
    if not claims:
        return toll
    items = (*toll.set_aside, *(SetAside(c.claim_id, "corrected") for c in claims))
    notes = [_note(gone[name]) for name in sorted({c.document_id for c in claims})]
    note = " ".join(part for part in (toll.note, *notes) if part)
    return replace(toll, set_aside=tuple(sorted(items, key=lambda item: item.claim_id)), note=note)


def _note(one: Corrected) -> str:
    """ "Report a is corrected in b (the same title)." """
    place = f"corrected in {one.corrected_in[:12]}" if one.corrected_in else "withdrawn"
    basis = f"by {one.by}'s word" if one.basis == "person" else f"by {BASIS_WORDS[one.basis]}"
    return f"Report {one.document_id[:12]} is {place} ({basis})."


def lone_notices(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    incidents: Iterable[Collection[str]],
    corrections: Iterable[Correction] = (),
) -> tuple[Problem, ...]:
    """ACC-307: short notes of correction whose outlet has no earlier report in their incident, with its
    reports of the month before, told as other incidents, that give a figure which the note names.
    `incidents`: the ids of the documents of each; without notes that a person has named as a correction."""
    used = {said.corrected_in for said in corrections}
    notes = [d for d in documents.values() if d.document_id not in used and _is_note(d)]
    if not notes:
        return ()
    figures, beside = _figures_by_report(claims), [frozenset(ids) for ids in incidents]
    problems = []
    for note in sorted(notes, key=lambda d: d.document_id):
        near = {name for ids in beside if note.document_id in ids for name in ids}
        earlier = [d for d in documents.values() if _is_before(d, note)]
        report = _Report(note, *_notice(note))
        meant = sorted(
            d.document_id for d in earlier if figures.get(d.document_id, frozenset()) & _named_in(report)
        )
        if meant and not any(d.document_id in near for d in earlier):
            names = ", ".join(document_id[:12] for document_id in meant)
            words = f"it may correct a report that is told as another incident: {names}"
            problems.append(Problem("ACC-307", words, note.document_id, note.document_id))
    return tuple(problems)


def _is_note(document: Document) -> bool:
    """Whether it is a notice of correction and little else."""
    short = len(document.content) <= _OPENING + _CLOSING
    return (
        short
        and bool(document.publisher)
        and document.published is not None
        and notice_of(document) is not None
    )


def _is_before(one: Document, note: Document) -> bool:
    """Whether it is another text of the note's outlet, of its day or the month before."""
    if one.published is None or note.published is None or one.content_sha256 == note.content_sha256:
        return False
    same = fold(one.publisher or "") == fold(note.publisher or "")
    return same and timedelta(0) <= note.published - one.published <= timedelta(_NOTE_DAYS)
