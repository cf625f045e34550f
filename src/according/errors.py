"""Exceptions and problem codes.

Exceptions are for faults of the programmer, the machine or the command line::

    AccordingError
    ├── UsageError        the user asked for something that cannot be done; the message says what to do
    ├── BookError         a book cannot be opened, read or written
    └── BookBroken        an entry's hash does not match: the book was changed or lost something

A fault in *data* is never an exception but a `Problem` value with a code that can be searched for.
The table `PROBLEMS` holds every code once; `docs/problems.md` is checked against it.
"""

from __future__ import annotations

from dataclasses import dataclass


class AccordingError(Exception):
    """Root of the exceptions that According raises on purpose."""


class UsageError(AccordingError):
    """The request cannot be carried out as asked; the message ends with what to do."""


class BookError(AccordingError):
    """The book cannot be opened, read or written."""


class BookBroken(BookError):
    """The chain of entries does not verify: something was changed or lost."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What a problem code means and what a user does about it."""

    code: str
    title: str
    remedy: str


def _table(*kinds: ProblemKind) -> dict[str, ProblemKind]:
    return {kind.code: kind for kind in kinds}


#: Every problem code. 1xx: input that could not be read; 2xx: reading; 3xx: figures that do not fit
#: together; 4xx: the book.
PROBLEMS: dict[str, ProblemKind] = _table()
