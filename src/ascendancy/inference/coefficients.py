"""Coefficients carried by particles: drawn from a proposal, weighed back to their priors, slowly forgotten.

Each particle has its own coefficients, as normal scores z = Φ⁻¹(F(θ)) of their priors. They are drawn from a
*proposal*, independent normals N(m, s²) in the scores (m = 0 and s = 1: the priors themselves; a calibrated one lies
near the posterior). Particles are weighed by

    (p(z) / q(z))^Δf(t),   Σ_t Δf(t) = 1

in step with the evidence, Δf being a month's share of the items: so that the distribution of the weighed particles
is near q all the way, and proportional to prior × likelihood at the end.

Resampling alone would leave ever fewer distinct sets. At a resampling d months after the last, therefore,

    z' = m + a (z − m) + √(1 − a²) s ε,   a = exp(−d / τ)

which leaves q as it is: coefficients are let drift about it with a memory of τ months, and the number of distinct
sets does not fall. It is an approximation: what is inferred is a regime whose coefficients change a little over ten
years. (Liu and West's 2001 kernel, which takes m and s from the particles of the moment, was tried: with a hundred
coefficients and a thousand particles it shrinks to a point about one lucky draw.) Months between two resamplings
share one *epoch* of coefficients.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ascendancy.model import SOCIETY_OFFSET, Model
from ascendancy.regime.parameters import NAMES as REGIME_NAMES
from ascendancy.regime.priors import quantile
from ascendancy.rng import Stream, normals, uniforms
from ascendancy.society.parameters import NAMES as SOCIETY_NAMES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NAMES = (*REGIME_NAMES, *SOCIETY_NAMES)
WIDEST = 6.0
MEMORY = 120.0  # τ, months


class Proposal(NamedTuple):
    """Independent normals from which coefficients' scores are drawn, in the order of ``NAMES``."""

    mean: Floats
    sd: Floats

    def log_ratio(self, scores: Floats) -> Floats:
        """Log density of the priors over that of the proposal at scores (n, coefficients): shape (n,)."""
        away = (scores - self.mean) / self.sd
        return np.asarray(0.5 * (np.square(away) - np.square(scores)).sum(axis=1) + np.log(self.sd).sum())


PRIORS = Proposal(np.zeros(len(NAMES)), np.ones(len(NAMES)))


def values(model: Model, scores: Floats) -> tuple[Floats, Floats]:
    """Coefficients of the regime (n, P) and of the society (n, S) at normal scores of the model's priors (n, P + S)."""
    u = special.ndtr(np.clip(scores, -WIDEST, WIDEST))
    found = np.stack([quantile(model.priors[name], u[:, k]) for k, name in enumerate(NAMES)], axis=1)
    split = len(REGIME_NAMES)
    return np.ascontiguousarray(found[:, :split]), np.ascontiguousarray(found[:, split:])


class Coefficients:
    """The coefficients of n particles, by epoch.

    Attributes
    ----------
    regime, society : list of arrays
        One (n, coefficients) an epoch.
    scores : list of arrays
        Both together as normal scores, (n, P + S) an epoch; empty where coefficients are given.
    epoch : list of int
        Which epoch each month so far is in.
    """

    def __init__(
        self,
        model: Model,
        particles: int,
        seed: int,
        proposal: Proposal,
        shares: Floats,
        memory: float,
        given: tuple[Floats, Floats] | None,
    ) -> None:
        self._model, self._seed = model, seed
        self._proposal, self._shares, self._memory = proposal, shares, memory
        self._moved = 0
        self.scores: list[Floats] = []
        self.epoch: list[int] = []
        if given is not None:
            self.regime, self.society = [given[0]], [given[1]]
            return
        columns = [*range(len(REGIME_NAMES)), *(SOCIETY_OFFSET + k for k in range(len(SOCIETY_NAMES)))]
        draws = [uniforms(seed, Stream.PARAMETERS, 0, particles, identity=column) for column in columns]
        self.scores = [proposal.mean + proposal.sd * special.ndtri(np.stack(draws, axis=1))]
        first = values(model, self.scores[0])
        self.regime, self.society = [first[0]], [first[1]]

    def now(self, t: int, ancestors: Ints | None) -> tuple[Floats, Floats]:
        """The coefficients of month ``t``; after a resampling, of its ancestors."""
        if ancestors is not None:
            self._resampled(t, ancestors)
        self.epoch.append(len(self.regime) - 1)
        return self.regime[-1], self.society[-1]

    def log_ratio(self, t: int) -> Floats | float:
        """What month ``t`` weighs each particle by for its coefficients: Δf(t) log p / q."""
        if not self.scores or self._shares[t] == 0.0 or self._proposal is PRIORS:
            return 0.0
        return np.asarray(self._shares[t] * self._proposal.log_ratio(self.scores[-1]))

    def _resampled(self, t: int, ancestors: Ints) -> None:
        if not self.scores:
            self.regime.append(self.regime[-1][ancestors])
            self.society.append(self.society[-1][ancestors])
            return
        a = float(np.exp(-(t - self._moved) / self._memory))
        self._moved = t
        mean, sd = self._proposal
        noise = np.stack(
            [normals(self._seed, Stream.PARAMETERS, t, ancestors.size, identity=k) for k in range(mean.size)],
            axis=1,
        )
        self.scores.append(mean + a * (self.scores[-1][ancestors] - mean) + np.sqrt(1.0 - a * a) * sd * noise)
        regime, society = values(self._model, self.scores[-1])
        self.regime.append(regime)
        self.society.append(society)
