"""The questions that a book is asked on its page: those that need nothing but the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from according.analysis import coordination, ranking
from according.analysis.case import Case
from according.analysis.escalation import escalation
from according.analysis.forecast import forecast
from according.analysis.gap import gap
from according.analysis.incident_columns import Chosen, Incidents, of_cases
from according.analysis.monthly import monthly
from according.analysis.rank import rank
from according.analysis.result import Result

#: Of the random numbers of the page.
SEED = 1
#: How many months ahead.
_MONTHS = 3


def asked_of(cases: Sequence[Case]) -> Iterator[Result]:
    """Each question with its answer or refusal; none where no incident has a day."""
    incidents = of_cases(cases)
    day = _most_told(cases)
    if day is None:
        return
    everything = Chosen()
    yield gap(cases)
    yield rank(incidents, ranking.Asked(day), everything, SEED)
    yield monthly(incidents, _busiest(incidents), everything, cases)
    yield coordination.coordination(incidents, coordination.Asked(), everything, SEED)
    yield escalation(incidents, "week", everything)
    yield forecast(incidents, _MONTHS, "district", everything, SEED)


def _most_told(cases: Sequence[Case]) -> date | None:
    """The first day of the incident that most reports tell of."""
    dated = [case for case in cases if case.event.start is not None and not case.is_total]
    told = max(dated, key=lambda case: (len(case.document_ids), case.incident.incident_id), default=None)
    return told.event.start if told else None


def _busiest(incidents: Incidents) -> date:
    """The month in which most incidents begin; the latest of equals."""
    starts = incidents.first[~np.isnat(incidents.first)].astype("datetime64[M]")
    counts = Counter(starts.astype(object).tolist())
    month: date = max(counts, key=lambda m: (counts[m], m))
    return month
