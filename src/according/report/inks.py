"""What figures are drawn in: inks that the page replaces by its own, the colours of groups, and numbers on
axes."""

from __future__ import annotations

from collections.abc import Sequence

#: Ink, a softer and a faint one: colours that stand for the page's own, and for nothing else in a figure.
INK, SOFT, FAINT = "#010203", "#040506", "#070809"
#: What stands for what everywhere: sides and categories alike.
_GROUPS = {
    "": INK,
    "state": "#0072B2",
    "security_force": "#0072B2",
    "armed_group": "#D55E00",
    "civilian": "#009E73",
    "monitor": "#009E73",
    "medical": "#CC79A7",
    "unknown": "#999999",
    "media": "#999999",
}
OTHERS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999")


def colour_of(group: str, among: Sequence[str]) -> str:
    """The colour of a group: its own, or the next of those that `among` leaves."""
    if group in _GROUPS:
        return _GROUPS[group]
    others = [name for name in dict.fromkeys(among) if name not in _GROUPS]
    return OTHERS[others.index(group) % len(OTHERS)]


def number_words(value: float, _: int | None = None) -> str:
    """A number on an axis, whose position matplotlib gives too."""
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.3g}"
