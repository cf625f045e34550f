#!/usr/bin/env python3
"""How near places are found: UCDP's place names and headlines against UCDP's own coordinates.

    places.py [FOLDER] [--country pakistan|nigeria|ukraine]

FOLDER holds `ged_<country>_to_2017.csv` and `headlines_<country>.jsonl` (default ../shared/data/ucdp). Three
figures, each with its n: (a) the names of the column where_coordinates, looked up with the country known,
for events known to a district or better (where_prec 1 to 3); (c) the same with the first-level area behind
the name, as a report would give it; (b) the headlines of such events, read as documents: of all of them, and
of those for which a place that fine was found. Distances in kilometres. Half the events can be left out
(--half 0 or 1, by their id), so that what one half taught is checked on the other.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from according.areas import great_circle_km
from according.lang import language
from according.model import Document, Place
from according.ports import Gazetteer
from according.read.where import event_place, toponyms_in
from according.text import sentences_of

ROOT = Path(__file__).resolve().parents[1]
NEAR_KM = (10, 50, 161)
#: where_prec of a district.
FINEST = 3


def main() -> int:
    """Print both figures for one country."""
    from according.engines.geonames import open_gazetteer

    options = arguments()
    table = options.folder / f"ged_{options.country}_to_2017.csv"
    if not table.is_file():
        print(f"SKIPPED: no events at {table}")
        return 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if float(row["where_prec"] or 9) <= FINEST]
    if options.half is not None:
        rows = [row for row in rows if int(float(row["id"])) % 2 == options.half]
    events = {str(int(float(row["id"]))): row for row in rows}
    gazetteer = open_gazetteer()
    named = ((row["where_coordinates"], row) for row in events.values())
    show("(a) where_coordinates", distances(named, options.country, gazetteer))
    told_where = ((f"{row['where_coordinates']}, {row['adm_1']}", row) for row in events.values())
    show("(c) with its area", distances(told_where, options.country, gazetteer))
    headlines = options.folder / f"headlines_{options.country}.jsonl"
    groups = map(json.loads, headlines.read_text("utf-8").splitlines())
    told = (
        (document["text"], events[key])
        for group in groups
        if (key := group["id"].rsplit("/", 1)[-1]) in events
        for document in group["documents"]
    )
    show("(b) headlines", distances(told, options.country, gazetteer))
    return 0


def distances(
    texts: Iterable[tuple[str, dict[str, str]]], country: str, gazetteer: Gazetteer
) -> Iterator[float | None]:
    """Kilometres from the place found in each text to the event's point; None where no place so fine was."""
    for text, row in texts:
        document = Document("", "", text, date(2017, 12, 31), country_hint=country.title())
        sentences = sentences_of(document)
        found = toponyms_in(document, sentences, gazetteer, language("en"))
        place = event_place(document, sentences, found, range(len(sentences)))
        yield distance(place, row)


def distance(place: Place | None, row: dict[str, str]) -> float | None:
    if place is None or place.lat is None or place.lon is None or (place.precision or 9) > FINEST:
        return None
    return great_circle_km((place.lat, place.lon), (float(row["latitude"]), float(row["longitude"])))


def show(title: str, found: Iterator[float | None]) -> None:
    """One line of shares: of all, and of those placed."""
    all_of_them = list(found)
    placed = [km for km in all_of_them if km is not None]
    n, m = len(all_of_them), len(placed)
    shares = "  ".join(f"{near} km {sum(km <= near for km in placed) / max(1, n):.3f}" for near in NEAR_KM)
    near = sum(km <= 50 for km in placed) / max(1, m)
    print(f"{title:24} n={n}  within {shares}  placed {m / max(1, n):.3f}, of these within 50 km {near:.3f}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "ucdp")
    parser.add_argument("--country", default="pakistan", choices=["pakistan", "nigeria", "ukraine"])
    parser.add_argument("--half", type=int, choices=[0, 1])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
