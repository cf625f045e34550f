"""Reading over several processes: each loads the engines once and takes batches of documents in turn."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context

from according.model import Document, Reading
from according.pipeline import Tools, read_documents

#: Documents given to a process at a time.
_BATCH = 64
#: Fewer documents than this are read sooner than a second process has loaded its engines.
_WORTH_IT = 256
#: More processes than this mostly wait for memory.
_MOST = 8

Load = Callable[[], Tools]


def jobs_by_default() -> int:
    """How many processes are worth having on this machine."""
    return max(1, min(_MOST, os.cpu_count() or 1))


def read_parallel(documents: Iterable[Document], load: Load, jobs: int) -> Iterator[Reading]:
    """The reading of each document, in order, as `pipeline.read_documents` gives it.

    With `jobs` > 1 and more than 256 documents, that many processes read; `load` must be a function of a
    module, since each process calls it for itself. At most two batches a process are ahead of the reader.
    """
    stream = iter(documents)
    first = list(islice(stream, _WORTH_IT + 1))
    if jobs == 1 or len(first) <= _WORTH_IT:
        yield from read_documents(chain(first, stream), load())
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        pending: deque[Future[tuple[Reading, ...]]] = deque()
        everything = chain(first, stream)
        while batch := tuple(islice(everything, _BATCH)):
            pending.append(pool.submit(_read, batch, load))
            if len(pending) > 2 * jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


@cache
def _loaded(load: Load) -> Tools:
    return load()


def _read(documents: tuple[Document, ...], load: Load) -> tuple[Reading, ...]:
    return tuple(read_documents(documents, _loaded(load)))
