"""Whether an input goes on to the end of a month or week."""

from __future__ import annotations

import numpy as np
import pytest

from according.analysis.steps import By, reaches_end


@pytest.mark.parametrize(
    ("every", "last", "first", "by", "held"),
    [
        (1, "2024-11-04", "2024-11-01", "month", False),
        (1, "2024-11-29", "2024-11-01", "month", True),
        (1, "2024-11-04", "2024-10-01", "month", True),
        (30, "2024-11-04", "2024-11-01", "month", True),
        (1, "2024-11-04", "2024-11-04", "week", False),
        (1, "2024-11-08", "2024-11-04", "week", True),
    ],
)
def test_a_silence_at_the_end_is_the_inputs_where_its_pace_would_fill_it(
    every: int, last: str, first: str, by: By, held: bool
) -> None:
    days = np.arange(np.datetime64("2022-01-01"), np.datetime64(last) + 1)[::-1][::every]
    check = reaches_end(np.append(days, np.datetime64("NaT")), np.datetime64(first), by)
    assert check.held is held
    assert check.name == f"the input reaches the end of the {by}"
    assert "the last incident is of" in check.found
