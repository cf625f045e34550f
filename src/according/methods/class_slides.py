"""Moves that carry a class's chances and weight along together, with the number of people summed out.

Gibbs draws who is where before it draws chances and weights, so that a class of people hardly ever found
grows or shrinks by small steps only. Here its chances fall while its weight rises, or the reverse, and the
people on no list follow. Each move weighs many places around a point that is itself drawn around the present
one, so that none of them is preferred (Tjelmeland 2004).
"""

from __future__ import annotations

import numpy as np

from according.methods.lists import Floats, Integers

#: Places weighed in a move beside the present one, and how wide they lie at least and at most (log-odds).
_PLACES, _NARROWEST, _WIDEST = 16, 0.05, 1.5
#: Shares of the moves in which all chances of a class move as one, and in which its weight moves by itself.
_AS_ONE, _OWN_WEIGHT = 0.5, 0.5
_TINY = 1e-300


class Slides:
    """Moves for the people of some patterns: `on`, a row a pattern, and their `counts`."""

    def __init__(self, on: Floats, counts: Integers, random: np.random.Generator) -> None:
        self.on, self.counts, self.random = on.T.copy(), counts, random
        self.documented = int(counts.sum())

    def move(
        self, log_weight: Floats, chance: Floats, concentration: Floats, times: int
    ) -> tuple[Floats, Floats]:
        """The logarithms of weights (a row a chain) and the chances (chain, class, list) after some moves."""
        state = _State(self, np.exp(log_weight), chance)
        steps = self._steps(times, len(chance), chance.shape[2])
        picks = self.random.random((times, 2, len(chance)))
        for step, (of_class, of_place) in zip(steps, picks, strict=True):
            state.move(step, of_class, of_place, concentration)
        weight = state.weight / state.weight.sum(axis=1, keepdims=True)
        odds = np.exp(state.odds)
        return np.log(np.maximum(weight, _TINY)), np.clip(odds / (1 + odds), 1e-12, 1 - 1e-12)

    def _steps(self, times: int, chains: int, lists: int) -> Floats:
        """How far each place lies away, in the log-odds of each list and, last, of the weight: that falls as
        the chances rise. The first place is the present one."""
        random, each = self.random, (times, chains, 1, 1)
        width = np.exp(random.uniform(np.log(_NARROWEST), np.log(_WIDEST), each))
        steps = random.normal(size=(times, chains, _PLACES + 1, lists + 1)) * width
        chances, weight = steps[..., :lists], steps[..., lists:]
        chances[...] = np.where(random.random(each) < _AS_ONE, chances[..., :1], chances)
        weight *= np.where(random.random(each) < _OWN_WEIGHT, 0.3, 0.0)
        weight -= chances.mean(axis=-1, keepdims=True)
        steps[:, :, 1:] += steps[:, :, :1]
        steps[:, :, 0] = 0.0
        return steps


class _State:
    """Where the chains are: log-odds, weights, and what each class adds to each pattern and to no list."""

    def __init__(self, slides: Slides, weight: Floats, chance: Floats) -> None:
        self.slides, self.weight = slides, weight
        self.odds = np.log(chance) - np.log1p(-chance)
        self.none = weight * (1 - chance).prod(axis=2)
        self.parts = self.none[:, :, None] * np.exp(self.odds @ slides.on)
        self.rows = np.arange(len(weight))

    def move(self, step: Floats, of_class: Floats, of_place: Floats, concentration: Floats) -> None:
        """One move of one class in every chain, chosen by its weight."""
        rows, lists = self.rows, self.slides.on.shape[0]
        later = self.weight[:, ::-1].cumsum(axis=1)[:, ::-1]
        moved = (later > of_class[:, None] * later[:, :1]).sum(axis=1) - 1
        held = self.weight[rows, moved]
        others = np.maximum(1 - held, 1e-15)
        odds = self.odds[rows, moved][:, None] + step[:, :, :lists]
        ratio = np.exp(step[:, :, lists]) * (held / others)[:, None]
        left = 1 / (1 + ratio)
        weight = ratio * left
        none = weight / (1 + np.exp(odds)).prod(axis=2)
        parts = none[:, :, None] * np.exp(odds @ self.slides.on)
        shrunk = left / others[:, None]
        # The choice of the class by its weight, and log-odds in place of chances and weights.
        height = odds.sum(axis=2) + 2 * np.log(none) + (self.weight.shape[1] - 1) * np.log(left)
        height += self._likelihood(moved, shrunk, parts, none)
        height += _prior(later, moved, held, shrunk, weight, concentration)
        sums = np.exp(height - height.max(axis=1, keepdims=True)).cumsum(axis=1)
        place = (of_place[:, None] * sums[:, -1:] > sums).sum(axis=1)
        self._take(moved, shrunk[rows, place], odds[rows, place])
        self.weight[rows, moved] = weight[rows, place]
        self.none[rows, moved] = none[rows, place]
        self.parts[rows, moved] = parts[rows, place]

    def _likelihood(self, moved: Integers, shrunk: Floats, parts: Floats, none: Floats) -> Floats:
        """Of each place, given that the people are on some list: the number of all people is summed out."""
        rows = self.rows
        seen = np.maximum(self.parts.sum(axis=1) - self.parts[rows, moved], 0.0)
        unseen = np.maximum(self.none.sum(axis=1) - self.none[rows, moved], 0.0)
        patterns = np.log(seen[:, None] * shrunk[:, :, None] + parts) @ self.slides.counts
        missed = np.minimum(unseen[:, None] * shrunk + none, 1 - 1e-12)
        height: Floats = patterns - self.slides.documented * np.log1p(-missed)
        return height

    def _take(self, moved: Integers, shrunk: Floats, odds: Floats) -> None:
        """Make room for the moved class: all others shrink or grow alike."""
        self.weight *= shrunk[:, None]
        self.none *= shrunk[:, None]
        self.parts *= shrunk[:, None, None]
        self.odds[self.rows, moved] = odds


def _prior(
    later: Floats, moved: Integers, held: Floats, shrunk: Floats, weight: Floats, concentration: Floats
) -> Floats:
    """Of the weights of each place, from the breaking of a stick; `later`: what the present weights leave
    from each class on."""
    classes = later.shape[1]
    within = np.arange(classes) <= moved[:, None]
    rest = np.maximum(later - within * held[:, None], 0.0)
    left = rest[:, None, 1:] * shrunk[:, :, None] + within[:, None, 1:] * weight[:, :, None]
    logarithms = np.log(np.maximum(left, _TINY))
    height: Floats = concentration[:, None] * logarithms[:, :, -1] - logarithms.sum(axis=2)
    return height
