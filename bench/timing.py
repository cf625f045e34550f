"""What benches of questions share: a clock and their options."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def asked(about: str | None) -> argparse.Namespace:
    """What the bench was asked for: `seed`, and `small`, whether to leave out 10⁶ events."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="leave out 10⁶ events")
    return parser.parse_args()
