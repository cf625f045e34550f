"""The number of people on no list under a mixture of classes, each as likely to come on each list as it is.

Manrique-Vallier 2016 (Biometrics 72): a Dirichlet process cut off at K classes; within a class lists are
independent. Unlike log-linear models it lets people differ in how easily they are found. Sampled by Gibbs
from counted patterns, so that the work does not grow with the people, and by moves that carry a class along
(`class_slides`); many chains run side by side as one array, which shows whether they agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from according.methods.class_slides import Slides
from according.methods.lists import Floats, Integers, Lists

#: Rounds in which the start settles, and the classes that hold most people at first.
_START, _FIRST, _MOST = 500, 2, 0.9999
#: Chains whose R-hat is higher have not reached the same posterior (Vehtari and others 2021 ask for 1.01; N
#: mixes slowly, and the error of its mean is printed).
AGREE = 1.05


@dataclass(frozen=True, slots=True)
class Settings:
    """`classes`: the most there can be; `alpha_shape`, `alpha_rate`: of the gamma prior of the process's
    concentration; each of `chains` makes `burn_in` rounds, then `kept` draws `thinning` rounds apart. Where
    the chains disagree they go on, draws `longer` times as far apart, and what was before is left out.
    A round is one of Gibbs's and `slides` moves of a class."""

    classes: int = 10
    alpha_shape: float = 0.25
    alpha_rate: float = 0.25
    chains: int = 8
    burn_in: int = 700
    kept: int = 100
    thinning: int = 8
    longer: int = 5
    slides: int = 3


@dataclass(frozen=True, slots=True)
class Posterior:
    """`people`: draws of N, all people, a row a chain; `used`: draws of how many classes hold anyone."""

    people: Integers
    used: Integers

    def quantile(self, share: float) -> float:
        """The N that a share of the draws does not exceed."""
        return float(np.quantile(self.people, share))

    @property
    def mean(self) -> float:
        """The mean of N."""
        return float(self.people.mean())

    @property
    def disagreement(self) -> float:
        """How much wider all chains together are than each by itself (split R-hat of the ranks, Vehtari and
        others 2021); 1 where they agree."""
        chains, draws = self.people.shape
        # Draws that are the same have the same rank: by place they would tell chains apart that are alike.
        _, place, same = np.unique(self.people, return_inverse=True, return_counts=True)
        ranks = (same.cumsum() - same / 2)[place].reshape(chains, draws)
        half = draws // 2
        parts = np.concatenate([ranks[:, :half], ranks[:, half : 2 * half]])
        within = parts.var(axis=1, ddof=1).mean()
        between = half * parts.mean(axis=1).var(ddof=1)
        return float(np.sqrt((half - 1) / half + between / (half * within))) if within > 0 else 1.0

    @property
    def agrees(self) -> bool:
        """Whether the chains have reached the same posterior."""
        return self.disagreement <= AGREE

    @property
    def error_of_mean(self) -> float:
        """The Monte Carlo standard error of the mean, from how far the means of the chains lie apart."""
        return float(self.people.mean(axis=1).std(ddof=1) / np.sqrt(len(self.people)))


def sample(lists: Lists, seed: int, settings: Settings | None = None) -> Posterior:
    """Draws of N from the posterior. The same seed gives the same draws."""
    settings = settings or Settings()
    chains = _Chains(lists, settings, np.random.default_rng(seed))
    for done in range(settings.burn_in):
        chains.move(settled=done >= _START)
    found = _drawn(chains, settings.kept, settings.thinning)
    if found.agrees or settings.longer < 1:
        return found
    return _drawn(chains, settings.kept, settings.thinning * settings.longer)


def _drawn(chains: _Chains, draws: int, apart: int) -> Posterior:
    """So many draws of each chain, so many rounds apart."""
    people = np.empty((len(chains.members), draws), dtype=np.int64)
    used = np.empty_like(people)
    for draw in range(draws):
        for _ in range(apart):
            chains.move()
        people[:, draw] = chains.unseen + chains.documented
        used[:, draw] = (chains.members > 0).sum(axis=1)
    return Posterior(people, used)


class _Chains:
    """The state of all chains: weights of classes, the chance of each class on each list, who is where."""

    def __init__(self, lists: Lists, settings: Settings, random: np.random.Generator) -> None:
        held = np.flatnonzero(lists.cells)
        self.random, self.settings = random, settings
        self.on = lists.on[held].astype(float)
        self.counts = lists.cells[held]
        self.documented = lists.documented
        self.slides = Slides(self.on, self.counts, random)
        chains, classes = settings.chains, settings.classes
        self.unseen = np.zeros(chains, dtype=np.int64)
        self.members = np.zeros((chains, classes), dtype=np.int64)
        # A start with few classes, near the lists' own shares: many classes thin out but slowly.
        self.concentration = np.full(chains, 0.3 / classes)
        weight = np.r_[
            np.full(_FIRST, _MOST / _FIRST), np.full(classes - _FIRST, (1 - _MOST) / max(1, classes - _FIRST))
        ]
        self.log_weight = np.tile(np.log(weight / weight.sum()), (chains, 1))
        share = np.clip(lists.sizes / max(1, lists.documented), 0.02, 0.98)
        spread = random.beta(1.0, 1.0, size=(chains, classes, len(share)))
        self.chance = 0.2 * spread + 0.8 * share

    def _logarithms(self) -> tuple[Floats, Floats]:
        """Of the chance of each class, and to be on no list in it; and to have each pattern in it."""
        log_on, log_off = np.log(self.chance), np.log1p(-self.chance)
        missed = self.log_weight + log_off.sum(axis=2)
        return missed, missed[:, None, :] + self.on @ (log_on - log_off).swapaxes(1, 2)

    def move(self, settled: bool = True) -> None:
        """One round of all chains; the concentration stays as it is until the start has settled."""
        missed, found = self._logarithms()
        seen = self.random.multinomial(np.broadcast_to(self.counts, found.shape[:2]), _shares(found))
        none = np.minimum(np.exp(missed).sum(axis=1), 1 - 1e-12)
        unseen = self.random.multinomial(
            self.random.negative_binomial(self.documented, 1 - none), _shares(missed)
        )
        seen_members = seen.sum(axis=1)
        listed = seen.swapaxes(1, 2) @ self.on
        self.unseen = unseen.sum(axis=1)
        self.members = seen_members + unseen
        chance = self.random.beta(1 + listed, 1 + self.members[:, :, None] - listed)
        self.chance = np.clip(chance, 1e-12, 1 - 1e-12)
        self._swap()
        self._weigh()
        if settled:
            self._order()
            self._concentrate()
            self.log_weight, self.chance = self.slides.move(
                self.log_weight, self.chance, self.concentration, self.settings.slides
            )

    def _weigh(self) -> None:
        """The weights of the classes by breaking a stick, and the concentration that breaks it."""
        later = self.members[:, ::-1].cumsum(axis=1)[:, ::-1] - self.members
        broken = self.random.beta(1 + self.members, self.concentration[:, None] + later)[:, :-1]
        broken = np.clip(broken, 1e-12, 1 - 1e-12)
        left = np.cumsum(np.log1p(-broken), axis=1)
        zero = np.zeros((len(left), 1))
        self.log_weight = np.hstack([np.log(broken), zero]) + np.hstack([zero, left])

    def _concentrate(self) -> None:
        """The concentration given how the stick broke."""
        shape = self.settings.alpha_shape + self.settings.classes - 1
        self.concentration = self.random.gamma(shape, 1 / (self.settings.alpha_rate - self.log_weight[:, -1]))

    def _swap(self) -> None:
        """Two classes change places where the weights allow (Papaspiliopoulos and Roberts 2008): otherwise
        small classes with large weights stay for long."""
        chains, classes = self.members.shape
        rows = np.arange(chains)
        one = self.random.integers(classes, size=chains)
        other = self.random.integers(classes, size=chains)
        gain = (self.log_weight[rows, one] - self.log_weight[rows, other]) * (
            self.members[rows, other] - self.members[rows, one]
        )
        moved = rows[np.log(self.random.random(chains)) < gain]
        a, b = one[moved], other[moved]
        for state in (self.members, self.chance):
            state[moved, a], state[moved, b] = state[moved, b], state[moved, a]

    def _order(self) -> None:
        """The order of the classes given their weights: one drawn by size is taken or left by what it leaves
        to the last class. Without it a large class keeps its place, and with it the concentration."""
        late = self.random.exponential(size=self.log_weight.shape)
        order = (np.log(late) - self.log_weight).argsort(axis=1)
        rows = np.arange(len(order))
        gain = self.concentration * (self.log_weight[rows, order[:, -1]] - self.log_weight[:, -1])
        left = np.log(self.random.random(len(order))) >= gain
        order[left] = np.arange(order.shape[1])
        self.log_weight = np.take_along_axis(self.log_weight, order, axis=1)
        self.members = np.take_along_axis(self.members, order, axis=1)
        self.chance = np.take_along_axis(self.chance, order[:, :, None], axis=1)


def _shares(logarithms: Floats) -> Floats:
    """Shares that sum to 1 along the last axis."""
    raised = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
