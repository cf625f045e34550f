"""Several processes read what one process reads."""

from __future__ import annotations

import pytest

from according import wiring
from according.model import Document
from according.parallel import read_parallel
from according.pipeline import Tools, read_documents


@pytest.mark.slow
def test_two_processes_give_the_readings_of_one_in_order(tools: Tools) -> None:
    texts = [
        f"{n} soldiers were killed and {n + 1} civilians wounded in Kalat on Monday." for n in range(2, 262)
    ]
    documents = [Document(str(n), "", text) for n, text in enumerate(texts)]
    alone = list(read_documents(documents, tools))
    assert len(alone) > 256
    assert list(read_parallel(documents, wiring.tools, 2)) == alone
