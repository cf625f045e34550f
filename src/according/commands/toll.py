"""`according toll`: documents known to tell of one incident in, its tolls out; no book needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from according.commands import options, terminal
from according.errors import UsageError
from according.export.interchange import Record
from according.model import Document, Problem, Reading

if TYPE_CHECKING:
    from according.pipeline import Tools

#: Groups whose documents are read together.
_CHUNK = 64


@click.command()
@click.argument("groups", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.PROFILE
@options.FORMAT
@options.OUT
@click.pass_context
@options.example("according toll groups.jsonl --profile conservative --format jsonl")
def toll(context: click.Context, groups: Path, profile: str, format_name: str, out: Path | None) -> None:
    """Reconcile reports known to tell of one incident.

    Each line of GROUPS is a JSON object with id and documents; each document as in a .jsonl input of read.
    Where a document is its outlet's correction of another of the group, the other's figures are set aside.
    """
    from according.commands.gathering import loaded_tools
    from according.toll import profile_named

    profile_named(profile)
    problems: list[Problem] = []
    with groups.open(encoding="utf-8") as lines, terminal.progress("reading groups") as bar:
        found = bar.watch(_tolled(_groups(lines, str(groups), problems), loaded_tools(), profile, problems))
        if format_name == "table":
            terminal.show(*_told(list(found), profile))
        else:
            terminal.emit(found, "groups", format_name, out)
    context.exit(terminal.report_problems(problems))


def _groups(
    lines: Iterable[str], name: str, problems: list[Problem]
) -> Iterator[tuple[str, tuple[Document, ...]]]:
    """The groups of a file; a line that is none costs only itself."""
    from according.sources import FORMATS

    table = next(format for format in FORMATS if format.name == "jsonl")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        group = _parsed(line)
        if group is None:
            problems.append(Problem("ACC-130", "not a group: an object with id and documents", where))
            continue
        raw = "".join(json.dumps(document) + "\n" for document in group["documents"]).encode()
        documents, found = table.documents(raw, where) if raw else ((), ())
        problems.extend(found)
        yield str(group["id"]), documents


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        group = json.loads(line)
    except ValueError:
        return None
    if not isinstance(group, dict) or "id" not in group or not isinstance(group.get("documents"), list):
        return None
    return group


def _tolled(
    groups: Iterable[tuple[str, tuple[Document, ...]]], loaded: Tools, profile: str, problems: list[Problem]
) -> Iterator[Record]:
    from according.pipeline import read_documents

    stream = iter(groups)
    while chunk := list(islice(stream, _CHUNK)):
        readings = read_documents([d for _, documents in chunk for d in documents], loaded)
        for group_id, documents in chunk:
            own = list(islice(readings, len(documents)))
            problems.extend(problem for reading in own for problem in reading.problems)
            yield _record(group_id, documents, own, profile, problems)


def _record(
    group_id: str,
    documents: Sequence[Document],
    readings: Sequence[Reading],
    profile: str,
    problems: list[Problem],
) -> Record:
    """The tolls of the event that each document is about (rank 1), without the figures of documents that
    others of the group correct."""
    from according.corrections import corrected, tolls_after, unplaced_notices
    from according.export.interchange import corrected_record, toll_record

    main = {mention.mention_id for reading in readings for mention in reading.mentions if mention.rank == 1}
    claims = [claim for reading in readings for claim in reading.claims if claim.mention_id in main]
    by_id = {document.document_id: document for document in documents}
    gone = corrected(by_id, (), claims)
    problems.extend(unplaced_notices(by_id, gone))
    return {
        "group_id": group_id,
        "profile": profile,
        "tolls": [toll_record(one, aside=True) for one in tolls_after(claims, by_id, profile, gone)],
        "corrected": [corrected_record(one) for one in gone.values()],
    }


def _told(records: Sequence[Record], profile: str) -> Iterator[Any]:
    """The tolls as a table, on what they rest as signs, and the rule."""
    from according.commands.tolls import footnotes

    yield _table(records)
    yield ""
    yield "As low–best–high. ≥: nothing bounds it above; ? in the place of a number: not known."
    yield from footnotes({mark for record in records for one in record["tolls"] for mark in one["marks"]})
    yield f"Profile: {profile}. Every claim with its reason: --format jsonl"


def _table(records: Iterable[Record]) -> Any:
    from according import phrasing
    from according.commands.tolls import SIGNS

    rows = [
        (
            record["group_id"],
            phrasing.MEASURE_WORDS[one["measure"]],
            phrasing.CATEGORY_WORDS[one["category"]],
            phrasing.figure(one["low"], one["best"], one["high"]),
            "".join(sign for mark, sign in SIGNS.items() if mark in one["marks"]),
        )
        for record in records
        for one in record["tolls"]
    ]
    if not rows:
        raise UsageError(
            "no group tells of anybody killed, hurt or taken: check that the documents have a text"
        )
    return terminal.table(["group", "measure", "people", ">!toll", "!"], rows)
