from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from according.analysis.incident_columns import Chosen, Incidents
from according.errors import UsageError
from according.sources.analysed_table import incidents_of
from according.sources.incident_rows import read_table
from tabled import PLAIN, rows, table

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ucdp" / "ged_pakistan_to_2017.csv"
UCDP = (
    "id,date_start,date_end,side_a,side_b,adm_1,adm_2,latitude,longitude,where_prec,number_of_sources,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high"
)


def test_a_plain_table_has_days_places_and_figures() -> None:
    found, problems = table(PLAIN)
    assert [p.code for p in problems] == ["ACC-170"]
    assert len(found) == 6
    assert str(found.first[0]) == str(found.last[0]) == "2025-12-03"
    assert str(found.last[3]) == "2026-02-02"
    assert found.counted("deaths").best[1] == 12
    assert found.counted("deaths", "security_force").best[1] == 3


def test_what_a_table_does_not_tell_is_unknown_and_never_zero() -> None:
    found, _ = table(PLAIN)
    assert np.isnat(found.first[4])
    assert np.isnan(found.counted("injured").best[2])
    assert np.isnan(found.counted("deaths").high[3])
    assert np.isnan(found.counted("abducted").best).all()
    assert not found.is_placed[5]


def test_ucdp_tells_whose_dead_a_side_had_by_whether_it_is_a_government() -> None:
    found = rows(
        [
            "1,2011-02-03,2011-02-03,Government of Northland,Front,N,H,30,67,1,4,2,5,1,0,8,8,9",
            "2,2011-02-04,2011-02-04,Front,League,N,H,30,67,3,1,2,5,0,0,7,7,7",
            "3,2011-02-05,2011-02-05,Government of A,Government of B,N,H,30,67,1,1,2,5,0,1,8,8,8",
        ],
        UCDP,
    )
    assert found.counted("deaths", "security_force").best.tolist() == [2, 0, 7]
    assert found.counted("deaths", "armed_group").best.tolist() == [5, 7, 0]
    assert found.reports.tolist() == [4, 1, 1]


def test_figures_out_of_order_are_put_in_order_and_told() -> None:
    found, problems = table("date,low,best,high\n2011-02-03,9,5,3\n")
    assert [p.code for p in problems] == ["ACC-174"]
    figures = found.counted()
    assert (figures.low[0], figures.best[0], figures.high[0]) == (3, 5, 9)


def test_a_table_without_days_is_refused_with_what_to_do() -> None:
    with pytest.raises(UsageError, match="--column start=NAME"):
        table("place,killed\nHill,3\n")


def test_the_digest_tells_tables_apart() -> None:
    one, other = table("date,deaths\n2011-02-03,9\n")[0], table("date,deaths\n2011-02-03,8\n")[0]
    assert one.sha256 != other.sha256
    assert one.sha256 == table("date,deaths\n2011-02-03,9\n")[0].sha256


#: UCDP GED of Pakistan as others have added it up: year, region, low, best, high, events.
RECOUNTED = (
    (2007, "", 1352, 1366, 1973, 210),
    (2008, "", 4577, 4620, 5703, 664),
    (2009, "", 5897, 7460, 8192, 883),
    (2010, "", 6857, 7226, 8887, 962),
    (2013, "", 2914, 2914, 2952, 337),
    (2012, "Balochistan", 200, 200, 444, 123),
    (2013, "Balochistan", 447, 447, 456, 33),
)


@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs ../shared/data")
@pytest.mark.parametrize(("year", "region", "low", "best", "high", "events"), RECOUNTED)
def test_an_archive_adds_up_as_others_have_added_it(
    archive: Incidents, year: int, region: str, low: int, best: int, high: int, events: int
) -> None:
    chosen = Chosen(region or None, None, date(year, 1, 1), date(year + 1, 1, 31))
    own = chosen.of(archive)
    own = own.of(own.first < np.datetime64(f"{year + 1}-01-01"))
    figures = own.counted()
    assert len(own) == events
    assert figures.best.sum() == best
    # Rows with low above best, or best above high, were put in order (ACC-174): the bounds only widen.
    assert low - 60 <= figures.low.sum() <= low
    assert high <= figures.high.sum() <= high + 60


@pytest.fixture(scope="module")
def archive() -> Incidents:
    return incidents_of(read_table(ARCHIVE.read_bytes(), "ged", "ged.csv"))[0]
