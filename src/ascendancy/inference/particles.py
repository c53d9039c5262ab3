"""Particles: weights, resampling, the filter's loop, and looking back along ancestors.

Nothing here knows of regimes. A filter is a *step*: ``step(t, state, ancestors) -> (state, log_increment)``
moves all particles into month t and returns for each the log of what the month's evidence weighs it by.
``ancestors`` says which particle each one continues (None: each its own). Guided steps, which draw with an
eye on the evidence, return the log of proposal-corrected weights in the same place.

Conventions: T months, N particles; ``ancestors[t, i]`` is the particle of month t − 1 that particle i of
month t continues; weights are kept as normalised logarithms. Resampling is systematic (Kitagawa 1996,
Journal of Computational and Graphical Statistics 5), done before a month when the effective sample size of
the month before has fallen below a share of N (Liu and Chen 1995, Journal of the American Statistical
Association 90). Fixed-lag smoothing looks at a month from some months later (Kitagawa 1996).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.rng import Stream, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
State = TypeVar("State")
Step = Callable[[int, State, Ints | None], tuple[State, Floats]]


class ParticleHistory(NamedTuple):
    """What a filter leaves behind.

    Attributes
    ----------
    ancestors : int array, shape (T, N)
    log_weights : float array, shape (T, N)
        Normalised: their exponentials sum to one each month.
    evidence : float array, shape (T,)
        Log evidence of each month given those before.
    ess : float array, shape (T,)
        Effective sample size after each month's evidence, 1 to N.
    """

    ancestors: Ints
    log_weights: Floats
    evidence: Floats
    ess: Floats

    @property
    def log_evidence(self) -> float:
        """Log evidence of all months."""
        return float(self.evidence.sum())


@njit
def systematic_resample(weights, u):  # type: ignore[no-untyped-def]
    """Ancestors by systematic resampling.

    Parameters
    ----------
    weights : float array, shape (N,)
        Not negative, summing to more than 0; need not be normalised.
    u : float in [0, 1)
        The one draw. Expected offspring are N × normalised weight, and offspring differ from it by less
        than 1.

    Returns
    -------
    int array, shape (N,), not decreasing
    """
    n = weights.size
    total = 0.0
    for i in range(n):
        total += weights[i]
    ancestors = np.empty(n, dtype=np.int64)
    i, reached = 0, weights[0]
    for k in range(n):
        point = (k + u) * total / n
        while reached <= point and i < n - 1:
            i += 1
            reached += weights[i]
        ancestors[k] = i
    while i > 0 and weights[i] == 0.0:  # rounding may run past the last particle of any weight
        i -= 1
    for k in range(n):
        ancestors[k] = min(ancestors[k], i)
    return ancestors


def normalise(log_weights: Floats) -> tuple[Floats, float]:
    """Weights that sum to one, and the log of the mean weight.

    Raises
    ------
    ValueError
        If every weight is zero or one is not a number.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.inference.particles import normalise
    >>> weights, log_mean = normalise(np.log(np.array([1.0, 3.0])))
    >>> weights.round(3).tolist(), round(float(np.exp(log_mean)), 3)
    ([0.25, 0.75], 2.0)
    """
    top = float(log_weights.max())
    if not np.isfinite(top):
        raise ValueError(f"no particle is possible: found greatest log weight {top}, wanted a finite number")
    weights = np.exp(log_weights - top)
    total = float(weights.sum())
    return weights / total, top + float(np.log(total / log_weights.size))


def effective_sample_size(log_weights: Floats) -> float:
    """1 / Σ w² of the normalised weights: 1 when one particle has all, N when all weigh alike."""
    weights, _ = normalise(log_weights)
    return float(1.0 / np.square(weights).sum())


def bootstrap(
    propagate: Callable[[int, Floats], Floats], log_weight: Callable[[int, Floats], Floats]
) -> Step[Floats]:
    """The plain step: move blind by the model, then weigh (Gordon, Salmond and Smith 1993).

    Parameters
    ----------
    propagate : callable of (t, state of shape (N, …)) -> state
        Called from month 1 on; month 0 is the initial state.
    log_weight : callable of (t, state) -> array of shape (N,)
        Log likelihood of the month's evidence.
    """

    def step(t: int, state: Floats, ancestors: Ints | None) -> tuple[Floats, Floats]:
        moved = state if ancestors is None else state[ancestors]
        moved = propagate(t, moved) if t > 0 else moved
        return moved, log_weight(t, moved)

    return step


def particle_filter(
    initial: State, step: Step[State], steps: int, particles: int, seed: int, resample_below: float = 0.5
) -> tuple[ParticleHistory, State]:
    """Run a filter.

    Parameters
    ----------
    initial : State
        All particles before the first month's evidence; whatever ``step`` takes.
    step : callable
        ``step(t, state, ancestors)``, called for t = 0 … steps − 1. The state it gets is not yet rearranged:
        particle i of month t must continue ``state[ancestors[i]]``.
    steps, particles : int
        T and N.
    seed : int
        Of the resampling draws: month t uses lane 0 of (seed, ``Stream.RESAMPLE``, t).
    resample_below : float
        Share of N; 0 never resamples, above 1 always does.

    Returns
    -------
    history : ParticleHistory
    state : State
        After the last month.

    Raises
    ------
    ValueError
        If in some month every particle is impossible; the message names the month.
    """
    own = np.arange(particles)
    history = ParticleHistory(
        np.empty((steps, particles), dtype=np.int64),
        np.empty((steps, particles)),
        np.empty(steps),
        np.empty(steps),
    )
    carried = np.full(particles, -np.log(particles))
    ess = float(particles)
    state = initial
    for t in range(steps):
        ancestors: Ints | None = None
        if t > 0 and ess < resample_below * particles:
            u = float(uniforms(seed, Stream.RESAMPLE, t, 1)[0])
            ancestors = systematic_resample(np.exp(carried), u)
            carried = np.full(particles, -np.log(particles))
        state, increment = step(t, state, ancestors)
        together = carried + increment
        try:
            weights, log_mean = normalise(together)
        except ValueError as error:
            raise ValueError(f"month {t}: {error}") from None
        history.evidence[t] = log_mean + np.log(particles)
        carried = together - history.evidence[t]
        ess = float(1.0 / np.square(weights).sum())
        history.ancestors[t] = own if ancestors is None else ancestors
        history.log_weights[t] = carried
        history.ess[t] = ess
    return history, state


def trace(history: ParticleHistory, t: int, lag: int) -> tuple[Ints, Floats]:
    """Particles of month t as seen from ``lag`` months later (or the last month): the fixed-lag smoother.

    Parameters
    ----------
    history : ParticleHistory
    t, lag : int

    Returns
    -------
    indices : int array, shape (N,)
        Particles of month t, repeated where several later ones descend from them.
    weights : float array, shape (N,)
        Sum one. A mean of x over month t is ``(weights * x[indices]).sum()``.
    """
    seen_from = min(t + lag, history.ess.size - 1)
    indices = np.arange(history.log_weights.shape[1])
    for s in range(seen_from, t, -1):
        indices = history.ancestors[s][indices]
    return indices, np.exp(history.log_weights[seen_from])


def fixed_lag_weights(history: ParticleHistory, t: int, lag: int) -> Floats:
    """The same as one weight for each particle of month t: those without descendants weigh nothing."""
    indices, weights = trace(history, t, lag)
    return np.asarray(np.bincount(indices, weights=weights, minlength=indices.size), dtype=np.float64)


def sample_paths(history: ParticleHistory, anchor: int, size: int, u: float) -> Ints:
    """Whole histories drawn from the filter: particles at an anchor month and their ancestors.

    Parameters
    ----------
    history : ParticleHistory
    anchor : int
        Month from whose weights paths are drawn, systematically; months after it play no part.
    size : int
        How many paths.
    u : float in [0, 1)
        The one draw.

    Returns
    -------
    int array, shape (size, anchor + 1)
        The particle of each month on each path.
    """
    edges = np.cumsum(np.exp(history.log_weights[anchor]))
    points = (np.arange(size) + u) * edges[-1] / size
    paths = np.empty((size, anchor + 1), dtype=np.int64)
    last = np.flatnonzero(np.exp(history.log_weights[anchor]) > 0.0)[-1]
    paths[:, anchor] = np.minimum(np.searchsorted(edges, points, side="right"), last)
    for t in range(anchor, 0, -1):
        paths[:, t - 1] = history.ancestors[t][paths[:, t]]
    return paths
