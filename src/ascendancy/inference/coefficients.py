"""Coefficients carried by particles: drawn from their priors, refreshed when particles are resampled.

Each particle has its own coefficients. Resampling alone would leave ever fewer distinct sets, so at each resampling
they are moved as Liu and West (2001, "Combined parameter and state estimation in simulation-based filtering") do: in
normal scores z = Φ⁻¹(F(θ)) of their priors,

    z' = a z + (1 − a) z̄ + √(1 − a²) s ε,   a = (3 δ − 1) / (2 δ)

with z̄ and s the weighted mean and standard deviation over particles, so that both are kept. δ = 1 leaves them alone.
It is an approximation: coefficients are let drift a little over the case. Months between two resamplings share one
*epoch* of coefficients.
"""

from __future__ import annotations

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
WIDEST = 6.0


class Coefficients:
    """The coefficients of n particles, by epoch.

    Attributes
    ----------
    regime, society : list of arrays
        One (n, coefficients) an epoch.
    epoch : list of int
        Which epoch each month so far is in.
    """

    def __init__(
        self, model: Model, particles: int, seed: int, discount: float, given: tuple[Floats, Floats] | None
    ) -> None:
        self._model = model
        self._seed = seed
        self._shrink = 1.0 if given is not None else (3.0 * discount - 1.0) / (2.0 * discount)
        self._scores: Floats | None = None
        self.epoch: list[int] = []
        if given is not None:
            self.regime, self.society = [given[0]], [given[1]]
            return
        columns = [*range(len(REGIME_NAMES)), *(SOCIETY_OFFSET + k for k in range(len(SOCIETY_NAMES)))]
        draws = [uniforms(seed, Stream.PARAMETERS, 0, particles, identity=column) for column in columns]
        self._scores = special.ndtri(np.stack(draws, axis=1))
        first = self._values()
        self.regime, self.society = [first[0]], [first[1]]

    def _values(self) -> tuple[Floats, Floats]:
        assert self._scores is not None
        u = special.ndtr(np.clip(self._scores, -WIDEST, WIDEST))
        names = (*REGIME_NAMES, *SOCIETY_NAMES)
        values = np.stack(
            [quantile(self._model.priors[name], u[:, k]) for k, name in enumerate(names)], axis=1
        )
        split = len(REGIME_NAMES)
        return np.ascontiguousarray(values[:, :split]), np.ascontiguousarray(values[:, split:])

    def now(self, t: int, ancestors: Ints | None, weights: Floats | None) -> tuple[Floats, Floats]:
        """The coefficients of month ``t``; after a resampling, its ancestors and the weights it drew by."""
        if ancestors is not None:
            self._resampled(t, ancestors, weights)
        self.epoch.append(len(self.regime) - 1)
        return self.regime[-1], self.society[-1]

    def _resampled(self, t: int, ancestors: Ints, weights: Floats | None) -> None:
        if self._scores is None or self._shrink >= 1.0 or weights is None:
            if self._scores is not None:
                self._scores = self._scores[ancestors]
            self.regime.append(self.regime[-1][ancestors])
            self.society.append(self.society[-1][ancestors])
            return
        mean = weights @ self._scores
        spread = np.sqrt(np.maximum(weights @ np.square(self._scores - mean), 0.0))
        a, n = self._shrink, ancestors.size
        noise = np.stack(
            [normals(self._seed, Stream.PARAMETERS, t, n, identity=k) for k in range(mean.size)], axis=1
        )
        self._scores = a * self._scores[ancestors] + (1.0 - a) * mean + np.sqrt(1.0 - a * a) * spread * noise
        regime, society = self._values()
        self.regime.append(regime)
        self.society.append(society)
