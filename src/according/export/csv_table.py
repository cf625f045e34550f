"""CSV (RFC 4180): the same records, flattened into fixed columns.

Nested fields are joined by "_" (`event_start`); lists of words by "; ". Tolls become columns
(`deaths_low`, `deaths_best`, `deaths_high` over everyone; `deaths_civilian_low` … by category). Of a
speaker chain stand the innermost voice (`voice_name`, `voice_side`, `voice_party`) and the whole chain
in words. A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from according.export.interchange import Record
from according.model import CATEGORIES, MEASURES
from according.toll import MARKS

_ENDS = ("low", "best", "high")
_TOLLS = (
    *(f"{measure}_{end}" for measure in MEASURES for end in _ENDS),
    *(f"deaths_{category}_{end}" for category in CATEGORIES if category != "all" for end in _ENDS),
)
_PLACE = (
    "place_name",
    "place_country_iso3",
    "place_admin1",
    "place_admin2",
    "place_lat",
    "place_lon",
    "place_precision",
)
_EVENT = ("event_start", "event_end", "event_precision", *_PLACE, "types_acled", "types_ucdp", "types_gtd")
_TEXT = ("quote", "start", "end")
_WINDOW = ("scope", "window_start", "window_end", "stance")
_SAID = (*_WINDOW, "voice_name", "voice_side", "voice_party", "voice_chain")
_SURE_OF_FIGURE = tuple(f"confidence_{name}" for name in ("figure", "category", "scope", "voice"))
_SURE_OF_EVENT = ("confidence_date", "confidence_place")

#: The columns of each kind of record, in order. Kept stable: new ones come at the end.
COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": (
        *("document_id", "mention_id", "rank", *_EVENT, "actors", *_TOLLS, *_TEXT, "place_gazetteer"),
        *_SURE_OF_EVENT,
    ),
    "claims": (
        "claim_id",
        "document_id",
        "mention_id",
        "measure",
        "category",
        *_ENDS,
        *_TEXT,
        *_SAID,
        "derived",
        "parts",
        *_SURE_OF_FIGURE,
    ),
    "review": (
        *("question", "probability", "priority", "kind", "document_id", "claim_id", "mention_id"),
        *("measure", "category", *_ENDS, *_TEXT, *_SAID, *_EVENT, *_SURE_OF_FIGURE, *_SURE_OF_EVENT),
    ),
    "groups": ("group_id", "profile", *_TOLLS, "corrected"),
    "links": ("document_id", "mention_id", "incident_id", "rank"),
    "comparisons": (
        *("mention_a", "mention_b", "document_a", "document_b", "question", "level", "weight"),
        *("sum", "verdict", "together"),
    ),
    "incidents": ("incident_id", *_EVENT, "documents", "voices", *_TOLLS, "part_of", "place_gazetteer"),
    "judgements": (
        *("entry_id", "recorded_at", "verdict", "mention_a", "mention_b", "document_a", "document_b"),
        *("by", "why", "state", "retracted_by", "retracted_at", "retracted_why"),
    ),
    "tolls": (
        *("incident_id", "measure", "category", "profile", *_ENDS, "open_high", "incidents", "without_best"),
        *("changed", "party_word", *(f"marks_{mark}" for mark in MARKS), "disputed", "left_out"),
        *("best_least", "best_greatest", "spread_percent"),
    ),
    "corrections": (
        *("entry_id", "recorded_at", "document_id", "corrected_in", "stands", "basis", "by", "why", "state"),
        *("retracted_by", "retracted_at", "retracted_why", "taken_out"),
    ),
    "gazetteers": ("name", "format", "file", "places", "version"),
    "matched_rows": (
        *("incident", "rows", "tables", "kind", "table", "id", "start", "end", "latitude", "longitude"),
        *("score", "distance_km", "lag_days", "lacks", "review"),
    ),
    "matched_pairs": (
        *("standing", "incident", "table_a", "id_a", "table_b", "id_b", "score", "distance_km", "lag_days"),
        "levels",
    ),
    "match_grid": ("km", "days", "matches", "incidents", "episodes_to_review"),
    "problems": ("code", "title", "message", "where", "document_id", "remedy", *_TEXT),
    "evidence": (
        "incident_id",
        "profile",
        "claim_id",
        "standing",
        "reason",
        "measure",
        "category",
        *_ENDS,
        "sentence",
        *_TEXT,
        *_SAID,
        "document_id",
        "publisher",
        "published",
    ),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(records: Iterable[Record], kind: str) -> Iterator[str]:
    """The header and one line a record; KeyError where `kind` has no columns."""
    columns = COLUMNS[kind]
    yield _line(columns)
    for record in records:
        flat = flatten(record)
        yield _line([_cell(flat.get(column)) for column in columns])


def flatten(record: Record) -> Record:
    """One record as a flat one; see the module's words on what becomes of nested fields."""
    flat: Record = {}
    for name, value in record.items():
        if name == "tolls":
            flat |= _tolls(value)
        elif name == "voice" and isinstance(value, list):
            flat |= _voice(value)
        elif name == "actors":
            flat[name] = "; ".join(f"{a['name']} ({a['role']}, {a['side']}, {a['basis']})" for a in value)
        elif name == "corrected":
            flat[name] = "; ".join(f"{c['document_id']} ({c['corrected_in']}, {c['basis']})" for c in value)
        elif name == "voices":
            flat[name] = "; ".join(f"{side} {count}" for side, count in value.items())
        elif isinstance(value, dict):
            flat |= {f"{name}_{inner}": part for inner, part in flatten(value).items()}
        else:
            flat[name] = value
    return flat


def _tolls(tolls: Iterable[Record]) -> Record:
    flat: Record = {}
    for toll in tolls:
        name = toll["measure"] if toll["category"] == "all" else f"{toll['measure']}_{toll['category']}"
        flat |= {f"{name}_{end}": toll[end] for end in _ENDS}
    return flat


def _voice(voices: list[Record]) -> Record:
    if not voices:
        return {"voice_side": "author"}
    inner = voices[-1]
    chain = " > ".join(f"{voice['name']} ({voice['side']})" for voice in voices)
    return {
        "voice_name": inner["name"],
        "voice_side": inner["side"],
        "voice_party": inner["party"],
        "voice_chain": chain,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _cell("; ".join(str(item) for item in value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
